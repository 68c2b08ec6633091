"""The index made equal to a folder: the plan first, one generation for all of it, nothing from elsewhere touched."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from small_corpus import NEW, OLD, TinyEmbedder

from corpus.errors import UsageError
from corpus.generations import Generations
from corpus.settings import Settings
from ingest.__main__ import main
from ingest.administer import Plan, SyncReport, add, load_documents, rollback, sync
from ingest.verify import verify


def _decree(number: str, **changes: str) -> str:
    text = NEW.replace("902/2099", f"{number}/2099")
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


def _numbers(settings: Settings) -> set[str]:
    return {d.metadata.number.partition("/")[0] for d in load_documents(settings)}


def _apply(folder: Path, settings: Settings) -> SyncReport:
    return sync(folder, settings, lambda plan: True)


def _outline(plan: Plan) -> dict[str, list[str]]:
    kinds: dict[str, tuple[object, ...]] = {"add": plan.add, "update": plan.update, "remove": plan.remove}
    return {kind: [c.document.partition("/")[0] for c in changes] for kind, changes in kinds.items()}  # type: ignore[attr-defined]


def test_adds_updates_and_removes_in_one_generation(indexed: Settings, regulations: Path) -> None:
    (regulations / "901.md").write_text(OLD.replace("15 ngày", "20 ngày"), encoding="utf-8")
    (regulations / "902.md").unlink()
    (regulations / "903.md").write_text(_decree("903"), encoding="utf-8")
    report = _apply(regulations, indexed)
    assert _outline(report.plan) == {"add": ["903"], "update": ["901"], "remove": ["902"]}
    assert (report.applied, report.generation) == (True, 2)
    assert _numbers(indexed) == {"901", "903"}
    assert verify(indexed).problems == ()
    assert not _apply(regulations, indexed).plan.changes
    rollback(indexed)
    assert _numbers(indexed) == {"901", "902"}


def test_a_plan_alone_writes_nothing(indexed: Settings, regulations: Path) -> None:
    (regulations / "902.md").unlink()
    (regulations / "903.md").write_text(_decree("903"), encoding="utf-8")
    originals = sorted(p.name for p in (indexed.home / "originals").iterdir())
    report = sync(regulations, indexed, lambda plan: False)
    assert _outline(report.plan) == {"add": ["903"], "update": [], "remove": ["902"]}
    assert (report.applied, report.generation) == (False, 1)
    assert sorted(p.name for p in (indexed.home / "originals").iterdir()) == originals
    assert _numbers(indexed) == {"901", "902"}


def test_what_came_from_elsewhere_stays(indexed: Settings, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "903.md").write_text(_decree("903"), encoding="utf-8")
    (other / "904.md").write_text(_decree("904"), encoding="utf-8")
    _apply(other, indexed)
    (other / "904.md").unlink()
    assert _outline(_apply(other, indexed).plan) == {"add": [], "update": [], "remove": ["904"]}
    assert _numbers(indexed) == {"901", "902", "903"}


def _moved(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "902.md").rename(folder / "deep" / "renamed.md")


def _unreadable(folder: Path) -> None:
    (folder / "902.md").write_bytes(b"PK\x03\x04 broken")


def _another_number(folder: Path) -> None:
    (folder / "902.md").write_text(_decree("906"), encoding="utf-8")


def _two_copies_one_left(folder: Path) -> None:
    (folder / "902.md").rename(folder / "902-again.md")
    text = (folder / "902-again.md").read_text(encoding="utf-8")
    (folder / "902-again.md").write_text(text.replace("Sở Xây dựng", "Sở Nội vụ"), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "outline", "numbers"),
    [
        (_moved, {"add": [], "update": [], "remove": []}, {"901", "902"}),
        (_unreadable, {"add": [], "update": [], "remove": []}, {"901", "902"}),
        (_another_number, {"add": ["906"], "update": [], "remove": ["902"]}, {"901", "906"}),
        (_two_copies_one_left, {"add": [], "update": ["902"], "remove": []}, {"901", "902"}),
    ],
)
def test_what_happens_to_one_file(
    indexed: Settings,
    regulations: Path,
    change: Callable[[Path], None],
    outline: dict[str, list[str]],
    numbers: set[str],
) -> None:
    change(regulations)
    report = _apply(regulations, indexed)
    assert _outline(report.plan) == outline
    assert _numbers(indexed) == numbers
    assert [f.file for f in report.plan.failed] == (["902.md"] if change is _unreadable else [])
    assert report.applied


def test_a_shorter_file_in_its_place_is_taken_since_the_folder_says_so(indexed: Settings, regulations: Path) -> None:
    (regulations / "901.md").write_text(OLD.split("Điều 2.")[0], encoding="utf-8")
    assert _outline(_apply(regulations, indexed).plan)["update"] == ["901"]
    document = next(d for d in load_documents(indexed) if d.metadata.number.startswith("901"))
    assert "Điều 2" not in document.text


def test_a_zipped_set_is_part_of_the_folder(indexed: Settings, regulations: Path) -> None:
    def pack(*numbers: str) -> None:
        with zipfile.ZipFile(regulations / "set.zip", "w") as package:
            for number in numbers:
                package.writestr(f"in/{number}.md", _decree(number))

    pack("903", "904")
    assert _outline(_apply(regulations, indexed).plan)["add"] == ["903", "904"]
    pack("903")
    assert _outline(_apply(regulations, indexed).plan) == {"add": [], "update": [], "remove": ["904"]}
    (regulations / "set.zip").write_bytes((regulations / "set.zip").read_bytes()[:80])
    report = _apply(regulations, indexed)
    assert not report.plan.remove
    assert [f.file for f in report.plan.failed] == ["set.zip"]
    (regulations / "set.zip").unlink()
    assert _outline(_apply(regulations, indexed).plan)["remove"] == ["903"]


def test_documents_of_unknown_origin_are_adopted_then_removed(indexed: Settings, regulations: Path) -> None:
    (indexed.home / "generations" / "000001" / "ledger.json").unlink()  # an index from before origins were kept
    assert _apply(regulations, indexed).plan.adopt == ("901/2099/NĐ-CP", "902/2099/NĐ-CP")
    (regulations / "902.md").unlink()
    assert _outline(_apply(regulations, indexed).plan)["remove"] == ["902"]


@pytest.mark.parametrize("empty", [True, False])
def test_no_folder_and_no_file_are_refused(indexed: Settings, tmp_path: Path, empty: bool) -> None:
    folder = tmp_path / "mount"
    if empty:
        folder.mkdir()
    with pytest.raises(UsageError):
        _apply(folder, indexed)
    assert _numbers(indexed) == {"901", "902"}


def test_an_index_that_changed_meanwhile_is_not_overwritten(
    indexed: Settings, regulations: Path, tmp_path: Path
) -> None:
    (regulations / "903.md").write_text(_decree("903"), encoding="utf-8")
    other = tmp_path / "904.md"
    other.write_text(_decree("904"), encoding="utf-8")

    def confirm(plan: Plan) -> bool:
        add([other], indexed)
        return True

    with pytest.raises(UsageError, match="đã đổi"):
        sync(regulations, indexed, confirm)
    assert _numbers(indexed) == {"901", "902", "904"}


def test_a_file_that_changed_meanwhile_is_not_taken_unread(indexed: Settings, regulations: Path) -> None:
    new = regulations / "903.md"
    new.write_text(_decree("903"), encoding="utf-8")

    def confirm(plan: Plan) -> bool:
        new.write_text(_decree("907"), encoding="utf-8")
        return True

    with pytest.raises(UsageError, match="Tệp đã đổi"):
        sync(regulations, indexed, confirm)
    assert Generations(indexed.home).current() == 1


def test_command_line_shows_the_plan_and_applies_when_told(
    indexed: Settings, regulations: Path, capsys: pytest.CaptureFixture[str], embedder: TinyEmbedder
) -> None:
    (regulations / "902.md").unlink()
    where = [str(regulations), "--json", "--home", str(indexed.home)]
    assert main(["sync", *where]) == 0
    told = capsys.readouterr()
    planned = json.loads(told.out)
    assert planned["applied"] is False
    assert [c["document"] for c in planned["plan"]["remove"]] == ["902/2099/NĐ-CP"]
    assert set(planned["plan"]) >= {"add", "update", "remove", "unchanged"}
    assert "- 902/2099/NĐ-CP" in told.err
    assert "--apply" in told.err
    assert main(["sync", *where, "--yes"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["applied"] is True
    assert "rollback" in told.err
    assert _numbers(indexed) == {"901"}


@pytest.mark.parametrize(("answer", "numbers"), [("c\n", {"901"}), ("\n", {"901", "902"}), ("", {"901", "902"})])
def test_a_person_at_the_terminal_is_asked(
    indexed: Settings,
    regulations: Path,
    monkeypatch: pytest.MonkeyPatch,
    embedder: TinyEmbedder,
    answer: str,
    numbers: set[str],
) -> None:
    (regulations / "902.md").unlink()
    told, says = os.pipe()
    os.write(says, answer.encode())
    os.close(says)
    with os.fdopen(told, encoding="utf-8") as stdin:
        monkeypatch.setattr(stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("sys.stdin", stdin)
        assert main(["sync", str(regulations), "--home", str(indexed.home)]) == 0
    assert _numbers(indexed) == numbers
