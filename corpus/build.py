"""Writing the files of an index: vectors, lexical index, accent model, catalogue. Reading them is `corpus.reader`.

Chunks are written as they come and not held: of an index of any size only what its rows are counted by is in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from corpus.accents import COUNTS, MODEL, AccentCounts
from corpus.catalogue import CATALOGUE, Catalogue
from corpus.catalogue_writing import CatalogueWriter, by_document
from corpus.embedding import PassageEmbedder, embed_cached
from corpus.embedding_cache import EmbeddingCache
from corpus.errors import BrokenIndex
from corpus.index import DenseIndex
from corpus.lexical import LexicalIndex
from corpus.model import Chunk, Document, Standing, Validity
from corpus.progress import Progress

_AT_ONCE = 2048  # chunks embedded and added together


@dataclass(frozen=True, slots=True)
class Kept:
    """Chunks of the generation before that are taken over, by their rows there."""

    rows: Sequence[int]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What the next generation has in common with the one in `folder`; the rest is written anew.

    `documents` are those of which neither metadata nor text, effects or references changed, by number and standing;
    `validity` the numbers of those whose periods did not.
    """

    folder: Path
    documents: frozenset[tuple[str, Standing]] = frozenset()
    validity: frozenset[str] = frozenset()


def cache_file(home: Path) -> Path:
    """Where a home keeps the vectors of every text it ever embedded."""
    return home / "cache" / "embeddings.sqlite"


def write_index(
    folder: Path,
    documents: Sequence[tuple[Document, bool]],
    validity: Mapping[tuple[str, str], Validity],
    chunks: Iterable[Chunk | Kept],
    embedder: PassageEmbedder,
    cache: EmbeddingCache,
    progress: Progress,
    unchanged: Unchanged | None = None,
    vectors: Collection[str] = (),
) -> None:
    """Fill `folder`; a `chroma` folder that is already in it is brought up to date by the difference.

    Args:
        documents: with whether each is active (serves).
        chunks: in row order.
        unchanged: what is taken over from the generation before; with it `chunks` may be `Kept` rows of that.
        vectors: ids of the chunks whose vectors are in the folder already.

    Raises:
        BrokenIndex: the vectors do not match the chunks afterwards.
    """
    progress("Ghi danh mục", 0, 0)
    rows = _Rows(unchanged)
    with CatalogueWriter(folder / CATALOGUE, unchanged.folder / CATALOGUE if unchanged else None) as writer:
        _write_documents(writer, documents, validity, unchanged)
        lexical = LexicalIndex.build(rows.written(chunks, writer), rows.lexical, rows.taken)
    with ThreadPoolExecutor(1) as beside:  # embedding leaves the interpreter free most of the time
        counting = beside.submit(_write_counts, folder, documents, lexical, unchanged)
        _write_vectors(folder, embedder, cache, progress, frozenset(vectors))
        progress("Lập chỉ mục từ", 0, 0)
        counting.result()


def _write_documents(
    writer: CatalogueWriter,
    documents: Sequence[tuple[Document, bool]],
    validity: Mapping[tuple[str, str], Validity],
    unchanged: Unchanged | None,
) -> None:
    for document, active in documents:
        number, standing = document.metadata.number, document.metadata.standing
        if unchanged is not None and (number, standing) in unchanged.documents:
            writer.keep_document(number, standing, active=active)
        else:
            writer.add_document(document, active=active)
    for number, intervals in by_document(validity).items():
        if unchanged is not None and number in unchanged.validity:
            writer.keep_validity(number)
        else:
            writer.add_validity(number, intervals)


@dataclass
class _Rows:
    """The rows of the next index as they are written, each with the row it is in the lexical index before, or −1."""

    unchanged: Unchanged | None
    taken: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lexical: LexicalIndex | None = None
        self._before: dict[str, int] = {}  # chunk id → row before
        if self.unchanged is not None:
            self.lexical = LexicalIndex.load(self.unchanged.folder / "lexical")
            with closing(Catalogue(self.unchanged.folder / CATALOGUE)) as catalogue:
                self._before = {id: row for row, id in enumerate(catalogue.chunk_ids())}

    def written(self, chunks: Iterable[Chunk | Kept], writer: CatalogueWriter) -> Iterator[str]:
        """Write all rows; gives the words of those that the index before does not have."""
        for part in chunks:
            if isinstance(part, Kept):
                writer.keep_chunks(part.rows)
                self.taken += part.rows
                continue
            writer.add_chunk(part)
            self.taken.append(self._before.get(part.id, -1))  # an id stands for the words that a chunk is found by
            if self.taken[-1] < 0:
                yield part.found_by


def _write_counts(
    folder: Path, documents: Sequence[tuple[Document, bool]], lexical: LexicalIndex, unchanged: Unchanged | None
) -> None:
    lexical.save(folder / "lexical")
    counts = _accents(documents, unchanged)
    counts.save(folder / COUNTS)
    counts.model().save(folder / MODEL)


def _accents(documents: Sequence[tuple[Document, bool]], unchanged: Unchanged | None) -> AccentCounts:
    """Counts of the active texts: those of before, without the texts that went, with those that came."""
    texts = {(d.metadata.number, d.metadata.standing): d.text for d, active in documents if active}
    stay: Set[tuple[str, Standing]] = frozenset()
    counts = AccentCounts()
    if unchanged is not None and (kept := unchanged.folder / COUNTS).is_file():
        counts = AccentCounts.load(kept)
        with closing(Catalogue(unchanged.folder / CATALOGUE)) as catalogue:
            before = catalogue.serving()
            stay = before & texts.keys() & unchanged.documents
            for number, standing in sorted(before - stay):
                counts.remove(catalogue.text(number, standing))
    for key, text in texts.items():
        if key not in stay:
            counts.add(text)
    return counts


def _write_vectors(
    folder: Path, embedder: PassageEmbedder, cache: EmbeddingCache, progress: Progress, present: frozenset[str]
) -> None:
    dense = DenseIndex(folder / "chroma")
    try:
        with closing(Catalogue(folder / CATALOGUE)) as catalogue:
            ids = catalogue.chunk_ids()
            dense.delete(sorted(present - set(ids)))
            new = [row for row, id in enumerate(ids) if id not in present]
            for done in range(0, len(new), _AT_ONCE):
                progress("Nhúng đoạn văn", done, len(new))
                report = partial(_tell, progress, done, len(new))
                _add(catalogue.chunks(new[done : done + _AT_ONCE]), dense, embedder, cache, report)
        if len(dense) != len(ids):
            raise BrokenIndex(
                f"Chỉ mục mới có {len(dense)} vectơ cho {len(ids)} đoạn",
                where=str(folder),
                remedy="Chạy lại lệnh; nếu còn lỗi, chạy `python -m ingest rebuild`.",
            )
    finally:
        dense.close()


def _tell(progress: Progress, before: int, total: int, stage: str, done: int) -> None:
    progress(stage, before + done, total)


def _add(
    chunks: Sequence[Chunk],
    dense: DenseIndex,
    embedder: PassageEmbedder,
    cache: EmbeddingCache,
    tell: Callable[[str, int], None],
) -> None:
    texts = [c.embedded or c.found_by for c in chunks]
    vectors, _ = embed_cached(texts, embedder, cache, lambda done, total: tell("Nhúng đoạn văn", done))
    tell("Ghi vectơ", 0)
    dense.add([c.id for c in chunks], vectors, [f"{c.document} {c.provision}" for c in chunks])
    tell("Ghi vectơ", len(chunks))
