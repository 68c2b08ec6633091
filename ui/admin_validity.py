"""What the corpus lacks: documents about to end, metadata that could not be read, references that lead nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from corpus.catalogue import CATALOGUE, Catalogue
from corpus.generations import Generations
from ingest.status import status
from ui import backend, wording
from ui import texts_admin as words
from ui.admin_correct import correction_form
from ui.admin_table import plain_table

SHOWN = 200


def section() -> None:
    """Tables of what needs attention, then the form that mends metadata."""
    settings, today = backend.settings(), backend.today()
    rows = [row for row in status(settings, today) if not row["superseded"]]
    days = settings.expiry_notice_days
    known = {str(row["number"]) for row in rows}
    expiring = ending(rows, today, days)
    label = words.EXPIRING_TITLE.format(days=days, count=len(expiring))
    _table(expiring, label, words.EXPIRING_NONE, "expiring", known)
    over = ended(rows, today)
    if not over.empty:
        _table(over, words.EXPIRED_TITLE.format(count=len(over)), "", "ended", known)
    lacking = incomplete(rows)
    _table(lacking, words.UNKNOWN_TITLE.format(count=len(lacking)), words.UNKNOWN_NONE, "incomplete", known)
    missing = unresolved(settings.home, Generations(settings.home).current() or 0)
    total = int(missing[words.COLUMN_REFERENCES].sum())
    label = words.UNRESOLVED_TITLE.format(count=wording.number(total))
    _table(missing[:SHOWN], label, words.UNRESOLVED_NONE, "unresolved", known)
    if total:
        st.caption(words.UNRESOLVED_NOTE)
    correction_form(rows)


def _table(rows: pd.DataFrame, label: str, none: str, key: str, linked: Collection[str]) -> None:
    st.subheader(label, anchor=False)
    if rows.empty:
        st.caption(none)
    else:
        plain_table(rows, label, key, linked=linked)


def ending(rows: Sequence[Mapping[str, Any]], today: date, days: int) -> pd.DataFrame:
    """Documents whose last day in force is within `days`, soonest first."""
    found = [(row["effective_to"], row) for row in rows if row["effective_to"]]
    soon = sorted(((end, row) for end, row in found if 0 < (end - today).days <= days), key=lambda pair: pair[0])
    lines = [(row["number"], row["title"], wording.day(end), (end - today).days) for end, row in soon]
    columns = [words.COLUMN_NUMBER, words.COLUMN_TITLE, words.COLUMN_LAST, words.COLUMN_DAYS]
    return pd.DataFrame(lines, columns=columns)


def ended(rows: Sequence[Mapping[str, Any]], today: date) -> pd.DataFrame:
    """Documents that are over, latest first."""
    over = sorted(
        ((row["effective_to"], row) for row in rows if row["effective_to"] and row["effective_to"] <= today),
        key=lambda pair: pair[0],
        reverse=True,
    )
    lines = [(row["number"], row["title"], wording.day(end)) for end, row in over]
    return pd.DataFrame(lines, columns=[words.COLUMN_NUMBER, words.COLUMN_TITLE, words.COLUMN_LAST])


def incomplete(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Documents of which something could not be read."""
    lines = [
        (row["number"], row["title"], ", ".join(words.FIELDS.get(name, name) for name in row["unknown"]))
        for row in rows
        if row["unknown"]
    ]
    return pd.DataFrame(lines, columns=[words.COLUMN_NUMBER, words.COLUMN_TITLE, words.COLUMN_MISSING])


@st.cache_data(max_entries=2, show_spinner=words.READING)
def unresolved(home: Path, generation: int) -> pd.DataFrame:
    """References to other documents that lead nowhere, by the document they name, most frequent first.

    Read once per generation: it looks at every document.
    """
    counts: Counter[tuple[str, bool]] = Counter()
    if generation:
        catalogue = Catalogue(Generations(home).path(generation) / CATALOGUE)
        try:
            active = [row for row in catalogue.documents() if row.active]
            known = {row.number for row in active}
            for row in active:
                document = catalogue.document(row.number)
                for reference in document.references if document else ():
                    named = reference.target.document
                    if named and named != row.number and reference.resolved is None:
                        counts[named, named in known] += 1
        finally:
            catalogue.close()
    lines = [
        (number, times, words.NO_PLACE if known_ else words.NOT_THERE)
        for (number, known_), times in counts.most_common()
    ]
    return pd.DataFrame(lines, columns=[words.COLUMN_NUMBER, words.COLUMN_REFERENCES, words.COLUMN_WHY])
