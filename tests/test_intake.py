"""What is wrong with one file is told, and stops none of the others."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small_corpus import OLD, TinyEmbedder
from source_files import archive, docx, paragraph

from corpus.errors import ThamQuyenError
from corpus.settings import Settings
from ingest import archives, document
from ingest.administer import AddReport, add
from ingest.read import is_zipped_set
from ingest.sync import sync
from ingest.verify import verify


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


def _locked(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody open files of this name; the tests may run as root, who may open all."""
    opened = Path.open

    def refuse(path: Path, *arguments: Any, **named: Any) -> Any:
        if path.name == name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", refuse)


def test_a_file_that_may_not_be_read_fails_alone(
    regulations: Path, settings: Settings, embedder: TinyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    (regulations / "900.md").write_text(OLD, encoding="utf-8")
    _locked("900.md", monkeypatch)
    report = add([regulations], settings)
    assert _outcome(report) == (["901/2099/NĐ-CP", "902/2099/NĐ-CP"], ["900.md"])
    assert "quyền đọc" in report.failed[0].remedy


def test_a_document_stays_as_it_was_while_its_file_may_not_be_read(
    regulations: Path, settings: Settings, embedder: TinyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(regulations, settings, lambda plan: True)
    (regulations / "902.md").unlink()
    _locked("901.md", monkeypatch)
    plan = sync(regulations, settings, lambda plan: False).plan
    assert [change.document for change in plan.remove] == ["902/2099/NĐ-CP"]
    assert (plan.add, plan.update, [failed.file for failed in plan.failed]) == ((), (), ["901.md"])


LONG = "Nghị định quy định phân định thẩm quyền " * 6 + ".md"
OTHER = OLD.replace("901/2099", "903/2099")


@pytest.mark.parametrize(
    ("members", "failed"),
    [
        ({"901.md": OLD, LONG: OTHER}, LONG),
        ({LONG + "/903.md": OTHER, "901.md": OLD}, "903.md"),
        ({"a": OLD, "a/903.md": OTHER}, "903.md"),
        ({"a/901.md": OLD, "a": OTHER}, "a"),
    ],
    ids=["long name", "long folder", "file, then folder", "folder, then file"],
)
def test_a_member_with_an_odd_name_fails_alone(
    members: dict[str, str | bytes],
    failed: str,
    regulations: Path,
    settings: Settings,
    embedder: TinyEmbedder,
) -> None:
    (regulations / "901.md").unlink()
    (regulations / "set.zip").write_bytes(archive(members))
    report = add([regulations], settings)
    assert _outcome(report) == (["902/2099/NĐ-CP", "901/2099/NĐ-CP"], [failed])
    assert "Đặt lại tên" in report.failed[0].remedy


def test_a_zip_with_names_in_no_encoding_fails_alone(
    regulations: Path, settings: Settings, embedder: TinyEmbedder
) -> None:
    data = archive({"điều.md": OLD}).replace("điều".encode(), b"\xff" * len("điều".encode()))
    (regulations / "set.zip").write_bytes(data)
    assert _outcome(add([regulations], settings)) == (["901/2099/NĐ-CP", "902/2099/NĐ-CP"], ["set.zip"])


def test_a_disk_that_is_full_while_unpacking_is_told(
    regulations: Path, settings: Settings, embedder: TinyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    (regulations / "set.zip").write_bytes(archive({"903.md": OTHER}))

    def fail(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(archives.shutil, "copyfileobj", fail)
    with pytest.raises(ThamQuyenError, match="Đĩa đầy"):
        add([regulations], settings)


def test_an_original_that_may_not_be_read_is_a_problem_among_others(
    indexed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _locked("901.md", monkeypatch)
    result = verify(indexed)
    assert len(result.problems) == 1
    assert "901.md" in result.problems[0]
    assert result.originals == 1
