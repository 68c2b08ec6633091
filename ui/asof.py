"""The day from which the law is looked at: one input, the same on every page, kept in the address as `ngay`."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ui import backend, texts

EARLIEST, LATEST = date(1945, 9, 2), date(2100, 1, 1)


def as_of_row() -> date:
    """Draw the input; says plainly when the day is not today."""
    today = backend.today()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="asof"):
        st.caption(texts.AS_OF, width="content")
        chosen = st.date_input(
            texts.AS_OF, value=today, min_value=EARLIEST, max_value=LATEST, format="DD/MM/YYYY", key="ngay",
            label_visibility="collapsed", width=150, bind="query-params", help=texts.AS_OF_HELP,
        )  # fmt: skip
        chosen = chosen or today
        if chosen != today:
            st.badge(texts.AS_OF_OTHER, color="orange", icon=":material/event:")
            st.button(texts.BACK_TO_TODAY, type="tertiary", on_click=_back_to_today, key="today")
    return chosen


def _back_to_today() -> None:
    st.session_state["ngay"] = backend.today()
