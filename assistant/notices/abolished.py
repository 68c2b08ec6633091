"""Permits and procedures that no authority issues any more: the question who issues them has that answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.authority.statements import Statement, checked
from assistant.question.understand import Question, content_terms
from assistant.retrieval.done_away import SAYS, acts_listed, acts_named, cuts_procedures, done_away
from assistant.verify.sentences import sentences, shortened
from corpus.lexical import terms
from corpus.model import Hit
from corpus.reader import IndexReader

NOBODY = "Không cơ quan nào cấp nữa"
LOOKED_AT = 8  # hits
NAMED = 0.7  # share of the permit's syllables and bigrams that the sentence must have

_PERMIT = re.compile(
    r"(?:giấy phép|giấy chứng nhận|giấy xác nhận|chứng chỉ|thủ tục) (?P<of>[^,?.;:()]+?)"
    r"(?=\s+(?:thì|do|ai|ở|tại|nộp|có|là|cần|phải|gửi|hiện|bây giờ|nay|cơ quan|cấp nào)\b|[,?.;:()]|$)",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"không cơ quan nào cấp|(?:bãi bỏ|bỏ|cắt giảm) (?:các )?"
    r"(?:thủ tục|giấy phép|giấy chứng nhận|giấy xác nhận|chứng chỉ)",
    re.IGNORECASE,
)
# A law also says this of single cases: it ends a permit only where procedures are cut. A sentence that begins so is
# read by its name (`done_away`).
_GONE_WHERE_CUT = re.compile(
    r"không thực hiện (?:các )?(?:thủ tục|việc cấp|(?:điều|khoản) [^();]*\((?:cấp|thủ tục)\b)", re.IGNORECASE
)


def abolished(reader: IndexReader, question: Question, hits: Sequence[Hit], day: date) -> tuple[Statement, ...]:
    """The sentence by which the permit or procedure that a question asks for was done away with; empty if none does.

    Looked for by its name among the sentences "Không thực hiện thủ tục …", then in other words among the first hits.
    """
    known = done_away(reader.catalogue, reader.lexical.rarity, question, day)
    statement = checked(known.chunk, shortened(known.sentence), day) if known else None
    if known is None or statement is None:
        return _among(hits[:LOOKED_AT], question, day)
    instead = checked(known.chunk, shortened(known.instead), day) if known.instead else None
    return (statement, instead) if instead is not None else (statement,)


def _among(hits: Sequence[Hit], question: Question, day: date) -> tuple[Statement, ...]:
    match = _PERMIT.search(question.understood)
    if match is None:
        return ()
    wanted, acts = set(terms(match.group())), acts_named(question.matter)
    if match["of"].startswith(("ai ", "do ")):  # "quán karaoke giấy phép ai cấp": the name stands before it
        wanted = {term for term in content_terms(question.matter) if "_" not in term}
    for hit in hits:
        cut = cuts_procedures(hit.chunk.context)
        for sentence in sentences(hit.chunk.text):
            gone = _GONE.search(sentence) or (cut and SAYS not in sentence and _GONE_WHERE_CUT.search(sentence))
            ends_it = gone and len(wanted & set(terms(sentence))) >= NAMED * len(wanted)
            if ends_it and acts <= (acts_listed(sentence) or acts):  # issued no second time is still issued a first
                statement = checked(hit.chunk, sentence, day)
                if statement is not None:
                    return (statement,)
    return ()


def abolished_notice() -> str:
    """What follows for the question who issues it."""
    return "Theo điều khoản dẫn ở trên, giấy phép, thủ tục được hỏi không còn thực hiện: không cơ quan nào cấp nữa."
