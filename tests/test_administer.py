"""Adding, removing, rolling back: through files, as an administrator does it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from small_corpus import OLD, TinyEmbedder

from corpus.catalogue import Catalogue
from corpus.errors import BrokenIndex, UsageError
from corpus.generations import Generations
from corpus.settings import PROJECT, Settings
from ingest.__main__ import main
from ingest.administer import add, load_documents, rebuild, remove, rollback, status
from ingest.document import group_parts
from ingest.sync import sync
from ingest.verify import verify


def _ids(settings: Settings) -> list[str]:
    generations = Generations(settings.home)
    return Catalogue(generations.path(generations.current() or 0) / "catalogue.sqlite").chunk_ids()


def test_add_reports_and_publishes(regulations: Path, settings: Settings, embedder: TinyEmbedder) -> None:
    report = add([regulations], settings)
    assert report.generation == 1
    assert {a.document for a in report.added} == {"901/2099/NĐ-CP", "902/2099/NĐ-CP"}
    assert all(a.provisions > 0 and a.chunks > 0 and a.pages == 1 for a in report.added)
    assert verify(settings).problems == ()


def test_adding_again_embeds_nothing_and_publishes_nothing(
    indexed: Settings, regulations: Path, embedder: TinyEmbedder
) -> None:
    before = embedder.embedded
    report = add([regulations], indexed)
    assert (report.generation, report.added, len(report.unchanged)) == (1, (), 2)
    assert embedder.embedded == before


def test_an_index_of_another_version_is_rebuilt_before_anything_is_added(
    indexed: Settings, regulations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("corpus.generations", "ingest.publish", "ingest.unchanged", "ingest.verify"):
        monkeypatch.setattr(f"{module}.PARSER_VERSION", "later")
    changes: list[Callable[[], object]] = [
        lambda: add([regulations], indexed),
        lambda: remove("901/2099/NĐ-CP", indexed),
        lambda: sync(regulations, indexed, lambda plan: True),
    ]
    for change in changes:
        with pytest.raises(BrokenIndex, match="phiên bản khác"):
            change()
    assert Generations(indexed.home).current() == 1
    rebuild(indexed)
    assert len(add([regulations], indexed).unchanged) == 2
    assert verify(indexed).problems == ()


def test_a_bad_file_fails_alone(regulations: Path, settings: Settings, embedder: TinyEmbedder) -> None:
    (regulations / "empty.txt").write_text("  \n", encoding="utf-8")
    (regulations / "broken.docx").write_bytes(b"PK\x03\x04 not a zip")
    report = add([regulations], settings)
    assert len(report.added) == 2
    assert {f.file for f in report.failed} == {"empty.txt", "broken.docx"}
    assert all(f.error and f.remedy for f in report.failed)


def test_changed_file_replaces_its_document(indexed: Settings, regulations: Path) -> None:
    (regulations / "901.md").write_text(OLD.replace("15 ngày", "20 ngày"), encoding="utf-8")
    report = add([regulations / "901.md"], indexed)
    assert [a.document for a in report.added] == ["901/2099/NĐ-CP"]
    document = next(d for d in load_documents(indexed) if d.metadata.number == "901/2099/NĐ-CP")
    assert "20 ngày" in document.text


def test_official_text_supersedes_the_digest_and_gives_it_back(
    indexed: Settings, regulations: Path, tmp_path: Path
) -> None:
    official = tmp_path / "official.txt"
    official.write_text(OLD.replace("standing: sample", "standing: official"), encoding="utf-8")
    official = official.rename(official.with_suffix(".md"))
    add([official], indexed)
    rows = {(r["number"], r["standing"]): r["superseded"] for r in status(indexed, date(2026, 1, 1))}
    assert rows[("901/2099/NĐ-CP", "official")] is False
    assert rows[("901/2099/NĐ-CP", "sample")] is True
    rollback(indexed)
    assert [r["standing"] for r in status(indexed, date(2026, 1, 1))] == ["sample", "sample"]


def test_a_much_shorter_copy_does_not_replace(indexed: Settings, tmp_path: Path) -> None:
    short = tmp_path / "901-ngan.md"
    short.write_text(OLD.split("Điều 2.")[0], encoding="utf-8")
    report = add([short], indexed)
    assert report.added == ()
    assert "đầy đủ hơn" in report.unchanged[0].reason


def test_a_copy_that_lost_letters_does_not_replace(indexed: Settings, tmp_path: Path) -> None:
    broken = tmp_path / "901-hong.md"
    broken.write_text(OLD.replace("quyền", "quy=n").replace("định", "đ3nh"), encoding="utf-8")
    report = add([broken], indexed)
    assert report.added == ()
    assert "sạch hơn" in report.unchanged[0].reason


def test_a_whole_copy_replaces_one_that_lost_letters(indexed: Settings, regulations: Path, tmp_path: Path) -> None:
    broken = regulations / "901.md"
    broken.write_text(OLD.replace("quyền", "quy=n").replace("định", "đ3nh"), encoding="utf-8")
    add([broken], indexed)
    whole = tmp_path / "901-sach.md"
    whole.write_text(OLD, encoding="utf-8")
    assert [a.file for a in add([whole], indexed).added] == ["901-sach.md"]


def test_remove_and_undo(indexed: Settings) -> None:
    remove("902/2099/NĐ-CP", indexed)
    assert [d.metadata.number for d in load_documents(indexed)] == ["901/2099/NĐ-CP"]
    rollback(indexed)
    assert len(load_documents(indexed)) == 2
    with pytest.raises(UsageError, match="Không có văn bản"):
        remove("1/1900/NĐ-CP", indexed)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("902/2098/NĐ-CP", "Gần giống: 902/2099/NĐ-CP"),  # another year
        ("92/2099/NĐ-CP", "902/2099/NĐ-CP"),  # a digit lost
        ("Luật Đất đai", "status"),
    ],
)
def test_a_number_that_is_not_there_brings_the_near_ones(indexed: Settings, asked: str, told: str) -> None:
    with pytest.raises(UsageError) as error:
        remove(asked, indexed)
    assert told in error.value.remedy


def test_a_number_may_be_typed_carelessly(indexed: Settings) -> None:
    remove(" 902/2099/nd-cp ", indexed)
    assert [d.metadata.number for d in load_documents(indexed)] == ["901/2099/NĐ-CP"]


def test_remove_says_how_to_undo_it(
    indexed: Settings, capsys: pytest.CaptureFixture[str], embedder: TinyEmbedder
) -> None:
    assert main(["remove", "902/2099/NĐ-CP", "--json", "--home", str(indexed.home)]) == 0
    told = capsys.readouterr()
    assert "python -m ingest rollback" in told.err
    assert json.loads(told.out) == {
        "generation": 2, "removed": "902/2099/NĐ-CP", "undo": "python -m ingest rollback"
    }  # fmt: skip


def test_the_report_says_what_was_read_and_what_looks_wrong(
    settings: Settings, tmp_path: Path, embedder: TinyEmbedder
) -> None:
    official = OLD.split("---\n", 2)[2].replace("Điều 3. Hiệu lực thi hành", "Điều 5. Hiệu lực thi hành")
    (tmp_path / "901-2099-nd-cp.txt").write_text("Số: 901/2099/NĐ-CP\n" + official, encoding="utf-8")
    report = add([tmp_path / "901-2099-nd-cp.txt"], settings)
    (line,) = report.added
    assert (line.articles, line.recognised_pages) == (3, 0)
    assert set(line.seconds) == {"read", "parse"}
    assert "issued" in line.unknown
    assert "effective_from" not in line.unknown
    assert any("Sau Điều 2 là Điều 5" in warning for warning in line.warnings)
    assert set(report.stages) >= {"Đọc", "Nhúng đoạn văn", "Ghi danh mục"}
    assert sum(report.stages.values()) <= report.seconds + 0.01


def test_validity_of_a_repealed_point(indexed: Settings) -> None:
    generations = Generations(indexed.home)
    catalogue = Catalogue(generations.path(1) / "catalogue.sqlite")
    dead = catalogue.validity("901/2099/NĐ-CP", "art_2__cl_1__pt_a")
    alive = catalogue.validity("901/2099/NĐ-CP", "art_2__cl_1__pt_b")
    assert dead is not None
    assert alive is not None
    assert dead.end == date(2026, 2, 1)
    assert dead.ended_by is not None
    assert dead.ended_by[0] == "902/2099/NĐ-CP"
    assert alive.end is None


def test_status_says_what_is_in_force(indexed: Settings) -> None:
    on = {r["number"]: r["in_force"] for r in status(indexed, date(2025, 8, 1))}
    assert on == {"901/2099/NĐ-CP": True, "902/2099/NĐ-CP": False}
    after = {r["number"]: r["in_force"] for r in status(indexed, date(2027, 3, 1))}
    assert after["902/2099/NĐ-CP"] is False


def test_missing_path_is_a_usage_error(settings: Settings) -> None:
    with pytest.raises(UsageError, match="Không tìm thấy"):
        add([Path("/không/có")], settings)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a-part-2.pdf", "a-part-1.pdf", "b.pdf"], [("b.pdf",), ("a-part-1.pdf", "a-part-2.pdf")]),
        (["nd-cp-1.pdf"], [("nd-cp-1.pdf",)]),
    ],
)
def test_group_parts(names: list[str], expected: list[tuple[str, ...]]) -> None:
    assert [tuple(p.name for p in group) for group in group_parts([Path(n) for n in names])] == expected


def test_command_line_refuses_a_missing_file_with_json(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "ingest", "add", str(tmp_path / "x"), "--json", "--home", str(tmp_path / "home")],
        capture_output=True, text=True, cwd=PROJECT, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert "Không tìm thấy" in json.loads(run.stdout)["error"]
