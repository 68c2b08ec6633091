"""Writing the files of an index: vectors, lexical index, accent model, catalogue. Reading them is `corpus.reader`."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from corpus.accents import AccentModel
from corpus.catalogue import Catalogue
from corpus.embedding import Embedder, embed_cached
from corpus.embedding_cache import EmbeddingCache
from corpus.errors import BrokenIndex
from corpus.index import DenseIndex
from corpus.lexical import LexicalIndex
from corpus.model import Chunk, Document, Validity
from corpus.progress import Progress


def cache_file(home: Path) -> Path:
    """Where a home keeps the vectors of every text it ever embedded."""
    return home / "cache" / "embeddings.sqlite"


def write_index(
    folder: Path,
    documents: Sequence[tuple[Document, bool]],
    validity: dict[tuple[str, str], Validity],
    chunks: Sequence[Chunk],
    embedder: Embedder,
    cache: EmbeddingCache,
    progress: Progress,
) -> None:
    """Fill `folder`; a `chroma` folder that is already in it is brought up to date by the difference.

    Args:
        documents: with whether each is active (serves).
        chunks: in row order.

    Raises:
        BrokenIndex: the vectors do not match the chunks afterwards.
    """
    with ThreadPoolExecutor(1) as beside:  # embedding leaves the interpreter free most of the time
        counting = beside.submit(_write_counts, folder, documents, chunks)
        _write_vectors(folder, chunks, embedder, cache, progress)
        progress("Lập chỉ mục từ", 0, 0)
        counting.result()
    progress("Ghi danh mục", 0, 0)
    catalogue = Catalogue(folder / "catalogue.sqlite", create=True)
    catalogue.write(documents, validity, chunks)
    catalogue.close()


def _write_counts(folder: Path, documents: Sequence[tuple[Document, bool]], chunks: Sequence[Chunk]) -> None:
    LexicalIndex.build([c.found_by for c in chunks]).save(folder / "lexical")
    AccentModel.build(d.text for d, active in documents if active).save(folder / "accents.json.gz")


def _write_vectors(
    folder: Path, chunks: Sequence[Chunk], embedder: Embedder, cache: EmbeddingCache, progress: Progress
) -> None:
    dense = DenseIndex(folder / "chroma", embedder)
    try:
        wanted, present = {c.id for c in chunks}, dense.ids()
        dense.delete(sorted(present - wanted))
        new = [c for c in chunks if c.id not in present]
        vectors, _ = embed_cached(
            [c.embedded or c.found_by for c in new],
            embedder,
            cache,
            lambda done, total: progress("Nhúng đoạn văn", done, total),
        )
        labels = [f"{c.document} {c.provision}" for c in new]
        dense.add([c.id for c in new], vectors, labels, lambda done: progress("Ghi vectơ", done, len(new)))
        if len(dense) != len(wanted):
            raise BrokenIndex(
                f"Chỉ mục mới có {len(dense)} vectơ cho {len(wanted)} đoạn",
                where=str(folder),
                remedy="Chạy lại lệnh; nếu còn lỗi, chạy `python -m ingest rebuild`.",
            )
    finally:
        dense.close()
