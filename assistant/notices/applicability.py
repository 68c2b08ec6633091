"""Whether a document that a question leans on applies: what the document itself says of its scope."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.authority.statements import Statement, chunks_of, stated
from assistant.question.understand import Question
from corpus.reader import IndexReader

_ASKS = re.compile(
    r"có phải (?:theo|áp dụng|tuân theo|làm theo)|(?:có|được|phải) áp dụng|áp dụng (?:cho|đối với|được|không)|"
    r"thuộc (?:diện|phạm vi|đối tượng)|theo .{0,40}(?:đúng không|phải không|có đúng)",
    re.IGNORECASE,
)
_SCOPE = re.compile(r"Phạm vi điều chỉnh|Đối tượng áp dụng|Phạm vi áp dụng", re.IGNORECASE)
SHOWN = 2


def scope_statements(reader: IndexReader, question: Question, day: date) -> Sequence[Statement]:
    """The scope clauses in force of the documents that the question asks to apply; empty for any other question."""
    if not _ASKS.search(question.understood):
        return ()
    numbers = dict.fromkeys(n.document for n in question.named if n.document in reader.numbers and n.article is None)
    found = []
    for number in filter(None, numbers):
        scopes = [c for c in chunks_of(reader, number, "", day) if _SCOPE.search(c.path)]
        statements = (stated(chunk, question.understood, day) for chunk in scopes)
        found += [statement for statement in statements if statement is not None][:1]
    return found[:SHOWN]
