"""The index made anew from the kept originals."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from small_corpus import OLD, TinyEmbedder

from corpus.catalogue import Catalogue
from corpus.errors import UsageError
from corpus.generations import Generations
from corpus.settings import Settings
from ingest.__main__ import main
from ingest.administer import add, correct, load_documents, rebuild, rollback, status
from ingest.verify import verify


def _ids(settings: Settings) -> list[str]:
    generations = Generations(settings.home)
    return Catalogue(generations.path(generations.current() or 0) / "catalogue.sqlite").chunk_ids()


def test_rebuild_gives_the_same_ids(indexed: Settings, embedder: TinyEmbedder) -> None:
    before, count = _ids(indexed), embedder.embedded
    rebuild(indexed)
    assert _ids(indexed) == before
    assert embedder.embedded == count  # all from the cache


def test_rebuild_without_an_index_takes_every_kept_original(indexed: Settings, embedder: TinyEmbedder) -> None:
    before = _ids(indexed)
    shutil.rmtree(indexed.home / "generations")
    (indexed.home / "CURRENT").unlink()
    report = rebuild(indexed)
    assert (report.generation, len(report.added)) == (1, 2)
    assert _ids(indexed) == before


def test_rebuild_with_a_damaged_catalogue(indexed: Settings) -> None:
    before = _ids(indexed)
    (indexed.home / "generations" / "000001" / "catalogue.sqlite").write_bytes(b"not a database" * 100)
    assert any("Danh mục hỏng" in problem for problem in verify(indexed).problems)
    rebuild(indexed)
    assert _ids(indexed) == before
    assert verify(indexed).problems == ()


@pytest.mark.parametrize("content", [None, b"", b'{"generation": 1, "cre'])
def test_rebuild_with_a_damaged_manifest(indexed: Settings, content: bytes | None) -> None:
    before = _ids(indexed)
    manifest = Generations(indexed.home).path(1) / "manifest.json"
    manifest.unlink() if content is None else manifest.write_bytes(content)
    report = rebuild(indexed)
    assert (report.generation, len(report.added), report.failed) == (2, 2, ())
    assert _ids(indexed) == before
    assert verify(indexed).problems == ()


def test_a_rebuild_after_a_rollback_from_a_damaged_generation(indexed: Settings, regulations: Path) -> None:
    (regulations / "901.md").write_text(OLD.replace("15 ngày", "20 ngày"), encoding="utf-8")
    add([regulations / "901.md"], indexed)
    (Generations(indexed.home).path(2) / "manifest.json").unlink()
    assert rollback(indexed) == 1
    assert rebuild(indexed).generation == 3


def _damage(settings: Settings, *files: str) -> None:
    for file in files:
        (settings.home / "generations" / file).write_bytes(b"{")


def _kept_title(settings: Settings) -> str:
    return next(str(row["title"]) for row in status(settings, date(2026, 1, 1)) if row["number"] == "901/2099/NĐ-CP")


def test_a_correction_outlives_a_damaged_manifest(indexed: Settings) -> None:
    correct("901/2099/NĐ-CP", "title", "Cây xanh", "bản in", indexed)
    (indexed.home / "generations/000002/manifest.json").unlink()
    assert rebuild(indexed).notes == ()
    assert _kept_title(indexed) == "Cây xanh"


def test_the_ledger_of_another_generation_is_taken_where_it_is_damaged_and_told(indexed: Settings) -> None:
    correct("901/2099/NĐ-CP", "title", "Cây xanh", "bản in", indexed)
    correct("901/2099/NĐ-CP", "issuer", "Quốc hội", "bản in", indexed)
    _damage(indexed, "000003/ledger.json", "000003/manifest.json")
    (note,) = rebuild(indexed).notes
    assert "thế hệ 2" in note
    assert "ingest correct" in note
    assert _kept_title(indexed) == "Cây xanh"


def test_corrections_that_are_lost_are_told(indexed: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    correct("901/2099/NĐ-CP", "title", "Cây xanh", "bản in", indexed)
    _damage(indexed, "000001/ledger.json", "000002/ledger.json")
    assert main(["rebuild", "--home", str(indexed.home)]) == 0
    assert "sửa tay (nếu có) đã mất" in capsys.readouterr().err
    assert _kept_title(indexed) != "Cây xanh"


def test_rebuild_of_nothing_is_refused(settings: Settings, embedder: TinyEmbedder) -> None:
    with pytest.raises(UsageError, match="chưa có tệp gốc"):
        rebuild(settings)


def test_rebuild_keeps_what_can_no_longer_be_read(indexed: Settings) -> None:
    before = _ids(indexed)
    original = next((indexed.home / "originals").rglob("902.md"))
    original.write_bytes(b"PK\x03\x04 broken")
    report = rebuild(indexed)
    assert [f.file for f in report.failed] == ["902.md"]
    assert _ids(indexed) == before


def test_rebuild_remembers_the_copies_passed_over(indexed: Settings, tmp_path: Path) -> None:
    changed = tmp_path / "901-b.md"
    changed.write_text(OLD.replace("15 ngày", "20 ngày"), encoding="utf-8")
    add([changed], indexed)
    rebuild(indexed)
    document = next(d for d in load_documents(indexed) if d.metadata.number == "901/2099/NĐ-CP")
    assert [file for file, _ in document.copies] == ["901.md"]
