"""The people's side of the workplace, opened once per process: records and what works on them."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from corpus import settings as corpus_settings
from corpus.settings import Settings
from ui.accounts.registry import Registry
from ui.accounts.sessions import Sessions
from ui.audit import Audit
from ui.conversations import Archive
from ui.ratings import Ratings
from ui.records import Records
from ui.seen import Seen


@dataclass(frozen=True)
class Workplace:
    records: Records
    registry: Registry
    sessions: Sessions
    audit: Audit
    archive: Archive
    ratings: Ratings
    seen: Seen


def open_workplace(settings: Settings) -> Workplace:
    """Open or create the records of a home.

    Raises:
        NewerRecords: a later version of the program has written them.
    """
    records = Records(settings.home)
    return Workplace(
        records=records,
        registry=Registry(records),
        sessions=Sessions(records, idle=settings.session_idle_minutes * 60, longest=settings.session_hours * 3600),
        audit=Audit(records),
        archive=Archive(records),
        ratings=Ratings(records),
        seen=Seen(records),
    )


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    return corpus_settings.load()


@st.cache_resource(show_spinner=False)
def workplace() -> Workplace:
    return open_workplace(settings())
