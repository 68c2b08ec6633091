"""What each document does to others, as a table."""

from __future__ import annotations

from corpus.describe import place_of
from corpus.settings import Settings
from ingest.serving import active_documents, load_documents


def rows(settings: Settings, number: str | None = None) -> list[dict[str, object]]:
    """Effects of the active documents; with `number` those from it and those on it."""
    found: list[dict[str, object]] = []
    for document in active_documents(load_documents(settings)):
        own = document.metadata.number
        for effect in document.effects:
            target = effect.target.document or own
            if number is None or number in {own, target}:
                found.append(
                    {
                        "kind": effect.kind.value,
                        "document": own,
                        "source": effect.source,
                        "target": target,
                        "provision": place_of(effect.target),
                        "exceptions": [place_of(e) for e in effect.exceptions],
                        "when": effect.when,
                        "note": effect.note,
                    }
                )
    return found
