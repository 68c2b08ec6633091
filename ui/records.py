"""What the workplace keeps of its people, in one SQLite file of the home (`workplace.sqlite`), and its schema.

Accounts and their sessions, conversations with their answers, ratings, the audit log. The corpus is not in it: the
index can be rebuilt from the originals, this file cannot, so it is the one to back up. Write-ahead logging lets pages
read while an answer is stored. The file is readable by its owner only.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus import audit
from corpus.audit import BUSY_MILLISECONDS, FILE
from corpus.errors import ThamQuyenError

VERSION = 1
# What came later and takes nothing from an earlier version: made where it is missing.
_ADDED = """
CREATE TABLE IF NOT EXISTS seen (owner INTEGER NOT NULL, what TEXT NOT NULL, at REAL NOT NULL,
    PRIMARY KEY (owner, what)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS vouched (account INTEGER NOT NULL, issued REAL NOT NULL, token TEXT NOT NULL,
    PRIMARY KEY (account, issued)) WITHOUT ROWID;
"""

_SCHEMA = f"""
CREATE TABLE accounts (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL, shown TEXT NOT NULL,
    role TEXT NOT NULL, password TEXT NOT NULL, must_change INTEGER NOT NULL, disabled INTEGER NOT NULL DEFAULT 0,
    created REAL NOT NULL);
CREATE TABLE sessions (token TEXT PRIMARY KEY, account INTEGER NOT NULL, began REAL NOT NULL, seen REAL NOT NULL)
    WITHOUT ROWID;
CREATE INDEX sessions_by_account ON sessions (account);
CREATE TABLE attempts (name TEXT PRIMARY KEY, failures INTEGER NOT NULL, last REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE conversations (id TEXT PRIMARY KEY, owner INTEGER NOT NULL, title TEXT NOT NULL, started REAL NOT NULL,
    changed REAL NOT NULL, deleted REAL);
CREATE INDEX conversations_by_owner ON conversations (owner, changed);
CREATE TABLE turns (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, conversation TEXT NOT NULL,
    asked REAL NOT NULL, question TEXT NOT NULL, as_of TEXT, use_model INTEGER NOT NULL, outcome TEXT, view TEXT);
CREATE INDEX turns_by_conversation ON turns (conversation, number);
CREATE INDEX turns_by_outcome ON turns (outcome, asked);
CREATE VIRTUAL TABLE words USING fts5 (plain, folded, tokenize = "unicode61 remove_diacritics 0");
CREATE TABLE ratings (turn TEXT PRIMARY KEY, owner INTEGER NOT NULL, good INTEGER NOT NULL, reason TEXT NOT NULL,
    note TEXT NOT NULL, rated REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE settled (turn TEXT PRIMARY KEY, by TEXT NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
{audit.SCHEMA}"""


class NewerRecords(ThamQuyenError):
    """The file was written by a later version of the program."""


class BrokenRecords(ThamQuyenError):
    """The file cannot be read or written."""


class Records:
    """The file. Connections are per thread; `write` is one transaction that no other writer interrupts."""

    def __init__(self, home: Path) -> None:
        """Open or create the file.

        Raises:
            NewerRecords: a later version of the program has written it.
            BrokenRecords: it is damaged, or the disk cannot be written.
        """
        self.path = home / FILE
        self._local = threading.local()
        home.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        try:
            self._prepare()
        except sqlite3.DatabaseError as error:
            raise BrokenRecords(
                f"Tệp tài khoản và hội thoại không đọc được ({error})",
                where=str(self.path),
                remedy="Khôi phục tệp này từ bản sao lưu; kho văn bản không bị ảnh hưởng.",
            ) from error

    def _prepare(self) -> None:
        with self.write() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                raise NewerRecords(
                    "Tệp này do phiên bản mới hơn của chương trình ghi",
                    where=str(self.path),
                    remedy="Dùng phiên bản mới của chương trình.",
                )
            if version == 0:
                for statement in _statements(_SCHEMA):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {VERSION}")
            for statement in _statements(_ADDED):
                connection.execute(statement)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction; rolled back when the block raises."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:  # also an interrupt: the thread keeps this connection, it must not stay in a transaction
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[sqlite3.Row]:
        """What a query finds."""
        return self._connection().execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[object] = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        found: sqlite3.Row | None = self._connection().execute(sql, parameters).fetchone()
        return found

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path, isolation_level=None)
            connection.row_factory = sqlite3.Row
            connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA secure_delete = ON")  # a deleted conversation is gone from the file
            self._local.connection = connection
        return connection


def _statements(script: str) -> Iterator[str]:
    """Statements of a script; a trigger's body has semicolons of its own."""
    pending = ""
    for line in script.strip().splitlines():
        pending += line + "\n"
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
