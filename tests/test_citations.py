"""The citation grammar, as tables: what a phrase names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.citation_words import Names
from corpus.citations import expand, find_mentions, mentions_at, with_document
from corpus.model import Target

NAMES = Names({"Luật Đất đai": "31/2024/QH15"})
LAND = "31/2024/QH15"
DECREE = "12/2031/NĐ-CP"


def places(text: str) -> list[str]:
    """Mentions as short strings: "art 5 cl 1 pt a @ document"."""
    return [short(m.target) + (" own" if m.own else "") for m in find_mentions(text, NAMES)]


def short(target: Target) -> str:
    units = (
        ("app", target.appendix), ("part", target.part), ("ch", target.chapter), ("sec", target.section),
        ("art", target.article), ("cl", target.clause), ("pt", target.point), ("sp", target.subpoint),
    )  # fmt: skip
    words = [f"{name} {value}" for name, value in units if value is not None]
    words += [f"[{target.other}]"] if target.other else []
    words += [f"@ {target.document}"] if target.document else []
    return " ".join(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("điểm b khoản 1 Điều 136 Luật Đất đai", [f"art 136 cl 1 pt b @ {LAND}"]),
        (
            "các điểm a, b và c khoản 1 và khoản 3 Điều 5",
            ["art 5 cl 1 pt a", "art 5 cl 1 pt b", "art 5 cl 1 pt c", "art 5 cl 3"],
        ),
        (
            "khoản 5, điểm b khoản 6 Điều 87 và khoản 7 Điều 91 Luật Đất đai",
            [f"art 87 cl 5 @ {LAND}", f"art 87 cl 6 pt b @ {LAND}", f"art 91 cl 7 @ {LAND}"],
        ),
        ("từ Điều 4 đến Điều 7", ["art 4", "art 5", "art 6", "art 7"]),
        ("từ điểm c đến điểm e khoản 2 Điều 8", [f"art 8 cl 2 pt {p}" for p in "cdđe"]),
        ("các Điều 16, 17, 24", ["art 16", "art 17", "art 24"]),
        ("Điều 4, 5 và 6 Nghị định số 12/2031/NĐ-CP", [f"art {n} @ {DECREE}" for n in (4, 5, 6)]),
        ("khoản 2 Điều này và khoản này", ["art này cl 2", "cl này"]),
        ("Điều 4 Nghị định này", ["art 4 own"]),
        ("điểm b, khoản 2 Điều 7", ["art 7 cl 2 pt b"]),
        ("Điều 5 khoản 1 điểm h Nghị định số 12/2031/NĐ-CP", [f"art 5 cl 1 pt h @ {DECREE}"]),
        ("Điều 105đ, khoản 10a Điều 9, điểm c1 khoản 2 Điều 3", ["art 105đ", "art 9 cl 10a", "art 3 cl 2 pt c1"]),
        (
            "Khoản 1 Điều 4, Điều 10, Phụ lục III ban hành kèm theo Nghị định số 12/2031/NĐ-CP",
            [f"art 4 cl 1 @ {DECREE}", f"art 10 @ {DECREE}", f"app III @ {DECREE}"],
        ),
        (
            "khoản 1 Mục VII nội dung C Phần V Phụ lục I của Nghị định số 12/2031/NĐ-CP",
            [f"app I part V sec VII cl 1 [nội dung C] @ {DECREE}"],
        ),
        ("Mẫu số 05, 06 của Phụ lục I", ["app I [Mẫu số 05]", "app I [Mẫu số 06]"]),
        ("Mẫu số 01/ĐK, 02/ĐK Phụ lục II", ["app II [Mẫu số 01/ĐK]", "app II [Mẫu số 02/ĐK]"]),
        ("khoản B.II, B.IV Mục 2 Phụ lục I.3", ["app I.3 sec 2 cl B.II", "app I.3 sec 2 cl B.IV"]),
        ("khoản A.II, B.IV, mục 1 Phụ lục I.7", ["app I.7 sec 1 cl A.II", "app I.7 sec 1 cl B.IV"]),
        ("khoản B.II, mục 1, mục 2 Phụ lục I.7", ["app I.7 sec 1 cl B.II", "app I.7 sec 2"]),
        ("khoản 2, mục 1 Phụ lục I", ["app I cl 2", "app I sec 1"]),
        ("tiêu đề khoản 2 Điều 8 và khoản 3 Điều 9", ["art 8 cl 2 [tiêu đề]", "art 9 cl 3"]),
        (
            "gạch đầu dòng thứ 1, gạch đầu dòng thứ 7 điểm a khoản 2 Điều 7",
            ["art 7 cl 2 pt a sp 1", "art 7 cl 2 pt a sp 7"],
        ),
        (
            "Khoản 4 Điều 77 của Nghị định số 12/2031/NĐ-CP (đã được sửa đổi tại khoản 2 Điều 4 "
            "của Nghị định số 15/2032/NĐ-CP)",
            [f"art 77 cl 4 @ {DECREE}", "art 4 cl 2 @ 15/2032/NĐ-CP"],
        ),
        ("khoản 1 Điều 27 Luật Đất đai, khoản 2 Điều 13 Nghị định số 12/2031/NĐ-CP",
         [f"art 27 cl 1 @ {LAND}", f"art 13 cl 2 @ {DECREE}"]),
        ("Chương IV Nghị định này", ["ch IV own"]),
        ("Mục 2 Chương III", ["ch III sec 2"]),
    ],
)  # fmt: skip
def test_places_named(text: str, expected: list[str]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "phạt 5 triệu đồng, nộp 01 bộ hồ sơ trong 12 ngày",
        "điều kiện, điều chỉnh, phần lớn các mục tiêu",
        "xử lý kỷ luật cán bộ, công chức",
        "đạt 9 điểm trở lên, mục 2 của tờ khai",
        "khoản 10 triệu đồng",
    ],
)
def test_words_that_name_nothing(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    ("phrase", "base", "exceptions"),
    [
        ("Điều 5, trừ các điểm i khoản 1, điểm g khoản 2 và điểm d khoản 5;", "art 5",
         ["art 5 cl 1 pt i", "art 5 cl 2 pt g", "art 5 cl 5 pt d"]),
        ("Điều 9, trừ khoản 3, điểm i và điểm m khoản 4", "art 9",
         ["art 9 cl 3", "art 9 cl 4 pt i", "art 9 cl 4 pt m"]),
        ("Phụ lục II, trừ các mẫu số: 14, 14a và 43", "app II",
         ["app II [Mẫu số 14]", "app II [Mẫu số 14a]", "app II [Mẫu số 43]"]),
        ("Phụ lục I, trừ các nội dung sau:\nKhoản 6 Mục I Phần III;\nPhần IV", "app I",
         ["app I part III sec I cl 6", "app I part IV"]),
    ],
)  # fmt: skip
def test_exceptions(phrase: str, base: str, exceptions: list[str]) -> None:
    [mention] = [with_document(found, DECREE) for found in find_mentions(phrase, NAMES)]
    assert short(mention.target) == f"{base} @ {DECREE}"
    assert [short(e.target) for e in mention.exceptions] == [f"{e} @ {DECREE}" for e in exceptions]


def test_exceptions_end_at_the_next_article() -> None:
    first, second = find_mentions("Điều 9, trừ khoản 3; Điều 10", NAMES)
    assert (short(first.target), [short(e.target) for e in first.exceptions]) == ("art 9", ["art 9 cl 3"])
    assert (short(second.target), second.exceptions) == ("art 10", ())


def test_a_year_must_be_the_law_s_own() -> None:
    assert places("Điều 5 Luật Đất đai năm 2024") == [f"art 5 @ {LAND}"]
    assert places("Điều 5 Luật Đất đai năm 1987") == ["art 5 @ Luật Đất đai năm 1987"]


def test_every_span_slices_to_its_own_words() -> None:
    text = "theo các điểm a, b khoản 1 Điều 5 Luật Đất đai và Điều 6 Nghị định này."
    assert [text[m.start : m.end] for m in find_mentions(text, NAMES)] == [
        "điểm a", "b khoản 1 Điều 5 Luật Đất đai", "Điều 6 Nghị định này",
    ]  # fmt: skip


def test_a_chain_ends_where_other_words_begin() -> None:
    text = "khoản 1 Điều 5 thì giải quyết theo Điều 9"
    mentions, end = mentions_at(text, 0, NAMES)
    assert [short(m.target) for m in mentions] == ["art 5 cl 1"]
    assert text[:end] == "khoản 1 Điều 5"


@pytest.mark.parametrize(
    ("unit", "first", "last", "expected"),
    [("article", "4", "6", ["4", "5", "6"]), ("form", "08", "10", ["08", "09", "10"]),
     ("point", "c", "đ", ["c", "d", "đ"]), ("clause", "4a", "7", ["4a", "7"])],
)  # fmt: skip
def test_expand(unit: str, first: str, last: str, expected: list[str]) -> None:
    assert expand(unit, first, last) == expected


WORDS = [
    "điểm",
    "khoản",
    "Điều",
    "Mục",
    "Phần",
    "Phụ",
    "lục",
    "này",
    "các",
    "và",
    "đến",
    "trừ",
    ",",
    ";",
    "(",
    ")",
    "a",
    "b",
    "1",
    "2",
    "3a",
    "IV",
    "số",
    "12/2031/NĐ-CP",
    "Luật",
    "Đất",
    "đai",
    "\n",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_keyword_soup_never_fails_and_spans_are_inside(text: str) -> None:
    for mention in find_mentions(text, NAMES):
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
