"""One document: what it is, when it is in force, its contents and its text; every provision has an address."""

from __future__ import annotations

from datetime import date

import streamlit as st
from markupsafe import Markup

from corpus.model import Document, Validity
from ui import backend, indexes, texts, wording
from ui.answering import notices_markup
from ui.article import Article
from ui.asof import as_of_row
from ui.failure import show_failure
from ui.original import has_pages, offer_original, show_original
from ui.panel import panel
from ui.passages import badge, place_link, place_of_link
from ui.provision import open_place, show_opened
from ui.timeline import timeline


def page(number: str) -> None:
    """The page of the document `number`; `muc` in the address is the provision to show."""
    document = backend.shelf().document(number)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="wide"):
        st.button(texts.ALL_DOCUMENTS, icon=":material/arrow_back:", type="tertiary", on_click=_back, key="back")
        as_of = as_of_row()
    if document is None:
        show_failure(texts.UNKNOWN_DOCUMENT.format(number=number), texts.UNKNOWN_DOCUMENT_REMEDY)
        return
    focus = st.query_params.get("muc", "")
    clicked = panel(_head(document, as_of), key=f"head-{number}")
    _warnings(document)
    clicked = _text(document, focus, as_of) or clicked
    _follow(document, clicked, as_of)
    show_opened()


def _text(document: Document, focus: str, as_of: date) -> str | None:
    """The text with its contents, or beside the original page."""
    number = document.metadata.number
    beside = has_pages(document) and st.toggle(texts.ORIGINAL_BESIDE, key="goc", bind="query-params")
    if not has_pages(document):
        offer_original(document, number)
    article = Article(
        document,
        known=indexes.metadata().keys(),
        validity=backend.shelf().catalogue.validities(number),
        as_of=as_of,
        anchors=not beside,
        focus=focus,
    )
    if not beside:
        read = Markup('<div class="read">{}{}</div>').format(article.contents(), article.whole())
        return panel(read, key=f"text-{number}", focus=focus)
    left, right = st.columns(2, gap="medium")
    place = focus if focus in article.by_id else next(iter(article.by_id), "")
    with left:
        clicked = panel(article.around(place), key=f"beside-{number}-{place}", focus=focus)
    with right:
        show_original(document, place, f"{number}-{place}")
    return clicked


def _follow(document: Document, clicked: str | None, as_of: date) -> None:
    """A reference opens its place in the drawer, a provision its details."""
    if clicked and clicked.startswith("p:"):
        open_place(document.metadata.number, clicked[2:], as_of)
    elif place := place_of_link(clicked):
        if st.session_state.get("goc") and place[0] == document.metadata.number and place[1]:
            st.query_params["muc"] = place[1]
            st.rerun()
        open_place(*place, as_of)


def _warnings(document: Document) -> None:
    if document.warnings:
        with st.expander(f"{texts.WARNINGS} ({len(document.warnings)})"):
            for warning in document.warnings:
                st.text(warning)


def _back() -> None:
    for name in ("so", "muc", "goc"):
        st.query_params.pop(name, None)


def _head(document: Document, as_of: date) -> Markup:
    meta = document.metadata
    validity = backend.shelf().validity(meta.number, "") or Validity(meta.effective_from, meta.effective_to)
    tone, state = wording.validity_badge(validity, as_of, backend.settings().expiry_notice_days)
    facts = [
        texts.ISSUED_BY.format(issuer=meta.issuer or texts.STATE_UNKNOWN, day=wording.day(meta.issued)),
        wording.validity_span(validity),
        texts.SIGNED_BY.format(signer=meta.signer) if meta.signer else "",
        texts.PUBLISHED_IN.format(place=meta.published_in) if meta.published_in else "",
        texts.FROM_FILE.format(file=document.file) if document.file else "",
        texts.OVERRIDES if meta.overrides else "",
    ]
    ends = Markup("")
    if validity.ended_by and validity.ended_by[0] != meta.number:
        ends = Markup('<p class="notice">{}</p>').format(_ended(validity.ended_by, as_of))
    notices = notices_markup(validity.notes)
    return Markup(
        '<div class="head-doc"><h1>{}</h1><p class="title">{}</p><div>{}{}</div><p class="soft small">{}</p>'
        "{}{}{}</div>"
    ).format(
        f"{meta.kind} {meta.number}".strip(),
        wording.title(meta),
        badge(wording.standing_badge(meta.standing), "digest"),
        badge(state, tone),
        " · ".join(fact for fact in facts if fact),
        ends,
        notices,
        timeline(meta.number, meta.issued, validity, indexes.changes_to(meta.number), as_of),
    )


def _ended(place: tuple[str, str], as_of: date) -> Markup:
    before, _, after = texts.ENDED_BY.partition("{place}")
    return Markup("{}{}{}").format(before, place_link(*place, as_of=as_of), after)
