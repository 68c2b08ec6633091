"""The competence that a clause itself states, read from its structure without a model.

In a transfer decree the points never name the authority: it stands in the lead-in of the clause ("… chuyển giao cho
Chủ tịch Ủy ban nhân dân cấp xã thực hiện, bao gồm:"); elsewhere it is the subject of the sentence or stands at its
end ("… do Ủy ban nhân dân cấp xã thực hiện"). The roles are those of `assistant.verify`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question import Question
from assistant.verify import Evidence, Verdict, find_authorities, verify_claim
from corpus.model import Hit

CLAIM_CHARACTERS = 420
NEAR = 0.9  # other points of the best hit's clause count as alternatives from this share of its score
ALTERNATIVES = 4


@dataclass(frozen=True, slots=True)
class Competence:
    """Who holds the power, in a sentence made of the clause's own words; it has passed the check."""

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


def competences(question: Question, hits: Sequence[Hit]) -> tuple[Competence, ...]:
    """The competence that the best hit states; several if other points of the same clause state others.

    Empty when the question does not ask who, or the best hits do not name an authority that holds the power.
    """
    if not asks_who(question) or not hits:
        return ()
    best = hits[0]
    clause = _clause(best)
    beside = [h for h in hits[1:] if clause and _clause(h) == clause and h.score >= NEAR * best.score]
    found = [c for hit in [best, *beside[: ALTERNATIVES - 1]] if (c := _competence(hit, question)) is not None]
    return tuple(found)


def _competence(hit: Hit, question: Question) -> Competence | None:
    chunk = hit.chunk
    lead = chunk.context.partition("\n")[2]
    own = [a.canonical for a in find_authorities(chunk.text) if a.role == "holder"]
    led = [a.canonical for a in find_authorities(lead) if a.role == "holder"] if not own else []
    names = tuple(dict.fromkeys(own or led))
    if not names:
        return None
    act = _first_sentence(chunk.text)
    claim = act if own else f"{', '.join(names)} thực hiện: {act}"
    evidence = Evidence(
        key=chunk.id, text=chunk.text, context=chunk.context, document=chunk.document, article=chunk.article,
        clause=chunk.clause, point=chunk.point, effective_from=chunk.validity.start, effective_to=chunk.validity.end,
    )  # fmt: skip
    verdict = verify_claim(claim, [evidence], question=question.understood)
    return Competence(names, claim, hit, verdict) if verdict.ok else None


def _clause(hit: Hit) -> tuple[str, str] | None:
    head, mark, _ = hit.chunk.provision.partition("__pt_")
    return (hit.chunk.document, head) if mark else None


_NUMBERING = re.compile(r"^\s*(?:\d+[a-zđ]?\.|[a-zđ]{1,2}\d?\))\s*")


def _first_sentence(text: str) -> str:
    """The first sentence without its numbering, cut at a semicolon if it is too long for a headline."""
    plain = re.sub(r"\s+", " ", _NUMBERING.sub("", text)).strip()
    end = re.search(r"(?<=[^\d\W])[.](?=\s+[A-ZĐÀ-Ỹ])", plain)
    sentence = plain[: end.start()] if end else plain
    if len(sentence) > CLAIM_CHARACTERS and ";" in sentence[:CLAIM_CHARACTERS]:
        sentence = sentence[: sentence[:CLAIM_CHARACTERS].rindex(";")]
    return sentence.rstrip(" .;:")
