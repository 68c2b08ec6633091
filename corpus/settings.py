"""The one settings object, read once at the entry point. Environment variables: THAM_QUYEN_<FIELD>.

Sources, later wins: defaults, `tham-quyen.toml` in the home folder, environment, command line.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from corpus.errors import UsageError

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Every field with its unit."""

    home: Path = PROJECT / ".data"  # index generations, caches, originals
    models: Path | None = None  # folder of model files; None = home / "models" if it is there, else the project's
    embedding_model: str = "e5-small"  # name in the model registry
    language_model: str = "qwen2.5-coder-1.5b"  # name in the model registry, or a path to a .gguf file
    llm_server: str = ""  # base URL of an OpenAI-compatible server; "" = embedded llama.cpp
    threads: int = 2  # CPU threads for embedding and generation
    context_tokens: int = 4096  # llama.cpp context window, tokens
    answer_tokens: int = 200  # at most so many tokens of answer
    evidence_count: int = 8  # clauses shown as evidence
    prompt_passages: int = 3  # clauses passed to the model
    expiry_notice_days: int = 180  # a basis that ends within so many days is announced
    keep_generations: int = 3  # index generations kept for rollback
    max_file_mb: int = 40  # larger input files are refused
    parse_seconds: int = 300  # time limit for reading one file
    parse_memory_mb: int = 4096  # memory limit for reading one file
    ocr: bool = True  # recognise scanned pages when tesseract is installed
    fetch_hosts: str = (  # hosts that `ingest fetch` may ask, separated by spaces; grammar: ingest.addresses
        "vbpl.vn chinhphu.vn vanban.chinhphu.vn congbao.chinhphu.vn datafiles.chinhphu.vn "
        "xaydungchinhsach.chinhphu.vn quochoi.vn moj.gov.vn phapluat.gov.vn"
    )
    accounts: str = "auto"  # "auto", "on", "off" or "oidc": who has to log in (ui.accounts.access)
    session_idle_minutes: int = 60  # minutes without a sign of life after which a login is over
    session_hours: int = 12  # hours after which a login is over in any case

    @property
    def model_folder(self) -> Path:
        """Where model files are; several homes share the project's unless one has its own."""
        own = self.home / "models"
        return self.models or (own if own.is_dir() else PROJECT / ".data" / "models")


def load(**overrides: object) -> Settings:
    """Settings from file and environment; `overrides` that are None are ignored.

    Raises:
        UsageError: a field has a value of the wrong type, or the file is no TOML or has an unknown field.
    """
    kinds = {f.name: f.type for f in fields(Settings)}
    given: dict[str, object] = {k: v for k, v in os.environ.items() if k.startswith("THAM_QUYEN_")}
    given = {k.removeprefix("THAM_QUYEN_").lower(): v for k, v in given.items()}
    explicit = {k: v for k, v in overrides.items() if v is not None}
    home = Path(str(explicit.get("home") or given.get("home") or Settings().home)).expanduser().resolve()
    file = home / "tham-quyen.toml"
    values = {**(_stored(file) if file.is_file() else {}), **given, **explicit, "home": home}
    typed: dict[str, Any] = {k: _typed(k, v, str(kinds[k])) for k, v in values.items() if k in kinds}
    return replace(Settings(), **typed)


def _stored(file: Path) -> dict[str, Any]:
    try:
        stored = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(
            "Tệp thiết lập không ở bảng mã UTF-8", where=str(file), remedy="Lưu lại tệp bằng bảng mã UTF-8."
        ) from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        at = f"dòng {place[1]}, cột {place[2]}" if place else "cuối tệp"
        raise UsageError(
            f"Tệp thiết lập viết sai ở {at}",
            where=str(file),
            remedy='Viết mỗi dòng «tên = giá trị», chữ để trong ngoặc kép: threads = 4, ocr = true, accounts = "on".',
        ) from error
    names = [field.name for field in fields(Settings) if field.name != "home"]  # by which the file is found
    if odd := [key for key in stored if key not in names]:
        near = [name for key in odd for name in get_close_matches(key.lower(), names, 1)]
        hint = f"Gần giống: {', '.join(near)}." if near else "Các tên dùng được: bảng thiết lập trong docs/usage.md."
        raise UsageError(f"Tệp thiết lập có tên không dùng được: {', '.join(odd)}", where=str(file), remedy=hint)
    return stored


def restored(values: Mapping[str, Any]) -> Settings:
    """The settings that a parent process passed as JSON (of `asdict`, paths as text)."""
    paths = {field.name for field in fields(Settings) if "Path" in str(field.type)}
    typed: dict[str, Any] = {
        key: Path(value) if key in paths and value not in (None, "None") else value for key, value in values.items()
    }
    return replace(Settings(), **typed)


def _typed(name: str, value: object, kind: str) -> object:
    if kind.startswith("Path"):
        return Path(str(value)).expanduser() if value else None
    if kind == "bool":
        return value if isinstance(value, bool) else str(value).strip().lower() in {"1", "true", "yes", "on"}
    if kind == "int":
        try:
            return int(str(value))
        except ValueError as error:
            raise UsageError(
                f"Thiết lập {name} phải là số nguyên, không phải «{value}»", remedy="Sửa lại rồi chạy tiếp."
            ) from error
    return str(value)
