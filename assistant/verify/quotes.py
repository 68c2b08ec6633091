"""Quoted words must be verbatim: white space, Unicode form and kind of quotation mark aside."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from assistant.verify.claim import Claim
from assistant.verify.model import Finding
from assistant.verify.passage import Passage
from corpus.authorities.words import fold, one_line

NAME = "quote"
_QUOTED = regex.compile(r'"([^"]+)"')
_CUT = regex.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\(…\)|\(\.\.\.\))\s*")


def check_quotes(claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    findings = []
    for m in _QUOTED.finditer(claim.folded):
        if not any(_is_verbatim(m.group(1), text) for p in passages for text in (p.text, p.context)):
            reason = f"Lời trích “{claim.text[m.start(1) : m.end(1)]}” không có nguyên văn trong căn cứ."
            findings.append(Finding(NAME, "fail", reason, m.span()))
    return findings


def _is_verbatim(quoted: str, text: str) -> bool:
    there, at = _plain(fold(text)), 0
    for piece in _CUT.split(quoted):
        words = _plain(piece).strip(" .,;:")
        found = there.find(words, at)
        if found < 0:
            return False
        at = found + len(words)
    return True


def _plain(folded: str) -> str:
    return one_line(folded)
