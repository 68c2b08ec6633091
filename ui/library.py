"""Administration in the background: adding, removing and rolling back run in one thread, the page only looks on."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.catalogue import Catalogue
from corpus.errors import ThamQuyenError
from corpus.generations import Generations, Manifest
from corpus.settings import Settings
from ingest import administer, correct
from ingest.administer import AddReport
from ui import texts, texts_admin

_NAME_BYTES = 200  # of an upload's name, without its suffix


@dataclass(frozen=True, slots=True)
class Job:
    """What the background thread is doing or did last. `total` 0 = not known."""

    stage: str = ""
    done: int = 0
    total: int = 0
    running: bool = False
    report: AddReport | None = None
    message: str = ""
    failure: tuple[str, str] | None = None  # what, remedy


def _nobody(job: Job) -> None:
    """Nobody is told."""


class Library:
    """The administrator's side of the corpus. One job at a time in this process; others are held off by the lock."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.job = Job()
        self._start = threading.Lock()

    def manifest(self) -> Manifest | None:
        """Of the generation that serves; None before the first.

        Raises:
            BrokenIndex: the pointer names a generation that is not whole.
        """
        generations = Generations(self.settings.home)
        current = generations.current()
        return generations.manifest(current) if current is not None else None

    def numbers(self) -> list[str]:
        """Numbers of the documents in the generation that serves."""
        generations = Generations(self.settings.home)
        current = generations.current()
        if current is None:
            return []
        catalogue = Catalogue(generations.path(current) / "catalogue.sqlite")
        try:
            return sorted({row.number for row in catalogue.documents()})
        finally:
            catalogue.close()

    def earlier(self) -> int | None:
        """Number of the generation a rollback would serve."""
        return Generations(self.settings.home).earlier()

    def add(self, files: Sequence[tuple[str, bytes]], done: Callable[[Job], None] = _nobody) -> bool:
        """Take in uploaded files in the background; False if a job is running. `done` is told how it ended."""
        folder = Path(tempfile.mkdtemp(prefix="tham-quyen-"))
        try:
            paths = _store(folder, files)
        except OSError:  # the disk is full
            shutil.rmtree(folder, ignore_errors=True)
            raise

        def work() -> None:
            try:
                report = administer.add(paths, self.settings, self._progress, dict.fromkeys(paths, "trang Quản trị"))
                self.job = replace(self.job, report=report, message=texts.DONE)
            finally:
                shutil.rmtree(folder, ignore_errors=True)

        begun = self._run(work, done)
        if not begun:
            shutil.rmtree(folder, ignore_errors=True)
        return begun

    def remove(self, number: str, done: Callable[[Job], None] = _nobody) -> bool:
        """Take a document out in the background; False if a job is running."""

        def work() -> None:
            administer.remove(number, self.settings, self._progress)
            self.job = replace(self.job, message=texts.REMOVED.format(number=number))

        return self._run(work, done)

    def rollback(self, done: Callable[[Job], None] = _nobody) -> bool:
        """Serve the generation before; False if a job is running."""

        def work() -> None:
            generation = administer.rollback(self.settings)
            self.job = replace(self.job, message=texts.UNDONE.format(generation=generation))

        return self._run(work, done)

    def correct(
        self, number: str, field: str, value: str, reason: str, by: str, done: Callable[[Job], None] = _nobody
    ) -> bool:
        """Correct metadata of a document in the background; False if a job is running."""

        def work() -> None:
            made = correct.correct(number, field, value, reason, self.settings, by, self._progress)
            self.job = replace(self.job, message=texts_admin.CORRECTED.format(number=made.document))

        return self._run(work, done)

    def undo_correction(self, number: str, field: str, by: str, done: Callable[[Job], None] = _nobody) -> bool:
        """Take the latest correction of a field back in the background; False if a job is running."""

        def work() -> None:
            made = correct.undo(number, field, self.settings, by, self._progress)
            self.job = replace(self.job, message=texts_admin.CORRECTED.format(number=made.document))

        return self._run(work, done)

    def _progress(self, stage: str, done: int, total: int) -> None:
        self.job = replace(self.job, stage=stage, done=done, total=total)

    def _run(self, work: Callable[[], None], done: Callable[[Job], None]) -> bool:
        with self._start:
            if self.job.running:
                return False
            self.job = Job(running=True)
        threading.Thread(target=self._guarded, args=(work, done), name="library", daemon=True).start()
        return True

    def _guarded(self, work: Callable[[], None], done: Callable[[Job], None]) -> None:
        failure: tuple[str, str] | None = (texts.BROKEN_JOB, texts.BROKEN_REMEDY)
        try:
            work()
            failure = None
        except ThamQuyenError as error:
            failure = (f"{error.where}: {error.what}".lstrip(": "), error.remedy)
        finally:  # anything else goes to the console through the thread's own hook
            self.job = replace(self.job, running=False, failure=failure)
            done(self.job)


def _store(folder: Path, files: Sequence[tuple[str, bytes]]) -> list[Path]:
    """Write uploads beside each other, where parts of one decree are looked for; a name that repeats one folder on."""
    paths: list[Path] = []
    met: Counter[str] = Counter()
    for name, content in files:
        plain = _plain(name)
        path = folder / str(met[plain.casefold()]) / plain
        met[plain.casefold()] += 1
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        paths.append(path)
    return paths


def _plain(name: str) -> str:
    """An upload's own file name, without what could leave the folder or break a listing."""
    plain = "".join(c for c in Path(name.replace("\\", "/")).name if c.isprintable()).strip(". ") or "tep"
    stem, dot, suffix = plain.rpartition(".")
    return f"{_cut(stem)}{dot}{suffix[:8]}" if dot else _cut(plain)


def _cut(name: str) -> str:
    """No more bytes than leave room for a suffix in the 255 that file systems allow."""
    return name.encode()[:_NAME_BYTES].decode(errors="ignore")
