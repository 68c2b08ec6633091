"""What is wrong with one file is told, and stops none of the others."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from small_corpus import OLD, TinyEmbedder
from source_files import archive, docx, paragraph

from corpus.settings import Settings
from ingest import document
from ingest.administer import AddReport, add
from ingest.read import is_zipped_set


def _outcome(report: AddReport) -> tuple[list[str], list[str]]:
    """Numbers taken in, and files that failed, each with what happened and what to do."""
    assert all(failed.error and failed.remedy for failed in report.failed)
    return [added.document for added in report.added], [failed.file for failed in report.failed]


def test_nothing_of_a_file_that_is_too_large_is_read(
    regulations: Path, settings: Settings, embedder: TinyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    large, hashed = regulations / "900.pdf", []
    large.touch()
    os.truncate(large, 300 * 1024**2)

    def sha256_of(path: Path, known: object = document.sha256_of) -> object:
        hashed.append(path.name)
        return known(path)  # type: ignore[operator]

    monkeypatch.setattr(document, "sha256_of", sha256_of)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read as a whole"))
    report = add([regulations], settings)
    assert _outcome(report) == (["901/2099/NĐ-CP", "902/2099/NĐ-CP"], ["900.pdf"])
    assert "300 MB, quá giới hạn 40 MB" in report.failed[0].error
    assert set(hashed) == {"901.md", "902.md"}


def test_a_zipped_set_may_be_larger_than_one_file(
    tmp_path: Path, settings: Settings, embedder: TinyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    zipped = tmp_path / "set.zip"
    noise = {f"{n}.txt": os.urandom(700_000) for n in range(2)}
    zipped.write_bytes(archive({"901.md": OLD, **noise}))
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read as a whole"))
    assert _outcome(add([zipped], replace(settings, max_file_mb=1))) == (["901/2099/NĐ-CP"], ["0.txt", "1.txt"])


@pytest.mark.parametrize(
    ("data", "zipped"),
    [
        (archive({"a.txt": "a"}), True),
        (docx(paragraph("a")), False),
        (b"PK\x03\x04 broken", True),
        (b"PK\x03\x04" + b" " * 1_048_570 + b"word/document.xml", False),  # a broken .docx
        (b"PK", False),
        (b"", False),
        (b"%PDF-1.7", False),
    ],
)
def test_what_is_a_zipped_set(tmp_path: Path, data: bytes, zipped: bool) -> None:
    file = tmp_path / "a"
    file.write_bytes(data)
    assert is_zipped_set(file) is zipped
