"""Measuring retrieval on benchmarks with relevance judgements (qrels), through the product's own code.

Each document of `corpus.jsonl` is split into passages as a long provision is, embedded, indexed and searched by
`assistant.retrieval.retrieve.rank`; a document scores as its best passage. Measures as in Manning, Raghavan and
Schütze (2008) ch. 8: acc@1, MRR@10, nDCG@10 (binary gains), recall@k.
"""

from __future__ import annotations

import csv
import json
import math
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.evaluation.runs import compare, load_run, save_run
from assistant.question.understand import understand
from assistant.retrieval.retrieve import rank
from corpus.build import cache_file, write_index
from corpus.embedding import Embedder
from corpus.embedding_cache import EmbeddingCache
from corpus.errors import UsageError
from corpus.model import Chunk, Document, Metadata, Validity
from corpus.passages import split_spans
from corpus.progress import Progress, silent
from corpus.reader import IndexReader
from corpus.settings import Settings

PASSAGE_WORDS = 160
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """One question with the documents found, best first, and the relevant ones."""

    query: str
    ranked: tuple[str, ...]
    relevant: frozenset[str]


def evaluate_retrieval(
    folder: Path,
    settings: Settings,
    progress: Progress = silent,
    *,
    baseline: Path | None = None,
    save: Path | None = None,
) -> dict[str, object]:
    """Measures over a folder with corpus.jsonl (id, title, text), queries.jsonl (id, text), qrels.tsv.

    Args:
        baseline: a kept run; the result then has a `comparison` with it.
        save: where to keep this run.

    Raises:
        UsageError: a file is missing, or the baseline is no run of this set.
    """
    before = load_run(baseline, folder.name) if baseline else None
    for name in ("corpus.jsonl", "queries.jsonl", "qrels.tsv"):
        if not (folder / name).is_file():
            raise UsageError(f"Thiếu tệp {name}", where=str(folder), remedy="Cần đủ ba tệp của bộ đo.")
    relevant = _qrels(folder / "qrels.tsv")
    embedder = Embedder(settings)
    with _temporary_index(folder / "corpus.jsonl", settings, embedder, progress) as reader:
        judged = []
        queries = [q for q in _lines(folder / "queries.jsonl") if str(q["id"]) in relevant]
        for done, query in enumerate(queries):
            progress("Truy vấn", done, len(queries))
            ranked = _ranked_documents(reader, str(query["text"]))
            judged.append(Judged(str(query["id"]), ranked, relevant[str(query["id"])]))
    measured = {j.query: _measure(j) for j in judged}
    if save:
        save_run(save, folder.name, measured)
    result = {"set": folder.name, "queries": len(judged), **measures(judged), "intervals": _intervals(judged)}
    return result if before is None else {**result, "comparison": compare(measured, before)}


def measures(judged: Sequence[Judged]) -> dict[str, float]:
    """Means over the questions, rounded to four places."""
    per_query = [_measure(j) for j in judged]
    names = per_query[0] if per_query else {}
    return {name: round(float(np.mean([m[name] for m in per_query])), 4) for name in names}


def _measure(judged: Judged) -> dict[str, float]:
    gains = [1.0 if d in judged.relevant else 0.0 for d in judged.ranked[:DEPTH]]
    first = next((n for n, g in enumerate(gains, 1) if g), 0)
    ideal = sum(1 / math.log2(n + 1) for n in range(1, min(len(judged.relevant), DEPTH) + 1))
    found = sum(g / math.log2(n + 1) for n, g in enumerate(gains, 1))
    count = len(judged.relevant)
    return {
        "acc@1": gains[0] if gains else 0.0,
        "MRR@10": 1 / first if first else 0.0,
        "nDCG@10": found / ideal if ideal else 0.0,
        "recall@5": sum(gains[:5]) / count,
        "recall@10": sum(gains) / count,
    }


def _intervals(judged: Sequence[Judged], samples: int = 1000) -> dict[str, tuple[float, float]]:
    """95 % bootstrap intervals of the means (Efron), seed fixed."""
    generator = np.random.default_rng(7)
    table = [_measure(j) for j in judged]
    intervals = {}
    for name in table[0] if table else ():
        values = np.array([m[name] for m in table])
        means = values[generator.integers(0, len(values), (samples, len(values)))].mean(axis=1)
        low, high = np.percentile(means, [2.5, 97.5])
        intervals[name] = (round(float(low), 4), round(float(high), 4))
    return intervals


def _ranked_documents(reader: IndexReader, text: str) -> tuple[str, ...]:
    question = understand(text, reader.accents)
    scored = rank(reader, question.search, dense_query=question.understood)
    chunks = reader.catalogue.chunks([s.row for s in scored[: DEPTH * 8]])
    return tuple(dict.fromkeys(c.document for c in chunks))[:DEPTH]


@contextmanager
def _temporary_index(corpus: Path, settings: Settings, embedder: Embedder, progress: Progress) -> Iterator[IndexReader]:
    """An index of the benchmark's corpus in a folder that goes when the measuring is done."""
    folder = settings.home / "evaluation" / corpus.parent.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    documents = [_document(entry) for entry in _lines(corpus)]
    chunks = [chunk for document in documents for chunk in _passages(document)]
    with EmbeddingCache(cache_file(settings.home)) as cache:
        write_index(folder, [(d, True) for d in documents], {}, chunks, embedder, cache, progress)
    reader = IndexReader.open(folder, 0, embedder)
    try:
        yield reader
    finally:
        reader.close()
        shutil.rmtree(folder, ignore_errors=True)


def _document(entry: Mapping[str, object]) -> Document:
    names = (str(entry.get(name) or "").strip() for name in ("law_id", "title"))
    title = ". ".join(name for name in names if name and not name[0].isdigit())  # a bare number names nothing
    meta = Metadata(number=str(entry["id"]), kind="", title=title, issuer="")
    return Document(metadata=meta, text=str(entry["text"]), pages=(), provisions=())


def _passages(document: Document) -> Iterator[Chunk]:
    meta = document.metadata
    for start, end in split_spans(document.text, PASSAGE_WORDS):
        text = document.text[start:end]
        found_by = f"{meta.title}\n{text}" if meta.title and not text.startswith(meta.title) else text
        yield Chunk(
            id=f"{meta.number}:{start}", document=meta.number, provision="", article=None, clause=None, point=None,
            text=text, context=meta.title, found_by=found_by, page=1, start=start, end=end,
            source_document=meta.number, validity=Validity(None, None),
        )  # fmt: skip


def _qrels(path: Path) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t"):
            if len(row) >= 3 and row[-1].strip().lstrip("-").isdigit() and int(row[-1]) > 0:
                found[row[0]].add(row[-2])
    return {query: frozenset(documents) for query, documents in found.items()}


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
