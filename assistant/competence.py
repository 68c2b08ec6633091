"""The competence that a clause itself states, read from its structure without a model.

In a transfer decree the points never name the authority: it stands in the lead-in of the clause ("… chuyển giao cho
Chủ tịch Ủy ban nhân dân cấp xã thực hiện, bao gồm:"); elsewhere it is the subject of the sentence or stands at its
end ("… do Ủy ban nhân dân cấp xã thực hiện"). The roles are those of `assistant.verify`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.acts import acts_asked
from assistant.kinds import gives
from assistant.question import Question
from assistant.sentences import sentences
from assistant.verify import Evidence, Verdict, verify_claim
from corpus.authorities.acts import acts_in
from corpus.authorities.model import Authority
from corpus.authorities.names import is_untiered
from corpus.authorities.roles import read_roles
from corpus.authorities.words import fold, nfc
from corpus.lexical import terms
from corpus.model import Chunk, Hit
from corpus.passages import without_number

NEAR = 0.9  # other points of the best hit's clause count as alternatives from this share of its score
ALTERNATIVES = 4
TRIED = 2  # best hits that are tried for a sentence


@dataclass(frozen=True, slots=True)
class Competence:
    """A sentence made of the clause's own words that has passed the check, and who holds the power by it."""

    authorities: tuple[str, ...]
    claim: str
    hit: Hit
    verdict: Verdict


_ASKS_WHO = re.compile(
    r"\b(?:ai|thẩm quyền|ở đâu|đến đâu|(?:cơ quan|cấp|người|nơi|chỗ|bên|đơn vị|phòng|sở|bộ) nào|xã hay tỉnh)\b",
    re.IGNORECASE,
)


def asks_who(question: Question) -> bool:
    """True if the question asks who is competent, or where to turn."""
    return bool(_ASKS_WHO.search(question.understood))


def competences(question: Question, hits: Sequence[Hit], day: date | None = None) -> tuple[Competence, ...]:
    """What the best hit states as of a day; several if other points of the same clause name other authorities.

    A question that asks who gets the clause's sentence with the authority that holds the power; any other question
    its key sentence. Empty when none of the best hits has such a sentence that passes the check.
    """
    if not hits:
        return ()
    state = _competence if asks_who(question) else _statement
    near = [h for h in hits[:TRIED] if h.score >= NEAR * hits[0].score]
    first = None
    for hit in near:
        first = state(hit, question, day)
        if first is not None or (state is _competence and _names_holder(hit)):
            break  # a clause that says who, but not in words that pass, is not passed over for the next one
    if first is None or not first.authorities:
        return (first,) if first else ()
    clause = _clause(first.hit)
    beside = [h for h in hits if h is not first.hit and clause and _clause(h) == clause]
    others = [c for h in beside if h.score >= NEAR * first.hit.score and (c := state(h, question, day)) is not None]
    return tuple(sorted((first, *others[: ALTERNATIVES - 1]), key=lambda found: found.hit.chunk.start))


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
    """The sentence that names a holder itself and speaks most of the question, else the lead-in's holder."""
    acts = acts_asked(question.understood)
    told = sentences(hit.chunk.text) or [hit.chunk.text.strip()]
    wanted = set(terms(question.understood))
    spoken = [(s, names) for s in told if (names := _holders(s, acts))]
    if spoken:
        claim, names = max(spoken, key=lambda found: len(wanted & set(terms(found[0]))))
    else:
        names = _holders(hit.chunk.lead, frozenset())
        claim = _with_lead(names, hit.chunk.lead, told[0])
    if not names:
        return None
    verdict = _verified(claim, hit, question, day)
    return Competence(names, claim, hit, verdict) if verdict.ok else None


def _names_holder(hit: Hit) -> bool:
    parts = (hit.chunk.text, hit.chunk.lead)
    return any(_holders(part, frozenset()) for part in parts)


def _with_lead(names: Sequence[str], lead: str, point: str) -> str:
    """The point with its holder; with the words of the lead-in where the act stands there ("quyết định … đối với:")."""
    acts = set(acts_in(fold(nfc(" ".join(point.split()[:8]))))) - {"tổ chức"}  # a noun as often as a verb
    opening = without_number(lead).strip().rstrip(":").rstrip()
    if acts or "…" in opening or not opening or "\n" in opening:
        return f"{', '.join(names)} thực hiện: {point}"
    return f"{opening}: {point}"


def _holders(text: str, acts: frozenset[str]) -> tuple[str, ...]:
    """Who holds a power in a text; if the question asks for an act that some of them do, only those."""
    held = [m for m in read_roles(nfc(text)) if m.role == "holder" and not _is_open(m.authority)]
    doing = [m for m in held if m.general or acts & (m.acts | m.heads)]
    return tuple(dict.fromkeys(m.authority.canonical for m in doing or held))


# What a clause calls a kind of body, or the person who acts for one by delegation.
_NO_AUTHORITY = re.compile(r"(?:Tổ chức hành chính|Đơn vị sự nghiệp|Công chức|Viên chức)\b")


def _is_open(authority: Authority) -> bool:
    """True for a name that leaves open who it is: a kind of body, or a committee without its tier."""
    return bool(_NO_AUTHORITY.match(authority.canonical)) or is_untiered(authority.canonical)


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
