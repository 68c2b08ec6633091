"""The tour of a first visit: a few short steps on the chat page, each outlining the part it tells of.

Nothing is covered and nothing waits: one can type a question at any step. It is shown until it is finished or put
away, and again from the help page.
"""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from ui import backend
from ui import texts_guide as words
from ui.accounts import visitor
from ui.accounts.roles import Account
from ui.panel import panel
from ui.seen import TOUR
from ui.workplace import workplace

_STEP = "tour_step"
_PLACES = (  # what each step of `words.TOUR` outlines
    '[data-testid="stChatInput"]', ".st-key-asof", ".st-key-suggestions",
    '.st-key-pages, [data-testid="stExpandSidebarButton"]', '.st-key-pages a[href*="quan-tri"]',
)  # fmt: skip
_OUTLINE = Markup("<style>{} {{ outline: 3px solid #b36b00; outline-offset: 2px; border-radius: 6px; }}</style>")


def tour(who: Account) -> None:
    """The step one is at, if the tour is not over."""
    if _STEP not in st.session_state and workplace().seen.has(who.id, TOUR):
        return
    steps = [step for step, administers in words.TOUR if who.administers or not administers]
    at = min(int(st.session_state.get(_STEP, 0)), len(steps) - 1)
    title, told = steps[at]
    st.html(_OUTLINE.format(Markup(_PLACES[at])))
    with st.container(border=True, key="tour"):
        panel(
            Markup(
                '<section class="tour" aria-label="{}"><p class="soft small">{}</p><p><strong>{}</strong></p><p>{}</p>'
                "</section>"
            ).format(words.TOUR_TITLE, words.TOUR_STEP.format(step=at + 1, steps=len(steps)), title, told),
            key="tour-step",
            live=True,
        )
        with st.container(horizontal=True, gap="small"):
            last = at + 1 == len(steps)
            if at:
                st.button(words.TOUR_BACK, key="tour-back", on_click=_go, args=(at - 1,))
            if not last:
                st.button(words.TOUR_NEXT, key="tour-next", type="primary", on_click=_go, args=(at + 1,))
            label = words.TOUR_DONE if last else words.TOUR_SKIP
            st.button(label, key="tour-end", type="primary" if last else "tertiary", on_click=_end)


def tour_again() -> None:
    """A button that begins the tour anew on the chat page."""
    st.button(words.TOUR_AGAIN, key="tour-again", icon=":material/explore:", on_click=_again)


def _go(step: int) -> None:
    st.session_state[_STEP] = step


def _end() -> None:
    st.session_state.pop(_STEP, None)
    if found := visitor.account():
        workplace().seen.mark(found.id, TOUR)


def _again() -> None:
    if found := visitor.account():
        st.session_state[_STEP] = 0
        backend.show_conversation(backend.conversations().new(found.id))
        st.session_state["go_to_chat"] = True
