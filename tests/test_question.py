"""Reading questions: shorthand, legal terms, named provisions, dates."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.question.understand import MAX_CHARACTERS, NamedProvision, understand
from corpus.accents import AccentModel


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("UBND xã cấp GCN không?", "ủy ban nhân dân xã cấp giấy chứng nhận"),
        ("ct xã ký hay ko", "chủ tịch ủy ban nhân dân xã ký hay không"),
        ("theo điểm k khoản 1 Điều 5", "điểm k khoản 1"),
        ("Thông tư 23/2025/TT-BTP", "23/2025/TT-BTP"),
    ],
)
def test_shorthand(text: str, part: str) -> None:
    assert part in understand(text, None).understood


def test_everyday_words_get_their_legal_terms() -> None:
    question = understand("Dân xin cấp sổ đỏ lần đầu thì ai ký?", None)
    assert "giấy chứng nhận quyền sử dụng đất" in question.search
    assert "giấy chứng nhận" not in question.understood


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Điều 5 NĐ 151 nói gì?", NamedProvision("151/2025/NĐ-CP", "5")),
        ("điểm h khoản 1 Điều 5 Nghị định 151/2025/NĐ-CP", NamedProvision("151/2025/NĐ-CP", "5", "1", "h")),
        ("Nghị định 49/2026 còn hiệu lực không", NamedProvision("49/2026/NĐ-CP")),
        ("theo Điều 99 quy định", NamedProvision(None, "99")),
    ],
)
def test_named_provisions(text: str, expected: NamedProvision) -> None:
    numbers = frozenset({"151/2025/NĐ-CP", "151/2018/NĐ-CP", "49/2026/NĐ-CP"})
    assert understand(text, None, numbers).named == (expected,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tháng 8/2026 nộp ở đâu?", date(2026, 8, 15)),
        ("nộp ngày 20/6/2026 thì ai giải quyết", date(2026, 6, 20)),
        ("ngày 05 tháng 10 năm 2025 ai ký", date(2025, 10, 5)),
        ("hồ sơ nhận trước 1/7/2025", None),
        ("t13/2025", None),
        ("ai cấp giấy phép", None),
    ],
)
def test_dates(text: str, expected: date | None) -> None:
    assert understand(text, None).as_of == expected


def test_missing_accents_are_restored_and_told() -> None:
    accents = AccentModel.build(["ai cấp giấy phép xây dựng nhà ở riêng lẻ"] * 3)
    question = understand("ai cap giay phep xay dung nha o rieng le", accents)
    assert question.understood == "ai cấp giấy phép xây dựng nhà ở riêng lẻ"
    assert any("không dấu" in notice for notice in question.notices)


def test_a_long_question_is_cut_with_a_notice() -> None:
    question = understand("đất " * 2000, None)
    assert len(question.text) <= MAX_CHARACTERS
    assert question.notices


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("giấy độc thân xin ở đâu", "giấy xác nhận tình trạng hôn nhân"),
        ("muốn sửa năm sinh trong khai sinh", "cải chính hộ tịch"),
        ("con nuôi: xin con nuôi cần gặp ai", "đăng ký nuôi con nuôi"),
        ("muốn tách khẩu riêng", "tách hộ"),
        ("mất căn cước thì làm sao", "cấp lại thẻ căn cước"),
        ("công chứng ở xã được không", "chứng thực"),
        ("làm di chúc tại phường", "chứng thực di chúc"),
        ("phương án đền bù ai duyệt", "phương án bồi thường, hỗ trợ, tái định cư"),
        ("tiền đền bù chậm trả", "tiền bồi thường, hỗ trợ, tái định cư"),
        ("đổi sổ đỏ rách", "cấp đổi giấy chứng nhận quyền sử dụng đất"),
        ("mua bán đất giấy tay", "chuyển nhượng quyền sử dụng đất"),
        ("gộp thửa hai miếng", "hợp thửa đất"),
        ("bị lấy đất làm đường", "thu hồi đất"),
        ("tranh chấp ranh với hàng xóm", "tranh chấp đất đai"),
        ("đào ao trên ruộng", "chuyển đổi cơ cấu cây trồng, vật nuôi trên đất trồng lúa"),
        ("xin phép xây nhà cấp bốn", "cấp giấy phép xây dựng"),
        ("cất nhà trên đất của cha", "xây dựng nhà ở riêng lẻ"),
        ("khoan giếng ở quê", "khai thác nước dưới đất"),
        ("công bố dịch heo", "công bố dịch bệnh động vật"),
        ("thiệt hại do bão số 3", "khắc phục hậu quả thiên tai"),
        ("kênh mương bị lấp", "công trình thủy lợi"),
        ("nuôi tôm ven biển", "nuôi trồng thủy sản"),
        ("nuôi cá lồng trên sông", "nuôi trồng thủy sản lồng bè"),
        ("mở phòng khám tư", "giấy phép hoạt động khám bệnh, chữa bệnh"),
        ("mở quán ăn nhỏ", "giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm"),
        ("người tàn tật được gì", "người khuyết tật"),
        ("bị chồng đánh thì báo ai", "bạo lực gia đình"),
        ("chất độc da cam làm hồ sơ", "người hoạt động kháng chiến bị nhiễm chất độc hóa học"),
        ("thuê lao động nước ngoài", "giấy phép lao động"),
        ("mở tiệm tạp hóa", "đăng ký hộ kinh doanh"),
        ("nấu rượu bán ở làng", "sản xuất rượu thủ công"),
        ("bán thuốc lá lẻ", "giấy phép bán lẻ sản phẩm thuốc lá"),
        ("bán gas tại nhà", "cửa hàng bán lẻ lpg chai"),
        ("bến đò ngang qua sông", "bến khách ngang sông"),
        ("mở karaoke cần gì", "giấy phép đủ điều kiện kinh doanh dịch vụ karaoke"),
        ("quán net gần trường", "điểm cung cấp dịch vụ trò chơi điện tử công cộng"),
        ("hoãn nghĩa vụ cho con một", "tạm hoãn gọi nhập ngũ"),
        ("xã đội gọi đi khám", "ban chỉ huy quân sự cấp xã"),
        ("gặp chủ tịch để phản ánh", "tiếp công dân"),
        ("kiện ủy ban được không", "khiếu nại quyết định hành chính"),
        ("trụ sở bỏ trống sau sáp nhập", "xử lý tài sản công"),
        ("chỉ thầu gói nhỏ", "chỉ định thầu"),
        ("giấy hẹn trễ", "giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
        ("sửa chùa làng", "bảo quản, tu bổ, phục hồi di tích"),
        ("nhà nước đền cho dân", "trách nhiệm bồi thường của nhà nước"),
        ("luật sư miễn phí cho hộ nghèo", "trợ giúp pháp lý"),
        ("bỏ huyện rồi ai làm", "kết thúc hoạt động của đơn vị hành chính cấp huyện"),
        ("trưởng ấp do ai công nhận", "trưởng thôn"),
    ],
)
def test_what_people_say_is_searched_in_the_laws_words(text: str, term: str) -> None:
    question = understand(text, None)
    assert term in question.search
    assert term not in question.understood


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("tt 23/2025 nói gì", "thông tư 23/2025 nói gì"),
        ("tt xã ở đâu", "tt xã ở đâu"),
        ("chở 5 kg có cần phép kg", "chở 5 kg có cần phép không"),
        ("đất nn của dn", "đất nông nghiệp của doanh nghiệp"),
        ("Nghị định 151/2025/NĐ-CP", "Nghị định 151/2025/NĐ-CP"),
    ],
)
def test_ambiguous_shorthand_needs_its_neighbour(text: str, understood: str) -> None:
    assert understand(text, None).understood == understood


def test_a_phrase_inside_a_longer_one_adds_nothing() -> None:
    assert "bồi thường về đất" not in understand("phương án đền bù", None).search
    assert "bồi thường về đất" in understand("đền bù", None).search


def test_old_tone_marks_find_the_phrase() -> None:
    assert "khai thác nước dưới đất" in understand("Khoan giếng nhà", None).search
    assert "thu hồi đất" in understand("giải toả", None).search
