"""Second look at the best candidates with what the law's structure says. Each feature has its reason and its worth
in docs/benchmarks.md; what the question does not ask for does not count.

- A question about competence is answered by a clause that names who holds the power.
- The district level ended on 1 July 2025 (resolution 203/2025/QH15 art. 2; Law 72/2025/QH15 art. 51): a clause that
  still gives a power to a district body is no basis after that day. The clause that hands this very power on refers
  to it, so the reference carries the score over.
- What is laid down for special zones alone (Law 72/2025/QH15 chapter on đặc khu, decree 322/2025/NĐ-CP) is no answer
  for a commune.
- A blank form states nothing; what one province decided is no answer where the question names no province.
- An article headed "Thẩm quyền …" says who decides what its heading names; its clauses repeat little of it.
- A provision on the division, devolution or decentralisation of competence is the special rule beside the sector law.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from assistant.acts import acts_asked, acts_given
from assistant.competence import asks_who
from assistant.provinces import asks_of_special_zone, is_local, names_province
from assistant.question import Question
from assistant.verify import find_authorities
from corpus.authorities.acts import acts_in
from corpus.authorities.names import is_untiered
from corpus.authorities.roles import read_roles
from corpus.authorities.words import fold, nfc
from corpus.model import Chunk

DISTRICT_ENDED = date(2025, 7, 1)
NAMES_HOLDER = 0.09
DISTRICT_ONLY = -0.45
TRANSFER = 0.10
SCOPE = -0.2
FORM = -0.2
LOCAL = -0.15
AT_LEVEL = 0.03
NARROWER = -0.12
HEADED = 0.05
SAME_ACT = 0.06
OTHER_ACT = -0.06
CARRIERS = 20  # best candidates whose score is carried along references
CARRIED = 0.97  # share of a district power's score that the clause referring to it gets at least
CARRIED_ON = 0.9  # the same where the referenced clause names a holder that is there

_AT_LEVEL = {
    "xã": re.compile(
        r"\b(?:ở|tại|của|cấp|trong) (?:xã|phường|đặc khu)\b|\b(?:xã|phường) (?:mình|tôi|nào)\b", re.IGNORECASE
    ),
    "tỉnh": re.compile(r"\b(?:ở|tại|của|cấp|trong) tỉnh\b|\btỉnh (?:mình|tôi|nào)\b", re.IGNORECASE),
}
_SCOPE = re.compile(r"Phạm vi điều chỉnh|Đối tượng áp dụng|Nghị định này (?:nói|quy định) về", re.IGNORECASE)
_ASKS_FORM = re.compile(r"\b(?:mẫu|biểu mẫu|tờ khai|đơn|phiếu|nội dung (?:gồm|ghi))\b", re.IGNORECASE)
_TRANSITIONAL = re.compile(r"trước ngày (?:Nghị định|Luật|Nghị quyết|Thông tư|\d)[^.;]*có hiệu lực|chuyển tiếp", re.I)
ON_COMPETENCE = ("Thẩm quyền", "Phân cấp", "Phân quyền", "Phân định")  # how headings of such articles begin
_HEADING = re.compile(rf"[›·] Điều \S+ (?P<heading>(?:{'|'.join(ON_COMPETENCE)})[^›]*)")
_TRANSFER = re.compile(r"phân định|phân quyền|phân cấp|chuyển (?:giao|cho)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk with its score so far; `own` is what it has without what was carried to it."""

    row: int
    chunk: Chunk
    score: float
    own: float = 0.0


@lru_cache(maxsize=20_000)
def holders(text: str, lead: str) -> tuple[tuple[str, str], ...]:
    """(canonical name, level) of the authorities that hold a power in a clause; the lead-in counts if it names none."""
    for part in (text, lead):
        found = dict.fromkeys((a.canonical, a.level) for a in find_authorities(part) if a.role == "holder")
        if found:
            return tuple(found)
    return ()


def rerank(
    question: Question,
    day: date,
    candidates: Iterable[Candidate],
    takers: Callable[[Chunk], Iterable[Candidate]],
) -> list[Candidate]:
    """Candidates with adjusted scores, best first.

    Args:
        takers: the clauses in force that hand on the power of a chunk's provision, each with the share of its score
            that it deserves; for one that only gives a power to a district body, every clause that refers to it.
    """
    pool = {c.row: _with_own(c, c.score + _fitness(question, c.chunk)) for c in candidates}
    if asks_who(question):
        pool = {row: _with_own(c, c.score + _headed(question, c.chunk)) for row, c in pool.items()}
        carriers = sorted(pool.values(), key=lambda c: (-c.score, c.row))
        for carrier in carriers[:CARRIERS]:
            share = CARRIED if superseded(carrier.chunk, day) or leaves_open(carrier.chunk) else CARRIED_ON
            for taker in takers(carrier.chunk):
                known = pool.get(taker.row, replace(taker, score=0.0))
                carried = share * taker.score * carrier.score + _fitness(question, taker.chunk)
                pool[taker.row] = replace(known, score=max(known.score, carried))
        level = _asked_level(question.understood)
        pool = {
            row: replace(c, score=c.score + _bonus(c.chunk, day, level) + _act(question, c.chunk))
            for row, c in pool.items()
        }
    return sorted(pool.values(), key=lambda c: (-c.score, -c.own, c.row))


def _with_own(candidate: Candidate, score: float) -> Candidate:
    return replace(candidate, score=score, own=score)


def hands_over(chunk: Chunk) -> bool:
    """A clause on the division of competence that names who holds a power for good, not for cases under way."""
    return bool(_transfers(chunk) and not _TRANSITIONAL.search(chunk.text) and holders(chunk.text, chunk.lead))


def _transfers(chunk: Chunk) -> bool:
    """True for a clause of a decree or circular that divides competence; a law says how it may be divided."""
    head = chunk.path
    return bool(_TRANSFER.search(head)) and not head.startswith(("Luật", "Bộ luật"))


def _fitness(question: Question, chunk: Chunk) -> float:
    """What falls behind whoever is asked for: a clause on what a text is about, a blank form, a rule for elsewhere."""
    scope = SCOPE if _SCOPE.search(chunk.path) else 0.0
    scope += FORM if "form_" in chunk.provision and not _ASKS_FORM.search(question.understood) else 0.0
    scope += LOCAL if is_local(chunk.document) and not _names_place(question, chunk.document) else 0.0
    scope += NARROWER if not asks_of_special_zone(question.understood) and only_special_zones(chunk.text) else 0.0
    return scope


def _names_place(question: Question, document: str) -> bool:
    return names_province(question.understood) or any(named.document == document for named in question.named)


def _asked_level(question: str) -> str:
    """The tier at which the question looks for the authority ("ở xã, ai …"), if it names one only."""
    found = {level for level, pattern in _AT_LEVEL.items() if pattern.search(question)}
    return found.pop() if len(found) == 1 else ""


def _bonus(chunk: Chunk, day: date, asked_level: str) -> float:
    found = holders(chunk.text, chunk.lead)
    if not found:
        return 0.0
    if superseded(chunk, day):
        return DISTRICT_ONLY
    if leaves_open(chunk):
        return 0.0
    transfer = TRANSFER if _transfers(chunk) else 0.0
    level = AT_LEVEL if asked_level and any(held == asked_level for _, held in found) else 0.0
    return NAMES_HOLDER + transfer + level


def _act(question: Question, chunk: Chunk) -> float:
    """Who proposes and who decides stand in neighbouring clauses; the act that is asked for tells them apart."""
    asked, given = acts_asked(question.understood), acts_given(chunk.text, chunk.lead)
    if not asked or not given:
        return 0.0
    return SAME_ACT if asked & given else OTHER_ACT


@lru_cache(maxsize=20_000)
def only_special_zones(text: str) -> bool:
    """True if every commune body that a clause names is one of a special zone ("Ủy ban nhân dân đặc khu")."""
    units = {authority.unit for authority in find_authorities(text) if authority.level == "xã"}
    return units == {"đặc khu"}


def _headed(question: Question, chunk: Chunk) -> float:
    heading = _HEADING.search(chunk.path)
    given = acts_in(fold(nfc(heading["heading"]))) if heading else []
    return HEADED if acts_asked(question.understood) & set(given) else 0.0


def superseded(chunk: Chunk, day: date) -> bool:
    """A power that only district bodies hold in the clause's words, on a day without districts.

    Bodies whose tier the clause does not tell ("người sử dụng đất", "cơ quan đăng ký") neither save nor condemn it.
    """
    return day >= DISTRICT_ENDED and deciding_levels(chunk.text, chunk.lead) == {"huyện"}


@lru_cache(maxsize=20_000)
def deciding_levels(text: str, lead: str) -> frozenset[str]:
    """Tiers of the holders that are subjects of an act; of all holders where none is. Members of a council are none."""
    for part in (text, lead):
        held = [m for m in read_roles(nfc(part)) if m.role == "holder" and m.authority.level]
        acting = [m for m in held if m.heads or m.general]
        if held:
            return frozenset(m.authority.level for m in acting or held)
    return frozenset()


def leaves_open(chunk: Chunk) -> bool:
    """A clause whose holder is "the competent committee", of no tier: another clause says which."""
    found = holders(chunk.text, chunk.lead)
    return bool(found) and all(not level and is_untiered(name) for name, level in found)
