"""Question → evidence: lexical and dense candidates in force on the day, fused by a weighted sum.

Validity is applied before ranking: what is not in force on the day is never a hit. What would have ranked first
but is out of force is kept apart as *history*, so that the answer can say what replaced it.
Fusion: weighted sum of max-normalised scores; on Vietnamese law it beats either alone, and reciprocal rank fusion
loses to it. An article that has more of the question's matter in its clauses together gains: a clause of a list
repeats little of what its article is about (docs/experiments.md).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray

from assistant.question.provinces import is_local, provinces_in
from assistant.question.understand import NamedProvision, Question, content_terms
from assistant.retrieval.candidates import DENSE_FLOOR, RERANKED, Adapted, Scored, follow, pooled
from assistant.retrieval.rerank import Candidate, rerank
from corpus.catalogue import Catalogue
from corpus.kept import kept_with_catalogue
from corpus.model import Chunk, Hit
from corpus.reader import IndexReader

LEXICAL_WEIGHT = 0.25
CANDIDATES = 200  # taken from each of the two searches
ADAPTED_CANDIDATES = 40  # nearest to the question by the query adapter, which get the second look too
COVERAGE = 0.1  # for an article that has all of the question's content terms, weighted by rarity
NAMED_BONUS = 0.6  # for a chunk of a provision that the question names
PAST = 0.85  # what is out of force is told of from this share of the best score in force
# The learned score as it is shown: shares of the best hit mean what they meant before it (docs/experiments.md).
LEAST, FULL_SCORE = -0.74, 3.52  # shown as 0, and as 1 above it
FULL_FUSED = 1.4  # the same of a fused score, by which history is ordered
EXACT = 4000  # rows that a search may be limited to and each still be compared (0.4 s on two cores)
AROUND = 10  # nearest clauses whose mean cosine says whether the corpus knows the field
PER_ARTICLE = 3  # at most so many chunks of one article among the hits


@dataclass(frozen=True, slots=True)
class Retrieved:
    """`hits` best first, all in force; `history` ranked among them but out of force on the day.

    `best_dense` is the best cosine among all candidates in force, `near_dense` the mean of the ten best.
    """

    hits: tuple[Hit, ...]
    history: tuple[Hit, ...]
    best_dense: float = 0.0
    near_dense: float = 0.0


def retrieve(
    reader: IndexReader, question: Question, day: date, count: int, documents: Collection[str] | None = None
) -> Retrieved:
    """The `count` best chunks for a question as of a day; only of `documents`, as hits name them, if given."""
    if not reader.ids:
        return Retrieved((), ())
    in_force, within = reader.in_force(day), None
    if documents is not None:
        within = np.array([number in documents for number in _published(reader.catalogue)], dtype=bool)
        in_force &= within
    named = frozenset(r for r in _named_rows(reader, question.named) if within is None or within[r])
    adapted = reader.dense.embed_query_adapted(question.matter)
    also = _dense(reader, adapted, in_force, ADAPTED_CANDIDATES)
    by_either = partial(rank, reader, question.search, named=named, also=also, dense_query=question.matter)
    everything = by_either(mask=within)
    valid = [s for s in everything if in_force[s.row]]
    if len(valid) < RERANKED:  # most of the nearest are out of force: search wider, among those in force only
        valid = by_either(mask=in_force)
    best = max((s.fused for s in valid[:1]), default=0.0)
    past = [s for s in everything[:10] if not in_force[s.row] and s.fused > PAST * best]
    pool = pooled(reader, question, valid, past, in_force, Adapted(adapted, also))
    takers = follow(reader, in_force, day)
    chosen = _diverse(rerank(question, day, pool, takers, _places(reader.catalogue)), count)
    ended = _candidates(reader, past)
    nearest = sorted((s.dense for s in valid), reverse=True)[:AROUND]
    return Retrieved(
        tuple(_hit(c.chunk, (c.score - LEAST) / FULL_SCORE, n, True) for n, c in enumerate(chosen, 1)),
        tuple(_hit(c.chunk, c.score / FULL_FUSED, n, False) for n, c in enumerate(_diverse(ended, 3), 1)),
        nearest[0] if nearest else 0.0,
        sum(nearest) / max(len(nearest), 1),
    )


@kept_with_catalogue
def _places(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """The provinces that a document's issuer names, else its title, by its number."""
    rows = catalogue.documents()
    return {
        row.number: provinces_in(row.metadata.issuer) or provinces_in(row.metadata.title)
        for row in rows
        if is_local(row.number)
    }


@kept_with_catalogue
def _published(catalogue: Catalogue) -> list[str]:
    return catalogue.published()


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
    also: Collection[int] = (),
) -> list[Scored]:
    """All candidates for a query, best first; rows of `also` among them. `mask`, shape (rows,), limits the rest."""
    vector = reader.dense.embed_query(dense_query or query)
    covered = reader.lexical.coverage(content_terms(dense_query or query), reader.articles)
    lexical = reader.lexical.scores(query)
    rows = set(_top(lexical, mask, CANDIDATES)) | set(named) | set(also)
    dense = _dense(reader, vector, mask, CANDIDATES)
    missing = [reader.ids[row] for row in rows if row not in dense]
    dense.update({reader.row_of[i]: s for i, s in reader.dense.similarities(vector, missing).items()})
    rows |= dense.keys()
    ordered = sorted(rows)
    fused = fuse(lexical[ordered], np.array([dense[r] for r in ordered], dtype=np.float32))
    bonus = np.array([NAMED_BONUS if r in named else 0.0 for r in ordered], dtype=np.float32)
    scored = [
        Scored(row, float(lexical[row]), dense[row], float(score), float(covered[row]))
        for row, score in zip(ordered, fused + COVERAGE * covered[ordered] + bonus, strict=True)
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


def _dense(
    reader: IndexReader, vector: NDArray[np.float32], mask: NDArray[np.bool_] | None, count: int
) -> dict[int, float]:
    """About the `count` nearest rows with their cosine; with a mask the search widens until half as many pass it.

    Where few rows pass, each of them is compared: a search would have to widen to the whole index.
    """
    if mask is not None and np.count_nonzero(mask) <= EXACT:
        similar = reader.dense.similarities(vector, [reader.ids[row] for row in np.flatnonzero(mask)])
        best = sorted(similar.items(), key=lambda pair: -pair[1])[:count]
        return {reader.row_of[i]: s for i, s in best}
    wanted = count
    while True:
        found = {reader.row_of[i]: s for i, s in reader.dense.search(vector, wanted)}
        kept = {row: s for row, s in found.items() if mask is None or mask[row]}
        if mask is None or len(kept) >= count // 2 or wanted >= len(reader.ids):
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


def _hit(chunk: Chunk, score: float, rank_: int, in_force: bool) -> Hit:
    return Hit(rank_, round(min(max(score, 0.0), 1.0), 4), as_published(chunk), in_force)
