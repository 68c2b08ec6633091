"""What no central regulation answers, and questions that only share its words."""

from __future__ import annotations

import tomllib

import pytest
import regex

from assistant.question.scope import WORDS, out_of_scope

KINDS = tomllib.loads(WORDS.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Giá đất năm sau tăng bao nhiêu?", "forecast"),
        ("Dự báo mức phạt sẽ thế nào?", "forecast"),
        ("giá vàng hôm nay bao nhiêu?", "market"),
        ("Thời tiết ngày mai ra sao?", "market"),
        ("Số điện thoại của Công an phường An Bình là bao nhiêu?", "fact"),
        ("Xã hiện có bao nhiêu hộ nghèo?", "fact"),
        ("Ai đang là chủ tịch xã?", "fact"),
        ("Ủy ban xã mấy giờ mở cửa?", "fact"),
        ("Luật đất đai của Nhật Bản quy định thế nào?", "foreign"),
        ("Ở Singapore ai cấp giấy phép xây dựng?", "foreign"),
        ("Ở Nhật, thị trưởng có được thu hồi đất không?", "foreign"),
        ("Bên Trung Quốc, trưởng thôn có được cấp giấy phép không?", "foreign"),
        ("Luật Hàn Quốc quy định tuổi kết hôn là bao nhiêu?", "foreign"),
        ("Giá đất đường Trần Phú là bao nhiêu?", "provincial"),
        ("Lệ phí hộ tịch ở tỉnh mình là bao nhiêu?", "provincial"),
        ("Đau đầu thì uống thuốc gì?", "health"),
        ("Nhà thầu hứa lại quả thì chọn ai?", "unlawful"),
        ("Bạn là ai?", "chat"),
    ],
)
def test_what_no_central_regulation_answers(question: str, kind: str) -> None:
    outside = out_of_scope(question)
    assert outside is not None
    assert outside.kind == kind
    assert outside.needed == KINDS[kind]["needed"]


@pytest.mark.parametrize(
    "question",
    [
        "Ai cấp giấy phép xây dựng nhà ở riêng lẻ?",
        "Bảng giá đất do cơ quan nào quyết định?",
        "Từ năm sau ai quyết định bảng giá đất?",
        "Làm website bán hàng thì thông báo với cơ quan nào?",
        "Kết hôn với người Hàn Quốc thì đăng ký ai?",  # a foreigner in Viet Nam is no foreign law
        "Con tôi sinh ở Đức, nay xin bản sao khai sinh thì đơn vị nào cấp?",
        "Chùa nhận tiền của một hội bên Hàn Quốc thì báo cho cơ quan nào?",
        "Luật giá đất pháp lý hóa bảng giá, ai ban hành?",
        "Tôi ở Lào Cai thì nộp hồ sơ ở đâu?",  # places in Viet Nam whose names begin like a country's
        "Hộ dân ở Đức Trọng, người ở Mỹ Tho thì ai ký?",
        "Người nước ngoài kết hôn tại Việt Nam thì xã nào đăng ký?",
        "Ai quyết định giá đất cụ thể của tỉnh?",
        "Chủ tịch xã được phạt đến bao nhiêu tiền?",
        "Thay đổi địa chỉ thường trú thì báo ai?",
        "Ai bổ nhiệm giám đốc sở?",
        "Mức phạt khi chặt cây là bao nhiêu?",
        "Tổ chức thi hát thì xin phép ai?",
        "Chữa bệnh cho trẻ em dưới 6 tuổi thì quỹ nào trả?",
    ],
)
def test_answerable_questions_that_share_words(question: str) -> None:
    assert out_of_scope(question) is None


def test_the_case_of_a_name_counts_and_of_other_words_does_not() -> None:
    assert out_of_scope("GIÁ VÀNG HÔM NAY BAO NHIÊU") is not None
    assert out_of_scope("mức thu ở xã Tân Lập là bao nhiêu tiền") is not None
    assert out_of_scope("mức phạt ở xã đặc biệt khó khăn là bao nhiêu tiền") is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_are_data_that_hold(kind: str) -> None:
    entry = KINDS[kind]
    assert set(entry) <= {"words", "with", "needed"}
    assert entry["needed"].endswith((".", "?", "»"))
    for word in [*entry["words"], *entry.get("with", [])]:
        assert not regex.compile(word, regex.IGNORECASE).match("")  # a word that matches nothing would match all
