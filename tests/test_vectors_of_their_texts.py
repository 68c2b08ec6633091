"""The vectors of an index are those of its chunks' texts, also after what is embedded of a chunk has changed."""

from __future__ import annotations

from contextlib import closing

import pytest
from small_corpus import TinyEmbedder

import ingest.chunk
from corpus.generations import Generations
from corpus.index import DenseIndex
from corpus.settings import Settings
from ingest.rebuild import rebuild
from ingest.verify import verify


def test_rebuilding_embeds_what_is_embedded_now(indexed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest.chunk, "embedded_text", lambda heading, text: f"Về việc khác: {text}")
    rebuild(indexed)  # the ids are as before
    assert verify(indexed).problems == ()


def test_a_vector_of_another_text_is_found_and_mended(indexed: Settings) -> None:
    embedder = TinyEmbedder()
    with closing(DenseIndex(Generations(indexed.home).path(1) / "chroma", embedder)) as dense:
        first = sorted(dense.ids())[0]
        dense.delete([first])
        dense.add([first], embedder.embed_passages(["Lời của một đoạn khác."]), ["một đoạn"])
    assert any("1 trong" in problem and "không phải của đoạn văn" in problem for problem in verify(indexed).problems)
    rebuild(indexed)
    assert verify(indexed).problems == ()
