"""What became of a document: until when it applies, what of it ended before that and by what, who amended it.

Answers questions on a document's validity from the catalogue's computed intervals and from the clauses that set them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.authority.statements import Statement, checked, chunks_of
from assistant.question.places import Names, day_words, name_of, place_of_id
from assistant.question.understand import Question
from assistant.verify.sentences import sentences
from corpus.locate import is_whole
from corpus.model import Chunk, Document, EffectKind, Provision, ProvisionKind, Validity
from corpus.passages import without_number
from corpus.reader import IndexReader

ENDING_CLAUSES = 3  # clauses that ended parts, quoted in full
OWN_ENDS = 2  # clauses by which the document itself or a part of it ends
NAMED_ARTICLES = 12

_ASKS = re.compile(
    r"hiệu lực|thay thế|bãi bỏ|bị sửa|được sửa|sửa đổi bởi|văn bản nào sửa|(?:còn|hết) (?:áp dụng|dùng|thời hạn)|"
    r"áp dụng đến|dừng (?:áp dụng|thực hiện)|kéo dài đến|thực hiện đến",
    re.IGNORECASE,
)


_ENDS = re.compile(r"hết hiệu lực|thực hiện đến|áp dụng đến|chấm dứt hiệu lực|bãi bỏ|thay thế", re.IGNORECASE)

_BRACKETS = re.compile(r"\([^()]*\)")
_OPEN = re.compile(r",?\s*(?:bao gồm|gồm|như sau|sau đây)(?: có)?$", re.IGNORECASE)  # before a list that is not quoted


@dataclass(frozen=True, slots=True)
class Status:
    """`statements` quote the clauses that set the document's time; `notices` tell what the catalogue computed."""

    statements: tuple[Statement, ...]
    notices: tuple[str, ...]


def document_status(reader: IndexReader, question: Question, day: date, names: Names) -> Status:
    """What became of the documents that a question on validity names; empty for any other question."""
    numbers = [n.document for n in question.named if n.document in reader.numbers and n.article is None]
    if not numbers or not _ASKS.search(question.understood):
        return Status((), ())
    statements: list[Statement] = []
    notices: list[str] = []
    for number in dict.fromkeys(n for n in numbers if n):
        document = reader.catalogue.document(number)
        if document is not None:
            notices += _told(reader, document, day, names)
            statements += _quoted(reader, document, day)
    return Status(tuple(statements), tuple(notices))


def _told(reader: IndexReader, document: Document, day: date, names: Names) -> list[str]:
    meta = document.metadata
    name = name_of(meta.number, names)
    notices = [_span(name, meta.effective_from, _end(document), day)]
    for (when, by), gone in sorted(_ended(reader, document).items()):
        source = place_of_id(*by, names)
        notices.append(f"Đã hết hiệu lực từ ngày {day_words(when)} theo {source}: {_listed(gone)} của {name}.")
    amended = sorted(_amenders(reader, meta.number))
    if amended:
        notices.append(f"{name} đã được sửa đổi, bổ sung bởi {', '.join(name_of(n, names) for n in amended)}.")
    return notices


def _end(document: Document) -> date | None:
    """The first day on which the whole document is out of force, from its head or its own clause."""
    own = [e.when for e in document.effects if e.kind is EffectKind.EXPIRES and is_whole(e.target) and e.when]
    return document.metadata.effective_to or min(own, default=None)


def _span(name: str, start: date | None, end: date | None, day: date) -> str:
    if start is not None and day < start:
        return f"{name} có hiệu lực từ ngày {day_words(start)}; ở ngày {day_words(day)} chưa có hiệu lực."
    since = f"có hiệu lực từ ngày {day_words(start)}" if start else "chưa rõ ngày có hiệu lực"
    if end is None:
        return f"{name} {since}; trong kho chưa có ngày hết hiệu lực của cả văn bản."
    if end <= day:
        return f"{name} {since} và đã hết hiệu lực từ ngày {day_words(end)}."
    return f"{name} {since}, thực hiện đến trước ngày {day_words(end)} (còn {(end - day).days} ngày)."


def _ended(reader: IndexReader, document: Document) -> dict[tuple[date, tuple[str, str]], list[Provision]]:
    """Outermost provisions that ended before the document itself, by day and by what ended them."""
    validities = reader.catalogue.validities(document.metadata.number)
    gone: dict[tuple[date, tuple[str, str]], list[Provision]] = defaultdict(list)
    for provision in document.provisions:
        found = _early(validities.get(provision.id), document)
        above = _early(validities.get(provision.parent or ""), document)
        if found and found != above and provision.kind in _LISTED:
            gone[found].append(provision)
    return {key: gone[key] for key in sorted(gone, key=lambda k: -len(gone[k]))[:ENDING_CLAUSES]}


_LISTED = {
    ProvisionKind.ARTICLE,
    ProvisionKind.CLAUSE,
    ProvisionKind.POINT,
    ProvisionKind.APPENDIX,
    ProvisionKind.CHAPTER,
}


def _early(validity: Validity | None, document: Document) -> tuple[date, tuple[str, str]] | None:
    if validity is None or validity.end is None or validity.ended_by is None:
        return None
    whole = _end(document)
    if validity.ended_by[0] == document.metadata.number or (whole is not None and validity.end >= whole):
        return None
    clause = validity.ended_by[1].split("__pt_")[0]  # points of one list are one clause
    return validity.end, (validity.ended_by[0], clause)


def _listed(gone: Sequence[Provision]) -> str:
    """ "Điều 4, Điều 5 (khoản 1, khoản 2), Điều 10": articles, with what of them ended where not all did."""
    parts: dict[str, list[str]] = defaultdict(list)
    for provision in gone:
        if provision.kind in {ProvisionKind.ARTICLE, ProvisionKind.APPENDIX, ProvisionKind.CHAPTER}:
            parts.setdefault(_label(provision), [])
        else:
            parts[f"một phần {_holding(provision.id)}"].append(provision.number)
    names = list(parts)
    more = f" và {len(names) - NAMED_ARTICLES} mục khác" if len(names) > NAMED_ARTICLES else ""
    return ", ".join(names[:NAMED_ARTICLES]) + more


def _label(provision: Provision) -> str:
    words = {ProvisionKind.APPENDIX: "Phụ lục", ProvisionKind.CHAPTER: "Chương"}
    return f"{words.get(provision.kind, 'Điều')} {provision.number}".strip()


def _holding(provision: str) -> str:
    """The article, else the appendix that a provision stands in."""
    for mark, name in (("art", "Điều"), ("app", "Phụ lục")):
        if match := re.search(rf"(?:^|__){mark}_([^_~]*)", provision):
            return f"{name} {match[1]}".strip()
    return "văn bản"


def _amenders(reader: IndexReader, number: str) -> set[str]:
    """Numbers of the other documents that amended something in it."""
    return {by[0] for v in reader.catalogue.validities(number).values() for by in v.amended_by} - {number}


def _quoted(reader: IndexReader, document: Document, day: date) -> list[Statement]:
    """The clause by which the document ends, and those by which other documents ended parts of it."""
    number = document.metadata.number
    own = sorted((e for e in document.effects if e.kind is EffectKind.EXPIRES), key=lambda e: not is_whole(e.target))
    sources = [(number, effect.source) for effect in own[:OWN_ENDS]]
    sources += [by for _, by in _ended(reader, document)]
    found = []
    for source in dict.fromkeys(sources):
        clauses = chunks_of(reader, *source, day)
        short = number.rpartition("/")[0]
        if source[0] != number:  # of a list of what ended, the items on this document
            clauses = sorted(clauses, key=lambda c: short not in _BRACKETS.sub("", c.text))
        endings = (_ending(chunk, short if source[0] != number else "", day) for chunk in clauses[:3])
        if statement := next(filter(None, endings), None):
            found.append(statement)
    return found[:ENDING_CLAUSES]


def _ending(chunk: Chunk, short: str, day: date) -> Statement | None:
    """The sentence by which a clause ends something; an item of a list with the lead-in that says so."""
    items = sentences(chunk.text)
    spoken = [s for s in items if _ENDS.search(s)]
    lead = without_number(chunk.lead.rpartition("\n")[2])
    head = spoken[0] if spoken else lead.strip(" :")
    at = next((n for n, s in enumerate(items) if short and short in _BRACKETS.sub("", s) and s not in spoken), None)
    claims = spoken
    if at is not None and head:
        item = f"{head}: {_OPEN.sub('', items[at])}"
        claims = [item, *(f"{item}, bao gồm {part}" for part in items[at + 1 :]), *spoken]
    return next(filter(None, (checked(chunk, claim, day) for claim in claims)), None)
