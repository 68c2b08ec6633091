"""The dense index: Chroma, reached through LangChain. The only module that imports either.

Vectors are added with embeddings computed before (from the content-addressed cache); Chroma holds the vector and
a short label, the texts stay in the catalogue. Chroma is embedded, telemetry is off, no port is opened. One
process per folder writes: that is the writer's lock of `corpus.generations`; readers open a folder that no longer
changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.config import Settings as ChromaSettings
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

COLLECTION = "provisions"
# Measured on 40,000 clauses: recall@200 against exhaustive search ≥ 0.99 at 4 ms (bench/retrieval.py).
_CONFIGURATION: CreateCollectionConfiguration = {
    "hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 400, "max_neighbors": 24}
}
BATCH = 2000


class QueryEmbedder(Protocol):
    """What the dense index needs of an embedder."""

    def embed_queries(self, queries: Sequence[str]) -> NDArray[np.float32]: ...
    def embed_passages(self, passages: Sequence[str]) -> NDArray[np.float32]: ...


class _LangChainEmbeddings(Embeddings):
    def __init__(self, embedder: QueryEmbedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self._embedder.embed_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        return [float(x) for x in self._embedder.embed_queries([text])[0]]


class DenseIndex:
    """Cosine search over chunk vectors by chunk id."""

    def __init__(self, folder: Path, embedder: QueryEmbedder) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        settings = ChromaSettings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder))
        self._client = chromadb.PersistentClient(path=str(folder), settings=settings)
        self._collection = self._client.get_or_create_collection(COLLECTION, configuration=_CONFIGURATION)
        self._store = Chroma(
            collection_name=COLLECTION,
            client=self._client,
            embedding_function=_LangChainEmbeddings(embedder),
            create_collection_if_not_exists=False,
        )
        self._embedder = embedder

    def close(self) -> None:
        """Release the folder, so that it can be renamed or removed."""
        if isinstance(self._client, Client):
            self._client.close()

    def __len__(self) -> int:
        return self._collection.count()

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
        for start in range(0, len(ids), BATCH):
            self._collection.delete(ids=list(ids[start : start + BATCH]))

    def embed_query(self, query: str) -> NDArray[np.float32]:
        """Unit vector of the query, shape (d,)."""
        return np.asarray(self._embedder.embed_queries([query])[0], dtype=np.float32)

    def search(self, vector: NDArray[np.float32], count: int) -> list[tuple[str, float]]:
        """The nearest (chunk id, cosine similarity), best first."""
        found = self._store.similarity_search_by_vector_with_relevance_scores(
            [float(x) for x in vector], k=min(count, len(self))
        )
        return [(str(document.metadata["id"]), 1.0 - float(distance)) for document, distance in found]

    def similarities(self, vector: NDArray[np.float32], ids: Sequence[str]) -> dict[str, float]:
        """Cosine similarity of the query vector to given chunks."""
        if not ids:
            return {}
        got = self._collection.get(ids=list(ids), include=["embeddings"])
        matrix = np.asarray(got["embeddings"], dtype=np.float32)
        return dict(zip(got["ids"], (matrix @ vector).tolist(), strict=True))
