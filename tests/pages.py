"""The pages on the stand-in backend, each by itself through Streamlit's AppTest."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from corpus.settings import Settings
from tests.browser.fake_backend import FakeAssistant, FakeLibrary
from tests.browser.fake_catalogue import ROWS
from ui import backend, chat, indexes
from ui.accounts import visitor
from ui.accounts.roles import LOCAL
from ui.seen import TOUR
from ui.suggestions import Suggestions
from ui.workplace import workplace

TODAY = date(2026, 11, 24)


def _script(page: str) -> None:
    import importlib

    import streamlit as st

    module = importlib.import_module(f"ui.{page}")
    st.session_state["documents_page"] = st.Page(lambda: None, title="Văn bản", url_path="van-ban")
    st.navigation([st.Page(module.page, title=page, default=True), st.session_state["documents_page"]]).run()


class Pages:
    """Opens pages and reads the panels on them."""

    def __init__(self) -> None:
        self.assistant = FakeAssistant(Settings(), pace=0.001)
        self.library = FakeLibrary(Settings(), seconds=0.2)

    def open(self, page: str, **query: str) -> AppTest:
        app = AppTest.from_function(_script, args=(page,), default_timeout=10)
        for name, value in query.items():
            app.query_params[name] = value
        return self.run(app)

    def run(self, app: AppTest) -> AppTest:
        app.run()
        assert not app.exception, app.exception
        return app

    def panels(self, app: AppTest) -> str:
        found = [json.loads(element.proto.json) for element in app.get("bidi_component")]
        return "\n".join(data.get("markup", "") for data in found)

    def until(self, app: AppTest, condition: Callable[[], bool]) -> AppTest:
        end = time.monotonic() + 8
        while not condition():
            assert time.monotonic() < end, self.panels(app)
            time.sleep(0.05)
            self.run(app)
        return app


@contextmanager
def opened_pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Pages]:
    """The stand-in backend, opened, with a home of its own."""
    st.cache_resource.clear()
    monkeypatch.setenv("THAM_QUYEN_HOME", str(tmp_path))
    monkeypatch.setattr(visitor, "is_at_machine", lambda: True)  # AppTest has no connection to look at
    opened = Pages()
    monkeypatch.setattr(backend, "opener", lambda settings: opened.assistant)
    monkeypatch.setattr(backend, "shelver", lambda settings: opened.assistant)
    monkeypatch.setattr(backend, "librarian", lambda settings: opened.library)
    monkeypatch.setattr(indexes, "transfers", lambda settings, between: ROWS)
    monkeypatch.setattr(backend, "today", lambda: TODAY)
    monkeypatch.setattr(chat, "POLL_SECONDS", None)
    monkeypatch.setattr(chat, "SUGGESTIONS_POLL_SECONDS", None)
    monkeypatch.setattr(Suggestions, "begin", lambda self: None)  # they ask questions of their own
    backend.opening().opened()  # as a few seconds after the start; before that: test_ui_opening
    workplace().seen.mark(LOCAL.id, TOUR)  # the first visit: test_ui_tour
    yield opened
    st.cache_resource.clear()
