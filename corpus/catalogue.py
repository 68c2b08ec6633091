"""The catalogue: documents, provisions and chunks of one generation in SQLite.

Written once by `corpus.catalogue_writing`, read-only afterwards. Documents are keyed by number and standing, so that a
digest stays beside the official text that supersedes it and comes back when that is removed; *active* rows are
the ones that serve. Dates are stored as ISO text, and per chunk also as ordinals for the validity mask.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.model import Chunk, Document, Metadata, Page, Provision, ProvisionKind, Standing, Validity
from corpus.payloads import load_chunk, load_effect, load_metadata, load_reference, load_validity

CATALOGUE = "catalogue.sqlite"  # its name in the folder of a generation
# `chunks_in_order` is for reading through all rows without their payloads, which are nearly all of the file.
SCHEMA = """
CREATE TABLE documents (number TEXT, standing TEXT, active INTEGER, metadata TEXT, text TEXT, pages TEXT, effects TEXT,
    refs TEXT, warnings TEXT, file TEXT, sha256 TEXT, copies TEXT, PRIMARY KEY (number, standing));
CREATE TABLE provisions (number TEXT, standing TEXT, ord INTEGER, id TEXT, kind TEXT, label TEXT, heading TEXT,
    page INTEGER, start INTEGER, end INTEGER, parent TEXT, PRIMARY KEY (number, standing, ord)) WITHOUT ROWID;
CREATE INDEX provisions_by_id ON provisions (number, standing, id);
CREATE TABLE validity (number TEXT, provision TEXT, payload TEXT, PRIMARY KEY (number, provision)) WITHOUT ROWID;
CREATE TABLE chunks (row INTEGER PRIMARY KEY, id TEXT UNIQUE, number TEXT, provision TEXT, valid_from INTEGER,
    valid_to INTEGER, payload TEXT);
CREATE INDEX chunks_by_provision ON chunks (number, provision);
CREATE INDEX chunks_in_order ON chunks (row, id, number, provision, valid_from, valid_to);
CREATE TABLE links (number TEXT, provision TEXT, row INTEGER, PRIMARY KEY (number, provision, row)) WITHOUT ROWID;
"""
_VARIABLES = 5000  # bound variables in one statement
OPEN_END = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One line of the list of documents. `active` is False for a digest that an official text supersedes."""

    number: str
    standing: Standing
    active: bool
    metadata: Metadata
    provisions: int
    chunks: int
    file: str
    sha256: str
    warnings: tuple[str, ...]


class Catalogue:
    """Reads one catalogue file; with `create` an empty one is made. Thread-safe: connections are per thread."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self._local = threading.local()
        self._documents: tuple[DocumentRow, ...] | None = None
        if create:
            with self._connect() as connection:
                connection.executescript(SCHEMA)

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = sqlite3.connect(self.path)
        with connection:
            yield connection

    def _rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[str, ...]]:
        with self._connect() as connection:
            return connection.execute(sql, parameters).fetchall()

    def close(self) -> None:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    # Reading

    def documents(self) -> list[DocumentRow]:
        """Every document, by number; superseded digests included. Read once: a generation never changes."""
        if self._documents is None:
            self._documents = tuple(self._listed())
        return list(self._documents)

    def _listed(self) -> list[DocumentRow]:
        rows = self._rows(
            "SELECT number, standing, active, metadata, file, sha256, warnings,"
            " (SELECT count(*) FROM provisions p WHERE p.number = d.number AND p.standing = d.standing),"
            " (SELECT count(*) FROM chunks c WHERE c.number = d.number) FROM documents d ORDER BY number, standing"
        )
        return [
            DocumentRow(
                n, Standing(s), bool(a), load_metadata(m), int(p), int(c) if a else 0, f, h, tuple(json.loads(w))
            )
            for n, s, a, m, f, h, w, p, c in rows
        ]

    def document(self, number: str, standing: Standing | None = None) -> Document | None:
        """The document as parsed; without `standing` the active one."""
        condition, parameters = ("active = 1", [number]) if standing is None else ("standing = ?", [number, standing])
        rows = self._rows(
            "SELECT standing, metadata, text, pages, effects, refs, warnings, file, sha256, copies FROM documents"
            f" WHERE number = ? AND {condition}",
            parameters,
        )
        return self._document(number, rows[0]) if rows else None

    def text(self, number: str, standing: Standing) -> str:
        """The whole text of a document that is there."""
        return self._rows("SELECT text FROM documents WHERE number = ? AND standing = ?", (number, standing))[0][0]

    def texts_saying(self, words: str) -> dict[str, str]:
        """Number → text of the active documents that have exactly these words."""
        sql = "SELECT number, text FROM documents WHERE active = 1 AND instr(text, ?) ORDER BY number"
        return dict(self._rows(sql, (words,)))  # type: ignore[arg-type]

    def all_documents(self) -> list[Document]:
        """Every document as parsed, with provisions and effects (to compute validity and references anew)."""
        rows = self._rows(
            "SELECT standing, metadata, text, pages, effects, refs, warnings, file, sha256, copies, number"
            " FROM documents"
            " ORDER BY number, standing"
        )
        return [self._document(row[-1], row[:-1]) for row in rows]

    def _document(self, number: str, row: Sequence[str]) -> Document:
        standing, metadata, text, pages, effects, refs, warnings, file, sha256, copies = row
        provisions = self._rows(
            "SELECT id, kind, label, heading, page, start, end, parent FROM provisions"
            " WHERE number = ? AND standing = ? ORDER BY ord",
            (number, standing),
        )
        return Document(
            metadata=load_metadata(metadata),
            text=text,
            pages=tuple(Page(*p) for p in json.loads(pages)),
            provisions=tuple(
                Provision(i, ProvisionKind(k), n, h, text[int(s) : int(e)], int(g), int(s), int(e), p)
                for i, k, n, h, g, s, e, p in provisions
            ),
            effects=tuple(load_effect(e) for e in json.loads(effects)),
            references=tuple(load_reference(r) for r in json.loads(refs)),
            warnings=tuple(json.loads(warnings)),
            file=file,
            sha256=sha256,
            copies=tuple((f, h) for f, h in json.loads(copies)),
        )

    def validity(self, number: str, provision: str) -> Validity | None:
        rows = self._rows("SELECT payload FROM validity WHERE number = ? AND provision = ?", (number, provision))
        return load_validity(json.loads(rows[0][0])) if rows else None

    def validities(self, number: str) -> dict[str, Validity]:
        """Provision id → interval, for one document."""
        rows = self._rows("SELECT provision, payload FROM validity WHERE number = ?", (number,))
        return {provision: load_validity(json.loads(payload)) for provision, payload in rows}

    def serving(self) -> set[tuple[str, Standing]]:
        """Number and standing of the documents that are active."""
        return {(n, Standing(s)) for n, s in self._rows("SELECT number, standing FROM documents WHERE active = 1")}

    def file_hashes(self) -> set[str]:
        """SHA-256 of the files that the documents are made of, and of the copies that were passed over."""
        rows = self._rows("SELECT sha256, copies FROM documents")
        return {sha256 for own, copies in rows for sha256 in (own, *(copy[1] for copy in json.loads(copies)))}

    def stored_validities(self) -> dict[str, dict[str, str]]:
        """Document number → provision id → interval as stored, to be compared without being read."""
        stored: dict[str, dict[str, str]] = {}
        for number, provision, payload in self._rows("SELECT number, provision, payload FROM validity"):
            stored.setdefault(number, {})[provision] = payload
        return stored

    def own_rows(self) -> dict[str, list[int]]:
        """Document number → rows of the chunks of its own text; those of amendments' words stand after all of them."""
        numbers, end = self._numbers()
        own: dict[str, list[int]] = {}
        for row, number in enumerate(numbers[:end]):
            own.setdefault(number, []).append(row)
        return own

    def published(self) -> list[str]:
        """Number of the document in which each chunk's words stand, in row order: an amendment's own for its words."""
        numbers, end = self._numbers()
        return numbers[:end] + [chunk.source_document for chunk in self.chunks(range(end, len(numbers)))]

    def _numbers(self) -> tuple[list[str], int]:
        """Document number of each chunk, in row order, and the first row of amendments' words."""
        numbers = [number for (number,) in self._rows("SELECT number FROM chunks ORDER BY row")]
        end = bisect_left(range(len(numbers)), True, key=lambda row: bool(self.chunks([row])[0].source_provision))
        return numbers, end

    def chunk_counts(self) -> dict[str, int]:
        """Number of chunks by document number."""
        return {n: int(count) for n, count in self._rows("SELECT number, count(*) FROM chunks GROUP BY number")}

    def chunk_ids(self) -> list[str]:
        return [row[0] for row in self._rows("SELECT id FROM chunks ORDER BY row")]

    def articles(self) -> list[int]:
        """The number of each chunk's article, in row order; a text without articles counts as one."""
        known: dict[tuple[str, str], int] = {}
        rows = self._rows("SELECT number, provision FROM chunks ORDER BY row")
        return [known.setdefault((number, provision.split("__cl_")[0]), len(known)) for number, provision in rows]

    def chunks(self, rows: Sequence[int]) -> list[Chunk]:
        """Chunks by row number, in the order asked for."""
        found: dict[int, str] = {}
        for start in range(0, len(rows), _VARIABLES):
            some = [int(row) for row in rows[start : start + _VARIABLES]]
            sql = f"SELECT row, payload FROM chunks WHERE row IN ({','.join('?' * len(some))})"
            found.update((int(row), payload) for row, payload in self._rows(sql, some))
        return [load_chunk(found[int(row)]) for row in rows]

    def chunk_rows(self, number: str, provision_prefix: str = "") -> list[int]:
        """Rows of the chunks of a provision and its children; of the whole document without a provision."""
        if not provision_prefix:
            found = self._rows("SELECT row FROM chunks WHERE number = ? ORDER BY row", (number,))
        else:
            found = self._rows(
                "SELECT row FROM chunks WHERE number = ? AND (provision = ? OR provision GLOB ?) ORDER BY row",
                (number, provision_prefix, provision_prefix + "__*"),
            )
        return [int(row[0]) for row in found]

    def rows_headed(self, *openings: str) -> list[int]:
        """Rows of the chunks of articles whose heading begins with one of these words."""
        found: set[int] = set()
        for opening in openings:
            found.update(
                int(row[0])
                for row in self._rows(
                    "SELECT c.row FROM provisions p JOIN chunks c ON c.number = p.number AND (c.provision = p.id OR "
                    "c.provision > p.id || '__' AND c.provision < p.id || '_`') "
                    "WHERE p.kind = 'article' AND p.heading LIKE ? || '%'",
                    (opening,),
                )
            )
        return sorted(found)

    def citing_rows(self, number: str, provision: str, *, below: bool = False) -> list[int]:
        """Rows of the chunks of other documents that refer to exactly this provision; with `below` to its parts too."""
        rows = self._rows(
            "SELECT DISTINCT row FROM links WHERE number = ? AND (provision = ? OR provision GLOB ?) ORDER BY row",
            (number, provision, provision + ("__*" if below else "")),
        )
        return [int(row[0]) for row in rows]

    def periods(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """First day in force and first day not in force of every chunk, as date ordinals, in row order."""
        rows = self._rows("SELECT valid_from, valid_to FROM chunks ORDER BY row")
        days = np.array(rows, dtype=np.int64).reshape(-1, 2)
        return days[:, 0], days[:, 1]
