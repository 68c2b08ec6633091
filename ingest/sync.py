"""Make the index what a folder is: the plan first, then one generation for all of it, so that a rollback undoes it.

Only documents whose file lay in the folder when it was taken in are removed or replaced by absence; those from
elsewhere (the shipped digests, uploads, other folders) stay. A file that is there but cannot be read keeps its
document as it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import FileError, UsageError
from corpus.generations import Generations
from corpus.model import Document
from corpus.progress import Progress, silent
from corpus.settings import Settings
from ingest.document import file_hash
from ingest.intake import Intake, file_of, files_in
from ingest.ledger import read_ledger
from ingest.limited import Reader
from ingest.originals import keep_original, original_of
from ingest.publish import publish
from ingest.report import Failed, Unchanged
from ingest.serving import Key, load_documents
from ingest.writing import writing


@dataclass(frozen=True, slots=True)
class Change:
    """A document that goes in, changes or goes out; `file` is that in the folder, for one that goes out the old one."""

    document: str
    file: str
    standing: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What makes the index equal to the folder. `adopt` are unchanged documents whose origin was not known so far."""

    add: tuple[Change, ...]
    update: tuple[Change, ...]
    remove: tuple[Change, ...]
    unchanged: tuple[Unchanged, ...]
    failed: tuple[Failed, ...]
    adopt: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        return bool(self.add or self.update or self.remove or self.adopt)


@dataclass(frozen=True, slots=True)
class SyncReport:
    """`applied` is whether the index now equals the folder; `generation` is the one that serves (0 if none)."""

    folder: str
    plan: Plan
    applied: bool
    generation: int
    seconds: float

    def as_dict(self) -> dict[str, object]:
        return {**asdict(self), "failed": [asdict(f) for f in self.plan.failed]}


def sync(folder: Path, settings: Settings, confirm: Callable[[Plan], bool], progress: Progress = silent) -> SyncReport:
    """Compare a folder with the index and, if `confirm` says so of the plan, make the index equal to it.

    Files are read for the plan, without the writer's lock; nothing is written before `confirm` agrees.

    Raises:
        UsageError: not a folder, no file in it, or the index changed while the plan was looked at.
        BrokenIndex: another version made the index: it must be rebuilt first.
        Busy: another ingest is running.
    """
    started = time.monotonic()
    folder = folder.resolve()
    files = _files(folder)
    generations = Generations(settings.home)
    base = generations.current()
    if base is not None:
        generations.serving()
    present, ledger = load_documents(settings), read_ledger(settings)
    with TemporaryDirectory() as unpacked, Reader(settings) as reader:
        comparison = _Comparison(folder, Intake(present, settings, reader, ledger, keep=False), settings)
        comparison.read(files, Path(unpacked), progress)
        plan = comparison.plan()
        applied = not plan.changes
        if plan.changes and confirm(plan):
            with writing(settings, f"sync {folder.name}"):
                if generations.current() != base:
                    raise UsageError("Chỉ mục đã đổi trong lúc xem kế hoạch", remedy="Chạy lại lệnh sync.")
                comparison.apply(settings, progress)
            applied = True
    seconds = round(time.monotonic() - started, 3)
    return SyncReport(str(folder), plan, applied, generations.current() or 0, seconds)


class _Comparison:
    """A folder's files against the index; what came from the folder and is no longer in it is gone."""

    def __init__(self, folder: Path, intake: Intake, settings: Settings) -> None:
        self.folder, self.intake, self.settings = folder, intake, settings
        self.present = dict(intake.batch.documents)
        self.sources = intake.ledger.sources
        self.gone: dict[Key, Document] = {}

    def read(self, files: Sequence[Path], unpacked: Path, progress: Progress) -> None:
        groups = self.intake.grouped(files, unpacked)
        there = self._there(groups)
        self.gone = {key: d for key, d in self.present.items() if self._is_ours(d) and not self._is_there(d, there)}
        self.intake.forget(self.gone)
        self.intake.take_all(groups, progress)
        for key, document in self.gone.items():
            if key not in self.intake.batch.documents and self._is_broken(document):
                self.intake.batch.documents[key] = document

    def _there(self, groups: Sequence[tuple[Path, ...]]) -> set[str]:
        """SHA-256 of what is in the folder; of what cannot be read now, that with which it was taken in."""
        found, unread = set(), set(self.intake.broken)
        for files in (*groups, *((path,) for group in groups if len(group) > 1 for path in group)):
            try:
                found.add(file_hash(files))
            except FileError:
                unread.add(str(files[0].resolve()))
        return found | {sha256 for sha256, lay in self.sources.items() if {lay, file_of(lay)} & unread}

    def plan(self) -> Plan:
        batch = self.intake.batch
        changed = [(key, _change(document)) for key, document in batch.changed.items()]
        return Plan(
            add=tuple(change for key, change in changed if key not in self.present),
            update=tuple(change for key, change in changed if key in self.present),
            remove=tuple(_change(d) for key, d in self.gone.items() if key not in batch.documents),
            unchanged=tuple(batch.unchanged),
            failed=tuple(batch.failed),
            adopt=tuple(d.metadata.number for key, d in self.present.items() if self._is_adopted(key, d)),
        )

    def apply(self, settings: Settings, progress: Progress) -> None:
        """Publish what the plan says. The caller holds the writer's lock."""
        for sha256, group in self.intake.taken.items():
            if file_hash(group) != sha256:
                raise UsageError("Tệp đã đổi trong lúc xem kế hoạch", where=group[0].name, remedy="Chạy lại lệnh sync.")
            keep_original(group, settings)
        moved = {sha256: lay for sha256, lay in self.intake.found.items() if self._may_move(sha256)}
        learnt = self.intake.learnt()
        ledger = replace(learnt, sources={**learnt.sources, **moved})
        documents, present = list(self.intake.batch.documents.values()), list(self.present.values())
        publish(documents, settings, f"sync {self.folder.name}", progress, ledger, present)

    def _is_ours(self, document: Document) -> bool:
        source = self.sources.get(document.sha256, "")
        return bool(source) and Path(file_of(source)).is_relative_to(self.folder)

    def _is_there(self, document: Document, there: set[str]) -> bool:
        """Whether the file of a document, or each of the files that it was joined from, is in the folder."""
        if document.sha256 in there:
            return True
        joined = original_of(document.sha256, self.settings)
        return len(joined) > 1 and all(file_hash((path,)) in there for path in joined)

    def _may_move(self, sha256: str) -> bool:
        """Whether a file is known by its place in this folder: not if it came from elsewhere."""
        source = self.sources.get(sha256, "")
        return not source or Path(file_of(source)).is_relative_to(self.folder)

    def _is_broken(self, document: Document) -> bool:
        source = self.sources[document.sha256]
        return source in self.intake.broken or file_of(source) in self.intake.broken

    def _is_adopted(self, key: Key, document: Document) -> bool:
        known = document.sha256 in self.sources
        return not known and document.sha256 in self.intake.found and key not in self.intake.batch.changed


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise UsageError("Không phải là thư mục", where=str(folder), remedy="Kiểm tra lại đường dẫn.")
    files = list(files_in([folder]))
    if not files:  # a share that is not mounted looks like this; it must not empty the index
        raise UsageError(
            "Thư mục không có tệp văn bản nào",
            where=str(folder),
            remedy="Kiểm tra ổ đĩa mạng; để gỡ văn bản dùng `python -m ingest remove`.",
        )
    return files


def _change(document: Document) -> Change:
    return Change(document.metadata.number, document.file, document.metadata.standing, document.warnings)
