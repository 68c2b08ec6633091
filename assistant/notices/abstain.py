"""Saying nothing well: why there is no answer, what comes nearest, and which document or office would have one."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import regex  # knows the boundaries of Vietnamese words

from assistant.question.choices import asks_who
from assistant.question.kinds import asks_for_figure, kind_missing
from assistant.question.places import Names, place
from assistant.question.understand import Question
from corpus.model import Hit

WORDS = Path(__file__).with_name("needs.toml")
NEAREST = 3
LOOKED_AT = 3  # hits among which a figure that is asked for must stand

NO_BASIS = (
    "Không thấy điều khoản nào trong kho văn bản đủ chắc để trả lời. Nếu có văn bản về việc này, hãy nạp thêm; "
    "nếu do địa phương quy định, cần quyết định hoặc nghị quyết của tỉnh."
)
NO_FIGURE = "Không điều khoản nào tìm được nêu con số được hỏi (số tiền, mức, tuổi, thời hạn), nên không trả lời."


def lacks_figure(question: Question, hits: Sequence[Hit]) -> bool:
    """True if the question asks for a figure and for nothing else, and no hit gives one of its kind."""
    asked = question.understood
    return (
        asks_for_figure(asked)
        and not asks_who(question)
        and kind_missing(asked, [h.chunk.text for h in hits[:LOOKED_AT]])
    )


def reasons(
    question: Question, hits: Sequence[Hit], outside: str, figure: bool, names: Names | None
) -> tuple[str, ...]:
    """Vietnamese sentences: why there is no answer, what would be needed, what comes nearest.

    Args:
        outside: what is said of a kind of question that no central regulation answers; "" for any other.
        figure: only the figure that is asked for is missing.
    """
    why = outside or (NO_FIGURE if figure else NO_BASIS)
    need = needed(question.understood)
    reasons_given = [why]
    if need and not outside:
        reasons_given.append(f"Cần: {need}.")
    if nearest := "; ".join(place(hit.chunk, names) for hit in hits[:NEAREST]):
        reasons_given.append(f"Điều khoản gần nhất trong kho (chưa đủ để trả lời): {nearest}.")
    return tuple(reasons_given)


def needed(question: str) -> str:
    """The document or office that would answer, "" if the table has none for the question's words."""
    return next((need for pattern, need in _needs() if pattern.search(question)), "")


@cache
def _needs() -> tuple[tuple[regex.Pattern[str], str], ...]:
    entries = tomllib.loads(WORDS.read_text(encoding="utf-8"))["need"]
    return tuple(
        (regex.compile(r"(?<!\w)(?:" + "|".join(n["words"]) + r")(?!\w)", regex.IGNORECASE), str(n["needed"]))
        for n in entries
    )
