"""The competence that a clause itself states, read from its structure without a model.

In a transfer decree the points never name the authority: it stands in the lead-in of the clause ("… chuyển giao cho
Chủ tịch Ủy ban nhân dân cấp xã thực hiện, bao gồm:"); elsewhere it is the subject of the sentence or stands at its
end ("… do Ủy ban nhân dân cấp xã thực hiện"). The roles are those of `corpus.authorities`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from assistant.acts import acts_asked, acts_given, acts_of_matter, acts_of_who, asks_to_whom, variants
from assistant.as_of import DISTRICT_ENDED
from assistant.choices import at_tier, fits, fitting_case, matter_of, offered_holders, others_than, tier_of
from assistant.kinds import gives
from assistant.question import Question
from assistant.sentences import sentences, shortened, whole_sentences
from assistant.verify import Evidence, Verdict, complete_claim, verify_claim
from corpus.authorities.acts import acts_in
from corpus.authorities.model import Authority, Level
from corpus.authorities.names import in_full, is_untiered, name_authorities
from corpus.authorities.roles import read_roles
from corpus.authorities.words import fold, nfc
from corpus.lexical import terms
from corpus.model import Chunk, Hit
from corpus.passages import without_number

NEAR = 0.9  # share of the best score from which a hit is tried for a sentence
BESIDE = 0.95  # other points of the stated hit's clause count as alternatives from this share of its score
ALTERNATIVES = 4
AS_NEAR = 0.95  # share of the best score from which a hit whose holder does the very act comes before one that does not
OFFERED_NEAR = 0.85  # the same for a hit whose holder the question itself offers ("A, B hay C")
_LOCAL = ("xã", "tỉnh", "cùng cấp", "các cấp")
SAYS = 3  # words besides names that a sentence must have
WHOLE = 800  # characters up to which a sentence is told whole for the sake of its holder
TRIED = 4  # best hits that are tried for a sentence
TRIED_FOR_DISTRICT = 6  # the same where a district body is asked about: its task may stand in the clauses after


@dataclass(frozen=True, slots=True)
class Competence:
    """A sentence made of the clause's own words that has passed the check, and who holds the power by it."""

    authorities: tuple[str, ...]
    claim: str
    hit: Hit
    verdict: Verdict
    does: int = 0  # 2: the holder does the very act that is asked for; 1: one like it, or whatever the clause is about


_ASKS_WHO = re.compile(
    r"\b(?:ai|thẩm quyền|(?:ở|đến|lên|tới|gửi|nộp) đâu"
    r"|(?:cơ quan|tổ chức|đoàn thể|cấp|cá nhân|người|nơi|chỗ|bên|đơn vị|phòng|sở|bộ) nào)\b",
    re.IGNORECASE,
)
_BODY = r"(?:xã|phường|tỉnh|huyện|sở|bộ|ủy ban|hội đồng nhân dân|công an|chủ tịch|tòa án|cơ quan|mặt trận|đặc khu)"
# "… nộp ở xã hay ở tỉnh?", "xã có được ký không, hay phải lên tỉnh?"
_WHICH_OF_TWO = re.compile(
    rf"\b{_BODY}\b[^.?;]*\bhay (?:là )?(?:(?:phải|có|do|lên|về|ở|của|chờ|đến|tới|đợi) )*{_BODY}\b", re.IGNORECASE
)


def asks_who(question: Question) -> bool:
    """True if the question asks who is competent, or where to turn."""
    text = question.understood
    return bool(_ASKS_WHO.search(text) or _WHICH_OF_TWO.search(text) or offered_holders(text))


def competences(question: Question, hits: Sequence[Hit], day: date | None = None) -> tuple[Competence, ...]:
    """What the best hit states as of a day; several if other points of the same clause name other authorities.

    A question that asks who gets the clause's sentence with the authority that holds the power; any other question
    its key sentence. Empty when none of the best hits has such a sentence that passes the check.
    """
    if not hits:
        return ()
    state = _competence if asks_who(question) else _statement
    first = _first(question, hits, day) if state is _competence else _stated(question, hits, day)
    if first is None or not first.authorities:
        return (first,) if first else ()
    clause = _clause(first.hit)
    beside = [h for h in hits if h is not first.hit and clause and _clause(h) == clause]
    others = [c for h in beside if h.score >= BESIDE * first.hit.score and (c := state(h, question, day)) is not None]
    return tuple(sorted((first, *others[: ALTERNATIVES - 1]), key=lambda found: found.hit.chunk.start))


def _stated(question: Question, hits: Sequence[Hit], day: date | None) -> Competence | None:
    near = (h for h in hits[:TRIED] if h.score >= NEAR * hits[0].score)
    return next((found for h in near if (found := _statement(h, question, day)) is not None), None)


def _first(question: Question, hits: Sequence[Hit], day: date | None) -> Competence | None:
    """The best hit that says who; before it a near one with a holder that the question offers, or with the very act."""
    moved = question.former_district and (day is None or day >= DISTRICT_ENDED)

    @cache
    def read(hit: Hit) -> Competence | None:
        found = _competence(hit, question, day)
        return found if found is None or not moved or _is_local(found.authorities) else None

    offered = offered_holders(question.understood)
    near = _near(hits, OFFERED_NEAR) if offered else []
    choices = (c for h in near if (c := read(h)) and offered & _canonical(c.authorities))
    if (choice := next(choices, None)) is not None:
        return choice
    for hit in _near(hits, NEAR)[: TRIED_FOR_DISTRICT if moved else TRIED]:
        competence = read(hit)
        if competence is not None:
            doing = (c for h in _near(hits, AS_NEAR) if not competence.does and (c := read(h)) and c.does > 1)
            return next(doing, competence)
        if _names_holder(hit) and not moved:
            return None  # a clause that says who, but not in words that pass, is not passed over for the next one
    return None


def _canonical(names: Sequence[str]) -> set[str]:
    """Names without what narrows them ("… phường")."""
    return {authority.canonical for name in names for authority in name_authorities(nfc(name))}


def _is_local(names: Sequence[str]) -> bool:
    """True if the commune or the province is among the holders: what a district did went to one of them."""
    return any(authority.level in _LOCAL for name in names for authority in name_authorities(nfc(name)))


def _near(hits: Sequence[Hit], share: float) -> list[Hit]:
    return [hit for hit in hits if hit.score >= share * hits[0].score]


def _statement(hit: Hit, question: Question, day: date | None) -> Competence | None:
    if not gives(question.understood, hit.chunk.text):
        return None
    told = [s for s in sentences(hit.chunk.text) if gives(question.understood, s)]
    wanted = set(terms(question.understood))
    return next(
        (
            Competence((), sentence, hit, verdict)
            for sentence in sorted(told, key=lambda s: -len(wanted & set(terms(s))))[:1]
            if (verdict := _verified(sentence, hit, question, day)).ok
        ),
        None,
    )


def _competence(hit: Hit, question: Question, day: date | None) -> Competence | None:
    """The sentence whose holder does what is asked for and that speaks most of the question, else the lead-in's."""
    asked = _Asked.of(question.understood)
    own = variants(acts_of_who(question.understood))
    told = _told(hit.chunk.text)
    wanted = set(terms(question.understood))
    naming = (s for s in told if _holders(s, asked) and _says_more(s) and not _RESIDUAL.match(s))
    spoken = [
        (_another(s, asked), fits(s, question.understood), _does(s, own, asked.acts), len(wanted & set(terms(s))), s)
        for s in naming
    ]
    lead = _leading(hit.chunk, asked.of_tier())
    if spoken and (any(another for another, *_ in spoken) or not lead):
        *_, does, _, claim = max(spoken, key=lambda found: found[:4])
        names = _holders(fitting_case(claim, question.understood), asked)
    else:
        names = _holders(lead, asked.of_tier())
        claim = _with_lead(names, hit.chunk.lead if lead == hit.chunk.lead else "", told[0])
        does = int(bool(asked.acts & acts_given(told[0], hit.chunk.lead)))
    if not names:
        return None
    verdict = _verified(claim, hit, question, day)
    if not verdict.ok and (completed := complete_claim(claim, verdict)):
        claim, verdict = completed, _verified(completed, hit, question, day)
    return Competence(names, claim, hit, verdict, does) if verdict.ok else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question asks of a holder; `matter`: canonical names of those that something is done to."""

    acts: frozenset[str] = frozenset()
    to_whom: bool = False
    matter: frozenset[str] = frozenset()
    tier: Level = ""

    @classmethod
    def of(cls, question: str) -> _Asked:
        return cls(acts_asked(question), asks_to_whom(question), matter_of(question), tier_of(question))

    def of_tier(self) -> _Asked:
        """Only the tier: what a lead-in says holds for every act and matter of its points."""
        return _Asked(tier=self.tier)


_NOTHING_ASKED = _Asked()


def _another(sentence: str, asked: _Asked) -> bool:
    """True if somebody else than the question's own matter holds the power."""
    return not _canonical(_holders(sentence, asked)) <= asked.matter


def _leading(chunk: Chunk, asked: _Asked) -> str:
    """The lead-in where it names a holder, else the article's heading where that does; empty if neither does."""
    heading = chunk.path.rpartition(" Điều ")[2].split(" › ")[0]
    return next((part for part in (chunk.lead, heading) if _holders(part, asked)), "")


def _told(text: str) -> list[str]:
    """The sentences of a clause; a long one whole where shortening would cut off who holds the power."""
    return [_keeping_holder(whole) for whole in whole_sentences(text)] or [text.strip()]


def _says_more(sentence: str) -> bool:
    """True if a sentence has words besides the names in it, and does not leave the matter to be laid down elsewhere."""
    rest = nfc(sentence)
    for authority in reversed(name_authorities(rest)):
        rest = f"{rest[: authority.start]} {rest[authority.end :]}"
    return len(rest.split()) >= SAYS and not _LEFT_TO_RULES.match(rest.strip())


def _keeping_holder(whole: str) -> str:
    short = shortened(whole)
    kept = len(whole) > WHOLE or set(_holders(whole, _NOTHING_ASKED)) <= set(_holders(short, _NOTHING_ASKED))
    return short if kept else whole


# "Chính phủ quy định chi tiết Điều này", without the name.
_LEFT_TO_RULES = re.compile(
    r"(?:quy định chi tiết|hướng dẫn(?: chi tiết| thực hiện)?) (?:điều|khoản|điểm|nội dung|việc)", re.I
)
_RESIDUAL = re.compile(r"(?:các )?trường hợp khác\b", re.IGNORECASE)  # says nothing of the case that is asked about


def _does(sentence: str, own: frozenset[str], acts: frozenset[str]) -> int:
    """`Competence.does` of a sentence."""
    held = [m for m in read_roles(nfc(sentence)) if m.role == "holder" and not _is_open(m.authority)]
    handed = {act for m in held if m.general for act in acts_of_matter(without_number(sentence))}
    if any(own & m.heads for m in held) or own & handed:
        return 2
    if acts & handed:
        return 1
    return int(any(acts & (m.heads | (m.acts if m.general else frozenset())) for m in held))


def _names_holder(hit: Hit) -> bool:
    return bool(_holders(hit.chunk.text, _NOTHING_ASKED) or _leading(hit.chunk, _NOTHING_ASKED))


def _with_lead(names: Sequence[str], lead: str, point: str) -> str:
    """The point with its holder; with the words of the lead-in where the act stands there ("quyết định … đối với:")."""
    acts = set(acts_in(fold(nfc(" ".join(point.split()[:8]))))) - {"tổ chức"}  # a noun as often as a verb
    opening = without_number(lead).strip().rstrip(":").rstrip()
    named = set(names) <= {authority.canonical for authority in name_authorities(nfc(opening))}
    if not opening or (named and (acts or "…" in opening or "\n" in opening)):
        return f"{', '.join(names)} thực hiện: {point}"
    return f"{opening}: {point}"


def _holders(text: str, asked: _Asked) -> tuple[str, ...]:
    """Who holds a power in a text; if the question asks for an act that some of them do, only those.

    Where it asks to whom something is submitted, that is who the text addresses.
    """
    tiered = (replace(m, authority=at_tier(m.authority, asked.tier, text)) for m in read_roles(nfc(text)))
    read = [m for m in tiered if not _is_open(m.authority)]
    held = [m for m in read if m.role == "holder"]
    doing = [m for m in held if m.general or asked.acts & (m.acts | m.heads)]
    if asked.to_whom:
        doing = [m for m in read if m.role == "addressee" and m.addressed] or doing
    found = [m.authority for m in doing] or [m.authority for m in held]
    return tuple(dict.fromkeys(in_full(nfc(text), authority) for authority in others_than(asked.matter, found)))


# What a clause calls a kind of body, a member of one, or the person who acts for one by delegation.
_NO_AUTHORITY = re.compile(
    r"(?:Tổ chức hành chính|Đơn vị sự nghiệp|Công chức|Viên chức|Đại biểu|Trung tâm phục vụ hành chính công)\b", re.I
)


def _is_open(authority: Authority) -> bool:
    """True for a name that leaves open who it is: a kind of body, a tier alone, or a committee without its tier."""
    return (
        authority.body == "chính quyền"
        or bool(_NO_AUTHORITY.match(authority.canonical))
        or is_untiered(authority.canonical)
    )


def _verified(claim: str, hit: Hit, question: Question, day: date | None) -> Verdict:
    return verify_claim(claim, [evidence_of(hit.chunk)], question=question.understood, as_of=day)


def evidence_of(chunk: Chunk) -> Evidence:
    """A chunk as what a claim is checked against."""
    return Evidence(
        key=chunk.id,
        text=chunk.text,
        context=chunk.context,
        document=chunk.document,
        article=chunk.article,
        clause=chunk.clause,
        point=chunk.point,
        effective_from=chunk.validity.start,
        effective_to=chunk.validity.end,
    )


def _clause(hit: Hit) -> tuple[str, str] | None:
    head, mark, _ = hit.chunk.provision.partition("__pt_")
    return (hit.chunk.document, head) if mark else None
