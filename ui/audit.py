"""The audit log: who did what, when, and how it ended. Rows are only ever added.

The table refuses changes by trigger, and each row carries a seal over itself and the seal before it, so that a change
made around the program shows (a hash chain as in RFC 9162, without the tree). Whoever owns the file can still replace
it whole; the log is for the office, not proof against its own administrator of the machine.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.audit import append, seal
from ui.records import Records

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins so


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `act` is a word of ours ("login", "ingest"), `what` the thing it was done to, `at` in seconds UTC."""

    number: int
    at: float
    who: str
    act: str
    what: str
    outcome: str
    seal: str


class Audit:
    """Appends and reads."""

    def __init__(self, records: Records, now: Callable[[], float] = time.time) -> None:
        self._records, self._now = records, now

    def log(self, who: str, act: str, what: str = "", outcome: str = "") -> None:
        """Append one row. Long names are cut; a password never comes here."""
        with self._records.write() as connection:
            append(connection, self._now(), who, act, what, outcome)

    def entries(self, limit: int = 500) -> list[Entry]:
        """The latest entries, newest first."""
        rows = self._records.rows("SELECT * FROM audit ORDER BY number DESC LIMIT ?", (limit,))
        return [Entry(**dict(row)) for row in rows]

    def broken_at(self) -> int | None:
        """Number of the first row whose seal does not follow from the row before; None if the log is whole."""
        before, expected = "", 1
        for row in self._records.rows("SELECT * FROM audit ORDER BY number"):
            sealed = seal(before, row["at"], row["who"], row["act"], row["what"], row["outcome"])
            if row["seal"] != sealed or row["number"] != expected:
                return int(row["number"])
            before, expected = sealed, expected + 1
        counted = self._records.row("SELECT seq FROM sqlite_sequence WHERE name = 'audit'")
        return expected if counted is not None and counted["seq"] >= expected else None  # the end was cut off

    def as_csv(self) -> str:
        """The whole log, oldest first, with times in UTC, for a spreadsheet."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["number", "at_utc", "who", "act", "what", "outcome", "seal"])
        for row in self._records.rows("SELECT * FROM audit ORDER BY number"):
            at = datetime.fromtimestamp(row["at"], UTC).isoformat(timespec="seconds")
            words = [inert(row[name]) for name in ("who", "act", "what", "outcome")]
            writer.writerow([row["number"], at, *words, row["seal"]])
        return out.getvalue()


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
