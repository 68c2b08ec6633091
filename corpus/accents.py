"""Restoring Vietnamese diacritics with a trigram model counted from the corpus and from everyday phrases.

Beam search over the accented spellings of each plain syllable; absolute discounting (Ney, Essen and Kneser 1994)
backs off from three syllables to two and to one. Laws do not know how people ask ("bây giờ", "ở trọ"): the phrases in
`everyday.txt` are counted with the corpus. Syllables that neither knows stay as they were typed.
"""

from __future__ import annotations

import gzip
import heapq
import json
import math
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.lexical import fold

_WORD = re.compile(r"[^\W\d_]+")
MODEL, COUNTS = "accents.json.gz", "accents.npz"  # their names in the folder of a generation
EVERYDAY = Path(__file__).with_name("everyday.txt")
START = "^"  # before the first syllable of a line
DISCOUNT = 0.6
RARE = 2  # a bigram seen fewer times is not kept
RARE_TRIGRAM = 3
BEAM = 24  # readings of the question so far that are kept
_AT_ONCE = 1 << 21  # syllables counted together: sorting them needs some 100 MB
_BITS = 21  # of a syllable's number: three fit in one key
_MASK = (1 << _BITS) - 1
EVERYDAY_WEIGHT = 20  # an everyday phrase counts as if the corpus had it so many times


class AccentModel:
    """Counts of syllables and of neighbouring syllables, lower case, NFC."""

    def __init__(
        self, single: dict[str, int], pairs: dict[str, dict[str, int]], triples: dict[str, dict[str, int]]
    ) -> None:
        """`pairs` by first syllable, `triples` by the first two with a space between."""
        self._single, self._pairs, self._triples = single, pairs, triples
        self._totals = {before: sum(after.values()) for part in (pairs, triples) for before, after in part.items()}
        self._all = sum(single.values()) or 1
        self._spellings: dict[str, list[str]] = defaultdict(list)
        for syllable in single:
            self._spellings[fold(syllable)].append(syllable)

    @classmethod
    def build(cls, texts: Iterable[str]) -> AccentModel:
        counts = AccentCounts()
        for text in texts:
            counts.add(text)
        return counts.model()

    def save(self, path: Path) -> None:
        with gzip.open(path, "wt", encoding="utf-8", compresslevel=3) as file:
            json.dump(
                {"single": self._single, "pairs": self._pairs, "triples": self._triples}, file, ensure_ascii=False
            )

    @classmethod
    def load(cls, path: Path) -> AccentModel:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return cls(**json.load(file))

    def knows(self, syllable: str) -> bool:
        """True if the corpus has this spelling."""
        return syllable.lower() in self._single

    def restore(self, text: str) -> str:
        """The text with diacritics where its syllables have none; other characters stay in place."""
        words = list(_WORD.finditer(text))
        best = self._best_reading([word.group().lower() for word in words])
        pieces, end = [], 0
        for word, spelling in zip(words, best, strict=True):
            original = word.group()
            cased = spelling.capitalize() if original[:1].isupper() and not original.isupper() else spelling
            pieces += [text[end : word.start()], original if fold(spelling) == spelling == original.lower() else cased]
            end = word.end()
        return "".join([*pieces, text[end:]])

    def _best_reading(self, words: list[str]) -> list[str]:
        beam: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
        for word in words:
            candidates = [word] if fold(word) != word else self._spellings.get(word) or [word]
            beam = [(score + self._log(path, c), (*path, c)) for score, path in beam for c in candidates]
            beam = heapq.nlargest(BEAM, beam)
        return list(max(beam)[1])

    def _log(self, path: tuple[str, ...], word: str) -> float:
        first, second = (START, START, *path)[-2:]
        return math.log(self._given(f"{first} {second}", word, self._given(second, word, self._alone(word))))

    def _alone(self, word: str) -> float:
        return (self._single.get(word, 0) + 0.1) / self._all

    def _given(self, before: str, word: str, back_off: float) -> float:
        """Discounted share of `word` after one or two syllables; what the discount leaves goes to `back_off`."""
        after = (self._triples if " " in before else self._pairs).get(before)
        if not after:
            return back_off
        total = self._totals[before]
        seen = max(after.get(word, 0) - DISCOUNT, 0.0) / total
        return seen + DISCOUNT * len(after) / total * back_off


class AccentCounts:
    """Lines as numbers of their syllables, each after two `START`; sorting counts what follows what, in parts.

    Counts can be kept and go on: a text that comes or goes costs what it has itself.
    """

    def __init__(self, known: Iterable[str] = (START,), tallies: Iterable[_Tally] = ()) -> None:
        self._known = {syllable: number for number, syllable in enumerate(known)}
        self._numbers = array("q")
        self._tallies = list(tallies) or [_Tally(), _Tally(), _Tally()]  # of one syllable, two, three

    @classmethod
    def load(cls, path: Path) -> AccentCounts:
        with np.load(path) as kept:
            known = kept["known"].tobytes().decode().split(" ")
            return cls(known, [_Tally(kept[f"keys_{n}"], kept[f"counts_{n}"]) for n in range(3)])

    def save(self, path: Path) -> None:
        self._count()
        parts: dict[str, Any] = {f"keys_{n}": tally.keys for n, tally in enumerate(self._tallies)}
        parts |= {f"counts_{n}": tally.counts for n, tally in enumerate(self._tallies)}
        np.savez(path, known=np.frombuffer(" ".join(self._known).encode(), dtype=np.uint8), **parts)

    def add(self, text: str) -> None:
        self._take(text)
        if len(self._numbers) >= _AT_ONCE:
            self._count()

    def remove(self, text: str) -> None:
        """Take back a text that was added."""
        self._count()
        self._take(text)
        self._count(-1)

    def model(self) -> AccentModel:
        """What the texts and the everyday phrases say together."""
        everyday = AccentCounts(self._known)
        everyday.add(EVERYDAY.read_text(encoding="utf-8"))
        everyday._count()
        self._count()
        single, pairs, triples = (
            own.with_others(other, EVERYDAY_WEIGHT) for own, other in zip(self._tallies, everyday._tallies, strict=True)
        )
        names = list(everyday._known)
        after_one: dict[str, dict[str, int]] = defaultdict(dict)
        for key, count in pairs.frequent(RARE):
            after_one[names[key >> _BITS]][names[key & _MASK]] = count
        after_two: dict[str, dict[str, int]] = defaultdict(dict)
        for key, count in triples.frequent(RARE_TRIGRAM):
            after_two[f"{names[key >> 2 * _BITS]} {names[key >> _BITS & _MASK]}"][names[key & _MASK]] = count
        return AccentModel({names[key]: count for key, count in single.frequent(1)}, after_one, after_two)

    def _take(self, text: str) -> None:
        for line in text.lower().split("\n"):
            words = _WORD.findall(line)
            if words:
                self._numbers.extend((0, 0))
                self._numbers.extend([self._known.setdefault(word, len(self._known)) for word in words])

    def _count(self, times: int = 1) -> None:
        """Count what was taken since; the last syllable of what is counted is never `START`."""
        flat = np.frombuffer(self._numbers, dtype=np.int64)
        if len(flat):
            for length, tally in enumerate(self._tallies):
                keys = np.zeros(len(flat) - length, dtype=np.int64)  # a line has three numbers at least
                for at in range(length + 1):
                    keys = keys << _BITS | flat[at : len(keys) + at]
                new, counts = np.unique(keys[flat[length:] != 0], return_counts=True)
                self._tallies[length] = tally.with_others(_Tally(new, counts), times)
        self._numbers = array("q")


@dataclass(frozen=True, slots=True)
class _Tally:
    """Keys in rising order, and how often each was counted."""

    keys: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    counts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def with_others(self, others: _Tally, times: int) -> _Tally:
        keys, at = np.unique(np.concatenate([self.keys, others.keys]), return_inverse=True)
        counts = np.zeros(len(keys), dtype=np.int64)
        np.add.at(counts, at, np.concatenate([self.counts, others.counts * times]))
        return _Tally(keys[counts != 0], counts[counts != 0])

    def frequent(self, rare: int) -> Iterator[tuple[int, int]]:
        often = self.counts >= rare
        return zip(self.keys[often].tolist(), self.counts[often].tolist(), strict=True)


def lacks_accents(text: str) -> bool:
    """True for Vietnamese typed without diacritics: hardly a syllable bears a mark."""
    words = _WORD.findall(text)
    marked = sum(fold(w) != w.lower() for w in words)
    return len(words) >= 3 and marked <= 0.1 * len(words)
