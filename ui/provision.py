"""The provision drawer: a clause highlighted in its article, with its history, what cites it and the original page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st
from markupsafe import Markup

from corpus.model import Chunk, Citation, Document, Hit, Standing, Validity
from ui import backend, history, indexes, texts, wording
from ui.answering import notices_markup
from ui.article import Article
from ui.original import has_pages, show_original
from ui.panel import panel
from ui.passages import Reading, badge, place_of_link

_OPENED = "opened_provision"


@dataclass(frozen=True, slots=True)
class Opened:
    """What the reader opened: a place, the words to mark in it, and the chunk if it was among the evidence.

    `page` 0 = as the document says. `back` is what the reader came from by a reference.
    """

    document: str
    provision: str
    quote: str
    page: int
    as_of: date
    chunk: Chunk | None = None
    back: Opened | None = None


def reading(as_of: date) -> Reading:
    """Names and titles of the documents in the corpus, for cards and citations."""
    told = indexes.names()
    return Reading(
        names=told.names,
        titles=told.titles,
        as_of=as_of,
        standings=told.standings,
        unpaged=told.unpaged,
        notice_days=backend.settings().expiry_notice_days,
    )


def open_hit(hit: Hit, as_of: date) -> None:
    """Remember a clause from the evidence as the one to show; the drawer opens at the end of the run."""
    chunk = hit.chunk
    st.session_state[_OPENED] = Opened(chunk.document, chunk.provision, chunk.text, chunk.page, as_of, chunk)


def open_citation(citation: Citation, hits: tuple[Hit, ...], as_of: date) -> None:
    """Remember a cited clause as the one to show."""
    where = (citation.document, citation.provision)
    chunk = next((h.chunk for h in hits if (h.chunk.document, h.chunk.provision) == where), None)
    st.session_state[_OPENED] = Opened(*where, citation.quote, citation.page, as_of, chunk)


def open_place(document: str, provision: str, as_of: date, quote: str = "") -> None:
    """Remember a place as the one to show; from within the drawer it can be left again."""
    previous: Opened | None = st.session_state.get(_OPENED)
    st.session_state[_OPENED] = Opened(document, provision, quote, 0, as_of, back=previous)


def close() -> None:
    st.session_state.pop(_OPENED, None)


def opened_now() -> Opened | None:
    """What the reader has opened."""
    found: Opened | None = st.session_state.get(_OPENED)
    return found


def show_opened() -> None:
    """Show the drawer if something is opened. Called last on a page; survives the reruns of a running answer."""
    opened = opened_now()
    if opened is not None:
        _drawer(opened)


@st.dialog(texts.PROVISION, width=680, position="right", on_dismiss=close)
def _drawer(opened: Opened) -> None:
    words = reading(opened.as_of)
    document = backend.shelf().document(opened.document)
    key = f"{opened.document}-{opened.provision}"
    if opened.back is not None:
        place = wording.place(opened.back.document, opened.back.provision)
        label = texts.BACK_TO_PLACE.format(place=place)
        if st.button(label, icon=":material/arrow_back:", type="tertiary", key="drawer-back"):
            st.session_state[_OPENED] = opened.back
            st.rerun()
    panel(_head(opened, document, words), key=f"drawer-head-{key}")
    _actions(opened, document)
    markup = _markup(opened, document, words.notice_days)
    # A whole article is shown from its head; a clause, a point or quoted words are scrolled to.
    focus = opened.provision if "__" in opened.provision or opened.quote else ""
    clicked = panel(markup, key=f"drawer-{key}", focus=focus)
    if place_clicked := place_of_link(clicked):
        open_place(*place_clicked, opened.as_of)
        st.rerun()


def _markup(opened: Opened, document: Document | None, notice_days: int) -> Markup:
    """Body, history and what cites it; a wording that was replaced does not stand before the one in force."""
    body = _body(opened, document)
    if document is None:
        return body
    wordings = _wordings(opened, document)
    past = history.history_markup(wordings, opened.as_of, notice_days)
    cited = history.citing_markup(history.citing(backend.shelf().catalogue, document, opened.provision), opened.as_of)
    return past + body + cited if history.superseded(wordings, opened.as_of) else body + past + cited


def _actions(opened: Opened, document: Document | None) -> None:
    """To the whole text, and the original page on demand."""
    pages = document is not None and has_pages(document)
    with st.container(horizontal=True, vertical_alignment="center", key="drawer-actions"):
        st.page_link(
            st.session_state["documents_page"],
            label=texts.READ_IN_DOCUMENT,
            icon=":material/menu_book:",
            query_params={"so": opened.document, "muc": opened.provision},
        )
        shown = pages and st.toggle(texts.ORIGINAL_SHOW, key="drawer-original")
    if shown and document is not None:
        show_original(document, opened.provision, f"drawer-{opened.document}-{opened.provision}")


def _wordings(opened: Opened, document: Document) -> list[history.Wording]:
    catalogue = backend.shelf().catalogue
    unit = next((p for p in document.provisions if p.id == opened.provision), None)
    if unit is None:
        return history.later_wordings(catalogue, opened.document, opened.provision)
    return history.wordings(catalogue, document, unit)


def _head(opened: Opened, document: Document | None, words: Reading) -> Markup:
    validity = backend.shelf().validity(opened.document, opened.provision)
    validity = validity or (opened.chunk.validity if opened.chunk else Validity(None, None))
    tone, state = wording.validity_badge(validity, opened.as_of, words.notice_days)
    standing = document.metadata.standing if document else (opened.chunk.standing if opened.chunk else None)
    mark = badge(wording.standing_badge(standing), "digest") if standing else Markup("")
    unit = next((p for p in document.provisions if p.id == opened.provision), None) if document else None
    page = opened.page or (unit.page if unit else 0)
    unpaged = (opened.chunk.source_document if opened.chunk else opened.document) in words.unpaged
    facts = [
        wording.validity_span(validity),
        *([] if standing is Standing.DIGEST or not page or unpaged else [texts.PAGE.format(page=page)]),
    ]
    facts += [texts.ENDED_BY.format(place=wording.place(*validity.ended_by))] if validity.ended_by else []
    facts += [texts.AMENDED_BY.format(place=wording.place(*by)) for by in validity.amended_by]
    return Markup(
        '<div class="head-doc"><h1>{}</h1><p class="doc soft"><strong>{}</strong> {}</p>'
        '<div>{}{}</div><p class="soft small">{}</p>{}</div>'
    ).format(
        wording.path_of_id(opened.provision) or opened.document,
        words.name(opened.document),
        words.titles.get(opened.document, ""),
        mark,
        badge(state, tone),
        " · ".join(facts),
        notices_markup(validity.notes),
    )


def _body(opened: Opened, document: Document | None) -> Markup:
    chunk = opened.chunk or _inserted(opened, document)
    own = document is not None and (chunk is None or chunk.source_document == opened.document)
    known = indexes.metadata().keys()
    if own and document is not None:
        validity = backend.shelf().catalogue.validities(opened.document)
        quote = (opened.provision, opened.quote)
        article = Article(document, quote, known=known, validity=validity, as_of=opened.as_of)
        return Markup('<div class="drawer">{}</div>').format(article.around(opened.provision))
    if chunk is None:
        return Markup('<p class="notice">{}</p>').format(texts.NOT_IN_CORPUS.format(number=opened.document))
    words = texts.AMENDED_TEXT if document is not None else texts.NOT_IN_CORPUS
    note = words.format(number=chunk.source_document if document is not None else opened.document)
    whole = document is not None and any(p.id == opened.provision for p in document.provisions)
    original = Article(document, known=known).around(opened.provision) if document and whole else Markup("")
    folded = Markup("<details><summary>{}</summary>{}</details>").format(texts.ORIGINAL_TEXT, original)
    return Markup(
        '<div class="drawer"><p class="notice">{}</p><div class="law">'
        '<section id="{}" class="focus"><p>{}</p></section></div>{}</div>'
    ).format(note, opened.provision, chunk.text, folded if original else Markup(""))


def _inserted(opened: Opened, document: Document | None) -> Chunk | None:
    """The words of a provision that only an amending document has."""
    if document is not None and any(p.id == opened.provision for p in document.provisions):
        return None
    catalogue = backend.shelf().catalogue
    return next(iter(catalogue.chunks(catalogue.chunk_rows(opened.document, opened.provision)[:1])), None)
