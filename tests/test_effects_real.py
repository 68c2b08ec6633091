"""Effects of real regulations against what was read by hand. Needs the shared corpus beside the project."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.model import Document, EffectKind, Validity
from corpus.settings import PROJECT, Settings
from corpus.validity import resolve_validity
from ingest.document import read_document

SHARED = PROJECT.parent / "shared"
TEXTS = SHARED / "corpus" / "texts"
LABELS: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "effects_labels.toml").read_text("utf-8"))
K = EffectKind

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not TEXTS.is_dir(), reason="real regulations (../shared/corpus) are not on this machine"),
]


@pytest.fixture(scope="module")
def read() -> Callable[[str], Document]:
    known: dict[str, Document] = {}

    def read_once(name: str) -> Document:
        if name not in known:
            known[name] = read_document([TEXTS / f"{name}.txt"], Settings())
        return known[name]

    return read_once


def relations(document: Document) -> dict[str, set[str]]:
    """Documents amended, and those ended that are not also amended."""
    named = [(e.kind, e.target.document) for e in document.effects if e.target.document]
    amends = {number for kind, number in named if kind in (K.AMENDS, K.INSERTS, K.PHRASE)}
    return {"amends": amends, "ends": {n for kind, n in named if kind in (K.REPEALS, K.REPLACES)} - amends}


def test_dates_and_relations_of_the_labelled_set(read: Callable[[str], Document]) -> None:
    """Dates exact for ≥ 95 %, relations F1 ≥ 0.95; lowering these floors takes a reason."""
    right = wrong_dates = hits = found = wanted = 0
    mistakes = []
    for name, label in LABELS.items():
        document = read(name)
        dates = (document.metadata.effective_from, _own_end(document))
        if dates == (label["from"], label.get("to")):
            right += 1
        else:
            wrong_dates += 1
            mistakes.append(f"{name}: {dates}")
        for relation, numbers in relations(document).items():
            hits += len(numbers & set(label[relation]))
            found += len(numbers)
            wanted += len(label[relation])
            if numbers != set(label[relation]):
                mistakes.append(f"{name} {relation}: {numbers ^ set(label[relation])}")
    f1 = 2 * hits / (found + wanted)
    assert right / (right + wrong_dates) >= 0.95, mistakes
    assert f1 >= 0.95, mistakes


def _own_end(document: Document) -> date | None:
    ends = [e.when for e in document.effects if e.kind is K.EXPIRES and e.target.document is None]
    whole = [e.when for e in document.effects if e.kind is K.EXPIRES and not (e.target.article or e.target.chapter)]
    return document.metadata.effective_to or (whole[0] if whole and ends else None)


def test_the_shared_labels(read: Callable[[str], Document]) -> None:
    labels = SHARED / "bench" / "effects_dev.jsonl"
    if not labels.is_file():
        pytest.skip("effects_dev.jsonl is not on this machine")
    hits = found = wanted = 0
    for line in labels.read_text("utf-8").splitlines():
        label = json.loads(line)
        name = next(n for n in (p.stem for p in TEXTS.glob("*.txt")) if _matches(n, label["document"]))
        document = read(name)
        assert str(document.metadata.effective_from) == label["effective_from"]
        assert str(document.metadata.effective_to or None) == str(label["effective_to"])
        ours = relations(document)
        ends = {_number(n) for n in label["replaces"] + label["repeals"]}
        for numbers, labelled in ((ours["amends"], {_number(n) for n in label["amends"]}), (ours["ends"], ends)):
            hits, found, wanted = hits + len(numbers & labelled), found + len(numbers), wanted + len(labelled)
    f1 = 2 * hits / (found + wanted)
    assert f1 >= 0.95


def _number(label: str) -> str:
    return "Hiến pháp" if label.startswith("Hiến pháp") else label.split(" ")[0]


def _matches(name: str, number: str) -> bool:
    plain = number.lower().replace("đ", "d").replace("/", "-").replace(".", "-")
    return name.endswith(plain)


NAMES = ["49-2026", "226-2025", "151-2025", "140-2025", "144-2025", "217-2026"]


@pytest.fixture(scope="module")
def validity(read: Callable[[str], Document]) -> dict[tuple[str, str], Validity]:
    return resolve_validity([read(f"nghi-dinh-{name}-nd-cp") for name in NAMES])


@pytest.mark.parametrize(
    ("number", "provision", "end"),
    [
        ("151/2025/NĐ-CP", "art_5__cl_1__pt_h", date(2026, 1, 31)),
        ("151/2025/NĐ-CP", "art_5__cl_1__pt_i", date(2027, 3, 1)),
        ("151/2025/NĐ-CP", "art_5__cl_2__pt_g", date(2027, 3, 1)),
        ("151/2025/NĐ-CP", "art_5__cl_5__pt_d", date(2027, 3, 1)),
        ("151/2025/NĐ-CP", "art_5__cl_3", date(2025, 8, 15)),
        ("151/2025/NĐ-CP", "art_9__cl_3", date(2027, 3, 1)),
        ("151/2025/NĐ-CP", "app_I__part_I", date(2026, 1, 31)),
        ("151/2025/NĐ-CP", "app_I__part_IV", date(2027, 3, 1)),
        ("151/2025/NĐ-CP", "app_II__form_14a", date(2027, 3, 1)),
        ("151/2025/NĐ-CP", "app_II__form_15", date(2026, 1, 31)),
        ("226/2025/NĐ-CP", "art_6__cl_1", date(2026, 1, 31)),
        ("226/2025/NĐ-CP", "art_7__cl_6", date(2026, 1, 31)),
        ("226/2025/NĐ-CP", "art_9__cl_1", None),
        ("49/2026/NĐ-CP", "art_14__cl_2__pt_b", date(2027, 3, 1)),
        ("49/2026/NĐ-CP", "ch_III", None),
        ("140/2025/NĐ-CP", "art_7", date(2026, 7, 1)),
        ("140/2025/NĐ-CP", "art_29__cl_3", date(2026, 7, 1)),
        ("140/2025/NĐ-CP", "art_8", date(2027, 3, 1)),
        ("144/2025/NĐ-CP", "art_4__cl_1", date(2026, 7, 1)),
        ("144/2025/NĐ-CP", "app_III", date(2026, 7, 1)),
    ],
)  # fmt: skip
def test_ends_of_transferred_powers(
    validity: dict[tuple[str, str], Validity], number: str, provision: str, end: date | None
) -> None:
    assert validity[number, provision].end == end
