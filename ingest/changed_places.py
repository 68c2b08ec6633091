"""What each provision of an amending text changes, by the provision: the context of the words in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from corpus.model import Effect, EffectKind, Target

_CHANGING = {EffectKind.AMENDS, EffectKind.INSERTS, EffectKind.REPEALS, EffectKind.PHRASE, EffectKind.REPLACES}


def documents_changed(effects: Sequence[Effect]) -> dict[str, set[str]]:
    """Provision → the other documents that it or what stands below it changes."""
    found: dict[str, set[str]] = defaultdict(set)
    for effect in effects:
        if effect.kind in _CHANGING and effect.target.document:
            parts = effect.source.split("__")
            for count in range(1, len(parts) + 1):
                found["__".join(parts[:count])].add(effect.target.document)
    return found


def articles_changed(effects: Sequence[Effect]) -> dict[str, set[tuple[str | None, str]]]:
    """Provision → (document, article) of what it changes itself."""
    found: dict[str, set[tuple[str | None, str]]] = defaultdict(set)
    for effect in effects:
        if effect.kind in _CHANGING and effect.target.article:
            found[effect.source].add((effect.target.document, effect.target.article))
    return found


def phrases_changed(effects: Sequence[Effect]) -> dict[str, set[Target]]:
    """Provision → the places in which it changes words."""
    found: dict[str, set[Target]] = defaultdict(set)
    for effect in effects:
        if effect.kind is EffectKind.PHRASE and effect.target.document:
            found[effect.source].add(effect.target)
    return found
