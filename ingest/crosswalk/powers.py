"""A power as one sentence gives it, and what the lead-ins above a sentence say for it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.crosswalk.citing import SectorReference
from ingest.crosswalk.model import TransferKind


@dataclass(frozen=True, slots=True)
class Context:
    """What the lead-ins and headings above a sentence say for it."""

    before: str | None = None
    now: str = ""
    reference: SectorReference | None = None
    matter: str = ""
    conditions: tuple[str, ...] = ()
    word: TransferKind | None = None


@dataclass(frozen=True, slots=True)
class Power:
    """A power as one sentence gives it. `word` is the kind that the sentence itself names."""

    matter: str
    reference: SectorReference | None
    before: str | None
    now: str
    conditions: tuple[str, ...] = ()
    word: TransferKind | None = None
