"""Markup of keyword hits: where, in which document, and the words around what was asked for, marked."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from corpus.keyword import KeywordHit, KeywordQuery, marks
from ui import texts, wording
from ui.passages import Reading, address, badge, joined

AROUND = 170  # characters shown before the first and after the last mark of a long passage
LONGEST = 560  # characters of an excerpt


def found_markup(hits: Sequence[KeywordHit], query: KeywordQuery, reading: Reading) -> Markup:
    """A page of hits."""
    return joined(_found(hit, query, reading) for hit in hits)


def _found(hit: KeywordHit, query: KeywordQuery, reading: Reading) -> Markup:
    tone, state = wording.validity_badge(hit.validity, reading.as_of, reading.notice_days)
    lead = " › ".join(part for part in (hit.heading, " ".join(hit.lead.split())) if part)
    return Markup(
        '<article class="found"><p><a class="where" data-open="r:{number}|{provision}" href="{url}">{path}</a> '
        '<span class="soft">{name}</span> {badges}</p><p class="soft small">{title}</p>{lead}'
        '<div class="words">{text}</div></article>'
    ).format(
        number=hit.document,
        provision=hit.provision,
        url=address(hit.document, hit.provision, reading.as_of),
        path=wording.path_of_id(hit.provision) or texts.PROVISION,
        name=reading.name(hit.document),
        badges=badge(wording.standing_badge(reading.standing(hit.document)), "digest") + badge(state, tone),
        title=reading.titles.get(hit.document, ""),
        lead=Markup('<p class="context">{}</p>').format(_marked(_shortened(lead), query)) if lead else Markup(""),
        text=excerpt(hit.text, query),
    )


def excerpt(text: str, query: KeywordQuery) -> Markup:
    """The passage, or the part of a long one around its first marks, with what was asked for marked."""
    spans = marks(query, text)
    if len(text) <= LONGEST:
        return _marked(text, query)
    first = spans[0][0] if spans else 0
    start = max(first - AROUND, 0)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(max((stop for _, stop in spans if stop - start < LONGEST), default=start) + AROUND, len(text))
    end = text.find(" ", end) if " " in text[end:] else len(text)
    part = _marked(text[start:end], query)
    return Markup("{}{}{}").format("… " if start else "", part, " …" if end < len(text) else "")


def _shortened(text: str) -> str:
    return text if len(text) <= 2 * AROUND else f"{text[: 2 * AROUND].rsplit(' ', 1)[0]} …"


def _marked(text: str, query: KeywordQuery) -> Markup:
    parts, at = [], 0
    for start, end in marks(query, text):
        parts.append(Markup("{}<mark>{}</mark>").format(text[at:start], text[start:end]))
        at = end
    return Markup("").join([*parts, Markup("{}").format(text[at:])])
