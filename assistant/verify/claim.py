"""A claim read once: its folded text, the authorities in it, and what of it is left to be supported by words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from corpus.authorities.roles import Mention, read_roles
from corpus.authorities.words import blank, fold, nfc

_CITATION_MARK = regex.compile(r"\[\d{1,2}(?:\s*[,;]\s*\d{1,2})*\]")


@dataclass(frozen=True, slots=True)
class Claim:
    """`text` is NFC with citation marks "[1]" blanked out, so that offsets stay those of the NFC claim."""

    text: str
    folded: str
    bare: str  # folded, authorities blanked out
    mentions: tuple[Mention, ...]


@lru_cache(maxsize=512)
def read_claim(text: str) -> Claim:
    plain = _CITATION_MARK.sub(lambda m: " " * len(m.group()), nfc(text))
    mentions, folded = read_roles(plain), fold(plain)
    spans = [(m.authority.start, m.authority.end) for m in mentions]
    return Claim(plain, folded, blank(folded, spans), mentions)
