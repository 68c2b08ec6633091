"""Vietnamese text for comparison: syllables that carry meaning, abbreviations written out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from assistant.verify.terms import ABBREVIATIONS, EMPTY_SYLLABLES

_SYLLABLE = regex.compile(r"[\p{L}\p{N}]+")


@dataclass(frozen=True, slots=True)
class Syllable:
    text: str
    start: int
    end: int


def syllables(folded: str) -> list[Syllable]:
    return [Syllable(m.group(), m.start(), m.end()) for m in _SYLLABLE.finditer(folded)]


_ABBREVIATION = regex.compile(
    r"(?<![\p{L}\p{N}])(?:"
    + "|".join(map(regex.escape, sorted(ABBREVIATIONS, key=len, reverse=True)))
    + r")(?![\p{L}\p{N}])"
)


@lru_cache(maxsize=4096)
def expand(folded: str) -> str:
    """Abbreviations and everyday names written out ("gcn", "sổ đỏ" → "giấy chứng nhận"); offsets change."""
    return str(_ABBREVIATION.sub(lambda m: ABBREVIATIONS[m.group()], folded))


def content(folded: str) -> list[str]:
    """Syllables that carry meaning, in order, abbreviations written out."""
    return [s.text for s in syllables(expand(folded)) if s.text not in EMPTY_SYLLABLES and not s.text.isdigit()]
