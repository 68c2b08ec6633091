"""The questions on official texts are well formed, and none is a question of the gate."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from corpus.numbers import find_numbers

OFFICIAL = Path(__file__).parent / "official"
GATE = Path(__file__).parent / "gate" / "questions.jsonl"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


COUNTS = [
    ("competence", 70),
    ("people", 40),
    ("unanswerable", 100),
    ("competence_fit", 80),
    ("competence_parts", 70),
    ("competence_neighbours", 80),
    ("held_out", 70),
    ("people_fit", 30),
    ("unanswerable_fit", 30),
    ("competence_wide", 80),
    ("procedures", 30),
    ("unanswerable_wide", 30),
    ("competence_blind", 60),
    ("unanswerable_blind", 25),
]


@pytest.mark.parametrize(("name", "count"), COUNTS)
def test_every_question_is_there_once(name: str, count: int) -> None:
    asked = lines(OFFICIAL / f"{name}.jsonl")
    assert len({q["id"] for q in asked}) == len({q["question"] for q in asked}) == count
    assert not {q["question"] for q in asked} & {q["question"] for q in lines(GATE)}


@pytest.mark.parametrize("name", [name for name, _ in COUNTS if not name.startswith("unanswerable")])
def test_gold_provisions_are_written_as_the_law_numbers_them(name: str) -> None:
    for question in lines(OFFICIAL / f"{name}.jsonl"):
        assert question["gold"], question["id"]
        for gold in question["gold"]:
            assert find_numbers(gold["document"]), question["id"]
            assert re.fullmatch(r"\d+[a-zđ]?|Phụ lục.*", gold["article"]), question["id"]


@pytest.mark.parametrize("name", ["competence", "competence_fit", "competence_wide", "competence_blind"])
def test_no_authority_is_both_right_and_wrong(name: str) -> None:
    for question in lines(OFFICIAL / f"{name}.jsonl"):
        assert not set(question["acceptable_authorities"]) & set(question["wrong_authorities"]), question["id"]


def test_no_question_is_in_two_files() -> None:
    told = [question["question"] for name, _ in COUNTS for question in lines(OFFICIAL / f"{name}.jsonl")]
    assert len(set(told)) == len(told)
