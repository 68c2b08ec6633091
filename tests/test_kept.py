"""What is remembered of a generation: worked out once, and gone with it."""

from __future__ import annotations

import gc
import sqlite3
import weakref
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from fictional_index import opened
from small_corpus import NEW, OLD
from whole_catalogue import write_catalogue

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


def test_the_list_of_documents_is_read_once(indexed: Settings) -> None:
    file = indexed.home / "generations/000001/catalogue.sqlite"
    catalogue = Catalogue(file)
    first = catalogue.documents()
    assert [row.number for row in first] == ["901/2099/NĐ-CP", "902/2099/NĐ-CP"]
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM documents")  # nobody does: a generation never changes
    assert Catalogue(file).documents() == []
    first.clear()  # one caller's list is not another's
    assert len(catalogue.documents()) == 2


IO = Path("/proc/self/io")


@pytest.mark.skipif(not IO.is_file(), reason="only Linux tells how many bytes a process reads")
def test_rows_are_read_through_without_their_payloads(indexed: Settings, tmp_path: Path) -> None:
    (chunk,) = Catalogue(indexed.home / "generations/000001/catalogue.sqlite").chunks([0])
    file = tmp_path / "large.sqlite"
    write_catalogue(file, [], {}, [replace(chunk, id=f"{n}", text="x" * 2500) for n in range(1500)])
    for read in (Catalogue.chunk_ids, Catalogue.articles, Catalogue.periods):
        catalogue, before = Catalogue(file), _bytes_read()
        read(catalogue)
        assert _bytes_read() - before < file.stat().st_size / 5, read
        catalogue.close()


def _bytes_read() -> int:
    return int(dict(line.split(": ") for line in IO.read_text().splitlines())["rchar"])


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
