"""Permits and procedures that no authority issues any more: the question who issues them has that answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.authority.statements import Statement, checked
from assistant.question.understand import Question
from assistant.verify.sentences import sentences
from corpus.lexical import terms
from corpus.model import Hit

NOBODY = "Không cơ quan nào cấp nữa"
LOOKED_AT = 8  # hits
NAMED = 0.7  # share of the permit's syllables and bigrams that the sentence must have

_PERMIT = re.compile(
    r"(?:giấy phép|giấy chứng nhận|giấy xác nhận|chứng chỉ|thủ tục) (?P<of>[^,?.;:()]+?)"
    r"(?=\s+(?:thì|do|ai|ở|tại|nộp|có|là|cần|phải|gửi|hiện|bây giờ|nay|cơ quan|cấp nào)\b|[,?.;:()]|$)",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"không thực hiện (?:các )?(?:thủ tục|việc cấp)|không cơ quan nào cấp|(?:bãi bỏ|bỏ|"
    r"cắt giảm) (?:các )?(?:thủ tục|giấy phép|"
    r"giấy chứng nhận|giấy xác nhận|chứng chỉ)",
    re.IGNORECASE,
)


def abolished(question: Question, hits: Sequence[Hit], day: date) -> tuple[Statement, ...]:
    """The sentence by which the permit or procedure that a question asks for was done away with; empty if none does."""
    match = _PERMIT.search(question.understood)
    if match is None:
        return ()
    wanted = set(terms(match.group()))
    for hit in hits[:LOOKED_AT]:
        for sentence in sentences(hit.chunk.text):
            if _GONE.search(sentence) and len(wanted & set(terms(sentence))) >= NAMED * len(wanted):
                statement = checked(hit.chunk, sentence, day)
                if statement is not None:
                    return (statement,)
    return ()


def abolished_notice() -> str:
    """What follows for the question who issues it."""
    return "Theo điều khoản dẫn ở trên, giấy phép, thủ tục được hỏi không còn thực hiện: không cơ quan nào cấp nữa."
