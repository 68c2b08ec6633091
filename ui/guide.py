"""Trợ giúp: what each page is for, with examples that work, and the keys."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from ui import texts
from ui.panel import panel
from ui.passages import joined
from ui.texts_guide import GUIDE_EXAMPLES, GUIDE_PARTS, SEARCH_HELP, TRY
from ui.tour import tour_again


def page() -> None:
    """The help page."""
    st.title(texts.GUIDE, anchor=False)
    tour_again()
    parts = [_part(title, entries) for title, entries in GUIDE_PARTS]
    panel(Markup('<div class="guide">{}</div>').format(joined(parts)), key="guide")


def search_help() -> None:
    """Examples under an empty search."""
    panel(Markup('<div class="guide">{}</div>').format(_part(*GUIDE_PARTS[1], SEARCH_HELP)), key="search-help")


def _part(title: str, entries: tuple[tuple[str, str], ...], heading: str = "") -> Markup:
    rows = joined(Markup("<dt>{}</dt><dd>{}</dd>").format(name, words) for name, words in entries)
    return Markup("<h2>{}</h2><dl>{}{}</dl>").format(heading or title, rows, _examples(title))


def _examples(title: str) -> Markup:
    """Links that do what the part tells of."""
    links = Markup(" · ").join(
        Markup('<a href="{}?{}">{}</a>').format(page, urlencode(query), words)
        for words, page, query in GUIDE_EXAMPLES.get(title, ())
    )
    return Markup("<dt>{}</dt><dd>{}</dd>").format(TRY, links) if links else Markup("")
