"""Embedding in a child process: what travels is what was embedded, and a child that fails is told of."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from small_corpus import TinyEmbedder

from corpus.errors import ModelFileError, ThamQuyenError
from corpus.settings import Settings, restored
from ingest import embedding
from ingest.administer import add, remove
from ingest.embedding import EmbeddingProcess, serve

TEXTS = ["thẩm quyền cấp giấy phép", "“trích dẫn”\nhai dòng", ""]
TINY_CHILD = (
    f"import sys; sys.path[:0] = [{str(Path(__file__).parent)!r}, {str(Path(__file__).parent.parent)!r}]\n"
    "from small_corpus import TinyEmbedder; from ingest.embedding import serve\n"
    "serve(sys.stdin.buffer, sys.stdout.buffer, TinyEmbedder)"
)


@pytest.fixture
def tiny_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "COMMAND", (sys.executable, "-c", TINY_CHILD))


def test_the_vectors_of_the_child_are_those_of_the_model(tiny_child: None, settings: Settings) -> None:
    told: list[tuple[int, int]] = []
    with EmbeddingProcess(settings) as process:
        for texts in (TEXTS, TEXTS[:1]):  # it serves more than one request
            found = process.embed_passages(texts, lambda done, total: told.append((done, total)))
            assert found.dtype == np.float32
            np.testing.assert_array_equal(found, TinyEmbedder().embed_passages(texts))
    assert told == [(3, 3), (1, 1)]


def test_settings_come_through_whole(tmp_path: Path) -> None:
    given = Settings(home=tmp_path, models=tmp_path / "m", threads=1, ocr=False)
    assert restored(json.loads(json.dumps(asdict(given), default=str))) == given
    assert restored(json.loads(json.dumps(asdict(Settings()), default=str))) == Settings()


def test_a_model_that_is_missing_is_told_with_its_remedy(settings: Settings) -> None:
    def opened(_settings: Settings) -> TinyEmbedder:
        raise ModelFileError("chưa có tệp mô hình", where="e5", remedy="Chạy `make models`.")

    requests = io.BytesIO(json.dumps(asdict(settings), default=str).encode() + b"\n[]\n")
    answers = io.BytesIO()
    serve(requests, answers, opened)
    told = json.loads(answers.getvalue())
    assert told == {
        "error": "ModelFileError", "what": "chưa có tệp mô hình", "where": "e5", "remedy": "Chạy `make models`.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("child", "error", "words"),
    [
        ("", ThamQuyenError, "dừng đột ngột"),
        ("import os; input(); input(); os.kill(os.getpid(), 9)", ThamQuyenError, r"mã -9"),
        ("print('{\"shape\": [3, 384]}', flush=True)", ThamQuyenError, "dừng đột ngột"),  # ended in mid-answer
        (
            'print(\'{"error": "ModelFileError", "what": "hỏng", "where": "e5", "remedy": "Tải lại."}\', flush=True)',
            ModelFileError,
            "e5: hỏng Tải lại.",
        ),
    ],
    ids=["at once", "killed", "half an answer", "an error"],
)
def test_a_child_that_fails_is_told_of(
    child: str, error: type[ThamQuyenError], words: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "COMMAND", (sys.executable, "-c", child))
    with EmbeddingProcess(settings) as process, pytest.raises(error, match=words):
        process.embed_passages(TEXTS)


def test_the_child_ends_with_its_parent(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "COMMAND", (sys.executable, "-c", "import time; time.sleep(600)"))
    with EmbeddingProcess(settings) as process:
        process.start()
        process.start()
        child = process._process
        assert child is not None
        assert child.poll() is None
    assert child.poll() == -9


def test_no_model_is_opened_where_no_text_is_new(
    indexed: Settings, embedder: TinyEmbedder, regulations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def turned() -> None:
        remove("902/2099/NĐ-CP", indexed)
        assert len(add([regulations / "902.md"], indexed).added) == 1

    turned()  # without the second decree the first one is cut otherwise
    before = embedder.embedded
    monkeypatch.setattr(TinyEmbedder, "embed_passages", lambda *given: pytest.fail("the vectors were all known"))
    turned()
    assert embedder.embedded == before > 0
