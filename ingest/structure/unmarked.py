"""New text that a copy prints without quotation marks ("Điều 2. Sửa đổi, bổ sung Điều 9 như sau", then "Điều 9. …").

It is taken for new text only where nothing else is possible: the article names whole articles, or clauses of one
article, and what follows it up to the next article of the amending text are these units, each once, and no others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structure.marks import article_mark, small_mark

_NUMBER = r"\d{1,3}[a-zđ]?"
_NUMBERS = rf"{_NUMBER}(?:(?:\s*,\s*|\s+và\s+)(?:Điều\s+|khoản\s+)?{_NUMBER})*"
_HEADING = re.compile(
    r"(?:Sửa đổi|Bổ sung|Thay thế)(?:\s*,\s*bổ sung|\s+và bổ sung)?\s+(?:các\s+)?"
    rf"(?:(?P<articles>Điều\s+{_NUMBERS})|(?P<clauses>khoản\s+{_NUMBERS})\s+(?:của\s+)?Điều\s+{_NUMBER})"
    r"(?:\s+(?:của|Nghị định|Luật|vào|sau|trước)\s[^“\"]*?)?\s+như sau\s*[:.]?",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay thế|Thay đổi|Hiệu lực|Điều khoản|Quy định chuyển tiếp|Tổ chức|Trách nhiệm)",
    re.IGNORECASE,
)
_QUOTES = re.compile('[“”«»"″]')


def unmarked(texts: Sequence[str]) -> set[int]:
    """Indices of the lines that are new text without quotation marks; the lines of a whole amending text are given."""
    found: set[int] = set()
    for at, text in enumerate(texts):
        mark = article_mark(text)
        if not mark or not mark.number.isdigit() or not _HEADING.fullmatch(mark.rest):
            continue
        end = next((i for i in range(at + 1, len(texts)) if _is_next(texts[i], int(mark.number))), at)
        if is_new_text(text, texts[at + 1 : end]):
            found.update(range(at + 1, end))
    return found


def is_new_text(heading: str, texts: Sequence[str]) -> bool:
    """Whether the lines below an amending article's heading are the units that it names and nothing else."""
    mark = article_mark(heading)
    match = _HEADING.fullmatch(mark.rest) if mark else None
    if not match or not texts or any(_QUOTES.match(text) for text in texts):
        return False
    named = re.findall(_NUMBER, match["articles"] or match["clauses"])
    articles = [found.number for text in texts if (found := article_mark(text)) and found.rest]
    if match["articles"]:
        return articles == named and bool(article_mark(texts[0]))
    numbers = [found.number for text in texts if (found := small_mark(text)) and found.kind == "clause"]
    first = small_mark(texts[0])
    return not articles and numbers == named and first is not None and first.kind == "clause"


def _is_next(text: str, number: int) -> bool:
    mark = article_mark(text)
    return mark is not None and mark.number == str(number + 1) and bool(_LAST.match(mark.rest))
