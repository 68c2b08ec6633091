"""Cases under way when the law changed: transitional clauses answer them before the clauses for new cases do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.question.understand import Question, content_terms
from corpus.lexical import terms
from corpus.model import Chunk, Hit

NEAR = 0.75  # a transitional clause comes first from this share of the best score
PROMOTED = 2  # so many of them
ON_THE_MATTER = 0.3  # share of the question's content that such a clause must have to answer by itself

_UNDER_WAY = re.compile(
    r"chưa (?:được )?(?:giải quyết|xong|cấp|ra|ban hành|bồi thường|trả|chi trả|làm|hoàn thành|có|thu hồi|ký|"
    r"phê duyệt|duyệt)|"
    r"dở dang|dang dở|làm dở|\btreo\b|đang (?:giải quyết|xử lý|làm|thụ lý)|(?:làm|giải quyết|thực hiện|"
    r"xử lý) tiếp|chuyển tiếp|"
    r"(?:nộp|nhận|tiếp nhận|thụ lý|gửi|khởi công|phê duyệt|duyệt|ký|ban hành|chứng thực|cấp)"
    r"(?: [^\W\d_]+){0,4} (?:từ )?(?:trước|trước ngày|hồi|năm|tháng)(?: ngày)? \d",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"trước (?:ngày )?\d|huyện|quận|thị xã|(?:năm|tháng) \d|luật cũ|nghị định cũ|quy định cũ", re.IGNORECASE
)
_THEN = re.compile(r"\b(?:lúc|khi|thời điểm|hồi) (?:đó|ấy)\b", re.IGNORECASE)  # asked of that time, not of now
_CLAUSE = re.compile(
    r"chuyển tiếp|trước ngày (?:Nghị định|Luật|Nghị quyết|Thông tư|\d)|(?:đang|còn) (?:dở dang|làm dở|"
    r"giải quyết)|làm dở",
    re.IGNORECASE,
)


def is_under_way(question: Question) -> bool:
    """True if a question is about something begun before the law changed and not finished."""
    text = question.understood
    if question.as_of is not None:
        return False  # asked as of that day, not of what remains of it now
    return bool(_UNDER_WAY.search(text) and _FORMER.search(text) and not _THEN.search(text))


def is_transitional(chunk: Chunk) -> bool:
    """True for a clause on cases under way, by its article's heading or its own words."""
    return bool(_CLAUSE.search(f"{chunk.context}\n{chunk.text}"))


def settles(question: Question, hits: Sequence[Hit]) -> bool:
    """True if the first hit is a transitional clause on the matter of a case under way: similarity undervalues it."""
    if not hits or not is_under_way(question) or not is_transitional(hits[0].chunk):
        return False
    wanted = content_terms(question.search)
    return len(wanted & set(terms(f"{hits[0].chunk.context} {hits[0].chunk.text}"))) >= ON_THE_MATTER * len(wanted)


def transitional_first(question: Question, hits: Sequence[Hit], count: int) -> tuple[Hit, ...]:
    """The hits with the near transitional clauses in front, if the question is about a case under way."""
    if not hits or not is_under_way(question):
        return tuple(hits[:count])
    best = max(h.score for h in hits)
    first = [h for h in hits if h.score >= NEAR * best and is_transitional(h.chunk)][:PROMOTED]
    rest = [h for h in hits if h not in first]
    raised = [replace(h, score=best) for h in first]
    return tuple(replace(h, rank=n) for n, h in enumerate([*raised, *rest][:count], 1))
