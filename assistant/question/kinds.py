"""Kinds of answer: what a question asks for (a sum, an age, a time, a count), and whether a clause gives one."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SUM = r"bao nhiêu tiền|mức (?:phạt|thu|chi|phí|hỗ trợ|lương)|lệ phí|giá bao nhiêu|phạt (?:tiền )?bao nhiêu"
_TABLE = (  # (asked for, given by), the special before the general
    (_SUM, r"\d[\d.,]* ?(?:đồng|triệu|tỷ|nghìn)|%"),
    (r"bao nhiêu tuổi|mấy tuổi|độ tuổi", r"\btuổi\b"),
    (r"phạt tù|mấy năm tù|bao nhiêu năm tù", r"\bphạt tù\b"),
    (r"mấy tháng|bao nhiêu tháng", r"\d+ tháng"),
    (r"mấy ngày|bao nhiêu ngày|bao lâu|thời hạn", r"\d+ (?:ngày|giờ|tháng|năm)"),
    (r"bao nhiêu|(?<!\w)mấy (?!giờ)|số lượng", r"(?<![\w/])\d+(?:,\d+)?(?![\w/])"),
)
_KINDS = tuple((re.compile(asked, re.IGNORECASE), re.compile(given, re.IGNORECASE)) for asked, given in _TABLE)


def asks_for_figure(question: str) -> bool:
    """True if the question asks for a sum, an age, a time or a count."""
    return any(asked.search(question) for asked, _ in _KINDS)


def gives(question: str, text: str) -> bool:
    """True if `text` has what the question asks for; also if it asks for nothing of the kind."""
    return next((bool(given.search(text)) for asked, given in _KINDS if asked.search(question)), True)


def kind_missing(question: str, texts: Sequence[str]) -> bool:
    """True if none of the texts has what the question asks for."""
    return not any(gives(question, text) for text in texts)
