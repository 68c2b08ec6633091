"""Chunks: clauses and points with ancestry; spans slice to their text."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.model import Chunk, CleanText, Document, Metadata, Page, Validity
from ingest.chunk import chunk_document
from ingest.structure import parse

TEXT = """NGHỊ ĐỊNH
Thử nghiệm về cây xanh
Chương I
QUY ĐỊNH CHUNG VỀ
CÂY XANH
Điều 1. Phạm vi điều chỉnh
Nghị định này quy định việc trồng và chăm sóc cây xanh.
Điều 2. Thẩm quyền chặt hạ cây xanh
1. Thẩm quyền của Ủy ban nhân dân cấp huyện chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã thực hiện, bao gồm:
a) Cho phép chặt hạ cây xanh nguy hiểm;
b) Cho phép dịch chuyển cây xanh.
Việc cho phép phải bằng văn bản.
2. Sở Xây dựng cho phép chặt hạ cây bảo tồn.
Điều 3. Hiệu lực
Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2025.
"""
END = date(2026, 1, 31)


@pytest.fixture(scope="module")
def chunks() -> list[Chunk]:
    clean = CleanText(TEXT, (Page(1, 0, 200), Page(2, 200, len(TEXT))))
    start = date(2025, 7, 1)
    meta = Metadata("999/2099/NĐ-CP", "Nghị định", "Thử nghiệm về cây xanh", "Chính phủ", effective_from=start)
    document = Document(meta, TEXT, clean.pages, parse(clean))
    ended = Validity(date(2025, 7, 1), END)
    return chunk_document(document, {("999/2099/NĐ-CP", "art_2__cl_1__pt_a"): ended})


def _one(chunks: list[Chunk], provision: str) -> Chunk:
    found = [c for c in chunks if c.provision == provision]
    assert len(found) == 1, provision
    return found[0]


def test_every_span_slices_to_its_text(chunks: list[Chunk]) -> None:
    assert chunks
    assert all(TEXT[c.start : c.end] == c.text for c in chunks)
    assert len({c.id for c in chunks}) == len(chunks)


def test_provisions(chunks: list[Chunk]) -> None:
    assert [c.provision for c in chunks] == [
        "art_1", "art_2__cl_1", "art_2__cl_1", "art_2__cl_1__pt_a", "art_2__cl_1__pt_b", "art_2__cl_2", "art_3",
    ]  # fmt: skip


def test_a_clause_is_not_shown_whole_when_one_of_its_points_is_dead(chunks: list[Chunk]) -> None:
    own = [c.text for c in chunks if c.provision == "art_2__cl_1"]
    assert own[0].strip().endswith("bao gồm:")
    assert own[1].strip() == "Việc cho phép phải bằng văn bản."


def test_a_point_carries_the_lead_in_that_names_the_authority(chunks: list[Chunk]) -> None:
    point = _one(chunks, "art_2__cl_1__pt_a")
    assert (point.article, point.clause, point.point) == ("2", "1", "a")
    assert "chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã" in point.context
    assert "Thẩm quyền chặt hạ cây xanh" in point.found_by
    assert point.text.startswith("a) Cho phép chặt hạ")
    assert "quy định chung về cây xanh" in point.found_by.lower()


def test_the_vector_is_of_the_heading_and_the_own_words(chunks: list[Chunk]) -> None:
    point = _one(chunks, "art_2__cl_1__pt_a")
    heading, _, rest = point.embedded.partition("\n")
    assert heading
    assert heading in point.context
    assert rest == point.text
    assert "chuyển giao cho" not in point.embedded  # what its siblings say too


def test_validity_is_that_of_the_provision(chunks: list[Chunk]) -> None:
    assert _one(chunks, "art_2__cl_1__pt_a").validity.end == END
    assert _one(chunks, "art_2__cl_2").validity == Validity(date(2025, 7, 1), None)


def test_article_text_is_without_its_heading_and_pages_are_kept(chunks: list[Chunk]) -> None:
    assert _one(chunks, "art_1").text.startswith("Nghị định này quy định")
    assert _one(chunks, "art_3").page == 2


def test_a_long_clause_is_split_at_sentence_ends() -> None:
    long = "1. " + " ".join(f"Câu số {n} nói về việc trồng cây ở thôn bản và xã phường." for n in range(60))
    text = f"Điều 1. Dài\n{long}\n2. Ngắn.\n"
    clean = CleanText(text, (Page(1, 0, len(text)),))
    document = Document(Metadata("1/2099/NĐ-CP", "Nghị định", "Dài", "Chính phủ"), text, clean.pages, parse(clean))
    parts = [c for c in chunk_document(document, {}) if c.provision == "art_1__cl_1"]
    assert len(parts) > 2
    assert all(len(p.text.split()) <= 200 and p.text.endswith(".") for p in parts)


CUTS = """NGHỊ QUYẾT
Cắt giảm thủ tục giả định
Phụ lục I
CẮT GIẢM THỦ TỤC HÀNH CHÍNH
A. CÂY XANH
I. Không thực hiện thủ tục cấp lại giấy phép chặt hạ cây xanh.
II. Phân cấp thẩm quyền cho phép dịch chuyển cây xanh của Sở Xây dựng cho Ủy ban nhân dân cấp xã thực hiện.
Trình tự, thủ tục:
1. Chủ cây nộp đơn tại Ủy ban nhân dân cấp xã.
III. Hồ sơ đề nghị trồng cây xanh trên vỉa hè được quy định như sau
1. Đơn của chủ hộ.
B. HOA
"""


def test_a_heading_that_is_what_is_ruled_is_a_text_of_its_own() -> None:
    clean = CleanText(CUTS, (Page(1, 0, len(CUTS)),))
    meta = Metadata("998/2099/NQ-CP", "Nghị quyết", "Cắt giảm thủ tục giả định", "Chính phủ")
    found = chunk_document(Document(meta, CUTS, clean.pages, parse(clean)), {})
    told = {c.provision.removeprefix("app_I__"): c.text.split("\n")[0] for c in found}
    assert told["sec_A__sec_I"] == "I. Không thực hiện thủ tục cấp lại giấy phép chặt hạ cây xanh."
    assert told["sec_A__sec_II"].endswith("cho Ủy ban nhân dân cấp xã thực hiện.")
    assert "sec_A__sec_III" not in told  # only opens what its clauses say
    assert "sec_B" not in told  # a title
    own = next(c for c in found if c.provision.endswith("sec_II"))
    assert own.context.endswith("Mục A. CÂY XANH › Mục II")
    assert own.embedded.startswith("Cây xanh\n")
    below = next(c for c in found if c.provision.endswith("sec_II__cl_1"))
    assert "Phân cấp thẩm quyền" in below.context
