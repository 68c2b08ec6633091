"""The title in the spelling of the text below it: capitals lose their accents when a page is recognised.

"SỬA ĐỎI, BỎ SƯNG MỘT SÓ ĐIỀU" stands once, in capitals; the words come again and again in the body, in small
letters that are read better. A word of the title whose spelling the body never has beside its neighbours takes the
spelling that the body has there. The letters without accents stay the same, so no word becomes another one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from corpus.diacritics import without_diacritics
from ingest.structure.marks import is_capitals

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 2  # times that the body must have the other spelling beside the same neighbour
_TIMES = 4  # so many times more often than the printed spelling
_Neighbours = Mapping[tuple[str, str, str], Counter[str]]  # (side, plain neighbour, plain word) → spellings


def mended_title(title: str, text: str) -> str:
    """The title with words in the spelling that `text` has beside the same neighbours; unchanged where it is silent."""
    words = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(title)]
    plain = [without_diacritics(word.lower()) for _, _, word in words]
    neighbours = _neighbours(text, set(plain))
    out, at = [], 0
    for index, (start, end, word) in enumerate(words):
        out += [title[at:start], _as_written(word, _better(word.lower(), plain, index, neighbours))]
        at = end
    return "".join([*out, title[at:]])


def _better(word: str, plain: Sequence[str], index: int, neighbours: _Neighbours) -> str:
    counts: Counter[str] = Counter()
    if index:
        counts += neighbours.get(("after", plain[index - 1], plain[index]), Counter())
    if index + 1 < len(plain):
        counts += neighbours.get(("before", plain[index + 1], plain[index]), Counter())
    best, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=(word, 0))
    return best if times >= max(_FEWEST, _TIMES * counts[word]) else word


def _neighbours(text: str, wanted: set[str]) -> _Neighbours:
    """Spellings of the wanted words beside each neighbour, in the lines that are not all capitals."""
    found: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for line in text.split("\n"):
        if is_capitals(line):
            continue
        words = [word.lower() for word in _WORD.findall(line)]
        plain = [without_diacritics(word.lower()) for word in words]
        for at, word in enumerate(words):
            if plain[at] in wanted:
                if at:
                    found["after", plain[at - 1], plain[at]][word] += 1
                if at + 1 < len(words):
                    found["before", plain[at + 1], plain[at]][word] += 1
    return found


def _as_written(printed: str, better: str) -> str:
    """`better` with the capitals of `printed`."""
    if printed.lower() == better or _marks(printed) == _marks(better):  # "hoá" and "hóa" are both right
        return printed
    if printed.isupper() and len(printed) > 1:
        return better.upper()
    return better[:1].upper() + better[1:] if printed[:1].isupper() else better


def _marks(word: str) -> list[str]:
    letters = unicodedata.normalize("NFD", word.lower())
    return sorted(sign for sign in letters if unicodedata.combining(sign) or sign == "đ")
