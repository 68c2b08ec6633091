"""Answers and hits in the form that leaves the program: plain values, as `--json` prints them and exports read them."""

from __future__ import annotations

from dataclasses import asdict

from assistant.answer import Answer
from corpus.describe import clause_within
from corpus.model import Hit


def hit_dict(hit: Hit) -> dict[str, object]:
    """A hit in the interface's form."""
    chunk = hit.chunk
    return {
        "rank": hit.rank, "score": hit.score, "document": chunk.document, "provision": chunk.provision,
        "article": chunk.article, "clause": clause_within(chunk.provision, chunk.clause), "point": chunk.point,
        "text": chunk.text,
        "context": chunk.context, "page": chunk.page, "in_force": hit.in_force, "standing": chunk.standing,
        "effective_from": chunk.validity.start, "effective_to": chunk.validity.end,
    }  # fmt: skip


def answer_dict(answer: Answer, question: str) -> dict[str, object]:
    """An answer to `question` (as it was asked) in the interface's form."""
    return {
        "question": question,
        "status": answer.status,
        "claims": [asdict(c) for c in answer.claims],
        "withheld": [{"text": text, "reason": reason} for text, reason in answer.withheld],
        "authority": answer.authority,
        "before": answer.before,
        "parts": [asdict(part) for part in answer.parts],
        "evidence": [hit_dict(h) for h in answer.evidence],
        "notices": answer.notices,
        "as_of": answer.as_of,
        "understood": answer.question_understood,
        "made_from": asdict(answer.made_from),
        "seconds": asdict(answer.seconds),
    }
