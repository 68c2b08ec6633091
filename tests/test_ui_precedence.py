"""Questions go before what the program works out for itself, and nobody's place is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from ui.precedence import Precedence

LONG = 30.0


def _later(seconds: float) -> float:
    return time.monotonic() + seconds


def _until(condition: Callable[[], object]) -> None:
    end = _later(5)
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def _begun(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


@pytest.fixture
def searching() -> Precedence:
    return Precedence(at_once=1)


def test_what_nobody_waits_for_begins_after_all_questions(searching: Precedence) -> None:
    order: list[str] = []
    first_may_end = threading.Event()

    def search(place: Callable[[], AbstractContextManager[None]], name: str) -> None:
        with place():
            order.append(name)
            if name == "first":
                assert first_may_end.wait(5)

    threads = [_begun(lambda: search(searching.question, "first"))]
    _until(lambda: order)
    threads.append(_begun(lambda: search(lambda: searching.aside(_later(LONG)), "aside")))
    threads.append(_begun(lambda: search(searching.question, "second")))
    _until(lambda: searching.questions == 2)
    assert order == ["first"]
    first_may_end.set()
    for thread in threads:
        thread.join(5)
    assert order == ["first", "second", "aside"]


def test_a_question_waits_for_the_search_that_has_begun(searching: Precedence) -> None:
    done = threading.Event()

    def ask() -> None:
        with searching.question():
            done.set()

    with searching.aside(_later(LONG)):
        asking = _begun(ask)
        assert not done.wait(0.05)
    asking.join(5)
    assert done.is_set()


def test_giving_way_has_an_end(searching: Precedence) -> None:
    with searching.question():
        searching.give_way(_later(0.02))
        searching.give_way(_later(-1))
    searching.give_way(_later(LONG))  # nobody is there: at once


def test_a_search_that_fails_leaves_its_place(searching: Precedence) -> None:
    for place in (searching.question, lambda: searching.aside(_later(LONG))):
        with pytest.raises(ValueError, match="on purpose"), place():
            raise ValueError("on purpose")
    with searching.aside(_later(LONG)):
        pass
