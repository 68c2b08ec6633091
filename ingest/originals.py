"""The files as the administrator gave them, kept under `originals/` by SHA-256: the index can be rebuilt from them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from corpus.settings import Settings
from ingest.document import file_hash, group_parts

_ORDER = ".order"  # names of files that are one document although their names do not say so, a line each


def keep_original(group: Sequence[Path], settings: Settings) -> None:
    """Copy a file, or the parts of one decree, unless it is kept already. A kill leaves no half copy under the hash."""
    folder = _folder(file_hash(group), settings)
    if folder.is_dir():
        return
    temporary = folder.with_name(folder.name + ".tmp")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    names = [path.name if not at else f"{at:02d}-{path.name}" for at, path in enumerate(group)]
    joined = len(group_parts(list(group))) > 1  # a decree and its appendix, not the numbered parts of one file
    for path, name in zip(group, names if joined else [path.name for path in group], strict=True):
        shutil.copy2(path, temporary / name)
    if joined:
        (temporary / _ORDER).write_text("\n".join(names), encoding="utf-8")
    temporary.rename(folder)


def original_of(sha256: str, settings: Settings) -> tuple[Path, ...]:
    """The kept file or parts; empty if it is not there, or the document has none."""
    folder = _folder(sha256, settings)
    if not sha256 or not folder.is_dir():
        return ()
    if (folder / _ORDER).is_file():
        return tuple(folder / name for name in (folder / _ORDER).read_text(encoding="utf-8").split("\n"))
    return next(iter(group_parts(sorted(folder.iterdir()))), ())


def kept_originals(settings: Settings) -> list[str]:
    """SHA-256 of every kept file, sorted; also of those that no generation uses."""
    folder = settings.home / "originals"
    return sorted(p.name for p in folder.iterdir() if p.is_dir() and p.suffix != ".tmp") if folder.is_dir() else []


def _folder(sha256: str, settings: Settings) -> Path:
    return settings.home / "originals" / sha256
