"""Second look at the best candidates with what the law's structure says. Each feature has its reason, a learned weight
(ranking.toml) and its worth in docs/benchmarks.md; what the question does not ask for does not count.

- A question about competence is answered by a clause that names who holds the power.
- The district level ended on 1 July 2025 (resolution 203/2025/QH15 art. 2; Law 72/2025/QH15 art. 51): a clause that
  still gives a power to a district body is no basis after that day. The clause that hands this very power on refers
  to it, so the reference carries the score over.
- What is laid down for special zones alone (Law 72/2025/QH15 chapter on đặc khu, decree 322/2025/NĐ-CP) is no answer
  for a commune.
- A blank form states nothing; what one province decided is no answer where the question names none or another one.
- An article headed "Thẩm quyền …" says who decides what its heading names; its clauses repeat little of it.
- A provision on the division, devolution or decentralisation of competence is the special rule beside the sector law.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from assistant.question.acts import acts_asked, acts_given
from assistant.question.choices import asks_who
from assistant.question.provinces import asks_of_special_zone, is_local, provinces_in
from assistant.question.understand import Question
from assistant.retrieval.matter import in_words
from assistant.retrieval.ranking import read_weights, weighted
from assistant.verify import find_authorities
from corpus.authorities.acts import acts_in
from corpus.authorities.names import is_untiered
from corpus.authorities.roles import read_roles
from corpus.authorities.terms import DISTRICT_ENDED
from corpus.authorities.words import fold, nfc
from corpus.model import Chunk

FEATURES = (
    "set_back",  # what falls behind whoever is asked for, by the four constants below
    "headed",  # in an article headed competence for the act that is asked for
    "names_holder",
    "transfer",  # names a holder, in a decree or circular on the division of competence
    "district_only",
    "same_act",  # gives the act that is asked for
    "other_act",  # gives other acts only
    "state_level",  # names a holder, but none of province, district or commune
    "act_in_words",  # the act that is asked for stands in it
)
WEIGHTS = read_weights("structure")
SCOPE = -0.2
FORM = -0.2
LOCAL = -0.15
NARROWER = -0.12
CARRIERS = 20  # best candidates whose score is carried along references
CARRIED = 0.985  # share of a district power's score that the clause referring to it gets at least
CARRIED_ON = 0.95  # the same where the referenced clause names a holder that is there

_SCOPE = re.compile(r"Phạm vi điều chỉnh|Đối tượng áp dụng|Nghị định này (?:nói|quy định) về", re.IGNORECASE)
_MEANINGS = re.compile(r"Điều \S+ Giải thích (?:từ ngữ|thuật ngữ)", re.IGNORECASE)  # says of nobody what he may do
_ASKS_FORM = re.compile(r"\b(?:mẫu|biểu mẫu|tờ khai|đơn|phiếu|nội dung (?:gồm|ghi))\b", re.IGNORECASE)
_TRANSITIONAL = re.compile(r"trước ngày (?:Nghị định|Luật|Nghị quyết|Thông tư|\d)[^.;]*có hiệu lực|chuyển tiếp", re.I)
_LOCAL_TIERS = {"xã", "huyện", "tỉnh"}
ON_COMPETENCE = ("Thẩm quyền", "Phân cấp", "Phân quyền", "Phân định")  # how headings of such articles begin
_HEADING = re.compile(rf"[›·] Điều \S+ (?P<heading>(?:{'|'.join(ON_COMPETENCE)})[^›]*)")
_TRANSFER = re.compile(r"phân định|phân quyền|phân cấp|chuyển (?:giao|cho)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk with its score so far; `own` is what it has without what was carried to it.

    `values` are the features of the matter (`assistant.matter`) that the score was made of.
    """

    row: int
    chunk: Chunk
    score: float
    own: float = 0.0
    values: tuple[float, ...] = ()


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
    places: Mapping[str, frozenset[str]] | None = None,
) -> list[Candidate]:
    """Candidates with adjusted scores, best first.

    Args:
        takers: the clauses in force that hand on the power of a chunk's provision, each with the share of its score
            that it deserves; for one that only gives a power to a district body, every clause that refers to it.
        places: the provinces whose organs issued a document, by its number, where known.
    """
    pool = {c.row: _with_own(c, c.score + _set_back(question, c.chunk, places or {})) for c in candidates}
    if asks_who(question):
        for carrier in sorted(pool.values(), key=lambda c: (-c.score, c.row))[:CARRIERS]:
            for taker in carried_to(carrier.chunk, day, takers):
                known = pool.get(taker.row, replace(taker, score=0.0))
                score = taker.score * carrier.own + _set_back(question, taker.chunk, places or {})
                pool[taker.row] = replace(known, score=max(known.score, score))
        pool = {
            row: replace(c, score=c.score + weighted(WEIGHTS, FEATURES[1:], holding(question, c.chunk, day)))
            for row, c in pool.items()
        }
    return sorted(pool.values(), key=lambda c: (-c.score, -c.own, c.row))


def carried_to(chunk: Chunk, day: date, takers: Callable[[Chunk], Iterable[Candidate]]) -> list[Candidate]:
    """The takers of a chunk's power with the share of its score that is carried to each."""
    share = CARRIED if superseded(chunk, day) or leaves_open(chunk) else CARRIED_ON
    return [replace(taker, score=share * taker.score) for taker in takers(chunk)]


def _with_own(candidate: Candidate, score: float) -> Candidate:
    return replace(candidate, score=score, own=score)


def hands_over(chunk: Chunk) -> bool:
    """A clause on the division of competence that names who holds a power for good, not for cases under way."""
    return bool(_transfers(chunk) and not _TRANSITIONAL.search(chunk.text) and holders(chunk.text, chunk.lead))


def _transfers(chunk: Chunk) -> bool:
    """True for a clause of a decree or circular that divides competence; a law says how it may be divided."""
    head = chunk.path
    return bool(_TRANSFER.search(head)) and not head.startswith(("Luật", "Bộ luật"))


def _set_back(question: Question, chunk: Chunk, places: Mapping[str, frozenset[str]]) -> float:
    return WEIGHTS["set_back"] * set_back(question, chunk, places)


def set_back(question: Question, chunk: Chunk, places: Mapping[str, frozenset[str]]) -> float:
    """What falls behind whoever is asked for: a clause on what a text is about, a blank form, a rule for elsewhere."""
    scope = SCOPE if _SCOPE.search(chunk.path) or (_MEANINGS.search(chunk.path) and asks_who(question)) else 0.0
    scope += FORM if "form_" in chunk.provision and not _ASKS_FORM.search(question.understood) else 0.0
    scope += _of_place(question, chunk, places)
    scope += NARROWER if not asks_of_special_zone(question.understood) and only_special_zones(chunk.text) else 0.0
    return scope


def _of_place(question: Question, chunk: Chunk, places: Mapping[str, frozenset[str]]) -> float:
    """LOCAL for what another province decided, or any where the question names none; its opposite for the one named."""
    if not is_local(chunk.source_document) or any(named.document == chunk.source_document for named in question.named):
        return 0.0
    asked, own = provinces_in(question.understood), places.get(chunk.source_document, frozenset())
    if not asked:
        return LOCAL
    return 0.0 if not own else -LOCAL if asked & own else LOCAL


def holding(question: Question, chunk: Chunk, day: date) -> tuple[float, ...]:
    """The values of FEATURES after the first, for a question who is competent."""
    found = holders(chunk.text, chunk.lead)
    ended = bool(found) and superseded(chunk, day)
    stands = bool(found) and not ended and not leaves_open(chunk)
    asked, given = acts_asked(question.understood), acts_given(chunk.text, chunk.lead)
    return (
        float(_headed(question, chunk)),
        float(stands),
        float(stands and _transfers(chunk)),
        float(ended),
        float(bool(asked & given)),
        float(bool(asked and given and not asked & given)),
        float(stands and not {level for _, level in found} & _LOCAL_TIERS),
        float(any(act in in_words(chunk) for act in asked)),
    )


@lru_cache(maxsize=20_000)
def only_special_zones(text: str) -> bool:
    """True if every commune body that a clause names is one of a special zone ("Ủy ban nhân dân đặc khu")."""
    units = {authority.unit for authority in find_authorities(text) if authority.level == "xã"}
    return units == {"đặc khu"}


def _headed(question: Question, chunk: Chunk) -> bool:
    heading = _HEADING.search(chunk.path)
    given = acts_in(fold(nfc(heading["heading"]))) if heading else []
    return bool(acts_asked(question.understood) & set(given))


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
