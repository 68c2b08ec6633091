"""Conversations taken away as Markdown, JSON and Word files."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import datetime

import docx
from hypothesis import given
from hypothesis import strategies as st
from turns import QUESTION, answered

from corpus.settings import Settings
from tests.browser.fake_backend import DECREE, INJECTION, FakeAssistant
from ui import texts_accounts as words
from ui.conversation import Conversation
from ui.conversations_export import as_json, escaped, markdown, word
from ui.panel import plain_label
from ui.passages import Reading
from ui.turn import Failure, Turn

AN = 1


def _conversation() -> Conversation:
    turn = Turn(f"{QUESTION} {INJECTION}", None)
    turn.view = answered(turn.view.question)
    return Conversation("c1", AN, [turn])


def test_markdown_has_question_answer_and_basis_and_no_live_markup() -> None:
    told = markdown(_conversation(), f"Tên {INJECTION}", Reading({}, {}, datetime(2026, 11, 24).date(), 180),
                    datetime(2026, 11, 24, 8, 30))  # fmt: skip
    for part in ("# Tên", "Xuất lúc 08:30 24/11/2026", "cấp giấy phép trồng cây bóng mát", DECREE.replace("-", "-")):
        assert part in told.replace("\\", ""), part
    assert "<" not in told.replace("\\<", "")
    assert "**" not in told
    assert "[a](b)" not in told


@given(st.text(max_size=80))
def test_escaped_markdown_loses_no_character(text: str) -> None:
    plain = escaped(text)
    assert plain.replace("\\", "") == text.replace("\\", "")
    assert not any(plain[max(0, i - 1)] != "\\" for i, c in enumerate(plain) if c in "<`*_[")


@given(st.text(alphabet="ab*_[]()$:`<>\\ ", max_size=40))
def test_labels_are_plain_text(text: str) -> None:
    label = plain_label(text)
    assert not any(c in "*_[]$:`<" and (i == 0 or label[i - 1] != "\\") for i, c in enumerate(label))


def test_json_is_whole() -> None:
    told = json.loads(as_json(_conversation(), "Tên", datetime(2026, 11, 24, 8, 30)))
    assert told["title"] == "Tên"
    assert told["turns"][0]["answer"]["status"] == "answered"
    assert told["turns"][0]["answer"]["claims"][0]["citations"][0]["document"] == DECREE


def test_word_has_each_question_and_says_why_one_has_no_answer() -> None:
    conversation = _conversation()
    conversation.turns += [Turn("Đang viết?", None), Turn("Đã dừng?", None), Turn("Lỗi?", None)]
    conversation.turns[2].cancel_writing()
    conversation.turns[3].view = replace(conversation.turns[3].view, failure=Failure("Thiếu tệp mô hình", "Tải lại."))
    file = docx.Document(io.BytesIO(word(conversation, f"Tên {INJECTION}", FakeAssistant(Settings()))))
    told = "\n".join(p.text for p in file.paragraphs)
    for part in (f"Tên {INJECTION}", f"1. {QUESTION}", DECREE, f"2. Đang viết?\n{words.NOT_ANSWERED_YET}",
                 f"3. Đã dừng?\n{words.STOPPED}", "4. Lỗi?\nThiếu tệp mô hình"):  # fmt: skip
        assert part in told, part
