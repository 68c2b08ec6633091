"""The tour of a first visit: shown until it is over, not to the same person again, anew from the help page."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from office import Office, button, opened_office, run, shown
from staff import GOOD
from streamlit.testing.v1 import AppTest

from ui import texts_guide as words
from ui import tour
from ui.accounts.roles import Role
from ui.records import FILE, Records
from ui.seen import TOUR, Seen
from ui.workplace import workplace

STEPS = [title for (title, _), _ in words.TOUR]


@pytest.fixture
def staffed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Office]:
    with opened_office(monkeypatch, tmp_path) as opened:
        workplace().registry.create("quantri", GOOD, Role.ADMINISTRATOR)
        workplace().registry.create("an", GOOD, Role.OFFICIAL)
        yield opened


def _labels(app: AppTest) -> set[str]:
    return {b.label for b in app.button}


@pytest.mark.parametrize(("name", "steps"), [("an", STEPS[:-1]), ("quantri", STEPS)])
def test_each_step_is_told_and_the_end_is_kept(staffed: Office, name: str, steps: list[str]) -> None:
    app = staffed.login(name)
    for step in steps:
        assert step in shown(app)
        last = step == steps[-1]
        button(app, words.TOUR_DONE if last else words.TOUR_NEXT).click()
        run(app)
    assert words.TOUR_TITLE not in shown(app)
    again = staffed.login(name)
    assert words.TOUR_TITLE not in shown(again)
    assert not _labels(again) & {words.TOUR_NEXT, words.TOUR_DONE, words.TOUR_SKIP}


def test_one_goes_back_and_may_skip(staffed: Office) -> None:
    app = staffed.login("an")
    assert words.TOUR_BACK not in _labels(app)
    button(app, words.TOUR_NEXT).click()
    run(app)
    button(app, words.TOUR_BACK).click()
    run(app)
    assert STEPS[0] in shown(app)
    button(app, words.TOUR_SKIP).click()
    run(app)
    assert words.TOUR_TITLE not in shown(app)
    assert words.TOUR_TITLE in shown(staffed.login("quantri"))  # each for themselves


def test_a_question_may_be_asked_meanwhile(staffed: Office) -> None:
    app = staffed.login("an")
    app.chat_input[0].set_value("Ai cấp giấy phép trồng cây?")
    run(app)
    assert staffed.assistant.asked
    assert words.TOUR_TITLE not in shown(app)


def test_every_step_has_a_place_to_outline() -> None:
    assert len(tour._PLACES) == len(words.TOUR)


def test_records_of_an_earlier_version_learn_to_keep_it(tmp_path: Path) -> None:
    Records(tmp_path)
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("DROP TABLE seen")
    connection.close()
    seen = Seen(Records(tmp_path))
    assert not seen.has(1, TOUR)
    seen.mark(1, TOUR)
    seen.mark(1, TOUR)
    assert seen.has(1, TOUR)
    assert not seen.has(2, TOUR)
