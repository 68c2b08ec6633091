"""The BM25 matrix of syllables and neighbouring syllables, made with arrays, and made anew from the one before.

The library scores row by row over lists of strings: for 45,000 clauses two thirds of the time and all of the
memory of an ingest that adds one decree. Here each syllable is a number, a pair of neighbours is one number, and
sorting counts them; the result is the library's own sparse matrix. The counts are kept beside it: when a decree is
added, only its rows are split into syllables, and the scores of all rows are computed anew from the counts.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_LINES = 16384  # lines remembered: title, headings and lead-in stand in many rows that follow one another
_ROWS = 16384  # rows counted together: what counting needs beside its result does not grow with the corpus
_FINDINGS = 1 << 22  # scored together
_NUMBER_BITS = 24  # of a syllable in the number of a pair


@dataclass(frozen=True, slots=True)
class TermCounts:
    """How often each term is in each row: by term in the order of `terms`, then by rising row.

    A term is a syllable, or two neighbours of a row as "a_b". `starts` has one number more than there are terms:
    the findings of term t are [starts[t], starts[t + 1]). `lengths` are the terms of each row.
    """

    terms: list[str]
    starts: Ints
    row: NDArray[np.int32]
    count: NDArray[np.integer]
    lengths: Ints

    @property
    def found(self) -> Ints:
        """In how many rows each term is."""
        return np.diff(self.starts)

    def scores(self, k1: float, b: float) -> dict[str, NDArray[np.generic] | int]:
        """Lucene's BM25 of every term in every row, compressed by column (one column a term)."""
        rarity = np.log(1 + (len(self.lengths) - self.found + 0.5) / (self.found + 0.5))
        normal = k1 * (1 - b + b * self.lengths / self.lengths.mean())
        data = np.empty(len(self.row), dtype=np.float32)
        blocks = np.unique(np.searchsorted(self.starts, range(0, len(data) + _FINDINGS, _FINDINGS)))
        for first, last in pairwise([*blocks.clip(max=len(rarity)).tolist(), len(rarity)]):
            here = slice(self.starts[first], self.starts[last])
            count, weight = self.count[here], np.repeat(rarity[first:last], self.found[first:last])
            data[here] = weight * count / (count + normal[self.row[here]])
        return {"data": data, "indices": self.row, "indptr": self.starts, "num_docs": len(self.lengths)}

    def taken(self, rows: Ints, fresh: TermCounts) -> TermCounts:
        """The counts of an index of which most rows are here.

        Args:
            rows: for each row of that index the row here, or −1 for the next one of `fresh`.
        """
        number = {term: at for at, term in enumerate(self.terms)}
        known = np.array([number.setdefault(term, len(number)) for term in fresh.terms], dtype=np.int64)
        moved = np.full(len(self.lengths), -1, dtype=np.int32)
        moved[rows[rows >= 0]] = np.flatnonzero(rows >= 0)
        new = np.flatnonzero(rows < 0)
        lengths = np.empty(len(rows), dtype=np.int64)
        lengths[rows >= 0], lengths[new] = self.lengths[rows[rows >= 0]], fresh.lengths
        row, count, found = self._moved(moved)
        of_term, its_row = np.repeat(known, fresh.found), new[fresh.row].astype(np.int32)
        order = np.lexsort((its_row, of_term))
        of_term, its_row, its_count = of_term[order], its_row[order], fresh.count[order]
        places = _places(row, np.append(0, np.cumsum(found)), of_term, its_row)
        total = np.bincount(of_term, minlength=len(number))
        total[: len(found)] += found
        names, there = list(number), np.flatnonzero(total)
        return TermCounts(
            [names[at] for at in there.tolist()],
            np.append(0, np.cumsum(total[there])),
            np.insert(row, places, its_row),
            np.insert(count.astype(np.result_type(count, its_count), copy=False), places, its_count),
            lengths,
        )

    def _moved(self, moved: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.integer], Ints]:
        """What stays: its rows as `moved` says (−1 goes), counts, and how many findings each term keeps."""
        row = moved[self.row]
        stays = row >= 0
        found = np.add.reduceat(stays, self.starts[:-1], dtype=np.int64) if self.terms else np.zeros(0, dtype=np.int64)
        row, count = row[stays], self.count[stays]
        if np.any(np.diff(moved[moved >= 0]) < 0):  # rows changed places, which is rare
            order = np.lexsort((row, np.repeat(np.arange(len(found)), found)))
            row, count = row[order], count[order]
        return row, count, found


def _places(row: NDArray[np.int32], starts: Ints, of_term: Ints, its_row: NDArray[np.int32]) -> Ints:
    """Where in the findings `row`, of which those of a term begin at `starts`, others belong; terms without any: last.

    Args:
        of_term: the term of each of the others, rising; `its_row` its row, rising within a term.
    """
    places = np.full(len(of_term), len(row), dtype=np.int64)
    terms, firsts = np.unique(of_term, return_index=True)
    for term, (first, last) in zip(terms.tolist(), pairwise([*firsts.tolist(), len(of_term)]), strict=True):
        if term < len(starts) - 1:
            here = row[starts[term] : starts[term + 1]]
            places[first:last] = starts[term] + np.searchsorted(here, its_row[first:last])
    return places


def count_terms(texts: Iterable[str], split: Callable[[str], list[str]]) -> TermCounts:
    """Counts of the rows' terms; syllables first, then pairs.

    Args:
        split: syllables of one line.
    """
    known: dict[str, int] = {}
    parts = [_counted(numbers, lengths) for numbers, lengths in _numbered(texts, split, known)]
    lengths = np.concatenate([part.lengths for part in parts])
    terms, starts, row, count = _joined(parts)
    syllables, mask = list(known), (1 << _NUMBER_BITS) - 1
    names = [
        syllables[term] if term <= mask else f"{syllables[(term >> _NUMBER_BITS) - 1]}_{syllables[term & mask]}"
        for term in terms.tolist()
    ]
    return TermCounts(names, starts, row, count, np.maximum(2 * lengths - 1, 0))


def stored_counts(
    matrix: Mapping[str, NDArray[np.generic]], columns: Mapping[str, int], count: NDArray[np.integer], lengths: Ints
) -> TermCounts:
    """Counts from the library's own matrix and the two arrays kept beside it."""
    terms = sorted(columns, key=columns.__getitem__)
    return TermCounts(
        terms,
        np.asarray(matrix["indptr"], dtype=np.int64),
        np.asarray(matrix["indices"], dtype=np.int32),
        np.asarray(count),
        np.asarray(lengths, dtype=np.int64),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """Findings of some rows: terms as rising numbers, in how many rows each is, of each finding row and count.

    A syllable has its own number, a pair that of the first one, plus one, before that of the second.
    `lengths` are the syllables of each row.
    """

    terms: Ints
    found: Ints
    row: NDArray[np.int32]
    count: NDArray[np.integer]
    lengths: Ints


def _counted(numbers: Ints, lengths: Ints) -> _Part:
    rows = np.repeat(np.arange(len(lengths)), lengths)
    beside = np.flatnonzero(rows[1:] == rows[:-1])
    pairs = (numbers[beside] + 1 << _NUMBER_BITS) | numbers[beside + 1]
    terms, rows = np.concatenate([numbers, pairs]), np.concatenate([rows, rows[beside]])
    key, count = np.unique(terms * max(len(lengths), 1) + rows, return_counts=True)
    term, row = np.divmod(key, max(len(lengths), 1))
    firsts = np.flatnonzero(np.diff(term, prepend=-1))
    found = np.diff(np.append(firsts, len(term)))
    return _Part(
        term[firsts], found, row.astype(np.int32), count.astype(np.min_scalar_type(count.max(initial=0))), lengths
    )


def _joined(parts: list[_Part]) -> tuple[Ints, Ints, NDArray[np.int32], NDArray[np.integer]]:
    """Terms, starts, rows and counts of the parts together, whose rows follow one another; empties the list."""
    terms = np.unique(np.concatenate([part.terms for part in parts]))
    places = [np.searchsorted(terms, part.terms) for part in parts]
    total = np.zeros(len(terms), dtype=np.int64)
    for part, place in zip(parts, places, strict=True):
        total[place] += part.found
    starts = np.append(0, np.cumsum(total))
    row = np.empty(starts[-1], dtype=np.int32)
    count = np.empty(starts[-1], dtype=np.result_type(*(part.count for part in parts)))
    free, before = starts[:-1].copy(), 0  # where the next finding of each term goes; rows of the parts before
    for place in places:
        part = parts.pop(0)
        at = np.repeat(free[place] - np.cumsum(part.found) + part.found, part.found) + np.arange(len(part.row))
        row[at], count[at] = part.row + before, part.count
        free[place] += part.found
        before += len(part.lengths)
    return terms, starts, row, count


def _numbered(
    texts: Iterable[str], split: Callable[[str], list[str]], known: dict[str, int]
) -> Iterator[tuple[Ints, Ints]]:
    """Some rows at a time, at least once: their syllables as numbers one after the other, and how many each row has.

    Args:
        known: the number of each syllable; new ones are added.
    """

    @lru_cache(_LINES)
    def of_line(line: str) -> array[int]:
        return array("q", [known.setdefault(syllable, len(known)) for syllable in split(line)])

    numbers, lengths = array("q"), array("q")
    for text in texts:
        if len(lengths) == _ROWS:
            yield np.frombuffer(numbers, dtype=np.int64), np.frombuffer(lengths, dtype=np.int64)
            numbers, lengths = array("q"), array("q")
        before = len(numbers)
        for line in text.split("\n"):
            numbers.extend(of_line(line))
        lengths.append(len(numbers) - before)
    yield np.frombuffer(numbers, dtype=np.int64), np.frombuffer(lengths, dtype=np.int64)
