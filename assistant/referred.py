"""The provision of the sector law to which a clause that hands a power over refers.

"Cấp Giấy chứng nhận … quy định tại điểm b khoản 1 Điều 136 Luật Đất đai": an official writes both into the decision,
the clause that says who acts now and the one that says what the act is.
"""

from __future__ import annotations

import re
from datetime import date

from assistant.question import Question, content_terms
from assistant.rerank import hands_over
from corpus.authorities.words import fold, nfc
from corpus.lexical import terms
from corpus.model import Chunk, Citation
from corpus.passages import without_number
from corpus.reader import IndexReader

MOST = 1  # a clause with a list of references is about one of them
_STEP = re.compile(r"(art|cl|pt)_([^_~]+)")
_UNITS = {"art": "điều", "cl": "khoản", "pt": "điểm"}


def referred(reader: IndexReader, chunk: Chunk, claim: str, question: Question, day: date) -> tuple[Citation, ...]:
    """Citations of the provisions in other documents, in force on the day, that a claim names; nearest to the question.

    Empty where the clause hands no power over, or the claim does not name the provision.
    """
    row = reader.row_of.get(chunk.id)
    if row is None or not hands_over(chunk):
        return ()
    wanted = content_terms(question.understood)
    found = [
        (len(wanted & set(terms(there.text))), -n, there)
        for n, (number, provision) in enumerate(reader.catalogue.referred(row))
        if number != chunk.document and _names(claim, provision)
        for there in _in_force(reader, number, provision, day)
    ]
    nearest = sorted(found, key=lambda f: f[:2], reverse=True)[:MOST]
    return tuple(_cite(there) for _, _, there in nearest)


def _names(claim: str, provision: str) -> bool:
    """True if the claim names the article, the clause and the point."""
    text = fold(nfc(claim))
    steps = _STEP.findall(provision)
    return bool(steps) and all(re.search(rf"{_UNITS[unit]} {re.escape(label)}\b", text) for unit, label in steps)


def _in_force(reader: IndexReader, number: str, provision: str, day: date) -> list[Chunk]:
    """The text of exactly this provision as of the day; nothing where it is only kept in parts."""
    rows = reader.catalogue.chunk_rows(number, provision)
    in_force = reader.in_force(day)
    return [c for c in reader.catalogue.chunks([r for r in rows if in_force[r]]) if c.provision == provision][:1]


def _cite(chunk: Chunk) -> Citation:
    steps = dict(_STEP.findall(chunk.provision))
    return Citation(
        document=chunk.document,
        provision=chunk.provision,
        article=steps.get("art"),
        clause=steps.get("cl"),
        point=steps.get("pt"),
        quote=without_number(chunk.text).strip(),
        page=chunk.page,
        standing=chunk.standing,
    )
