"""Who sits at this browser: asked anew at every action, so that an ended session or a lost role counts at once."""

from __future__ import annotations

import time
from typing import Any

import streamlit as st

from ui.accounts.access import Access, access, at_machine
from ui.accounts.roles import LOCAL, Account, NotAllowed, Refused
from ui.accounts.sessions import TICKETS
from ui.workplace import settings, workplace

COOKIE = "tham_quyen_session"
_TOKEN, _TICKET, _LEFT = "session_token", "session_ticket", "session_left"


def how() -> Access:
    """How this visitor comes in."""
    return access(
        settings().accounts,
        any_account=workplace().registry.any(),
        server_address=st.get_option("server.address"),
        at_machine=is_at_machine(),
    )


def is_at_machine() -> bool:
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    return at_machine(st.context.ip_address, headers)


def account(*, sign_of_life: bool = True) -> Account | None:
    """The account at this browser; None if nobody is logged in (any more)."""
    entry = how()
    if entry is Access.SINGLE:
        return LOCAL
    if entry is Access.SETUP:
        return None
    token = _token()
    found = workplace().sessions.account(token, sign_of_life=sign_of_life) if token else None
    return found or _by_provider()


def required() -> Account:
    """The account at this browser.

    Raises:
        NotAllowed: nobody is logged in.
    """
    found = account()
    if found is None or found.must_change:
        raise NotAllowed("Phiên làm việc đã hết", remedy="Đăng nhập lại.")
    return found


def login(name: str, password: str) -> Account:
    """Check a password and begin a session.

    Raises:
        Refused: wrong, or too many were.
    """
    office = workplace()
    try:
        found = office.registry.check(name, password)
    except Refused:
        office.audit.log(name, "login", outcome="failed")
        raise
    welcome(found)
    return found


def welcome(found: Account) -> None:
    """Begin a session for an account that has proved itself."""
    _take(found, workplace().sessions.begin(found))


def _take(found: Account, token: str) -> None:
    """A session just begun becomes the one of this tab and browser."""
    st.session_state[_TOKEN] = token
    st.session_state[_TICKET] = (TICKETS.issue(token), time.monotonic())
    st.session_state.pop(_LEFT, None)
    _forget_page()
    workplace().audit.log(found.name, "login", outcome="done")


def logout() -> None:
    """End the session here and in the records."""
    office, found = workplace(), account()
    if token := _token():
        office.sessions.end(token)
    if found is not None:
        office.audit.log(found.name, "logout", outcome="done")
    st.session_state.pop(_TOKEN, None)
    st.session_state[_LEFT] = True
    st.query_params.pop("c", None)
    _forget_page()
    if _provided():
        st.logout()


def ticket() -> str | None:
    """The ticket to hand to the browser while it is fresh."""
    told: tuple[str, float] | None = st.session_state.get(_TICKET)
    return told[0] if told and time.monotonic() - told[1] < 20 else None


def _token() -> str | None:
    own: str | None = st.session_state.get(_TOKEN)
    if own or st.session_state.get(_LEFT):
        return own
    return stored_token()


def stored_token() -> str | None:
    """The token that the browser kept over a reload."""
    return st.context.cookies.get(COOKIE)


def _forget_page() -> None:
    """Nothing of the person before is left to the next one at the same tab."""
    for key in ("conversation", "opened_provision", "undo_conversation", "found_conversations"):
        st.session_state.pop(key, None)


def _provided() -> dict[str, Any]:
    """What the identity provider says of the visitor; empty without one."""
    if settings().accounts != "oidc" or not st.user.get("is_logged_in"):
        return {}
    return dict(st.user)


def vouched_for() -> Account | None:
    """The account that the office's provider names, which the administrator must have made before.

    Whether its login still counts is another matter.
    """
    told = _provided()
    address = str(told.get("email") or "")
    if not address or told.get("email_verified") is False:
        return None
    found = workplace().registry.find(address)
    return None if found is None or found.disabled else found


def _by_provider() -> Account | None:
    """The account that the provider vouches for, in a new session; a session that is over takes a new login there."""
    if _TOKEN in st.session_state:  # this tab's session is over; coming back takes a login
        return None
    found, issued = vouched_for(), float(_provided().get("iat") or 0)
    if found is None or time.time() - issued > settings().session_hours * 3600:
        return None
    token = workplace().sessions.begin_vouched(found, issued)
    if token is None:
        return None
    _take(found, token)
    return found
