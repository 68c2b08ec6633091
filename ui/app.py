"""The app: `streamlit run ui/app.py`. Frame and navigation around the pages.

A page's module is imported when the page is first opened, and the assistant is opened once the first page is drawn:
what is wanted first is not kept waiting by what is wanted later.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import Page
from streamlit.starlette import App

if __name__ in {"__main__", "app"}:  # streamlit puts the folder of this file on the path, not the project's
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpus.errors import NoIndex, ThamQuyenError
from ui import backend, indexes, texts, texts_accounts
from ui.accounts import visitor
from ui.accounts.cookie import MIDDLEWARE, ROUTES, hand_over
from ui.accounts.entrance import account_menu, come_in
from ui.accounts.roles import LOCAL, Account
from ui.conversations_list import conversations_list
from ui.failure import show_error
from ui.frame import vietnamese_frame
from ui.provision import close
from ui.style import PAGE_CSS

ICON = Path(__file__).with_name("icon.png")
VISITED_SECONDS = 3.0  # the assistant is opened so long after the start, if nobody came before
_ICONS = (
    ":material/forum:", ":material/account_tree:", ":material/search:", ":material/menu_book:", ":material/help:",
    ":material/settings:",
)  # fmt: skip


def main() -> None:
    """Frame of every page."""
    st.set_page_config(page_title=texts.APP_NAME, page_icon=str(ICON), layout="wide")
    st.html(PAGE_CSS)
    vietnamese_frame()
    pages = [
        st.Page(_page("chat"), title=texts.CHAT, default=True, url_path="hoi-dap"),
        st.Page(_page("crosswalk"), title=texts.CROSSWALK, url_path="tham-quyen"),
        st.Page(_page("search"), title=texts.SEARCH, url_path="tim-kiem"),
        documents_page := st.Page(_page("documents"), title=texts.DOCUMENTS, url_path="van-ban"),
        guide_page := st.Page(_page("guide"), title=texts.GUIDE, url_path="tro-giup"),
        admin_page := st.Page(_page("admin"), title=texts.ADMIN, url_path="quan-tri"),
    ]
    st.session_state["documents_page"] = documents_page
    st.session_state["chat_page"] = pages[0]
    chosen = st.navigation(pages, position="hidden")
    who = _entered()
    if who is None:
        return
    hand_over(visitor.ticket())
    if st.session_state.pop("go_to_chat", False) and chosen is not pages[0]:
        st.switch_page(pages[0], query_params={"c": st.session_state["conversation"]})
    _sidebar(pages, who)
    if chosen.url_path != st.session_state.get("shown_page"):
        close()
        st.session_state["shown_page"] = chosen.url_path
    backend.keep_waiting()
    if chosen in (admin_page, guide_page) or _opened(who, admin_page):
        chosen.run()
    backend.opening().begin()


def _page(name: str) -> Callable[[], None]:
    """The page of the module `ui.<name>`."""
    return lambda: import_module(f"ui.{name}").page()


def _entered() -> Account | None:
    """Who is at the browser; None after showing what has to be done first."""
    try:
        return come_in()
    except ThamQuyenError as error:
        st.subheader(texts.START_FAILED, anchor=False)
        show_error(error)
        return None


def _opened(who: Account, admin: Page) -> bool:
    """Open or refresh the corpus; an office without an index is told what to do."""
    try:
        shelf = backend.shelf()
        shelf.refresh()
        backend.opening().refresh()
        known = st.session_state.get("generation", shelf.generation)
        st.session_state["generation"] = shelf.generation
        if known != shelf.generation:
            st.toast(texts.REFRESHED.format(generation=shelf.generation))
    except NoIndex:
        return _empty(who, admin)
    except ThamQuyenError as error:
        st.subheader(texts.START_FAILED, anchor=False)
        show_error(error)
        return False
    return True if indexes.documents() else _empty(who, admin)


def _empty(who: Account, admin: Page) -> bool:
    """What to do before anything can be asked."""
    st.subheader(texts.EMPTY_TITLE, anchor=False)
    st.text(texts.EMPTY)
    if who.administers:
        st.page_link(admin, label=texts.EMPTY_ADMIN, icon=":material/upload_file:")
        st.caption(texts.EMPTY_COMMAND)
    else:
        st.text(texts.EMPTY_ASK_ADMIN)
    return False


def _sidebar(pages: list[Page], who: Account) -> None:
    """Name of the program, the pages, one's conversations, and what the program is and is not."""
    with st.sidebar:
        brand = Markup('<div class="brand"><strong>{}</strong><span>{}</span></div>')
        st.html(brand.format(texts.APP_NAME, texts.APP_LINE))
        with st.container(key="pages"):
            for page, icon in zip(pages, _ICONS, strict=True):
                if who.administers or page.title != texts.ADMIN:
                    st.page_link(page, icon=icon, width="stretch")
        conversations_list(who.id)
        account_menu(who)
        st.caption(texts.DUTY_NOTE)
        st.caption(texts.LOCAL_NOTE if who is LOCAL else texts_accounts.SHARED_NOTE)


@asynccontextmanager
async def _lifespan(app: App) -> AsyncIterator[None]:
    """Open the assistant after a while also if nobody visits."""
    timer = threading.Timer(VISITED_SECONDS, lambda: backend.opening().begin())
    timer.start()
    yield
    timer.cancel()


if __name__ == "__main__":
    main()
elif __name__ == "app":  # Streamlit's server imports this file by its name to find routes besides its own
    app = App(Path(__file__), lifespan=_lifespan, routes=ROUTES, middleware=MIDDLEWARE)
