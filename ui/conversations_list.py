"""The list of one's own conversations in the sidebar: open, find by words, and bring back what was deleted."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from ui import backend
from ui import texts_accounts as words
from ui.accounts import visitor
from ui.conversation import Conversation
from ui.conversations import KEPT_DELETED, Listed
from ui.panel import panel, plain_label
from ui.workplace import workplace

SHOWN = 8  # conversations before "more"
_ALL, _FIND, _UNDO = "all_conversations", "find-conversation", "undo_conversation"


def conversations_list(owner: int) -> None:
    """Draw the list; the one that is open is marked."""
    with st.container(gap="xsmall", key="conversations"):
        st.caption(words.CONVERSATIONS)
        items, more = _items(owner)
        if items or st.session_state.get(_FIND):
            _found(items, more)
        else:
            st.caption(words.NONE_YET)
        _deleted(owner)


def _found(items: list[Listed], more: bool) -> None:
    st.text_input(
        words.FIND_CONVERSATION, key=_FIND, placeholder=words.FIND_HINT, label_visibility="collapsed", max_chars=120
    )
    if not items:
        st.caption(words.NONE_FOUND)
    current = st.query_params.get("c") or st.session_state.get("conversation")
    with st.container(gap=None, key="conversation-list"):
        for item in items:
            st.button(
                plain_label(item.title),
                key=f"open-{item.id}",
                type="secondary" if item.id == current else "tertiary",
                width="stretch",
                on_click=_open,
                args=(item.id,),
            )
        if more:
            st.button(words.MORE_CONVERSATIONS, key="more-conversations", type="tertiary", on_click=_show_all)


def _items(owner: int) -> tuple[list[Listed], bool]:
    """What to list, and whether there is more."""
    archive, query = workplace().archive, str(st.session_state.get(_FIND) or "").strip()
    if query:
        return archive.search(owner, query), False
    if st.session_state.get(_ALL):
        return archive.listed(owner, 500), False
    found = archive.listed(owner, SHOWN + 1)
    return found[:SHOWN], len(found) > SHOWN


def _show_all() -> None:
    st.session_state[_ALL] = True


def _open(key: str) -> None:
    """Show one's own conversation; on another page the chat page opens."""
    found = visitor.account()
    conversation = backend.conversations().find(key, found.id) if found else None
    if conversation is not None:
        backend.show_conversation(conversation)
        st.session_state["go_to_chat"] = True


def delete(conversation: Conversation) -> None:
    """Take a conversation away; the chat page offers to bring it back."""
    found, archive = visitor.required(), workplace().archive
    title = archive.title(found.id, conversation.id)
    if title is None or not archive.delete(found.id, conversation.id):
        return
    backend.conversations().drop(conversation)
    st.session_state[_UNDO] = (conversation.id, title)
    backend.show_conversation(backend.conversations().new(found.id))


def offer_undo() -> None:
    """On the chat page, where it is seen on a phone as well: what was just deleted, and the way back."""
    deleted: tuple[str, str] | None = st.session_state.get(_UNDO)
    found = visitor.account(sign_of_life=False)
    if deleted is None or found is None:
        return
    key, title = deleted
    with st.container(horizontal=True, vertical_alignment="center", key="undo-delete-row"):
        with st.container(width="content"):
            said = Markup('<p role="status">{}</p>').format(words.DELETED.format(title=title))
            panel(said, key=f"deleted-{key}", take_focus=True)
        st.button(words.UNDO_DELETE, key="undo-delete", icon=":material/undo:", on_click=_restore, args=(found.id, key))


def _deleted(owner: int) -> None:
    """What can still be brought back, folded away; the offer above is gone after a reload."""
    items = workplace().archive.deleted(owner)
    if not items:
        return
    with st.expander(words.DELETED_LIST.format(count=len(items)), key="deleted-conversations"):
        st.caption(words.DELETED_KEPT.format(days=round(KEPT_DELETED / 86400)))
        for item in items:
            st.button(
                plain_label(words.RESTORE.format(title=item.title)),
                key=f"restore-{item.id}",
                type="tertiary",
                icon=":material/undo:",
                width="stretch",
                on_click=_restore,
                args=(owner, item.id),
            )


def _restore(owner: int, key: str) -> None:
    found = visitor.account()
    if found is not None and found.id == owner and workplace().archive.restore(owner, key):
        if st.session_state.get(_UNDO, ("",))[0] == key:
            del st.session_state[_UNDO]
        _open(key)
