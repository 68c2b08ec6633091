"""Accounts: who may come in, as what; first passwords are shown once."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from corpus.errors import ThamQuyenError
from ui import backend, texts_accounts
from ui import texts_admin as words
from ui.accounts import entrance, visitor
from ui.accounts.access import Access
from ui.accounts.roles import Account, Role
from ui.admin_table import plain_table
from ui.failure import show_error, show_note
from ui.workplace import settings, workplace

_FIRST = "first_password"


def section() -> None:
    """The list and what can be done; without accounts, how to begin."""
    if not workplace().registry.any():
        show_note(words.USERS_SINGLE)
        with st.container(width=entrance.WIDTH):
            entrance.first_account()
        return
    if visitor.how() is Access.SINGLE:
        show_note(words.USERS_OFF)
    accounts = backend.administration().accounts()
    plain_table(table(accounts), words.USERS_TITLE, "accounts")
    _told()
    left, right = st.columns(2, gap="large")
    with left:
        _new()
    with right:
        _change([account for account, _ in accounts])


def table(accounts: list[tuple[Account, int]]) -> pd.DataFrame:
    """One line an account."""
    lines = [(a.shown, texts_accounts.ROLES[a.role], _state(a), sessions) for a, sessions in accounts]
    columns = [words.COLUMN_NAME, words.COLUMN_ROLE, words.COLUMN_STATE, words.COLUMN_SESSIONS]
    return pd.DataFrame(lines, columns=columns)


def _state(account: Account) -> str:
    if account.disabled:
        return words.STATE_DISABLED
    if not account.password:
        return words.STATE_PROVIDER
    return words.STATE_FIRST if account.must_change else words.STATE_ACTIVE


def _told() -> None:
    """A first password that was just made, until it is handed over."""
    told: tuple[str, str | None] | None = st.session_state.get(_FIRST)
    if told is None:
        return
    name, password = told
    with st.container(border=True):
        if password is None:
            show_note(words.PROVIDER_MADE.format(name=name))
        else:
            show_note(words.FIRST_PASSWORD.format(name=name))
            st.code(password, language=None)
        st.button(words.HIDE_PASSWORD, key="hide-password", on_click=lambda: st.session_state.pop(_FIRST, None))


def _new() -> None:
    st.subheader(words.NEW_USER, anchor=False)
    with st.form("new-user", clear_on_submit=True):
        name = st.text_input(words.NEW_USER_NAME, key="new-user-name", max_chars=64, autocomplete="off")
        role = st.selectbox(
            words.NEW_USER_ROLE, list(Role), format_func=texts_accounts.ROLES.__getitem__, key="new-user-role"
        )
        provider = settings().accounts == "oidc" and st.checkbox(words.NEW_USER_PROVIDER, key="new-user-provider")
        sent = st.form_submit_button(words.NEW_USER_BUTTON, key="new-user", type="primary")
    if sent and role is not None:
        try:
            password = backend.administration().create_account(name, role, provider=provider)
        except ThamQuyenError as error:
            show_error(error)
        else:
            st.session_state[_FIRST] = (name, password)
            st.rerun()


def _change(accounts: list[Account]) -> None:
    st.subheader(words.CHANGE_USER, anchor=False)
    by_name = {account.name: account for account in accounts}
    name = st.selectbox(
        words.PICK_USER,
        list(by_name),
        format_func=lambda n: by_name[n].shown,
        index=None,
        key="user",
        placeholder=words.PICK_USER_NONE,
    )
    if name is None:
        return
    account = by_name[name]
    with st.container(horizontal=True):
        other = Role.OFFICIAL if account.administers else Role.ADMINISTRATOR
        label = words.MAKE_OFFICIAL if account.administers else words.MAKE_ADMINISTRATOR
        if st.button(label, key="user-role"):
            _do(name, lambda: backend.administration().set_role(name, other))
        if account.disabled:
            if st.button(words.ENABLE, key="user-enable"):
                _do(name, lambda: backend.administration().set_disabled(name, disabled=False))
        elif st.button(words.DISABLE, key="user-disable"):
            _ask_disable(name)
        if account.password and st.button(words.RESET, key="user-reset"):
            _ask_reset(name)


def _do(name: str, act: Callable[[], None]) -> None:
    try:
        act()
    except ThamQuyenError as error:
        show_error(error)
        return
    st.toast(words.USER_CHANGED.format(name=name))
    st.rerun()


@st.dialog(words.CHANGE_USER)
def _ask_disable(name: str) -> None:
    st.text(words.DISABLE_ASK.format(name=name))
    with st.container(horizontal=True):
        if st.button(words.YES, key="disable-yes", type="primary"):
            _do(name, lambda: backend.administration().set_disabled(name, disabled=True))
        if st.button(words.NO, key="disable-no"):
            st.rerun()


def _reset(name: str) -> None:
    st.session_state[_FIRST] = (name, backend.administration().reset_password(name))


@st.dialog(words.CHANGE_USER)
def _ask_reset(name: str) -> None:
    st.text(words.RESET_ASK.format(name=name))
    with st.container(horizontal=True):
        if st.button(words.YES, key="reset-yes", type="primary"):
            _do(name, lambda: _reset(name))
        if st.button(words.NO, key="reset-no"):
            st.rerun()
