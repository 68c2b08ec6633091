"""What the pages stand on, opened once per process: settings, the assistant, conversations, the ingest library.

Tests put their own `opener` and `librarian` here; pages always go through the functions.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from assistant.answer import Assistant
from corpus import settings as corpus_settings
from corpus.settings import Settings
from ui.conversation import Conversation, Conversations
from ui.library import Library

opener: Callable[[Settings], Assistant] = Assistant.open
librarian: Callable[[Settings], Library] = Library


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    return corpus_settings.load()


@st.cache_resource(show_spinner="Đang mở kho văn bản và mô hình…")
def assistant() -> Assistant:
    opened = opener(settings())
    opened.preload()
    return opened


@st.cache_resource(show_spinner=False)
def conversations() -> Conversations:
    return Conversations()


@st.cache_resource(show_spinner=False)
def library() -> Library:
    return librarian(settings())


def today() -> date:
    return date.today()


def as_of() -> date:
    """The day the reader looks at the law from: `ngay` in the address, else today."""
    chosen = st.session_state.get("ngay")
    return chosen if isinstance(chosen, date) else today()


def keep_waiting() -> None:
    """Whoever reads another page still waits for the answers of their conversation."""
    conversation = conversations().find(st.session_state.get("conversation"))
    for turn in conversation.running if conversation else ():
        turn.look()


def current_conversation() -> Conversation:
    """The conversation named in the address (after a reload), else this session's, else a new one."""
    store = conversations()
    found = store.find(st.query_params.get("c")) or store.find(st.session_state.get("conversation"))
    found = found or store.new()
    st.session_state["conversation"] = found.id
    if st.query_params.get("c") != found.id:
        st.query_params["c"] = found.id
    return found
