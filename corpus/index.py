"""The dense index: Chroma, reached through LangChain. The only module that imports either.

Vectors are added with embeddings computed before (from the content-addressed cache); Chroma holds the vector and
a short label, the texts stay in the catalogue. Chroma is embedded, telemetry is off, no port is opened. One
process per folder writes: that is the writer's lock of `corpus.generations`; readers open a folder that no longer
changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, Protocol
from weakref import finalize

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.config import Settings as ChromaSettings
from numpy.typing import NDArray

if TYPE_CHECKING:
    from langchain_chroma import Chroma

COLLECTION = "provisions"
# Measured once on 40,000 clauses, by a script that is not kept: recall@200 against exhaustive search ≥ 0.99 at 4 ms.
_CONFIGURATION: CreateCollectionConfiguration = {
    "hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 400, "max_neighbors": 24}
}
BATCH = 2000
_TABLE = Lock()  # over the table in which Chroma counts who has a folder open: it opens and closes without one
_LEFT: SimpleQueue[ClientAPI] = SimpleQueue()  # of indexes that are gone, to be closed


class QueryEmbedder(Protocol):
    """What the dense index needs of an embedder."""

    def embed_queries(self, queries: Sequence[str]) -> NDArray[np.float32]: ...
    def embed_queries_adapted(self, queries: Sequence[str]) -> NDArray[np.float32]: ...


class DenseIndex:
    """Cosine search over chunk vectors by chunk id; without an embedder an index to be filled or looked over.

    Its files are closed by `close`, or with the last who reads from it; other indexes of the folder stay open.
    """

    def __init__(self, folder: Path, embedder: QueryEmbedder | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        settings = ChromaSettings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder))
        with _TABLE:
            _close_left()
            self._client = chromadb.PersistentClient(path=str(folder), settings=settings)
        self._letting_go = finalize(self, _let_go, self._client)
        self._letting_go.atexit = False  # the system closes what is open at the end
        self._collection = self._client.get_or_create_collection(COLLECTION, configuration=_CONFIGURATION)
        self._embedder = embedder
        self._count: int | None = None  # known until something is added or deleted
        self._store = _store(self._client) if embedder is not None else None

    def close(self) -> None:
        """Release the folder, so that it can be renamed or removed."""
        self._letting_go.detach()
        with _TABLE:
            _close(self._client)

    def __len__(self) -> int:
        if self._count is None:
            self._count = self._collection.count()
        return self._count

    def ids(self) -> set[str]:
        return set(self._collection.get(include=[])["ids"])

    def add(
        self,
        ids: Sequence[str],
        vectors: NDArray[np.float32],
        labels: Sequence[str],
        progress: Callable[[int], None] = lambda done: None,
    ) -> None:
        """Add vectors, shape (n, d), L2-normalised. `progress` gets the number added so far."""
        self._count = None
        for start in range(0, len(ids), BATCH):
            end = min(start + BATCH, len(ids))
            self._collection.add(
                ids=list(ids[start:end]),
                embeddings=vectors[start:end],
                documents=list(labels[start:end]),
                metadatas=[{"id": i} for i in ids[start:end]],
            )
            progress(end)

    def delete(self, ids: Sequence[str]) -> None:
        self._count = None
        for start in range(0, len(ids), BATCH):
            self._collection.delete(ids=list(ids[start : start + BATCH]))

    def embed_query(self, query: str) -> NDArray[np.float32]:
        """Unit vector of the query, shape (d,)."""
        assert self._embedder is not None
        return np.asarray(self._embedder.embed_queries([query])[0], dtype=np.float32)

    def embed_query_adapted(self, query: str) -> NDArray[np.float32]:
        """The same by the query adapter (corpus/query_adapter.py)."""
        assert self._embedder is not None
        return np.asarray(self._embedder.embed_queries_adapted([query])[0], dtype=np.float32)

    def search(self, vector: NDArray[np.float32], count: int) -> list[tuple[str, float]]:
        """The nearest (chunk id, cosine similarity), best first."""
        assert self._store is not None
        found = self._store.similarity_search_by_vector_with_relevance_scores(
            [float(x) for x in vector], k=min(count, len(self))
        )
        return [(str(document.metadata["id"]), 1.0 - float(distance)) for document, distance in found]

    def similarities(self, vector: NDArray[np.float32], ids: Sequence[str]) -> dict[str, float]:
        """Cosine similarity of the query vector to given chunks."""
        return {chunk_id: float(own @ vector) for chunk_id, own in self.vectors(ids).items()}

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Unit vectors of given chunks, each of shape (d,)."""
        if not ids:
            return {}
        got = self._collection.get(ids=list(ids), include=["embeddings"])
        return dict(zip(got["ids"], np.asarray(got["embeddings"], dtype=np.float32), strict=True))


def _let_go(client: ClientAPI) -> None:
    """Close the client of an index that is gone; Chroma would keep its files open in a table of its own.

    Python may call this at any point of any thread, so nothing is waited for: where the table is in use, the client
    is closed when the next index is opened.
    """
    _LEFT.put(client)
    if _TABLE.acquire(blocking=False):
        try:
            _close_left()
        finally:
            _TABLE.release()


def _close_left() -> None:
    while not _LEFT.empty():
        _close(_LEFT.get())


def _close(client: ClientAPI) -> None:
    if isinstance(client, Client):
        client.close()


def _store(client: ClientAPI) -> Chroma:
    from langchain_chroma import Chroma  # half a second, for searching only

    return Chroma(collection_name=COLLECTION, client=client, create_collection_if_not_exists=False)
