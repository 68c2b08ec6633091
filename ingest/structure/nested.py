"""Amending text inside quoted new text: “Điều 5a. Sửa đổi, bổ sung Thông tư số …”, whose clauses quote in their turn.

Its clauses look like the amending text going on. They belong to the quotation only where its marks prove it: counted
from the article on, the last one is closed before any heading that no inner quotation holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structure.marks import article_mark, large_mark

AMENDING_ARTICLE = re.compile(r"\s*Điều\s+\d{1,3}[a-zđ]?\s*[.:]\s*(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay thế)", re.IGNORECASE)
_CLOSED = re.compile(r"”[\s.;,*_]*$")
_END = re.compile(r"^(?:Nơi nhận\s*:|TM\.\s|KT\.\s)")


def nested(texts: Sequence[str]) -> dict[int, int]:
    """First and last line of each quotation that is an amending article of several lines."""
    found: dict[int, int] = {}
    at = 0
    while at < len(texts):
        if texts[at].startswith("“") and AMENDING_ARTICLE.match(texts[at], 1) and (end := _end(texts, at)) > at:
            found[at] = at = end
        at += 1
    return found


def _end(texts: Sequence[str], at: int) -> int:
    """The line that closes the quotation that opens at `at`; `at` itself where the marks do not prove one."""
    depth = 0
    for index in range(at, len(texts)):
        text = texts[index]
        outside = index > at and depth < 2
        if outside and (article_mark(text) or large_mark(text) or _END.match(text)):
            return at
        depth += text.count("“") - text.count("”")
        if depth <= 0:
            return index if depth == 0 and _CLOSED.search(text) else at
    return at
