"""The probability that the evidence answers the question, used for abstaining.

A logistic model over four features of the retrieval; its weights are fitted by `bench/confidence.py` on questions
written for this project (answerable and not), never on benchmark questions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.kinds import kind_missing
from assistant.question import Question, content_terms
from assistant.retrieve import Retrieved
from corpus.lexical import terms

# Intercept and weights of the features in their order; fitted by `python -m bench confidence` (docs/benchmarks.md).
WEIGHTS = (-5.084, 32.007, 11.438, -0.536, -3.696)
LOOKED_AT = 3  # hits that are compared with the question


@dataclass(frozen=True, slots=True)
class Features:
    """`dense`: best cosine among the candidates, above 0.80. `coverage`: share of the question's content, by rarity,
    that one hit contains. `unknown`: rarity of the rarest content syllable that no hit contains, divided by 10.
    `kind_missing`: 1 if the question asks for a sum, an age, a time … and no hit gives one."""

    dense: float
    coverage: float
    unknown: float
    kind_missing: float


def features(question: Question, found: Retrieved, rarity: Callable[[str], float]) -> Features:
    """Features of a retrieval with at least one hit; `rarity` is that of the lexical index."""
    hits = found.hits[:LOOKED_AT]
    wanted = sorted(content_terms(question.understood))
    present = [set(terms(f"{h.chunk.context} {h.chunk.found_by}")) for h in hits]
    total = sum(rarity(t) for t in wanted) or 1.0
    coverage = max(sum(rarity(t) for t in wanted if t in words) / total for words in present)
    absent = [t for t in wanted if "_" not in t and not any(t in words for words in present)]
    return Features(
        dense=found.best_dense - 0.80,
        coverage=coverage,
        unknown=max((rarity(t) for t in absent), default=0.0) / 10,
        kind_missing=float(kind_missing(question.understood, [h.chunk.text for h in hits])),
    )


def confidence(question: Question, found: Retrieved, rarity: Callable[[str], float]) -> float:
    """Probability in [0, 1]; 0 without hits."""
    if not found.hits:
        return 0.0
    told = features(question, found, rarity)
    return round(_logistic(WEIGHTS, (1.0, told.dense, told.coverage, told.unknown, told.kind_missing)), 4)


def _logistic(weights: Sequence[float], values: Sequence[float]) -> float:
    return 1.0 / (1.0 + math.exp(-sum(w * v for w, v in zip(weights, values, strict=True))))
