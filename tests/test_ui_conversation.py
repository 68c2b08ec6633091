"""Running answers: folding events, cancelling, failing, being left."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.answer import Event, Queued, Started
from corpus.settings import Settings
from tests.browser.fake_backend import FakeAssistant
from ui import texts
from ui.conversation import (
    ABANDONED_SECONDS,
    LEFT_SECONDS,
    RUNNING_AT_ONCE,
    Conversation,
    Conversations,
)
from ui.precedence import SEARCHING
from ui.turn import Turn


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant(Settings(), pace=0.001)


def _until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "timed out"
        time.sleep(0.005)


def test_answer_is_folded_from_events(assistant: FakeAssistant) -> None:
    turn = Turn("Ai cấp giấy phép trồng cây?", None)
    turn.run(assistant, "s")
    view = turn.view
    assert view.finished
    assert view.answer is not None
    assert view.answer.status == "answered"
    assert len(view.claims) == 2
    assert len(view.withheld) == 1
    assert view.evidence is not None
    assert len(view.evidence.hits) == 7
    assert view.draft == ""
    assert not view.writing


def test_our_error_is_told_with_its_remedy(assistant: FakeAssistant) -> None:
    turn = Turn("lỗi", None)
    turn.run(assistant, "s")
    assert turn.view.failure is not None
    assert turn.view.failure.what == "model.gguf: Thiếu tệp mô hình"
    assert turn.view.failure.remedy == "Chạy `make models`."
    assert turn.view.evidence is not None  # what was found stays


def test_programming_error_ends_the_turn_and_is_not_swallowed(assistant: FakeAssistant) -> None:
    turn = Turn("hỏng", None)
    with pytest.raises(RuntimeError, match="broken on purpose"):
        turn.run(assistant, "s")
    assert turn.view.failure is not None
    assert turn.view.failure.what == texts.BROKEN


def test_cancel_frees_the_worker_and_keeps_what_is_verified() -> None:
    slow = FakeAssistant(Settings(), pace=0.02)
    turn = Turn("chậm", None)
    worker = threading.Thread(target=turn.run, args=(slow, "s"))
    worker.start()
    _until(lambda: turn.view.evidence is not None)
    turn.cancel_writing()
    assert turn.view.finished
    assert turn.view.cancelled
    worker.join(2)
    assert not worker.is_alive()
    assert turn.view.cancelled
    assert turn.view.answer is None
    assert turn.view.evidence is not None


def test_a_conversation_runs_only_so_many_at_once() -> None:
    store, slow = Conversations(), FakeAssistant(Settings(), pace=0.05)
    conversation = store.new()
    turns = [store.ask(conversation, slow, "chậm", None) for _ in range(RUNNING_AT_ONCE + 1)]
    assert [turn is not None for turn in turns] == [True] * RUNNING_AT_ONCE + [False]
    for turn in conversation.turns:
        turn.cancel_writing()


class OneWriter(FakeAssistant):
    """Writes one answer at a time, first come first; each is as long as `let` keeps it waiting."""

    def __init__(self) -> None:
        super().__init__(Settings(), pace=0)
        self.let, self.begun = threading.Event(), list[str]()
        self._place = threading.Lock()

    def answer(
        self, text: str, *arguments: Any, cancel: threading.Event | None = None, **options: Any
    ) -> Iterator[Event]:
        cancel = cancel or threading.Event()
        events = list(super().answer(text))
        yield events[0]
        while not self._place.acquire(timeout=0.005):
            if cancel.is_set():
                return
            yield Queued(0)
        try:
            self.begun.append(text)
            yield Started()
            while not self.let.is_set():
                if cancel.wait(0.005):
                    return
            yield from events[1:]
        finally:
            self._place.release()


class Office:
    """Two conversations of different people and their tabs; the clock stands `after` their last look."""

    def __init__(self) -> None:
        self.tabs, self.writer = {"a", "b"}, OneWriter()
        self.store = Conversations(None, self.tabs.__contains__)
        self.store.make_way, self._make_way = lambda: None, self.store.make_way  # type: ignore[method-assign]

    def ask(self, question: str, tab: str) -> Turn:
        turn = self.store.ask(self.store.new(), self.writer, question, None)
        assert turn is not None
        turn.look(tab)
        return turn

    def later(self, *turns: Turn, after: float) -> None:
        """Nobody has looked at these turns for so long; at the others just now."""
        now = time.monotonic()
        for turn in turns:
            turn.looked_at = now - after
        self._make_way(lambda: now)


@pytest.fixture
def office() -> Iterator[Office]:
    office = Office()
    yield office
    office.writer.let.set()


def test_an_answer_that_was_left_is_written_where_nobody_waits(office: Office) -> None:
    turn = office.ask("Việc một", "a")
    _until(lambda: turn.view.writing)
    office.tabs.clear()
    office.later(turn, after=ABANDONED_SECONDS + 1)
    assert not turn.cancel.is_set()
    office.writer.let.set()
    _until(lambda: turn.view.answer is not None)
    assert not turn.view.cancelled


@pytest.mark.parametrize(
    ("closed", "after", "gives_way"),
    [
        (True, LEFT_SECONDS - 1, False),  # it may be a reload
        (True, LEFT_SECONDS + 1, True),
        (False, LEFT_SECONDS + 1, False),  # a hidden tab still looks once a minute
        (False, ABANDONED_SECONDS + 1, True),
    ],
)
def test_an_answer_that_was_left_gives_way_to_one_that_is_awaited(
    office: Office, closed: bool, after: float, gives_way: bool
) -> None:
    left = office.ask("Việc một", "a")
    _until(lambda: left.view.writing)
    awaited = office.ask("Việc hai", "b")
    _until(lambda: awaited.view.ahead is not None)
    if closed:
        office.tabs.discard("a")
    office.later(left, after=after)
    assert left.given_way is gives_way
    if gives_way:
        _until(lambda: awaited.view.writing)
        assert not left.view.finished
        assert left.view.evidence is not None


def test_another_tab_on_the_same_answer_counts(office: Office) -> None:
    left = office.ask("Việc một", "a")
    left.look("b")
    office.ask("Việc hai", "b")
    office.tabs.discard("a")
    office.later(left, after=LEFT_SECONDS + 1)
    assert not left.given_way


def _given_way(office: Office) -> tuple[Turn, Turn]:
    """A turn that gave way and the one that it made way for, being written."""
    left = office.ask("Việc một", "a")
    _until(lambda: left.view.writing)
    awaited = office.ask("Việc hai", "b")
    _until(lambda: awaited.view.ahead is not None)
    office.tabs.discard("a")
    office.later(left, after=LEFT_SECONDS + 1)
    _until(lambda: awaited.view.writing)
    return left, awaited


def test_what_gave_way_is_written_when_nobody_waits_any_more(office: Office) -> None:
    left, awaited = _given_way(office)
    office.later(left, after=LEFT_SECONDS + 1)
    assert left.given_way  # somebody still waits for the other one
    office.writer.let.set()
    _until(lambda: awaited.view.finished)
    office.later(left, after=LEFT_SECONDS + 1)
    _until(lambda: left.view.answer is not None)
    assert office.writer.begun == ["Việc một", "Việc hai", "Việc một"]
    assert len(left.view.claims) == 2  # nothing of the first attempt twice


def test_what_gave_way_begins_anew_when_somebody_looks_again(office: Office) -> None:
    left, awaited = _given_way(office)
    office.tabs.add("c")
    _until(lambda: (left.look("c"), left.view.ahead is not None)[1])
    assert not left.given_way
    office.writer.let.set()
    _until(lambda: left.view.answer is not None and awaited.view.answer is not None)


def test_what_gave_way_can_be_cancelled_and_is_kept_as_such(office: Office) -> None:
    kept: list[Turn] = []
    office.store._keep = kept.append  # type: ignore[method-assign]
    left, _ = _given_way(office)
    _until(lambda: not left.view.writing)
    left.cancel_writing()
    assert left.view.cancelled
    assert kept == [left]
    assert not left.resume()


def test_only_a_few_search_at_once_and_everybody_gets_their_own() -> None:
    searching, most, lock = [0], [0], threading.Lock()

    class Busy(FakeAssistant):
        def answer(self, text: str, *arguments: Any, **options: Any) -> Iterator[Event]:
            with lock:
                searching[0] += 1
                most[0] = max(most[0], searching[0])
            time.sleep(0.02)
            with lock:
                searching[0] -= 1
            yield from super().answer(text, *arguments, **options)

    store, busy = Conversations(), Busy(Settings(), pace=0)
    asked = [f"Việc số {n} ai làm?" for n in range(10)]
    turns = [store.ask(store.new(owner), busy, question, None) for owner, question in enumerate(asked)]
    _until(lambda: all(turn is not None and turn.view.finished for turn in turns))
    assert 1 <= most[0] <= SEARCHING.at_once
    assert [t.view.evidence.question_understood for t in turns if t and t.view.evidence] == asked


def test_conversations_are_found_by_id_only() -> None:
    store = Conversations()
    first, second = store.new(), store.new()
    assert store.find(first.id) is first
    assert store.find(second.id) is second
    assert store.find(None) is None
    assert store.find("") is None
    assert store.find("khác") is None
    assert len(first.id) >= 12
    assert first.id != second.id


def test_the_store_stays_bounded() -> None:
    store = Conversations()
    first = store.new()
    last: Conversation = first
    for _ in range(260):
        last = store.new()
    assert store.find(first.id) is None
    assert store.find(last.id) is last
