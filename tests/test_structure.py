"""The structure parser: golden miniature regulations, the rules of articles and clauses, and what always holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ingested import parsed

from corpus.errors import NotARegulation
from corpus.model import CleanText, Page
from ingest.metadata import read_metadata
from ingest.structure import parse
from ingest.structure.lines import split_lines

GOLDEN = Path(__file__).parent / "golden" / "structure"


def ids(text: str) -> list[str]:
    return [provision.id for provision in parsed(text)]


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.txt")))
def test_golden(name: str) -> None:
    text = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    found = [(p.id, p.heading, p.text[-24:].replace("\n", "⏎")) for p in parsed(text)]
    rows = (GOLDEN / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    assert found == [tuple(row.split("\t")) for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a reference at the start of a line is no article
        ("Điều 1. Một\nxem\nĐiều 2 Nghị định này.\nĐiều 2. Hai", ["art_1", "art_2"]),
        # OCR: "Điêu", title without a full stop after the number
        ("Điều 1. Một\nĐiêu 2. Hai\nĐiều 3 Hiệu lực", ["art_1", "art_2", "art_3"]),
        # a lone far number after a long row is text
        ("\n".join(f"Điều {n}. X" for n in [*range(1, 11), 40]), [f"art_{n}" for n in range(1, 11)]),
        # straight quotation marks round one line
        ('Điều 1. Sửa đổi Điều 7\n"Điều 7. Mới."\nĐiều 2. Hiệu lực', ["art_1", "art_2"]),
        # a term whose closing mark is missing opens no quotation
        ("Điều 1. Từ ngữ\nGọi là “sổ hoa.\nĐiều 2. Hiệu lực", ["art_1", "art_2"]),
        # the amending text goes on although the closing mark is lost
        (
            "Điều 1. Sửa đổi Điều 4\n“Điều 4. A\n1. B\nĐiều 2. Bãi bỏ Điều 5\nĐiều 3. Hiệu lực thi hành",
            ["art_1", "art_2", "art_3"],
        ),
        # quoted article numbers run on past the amending one
        (
            "Điều 1. Thay Chương II như sau:\n“Chương II\nX\nĐiều 1. A\nĐiều 2. B\nĐiều 3. C”.\nĐiều 2. Hiệu lực",
            ["art_1", "art_2"],
        ),
        # the closing mark stands twice: what is between belongs to the quotation
        (
            "Điều 1. Sửa đổi Điều 7\n“Điều 7. A\n1. B;\na) C.”.\n2. D\na) E.”.\nĐiều 2. Hiệu lực\n1. F\n2. G",
            ["art_1", "art_2", "art_2__cl_1", "art_2__cl_2"],
        ),
        # the opening mark stands alone on its line
        (
            "Điều 1. Sửa đổi\n1. Sửa đổi Điều 7:\n“\nĐiều 7. A\n1. B.”.\n2. Sửa đổi Điều 8:\n“Điều 8. B”.",
            ["art_1", "art_1__cl_1", "art_1__cl_2"],
        ),
        # it stands once: the amending clause goes on
        (
            "Điều 1. Sửa đổi\n1. Sửa đổi Điều 7:\n“Điều 7. A”.\n2. Sửa đổi Điều 8:\n“Điều 8. B”.",
            ["art_1", "art_1__cl_1", "art_1__cl_2"],
        ),
        # OCR: a comma for the full stop after the number; a line that goes on with a reference is none
        ("Điều 1. A\n1, Bậc một\n2. Bậc hai\n3, Điều 5 Nghị định này", ["art_1", "art_1__cl_1", "art_1__cl_2"]),
        # a row of a table before the first clause
        ("Điều 1. A\nNhóm | 15 ngày\n1. B\n2. C", ["art_1", "art_1__cl_1", "art_1__cl_2"]),
        # white space inside the title is collapsed, tables are no headings
        ("Điều 1. Một\n1. Các bảng sau | B\n2 | C | D\n2. E", ["art_1", "art_1__cl_1", "art_1__cl_2"]),
    ],
)
def test_articles_and_clauses(text: str, expected: list[str]) -> None:
    assert [i for i in ids(text) if i != "preamble"] == expected


@pytest.mark.parametrize(
    "line",
    ["NƠI NHẬN", "## NƠI NHẬN", "BỘ TRƯỞNG Trần Văn Gốc", "VĂN PHÒNG QUỐC HỘI", "XÁC THỰC VĂN BẢN HỢP NHẤT"],
)
def test_the_last_article_ends_where_the_signature_begins(line: str) -> None:
    found = parsed(f"Điều 1. Cây\n1. Trồng cây.\nĐiều 2. Hiệu lực\nNghị định này có hiệu lực.\n{line}\nGốc Cây")
    assert found[-1].kind.value == "signature"
    assert next(p for p in found if p.id == "art_2").text.endswith("có hiệu lực.")


@pytest.mark.parametrize("line", ["BỘ TRƯỞNG BỘ CÂY XANH chịu trách nhiệm.", "Chủ tịch Trần Văn Gốc ký."])
def test_a_title_in_a_sentence_is_no_signature(line: str) -> None:
    assert parsed(f"Điều 1. Cây\n{line}")[-1].kind.value == "article"


def test_a_text_without_any_number_is_one_body() -> None:
    found = parsed("Kính gửi các xã\nĐề nghị trồng hoa.\nTM. BAN CHỈ ĐẠO")
    assert [(p.id, p.text) for p in found] == [
        ("body", "Kính gửi các xã\nĐề nghị trồng hoa."),
        ("signature", "TM. BAN CHỈ ĐẠO"),
    ]


def test_pages_come_from_the_clean_text() -> None:
    text = "Điều 1. A\n1. B\n2. C"
    at = text.index("2. C")
    found = parse(CleanText(text, (Page(1, 0, at), Page(2, at, len(text)))))
    assert {p.id: p.page for p in found} == {"art_1": 1, "art_1__cl_1": 1, "art_1__cl_2": 2}


def test_quoted_lines_are_marked() -> None:
    lines = split_lines("Điều 1. Sửa đổi khoản 1 như sau:\n“1. Một\n2. Hai”.\nĐiều 2. Ba")
    assert [line.quoted for line in lines] == [False, True, True, False]


_WORDS = st.sampled_from(
    [
        "Điều 1.",
        "Điều 2. Sửa đổi",
        "“Điều 3. X",
        "1. A",
        "2. B",
        "a) C",
        "b1) D",
        "”.",
        '"',
        "Chương I",
        "Mục 1",
        "Phần thứ nhất",
        "PHỤ LỤC",
        "Phụ lục II",
        "Mẫu số 01",
        "QUY CHẾ",
        "(Kèm theo Quyết định số 1/2031/QĐ-UBND)",
        "TM. CHÍNH PHỦ",
        "Nơi nhận:",
        "A. HOA",
        "I. Hoa",
        "II.1. Hoa",
        "Tiểu mục 1.1",
        "Tiểu mục 1.2",
        "1.1. Hoa",
        "hoa hồng;",
        "HOA",
        " ",
        "như sau:",
        "Điều 88.1.LQ.1. Hoa",
        "QUYẾT ĐỊNH",
        "Số: 1/2031/QĐ-UBND",
        "Số:",
        "Hà Nội, ngày 31 tháng 02 năm 2031",
        "Căn cứ",
        "Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký.",
        "Kính gửi:",
        ", ngày 01 tháng 01 năm 2031",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_WORDS, max_size=40).map("\n".join))
def test_keyword_soup(text: str) -> None:
    found = parsed(text)
    by_id = {p.id: p for p in found}
    assert len(by_id) == len(found)
    assert bool(found) == bool(text.strip(" \n#*_>"))
    for provision in found:
        assert provision.text == text[provision.start : provision.end] != ""
        if provision.parent is not None:
            parent = by_id[provision.parent]
            assert parent.start <= provision.start <= provision.end <= parent.end
            assert found.index(parent) < found.index(provision)
    assert [p.start for p in found] == sorted(p.start for p in found)
    try:
        metadata = read_metadata(CleanText(text, (Page(1, 0, len(text)),)), found, {}, "soup.txt")
    except NotARegulation:
        assert not any(p.number and p.kind in ("article", "clause") for p in found)
    else:
        assert metadata.number


def test_entries_of_a_list_of_appendices_are_no_appendices() -> None:
    text = """Điều 1. Hoa
Trồng hoa.
TM. CHÍNH PHỦ
DANH MỤC CÁC PHỤ LỤC
(Kèm theo Nghị quyết số 3/2031/NQ-CP)
Phụ lục I
Cắt giảm thủ tục trồng hoa
Phụ lục II Cắt giảm thủ tục tưới hoa ở vườn của thôn
và của xã.
Phụ lục III
Cắt giảm thủ tục nhổ cỏ
Phụ lục I
CẮT GIẢM THỦ TỤC TRỒNG HOA
1. Xã trồng hoa.
Phụ lục II
CẮT GIẢM THỦ TỤC TƯỚI HOA
1. Thôn tưới hoa."""
    assert [i for i in ids(text) if i.startswith("app")] == ["app", "app_I", "app_I__cl_1", "app_II", "app_II__cl_1"]


def test_an_inserted_article_after_an_early_closing_mark_is_still_quoted() -> None:
    text = """Điều 1. Bổ sung Mục 2a vào sau Mục 2
"Mục 2a
TƯỚI HOA
Điều 8a. Nước
1. Xã lo nước.
2. Thôn tưới hoa".
Điều 8b. Bình
1. Xã mua bình.
2. Thôn giữ bình.".
Điều 2. Bãi bỏ Điều 9.
Điều 3. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày ký."""
    assert ids(text) == ["art_1", "art_2", "art_3"]


def test_a_plan_under_the_states_name_is_read_in_clauses() -> None:
    text = """SỞ VƯỜN HOA
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 5/KH-SVH
KẾ HOẠCH
Trồng hoa
1. Mục tiêu
- Có hoa.
2. Cách làm
2.1. Trồng
2.2. Tưới"""
    assert ids(text) == ["preamble", "cl_1", "cl_2", "cl_2__cl_2.1", "cl_2__cl_2.2"]


def test_an_appendix_of_a_misspelt_word_and_cells_that_name_appendices() -> None:
    text = """Điều 1. Hoa
Trồng hoa.
TM. CHÍNH PHỦ
Phụ lục I
TRỒNG HOA
(Kèm theo Nghị quyết số 3/2031/NQ-CP)
1. Xã trồng hoa.
Phục lục II
TƯỚI HOA
(Kèm theo Nghị quyết số 3/2031/NQ-CP)
1. Thôn tưới hoa.
Phụ lục: Danh sách vườn hoa của thôn
Phụ lục III
NHỔ CỎ
(Kèm theo Nghị quyết số 3/2031/NQ-CP)
1. Nghị định số 4/2031/NĐ-CP
Phụ lục I.
Bộ Trồng hoa
2. Nghị định số 5/2031/NĐ-CP"""
    assert [i for i in ids(text) if i.startswith("app")] == [
        "app_I", "app_I__cl_1", "app_II", "app_II__cl_1", "app_III", "app_III__cl_1", "app_III__cl_2",
    ]  # fmt: skip
