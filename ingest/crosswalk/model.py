"""One row of the crosswalk, and what a column of a table shows of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.model import Standing


class TransferKind(StrEnum):
    """How a power came to its holder (Law 72/2025/QH15 articles 11–14)."""

    DIVISION = "phân định"
    DEVOLUTION = "phân quyền"
    DECENTRALISATION = "phân cấp"
    DELEGATION = "ủy quyền"


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """One power. Authorities are named as the decree prints them; several holders are joined by "; ".

    `sector_reference` is what the decree cites of the sector law, without the date and title that follow a
    number; `provisions` are those of the corpus that it resolves to, as (document, provision id). `before` is None
    where the decree does not say. `in_force_to` is exclusive; None = unknown start, open end.
    """

    matter: str
    sector_reference: str
    provisions: tuple[tuple[str, str], ...]
    before: str | None
    now: str
    kind: TransferKind
    conditions: tuple[str, ...]
    document: str
    provision: str
    article: str
    clause: str | None
    point: str | None
    in_force_from: date | None
    in_force_to: date | None
    standing: Standing

    @property
    def basis(self) -> str:
        """The place to the point: "điểm h khoản 1 Điều 5 151/2025/NĐ-CP"."""
        point = f"điểm {self.point} " if self.point else ""
        clause = f"khoản {self.clause} " if self.clause else ""
        return f"{point}{clause}Điều {self.article} {self.document}"


Column = tuple[str, int, Callable[[CrosswalkRow], str | date | None]]  # heading, width in characters, what it shows
