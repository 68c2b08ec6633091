"""Commands that change the index stand in the log the administration page shows, sealed like its own rows."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest
from filelock import FileLock
from small_corpus import TinyEmbedder
from staff import GOOD

from corpus.audit import FILE, LogNotWritten, log_command
from corpus.settings import Settings
from ingest.__main__ import COMMANDS, main
from ingest.logged import ACTS
from ui.accounts import __main__ as accounts
from ui.audit import Audit
from ui.records import Records

NUMBER = "902/2099/NĐ-CP"
CHANGES_NOTHING = {"read", "status", "verify", "relations", "crosswalk"}
CASES: list[tuple[list[str], int, str, str, str]] = [
    (["remove", NUMBER], 0, "remove", NUMBER, "done: thế hệ 2"),
    (["remove", "77/2077/NĐ-CP"], 2, "remove", "77/2077/NĐ-CP", "failed: "),
    (["correct", NUMBER, "--field", "title", "--value", "Tên khác", "--reason", "Công báo"], 0, "correct",
     f"{NUMBER} title = Tên khác (Công báo)", "done: thế hệ 2"),
    (["correct", NUMBER, "--field", "title", "--undo"], 2, "undo-correct", f"{NUMBER} title", "failed: "),
    (["rollback"], 5, "rollback", "", "failed: "),
    (["rebuild"], 0, "rebuild", "", "done: thế hệ 2: nạp 2, không đổi 0, không nạp được 0"),
]  # fmt: skip


def _entries(home: Path) -> list[tuple[str, str, str, str]]:
    audit = Audit(Records(home))
    assert audit.broken_at() is None
    return [(e.who, e.act, e.what, e.outcome) for e in audit.entries()]


def test_every_command_is_logged_or_changes_nothing() -> None:
    assert set(ACTS) | CHANGES_NOTHING == set(COMMANDS)
    assert not set(ACTS) & CHANGES_NOTHING


@pytest.mark.parametrize(("command", "code", "act", "what", "outcome"), CASES)
def test_a_command_is_logged(
    indexed: Settings, command: list[str], code: int, act: str, what: str, outcome: str, embedder: TinyEmbedder
) -> None:
    ended = main([*command, "--home", str(indexed.home)])
    [(who, act_told, what_told, outcome_told)] = _entries(indexed.home)
    assert (who, act_told, what_told) == (f"{getpass.getuser()} (dòng lệnh)", act, what)
    assert outcome_told.startswith(outcome)
    assert (ended == 0) is outcome.startswith("done")


@pytest.mark.usefixtures("quick_hashing")
def test_a_user_without_a_name_is_logged_as_not_known(
    indexed: Settings, embedder: TinyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container that runs under a number."""
    monkeypatch.setattr(getpass, "getuser", lambda: {}["uid"])
    monkeypatch.setattr(getpass, "getpass", lambda prompt: GOOD)
    home = ["--home", str(indexed.home)]
    assert accounts.main(["create", "quantri", "--role", "administrator", *home]) == 0
    assert main(["correct", NUMBER, "--field", "title", "--value", "Tên đúng", "--reason", "Công báo", *home]) == 0
    assert {entry[0] for entry in _entries(indexed.home)} == {"không rõ (dòng lệnh)"}
    assert [entry[1] for entry in _entries(indexed.home)] == ["correct", "account"]


def test_adding_and_looking(regulations: Path, settings: Settings, embedder: TinyEmbedder) -> None:
    home = ["--home", str(settings.home)]
    assert main(["add", str(regulations), *home]) == 0
    assert main(["status", *home]) == 0
    (regulations / "902.md").unlink()
    sync = ["sync", str(regulations), *home, "--json"]
    assert main(sync) == 0  # only the plan
    assert main([*sync, "--apply"]) == 0
    assert main([*sync, "--apply"]) == 0  # nothing left to do
    assert [entry[1:] for entry in _entries(settings.home)] == [
        ("sync", str(regulations), "done: thế hệ 2: nạp 0, cập nhật 0, gỡ 1, không đổi 1, không nạp được 0"),
        ("ingest", str(regulations), "done: thế hệ 1: nạp 2, không đổi 0, không nạp được 0"),
    ]


def test_pages_and_commands_write_one_chain(tmp_path: Path) -> None:
    log_command(tmp_path, "ingest", "901.pdf", "done")  # before any page was opened
    Audit(Records(tmp_path)).log("quantri", "remove", "901/2025/NĐ-CP", "done")
    log_command(tmp_path, "rollback", "", "done")
    assert [entry[1] for entry in _entries(tmp_path)] == ["rollback", "remove", "ingest"]


def test_who_waits_for_another_writer_is_logged_as_busy(indexed: Settings, embedder: TinyEmbedder) -> None:
    with FileLock(indexed.home / "writer.lock"):
        assert main(["remove", NUMBER, "--home", str(indexed.home)]) == 6
    assert _entries(indexed.home)[0][1:] == ("remove", NUMBER, "busy")


def test_a_log_that_cannot_be_written_is_said_and_the_act_stands(
    indexed: Settings, embedder: TinyEmbedder, capsys: pytest.CaptureFixture[str]
) -> None:
    (indexed.home / FILE).write_bytes(b"not a database, but long enough to be read as one " * 40)
    with pytest.raises(LogNotWritten):
        log_command(indexed.home, "remove", NUMBER, "done")
    assert main(["remove", NUMBER, "--home", str(indexed.home)]) == 0
    assert "không ghi được vào nhật ký" in capsys.readouterr().err
