"""Chunks of amended text: under the amended place, in the amending document's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from corpus.consolidate import consolidate
from corpus.model import CleanText, Document, Metadata, Page
from corpus.validity import resolve_validity
from ingest.chunk_expressions import chunk_expressions
from ingest.effects import find_effects
from ingest.structure import parse

OLD = """Điều 5. Thẩm quyền về đò
1. Chủ tịch Ủy ban nhân dân cấp xã thực hiện:
a) Cấp giấy phép đò.
2. Ủy ban nhân dân cấp xã thực hiện việc khác.
"""
NEW = """Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 15/2029/NĐ-CP
1. Bổ sung điểm o vào khoản 1 Điều 5 như sau:
“o) Thu hồi giấy phép đò.”.
2. Bổ sung Điều 6a như sau:
“Điều 6a. Đèn hiệu
1. Đò có đèn.
2. Bến có đèn.”.
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.
"""


def document(number: str, start: date, text: str) -> Document:
    metadata = Metadata(number, "Nghị định", "Quy định về đò", "Chính phủ", effective_from=start)
    provisions = parse(CleanText(text, (Page(1, 0, len(text)),)))
    bare = Document(metadata, text, (Page(1, 0, len(text)),), provisions)
    return replace(bare, effects=find_effects(text, provisions, metadata))


DOCUMENTS = [document("15/2029/NĐ-CP", date(2029, 1, 1), OLD), document("12/2031/NĐ-CP", date(2031, 7, 1), NEW)]
CHUNKS = chunk_expressions(consolidate(DOCUMENTS, resolve_validity(DOCUMENTS)).expressions, DOCUMENTS)


def test_an_inserted_point_carries_the_authority_of_its_clause() -> None:
    [chunk] = [c for c in CHUNKS if c.point == "o"]
    assert (chunk.document, chunk.provision, chunk.source_document) == (
        "15/2029/NĐ-CP", "art_5__cl_1__pt_o", "12/2031/NĐ-CP",
    )  # fmt: skip
    assert chunk.text == "o) Thu hồi giấy phép đò." == NEW[chunk.start : chunk.end]
    assert chunk.context == (
        "Nghị định 15/2029/NĐ-CP › Điều 5. Thẩm quyền về đò › khoản 1 › điểm o\n"
        "1. Chủ tịch Ủy ban nhân dân cấp xã thực hiện:"
    )
    assert "Chủ tịch Ủy ban nhân dân cấp xã" in chunk.found_by
    assert chunk.validity.start == date(2031, 7, 1)


def test_an_inserted_article_is_chunked_by_clause_under_its_new_heading() -> None:
    assert [(c.provision, c.text) for c in CHUNKS if c.article == "6a"] == [
        ("art_6a__cl_1", "1. Đò có đèn."), ("art_6a__cl_2", "2. Bến có đèn."),
    ]  # fmt: skip
    assert all("Điều 6a. Đèn hiệu" in c.context for c in CHUNKS if c.article == "6a")


def test_an_inserted_section_is_chunked_by_the_clauses_of_its_articles() -> None:
    text = (
        "Điều 1. Bổ sung Mục 2a vào sau Mục 2 Chương I của Nghị định số 15/2029/NĐ-CP\n“Mục 2a\nĐÈN HIỆU\n"
        "Điều 6a. Đèn\n1. Đò có đèn.\n2. Bến có đèn.”.\nĐiều 2. Hiệu lực thi hành\n"
        "Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031."
    )
    documents = [document("12/2031/NĐ-CP", date(2031, 7, 1), text)]
    chunks = chunk_expressions(consolidate(documents, resolve_validity(documents)).expressions, documents)
    assert [(c.provision, c.text) for c in chunks] == [
        ("art_6a__cl_1", "1. Đò có đèn."), ("art_6a__cl_2", "2. Bến có đèn."),
    ]  # fmt: skip
    assert "Điều 6a. Đèn" in chunks[0].context
