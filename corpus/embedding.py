"""Texts in, unit vectors out; and a cache so that no text is embedded twice.

The model is the sentence-transformers folder that the registry names. Nothing here uses the network.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.embedding_cache import EmbeddingCache
from corpus.environment import forbid_network, share_cores
from corpus.model_files import find_model
from corpus.query_adapter import applied
from corpus.query_adapter import load as load_adapter
from corpus.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers.models import Transformer

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]  # texts done, texts in all

TOKENS_PER_BATCH = 2048  # padded; measured best of 1024–8192 on 2 cores (activations stay in the cache)
# A question is so little work that a second thread costs more than it does: 19 ms against 22 to 300 at load 4.
_TOKENS_FOR_ONE_THREAD = 128
_TEXTS_PER_COMMIT = 256  # so many texts at most are embedded again after a kill


class Embedder:
    """The embedding model. Thread-safe: one batch at a time, so a query waits for at most one batch."""

    def __init__(self, settings: Settings) -> None:
        """Load the model (a few seconds).

        Raises:
            ModelFileError: the model is missing or not what the registry says.
        """
        found = find_model(settings.embedding_model, settings)
        forbid_network()
        share_cores()
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self._threads = settings.threads
        dtype = torch.bfloat16 if _has_bfloat16() else torch.float32
        self._model = SentenceTransformer(
            str(found.path), device="cpu", local_files_only=True, model_kwargs={"dtype": dtype}
        ).eval()
        self._transformer = self._model[0]
        self._adapted = _adapted(self._transformer, found.version)
        self._lock = threading.Lock()
        self.sha256 = found.sha256
        # bfloat16 and float32 vectors agree to a cosine of 0.996 and more: an index may move between such machines.
        self.version = found.version
        self.max_tokens = int(self._model.max_seq_length or 512)
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def embed_queries(self, queries: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (n, dimension), L2-normalised."""
        return self._embed(queries, "query", self._transformer, None)

    def embed_queries_adapted(self, queries: Sequence[str]) -> Vectors:
        """The same with the query adapter: nearer to clauses that answer in other words, farther from the rest.

        Without an adapter for this model they are those of `embed_queries`.
        """
        return self._embed(queries, "query", self._adapted, None)

    def embed_passages(self, passages: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of passages, shape (n, dimension), L2-normalised, in the order given.

        What exceeds `max_tokens` (prompt and special tokens included) does not count.
        """
        return self._embed(passages, "passage", self._transformer, progress)

    def token_counts(self, passages: Sequence[str]) -> list[int]:
        """Tokens of each passage with prompt and special tokens, before truncation."""
        return [len(ids) for ids in self._tokenize(passages, "passage", truncate=False)] if passages else []

    def _tokenize(self, texts: Sequence[str], prompt: str, truncate: bool) -> list[list[int]]:
        prefix = self._model.prompts[prompt] or ""
        prefixed = [prefix + text for text in texts]
        with self._lock:  # setting the truncation changes the tokenizer itself
            encoded = self._model.tokenizer(
                prefixed, truncation=truncate, max_length=self.max_tokens if truncate else None, verbose=False
            )
        ids: list[list[int]] = encoded["input_ids"]
        return ids

    def _embed(self, texts: Sequence[str], prompt: str, transformer: Transformer, progress: Progress | None) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        if not texts:
            return vectors
        ids = self._tokenize(texts, prompt, truncate=True)
        done = 0
        for batch in batches([len(i) for i in ids], TOKENS_PER_BATCH):
            vectors[batch] = self._forward(transformer, [ids[index] for index in batch])
            done += len(batch)
            if progress:
                progress(done, len(texts))
        return vectors

    def _forward(self, transformer: Transformer, ids: list[list[int]]) -> Vectors:
        import torch

        width = max(len(row) for row in ids)
        tokens = torch.full((len(ids), width), int(self._model.tokenizer.pad_token_id))
        mask = torch.zeros((len(ids), width), dtype=torch.long)
        for row, values in enumerate(ids):
            tokens[row, : len(values)] = torch.tensor(values)
            mask[row, : len(values)] = 1
        with self._lock, torch.inference_mode():
            torch.set_num_threads(1 if tokens.numel() <= _TOKENS_FOR_ONE_THREAD else self._threads)
            features = transformer({"input_ids": tokens, "attention_mask": mask})
            features["token_embeddings"] = features["token_embeddings"].float()  # pool and normalise exactly
            for module in list(self._model)[1:]:
                features = module(features)
        vectors: Vectors = features["sentence_embedding"].numpy()
        return vectors


def batches(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Indices grouped by similar length, longest first, each group at most `budget` tokens when padded."""
    groups: list[list[int]] = []
    order = sorted(range(len(lengths)), key=lambda index: -lengths[index])
    while order:
        size = max(1, budget // max(1, lengths[order[0]]))
        groups.append(order[:size])
        order = order[size:]
    return groups


def _adapted(transformer: Transformer, version: str) -> Transformer:
    """The model with the adapter for questions; a model that the adapter was not learned on stays as it came."""
    adapter = load_adapter()
    return applied(transformer, adapter) if adapter.base == version else transformer


class PassageEmbedder(Protocol):
    """What indexing needs of an embedder: the model itself, or one in another process."""

    @property
    def version(self) -> str: ...
    def embed_passages(self, passages: Sequence[str], progress: Progress | None = None) -> Vectors: ...


def embed_cached(
    passages: Sequence[str], embedder: PassageEmbedder, cache: EmbeddingCache, progress: Progress | None = None
) -> tuple[Vectors, int]:
    """Vectors of passages in the order given, and how many of them had to be computed.

    All vectors pass through the cache's precision, so the same text always has the same vector. Where all are known
    the embedder is only asked for its version.
    """
    known = cache.get(embedder.version, passages)
    missing = sorted({text for text in passages if text not in known}, key=len)
    done = len(passages) - len(missing)
    for start in range(0, len(missing), _TEXTS_PER_COMMIT):
        texts = missing[start : start + _TEXTS_PER_COMMIT]
        cache.put(embedder.version, texts, embedder.embed_passages(texts))
        known |= cache.get(embedder.version, texts)
        done += len(texts)
        if progress:
            progress(done, len(passages))
    vectors = [known[text] for text in passages]
    return np.stack(vectors) if vectors else np.zeros((0, 0), dtype=np.float32), len(missing)


def _has_bfloat16() -> bool:
    """True where the CPU multiplies bfloat16 itself; elsewhere it is slower than float32."""
    flags = Path("/proc/cpuinfo")
    return flags.is_file() and any(f in flags.read_text().split() for f in ("avx512_bf16", "amx_bf16", "bf16"))
