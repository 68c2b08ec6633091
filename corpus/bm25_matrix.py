"""The BM25 matrix of syllables and neighbouring syllables, made with arrays.

The library scores row by row over lists of strings: for 45,000 clauses two thirds of the time and all of the
memory of an ingest that adds one decree. Here each syllable is a number, a pair of neighbours is one number, and
sorting counts them; the result is the library's own sparse matrix.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_LINES = 16384  # lines remembered: title, headings and lead-in stand in many rows that follow one another


def score_matrix(
    texts: Iterable[str], split: Callable[[str], list[str]], k1: float, b: float
) -> tuple[dict[str, NDArray[np.generic] | int], dict[str, int]]:
    """Lucene's BM25 of every term in every row, compressed by column, and the column of each term.

    Args:
        split: syllables of one line; a term is a syllable, or two neighbours of a row as "a_b".
    """
    numbers, lengths, syllables = _numbered(texts, split)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    beside = np.flatnonzero(rows[1:] == rows[:-1])
    singles = _counted(numbers, rows, len(lengths))
    pairs = _counted(numbers[beside] * len(syllables) + numbers[beside + 1], rows[beside], len(lengths))
    names = [syllables[number] for number in singles.terms.tolist()]
    names += [f"{syllables[p // len(syllables)]}_{syllables[p % len(syllables)]}" for p in pairs.terms.tolist()]
    found, row, count = (
        np.concatenate(two)
        for two in ((singles.found, pairs.found), (singles.row, pairs.row), (singles.count, pairs.count))
    )
    length = np.maximum(2 * lengths - 1, 0)  # terms of each row
    rarity = np.log(1 + (len(lengths) - found + 0.5) / (found + 0.5))
    scores = np.repeat(rarity, found) * count / (count + k1 * (1 - b + b * length[row] / length.mean()))
    matrix: dict[str, NDArray[np.generic] | int] = {
        "data": scores.astype(np.float32),
        "indices": row.astype(np.int32),
        "indptr": np.concatenate([[0], np.cumsum(found)]),
        "num_docs": len(lengths),
    }
    return matrix, {name: at for at, name in enumerate(names)}


@dataclass(frozen=True, slots=True)
class _Counted:
    """Terms in rising order, in how many rows each is found, and of each finding the row and how often it is there."""

    terms: Ints
    found: Ints
    row: Ints
    count: Ints


def _counted(terms: Ints, rows: Ints, row_count: int) -> _Counted:
    key, count = np.unique(terms * row_count + rows, return_counts=True)
    term, row = np.divmod(key, row_count)
    starts = np.flatnonzero(np.diff(term, prepend=-1))
    return _Counted(term[starts], np.diff(np.append(starts, len(term))), row, count)


def _numbered(texts: Iterable[str], split: Callable[[str], list[str]]) -> tuple[Ints, Ints, list[str]]:
    """The syllables of all rows as numbers one after the other, how many each row has, and what the numbers mean."""
    known: dict[str, int] = {}

    @lru_cache(_LINES)
    def of_line(line: str) -> array[int]:
        return array("q", [known.setdefault(syllable, len(known)) for syllable in split(line)])

    numbers, lengths = array("q"), array("q")
    for text in texts:
        before = len(numbers)
        for line in text.split("\n"):
            numbers.extend(of_line(line))
        lengths.append(len(numbers) - before)
    return np.frombuffer(numbers, dtype=np.int64), np.frombuffer(lengths, dtype=np.int64), list(known)
