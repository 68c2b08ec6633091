"""What ingestion makes of a text that a test writes: cleaned lines, provisions, effects. All texts are fictional."""

from __future__ import annotations

from datetime import date

from corpus.model import CleanText, Effect, Metadata, Page, Provision, SourceText, Target
from ingest.clean import clean
from ingest.effects import find_effects
from ingest.structure import parse

START = date(2031, 7, 1)  # of the decree that `effects` reads
SIGNED = date(2031, 6, 12)
OLD = "15/2029/NĐ-CP"  # the decree that it changes


def cleaned(*pages: str, kind: str = "txt") -> list[str]:
    """Lines of the clean text of these pages."""
    return clean(SourceText(kind, pages)).text.split("\n")


def parsed(text: str) -> tuple[Provision, ...]:
    """Provisions of a text that is one page."""
    return parse(CleanText(text, (Page(1, 0, len(text)),)))


def effects(text: str, title: str = "Quy định về bến đò") -> list[Effect]:
    """Effects of a decree with this text and title, which begins on `START`."""
    metadata = Metadata("12/2031/NĐ-CP", "Nghị định", title, "Chính phủ", issued=SIGNED, effective_from=START)
    return list(find_effects(text, parsed(text), metadata, {"Luật Bến bãi": "7/2030/QH16"}))


def brief(found: list[Effect]) -> list[tuple[str, str, Target]]:
    """Kind, acting provision and place of each effect."""
    return [(e.kind.value, e.source, e.target) for e in found]
