"""What the administrator knows beyond the files: where each file came from, and corrections made by hand.

One file in each generation's folder, so that a rollback takes both back together with the index.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from corpus.errors import BrokenIndex
from corpus.generations import Generations
from corpus.model import Standing
from corpus.settings import Settings

FILE = "ledger.json"


@dataclass(frozen=True, slots=True)
class Correction:
    """One metadata field set by hand. Days are ISO text; "" is unknown (for `effective_to`: no end).

    `before` is what the file itself says, and comes back when the correction is undone. `at` and `undone_at`
    are ISO times, UTC.
    """

    document: str
    standing: Standing
    field: str
    value: str
    before: str
    reason: str
    by: str
    at: str
    undone_by: str = ""
    undone_at: str = ""

    @property
    def active(self) -> bool:
        return not self.undone_at


@dataclass(frozen=True, slots=True)
class Ledger:
    """`sources` tells by SHA-256 of a file where it lay (a path, "set.zip › name", or an address)."""

    sources: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()  # in order of time; undone ones are kept

    def active(self, number: str, standing: Standing) -> tuple[Correction, ...]:
        """Corrections of a document that hold, the latest last."""
        return tuple(c for c in self.corrections if c.active and (c.document, c.standing) == (number, standing))


def read_ledger(settings: Settings) -> Ledger:
    """The ledger of the generation that serves; an empty one where there is none.

    Raises:
        BrokenIndex: the file is damaged.
    """
    generations = Generations(settings.home)
    current = generations.current()
    file = generations.path(current or 0) / FILE
    if current is None or not file.is_file():
        return Ledger()
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        corrections = tuple(Correction(**{**c, "standing": Standing(c["standing"])}) for c in told["corrections"])
        return Ledger(dict(told["sources"]), corrections)
    except (ValueError, LookupError, TypeError) as error:
        raise BrokenIndex(
            "Sổ ghi nguồn tệp và sửa tay bị hỏng",
            where=str(file),
            remedy="Chạy `python -m ingest rollback` để về thế hệ trước.",
        ) from error


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Put the ledger into the folder of a generation that is being built."""
    (folder / FILE).write_text(json.dumps(asdict(ledger), ensure_ascii=False, indent=1), encoding="utf-8")
