"""The gate's questions agree with the shipped corpus: every gold clause exists and is in force on its day."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.model import Provision
from corpus.settings import Settings
from ingest.clean import clean
from ingest.read import read_file
from ingest.structure import parse

GATE = Path(__file__).parent / "gate"
DIGESTS = Path(__file__).parent.parent / "corpus" / "documents"
TODAY = date(2026, 11, 24)
STYLES = {"formal", "colloquial", "abbreviated", "no_diacritics"}
DIFFICULTIES = {"direct", "cross-reference", "distinction", "temporal", "transitional", "definition", "procedure"}
REASONS = {"other_subject", "provincial", "price", "fact", "foreign", "prediction", "personal", "chat"}


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GATE / name).read_text(encoding="utf-8").splitlines()]


QUESTIONS, UNANSWERABLE = lines("questions.jsonl"), lines("unanswerable.jsonl")


@pytest.fixture(scope="module")
def digests() -> dict[str, tuple[dict[str, Any], dict[str, Provision]]]:
    """Document number → (front matter, provisions by id)."""
    found = {}
    for path in sorted(DIGESTS.glob("[0-9]*.md")):
        head = yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1])
        provisions = parse(clean(read_file(path, Settings())))
        found[str(head["number"])] = head, {p.id: p for p in provisions}
    return found


def held_on(day: date, provision: Provision, head: dict[str, Any], by_id: dict[str, Provision]) -> bool:
    """Whether the digest's own list of dates lets the provision, and all around it, hold on `day`."""
    start, end = head["effective_from"], head.get("effective_to") or date.max
    around: Provision | None = provision
    ids = set()
    while around is not None:
        ids.add(around.id)
        around = by_id[around.parent] if around.parent else None
    for entry in head["holds"]:
        if entry["provision"] in ids:
            start, end = entry.get("from", start), min(end, entry.get("to", end))
    return bool(start <= day < end)


def test_gold_is_in_the_digests_and_in_force(
    digests: dict[str, tuple[dict[str, Any], dict[str, Provision]]],
) -> None:
    wrong = []
    for question in QUESTIONS:
        day = date.fromisoformat(question["as_of"]) if question["as_of"] else TODAY
        named = {gold["document"] for gold in question["gold"]}
        for gold in question["gold"]:
            if "amended_by" in gold:
                assert gold["amended_by"] in named, question["id"]
                continue
            head, by_id = digests[gold["document"]]
            provision = by_id.get(gold["provision"])
            if provision is None or not held_on(day, provision, head, by_id):
                wrong.append((question["id"], gold["document"], gold["provision"], str(day)))
    assert not wrong


def test_every_document_of_the_corpus_is_asked_about(digests: dict[str, object]) -> None:
    assert set(digests) <= {gold["document"] for question in QUESTIONS for gold in question["gold"]}


def test_provision_ids_say_the_same_as_the_numbers() -> None:
    for question in QUESTIONS:
        for gold in question["gold"]:
            tail = gold["provision"].removeprefix("att_1__")
            if gold["article"]:
                parts = [("art", gold["article"]), ("cl", gold["clause"]), ("pt", gold["point"])]
                assert tail == "__".join(f"{name}_{number}" for name, number in parts if number), question["id"]
            else:
                assert tail.startswith(f"app_{gold['appendix']}"), question["id"]


def test_fields() -> None:
    for question in QUESTIONS:
        assert question["gold"]
        assert question["style"] in STYLES
        assert question["difficulty"] in DIFFICULTIES
        assert question["authority"] not in question["wrong"]
        assert question["authority"] or not question["wrong"], question["id"]
    for question in UNANSWERABLE:
        assert question["why"] in REASONS
        assert question["style"] in STYLES
    for group in (QUESTIONS, UNANSWERABLE):
        assert len({q["id"] for q in group}) == len({q["question"] for q in group}) == len(group)


def test_no_diacritics_means_none() -> None:
    for question in QUESTIONS + UNANSWERABLE:
        if question["style"] == "no_diacritics":
            text = unicodedata.normalize("NFD", question["question"])
            assert not any(unicodedata.combining(c) or c in "đĐ" for c in text), question["id"]


def test_the_set_keeps_its_weight() -> None:
    styles = Counter(q["style"] for q in QUESTIONS)
    assert len(QUESTIONS) >= 150
    assert len(UNANSWERABLE) >= 60
    assert sum(q["authority"] is not None for q in QUESTIONS) >= 90
    assert sum(q["as_of"] is not None for q in QUESTIONS) >= 25
    assert styles["no_diacritics"] * 5 >= len(QUESTIONS)
