"""Terms of art that exclude one another: a clause on "phân cấp" does not bear a claim on "ủy quyền"."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from assistant.verify.claim import Claim
from assistant.verify.model import Finding
from assistant.verify.passage import Passage
from assistant.verify.terms import CONTRASTS
from assistant.verify.words import expand
from corpus.authorities.words import phrase

NAME = "term"
_PATTERNS = {term: regex.compile(r"(?<!\p{L})" + phrase(term) + r"(?!\p{L})") for group in CONTRASTS for term in group}


def check_contrasts(claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    mine = expand(claim.folded)
    theirs = expand("\n".join(p.folded for p in passages))
    findings = []
    for group in CONTRASTS:
        there = [term for term in group if _has(term, theirs)]
        for term in group:
            if there and term not in there and _has(term, mine):
                reason = f"Câu nói “{term}”, căn cứ nói “{there[0]}”."
                findings.append(Finding(NAME, "fail", reason, _span(term, claim)))
    return findings


def _has(term: str, folded: str) -> bool:
    return _PATTERNS[term].search(folded) is not None


def _span(term: str, claim: Claim) -> tuple[int, int]:
    m = _PATTERNS[term].search(claim.folded)
    return m.span() if m else (0, len(claim.text))
