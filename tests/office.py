"""The app with accounts on, through Streamlit's AppTest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import streamlit as st
from staff import GOOD, hash_quickly
from streamlit.testing.v1 import AppTest

from corpus.settings import Settings
from tests.browser.fake_backend import FakeAssistant, FakeLibrary
from ui import backend, chat
from ui import texts_accounts as words
from ui.accounts import passwords, visitor
from ui.suggestions import Suggestions


class Office:
    """Opens the app and logs in."""

    def __init__(self) -> None:
        self.assistant, self.library = FakeAssistant(Settings(), pace=0.001), FakeLibrary(Settings(), seconds=0.1)

    def open(self, **query: str) -> AppTest:
        app = AppTest.from_file("../ui/app.py", default_timeout=10)
        for name, value in query.items():
            app.query_params[name] = value
        return run(app)

    def login(self, name: str, password: str = GOOD, **query: str) -> AppTest:
        app = self.open(**query)
        app.text_input(key="login-name").set_value(name)
        app.text_input(key="login-password").set_value(password)
        button(app, words.LOGIN).click()
        return run(app)


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    return app


def button(app: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(b for b in app.button if b.label == label)


def shown(app: AppTest) -> str:
    return "\n".join(json.loads(e.proto.json).get("markup", "") for e in app.get("bidi_component"))


def titles(app: AppTest) -> list[str]:
    return [title.value for title in app.title]


@contextmanager
def opened_office(monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[Office]:
    """The app with accounts on, on the stand-in backend, and nobody with an account yet."""
    st.cache_resource.clear()
    monkeypatch.setenv("THAM_QUYEN_HOME", str(home))
    monkeypatch.setenv("THAM_QUYEN_ACCOUNTS", "on")
    hash_quickly(monkeypatch)
    monkeypatch.setattr(visitor, "is_at_machine", lambda: True)  # AppTest has no connection to look at
    monkeypatch.setattr(visitor, "stored_token", lambda: None)
    opened = Office()
    monkeypatch.setattr(backend, "opener", lambda settings: opened.assistant)
    monkeypatch.setattr(backend, "shelver", lambda settings: opened.assistant)
    monkeypatch.setattr(backend, "librarian", lambda settings: opened.library)
    monkeypatch.setattr(chat, "POLL_SECONDS", None)
    monkeypatch.setattr(chat, "SUGGESTIONS_POLL_SECONDS", None)
    monkeypatch.setattr(Suggestions, "begin", lambda self: None)  # they ask questions of their own
    yield opened
    st.cache_resource.clear()
    passwords._nobody.cache_clear()
