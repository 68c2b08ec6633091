"""Fictional decrees on ferries that divide competence in every way the crosswalk reads."""

# ruff: noqa: E501 (a clause of a decree is one line)

from __future__ import annotations

HEAD = """---
number: {number}
kind: {kind}
title: {title}
issuer: Chính phủ
issued: 2025-06-01
effective_from: 2025-07-01
standing: sample
---
"""
FERRIES = (
    HEAD.format(number="911/2099/NĐ-CP", kind="Nghị định", title="Phân định thẩm quyền, phân quyền, phân cấp về bến đò")
    + """
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Ủy ban nhân dân cấp xã thực hiện quy định tại khoản 1 Điều 9 Luật Đất đai.
Chương II
PHÂN ĐỊNH THẨM QUYỀN
Điều 2. Thẩm quyền của Ủy ban nhân dân cấp huyện chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã
1. Thẩm quyền của Ủy ban nhân dân cấp huyện theo quy định của Luật Đất đai chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã thực hiện, trừ trường hợp bến đò liên xã, bao gồm:
a) Cho phép mở bến đò quy định tại điểm b khoản 1 Điều 7 và khoản 2 Điều 8 Luật Đất đai;
b) Chấp thuận sơ đồ bến quy định tại khoản 3 Điều 9; ban hành nội quy bến, ban hành biển báo quy định tại khoản 4 Điều 9 Luật Đất đai;
c) Ghi giá vé trong quyết định mở bến đối với bến đò ngang; niêm yết giá vé quy định tại khoản 5 Điều 9 Luật Đất đai.
2. Trình tự, thủ tục quy định tại khoản 1 Điều này như sau:
a) Chủ tịch Ủy ban nhân dân cấp xã cấp giấy phép quy định tại khoản 1 Điều 7 Luật Đất đai.
Điều 3. Nhiệm vụ về đò ngang
1. Trách nhiệm đăng ký đò của Ủy ban nhân dân cấp huyện quy định tại khoản 2 Điều 5 Nghị định số 912/2099/NĐ-CP ngày 01 tháng 3 năm 2024 của Chính phủ quy định về đò (được sửa đổi, bổ sung năm 2025) do Ủy ban nhân dân cấp xã nơi có bến thực hiện.
2. Nhiệm vụ của cơ quan quản lý bến đò thuộc Ủy ban nhân dân cấp huyện quy định tại khoản 3 Điều 5 Nghị định số 912/2099/NĐ-CP do cơ quan được giao quản lý bến đò thuộc Ủy ban nhân dân cấp xã thực hiện.
3. Thẩm quyền cho thuê bến quy định tại khoản 4 Điều 5 Nghị định số 912/2099/NĐ-CP do Ủy ban nhân dân cấp tỉnh thực hiện hoặc Ủy ban nhân dân cấp xã thực hiện trong trường hợp được Ủy ban nhân dân cấp tỉnh giao.
4. Thẩm quyền đóng bến quy định tại khoản 5 Điều 5 Nghị định số 912/2099/NĐ-CP do Sở Xây dựng thực hiện đối với bến thuộc tài sản công; do Ủy ban nhân dân cấp tỉnh thực hiện đối với bến khác.
5. Không thực hiện quy định về thẻ đò tại khoản 6 Điều 5 Nghị định số 912/2099/NĐ-CP.
6. Sở Xây dựng không thực hiện việc tiếp nhận báo cáo quy định tại khoản 7 Điều 5 Nghị định số 912/2099/NĐ-CP.
Chương III
PHÂN QUYỀN, PHÂN CẤP
Điều 4. Phân quyền, phân cấp cho Ủy ban nhân dân cấp tỉnh
1. Nhiệm vụ, quyền hạn của Thủ tướng Chính phủ về đặt tên bến quy định tại khoản 1 Điều 9 Luật Đất đai do Bộ Xây dựng thực hiện.
2. Nhiệm vụ, quyền hạn của Thủ tướng Chính phủ về đặt tên bến quy định tại khoản 1 Điều 9 của Luật Đất đai do Ủy ban nhân dân cấp tỉnh thực hiện.
3. Nhiệm vụ, quyền hạn của Bộ Xây dựng về xếp hạng bến quy định tại Điều 6 Nghị định số 912/2099/NĐ-CP do Ủy ban nhân dân cấp tỉnh thực hiện.
4. Thẩm quyền của Thủ tướng Chính phủ quyết định bến đò đặc biệt quy định tại Điều 10 Luật Đất đai do Ủy ban nhân dân cấp tỉnh thực hiện khi đáp ứng một trong các điều kiện sau đây:
a) Bến ở vùng lũ;
b) Bến phục vụ trường học.
Điều 5. Trách nhiệm của Ủy ban nhân dân cấp xã
Ủy ban nhân dân cấp xã có trách nhiệm thực hiện quản lý nhà nước về các nội dung quy định tại Luật Đất đai như sau:
1. Cho ý kiến về quy hoạch bến quy định tại khoản 7 Điều 9 Luật Đất đai.
Chương IV
ĐIỀU KHOẢN THI HÀNH
Điều 6. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025.
"""
)
DIGEST = (
    HEAD.format(number="913/2099/NĐ-CP", kind="Nghị định", title="Phân cấp về bến đò").replace("sample", "digest")
    + """
Điều 1. Việc của Ủy ban nhân dân cấp huyện
1. Chủ tịch Ủy ban nhân dân cấp xã (thay Ủy ban nhân dân cấp huyện) quyết định mở bến (khoản 1 Điều 7 Luật Đất đai).
2. Ủy ban nhân dân cấp xã đăng ký đò (khoản 2 Điều 5 Nghị định số 912/2099/NĐ-CP), trước đây Ủy ban nhân dân cấp huyện cấp.
3. Ủy ban nhân dân cấp tỉnh đặt biển ở bến lớn; Ủy ban nhân dân cấp xã đặt biển ở bến nhỏ (khoản 9 Điều 5 Nghị định số 912/2099/NĐ-CP).
"""
)
LAW = (
    HEAD.format(number="31/2024/QH15", kind="Luật", title="Luật Đất đai")
    + """
Điều 7. Bến
1. Bến có:
a) Cầu;
b) Phao.
Điều 8. Đò
1. Đò có số.
2. Đò có phao.
"""
)
ENDING = (
    HEAD.format(number="914/2099/NĐ-CP", kind="Nghị định", title="Về đò").replace("2025-07-01", "2026-02-01")
    + """
Điều 1. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 02 năm 2026.
2. Các quy định sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành:
a) Điểm a khoản 1 Điều 2 Nghị định số 911/2099/NĐ-CP.
"""
)
