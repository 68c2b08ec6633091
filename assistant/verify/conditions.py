"""Conditions and exceptions: what narrows the cited text must not be lost, and nothing may be made absolute.

A condition counts as stated when the claim or the question states it; the finding carries its wording in `missing`
so that the claim can be completed with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from assistant.verify.claim import Claim
from assistant.verify.model import Finding, Severity
from assistant.verify.passage import Part, Passage
from assistant.verify.quantities import find_quantities
from assistant.verify.references import find_references
from assistant.verify.support import cover
from assistant.verify.words import content
from corpus.authorities.words import fold, nfc, one_line

NAME = "condition"
TOLD = 0.34  # share of a condition's content syllables that must be stated; measured
TOLD_WORDS = 2  # or so many of a long list, where the claim has a condition of its own
TOLD_IN_QUESTION = 0.6
ALIGNED = 0.4
NEAR_BEST = 0.9  # parts that cover the claim nearly as well as the best one are restated too

_ONLY_WORD = r"(?<!(?:đình|địa|chứng|tín)\s)chỉ(?!\s+(?:đạo|định|thị|tiêu|số|giới|huy))"
_EXCEPTION = regex.compile(
    r"(?<!\p{L})(?:trừ(?!\s+(?:đi|vào|tiền))|ngoại\s+trừ|không\s+bao\s+gồm|không\s+áp\s+dụng\s+(?:đối\s+với"
    r"|cho))(?!\p{L})"
)
_TELLS_EXCEPTION = regex.compile(
    r"(?<!\p{L})(?:trừ|ngoại\s+trừ|ngoài|không\s+bao\s+gồm|không\s+áp\s+dụng|không\s+thuộc|không\s+gồm)(?!\p{L})"
)
_CONDITION = regex.compile(
    rf"(?<!\p{{L}}|trừ\s|trừ\scác\s|thuộc\s|gồm\s)(?:{_ONLY_WORD}|nếu|với\s+điều\s+kiện"
    r"|(?:trong|đối\s+với)\s+(?:các\s+|những\s+)?trường\s+hợp|(?<!(?:từng|mỗi|số|các|những|nhiều)\s)trường\s+hợp"
    r"|(?:sau|trước)\s+khi|(?<!trong\s|đến\s|từ\s)khi"
    r"|theo\s+(?:sự\s+)?(?:phân\s+cấp|ủy\s+quyền)\s+của)(?!\p{L})"
)
_TELLS_REST = regex.compile(_CONDITION.pattern + r"|trường\s+hợp\s+(?:còn\s+lại|khác)")
_THRESHOLD = regex.compile(
    r"(?<!\p{L})(?:từ|trên|dưới|không\s+quá)\s+\d[^,;]{0,40}?\s*trở\s+(?:lên|xuống)"
    r"|(?:nhưng|và)\s+(?:không\s+quá|tối\s+đa|tối\s+thiểu|ít\s+nhất|không\s+dưới)\s+\d[^;]*"
)
# "nếu có", and lead-ins whose condition is the item itself ("trong các trường hợp sau đây:").
POINTS_ON = regex.compile(r"^(?!trừ|ngoại).*(?:nếu\s+có|(?:trường\s+hợp|sau\s+đây|như\s+sau|sau)\s*:?\s*$|sau\s+đây)")
_ABSOLUTE = regex.compile(
    r"(?<!\p{L})(?:mọi|tất\s+cả|bất\s+kỳ|bất\s+cứ|luôn(?:\s+luôn)?|toàn\s+bộ|không\s+có\s+ngoại\s+lệ"
    r"|vô\s+điều\s+kiện)(?!\p{L})"
)
_ONLY = regex.compile(rf"(?<!\p{{L}})(?:{_ONLY_WORD}|duy\s+nhất|mới\s+được)(?!\p{{L}})")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A condition, exception or threshold: half-open span in its part, the content syllables it names."""

    start: int
    end: int
    kind: str  # "ngoại lệ", "điều kiện" or "ngưỡng"
    words: tuple[str, ...]


@lru_cache(maxsize=2048)
def find_narrowings(bare: str) -> tuple[Narrowing, ...]:
    """Narrowings in a part, authorities blanked out; those inside another one or in brackets are left out."""
    bare = _BRACKETS.sub(lambda m: " " * len(m.group()), bare)
    found = [_narrowing(bare, m, "ngoại lệ") for m in _EXCEPTION.finditer(bare)]
    found += [_narrowing(bare, m, "điều kiện") for m in _CONDITION.finditer(bare)]
    found += [Narrowing(m.start(), m.end(), "ngưỡng", _figures(m.group())) for m in _THRESHOLD.finditer(bare)]
    found = [n for n in found if not (_begins_only(bare, n) and any(n.start < o.start < n.end for o in found))]
    outer = sorted(found, key=lambda n: (n.start, -n.end))
    return tuple(n for i, n in enumerate(outer) if not any(o.start <= n.start < o.end for o in outer[:i]))


def _begins_only(bare: str, narrowing: Narrowing) -> bool:
    """ "chỉ cấp phép khi …": the condition is what follows "khi"."""
    return bare.startswith("chỉ", narrowing.start)


def _narrowing(bare: str, m: regex.Match[str], kind: str) -> Narrowing:
    """The words that tell a condition from the rest of its part; all its words if it shares them."""
    end = _end(bare, m)
    words = content(bare[m.end() : end])[:14]
    rest = set(content(bare[: m.start()] + " " + bare[end:]))
    return Narrowing(m.start(), end, kind, tuple(w for w in words if w not in rest))


def _figures(text: str) -> tuple[str, ...]:
    return tuple(str(q.value.normalize()) for q in find_quantities(text))


def _end(bare: str, m: regex.Match[str]) -> int:
    """To the end of the part; to the first comma or "thì" if the condition opens the part."""
    rest = bare[m.end() :]
    opens = not regex.search(r"\p{L}{2}", _NUMBERING.sub("", bare[: m.start()]))
    stop = regex.search(r",?\s+thì(?!\p{L})|,(?=\s{6,})|:", rest)
    closing = regex.search(r"[()]", rest)
    if closing and closing.group() == ")" and (stop is None or closing.start() < stop.start()):
        return int(m.end() + closing.start())
    if opens and (stop is None or stop.group().startswith(":")):
        stop = regex.search(r",|\s{6,}|:", rest) or stop
    return int(m.end() + (stop.start() if stop else len(rest.rstrip(" .;"))))


_BRACKETS = regex.compile(r"\((?!nếu\s+có)[^()]*\)")
_NUMBERING = regex.compile(r"^\s*(?:\d{1,3}[a-zđ]?\.|[a-zđ]\d?\))")


def check_conditions(claim: Claim, passages: Sequence[Passage], question: str) -> list[Finding]:
    asked_text = fold(nfc(question))
    stated = frozenset(content(claim.bare)) | frozenset(_figures(claim.folded))
    asked = frozenset(content(asked_text)) | frozenset(_figures(asked_text))
    findings = []
    for part, text in _restated(claim, passages):
        for narrowing in find_narrowings(part.bare):
            wording = part.bare[narrowing.start : narrowing.end + 12]
            if _refers_alike(part.bare[narrowing.start : narrowing.end], claim):
                continue
            if _is_stated(narrowing, wording, claim, stated, asked) or not _bears_on(narrowing, part, claim):
                continue
            missing = one_line(_BRACKETS.sub("", text[narrowing.start : narrowing.end])).strip(" ,;.")
            reason = f"Câu bỏ mất {narrowing.kind} của căn cứ: “{missing}”."
            # A lead-in that names no authority sets the scene of its points; one that does binds its power.
            severity: Severity = "fail" if part.own or part.mentions or narrowing.kind == "ngoại lệ" else "warn"
            findings.append(Finding(NAME, severity, reason, (0, len(claim.text)), missing))
    return [*findings, *_absolute(claim, passages)]


def _restated(claim: Claim, passages: Sequence[Passage]) -> list[tuple[Part, str]]:
    """Own parts that the claim restates, with their text, and the lead-ins that end in a colon."""
    scored = [(cover(claim.folded, p), p, ps) for ps in passages for p in ps.own]
    best = max((score for score, _, _ in scored), default=0.0)
    chosen = [(p, ps) for score, p, ps in scored if score >= ALIGNED and score >= best * NEAR_BEST]
    about = {id(ps): ps for _, ps in chosen}.values()
    leads = [(p, ps) for ps in about for p in ps.parts if not p.own and p.folded.endswith(":")]
    return [(p, (ps.text if p.own else ps.context)[p.start : p.end]) for p, ps in chosen + leads]


def _is_stated(narrowing: Narrowing, wording: str, claim: Claim, stated: frozenset[str], asked: frozenset[str]) -> bool:
    if narrowing.kind == "ngoại lệ" and not _TELLS_EXCEPTION.search(claim.folded):
        return bool(narrowing.words) and _share(narrowing.words, asked) >= TOLD_IN_QUESTION
    if not narrowing.words and POINTS_ON.search(wording):
        return True
    if not narrowing.words:
        return narrowing.kind == "ngoại lệ" or bool(_TELLS_REST.search(claim.folded))
    known = stated | asked
    some = len(set(narrowing.words) & known) >= TOLD_WORDS and _CONDITION.search(claim.bare)
    return bool(some) or _share(narrowing.words, known) >= TOLD


def _refers_alike(wording: str, claim: Claim) -> bool:
    """The condition is one by reference ("các trường hợp tại khoản 2 Điều 83"), and the claim makes the same one."""
    pointed = {(r.articles, r.clauses, r.points) for r in find_references(wording)}
    named = {(r.articles, r.clauses, r.points) for r in find_references(claim.folded)}
    return bool(pointed & named) and bool(_TELLS_EXCEPTION.search(claim.folded) or _TELLS_REST.search(claim.folded))


def _share(words: tuple[str, ...], known: frozenset[str]) -> float:
    distinct = set(words)
    return len(distinct & known) / len(distinct)


def _bears_on(narrowing: Narrowing, part: Part, claim: Claim) -> bool:
    """After a list of holders ("do A thực hiện hoặc B thực hiện nếu …") a condition is of the last one only."""
    before = [m for m in part.mentions if m.role == "holder" and m.authority.start - part.start < narrowing.start]
    if len({m.authority.start for m in before}) < 2:
        return True
    holders = {m.name for m in claim.mentions if m.role in {"holder", "delegate"}}
    return not holders or before[-1].name in holders


def _absolute(claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    findings = []
    for pattern, what in ((_ABSOLUTE, "khẳng định tuyệt đối"), (_ONLY, "khẳng định duy nhất")):
        m = pattern.search(claim.folded)
        if m and not any(pattern.search(p.folded) for p in passages):
            written = claim.text[m.start() : m.end()]
            findings.append(Finding(NAME, "fail", f"Câu {what} (“{written}”), căn cứ không nói vậy.", m.span()))
    return findings
