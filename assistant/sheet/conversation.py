"""A whole conversation as one Word file, to be kept with the papers of a case: each question with its answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.sheet.characters import one_line
from assistant.sheet.content import Content, Paragraph, Run, read_answer
from assistant.sheet.naming import day_words
from assistant.sheet.word import write_word
from corpus.model import Metadata
from corpus.payloads import JsonObject

TITLE = "NỘI DUNG HỎI ĐÁP"
MARK = "Do phần mềm lập từ một cuộc hỏi đáp; đọc lại nguyên văn điều khoản trước khi áp dụng"
SUBJECT_LENGTH = 200


def conversation_sheet(
    title: str, turns: Sequence[JsonObject], documents: Mapping[str, Metadata] | None = None, today: date | None = None
) -> bytes:
    """The Word file's bytes. Arguments as of `read_conversation`."""
    return write_word(read_conversation(title, turns, documents, today))


def read_conversation(
    title: str, turns: Sequence[JsonObject], documents: Mapping[str, Metadata] | None = None, today: date | None = None
) -> Content:
    """What stands in the file.

    Args:
        title: the conversation's name.
        turns: answers in the interface's form with their "question", oldest first; one that was never given has
            "unanswered", why, in words for the reader, in place of everything else.
        documents: what the cited documents say of themselves, by number.
        today: the day the file is made.

    Raises:
        UsageError: a turn is neither an answer nor unanswered.
    """
    paragraphs = [p for number, turn in enumerate(turns, 1) for p in _turn(number, turn, documents, today)]
    made = Paragraph("note", (Run(f"Lập ngày {day_words(today or date.today())}, {len(turns)} câu hỏi."),))
    return Content(one_line(title)[:SUBJECT_LENGTH], (made, *paragraphs), TITLE, MARK, signed=False)


def _turn(
    number: int, turn: JsonObject, documents: Mapping[str, Metadata] | None, today: date | None
) -> Iterator[Paragraph]:
    yield Paragraph("heading", (Run(f"{number}. {one_line(turn.get('question'))}", bold=True),), lead=True)
    if "unanswered" in turn:
        yield Paragraph("body", (Run(one_line(turn["unanswered"]), italic=True),))
        return
    for part in read_answer(turn, documents, today).paragraphs:
        if part.kind == "heading":  # numbered again below the question: "2.1. Câu hỏi"
            part = replace(part, runs=tuple(replace(run, text=f"{number}.{run.text}") for run in part.runs))
        yield part
