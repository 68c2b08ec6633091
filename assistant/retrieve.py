"""Question → evidence: lexical and dense candidates in force on the day, fused by a weighted sum.

Validity is applied before ranking: what is not in force on the day is never a hit. What would have ranked first
but is out of force is kept apart as *history*, so that the answer can say what replaced it.
Fusion: weighted sum of max-normalised scores; on Vietnamese law it beats either alone, and reciprocal rank fusion
loses to it (docs/benchmarks.md).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.question import NamedProvision, Question, content_terms
from assistant.rerank import Candidate, hands_over, rerank
from corpus.lexical import terms
from corpus.model import Chunk, Hit
from corpus.reader import IndexReader

LEXICAL_WEIGHT = 0.3
RERANKED = 40  # candidates that get the second look
CANDIDATES = 200  # taken from each of the two searches
DENSE_FLOOR = 0.70  # cosine of e5-small for unrelated texts; below it nothing counts
NAMED_BONUS = 0.6  # for a chunk of a provision that the question names
SUCCESSOR_WORDS = 0.4  # share of the question's content that such a clause must have in its own text
SUCCESSORS = 3  # clauses of the ending document that may stand in for an ended one
PAST = 0.85  # what is out of force is told of from this share of the best score in force
FULL_SCORE = 1.4  # a fused score with every bonus; hits show the share of it
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
    """`hits` best first, all in force; `history` ranked among them but out of force on the day.

    `best_dense` is the best cosine among all candidates in force.
    """

    hits: tuple[Hit, ...]
    history: tuple[Hit, ...]
    best_dense: float = 0.0


def retrieve(reader: IndexReader, question: Question, day: date, count: int) -> Retrieved:
    """The `count` best chunks for a question as of a day."""
    if not reader.ids:
        return Retrieved((), ())
    named = _named_rows(reader, question.named)
    everything = rank(reader, question.search, named=named, dense_query=question.understood)
    in_force = reader.in_force(day)
    valid = [s for s in everything if in_force[s.row]]
    if len(valid) < RERANKED:  # most of the nearest are out of force: search wider, among those in force only
        valid = rank(reader, question.search, mask=in_force, named=named, dense_query=question.understood)
    best = max((s.fused for s in valid[:1]), default=0.0)
    past = _candidates(reader, [s for s in everything[:10] if not in_force[s.row] and s.fused > PAST * best])
    successors = frozenset(c.chunk.validity.ended_by[0] for c in past if c.chunk.validity.ended_by)
    known = {s.row for s in valid[:RERANKED]}
    taken = [s for s in _successors(reader, question, past, best, in_force) if s.row not in known]
    chosen = _diverse(_reranked(reader, question, day, [*valid[:RERANKED], *taken], in_force, successors), count)
    return Retrieved(
        tuple(_hit(candidate, n, True) for n, candidate in enumerate(chosen, 1)),
        tuple(_hit(candidate, n, False) for n, candidate in enumerate(_diverse(past, 3), 1)),
        max((s.dense for s in valid), default=0.0),
    )


def _successors(
    reader: IndexReader, question: Question, past: list[Candidate], best: float, in_force: NDArray[np.bool_]
) -> list[Scored]:
    """Clauses that stand in for an ended one in the document that ended it, with the ended one's score.

    A successor often says in one general clause what its predecessor listed point by point, so that similarity does
    not find it; that it names a holder and has the question's own words does.
    """
    found: dict[int, tuple[float, float]] = {}  # row → (share of the question's content, score)
    asked = content_terms(question.understood)
    for candidate in past[:2]:
        ended_by = candidate.chunk.validity.ended_by
        if ended_by is None or candidate.score < best or not asked:
            continue
        rows = [r for r in reader.catalogue.chunk_rows(ended_by[0]) if in_force[r]]
        for row, chunk in zip(rows, reader.catalogue.chunks(rows), strict=True):
            share = len(asked & set(terms(chunk.text))) / len(asked)
            if share >= SUCCESSOR_WORDS and hands_over(chunk):
                found[row] = max(found.get(row, (0.0, 0.0)), (share, candidate.score))
    most = max((share for share, _ in found.values()), default=1.0)
    scored = [Scored(row, 0.0, 0.0, score * share / most) for row, (share, score) in found.items()]
    return sorted(scored, key=lambda s: -s.fused)[:SUCCESSORS]


def _reranked(
    reader: IndexReader,
    question: Question,
    day: date,
    scored: list[Scored],
    in_force: NDArray[np.bool_],
    successors: frozenset[str],
) -> list[Candidate]:
    def citing(chunk: Chunk) -> list[Candidate]:
        rows = [r for r in reader.catalogue.citing_rows(chunk.document, chunk.provision) if in_force[r]]
        return [Candidate(row, c, 0.0) for row, c in zip(rows, reader.catalogue.chunks(rows), strict=True)]

    return rerank(question, day, _candidates(reader, scored), citing, successors)


def _candidates(reader: IndexReader, scored: list[Scored]) -> list[Candidate]:
    chunks = reader.catalogue.chunks([s.row for s in scored])
    return [Candidate(s.row, chunk, s.fused) for s, chunk in zip(scored, chunks, strict=True)]


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


def _diverse(candidates: list[Candidate], count: int) -> list[Candidate]:
    """Best first, no provision twice (nor a clause beside its own points), at most PER_ARTICLE of an article."""
    chosen: list[Candidate] = []
    articles: Counter[tuple[str, str]] = Counter()
    for candidate in candidates:
        chunk = candidate.chunk
        article = (chunk.document, chunk.provision.split("__cl_")[0])
        if articles[article] >= PER_ARTICLE or any(_overlap(chunk, other.chunk) for other in chosen):
            continue
        articles[article] += 1
        chosen.append(candidate)
        if len(chosen) == count:
            break
    return chosen


def _overlap(first: Chunk, second: Chunk) -> bool:
    """The same text twice, or a part of it."""
    return first.source_document == second.source_document and first.start < second.end and second.start < first.end


_STEP = re.compile(r"(?:^|__)(art|cl|pt)_([^_~]+)")


def as_published(chunk: Chunk) -> Chunk:
    """An amended text under the provision that brought it, which is what an official cites as the basis.

    "Điều 5 Nghị định 23/2015" in the words of clause 2 of article 1 of decree 280/2025 becomes that clause, with the
    amended place in the first line of the context.
    """
    if chunk.source_document == chunk.document or not chunk.source_provision:
        return chunk
    numbers = dict(_STEP.findall(chunk.source_provision))
    return replace(
        chunk,
        document=chunk.source_document,
        provision=chunk.source_provision,
        article=numbers.get("art"),
        clause=numbers.get("cl"),
        point=numbers.get("pt"),
        context=f"{chunk.source_document}, nội dung mới của: {chunk.context}",
    )


def _hit(candidate: Candidate, rank_: int, in_force: bool) -> Hit:
    score = min(max(candidate.score, 0.0) / FULL_SCORE, 1.0)
    return Hit(rank_, round(score, 4), as_published(candidate.chunk), in_force)
