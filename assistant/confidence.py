"""The probability that the evidence answers the question, used for abstaining.

A logistic model over three features of the retrieval; its weights are fitted by `bench/confidence.py` on questions
written for this project (answerable and not), never on benchmark questions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.question import Question
from assistant.retrieve import Retrieved
from corpus.lexical import syllables

# Words that say nothing of the matter: question words and the courtesies of a chat.
_STOP_WORDS = """
    ai gì nào thì là có không được bị của và hoặc hay cho với về theo từ đến khi nếu mà ở tại trong ngoài trên
    dưới này kia đó ấy các những một hai mấy bao nhiêu lâu sao thế bây giờ nay hiện trước sau đây đâu vậy ạ
    nhé xin hỏi tôi mình chúng ta em anh chị phải cần muốn làm ra vào lên xuống đi lại còn đã đang sẽ rồi chưa
    như do bởi vì để
"""
_STOP = frozenset(_STOP_WORDS.split())
WEIGHTS = (-6.0, 30.0, 4.0)  # intercept, best cosine above 0.80, coverage


@dataclass(frozen=True, slots=True)
class Features:
    """`dense` is the best cosine among the hits; `coverage` the share of the question's content words found in one."""

    dense: float
    coverage: float


def features(question: Question, found: Retrieved) -> Features:
    """Features of a retrieval; zero without hits."""
    if not found.hits:
        return Features(0.0, 0.0)
    wanted = _content(question.search)
    texts = [_content(f"{h.chunk.found_by} {h.chunk.context}") for h in found.hits[:3]]
    coverage = max(len(wanted & text) / max(len(wanted), 1) for text in texts)
    return Features(max(s.dense for s in found.scored), coverage)


def confidence(question: Question, found: Retrieved) -> float:
    """Probability in [0, 1]."""
    told = features(question, found)
    if not found.hits:
        return 0.0
    return round(_logistic(WEIGHTS, (1.0, told.dense - 0.80, told.coverage)), 4)


def _logistic(weights: Sequence[float], values: Sequence[float]) -> float:
    return 1.0 / (1.0 + math.exp(-sum(w * v for w, v in zip(weights, values, strict=True))))


def _content(text: str) -> set[str]:
    """Bigrams of neighbouring syllables that both mean something, and lone ones that stand between stop words."""
    words = syllables(text)
    pairs = {f"{a}_{b}" for a, b in pairwise(words) if a not in _STOP and b not in _STOP}
    return pairs | {w for w in words if w not in _STOP}
