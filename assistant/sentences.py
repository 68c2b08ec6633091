"""A clause's sentences as they can be stated alone: without numbering, none too long for a claim."""

from __future__ import annotations

import re

from corpus.passages import without_number

LONGEST = 420  # characters of a sentence that is shown as a claim
_END = re.compile(r"(?<=[^\d\W])[.](?=\s+[A-ZĐÀ-Ỹ“])|\n")
_DASH = re.compile(r"^\s*-\s*")


def sentences(text: str) -> list[str]:
    """Sentences and list items of more than three words; one over `LONGEST` is cut at a semicolon if it has one."""
    pieces = (re.sub(r"\s+", " ", without_number(_DASH.sub("", piece))).strip(" .;:") for piece in _END.split(text))
    return [_cut(piece) for piece in pieces if len(piece.split()) > 3]


def _cut(sentence: str) -> str:
    if len(sentence) > LONGEST and ";" in sentence[:LONGEST]:
        return sentence[: sentence[:LONGEST].rindex(";")]
    return sentence
