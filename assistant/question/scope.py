"""Questions that no central regulation answers, recognised by their form: forecasts, market prices, facts of a place,
other countries' law, provincial amounts, personal and unlawful advice. Words are data in scope.toml.

A match is a reason to abstain and to say what would be needed; other subjects of law are left to the confidence,
since a corpus may grow to cover them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex  # knows \p{Lu}: a range of capital letters would hold small Vietnamese ones

WORDS = Path(__file__).with_name("scope.toml")


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """`kind` is a key of scope.toml; `needed` is a Vietnamese sentence on where the answer is to be had."""

    kind: str
    needed: str


def out_of_scope(question: str) -> OutOfScope | None:
    """The first kind whose words occur, and whose condition words (if it has some) occur too; None otherwise."""
    for kind, pattern, condition, needed in _kinds():
        if pattern.search(question) and (condition is None or condition.search(question)):
            return OutOfScope(kind, needed)
    return None


@cache
def _kinds() -> tuple[tuple[str, regex.Pattern[str], regex.Pattern[str] | None, str], ...]:
    table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return tuple(
        (kind, _any(entry["words"]), _any(entry["with"]) if "with" in entry else None, str(entry["needed"]))
        for kind, entry in table.items()
    )


def _any(words: list[str]) -> regex.Pattern[str]:
    return regex.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)", regex.IGNORECASE)
