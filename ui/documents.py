"""Văn bản: all documents of the corpus in a table; choosing a line opens the document."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from corpus.catalogue import DocumentRow
from corpus.lexical import fold
from ui import backend, document, indexes, texts, wording
from ui.filters import filters


def page() -> None:
    """The list, or the document named by `so` in the address."""
    number = st.query_params.get("so")
    if number:
        document.page(number)
        return
    st.title(texts.DOCUMENTS, anchor=False)
    wanted = st.text_input(texts.DOCUMENTS_FILTER, key="documents-filter", max_chars=300)
    chosen = filters(in_force=False)
    as_of = chosen.as_of
    rows = [row for row in backend.assistant().documents() if row.active]
    if not rows:
        st.info(texts.NO_DOCUMENTS)
        return
    st.caption(texts.DOCUMENTS_INTRO.format(count=len(rows), day=wording.day(as_of)))
    numbers = chosen.numbers(indexes.metadata(), indexes.fields())
    shown = [
        row
        for row in rows
        if matches(row, wanted)
        and (numbers is None or row.number in numbers)
        and (not chosen.only_in_force or _state(row, as_of) == texts.STATE_IN_FORCE)
    ]
    if not shown:
        st.info(texts.NO_MATCH)
        return
    _table(shown, as_of)


def _table(rows: list[DocumentRow], as_of: date) -> None:
    dates = st.column_config.DateColumn(format="DD/MM/YYYY", width=105)
    chosen = st.dataframe(
        table(rows, as_of),
        key="documents-table",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height=min(38 + 35 * len(rows), 640),
        column_config={
            texts.COLUMN_TITLE: st.column_config.TextColumn(width=380),
            **dict.fromkeys((texts.COLUMN_ISSUED, texts.COLUMN_FROM, texts.COLUMN_TO), dates),
        },
        placeholder="–",
        alt=texts.DOCUMENTS,
    )
    st.caption(texts.SELECT_ROW)
    selected = chosen.selection.rows
    if selected:
        st.session_state.pop("documents-table", None)
        st.query_params["so"] = rows[selected[0]].number
        st.rerun()


def table(rows: list[DocumentRow], as_of: date) -> pd.DataFrame:
    """One line a document, with its state on the day."""
    lines = []
    for row in rows:
        meta = row.metadata
        start, end = _interval(row)
        lines.append(
            {
                texts.COLUMN_NUMBER: meta.number,
                texts.COLUMN_KIND: meta.kind,
                texts.COLUMN_TITLE: meta.title,
                texts.COLUMN_STATE: _state(row, as_of),
                texts.COLUMN_FROM: start,
                texts.COLUMN_TO: end,
                texts.COLUMN_STANDING: texts.STANDINGS[row.standing.value],
                texts.COLUMN_ISSUER: meta.issuer,
                texts.COLUMN_ISSUED: meta.issued,
                texts.COLUMN_ARTICLES: row.provisions,
            }
        )
    return pd.DataFrame(lines)


def _interval(row: DocumentRow) -> tuple[date | None, date | None]:
    whole = backend.assistant().validity(row.number, "")
    if whole is not None:
        return whole.start, whole.end
    return row.metadata.effective_from, row.metadata.effective_to


def _state(row: DocumentRow, as_of: date) -> str:
    return wording.in_force_word(*_interval(row), as_of)


def matches(row: DocumentRow, wanted: str) -> bool:
    """True if every word asked for is in number, kind, title or issuer, with or without diacritics."""
    meta = row.metadata
    text = fold(f"{meta.number} {meta.kind} {meta.title} {meta.issuer} {meta.short_title}")
    return all(word in text for word in fold(wanted).split())
