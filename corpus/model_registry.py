"""The registry of model files: `models.toml` beside this module, an office's own entries on top.

An office writes them into `models.toml` of its model folder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

from corpus.errors import ModelFileError

Progress = Callable[[str], None]
FETCH_COMMAND = "python -m corpus.model_files fetch"
_REGISTRY = Path(__file__).with_name("models.toml")


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One registered model; see models.toml for the fields. `size` in bytes, 0 and "" where not recorded."""

    name: str
    kind: str  # "embedding" or "language"
    title: str
    licence: str
    source: str  # "package", "hub" or "path"
    file: str  # file name in the model folder
    size: int = 0
    sha256: str = ""
    package: str = ""  # requirement, "{n}" is the number of the part
    member: str = ""  # file in the wheel
    parts: int = 1
    repository: str = ""
    revision: str = ""
    path: str = ""
    converted: str = ""  # folder made of the file
    keep_downloads: bool = False


def registry(folder: Path) -> dict[str, ModelEntry]:
    """All registered models by name; `folder` may hold an office's own models.toml.

    Raises:
        ModelFileError: a registry file cannot be read, or an entry lacks a field or has an unknown one.
    """
    entries: dict[str, ModelEntry] = {}
    for file in (_REGISTRY, folder / _REGISTRY.name):
        if not file.is_file():
            continue
        try:
            tables = tomllib.loads(file.read_text(encoding="utf-8"))
            entries |= {name: ModelEntry(name=name, **table) for name, table in tables.items()}
        except (tomllib.TOMLDecodeError, TypeError) as error:
            known = ", ".join(f.name for f in fields(ModelEntry))
            remedy = f"Sửa tệp này; các trường được biết: {known}."
            raise ModelFileError(f"danh mục mô hình sai ({error}).", where=str(file), remedy=remedy) from error
    return entries
