"""The probability that the evidence answers the question, used for abstaining.

A logistic model over features of the retrieval; its weights are fitted by `bench/confidence.py` on questions written
for this project (answerable and not), never on benchmark questions. What it looks at: how near the clauses are that
the question has around it, how much of a short question they contain (of a story only a part is law), whether they
have the act, the holder or the figure that is asked for, and whether it asks for a price, which is rarely in the law.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass

from assistant.question.acts import acts_asked
from assistant.question.choices import asks_who
from assistant.question.kinds import asks_for_figure, kind_missing
from assistant.question.understand import Question, content_terms
from assistant.retrieval.matter import in_words
from assistant.retrieval.rerank import holders
from assistant.retrieval.retrieve import Retrieved
from corpus.lexical import terms
from corpus.model import Chunk

# Intercept and weights of the features in their order; fitted by `python -m bench confidence` (docs/benchmarks.md).
WEIGHTS = (-10.339, 45.563, 78.804, 10.773, 0.944, 1.841, -1.295, -0.364, -2.421, -1.165, 5.941)
LOOKED_AT = 3  # hits that are compared with the question
SHORT = 12  # words up to which all of a question should be found
NOWHERE = "_"  # a term that no text has
HALF_KNOWN = 0.6  # coverage that says nothing either way

_PRICE = re.compile(
    r"\bphí\b|(?<!\bnguyên )\bgiá\b"  # not "nguyên giá 600 triệu", which measures what is asked about
    r"|bao nhiêu tiền|mức (?:phạt|thu|chi|hỗ trợ|lương)|phần trăm|phạt bao nhiêu",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Features:
    """In the order of the weights, each about 0 to 1 and the flags 0 or 1.

    `dense`, `around`: best cosine among the candidates, and mean of the ten best, above 0.80. `coverage`: share of the
    question's content, by rarity, that one hit contains, above HALF_KNOWN; less of it counts in a long question.
    `act_told`: a hit has the act that is asked for in its words.
    `who_named`: who is asked for, and the first hit names a holder. `price`, `figure`: a price or any figure is asked
    for; `kind_missing`: and no hit gives one of its kind. `size`: of the corpus, as the logarithm to base 10 of its
    chunks above 4; the more there are, the nearer is the nearest by chance. `unknown`: share of the question's pairs of
    syllables that no clause has; that a hit lacks them says less than that it lacks what others have.
    """

    dense: float
    around: float
    coverage: float
    act_told: float
    who_named: float
    price: float
    figure: float
    kind_missing: float
    size: float
    unknown: float


def features(question: Question, found: Retrieved, rarity: Callable[[str], float], rows: int) -> Features:
    """Features of a retrieval with at least one hit; `rarity` is that of the lexical index, which has `rows` chunks."""
    chunks = [hit.chunk for hit in found.hits[:LOOKED_AT]]
    asked, acts = question.understood, acts_asked(question.understood)
    first = chunks[0]
    return Features(
        dense=found.best_dense - 0.80,
        around=found.near_dense - 0.80,
        coverage=(_coverage(asked, chunks, rarity) - HALF_KNOWN) * min(1.0, SHORT / max(len(asked.split()), 1)),
        act_told=float(any(act in in_words(c) for c in chunks for act in acts)),
        who_named=float(asks_who(question) and bool(holders(first.text, first.lead))),
        price=float(bool(_PRICE.search(asked))),
        figure=float(asks_for_figure(asked)),
        kind_missing=float(kind_missing(asked, [c.text for c in chunks])),
        size=math.log10(max(rows, 1)) - 4.0,
        unknown=_unknown(asked, rarity),
    )


def _unknown(asked: str, rarity: Callable[[str], float]) -> float:
    pairs = [term for term in content_terms(asked) if "_" in term]
    return sum(rarity(pair) >= rarity(NOWHERE) for pair in pairs) / max(len(pairs), 1)


def _coverage(asked: str, chunks: Sequence[Chunk], rarity: Callable[[str], float]) -> float:
    wanted = sorted(content_terms(asked))
    weight = {term: rarity(term) for term in wanted}
    total = sum(weight.values()) or 1.0
    present = [set(terms(f"{c.context} {c.found_by}")) for c in chunks]
    return max(sum(weight[t] for t in wanted if t in words) / total for words in present)


def confidence(question: Question, found: Retrieved, rarity: Callable[[str], float], rows: int) -> float:
    """Probability in [0, 1]; 0 without hits."""
    if not found.hits:
        return 0.0
    return round(_logistic(WEIGHTS, (1.0, *astuple(features(question, found, rarity, rows)))), 4)


def _logistic(weights: Sequence[float], values: Sequence[float]) -> float:
    return 1.0 / (1.0 + math.exp(-sum(w * v for w, v in zip(weights, values, strict=True))))
