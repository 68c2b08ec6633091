"""Guessing passwords: one name, many names, at the same moment, over a restart."""

from __future__ import annotations

import threading

import pytest
from staff import GOOD, Clock

from ui.accounts import throttle
from ui.accounts.registry import WRONG, Registry
from ui.accounts.roles import Refused
from ui.records import Records

pytestmark = pytest.mark.usefixtures("quick_hashing")


def _fail(registry: Registry, name: str, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(Refused, match=WRONG):
            registry.check(name, "sai hoàn toàn")


@pytest.mark.parametrize("name", ["canbo", "khong-co-ten-nay"])
def test_guessing_one_name_waits_longer_and_longer(registry: Registry, clock: Clock, name: str) -> None:
    _fail(registry, name, throttle.FREE)
    pauses = []
    for _ in range(12):
        with pytest.raises(Refused, match="thử lại sau"):
            registry.check(name, GOOD)  # not even the right one
        start = clock.now
        while True:
            clock.now += 1
            try:
                registry.check(name, "sai hoàn toàn")
            except Refused as refused:
                if refused.what == WRONG:
                    break
        pauses.append(clock.now - start)
    assert pauses[:4] == [2, 4, 8, 16]
    assert pauses[-1] == throttle.LONGEST


def test_the_right_password_after_the_wait_clears_the_name(registry: Registry, clock: Clock) -> None:
    _fail(registry, "canbo", throttle.FREE)
    clock.now += 3
    registry.check("canbo", GOOD)
    _fail(registry, "canbo", throttle.FREE)


def test_another_spelling_of_the_name_counts_with_it(registry: Registry) -> None:
    for spelling in ("canbo", "CANBO", " canbo", "ｃanbo", "Canbo"):
        _fail(registry, spelling)
    with pytest.raises(Refused, match="thử lại sau"):
        registry.check("canbo", GOOD)


@pytest.mark.parametrize("name", ["*", throttle.EVERYBODY, "\0all"])
def test_no_name_that_is_typed_counts_as_everybody(registry: Registry, records: Records, name: str) -> None:
    _fail(registry, name, 3)
    rows = records.rows("SELECT name, failures FROM attempts ORDER BY failures, name = ?", (throttle.EVERYBODY,))
    assert [row["failures"] for row in rows] == [3, 3]  # of the name, and of all names together
    assert rows[1]["name"] == throttle.EVERYBODY


def test_guesses_at_the_same_moment_are_all_counted(registry: Registry) -> None:
    told: list[str] = []

    def guess() -> None:
        try:
            registry.check("canbo", "sai hoàn toàn")
        except Refused as refused:
            told.append(refused.what)

    threads = [threading.Thread(target=guess) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count(WRONG) == throttle.FREE
    assert len(told) == 20


def test_guessing_many_names_slows_everybody_a_little_and_not_for_long(registry: Registry, clock: Clock) -> None:
    for number in range(throttle.FREE_ALL):
        _fail(registry, f"ten{number}")
    with pytest.raises(Refused, match="thử lại sau"):
        registry.check("canbo", GOOD)
    clock.now += throttle.LONGEST_ALL + 1
    assert registry.check("canbo", GOOD).name == "canbo"


def test_ones_own_logins_do_not_reset_the_count_of_everybody(registry: Registry) -> None:
    for number in range(throttle.FREE_ALL):
        _fail(registry, f"ten{number}") if number < throttle.FREE_ALL - 1 else None
        if number % 10 == 0:
            registry.check("canbo", GOOD)
    _fail(registry, "ten-cuoi")
    with pytest.raises(Refused, match="thử lại sau"):
        registry.check("canbo", GOOD)


def test_the_wait_outlives_a_restart(registry: Registry, records: Records, clock: Clock) -> None:
    _fail(registry, "canbo", throttle.FREE)
    again = Registry(Records(records.path.parent), clock)
    with pytest.raises(Refused, match="thử lại sau"):
        again.check("canbo", GOOD)


def test_names_that_were_tried_are_forgotten_after_a_day(registry: Registry, records: Records, clock: Clock) -> None:
    for number in range(20):
        _fail(registry, f"ten{number}")
    clock.now += throttle.FORGOTTEN + 1
    _fail(registry, "moi")
    assert {row["name"] for row in records.rows("SELECT name FROM attempts")} == {"moi", throttle.EVERYBODY}
