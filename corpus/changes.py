"""What the documents of a catalogue do to each other, by the document that it is done to."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.catalogue import Catalogue
from corpus.model import Effect, EffectKind
from corpus.payloads import load_effect

_NO_CHANGE = {EffectKind.GUIDES, EffectKind.BASED_ON}


@dataclass(frozen=True, slots=True)
class Change:
    """An effect with the number of the document that has it; `effect.target.document` may be None for its own."""

    document: str
    effect: Effect


def changes(catalogue: Catalogue) -> Mapping[str, tuple[Change, ...]]:
    """Number of the changed document → its changes, the earliest first, those of unknown day last.

    A document's own end and start are among them; what only guides or is based on it is not.
    """
    found: dict[str, list[Change]] = defaultdict(list)
    for change in all_effects(catalogue):
        if change.effect.kind not in _NO_CHANGE:
            found[change.effect.target.document or change.document].append(change)
    return {number: tuple(sorted(changes_of_it, key=_order)) for number, changes_of_it in found.items()}


def all_effects(catalogue: Catalogue) -> Iterator[Change]:
    """Every effect of the documents that serve, by document as catalogued."""
    connection = sqlite3.connect(f"{catalogue.path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        rows = connection.execute("SELECT number, effects FROM documents WHERE active = 1").fetchall()
    finally:
        connection.close()
    for number, payload in rows:
        yield from (Change(number, load_effect(stored)) for stored in json.loads(payload))


def _order(change: Change) -> tuple[bool, str, str, str]:
    when = change.effect.when
    return when is None, when.isoformat() if when else "", change.document, change.effect.source
