"""What a visitor sees before coming in: login, first start, or a password of one's own to set."""

from __future__ import annotations

import streamlit as st

from corpus.errors import ThamQuyenError
from ui import texts, texts_admin
from ui import texts_accounts as words
from ui.accounts import visitor
from ui.accounts.access import Access
from ui.accounts.roles import LOCAL, Account, BadAccount, Role
from ui.accounts.setup import CODE
from ui.failure import show_failure, show_note
from ui.panel import plain_label
from ui.workplace import settings, workplace

WIDTH = 420


def come_in() -> Account | None:
    """The account at this browser, or None after showing what has to be done first."""
    found = visitor.account()
    if found is None:
        with st.container(horizontal_alignment="center"), st.container(width=WIDTH, key="entrance"):
            if visitor.how() is Access.SETUP:
                _first_start()
            else:
                _login()
        return None
    if found.must_change:
        with st.container(horizontal_alignment="center"), st.container(width=WIDTH, key="entrance"):
            st.title(words.CHANGE_TITLE, anchor=False)
            st.caption(words.CHANGE_FIRST)
            change_password(found)
            st.button(words.LOGOUT, key="logout-first", type="tertiary", on_click=visitor.logout)
        return None
    return found


def _login() -> None:
    st.title(texts.APP_NAME, anchor=False)
    st.text(texts.APP_LINE)
    st.caption(words.LOGIN_INTRO)
    if settings().accounts == "oidc":
        _provider()
    with st.form("login", clear_on_submit=False):
        name = st.text_input(words.NAME, key="login-name", max_chars=64, autocomplete="username")
        password = st.text_input(
            words.PASSWORD, type="password", key="login-password", max_chars=200, autocomplete="current-password"
        )
        sent = st.form_submit_button(words.LOGIN, type="primary", width="stretch", key="login")
    if sent:
        try:
            visitor.login(name, password)
        except ThamQuyenError as error:
            show_failure(error.what, error.remedy)
        else:
            st.rerun()
    st.caption(words.FORGOTTEN)
    st.caption(words.SESSION_NOTE.format(idle=settings().session_idle_minutes, hours=settings().session_hours))


def _provider() -> None:
    try:
        configured = "auth" in st.secrets
    except FileNotFoundError:
        configured = False
    if not configured:
        show_note(words.PROVIDER_MISSING)
        return
    if known := visitor.vouched_for():
        show_note(words.PROVIDER_ENDED.format(name=known.shown))
    elif st.user.get("is_logged_in"):
        show_note(words.PROVIDER_UNKNOWN.format(name=st.user.get("email") or "?"))
        st.button(words.LOGOUT, key="provider-logout", on_click=visitor.logout)
        return
    if st.button(words.LOGIN_PROVIDER, type="primary", width="stretch", key="provider-login"):
        st.login()


def _first_start() -> None:
    if not visitor.is_at_machine():
        st.title(words.SETUP_ELSEWHERE, anchor=False)
        st.markdown(words.SETUP_ELSEWHERE_NOTE)
        return
    st.title(words.SETUP_TITLE, anchor=False)
    first_account()


def first_account() -> None:
    """The form that makes the first administrator; only shown to and only taken from a browser at the machine."""
    CODE.show()
    st.caption(words.SETUP_INTRO)
    with st.form("setup"):
        code = st.text_input(words.SETUP_CODE, key="setup-code", max_chars=20, autocomplete="off")
        name = st.text_input(words.NAME, key="setup-name", max_chars=64, autocomplete="username")
        password, repeated = _new_password("setup")
        sent = st.form_submit_button(words.SETUP_BUTTON, type="primary", key="setup")
    if sent:
        try:
            create_first(code, name, password, repeated)
        except ThamQuyenError as error:
            show_failure(error.what, error.remedy)
        else:
            st.rerun()


def create_first(code: str, name: str, password: str, repeated: str) -> None:
    """Make the first administrator and log them in.

    Raises:
        BadAccount: not at the machine, a wrong code, unequal passwords, or what the registry refuses.
    """
    office = workplace()
    if not visitor.is_at_machine() or office.registry.any():
        raise BadAccount(words.SETUP_ELSEWHERE_NOTE)
    if password != repeated:
        raise BadAccount(words.DIFFERENT)
    if not CODE.redeem(code):
        raise BadAccount(words.SETUP_WRONG)
    try:
        made = office.registry.create(name, password, Role.ADMINISTRATOR, first=True)
    except BadAccount:
        CODE.show()  # the code is used up
        raise
    office.audit.log(
        made.name, "account", texts_admin.LOGGED_CREATE.format(name=made.name, role=words.ROLES[made.role]), "done"
    )
    visitor.welcome(made)


def change_password(account: Account) -> None:
    """The form for one's own password."""
    with st.form("password"):
        old = st.text_input(
            words.OLD_PASSWORD, type="password", key="password-old", max_chars=200, autocomplete="current-password"
        )
        new, repeated = _new_password("password")
        sent = st.form_submit_button(words.SAVE, type="primary", key="password-save")
    if not sent:
        return
    office = workplace()
    try:
        if new != repeated:
            raise BadAccount(words.DIFFERENT)
        office.registry.change_password(account, old, new)
    except ThamQuyenError as error:
        office.audit.log(account.name, "password", account.name, "failed")
        show_failure(error.what, error.remedy)
        return
    office.audit.log(account.name, "password", account.name, "done")
    visitor.welcome(account)
    st.toast(words.CHANGED)
    st.rerun()


def _new_password(form: str) -> tuple[str, str]:
    new = st.text_input(
        words.NEW_PASSWORD, type="password", key=f"{form}-new", help=words.PASSWORD_HELP, max_chars=200,
        autocomplete="new-password",
    )  # fmt: skip
    repeated = st.text_input(
        words.REPEAT, type="password", key=f"{form}-repeat", max_chars=200, autocomplete="new-password"
    )
    return new, repeated


def account_menu(account: Account) -> None:
    """Who is logged in, in the sidebar; nothing in single-user mode."""
    if account is LOCAL:
        return
    label = words.WHO.format(name=account.shown, role=words.ROLES[account.role])
    with st.popover(plain_label(label), icon=":material/person:", width="stretch", key="account"):
        if account.password and st.button(words.CHANGE_TITLE, key="change-password", width="stretch"):
            _password_dialog(account)
        st.button(words.LOGOUT, key="logout", icon=":material/logout:", width="stretch", on_click=visitor.logout)


@st.dialog(words.CHANGE_TITLE)
def _password_dialog(account: Account) -> None:
    change_password(account)
