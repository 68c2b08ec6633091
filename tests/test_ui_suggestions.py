"""Suggested questions: made from the corpus, answered by the assistant, the same each time."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from assistant.answer import Event, EvidenceReady, Finished
from corpus.settings import Settings
from ingest.crosswalk import CrosswalkRow
from tests.browser.fake_backend import DECREE, FakeAssistant
from tests.browser.fake_catalogue import CHANGED, COMMUNE, ROWS, catalogue
from ui import suggestions
from ui.precedence import SEARCHING
from ui.suggestions import FILE, Candidate, Suggestions, answered, in_turn, of_crosswalk, of_headings

DAY = date(2026, 11, 25)
FIELDS = {DECREE: ("Nông nghiệp, môi trường",)}
ROW = ROWS[0]
CANDIDATE = Candidate("Ai cấp giấy phép trồng cây?", DECREE, "art_5__cl_1__pt_a", "Cây", COMMUNE)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions, "PAUSE_SECONDS", 0)


def _questions(*rows: CrosswalkRow) -> list[str]:
    return [candidate.question for candidate in of_crosswalk(rows, FIELDS, DAY)]


@pytest.mark.parametrize(
    ("matter", "question"),
    [
        ("Cấp giấy phép trồng cây bóng mát", "Ai cấp giấy phép trồng cây bóng mát?"),
        ("Phê duyệt  đề án trồng cây.", None),  # short
        ("Cấp giấy phép trồng cây bóng mát; ", None),  # lists
        ("Cấp giấy phép theo quy định tại khoản 2 Điều 7", None),
        ("Cấp giấy phép do Ủy ban nhân dân cấp xã trình", None),
        ("Thực hiện trách nhiệm về cây xanh của mình", None),  # no act one comes for
        ('Cấp giấy phép <img src=x onerror="hacked=1">', None),
        ("Cấp giấy phép **đậm** cho cây bóng mát ở xã", None),
        (f"Cấp giấy phép {'trồng cây ' * 12}", None),
    ],
)
def test_a_task_becomes_a_question_if_it_is_plain(matter: str, question: str | None) -> None:
    assert _questions(replace(ROW, matter=matter)) == ([question] if question else [])


@pytest.mark.parametrize(
    ("start", "end", "asked"),
    [(None, None, True), (DAY, None, True), (date(2026, 11, 26), None, False), (None, DAY, False)],
)
def test_only_what_is_in_force_is_suggested(start: date | None, end: date | None, asked: bool) -> None:
    row = replace(ROW, matter="Cấp giấy phép trồng cây bóng mát", in_force_from=start, in_force_to=end)
    assert bool(_questions(row)) is asked


def test_what_holds_elsewhere_is_left_out() -> None:
    assert _questions(replace(ROW, document="9/2025/QĐ-UBND")) == []


def test_headings_tell_of_powers() -> None:
    chunk = SimpleNamespace(
        path="Nghị định 901/2025/NĐ-CP › Điều 9. Thẩm quyền cấp giấy phép trồng cây xanh lâu năm › khoản 1",
        provision="art_9__cl_1", document=DECREE, validity=SimpleNamespace(in_force=lambda day: day < CHANGED),
    )  # fmt: skip
    held = SimpleNamespace(rows_headed=lambda *words: [1], chunks=lambda rows: [chunk, chunk])
    asked = of_headings(held, FIELDS, date(2025, 12, 1))  # type: ignore[arg-type]
    assert [(c.question, c.provision) for c in asked] == [
        ("Ai có thẩm quyền cấp giấy phép trồng cây xanh lâu năm?", "art_9")
    ]
    assert of_headings(held, FIELDS, DAY) == []  # type: ignore[arg-type]
    assert of_headings(catalogue(), FIELDS, DAY) == []  # "Thẩm quyền của Chủ tịch …" is of many powers


def test_fields_take_turns_and_no_question_comes_twice() -> None:
    told = [("một", "A"), ("hai", "A"), ("ba", "A"), ("một", "B"), ("bốn", "B")]
    turns = in_turn(Candidate(question, DECREE, "art_1", field) for question, field in told)
    assert [c.question for c in turns] == ["một", "bốn", "hai", "ba"]


@pytest.mark.parametrize(
    ("change", "taken"),
    [
        ({}, True),
        ({"provision": "art_5"}, True),  # the article of the clause that answers
        ({"provision": "art_5__cl_2"}, False),
        ({"document": "1/2025/NĐ-CP"}, False),
        ({"holder": ""}, True),
        ({"holder": "Ủy ban nhân dân cấp tỉnh"}, False),
        ({"question": "giá vàng hôm nay?"}, False),  # the stand-in abstains
        ({"question": "chỉ điều khoản về cây"}, False),  # … and names nobody
    ],
)
def test_only_what_the_assistant_answers_from_the_clause_is_taken(change: dict[str, str], taken: bool) -> None:
    assert answered(_Read(), replace(CANDIDATE, **change), DAY) is taken


class _Read(FakeAssistant):
    """Reads the authority from the clause without a model, as the real one does."""

    def __init__(self) -> None:
        super().__init__(Settings(), pace=0)
        self.use_model: list[bool] = []

    def answer(self, text: str, as_of: date | None = None, *, use_model: bool = True, **more: Any) -> Iterator[Event]:
        self.use_model.append(use_model)
        for event in super().answer(text, as_of, use_model="chỉ" not in text):
            if isinstance(event, EvidenceReady | Finished):
                yield event


def _suggestions(home: Path, reader: _Read, *asked: Candidate, generation: int = 1) -> Suggestions:
    made = Suggestions(home, generation, reader, lambda day: asked, lambda: DAY)
    made.find()
    return made


def test_they_are_found_kept_and_only_checked_again(tmp_path: Path) -> None:
    reader = _Read()
    many = [replace(CANDIDATE, question=f"Ai cấp giấy phép trồng cây số {n}?") for n in range(9)]
    found = _suggestions(tmp_path, reader, replace(CANDIDATE, question="giá vàng?"), *many).questions
    assert found == tuple(c.question for c in many[:6])
    assert reader.use_model == [False] * 7  # nobody waits for the language model
    again = _Read()
    assert _suggestions(tmp_path, again).questions == found  # no candidates were needed
    assert len(again.asked) == 6
    assert _suggestions(tmp_path, _Read(), generation=2).questions == ()


def test_what_is_not_answered_any_more_is_replaced(tmp_path: Path) -> None:
    _suggestions(tmp_path, _Read(), CANDIDATE)
    told = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
    told["questions"][0]["provision"] = "art_7"
    (tmp_path / FILE).write_text(json.dumps(told), encoding="utf-8")
    other = replace(CANDIDATE, question="Ai cấp giấy phép trồng cây khác?")
    assert _suggestions(tmp_path, _Read(), other).questions == (other.question,)


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"generation": 1}', '{"generation": 1, "questions": [{"x": 1}]}'])
def test_a_broken_file_is_made_anew(tmp_path: Path, kept: str) -> None:
    (tmp_path / FILE).write_text(kept, encoding="utf-8")
    assert _suggestions(tmp_path, _Read(), CANDIDATE).questions == (CANDIDATE.question,)


def test_they_are_looked_for_in_the_background_and_once(tmp_path: Path) -> None:
    reader = _Read()
    made = Suggestions(tmp_path, 1, reader, lambda day: [CANDIDATE], lambda: DAY)
    assert made.questions is None
    for _ in range(3):
        made.begin()
    end = time.monotonic() + 5
    while made.questions is None:
        assert time.monotonic() < end
        time.sleep(0.01)
    assert made.questions == (CANDIDATE.question,)
    assert len(reader.asked) == 1


def test_they_give_way_to_questions(tmp_path: Path) -> None:
    reader = _Read()
    made = Suggestions(tmp_path, 1, reader, lambda day: [CANDIDATE], lambda: DAY)
    with SEARCHING.question():
        made.begin()
        time.sleep(0.1)
        assert reader.asked == []
    end = time.monotonic() + 5
    while made.questions is None:
        assert time.monotonic() < end
        time.sleep(0.01)
    assert made.questions == (CANDIDATE.question,)


def test_the_stand_in_corpus_has_candidates(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from ui import backend, indexes

    st.cache_resource.clear()
    monkeypatch.setenv("THAM_QUYEN_HOME", str(tmp_path))
    monkeypatch.setattr(backend, "shelver", FakeAssistant)
    monkeypatch.setattr(indexes, "transfers", lambda settings, between: ROWS)
    assert [c.question for c in suggestions.candidates(DAY)] == ["Ai cấp giấy phép trồng cây bóng mát trên vỉa hè?"]
    st.cache_resource.clear()
