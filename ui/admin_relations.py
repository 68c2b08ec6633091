"""Relations between documents as administrators read them: who amends, replaces, repeals or guides whom, and which lead
nowhere because the corpus lacks a document or a place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from corpus.catalogue import Catalogue
from corpus.generations import Generations
from corpus.model import EffectKind
from corpus.relations import KINDS, Relation, relations
from ui import backend, wording
from ui import texts_admin as words
from ui.failure import show_note
from ui.pager import page_number, pager
from ui.panel import panel
from ui.passages import joined, place_link, place_of_link
from ui.provision import open_place, show_opened

PAGE = 40


def section() -> None:
    """Counts of each kind, filters, and the relations that pass."""
    home = backend.settings().home
    found = all_relations(home, Generations(home).current() or 0)
    if not found:
        show_note(words.RELATIONS_NONE)
        return
    panel(counts_markup(found), key="relation-counts")
    st.caption(words.RELATIONS_NOTE)
    shown = _filtered(found)
    st.caption(words.RELATIONS_COUNT.format(count=wording.number(len(shown)), all=wording.number(len(found))))
    first = (page_number(len(shown), PAGE) - 1) * PAGE
    clicked = panel(relations_markup(shown[first : first + PAGE]), key="relations")
    pager(len(shown), PAGE)
    if place := place_of_link(clicked):
        open_place(*place, backend.today())
    show_opened()


def _filtered(found: Sequence[Relation]) -> list[Relation]:
    numbers = sorted({r.document for r in found} | {r.other for r in found})
    with st.container(horizontal=True, vertical_alignment="bottom", key="relation-filters"):
        number = st.selectbox(
            words.RELATION_DOCUMENT, numbers, index=None, key="relation-document", placeholder=words.ANY, width=260
        )
        kind = st.selectbox(
            words.RELATION_KIND, KINDS, index=None, key="relation-kind", placeholder=words.ANY, width=220,
            format_func=lambda kind: words.RELATION_KINDS[kind.value],
        )  # fmt: skip
        missing = st.toggle(words.RELATION_MISSING_ONLY, key="relation-missing")
    return [
        r for r in found
        if (number is None or number in (r.document, r.other)) and kind in (None, r.kind) and (r.missing or not missing)
    ]  # fmt: skip


@st.cache_resource(max_entries=1, show_spinner=words.READING)
def all_relations(home: Path, generation: int) -> tuple[Relation, ...]:
    """Of a generation; none before the first."""
    if not generation:
        return ()
    catalogue = Catalogue(Generations(home).path(generation) / "catalogue.sqlite")
    try:
        return relations(catalogue)
    finally:
        catalogue.close()


def counts_markup(found: Sequence[Relation]) -> Markup:
    """How many relations of each kind there are, and of how many the other end is missing."""
    heads = (words.RELATION_KIND, words.RELATION_PAIRS, words.RELATION_EFFECTS, words.RELATION_MISSING)
    head = joined(Markup('<th scope="col" class="{}">{}</th>').format("number" if at else "", name)
                  for at, name in enumerate(heads))  # fmt: skip
    body = joined(_counted(kind, [r for r in found if r.kind is kind]) for kind in KINDS)
    return Markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table class="plain-table">'
        "<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    ).format(label=words.RELATIONS_TITLE, head=head, body=body)


def _counted(kind: EffectKind, found: Sequence[Relation]) -> Markup:
    counts = (len(found), sum(r.count for r in found), sum(r.missing for r in found))
    cells = joined(Markup('<td class="number">{}</td>').format(wording.number(count)) for count in counts)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(words.RELATION_KINDS[kind.value], cells)


def relations_markup(found: Sequence[Relation]) -> Markup:
    """The relations as a table; on a phone each is a card."""
    heads = (words.COLUMN_ACTING, words.RELATION_KIND, words.COLUMN_OTHER, words.COLUMN_FROM, words.COLUMN_FOUND)
    head = joined(Markup('<th scope="col">{}</th>').format(name) for name in heads)
    return Markup(
        '<table class="cross-table relations" aria-label="{}"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(words.RELATIONS_TITLE, head, joined(map(_row, found)))


def _row(one: Relation) -> Markup:
    other = place_link(one.other, "", one.other) if one.present else Markup("{}").format(one.other)
    return Markup(
        '<tr><td>{source}</td><td data-label="{kind_}">{kind} <span class="soft small">{count}</span></td>'
        '<td data-label="{other_}">{other}</td><td data-label="{from_}">{day}</td>'
        '<td data-label="{found_}">{state}</td></tr>'
    ).format(
        source=place_link(one.document, one.source),
        kind=words.RELATION_KINDS[one.kind.value],
        count=words.RELATION_TIMES.format(count=wording.number(one.count)) if one.count > 1 else "",
        other=other,
        day=wording.day(one.when) if one.when else "–",
        state=_state(one),
        kind_=words.RELATION_KIND, other_=words.COLUMN_OTHER, from_=words.COLUMN_FROM, found_=words.COLUMN_FOUND,
    )  # fmt: skip


def _state(one: Relation) -> Markup:
    if not one.missing:
        return Markup("{}").format(words.RELATION_FOUND)
    told = words.NO_PLACES.format(count=wording.number(one.missing)) if one.present else words.NOT_THERE
    return Markup('<span class="badge soon">{}</span>').format(told)
