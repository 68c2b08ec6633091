"""Running answers: folding events, cancelling, failing, being abandoned."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.answer import Event
from corpus.settings import Settings
from tests.browser.fake_backend import FakeAssistant
from ui import texts
from ui.conversation import (
    ABANDONED_SECONDS,
    GATHERING_AT_ONCE,
    LEFT_SECONDS,
    RUNNING_AT_ONCE,
    Conversation,
    Conversations,
    Turn,
)  # fmt: skip


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


def test_abandoned_answers_free_their_place() -> None:
    store, slow = Conversations(), FakeAssistant(Settings(), pace=0.05)
    turn = store.ask(store.new(), slow, "chậm", None)
    assert turn is not None
    assert store.free_abandoned(lambda: turn.looked_at + ABANDONED_SECONDS - 1) == 0
    assert not turn.cancel.is_set()
    assert store.free_abandoned(lambda: turn.looked_at + ABANDONED_SECONDS + 1) == 1
    assert turn.cancel.is_set()


def test_a_closed_tab_frees_its_place_sooner_than_a_hidden_one() -> None:
    open_tabs = {"a", "b"}
    store, slow = Conversations(None, open_tabs.__contains__), FakeAssistant(Settings(), pace=0.05)
    turn = store.ask(store.new(), slow, "chậm", None)
    assert turn is not None
    turn.look("a")
    turn.look("b")

    def freed(after: float) -> int:
        return store.free_abandoned(lambda: turn.looked_at + after)

    open_tabs.discard("a")
    assert freed(LEFT_SECONDS + 1) == 0  # the other tab is still there
    open_tabs.discard("b")
    assert freed(LEFT_SECONDS - 1) == 0  # it may be a reload
    assert freed(LEFT_SECONDS + 1) == 1
    assert turn.cancel.is_set()


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
    assert 1 <= most[0] <= GATHERING_AT_ONCE
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
