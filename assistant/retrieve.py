"""Question → evidence: lexical and dense candidates in force on the day, fused by a weighted sum.

Validity is applied before ranking: what is not in force on the day is never a hit. What would have ranked first
but is out of force is kept apart as *history*, so that the answer can say what replaced it.
Fusion: weighted sum of max-normalised scores; on Vietnamese law it beats either alone, and reciprocal rank fusion
loses to it. An article that has more of the question's matter in its clauses together gains: a clause of a list
repeats little of what its article is about (docs/benchmarks.md).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.competence import asks_who
from assistant.question import NamedProvision, Question, content_terms
from assistant.rerank import ON_COMPETENCE, Candidate, rerank, superseded
from assistant.succession import Succession
from corpus.catalogue import Catalogue
from corpus.kept import kept_with_catalogue
from corpus.model import Chunk, Hit
from corpus.reader import IndexReader

LEXICAL_WEIGHT = 0.25
RERANKED = 60  # candidates that get the second look
WIDER = 300  # candidates among which those of articles on competence get it too, if the question asks who
CANDIDATES = 200  # taken from each of the two searches
DENSE_FLOOR = 0.70  # cosine of e5-small for unrelated texts; below it nothing counts
COVERAGE = 0.1  # for an article that has all of the question's content terms, weighted by rarity
NAMED_BONUS = 0.6  # for a chunk of a provision that the question names
PAST = 0.85  # what is out of force is told of from this share of the best score in force
FULL_SCORE = 1.4  # a fused score with every bonus; hits show the share of it
PER_ARTICLE = 3  # at most so many chunks of one article among the hits


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with the parts of its score: `lexical` BM25, `dense` cosine, `fused` in about [0, 1.8]."""

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
    succession = Succession(reader, in_force)
    pool = {c.row: c for c in _past_successors(succession, past)}
    looked_at = valid[:RERANKED] + (_on_competence(reader, valid[RERANKED:WIDER]) if asks_who(question) else [])
    for candidate in _candidates(reader, _originals(reader, looked_at, in_force)):
        known = pool.get(candidate.row)
        pool[candidate.row] = candidate if known is None or known.score < candidate.score else known

    def takers(chunk: Chunk) -> list[Candidate]:
        return succession.takers(chunk, only_hand_over=not superseded(chunk, day))

    chosen = _diverse(rerank(question, day, pool.values(), takers), count)
    return Retrieved(
        tuple(_hit(candidate, n, True) for n, candidate in enumerate(chosen, 1)),
        tuple(_hit(candidate, n, False) for n, candidate in enumerate(_diverse(past, 3), 1)),
        max((s.dense for s in valid), default=0.0),
    )


def _originals(reader: IndexReader, scored: list[Scored], in_force: NDArray[np.bool_]) -> list[Scored]:
    """Without the consolidated texts whose law says the same in the same provision; the law takes the better place.

    A provision whose amendment could not be applied differs, and both are kept.
    """
    best: dict[int, Scored] = {}
    chunks = reader.catalogue.chunks([s.row for s in scored])
    for candidate, chunk in zip(scored, chunks, strict=True):
        row = candidate.row
        if chunk.document in reader.consolidated:
            same = _same_text(reader, reader.consolidated[chunk.document], chunk, in_force)
            row = row if same is None else same
        known = best.get(row)
        if known is None or known.fused < candidate.fused:
            best[row] = replace(candidate, row=row)
    return sorted(best.values(), key=lambda s: (-s.fused, s.row))


def _same_text(reader: IndexReader, law: str, chunk: Chunk, in_force: NDArray[np.bool_]) -> int | None:
    """Row of the law's chunk in force with the same letters in the same provision."""
    rows = [r for r in reader.catalogue.chunk_rows(law, chunk.provision) if in_force[r]]
    letters = _letters(chunk.text)
    pairs = zip(rows, reader.catalogue.chunks(rows), strict=True)
    return next((row for row, own in pairs if _letters(own.text) == letters), None)


def _letters(text: str) -> str:
    """Letters and digits without footnote marks."""
    return re.sub(r"\[\d+\]|[\W_]+", "", text.lower())


def _on_competence(reader: IndexReader, scored: list[Scored]) -> list[Scored]:
    rows = _rows_on_competence(reader.catalogue)
    return [s for s in scored if s.row in rows]


@kept_with_catalogue
def _rows_on_competence(catalogue: Catalogue) -> frozenset[int]:
    """Chunks of the articles that say who is competent."""
    return frozenset(catalogue.rows_headed(*ON_COMPETENCE))


def _past_successors(succession: Succession, past: list[Candidate]) -> list[Candidate]:
    """Clauses that stand in for the ended ones that the question fits, with their score."""
    found: dict[int, Candidate] = {}
    for candidate in past[:5]:
        for stand_in in succession.stand_ins(candidate.chunk):
            score = candidate.score * stand_in.score
            if stand_in.row not in found or found[stand_in.row].score < score:
                found[stand_in.row] = replace(stand_in, score=score)
    return list(found.values())


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
    covered = COVERAGE * reader.lexical.coverage(content_terms(dense_query or query), reader.articles)
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
        for row, score in zip(ordered, fused + covered[ordered] + bonus, strict=True)
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
