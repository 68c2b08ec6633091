"""How dates, places and validity are said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from corpus.model import Citation, Metadata, Standing, Validity
from ui import style, texts, wording


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("add thu.pdf b.md", "nạp thu.pdf b.md"),
        ("remove 901/2025/NĐ-CP", "gỡ 901/2025/NĐ-CP"),
        ("rebuild", "lập lại chỉ mục"),
        ("correct 901/2025/NĐ-CP title", "sửa thông tin của 901/2025/NĐ-CP (tên văn bản)"),
        ("khác", "khác"),
        ("add 1.pdf, 2.pdf, 3.pdf, 4.pdf", "nạp 1.pdf, 2.pdf, 3.pdf, 4.pdf"),
        ("add 1.pdf, 2.pdf, 3.pdf, 4.pdf, 5.p", "nạp 1.pdf, 2.pdf, 3.pdf, 4.pdf và các văn bản khác"),
    ],
)
def test_action(told: str, expected: str) -> None:
    assert wording.action(told) == expected


@pytest.mark.parametrize(
    ("provision", "expected"),
    [
        ("art_5__cl_1__pt_h", "Điều 5 › khoản 1 › điểm h"),
        ("art_16__cl_3__pt_đ__sp_đ2", "Điều 16 › khoản 3 › điểm đ › điểm đ2"),
        ("app_I__part_V", "Phụ lục I › Phần V"),
        ("att_1__art_3__cl_4a", "Văn bản kèm theo 1 › Điều 3 › khoản 4a"),
        ("art_9~2", "Điều 9"),
        ("ch_IV", "Chương IV"),
        ("", ""),
        ("preamble", ""),
    ],
)
def test_path_of_id(provision: str, expected: str) -> None:
    assert wording.path_of_id(provision) == expected


def test_place_names_the_innermost_first() -> None:
    assert wording.place("901/2025/NĐ-CP", "art_5__cl_1__pt_h") == "điểm h khoản 1 Điều 5 Nghị định 901/2025/NĐ-CP"
    citation = Citation("901/2025/NĐ-CP", "art_2__cl_3", "2", "3", None, "…", 1)
    assert wording.place_of(citation, "Nghị định 901/2025/NĐ-CP") == "khoản 3 Điều 2 Nghị định 901/2025/NĐ-CP"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("226/2025/NĐ-CP", "Nghị định 226/2025/NĐ-CP"),
        ("254/2025/QH15", "văn bản số 254/2025/QH15"),  # laws and resolutions share the symbol
        ("", ""),
    ],
)
def test_document_name(number: str, expected: str) -> None:
    assert wording.document_name(number) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 7, 1), "01/7/2025"),
        (date(2026, 2, 15), "15/02/2026"),
        (date(2026, 12, 9), "09/12/2026"),
        (None, "chưa rõ"),
    ],
)
def test_days_are_written_as_in_official_papers(day: date | None, expected: str) -> None:
    assert wording.day(day) == expected


def test_a_place_in_an_appendix_has_its_sections() -> None:
    citation = Citation("901/2025/NĐ-CP", "app_I__sec_2__sub_2.1__cl_3", "Phụ lục I", "3", None, "…", 1)
    assert wording.path(citation) == "Phụ lục I › Mục 2 › Tiểu mục 2.1 › khoản 3"


START, END = date(2025, 7, 1), date(2027, 3, 1)


@pytest.mark.parametrize(
    ("validity", "as_of", "tone", "words"),
    [
        (Validity(START, END), date(2025, 6, 30), "over", "Chưa có hiệu lực, từ 01/7/2025"),
        (Validity(START, END), START, "ok", texts.IN_FORCE),
        (Validity(START, END), END - timedelta(days=181), "ok", texts.IN_FORCE),
        (Validity(START, END), END - timedelta(days=180), "soon", "Sắp hết hiệu lực: áp dụng đến trước 01/3/2027"),
        (Validity(START, END), END - timedelta(days=1), "soon", "Sắp hết hiệu lực: áp dụng đến trước 01/3/2027"),
        (Validity(START, END), END, "over", "Hết hiệu lực từ 01/3/2027"),
        (Validity(START, None), date(2090, 1, 1), "ok", texts.IN_FORCE),
        (Validity(None, None), START, "unknown", texts.UNKNOWN_VALIDITY),
    ],
)
def test_validity_badge(validity: Validity, as_of: date, tone: str, words: str) -> None:
    assert wording.validity_badge(validity, as_of, 180) == (tone, words)


@pytest.mark.parametrize(
    ("validity", "expected"),
    [
        (Validity(START, END), "Hiệu lực từ 01/7/2025 đến trước 01/3/2027"),
        (Validity(START, None), "Hiệu lực từ 01/7/2025, chưa ghi ngày hết hiệu lực"),
        (Validity(None, END), "Hiệu lực đến trước 01/3/2027, chưa rõ ngày bắt đầu"),
        (Validity(None, None), texts.UNKNOWN_VALIDITY),
    ],
)
def test_validity_span(validity: Validity, expected: str) -> None:
    assert wording.validity_span(validity) == expected


def test_standing_badge_marks_everything_but_official_texts() -> None:
    assert wording.standing_badge(Standing.OFFICIAL) == ""
    assert wording.standing_badge(Standing.DIGEST) == texts.DIGEST_BADGE
    assert wording.standing_badge(Standing.SAMPLE) == texts.SAMPLE_BADGE


def test_texts_have_no_stray_placeholders() -> None:
    fields = {"count", "day", "number", "place", "page", "percent", "start", "end", "ahead", "generation", "issuer",
              "signer", "file", "size", "stage", "done", "total", "seconds", "provisions", "chunks", "pages", "remedy",
              "when", "action", "evidence", "first", "read", "written", "all", "documents", "format", "reference",
              "span", "verbs", "names", "task", "added", "unchanged", "failed"}  # fmt: skip
    for name, value in vars(texts).items():
        if name.isupper() and isinstance(value, str):
            assert value.format(**dict.fromkeys(fields, "x")), name


def test_every_text_is_used() -> None:
    pages = Path(texts.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in pages.glob("*.py"))
    unused = [name for name in vars(texts) if name.isupper() and not re.search(rf"\btexts\.{name}\b", code)]
    assert unused == []


def test_pages_are_told_of_official_texts_only() -> None:
    official = Citation("1/2025/NĐ-CP", "art_1", "1", None, None, "…", 7)
    assert wording.page(official) == "trang 7"
    assert wording.page(replace(official, standing=Standing.DIGEST)) == ""
    assert wording.page(official, {"1/2025/NĐ-CP"}) == ""  # a text file has no pages


@pytest.mark.parametrize(
    ("kind", "title", "expected"),
    [
        ("Nghị định", "Nghị định 9/2026/NĐ-CP Quy định về cây", "Quy định về cây"),
        ("Nghị định", "NGHỊ ĐỊNH số 9/2026/NĐ-CP: quy định về cây", "Quy định về cây"),
        ("Nghị định", "Nghị định sửa đổi Nghị định 8/2025/NĐ-CP", "Sửa đổi Nghị định 8/2025/NĐ-CP"),
        ("Nghị định", "Quy định về Nghị định 9/2026/NĐ-CP", "Quy định về Nghị định 9/2026/NĐ-CP"),
        ("Luật", "Luật Cây xanh", "Luật Cây xanh"),
        ("Nghị định", "", ""),
        ("", "Kế hoạch trồng cây", "Kế hoạch trồng cây"),
    ],
)
def test_a_title_does_not_repeat_kind_and_number(kind: str, title: str, expected: str) -> None:
    assert wording.title(Metadata(number="9/2026/NĐ-CP", kind=kind, title=title, issuer="")) == expected


def test_style_sheets_hold_no_words_of_their_own() -> None:
    source = Path(style.__file__).read_text(encoding="utf-8")
    assert [character for character in source if character.isalpha() and not character.isascii()] == []
    assert f'content: "{texts.PAGES}"' in style.PAGE_CSS
