"""Model objects as the JSON that the catalogue keeps and commands print, and back."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache

from corpus.model import Chunk, Effect, EffectKind, Metadata, Reference, Standing, Target, Validity


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
    told = json.loads(payload)
    for name in ("issued", "effective_from", "effective_to", "printed_start"):
        told[name] = _date(told.get(name))
    return Metadata(**{**told, "standing": Standing(told["standing"])})


def load_effect(told: dict[str, object]) -> Effect:
    span = told["new_text"]
    return Effect(
        kind=EffectKind(str(told["kind"])),
        target=Target(**told["target"]),  # type: ignore[arg-type]
        source=str(told["source"]),
        when=_date(told["when"]),  # type: ignore[arg-type]
        exceptions=tuple(Target(**t) for t in told["exceptions"]),  # type: ignore[attr-defined]
        new_text=tuple(span) if span else None,  # type: ignore[arg-type]
        note=str(told["note"]),
    )


def load_reference(told: dict[str, object]) -> Reference:
    return Reference(**{**told, "target": Target(**told["target"])})  # type: ignore[arg-type]


def _pair(value: object) -> tuple[str, str] | None:
    return (str(value[0]), str(value[1])) if isinstance(value, list) else None


def load_validity(told: dict[str, object]) -> Validity:
    return Validity(
        start=_date(told["start"]),  # type: ignore[arg-type]
        end=_date(told["end"]),  # type: ignore[arg-type]
        started_by=_pair(told["started_by"]),
        ended_by=_pair(told["ended_by"]),
        amended_by=tuple(tuple(x) for x in told["amended_by"]),  # type: ignore[attr-defined]
        notes=tuple(told["notes"]),  # type: ignore[arg-type]
    )


def load_chunk(payload: str) -> Chunk:
    told = json.loads(payload)
    return Chunk(
        **{
            **told,
            "validity": load_validity(told["validity"]),
            "standing": Standing(told["standing"]),
            "refers_to": tuple((number, provision) for number, provision in told["refers_to"]),
        }
    )
