"""The provision drawer: a clause highlighted in its article, beside the answer that rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st
from markupsafe import Markup

from corpus.model import Chunk, Citation, Document, Hit, Standing, Validity
from ui import backend, texts, wording
from ui.article import Article
from ui.panel import panel
from ui.passages import Reading, badge, joined

_OPENED = "opened_provision"


@dataclass(frozen=True, slots=True)
class Opened:
    """What the reader opened: a place, the words to mark in it, and the chunk if it was among the evidence."""

    document: str
    provision: str
    quote: str
    page: int
    as_of: date
    chunk: Chunk | None = None


def reading(as_of: date) -> Reading:
    """Names and titles of the documents in the corpus, for cards and citations."""
    rows = [row.metadata for row in backend.assistant().documents() if row.active]
    return Reading(
        names={meta.number: f"{meta.kind} {meta.number}".strip() for meta in rows},
        titles={meta.number: meta.title for meta in rows},
        as_of=as_of,
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


def close() -> None:
    st.session_state.pop(_OPENED, None)


def show_opened() -> None:
    """Show the drawer if something is opened. Called last on a page; survives the reruns of a running answer."""
    opened: Opened | None = st.session_state.get(_OPENED)
    if opened is not None:
        _drawer(opened)


@st.dialog(texts.PROVISION, width=680, position="right", on_dismiss=close)
def _drawer(opened: Opened) -> None:
    words = reading(opened.as_of)
    document = backend.assistant().document(opened.document)
    panel(_head(opened, document, words), key=f"drawer-head-{opened.document}-{opened.provision}")
    st.page_link(
        st.session_state["documents_page"],
        label=texts.READ_IN_DOCUMENT,
        icon=":material/menu_book:",
        query_params={"so": opened.document, "muc": opened.provision},
    )
    panel(_body(opened, document), key=f"drawer-{opened.document}-{opened.provision}", focus=opened.provision)


def _head(opened: Opened, document: Document | None, words: Reading) -> Markup:
    validity = backend.assistant().validity(opened.document, opened.provision)
    validity = validity or (opened.chunk.validity if opened.chunk else Validity(None, None))
    tone, state = wording.validity_badge(validity, opened.as_of, words.notice_days)
    standing = document.metadata.standing if document else (opened.chunk.standing if opened.chunk else None)
    mark = badge(wording.standing_badge(standing), "digest") if standing else Markup("")
    facts = [
        wording.validity_span(validity),
        *([] if standing is Standing.DIGEST else [texts.PAGE.format(page=opened.page)]),
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
        joined(Markup('<p class="notice">{}</p>').format(note) for note in validity.notes),
    )


def _body(opened: Opened, document: Document | None) -> Markup:
    chunk = opened.chunk
    own = document is not None and (chunk is None or chunk.source_document == opened.document)
    if own and document is not None:
        article = Article(document, (opened.provision, opened.quote))
        return Markup('<div class="drawer">{}</div>').format(article.around(opened.provision))
    if chunk is None:
        return Markup('<p class="notice">{}</p>').format(texts.NOT_IN_CORPUS.format(number=opened.document))
    amended = document is not None
    note = (
        texts.AMENDED_TEXT.format(number=chunk.source_document)
        if amended
        else texts.NOT_IN_CORPUS.format(number=opened.document)
    )
    original = Article(document).around(opened.provision) if document is not None else Markup("")
    folded = Markup("<details><summary>{}</summary>{}</details>").format(texts.ORIGINAL_TEXT, original)
    return Markup(
        '<div class="drawer"><p class="notice">{}</p><div class="law">'
        '<section id="{}" class="focus"><p>{}</p></section></div>{}</div>'
    ).format(note, opened.provision, chunk.text, folded if original else Markup(""))
