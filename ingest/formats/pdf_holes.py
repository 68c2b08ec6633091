"""Letters that a PDF's font does not name: told from hyphens, and read off the picture of the page.

pdfium writes one sign, U+FFFE, for a soft hyphen and for a glyph that no table of the font gives a letter to
("đ\\ufffe hết hạn" for "đã hết hạn"). A hyphen stands between whole syllables or in a number; a hole leaves
something that is no syllable. What was recognised on the same page then fills the holes and nothing else, so
that the rest of the page stays as exact as its text layer is.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest import plausible
from ingest.formats.pdf import HOLE, Line

UNREAD = "\ufffd"  # what stays where nothing fills a hole
_HOLED = re.compile(rf"[^\W\d_{HOLE}]*{HOLE}[^\W\d_]*(?:{HOLE}[^\W\d_]*)*")
_USUAL = 8  # times as often as the next one: what a hole is without neighbours to tell
_WORD = re.compile(rf"[^\W\d_]*{HOLE}[^\s.,;:()]*|[^\W_]+")


def has_hole(text: str) -> bool:
    """Is a letter lost in a text? A hyphen that pdfium writes the same way is none."""
    return any(_is_lost(match[0]) for match in _HOLED.finditer(text))


def fill(pages: Sequence[Sequence[Line]], seen: Mapping[int, Sequence[Line]]) -> list[list[Line]]:
    """The pages with their holes filled as far as they can be, and hyphens put back.

    Args:
        pages: lines with `HOLE`.
        seen: pages by index as they were recognised.
    """
    read = {at: _Read(page) for at, page in seen.items()}
    whole = Counter(word for page in read.values() for word in page.words.elements())
    return [
        [replace(line, text=_filled(line.text, read.get(at), whole)) if HOLE in line.text else line for line in page]
        for at, page in enumerate(pages)
    ]


class _Read:
    """The words recognised on a page, and which stand beside which."""

    def __init__(self, page: Sequence[Line]) -> None:
        words = [word for line in page for word in _WORD.findall(line.text)]
        self.words = Counter(words)
        self._around = Counter(itertools.pairwise(words))

    def beside(self, word: str, before: Sequence[str], after: Sequence[str]) -> int:
        return sum(self._around[one, word] for one in before) + sum(self._around[word, one] for one in after)


def _filled(text: str, page: _Read | None, whole: Counter[str]) -> str:
    def mend(match: re.Match[str]) -> str:
        before = _WORD.findall(text[: match.start()])[-1:]
        after = _WORD.findall(text[match.end() :])[:1]
        holed = match[0]
        found = _fitting(holed, before, after, page, whole) if page else ""
        return found or holed.replace(HOLE, UNREAD if _is_lost(holed) else "-")

    return _HOLED.sub(mend, text).replace(HOLE, "-")


def _fitting(holed: str, before: Sequence[str], after: Sequence[str], page: _Read, whole: Counter[str]) -> str:
    """The recognised syllable that fits a holed word beside the same neighbours, else by far the usual one."""
    pattern = re.compile(holed.replace(HOLE, r"[^\W\d_]") + r"\Z")
    fitting = Counter({word: whole[word] for word in whole if pattern.match(word) and _is_syllable(word)})
    beside = Counter({word: page.beside(word, before, after) for word in fitting})
    for counts, times in ((beside, 1), (fitting, _USUAL)):
        (best, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
        if most > times * second:
            return best
    return ""


def _is_lost(holed: str) -> bool:
    """Do the pieces around the sign show that it was a letter ("đ" alone, "tr" and "ng")?"""
    pieces = [piece for piece in holed.split(HOLE) if piece]
    return any(not piece.isupper() and not _is_syllable(piece) for piece in pieces)


def _is_syllable(word: str) -> bool:
    return plausible.is_syllable(word.lower())
