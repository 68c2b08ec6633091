"""Login sessions. The browser holds a random token, the records its SHA-256; a session ends when idle and at the latest
after a working day, at logout, and when its account is disabled or gets another password.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from sqlite3 import Row

from ui.accounts.registry import account_of
from ui.accounts.roles import Account
from ui.records import Records

NOTED_EVERY = 60.0  # seconds between two writes of "seen"
TICKET_SECONDS = 30.0


class Sessions:
    """Sessions in the records.

    Args:
        idle: seconds without a sign of life after which a session is over.
        longest: seconds after which it is over in any case.
    """

    def __init__(self, records: Records, idle: float, longest: float, now: Callable[[], float] = time.time) -> None:
        self._records, self._idle, self._longest, self._now = records, idle, longest, now

    def begin(self, account: Account) -> str:
        """The token of a new session; those that are over are removed."""
        token, now = secrets.token_urlsafe(32), self._now()
        with self._records.write() as connection:
            connection.execute(
                "DELETE FROM sessions WHERE began < ? OR seen < ?", (now - self._longest, now - self._idle)
            )
            connection.execute("INSERT INTO sessions VALUES (?,?,?,?)", (_digest(token), account.id, now, now))
        return token

    def begin_vouched(self, account: Account, issued: float) -> str | None:
        """The token of a new session on an identity provider's login; None if its last session is over.

        The provider's login outlives an idle session: without this a reload would begin the next one.

        Args:
            issued: when the provider issued the login, in seconds since 1970.
        """
        before = self._records.row("SELECT token FROM vouched WHERE account = ? AND issued = ?", (account.id, issued))
        if before is not None and self._running(before["token"]) is None:
            return None
        token = self.begin(account)
        with self._records.write() as connection:
            connection.execute("DELETE FROM vouched WHERE issued < ?", (self._now() - self._longest,))
            connection.execute("INSERT OR REPLACE INTO vouched VALUES (?,?,?)", (account.id, issued, _digest(token)))
        return token

    def account(self, token: str, *, sign_of_life: bool = True) -> Account | None:
        """Whose session this is now; None if it is over, was never one, or its account is disabled."""
        row, now = self._running(_digest(token)), self._now()
        if row is None:
            return None
        if sign_of_life and now - row["seen"] > NOTED_EVERY:
            with self._records.write() as connection:
                connection.execute("UPDATE sessions SET seen = ? WHERE token = ?", (now, _digest(token)))
        return account_of(row)

    def _running(self, digest: str) -> Row | None:
        """A session that is not over, with its account."""
        row = self._records.row(
            "SELECT a.*, s.began, s.seen FROM sessions s JOIN accounts a ON a.id = s.account WHERE s.token = ?",
            (digest,),
        )
        now = self._now()
        if row is None or row["disabled"] or now - row["began"] > self._longest or now - row["seen"] > self._idle:
            return None
        return row

    def end(self, token: str) -> None:
        with self._records.write() as connection:
            connection.execute("DELETE FROM sessions WHERE token = ?", (_digest(token),))

    def running(self, account: Account) -> int:
        """How many sessions of an account are not over."""
        now = self._now()
        row = self._records.row(
            "SELECT count(*) AS n FROM sessions WHERE account = ? AND began >= ? AND seen >= ?",
            (account.id, now - self._longest, now - self._idle),
        )
        return int(row["n"]) if row else 0


class Tickets:
    """One-time tickets by which a page hands its session to the browser's cookie jar without showing it to scripts."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._tokens: dict[str, tuple[str, float]] = {}
        self._lock = threading.Lock()

    def issue(self, token: str) -> str:
        ticket = secrets.token_urlsafe(24)
        with self._lock:
            self._tokens = {k: v for k, v in self._tokens.items() if v[1] > self._now()}
            self._tokens[ticket] = (token, self._now() + TICKET_SECONDS)
        return ticket

    def redeem(self, ticket: str) -> str | None:
        """The token, once and in time."""
        with self._lock:
            token, until = self._tokens.pop(ticket, ("", 0.0))
        return token if until > self._now() else None


TICKETS = Tickets()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
