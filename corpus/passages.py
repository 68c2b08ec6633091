"""Splitting long texts into passages at paragraph and sentence ends.

Used where a provision is longer than the encoder reads (512 tokens, about 300 Vietnamese words), and by the
retrieval evaluation, so that benchmarks run through the same splitting as the product.
"""

from __future__ import annotations

import re

_NUMBER = re.compile(r"^\s*(?:\d+[a-zđ]?\.|[a-zđ]{1,2}\d?\))\s*")
_SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+(?=[^\W\d_]*[A-ZĐÀ-Ỹ“\"\d(])")


def split_spans(text: str, max_words: int) -> list[tuple[int, int]]:
    """Half-open spans that cover `text` but for white space between them, each at most `max_words` words.

    Cuts at line ends first, then sentence ends; a longer sentence is cut at word ends.
    """
    spans: list[tuple[int, int]] = []
    for start, end in _pieces(text, max_words):
        if spans and _words(text[spans[-1][0] : end]) <= max_words:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _pieces(text: str, max_words: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        if _words(line.group()) <= max_words:
            pieces.append(_trim(text, start, line.end()))
            continue
        cuts = [start + m.end() for m in _SENTENCE_END.finditer(line.group())] + [line.end()]
        for cut in cuts:
            pieces.extend(_by_words(text, start, cut, max_words))
            start = cut
    return [(s, e) for s, e in pieces if s < e]


def _by_words(text: str, start: int, end: int, max_words: int) -> list[tuple[int, int]]:
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
    return [(words[i][0], words[min(i + max_words, len(words)) - 1][1]) for i in range(0, len(words), max_words)]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _words(text: str) -> int:
    return len(text.split())


def without_number(text: str) -> str:
    """A clause or point without the number it begins with: "1. …", "4a. …", "đ) …"."""
    return _NUMBER.sub("", text)
