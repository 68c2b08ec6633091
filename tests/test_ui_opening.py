"""The first seconds after a start: pages are there, questions are taken, the assistant is still being opened."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from corpus.errors import ModelFileError, NoIndex, ThamQuyenError
from corpus.settings import Settings
from tests.browser.fake_backend import DECREE, FakeAssistant
from ui import backend, chat, opening, texts
from ui.accounts import visitor
from ui.opening import Opening
from ui.shelf import Shelf
from ui.suggestions import Suggestions

QUESTION = "Ai cấp giấy phép trồng cây?"


class Start:
    """The app whose assistant opens only when it is let to."""

    def __init__(self) -> None:
        self.assistant, self.let, self.opened = FakeAssistant(Settings(), pace=0.001), threading.Event(), 0
        self.fails: list[Exception] = []

    def open_assistant(self, settings: Settings) -> FakeAssistant:
        self.opened += 1
        if self.fails:
            raise self.fails.pop()
        assert self.let.wait(10)
        return self.assistant

    def app(self) -> AppTest:
        return run(AppTest.from_file("../ui/app.py", default_timeout=10))


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    return app


def shown(app: AppTest) -> str:
    return "\n".join(json.loads(e.proto.json).get("markup", "") for e in app.get("bidi_component"))


def until(condition: Callable[[], object], app: AppTest | None = None) -> None:
    end = time.monotonic() + 8
    while not condition():
        assert time.monotonic() < end, shown(app) if app else ""
        time.sleep(0.02)
        if app is not None:
            run(app)


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Start]:
    st.cache_resource.clear()
    monkeypatch.setenv("THAM_QUYEN_HOME", str(tmp_path))
    monkeypatch.setattr(visitor, "is_at_machine", lambda: True)  # AppTest has no connection to look at
    started = Start()
    monkeypatch.setattr(backend, "opener", started.open_assistant)
    monkeypatch.setattr(backend, "shelver", lambda settings: started.assistant)
    monkeypatch.setattr(chat, "POLL_SECONDS", None)
    monkeypatch.setattr(chat, "LOADING_POLL_SECONDS", None)
    monkeypatch.setattr(chat, "SUGGESTIONS_POLL_SECONDS", None)
    monkeypatch.setattr(Suggestions, "begin", lambda self: None)  # they ask questions of their own
    yield started
    started.let.set()
    st.cache_resource.clear()


def test_the_page_is_there_before_the_assistant_and_says_what_it_waits_for(start: Start) -> None:
    app = start.app()
    assert [title.value for title in app.title] == [texts.CHAT]
    assert len(app.chat_input) == 1
    assert "Đang nạp mô hình tìm kiếm và chỉ mục" in shown(app)
    start.let.set()
    until(lambda: start.assistant.preloaded)
    until(lambda: "Đang nạp mô hình" not in shown(app), app)
    assert start.opened == 1


def test_a_question_is_taken_at_once_and_answered_when_the_assistant_is_there(start: Start) -> None:
    app = start.app()
    app.chat_input[0].set_value(QUESTION)
    run(app)
    assert QUESTION in shown(app)
    assert texts.LOADING_ASKED in shown(app)
    assert start.assistant.asked == []
    start.let.set()
    until(lambda: texts.COPY in shown(app), app)
    assert [asked[0] for asked in start.assistant.asked] == [QUESTION]


def test_a_question_taken_can_be_cancelled_before_the_assistant_is_there(start: Start) -> None:
    app = start.app()
    app.chat_input[0].set_value(QUESTION)
    run(app)
    next(button for button in app.button if button.label == texts.CANCEL).click()
    run(app)
    start.let.set()
    until(lambda: backend.opening().ready)
    assert texts.CANCELLED in shown(run(app))
    assert start.assistant.asked == []


def test_documents_are_read_before_the_assistant_is_there(start: Start) -> None:
    def documents() -> None:
        import streamlit as st

        from ui import documents

        st.session_state["documents_page"] = st.Page(documents.page, title="Văn bản", default=True)
        st.navigation([st.session_state["documents_page"]]).run()

    app = run(AppTest.from_function(documents, default_timeout=10))
    assert DECREE in shown(app)
    assert not backend.opening().ready


def test_why_it_cannot_be_opened_is_told_and_it_is_tried_again(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    start.fails.append(ModelFileError("Thiếu tệp mô hình tìm kiếm", where="e5", remedy="Chạy `make models`."))
    app = start.app()
    until(lambda: backend.opening().failure)
    assert "e5: Thiếu tệp mô hình tìm kiếm" in shown(run(app))
    assert "Chạy `make models`." in shown(app)
    assert texts.STILL_USABLE in [caption.value for caption in app.caption]
    assert len(app.chat_input) == 1
    assert start.opened == 1  # not at every run
    monkeypatch.setattr(opening, "RETRY_SECONDS", 0.0)
    start.let.set()
    run(app)
    until(lambda: backend.opening().ready)
    assert "Thiếu tệp mô hình" not in shown(run(app))


def test_whoever_waits_is_told_of_a_failure() -> None:
    def missing() -> FakeAssistant:
        raise ModelFileError("Thiếu tệp mô hình tìm kiếm")

    with pytest.raises(ModelFileError):
        Opening(missing).opened()  # type: ignore[arg-type]


def test_a_programming_error_is_told_in_our_words(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(threading, "excepthook", told.append)  # which puts it on the console

    def broken() -> FakeAssistant:
        raise RuntimeError("broken on purpose")

    with pytest.raises(ThamQuyenError, match="lỗi khi nạp mô hình"):
        Opening(broken).opened()  # type: ignore[arg-type]
    until(lambda: told)


def test_it_is_opened_once_however_many_wait(start: Start) -> None:
    waiting = Opening(lambda: start.open_assistant(Settings()))  # type: ignore[arg-type, return-value]
    threads = [threading.Thread(target=waiting.opened) for _ in range(8)]
    for thread in threads:
        thread.start()
    start.let.set()
    for thread in threads:
        thread.join(5)
    assert start.opened == 1
    assert waiting.ready


def test_what_comes_after_it_begins_once_it_is_open() -> None:
    begun: list[str] = []

    def missing() -> FakeAssistant:
        raise ModelFileError("Thiếu tệp mô hình tìm kiếm")

    with pytest.raises(ModelFileError):
        Opening(missing, lambda: begun.append("after a failure")).opened()  # type: ignore[arg-type]
    opened = Opening(lambda: FakeAssistant(Settings()), lambda: begun.append("after it"))  # type: ignore[arg-type, return-value]
    opened.opened()
    until(lambda: begun)
    assert begun == ["after it"]


def test_suggestions_are_looked_for_before_anybody_opens_a_page(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Suggestions] = []
    monkeypatch.setattr(Suggestions, "begin", lambda self: begun.append(self))
    start.let.set()
    backend.opening().opened()
    until(lambda: begun)


def test_an_empty_home_has_no_shelf(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        Shelf(Settings(home=tmp_path))
