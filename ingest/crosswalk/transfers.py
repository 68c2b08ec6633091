"""The crosswalk: lead-ins and items of each transferring article put together, with the validity of each basis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from corpus.catalogue import CATALOGUE, Catalogue
from corpus.generations import Generations
from corpus.model import Document, Provision, ProvisionKind, Standing, Validity
from corpus.settings import Settings
from ingest.crosswalk.citing import SectorReference, blanked, borrow_document
from ingest.crosswalk.model import CrosswalkRow, TransferKind
from ingest.crosswalk.parties import party_spans
from ingest.crosswalk.places import Transferring, Unit, kinds_named, transferring
from ingest.crosswalk.powers import Context, Power
from ingest.crosswalk.statement_words import NOBODY
from ingest.crosswalk.statements import Sentence
from ingest.references import resolve
from ingest.serving import active_documents, load_documents

_SENTENCE_END = regex.compile(r"(?:(?<=[.])\s+(?=\p{Lu})|(?<=[.;]”[.;]?|”[.;])\s+)(?!Điều\s+\d)")
_CONDITIONS_FOLLOW = regex.compile(
    r"(?:điều kiện|trường hợp|nguyên tắc|yêu cầu)(?:\s+(?:sau đây|sau|như sau))?\s*:\s*$"
)
_PROCEDURE = regex.compile(
    r"\s*(?:về\s+)?(?:trình tự|hồ sơ|thời gian|thời hạn|không|nguyên tắc)(?!\p{L})", regex.IGNORECASE
)
_UNKNOWN = Validity(None, None)
Provisions = Mapping[str, Mapping[str, Provision]]


def _at_once() -> None:
    """Go on."""


def rows(settings: Settings, between: Callable[[], None] = _at_once) -> tuple[CrosswalkRow, ...]:
    """Rows of all transfer decrees that the index serves, in the order of their texts; none without an index.

    Args:
        between: called after every few hundredths of a second of work; may wait.
    """
    current = Generations(settings.home).current()
    if current is None:
        return ()
    documents = active_documents(load_documents(settings))
    catalogue = Catalogue(Generations(settings.home).path(current) / CATALOGUE)
    try:
        validity = {
            (d.metadata.number, provision): interval
            for d in documents
            for provision, interval in catalogue.validities(d.metadata.number).items()
        }
    finally:
        catalogue.close()
    return transfers(documents, validity, between)


def transfers(
    documents: Sequence[Document],
    validity: Mapping[tuple[str, str], Validity],
    between: Callable[[], None] = _at_once,
) -> tuple[CrosswalkRow, ...]:
    """Rows of the transfer decrees among `documents`, whose references are resolved; `between` as for `rows`."""
    provisions = {d.metadata.number: {p.id: p for p in d.provisions} for d in documents}
    return tuple(row for d in documents for row in _rows_of(d, provisions, validity, between))


def _rows_of(
    document: Document,
    provisions: Provisions,
    validity: Mapping[tuple[str, str], Validity],
    between: Callable[[], None],
) -> Iterator[CrosswalkRow]:
    number = document.metadata.number
    between()
    for place in transferring(document):
        found = [
            _row(document, unit.provision, power, place.headings, provisions, validity.get((number, unit.provision.id)))
            for unit, power in _Article(number, place).powers()
        ]
        yield from _held_together(found)
        between()


@dataclass(frozen=True, slots=True)
class _Article:
    own: str
    place: Transferring

    def powers(self) -> Iterator[tuple[Unit, Power]]:
        heading = self.place.headings[0]
        context = Context()
        lead = Sentence(heading, (), 0, len(heading), self.own).lead()
        if lead is not None and lead.before and len(party_spans(lead.before)) == 1:
            context = Context(before=lead.before)
        yield from self._unit(self.place.article, context)

    def _unit(self, unit: Unit, context: Context) -> Iterator[tuple[Unit, Power]]:
        if _PROCEDURE.match(unit.text):
            return
        cited = borrow_document(unit.cited, unit.text, self.own)
        work = blanked(unit.text, cited)
        spans = _sentences(work)
        leads = bool(unit.children)
        for number, (start, end) in enumerate(spans):
            sentence = Sentence(work, cited, start, end, self.own, number == 0, self.place.bare, context)
            if not (leads and number == len(spans) - 1):
                yield from ((unit, power) for power in sentence.powers())
                continue
            if _CONDITIONS_FOLLOW.search(work, start, end) and (powers := sentence.powers()):
                listed = tuple(child.text.rstrip(" ;.") for child in unit.children)
                yield from ((unit, replace(power, conditions=(*power.conditions, *listed))) for power in powers)
                return
            context = _under(sentence.lead(), context)
        for child in unit.children:
            yield from self._unit(child, context)


def _under(lead: Context | None, above: Context) -> Context:
    if lead is None:
        return above
    return replace(lead, before=lead.before or above.before, now=lead.now or above.now)


def _sentences(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


def _row(
    document: Document, provision: Provision, power: Power, headings: tuple[str, ...], provisions: Provisions,
    interval: Validity | None,
) -> CrosswalkRow:  # fmt: skip
    numbers = {p.kind: p.number for p in _path(provision, provisions[document.metadata.number])}
    interval = interval or _UNKNOWN
    return CrosswalkRow(
        matter=power.matter,
        sector_reference=_printed(power.reference),
        provisions=_resolved(power.reference, provisions),
        before=None if NOBODY.fullmatch(power.before or "") else power.before,
        now=power.now,
        kind=power.word or _kind(headings, power.reference),
        conditions=power.conditions,
        document=document.metadata.number,
        provision=provision.id,
        article=numbers[ProvisionKind.ARTICLE],
        clause=numbers.get(ProvisionKind.CLAUSE),
        point=numbers.get(ProvisionKind.POINT),
        in_force_from=interval.start,
        in_force_to=interval.end,
        standing=Standing(document.metadata.standing),
    )


def _path(provision: Provision, by_id: Mapping[str, Provision]) -> Iterator[Provision]:
    above: Provision | None = provision
    while above is not None:
        yield above
        above = by_id.get(above.parent or "")


def _printed(reference: SectorReference | None) -> str:
    return reference.printed if reference else ""


def _resolved(reference: SectorReference | None, provisions: Provisions) -> tuple[tuple[str, str], ...]:
    if reference is None:
        return ()
    found = resolve([r for r in reference.references if r.target.document], provisions)
    return tuple((r.target.document, r.resolved) for r in found if r.resolved and r.target.document)


def _kind(headings: tuple[str, ...], reference: SectorReference | None) -> TransferKind:
    """The kind that the nearest heading names; where it names several, by what gave the power.

    A power that a law gives is devolved, one that the Government's decrees give is decentralised (resolution
    190/2025/QH15 and the headings of 146/2025/NĐ-CP: "phân quyền … tại Luật", "phân cấp … tại Nghị định").
    """
    for heading in headings:
        named = kinds_named(heading)
        if len(named) == 1:
            return named[0]
        if len(named) > 1 and reference is not None and TransferKind.DIVISION not in named:
            by_law = any(
                "/QH" in (r.target.document or "") or "Luật" in reference.printed for r in reference.references
            )
            return TransferKind.DEVOLUTION if by_law else TransferKind.DECENTRALISATION
    return TransferKind.DIVISION


def _held_together(found: Sequence[CrosswalkRow]) -> Iterator[CrosswalkRow]:
    """Clauses of one article that give the same task to different authorities: each row names all of them."""
    holders: dict[tuple[str, str, str | None], list[str]] = defaultdict(list)
    for row in found:
        if row.sector_reference and row.now not in holders[_task(row)]:
            holders[_task(row)].append(row.now)
    for row in found:
        others = [now for now in holders.get(_task(row), []) if now != row.now]
        yield replace(row, now="; ".join([row.now, *others])) if others and not row.conditions else row


def _task(row: CrosswalkRow) -> tuple[str, str, str | None]:
    return row.matter.casefold(), row.sector_reference.casefold().replace(" của ", " "), row.before
