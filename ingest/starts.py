"""First days that stand in another text: known, or moved, as long as the corpus has that text.

A document may begin on the day on which another one begins ("kể từ ngày Luật số … có hiệu lực thi hành"), and a later
text may amend the sentence by which a document begins (Law 43/2024/QH15 brought the Land Law forward by five months).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from corpus.model import Document, EffectKind
from ingest.effects import find_effects
from ingest.own_dates import own_dates, start_said


def as_printed(documents: Iterable[Document], names: Mapping[str, str]) -> list[Document]:
    """The documents as their own texts date them: a start taken from another text is unknown again, or moved back."""
    return [
        _starting(d, d.metadata.printed_start, None, names) if d.metadata.starts_with or d.metadata.printed_start else d
        for d in documents
    ]


def as_others_date(documents: Sequence[Document], names: Mapping[str, str]) -> list[Document]:
    """The documents, their starts moved by what amended them, and those that begin with another one dated by it.

    Only a start that a document's own text tells is moved: one set by hand stays.

    Args:
        documents: one a number.
        names: of laws, that effects are read with.
    """
    said = _starts_said(documents)
    moved = [_moved(d, said.get(d.metadata.number), names) for d in documents]
    by_number = {d.metadata.number: d for d in moved}
    dated = []
    for document in moved:
        other = by_number.get(document.metadata.starts_with)
        unknown = other is not None and document.metadata.effective_from is None
        start = other.metadata.effective_from if other else None
        dated.append(_starting(document, start, None, names) if unknown else document)
    return dated


def _starts_said(documents: Sequence[Document]) -> dict[str, date]:
    """First days that the newest text to amend a document's sentence on effect gives it, by the document's number."""
    issued = {d.metadata.number: d.metadata.issued for d in documents}
    said: dict[str, tuple[date, date]] = {}
    for acting in documents:
        for effect in acting.effects:
            number = effect.target.document
            if effect.kind is not EffectKind.AMENDS or not effect.new_text or number not in issued:
                continue
            if day := start_said(acting.text[slice(*effect.new_text)], issued[number]):
                newest = (acting.metadata.issued or date.min, day)
                said[number] = max(newest, said.get(number, newest))
    return {number: day for number, (_, day) in said.items()}


def _moved(document: Document, day: date | None, names: Mapping[str, str]) -> Document:
    printed = document.metadata.effective_from
    if day is None or printed is None or day == printed:
        return document
    if own_dates(document.provisions, document.metadata.issued, document.metadata.number).effective_from != printed:
        return document
    return _starting(document, day, printed, names)


def _starting(document: Document, day: date | None, printed: date | None, names: Mapping[str, str]) -> Document:
    if document.metadata.effective_from == day:
        return document
    metadata = replace(document.metadata, effective_from=day, printed_start=printed)
    effects = find_effects(document.text, document.provisions, metadata, names)
    return replace(document, metadata=metadata, effects=effects)
