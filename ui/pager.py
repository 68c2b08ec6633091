"""Pages of a long list; the number of the page is kept in the address as `trang`."""

from __future__ import annotations

import streamlit as st

from ui import texts


def page_number(items: int, size: int) -> int:
    """The page asked for, in the session or in the address just opened; the last one if it is beyond the end."""
    told = str(st.session_state.get("trang") or st.query_params.get("trang") or 1)
    return min(max(int(told), 1) if told.isdecimal() else 1, pages(items, size))


def pages(items: int, size: int) -> int:
    """How many pages so many items fill, at least one."""
    return max(-(-items // size), 1)


def pager(items: int, size: int) -> None:
    """Forward, back and a choice of page below a list that has more than one."""
    count, here = pages(items, size), page_number(items, size)
    if count < 2:
        return
    with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center", key="pager"):
        st.button(texts.PAGE_BEFORE, key="pager-before", icon=":material/chevron_left:", disabled=here == 1,
                  on_click=_go, args=(here - 1,))  # fmt: skip
        numbers = [str(n) for n in range(1, count + 1)]
        st.selectbox(texts.PAGE_CHOICE, numbers, key="trang", bind="query-params", width=90,
                     label_visibility="collapsed")  # fmt: skip
        st.caption(texts.PAGE_COUNT.format(count=count), width="content")
        st.button(texts.PAGE_AFTER, key="pager-after", icon=":material/chevron_right:", icon_position="right",
                  disabled=here == count, on_click=_go, args=(here + 1,))  # fmt: skip


def _go(page: int) -> None:
    st.session_state["trang"] = str(page)
