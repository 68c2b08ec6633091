"""Documents that begin on the day on which another one begins ("kể từ ngày Luật số … có hiệu lực thi hành").

The day stands in the other text, or in a third one that brought it forward; it is known as long as the corpus has
that text, and unknown without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from corpus.model import Document, EffectKind
from ingest.effects import find_effects
from ingest.own_dates import start_said


def without_borrowed_starts(documents: Iterable[Document], names: Mapping[str, str]) -> list[Document]:
    """The documents as their own texts date them: a start that was taken from another document is unknown again."""
    return [_starting(d, None, names) if d.metadata.starts_with else d for d in documents]


def with_borrowed_starts(documents: Sequence[Document], names: Mapping[str, str]) -> list[Document]:
    """The documents, those that begin with another one dated by it, where nothing else dates them.

    Args:
        documents: one a number.
        names: of laws, that effects are read with.
    """
    by_number = {d.metadata.number: d for d in documents}
    dated = []
    for document in documents:
        other = by_number.get(document.metadata.starts_with)
        unknown = other is not None and document.metadata.effective_from is None
        dated.append(_starting(document, _start(other, documents), names) if other and unknown else document)
    return dated


def _start(document: Document, documents: Sequence[Document]) -> date | None:
    """First day of a document: by the newest text that amended its sentence on effect, else by its own."""
    said = [
        (acting.metadata.issued or date.min, day)
        for acting in documents
        for effect in acting.effects
        if effect.kind is EffectKind.AMENDS and effect.target.document == document.metadata.number and effect.new_text
        if (day := start_said(acting.text[slice(*effect.new_text)], document.metadata.issued))
    ]
    return max(said)[1] if said else document.metadata.effective_from


def _starting(document: Document, day: date | None, names: Mapping[str, str]) -> Document:
    if document.metadata.effective_from == day:
        return document
    metadata = replace(document.metadata, effective_from=day)
    effects = find_effects(document.text, document.provisions, metadata, names)
    return replace(document, metadata=metadata, effects=effects)
