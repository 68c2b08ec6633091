"""Storage and health: the disk, the generations, the model files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import streamlit as st

from corpus.audit import FILE
from corpus.errors import ThamQuyenError
from corpus.generations import Generations
from corpus.model_files import find_model
from corpus.settings import Settings
from ui import backend, wording
from ui import texts_admin as words
from ui.admin_table import plain_table
from ui.failure import show_failure

LOW = 2.5  # times the index that serves: less free space is told
SIZES_SECONDS = 60


def section() -> None:
    """Three tables."""
    settings = backend.settings()
    _disk(settings)
    generations = generations_table(settings)
    if not generations.empty:
        st.subheader(words.GENERATIONS_TITLE, anchor=False)
        plain_table(generations, words.GENERATIONS_TITLE, "generations")
    st.subheader(words.MODELS_TITLE, anchor=False)
    plain_table(models_table(settings), words.MODELS_TITLE, "models")
    if settings.llm_server:
        st.text(words.MODEL_SERVER.format(address=settings.llm_server))
    st.caption(words.BACKUP_NOTE.format(home=settings.home))


def _disk(settings: Settings) -> None:
    st.subheader(words.DISK_TITLE, anchor=False)
    usage = shutil.disk_usage(settings.home)
    sizes = part_sizes(settings.home, settings.model_folder)
    st.text(words.DISK_FREE.format(free=size(usage.free), total=size(usage.total)))
    st.progress(1 - usage.free / usage.total)
    generations = Generations(settings.home)
    serving = generations.current()
    if serving is not None and usage.free < LOW * folder_size(generations.path(serving)):
        show_failure(words.DISK_LOW, words.DISK_LOW_REMEDY)
    lines = [(words.PARTS[part], size(amount), str(place)) for part, (amount, place) in sizes.items()]
    columns = [words.COLUMN_PART, words.COLUMN_SIZE, words.COLUMN_PLACE]
    plain_table(pd.DataFrame(lines, columns=columns), words.DISK_TITLE, "parts")


@st.cache_data(ttl=SIZES_SECONDS, show_spinner=False)
def part_sizes(home: Path, models: Path) -> dict[str, tuple[int, Path]]:
    """Bytes and place of each part of the data."""
    parts = {name: home / name for name in ("generations", "originals", "cache")}
    sizes = {name: (folder_size(place), place) for name, place in parts.items()}
    records = sum(path.stat().st_size for path in home.glob(f"{FILE}*"))
    return {**sizes, "workplace": (records, home / FILE), "models": (folder_size(models), models)}


def folder_size(folder: Path) -> int:
    """Bytes of the files in a folder; what vanishes while counting is not counted."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total


def generations_table(settings: Settings) -> pd.DataFrame:
    """Newest first; the one that serves is marked."""
    generations = Generations(settings.home)
    serving = generations.current()
    lines = []
    for number in reversed(generations.numbers()):
        told = generations.manifest(number)
        mark = f"{number} ({words.NOW})" if number == serving else str(number)
        created = wording.moment(pd.Timestamp(told.created).to_pydatetime())
        amount = size(folder_size(generations.path(number)))
        lines.append((mark, created, wording.action(told.action), told.documents, told.chunks, amount))
    columns = [
        words.COLUMN_GENERATION, words.COLUMN_CREATED, words.COLUMN_ACTION, words.COLUMN_DOCUMENTS,
        words.COLUMN_CHUNKS, words.COLUMN_SIZE,
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=columns)


def models_table(settings: Settings) -> pd.DataFrame:
    """The models of the settings, each checked against the registry."""
    names = [settings.embedding_model, *([] if settings.llm_server else [settings.language_model])]
    columns = [words.COLUMN_MODEL, words.COLUMN_CHECK, words.COLUMN_PLACE, words.COLUMN_HASH]
    return pd.DataFrame([_model(name, settings) for name in names], columns=columns)


def _model(name: str, settings: Settings) -> tuple[str, str, str, str]:
    try:
        found = find_model(name, settings)
    except ThamQuyenError as error:
        return name, f"{error.what} {error.remedy}", error.where, ""
    return name, found.notice or words.MODEL_GOOD, str(found.path), found.sha256


def size(amount: int) -> str:
    """Bytes in words, one decimal with a comma."""
    value, unit = float(amount), "B"
    for unit in ("B", "KB", "MB", "GB", "TB"):
        if value < 1024 or unit == "TB":
            break
        value /= 1024
    return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}".replace(".", ",")
