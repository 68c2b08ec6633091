"""Vectors by the text they were made from: SQLite, content-addressed, shared by all index generations.

A key is the SHA-256 of model version and text, so a new model never meets old vectors and nothing expires.
Write-ahead logging with a commit per batch: after a kill at any moment all committed vectors are there.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from corpus.errors import BrokenIndex

_KEYS_PER_QUERY = 500  # below SQLite's limit of variables


class EmbeddingCache:
    """The cache in one file; may be used from several threads and processes."""

    def __init__(self, file: Path) -> None:
        """Open or create `file`.

        Raises:
            BrokenIndex: the file is not a usable database.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        try:
            self._database = sqlite3.connect(file, timeout=60, check_same_thread=False)
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute("PRAGMA synchronous=NORMAL")
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
            )
        except sqlite3.DatabaseError as error:
            remedy = "Xóa tệp này: các vectơ sẽ được tính lại khi nạp văn bản."
            raise BrokenIndex(f"kho vectơ không đọc được ({error}).", where=str(file), remedy=remedy) from error

    def get(self, version: str, texts: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors that are known, by text."""
        by_key = {_key(version, text): text for text in texts}
        keys = list(by_key)
        known: dict[str, NDArray[np.float32]] = {}
        for start in range(0, len(keys), _KEYS_PER_QUERY):
            part = keys[start : start + _KEYS_PER_QUERY]
            marks = ",".join("?" * len(part))
            with self._lock:
                rows = self._database.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", part)
                for key, blob in rows.fetchall():
                    known[by_key[key]] = np.frombuffer(blob, dtype="<f2").astype(np.float32)
        return known

    def put(self, version: str, texts: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store vectors, shape (n, dimension), as float16, in one transaction."""
        if len(texts) != len(vectors):
            raise ValueError(f"{len(texts)} texts, {len(vectors)} vectors")
        rows = [(_key(version, t), v.astype("<f2").tobytes()) for t, v in zip(texts, vectors, strict=True)]
        with self._lock, self._database:
            self._database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def __len__(self) -> int:
        with self._lock:
            return int(self._database.execute("SELECT count(*) FROM vectors").fetchone()[0])

    def close(self) -> None:
        with self._lock:
            self._database.close()

    def __enter__(self) -> EmbeddingCache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _key(version: str, text: str) -> bytes:
    return hashlib.sha256(f"{version}\0{text}".encode()).digest()
