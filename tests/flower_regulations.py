"""Fictional regulations on flowers, in which everything happens that is told beside the clauses of an answer."""

from __future__ import annotations

HEAD = """---
number: {number}
kind: {kind}
title: {title} (văn bản giả định để kiểm thử)
issuer: {issuer}
issued: {issued}
effective_from: {start}
standing: sample
---
"""


def head(
    number: str, title: str, *, kind: str = "Nghị định", start: str = "2025-07-01", issued: str = "2025-06-01"
) -> str:
    issuer = "Quốc hội" if kind == "Luật" else "Chính phủ"
    return HEAD.format(number=number, kind=kind, title=title, issuer=issuer, issued=issued, start=start)


LOCAL = (
    head("960/2099/QH15", "Tổ chức xã phường giả định", kind="Luật", issued="2024-01-01", start="2024-07-01")
    + """
Điều 12. Phân quyền
1. Cơ quan được phân quyền tự chủ quyết định và tự chịu trách nhiệm về nhiệm vụ được phân quyền.
Điều 13. Phân cấp
1. Ủy ban nhân dân cấp tỉnh phân cấp cho Ủy ban nhân dân cấp xã một số nhiệm vụ.
2. Cơ quan được phân cấp chịu trách nhiệm về kết quả và không được phân cấp tiếp nhiệm vụ được phân cấp.
Điều 14. Ủy quyền
1. Cơ quan nhận ủy quyền chịu trách nhiệm trước cơ quan ủy quyền, không được ủy quyền tiếp nhiệm vụ được ủy quyền.
"""
)
FLOWERS = (
    head("961/2099/NĐ-CP", "Phân định thẩm quyền về trồng hoa")
    + """
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Nghị định này áp dụng cho vườn hoa ở xã có dưới 1.000 hộ dân.
Chương II
PHÂN ĐỊNH THẨM QUYỀN
Điều 2. Thẩm quyền chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã
1. Thẩm quyền của Ủy ban nhân dân cấp huyện chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã thực hiện, bao gồm:
a) Cấp giấy phép trồng hoa ven đường;
b) Thu hồi giấy phép trồng hoa ven đường.
Điều 3. Hội hoa xuân
1. Chủ tịch Ủy ban nhân dân cấp xã cấp giấy phép mở hội hoa xuân.
2. Thời hạn cấp giấy phép mở hội hoa xuân là 05 ngày.
Chương III
PHÂN CẤP
Điều 4. Hội thi hoa
Ủy ban nhân dân cấp xã quyết định tổ chức hội thi cắm hoa toàn xã.
Chương IV
ĐIỀU KHOẢN THI HÀNH
Điều 5. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025.
2. Nghị định này hết hiệu lực từ ngày 01 tháng 3 năm 2027.
3. Trong thời gian Nghị định này có hiệu lực, nếu quy định về thẩm quyền trong Nghị định này khác với văn bản khác thì
thực hiện theo Nghị định này.
Điều 6. Điều khoản chuyển tiếp
Hồ sơ xin giấy phép trồng hoa ven đường nộp trước ngày 01 tháng 7 năm 2025 mà chưa giải quyết xong thì Chủ tịch Ủy ban
nhân dân cấp xã giải quyết tiếp theo quy định cũ.
"""
)
PLANTS = (
    head("963/2099/QH15", "Cây trồng giả định", kind="Luật", issued="2024-01-01", start="2024-07-01")
    + """
Điều 7. Giấy phép hoa
1. Sở Nông nghiệp và Môi trường quyết định tổ chức hội thi cắm hoa toàn xã.
2. Người có quyền quyết định tiêu hủy hoa độc: Chủ tịch Ủy ban nhân dân cấp tỉnh; không được ủy quyền.
"""
)
LATER = (
    head("964/2099/NĐ-CP", "Sửa đổi về trồng hoa", start="2026-02-01", issued="2026-01-10")
    + """
Điều 1. Hội hoa xuân
Sở Văn hóa cấp giấy phép mở hội hoa xuân.
Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 02 năm 2026.
2. Các quy định sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành:
a) Khoản 1 Điều 3 Nghị định số 961/2099/NĐ-CP.
"""
)
TRIAL = (
    head("965/2099/NĐ-CP", "Thí điểm chợ hoa đêm", start="2026-01-01", issued="2025-12-01")
    + """
Điều 1. Chợ hoa đêm
Ủy ban nhân dân cấp xã cho phép mở chợ hoa đêm.
"""
)
CUT = (
    head("966/2099/NQ-CP", "Cắt giảm thủ tục giả định", kind="Nghị quyết", start="2026-07-01", issued="2026-05-01")
    + """
Điều 1. Thủ tục được cắt giảm
Không thực hiện thủ tục cấp Giấy phép bán đèn lồng quy định tại Điều 9 Nghị định số 967/2099/NĐ-CP.
"""
)
LANTERNS = (
    head("967/2099/NĐ-CP", "Đèn lồng")
    + """
Điều 9. Đèn lồng
Ủy ban nhân dân cấp xã cấp giấy phép bán đèn lồng.
"""
)
TEXTS = {
    "960.md": LOCAL,
    "961.md": FLOWERS,
    "963.md": PLANTS,
    "964.md": LATER,
    "965.md": TRIAL,
    "966.md": CUT,
    "967.md": LANTERNS,
}
