"""What held no regulation is told again at once, and tried again where it may have changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from small_corpus import TinyEmbedder

from corpus.errors import EmptyText, NotARegulation
from corpus.settings import Settings
from ingest import failures, intake
from ingest.administer import add
from ingest.failures import Failures


def test_remembered_for_the_same_settings_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(home=tmp_path)
    Failures(settings).remember("ab", NotARegulation("Không có điều khoản nào", remedy="Xem lại tệp."))
    assert Failures(settings).known("ab") == ("Không có điều khoản nào", "Xem lại tệp.")
    assert Failures(settings).known("cd") is None
    assert Failures(Settings(home=tmp_path, ocr=False)).known("ab") is None
    monkeypatch.setattr(failures, "PARSER_VERSION", "later")
    assert Failures(settings).known("ab") is None


def test_recognition_without_vietnamese_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scan refused for lack of tesseract's Vietnamese data is read once that is installed."""
    settings, listed = Settings(home=tmp_path / "home"), tmp_path / "listed"
    tesseract = tmp_path / "tesseract"
    tesseract.write_text(f"#!/bin/sh\ncat {listed}\n", encoding="utf-8")
    tesseract.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    listed.write_text("eng\nosd\n", encoding="utf-8")
    Failures(settings).remember("ab", EmptyText("Không có lớp chữ", remedy="Hãy cài công cụ nhận dạng chữ."))
    assert Failures(settings).known("ab")
    listed.write_text("eng\nosd\nvie\n", encoding="utf-8")
    assert Failures(settings).known("ab") is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"made_by": 3}', '{"made_by": "x", "failures": 7}'])
def test_a_damaged_cache_is_empty(tmp_path: Path, content: str) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "failures.json").write_text(content, encoding="utf-8")
    assert Failures(Settings(home=tmp_path)).known("ab") is None


def test_the_second_call_does_not_read_it_again(
    tmp_path: Path, settings: Settings, embedder: TinyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = tmp_path / "thu.txt"
    letter.write_text(
        "Kính gửi các đồng chí,\nMời họp lúc tám giờ sáng thứ hai tuần sau tại hội trường.\n" * 3, "utf-8"
    )
    first = add([letter], settings)
    assert len(first.failed) == 1
    read = []
    monkeypatch.setattr(intake, "read_document", lambda *args: read.append(args))
    second = add([letter], settings)
    assert [(f.file, f.error, f.remedy) for f in second.failed] == [(f.file, f.error, f.remedy) for f in first.failed]
    assert read == []
