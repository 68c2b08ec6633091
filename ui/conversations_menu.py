"""What one can do with the open conversation: rename, take away as a file, delete."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st

from ui import backend
from ui import texts_accounts as words
from ui.accounts import visitor
from ui.conversation import Conversation
from ui.conversations import TITLE
from ui.conversations_export import as_json, markdown, word
from ui.conversations_list import delete
from ui.provision import reading
from ui.workplace import workplace


def conversation_menu(conversation: Conversation) -> None:
    """The menu in the head of the chat page. Files are made in a thread of their own, when a button is pressed."""
    from assistant.sheet import MIME

    key, title, now = conversation.id, _title(conversation), datetime.now().astimezone()
    with st.popover(words.CONVERSATION_ACTS, type="tertiary", icon=":material/more_horiz:", key=f"menu-{key}"):
        st.text_input(
            words.RENAME_LABEL, value=title, max_chars=TITLE, key=f"title-{key}", on_change=_rename, args=(key,)
        )
        st.download_button(
            words.EXPORT_WORD,
            partial(word, conversation, title, backend.shelf()),
            file_name=f"hoi-dap-{key[:6]}.docx",
            mime=MIME["docx"],
            key=f"word-{key}",
            icon=":material/description:",
            on_click="ignore",
            width="stretch",
        )
        st.download_button(
            words.EXPORT_MARKDOWN,
            partial(markdown, conversation, title, reading(backend.today()), now),
            file_name=f"hoi-dap-{key[:6]}.md",
            mime="text/markdown",
            key=f"markdown-{key}",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )
        st.download_button(
            words.EXPORT_JSON,
            partial(as_json, conversation, title, now),
            file_name=f"hoi-dap-{key[:6]}.json",
            mime="application/json",
            key=f"json-{key}",
            icon=":material/data_object:",
            on_click="ignore",
            width="stretch",
        )
        st.button(
            words.DELETE,
            key=f"delete-{key}",
            icon=":material/delete:",
            width="stretch",
            on_click=_delete,
            args=(conversation,),
        )


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
