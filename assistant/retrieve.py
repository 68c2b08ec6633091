"""Question → evidence: lexical and dense candidates in force on the day, fused by a weighted sum.

Validity is applied before ranking: what is not in force on the day is never a hit. What would have ranked first
but is out of force is kept apart as *history*, so that the answer can say what replaced it.
Fusion: weighted sum of max-normalised scores; on Vietnamese law it beats either alone, and reciprocal rank fusion
loses to it (docs/benchmarks.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.question import NamedProvision, Question
from corpus.model import Chunk, Hit
from corpus.reader import IndexReader

LEXICAL_WEIGHT = 0.35
CANDIDATES = 200  # taken from each of the two searches
DENSE_FLOOR = 0.70  # cosine of e5-small for unrelated texts; below it nothing counts
NAMED_BONUS = 0.6  # for a chunk of a provision that the question names
PER_ARTICLE = 3  # at most so many chunks of one article among the hits


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with the parts of its score: `lexical` BM25, `dense` cosine, `fused` in about [0, 1.6]."""

    row: int
    lexical: float
    dense: float
    fused: float


@dataclass(frozen=True, slots=True)
class Retrieved:
    """`hits` best first, all in force; `history` ranked among them but out of force on the day."""

    hits: tuple[Hit, ...]
    history: tuple[Hit, ...]
    scored: tuple[Scored, ...]  # of the hits, in their order


def retrieve(reader: IndexReader, question: Question, day: date, count: int) -> Retrieved:
    """The `count` best chunks for a question as of a day."""
    if not reader.ids:
        return Retrieved((), (), ())
    everything = rank(reader, question.search, named=_named_rows(reader, question.named), dense_query=question.understood)
    in_force = reader.in_force(day)
    valid = [s for s in everything if in_force[s.row]]
    if len(valid) < count:  # most of the nearest are out of force: search wider, among those in force only
        valid = rank(reader, question.search, mask=in_force, named=_named_rows(reader, question.named))
    chosen = _diverse(reader, valid, count)
    best = chosen[0][0].fused if chosen else 0.0
    past = _diverse(reader, [s for s in everything[:10] if not in_force[s.row] and s.fused > best * 0.95], 3)
    return Retrieved(
        tuple(_hit(chunk, scored, n, True) for n, (scored, chunk) in enumerate(chosen, 1)),
        tuple(_hit(chunk, scored, n, False) for n, (scored, chunk) in enumerate(past, 1)),
        tuple(scored for scored, _ in chosen),
    )


def rank(
    reader: IndexReader,
    query: str,
    *,
    dense_query: str | None = None,
    mask: NDArray[np.bool_] | None = None,
    named: frozenset[int] = frozenset(),
) -> list[Scored]:
    """All candidates for a query, best first. `mask`, shape (rows,), limits them."""
    vector = reader.dense.embed_query(dense_query or query)
    lexical = reader.lexical.scores(query)
    rows = set(_top(lexical, mask, CANDIDATES)) | set(named)
    dense = _dense(reader, vector, mask)
    missing = [reader.ids[row] for row in rows if row not in dense]
    dense.update({reader.row_of[i]: s for i, s in reader.dense.similarities(vector, missing).items()})
    rows |= dense.keys()
    ordered = sorted(rows)
    fused = fuse(lexical[ordered], np.array([dense[r] for r in ordered], dtype=np.float32))
    bonus = np.array([NAMED_BONUS if r in named else 0.0 for r in ordered], dtype=np.float32)
    scored = [
        Scored(row, float(lexical[row]), dense[row], float(score))
        for row, score in zip(ordered, fused + bonus, strict=True)
    ]
    return sorted(scored, key=lambda s: (-s.fused, s.row))


def fuse(lexical: NDArray[np.float32], dense: NDArray[np.float32]) -> NDArray[np.float32]:
    """Weighted sum of the two scores, each divided by its maximum among the candidates; shape kept."""
    above = np.maximum(dense - DENSE_FLOOR, 0.0)
    parts = (
        LEXICAL_WEIGHT * lexical / max(float(lexical.max(initial=0.0)), 1e-6),
        (1 - LEXICAL_WEIGHT) * above / max(float(above.max(initial=0.0)), 1e-6),
    )
    return np.asarray(parts[0] + parts[1], dtype=np.float32)


def _top(scores: NDArray[np.float32], mask: NDArray[np.bool_] | None, count: int) -> list[int]:
    masked = scores if mask is None else np.where(mask, scores, 0.0)
    best = np.argpartition(-masked, min(count, len(masked) - 1))[:count]
    return [int(row) for row in best if masked[row] > 0]


def _dense(reader: IndexReader, vector: NDArray[np.float32], mask: NDArray[np.bool_] | None) -> dict[int, float]:
    """The nearest rows with their cosine; with a mask the search widens until enough of them pass it."""
    wanted = CANDIDATES
    while True:
        found = {reader.row_of[i]: s for i, s in reader.dense.search(vector, wanted)}
        kept = {row: s for row, s in found.items() if mask is None or mask[row]}
        if mask is None or len(kept) >= CANDIDATES // 2 or wanted >= len(reader.ids):
            return kept
        wanted *= 4


def _named_rows(reader: IndexReader, named: tuple[NamedProvision, ...]) -> frozenset[int]:
    rows: set[int] = set()
    for target in named:
        if target.document is None or target.article is None:
            continue
        path = f"art_{target.article}"
        if target.clause:
            path += f"__cl_{target.clause}"
            path += f"__pt_{target.point}" if target.point else ""
        rows.update(reader.catalogue.chunk_rows(target.document, path))
    return frozenset(rows)


def _diverse(reader: IndexReader, scored: list[Scored], count: int) -> list[tuple[Scored, Chunk]]:
    """Best first, without a second chunk of the same provision, at most PER_ARTICLE of an article."""
    chosen: list[tuple[Scored, Chunk]] = []
    taken: dict[tuple[str, str], int] = {}
    seen: set[tuple[str, str]] = set()
    pool = scored[: count * 6]
    for candidate, chunk in zip(pool, reader.catalogue.chunks([s.row for s in pool]), strict=True):
        article = (chunk.document, chunk.provision.split("__cl_")[0])
        if (chunk.document, chunk.provision) in seen or taken.get(article, 0) >= PER_ARTICLE:
            continue
        seen.add((chunk.document, chunk.provision))
        taken[article] = taken.get(article, 0) + 1
        chosen.append((candidate, chunk))
        if len(chosen) == count:
            break
    return chosen


def _hit(chunk: Chunk, scored: Scored, rank_: int, in_force: bool) -> Hit:
    return Hit(rank=rank_, score=round(min(scored.fused, 1.0), 4), chunk=replace(chunk), in_force=in_force)
