"""The audit log's rows: who did what, when, and how it ended, each sealed to the one before.

The log is a table of the workplace's records. Pages write it through `ui.audit`, the command line straight into the
file, also before any page was opened. A row's seal covers the row and the seal before it, so that a change made around
the program shows (a hash chain as in RFC 9162, without the tree).
"""

from __future__ import annotations

import getpass
import hashlib
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from corpus.errors import ThamQuyenError

FILE: Final = "workplace.sqlite"
BUSY_MILLISECONDS: Final = 5000
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS audit (number INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, who TEXT NOT NULL,
    act TEXT NOT NULL, what TEXT NOT NULL, outcome TEXT NOT NULL, seal TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS audit_is_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS audit_is_not_shortened BEFORE DELETE ON audit
    BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;
"""


class LogNotWritten(ThamQuyenError):
    """An act was done, but its row could not be written."""


def log_command(home: Path, act: str, what: str = "", outcome: str = "") -> None:
    """Append what a command did, in the name of the machine's user; where there is no home there is no log.

    Raises:
        LogNotWritten: the file is damaged, locked, or belongs to somebody else.
    """
    path = home / FILE
    if not home.is_dir():  # a mistyped one, of a command that failed
        return
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
            connection.executescript(f"PRAGMA journal_mode = WAL; {SCHEMA}")
            connection.execute("BEGIN IMMEDIATE")
            append(connection, time.time(), f"{machine_user()} (dòng lệnh)", act, what, outcome)
            connection.execute("COMMIT")
    except (OSError, sqlite3.DatabaseError) as error:
        raise LogNotWritten(
            f"Việc đã làm nhưng không ghi được vào nhật ký ({error})",
            where=str(path),
            remedy="Chạy lệnh bằng người dùng sở hữu thư mục dữ liệu; ghi lại việc này vào sổ của cơ quan.",
        ) from error


def machine_user() -> str:
    """Who runs this process, by name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container has no name for its user
        return "không rõ"


def append(connection: sqlite3.Connection, at: float, who: str, act: str, what: str, outcome: str) -> None:
    """Append one row within the transaction of `connection`. Long names are cut; a password never comes here."""
    who, what, outcome = who[:80], what[:500], outcome[:500]
    last = connection.execute("SELECT seal FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    sealed = seal(last[0] if last else "", at, who, act, what, outcome)
    connection.execute(
        "INSERT INTO audit (at, who, act, what, outcome, seal) VALUES (?,?,?,?,?,?)",
        (at, who, act, what, outcome, sealed),
    )


def seal(before: str, at: float, *words: str) -> str:
    """SHA-256 over the seal before and the row, in hexadecimal."""
    sealed = "\x1f".join([before, repr(at), *words])
    return hashlib.sha256(sealed.encode()).hexdigest()
