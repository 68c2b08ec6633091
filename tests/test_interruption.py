"""An ingest killed at any moment leaves the old generation serving, and the next run finishes the work."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import NEW, OLD, TinyEmbedder

from corpus.errors import Busy
from corpus.generations import Generations
from corpus.reader import IndexReader
from corpus.settings import PROJECT, Settings
from ingest.administer import add, load_documents
from ingest.verify import verify

SCRIPT = Path(__file__).with_name("interrupted_ingest.py")


def _start(home: Path, *paths: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(home), *map(str, paths)], stdout=subprocess.PIPE, text=True, cwd=PROJECT
    )


@pytest.mark.parametrize("stage", ["Đọc", "Nối dẫn chiếu", "Nhúng", "Ghi vectơ", "Lập chỉ mục", "Ghi danh mục"])
def test_killed_at_a_stage(indexed: Settings, tmp_path: Path, embedder: TinyEmbedder, stage: str) -> None:
    new = tmp_path / "903.md"
    new.write_text(OLD.replace("901/2099", "903/2099"), encoding="utf-8")
    process = _start(indexed.home, new)
    assert process.stdout is not None
    reached = next((line for line in process.stdout if line.startswith(stage)), "")
    time.sleep(random.uniform(0, 0.05))
    process.kill()
    process.wait()
    assert reached, "the ingest never came to this stage"
    generations = Generations(indexed.home)
    assert generations.current() in {1, 2}  # the old one, or the new one if it was published before the blow
    assert verify(indexed).problems == ()
    add([new], indexed)
    assert {d.metadata.number for d in load_documents(indexed)} >= {"901/2099/NĐ-CP", "903/2099/NĐ-CP"}
    assert verify(indexed).problems == ()


def test_reader_goes_on_while_another_process_publishes(
    indexed: Settings, tmp_path: Path, embedder: TinyEmbedder
) -> None:
    generations = Generations(indexed.home)
    reader = IndexReader.open(generations.path(1), 1, embedder)  # type: ignore[arg-type]
    new = tmp_path / "904.md"
    new.write_text(NEW.replace("902/2099", "904/2099"), encoding="utf-8")
    process = _start(indexed.home, new)
    while process.poll() is None:
        assert reader.dense.search(reader.dense.embed_query("giấy phép cây xanh"), 3)
    assert process.returncode == 0
    assert generations.current() == 2
    reader.close()


def test_second_ingest_is_refused_by_name(indexed: Settings, tmp_path: Path, embedder: TinyEmbedder) -> None:
    with Generations(indexed.home).writer("nạp cả thư mục"), pytest.raises(Busy, match="nạp cả thư mục"):
        add([tmp_path], indexed)
