"""Metadata corrected by hand, with the reason, the day and the person; what the file itself says is kept beside it.

A correction belongs to a number and a standing: it holds again when the file is added again or the index is
rebuilt, and ends when it is undone. Of several corrections of one field the latest holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from corpus.audit import machine_user
from corpus.errors import UsageError
from corpus.model import Document, Metadata, Standing
from corpus.progress import Progress, silent
from corpus.settings import Settings
from ingest.effects import find_effects
from ingest.ledger import Correction, Ledger, read_ledger
from ingest.naming import aliases_of
from ingest.own_dates import own_dates
from ingest.publish import publish
from ingest.serving import active_documents, key_of, known_number, load_documents
from ingest.writing import writing

DATES = ("issued", "effective_from", "effective_to")
FIELDS = ("title", "issuer", "signer", "kind", *DATES)
_UNKNOWN = {"", "none", "không rõ"}


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a call of `correct` or `undo` did; `value` is what holds now."""

    generation: int
    document: str
    field: str
    value: str
    before: str


def correct(
    number: str, field: str, value: str, reason: str, settings: Settings, by: str = "", progress: Progress = silent
) -> Corrected:
    """Set one metadata field of a document and publish a generation in which its periods are computed anew.

    Args:
        value: text, or a day as 2025-07-01 or 01/7/2025; empty = unknown (for `effective_to`: no end). The day
            of `effective_to` is the first one on which the document is not in force.
        by: who corrects; without it the user of the operating system.

    Raises:
        UsageError: no such document or field, not a day, an end before the start, or no reason.
        Busy: another ingest is running.
    """
    if not reason.strip():
        raise UsageError("Thiếu lý do sửa", where=number, remedy="Ghi căn cứ của việc sửa, ví dụ --reason «Điều 53».")
    told = _told(field, value)

    def change(document: Document, ledger: Ledger) -> Ledger:
        held = ledger.active(*key_of(document))
        before = next((c.before for c in held if c.field == field), said(_printed(document.metadata), field))
        made = Correction(*key_of(document), field, told, before, reason.strip(), by or machine_user(), _now())
        return replace(ledger, corrections=(*ledger.corrections, made))

    return _publish(number, field, change, settings, progress, "correct")


def undo(number: str, field: str, settings: Settings, by: str = "", progress: Progress = silent) -> Corrected:
    """Take the latest correction of a field back; the one before it holds again, or what the file says.

    Raises:
        UsageError: no such document or field, or nothing to undo.
        Busy: another ingest is running.
    """
    _known(field)

    def change(document: Document, ledger: Ledger) -> Ledger:
        held = [c for c in ledger.active(*key_of(document)) if c.field == field]
        if not held:
            raise UsageError(f"Không có lần sửa {field} nào để hoàn tác", where=number)
        ended = replace(held[-1], undone_by=by or machine_user(), undone_at=_now())
        return replace(ledger, corrections=tuple(ended if c is held[-1] else c for c in ledger.corrections))

    return _publish(number, field, change, settings, progress, "undo-correct")


def recall(document: Document, ledger: Ledger, aliases: Mapping[str, str]) -> tuple[Document, Ledger]:
    """A document just read with its corrections, and the ledger with what the file says now."""
    held = ledger.active(*key_of(document))
    if not held:
        return document, ledger
    read = {c.field: said(document.metadata, c.field) for c in held}
    corrections = tuple(replace(c, before=read[c.field]) if c in held else c for c in ledger.corrections)
    values = {c.field: c.value for c in held}
    return with_values(document, values, aliases), replace(ledger, corrections=corrections)


def with_values(document: Document, values: Mapping[str, str], aliases: Mapping[str, str]) -> Document:
    """The document with metadata fields set; the days of its effects follow its own."""
    old = document.metadata
    typed: dict[str, Any] = {field: _typed(field, value) for field, value in values.items()}
    metadata = replace(old, **typed)
    if metadata.issued != old.issued and "effective_from" not in values:
        derived = own_dates(document.provisions, old.issued, old.number).effective_from
        if derived == old.effective_from:  # "kể từ ngày ký", "sau 45 ngày kể từ ngày ký"
            metadata = replace(
                metadata, effective_from=own_dates(document.provisions, metadata.issued, metadata.number).effective_from
            )
    if "effective_from" in values:  # by hand it is not another document's day any more
        own = own_dates(document.provisions, metadata.issued, metadata.number)
        starts_with = "" if metadata.effective_from else own.starts_with
        metadata = replace(metadata, starts_with=starts_with, printed_start=None)
    if metadata == old:
        return document
    effects = document.effects
    if any(getattr(metadata, field) != getattr(old, field) for field in DATES):
        effects = find_effects(document.text, document.provisions, metadata, aliases)
    return replace(document, metadata=metadata, effects=effects)


def _printed(metadata: Metadata) -> Metadata:
    """As the document's own text dates it, where another text moved its first day."""
    return replace(metadata, effective_from=metadata.printed_start or metadata.effective_from)


def said(metadata: Metadata, field: str) -> str:
    """A metadata field as text; days in ISO form, "" if unknown."""
    value = getattr(metadata, field)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _publish(
    number: str,
    field: str,
    change: Callable[[Document, Ledger], Ledger],
    settings: Settings,
    progress: Progress,
    verb: str,
) -> Corrected:
    with writing(settings, f"{verb} {number} {field}"):
        documents = load_documents(settings)
        number = known_number(number, documents)
        document = _serving(number, documents)
        ledger = change(document, read_ledger(settings))
        value = _holds(ledger.corrections, key_of(document), field)
        changed = with_values(document, {field: value}, aliases_of(documents))
        _check_period(changed.metadata)
        rest = [changed if key_of(d) == key_of(document) else d for d in documents]
        manifest, _ = publish(rest, settings, f"{verb} {number} {field}", progress, ledger, documents)
    return Corrected(manifest.generation, number, field, value, said(document.metadata, field))


def _holds(corrections: Iterable[Correction], key: tuple[str, Standing], field: str) -> str:
    """The value of the latest active correction, else what the file says."""
    own = [c for c in corrections if (c.document, c.standing) == key and c.field == field]
    active = [c.value for c in own if c.active]
    return active[-1] if active else own[-1].before


def _serving(number: str, documents: Sequence[Document]) -> Document:
    """The document as stored whose text serves under this number."""
    standing = next(d.metadata.standing for d in active_documents(documents) if d.metadata.number == number)
    return next(d for d in documents if key_of(d) == (number, standing))


def _known(field: str) -> None:
    if field not in FIELDS:
        raise UsageError(f"Không sửa được trường {field}", remedy=f"Các trường: {', '.join(FIELDS)}.")


def _told(field: str, value: str) -> str:
    _known(field)
    value = " ".join(value.split())
    if field not in DATES:
        if not value:
            raise UsageError(f"Thiếu giá trị của {field}", remedy="Ghi sau --value.")
        return value
    if value.lower() in _UNKNOWN:
        return ""
    vietnamese = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", value)
    try:
        day = (
            date(int(vietnamese[3]), int(vietnamese[2]), int(vietnamese[1]))
            if vietnamese
            else date.fromisoformat(value)
        )
    except ValueError as error:
        raise UsageError(f"«{value}» không phải là một ngày", remedy="Viết như 2025-07-01 hoặc 01/7/2025.") from error
    return day.isoformat()


def _typed(field: str, value: str) -> str | date | None:
    if field not in DATES:
        return value
    return date.fromisoformat(value) if value else None


def _check_period(metadata: Metadata) -> None:
    start, end = metadata.effective_from, metadata.effective_to
    if start is not None and end is not None and end <= start:
        raise UsageError(
            f"Ngày hết hiệu lực {end} không sau ngày có hiệu lực {start}",
            where=metadata.number,
            remedy="Kiểm tra lại hai ngày; effective_to là ngày đầu tiên không còn hiệu lực.",
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
