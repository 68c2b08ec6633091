"""The queue and its worker: sessions take turns, cancelling frees, errors reach the asker."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from chat_models import QUESTION, FakeModel

from assistant.generation.generator import Generator, GeneratorClosedError
from corpus.errors import ThamQuyenError
from corpus.settings import Settings


@pytest.fixture
def fake() -> FakeModel:
    return FakeModel()


@pytest.fixture
def generator(fake: FakeModel) -> Iterator[Generator]:
    generator = Generator(Settings(), fake)
    yield generator
    fake.gate.set()
    generator.close()


def ask(generator: Generator, text: str, session: str, cancel: threading.Event | None = None):  # type: ignore[no-untyped-def]
    return generator.submit([{"role": "user", "content": text}], "", 50, session, cancel)


def test_sessions_take_turns(generator: Generator, fake: FakeModel) -> None:
    fake.gate.clear()
    running = ask(generator, "a1", "a")
    assert running.wait_started(5)
    tickets = [ask(generator, text, text[0]) for text in ("a2", "a3", "b1", "b2", "c1")]
    positions = [generator.queue_position(ticket) for ticket in tickets]
    assert positions == [1, 4, 2, 5, 3]
    assert generator.queue_position(running) is None
    fake.gate.set()
    texts = ["".join(ticket.tokens()) for ticket in tickets]
    assert texts[0] == "[1] a2\n"
    assert fake.served == ["a1", "a2", "b1", "c1", "a3", "b2"]
    assert [generator.queue_position(ticket) for ticket in tickets] == [None] * 5


def test_a_session_that_comes_back_waits_behind_the_others(generator: Generator, fake: FakeModel) -> None:
    fake.gate.clear()
    first = ask(generator, "a1", "a")
    assert first.wait_started(5)
    others = [ask(generator, "b1", "b"), ask(generator, "a2", "a"), ask(generator, "c1", "c")]
    fake.gate.set()
    for ticket in others:
        list(ticket.tokens())
    assert fake.served == ["a1", "b1", "a2", "c1"]


def test_cancelling_a_queued_ticket_removes_it(generator: Generator, fake: FakeModel) -> None:
    fake.gate.clear()
    assert ask(generator, "a1", "a").wait_started(5)
    cancel = threading.Event()
    queued, behind = ask(generator, "b1", "b", cancel), ask(generator, "c1", "c")
    assert generator.queue_position(behind) == 2
    cancel.set()
    assert generator.queue_position(queued) is None
    assert generator.queue_position(behind) == 1
    assert queued.wait_started(1)  # whoever waits for its turn is let go
    assert list(queued.tokens()) == []
    fake.gate.set()
    list(behind.tokens())
    assert "b1" not in fake.served


def test_cancelling_a_running_ticket_frees_the_worker(generator: Generator, fake: FakeModel) -> None:
    fake.gate.clear()
    cancel = threading.Event()
    running, behind = ask(generator, "a1", "a", cancel), ask(generator, "b1", "b")
    assert running.wait_started(5)
    cancel.set()
    assert list(running.tokens()) == []
    assert behind.wait_started(1)
    fake.gate.set()
    assert "".join(behind.tokens()) == "[1] b1\n"


def test_leaving_the_iterator_cancels(generator: Generator, fake: FakeModel) -> None:
    running = ask(generator, "một hai ba bốn năm", "a")
    stream = running.tokens()
    assert next(stream) == "[1] "
    fake.gate.clear()
    behind = ask(generator, "b1", "b")
    stream.close()
    assert behind.wait_started(1)
    assert not running.cancel.is_set()  # the caller's own event is left alone


def test_errors_reach_the_asker_and_the_worker_goes_on(generator: Generator, fake: FakeModel) -> None:
    broken, fine = ask(generator, "hỏng", "a"), ask(generator, "b1", "b")
    with pytest.raises(ThamQuyenError, match="mô hình hỏng"):
        list(broken.tokens())
    assert "".join(fine.tokens()) == "[1] b1\n"


def test_a_wrong_grammar_is_not_queued(generator: Generator, fake: FakeModel) -> None:
    with pytest.raises(ThamQuyenError, match="văn phạm"):
        generator.submit(QUESTION, "root ::= [", 10)
    assert fake.served == []
    assert generator._worker is None


def test_the_models_notice_and_identity_are_passed_on(generator: Generator) -> None:
    assert generator.notice() == "mô hình thử"
    assert generator.identity() == ("fake", "0" * 64)


def test_closing_ends_everything(fake: FakeModel) -> None:
    generator = Generator(Settings(), fake)
    fake.gate.clear()
    running, queued = ask(generator, "a1", "a"), ask(generator, "b1", "b")
    assert running.wait_started(5)
    generator.close()
    assert fake.closed
    with pytest.raises(GeneratorClosedError):
        list(queued.tokens())
    with pytest.raises(GeneratorClosedError):
        ask(generator, "c1", "c")


def test_many_sessions_at_once_lose_nothing(generator: Generator, fake: FakeModel) -> None:
    answers: dict[str, str] = {}

    def reader(name: str) -> None:
        for turn in range(5):
            answers[f"{name}{turn}"] = "".join(ask(generator, f"{name}{turn}", name).tokens())

    threads = [threading.Thread(target=reader, args=(chr(97 + n),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert answers == {f"{c}{n}": f"[1] {c}{n}\n" for c in "abcdefgh" for n in range(5)}
