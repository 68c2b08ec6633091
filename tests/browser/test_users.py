"""Several users at once, without browsers: each sees their own question and answer only."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bench.served import ROOT, served
from bench.users import out_of_place
from bench.visitor import Visitor

USERS = 8


def _ask(address: str, question: str) -> dict[str, str]:
    """The panels of one user when the answer is there."""
    visitor = Visitor(address)
    visitor.ask(question)
    visitor.wait(lambda: 'aria-busy="false"' in visitor.panel("answer-"))
    visitor.wait(lambda: "card" in visitor.panel("evidence-"))
    visitor.close()
    assert visitor.errors == []
    return visitor.panels


def test_users_at_once_see_their_own_question_and_answer_only(tmp_path: Path) -> None:
    questions = [f"Việc số {n} của xã, ai cấp giấy phép trồng cây?" for n in range(USERS)]
    app = ROOT / "tests" / "browser" / "fake_app.py"
    with served(app, tmp_path / "home", tmp_path / "log") as address, ThreadPoolExecutor(USERS) as users:
        seen = list(users.map(lambda question: _ask(address, question), questions))
    for mine, panels in zip(questions, seen, strict=True):
        everything = " ".join(panels.values())
        assert mine in everything
        assert not any(other in everything for other in questions if other != mine)
        assert "Chủ tịch Ủy ban nhân dân cấp xã" in everything
        assert sum(key.startswith("answer-") for key in panels) == 1


@pytest.mark.parametrize(
    ("begun", "asked", "places"),
    [
        ("abc", "abc", 0), ("acb", "abc", 1), ("cab", "abc", 2), ("ac", "abc", 0), ("", "abc", 0),
        ("abx", "ab", 0),
    ],
)  # fmt: skip
def test_turns_are_counted(begun: str, asked: str, places: int) -> None:
    assert out_of_place(begun, asked) == places
