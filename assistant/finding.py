"""Finding clauses for a question: the provision that it names, transitional clauses, siblings left out of a list.

Passages that speak to the assistant instead of laying down law are found here, and are no basis.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.authority.siblings import with_left_out
from assistant.authority.statements import chunks_of
from assistant.notices import districts
from assistant.question import premise
from assistant.question.choices import asks_who
from assistant.question.instructions import has_orders
from assistant.question.parts import parts_of
from assistant.question.places import Names, place
from assistant.question.understand import Question, understand
from assistant.retrieval.retrieve import Retrieved, retrieve
from assistant.retrieval.transitional import is_under_way, transitional_first
from corpus.model import Hit
from corpus.reader import IndexReader

TOP = 4  # hits an answer can rest on


def find(
    reader: IndexReader,
    question: Question,
    day: date,
    count: int,
    names: Names,
    documents: Collection[str] | None = None,
) -> tuple[Retrieved, tuple[str, ...]]:
    """The hits, led by the provision named unless it is about something else or gave the power to a district.

    Args:
        documents: numbers of those to look in; None = all.
    """
    if any(n.document and n.document not in reader.numbers for n in question.named):
        question = replace(question, search=premise.without_citations(question.search))
    if districts.names_former(question, day):
        question = replace(question, named=())
    found = retrieve(reader, question, day, count if not is_under_way(question) else 3 * count, documents)
    hits = transitional_first(question, found.hits, count)
    found = replace(found, hits=with_left_out(reader, hits, day) if asks_who(question) else hits)
    named = next((n for n in question.named if n.article and n.document in reader.numbers), None)
    if named is None or named.document is None:
        return found, ()
    article = f"art_{named.article}"
    chunks = chunks_of(reader, named.document, article)
    words = premise.without_citations(question.understood)
    free = retrieve(reader, understand(words, None), day, count, documents)
    if not premise.misplaced(question, chunks, free.hits, reader.lexical.rarity):
        return found, ()
    document = reader.catalogue.document(named.document)
    provision = next((p for p in document.provisions if p.id == article), None) if document else None
    ended = (h for h in found.history if h.chunk.document == named.document)  # the reader must still be told of it
    free = replace(free, history=tuple({h.chunk.id: h for h in (*ended, *free.history)}.values()))
    return free, (premise.misplaced_notice(question, provision, free.hits[0], names),)


@dataclass(frozen=True, slots=True)
class FoundPart:
    """A part of a question that asks for several authorities, with the hits that it may rest on."""

    label: str
    question: Question
    usable: tuple[Hit, ...]
    found: Retrieved
    chance: float = 1.0  # probability that the hits answer it at all


def find_parts(
    reader: IndexReader, question: Question, day: date, count: int, names: Names, lost: Collection[str]
) -> tuple[FoundPart, ...]:
    """Hits for each part of a question that asks for several authorities; empty for any other.

    Args:
        lost: ids of chunks that yield to another provision.
    """
    found = []
    for part in parts_of(question.understood):
        asked = understand(part.text, None, reader.numbers)
        asked = replace(asked, text=question.text, former_district=question.former_district)
        hits, _ = find(reader, asked, day, count, names)
        usable = tuple(h for h in trusted(hits.hits) if h.chunk.id not in lost)
        found.append(FoundPart(part.label, asked, usable, hits))
    return tuple(found)


def trusted(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Hits of articles in which nothing speaks to the assistant."""
    ordering = {_article(h) for h in hits if has_orders(f"{h.chunk.context}\n{h.chunk.text}")}
    return tuple(h for h in hits if _article(h) not in ordering)


def distrusted(hits: Sequence[Hit], clean: Sequence[Hit], names: Names) -> tuple[str, ...]:
    """Passages that speak to the assistant instead of laying down law."""
    kept = {h.chunk.id for h in clean}
    return tuple(
        f"{place(h.chunk, names)[:1].upper()}{place(h.chunk, names)[1:]} có đoạn viết như lệnh cho trợ lý, không "
        "phải quy định; không dùng làm căn cứ, hãy xem lại tệp đã nạp."
        for h in hits[:TOP]
        if h.chunk.id not in kept
    )


def _article(hit: Hit) -> tuple[str, str]:
    return hit.chunk.document, hit.chunk.provision.split("__cl_")[0]
