"""Brakes on guessing passwords: exponential waiting per name, and for everybody when very many fail.

An attempt is counted before the password is looked at and forgiven when it was right, so that guesses sent at the
same moment are all counted. Names that do not exist are braked like those that do. Counts survive a restart.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from sqlite3 import Connection

from ui.accounts.roles import Refused, folded_name
from ui.records import Records

FREE = 5  # failures of one name before it has to wait
LONGEST = 900.0  # seconds; then an attacker has 96 guesses a day
FORGOTTEN = 86400.0  # seconds after which the failures of a name are forgotten
FREE_ALL = 60  # failures of all names together within WINDOW before everybody waits
WINDOW = 600.0
LONGEST_ALL = 20.0  # seconds: slows an attack on many names, does not shut the office out
EVERYBODY = "ALL"  # no name that somebody types is folded to this: folded names have no capitals


class Throttle:
    """Counts failures."""

    def __init__(self, records: Records, now: Callable[[], float] = time.time) -> None:
        self._records, self._now = records, now

    def admit(self, name: str) -> None:
        """Count an attempt that is about to be checked.

        Raises:
            Refused: the name, or everybody, has to wait; the message says how long.
        """
        now, key = self._now(), folded_name(name)
        with self._records.write() as connection:
            wait = max(
                self._wait(connection, key, FREE, LONGEST, FORGOTTEN),
                self._wait(connection, EVERYBODY, FREE_ALL, LONGEST_ALL, WINDOW),
            )
            if wait <= 0:
                for counted, kept in ((key, FORGOTTEN), (EVERYBODY, WINDOW)):
                    connection.execute("DELETE FROM attempts WHERE name = ? AND last < ?", (counted, now - kept))
                    connection.execute(
                        "INSERT INTO attempts VALUES (?, 1, ?)"
                        " ON CONFLICT (name) DO UPDATE SET failures = failures + 1, last = excluded.last",
                        (counted, now),
                    )
                connection.execute("DELETE FROM attempts WHERE last < ?", (now - FORGOTTEN,))
        if wait > 0:
            raise Refused(f"Đăng nhập sai quá nhiều lần, thử lại sau {wait:.0f} giây")

    def forgive(self, name: str) -> None:
        """The password was right: the name starts anew and this attempt does not count for everybody."""
        with self._records.write() as connection:
            connection.execute("DELETE FROM attempts WHERE name = ?", (folded_name(name),))
            connection.execute("UPDATE attempts SET failures = max(failures - 1, 0) WHERE name = ?", (EVERYBODY,))

    def _wait(self, connection: Connection, key: str, free: int, longest: float, kept: float) -> float:
        """Seconds still to wait for `key`."""
        row = connection.execute("SELECT failures, last FROM attempts WHERE name = ?", (key,)).fetchone()
        if row is None or row["failures"] < free or self._now() - row["last"] > kept:
            return 0.0
        exponent = min(int(row["failures"]) - free + 1, 30)
        until: float = row["last"] + min(longest, 2.0**exponent)
        return max(0.0, until - self._now())
