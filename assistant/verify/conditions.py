"""Conditions and exceptions: what narrows the cited text must not be lost, and nothing may be made absolute.

A condition counts as told when the claim or the question states it; the finding carries its wording in `missing`
so that the claim can be completed with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from assistant.verify.claim import Claim
from assistant.verify.model import Finding
from assistant.verify.passage import Part, Passage
from assistant.verify.support import cover
from assistant.verify.words import content, fold, nfc

NAME = "condition"
TOLD = 0.34  # share of a condition's content syllables that must be told; measured
ALIGNED = 0.4
NEAR_BEST = 0.8  # parts that cover the claim nearly as well as the best one are restated too

_EXCEPTION = regex.compile(
    r"(?<!\p{L})(?:trừ(?!\s+(?:đi|vào|tiền|phần\s+diện\s+tích))|ngoại\s+trừ|không\s+bao\s+gồm|không\s+áp\s+dụng\s+(?:đối\s+với|cho))(?!\p{L})"
)
_TELLS_EXCEPTION = regex.compile(
    r"(?<!\p{L})(?:trừ|ngoại\s+trừ|ngoài|không\s+bao\s+gồm|không\s+áp\s+dụng|không\s+thuộc|không\s+gồm)(?!\p{L})"
)
_CONDITION = regex.compile(
    r"(?<!\p{L}|trừ\s|trừ\scác\s|thuộc\s)(?:chỉ(?!\s+(?:đạo|định|thị|tiêu|số|giới))|nếu|với\s+điều\s+kiện|trong\s+(?:các\s+)?trường\s+hợp|đối\s+với\s+(?:các\s+)?trường\s+hợp"
    r"|trường\s+hợp|sau\s+khi(?=\s+(?:có|được|lấy|ủy|hội|thường|thống|báo|hoàn|cơ|chủ))|khi(?=\s+(?:được|có|chưa|không|đáp|đủ|cần))|trước\s+khi|theo\s+(?:phân\s+cấp|ủy\s+quyền)\s+của)(?!\p{L})"
)
_ABSOLUTE = regex.compile(
    r"(?<!\p{L})(?:mọi|tất\s+cả|bất\s+kỳ|bất\s+cứ|trong\s+mọi\s+trường\s+hợp|luôn(?:\s+luôn)?|toàn\s+bộ|không\s+có\s+ngoại\s+lệ|vô\s+điều\s+kiện)(?!\p{L})"
)
_ONLY = regex.compile(r"(?<!\p{L})(?:chỉ(?!\s+(?:đạo|định|thị|tiêu|số|giới|huy))|duy\s+nhất|mới\s+được)(?!\p{L})")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A condition or exception: half-open span in its part's folded text, the content syllables it names."""

    start: int
    end: int
    exception: bool
    words: tuple[str, ...]


@lru_cache(maxsize=2048)
def find_narrowings(folded: str) -> tuple[Narrowing, ...]:
    found = []
    for pattern, exception in ((_EXCEPTION, True), (_CONDITION, False)):
        for m in pattern.finditer(folded):
            end = _end(folded, m)
            found.append(Narrowing(m.start(), end, exception, tuple(content(folded[m.end() : end])[:12])))
    outer = sorted(found, key=lambda n: (n.start, -n.end))
    return tuple(n for i, n in enumerate(outer) if not any(o.start <= n.start < o.end for o in outer[:i]))


def _end(folded: str, m: regex.Match[str]) -> int:
    """To the end of the part; to the first comma if the condition opens it or another clause follows with "thì"."""
    rest = folded[m.end() :]
    opens = not regex.search(r"\p{L}{2}", regex.sub(r"^\s*(?:\d+[a-zđ]?\.|[a-zđ]\d?\))", "", folded[: m.start()]))
    stop = regex.search(
        r",?\s+thì(?!\p{L})|,(?=\s+(?:chủ\s+tịch|ủy\s+ban|hội\s+đồng|sở|bộ|thủ\s+tướng|cơ\s+quan))|:", rest
    )
    if stop is None and opens:
        stop = regex.search(r",", rest)
    return m.end() + (stop.start() if stop else len(rest.rstrip(" .;")))


def check_conditions(claim: Claim, passages: Sequence[Passage], question: str) -> list[Finding]:
    told = frozenset(content(claim.folded))
    asked = frozenset(content(fold(nfc(question))))
    findings = []
    for part, text in _restated(claim, passages):
        for narrowing in find_narrowings(part.folded):
            if _is_told(narrowing, claim, told, asked) or not _bears_on(narrowing, part, claim):
                continue
            missing = regex.sub(r"\s+", " ", text[narrowing.start : narrowing.end]).strip(" ,;.")
            what = "ngoại lệ" if narrowing.exception else "điều kiện"
            reason = f"Câu bỏ mất {what} của căn cứ: “{missing}”."
            findings.append(Finding(NAME, "fail", reason, (0, len(claim.text)), missing))
    return [*findings, *_absolute(claim, passages)]


def _restated(claim: Claim, passages: Sequence[Passage]) -> list[tuple[Part, str]]:
    """Own parts that the claim restates, with their text, and the lead-ins that end in a colon."""
    scored = [(cover(claim.folded, p), p, ps) for ps in passages for p in ps.own]
    best = max((score for score, _, _ in scored), default=0.0)
    chosen = [(p, ps) for score, p, ps in scored if score >= ALIGNED and score >= best * NEAR_BEST]
    leads = [
        (p, ps)
        for ps in {id(ps): ps for _, ps in chosen}.values()
        for p in ps.parts
        if not p.own and p.folded.endswith(":")
    ]
    return [(p, (ps.text if p.own else ps.context)[p.start : p.end]) for p, ps in chosen + leads]


def _is_told(narrowing: Narrowing, claim: Claim, told: frozenset[str], asked: frozenset[str]) -> bool:
    if narrowing.exception and not _TELLS_EXCEPTION.search(claim.folded):
        return bool(narrowing.words) and _share(narrowing.words, asked) >= 0.6
    if not narrowing.words:
        return narrowing.exception or bool(_CONDITION.search(claim.folded))
    return _share(narrowing.words, told | asked) >= TOLD


def _share(words: tuple[str, ...], known: frozenset[str]) -> float:
    distinct = set(words)
    return len(distinct & known) / len(distinct)


def _bears_on(narrowing: Narrowing, part: Part, claim: Claim) -> bool:
    """With several authorities before it, a condition is of the last one only."""
    offset = part.mentions[0].segment[0] if part.mentions else 0
    before = [m for m in part.mentions if m.role == "holder" and m.authority.start - offset < narrowing.start]
    names = list(dict.fromkeys(m.name for m in before))
    if len(names) < 2 or len({m.authority.start for m in before}) < 2:
        return True
    holders = {m.name for m in claim.mentions if m.role in {"holder", "delegate"}}
    return not holders or names[-1] in holders


def _absolute(claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    findings = []
    for pattern, what in ((_ABSOLUTE, "khẳng định tuyệt đối"), (_ONLY, "khẳng định duy nhất")):
        m = pattern.search(claim.folded)
        if m and not any(pattern.search(p.folded) for p in passages):
            written = claim.text[m.start() : m.end()]
            findings.append(Finding(NAME, "fail", f"Câu {what} (“{written}”), căn cứ không nói vậy.", m.span()))
    return findings
