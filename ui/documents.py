"""Văn bản: all documents of the corpus in a table; a document's number opens it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st
from markupsafe import Markup

from corpus.catalogue import DocumentRow
from corpus.lexical import fold
from corpus.model import Validity
from ui import backend, document, indexes, texts, wording
from ui.failure import show_note
from ui.filters import filters
from ui.pager import page_number, pager
from ui.panel import panel
from ui.passages import badge, joined, place_link, place_of_link, standing_mark

PAGE = 50  # documents on one page


@dataclass(frozen=True, slots=True)
class Line:
    """A document of the list with its interval."""

    row: DocumentRow
    validity: Validity

    def state(self, as_of: date) -> str:
        return wording.in_force_word(self.validity.start, self.validity.end, as_of)


def page() -> None:
    """The list, or the document named by `so` in the address."""
    number = st.query_params.get("so")
    if number:
        document.page(number)
        return
    st.title(texts.DOCUMENTS, anchor=False)
    rows = indexes.documents()
    if not rows:
        show_note(texts.NO_DOCUMENTS)
        return
    with st.container(key="list-line"):
        wanted = st.text_input(texts.DOCUMENTS_FILTER, key="loc", bind="query-params", max_chars=300)
        order = st.selectbox(texts.SORT, texts.SORTS, key="sap", bind="query-params")
    chosen = filters(in_force=False)
    as_of = chosen.as_of
    numbers = chosen.numbers(indexes.metadata(), indexes.fields())
    named = [row for row in rows if matches(row, wanted or "") and (numbers is None or row.number in numbers)]
    lines = [Line(row, _interval(row)) for row in named]
    shown = [line for line in lines if not chosen.only_in_force or line.state(as_of) == texts.STATE_IN_FORCE]
    st.caption(texts.DOCUMENTS_INTRO.format(count=len(shown), all=len(rows), day=wording.day(as_of)))
    if not shown:
        show_note(texts.NO_MATCH)
        return
    _table(ordered(shown, str(order), as_of), as_of)


def _table(lines: Sequence[Line], as_of: date) -> None:
    first = (page_number(len(lines), PAGE) - 1) * PAGE
    clicked = panel(table(lines[first : first + PAGE], as_of, backend.settings().expiry_notice_days), key="documents")
    pager(len(lines), PAGE)
    if place := place_of_link(clicked):
        st.query_params["so"] = place[0]
        st.query_params.pop("trang", None)
        st.rerun()


def ordered(lines: Sequence[Line], order: str, as_of: date) -> list[Line]:
    """By number as catalogued, the newest first, or the next to end first with what has ended last."""
    if order == texts.SORTS[1]:
        return sorted(lines, key=lambda line: line.row.metadata.issued or date.min, reverse=True)
    if order == texts.SORTS[2]:
        return sorted(lines, key=lambda line: _ends(line.validity, as_of))
    return list(lines)


def _ends(validity: Validity, as_of: date) -> tuple[int, date]:
    if validity.end is None:
        return 1, date.max
    return (0, validity.end) if validity.end > as_of else (2, validity.end)


def table(lines: Sequence[Line], as_of: date, notice_days: int) -> Markup:
    """One line a document, with its state on the day; on a phone each line is a card."""
    heads = (texts.COLUMN_NUMBER, texts.COLUMN_TITLE, texts.COLUMN_STATE, texts.COLUMN_ISSUER)
    head = joined(Markup('<th scope="col">{}</th>').format(name) for name in heads)
    body = joined(_line(line, as_of, notice_days) for line in lines)
    return Markup(
        '<table class="cross-table list" aria-label="{}"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(texts.DOCUMENTS, head, body)


def _line(line: Line, as_of: date, notice_days: int) -> Markup:
    meta = line.row.metadata
    tone, state = wording.short_state(line.validity, as_of, notice_days)
    return Markup(
        '<tr><td>{}</td><td><span class="soft">{}</span> {}</td>'
        '<td class="state">{}{}<div class="soft small">{}</div></td>'
        '<td data-label="{}">{} <span class="soft small day">{}</span></td></tr>'
    ).format(
        place_link(meta.number, "", meta.number),
        meta.kind if not fold(meta.title).startswith(fold(meta.kind)) or wording.title(meta) != meta.title else "",
        wording.title(meta),
        badge(state, tone),
        standing_mark(meta.standing),
        wording.short_span(line.validity),
        texts.COLUMN_ISSUER,
        meta.issuer,
        wording.day(meta.issued) if meta.issued else "",
    )


def _interval(row: DocumentRow) -> Validity:
    whole = backend.shelf().validity(row.number, "")
    return whole or Validity(row.metadata.effective_from, row.metadata.effective_to)


def matches(row: DocumentRow, wanted: str) -> bool:
    """True if every word asked for is in number, kind, title or issuer, with or without diacritics."""
    meta = row.metadata
    text = fold(f"{meta.number} {meta.kind} {meta.title} {meta.issuer} {meta.short_title}")
    return all(word in text for word in fold(wanted).split())
