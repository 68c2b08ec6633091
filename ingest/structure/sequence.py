"""Which candidate headings are real: their numbers follow one another.

Laws number articles 1, 2, 3 …, inserted ones 4a; clauses 1, 2, 2a; points by the Vietnamese alphabet without
f, j, w, z. A line whose number is not the next one is text that happens to look like a heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

ALPHABET = "abcdđeghiklmnopqrstuvxy"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
ORDINAL_WORDS = {
    **dict(zip(("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"), range(1, 11), strict=True)),
    "bốn": 4,
}
_LONG_ROW, _FAR = 8, 3

Position = tuple[int, int]  # (number, rank of the letter suffix: 0 none, 1 a, 2 b …)


def position(number: str) -> Position:
    """Place of a printed number in its row; (0, 0) if it has none ("15.3.LQ.1")."""
    plain = re.sub(r"^thứ\s+", "", number.strip().lower())
    if plain in ORDINAL_WORDS:
        return ORDINAL_WORDS[plain], 0
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


def real(candidates: Sequence[Position]) -> list[int]:
    """Indices of the candidates that form the row: the longest rising one, of equals the one with fewest gaps.

    Gaps are taken (extracts and digests leave provisions out, OCR loses headings), but a lone far jump after
    a long row without gaps is a line that only looks like a heading.
    """
    rows: list[tuple[int, int, int]] = []  # (length, minus gaps, index before or -1) of the best row ending here
    ends: dict[Position, int] = {}  # the best row so far that ends at a place
    for index, place in enumerate(candidates):
        row = (1, -int(place != (1, 0)), -1)
        for last, before in ends.items():
            if last < place:
                longer = (rows[before][0] + 1, rows[before][1] - int(not follows(place, last)), before)
                row = max(row, longer, key=lambda choice: choice[:2])
        rows.append(row)
        if place not in ends or row[:2] > rows[ends[place]][:2]:
            ends[place] = index
    chosen: list[int] = []
    at = max(ends.values(), key=lambda i: rows[i][:2], default=-1)
    while at >= 0:
        chosen.append(at)
        at = rows[at][2]
    chosen.reverse()
    if not _ends_in_outlier([candidates[i] for i in chosen]):
        return chosen
    others = [i for i in range(len(candidates)) if i != chosen[-1]]
    return [others[i] for i in real([candidates[i] for i in others])]


def _ends_in_outlier(row: Sequence[Position]) -> bool:
    dense = len(row) > _LONG_ROW and all(follows(b, a) for a, b in pairwise(row[:-1]))
    return dense and row[-1][0] - row[-2][0] > _FAR


def _suffix_rank(suffix: str) -> int:
    rank = 0
    for letter in suffix:
        rank = rank * 30 + (ALPHABET.find(letter) + 1 or 29)
    return rank


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))
