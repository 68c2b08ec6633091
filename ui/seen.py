"""What a person has seen and need not be shown again."""

from __future__ import annotations

import time
from collections.abc import Callable

from ui.records import Records

TOUR = "tour"


class Seen:
    """Kept in the records, by account."""

    def __init__(self, records: Records, now: Callable[[], float] = time.time) -> None:
        self._records, self._now = records, now

    def has(self, owner: int, what: str) -> bool:
        """Whether the account has seen it."""
        return self._records.row("SELECT 1 FROM seen WHERE owner = ? AND what = ?", (owner, what)) is not None

    def mark(self, owner: int, what: str) -> None:
        with self._records.write() as connection:
            connection.execute("INSERT OR REPLACE INTO seen VALUES (?,?,?)", (owner, what, self._now()))
