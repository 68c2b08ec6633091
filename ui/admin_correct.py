"""The form by which an administrator corrects what a file was misread to say of itself, and takes it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import streamlit as st
from markupsafe import Markup

from ingest.correct import FIELDS
from ui import backend, texts, wording
from ui import texts_admin as words
from ui.failure import told
from ui.panel import panel


def correction_form(rows: Sequence[Mapping[str, Any]]) -> None:
    """The form, then the corrections that hold."""
    st.subheader(words.CORRECT_TITLE, anchor=False)
    st.caption(words.CORRECT_NOTE)
    by_number = {str(row["number"]): row for row in rows}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.selectbox(
            words.CORRECT_DOCUMENT, sorted(by_number), index=None, key="correct-number", placeholder=texts.REMOVE_NONE,
            width=300,
        )  # fmt: skip
        field = st.selectbox(
            words.CORRECT_FIELD, FIELDS, format_func=words.FIELDS.__getitem__, key="correct-field", width=240
        )
    if number is not None:
        st.text(words.CORRECT_NOW.format(value=shown(by_number[number].get(field))))
    value = st.text_input(words.CORRECT_VALUE, key="correct-value", max_chars=400, help=words.CORRECT_VALUE_HELP)
    reason = st.text_input(
        words.CORRECT_REASON, key="correct-reason", max_chars=300, placeholder=words.CORRECT_REASON_HELP
    )
    off = number is None or not reason.strip() or backend.library().job.running
    st.button(words.CORRECT_BUTTON, key="correct", disabled=off, on_click=_correct, args=(number, field, value, reason))
    _corrections(rows)


@told
def _correct(number: str, field: str, value: str, reason: str) -> None:
    if backend.administration().correct(number, field, value.strip(), reason.strip()):
        for key in ("correct-value", "correct-reason"):
            st.session_state[key] = ""
    else:
        st.toast(texts.BUSY)


def _corrections(rows: Sequence[Mapping[str, Any]]) -> None:
    held = [(str(row["number"]), made) for row in rows for made in row["corrections"]]
    if not held:
        return
    st.subheader(words.CORRECTIONS_TITLE.format(count=len(held)), anchor=False)
    for place, (number, made) in enumerate(held):
        words_told = words.CORRECTION.format(
            number=number,
            field=words.FIELDS.get(made["field"], made["field"]),
            value=shown(made["value"]),
            before=shown(made["before"]),
            reason=made["reason"].rstrip("."),
            by=made["by"],
            when=wording.moment(datetime.fromisoformat(made["at"])),
        )
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            with st.container():
                panel(Markup("<p>{}</p>").format(words_told), key=f"correction-{place}")
            st.button(
                words.UNDO_CORRECTION, key=f"undo-correction-{place}", icon=":material/undo:", on_click=_undo,
                args=(number, made["field"]), disabled=backend.library().job.running,
            )  # fmt: skip


@told
def _undo(number: str, field: str) -> None:
    if not backend.administration().undo_correction(number, field):
        st.toast(texts.BUSY)


def shown(value: object) -> str:
    """A metadata value as people read it."""
    if isinstance(value, date):
        return wording.day(value)
    try:
        return wording.day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value or words.EMPTY)
