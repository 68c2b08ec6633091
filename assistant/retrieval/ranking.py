"""The learned weights of the ranking, kept as data in ranking.toml; `bench/ranking.py` fits and writes them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

WEIGHTS = Path(__file__).with_name("ranking.toml")


def read_weights(part: str) -> dict[str, float]:
    """The weights of one part of the ranking by the feature's name."""
    told: Mapping[str, Mapping[str, float]] = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {name: float(weight) for name, weight in told[part].items()}


def weighted(weights: Mapping[str, float], names: Sequence[str], values: Sequence[float]) -> float:
    """Sum of the features by their weights; one without a weight counts nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in zip(names, values, strict=True))
