"""Turns that the stand-in assistant has answered."""

from __future__ import annotations

from corpus.settings import Settings
from tests.browser.fake_backend import FakeAssistant
from ui.turn import Turn, TurnView

QUESTION = "Ai cấp giấy phép trồng cây bóng mát?"


def answered(question: str = QUESTION, *, use_model: bool = True) -> TurnView:
    turn = Turn(question, None, use_model=use_model)
    turn.run(FakeAssistant(Settings(), pace=0), "s")
    return turn.view
