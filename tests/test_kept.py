"""What is remembered of a generation: worked out once, and gone with it."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from fictional_index import opened
from small_corpus import NEW, OLD

from assistant.retrieval.candidates import _rows_on_competence
from assistant.retrieval.succession import _handing_over
from corpus.catalogue import Catalogue
from corpus.kept import kept_with_catalogue
from corpus.settings import Settings
from ingest.administer import remove


def test_worked_out_once_for_each_catalogue_and_argument(tmp_path: Path) -> None:
    asked: list[tuple[Path, str]] = []

    @kept_with_catalogue
    def count(catalogue: Catalogue, number: str) -> int:
        asked.append((catalogue.path, number))
        return len(asked)

    one, two = (Catalogue(tmp_path / f"{name}.sqlite", create=True) for name in ("one", "two"))
    assert [count(one, "a"), count(one, "b"), count(two, "a"), count(one, "a"), count(two, "a")] == [1, 2, 3, 1, 3]
    assert asked == [(one.path, "a"), (one.path, "b"), (two.path, "a")]


def test_the_list_of_documents_is_read_once(indexed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Catalogue(indexed.home / "generations/000001/catalogue.sqlite")
    first = catalogue.documents()
    assert [row.number for row in first] == ["901/2099/NĐ-CP", "902/2099/NĐ-CP"]
    monkeypatch.setattr(catalogue, "_rows", lambda *given: pytest.fail("read again"))
    first.clear()  # one caller's list is not another's
    assert len(catalogue.documents()) == 2


def test_rows_are_read_through_without_their_payloads(indexed: Settings) -> None:
    catalogue = Catalogue(indexed.home / "generations/000001/catalogue.sqlite")
    for columns in ("id", "number, provision", "valid_from, valid_to"):
        plan = catalogue._rows(f"EXPLAIN QUERY PLAN SELECT {columns} FROM chunks ORDER BY row")
        assert "COVERING INDEX chunks_in_order" in str(plan[0][-1]), columns


def test_an_old_generation_is_let_go_when_the_next_one_serves(tmp_path: Path) -> None:
    with opened(tmp_path, {"901.md": OLD, "902.md": NEW}) as assistant:
        catalogue = assistant.catalogue
        assert _handing_over(catalogue, "901/2099/NĐ-CP")
        assert _rows_on_competence(catalogue)
        assistant.evidence("Ai cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học?")
        old = weakref.ref(catalogue)
        del catalogue
        remove("902/2099/NĐ-CP", assistant.settings)
        assert assistant.refresh()
        gc.collect()
        assert old() is None
