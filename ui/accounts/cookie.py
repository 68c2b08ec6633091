"""The session over a reload: a cookie that scripts cannot read, set by a route beside Streamlit's own.

Streamlit's pages cannot set cookies; its server can carry more routes (`streamlit.starlette.App`). After login the
page gets a one-time ticket, sends it here from the same origin, and the answer sets the token as an HttpOnly,
SameSite=Strict cookie that ends with the browser. Served without these
routes everything works, but a reload asks to log in again.

The upload route is guarded too: with accounts, files are taken from administrators only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from corpus import settings as corpus_settings
from corpus.settings import Settings
from ui.accounts.access import Access, access, at_machine
from ui.accounts.sessions import TICKETS
from ui.accounts.visitor import COOKIE
from ui.workplace import Workplace, open_workplace

PATH = "/phien"
_UPLOADS = "_stcore/upload_file"
_JS = """
export default function (component) {
  const {data, parentElement} = component;
  if (data.ticket && parentElement._ticket !== data.ticket) {
    parentElement._ticket = data.ticket;
    fetch('phien', {method: 'POST', body: data.ticket, credentials: 'same-origin'}).catch(() => {});
  }
}
"""


def hand_over(ticket: str | None) -> None:
    """Let the browser fetch its cookie."""
    if ticket is not None:
        runtime = id(st.runtime.get_instance()) if st.runtime.exists() else 0
        _component(runtime)(key="session-ticket", data={"ticket": ticket}, height="content")


@cache
def _component(runtime: int) -> Callable[..., Any]:
    return st.components.v2.component("tham_quyen_session", html="<span></span>", js=_JS)


async def exchange(request: Request) -> Response:
    """A ticket for a cookie."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    if not same_origin(headers):
        return PlainTextResponse("cross-origin", status_code=403)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > 200:
            return PlainTextResponse("too long", status_code=413)
    token = TICKETS.redeem(body.decode("ascii", errors="replace"))
    if token is None:
        return PlainTextResponse("no such ticket", status_code=403)
    response = Response(status_code=204, headers={"Cache-Control": "no-store"})
    response.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/")
    return response


def same_origin(headers: Mapping[str, str]) -> bool:
    """Browsers name the origin of every POST; a page of another origin cannot leave it out."""
    origin = headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == headers.get("host", "-")


class UploadGuard:
    """Refuses files from who may not add documents, before Streamlit keeps them in memory."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _UPLOADS in scope["path"] and scope["method"] not in {"OPTIONS", "HEAD"}:
            request = Request(scope)
            headers = {name.lower(): value for name, value in request.headers.items()}
            peer = request.client.host if request.client else ""
            if not may_upload(peer, headers, request.cookies.get(COOKIE)):
                await PlainTextResponse("not allowed", status_code=403)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def may_upload(peer: str, headers: Mapping[str, str], token: str | None) -> bool:
    """Whether files are taken from this browser."""
    settings, office = _office()
    entry = access(
        settings.accounts,
        any_account=office.registry.any(),
        server_address=st.get_option("server.address"),
        at_machine=at_machine(peer, headers),
    )
    if entry is Access.SINGLE:
        return True
    found = office.sessions.account(token) if token and entry is Access.LOGIN else None
    return found is not None and found.administers and not found.must_change


@cache
def _office() -> tuple[Settings, Workplace]:
    settings = corpus_settings.load()
    return settings, open_workplace(settings)


ROUTES = [Route(PATH, exchange, methods=["POST"])]
MIDDLEWARE = [Middleware(UploadGuard)]
