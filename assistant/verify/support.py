"""Support of the rest: how much of the claim's wording the cited text carries; and the key sentence.

What is left of a claim after authorities, references, dates and figures are taken out must be found in the cited
text and its lead-in: syllables, and syllables in pairs, since Vietnamese words are mostly pairs ("giấy phép").
The words of the question are no support. Threshold: see tests/test_verify_mutations.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby, pairwise

import regex

from assistant.verify.claim import Claim
from assistant.verify.dates import find_dates
from assistant.verify.model import Finding
from assistant.verify.passage import Part, Passage
from assistant.verify.quantities import find_quantities
from assistant.verify.references import reference_spans
from assistant.verify.terms import EMPTY_SYLLABLES
from assistant.verify.words import content, expand, syllables
from corpus.authorities.words import blank, fold

NAME = "support"
SUPPORTED = 0.6  # weighted share of syllables and pairs; measured
OWN = 0.3  # share of syllables that the own text must carry: a claim made of headings alone says nothing
PAIR_WEIGHT = 0.4
FOREIGN = 3  # so many words in a row that the cited text does not have are something else than it says
_NUMBERING = regex.compile(r"\s*(?:\d{1,3}[a-zđ]?\.|[a-zđ]\d{0,2}\))\s+")


# Words that frame a statement of competence and say nothing of its matter.
_FRAME = regex.compile(
    r"(?<!\p{L})(?:(?:tổ\s+chức\s+)?thực\s+hiện|(?:có|thuộc|chịu)\s+(?:thẩm\s+quyền|trách\s+nhiệm)|thẩm\s+quyền|trách\s+nhiệm"
    r"|nhiệm\s+vụ|quyền\s+hạn|chuyển\s+giao|hiện\s+nay|trước\s+đây|người\s+ký|ký|việc\s+này)(?!\p{L})"
)


def check_support(claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    words = content(_rest(claim))
    vocabulary = frozenset().union(*(p.vocabulary for p in passages)) if passages else frozenset()
    pairs = frozenset().union(*(p.pairs for p in passages)) if passages else frozenset()
    findings = _unknown_names(claim, vocabulary)
    if len(words) < 2:
        return findings
    own = frozenset(w for p in passages for part in p.own for w in part.words)
    if sum(w in own for w in words) < OWN * len(words):
        reason = "Câu chỉ nhắc lại tiêu đề hoặc câu dẫn, không nói nội dung của căn cứ."
        findings.append(Finding(NAME, "fail", reason, (0, len(claim.text))))
    score = _score(words, vocabulary, pairs)
    unknown = list(dict.fromkeys(w for w in words if w not in vocabulary))
    if foreign := _foreign(words, vocabulary):
        reason = f"Căn cứ không nói đến “{foreign}”."
        findings.append(Finding(NAME, "fail", reason, (0, len(claim.text))))
    if score < SUPPORTED:
        listed = ", ".join(f"“{w}”" for w in unknown[:6]) or "cách ghép các từ"
        reason = f"Căn cứ chỉ đỡ {score:.0%} nội dung câu này; không thấy trong căn cứ: {listed}."
        findings.append(Finding(NAME, "fail", reason, (0, len(claim.text))))
    return findings


def _foreign(words: list[str], vocabulary: frozenset[str]) -> str:
    """The longest run of words that are not in the cited text, if it is a long one."""
    runs = [list(run) for known, run in groupby(words, vocabulary.__contains__) if not known]
    longest = max(runs, key=len, default=[])
    return " ".join(longest) if len(longest) >= FOREIGN else ""


def _score(words: list[str], vocabulary: frozenset[str], pairs: frozenset[tuple[str, str]]) -> float:
    single = sum(w in vocabulary for w in words) / len(words)
    mine = list(pairwise(words))
    double = sum(p in pairs for p in mine) / len(mine) if mine else single
    return (1 - PAIR_WEIGHT) * single + PAIR_WEIGHT * double


def _rest(claim: Claim) -> str:
    """The folded claim with everything that other checks judge blanked out."""
    spans = [(m.authority.start, m.authority.end) for m in claim.mentions]
    spans += reference_spans(claim.folded)
    spans += [(d.start, d.end) for d in find_dates(claim.folded)]
    spans += [(q.start, q.end) for q in find_quantities(claim.folded)]
    spans += [m.span() for m in _FRAME.finditer(claim.folded)]
    return blank(claim.folded, spans)


def _unknown_names(claim: Claim, vocabulary: frozenset[str]) -> list[Finding]:
    """Capitalised words inside the sentence (places, programmes) that the cited text does not have."""
    rest = _rest(claim)
    findings = []
    for m in regex.finditer(r"(?<=[\p{Ll}\p{N},:]\s+)\p{Lu}\p{L}+(?:\s+\p{Lu}\p{L}+)*", claim.text):
        if rest[m.start() : m.end()].strip() == "":
            continue
        parts = [s.text for s in syllables(expand(fold(m.group())))]
        unknown = [w for w in parts if w not in vocabulary and w not in EMPTY_SYLLABLES]
        if unknown and len(unknown) * 2 >= len(parts):
            findings.append(Finding(NAME, "fail", f"Tên “{m.group()}” không có trong căn cứ.", m.span()))
    return findings


@lru_cache(maxsize=8192)
def cover(folded: str, part: Part) -> float:
    """Share of the claim's content syllables and pairs that one part carries."""
    words = content(folded)
    if not words:
        return 0.0
    return _score(words, frozenset(part.words), frozenset(pairwise(part.words)))


def key_sentence(claim: Claim, passages: Sequence[Passage]) -> tuple[tuple[int, int], str]:
    """Span of the own part that carries most of the claim, without its numbering, and the evidence's key."""
    best, span, key = -1.0, (0, 0), ""
    for passage in passages:
        for part in passage.own:
            score = cover(claim.folded, part)
            if score > best:
                numbering = _NUMBERING.match(passage.text.lower(), part.start, part.end)
                start = numbering.end() if numbering and numbering.end() < part.end else part.start
                best, span, key = score, (start, part.end), passage.evidence.key
    return span, key
