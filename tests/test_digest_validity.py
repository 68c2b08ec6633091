"""The shipped digests: what the software computes from their words against what was read by hand (`holds`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.consolidate import Consolidated, consolidate
from corpus.model import Document
from corpus.numbers import find_numbers
from corpus.settings import PROJECT, Settings
from corpus.validity import resolve_validity
from ingest.document import read_document

FILES = sorted(p for p in (PROJECT / "corpus" / "documents").glob("*.md") if p.name != "README.md")


def front_matter(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1]))


def holds() -> Iterator[tuple[str, dict[str, Any]]]:
    """(number, entry) of every hand-read date whose acting document is shipped too."""
    numbers = {str(front_matter(path)["number"]) for path in FILES}
    for path in FILES:
        for entry in front_matter(path).get("holds") or ():
            acting = [number for _, _, number in find_numbers(str(entry["by"]))]
            if acting and acting[0] in numbers:
                yield str(front_matter(path)["number"]), entry


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [read_document([path], Settings()) for path in FILES]


@pytest.fixture(scope="module")
def result(documents: list[Document]) -> Consolidated:
    return consolidate(documents, resolve_validity(documents))


@pytest.mark.parametrize(("number", "entry"), [pytest.param(n, e, id=f"{n} {e['provision']}") for n, e in holds()])
def test_dates_read_by_hand_are_computed(result: Consolidated, number: str, entry: dict[str, Any]) -> None:
    key = (number, str(entry["provision"]))
    found = [v for k, v in result.validity.items() if k == key]
    found += [e.validity for e in result.expressions if (e.document, e.provision) == key]
    wanted_end: date | None = entry.get("to")
    assert any(v.end == wanted_end and (entry.get("from") in (None, v.start)) for v in found)


def test_every_amendment_in_the_digests_is_accounted_for(documents: list[Document], result: Consolidated) -> None:
    changes = [e for d in documents for e in d.effects if e.kind.value in ("amends", "inserts", "phrase")]
    assert len(result.applied) + len(result.marked) + len(result.missed) == len(changes) > 50


@pytest.mark.parametrize(
    ("provision", "on_15_september_2025", "today"),
    [
        ("art_5__cl_1__pt_h", True, False),
        ("art_5__cl_1__pt_i", True, True),
        ("art_5__cl_3", False, False),
        ("art_9__cl_4__pt_m", True, True),
        ("art_4", True, False),
    ],
)
def test_land_powers_of_151(result: Consolidated, provision: str, on_15_september_2025: bool, today: bool) -> None:
    validity = result.validity["151/2025/NĐ-CP", provision]
    assert validity.in_force(date(2025, 9, 15)) is on_15_september_2025
    assert validity.in_force(date(2026, 11, 24)) is today
    assert not validity.in_force(date(2027, 3, 1))


def test_who_ended_point_h_is_named_to_the_subpoint(result: Consolidated) -> None:
    validity = result.validity["151/2025/NĐ-CP", "art_5__cl_1__pt_h"]
    assert (validity.end, validity.ended_by) == (date(2026, 1, 31), ("49/2026/NĐ-CP", "art_16__cl_3__pt_đ__sp_đ2"))
    assert not any("lại nêu" in note for note in validity.notes)


def test_the_contradiction_is_shown_where_the_kept_matter_is_ended(result: Consolidated) -> None:
    """Decree 49/2026 article 16 clause 2 keeps land prices with decree 151; clause 3 ends the points on them."""
    validity = result.validity["151/2025/NĐ-CP", "art_5__cl_1__pt_e"]
    assert validity.end == date(2026, 1, 31)
    assert any("Khoản 2 Điều 16 Nghị định 49/2026/NĐ-CP lại nêu" in note for note in validity.notes)
