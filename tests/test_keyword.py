"""Keyword search: what is found with which words, and that every offset slices to what was asked."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whole_catalogue import write_catalogue

from corpus.catalogue import Catalogue
from corpus.fields import OTHER, fields_of
from corpus.keyword import KeywordIndex, KeywordQuery, marks
from corpus.lexical import fold
from corpus.model import Document, Metadata, Provision, ProvisionKind, Validity

K = ProvisionKind
TEXT = """CÂY XANH GIẢ ĐỊNH
Điều 1. Thẩm quyền trồng cây
1. Ủy ban nhân dân cấp xã:
a) Cấp giấy phép trồng cây bóng
mát theo Nghị định số 901/2025/NĐ-CP;
b) Hoà giải về cây; giáo viên giao cây.
2. Chủ tịch không cấp giấy phép.
Điều 2. Hết
Cây, cây và cây."""
STARTS = {
    "art_1": (K.ARTICLE, "Điều 1", None, "Điều 2"),
    "art_1__cl_1": (K.CLAUSE, "1. Ủy", "art_1", "2. Chủ"),
    "art_1__cl_1__pt_a": (K.POINT, "a) ", "art_1__cl_1", "b) "),
    "art_1__cl_1__pt_b": (K.POINT, "b) ", "art_1__cl_1", "2. Chủ"),
    "art_1__cl_2": (K.CLAUSE, "2. Chủ", "art_1", "Điều 2"),
    "art_2": (K.ARTICLE, "Điều 2", None, None),
}


def _document(number: str, text: str = TEXT) -> Document:
    units = []
    for key, (kind, first, parent, last) in STARTS.items():
        start, end = text.index(first), text.index(last) if last else len(text)
        heading = "Thẩm quyền trồng cây" if key == "art_1" else ""
        units.append(Provision(key, kind, key[-1], heading, text[start:end], 1, start, end, parent))
    return Document(Metadata(number, "Nghị định", "Cây xanh", "Chính phủ"), text, (), tuple(units))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> KeywordIndex:
    file = tmp_path_factory.mktemp("catalogue") / "c.sqlite"
    ended = Validity(date(2025, 7, 1), date(2026, 1, 1))
    write_catalogue(
        file,
        [(_document("1/2025/NĐ-CP"), True), (_document("2/2025/NĐ-CP", TEXT.replace("cây", "hoa")), True)],
        {("1/2025/NĐ-CP", ""): Validity(date(2025, 7, 1), None), ("1/2025/NĐ-CP", "art_1__cl_2"): ended},
        [],
    )
    return KeywordIndex(Catalogue(file))


def _found(index: KeywordIndex, text: str, **options: bool) -> set[str]:
    found = index.search(KeywordQuery.read(text, **options), documents={"1/2025/NĐ-CP"})
    return {hit.provision for hit in found.hits(0, 100)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("giấy phép", {"art_1__cl_1__pt_a", "art_1__cl_2"}),
        ("giay phep", {"art_1__cl_1__pt_a", "art_1__cl_2"}),
        ('"cây bóng mát"', {"art_1__cl_1__pt_a"}),  # over a line break
        ('"bóng cây mát"', set()),
        ("901/2025/NĐ-CP", {"art_1__cl_1__pt_a"}),
        ("901/2025", {"art_1__cl_1__pt_a"}),
        ("01/2025", set()),  # not a whole number
        ("hòa giải", {"art_1__cl_1__pt_b"}),  # the text has the older placement of the tone
        ("hoà giải", {"art_1__cl_1__pt_b"}),
        ("ủy ban giấy phép", {"art_1__cl_1__pt_a"}),  # the lead-in counts
        ("chủ tịch bóng mát", set()),
        ("khongco", set()),
        ("", set()),
        ("!!! ;", set()),
    ],
)
def test_what_is_found(index: KeywordIndex, text: str, expected: set[str]) -> None:
    assert _found(index, text) == expected


def test_diacritics_count_where_they_are_typed_or_asked_for(index: KeywordIndex) -> None:
    assert _found(index, '"giáo viên"') == {"art_1__cl_1__pt_b"}
    assert _found(index, '"giảo viên"') == set()
    assert _found(index, '"giảo viên"', exact=False) == {"art_1__cl_1__pt_b"}
    assert _found(index, '"giao vien"', exact=True) == set()


def test_a_phrase_is_one_however_it_is_asked(index: KeywordIndex) -> None:
    assert _found(index, "cấp giấy phép trồng", phrase=True) == {"art_1__cl_1__pt_a"}
    assert _found(index, "trồng cấp", phrase=True) == set()


def test_a_page_of_hits_has_words_lead_in_and_heading(index: KeywordIndex) -> None:
    found = index.search(KeywordQuery.read("bóng mát"))
    assert found.counts() == {"1/2025/NĐ-CP": 1, "2/2025/NĐ-CP": 1}
    hit = found.hits(0, 1)[0]
    assert hit.text.startswith("a) Cấp giấy phép")
    assert hit.lead == "1. Ủy ban nhân dân cấp xã:"
    assert hit.heading == "Điều 1. Thẩm quyền trồng cây"
    assert found.hits(2, 4) == []


def test_in_force_is_per_provision(index: KeywordIndex) -> None:
    query = KeywordQuery.read("giấy phép")
    for day, expected in (
        (date(2025, 8, 1), {"art_1__cl_1__pt_a", "art_1__cl_2"}),
        (date(2026, 1, 1), {"art_1__cl_1__pt_a"}),
        (date(2025, 6, 1), set()),
    ):
        found = index.search(query, documents={"1/2025/NĐ-CP"}, in_force=day)
        assert {h.provision for h in found.hits(0, 9)} == expected


def test_words_that_stand_together_come_first(index: KeywordIndex) -> None:
    found = index.search(KeywordQuery.read("cấp giấy phép trồng"), documents={"1/2025/NĐ-CP"})
    assert found.hits(0, 1)[0].provision == "art_1__cl_1__pt_a"


def test_an_empty_catalogue_finds_nothing(tmp_path: Path) -> None:
    empty = KeywordIndex(Catalogue(tmp_path / "c.sqlite", create=True))
    assert len(empty.search(KeywordQuery.read("cây"))) == 0


_WORDS = st.sampled_from(["cây", "hoà", "hòa", "ủy ban", "Điều 5", "1/2025", "(", "–", "\n", "İ", "ß", "œ", "😀", '"'])


@given(st.lists(_WORDS, max_size=12), st.lists(_WORDS, max_size=3), st.booleans())
def test_marks_slice_to_what_was_asked(text: list[str], asked: list[str], exact: bool) -> None:
    passage = " ".join(text)
    query = KeywordQuery.read(" ".join(asked), exact=exact)
    spans = marks(query, passage)
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    plain = [fold(p) for p in query.phrases]
    for start, end in spans:
        assert any(p and p in fold(passage[start:end]) for p in plain)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Quy định về phân quyền, phân cấp trong lĩnh vực đất đai", ("Đất đai",)),
        ("Về quản lý nhà nước của Bộ Xây dựng", ("Xây dựng, nhà ở, đô thị",)),
        ("Luật Tổ chức chính quyền địa phương", ("Tổ chức chính quyền",)),
        ("Xử lý kỷ luật cán bộ, công chức", ("Cán bộ, công chức",)),
        ("Đặt tên", (OTHER,)),
    ],
)
def test_fields_are_read_from_the_title(title: str, expected: tuple[str, ...]) -> None:
    assert fields_of(Metadata("1/2025/NĐ-CP", "Nghị định", title, "Chính phủ")) == expected
