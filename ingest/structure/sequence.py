"""Which candidate headings are real: their numbers follow one another.

Laws number articles 1, 2, 3 …, inserted ones 4a; clauses 1, 2, 2a; points by the Vietnamese alphabet without
f, j, w, z. A line whose number is not the next one is text that happens to look like a heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ALPHABET = "abcdđeghiklmnopqrstuvxy"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_WORDS = {
    **{word: value for value, word in enumerate("nhất hai ba tư năm sáu bảy tám chín mười".split(), 1)},
    "bốn": 4,
}

Position = tuple[int, int]  # (number, rank of the letter suffix: 0 none, 1 a, 2 b …)


def position(number: str) -> Position:
    """Place of a printed number in its row; (0, 0) if it has none ("15.3.LQ.1")."""
    plain = re.sub(r"^thứ\s+", "", number.strip().lower())
    if plain in _WORDS:
        return _WORDS[plain], 0
    match = re.fullmatch(r"(\d+)([a-zđ]*)", plain)
    if match:
        return int(match[1]), _suffix_rank(match[2])
    match = re.fullmatch(r"([IVXLC]+)([a-zđ]?)", number.strip())
    if match:
        return _roman(match[1]), _suffix_rank(match[2])
    if len(plain) == 1 and plain in ALPHABET:
        return ALPHABET.index(plain) + 1, 0
    return 0, 0


def follows(new: Position, last: Position) -> bool:
    """Whether `new` is the next number after `last`: 5 or 4a after 4, 4b or 5 after 4a."""
    return new == (last[0] + 1, 0) or (new[0] == last[0] and new[1] > last[1])


def real(candidates: Sequence[Position], jump: int = 2, must_start: bool = True) -> list[int]:
    """Indices of the candidates that form the row.

    The row starts at 1, or, unless `must_start`, at the first candidate where there is no 1. A gap of up to
    `jump` numbers is taken only if the missing number does not come later.
    """
    first = next((i for i, place in enumerate(candidates) if place == (1, 0)), None)
    if first is None:
        if must_start or not candidates:
            return []
        first = 0
    chosen, last = [first], candidates[first]
    for index in range(first + 1, len(candidates)):
        place = candidates[index]
        missing = (last[0] + 1, 0)
        gap = place[1] == 0 and 1 < place[0] - last[0] <= jump and missing not in candidates[index:]
        if follows(place, last) or gap:
            chosen.append(index)
            last = place
    return chosen


def _suffix_rank(suffix: str) -> int:
    rank = 0
    for letter in suffix:
        rank = rank * 30 + (ALPHABET.find(letter) + 1 or 29)
    return rank


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))
