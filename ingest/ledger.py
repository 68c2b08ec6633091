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
_AGAIN = "đối chiếu nhật ký ở trang Quản trị rồi sửa lại bằng `python -m ingest correct`."
_TAKEN = f"Sổ sửa tay của thế hệ đang phục vụ không đọc được, đã lấy sổ của thế hệ {{number}}: {_AGAIN}"
_LOST = f"Không thế hệ nào còn sổ sửa tay đọc được, các lần sửa tay (nếu có) đã mất: {_AGAIN}"


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
    return _read(file) if current is not None and file.is_file() else Ledger()


def surviving_ledger(settings: Settings) -> tuple[Ledger, str]:
    """The ledger of the generation that should serve, of the nearest other one where that cannot be read, or none.

    Returns:
        The ledger, and a Vietnamese sentence on what is lost; "" if nothing.
    """
    generations = Generations(settings.home)
    served = generations.pointed()
    for number in generations.nearest():
        try:
            ledger = _read(generations.path(number) / FILE)
        except (BrokenIndex, FileNotFoundError):
            continue
        return ledger, "" if number == served else _TAKEN.format(number=number)
    return Ledger(), _LOST


def _read(file: Path) -> Ledger:
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
