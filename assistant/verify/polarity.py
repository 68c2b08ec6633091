"""Negation and modality: "không" may be neither added nor dropped, "có thể" is not "phải"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

import regex

from assistant.verify.claim import Claim
from assistant.verify.model import Finding
from assistant.verify.passage import Part, Passage
from assistant.verify.support import cover
from assistant.verify.words import content, expand, syllables
from corpus.authorities.words import blank, fold, one_line

SCOPE = 5  # syllables after a negation or modal word that it bears on
ALIGNED = 0.4  # a part that covers so much of the claim is what the claim restates; measured

KEPT = 0.6  # share of a negation's words that the claim must keep to have dropped the negation
MOSTLY_TOLD = 0.6  # or a part of whose words so many are in the claim

# Negation words that negate nothing: bounds, fixed words, "có … hay không".
_NOT_NEGATION = regex.compile(
    r"không\s+(?:quá|dưới|vượt|lớn\s+hơn|nhỏ\s+hơn|thấp\s+hơn|ít\s+hơn|chỉ|những|gian|khí|kể|phân\s+biệt|lực"
    r"|trái|muộn\s+hơn|sớm\s+hơn)"
    r"|(?:hàng|phòng|trên|bầu)\s+không|hay\s+không|phòng\s+không"
)
_NEGATION = regex.compile(
    r"(?<!\p{L})(?:nghiêm\s+cấm|bị\s+cấm|cấm|không(?:\s+(?:được|phải|cần|có|còn|thể|bị|thuộc|là|bắt\s+buộc))*"
    r"|chưa(?:\s+(?:được|có|phải))*|chẳng)(?!\p{L})"
)
_ENDED = regex.compile(r"hết\s+hiệu\s+lực|bãi\s+bỏ|chấm\s+dứt|kết\s+thúc|ngừng")
_MAY = regex.compile(
    r"(?<!\p{L}|không\s)(?:có\s+thể|được\s+phép|được\s+quyền|có\s+quyền|tùy\s+nghi|khi\s+cần\s+thiết)(?!\p{L})"
)
_LET = regex.compile(r"(?<!\p{L}|không\s|phải\s)được(?!\p{L})(?!\s+(?:ủy|phân|giao|quy\s+định))")
_MUST = regex.compile(r"(?<!\p{L}|không\s|chưa\s)(?:phải|bắt\s+buộc|có\s+nghĩa\s+vụ|buộc)(?!\p{L})(?!\s+là(?!\p{L}))")
_NEED_NOT = regex.compile(r"(?<!\p{L})không\s+(?:phải|cần|bắt\s+buộc)(?!\p{L})(?!\s+(?:là|do|thuộc)(?!\p{L}))")


@dataclass(frozen=True, slots=True)
class Marked:
    """A negation or modal word and the content syllables it bears on."""

    start: int
    end: int
    word: str
    scope: frozenset[str]
    following: tuple[str, ...]  # all syllables after it, up to the next mark


@lru_cache(maxsize=4096)
def negations(folded: str) -> tuple[Marked, ...]:
    blocked = [m.span() for m in _NOT_NEGATION.finditer(folded)]
    found = _marked(_NEGATION, folded)
    return tuple(n for n in found if not any(start <= n.start < end for start, end in blocked))


def _marked(pattern: regex.Pattern[str], folded: str) -> tuple[Marked, ...]:
    found = []
    for m in pattern.finditer(folded):
        rest = regex.split(r"[.;:,()]", folded[m.end() : m.end() + 90], maxsplit=1)[0]
        following = [s.text for s in syllables(expand(rest))]
        scope = frozenset(content(" ".join(following[:SCOPE]))) or frozenset({" ".join(m.group().split())})
        found.append(Marked(m.start(), m.end(), one_line(m.group()), scope, tuple(following)))
    return tuple(found)


def check_negation(claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    denied = [(m.authority.start - 30, m.authority.start) for m in claim.mentions if m.role == "denied"]
    mine = [n for n in negations(claim.bare) if not any(start <= n.start < end for start, end in denied)]
    parts = [p for passage in passages for p in passage.parts]
    return [*_added(mine, claim, parts), *(_dropped(mine, claim, passages) or _turned_round(mine, claim, passages))]


def _added(mine: list[Marked], claim: Claim, parts: list[Part]) -> list[Finding]:
    theirs = [n for p in parts for n in negations(p.bare)]
    findings = []
    for n in mine:
        if any(_bears_out(n, t) for t in theirs) and not _affirmed(n, theirs, parts):
            continue
        if "còn" in n.word and any(_ENDED.search(p.folded) for p in parts):
            continue
        reason = f"Câu có ý phủ định “{_written(claim, n)}”, căn cứ không có."
        findings.append(Finding("negation", "fail", reason, (n.start, n.end)))
    return findings


def _bears_out(mine: Marked, theirs: Marked) -> bool:
    """What the claim denies first is what the text denies, at the start or a few syllables on."""
    if mine.following[:1] == theirs.following[:1] and _meet(mine.scope, theirs.scope):
        return True
    reach = next((i for i, w in enumerate(theirs.following) if i and w in _NEW_CLAUSE), len(theirs.following))
    return f" {' '.join(mine.following[:2])} " in f" {' '.join(theirs.following[: min(8, reach)])} "


def _affirmed(mine: Marked, theirs: list[Marked], parts: list[Part]) -> bool:
    """The two words that the claim denies stand in the text together, and never denied."""
    act = f" {' '.join(mine.following[:2])} "
    denied = (takewhile(lambda word: word not in _NEW_CLAUSE, t.following) for t in theirs)
    if len(mine.following) < 2 or any(act in f" {' '.join(words)} " for words in denied):
        return False
    return any(act in f" {' '.join(s.text for s in syllables(expand(p.bare)))} " for p in parts)


_NEW_CLAUSE = frozenset({"thì", "phải", "mà", "nhưng", "do", "để"})


def _dropped(mine: list[Marked], claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    words, said = frozenset(content(claim.bare)), _spoken(claim.bare)
    own = [p for passage in passages for p in passage.own]
    for part in own:
        if cover(claim.folded, part) < ALIGNED and _share_told(part, words) < MOSTLY_TOLD:
            continue
        for n in negations(part.bare):
            opening = f" {' '.join(_act(n)[:2])} "
            scope = frozenset(content(" ".join(_act(n)[:SCOPE]))) or n.scope
            kept = opening in said and len(scope & words) >= KEPT * len(scope)
            if not kept or any(_meet(n.scope, m.scope) for m in mine) or _ENDED.search(claim.folded):
                continue
            if any(_is_plain(n, p) for p in own):
                continue
            around = part.folded[n.start : n.end + 40].strip()
            return [
                Finding("negation", "fail", f"Câu bỏ mất ý phủ định của căn cứ: “{around}…”.", (0, len(claim.text)))
            ]
    return []


# "Không được làm các việc sau:", "Nghiêm cấm các hành vi:"; a condition ("nếu không có …:") denies nothing.
_DENIES = regex.compile(
    r"(?<!\p{L})(?:không\s+(?:được|thực\s+hiện|áp\s+dụng|cấp|giải\s+quyết|xem\s+xét|chấp\s+nhận|chấp\s+thuận|thuộc"
    r"|phải|cần|bao\s+gồm|quy\s+định)|nghiêm\s+cấm|cấm|chưa\s+được)(?!\p{L})"
    r"|^(?:\d{1,3}[a-zđ]?\.\s*|[a-zđ]\d?\)\s*)?(?:bãi|hủy)\s+bỏ(?!\p{L})"
)
REACH = 80  # characters from a denial to the colon of the list that it governs
_BANNED = regex.compile(r"› điều \S+ (?P<heading>[^›\n]*(?:nghiêm\s+cấm|không\s+được\s+làm)[^›\n]*)")
_CONDITIONAL = regex.compile(r"(?<!\p{L})(?:nếu|khi|trường\s+hợp|mà|sau\s+khi|trước\s+khi)(?!\p{L})[^,;:]*$")


def _turned_round(mine: list[Marked], claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    """An item without the denial in the words that open its list, unless another part carries more of the claim."""
    if mine or _ENDED.search(claim.folded) or _DENIES.search(claim.folded):
        return []
    for passage in passages:
        restated = max((ALIGNED, *(cover(claim.folded, part) for part in passage.own)))
        for opener, items in _lists(passage):
            opener = regex.sub(r"\([^()]*\)", " ", opener)  # "lương (không bao gồm phụ cấp), bao gồm:" denies no item
            denial = _DENIES.search(opener)
            if denial is None or _CONDITIONAL.search(opener[: denial.start()]) or len(opener) - denial.end() > REACH:
                continue
            if any(cover(claim.folded, item) >= restated for item in items):
                reason = f"Câu bỏ mất ý phủ định ở đầu danh sách: “{one_line(opener)[-60:]}”."
                return [Finding("negation", "fail", reason, (0, len(claim.text)))]
    return []


def is_banned(context: str) -> bool:
    """True under a heading such as "Điều 5. Các hành vi bị nghiêm cấm"."""
    return _BANNED.search(fold(context)) is not None


def _lists(passage: Passage) -> list[tuple[str, tuple[Part, ...]]]:
    """Openers (folded, to their colon) with the parts of the own text below them."""
    context = fold(passage.context).rstrip()
    lead = context.rsplit("\n", 1)[-1]
    found = [(lead, passage.own)] if lead.endswith(":") else []
    if banned := _BANNED.search(context):
        found.append((f"{banned['heading'].strip()}:", passage.own))
    own = passage.own
    for at, part in enumerate(own):
        whole, below = part.folded.rstrip(), own[at + 1 :]
        opener, colon, _ = whole.partition(":")
        if whole.endswith(":"):
            found.append((whole, _items(whole, below)))
        elif colon and _FORBIDS.search(opener):  # its first item stands in the same line
            found.append((opener + colon, (part, *_items(opener, below))))
    return found


_FORBIDS = regex.compile(r"(?<!\p{L})(?:nghiêm\s+cấm|không\s+được)(?!\p{L})")
_CLAUSE = regex.compile(r"\d{1,3}[a-zđ]?\.\s")


def _items(opener: str, below: tuple[Part, ...]) -> tuple[Part, ...]:
    """Parts below an opener; the list of a numbered clause ends where the next clause begins."""
    if not _CLAUSE.match(opener):
        return below
    return tuple(takewhile(lambda part: not _CLAUSE.match(part.folded), below))


_WIDE = frozenset({"thực", "hiện", "thủ", "tục", "việc", "quy", "định", "yêu", "cầu", "tiến", "hành"})


def _act(n: Marked) -> tuple[str, ...]:
    """What is denied, without wide words before it: "không thực hiện thủ tục lấy ý kiến" denies "lấy ý kiến"."""
    start = next((i for i, word in enumerate(n.following) if word not in _WIDE), 0)
    return n.following[start:]


def _spoken(bare: str) -> str:
    return f" {' '.join(w.text for w in syllables(expand(bare)))} "


def _share_told(part: Part, words: frozenset[str]) -> float:
    own = set(content(part.bare))
    return len(own & words) / len(own) if own else 0.0


def _is_plain(n: Marked, part: Part) -> bool:
    """The negated words also stand without a negation before them."""
    denied = [(m.start, m.end + 60) for m in negations(part.bare) if _meet(m.scope, n.scope)]
    return len(n.following) >= 2 and f" {' '.join(n.following[:3])} " in _spoken(blank(part.bare, denied))


def _meet(left: frozenset[str], right: frozenset[str]) -> bool:
    return len(left & right) >= max(1, round(min(len(left), len(right), 4) / 2))


def _written(claim: Claim, n: Marked) -> str:
    return (
        claim.text[n.start : n.end + 25].strip().rsplit(" ", 1)[0]
        if len(claim.text) > n.end + 25
        else claim.text[n.start :].strip()
    )


def check_modality(claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    parts = [p.bare for passage in passages for p in passage.parts]
    may, must, need_not, let = (
        [m for p in parts for m in _marked(pattern, p)] for pattern in (_MAY, _MUST, _NEED_NOT, _LET)
    )
    findings = []
    for m in _marked(_MUST, claim.bare):
        against = [t for t in (*may, *need_not, *let) if _meet(m.scope, t.scope)]
        if against and not any(_meet(m.scope, t.scope) for t in must) and "được" not in claim.folded[m.end : m.end + 6]:
            reason = f"Câu ghi “{m.word}”, căn cứ ghi “{against[0].word}”."
            findings.append(Finding("modality", "fail", reason, (m.start, m.end)))
    for m in _marked(_MAY, claim.bare):
        if any(_meet(m.scope, t.scope) for t in may) or (m.word == "có quyền" and any("quyền" in p for p in parts)):
            continue
        optional = any("khi cần thiết" in p or "được" in p or "xem xét" in p for p in parts) and m.word != "có thể"
        bound = any(_meet(m.scope, t.scope) for t in must)
        severity = "fail" if bound or (m.word == "có thể" and not may and _of_authority(claim)) else "warn"
        if severity == "fail" or not optional:
            reason = f"Câu ghi “{m.word}”, căn cứ không để tùy chọn như vậy."
            findings.append(Finding("modality", "fail" if severity == "fail" else "warn", reason, (m.start, m.end)))
    return findings


def _of_authority(claim: Claim) -> bool:
    return any(m.role == "holder" for m in claim.mentions)
