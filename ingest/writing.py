"""Holding the writer's lock, and telling a full disk in words: the generation that serves is never touched by it."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import BrokenIndex, ThamQuyenError
from corpus.generations import BUILDING, Generations
from corpus.settings import Settings

_FULL = {errno.ENOSPC, errno.EDQUOT}
_CHUNK_BYTES = 12_000  # of a first generation, per chunk: vectors, lexical index and catalogue
_MARGIN = 1.25  # the next generation may be larger, and is written beside the vectors' own log


@contextmanager
def writing(settings: Settings, action: str, *, any_version: bool = False) -> Iterator[Generations]:
    """The generations of a home with the writer's lock held.

    Args:
        any_version: also where another version of the program made the index; what an index holds is otherwise
            never mixed with what this version would read from the same files.

    Raises:
        Busy: another process writes; the message names it.
        BrokenIndex: another version made the index: it must be rebuilt first.
        ThamQuyenError: the disk is full; what was half built is removed.
    """
    generations = Generations(settings.home)
    held = False
    try:
        with generations.writer(action):
            held = True
            if not any_version and generations.current() is not None:
                generations.serving()
            for half in (settings.home / "originals").glob("*.tmp"):  # a killed run was copying it
                shutil.rmtree(half, ignore_errors=True)
            yield generations
    except (OSError, sqlite3.OperationalError) as error:
        if not _is_full(error):
            raise
        if held:
            shutil.rmtree(generations.folder / BUILDING, ignore_errors=True)
        raise _full(settings.home) from error


def require_space(generations: Generations, chunks: int) -> None:
    """Before building: room for a generation of so many chunks, going by the one that serves.

    Raises:
        ThamQuyenError: the disk has less.
    """
    need = int(chunks * _bytes_per_chunk(generations) * _MARGIN)
    if shutil.disk_usage(generations.home).free < need:
        raise _full(generations.home, need)


def _bytes_per_chunk(generations: Generations) -> float:
    """Of the generation that serves; of a first one where there is none, or where it is damaged and is made anew."""
    try:
        current = generations.current()
        chunks = generations.manifest(current).chunks if current is not None else 0
    except BrokenIndex:
        current, chunks = None, 0
    if current is None or not chunks:
        return _CHUNK_BYTES
    return sum(_size(p) for p in generations.path(current).rglob("*")) / chunks


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _is_full(error: OSError | sqlite3.OperationalError) -> bool:
    if isinstance(error, shutil.Error):  # of a folder: a list of (source, target, reason as text)
        return any(os.strerror(number) in str(error) for number in _FULL)
    return "disk is full" in str(error) if isinstance(error, sqlite3.OperationalError) else error.errno in _FULL


def _full(home: Path, need: int = 0) -> ThamQuyenError:
    room = f"Cần thêm khoảng {need / 1024**2:.0f} MB" if need > 1024**2 else "Hãy giải phóng đĩa"
    return ThamQuyenError(
        "Đĩa đầy, chưa nạp được gì; chỉ mục đang phục vụ còn nguyên",
        where=str(home),
        remedy=f"{room}; rồi chạy lại lệnh này.",
    )
