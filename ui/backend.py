"""What the pages stand on, opened once per process: the shelf, the assistant, conversations, the ingest library.

The shelf is there at once; the assistant is opened in the background (`ui.opening`), for it needs seconds and models.
What only one page needs (ingestion above all) is imported when that page does. Tests put their own `opener`, `shelver`
and `librarian` here; pages always go through the functions.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from corpus.errors import BrokenIndex
from corpus.settings import Settings
from ui import texts
from ui.accounts import visitor
from ui.conversation import Conversation, Conversations
from ui.opening import Opening
from ui.shelf import Shelf
from ui.suggestions import Suggestions, candidates
from ui.workplace import settings as settings
from ui.workplace import workplace

if TYPE_CHECKING:
    from assistant.answer import Assistant
    from ui.administration import Administration
    from ui.library import Library


def _open_assistant(settings: Settings) -> Assistant:
    from assistant.answer import Assistant

    return Assistant.open(settings)


def _open_library(settings: Settings) -> Library:
    from ui.library import Library

    return Library(settings)


opener: Callable[[Settings], Assistant] = _open_assistant
librarian: Callable[[Settings], Library] = _open_library
shelver: Callable[[Settings], Shelf] = Shelf


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    return shelver(settings())


@st.cache_resource(show_spinner=False)
def opening() -> Opening:
    found = settings()

    def opened() -> Assistant:
        assistant = opener(found)
        assistant.preload()
        return assistant

    return Opening(opened, _begin_suggestions)


def _begin_suggestions() -> None:
    with suppress(BrokenIndex):  # a page tells of it
        suggestions()


def suggestions() -> Suggestions:
    """Of the generation that serves; looked for as soon as the assistant is open, or another generation serves."""
    found = _suggestions(shelf().generation)
    if opening().ready:
        found.begin()
    return found


@st.cache_resource(max_entries=1, show_spinner=False)
def _suggestions(generation: int) -> Suggestions:
    return Suggestions(settings().home, generation, opening(), candidates, today)


def assistant() -> Assistant:
    """The assistant, waited for if need be.

    Raises:
        ThamQuyenError: it cannot be opened.
    """
    if opening().ready:
        return opening().opened()
    with st.spinner(texts.LOADING):
        return opening().opened()


@st.cache_resource(show_spinner=False)
def conversations() -> Conversations:
    return Conversations(workplace().archive, _open_tab)


def _open_tab(session: str) -> bool:
    """Whether a browser is connected to the session."""
    return not runtime.exists() or runtime.get_instance().is_active_session(session)


def watcher() -> str:
    """The session of the tab that this run is for; "" where there is none."""
    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id if context else ""


@st.cache_resource(show_spinner=False)
def library() -> Library:
    return librarian(settings())


def administration() -> Administration:
    """The acts of administration, done in the name of who is at this browser."""
    from ui.administration import Administration

    return Administration(visitor.account, library(), workplace())


def today() -> date:
    return date.today()


def as_of() -> date:
    """The day the reader looks at the law from: `ngay` in the address, else today."""
    chosen = st.session_state.get("ngay")
    return chosen if isinstance(chosen, date) else today()


def keep_waiting() -> None:
    """Whoever reads another page still waits for the answers of their conversation."""
    found = visitor.account(sign_of_life=False)
    conversation = conversations().find(st.session_state.get("conversation"), found.id) if found else None
    for turn in conversation.running if conversation else ():
        turn.look(watcher())


def current_conversation() -> Conversation:
    """The conversation named in the address (after a reload), else this session's, else a new one; always one's own.

    Raises:
        NotAllowed: nobody is logged in.
    """
    store, owner = conversations(), visitor.required().id
    found = store.find(st.query_params.get("c"), owner) or store.find(st.session_state.get("conversation"), owner)
    found = found or store.new(owner)
    show_conversation(found)
    return found


def show_conversation(conversation: Conversation) -> None:
    """Make it the one of this session and of the address."""
    st.session_state["conversation"] = conversation.id
    if st.query_params.get("c") != conversation.id:
        st.query_params["c"] = conversation.id
