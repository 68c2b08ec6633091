"""Question → evidence: what the question means in its conversation, the clauses in force, and what must be told beside.

No model takes part. Orders in the question are taken out, a follow-up is completed, false premises are corrected,
conflicts between the best clauses are decided or shown, and it is decided here whether there is an answer at all.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.authority.competence import evidence_of
from assistant.authority.statements import Statement
from assistant.authority.transfer import forbidden, passing_on, passing_on_notice
from assistant.finding import TOP, FoundPart, distrusted, find, find_parts, trusted
from assistant.notices import abstain, districts
from assistant.notices.abolished import NOBODY, abolished, abolished_notice
from assistant.notices.applicability import scope_statements
from assistant.notices.basis import notices_for
from assistant.notices.conflict import conflicts, losing, prevailing_documents
from assistant.notices.history import document_status
from assistant.question import premise
from assistant.question.as_of import asked_on
from assistant.question.choices import asks_who
from assistant.question.instructions import clear
from assistant.question.places import Names, cited_as
from assistant.question.reading import Reading, read
from assistant.question.scope import OutOfScope, out_of_scope
from assistant.question.understand import Question
from assistant.retrieval.confidence import confidence
from assistant.retrieval.retrieve import Retrieved
from assistant.retrieval.transitional import settles
from assistant.verify import verify_claim
from corpus.catalogue import DocumentRow
from corpus.lexical import syllables
from corpus.model import Hit, Metadata
from corpus.reader import IndexReader
from corpus.settings import Settings

ABSTAIN_BELOW = 0.25  # probability that the evidence answers the question (docs/benchmarks.md)
PART_BELOW = 0.1  # the same of a part, whose few words say less of its matter


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found. `confidence` is the probability that a hit answers the question.

    `usable` are the hits on which something may be said: without passages that give orders to the assistant, and
    without what yields to another provision; `parts` of a question that asks for several authorities have their own.
    `statements` are sentences of clauses known to answer the question.
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
    parts: tuple[FoundPart, ...] = ()
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
    documents: Collection[str] | None = None,
) -> Evidence:
    """Evidence for a question as of a day: `as_of`, else the question's own, else today.

    Args:
        text: the question as typed.
        count: hits wanted.
        previous: the earlier questions of the conversation as typed, oldest first.
        documents: numbers of those to look in; None = all. What is known beforehand comes from any document.
    """
    # Over 60 lines: the order of the steps is the point, each needs what the ones before it found.
    started = time.monotonic()
    names, metadata = _documents(reader.catalogue.documents())
    asked = read(reader, text, previous)
    day = as_of or asked.question.as_of or date.today()
    question = districts.without_district(asked.question, day)
    found, said = find(reader, question, day, count, names, documents)
    clean = trusted(found.hits)
    settled = _settled(reader, asked.question, question, day, clean, names, metadata)
    chance = confidence(question, found, reader.lexical.rarity, reader.lexical.rows)
    outside = out_of_scope(asked.question.understood)
    absent = premise.missing(reader.catalogue, reader.numbers, asked.question, names)
    figure = abstain.lacks_figure(question, found.hits)
    sure = settled.holds or (not figure and (chance >= ABSTAIN_BELOW or settles(question, found.hits)))
    abstains = outside is not None or _asks_nothing(asked, absent) or not found.hits or not sure
    order_words = _orders(asked, [text, *previous], found.hits, clean)
    stated = [s.hit for s in settled.statements]
    found = replace(found, hits=led_by(stated, found.hits, count))
    clean = led_by(stated, clean, count)
    differing = () if abstains else conflicts(reader, clean, question, day, names, metadata)
    lost = losing(differing)
    parts = () if abstains or settled.whole else _parts(reader, question, day, count, names, lost)
    notices = [*asked_on(asked.question.as_of, as_of), *asked.notices, *_ordered(asked, clean), *absent, *said]
    notices += _premises(reader, asked.question, found, day, names, metadata)
    notices += [*settled.notices, *distrusted(found.hits, clean, names), *(c.notice for c in differing)]
    if abstains:
        notices += abstain.reasons(question, found.hits, outside.needed if outside else "", figure, names)
    else:
        basis = _with_parts(found, parts, count)
        notices += _told_of_basis(asked.question, basis, settled, day, settings, names, metadata)
    return Evidence(
        question=replace(question, text=text),
        as_of=day,
        hits=found.hits,
        history=found.history,
        confidence=chance,
        notices=tuple(dict.fromkeys(notices)),
        seconds=round(time.monotonic() - started, 4),
        outside=outside,
        usable=tuple(h for h in clean if h.chunk.id not in lost),
        parts=parts,
        statements=settled.statements,
        only_stated=settled.whole,
        rules_first=settled.rules or not asks_who(asked.question),
        headline=settled.headline,
        order_words=order_words,
        abstains=abstains,
        names=names,
        metadata=metadata,
    )


def _parts(
    reader: IndexReader, question: Question, day: date, count: int, names: Names, lost: Collection[str]
) -> tuple[FoundPart, ...]:
    """The parts of the question; one that the evidence does not answer rests on no hit."""
    lexical = reader.lexical
    parts = []
    for part in find_parts(reader, question, day, count, names, lost):
        chance = confidence(part.question, part.found, lexical.rarity, lexical.rows)
        parts.append(replace(part, chance=chance, usable=part.usable if chance >= PART_BELOW else ()))
    return tuple(parts)


def _asks_nothing(asked: Reading, absent: Sequence[str]) -> bool:
    """True if nothing is asked beside orders, or beside provisions that are not there."""
    return asked.asks_nothing or (bool(absent) and premise.asks_nothing_else(asked.question))


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
    rules: bool = False  # among them a rule that is what was asked for, whoever is competent

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
    gone = abolished(reader, question, clean, day)
    prevailing = prevailing_documents(reader, asked, day, names, metadata)
    passed = passing_on(reader, question.understood, day)
    statements = _distinct(
        *status.statements,
        *gone,
        *prevailing.statements,
        *scope_statements(reader, asked, day),
        *passed,
        *forbidden(clean[:TOP], question.understood, day),
        *districts.ended(reader, asked, day, max((h.score for h in clean), default=1.0)),
    )
    notices = (*status.notices, *([abolished_notice()] if gone else []), *prevailing.notices)
    notices += passing_on_notice(reader, question.understood, day, names)
    return _Settled(statements, notices, bool(status.notices or gone), NOBODY if gone else "", bool(passed))


def _with_parts(found: Retrieved, parts: Sequence[FoundPart], count: int) -> Retrieved:
    """What the answer may rest on: the best hit of each part before the hits of the whole question."""
    first = [h for part in parts for h in part.usable[:1]]
    return replace(found, hits=led_by(first, found.hits, count + len(first)))


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


def _distinct(*statements: Statement) -> tuple[Statement, ...]:
    """Each sentence once."""
    return tuple({(s.hit.chunk.id, s.text): s for s in statements}.values())


def _order_words(text: str, lawful: set[str], hits: Sequence[Hit], clean: Sequence[Hit]) -> frozenset[str]:
    """Syllables that occur only in orders: what obeys them is known by these words."""
    kept = {h.chunk.id for h in clean}
    ordered = set(syllables(text)).union(*(syllables(h.chunk.text) for h in hits if h.chunk.id not in kept))
    lawful.update(*(syllables(f"{h.chunk.context} {h.chunk.text}") for h in clean))
    return frozenset(ordered - lawful)


def led_by(first: Sequence[Hit], hits: Sequence[Hit], count: int) -> tuple[Hit, ...]:
    """At most `count` hits, those of `first` in front, numbered anew."""
    chunks = {h.chunk.id: h for h in first}
    chunks.update({h.chunk.id: h for h in hits})
    return tuple(replace(h, rank=n) for n, h in enumerate(list(chunks.values())[:count], 1))


def _documents(rows: Sequence[DocumentRow]) -> tuple[dict[str, str], dict[str, Metadata]]:
    active = [row for row in rows if row.active]
    names = {r.number: cited_as(r.number, r.metadata.kind, r.metadata.short_title) for r in active}
    return names, {r.number: r.metadata for r in active}


def _ordered(asked: Reading, hits: Sequence[Hit]) -> tuple[str, ...]:
    """That orders were not obeyed, and whether a clause says what the question wanted said."""
    if not asked.cleared.ordered:
        return ()
    wanted = asked.cleared.asserted
    borne_out = bool(wanted) and any(verify_claim(wanted, [evidence_of(h.chunk)]).ok for h in hits[:TOP])
    return (premise.ordered_notice(asked.cleared, borne_out),)
