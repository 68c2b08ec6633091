"""An article whose clauses together speak of the question's matter ranks above one that repeats a part of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_corpus import TinyEmbedder

from assistant.question.understand import understand
from assistant.retrieval import retrieve
from corpus.build import write_index
from corpus.embedding_cache import EmbeddingCache
from corpus.model import Chunk, Document, Metadata, Provision, ProvisionKind, Validity
from corpus.reader import IndexReader

QUESTION = "Thời hạn cấp giấy phép thả diều ban đêm"
CLAUSES = {  # provision → text, written for this test
    "art_1__cl_1": "Giấy phép thả diều gồm tên người thả.",
    "art_1__cl_2": "Thời hạn là năm ngày; ban đêm là mười ngày.",
    "art_2__cl_1": "Giấy phép thả diều được gia hạn một lần.",
    "art_2__cl_2": "Mẫu đơn do Sở Mây ban hành.",
}

ARTICLES = tuple(
    Provision(id=f"art_{number}", kind=ProvisionKind.ARTICLE, number=number, heading=heading, text="", page=1, start=0,
              end=0)
    for number, heading in [("1", "Giấy phép thả diều"), ("2", "Thẩm quyền gia hạn"), ("22", "Thẩm quyền khác")]
)  # fmt: skip


def chunk(provision: str, text: str) -> Chunk:
    return Chunk(
        id=provision, document="901/2099/NĐ-CP", provision=provision, article=provision[4], clause=provision[-1],
        point=None, text=text, context="", found_by=text, page=1, start=0, end=len(text),
        source_document="901/2099/NĐ-CP", validity=Validity(None, None),
    )  # fmt: skip


def ranked(folder: Path) -> list[tuple[str, float]]:
    embedder = TinyEmbedder()
    meta = Metadata(number="901/2099/NĐ-CP", kind="Nghị định", title="Về thả diều", issuer="Chính phủ")
    document = Document(metadata=meta, text="\n".join(CLAUSES.values()), pages=(), provisions=ARTICLES)
    chunks = [chunk(*clause) for clause in CLAUSES.items()]
    folder.mkdir()
    with EmbeddingCache(folder / "cache.sqlite") as cache:
        write_index(folder, [(document, True)], {}, chunks, embedder, cache, lambda *_: None)  # type: ignore[arg-type]
    reader = IndexReader.open(folder, 0, embedder)  # type: ignore[arg-type]
    try:
        assert reader.articles.tolist() == [0, 0, 1, 1]
        assert reader.catalogue.rows_headed("Thẩm quyền", "Phân cấp") == [2, 3]
        question = understand(QUESTION, None)
        scored = retrieve.rank(reader, question.search, dense_query=question.understood)
        return [(reader.ids[s.row], s.fused) for s in scored]
    finally:
        reader.close()


def test_clauses_of_the_article_that_covers_the_question_gain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_coverage = dict(ranked(tmp_path / "with"))
    weight = retrieve.COVERAGE
    monkeypatch.setattr(retrieve, "COVERAGE", 0.0)
    without = dict(ranked(tmp_path / "without"))
    gain = {clause: with_coverage[clause] - without[clause] for clause in CLAUSES}
    assert gain["art_1__cl_1"] == pytest.approx(gain["art_1__cl_2"], abs=1e-5)  # the article gains, not one clause
    assert gain["art_1__cl_1"] > gain["art_2__cl_1"] + 0.15 * weight
    assert all(0 <= g <= weight + 1e-5 for g in gain.values())
