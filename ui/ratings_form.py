"""What one can do with a finished answer: ask again, ask without the model, rate."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from corpus.errors import ThamQuyenError
from ui import texts_accounts as words
from ui.accounts import visitor
from ui.failure import show_error
from ui.ratings import NOTE, REASONS, Rating
from ui.turn import Turn
from ui.workplace import workplace


def answer_actions(turn: Turn, ask_again: Callable[[Turn, bool], None]) -> None:
    """Into the row under an answer."""
    st.button(
        words.AGAIN, key=f"again-{turn.id}", type="tertiary", icon=":material/refresh:", help=words.AGAIN_HELP,
        on_click=ask_again, args=(turn, True),
    )  # fmt: skip
    st.button(
        words.WITHOUT_MODEL, key=f"plain-{turn.id}", type="tertiary", icon=":material/format_list_bulleted:",
        help=words.WITHOUT_MODEL_HELP, on_click=ask_again, args=(turn, False),
    )  # fmt: skip
    _thumbs(turn)


@st.fragment
def _thumbs(turn: Turn) -> None:
    """A thumb; after a thumb down the reason, which may be left out."""
    given = _given(turn.id)
    key = f"thumb-{turn.id}"
    if given is not None and key not in st.session_state:
        st.session_state[key] = int(given.good)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
        st.feedback("thumbs", key=key, on_change=_rate, args=(turn.id,))
        if given is not None and not given.good:
            _reason(turn, given)


def _reason(turn: Turn, given: Rating) -> None:
    with st.popover(words.REASONS.get(given.reason, words.RATE_WHY), type="tertiary", key=f"why-{turn.id}"):
        st.caption(words.RATE_NOTE)
        with st.form(f"why-form-{turn.id}", border=False):
            st.selectbox(
                words.RATE_WHY, REASONS, format_func=words.REASONS.__getitem__, key=f"reason-{turn.id}",
                index=REASONS.index(given.reason) if given.reason in REASONS else None, placeholder=words.RATE_PICK,
            )  # fmt: skip
            st.text_area(words.RATE_MORE, value=given.note, key=f"note-{turn.id}", max_chars=NOTE, height=100)
            sent = st.form_submit_button(words.RATE_SEND, key=f"send-{turn.id}", type="primary")
        if sent:
            reason, note = (
                st.session_state.get(f"reason-{turn.id}") or "",
                st.session_state.get(f"note-{turn.id}") or "",
            )
            _keep(turn.id, Rating(False, reason, note))
            st.toast(words.RATED)


def _rate(turn: str) -> None:
    """The thumb was pressed; taken back or pressed again it changes nothing that is kept."""
    thumb, given = st.session_state.get(f"thumb-{turn}"), _given(turn)
    if thumb is not None and (given is None or given.good != bool(thumb)):
        _keep(turn, Rating(bool(thumb), "", ""))


def _given(turn: str) -> Rating | None:
    """What whoever is at the browser has said of an answer."""
    found = visitor.account(sign_of_life=False)
    return workplace().ratings.of(found.id, turn) if found else None


def _keep(turn: str, rating: Rating) -> None:
    try:
        workplace().ratings.rate(visitor.required().id, turn, rating)
    except ThamQuyenError as error:
        show_error(error)
