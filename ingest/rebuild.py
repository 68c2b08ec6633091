"""Make the index anew from the kept originals: after a change of the program, or when the index is broken."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from corpus.errors import BrokenIndex, UsageError
from corpus.generations import Generations
from corpus.model import Document
from corpus.progress import Progress, silent
from corpus.settings import Settings
from ingest.intake import Intake, report_of
from ingest.ledger import surviving_ledger
from ingest.limited import Reader
from ingest.naming import aliases_of
from ingest.originals import kept_originals, original_of
from ingest.publish import publish
from ingest.report import AddReport
from ingest.serving import key_of, load_documents
from ingest.stages import StageClock
from ingest.writing import writing


def rebuild(settings: Settings, progress: Progress = silent) -> AddReport:
    """Read the kept originals again and publish a generation made from them; ids stay the same.

    A document whose original is gone or cannot be read any more stays as it was. Where the index itself cannot
    be read, every kept original goes in, also of documents that were removed: the report lists them. Corrections
    made by hand hold on; where their ledger was damaged, the report's notes say so.

    Raises:
        UsageError: there is neither an index nor an original.
        Busy: another ingest is running.
    """
    clock = StageClock(progress)
    with writing(settings, "rebuild", any_version=True), Reader(settings) as reader:
        present = _listed(settings)
        if present is None and not kept_originals(settings):
            raise UsageError("Chưa có chỉ mục và cũng chưa có tệp gốc nào để lập lại", where=str(settings.home))
        ledger, lost = surviving_ledger(settings)
        intake = Intake((), settings, reader, ledger)
        intake.aliases = aliases_of(present or ())
        if present is None:
            _read_all(intake, settings, clock)
        else:
            _read_again(intake, present, settings, clock)
        documents = list(intake.batch.documents.values())
        _, chunks = publish(documents, settings, "rebuild", clock, intake.ledger, names=intake.aliases)
    return replace(report_of(intake, documents, chunks, settings, clock), notes=(lost,) if lost else ())


def _read_again(intake: Intake, present: Sequence[Document], settings: Settings, progress: Progress) -> None:
    for done, document in enumerate(present):
        progress(f"Đọc lại {document.file}", done, len(present))
        group = original_of(document.sha256, settings)
        if not group or not intake.take(group):
            intake.batch.documents.setdefault(key_of(document), document)
    copies = {key_of(d): d.copies for d in present}
    for key, document in intake.batch.documents.items():
        intake.batch.documents[key] = replace(document, copies=copies.get(key, document.copies))


def _read_all(intake: Intake, settings: Settings, progress: Progress) -> None:
    kept = kept_originals(settings)
    for done, sha256 in enumerate(kept):
        group = original_of(sha256, settings)
        progress(f"Đọc lại {group[0].name if group else sha256}", done, len(kept))
        if group:
            intake.take(group)


def _listed(settings: Settings) -> list[Document] | None:
    """The documents of the index that serves; None if there is none, or it cannot be read."""
    try:
        return load_documents(settings) if Generations(settings.home).current() is not None else None
    except (BrokenIndex, sqlite3.DatabaseError, ValueError, LookupError, TypeError):  # of another version, or damaged
        return None
