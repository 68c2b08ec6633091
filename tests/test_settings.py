"""The settings file: what is written wrong in it is told by name and line, never passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import UsageError
from corpus.settings import load
from ingest.__main__ import main


def _written(home: Path, content: str | bytes) -> Path:
    file = home / "tham-quyen.toml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_the_file_is_read(tmp_path: Path) -> None:
    _written(tmp_path, "threads = 4\nocr = false\n")
    found = load(home=tmp_path)
    assert (found.threads, found.ocr, found.home) == (4, False, tmp_path)


@pytest.mark.parametrize(
    ("content", "what", "remedy"),
    [
        ("max_file_mbb = 80", "max_file_mbb", "max_file_mb"),
        ("threads = 2\n[ocr_settings]\non = true", "ocr_settings", "docs/usage.md"),
        ("home = '/srv'\nTHREADS = 3", "home, THREADS", "threads"),
        ("threads = 2\nocr = yes\n", "dòng 2, cột 7", "ngoặc kép"),
        ("threads = 2\nthreads = 3\n", "dòng 2", ""),
        ("fetch_hosts = 'vbpl.vn", "cuối tệp", ""),
        ("fetch_hosts = '''vbpl.vn", "cuối tệp", ""),
        ("threads = 2\n".encode("utf-16"), "UTF-8", "UTF-8"),
        (b"# \xff\n", "UTF-8", "UTF-8"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, content: str | bytes, what: str, remedy: str) -> None:
    file = _written(tmp_path, content)
    with pytest.raises(UsageError) as told:
        load(home=tmp_path)
    assert told.value.where == str(file)
    assert what in told.value.what
    assert remedy in told.value.remedy
    assert told.value.remedy


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    _written(tmp_path, b"\xef\xbb\xbfthreads = 4\n")
    assert load(home=tmp_path).threads == 4


def test_commands_end_with_the_code_of_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _written(tmp_path, "thread = 4\n")
    assert main(["status", "--home", str(tmp_path)]) == 2
    assert "Gần giống: threads" in capsys.readouterr().err
