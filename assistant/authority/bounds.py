"""Figures of a question held against the bounds of clauses: of "dưới 01 tỷ" and "từ 01 tỷ trở lên" one fits 2 tỷ.

Only figures with a unit that measures the matter (money, area, volume, length, weight) are compared; durations and
counts say as often something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from assistant.verify.quantities import Quantity, find_quantities
from corpus.authorities.words import fold, nfc

_MEASURED = frozenset({"đồng", "m2", "m3", "m", "kg", "lít"})
_RANGE = 40  # characters between the two ends of one range
_EDGE = Decimal("0.001")  # "dưới 2 ha" is a little less than 2
_MONEY = Decimal(10**6)  # "2 tỷ", "600 triệu" without a unit is money from here on
_ENDLESS = Decimal("Infinity")
_OPEN = re.compile(r"(?:dưới|nhỏ hơn|ít hơn|trên|hơn|lớn hơn|vượt quá|quá)\s*$")
_CLOSED = re.compile(r"không (?:dưới|ít hơn|nhỏ hơn|quá|vượt quá|lớn hơn|hơn)\s*$")


def taken_in(question: str, clauses: Sequence[str]) -> list[bool]:
    """For each clause False if its bounds shut out the question's figure while another clause's bounds take it in.

    Args:
        question: as understood.
        clauses: texts of the clauses.
    """
    fitting = [within(question, clause) for clause in clauses]
    return [fits is not False or True not in fitting for fits in fitting]


@lru_cache(maxsize=4096)
def within(question: str, clause: str) -> bool | None:
    """Whether a bound of the clause takes in a figure of the question; None if they have none to compare."""
    asked = list(_figures(question))
    ranges = list(_ranges(fold(nfc(clause))))
    compared = [low <= value <= high for unit, value in asked for other, low, high in ranges if other == unit]
    return any(compared) if compared else None


def _figures(question: str) -> Iterator[tuple[str, Decimal]]:
    """Unit and value of each figure; where the question itself sets a bound, a value inside it."""
    folded = fold(nfc(question))
    for quantity in find_quantities(folded):
        if unit := _unit(quantity):
            shift = {"upper": -_EDGE, "lower": _EDGE}.get(quantity.bound, Decimal(0))
            yield unit, quantity.value * (1 + shift)


def _unit(quantity: Quantity) -> str:
    if quantity.unit in _MEASURED:
        return quantity.unit
    return "đồng" if not quantity.unit and quantity.value >= _MONEY else ""


def _ranges(folded: str) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Unit, lower and upper end of each range that a clause sets."""
    bounds = [q for q in find_quantities(folded) if q.bound and _unit(q)]
    closing: set[int] = set()
    for low, high in pairwise(bounds):
        near = _unit(low) == _unit(high) and high.start - low.end < _RANGE
        if near and low.bound == "lower" and high.bound == "upper":
            closing |= {low.start, high.start}
            yield _unit(low), _end(folded, low), _end(folded, high)
    for quantity in bounds:
        if quantity.start not in closing:
            end = _end(folded, quantity)
            yield (_unit(quantity), *((end, _ENDLESS) if quantity.bound == "lower" else (Decimal(0), end)))


def _end(folded: str, quantity: Quantity) -> Decimal:
    """The last value inside a bound: "dưới 01 tỷ" leaves 1 tỷ out, "không quá 01 tỷ" does not."""
    before = folded[: quantity.start]
    if not _OPEN.search(before) or _CLOSED.search(before):
        return quantity.value
    return quantity.value * (1 - _EDGE if quantity.bound == "upper" else 1 + _EDGE)
