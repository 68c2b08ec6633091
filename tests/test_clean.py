"""Cleaning: characters, page furniture, hard wraps, headings, pages. All texts are fictional."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ingested import cleaned

from corpus.errors import EmptyText
from corpus.model import SourceText
from ingest.characters import normalise
from ingest.clean import clean
from ingest.layout import FOOTNOTE, INDENT, PARAGRAPH_END
from ingest.markdown import plain


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Nghị định số 12/2031/NĐ-СР", "Nghị định số 12/2031/NĐ-CP"),  # Cyrillic С and Р
        ("Ðiều 5", "Điều 5"),  # Icelandic eth
        ("Điều\u00a05.\u2003Tên", "Điều 5. Tên"),
        ("quản\u00ad lý\u200b", "quản lý"),
        ("12\u20442031", "12/2031"),
        ("• một\n\uf0b7 hai", "- một\n- hai"),
        ("Điê\u0300u", "Điều"),
        ("Москва", "Москва"),  # a word that is really Cyrillic
    ],
)
def test_characters(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


WRAPPED = (
    "Điều 1. Phạm vi điều chỉnh\n"
    "Nghị định này quy định việc phân giao nhiệm vụ giữa Ủy ban nhân dân cấp tỉnh và \n"
    "Ủy ban nhân dân cấp xã trong lĩnh vực hoa viên, cây xanh, bến thuyền và các công \n"
    "trình công cộng khác.\n"
    "Điều 2. Thẩm quyền của Ủy ban nhân dân cấp huyện, Chủ tịch Ủy ban \n"
    "nhân dân cấp huyện chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã \n"
    "1. Chủ tịch Ủy ban nhân dân cấp xã thực hiện các nhiệm vụ sau đây, theo khoản 3 \n"
    "Điều 7 của Luật Hoa viên và khoản 2 Điều \n"
    "12 của Luật này:\n"
    "a) Cấp giấy phép trồng cây theo quy định tại Phụ lục II ban hành \n"
    "kèm theo Nghị định này;\n"
    "đ1) Thu hồi giấy phép.\n"
)


def test_hard_wraps_are_joined_and_headings_are_whole() -> None:
    assert cleaned(WRAPPED) == [
        "Điều 1. Phạm vi điều chỉnh",
        "Nghị định này quy định việc phân giao nhiệm vụ giữa Ủy ban nhân dân cấp tỉnh và Ủy ban nhân dân cấp xã trong "
        "lĩnh vực hoa viên, cây xanh, bến thuyền và các công trình công cộng khác.",
        "Điều 2. Thẩm quyền của Ủy ban nhân dân cấp huyện, Chủ tịch Ủy ban nhân dân cấp huyện chuyển giao cho Chủ tịch "
        "Ủy ban nhân dân cấp xã",
        "1. Chủ tịch Ủy ban nhân dân cấp xã thực hiện các nhiệm vụ sau đây, theo khoản 3 Điều 7 của Luật Hoa viên và "
        "khoản 2 Điều 12 của Luật này:",
        "a) Cấp giấy phép trồng cây theo quy định tại Phụ lục II ban hành kèm theo Nghị định này;",
        "đ1) Thu hồi giấy phép.",
    ]


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        (  # the tail of a heading begins with a capital
            ["Điều 4. Thẩm quyền của Ủy ban nhân dân cấp huyện chuyển giao cho", "Chủ tịch Ủy ban nhân dân cấp tỉnh"],
            "Điều 4. Thẩm quyền của Ủy ban nhân dân cấp huyện chuyển giao cho Chủ tịch Ủy ban nhân dân cấp tỉnh",
        ),
        (  # the tail of a heading begins with a number
            ["Điều 9. Bồi thường thiệt hại cây xanh theo quy định tại Điều", "3 của Nghị quyết số 12/2031/QH20"],
            "Điều 9. Bồi thường thiệt hại cây xanh theo quy định tại Điều 3 của Nghị quyết số 12/2031/QH20",
        ),
        (["Điều 5. Trách nhiệm thi hành"], "Điều 5. Trách nhiệm thi hành"),
    ],
)
def test_the_body_is_not_glued_to_its_heading(lines: list[str], heading: str) -> None:
    body = [
        "Thẩm quyền quyết định việc sử dụng bến thuyền trên sông, hồ thuộc địa bàn nhiều",
        "xã, phường quy định tại khoản 2 Điều 18 Luật Hoa viên chuyển giao cho cấp tỉnh.",
    ]
    found = cleaned("\n".join([*lines, *body, WRAPPED]))
    assert found[0] == heading
    assert found[1] == " ".join(body)


def test_paragraphs_that_are_not_wrapped_stay_lines() -> None:
    lines = ["Điều 1. Tên", "1. Một việc.", "Đoạn văn thứ hai của khoản này.", "a) Một điểm;", "b) Hai điểm."]
    assert cleaned("\n".join(lines)) == lines


GAZETTE_PAGE = "{head}\n{number}\n \n{text}\n{stamp}"
STAMP = (
    "Người ký: CỔNG THÔNG TIN THỬ NGHIỆM\nEmail: thu@vidu.vn\nCơ quan: VĂN PHÒNG THỬ NGHIỆM\n"
    "Thời gian ký: 27.06.2031 15:09:16 +07:00"
)


def gazette(*texts: str) -> list[str]:
    return [
        GAZETTE_PAGE.format(head="CÔNG BÁO/Số 829 + 830/Ngày 24-6-2031", number=36 + at, text=text, stamp=STAMP)
        for at, text in enumerate(texts)
    ]


def test_gazette_furniture_is_removed_in_mid_sentence() -> None:
    first = WRAPPED + "2. Bảo đảm phân giao nhiệm vụ giữa các cơ quan nhà nước và bảo đảm việc quản lý thống"
    second = "nhất của Chính phủ đối với bến thuyền, hoa viên.\n3. Hết."
    found = clean(SourceText("txt", tuple(gazette(first, second))))
    lines = found.text.split("\n")
    assert lines[-2].endswith("việc quản lý thống nhất của Chính phủ đối với bến thuyền, hoa viên.")
    assert "CÔNG BÁO" not in found.text
    assert "ký" not in found.text
    assert "37" not in found.text
    turn = found.text.index("nhất của Chính phủ")
    assert [page.number for page in found.pages] == [1, 2]
    assert found.pages[1].start == turn
    assert found.page_of(turn - 2) == 1
    assert found.page_of(turn) == 2


def test_the_head_that_a_gazette_repeats_above_a_continuation_is_removed() -> None:
    head = (
        "VĂN BẢN QUY PHẠM PHÁP LUẬT\nCHÍNH PHỦ\nNghị định số 900/2031/NĐ-CP ngày 12 tháng 6 năm 2031\n"
        "quy định về cây xanh\n(Tiếp theo Công báo số 829 + 830)\nĐiều 2. Hết"
    )
    pages = gazette("Điều 1. Cây\n1. Trồng cây xanh trên hè phố.", head)
    assert cleaned(*pages) == ["Điều 1. Cây", "1. Trồng cây xanh trên hè phố.", "Điều 2. Hết"]


def test_numbers_in_a_table_are_not_page_numbers() -> None:
    rows = "1\nMẫu số 01\n2\nMẫu số 02\n3\nMẫu số 03"
    assert cleaned(*gazette("Phụ lục I", rows))[1:] == rows.split("\n")


def test_stamp_without_its_end_and_copy_stamp() -> None:
    page = (
        "Ký bởi: TRUNG TÂM THỬ NGHIỆM\nTHÀNH PHỐ\nEmail: a@vidu.vn\nCơ quan: VAN PHONG THU, UY\n"
        "BAN NHAN DAN CONG BÁO\nSAO Y; Ủy ban; 10/07/2031; 07:50:29 +07:00\nĐiều 1. Tên"
    )
    assert cleaned(page)[-1] == "Điều 1. Tên"
    assert not any("Email" in line or "SAO Y" in line for line in cleaned(page))


def test_only_furniture_is_an_error() -> None:
    with pytest.raises(EmptyText):
        clean(SourceText("txt", (STAMP, STAMP)))


def test_two_column_heads_are_told_apart() -> None:
    page = (
        "BỘ THỬ NGHIỆM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 12/2031/TT-BTN Hà Nội, ngày 01 tháng 7 năm 2031\nĐiều 1. Tên"
    )
    assert cleaned(page)[:2] == ["BỘ THỬ NGHIỆM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert "Số: 12/2031/TT-BTN" in cleaned(page)
    assert "Hà Nội, ngày 01 tháng 7 năm 2031" in cleaned(page)


def test_the_next_clause_begins_although_a_comma_stands_for_the_full_stop() -> None:
    lines = [
        "1. Vụ Cây xanh và các loài hoa quý của các huyện miền núi và hải đảo,",
        "2. Vụ Hoa và các loài cây quý của các tỉnh đồng bằng và trung du, theo quy định tại khoản 1,",
        "4. Điều này được viết cho dài đến hết dòng chữ và còn đi tiếp",
        "sang dòng dưới của trang giấy này như mọi dòng của văn bản dài",
        "khác trong kho văn bản của xã.",
    ] * 2
    found = cleaned("\n".join(lines))
    assert sum(line.startswith("2. Vụ Hoa") for line in found) == 2
    assert not any(line.startswith("4. Điều này") for line in found)


def test_the_next_clause_begins_after_a_plain_paragraph_that_ends_with_a_comma() -> None:
    lines = [
        "Điều 1. Cây",
        "1. Trồng cây.",
        "2. Hồ sơ trồng cây",
        "Căn cứ đơn, xã xét và quyết định,",
        "3. Thời hạn là ba ngày.",
    ]
    assert cleaned("\n".join(lines)) == lines


def test_a_chapter_begins_after_a_comma_when_its_title_stands_below() -> None:
    lines = ["Quốc hội ban hành Luật cây xanh,", "Chương 1", "NHỮNG QUY ĐỊNH CHUNG", "Điều 1. Phạm vi điều chỉnh"]
    assert cleaned("\n".join(lines)) == lines


def test_headings_of_the_codification_stand_apart() -> None:
    text = "a) Trồng hoa.Điều 88.1.TT.1.6. Thành phần\n(Điều 6 Thông tư số 5/2031/TT-BTN)\nXem Điều 88.1.LQ.2. Hoa."
    assert cleaned(text) == [
        "a) Trồng hoa.", "Điều 88.1.TT.1.6. Thành phần", "(Điều 6 Thông tư số 5/2031/TT-BTN)",
        "Xem Điều 88.1.LQ.2. Hoa.",
    ]  # fmt: skip


def test_layout_of_the_reader_decides() -> None:
    page = "\n".join(
        [
            f"{INDENT}Điều 1. Một tên điều dài đến hết dòng và tiếp tục ở dòng dưới cho",
            f"Chủ tịch{PARAGRAPH_END}",
            f"{INDENT}Thân của điều này bắt đầu bằng một câu dài đến hết dòng chữ của trang",
            "Ủy ban nhân dân cấp xã và tiếp tục.",
            f"{INDENT}1. Khoản một của điều này cũng được viết cho dài đến hết dòng chữ",
            f"và hết.{PARAGRAPH_END}",
            f"{FOOTNOTE}1 Điều này được bổ sung.",
        ]
    )
    assert cleaned(page, kind="pdf") == [
        "Điều 1. Một tên điều dài đến hết dòng và tiếp tục ở dòng dưới cho Chủ tịch",
        "Thân của điều này bắt đầu bằng một câu dài đến hết dòng chữ của trang Ủy ban nhân dân cấp xã và tiếp tục.",
        "1. Khoản một của điều này cũng được viết cho dài đến hết dòng chữ và hết.",
        "CHÚ THÍCH CỦA VĂN BẢN",
        "[1] Điều này được bổ sung.",
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("### Điều 2. Tên", "\nĐiều 2. Tên"),
        ("**1.** *Căn cứ* Luật", "1. Căn cứ Luật"),
        ("* một\n+ hai", "- một\n- hai"),
        ("| **STT** | Tên |\n|---|---|\n| 1 | Hoa |", "STT | Tên\n\n1 | Hoa"),
        ("[Luật](https://vidu.vn/x) này", "Luật này"),
        ("(*) ghi chú 2*3", "(*) ghi chú 2*3"),
    ],
)
def test_markdown_marks(raw: str, expected: str) -> None:
    assert plain(raw) == expected


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(alphabet="abđĐàỦ ,.;:\n)1“”-|", max_size=200), min_size=1, max_size=5))
def test_no_letter_is_lost_and_spans_hold(pages: list[str]) -> None:
    source = SourceText("txt", tuple(pages))
    try:
        found = clean(source)
    except EmptyText:
        return
    letters = [c for c in normalise("".join(pages)) if c.isalpha()]
    assert [c for c in found.text if c.isalpha()] == letters
    assert all(0 <= page.start <= page.end <= len(found.text) for page in found.pages)
    assert [page.number for page in found.pages] == list(range(1, len(pages) + 1))


def test_the_index_of_the_codification_is_no_text() -> None:
    lines = [
        "Điều 88.1.LQ.1. Vườn hoa",
        "1. Xã trồng hoa.",
        "Phu luc_kem theo TT so 5_2031.doc",
        "2. Thôn tưới hoa.(Điều này có nội dung liên quan đến Điều 88.1.LQ.2. Tưới hoa)Chương II",
        "TƯỚI HOA",
        "Điều 88.1.LQ.2. Tưới hoa",
        "Thôn tưới mỗi ngày.",
        "## Danh sách điều khoản",
        "### 88001000000000001000",
        "Điều 88.1.LQ.1. Vườn hoa",
        "### 8800100000000000100000100000000000000000",
        "Điều 88.1.LQ.2. Tưới hoa",
    ]
    assert cleaned("\n".join(lines)) == [
        "Điều 88.1.LQ.1. Vườn hoa", "1. Xã trồng hoa.", "2. Thôn tưới hoa.",
        "(Điều này có nội dung liên quan đến Điều 88.1.LQ.2. Tưới hoa)", "Chương II", "TƯỚI HOA",
        "Điều 88.1.LQ.2. Tưới hoa", "Thôn tưới mỗi ngày.",
    ]  # fmt: skip


def test_a_heading_of_the_codification_hung_on_a_word_stands_apart() -> None:
    lines = [
        "Điều 88.1.LQ.1. Vườn hoa",
        "Xã trồng hoa theo quy địnhĐiều 88.1.LQ.2. Tưới hoa",
        "Như Điều 88.1.LQ.1. Hoa",
    ]
    assert cleaned("\n".join(lines)) == [
        "Điều 88.1.LQ.1. Vườn hoa", "Xã trồng hoa theo quy định", "Điều 88.1.LQ.2. Tưới hoa", "Như Điều 88.1.LQ.1. Hoa",
    ]  # fmt: skip


def test_a_code_above_an_article_with_its_text_takes_nothing_away() -> None:
    lines = ["### 88001000000000001000", "Điều 88.1.LQ.1. Vườn hoa", "Xã trồng hoa.", "Thôn tưới hoa."]
    assert cleaned("\n".join(lines)) == lines[1:]
