"""The reading side of one index generation: opened once, shared by all questions of a process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.accents import AccentModel
from corpus.catalogue import CATALOGUE, Catalogue
from corpus.embedding import Embedder
from corpus.generations import Generations, other_version
from corpus.lexical import LexicalIndex
from corpus.model import Metadata
from corpus.settings import Settings

if TYPE_CHECKING:
    from corpus.index import DenseIndex


@dataclass(frozen=True, slots=True)
class IndexReader:
    """Row i of every array is the chunk in row i of the catalogue."""

    generation: int
    catalogue: Catalogue
    dense: DenseIndex
    lexical: LexicalIndex
    accents: AccentModel
    row_of: dict[str, int]  # chunk id → row
    ids: list[str]
    valid_from: NDArray[np.int64]  # date ordinals, first day in force
    valid_to: NDArray[np.int64]  # date ordinals, first day not in force
    articles: NDArray[np.int64]  # which article a row is of, numbered from 0
    numbers: frozenset[str]  # numbers of the documents that serve
    consolidated: dict[str, str]  # number of a consolidated text (văn bản hợp nhất) → the law it is the text of

    @classmethod
    def open(cls, folder: Path, generation: int, embedder: Embedder) -> IndexReader:
        """Open the files of one generation; nothing is written."""
        from corpus.index import DenseIndex  # Chroma and LangChain: a second, which the app's first page must not wait

        catalogue = Catalogue(folder / CATALOGUE)
        ids = catalogue.chunk_ids()
        valid_from, valid_to = catalogue.periods()
        documents = [row.metadata for row in catalogue.documents() if row.active]
        return cls(
            generation=generation,
            catalogue=catalogue,
            dense=DenseIndex(folder / "chroma", embedder),
            lexical=LexicalIndex.load(folder / "lexical"),
            accents=AccentModel.load(folder / "accents.json.gz"),
            row_of={chunk_id: row for row, chunk_id in enumerate(ids)},
            ids=ids,
            valid_from=valid_from,
            valid_to=valid_to,
            articles=np.array(catalogue.articles(), dtype=np.int64),
            numbers=frozenset(meta.number for meta in documents),
            consolidated=consolidated_laws(documents),
        )

    def in_force(self, day: date) -> NDArray[np.bool_]:
        """Which chunks are in force on `day`, shape (rows,)."""
        ordinal = day.toordinal()
        return (self.valid_from <= ordinal) & (ordinal < self.valid_to)

    def close(self) -> None:
        self.dense.close()
        self.catalogue.close()


def consolidated_laws(documents: Sequence[Metadata]) -> dict[str, str]:
    """Consolidated text → the newest law of its title in force when it was made."""
    found = {}
    for text in (m for m in documents if m.kind == "Văn bản hợp nhất"):
        laws = [
            m
            for m in documents
            if m.short_title
            and m.short_title.lower() == text.title.lower()
            and (m.effective_from or date.min) <= (text.issued or date.max)
        ]
        if laws:
            found[text.number] = max(laws, key=lambda m: m.effective_from or date.min).number
    return found


def open_current(settings: Settings, embedder: Embedder) -> IndexReader:
    """Open the generation that serves.

    Raises:
        NoIndex: there is none yet.
        BrokenIndex: another version of the program made it, or another model embedded it.
    """
    generations = Generations(settings.home)
    manifest = generations.serving()
    folder = generations.path(manifest.generation)
    if manifest.embedding != embedder.version:
        raise other_version(folder, manifest.embedding, embedder.version)
    return IndexReader.open(folder, manifest.generation, embedder)
