"""The audit log: append-only, sealed, inert in a spreadsheet."""

from __future__ import annotations

import sqlite3

import pytest
from staff import Clock

from ui.audit import Audit, inert
from ui.records import Records


def test_the_log_is_append_only_and_sealed(records: Records) -> None:
    audit = Audit(records, Clock(step=1))
    for act in ("login", "ingest", "remove"):
        audit.log("quantri", act, "901.pdf", "done")
    assert [entry.act for entry in audit.entries()] == ["remove", "ingest", "login"]
    assert audit.broken_at() is None
    for statement in ("UPDATE audit SET who = 'x'", "DELETE FROM audit", "DELETE FROM audit WHERE number = 1"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"), records.write() as connection:
            connection.execute(statement)
    assert len(audit.entries()) == 3


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit SET who = 'x' WHERE number = 2", "DELETE FROM audit WHERE number = 2",
     "UPDATE audit SET outcome = 'failed' WHERE number = 2", "DELETE FROM audit WHERE number = 3"],
)  # fmt: skip
def test_a_change_made_around_the_program_shows(records: Records, statement: str) -> None:
    audit = Audit(records, Clock(step=1))
    for act in ("login", "ingest", "remove"):
        audit.log("quantri", act, "901.pdf", "done")
    with records.write() as connection:
        connection.execute("DROP TRIGGER audit_is_not_changed")
        connection.execute("DROP TRIGGER audit_is_not_shortened")
        connection.execute(statement)
    assert audit.broken_at() in {2, 3}


def test_the_log_as_csv_runs_nothing_in_a_spreadsheet(records: Records) -> None:
    audit = Audit(records, Clock(step=1))
    audit.log("=HYPERLINK(1)", "login", '@cmd|" /C calc"!A0', "+1")
    line = audit.as_csv().splitlines()[1]
    assert "'=HYPERLINK(1)" in line
    assert "'@cmd|" in line
    assert ",'+1," in line


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_cells_are_inert(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
    assert inert("901/2025/NĐ-CP") == "901/2025/NĐ-CP"
