"""What `ingest verify` counts, and that it finds each damage."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from small_corpus import NEW

from corpus.settings import Settings
from ingest.administer import remove
from ingest.verify import verify


def test_verify_finds_a_changed_original(indexed: Settings) -> None:
    original = next((indexed.home / "originals").rglob("902.md"))
    original.write_text(NEW + "\nthêm", encoding="utf-8")
    assert any("đã bị sửa đổi" in problem for problem in verify(indexed).problems)


def test_verify_counts_and_finds_what_nobody_uses(indexed: Settings, regulations: Path) -> None:
    result = verify(indexed)
    assert (result.documents, result.originals, result.vectors) == (2, 2, result.chunks)
    assert result.orphans == ()
    one = replace(indexed, keep_generations=1)
    remove("902/2099/NĐ-CP", one)
    (orphan,) = verify(one).orphans
    assert (indexed.home / "originals" / orphan / "902.md").is_file()
    assert verify(one).as_dict()["ok"] is True


def _lose_original(home: Path) -> None:
    shutil.rmtree(next((home / "originals").iterdir()))


def _lose_rows(home: Path) -> None:
    with closing(sqlite3.connect(home / "generations/000001/catalogue.sqlite")) as connection, connection:
        connection.execute("DELETE FROM chunks WHERE row = (SELECT max(row) FROM chunks)")


def _change_text(home: Path) -> None:
    with closing(sqlite3.connect(home / "generations/000001/catalogue.sqlite")) as connection, connection:
        connection.execute("UPDATE documents SET text = 'x' || text")


def _damage_ledger(home: Path) -> None:
    (home / "generations/000001/ledger.json").write_text("{", encoding="utf-8")


def _lose_lexical(home: Path) -> None:
    (home / "generations/000001/lexical/rows").unlink()


def _older_program(home: Path) -> None:
    file = home / "generations/000001/manifest.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"parser": "', '"parser": "0.'), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (_lose_original, "không còn tệp gốc"),
        (_lose_rows, "vectơ không có đoạn nào"),
        (_lose_rows, "danh mục có"),
        (_change_text, "không khớp nguyên văn"),
        (_damage_ledger, "sửa tay không đọc được"),
        (_lose_lexical, "Chỉ mục từ không đọc được"),
        (_older_program, "phiên bản khác"),
    ],
)
def test_verify_finds_each_damage(indexed: Settings, damage: Callable[[Path], None], told: str) -> None:
    damage(indexed.home)
    problems = verify(indexed).problems
    assert any(told in problem for problem in problems), problems
