"""Filling a catalogue, document by document; what did not change is taken over from the catalogue before.

What is taken over is copied by SQLite itself: neither read into Python nor written as JSON again. Rows of chunks
are numbered in the order in which they come, so a catalogue made from another one equals one made from nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType

from corpus.catalogue import OPEN_END, SCHEMA
from corpus.model import Chunk, Document, Standing, Validity
from corpus.payloads import dump, dump_interval

_DOCUMENT = "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
_PROVISION = "INSERT INTO provisions VALUES (?,?,?,?,?,?,?,?,?,?,?)"


class CatalogueWriter:
    """Writes a new catalogue file. A context manager: the file is whole when it ends without an error.

    Args:
        path: of a file that is not there yet; it is in a folder that nobody reads, so no journal is kept.
        before: the catalogue that `keep_…` copies from.
    """

    def __init__(self, path: Path, before: Path | None = None) -> None:
        self._connection = sqlite3.connect(path.resolve().as_uri(), uri=True, isolation_level=None)
        self._connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {SCHEMA}")
        self._connection.execute("CREATE TEMP TABLE kept (row INTEGER PRIMARY KEY, old INTEGER)")
        if before is not None:
            self._connection.execute("ATTACH ? AS before", (f"{before.resolve().as_uri()}?mode=ro",))
        self.rows = 0  # chunks so far

    def __enter__(self) -> CatalogueWriter:
        self._connection.execute("BEGIN")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._copy_kept_chunks()
            self._connection.execute("COMMIT")
        self._connection.close()

    def add_document(self, document: Document, *, active: bool) -> None:
        self._connection.execute(_DOCUMENT, _document_row(document, active))
        self._connection.executemany(_PROVISION, _provision_rows(document))

    def keep_document(self, number: str, standing: Standing, *, active: bool) -> None:
        """Take over a document with its provisions."""
        place = (number, standing)
        copy = "INSERT INTO {0} SELECT * FROM before.{0} WHERE number = ? AND standing = ?"
        self._connection.execute(copy.format("documents"), place)
        self._connection.execute(copy.format("provisions"), place)
        self._connection.execute(
            "UPDATE documents SET active = ? WHERE number = ? AND standing = ?", (int(active), *place)
        )

    def add_validity(self, number: str, intervals: Mapping[str, Validity]) -> None:
        """Intervals of a document by provision id."""
        rows = ((number, provision, dump_interval(interval)) for provision, interval in intervals.items())
        self._connection.executemany("INSERT INTO validity VALUES (?,?,?)", rows)

    def keep_validity(self, number: str) -> None:
        self._connection.execute("INSERT INTO validity SELECT * FROM before.validity WHERE number = ?", (number,))

    def add_chunk(self, chunk: Chunk) -> None:
        """Append a chunk as the next row."""
        self._connection.execute("INSERT INTO chunks VALUES (?,?,?,?,?,?,?)", _chunk_row(self.rows, chunk))
        others = [(n, p, self.rows) for n, p in chunk.refers_to if n != chunk.document]
        if others:
            self._connection.executemany("INSERT OR IGNORE INTO links VALUES (?,?,?)", others)
        self.rows += 1

    def keep_chunks(self, old_rows: Sequence[int]) -> None:
        """Append chunks of the catalogue before, by their rows there."""
        pairs = ((self.rows + at, old) for at, old in enumerate(old_rows))
        self._connection.executemany("INSERT INTO kept VALUES (?,?)", pairs)
        self.rows += len(old_rows)

    def _copy_kept_chunks(self) -> None:
        if not self._connection.execute("SELECT 1 FROM kept LIMIT 1").fetchone():
            return
        self._connection.execute(
            "INSERT INTO chunks SELECT k.row, c.id, c.number, c.provision, c.valid_from, c.valid_to, c.payload"
            " FROM kept k JOIN before.chunks c ON c.row = k.old ORDER BY k.row"
        )
        self._connection.execute("CREATE TEMP TABLE moved AS SELECT old, row FROM kept")
        self._connection.execute("CREATE INDEX temp.moved_by_old ON moved (old)")
        self._connection.execute(
            "INSERT INTO links SELECT l.number, l.provision, m.row FROM before.links l JOIN moved m ON m.old = l.row"
        )


def _document_row(document: Document, active: bool) -> tuple[object, ...]:
    meta = document.metadata
    pages = [[p.number, p.start, p.end, p.confidence] for p in document.pages]
    effects, refs = ([asdict(x) for x in items] for items in (document.effects, document.references))
    return (
        meta.number, meta.standing, int(active), dump(meta), document.text, dump(pages), dump(effects), dump(refs),
        dump(list(document.warnings)), document.file, document.sha256, dump(list(document.copies)),
    )  # fmt: skip


def _provision_rows(document: Document) -> Iterator[tuple[object, ...]]:
    meta = document.metadata
    for order, p in enumerate(document.provisions):
        yield (meta.number, meta.standing, order, p.id, p.kind, p.number, p.heading, p.page, p.start, p.end, p.parent)


def _chunk_row(row: int, chunk: Chunk) -> tuple[object, ...]:
    start, end = chunk.validity.start, chunk.validity.end
    return (
        row, chunk.id, chunk.document, chunk.provision, start.toordinal() if start else 0,
        end.toordinal() if end else OPEN_END, dump(chunk),
    )  # fmt: skip


def by_document(validity: Mapping[tuple[str, str], Validity]) -> dict[str, dict[str, Validity]]:
    """Document number → provision id → interval."""
    found: dict[str, dict[str, Validity]] = {}
    for (number, provision), interval in validity.items():
        found.setdefault(number, {})[provision] = interval
    return found
