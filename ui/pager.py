"""Pages of a long list; the number of the page is kept in the address as `trang`."""

from __future__ import annotations

import streamlit as st


def page_number(items: int, size: int) -> int:
    """The page asked for, in the session or in the address just opened; the last one if it is beyond the end."""
    told = str(st.session_state.get("trang") or st.query_params.get("trang") or 1)
    return min(max(int(told), 1) if told.isdecimal() else 1, pages(items, size))


def pages(items: int, size: int) -> int:
    """How many pages so many items fill, at least one."""
    return max(-(-items // size), 1)


def pager(items: int, size: int) -> None:
    """Buttons below a list that has more than one page."""
    if pages(items, size) > 1:
        with st.container(horizontal=True, horizontal_alignment="center", key="pager"):
            st.pagination(pages(items, size), key="trang", bind="query-params")
