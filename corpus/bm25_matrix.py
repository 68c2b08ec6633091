"""The BM25 matrix of syllables and neighbouring syllables, made with arrays, and made anew from the one before.

The library scores row by row over lists of strings: for 45,000 clauses two thirds of the time and all of the
memory of an ingest that adds one decree. Here each syllable is a number, a pair of neighbours is one number, and
sorting counts them; the result is the library's own sparse matrix. The counts are kept beside it: when a decree is
added, only its rows are split into syllables, and the scores of all rows are computed anew from the counts.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_LINES = 16384  # lines remembered: title, headings and lead-in stand in many rows that follow one another


@dataclass(frozen=True, slots=True)
class TermCounts:
    """How often each term is in each row: by term in the order of `terms`, then by rising row.

    A term is a syllable, or two neighbours of a row as "a_b". `starts` has one number more than there are terms:
    the findings of term t are [starts[t], starts[t + 1]). `lengths` are the terms of each row.
    """

    terms: list[str]
    starts: Ints
    row: NDArray[np.int32]
    count: NDArray[np.int32]
    lengths: Ints

    @property
    def found(self) -> Ints:
        """In how many rows each term is."""
        return np.diff(self.starts)

    def scores(self, k1: float, b: float) -> dict[str, NDArray[np.generic] | int]:
        """Lucene's BM25 of every term in every row, compressed by column (one column a term)."""
        rarity = np.log(1 + (len(self.lengths) - self.found + 0.5) / (self.found + 0.5))
        normal = k1 * (1 - b + b * self.lengths / self.lengths.mean())
        scores = np.repeat(rarity, self.found) * self.count / (self.count + normal[self.row])
        return {
            "data": scores.astype(np.float32),
            "indices": self.row,
            "indptr": self.starts,
            "num_docs": len(self.lengths),
        }

    def taken(self, rows: Ints, fresh: TermCounts) -> TermCounts:
        """The counts of an index of which most rows are here.

        Args:
            rows: for each row of that index the row here, or −1 for the next one of `fresh`.
        """
        number = {term: at for at, term in enumerate(self.terms)}
        known = np.array([number.setdefault(term, len(number)) for term in fresh.terms], dtype=np.int64)
        moved = np.full(len(self.lengths), -1, dtype=np.int64)
        moved[rows[rows >= 0]] = np.flatnonzero(rows >= 0)
        new = np.flatnonzero(rows < 0)
        lengths = np.empty(len(rows), dtype=np.int64)
        lengths[rows >= 0], lengths[new] = self.lengths[rows[rows >= 0]], fresh.lengths
        stays = moved[self.row] >= 0
        of_term = np.concatenate([_by_finding(self)[stays], known[_by_finding(fresh)]])
        row = np.concatenate([moved[self.row[stays]], new[fresh.row]])
        count = np.concatenate([self.count[stays], fresh.count])
        # nearly sorted already: the stable sort merges what is in order
        order = np.argsort(of_term * max(len(rows), 1) + row, kind="stable")
        there, starts = _runs(of_term[order])
        names = list(number)
        return TermCounts(
            [names[at] for at in there.tolist()], starts, row[order].astype(np.int32), count[order], lengths
        )


def count_terms(texts: Iterable[str], split: Callable[[str], list[str]]) -> TermCounts:
    """Counts of the rows' terms; syllables first, then pairs.

    Args:
        split: syllables of one line.
    """
    numbers, lengths, syllables = _numbered(texts, split)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    beside = np.flatnonzero(rows[1:] == rows[:-1])
    singles = _counted(numbers, rows, len(lengths))
    pairs = _counted(numbers[beside] * len(syllables) + numbers[beside + 1], rows[beside], len(lengths))
    names = [syllables[number] for number in singles.terms.tolist()]
    names += [f"{syllables[p // len(syllables)]}_{syllables[p % len(syllables)]}" for p in pairs.terms.tolist()]
    return TermCounts(
        names,
        np.concatenate([singles.starts, singles.starts[-1] + pairs.starts[1:]]),
        np.concatenate([singles.row, pairs.row]).astype(np.int32),
        np.concatenate([singles.count, pairs.count]).astype(np.int32),
        np.maximum(2 * lengths - 1, 0),
    )


def stored_counts(
    matrix: Mapping[str, NDArray[np.generic]], columns: Mapping[str, int], count: Ints, lengths: Ints
) -> TermCounts:
    """Counts from the library's own matrix and the two arrays kept beside it."""
    terms = sorted(columns, key=columns.__getitem__)
    return TermCounts(
        terms,
        np.asarray(matrix["indptr"], dtype=np.int64),
        np.asarray(matrix["indices"], dtype=np.int32),
        np.asarray(count, dtype=np.int32),
        np.asarray(lengths, dtype=np.int64),
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """Terms in rising order, where the findings of each start, and of each finding the row and how often."""

    terms: Ints
    starts: Ints
    row: Ints
    count: Ints


def _counted(terms: Ints, rows: Ints, row_count: int) -> _Counted:
    key, count = np.unique(terms * row_count + rows, return_counts=True)
    term, row = np.divmod(key, row_count)
    return _Counted(*_runs(term), row, count)


def _runs(ordered: Ints) -> tuple[Ints, Ints]:
    """The different numbers of a rising array, and where each begins, with the end of the last."""
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    return ordered[starts], np.append(starts, len(ordered))


def _by_finding(counts: TermCounts) -> Ints:
    """The number of the term of each finding."""
    return np.repeat(np.arange(len(counts.terms)), counts.found)


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
