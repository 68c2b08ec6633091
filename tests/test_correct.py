"""Metadata corrected by hand: it holds through everything that comes after, and can be taken back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from small_corpus import NEW, OLD, TinyEmbedder

from corpus.catalogue import Catalogue
from corpus.errors import UsageError
from corpus.generations import Generations
from corpus.model import Validity
from corpus.settings import Settings
from ingest.__main__ import main
from ingest.administer import add, correct, rebuild, remove, rollback, status, undo

NUMBER = "901/2099/NĐ-CP"
SIGNED = """CHÍNH PHỦ
Số: 905/2099/NĐ-CP

NGHỊ ĐỊNH
Quy định về ghế đá công viên (văn bản giả định để kiểm thử)

Điều 1. Phạm vi điều chỉnh
Nghị định này quy định về ghế đá trong công viên.
Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực sau 45 ngày kể từ ngày ký ban hành.
2. Bãi bỏ khoản 2 Điều 2 Nghị định số 901/2099/NĐ-CP.
"""


def _row(settings: Settings, number: str = NUMBER) -> dict[str, object]:
    return next(r for r in status(settings, date(2026, 1, 1)) if r["number"] == number)


def _validity(settings: Settings, number: str, provision: str) -> Validity:
    generations = Generations(settings.home)
    catalogue = Catalogue(generations.path(generations.current() or 0) / "catalogue.sqlite")
    found = catalogue.validity(number, provision)
    assert found is not None
    return found


def test_a_correction_is_kept_with_its_reason_and_moves_the_period(indexed: Settings) -> None:
    done = correct(NUMBER, "effective_from", "15/8/2025", "Công báo số 9", indexed, by="Bà Lan")
    assert (done.generation, done.value, done.before) == (2, "2025-08-15", "2025-07-01")
    row = _row(indexed)
    assert row["effective_from"] == date(2025, 8, 15)
    (kept,) = row["corrections"]  # type: ignore[misc]
    assert {k: kept[k] for k in ("field", "value", "before", "reason", "by")} == {
        "field": "effective_from", "value": "2025-08-15", "before": "2025-07-01",
        "reason": "Công báo số 9", "by": "Bà Lan",
    }  # fmt: skip
    assert kept["at"]
    assert _validity(indexed, NUMBER, "art_1").start == date(2025, 8, 15)


def test_the_acting_document_moves_what_it_repeals(indexed: Settings) -> None:
    assert _validity(indexed, NUMBER, "art_2__cl_1__pt_a").end == date(2026, 2, 1)
    correct("902/2099/NĐ-CP", "effective_from", "2026-04-01", "đính chính", indexed)
    assert _validity(indexed, NUMBER, "art_2__cl_1__pt_a").end == date(2026, 4, 1)
    undo("902/2099/NĐ-CP", "effective_from", indexed)
    assert _validity(indexed, NUMBER, "art_2__cl_1__pt_a").end == date(2026, 2, 1)


def test_the_day_of_signing_sets_a_start_that_counts_from_it(indexed: Settings, tmp_path: Path) -> None:
    file = tmp_path / "905.txt"
    file.write_text(SIGNED, encoding="utf-8")
    report = add([file], indexed)
    assert {"issued", "effective_from"} <= set(report.added[0].unknown)
    assert _row(indexed, "905/2099/NĐ-CP")["unknown"] == report.added[0].unknown
    correct("905/2099/NĐ-CP", "issued", "2026-01-10", "dấu công văn đến", indexed)
    row = _row(indexed, "905/2099/NĐ-CP")
    assert (row["issued"], row["effective_from"]) == (date(2026, 1, 10), date(2026, 2, 24))
    assert _validity(indexed, NUMBER, "art_2__cl_2").end == date(2026, 2, 24)
    undo("905/2099/NĐ-CP", "issued", indexed)
    assert _row(indexed, "905/2099/NĐ-CP")["effective_from"] is None


def test_it_survives_a_new_copy_a_rebuild_and_a_removal(indexed: Settings, regulations: Path) -> None:
    correct(NUMBER, "title", "Tên đúng", "bìa bản gốc", indexed)
    changed = regulations / "901.md"
    changed.write_text(
        OLD.replace("15 ngày", "20 ngày").replace("title: Phân định", "title: Bản mới phân định"), encoding="utf-8"
    )
    add([changed], indexed)
    assert _row(indexed)["title"] == "Tên đúng"
    rebuild(indexed)
    assert _row(indexed)["title"] == "Tên đúng"
    remove(NUMBER, indexed)
    add([changed], indexed)
    assert _row(indexed)["title"] == "Tên đúng"
    undo(NUMBER, "title", indexed)
    assert str(_row(indexed)["title"]).startswith("Bản mới phân định")  # what the newest file says
    assert _row(indexed)["corrections"] == []


def test_the_latest_of_several_holds_and_undoing_goes_back_step_by_step(indexed: Settings) -> None:
    correct(NUMBER, "signer", "A", "một", indexed)
    correct(NUMBER, "signer", "B", "hai", indexed)
    assert _row(indexed)["signer"] == "B"
    assert undo(NUMBER, "signer", indexed).value == "A"
    assert undo(NUMBER, "signer", indexed).value == ""
    with pytest.raises(UsageError, match="hoàn tác"):
        undo(NUMBER, "signer", indexed)


def test_rollback_takes_a_correction_back_for_good(indexed: Settings, tmp_path: Path) -> None:
    correct(NUMBER, "title", "Tên sai", "nhầm", indexed)
    rollback(indexed)
    other = tmp_path / "904.md"
    other.write_text(NEW.replace("902/2099", "904/2099"), encoding="utf-8")
    add([other], indexed)
    assert "Phân định" in str(_row(indexed)["title"])
    assert _row(indexed)["corrections"] == []


@pytest.mark.parametrize(
    ("number", "field", "value", "reason", "told"),
    [
        ("1/1900/NĐ-CP", "title", "x", "y", "Không có văn bản"),
        (NUMBER, "text", "x", "y", "Không sửa được trường"),
        (NUMBER, "issued", "31/2/2025", "y", "không phải là một ngày"),
        (NUMBER, "issued", "hôm qua", "y", "không phải là một ngày"),
        (NUMBER, "title", " ", "y", "Thiếu giá trị"),
        (NUMBER, "title", "x", " ", "Thiếu lý do"),
        (NUMBER, "effective_to", "2025-07-01", "y", "không sau ngày có hiệu lực"),
    ],
)
def test_what_makes_no_sense_is_refused(
    indexed: Settings, number: str, field: str, value: str, reason: str, told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        correct(number, field, value, reason, indexed)
    assert Generations(indexed.home).current() == 1


def test_an_end_can_be_set_and_taken_away(indexed: Settings) -> None:
    correct("902/2099/NĐ-CP", "effective_to", "", "bãi bỏ thời hạn", indexed)
    assert _validity(indexed, "902/2099/NĐ-CP", "art_1").end is None
    correct("902/2099/NĐ-CP", "effective_to", "2026-06-01", "rút ngắn", indexed)
    assert _validity(indexed, "902/2099/NĐ-CP", "art_1").end == date(2026, 6, 1)


def test_command_line(indexed: Settings, capsys: pytest.CaptureFixture[str], embedder: TinyEmbedder) -> None:
    where = ["--json", "--home", str(indexed.home)]
    call = ["correct", "901/2099/nd-cp", "--field", "issuer", "--value", "Bộ Giả định", "--reason", "thử", *where]
    assert main(call) == 0
    assert json.loads(capsys.readouterr().out)["document"] == NUMBER
    assert main(["status", *where]) == 0
    row = next(r for r in json.loads(capsys.readouterr().out) if r["number"] == NUMBER)
    assert (row["issuer"], row["corrections"][0]["reason"]) == ("Bộ Giả định", "thử")
    assert main(["correct", NUMBER, "--field", "issuer", *where]) == 2
    capsys.readouterr()
    assert main(["correct", NUMBER, "--field", "issuer", "--undo", *where]) == 0
    assert json.loads(capsys.readouterr().out)["value"] == "Chính phủ"
