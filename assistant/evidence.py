"""Question → evidence: what the question means in its conversation, the clauses in force, and what must be told beside.

No model takes part. Orders in the question are taken out, a follow-up is made whole, false premises are corrected,
conflicts between the best clauses are decided or shown, and it is decided here whether there is an answer at all.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant import abstain, districts, premise
from assistant.abolished import NOBODY, abolished, abolished_notice
from assistant.applicability import scope_statements
from assistant.as_of import asked_on
from assistant.choices import asks_who
from assistant.competence import evidence_of
from assistant.confidence import confidence
from assistant.conflict import conflicts, losing, prevailing_documents
from assistant.history import document_status
from assistant.instructions import clear, has_orders
from assistant.notices import notices_for
from assistant.places import Names, cited_as, place
from assistant.question import Question, understand
from assistant.reading import Reading, read
from assistant.retrieve import Retrieved, retrieve
from assistant.scope import OutOfScope, out_of_scope
from assistant.siblings import with_left_out
from assistant.statements import Statement, chunks_of
from assistant.transfer import forbidden, passing_on, passing_on_notice
from assistant.transitional import is_under_way, settles, transitional_first
from assistant.verify import verify_claim
from corpus.catalogue import DocumentRow
from corpus.lexical import syllables
from corpus.model import Hit, Metadata
from corpus.reader import IndexReader
from corpus.settings import Settings

ABSTAIN_BELOW = 0.21  # probability that the evidence answers the question (docs/benchmarks.md)
TOP = 4  # hits an answer can rest on


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found. `confidence` is the probability that a hit answers the question.

    `usable` are the hits on which something may be said: without passages that give orders to the assistant, and
    without what yields to another provision. `statements` are sentences of clauses known to answer the question.
    """

    question: Question
    as_of: date
    hits: tuple[Hit, ...]
    history: tuple[Hit, ...]
    confidence: float
    notices: tuple[str, ...]
    seconds: float
    outside: OutOfScope | None = None  # why no central regulation answers it
    usable: tuple[Hit, ...] = ()
    statements: tuple[Statement, ...] = ()
    headline: str = ""  # stands for the authority where the statements say that there is none
    abstains: bool = False
    order_words: frozenset[str] = frozenset()  # words of orders in the question or in passages, and of nothing else
    only_stated: bool = False  # the statements are the whole answer: what became of a document
    rules_first: bool = False  # the statements come before who is competent
    names: Names = field(default_factory=dict)
    metadata: dict[str, Metadata] = field(default_factory=dict)

    @property
    def question_understood(self) -> str:
        return self.question.understood


def gather(
    reader: IndexReader,
    text: str,
    as_of: date | None,
    count: int,
    settings: Settings,
    previous: Sequence[str] = (),
) -> Evidence:
    """Evidence for a question as of a day: `as_of`, else the question's own, else today.

    Args:
        text: the question as typed.
        count: hits wanted.
        previous: the earlier questions of the conversation as typed, oldest first.
    """
    started = time.monotonic()
    names, metadata = _documents(reader.catalogue.documents())
    asked = read(reader, text, previous)
    day = as_of or asked.question.as_of or date.today()
    question = districts.without_district(asked.question, day)
    found, said = _found(reader, question, day, count, names)
    clean = _trusted(found.hits)
    settled = _settled(reader, asked.question, question, day, clean, names, metadata)
    chance = confidence(question, found, reader.lexical.rarity)
    outside = out_of_scope(asked.question.understood)
    absent = premise.missing(reader.catalogue, reader.numbers, asked.question, names)
    nothing = asked.asks_nothing or (bool(absent) and premise.asks_nothing_else(asked.question))
    figure = abstain.lacks_figure(question, found.hits)
    sure = settled.holds or (not figure and (chance >= ABSTAIN_BELOW or settles(question, found.hits)))
    abstains = outside is not None or nothing or not found.hits or not sure
    order_words = _orders(asked, [text, *previous], found.hits, clean)
    found = replace(found, hits=_led_by(settled.statements, found.hits, count))
    clean = _led_by(settled.statements, clean, count)
    differing = () if abstains else conflicts(reader, clean, question, day, names, metadata)
    notices = [*asked_on(asked.question.as_of, as_of), *asked.notices, *_ordered(asked, clean), *absent, *said]
    notices += _premises(reader, asked.question, found, day, names, metadata)
    notices += [*settled.notices, *_distrusted(found.hits, clean, names), *(c.notice for c in differing)]
    if abstains:
        notices += abstain.reasons(question, found.hits, outside.needed if outside else "", figure, names)
    else:
        notices += _told_of_basis(asked.question, found, settled, day, settings, names, metadata)
    return Evidence(
        question=replace(question, text=text),
        as_of=day,
        hits=found.hits,
        history=found.history,
        confidence=chance,
        notices=tuple(dict.fromkeys(notices)),
        seconds=round(time.monotonic() - started, 4),
        outside=outside,
        usable=tuple(h for h in clean if h.chunk.id not in losing(differing)),
        statements=settled.statements,
        only_stated=settled.whole,
        rules_first=not asks_who(asked.question),
        headline=settled.headline,
        order_words=order_words,
        abstains=abstains,
        names=names,
        metadata=metadata,
    )


def _orders(asked: Reading, typed: Sequence[str], hits: Sequence[Hit], clean: Sequence[Hit]) -> frozenset[str]:
    """Words of orders to the assistant in what was typed or found; empty where there are no orders."""
    ordered = asked.cleared.ordered or len(clean) < len(hits) or any(clear(text).ordered for text in typed[1:])
    return _order_words(" ".join(typed), asked.asked_words(), hits, clean) if ordered else frozenset()


@dataclass(frozen=True, slots=True)
class _Settled:
    """What clauses known beforehand say to the question; `whole` if that is the whole answer."""

    statements: tuple[Statement, ...]
    notices: tuple[str, ...]
    whole: bool
    headline: str = ""

    @property
    def holds(self) -> bool:
        return bool(self.statements or self.notices)


def _settled(
    reader: IndexReader,
    asked: Question,
    question: Question,
    day: date,
    clean: Sequence[Hit],
    names: Names,
    metadata: dict[str, Metadata],
) -> _Settled:
    """Validity, rank and scope of documents, rules on passing a task on, prohibitions."""
    status = document_status(reader, asked, day, names)
    gone = abolished(question, clean, day)
    prevailing = prevailing_documents(reader, asked, day, names, metadata)
    statements = _distinct(
        *status.statements,
        *gone,
        *prevailing.statements,
        *scope_statements(reader, asked, day),
        *passing_on(reader, question.understood, day),
        *forbidden(clean[:TOP], question.understood, day),
        *districts.ended(reader, asked, day, max((h.score for h in clean), default=1.0)),
    )
    notices = (*status.notices, *([abolished_notice()] if gone else []), *prevailing.notices)
    notices += passing_on_notice(reader, question.understood, day, names)
    return _Settled(statements, notices, bool(status.notices or gone), NOBODY if gone else "")


def _told_of_basis(
    question: Question,
    found: Retrieved,
    settled: _Settled,
    day: date,
    settings: Settings,
    names: Names,
    metadata: dict[str, Metadata],
) -> tuple[str, ...]:
    """Time and standing of what the answer rests on."""
    basis = replace(found, hits=found.hits[: len(settled.statements)]) if settled.whole else found
    titles = {number: meta.title for number, meta in metadata.items()}
    asked = frozenset(named.document for named in question.named if named.document)
    return notices_for(basis, day, settings.expiry_notice_days, names, titles, asked)


def _premises(
    reader: IndexReader, question: Question, found: Retrieved, day: date, names: Names, metadata: dict[str, Metadata]
) -> list[str]:
    """What the question takes for granted: a provision that is not there, a district, a province's decision."""
    lacking = premise.lacking(reader.catalogue, reader.numbers, question)
    ended = districts.district(reader.numbers, question, day)
    return [
        *premise.instead(question, lacking, [*found.hits, *found.history], names),
        *([ended] if ended else []),
        *premise.provincial(question, metadata.values()),
    ]


def _trusted(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Hits of articles in which nothing speaks to the assistant."""
    ordering = {_article(h) for h in hits if has_orders(f"{h.chunk.context}\n{h.chunk.text}")}
    return tuple(h for h in hits if _article(h) not in ordering)


def _article(hit: Hit) -> tuple[str, str]:
    return hit.chunk.document, hit.chunk.provision.split("__cl_")[0]


def _distinct(*statements: Statement) -> tuple[Statement, ...]:
    """Each sentence once."""
    return tuple({(s.hit.chunk.id, s.text): s for s in statements}.values())


def _order_words(text: str, lawful: set[str], hits: Sequence[Hit], clean: Sequence[Hit]) -> frozenset[str]:
    """Syllables that occur only in orders: what obeys them is known by these words."""
    kept = {h.chunk.id for h in clean}
    ordered = set(syllables(text)).union(*(syllables(h.chunk.text) for h in hits if h.chunk.id not in kept))
    lawful.update(*(syllables(f"{h.chunk.context} {h.chunk.text}") for h in clean))
    return frozenset(ordered - lawful)


def _led_by(statements: Sequence[Statement], hits: Sequence[Hit], count: int) -> tuple[Hit, ...]:
    """The clauses of the statements first, then the hits, numbered anew."""
    chunks = {s.hit.chunk.id: s.hit for s in statements}
    chunks.update({h.chunk.id: h for h in hits})
    return tuple(replace(h, rank=n) for n, h in enumerate(list(chunks.values())[:count], 1))


def _documents(rows: Sequence[DocumentRow]) -> tuple[dict[str, str], dict[str, Metadata]]:
    active = [row for row in rows if row.active]
    names = {r.number: cited_as(r.number, r.metadata.kind, r.metadata.short_title) for r in active}
    return names, {r.number: r.metadata for r in active}


def _found(
    reader: IndexReader, question: Question, day: date, count: int, names: Names
) -> tuple[Retrieved, tuple[str, ...]]:
    """The hits, led by the provision named unless it is about something else or gave the power to a district."""
    if any(n.document and n.document not in reader.numbers for n in question.named):
        question = replace(question, search=premise.without_citations(question.search))
    if districts.names_former(question, day):
        question = replace(question, named=())
    found = retrieve(reader, question, day, count if not is_under_way(question) else 3 * count)
    hits = transitional_first(question, found.hits, count)
    found = replace(found, hits=with_left_out(reader, hits, day) if asks_who(question) else hits)
    named = next((n for n in question.named if n.article and n.document in reader.numbers), None)
    if named is None or named.document is None:
        return found, ()
    article = f"art_{named.article}"
    chunks = chunks_of(reader, named.document, article)
    words = premise.without_citations(question.understood)
    free = retrieve(reader, understand(words, None), day, count)
    if not premise.misplaced(question, chunks, free.hits, reader.lexical.rarity):
        return found, ()
    document = reader.catalogue.document(named.document)
    provision = next((p for p in document.provisions if p.id == article), None) if document else None
    ended = (h for h in found.history if h.chunk.document == named.document)  # still to be told of
    free = replace(free, history=tuple({h.chunk.id: h for h in (*ended, *free.history)}.values()))
    return free, (premise.misplaced_notice(question, provision, free.hits[0], names),)


def _ordered(asked: Reading, hits: Sequence[Hit]) -> tuple[str, ...]:
    """That orders were not obeyed, and whether a clause says what the question wanted said."""
    if not asked.cleared.ordered:
        return ()
    wanted = asked.cleared.asserted
    borne_out = bool(wanted) and any(verify_claim(wanted, [evidence_of(h.chunk)]).ok for h in hits[:TOP])
    return (premise.ordered_notice(asked.cleared, borne_out),)


def _distrusted(hits: Sequence[Hit], clean: Sequence[Hit], names: Names) -> tuple[str, ...]:
    """Passages that speak to the assistant instead of laying down law."""
    kept = {h.chunk.id for h in clean}
    return tuple(
        f"{place(h.chunk, names)[:1].upper()}{place(h.chunk, names)[1:]} có đoạn viết như lệnh cho trợ lý, không "
        f"phải quy "
        "định; không dùng làm căn cứ, hãy xem lại tệp đã nạp."
        for h in hits[:TOP]
        if h.chunk.id not in kept
    )
