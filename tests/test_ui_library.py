"""Administration in the background: one job at a time, uploads stored safely, every end told."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import Busy
from corpus.progress import Progress
from corpus.settings import Settings
from ingest.administer import AddReport
from ingest.status import status
from ui import library, texts
from ui.library import Job, Library, _store

REPORT = AddReport(3, (), (), (), 0.5)


def _settled(opened: Library) -> Job:
    end = time.monotonic() + 5
    while opened.job.running:
        assert time.monotonic() < end
        time.sleep(0.01)
    return opened.job


@pytest.fixture
def opened(tmp_path: Path) -> Library:
    return Library(Settings(home=tmp_path))


def _adding(monkeypatch: pytest.MonkeyPatch, work: Callable[[Sequence[Path], Progress], AddReport]) -> None:
    def add(paths: Sequence[Path], settings: Settings, progress: Progress, origins: Mapping[Path, str]) -> AddReport:
        return work(paths, progress)

    monkeypatch.setattr(library.administer, "add", add)


def test_uploads_reach_ingest_under_their_names_and_are_removed(
    opened: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, bytes]] = []
    folders: list[Path] = []

    def work(paths: Sequence[Path], progress: Progress) -> AddReport:
        seen.extend((path.name, path.read_bytes()) for path in paths)
        folders.extend(path.parent.parent for path in paths)
        progress("Đọc", 1, 2)
        return REPORT

    _adding(monkeypatch, work)
    assert opened.add([("a.txt", b"1"), ("a.txt", b"2")])
    job = _settled(opened)
    assert seen == [("a.txt", b"1"), ("a.txt", b"2")]
    assert job.report is REPORT
    assert job.failure is None
    assert not any(folder.exists() for folder in folders)


def test_one_job_at_a_time(opened: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    go = threading.Event()

    def work(paths: Sequence[Path], progress: Progress) -> AddReport:
        go.wait(5)
        return REPORT

    _adding(monkeypatch, work)
    assert opened.add([("a.txt", b"")])
    (running,) = tmp_path.glob("tham-quyen-*")
    assert opened.add([("b.txt", b"")]) is False
    assert list(tmp_path.glob("tham-quyen-*")) == [running]  # nothing is left of what was refused
    assert opened.remove("901/2025/NĐ-CP") is False
    go.set()
    assert _settled(opened).report is REPORT
    assert list(tmp_path.glob("tham-quyen-*")) == []


def test_our_errors_are_told(opened: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def work(paths: Sequence[Path], progress: Progress) -> AddReport:
        raise Busy("Đang có một lượt nạp khác", where="/nhà", remedy="Chờ.")

    _adding(monkeypatch, work)
    opened.add([("a.txt", b"")])
    assert _settled(opened).failure == ("/nhà: Đang có một lượt nạp khác", "Chờ.")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_programming_error_ends_the_job_and_reaches_the_console(
    opened: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: told.append(args.exc_type))

    def work(paths: Sequence[Path], progress: Progress) -> AddReport:
        raise RuntimeError("broken on purpose")

    _adding(monkeypatch, work)
    opened.add([("a.txt", b"")])
    assert _settled(opened).failure == (texts.BROKEN_JOB, texts.BROKEN_REMEDY)
    for _ in range(100):
        if told:
            break
        time.sleep(0.01)
    assert told == [RuntimeError]


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("151-2025.pdf", "151-2025.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\nghị định.docx", "nghị định.docx"),
        ("a\x00b\n.txt", "ab.txt"),
        ("..", "tep"),
        ("", "tep"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        ("<img src=x>.pdf", "<img src=x>.pdf"),
    ],
)
def test_names_of_uploads_cannot_leave_their_folder(tmp_path: Path, name: str, stored: str) -> None:
    path = _store(tmp_path / "0", name, b"x")
    assert path == tmp_path / "0" / stored
    assert path.read_bytes() == b"x"


def test_no_index_yet(opened: Library) -> None:
    assert opened.manifest() is None
    assert opened.earlier() is None
    assert opened.numbers() == []


def test_a_correction_publishes_is_told_and_can_be_taken_back(indexed: Settings) -> None:
    opened, told = Library(indexed), list[Job]()
    assert opened.correct("902/2099/NĐ-CP", "effective_to", "01/4/2027", "khoản 9 Điều 99", "chi.hoa", told.append)
    assert _settled(opened).failure is None
    (row,) = [row for row in status(indexed, date(2026, 11, 24)) if row["number"] == "902/2099/NĐ-CP"]
    assert row["effective_to"] == date(2027, 4, 1)
    assert [c["by"] for c in row["corrections"]] == ["chi.hoa"]  # type: ignore[attr-defined]
    assert told == [opened.job]
    assert opened.undo_correction("902/2099/NĐ-CP", "effective_to", "chi.hoa", told.append)
    assert _settled(opened).failure is None
    (row,) = [row for row in status(indexed, date(2026, 11, 24)) if row["number"] == "902/2099/NĐ-CP"]
    assert row["effective_to"] == date(2027, 3, 1)


def test_a_wrong_correction_is_told_with_its_remedy(indexed: Settings) -> None:
    opened = Library(indexed)
    assert opened.correct("902/2099/NĐ-CP", "effective_to", "hôm qua", "vì sao", "chi.hoa")
    failure = _settled(opened).failure
    assert failure is not None
    assert opened.manifest() is not None
