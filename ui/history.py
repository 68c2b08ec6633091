"""A provision's past and its surroundings: its dated wordings, what changed it, and what refers to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from corpus.catalogue import Catalogue
from corpus.model import Chunk, Document, Provision, Validity
from ui import texts, wording
from ui.passages import badge, joined, place_link

_CITING_SHOWN = 8
_EXCERPT = 180  # characters of a citing clause


@dataclass(frozen=True, slots=True)
class Wording:
    """One dated text of a provision; `by` is the place (document, provision) that brought it, None for the first."""

    text: str
    validity: Validity
    by: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Citing:
    """A place that refers to the provision, with its words."""

    document: str
    provision: str
    text: str


def wordings(catalogue: Catalogue, document: Document, provision: Provision) -> list[Wording]:
    """All wordings the corpus knows, the earliest first."""
    number = document.metadata.number
    own = catalogue.validity(number, provision.id) or Validity(None, None)
    return [Wording(provision.text, own), *later_wordings(catalogue, number, provision.id)]


def later_wordings(catalogue: Catalogue, number: str, provision: str) -> list[Wording]:
    """Wordings that amending documents brought, the earliest first; also of a provision that they inserted."""
    groups: dict[tuple[str, str, date | None], list[Chunk]] = defaultdict(list)
    for chunk in catalogue.chunks(catalogue.chunk_rows(number, provision)):
        if chunk.source_document != number:
            groups[chunk.source_document, chunk.source_provision, chunk.validity.start].append(chunk)
    found = [
        Wording("\n".join(c.text for c in sorted(group, key=lambda c: c.start)), group[0].validity, (number, place))
        for (number, place, _), group in groups.items()
    ]
    return sorted(found, key=lambda w: w.validity.start or date.min)


def superseded(found: Sequence[Wording], as_of: date) -> bool:
    """Whether the first wording is out of force on the day and a later one in force."""
    first = bool(found) and found[0].by is None and not found[0].validity.in_force(as_of)
    return first and any(w.validity.in_force(as_of) for w in found[1:])


def citing(catalogue: Catalogue, document: Document, provision: str) -> list[Citing]:
    """Places that refer to the provision or to what is inside it: of this document first, then of others."""
    number = document.metadata.number
    by_id = {p.id: p for p in document.provisions}
    inside = [p for p in by_id if p == provision or p.startswith(f"{provision}__")]
    own = {
        r.source: Citing(number, r.source, by_id[r.source].text)
        for r in document.references
        if r.target.document in {None, number} and r.resolved in inside and r.source in by_id
        and r.source not in inside
    }  # fmt: skip
    rows = sorted({row for p in inside for row in catalogue.citing_rows(number, p)})
    others = {(c.document, c.provision): Citing(c.document, c.provision, c.text) for c in catalogue.chunks(rows)}
    return [*own.values(), *others.values()]


def history_markup(found: Sequence[Wording], as_of: date, notice_days: int) -> Markup:
    """The wordings, the one in force on the day first."""
    if len(found) < 2 and not (found and found[0].validity.amended_by):
        return Markup('<h2>{}</h2><p class="soft small">{}</p>').format(texts.HISTORY_TITLE, texts.HISTORY_NONE)
    order = sorted(found, key=lambda w: (not w.validity.in_force(as_of), -(w.validity.start or date.min).toordinal()))
    return Markup("<h2>{}</h2>{}").format(texts.HISTORY_TITLE, joined(_wording(w, as_of, notice_days) for w in order))


def _wording(one: Wording, as_of: date, notice_days: int) -> Markup:
    tone, state = wording.validity_badge(one.validity, as_of, notice_days)
    title = Markup("{}").format(texts.HISTORY_OWN)
    if one.by:
        title = Markup("{} {}").format(texts.HISTORY_OF, place_link(*one.by, as_of=as_of))
    changed = [
        Markup('<p class="soft small">{} {}</p>').format(texts.NOTE_AMENDED, place_link(*by, as_of=as_of))
        for by in one.validity.amended_by
    ]
    return Markup(
        '<details class="wording"{}><summary>{} {} <span class="soft small">{}</span></summary>{}'
        '<div class="verbatim">{}</div></details>'
    ).format(
        Markup(" open") if one.validity.in_force(as_of) and one.by else Markup(""),
        title,
        badge(state, tone),
        wording.validity_span(one.validity),
        joined(changed),
        one.text.strip(),
    )


def citing_markup(found: Sequence[Citing], as_of: date) -> Markup:
    """What refers to the provision, each a link with the first of its words."""
    if not found:
        return Markup('<h2>{}</h2><p class="soft small">{}</p>').format(
            texts.CITED_BY.format(count=0), texts.CITED_NONE
        )
    items = [
        Markup('<li>{} <span class="soft small">{}</span></li>').format(
            place_link(c.document, c.provision, as_of=as_of), _excerpt(c.text)
        )
        for c in found
    ]
    rest = items[_CITING_SHOWN:]
    folded = Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(
        texts.CITED_MORE.format(count=len(rest)), joined(rest)
    )
    return Markup('<h2>{}</h2><ul class="citing">{}</ul>{}').format(
        texts.CITED_BY.format(count=len(found)), joined(items[:_CITING_SHOWN]), folded if rest else Markup("")
    )


def _excerpt(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _EXCERPT else f"{plain[:_EXCERPT]}…"
