"""The competence that a clause itself states, read from its structure without a model.

In a transfer decree the points never name the authority: it stands in the lead-in of the clause ("… chuyển giao cho
Chủ tịch Ủy ban nhân dân cấp xã thực hiện, bao gồm:"); elsewhere it is the subject of the sentence or stands at its
end ("… do Ủy ban nhân dân cấp xã thực hiện"). The roles are those of `corpus.authorities`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.authority.bounds import taken_in
from assistant.authority.holders import NOTHING_ASKED, Asked, holders_in, is_open, leading, says_another
from assistant.authority.selection import clause_of, sureness, weighed
from assistant.question.acts import acts_given, acts_of_matter, acts_of_who, variants
from assistant.question.choices import asks_who, fits, fitting_case
from assistant.question.kinds import gives
from assistant.question.understand import Question
from assistant.retrieval.matter import heading
from assistant.verify import Evidence, Verdict, complete_claim, verify_claim
from assistant.verify.sentences import sentences, shortened, whole_sentences, with_items, with_opening
from corpus.authorities.acts import acts_in
from corpus.authorities.names import name_authorities, without_authorities
from corpus.authorities.roles import read_roles
from corpus.authorities.terms import DISTRICT_ENDED
from corpus.authorities.words import fold, nfc
from corpus.lexical import terms
from corpus.model import Chunk, Hit
from corpus.passages import without_number

NEAR = 0.8  # share of the best score from which a hit is tried for a sentence
TRIED = 8  # best hits that are tried for a sentence
SURE = 0.5  # certainty from which a holder is named; below it only the clauses are shown (docs/experiments.md)
BESIDE = 0.95  # other points of the stated hit's clause count as alternatives from this share of its score
AS_FITTING = 1.0  # and if their weight is at most this much below the stated one's
ALTERNATIVES = 4
STATED, STATED_NEAR = 4, 0.9  # the same for a question that does not ask who
_LOCAL = ("xã", "tỉnh", "cùng cấp", "các cấp")
SAYS = 3  # words besides names that a sentence must have
WHOLE = 800  # characters up to which a sentence stays whole where cutting it would lose its holder


@dataclass(frozen=True, slots=True)
class Competence:
    """A sentence made of the clause's own words that has passed the check, and who holds the power by it."""

    authorities: tuple[str, ...]
    claim: str
    hit: Hit
    verdict: Verdict
    does: int = 0  # 2: the holder does the very act that is asked for; 1: one like it, or whatever the clause is about


def competences(
    question: Question, hits: Sequence[Hit], day: date | None = None, chance: float = 1.0
) -> tuple[Competence, ...]:
    """What the best hit states as of a day; several if other points of the same clause name other authorities.

    A question that asks who gets the clause's sentence with the authority that holds the power; any other question
    its key sentence. Empty when none of the best hits has such a sentence that passes the check.

    Args:
        chance: the probability that the hits answer the question at all.
    """
    if not hits:
        return ()
    if not asks_who(question):
        stated = _stated(question, hits, day)
        return (stated,) if stated else ()
    near = stated_near(question, hits, day)
    if not near:
        return ()
    weights = weighed(question.understood, near, hits[0].score)
    first, sure = sureness(question.understood, near, weights, chance)
    return _with_beside(near, weights, first) if sure >= SURE else ()


def _with_beside(near: Sequence[Competence], weights: Sequence[float], first: int) -> tuple[Competence, ...]:
    """The sentence chosen, with other points of its clause that fit the question as well, in the clause's order."""
    chosen, clause = near[first], clause_of(near[first].hit)
    beside = [
        found
        for found, weight in zip(near, weights, strict=True)
        if found is not chosen
        and clause is not None
        and clause_of(found.hit) == clause
        and found.hit.score >= BESIDE * chosen.hit.score
        and weight >= weights[first] - AS_FITTING
    ]
    return tuple(sorted((chosen, *beside[: ALTERNATIVES - 1]), key=lambda found: found.hit.chunk.start))


def stated_near(question: Question, hits: Sequence[Hit], day: date | None) -> list[Competence]:
    """What the near hits say of who is competent, best hit first.

    For a power of the former districts only clauses that name a commune's or a province's body count.
    """
    moved = question.former_district and (day is None or day >= DISTRICT_ENDED)
    near = (hit for hit in hits[:TRIED] if hit.score >= NEAR * hits[0].score)
    found = (stated for hit in near if (stated := _competence(hit, question, day)) is not None)
    local = [stated for stated in found if not moved or _is_local(stated.authorities)]
    fits = taken_in(question.understood, [stated.hit.chunk.text for stated in local])
    return [stated for stated, fit in zip(local, fits, strict=True) if fit]


def _stated(question: Question, hits: Sequence[Hit], day: date | None) -> Competence | None:
    near = (h for h in hits[:STATED] if h.score >= STATED_NEAR * hits[0].score)
    return next((found for h in near if (found := _statement(h, question, day)) is not None), None)


def _is_local(names: Sequence[str]) -> bool:
    """True if the commune or the province is among the holders: what a district did went to one of them."""
    return any(authority.level in _LOCAL for name in names for authority in name_authorities(nfc(name)))


def _statement(hit: Hit, question: Question, day: date | None) -> Competence | None:
    if not gives(question.understood, hit.chunk.text):
        return None
    giving = [s for s in sentences(hit.chunk.text) if gives(question.understood, s)]
    wanted = set(terms(question.understood))
    nearest = sorted(giving, key=lambda s: -len(wanted & set(terms(s))))[:1]
    claims = [claim for s in nearest for claim in _statements(s, hit.chunk, question)]
    return next(
        (
            Competence((), claim, hit, verdict)
            for claim in claims
            if (verdict := _verified(claim, hit, question, day)).ok
        ),
        None,
    )


def _statements(sentence: str, chunk: Chunk, question: Question) -> tuple[str, ...]:
    """Ways to state a sentence, the best first: after the words that open its list, with its own list items, as it is.

    Under a heading that denies ("Địa điểm không được đăng ký …") a sentence without that heading says the opposite.
    """
    opened = with_opening(sentence, chunk.text, chunk.lead)
    above = heading(chunk.path)
    if opened == sentence and not chunk.lead and _DENIES.search(fold(above)) and not _DENIES.search(fold(sentence)):
        opened = f"{above}: {sentence[:1].lower()}{sentence[1:]}"
    return opened, with_items(sentence, chunk.text, question.understood), sentence


_DENIES = re.compile(r"\b(?:không được|không phải|không cấp|nghiêm cấm|bị cấm|cấm)\b")


def _competence(hit: Hit, question: Question, day: date | None) -> Competence | None:
    """The sentence whose holder does what is asked for, with most of the question's words; else the lead-in's."""
    asked = Asked.of(question.understood)
    own = variants(acts_of_who(question.understood))
    clauses = _sentences_of(hit.chunk.text)
    wanted = set(terms(question.understood))
    naming = (s for s in clauses if holders_in(s, asked) and _says_more(s) and not _RESIDUAL.match(s))
    text = question.understood
    spoken = [
        (says_another(s, asked, own), fits(s, text), _does(s, own, asked.acts), len(wanted & set(terms(s))), s)
        for s in naming
    ]
    lead = leading(hit.chunk, asked.of_tier())
    best = max(spoken, key=lambda found: found[:4]) if spoken else None
    if lead and not any(found[0] for found in spoken):
        names = holders_in(lead, asked.of_tier())
        claim = _with_lead(names, hit.chunk.lead if lead == hit.chunk.lead else "", clauses[0])
        does = int(bool(asked.acts & acts_given(clauses[0], hit.chunk.lead)))
        if (stated := _passing(names, claim, hit, question, day, does)) or best is None:
            return stated
    if best is None:
        return None
    *_, does, _, claim = best
    case = fitting_case(claim, text)
    names = holders_in(case, asked)
    if case != claim and names and (alone := _passing(names, case, hit, question, day, does)):
        return alone
    return _passing(names, claim, hit, question, day, does) if names else None


def _passing(
    names: tuple[str, ...], claim: str, hit: Hit, question: Question, day: date | None, does: int
) -> Competence | None:
    """The sentence if it passes the check, with a dropped condition or the item of its list where it needs one."""
    verdict = _verified(claim, hit, question, day)
    if not verdict.ok and (completed := complete_claim(claim, verdict)):
        claim, verdict = completed, _verified(completed, hit, question, day)
    if not verdict.ok and (listed := with_items(claim, hit.chunk.text, question.understood)) != claim:
        claim, verdict = listed, _verified(listed, hit, question, day)
    return Competence(names, claim, hit, verdict, does) if verdict.ok else None


def _sentences_of(text: str) -> list[str]:
    """The sentences of a clause; a long one whole where shortening would cut off who holds the power."""
    return [_keeping_holder(whole) for whole in whole_sentences(text)] or [text.strip()]


def _says_more(sentence: str) -> bool:
    """True if a sentence has words besides the names in it, and does not leave the matter to be laid down elsewhere."""
    rest = without_authorities(nfc(sentence))
    return len(rest.split()) >= SAYS and not _LEFT_TO_RULES.match(rest.strip())


def _keeping_holder(whole: str) -> str:
    short = shortened(whole)
    kept = len(whole) > WHOLE or set(holders_in(whole, NOTHING_ASKED)) <= set(holders_in(short, NOTHING_ASKED))
    return short if kept else whole


# "Chính phủ quy định chi tiết Điều này", without the name.
_LEFT_TO_RULES = re.compile(
    r"(?:quy định chi tiết|hướng dẫn(?: chi tiết| thực hiện)?) (?:điều|khoản|điểm|nội dung|việc)", re.I
)
_RESIDUAL = re.compile(r"(?:các )?trường hợp khác\b", re.IGNORECASE)  # does not say which cases it is about


def _does(sentence: str, own: frozenset[str], acts: frozenset[str]) -> int:
    """`Competence.does` of a sentence."""
    held = [m for m in read_roles(nfc(sentence)) if m.role == "holder" and not is_open(m.authority)]
    handed = {act for m in held if m.general for act in acts_of_matter(without_number(sentence))}
    if any(own & m.heads for m in held) or own & handed:
        return 2
    if acts & handed:
        return 1
    return int(any(acts & (m.heads | (m.acts if m.general else frozenset())) for m in held))


def _with_lead(names: Sequence[str], lead: str, point: str) -> str:
    """The point with its holder; with the words of the lead-in where the act stands there ("quyết định … đối với:")."""
    acts = set(acts_in(fold(nfc(" ".join(point.split()[:8]))))) - {"tổ chức"}  # a noun as often as a verb
    opening = without_number(lead).strip().rstrip(":").rstrip()
    named = set(names) <= {authority.canonical for authority in name_authorities(nfc(opening))}
    if not opening or (named and (acts or "…" in opening or "\n" in opening)):
        return f"{', '.join(names)} thực hiện: {point}"
    return f"{opening}: {point}"


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
