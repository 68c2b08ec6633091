"""Tìm kiếm: provisions only, no written answer; by content (what is meant) or by keyword (what is written)."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from corpus.errors import ThamQuyenError
from corpus.keyword import Found, KeywordQuery
from ui import backend, indexes, texts, wording
from ui.failure import show_error, show_note
from ui.filters import Filter, filters, today_or
from ui.found import found_markup
from ui.guide import search_help
from ui.pager import page_number, pager
from ui.panel import panel
from ui.passages import cards, folded_history, place_of_link
from ui.provision import open_hit, open_place, reading, show_opened

RESULTS = 40  # clauses of a search by content
PAGE = 20  # keyword hits on one page
_MANNERS = (texts.BY_CONTENT, texts.BY_KEYWORD, texts.BY_PHRASE)  # as they stand in the address, too


def page() -> None:
    """The search page; query, manner, filters and page are kept in the address."""
    st.title(texts.SEARCH, anchor=False)
    with st.container(key="search-line"):
        query = st.text_input(
            texts.SEARCH_BOX, key="tu", placeholder=texts.SEARCH_PLACEHOLDER, bind="query-params", max_chars=2000
        )
        with st.container(horizontal=True, vertical_alignment="center", key="manner"):
            manner = st.segmented_control(
                texts.SEARCH_MANNER, _MANNERS, default=texts.BY_CONTENT, required=True, key="kieu",
                bind="query-params", label_visibility="collapsed", wrap=True,
            )  # fmt: skip
            by_content = manner == texts.BY_CONTENT
            if not by_content:
                st.toggle(texts.ANY_DIACRITICS, key="bodau", bind="query-params", help=texts.ANY_DIACRITICS_HELP)
    chosen = filters(in_force=None if by_content else False)
    words = (query or "").strip()
    if not words:
        indexes.prepare_keywords()
        search_help()
        return
    try:
        if by_content:
            _by_content(words, chosen)
        else:
            _by_keyword(words, chosen, phrase=manner == texts.BY_PHRASE)
    except ThamQuyenError as error:
        show_error(error)
        if by_content:
            st.caption(texts.STILL_USABLE)
        return
    show_opened()


def _by_content(query: str, chosen: Filter) -> None:
    numbers = chosen.numbers(indexes.metadata(), indexes.fields())
    evidence = backend.assistant().evidence(query, today_or(chosen.as_of), RESULTS, documents=numbers)
    # Among the hits may be a clause known beforehand (what ended the districts), of whatever document.
    hits = tuple(h for h in evidence.hits if numbers is None or h.chunk.document in numbers)
    history = tuple(h for h in evidence.history if numbers is None or h.chunk.document in numbers)
    words = replace(reading(evidence.as_of), marked=evidence.question_understood)
    title = texts.SEARCH_COUNT.format(count=len(hits))
    markup = cards(hits, words, title, opened=PAGE) + folded_history(history, words)
    clicked = panel(markup, key="results")
    if place := place_of_link(clicked):
        open_place(*place, evidence.as_of)
    elif clicked:
        group = history if clicked.startswith("h") else hits
        open_hit(next(hit for hit in group if hit.rank == int(clicked[1:])), evidence.as_of)


def _by_keyword(query: str, chosen: Filter, *, phrase: bool) -> None:
    exact = False if st.session_state.get("bodau") else None
    asked = KeywordQuery.read(query, phrase=phrase, exact=exact)
    numbers = chosen.numbers(indexes.metadata(), indexes.fields())
    found = indexes.keywords().search(asked, documents=numbers, in_force=chosen.day)
    if not len(found):
        show_note(texts.KEYWORD_NONE if chosen.active else texts.KEYWORD_NONE_AT_ALL)
        search_help()
        return
    st.caption(texts.KEYWORD_COUNT.format(count=wording.number(len(found)), documents=len(found.counts())))
    _page_of(found, chosen)


def _page_of(found: Found, chosen: Filter) -> None:
    first = (page_number(len(found), PAGE) - 1) * PAGE
    hits = found.hits(first, first + PAGE)
    clicked = panel(found_markup(hits, found.query, reading(chosen.as_of)), key="found", focus="")
    pager(len(found), PAGE)
    if place := place_of_link(clicked):
        open_place(*place, chosen.as_of)
