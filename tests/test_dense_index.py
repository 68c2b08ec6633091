"""The dense index holds its folder open as long as somebody reads from it, and no longer."""

from __future__ import annotations

import gc
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fictional_index import opened
from small_corpus import NEW, OLD, TinyEmbedder

from corpus.generations import Generations
from corpus.index import DenseIndex
from corpus.settings import Settings
from ingest.administer import remove

QUERY = "Ai cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học?"


def _open_files(folder: Path) -> list[str]:
    """What this process has open below a folder."""
    targets = []
    for link in Path("/proc/self/fd").iterdir():
        try:
            targets.append(str(link.readlink()))
        except FileNotFoundError:  # the descriptor with which the folder was listed
            continue
    return [target for target in targets if target.startswith(str(folder))]


def _closed(folder: Path) -> bool:
    """Whether nothing below a folder stays open; Chroma's own threads close the files a moment later."""
    end = time.monotonic() + 10
    while _open_files(folder) and time.monotonic() < end:
        time.sleep(0.01)
    return not _open_files(folder)


def _found(dense: DenseIndex) -> list[str]:
    return [chunk for chunk, _ in dense.search(dense.embed_query(QUERY), 3)]


@pytest.fixture
def folder(indexed: Settings) -> Path:
    return Generations(indexed.home).path(1) / "chroma"


def test_closed_with_the_last_who_reads_from_it(folder: Path, embedder: TinyEmbedder) -> None:
    one, two = DenseIndex(folder, embedder), DenseIndex(folder, embedder)
    found = _found(one)
    assert found == _found(two)
    assert _open_files(folder)
    del one
    assert _found(two) == found
    del two
    assert _closed(folder)


def test_closing_one_leaves_the_others(folder: Path, embedder: TinyEmbedder) -> None:
    one, two = DenseIndex(folder, embedder), DenseIndex(folder, embedder)
    found = _found(one)
    one.close()
    one.close()
    del one
    assert _found(two) == found
    two.close()
    assert _closed(folder)


def test_opened_while_others_let_go_of_it(folder: Path, embedder: TinyEmbedder) -> None:
    found = _found(DenseIndex(folder, embedder))
    with ThreadPoolExecutor(4) as threads:
        for seen in threads.map(lambda turn: _found(DenseIndex(folder, embedder)), range(80)):
            assert seen == found
    gc.collect()
    assert _closed(folder)


def test_the_generation_before_is_closed_when_the_next_one_serves(tmp_path: Path) -> None:
    with opened(tmp_path, {"901.md": OLD, "902.md": NEW}) as assistant:
        folder = Generations(assistant.settings.home).path(assistant.generation) / "chroma"
        reading = assistant.answer(QUERY, use_model=False)
        next(reading)
        remove("902/2099/NĐ-CP", assistant.settings)
        assert assistant.refresh()
        assert _open_files(folder)  # an answer is still read from it
        assert list(reading)
        gc.collect()
        assert _closed(folder)
