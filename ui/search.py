"""Tìm kiếm: clauses only, no written answer."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from corpus.errors import ThamQuyenError
from ui import backend, texts
from ui.asof import as_of_row
from ui.failure import show_error
from ui.panel import panel
from ui.passages import cards, folded_history
from ui.provision import open_hit, reading, show_opened

RESULTS = 20


def page() -> None:
    """The search page; the query is kept in the address as `tu`."""
    st.title(texts.SEARCH, anchor=False)
    st.caption(texts.SEARCH_INTRO)
    query = st.text_input(
        texts.SEARCH_BOX, key="tu", placeholder=texts.SEARCH_PLACEHOLDER, bind="query-params", max_chars=2000
    )
    as_of = as_of_row()
    if not query or not query.strip():
        return
    try:
        evidence = backend.assistant().evidence(query.strip(), as_of if as_of != backend.today() else None, RESULTS)
    except ThamQuyenError as error:
        show_error(error)
        return
    words = replace(reading(evidence.as_of), marked=evidence.question_understood)
    title = texts.SEARCH_COUNT.format(count=len(evidence.hits))
    markup = cards(evidence.hits, words, title, opened=RESULTS) + folded_history(evidence.history, words)
    clicked = panel(markup, key="results")
    if clicked:
        group = evidence.history if clicked.startswith("h") else evidence.hits
        open_hit(next(hit for hit in group if hit.rank == int(clicked[1:])), evidence.as_of)
    show_opened()
