"""Clauses that the query adapter finds near get the second look too, and nearness by it counts there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from small_corpus import TinyEmbedder

from assistant.question.understand import understand
from assistant.retrieval import candidates, retrieve
from corpus.build import write_index
from corpus.embedding_cache import EmbeddingCache
from corpus.model import Chunk, Document, Metadata, Provision, ProvisionKind, Validity
from corpus.reader import IndexReader

QUESTION = "Giấy phép thả diều do ai cấp?"
CLAUSES = {  # provision → text, written for this test
    "art_1": "Giấy phép thả diều gồm tên người thả và do trưởng thôn cấp.",
    "art_2": "Giấy phép thả diều được gia hạn một lần.",
    "art_3": "Việc tung đồ chơi bằng tre lên trời phải báo người gác đình.",
}
FAR = CLAUSES["art_3"]
DAY = date(2099, 1, 1)


class Taught(TinyEmbedder):
    """Has learned that whoever asks of kites means the clause on toys of bamboo."""

    taught = True

    def embed_queries_adapted(self, queries: Sequence[str]) -> np.ndarray:
        return self.embed_queries([FAR for _ in queries] if self.taught else queries)


def _chunk(provision: str, text: str) -> Chunk:
    return Chunk(
        id=provision, document="901/2099/NĐ-CP", provision=provision, article=provision[4:], clause=None, point=None,
        text=text, context="", found_by=text, page=1, start=int(provision[4:]) * 100,
        end=int(provision[4:]) * 100 + len(text), source_document="901/2099/NĐ-CP", validity=Validity(None, None),
    )  # fmt: skip


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[IndexReader]:
    embedder = Taught()
    meta = Metadata(number="901/2099/NĐ-CP", kind="Nghị định", title="Về thả diều", issuer="Chính phủ")
    articles = tuple(
        Provision(id=i, kind=ProvisionKind.ARTICLE, number=i[4:], heading="", text=text, page=1, start=0, end=0)
        for i, text in CLAUSES.items()
    )
    document = Document(metadata=meta, text="\n".join(CLAUSES.values()), pages=(), provisions=articles)
    chunks = [_chunk(*clause) for clause in CLAUSES.items()]
    folder = tmp_path / "index"
    folder.mkdir()
    with EmbeddingCache(folder / "cache.sqlite") as cache:
        write_index(folder, [(document, True)], {}, chunks, embedder, cache, lambda *_: None)  # type: ignore[arg-type]
    opened = IndexReader.open(folder, 0, embedder)  # type: ignore[arg-type]
    yield opened
    opened.close()


def _found(reader: IndexReader) -> list[str]:
    return [hit.chunk.provision for hit in retrieve.retrieve(reader, understand(QUESTION, None), DAY, 3).hits]


def test_what_is_near_by_the_adapter_gets_the_second_look(reader: IndexReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "RERANKED", 1)
    monkeypatch.setattr(candidates, "WIDER", 1)
    monkeypatch.setattr(retrieve, "ADAPTED_CANDIDATES", 1)
    assert "art_3" in _found(reader)
    monkeypatch.setattr(Taught, "taught", False)
    assert "art_3" not in _found(reader)


def test_nearness_by_the_adapter_lifts_a_clause(reader: IndexReader, monkeypatch: pytest.MonkeyPatch) -> None:
    def score(provision: str) -> float:
        hits = retrieve.retrieve(reader, understand(QUESTION, None), DAY, 3).hits
        return next(hit.score for hit in hits if hit.chunk.provision == provision)

    lifted = score("art_3")
    monkeypatch.setattr(Taught, "taught", False)
    assert score("art_3") < lifted


def test_shares_begin_at_the_nearest_row(reader: IndexReader) -> None:
    vector = reader.dense.embed_query_adapted(QUESTION)
    rows = [reader.row_of[i] for i in reader.ids]
    nearest = {reader.row_of[i]: cosine for i, cosine in reader.dense.search(vector, 1)}
    shares = dict(zip(reader.ids, candidates.Adapted(vector, nearest).shares(reader, rows), strict=True))
    assert shares["art_3"] == pytest.approx(1.0)
    assert all(0.0 <= share < 1.0 for provision, share in shares.items() if provision != "art_3")
    assert candidates.Adapted(vector, {}).shares(reader, []) == []
