"""Restoring Vietnamese diacritics with a bigram model counted from the corpus itself.

Viterbi over the accented spellings of each plain syllable; absolute discounting (Ney, Essen and Kneser 1994) backs
off to the syllable's own frequency. Syllables that the corpus does not know stay as they were typed.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from corpus.lexical import fold

_WORD = re.compile(r"[^\W\d_]+")
DISCOUNT = 0.6
RARE = 2  # a bigram seen fewer times is not kept


class AccentModel:
    """Counts of syllables and of neighbouring syllables, lower case, NFC."""

    def __init__(self, single: dict[str, int], pairs: dict[str, dict[str, int]]) -> None:
        self._single, self._pairs = single, pairs
        self._totals = {first: sum(followers.values()) for first, followers in pairs.items()}
        self._all = sum(single.values()) or 1
        self._spellings: dict[str, list[str]] = defaultdict(list)
        for syllable in single:
            self._spellings[fold(syllable)].append(syllable)

    @classmethod
    def build(cls, texts: Iterable[str]) -> AccentModel:
        single: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            for line in text.lower().split("\n"):
                words = _WORD.findall(line)
                single.update(words)
                pairs.update(pairwise(words))
        followers: dict[str, dict[str, int]] = defaultdict(dict)
        for (first, second), count in pairs.items():
            if count >= RARE:
                followers[first][second] = count
        return cls(dict(single), dict(followers))

    def save(self, path: Path) -> None:
        with gzip.open(path, "wt", encoding="utf-8", compresslevel=3) as file:
            json.dump({"single": self._single, "pairs": self._pairs}, file, ensure_ascii=False)

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
        best = self._viterbi([word.group().lower() for word in words])
        pieces, end = [], 0
        for word, spelling in zip(words, best, strict=True):
            original = word.group()
            cased = spelling.capitalize() if original[:1].isupper() and not original.isupper() else spelling
            pieces += [text[end : word.start()], original if fold(spelling) == spelling == original.lower() else cased]
            end = word.end()
        return "".join([*pieces, text[end:]])

    def _viterbi(self, words: list[str]) -> list[str]:
        layers: list[dict[str, tuple[float, str | None]]] = []
        for word in words:
            candidates = [word] if fold(word) != word else self._spellings.get(word) or [word]
            if not layers:
                layers.append({c: (self._log_single(c), None) for c in candidates})
                continue
            before = layers[-1]
            layers.append(
                {c: max((score + self._log_pair(p, c), p) for p, (score, _) in before.items()) for c in candidates}
            )
        path: list[str] = []
        follow: str | None = max(layers[-1], key=lambda c: layers[-1][c][0]) if layers else None
        for layer in reversed(layers):
            path.append(follow or "")
            follow = layer[follow or ""][1]
        return path[::-1]

    def _log_single(self, word: str) -> float:
        return math.log((self._single.get(word, 0) + 0.1) / self._all)

    def _log_pair(self, first: str, second: str) -> float:
        followers = self._pairs.get(first)
        if not followers:
            return self._log_single(second)
        total = self._totals[first]
        back_off = DISCOUNT * len(followers) / total
        seen = max(followers.get(second, 0) - DISCOUNT, 0.0) / total
        return math.log(seen + back_off * (self._single.get(second, 0) + 0.1) / self._all)


def lacks_accents(text: str) -> bool:
    """True for Vietnamese typed without diacritics: hardly a syllable bears a mark."""
    words = _WORD.findall(text)
    marked = sum(fold(w) != w.lower() for w in words)
    return len(words) >= 3 and marked <= 0.1 * len(words)
