"""The audit log as administrators read it."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from ui import backend
from ui import texts_admin as words
from ui.accounts import visitor
from ui.accounts.roles import LOCAL, Account
from ui.admin_review import when
from ui.admin_table import plain_table
from ui.administration import Administration, Corpus
from ui.audit import Entry
from ui.failure import show_note
from ui.workplace import Workplace, workplace

SHOWN = 300


def section() -> None:
    """The latest entries, the check of the seals, the whole as CSV."""
    administration = backend.administration()
    entries = administration.log_entries(SHOWN)
    if not entries:
        show_note(words.LOG_NONE)
        return
    st.caption(words.LOG_NOTE.format(count=len(entries)))
    with st.container(horizontal=True):
        if st.button(words.LOG_CHECK, key="log-check", icon=":material/verified:"):
            broken = administration.log_broken_at()
            st.toast(words.LOG_WHOLE if broken is None else words.LOG_BROKEN.format(number=broken))
        st.download_button(
            words.LOG_CSV,
            partial(_csv, visitor.required(), backend.library(), workplace()),
            file_name="nhat-ky.csv",
            mime="text/csv", key="log-csv", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
    plain_table(table(entries), words.LOG_TITLE, "log", tall=True)


def _csv(who: Account, corpus: Corpus, office: Workplace) -> str:
    """The log for a spreadsheet; made when the button is pressed, for who is then still an administrator."""

    def actor() -> Account | None:
        return LOCAL if who is LOCAL else office.registry.find(who.name)

    return "\ufeff" + Administration(actor, corpus, office).log_csv()


def table(entries: list[Entry]) -> pd.DataFrame:
    """Newest first, in words."""
    lines = [(e.number, when(e.at), e.who, words.ACTS.get(e.act, e.act), e.what, _result(e.outcome)) for e in entries]
    columns = [
        "#", words.COLUMN_AT, words.COLUMN_WHO, words.COLUMN_ACT, words.COLUMN_WHAT, words.COLUMN_OUTCOME,
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=columns)


def _result(outcome: str) -> str:
    head, mark, rest = outcome.partition(":")
    return f"{words.RESULTS.get(head, head)}{mark}{rest}"
