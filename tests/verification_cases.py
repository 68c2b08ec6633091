"""Fictional clauses in the manner of transfer decrees and organisation laws, and true claims over them.

Nothing here is law: bến thuyền, chợ nổi, vườn dâu and the document numbers are made up for the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.verify import Evidence


@dataclass(frozen=True)
class Case:
    """A true claim over clauses; `question` as asked where it states a condition of the clause."""

    claim: str
    cited: tuple[Evidence, ...]
    question: str = ""


def _clause(
    key: str, place: str, text: str, heading: str = "", lead: str = "", document: str = "900/2025/NĐ-CP"
) -> Evidence:
    """`place` is "article.clause.point"; empty parts are absent."""
    article, clause, point = [*place.split("."), "", ""][:3]
    context = f"{_KINDS.get(document, 'Nghị định')} {document} › Điều {article}. {heading}" if heading else ""
    return Evidence(
        key,
        text,
        f"{context}\n{lead}" if lead else context,
        document,
        article,
        clause or None,
        point or None,
        date(2025, 7, 1),
        None,
    )


_KINDS = {"950/2025/QH15": "Luật", "77/2026/QĐ-UBND": "Quyết định"}

BOATS = "Thẩm quyền của Ủy ban nhân dân cấp huyện, Chủ tịch Ủy ban nhân dân cấp huyện chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã"
BOATS_LEAD = "1. Thẩm quyền của Ủy ban nhân dân cấp huyện theo Luật Bến đò chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã thực hiện, bao gồm:"
COUNCIL = "Cơ cấu tổ chức của Ủy ban nhân dân xã"
LAW = "950/2025/QH15"

c = {
    "boat_card": _clause("boat_card", "5.1.b", "b) Cấp thẻ bến thuyền cho chủ đò quy định tại khoản 2 Điều 41 Luật Bến đò;", BOATS, BOATS_LEAD),
    "boat_stop": _clause("boat_stop", "5.1.c", "c) Quyết định đình chỉ hoạt động của bến thuyền không bảo đảm an toàn quy định tại điểm a khoản 3 Điều 44 Luật Bến đò;", BOATS, BOATS_LEAD),
    "boat_plan": _clause(
        "boat_plan", "4.2", "2. Trách nhiệm lập phương án sắp xếp bến thuyền của Ủy ban nhân dân cấp huyện quy định tại khoản 1 Điều 40 Luật Bến đò do Ủy ban nhân dân cấp xã thực hiện.", "Nhiệm vụ về bến thuyền"
    ),
    "bridge": _clause(
        "bridge", "9.3", "3. Thẩm quyền cho phép xe quá khổ đi qua cầu treo quy định tại điểm d khoản 2 Điều 17 Nghị định số 811/2023/NĐ-CP ngày 12 tháng 4 năm 2023 của Chính phủ do Chủ tịch Ủy ban nhân dân cấp xã nơi có cầu thực hiện.", "Nhiệm vụ, thẩm quyền về cầu treo dân sinh"
    ),
    "bridge_fund": _clause(
        "bridge_fund", "9.4", "4. Trách nhiệm tổ chức di dời hộ dân sống gần mố cầu treo do Ủy ban nhân dân cấp tỉnh thực hiện hoặc Ủy ban nhân dân cấp xã nơi có cầu thực hiện trong trường hợp được Ủy ban nhân dân cấp tỉnh giao.", "Nhiệm vụ, thẩm quyền về cầu treo dân sinh"
    ),
    "certificate_a": _clause(
        "certificate_a", "14.2.a", "a) Cơ quan có chức năng quản lý đất đai cấp tỉnh cấp Giấy xác nhận vườn dâu đối với trường hợp cơ quan, người có thẩm quyền cấp tỉnh quyết định giao đất trồng dâu;",
        "Thẩm quyền cấp Giấy xác nhận vườn dâu", "2. Thẩm quyền cấp Giấy xác nhận vườn dâu được quy định như sau:",
    ),
    "certificate_b": _clause(
        "certificate_b", "14.2.b", "b) Chủ tịch Ủy ban nhân dân cấp xã cấp Giấy xác nhận vườn dâu đối với trường hợp cơ quan, người có thẩm quyền cấp xã quyết định giao đất trồng dâu;",
        "Thẩm quyền cấp Giấy xác nhận vườn dâu", "2. Thẩm quyền cấp Giấy xác nhận vườn dâu được quy định như sau:",
    ),
    "certificate_c": _clause(
        "certificate_c", "14.2.c", "c) Văn phòng đăng ký đất đai xác nhận thay đổi trên Giấy xác nhận vườn dâu đã cấp.",
        "Thẩm quyền cấp Giấy xác nhận vườn dâu", "2. Thẩm quyền cấp Giấy xác nhận vườn dâu được quy định như sau:",
    ),
    "market_deadline": _clause(
        "market_deadline", "21.3", "3. Trong thời hạn không quá 15 ngày làm việc, kể từ ngày nhận đủ hồ sơ hợp lệ, Ủy ban nhân dân cấp xã cấp giấy phép họp chợ nổi; trường hợp từ chối phải trả lời bằng văn bản và nêu rõ lý do.", "Cấp giấy phép họp chợ nổi"
    ),
    "market_term": _clause("market_term", "21.4", "4. Giấy phép họp chợ nổi có thời hạn 05 năm và được gia hạn một lần, mỗi lần không quá 03 năm.", "Cấp giấy phép họp chợ nổi"),
    "market_fee": _clause("market_fee", "22.1", "1. Lệ phí cấp giấy phép họp chợ nổi là 250.000 đồng; hộ nghèo được miễn lệ phí.", "Lệ phí"),
    "market_area": _clause(
        "market_area", "23.2", "2. Chợ nổi có diện tích mặt nước từ 2.000 m2 trở lên phải có phương án cứu hộ được Sở Xây dựng thẩm định trước khi hoạt động.", "Điều kiện hoạt động của chợ nổi"
    ),
    "deputies": _clause(
        "deputies", "33.1", "1. Ủy ban nhân dân xã có Chủ tịch, không quá 02 Phó Chủ tịch và các Ủy viên. Xã có dân số từ 30.000 người trở lên được có thêm 01 Phó Chủ tịch.", COUNCIL, document=LAW
    ),
    "session": _clause(
        "session", "34.2", "2. Hội đồng nhân dân xã họp thường lệ mỗi năm ít nhất 02 kỳ. Hội đồng nhân dân xã họp chuyên đề khi Thường trực Hội đồng nhân dân xã, Chủ tịch Ủy ban nhân dân xã hoặc ít nhất một phần ba tổng số đại biểu yêu cầu.", "Kỳ họp Hội đồng nhân dân xã", document=LAW
    ),
    "elect": _clause(
        "elect", "34.4", "4. Hội đồng nhân dân xã bầu Phó Chủ tịch Ủy ban nhân dân xã theo giới thiệu của Chủ tịch Ủy ban nhân dân xã, trừ trường hợp quy định tại khoản 6 Điều này.", "Kỳ họp Hội đồng nhân dân xã", document=LAW
    ),
    "acting": _clause(
        "acting", "35.3", "3. Trong thời gian khuyết Chủ tịch Ủy ban nhân dân xã, Chủ tịch Ủy ban nhân dân cấp tỉnh quyết định giao quyền Chủ tịch Ủy ban nhân dân xã theo đề nghị của Thường trực Hội đồng nhân dân xã.", "Nhân sự của Ủy ban nhân dân xã", document=LAW
    ),
    "delegate": _clause(
        "delegate", "13.2", "2. Chủ tịch Ủy ban nhân dân cấp xã có thể ủy quyền cho Phó Chủ tịch Ủy ban nhân dân cấp xã ký giấy phép họp chợ nổi trong một khoảng thời gian xác định.", "Ủy quyền", document=LAW
    ),
    "no_redelegation": _clause("no_redelegation", "13.5", "5. Cơ quan, cá nhân được ủy quyền không được ủy quyền tiếp cho cơ quan, cá nhân khác.", "Ủy quyền", document=LAW),
    "decentralise": _clause(
        "decentralise", "12.1", "1. Ủy ban nhân dân cấp tỉnh phân cấp cho Ủy ban nhân dân cấp xã quản lý bãi tắm công cộng; việc phân cấp phải kèm theo kinh phí và nhân lực.", "Phân cấp", document=LAW
    ),
    "submit": _clause(
        "submit", "17.2", "2. Sở Xây dựng thẩm định đồ án chợ nổi, trình Ủy ban nhân dân cấp tỉnh phê duyệt sau khi Hội đồng nhân dân cấp tỉnh thông qua.", "Đồ án chợ nổi"
    ),
    "submit_commune": _clause(
        "submit_commune", "17.4", "4. Phòng Kinh tế tham mưu, trình Chủ tịch Ủy ban nhân dân cấp xã quyết định thu hồi giấy phép họp chợ nổi khi chủ chợ vi phạm từ 02 lần trong 12 tháng.", "Đồ án chợ nổi"
    ),
    "dispute": _clause(
        "dispute", "41.3", "3. Chủ tịch Ủy ban nhân dân cấp xã giải quyết tranh chấp bến bãi giữa hộ gia đình, cá nhân với nhau; trường hợp một bên là tổ chức thì Chủ tịch Ủy ban nhân dân cấp tỉnh giải quyết.", "Giải quyết tranh chấp bến bãi"
    ),
    "complaint": _clause(
        "complaint", "41.5", "5. Người không đồng ý với quyết định giải quyết tranh chấp có quyền khởi kiện tại Tòa án hoặc khiếu nại đến Chủ tịch Ủy ban nhân dân cấp tỉnh trong thời hạn 30 ngày kể từ ngày nhận được quyết định.", "Giải quyết tranh chấp bến bãi"
    ),
    "mediation": _clause("mediation", "41.1", "1. Việc hòa giải tranh chấp bến bãi tại Ủy ban nhân dân cấp xã được thực hiện trong thời hạn không quá 45 ngày kể từ ngày nhận đơn.", "Giải quyết tranh chấp bến bãi"),
    "requisition": _clause(
        "requisition", "46.3", "3. Chủ tịch Ủy ban nhân dân cấp tỉnh, Chủ tịch Ủy ban nhân dân cấp xã quyết định trưng dụng thuyền, bè để cứu hộ; người có thẩm quyền quyết định trưng dụng không được ủy quyền.", "Trưng dụng phương tiện thủy"
    ),
    "fine": _clause(
        "fine", "52.1", "1. Chủ tịch Ủy ban nhân dân cấp xã có quyền phạt tiền đến 10.000.000 đồng đối với cá nhân neo đậu trái phép.", "Thẩm quyền xử phạt"
    ),
    "fine_province": _clause(
        "fine_province", "52.2", "2. Chủ tịch Ủy ban nhân dân cấp tỉnh có quyền phạt tiền đến 100.000.000 đồng và tước quyền sử dụng giấy phép họp chợ nổi từ 03 tháng đến 06 tháng.", "Thẩm quyền xử phạt"
    ),
    "effect": _clause("effect", "60.1", "1. Nghị định này có hiệu lực thi hành từ ngày 15 tháng 8 năm 2025.", "Hiệu lực thi hành"),
    "sunset": _clause("sunset", "60.2", "2. Chương III Nghị định này được thực hiện đến trước ngày 01 tháng 6 năm 2027.", "Hiệu lực thi hành"),
    "repeal": _clause("repeal", "60.3", "3. Điều 7 và khoản 2 Điều 9 Nghị định số 811/2023/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành.", "Hiệu lực thi hành"),
    "transition": _clause(
        "transition", "61.1", "1. Hồ sơ đề nghị cấp thẻ bến thuyền đã tiếp nhận trước ngày 01 tháng 7 năm 2025 mà chưa giải quyết xong thì Chủ tịch Ủy ban nhân dân cấp xã tiếp tục giải quyết, không yêu cầu nộp lại hồ sơ.", "Chuyển tiếp"
    ),
    "support_rate": _clause("support_rate", "28.1", "1. Hộ nuôi tằm bị thiệt hại do thiên tai được hỗ trợ 70% chi phí con giống, nhưng không quá 20 triệu đồng cho mỗi hộ.", "Hỗ trợ nghề nuôi tằm"),
    "support_decide": _clause("support_decide", "28.3", "3. Hội đồng nhân dân cấp tỉnh quyết định mức hỗ trợ cụ thể; Ủy ban nhân dân cấp xã chi trả cho hộ nuôi tằm.", "Hỗ trợ nghề nuôi tằm"),
    "forest": _clause("forest", "30.1", "1. Chủ tịch Ủy ban nhân dân cấp xã quyết định giao rừng dâu cho cộng đồng dân cư với diện tích không quá 12 ha.", "Giao rừng dâu"),
    "minister": _clause("minister", "7.1", "1. Thẩm quyền công bố danh mục giống tằm do Bộ trưởng Bộ Nông nghiệp và Môi trường thực hiện.", "Phân cấp trong quản lý giống tằm"),
    "ministry": _clause("ministry", "7.3", "3. Bộ Nông nghiệp và Môi trường hướng dẫn kỹ thuật nuôi tằm; không thực hiện thủ tục lấy ý kiến Bộ Tài chính.", "Phân cấp trong quản lý giống tằm"),
    "premier": _clause("premier", "6.1", "1. Thủ tướng Chính phủ quyết định quy hoạch mạng lưới chợ nổi quốc gia theo đề nghị của Bộ trưởng Bộ Công Thương.", "Quy hoạch chợ nổi"),
    "police": _clause("police", "44.2", "2. Công an cấp xã bảo đảm trật tự trong quá trình cưỡng chế di dời bè cá theo yêu cầu bằng văn bản của Ủy ban nhân dân cấp xã.", "Cưỡng chế di dời bè cá"),
    "registry": _clause("registry", "25.2", "2. Người đề nghị nộp 01 bộ hồ sơ tại Trung tâm phục vụ hành chính công cấp xã; không phải nộp bản sao căn cước.", "Hồ sơ đề nghị"),
    "island": _clause("island", "36.1", "1. Ủy ban nhân dân đặc khu quyết định biện pháp khẩn cấp về phòng, chống thiên tai trên địa bàn, báo cáo Ủy ban nhân dân cấp tỉnh trong 24 giờ.", "Đặc khu", document=LAW),
    "specialised": _clause("specialised", "37.1", "1. Phường có không quá 03 phòng chuyên môn. Trưởng phòng do Chủ tịch Ủy ban nhân dân phường bổ nhiệm.", "Cơ quan chuyên môn ở phường", document=LAW),
    "dependent": _clause(
        "dependent", "18.1", "1. Ủy ban nhân dân cấp xã chỉ cấp phép đắp đập tạm khi đã lấy ý kiến của cơ quan quản lý thủy lợi cấp tỉnh.", "Đập tạm"
    ),
    "delegated": _clause(
        "delegated", "3.2", "2. Trách nhiệm đại diện chủ sở hữu nhà tằm công lập do Ủy ban nhân dân cấp xã thực hiện nếu được ủy quyền.", "Nhà tằm công lập"
    ),
}  # fmt: skip

CASES: tuple[Case, ...] = (
    Case("Chủ tịch Ủy ban nhân dân cấp xã cấp thẻ bến thuyền cho chủ đò.", (c["boat_card"],)),
    Case("Theo điểm b khoản 1 Điều 5 Nghị định 900/2025/NĐ-CP, Chủ tịch UBND cấp xã cấp thẻ bến thuyền cho chủ đò.", (c["boat_card"],)),
    Case("Thẩm quyền cấp thẻ bến thuyền thuộc Chủ tịch UBND xã, phường, đặc khu [1].", (c["boat_card"],)),
    Case("Trước đây thẩm quyền này thuộc Ủy ban nhân dân cấp huyện, nay chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã.", (c["boat_card"],)),
    Case("Chủ tịch UBND cấp xã quyết định đình chỉ hoạt động của bến thuyền không bảo đảm an toàn.", (c["boat_stop"],)),
    Case("Việc đình chỉ bến thuyền không bảo đảm an toàn do Chủ tịch Ủy ban nhân dân cấp xã quyết định theo điểm a khoản 3 Điều 44 Luật Bến đò.", (c["boat_stop"],)),
    Case("Ủy ban nhân dân cấp xã lập phương án sắp xếp bến thuyền.", (c["boat_plan"],)),
    Case("Phương án sắp xếp bến thuyền do Ủy ban nhân dân cấp xã lập, thay cho Ủy ban nhân dân cấp huyện.", (c["boat_plan"],)),
    Case("Chủ tịch Ủy ban nhân dân cấp xã nơi có cầu cho phép xe quá khổ đi qua cầu treo.", (c["bridge"],)),
    Case("Căn cứ khoản 3 Điều 9 Nghị định 900/2025/NĐ-CP, Chủ tịch UBND cấp xã có thẩm quyền cho phép xe quá khổ qua cầu treo.", (c["bridge"],)),
    Case("Ủy ban nhân dân cấp tỉnh tổ chức di dời hộ dân sống gần mố cầu treo.", (c["bridge_fund"],)),
    Case("Ủy ban nhân dân cấp xã tổ chức di dời hộ dân gần mố cầu treo trong trường hợp được Ủy ban nhân dân cấp tỉnh giao.", (c["bridge_fund"],)),
    Case("Cơ quan có chức năng quản lý đất đai cấp tỉnh cấp Giấy xác nhận vườn dâu đối với trường hợp cấp tỉnh quyết định giao đất trồng dâu.", (c["certificate_a"],)),
    Case("Chủ tịch UBND cấp xã cấp Giấy xác nhận vườn dâu nếu người có thẩm quyền cấp xã quyết định giao đất trồng dâu.", (c["certificate_b"],)),
    Case("Chủ tịch Ủy ban nhân dân cấp xã cấp Giấy xác nhận vườn dâu.", (c["certificate_b"],), "Cấp xã đã quyết định giao đất trồng dâu thì ai cấp giấy?"),
    Case("Văn phòng đăng ký đất đai xác nhận thay đổi trên Giấy xác nhận vườn dâu đã cấp.", (c["certificate_c"],)),
    Case("Ủy ban nhân dân cấp xã cấp giấy phép họp chợ nổi trong thời hạn không quá 15 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.", (c["market_deadline"],)),
    Case("Thời hạn cấp giấy phép họp chợ nổi là mười lăm ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.", (c["market_deadline"],)),
    Case("Trường hợp từ chối cấp giấy phép, Ủy ban nhân dân cấp xã phải trả lời bằng văn bản và nêu rõ lý do.", (c["market_deadline"],)),
    Case("Giấy phép họp chợ nổi có thời hạn 5 năm và được gia hạn một lần.", (c["market_term"],)),
    Case("Giấy phép họp chợ nổi được gia hạn không quá ba năm.", (c["market_term"],)),
    Case("Lệ phí cấp giấy phép họp chợ nổi là 250 nghìn đồng.", (c["market_fee"],)),
    Case("Chợ nổi từ 2.000 m2 trở lên phải có phương án cứu hộ được Sở Xây dựng thẩm định trước khi hoạt động.", (c["market_area"],)),
    Case("Ủy ban nhân dân xã có không quá hai Phó Chủ tịch.", (c["deputies"],)),
    Case("Xã có dân số từ 30.000 người trở lên được có thêm một Phó Chủ tịch, theo khoản 1 Điều 33 Luật số 950/2025/QH15.", (c["deputies"],)),
    Case("Hội đồng nhân dân xã họp thường lệ mỗi năm ít nhất 2 kỳ.", (c["session"],)),
    Case("Hội đồng nhân dân xã họp chuyên đề khi ít nhất 1/3 tổng số đại biểu yêu cầu.", (c["session"],)),
    Case("Hội đồng nhân dân xã bầu Phó Chủ tịch Ủy ban nhân dân xã theo giới thiệu của Chủ tịch Ủy ban nhân dân xã, trừ trường hợp quy định tại khoản 6.", (c["elect"],)),
    Case("Chủ tịch Ủy ban nhân dân cấp tỉnh quyết định giao quyền Chủ tịch Ủy ban nhân dân xã theo đề nghị của Thường trực Hội đồng nhân dân xã.", (c["acting"],), "Khuyết Chủ tịch xã thì ai giao quyền Chủ tịch?"),
    Case("Chủ tịch UBND cấp xã có thể ủy quyền cho Phó Chủ tịch UBND cấp xã ký giấy phép họp chợ nổi trong một khoảng thời gian xác định.", (c["delegate"],)),
    Case("Người được ủy quyền không được ủy quyền tiếp cho cá nhân khác.", (c["no_redelegation"],)),
    Case("Theo khoản 5 Điều 13, cơ quan được ủy quyền không được “ủy quyền tiếp cho cơ quan, cá nhân khác”.", (c["no_redelegation"],)),
    Case("Ủy ban nhân dân cấp tỉnh phân cấp cho Ủy ban nhân dân cấp xã quản lý bãi tắm công cộng.", (c["decentralise"],)),
    Case("Việc phân cấp quản lý bãi tắm công cộng phải kèm theo kinh phí và nhân lực.", (c["decentralise"],)),
    Case("Ủy ban nhân dân cấp tỉnh phê duyệt đồ án chợ nổi sau khi Hội đồng nhân dân cấp tỉnh thông qua.", (c["submit"],)),
    Case("Sở Xây dựng thẩm định đồ án chợ nổi và trình Ủy ban nhân dân cấp tỉnh phê duyệt sau khi Hội đồng nhân dân cùng cấp thông qua.", (c["submit"],)),
    Case("Chủ tịch UBND cấp xã quyết định thu hồi giấy phép họp chợ nổi khi chủ chợ vi phạm từ 2 lần trong 12 tháng.", (c["submit_commune"],)),
    Case("Chủ tịch Ủy ban nhân dân cấp xã giải quyết tranh chấp bến bãi giữa hộ gia đình, cá nhân với nhau.", (c["dispute"],)),
    Case("Trường hợp một bên là tổ chức thì Chủ tịch Ủy ban nhân dân cấp tỉnh giải quyết tranh chấp bến bãi.", (c["dispute"],)),
    Case("Người không đồng ý có quyền khởi kiện tại Tòa án hoặc khiếu nại đến Chủ tịch UBND cấp tỉnh trong 30 ngày kể từ ngày nhận được quyết định.", (c["complaint"],)),
    Case("Thời hạn hòa giải tranh chấp bến bãi tại Ủy ban nhân dân cấp xã không quá 45 ngày kể từ ngày nhận đơn.", (c["mediation"],)),
    Case("Chủ tịch Ủy ban nhân dân cấp xã quyết định trưng dụng thuyền, bè để cứu hộ và không được ủy quyền.", (c["requisition"],)),
    Case("Người có thẩm quyền quyết định trưng dụng thuyền, bè không được ủy quyền.", (c["requisition"],)),
    Case("Chủ tịch UBND cấp xã được phạt tiền đến 10 triệu đồng đối với cá nhân neo đậu trái phép.", (c["fine"],)),
    Case("Chủ tịch UBND cấp tỉnh có quyền phạt tiền đến 100 triệu đồng và tước quyền sử dụng giấy phép họp chợ nổi từ 3 tháng đến 6 tháng.", (c["fine_province"],)),
    Case("Nghị định có hiệu lực từ ngày 15/8/2025.", (c["effect"],)),
    Case("Chương III được thực hiện đến hết ngày 31/5/2027.", (c["sunset"],)),
    Case("Chương III Nghị định 900/2025/NĐ-CP được thực hiện đến trước ngày 01/6/2027.", (c["sunset"],)),
    Case("Điều 7 Nghị định 811/2023/NĐ-CP đã hết hiệu lực.", (c["repeal"],)),
    Case("Hồ sơ tiếp nhận trước ngày 01/7/2025 chưa giải quyết xong do Chủ tịch Ủy ban nhân dân cấp xã tiếp tục giải quyết, không yêu cầu nộp lại hồ sơ.", (c["transition"],)),
    Case("Hộ nuôi tằm bị thiệt hại do thiên tai được hỗ trợ 70% chi phí con giống, nhưng không quá 20.000.000 đồng mỗi hộ.", (c["support_rate"],)),
    Case("Hội đồng nhân dân cấp tỉnh quyết định mức hỗ trợ cụ thể.", (c["support_decide"],)),
    Case("Ủy ban nhân dân cấp xã chi trả tiền hỗ trợ cho hộ nuôi tằm.", (c["support_decide"],)),
    Case("Chủ tịch UBND cấp xã quyết định giao rừng dâu cho cộng đồng dân cư không quá 12 ha.", (c["forest"],)),
    Case("Bộ trưởng Bộ Nông nghiệp và Môi trường công bố danh mục giống tằm.", (c["minister"],)),
    Case("Không thực hiện thủ tục lấy ý kiến Bộ Tài chính.", (c["ministry"],)),
    Case("Thủ tướng Chính phủ quyết định quy hoạch mạng lưới chợ nổi quốc gia theo đề nghị của Bộ trưởng Bộ Công Thương.", (c["premier"],)),
    Case("Công an cấp xã bảo đảm trật tự khi cưỡng chế di dời bè cá theo yêu cầu bằng văn bản của Ủy ban nhân dân cấp xã.", (c["police"],)),
    Case("Người đề nghị nộp một bộ hồ sơ tại Trung tâm phục vụ hành chính công cấp xã.", (c["registry"],)),
    Case("Người đề nghị không phải nộp bản sao căn cước.", (c["registry"],)),
    Case("Ủy ban nhân dân đặc khu quyết định biện pháp khẩn cấp về phòng, chống thiên tai và báo cáo Ủy ban nhân dân cấp tỉnh trong 24 giờ.", (c["island"],)),
    Case("Phường có không quá 3 phòng chuyên môn.", (c["specialised"],)),
    Case("Trưởng phòng do Chủ tịch Ủy ban nhân dân phường bổ nhiệm.", (c["specialised"],)),
    Case("Ủy ban nhân dân cấp xã chỉ cấp phép đắp đập tạm khi đã lấy ý kiến cơ quan quản lý thủy lợi cấp tỉnh.", (c["dependent"],)),
    Case("Ủy ban nhân dân cấp xã đại diện chủ sở hữu nhà tằm công lập nếu được ủy quyền.", (c["delegated"],)),
    Case("Chủ tịch UBND cấp xã cấp thẻ bến thuyền, còn Ủy ban nhân dân cấp xã lập phương án sắp xếp bến thuyền.", (c["boat_card"], c["boat_plan"])),
)  # fmt: skip
