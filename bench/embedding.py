"""Embedding speed: our pipeline against the bare model on the same passages, one run.

    python -m bench embedding [--passages N]

The bare model is one forward pass after another over batches that are tokenised, sorted and padded beforehand.
The passages are made here, of random Vietnamese syllables, with lengths as clauses have them.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus import settings as settings_module
from corpus.embedding import TOKENS_PER_BATCH, Embedder, batches, embed_cached
from corpus.embedding_cache import EmbeddingCache

_SYLLABLES = [
    "ủy",
    "ban",
    "nhân",
    "dân",
    "cấp",
    "xã",
    "quyết",
    "định",
    "giao",
    "đất",
    "cho",
    "thuê",
    "thu",
    "hồi",
    "giấy",
    "phép",
    "xây",
    "dựng",
    "thẩm",
    "quyền",
    "chủ",
    "tịch",
    "hồ",
    "sơ",
    "thời",
    "hạn",
    "ngày",
    "làm",
    "việc",
    "kể",
    "từ",
    "khi",
    "nhận",
    "đủ",
    "theo",
    "quy",
    "định",
    "tại",
    "khoản",
    "điều",
    "luật",
    "nghị",
    "thông",
    "tư",
    "phí",
    "lệ",
    "kinh",
    "doanh",
    "môi",
    "trường",
]


def _passages(count: int) -> list[str]:
    """Passages of 20 to 400 syllables, mostly short; always the same."""
    draw = random.Random(7)
    lengths = [min(400, int(draw.lognormvariate(4.2, 0.7)) + 20) for _ in range(count)]
    return [" ".join(draw.choices(_SYLLABLES, k=length)) for length in lengths]


def _bare_seconds(embedder: Embedder, passages: list[str]) -> float:
    import torch

    ids = embedder._tokenize(passages, "passage", truncate=True)
    padded = []
    for group in batches([len(i) for i in ids], TOKENS_PER_BATCH):
        width = max(len(ids[i]) for i in group)
        tokens = torch.tensor([ids[i] + [1] * (width - len(ids[i])) for i in group])
        mask = torch.tensor([[1] * len(ids[i]) + [0] * (width - len(ids[i])) for i in group])
        padded.append({"input_ids": tokens, "attention_mask": mask})
    start = time.perf_counter()
    with torch.inference_mode():
        for features in padded:
            embedder._model[0].model(**features)
    return time.perf_counter() - start


def _pipeline_seconds(embedder: Embedder, passages: list[str]) -> float:
    with tempfile.TemporaryDirectory() as folder, EmbeddingCache(Path(folder) / "embeddings.sqlite") as cache:
        start = time.perf_counter()
        embed_cached(passages, embedder, cache)
        return time.perf_counter() - start


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table and a JSON line."""
    parser = argparse.ArgumentParser(prog="python -m bench embedding", description=__doc__)
    parser.add_argument("--passages", type=int, default=300)
    passages = _passages(parser.parse_args(arguments).passages)
    embedder = Embedder(settings_module.load())
    tokens = sum(min(n, embedder.max_tokens) for n in embedder.token_counts(passages))
    embedder.embed_passages(passages[:20])
    # Two rounds in turns: other work on the machine hits both sides.
    rounds = [(_bare_seconds(embedder, passages), _pipeline_seconds(embedder, passages)) for _ in range(2)]
    bare, ours = (tokens / min(seconds) for seconds in zip(*rounds, strict=True))
    times = []
    for n in range(30):
        start = time.perf_counter()
        embedder.embed_queries([f"Dân xã số {n} xin giấy phép xây nhà thì ai ký, trong bao nhiêu ngày?"])
        times.append(1000 * (time.perf_counter() - start))
    figures = {
        "tokens": tokens,
        "bare_tokens_per_s": round(bare),
        "pipeline_tokens_per_s": round(ours),
        "ratio": round(ours / bare, 3),
        "query_ms_median": round(statistics.median(times), 1),
        "query_ms_p95": round(float(np.percentile(times, 95)), 1),
    }
    for name, value in figures.items():
        print(f"{name:24} {value}")
    print(json.dumps({"bench": "embedding", **figures}))


if __name__ == "__main__":
    main()
