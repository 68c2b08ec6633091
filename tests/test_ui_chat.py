"""The chat page: suggestions, a question and its answer, the day, a reload, cancelling, an opened provision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pages import TODAY, Pages, opened_pages

from tests.browser.fake_backend import DECREE, HITS
from ui import backend, texts
from ui.provision import Opened

CHAT = "chat"


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Pages]:
    with opened_pages(monkeypatch, tmp_path) as opened:
        yield opened


def test_an_empty_chat_suggests_questions_and_asks_the_chosen_one(pages: Pages) -> None:
    questions = ("Ai cấp giấy phép trồng cây?", "Ai thu hồi giấy phép **trồng** cây?")
    backend.suggestions().questions = questions
    app = pages.open(CHAT)
    assert [button.label for button in app.button] == [questions[0], "Ai thu hồi giấy phép \\*\\*trồng\\*\\* cây?"]
    app.button[0].click()
    pages.run(app)
    assert pages.assistant.asked == [(questions[0], None, True)]
    pages.until(app, lambda: texts.AUTHORITY in pages.panels(app))
    assert questions[1] not in [button.label for button in app.button]


def test_suggestions_are_awaited_and_there_may_be_none(pages: Pages) -> None:
    app = pages.open(CHAT)
    assert texts.SUGGESTING in [caption.value for caption in app.caption]
    backend.suggestions().questions = ()
    pages.run(app)
    assert not {texts.SUGGESTING, texts.SUGGESTED} & {caption.value for caption in app.caption}
    assert not app.button


def test_a_question_gets_evidence_and_an_answer(pages: Pages) -> None:
    app = pages.open(CHAT)
    app.chat_input[0].set_value("Ai cấp giấy phép trồng cây?")
    pages.until(pages.run(app), lambda: texts.COPY in pages.panels(app))
    markup = pages.panels(app)
    for part in ("Điều 5 › khoản 1 › điểm a", texts.DIGEST_BADGE, "Đã giữ lại 1 câu", texts.MADE_FROM, texts.EVIDENCE):
        assert part in markup, part


def test_the_head_has_its_buttons_from_the_first_moment_of_the_first_question(pages: Pages) -> None:
    app = pages.open(CHAT)
    app.chat_input[0].set_value("chậm")
    pages.run(app)
    keys = [button.key for button in app.button]
    assert "new" in keys
    assert any(str(key).startswith("cancel-") for key in keys)


def test_the_day_goes_with_the_question(pages: Pages) -> None:
    app = pages.open(CHAT)
    app.date_input(key="ngay").set_value(date(2025, 9, 15))
    pages.run(app)
    assert [b.label for b in app.button if b.key == "today"] == [texts.BACK_TO_TODAY]
    app.chat_input[0].set_value("Ai cấp giấy phép trồng cây?")
    pages.until(pages.run(app), lambda: texts.COPY in pages.panels(app))
    assert pages.assistant.asked == [("Ai cấp giấy phép trồng cây?", date(2025, 9, 15), True)]
    assert "Theo pháp luật ngày 15/9/2025 – không phải hôm nay" in pages.panels(app)
    app.button(key="today").click()
    pages.run(app)
    assert app.date_input(key="ngay").value == TODAY


def test_a_reload_finds_the_conversation_again(pages: Pages) -> None:
    app = pages.open(CHAT)
    app.chat_input[0].set_value("Ai cấp giấy phép trồng cây?")
    pages.until(pages.run(app), lambda: texts.COPY in pages.panels(app))
    key = app.query_params["c"]
    again = pages.open(CHAT, c=key[0] if isinstance(key, list) else key)
    assert "Ai cấp giấy phép trồng cây?" in pages.panels(again)
    other = pages.open(CHAT)
    assert "Ai cấp giấy phép trồng cây?" not in pages.panels(other)


def test_cancel_stops_the_writing(pages: Pages) -> None:
    pages.assistant.pace = 0.05
    app = pages.open(CHAT)
    app.chat_input[0].set_value("chậm")
    pages.run(app)
    assert "Đang chờ đến lượt" in pages.panels(app)
    next(button for button in app.button if button.label == texts.CANCEL).click()
    pages.run(app)
    pages.run(app)
    assert texts.CANCELLED in pages.panels(app)
    assert texts.CANCEL not in [button.label for button in app.button]


def test_an_opened_provision_is_shown_in_its_article(pages: Pages) -> None:
    app = pages.open(CHAT)
    chunk = HITS[0].chunk
    app.session_state["opened_provision"] = Opened(
        DECREE, chunk.provision, "trong thời hạn 05 ngày làm việc", 1, TODAY, chunk
    )
    pages.run(app)
    markup = pages.panels(app)
    assert "<mark>trong thời hạn 05 ngày làm việc</mark>" in markup
    assert "Hiệu lực từ 01/7/2025 đến trước 01/3/2027" in markup
