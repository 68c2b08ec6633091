"""Buttons that hand out an answer as a paper to be signed (Word, PDF)."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assistant.answer import Answer
from ui import backend, texts
from ui.shelf import Shelf
from ui.turn import Turn


def sheet_buttons(turn: Turn) -> None:
    """One button a format, into the row under a finished answer; the file is made when its button is pressed."""
    answer = turn.view.answer
    if answer is None:
        return
    from assistant.sheet import FORMATS, MIME  # libraries for Word and PDF: the first page need not wait for them

    shelf = backend.shelf()  # the file is made in a thread of its own, where Streamlit's caches do not reach
    for format in FORMATS:
        st.download_button(
            texts.SHEET.format(format=texts.SHEET_FORMATS[format]),
            data=partial(sheet_file, shelf, answer, turn.view.question, format),
            file_name=f"{texts.SHEET_FILE}-{answer.as_of.isoformat()}.{format}",
            mime=MIME[format],
            key=f"sheet-{format}-{turn.id}",
            help=texts.SHEET_HELP,
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )


def sheet_file(shelf: Shelf, answer: Answer, question: str, format: str) -> bytes:
    """The bytes of one file."""
    from assistant.interface import answer_dict
    from assistant.sheet import sheet

    documents = {row.number: row.metadata for row in shelf.documents() if row.active}
    return sheet(answer_dict(answer, question), format, documents)
