"""Amendments applied in small fictional decrees, from text to dated expressions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.consolidate import Consolidated, Expression, consolidate
from corpus.model import CleanText, Document, Metadata, Page, Target
from corpus.model import ProvisionKind as Kind
from corpus.quoted_units import read_units
from corpus.targets import covers
from corpus.validity import resolve_validity
from ingest.effects import find_effects
from ingest.structure import parse

OLD = """Điều 1. Đò
1. Đò có chèo.
2. Đò có phao:
a) Phao tròn;
b) Phao áo.
Điều 2. Bến
1. Bến có cọc.
2. Bến ở huyện.
Điều 3. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày ký.
"""
FIRST = """Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 15/2029/NĐ-CP
1. Sửa đổi khoản 2 Điều 1 như sau:
“2. Đò có phao mới:
a) Phao vuông;
b) Phao dẹt;
c) Phao dài.”.
2. Bổ sung Điều 2a vào sau Điều 2 như sau:
“Điều 2a. Đèn
1. Đò có đèn.
2. Bến có đèn.”.
3. Thay thế cụm từ “huyện” bằng cụm từ “xã” tại khoản 2 Điều 2.
4. Sửa đổi khoản 9 Điều 2 như sau:
“9. Không có khoản này.”.
5. Sửa đổi khoản 1 Điều 44 như sau:
“1. Không có điều này.”.
6. Sửa đổi khoản 3 Điều 8 Nghị định số 99/2020/NĐ-CP như sau:
“3. Văn bản không có trong kho.”.
7. Sửa đổi tên Điều 2 như sau:
“Điều 2. Bến đò”.
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.
"""
SECOND = """Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 15/2029/NĐ-CP
1. Sửa đổi điểm b khoản 2 Điều 1 như sau:
“b) Phao nhẹ.”.
2. Bãi bỏ khoản 2 Điều 2a.
Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2032.
2. Khoản 6 Điều 1 Nghị định số 12/2031/NĐ-CP hết hiệu lực từ ngày Nghị định này có hiệu lực.
"""
START, MID, LAST = date(2029, 1, 1), date(2031, 7, 1), date(2032, 1, 1)


def document(number: str, start: date, text: str) -> Document:
    metadata = Metadata(number, "Nghị định", "Quy định về đò", "Chính phủ", effective_from=start)
    pages = (Page(1, 0, len(text) // 2), Page(2, len(text) // 2, len(text)))
    provisions = parse(CleanText(text, pages))
    bare = Document(metadata, text, pages, provisions)
    return replace(bare, effects=find_effects(text, provisions, metadata))


DOCUMENTS = [
    document("15/2029/NĐ-CP", START, OLD), document("12/2031/NĐ-CP", MID, FIRST),
    document("3/2032/NĐ-CP", LAST, SECOND),
]  # fmt: skip


@pytest.fixture(scope="module")
def result() -> Consolidated:
    return consolidate(DOCUMENTS, resolve_validity(DOCUMENTS))


def of(result: Consolidated, provision: str, number: str = "15/2029/NĐ-CP") -> list[Expression]:
    return [e for e in result.expressions if (e.document, e.provision) == (number, provision)]


def test_old_text_ends_where_the_new_begins(result: Consolidated) -> None:
    old = result.validity["15/2029/NĐ-CP", "art_1__cl_2__pt_a"]
    [new] = of(result, "art_1__cl_2__pt_a")
    assert (old.end, old.ended_by) == (MID, ("12/2031/NĐ-CP", "art_1__cl_1"))
    assert (new.text, new.validity.start, new.validity.end) == ("a) Phao vuông;", MID, None)
    assert (new.source_document, new.source_provision) == ("12/2031/NĐ-CP", "art_1__cl_1")
    assert result.validity["15/2029/NĐ-CP", "art_1__cl_1"].end is None


def test_every_text_is_a_slice_of_the_amending_document(result: Consolidated) -> None:
    texts = {d.metadata.number: d for d in DOCUMENTS}
    for e in result.expressions:
        source = texts[e.source_document]
        assert e.text == source.text[e.start : e.end] == e.text.strip()
        page = next(p for p in source.pages if p.number == e.page)
        assert page.start <= e.start < page.end


def test_inserted_article_with_its_clauses(result: Consolidated) -> None:
    [article] = of(result, "art_2a")
    assert (article.heading, article.kind, article.article) == ("Đèn", Kind.ARTICLE, "2a")
    [clause] = of(result, "art_2a__cl_1")
    assert (clause.text, clause.parent, clause.clause) == ("1. Đò có đèn.", "art_2a", "1")


def test_a_later_amendment_ends_the_earlier_expression(result: Consolidated) -> None:
    earlier, later = of(result, "art_1__cl_2__pt_b")
    assert (earlier.text, earlier.validity.end) == ("b) Phao dẹt;", LAST)
    assert (later.text, later.validity.start, later.validity.end) == ("b) Phao nhẹ.", LAST, None)
    assert of(result, "art_1__cl_2__pt_c")[0].validity.end is None


def test_a_later_repeal_ends_an_inserted_clause(result: Consolidated) -> None:
    [clause] = of(result, "art_2a__cl_2")
    assert (clause.validity.end, clause.validity.ended_by) == (LAST, ("3/2032/NĐ-CP", "art_1__cl_2"))
    assert of(result, "art_2a__cl_1")[0].validity.end is None


def test_an_amendment_that_is_itself_repealed_ends_with_a_note(result: Consolidated) -> None:
    [expression] = of(result, "art_8__cl_3", "99/2020/NĐ-CP")
    assert expression.text == "3. Văn bản không có trong kho."
    assert expression.validity.end == LAST
    assert any("hết hiệu lực từ ngày 01/01/2032" in note for note in expression.validity.notes)


@pytest.mark.parametrize(
    ("provision", "words"),
    [
        ("art_2__cl_2", "“huyện” → “xã”"),
        ("art_2", "Khoản 9 Điều 2 đã được sửa đổi bởi khoản 4 Điều 1 Nghị định 12/2031/NĐ-CP"),
        ("art_2", "tên Điều 2 đã được sửa đổi"),
    ],
)
def test_what_cannot_be_put_in_place_is_marked(result: Consolidated, provision: str, words: str) -> None:
    validity = result.validity["15/2029/NĐ-CP", provision]
    assert validity.end is None
    notes = [note for note in validity.notes if words.lower() in note.lower()]
    assert len(notes) == 1
    assert "chưa hợp nhất" in notes[0]


def test_nothing_is_silently_missed(result: Consolidated) -> None:
    changes = [e for d in DOCUMENTS for e in d.effects if e.kind.value in ("amends", "inserts", "phrase")]
    assert len(result.applied) + len(result.marked) + len(result.missed) == len(changes)
    assert result.missed == ()
    assert of(result, "art_44__cl_1")[0].text == "1. Không có điều này."


def test_a_place_that_the_text_does_not_have_is_told_at_its_beginning(result: Consolidated) -> None:
    told = {
        id for (number, id), validity in result.validity.items()
        if number == "15/2029/NĐ-CP" and any("chưa tìm được" in note and "Điều 44" in note for note in validity.notes)
    }  # fmt: skip
    assert told == {"art_1"}


def test_a_text_without_articles_says_everywhere_that_its_articles_were_changed() -> None:
    extract = document("15/2029/NĐ-CP", START, "Thông tin về đò\n1. Đò có chèo.\n2. Đò có phao.\n")
    found = consolidate([extract, DOCUMENTS[1]], resolve_validity([extract, DOCUMENTS[1]]))
    assert found.missed == ()
    for id in ("cl_1", "cl_2"):
        assert any("Khoản 2 Điều 1" in note for note in found.validity["15/2029/NĐ-CP", id].notes)


def test_an_unnamed_part_of_a_text_is_told_at_every_article() -> None:
    amending = document(
        "12/2031/NĐ-CP", MID,
        "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 15/2029/NĐ-CP\n"
        "1. Bổ sung cụm từ “có mái” sau cụm từ “đò” tại toàn bộ Nghị định số 15/2029/NĐ-CP.\n"
        "2. Bãi bỏ khoản 1 Điều 3.\n",
    )  # fmt: skip
    found = consolidate([DOCUMENTS[0], amending], resolve_validity([DOCUMENTS[0], amending]))
    for id in ("art_1", "art_2", "art_3"):
        assert any("“có mái” sau “đò”" in note for note in found.validity["15/2029/NĐ-CP", id].notes)
    assert not found.validity["15/2029/NĐ-CP", "art_1__cl_1"].notes


def test_a_piece_is_no_new_text_of_the_whole(result: Consolidated) -> None:
    [piece] = of(result, "art_2")
    assert piece.part_only
    assert result.validity["15/2029/NĐ-CP", "art_2"].end is None


SECTIONS = """Điều 1. Bổ sung Mục 2a vào sau Mục 2 Chương I của Nghị định số 15/2029/NĐ-CP
“Mục 2a
CỌC VÀ ĐÈN
Điều 2a. Cọc
1. Bến có cọc.
2. Cọc có “đèn”:
a) Đèn đỏ;
b) Đèn vàng.”.
Điều 2b. Đèn
1. Đò có đèn.
2. Bến có đèn.”.
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.
"""
WITH_SECTIONS = """Chương I
ĐÒ
Mục 1
CHÈO
Điều 1. Đò
Đò có chèo.
Mục 2
BẾN
Điều 2. Bến
Bến có cọc.
"""


@pytest.mark.parametrize("in_corpus", [True, False])
@pytest.mark.parametrize("marks", ["“”", '""'])
def test_the_clauses_of_the_articles_of_an_inserted_section_are_read(marks: str, in_corpus: bool) -> None:
    text = SECTIONS.replace("“", marks[0]).replace("”", marks[1])
    documents = [document("15/2029/NĐ-CP", START, WITH_SECTIONS), document("12/2031/NĐ-CP", MID, text)][not in_corpus :]
    result = consolidate(documents, resolve_validity(documents))
    assert [(e.provision, e.parent) for e in result.expressions] == [
        ("ch_I__sec_2a", "ch_I"), ("art_2a", "ch_I__sec_2a"), ("art_2a__cl_1", "art_2a"), ("art_2a__cl_2", "art_2a"),
        ("art_2a__cl_2__pt_a", "art_2a__cl_2"), ("art_2a__cl_2__pt_b", "art_2a__cl_2"),
        ("art_2b", "ch_I__sec_2a"), ("art_2b__cl_1", "art_2b"), ("art_2b__cl_2", "art_2b"),
    ]  # fmt: skip
    [section], [clause] = of(result, "ch_I__sec_2a"), of(result, "art_2b__cl_2")
    assert (section.heading, section.kind) == ("CỌC VÀ ĐÈN", Kind.SECTION)
    assert (clause.article, clause.clause, clause.text, clause.validity.start) == ("2b", "2", "2. Bến có đèn.", MID)
    assert of(result, "art_2a__cl_2__pt_b")[0].text == "b) Đèn vàng."
    assert (result.marked, result.missed) == ((), ())


def test_the_marks_of_a_term_at_the_end_of_an_article_stay() -> None:
    text = "Mục 3\nCỌC\nĐiều 7. Cọc\nCọc ở bến gọi là “cọc”.\nĐiều 8. Đèn\nĐèn ở bến."
    units = read_units(text, 0, len(text), Kind.SECTION, "3")
    assert [(u.article, u.heading, text[u.start : u.end].rpartition("\n")[2]) for u in units[1:]] == [
        ("7", "Cọc", "Cọc ở bến gọi là “cọc”."), ("8", "Đèn", "Đèn ở bến."),
    ]  # fmt: skip


def test_units_out_of_their_row_are_text() -> None:
    text = "Điều 4. Đò\n1. Một:\na) A;\nc) không phải điểm;\nb) B.\n2. Hai\n2021. Năm\n2a. Hai a\n3. Ba"
    units = read_units(text, 0, len(text), Kind.ARTICLE, "4")
    assert [u.path for u in units] == ["", "__cl_1", "__cl_1__pt_a", "__cl_1__pt_b", "__cl_2", "__cl_2a", "__cl_3"]
    assert all(text[u.start : u.end] == text[u.start : u.end].strip() for u in units)


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        (Target("d"), Target("d", article="5"), True),
        (Target("d", article="5"), Target("d", article="5", clause="1"), True),
        (Target("d", article="5", clause="1"), Target("d", article="5"), False),
        (Target("d", article="5"), Target("d", article="6"), False),
        (Target("d", chapter="II"), Target("d", article="6"), False),
    ],
)
def test_covers(outer: Target, inner: Target, expected: bool) -> None:
    assert covers(outer, inner) is expected
