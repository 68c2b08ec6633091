"""What an administrator does: add, synchronise, correct, remove, roll back, rebuild, look at the state.

Every change publishes a whole new generation (undo = rollback). Files are kept under `originals/` by hash, so that
the index can always be rebuilt from them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import FileError
from corpus.progress import Progress, silent
from corpus.settings import Settings
from ingest.correct import Corrected, correct, undo
from ingest.document import file_hash
from ingest.embedding import EmbeddingProcess
from ingest.intake import SUFFIXES, Intake, files_in, report_of
from ingest.ledger import read_ledger
from ingest.limited import Reader
from ingest.publish import publish
from ingest.read import check_size
from ingest.rebuild import rebuild
from ingest.report import Added, AddReport, Failed, Unchanged
from ingest.serving import known_files, known_number, load_documents
from ingest.stages import StageClock
from ingest.status import status
from ingest.sync import Plan, SyncReport, sync
from ingest.writing import writing

__all__ = [
    "SUFFIXES",
    "AddReport",
    "Added",
    "Corrected",
    "Failed",
    "Plan",
    "SyncReport",
    "Unchanged",
    "add",
    "correct",
    "load_documents",
    "rebuild",
    "remove",
    "rollback",
    "status",
    "sync",
    "undo",
]


def add(
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress = silent,
    origins: Mapping[Path, str] | None = None,
) -> AddReport:
    """Take in files and folders; what fails is reported, the rest goes in.

    Args:
        origins: where a file came from, if not from its own path (a fetched one: its address).

    Raises:
        UsageError: a path does not exist, or nothing to read was named.
        BrokenIndex: another version made the index: it must be rebuilt first.
        Busy: another ingest is running.
    """
    clock = StageClock(progress)
    files = list(files_in(paths))
    action = f"add {' '.join(p.name for p in paths)}"[:200]
    with (
        writing(settings, action),
        TemporaryDirectory() as unpacked,
        Reader(settings) as reader,
        EmbeddingProcess(settings) as embedding,
    ):
        known = known_files(settings)
        if any(_is_new(path, known, settings) for path in files):
            reader.start()
            embedding.start()
        present = load_documents(settings)
        intake = Intake(present, settings, reader, read_ledger(settings), origins)
        intake.take_all(intake.grouped(files, Path(unpacked)), clock)
        chunks: dict[str, int] = {}
        if intake.batch.changed:
            action = f"add {', '.join(sorted(number for number, _ in intake.batch.changed))}"[:200]
            documents = list(intake.batch.documents.values())
            _, chunks = publish(documents, settings, action, clock, intake.learnt(), present, embedding)
    return report_of(intake, intake.batch.changed.values(), chunks, settings, clock)


def _is_new(path: Path, known: Collection[str], settings: Settings) -> bool:
    """Whether a file has to be read; what cannot be read at all is told of when its turn comes."""
    try:
        check_size(path, settings)
        return file_hash((path,)) not in known
    except FileError:
        return False


def remove(number: str, settings: Settings, progress: Progress = silent) -> int:
    """Take a document (all standings of its number) out; the generation before stays for undo.

    Raises:
        UsageError: no document of that number is in the index; near ones are named.
        BrokenIndex: another version made the index: it must be rebuilt first.
    """
    with writing(settings, f"remove {number}"):
        present = load_documents(settings)
        number = known_number(number, present)
        kept = [d for d in present if d.metadata.number != number]
        manifest, _ = publish(kept, settings, f"remove {number}", progress, present=present)
        return manifest.generation


def rollback(settings: Settings) -> int:
    """Serve the generation before the current one; returns its number."""
    with writing(settings, "rollback", any_version=True) as generations:
        return generations.rollback()
