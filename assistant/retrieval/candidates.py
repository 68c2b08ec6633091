"""Which candidates of the first search get the second look, and how well each speaks of the question's matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.question.choices import asks_who
from assistant.question.understand import Question
from assistant.retrieval import matter
from assistant.retrieval.matter import Found
from assistant.retrieval.rerank import ON_COMPETENCE, Candidate, superseded
from assistant.retrieval.succession import Succession
from corpus.catalogue import Catalogue
from corpus.kept import kept_with_catalogue
from corpus.model import Chunk
from corpus.reader import IndexReader

RERANKED = 60  # candidates that get the second look
WIDER = 300  # candidates among which those of articles on competence get it too, if the question asks who
PAST_FOLLOWED = 5  # of what is out of force, so many are followed to what stands in for them
ADAPTED_SPAN = 0.2  # of cosines by the query adapter, which are lower than the model's own: the best is about 0.45
DENSE_FLOOR = 0.70  # cosine of e5-small for unrelated texts; below it nothing counts


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with the parts of its score: `lexical` BM25, `dense` cosine, `fused` in about [0, 1.8].

    `covered` is the share of the question's content that its article has.
    """

    row: int
    lexical: float
    dense: float
    fused: float
    covered: float = 0.0


@dataclass(frozen=True, slots=True)
class Adapted:
    """A question by the query adapter: its `vector`, and cosines of the rows that are `nearest` to it."""

    vector: NDArray[np.float32]
    nearest: Mapping[int, float]

    def shares(self, reader: IndexReader, rows: Sequence[int]) -> list[float]:
        """How near rows are: 1 for the nearest, 0 from ADAPTED_SPAN behind it."""
        ids = [reader.ids[row] for row in rows if row not in self.nearest]
        others = {reader.row_of[i]: cosine for i, cosine in reader.dense.similarities(self.vector, ids).items()}
        cosines = [self.nearest[row] if row in self.nearest else others[row] for row in rows]
        best = max([*self.nearest.values(), *cosines], default=0.0)
        return [max(1 - (best - cosine) / ADAPTED_SPAN, 0.0) for cosine in cosines]


def pooled(
    reader: IndexReader,
    question: Question,
    valid: list[Scored],
    past: Sequence[Scored],
    in_force: NDArray[np.bool_],
    adapted: Adapted,
) -> list[Candidate]:
    """The candidates that get the second look, scored by how they speak of the matter.

    Among them what stands in for ended clauses, with the share of their score that it deserves.
    """
    wider, who = valid[RERANKED:], asks_who(question)
    on_competence = _rows_on_competence(reader.catalogue) if who else frozenset()
    looked_at = valid[:RERANKED] + [
        s for n, s in enumerate(wider) if s.row in adapted.nearest or (n < WIDER - RERANKED and s.row in on_competence)
    ]
    best = max((s.dense for s in valid), default=1.0)
    looked_at = _without_consolidated(reader, looked_at, in_force)
    scored = _by_matter(reader, question, [*looked_at, *past[:PAST_FOLLOWED]], best, adapted)
    pool = {c.row: c for c in scored[: len(looked_at)]}
    for candidate in _past_successors(Succession(reader, in_force), scored[len(looked_at) :]):
        known = pool.get(candidate.row)
        pool[candidate.row] = candidate if known is None or known.score < candidate.score else known
    return list(pool.values())


def follow(reader: IndexReader, in_force: NDArray[np.bool_], day: date) -> Callable[[Chunk], list[Candidate]]:
    """The takers of a chunk's power as of a day, with the share of its score that they deserve."""
    succession = Succession(reader, in_force)
    return lambda chunk: succession.takers(chunk, only_hand_over=not superseded(chunk, day))


def _by_matter(
    reader: IndexReader, question: Question, scored: Sequence[Scored], best: float, adapted: Adapted
) -> list[Candidate]:
    """The candidates with the score of their matter; `best` is the best cosine among those in force."""
    chunks = reader.catalogue.chunks([s.row for s in scored])
    span = max(best - DENSE_FLOOR, 1e-6)
    shares = adapted.shares(reader, [s.row for s in scored])
    found = [
        Found(chunk, s.fused, max(s.dense - DENSE_FLOOR, 0.0) / span, share, s.covered)
        for s, share, chunk in zip(scored, shares, chunks, strict=True)
    ]
    values = matter.features(question, found, _rarities(reader))
    return [
        Candidate(s.row, f.chunk, matter.score(own), values=own)
        for s, f, own in zip(scored, found, values, strict=True)
    ]


def _rarities(reader: IndexReader) -> Callable[[str], float]:
    """The index's rarity of terms, looked up once for each term of a generation."""
    known = _known_rarities(reader.catalogue)

    def rarity(term: str) -> float:
        if term not in known:
            known[term] = reader.lexical.rarity(term)
        return known[term]

    return rarity


@kept_with_catalogue
def _known_rarities(catalogue: Catalogue) -> dict[str, float]:
    return {}


def _without_consolidated(reader: IndexReader, scored: list[Scored], in_force: NDArray[np.bool_]) -> list[Scored]:
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


@kept_with_catalogue
def _rows_on_competence(catalogue: Catalogue) -> frozenset[int]:
    """Chunks of the articles that say who is competent."""
    return frozenset(catalogue.rows_headed(*ON_COMPETENCE))


def _past_successors(succession: Succession, past: list[Candidate]) -> list[Candidate]:
    """Clauses that stand in for the ended ones that the question fits, with their score."""
    found: dict[int, Candidate] = {}
    for candidate in past:
        for stand_in in succession.stand_ins(candidate.chunk):
            score = candidate.score * stand_in.score
            if stand_in.row not in found or found[stand_in.row].score < score:
                values = tuple(stand_in.score * value for value in candidate.values)
                found[stand_in.row] = replace(stand_in, score=score, values=values)
    return list(found.values())
