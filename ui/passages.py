"""Markup of evidence cards and answers. Everything that is not ours is escaped by `Markup.format`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from markupsafe import Markup

from assistant.answer import Claim
from corpus.model import Chunk, Citation, Hit, Standing
from ui import texts, wording
from ui.highlight import highlighted

OPEN_CARDS = 4  # cards shown whole; the rest is one click away
_TIP = 280  # characters of a clause shown on hover


@dataclass(frozen=True, slots=True)
class Reading:
    """What cards need to know of their surroundings: names of documents by number, the day, the notice period."""

    names: Mapping[str, str]  # "Nghị định 151/2025/NĐ-CP"
    titles: Mapping[str, str]
    as_of: date
    notice_days: int
    marked: str = ""  # a query whose words are marked in the clauses
    standings: Mapping[str, Standing] = field(default_factory=dict)  # of the documents in the corpus, by number
    unpaged: Collection[str] = ()  # numbers of the documents whose file has no pages

    def name(self, number: str) -> str:
        return self.names.get(number, number)

    def standing(self, number: str) -> Standing:
        return self.standings.get(number, Standing.OFFICIAL)


def address(document: str, provision: str = "", as_of: date | None = None) -> str:
    """URL of a provision on the documents page."""
    query = {"so": document, "muc": provision, "ngay": as_of.isoformat() if as_of else ""}
    return "van-ban?" + urlencode({key: value for key, value in query.items() if value})


def place_link(document: str, provision: str, words: str = "", as_of: date | None = None) -> Markup:
    """A link to a provision; a click reaches Python as "r:number|provision id"."""
    return Markup('<a href="{}" data-open="r:{}|{}">{}</a>').format(
        address(document, provision, as_of), document, provision, words or wording.place(document, provision)
    )


def place_of_link(clicked: str | None) -> tuple[str, str] | None:
    """(document number, provision id) of a clicked `place_link`."""
    if not clicked or not clicked.startswith("r:"):
        return None
    number, _, provision = clicked[2:].partition("|")
    return number, provision


def badge(words: str, tone: str = "") -> Markup:
    return Markup('<span class="badge {}">{}</span>').format(tone, words) if words else Markup("")


def standing_mark(standing: Standing) -> Markup:
    """The short mark of a text that is not the official one, for tables."""
    return badge(texts.STANDINGS[standing.value] if standing is not Standing.OFFICIAL else "", "digest")


def joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def cards(hits: Sequence[Hit], reading: Reading, title: str = texts.EVIDENCE, *, opened: int = OPEN_CARDS) -> Markup:
    """Evidence as cards, the first few open and the others folded."""
    if not hits:
        return Markup('<p class="soft">{}</p>').format(texts.NO_EVIDENCE)
    shown = joined(card(hit, reading) for hit in hits[:opened])
    rest = joined(card(hit, reading) for hit in hits[opened:])
    more = texts.MORE_EVIDENCE.format(count=len(hits) - opened)
    folded = Markup("<details><summary>{}</summary>{}</details>").format(more, rest) if rest else Markup("")
    return Markup('<section aria-label="{}"><h2>{}</h2>{}{}</section>').format(title, title, shown, folded)


def folded_history(history: Sequence[Hit], reading: Reading) -> Markup:
    """What would answer but is out of force on the day, folded away and marked."""
    if not history:
        return Markup("")
    shown = joined(card(hit, reading, prefix="h") for hit in history)
    summary = texts.HISTORY.format(count=len(history), day=wording.day(reading.as_of))
    return Markup("<details><summary>{}</summary>{}</details>").format(summary, shown)


def card(hit: Hit, reading: Reading, *, prefix: str = "e") -> Markup:
    """One clause: where it stands, what it is worth, its lead-in and its own words."""
    chunk = hit.chunk
    tone, words = wording.validity_badge(chunk.validity, reading.as_of, reading.notice_days)
    return Markup(
        '<article class="card {tone}" id="{key}"><header><span class="no">{number}</span><div>'
        '<a class="where" data-open="{key}" href="{url}" aria-label="{label}">{path}</a></div></header>'
        '<p class="doc"><strong>{name}</strong> {title}</p><div>{badges}</div>'
        '<p class="soft small">{facts}</p>{notes}{lead}<div class="passage"><div class="verbatim">{text}</div>'
        "<button data-more hidden>{more}</button></div></article>"
    ).format(
        tone=tone,
        key=f"{prefix}{hit.rank}",
        number=hit.rank if prefix == "e" else texts.FORMER,
        url=address(chunk.document, chunk.provision, reading.as_of),
        label=texts.OPEN_PROVISION.format(place=wording.place_of(chunk, reading.name(chunk.document))),
        path=wording.path(chunk) or texts.PROVISION,
        name=reading.name(chunk.document),
        title=reading.titles.get(chunk.document, ""),
        badges=badge(wording.standing_badge(chunk.standing), "digest") + badge(words, tone),
        facts=_facts(chunk, reading),
        notes=joined(Markup('<p class="notice small">{}</p>').format(note) for note in chunk.validity.notes),
        lead=_lead(chunk),
        text=highlighted(chunk.text.strip(), reading.marked),
        more=texts.SHOW_ALL,
    )


def _facts(chunk: Chunk, reading: Reading) -> str:
    facts = [wording.validity_span(chunk.validity), wording.page(chunk, reading.unpaged)]
    if chunk.confidence is not None:
        facts.append(texts.SCAN.format(percent=round(chunk.confidence * 100)))
    if chunk.source_document != chunk.document:
        facts.append(texts.AMENDED_TEXT.format(number=reading.name(chunk.source_document)))
    ended, amended = chunk.validity.ended_by, chunk.validity.amended_by
    if ended and ended[0] != chunk.document:
        facts.append(texts.ENDED_BY.format(place=wording.place(*ended)))
    facts.extend(texts.AMENDED_BY.format(place=wording.place(*by)) for by in amended[:2])
    return " · ".join(fact for fact in facts if fact)


def _lead(chunk: Chunk) -> Markup:
    """Heading of the article and lead-in of the clause, dimmed: they are context, not what is quoted."""
    ancestry, _, lead = chunk.context.partition("\n")
    headings = [step for step in ancestry.split(" › ")[1:] if ". " in step]
    parts = [part for part in (headings[-1] if headings else "", lead.strip()) if part]
    return joined(Markup('<p class="context">{}</p>').format(part) for part in parts)


def number_of(citation: Citation, hits: Sequence[Hit], extra: Sequence[Citation] = ()) -> int:
    """The number a citation is shown by: its evidence card's, or the next free one if no card shows it."""
    for hit in hits:
        if (hit.chunk.document, hit.chunk.provision) == (citation.document, citation.provision):
            return hit.rank
    places = list(dict.fromkeys((c.document, c.provision) for c in extra))
    key = (citation.document, citation.provision)
    return len(hits) + 1 + (places.index(key) if key in places else len(places))


def unlisted(claims: Sequence[Claim], hits: Sequence[Hit]) -> list[Citation]:
    """Citations that no evidence card shows, in order of appearance."""
    shown = {(h.chunk.document, h.chunk.provision) for h in hits}
    return [c for claim in claims for c in claim.citations if (c.document, c.provision) not in shown]


def claims_markup(claims: Sequence[Claim], hits: Sequence[Hit], reading: Reading) -> Markup:
    """Verified sentences, each with its numbered citations."""
    extra = unlisted(claims, hits)
    sentences = []
    for i, claim in enumerate(claims):
        numbers = [number_of(citation, hits, extra) for citation in claim.citations]
        cited = enumerate(zip(claim.citations, numbers, strict=True))
        marks = joined(_reference(citation, number, f"c{i}.{j}", reading) for j, (citation, number) in cited)
        sentences.append(Markup('<p class="claim">{} {}</p>').format(claim.text, marks))
    return joined(sentences)


def _reference(citation: Citation, number: int, key: str, reading: Reading) -> Markup:
    where = wording.place_of(citation, reading.name(citation.document))
    quote = citation.quote.strip()
    return Markup(
        '<a class="ref" data-open="{key}" href="{url}" aria-label="{label}">[{number}]'
        '<span class="tip" aria-hidden="true">{mark}<strong>{where}</strong>'
        '<span class="words">{quote}</span></span></a>'
    ).format(
        key=key,
        url=address(citation.document, citation.provision, reading.as_of),
        label=f"[{number}] " + texts.OPEN_PROVISION.format(place=where),
        number=number,
        mark=badge(texts.DIGEST_BADGE, "digest") if citation.standing is Standing.DIGEST else Markup(""),
        where=where,
        quote=quote[:_TIP] + ("…" if len(quote) > _TIP else ""),
    )
