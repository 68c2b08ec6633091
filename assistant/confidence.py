"""The probability that the evidence answers the question, used for abstaining.

A logistic model over four features of the retrieval; its weights are fitted by `bench/confidence.py` on questions
written for this project (answerable and not), never on benchmark questions.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.question import Question
from assistant.retrieve import Retrieved
from corpus.lexical import terms

# Words that say nothing of the matter: question words and the courtesies of a chat.
_STOP_WORDS = """
    ai gì nào thì là có không được bị của và hoặc hay cho với về theo từ đến khi nếu mà ở tại trong ngoài trên
    dưới này kia đó ấy các những một hai mấy bao nhiêu lâu sao thế bây giờ nay hiện trước sau đây đâu vậy ạ
    nhé xin hỏi tôi mình chúng ta em anh chị phải cần muốn làm ra vào lên xuống đi lại còn đã đang sẽ rồi chưa
    như do bởi vì để
"""
_STOP = frozenset(_STOP_WORDS.split())
# Intercept and weights of the features in their order; fitted by `python -m bench confidence` (docs/benchmarks.md).
WEIGHTS = (-5.253, 31.531, 11.295, -0.301, -0.859)
LOOKED_AT = 3  # hits that are compared with the question

# What a question asks for, and what a clause that gives it must contain.
_KINDS_OF_ANSWER = (
    (
        r"bao nhiêu tiền|mức (?:phạt|thu|chi|phí|hỗ trợ|lương)|lệ phí|giá bao nhiêu|phạt (?:tiền )?bao nhiêu",
        r"\d[\d.,]* ?(?:đồng|triệu|tỷ|nghìn)|%",
    ),
    (r"bao nhiêu tuổi|mấy tuổi|độ tuổi", r"\btuổi\b"),
    (r"phạt tù|mấy năm tù|bao nhiêu năm tù", r"\bphạt tù\b"),
    (r"mấy tháng|bao nhiêu tháng", r"\d+ tháng"),
    (r"mấy ngày|bao nhiêu ngày|bao lâu|thời hạn", r"\d+ (?:ngày|giờ|tháng|năm)"),
)  # fmt: skip
_KINDS = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(given, re.IGNORECASE)) for asked, given in _KINDS_OF_ANSWER
)


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
    wanted = [t for t in dict.fromkeys(terms(question.understood)) if not _stops(t)]
    present = [set(terms(f"{h.chunk.context} {h.chunk.found_by}")) for h in hits]
    total = sum(rarity(t) for t in wanted) or 1.0
    coverage = max(sum(rarity(t) for t in wanted if t in words) / total for words in present)
    absent = [t for t in wanted if "_" not in t and not any(t in words for words in present)]
    return Features(
        dense=found.best_dense - 0.80,
        coverage=coverage,
        unknown=max((rarity(t) for t in absent), default=0.0) / 10,
        kind_missing=float(_kind_missing(question.understood, [h.chunk.text for h in hits])),
    )


def confidence(question: Question, found: Retrieved, rarity: Callable[[str], float]) -> float:
    """Probability in [0, 1]; 0 without hits."""
    if not found.hits:
        return 0.0
    told = features(question, found, rarity)
    return round(_logistic(WEIGHTS, (1.0, told.dense, told.coverage, told.unknown, told.kind_missing)), 4)


def _kind_missing(question: str, texts: Sequence[str]) -> bool:
    return any(asked.search(question) and not any(given.search(text) for text in texts) for asked, given in _KINDS)


def _logistic(weights: Sequence[float], values: Sequence[float]) -> float:
    return 1.0 / (1.0 + math.exp(-sum(w * v for w, v in zip(weights, values, strict=True))))


def _stops(term: str) -> bool:
    return all(part in _STOP for part in term.split("_"))
