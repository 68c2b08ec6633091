"""Foreign text (questions, clauses, a model's sentences) before it enters a file: data, never marks."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile(r"[ \t]*(?:\r\n|[\n\r\v\f\x85\u2028\u2029])\s*")
_BLANKS = re.compile(r"[ \t\u00a0]+")
# Cc and Cs cannot stand in XML; Cf turns the direction of writing or hides; Co and Cn have no agreed look.
_LEFT_OUT = {"Cc", "Cs", "Cf", "Co", "Cn"}


def plain(text: object) -> str:
    """NFC text of visible characters; line breaks become "\\n", other white space single blanks.

    >>> plain("Ủy ban\\x00 nhân\\u202e dân\\r\\ncấp xã")
    'Ủy ban nhân dân\\ncấp xã'
    """
    unified = _BREAKS.sub("\n", unicodedata.normalize("NFC", str(text or "")))
    seen = (c for c in unified if c in "\n\t" or unicodedata.category(c) not in _LEFT_OUT)
    return _BLANKS.sub(" ", "".join(seen)).strip()


def one_line(text: object) -> str:
    """The same without line breaks."""
    return plain(text).replace("\n", " ")
