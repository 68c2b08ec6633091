"""Model objects as the JSON that the catalogue keeps and commands print, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from corpus.model import Chunk, Effect, EffectKind, Metadata, Reference, Standing, Target, Validity

JsonObject = Mapping[str, Any]  # as `json.loads` gives it


def dump(value: object) -> str:
    """JSON of dataclasses, dates and plain values, Vietnamese unescaped."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


@lru_cache(16384)
def dump_interval(interval: Validity) -> str:
    """JSON of a period; many provisions share one."""
    return dump(interval)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):  # what stands in the fields is written in its turn, without being copied
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"no JSON of {type(value).__name__}")


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def load_metadata(payload: str) -> Metadata:
    stored = json.loads(payload)
    for name in ("issued", "effective_from", "effective_to", "printed_start"):
        stored[name] = _date(stored.get(name))
    return Metadata(**{**stored, "standing": Standing(stored["standing"])})


def load_effect(stored: dict[str, object]) -> Effect:
    span = stored["new_text"]
    return Effect(
        kind=EffectKind(str(stored["kind"])),
        target=Target(**stored["target"]),  # type: ignore[arg-type]
        source=str(stored["source"]),
        when=_date(stored["when"]),  # type: ignore[arg-type]
        exceptions=tuple(Target(**t) for t in stored["exceptions"]),  # type: ignore[attr-defined]
        new_text=tuple(span) if span else None,  # type: ignore[arg-type]
        note=str(stored["note"]),
    )


def load_reference(stored: dict[str, object]) -> Reference:
    return Reference(**{**stored, "target": Target(**stored["target"])})  # type: ignore[arg-type]


def _pair(value: object) -> tuple[str, str] | None:
    return (str(value[0]), str(value[1])) if isinstance(value, list) else None


def load_validity(stored: dict[str, object]) -> Validity:
    return Validity(
        start=_date(stored["start"]),  # type: ignore[arg-type]
        end=_date(stored["end"]),  # type: ignore[arg-type]
        started_by=_pair(stored["started_by"]),
        ended_by=_pair(stored["ended_by"]),
        amended_by=tuple(tuple(x) for x in stored["amended_by"]),  # type: ignore[attr-defined]
        notes=tuple(stored["notes"]),  # type: ignore[arg-type]
    )


def load_chunk(payload: str) -> Chunk:
    stored = json.loads(payload)
    return Chunk(
        **{
            **stored,
            "validity": load_validity(stored["validity"]),
            "standing": Standing(stored["standing"]),
            "refers_to": tuple((number, provision) for number, provision in stored["refers_to"]),
        }
    )
