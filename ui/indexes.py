"""What the reading pages look up besides the assistant, made once for each index generation and kept.

Keyword index, changes between documents and crosswalk take up to a second or two each on a large corpus; they are
made on first use, in this process's memory, and replaced when another generation serves.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from corpus.catalogue import DocumentRow
from corpus.changes import Change, changes
from corpus.fields import fields_of
from corpus.model import Metadata, Standing
from corpus.settings import Settings
from ui import backend, texts, wording

if TYPE_CHECKING:
    from corpus.keyword import KeywordIndex
    from ingest.crosswalk import CrosswalkRow


@dataclass(frozen=True, slots=True)
class Names:
    """Of the documents that serve, by number: kind and number, title, standing."""

    names: Mapping[str, str]
    titles: Mapping[str, str]
    standings: Mapping[str, Standing]
    unpaged: frozenset[str]  # numbers of those whose file has no pages


def _transfers(settings: Settings, between: Callable[[], None]) -> tuple[CrosswalkRow, ...]:
    from ingest import crosswalk

    return crosswalk.rows(settings, between)


transfers: Callable[[Settings, Callable[[], None]], tuple[CrosswalkRow, ...]] = _transfers  # tests put their own here


def _at_once() -> None:
    """Go on."""


def keywords() -> KeywordIndex:
    return _keywords(backend.shelf().generation)


def prepare_keywords() -> None:
    """Make the keyword index in the background while a reader types."""
    threading.Thread(target=keywords, name="keywords", daemon=True).start()


def changes_to(number: str) -> tuple[Change, ...]:
    """Changes of the document `number`, the earliest first."""
    return _changes(backend.shelf().generation).get(number, ())


def crosswalk_rows(between: Callable[[], None] = _at_once) -> tuple[CrosswalkRow, ...]:
    """All rows of the crosswalk, out of force ones included; `between` is called by and by while they are made."""
    return _crosswalk(backend.shelf().generation, between)


def metadata() -> dict[str, Metadata]:
    """Of the documents that serve, by number."""
    return _metadata(backend.shelf().generation)


def fields() -> dict[str, tuple[str, ...]]:
    """Fields of the documents that serve, by number."""
    return _fields(backend.shelf().generation)


def names() -> Names:
    """What cards and citations call the documents that serve; a running answer is drawn with them several times a
    second."""
    return _names(backend.shelf().generation)


def documents() -> tuple[DocumentRow, ...]:
    """The documents that serve, as catalogued."""
    return _documents(backend.shelf().generation)


@st.cache_resource(max_entries=1, show_spinner=texts.PREPARING)
def _keywords(generation: int) -> KeywordIndex:
    from corpus.keyword import KeywordIndex

    return KeywordIndex(backend.shelf().catalogue)


@st.cache_resource(max_entries=1, show_spinner=False)
def _changes(generation: int) -> Mapping[str, tuple[Change, ...]]:
    return changes(backend.shelf().catalogue)


@st.cache_resource(max_entries=1, show_spinner=texts.PREPARING)
def _crosswalk(generation: int, _between: Callable[[], None]) -> tuple[CrosswalkRow, ...]:
    return transfers(backend.settings(), _between)  # Streamlit leaves what begins with "_" out of the key


@st.cache_resource(max_entries=1, show_spinner=False)
def _documents(generation: int) -> tuple[DocumentRow, ...]:
    return tuple(row for row in backend.shelf().documents() if row.active)


@st.cache_resource(max_entries=1, show_spinner=False)
def _metadata(generation: int) -> dict[str, Metadata]:
    return {row.number: row.metadata for row in documents()}


@st.cache_resource(max_entries=1, show_spinner=False)
def _fields(generation: int) -> dict[str, tuple[str, ...]]:
    return {number: fields_of(meta) for number, meta in metadata().items()}


@st.cache_resource(max_entries=1, show_spinner=False)
def _names(generation: int) -> Names:
    known = metadata()
    return Names(
        names={number: f"{meta.kind} {number}".strip() for number, meta in known.items()},
        titles={number: wording.title(meta) for number, meta in known.items()},
        standings={number: meta.standing for number, meta in known.items()},
        unpaged=frozenset(row.number for row in documents() if not row.file.lower().endswith(".pdf")),
    )
