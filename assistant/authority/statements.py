"""Sentences taken word for word from a clause known to bear on a question, each checked like any other claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.authority.competence import evidence_of
from assistant.retrieval.retrieve import as_published
from assistant.verify import Verdict, verify_claim
from assistant.verify.sentences import shortened, whole_sentences
from corpus.lexical import terms
from corpus.model import Chunk, Hit
from corpus.reader import IndexReader


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a clause that has passed the check."""

    text: str
    hit: Hit
    verdict: Verdict


def stated(chunk: Chunk, wanted: str, day: date, question: str = "") -> Statement | None:
    """The clause's sentence nearest to `wanted`, if it passes the check as of the day; None otherwise.

    A long one is shortened unless that would cut off what is wanted.
    """
    asked = set(terms(wanted))
    ordered = sorted(whole_sentences(chunk.text), key=lambda s: -len(asked & set(terms(s))))
    fitting = (s if asked & set(terms(s)) - set(terms(shortened(s))) else shortened(s) for s in ordered)
    return next(filter(None, (checked(chunk, sentence, day, question) for sentence in fitting)), None)


def checked(chunk: Chunk, sentence: str, day: date, question: str = "") -> Statement | None:
    """A sentence made of a clause's words, if it passes the check as of the day; None otherwise."""
    published = as_published(chunk)
    verdict = verify_claim(sentence, [evidence_of(published)], question=question, as_of=day)
    return Statement(sentence, Hit(1, 1.0, published, chunk.validity.in_force(day)), verdict) if verdict.ok else None


def chunks_of(reader: IndexReader, number: str, provision: str = "", day: date | None = None) -> Sequence[Chunk]:
    """The chunks of a provision or a document, in force on the day where one is given."""
    rows = reader.catalogue.chunk_rows(number, provision)
    if day is not None:
        in_force = reader.in_force(day)
        rows = [row for row in rows if in_force[row]]
    return reader.catalogue.chunks(rows)
