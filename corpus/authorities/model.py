"""An authority as a text names it, its level, and what it does there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What an authority does in its sentence. "former" held the power before a transfer, "denied" is said not to
# hold it, "condition" acts only inside a condition ("sau khi Hội đồng nhân dân thông qua").
Role = Literal[
    "holder", "former", "proposer", "addressee", "delegator", "delegate", "owner", "condition", "denied", "mention"
]
Level = Literal["xã", "huyện", "tỉnh", "trung ương", "các cấp", "cùng cấp", ""]


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority as a text names it, half-open span. `body` is lower case without the level.

    A name with two levels ("Ủy ban nhân dân cấp tỉnh, cấp xã") gives two authorities with one span.
    """

    start: int
    end: int
    canonical: str  # "Chủ tịch Ủy ban nhân dân cấp xã"
    body: str  # "chủ tịch ủy ban nhân dân"
    level: Level
    role: Role = "mention"
    unit: str = ""  # the unit as written where narrower than the level: "phường", "đặc khu", "thị trấn"
