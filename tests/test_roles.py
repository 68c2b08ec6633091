"""Who acts in a sentence, and who is only named in it."""

from __future__ import annotations

import pytest

from assistant.authority.holders import NOTHING_ASKED, holders_in
from corpus.authorities.names import name_authorities
from corpus.authorities.words import nfc

XA, TINH = "Ủy ban nhân dân cấp xã", "Ủy ban nhân dân cấp tỉnh"


@pytest.mark.parametrize(
    ("sentence", "holders"),
    [
        # whom a decision is sent to
        (
            "Quyết định thả diều được gửi cho Ban thường trực Ủy ban Mặt trận Tổ quốc Việt Nam cấp xã, hội thả diều, "
            "trưởng thôn, tổ trưởng tổ dân phố.",
            (),
        ),
        (
            "Quyết định thả diều được gửi cho Ban thường trực Ủy ban Mặt trận Tổ quốc Việt Nam cấp xã, Trưởng ban công "
            "tác Mặt trận, trưởng thôn, tổ trưởng tổ dân phố.",
            (),
        ),
        # what another did before
        ("Tổ chức thả diều thuộc thẩm quyền quản lý sau khi có quyết định phê duyệt kế hoạch của UBND tỉnh.", ()),
        # whose staff is laid down
        (
            "Bộ trưởng Bộ Quốc phòng quyết định về tổ chức, biên chế, nhiệm vụ và các chức danh của Ban Chỉ huy quân "
            "sự cấp xã.",
            ("Bộ trưởng Bộ Quốc phòng",),
        ),
        # what a body is
        (
            f"{TINH} quyết định thành lập Trung tâm Thả diều là tổ chức hành chính thuộc Ủy ban nhân dân đặc khu.",
            (TINH,),
        ),
        # whose members are counted
        (
            "Số lượng đại biểu Quốc hội ở mỗi đơn vị do Hội đồng bầu cử quốc gia ấn định.",
            ("Hội đồng bầu cử quốc gia",),
        ),
        # "quy trình" submits nothing; what is handed down is held by who has it now
        (f"Thẩm quyền thực hiện toàn bộ quy trình cấp phép thả diều được phân cấp cho {XA}.", (XA,)),
        ("Ban Tôn giáo Chính phủ được phân cấp thực hiện chấp thuận việc thả diều.", ("Ban Tôn giáo Chính phủ",)),
        (
            "Ủy ban nhân dân tỉnh phân cấp thẩm quyền cho Sở Tư pháp ký quyết định thả diều.",
            ("Sở Tư pháp",),
        ),
        # … and not where it only may be, or in a case
        ("Ủy ban nhân dân tỉnh có thể phân cấp thẩm quyền cho Sở Tư pháp ký quyết định thả diều.", ()),
        (
            f"Trường hợp {TINH} được phân cấp cho {XA} duyệt kế hoạch thả diều thì Sở Xây dựng kiểm tra.",
            ("Sở Xây dựng",),
        ),
        # what is handed on is held by who gets it, however much stands between
        (
            "Phân cấp thẩm quyền của cơ quan quản lý về diều thuộc Bộ Xây dựng cấp giấy thả diều trên hồ thuộc thẩm "
            f"quyền giao mặt nước của Bộ trưởng Bộ Xây dựng tại Điều 21 Nghị định số 41/2096/NĐ-CP cho {XA} (chủ diều "
            "được chọn nơi nộp).",
            (XA,),
        ),
        (
            "V. Phân quyền thẩm quyền cấp giấy thả diều của Bộ Xây dựng quy định tại Điều 5 Luật Thả diều; khoản 2 "
            f"Điều 6 Thông tư số 3/2096/TT-BXD cho {XA}.",
            (XA,),
        ),
        (
            "Điều 2. Ủy quyền cho Giám đốc Sở Xây dựng thực hiện nhiệm vụ theo Điều 5 Nghị định số 41/2096/NĐ-CP ngày "
            "12/6/2096 của Chính phủ quy định về phân cấp trong lĩnh vực quản lý của Bộ Xây dựng, như sau",
            ("Giám đốc Sở Xây dựng",),
        ),
        ("Phân cấp giải quyết thủ tục về diều thuộc thẩm quyền của Bộ Y tế cho Cục Thả diều", ("Cục Thả diều",)),
        (
            "Tập đoàn Diều giấy - Sáo trúc Quốc gia Việt Nam thực hiện nhiệm vụ, quyền hạn của Thủ tướng Chính phủ.",
            ("Tập đoàn Diều giấy - Sáo trúc Quốc gia Việt Nam",),
        ),
        # the power of another tells which cases
        (
            f"Đối với bãi thả diều, hội diều thuộc thẩm quyền phê duyệt của Thủ tướng Chính phủ, {TINH} quyết định "
            "việc nhận tài trợ.",
            (TINH,),
        ),
        (
            f"Bộ Nội vụ là cơ quan thẩm định đối với các hội diều thuộc thẩm quyền quyết định của Chính phủ và {TINH}.",
            ("Bộ Nội vụ",),
        ),
        ("Cơ quan quản lý diều đối với những trường hợp do Bộ Công an quyết định.", ()),
        (
            "Cơ quan chuyên môn về xây dựng thuộc Bộ Xây dựng thẩm định báo cáo về bãi thả diều.",
            ("Cơ quan chuyên môn về xây dựng thuộc Bộ Xây dựng",),
        ),
        (
            "Phân cấp cho Ngân hàng Nhà nước chi nhánh Khu vực thực hiện thủ tục về diều.",
            ("Ngân hàng Nhà nước chi nhánh",),
        ),
        # whose people they are
        (f"Trình Bộ trưởng Bộ Nội vụ tặng sáo cho cá nhân thuộc thẩm quyền quản lý trực tiếp của {XA}.", ()),
    ],
)
def test_holders(sentence: str, holders: tuple[str, ...]) -> None:
    assert holders_in(nfc(sentence), NOTHING_ASKED) == holders


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Cục Thả diều và Sáo trúc đồng quê cấp giấy", "Cục Thả diều và Sáo trúc đồng quê"),
        ("Cục Thả diều an toàn và Môi trường công nghiệp công nhận", "Cục Thả diều an toàn và Môi trường công nghiệp"),
        ("Cục Đường bộ Việt Nam cấp giấy", "Cục Đường bộ Việt Nam"),
        ("Cục Thả diều có thẩm quyền", "Cục Thả diều"),
        ("Ban công tác Mặt trận ở thôn, tổ dân phố phối hợp", "Ban công tác mặt trận"),
        ("Giám đốc sở giáo dục và đào tạo ký", "Giám đốc Sở Giáo dục và Đào tạo"),
        ("Bộ Văn hóa, Thể thao và Du lịch cấp", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("Ủy ban thường vụ quốc hội quyết định", "Ủy ban Thường vụ Quốc hội"),
    ],
)
def test_names_are_whole_and_written_as_the_law_writes_them(words: str, name: str) -> None:
    assert [authority.canonical for authority in name_authorities(nfc(words))] == [name]
