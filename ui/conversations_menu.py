"""What one can do with the open conversation: rename, take away as a file, delete."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from ui import backend, conversations_export
from ui import texts_accounts as words
from ui.accounts import visitor
from ui.conversation import Conversation
from ui.conversations import TITLE
from ui.conversations_list import delete
from ui.provision import reading
from ui.workplace import workplace


def conversation_menu(conversation: Conversation) -> None:
    """The menu in the head of the chat page."""
    key = conversation.id
    with st.popover(words.CONVERSATION_ACTS, type="tertiary", icon=":material/more_horiz:", key=f"menu-{key}"):
        st.text_input(
            words.RENAME_LABEL, value=_title(conversation), max_chars=TITLE, key=f"title-{key}", on_change=_rename,
            args=(key,),
        )  # fmt: skip
        st.download_button(
            words.EXPORT_MARKDOWN, lambda: _markdown(conversation), file_name=f"hoi-dap-{key[:6]}.md",
            mime="text/markdown", key=f"markdown-{key}", icon=":material/download:", on_click="ignore", width="stretch",
        )  # fmt: skip
        st.download_button(
            words.EXPORT_JSON, lambda: _json(conversation), file_name=f"hoi-dap-{key[:6]}.json",
            mime="application/json", key=f"json-{key}", icon=":material/data_object:", on_click="ignore",
            width="stretch",
        )  # fmt: skip
        st.button(
            words.DELETE, key=f"delete-{key}", icon=":material/delete:", width="stretch", on_click=_delete,
            args=(conversation,),
        )  # fmt: skip


def _title(conversation: Conversation) -> str:
    found = visitor.account(sign_of_life=False)
    title = workplace().archive.title(found.id, conversation.id) if found else None
    return title or words.UNTITLED


def _rename(key: str) -> None:
    found = visitor.account()
    if found is not None:
        workplace().archive.rename(found.id, key, str(st.session_state.get(f"title-{key}") or ""))


def _delete(conversation: Conversation) -> None:
    if visitor.account() is not None:
        delete(conversation)


def _markdown(conversation: Conversation) -> str:
    today = backend.today()
    return conversations_export.markdown(conversation, _title(conversation), reading(today), datetime.now())


def _json(conversation: Conversation) -> str:
    return conversations_export.as_json(conversation, _title(conversation), datetime.now().astimezone())
