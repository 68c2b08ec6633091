"""The codification (pháp điển): its notes on related articles are no text of a clause, and do nothing."""

from __future__ import annotations

from corpus.model import CleanText, Document, Page
from ingest.chunk import chunk_document
from ingest.codification import related_notes
from ingest.effects import find_effects
from ingest.metadata import read_metadata
from ingest.structure import parse

TEXT = """Vườn hoa
Chương I
VƯỜN HOA
Điều 88.1.LQ.1. Trồng hoa
(Điều 1 Luật số 3/2031/QH16 Vườn hoa, có hiệu lực thi hành kể từ ngày 01/01/2032)
1. Xã trồng hoa.
2. Thôn tưới hoa ở vườn của thôn.
(Điều này có nội dung liên quan đến Điều 2. Sửa đổi Điều 5 của Thông tư 4/2031/TT-BTN Vườn hoa (năm đầu) của xã,
ban hành ngày 01/02/2031)
Điều 88.1.LQ.1a. Nhổ cỏ
Thôn nhổ cỏ ở vườn của thôn.
(Điều này có nội dung liên quan đến Điều 88.1.LQ.1. Trồng hoa)"""


def document() -> Document:
    clean = CleanText(TEXT, (Page(1, 0, len(TEXT)),))
    provisions = parse(clean)
    metadata = read_metadata(clean, provisions, {}, "vuon-hoa.txt")
    return Document(metadata, TEXT, clean.pages, provisions)


def test_a_note_on_related_articles_is_the_articles_and_no_clauses() -> None:
    found = {p.id: p.text for p in document().provisions}
    assert found["art_88.1.LQ.1__cl_2"] == "2. Thôn tưới hoa ở vườn của thôn."
    assert found["art_88.1.LQ.1"].endswith("ban hành ngày 01/02/2031)")
    assert "art_88.1.LQ.1a" in found


def test_a_note_is_not_searched() -> None:
    chunks = chunk_document(document(), {})
    assert {c.provision: c.text for c in chunks}["art_88.1.LQ.1a"] == "Thôn nhổ cỏ ở vườn của thôn."
    assert not any("liên quan" in chunk.text for chunk in chunks)


def test_a_title_that_a_note_quotes_amends_nothing() -> None:
    read = document()
    assert not [e for e in find_effects(read.text, read.provisions, read.metadata) if e.kind == "amends"]


def test_a_note_ends_at_its_closing_mark() -> None:
    texts = ["(Điều này có nội dung liên quan đến Điều 1. A (B", "C)", "1. Xã trồng hoa.", "(Ghi chú)"]
    assert related_notes(texts) == {0, 1}
