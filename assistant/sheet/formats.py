"""The paper in one of its formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from assistant.sheet.content import Content, read_answer
from assistant.sheet.pdf import write_pdf
from assistant.sheet.word import write_word
from corpus.errors import UsageError
from corpus.model import Metadata

FORMATS: dict[str, Callable[[Content], bytes]] = {"docx": write_word, "pdf": write_pdf}
MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def sheet(
    answer: Mapping[str, Any],
    format: str = "docx",
    documents: Mapping[str, Metadata] | None = None,
    today: date | None = None,
) -> bytes:
    """The file's bytes for an answer in the interface's form, with its "question".

    Raises:
        UsageError: unknown format, or `answer` is not an answer.
        MissingTool: the fonts of the PDF are not there.
    """
    if format not in FORMATS:
        raise UsageError(f"Không xuất được dạng «{format}»", remedy=f"Chọn một trong: {', '.join(FORMATS)}.")
    return FORMATS[format](read_answer(answer, documents, today))
