"""How the documents of a catalogue stand to each other, and which of those relations lead nowhere in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from corpus.catalogue import Catalogue
from corpus.changes import Change, all_effects
from corpus.locate import Places
from corpus.model import EffectKind, Target

_KINDS: Mapping[EffectKind, EffectKind] = {
    EffectKind.AMENDS: EffectKind.AMENDS,
    EffectKind.INSERTS: EffectKind.AMENDS,
    EffectKind.PHRASE: EffectKind.AMENDS,
    EffectKind.REPLACES: EffectKind.REPLACES,
    EffectKind.REPEALS: EffectKind.REPEALS,
    EffectKind.KEEPS: EffectKind.KEEPS,
    EffectKind.LIMITS: EffectKind.LIMITS,
    EffectKind.GUIDES: EffectKind.GUIDES,
    EffectKind.BASED_ON: EffectKind.BASED_ON,
}  # EXPIRES and STARTS are of the document itself
KINDS = tuple(dict.fromkeys(_KINDS.values()))


@dataclass(frozen=True, slots=True)
class Relation:
    """All effects of one kind that a document has on another.

    `source` is the provision of the first of them, `when` the earliest known day. `missing` of the `count` effects
    lead nowhere: the other document is not in the catalogue (`present` False), or the named place is not in it.
    """

    document: str
    kind: EffectKind
    other: str
    source: str
    count: int
    missing: int
    present: bool
    when: date | None


def relations(catalogue: Catalogue) -> tuple[Relation, ...]:
    """Relations of the documents that serve: by document, then kind (as in `KINDS`), then the other document."""
    grouped: dict[tuple[str, EffectKind, str], list[Change]] = defaultdict(list)
    for change in all_effects(catalogue):
        other, kind = change.effect.target.document, _KINDS.get(change.effect.kind)
        if kind is not None and other is not None and other != change.document:
            grouped[change.document, kind, other].append(change)
    places = _places(catalogue, {other for _, _, other in grouped})
    found = [_relation(*key, group, places.get(key[2])) for key, group in grouped.items()]
    return tuple(sorted(found, key=lambda r: (r.document, KINDS.index(r.kind), r.other)))


def _relation(document: str, kind: EffectKind, other: str, group: list[Change], places: Places | None) -> Relation:
    missing = sum(places is None or not _found(places, change.effect.target) for change in group)
    days = [change.effect.when for change in group if change.effect.when]
    source = group[0].effect.source
    return Relation(document, kind, other, source, len(group), missing, places is not None, min(days, default=None))


def _found(places: Places, target: Target) -> bool:
    return target == Target(document=target.document) or places.locate(target) is not None


def _places(catalogue: Catalogue, numbers: set[str]) -> dict[str, Places]:
    """Of those of the documents that serve."""
    serving = {row.number for row in catalogue.documents() if row.active}
    opened = {number: catalogue.document(number) for number in numbers & serving}
    return {number: Places(document.provisions) for number, document in opened.items() if document}
