"""Marks in a passage what was asked for: pairs of neighbouring syllables, since single ones are in every clause."""

from __future__ import annotations

import re

from markupsafe import Markup

_SYLLABLE = re.compile(r"\w+")


def highlighted(text: str, query: str) -> Markup:
    """`text` with the syllable pairs it shares with `query` marked (one syllable if that is all that was asked)."""
    asked = [syllable.casefold() for syllable in _SYLLABLE.findall(query)]
    parts, end = [], 0
    for start, stop in _shared(text, asked):
        parts.append(Markup("{}<mark>{}</mark>").format(text[end:start], text[start:stop]))
        end = stop
    return Markup("").join([*parts, Markup("{}").format(text[end:])])


def _shared(text: str, asked: list[str]) -> list[tuple[int, int]]:
    """Spans of the text, in order and apart from each other."""
    width = min(2, len(asked))
    if width == 0:
        return []
    wanted = {tuple(asked[i : i + width]) for i in range(len(asked) - width + 1)}
    found = [(m.start(), m.end(), m.group().casefold()) for m in _SYLLABLE.finditer(text)]
    spans: list[tuple[int, int]] = []
    for i in range(len(found) - width + 1):
        window = found[i : i + width]
        if tuple(syllable for _, _, syllable in window) not in wanted:
            continue
        if spans and spans[-1][1] >= window[0][0]:
            spans[-1] = (spans[-1][0], window[-1][1])
        else:
            spans.append((window[0][0], window[-1][1]))
    return spans
