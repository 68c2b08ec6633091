"""An ingest killed at any moment leaves the old generation serving, and the next run finishes the work.

The same for a full disk and for two writers at once. `KILLS=50` in the environment strikes more often.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_corpus import NEW, OLD, TinyEmbedder

import ingest.publish
from corpus.errors import Busy, ThamQuyenError
from corpus.generations import Generations
from corpus.reader import IndexReader
from corpus.settings import PROJECT, Settings
from ingest.administer import add, load_documents
from ingest.verify import verify

KILLS = int(os.environ.get("KILLS", "6"))
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


def _numbers(settings: Settings) -> set[str]:
    return {d.metadata.number for d in load_documents(settings)}


@pytest.mark.slow
def test_killed_at_random_moments(indexed: Settings, tmp_path: Path, embedder: TinyEmbedder) -> None:
    """Each run has one decree more to take in, and is killed somewhere; nothing that was in is ever lost."""
    folder = tmp_path / "growing"
    folder.mkdir()
    (folder / "first.md").write_text(OLD.replace("901/2099", "2000/2099"), encoding="utf-8")
    started = time.monotonic()
    assert _start(indexed.home, folder).wait() == 0
    whole = time.monotonic() - started
    before = _numbers(indexed)
    for number in range(KILLS):
        (folder / f"{number}.md").write_text(OLD.replace("901/2099", f"{1000 + number}/2099"), encoding="utf-8")
        process = _start(indexed.home, folder)
        time.sleep(random.uniform(0.25, 1.05) * whole)  # the first quarter is the start of Python
        process.kill()
        process.wait()
        assert verify(indexed).problems == ()
        assert _numbers(indexed) >= before
        before = _numbers(indexed)
    report = add([folder], indexed)
    assert report.failed == ()
    assert _numbers(indexed) >= {f"{1000 + number}/2099/NĐ-CP" for number in range(KILLS)}
    assert verify(indexed).problems == ()
    assert not (indexed.home / "generations" / ".building").exists()
    assert not list((indexed.home / "originals").glob("*.tmp"))


def test_two_writers_at_once(indexed: Settings, tmp_path: Path, embedder: TinyEmbedder) -> None:
    files = [tmp_path / f"{number}.md" for number in (911, 912)]
    for file in files:
        file.write_text(NEW.replace("902/2099", f"{file.stem}/2099"), encoding="utf-8")
    processes = [
        subprocess.Popen(
            [sys.executable, str(SCRIPT), str(indexed.home), str(file)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=PROJECT,
        )
        for file in files
    ]  # fmt: skip
    told = [process.communicate()[1] for process in processes]
    for process, error in zip(processes, told, strict=True):
        assert process.returncode == 0 or "Đang có một lượt nạp khác" in error, error
    assert any(process.returncode == 0 for process in processes)
    assert verify(indexed).problems == ()
    add(files, indexed)
    assert _numbers(indexed) >= {"911/2099/NĐ-CP", "912/2099/NĐ-CP"}


@pytest.fixture
def another(tmp_path: Path) -> Path:
    file = tmp_path / "903.md"
    file.write_text(OLD.replace("901/2099", "903/2099"), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("where", "error"),
    [
        ("shutil.copytree", shutil.Error([("a", "b", f"[Errno 28] {os.strerror(errno.ENOSPC)}: 'b'")])),
        ("write_index", sqlite3.OperationalError("database or disk is full")),
        ("write_ledger", OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))),
        ("write_ledger", OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))),
    ],
    ids=["copying vectors", "writing rows", "writing the ledger", "quota"],
)
def test_a_full_disk_is_told_and_the_next_run_finishes(
    indexed: Settings, another: Path, monkeypatch: pytest.MonkeyPatch, where: str, error: Exception
) -> None:
    def fail(*arguments: object, **named: object) -> None:
        raise error

    with monkeypatch.context() as full:
        owner, _, name = where.rpartition(".")
        full.setattr(getattr(ingest.publish, owner) if owner else ingest.publish, name, fail)
        with pytest.raises(ThamQuyenError, match="Đĩa đầy"):
            add([another], indexed)
    assert Generations(indexed.home).current() == 1
    assert not (indexed.home / "generations" / ".building").exists()
    assert verify(indexed).problems == ()
    add([another], indexed)
    assert "903/2099/NĐ-CP" in _numbers(indexed)


def test_other_faults_are_not_called_a_full_disk(
    indexed: Settings, another: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **named: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(ingest.publish, "write_ledger", fail)
    with pytest.raises(PermissionError):
        add([another], indexed)


def test_too_little_room_is_told_before_anything_is_built(
    indexed: Settings, another: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.writing.shutil.disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9, 1000))  # type: ignore[attr-defined]
    with pytest.raises(ThamQuyenError, match="Đĩa đầy"):
        add([another], indexed)
    assert Generations(indexed.home).current() == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 16 MB, where the tests may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    run = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)], check=False)
    if run.returncode != 0:
        pytest.skip("needs the right to mount a small file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("free", [0, 20_000, 200_000, 700_000])  # bytes
def test_a_disk_that_is_really_full(
    small_disk: Path, regulations: Path, another: Path, embedder: TinyEmbedder, free: int
) -> None:
    settings = Settings(home=small_disk / "home")
    add([regulations], settings)
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * max(0, shutil.disk_usage(small_disk).free - free))
    with pytest.raises(ThamQuyenError, match="Đĩa đầy"):
        add([another], settings)
    assert Generations(settings.home).current() == 1
    ballast.unlink()
    assert verify(settings).problems == ()
    add([another], settings)
    assert "903/2099/NĐ-CP" in _numbers(settings)
