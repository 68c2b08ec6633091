"""The lexical index: BM25 over Vietnamese syllables and syllable bigrams.

Vietnamese writes a space between syllables, not words; bigrams stand for most words without a segmenter and
raised MRR@10 on ALQAC 2024 from .797 to .857 (2026-11-24, command not recorded). BM25 is the library bm25s.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from corpus.bm25_matrix import TermCounts, count_terms, stored_counts
from corpus.diacritics import without_diacritics

# Both placements of the tone are in use ("hoà"/"hòa", "uỷ"/"ủy"); open syllables are written the newer way.
_OLD_TONE = re.compile(r"(?<![qg])(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])")
_SYLLABLE = re.compile(r"\d+(?:[./-]\d+)*(?:/[^\W\d_][\w-]*)?|[^\W\d_]+")
K1, B = 1.2, 0.6
_COUNTS, _LENGTHS = "counts.npy", "lengths.npy"  # beside the library's own files


def fold(text: str) -> str:
    """Lower case without diacritics: "Ủy ban" → "uy ban", "đ" → "d". Length may change."""
    return without_diacritics(text.lower())


def syllables(text: str) -> list[str]:
    """Lower-case syllables and numbers in order; "151/2025/NĐ-CP" stays one token."""
    return _SYLLABLE.findall(move_tones(unicodedata.normalize("NFC", text).lower()))


def move_tones(text: str) -> str:
    """Lower-case NFC text with the tone where the newer spelling puts it: "hoà" → "hòa"; the length stays."""
    return _OLD_TONE.sub(_move_tone, text)


def _move_tone(match: re.Match[str]) -> str:
    first, second = match.group()[0], unicodedata.normalize("NFD", match.group()[1])
    return unicodedata.normalize("NFC", first + second[1:]) + second[0]


def terms(text: str) -> list[str]:
    """Syllables and bigrams of neighbouring syllables ("thẩm_quyền")."""
    single = syllables(text)
    return single + [f"{a}_{b}" for a, b in pairwise(single)]


class LexicalIndex:
    """BM25 over rows 0 … n−1."""

    def __init__(
        self, model: bm25s.BM25, rows: int, counts: TermCounts | None = None, folder: Path | None = None
    ) -> None:
        self._model, self.rows, self._counts, self._folder = model, rows, counts, folder
        self._rarity: dict[str, float] = {}
        if rows:  # as plain arrays: each look at one that is mapped from its file costs as much as a small search
            self._starts, self._indices = (np.asarray(model.scores[name]) for name in ("indptr", "indices"))

    @classmethod
    def build(cls, texts: Iterable[str], before: LexicalIndex | None = None, taken: Sequence[int] = ()) -> LexicalIndex:
        """Index the texts.

        Args:
            texts: of every row; with `before` only of the rows that are new.
            before: an index of which most rows stay; it must keep its counts (`has_counts`).
            taken: for each row the row of `before` that it is, or −1; looked at when `texts` are exhausted.
        """
        counts = count_terms(texts, syllables)
        if before is not None and before.rows:
            counts = before.counts().taken(np.array(taken, dtype=np.int64), counts)
        rows = len(counts.lengths)
        model = bm25s.BM25(method="lucene", k1=K1, b=B)
        if rows:
            model.scores = counts.scores(K1, B)
            model.vocab_dict = {term: at for at, term in enumerate(counts.terms)}
            model.unique_token_ids_set = set(model.vocab_dict.values())
            model.nonoccurrence_array = None
        return cls(model, rows, counts)

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "rows").write_text(str(self.rows), encoding="utf-8")
        if self.rows:
            self._model.save(str(folder), show_progress=False)
            counts = self.counts()
            for name, numbers in ((_COUNTS, counts.count), (_LENGTHS, counts.lengths)):
                np.save(folder / name, numbers.astype(np.min_scalar_type(int(numbers.max(initial=0)))))

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        rows = int((folder / "rows").read_text(encoding="utf-8"))
        model = bm25s.BM25.load(str(folder), mmap=True, show_progress=False) if rows else bm25s.BM25()
        return cls(model, rows, folder=folder)

    @property
    def has_counts(self) -> bool:
        """Whether the index can be made anew from its rows; one of an older program cannot."""
        return self._counts is not None or (self._folder is not None and (self._folder / _COUNTS).is_file())

    def counts(self) -> TermCounts:
        """The counts that the scores were made from."""
        if self._counts is None:
            assert self._folder is not None
            kept = (np.load(self._folder / name) for name in (_COUNTS, _LENGTHS))
            self._counts = stored_counts(self._model.scores, self._model.vocab_dict, *kept)
        return self._counts

    def rarity(self, term: str) -> float:
        """Inverse document frequency of a syllable or bigram (Robertson's, never negative); highest if unknown."""
        known = self._rarity.get(term)
        if known is None:
            column = self._model.vocab_dict.get(term) if self.rows else None
            found = 0 if column is None else int(self._starts[column + 1] - self._starts[column])
            known = math.log(1 + (self.rows - found + 0.5) / (found + 0.5))
            if found:  # what nobody wrote is not remembered: questions are endless
                self._rarity[term] = known
        return known

    def coverage(self, wanted: Iterable[str], groups: NDArray[np.int64]) -> NDArray[np.float32]:
        """Share of the wanted terms, by rarity, that the rows of a group contain together, for each row.

        Args:
            groups: number of the group of each row, from 0 without gaps, shape (rows,).
        """
        covered = np.zeros(int(groups.max(initial=-1)) + 1, dtype=np.float32)
        total = 0.0
        for term in sorted(wanted):
            weight = self.rarity(term)
            total += weight
            has = np.zeros(len(covered), dtype=np.bool_)
            has[groups[self._rows_with(term)]] = True
            covered[has] += weight
        return np.asarray((covered / (total or 1.0))[groups], dtype=np.float32)

    def _rows_with(self, term: str) -> NDArray[np.integer]:
        column = self._model.vocab_dict.get(term) if self.rows else None
        if column is None:
            return np.zeros(0, dtype=np.int64)
        return self._indices[self._starts[column] : self._starts[column + 1]]

    def scores(self, query: str) -> NDArray[np.float32]:
        """BM25 of every row for the query, shape (rows,), ≥ 0."""
        known = [t for t in dict.fromkeys(terms(query)) if t in self._model.vocab_dict] if self.rows else []
        if not known:
            return np.zeros(self.rows, dtype=np.float32)
        return np.asarray(self._model.get_scores(known), dtype=np.float32)
