"""A question that asks several things at once, who and how long, or who does what: each answered by its own clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.authority.competence import Competence, competences
from assistant.finding import FoundPart
from assistant.question.choices import asks_who
from assistant.question.understand import Question, content_terms
from assistant.retrieval.rerank import holders
from corpus.lexical import terms
from corpus.model import Hit

NEAREST = 4  # hits that may say who, where the best ones only give a time
LOOKED_AT = 6  # hits among which the clause with the time is looked for
SAID = 0.5  # share of it that the sentence must say itself
ON_THE_MATTER = 0.4  # share of the question's content that this clause must have

_HOW_LONG = re.compile(
    r"(?:trong )?(?:mấy|bao nhiêu) (?:ngày|giờ|tháng)|bao lâu|thời hạn(?: giải quyết| xử lý)?|khi nào xong",
    re.IGNORECASE,
)
_DURATION = re.compile(r"\d+ (?:ngày|giờ|tháng)", re.IGNORECASE)


def how_long(question: Question, hits: Sequence[Hit], first: Hit | None, day: date) -> tuple[Competence, ...]:
    """The sentence with the time for the act that the first answer is about; empty if the question does not ask for it.

    Looked for in the document of the first answer: another document's time belongs to another procedure.
    """
    match = _HOW_LONG.search(question.understood)
    if match is None or not asks_who(question) or first is None:
        return ()
    matter = re.sub(r"\s+", " ", _HOW_LONG.sub(" ", question.understood)).strip(" ,?.")
    wanted = content_terms(matter)
    near = [
        hit
        for hit in hits[:LOOKED_AT]
        if hit.chunk.document == first.chunk.document
        and _DURATION.search(hit.chunk.text)
        and len(wanted & set(terms(f"{hit.chunk.context} {hit.chunk.text}"))) >= ON_THE_MATTER * len(wanted)
    ]
    asked = replace(question, understood=f"Thời hạn bao nhiêu ngày: {' '.join(sorted(wanted - _WHO))}")
    timed = competences(asked, near[:1], day)[:1] if near else ()
    return tuple(c for c in timed if len(wanted & set(terms(c.claim))) >= SAID * len(wanted))


def who_first(question: Question, hits: Sequence[Hit], day: date, chance: float) -> tuple[Competence, ...]:
    """The competence for a question that also asks how long: clauses that only give a time do not stand in its way."""
    if _HOW_LONG.search(question.understood) is None or not asks_who(question):
        return competences(question, hits, day, chance)
    matter = replace(question, understood=_HOW_LONG.sub(" ", question.understood))
    naming = [h for h in hits[:NEAREST] if holders(h.chunk.text, h.chunk.lead)]
    return competences(matter, hits, day, chance) or competences(matter, naming, day, chance)


@dataclass(frozen=True, slots=True)
class PartCompetence:
    """Who is competent, `label`: for which part of the question; nobody where no clause settles it."""

    label: str
    competences: tuple[Competence, ...]
    nearest: Hit | None = None

    @property
    def authorities(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for found in self.competences for name in found.authorities))


def who_by_part(
    question: Question, hits: Sequence[Hit], parts: Sequence[FoundPart], day: date, chance: float
) -> tuple[PartCompetence, ...]:
    """Who is competent for each part; for the whole question where it has no parts, or where no part is settled.

    Args:
        chance: the probability that the hits answer the whole question at all.
    """
    by_part = [
        PartCompetence(p.label, who_first(p.question, p.usable, day, p.chance), next(iter(p.usable), None))
        for p in parts
    ]
    return (
        tuple(by_part)
        if any(t.authorities for t in by_part)
        else (PartCompetence("", who_first(question, hits, day, chance)),)
    )


_WHO = frozenset(["ai", "nào", "cơ_quan", "quan_nào", "cơ", "quan", "ở_đâu", "đâu", "chỗ_nào", "nơi_nào"])
