"""One document: what it is, when it is in force, its contents and its text; every provision has an address."""

from __future__ import annotations

from datetime import date

import streamlit as st
from markupsafe import Markup

from corpus.model import Document, Validity
from ui import backend, texts, wording
from ui.article import Article
from ui.asof import as_of_row
from ui.panel import panel
from ui.passages import badge, joined


def page(number: str) -> None:
    """The page of the document `number`; `muc` in the address is the provision to show."""
    document = backend.assistant().document(number)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="wide"):
        st.button(texts.ALL_DOCUMENTS, icon=":material/arrow_back:", type="tertiary", on_click=_back, key="back")
        as_of = as_of_row()
    if document is None:
        panel(Markup('<p class="notice">{}</p>').format(texts.UNKNOWN_DOCUMENT.format(number=number)), key="unknown")
        return
    focus = st.query_params.get("muc", "")
    panel(_head(document, as_of), key=f"head-{number}")
    if document.warnings:
        with st.expander(f"{texts.WARNINGS} ({len(document.warnings)})"):
            for warning in document.warnings:
                st.text(warning)
    article = Article(document)
    markup = Markup('<div class="read">{}{}</div>').format(article.contents(), article.whole())
    panel(markup, key=f"text-{number}", focus=focus)


def _back() -> None:
    st.query_params.pop("so", None)
    st.query_params.pop("muc", None)


def _head(document: Document, as_of: date) -> Markup:
    meta = document.metadata
    validity = backend.assistant().validity(meta.number, "") or Validity(meta.effective_from, meta.effective_to)
    tone, state = wording.validity_badge(validity, as_of, backend.settings().expiry_notice_days)
    facts = [
        texts.ISSUED_BY.format(issuer=meta.issuer or texts.STATE_UNKNOWN, day=wording.day(meta.issued)),
        wording.validity_span(validity),
        texts.SIGNED_BY.format(signer=meta.signer) if meta.signer else "",
        texts.PUBLISHED_IN.format(place=meta.published_in) if meta.published_in else "",
        texts.FROM_FILE.format(file=document.file) if document.file else "",
        texts.OVERRIDES if meta.overrides else "",
    ]
    ends = [texts.ENDED_BY.format(place=wording.place(*validity.ended_by))] if validity.ended_by else []
    notices = joined(Markup('<p class="notice">{}</p>').format(note) for note in (*ends, *validity.notes))
    return Markup(
        '<div class="head-doc"><h1>{}</h1><p>{}</p><div>{}{}</div><p class="soft small">{}</p>{}</div>'
    ).format(
        f"{meta.kind} {meta.number}".strip(),
        meta.title,
        badge(wording.standing_badge(meta.standing), "digest"),
        badge(state, tone),
        " · ".join(fact for fact in facts if fact),
        notices,
    )
