"""Fit the abstaining confidence on the project's own questions and print how it does for several thresholds.

python -m bench confidence [--home SHIPPED] [--official HOME]

Fitted on the even ids of the gate and of tests/official/unanswerable.jsonl, and on the answerable official files and
the _fit files; the odd ids check. Groups count by GROUPS, not by their number of questions.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

import numpy as np

from assistant.notices.districts import without_district
from assistant.question.scope import out_of_scope
from assistant.question.understand import understand
from assistant.retrieval.confidence import features
from assistant.retrieval.retrieve import retrieve
from corpus.embedding import Embedder
from corpus.reader import IndexReader, open_current
from corpus.settings import PROJECT, load

GATE = PROJECT / "tests" / "gate"
OFFICIAL = PROJECT / "tests" / "official"
TODAY = date(2026, 11, 24)  # the day the questions were written for
RIDGE = 3.0
# Share of each group in its class; files of a group, and whether only their even ids are fitted.
GROUPS = {
    "gate": (0.3, ("questions",), True),
    "people": (0.4, ("people", "people_fit"), False),
    "competence": (0.3, ("competence", "competence_fit"), False),
    "gate, none": (0.3, ("unanswerable",), True),
    "official, none": (0.7, ("unanswerable", "unanswerable_fit"), True),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A question: its `group`, whether it is `fitted`, what the corpus has for it, and its features."""

    group: str
    fitted: bool
    answerable: bool
    outside: bool
    values: tuple[float, ...]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the weights, and for each group what is abstained from at several probabilities."""
    parser = argparse.ArgumentParser(prog="python -m bench confidence")
    parser.add_argument("--home")
    parser.add_argument("--official")
    options = parser.parse_args(arguments)
    rows = list(_rows(options.home, GATE, ("gate", "gate, none")))
    if options.official:
        rows += _rows(options.official, OFFICIAL, ("people", "competence", "official, none"))
    fitted = [row for row in rows if row.fitted]
    weights = fit(np.array([r.values for r in fitted]), np.array([r.answerable for r in fitted]), _shares(fitted))
    print("WEIGHTS =", tuple(round(float(w), 3) for w in weights))
    for threshold in (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5):
        print(json.dumps({"threshold": threshold, **_abstained(rows, weights, threshold)}, ensure_ascii=False))


def _abstained(rows: Sequence[Row], weights: np.ndarray, threshold: float) -> dict[str, float]:
    """The share of each group that is abstained from; what was fitted and what was not apart."""
    below = np.log(threshold / (1 - threshold))
    told: dict[str, list[bool]] = {}
    for row in rows:
        name = f"{row.group}{'' if row.fitted else ' (check)'}"
        sure = bool(row.values) and bool(weights[0] + np.dot(weights[1:], row.values) >= below)
        told.setdefault(name, []).append(row.outside or not sure)
    return {name: round(float(np.mean(values)), 3) for name, values in told.items()}


def _shares(rows: Sequence[Row]) -> np.ndarray:
    """Weight of each question so that groups have their share and both classes count alike; mean 1."""
    groups = [row.group for row in rows]
    raw = np.array([GROUPS[name][0] / groups.count(name) for name in groups])
    classes = np.array([row.answerable for row in rows])
    for one in (True, False):
        raw[classes == one] /= raw[classes == one].sum() or 1.0
    return np.asarray(raw / raw.mean())


def fit(
    values: np.ndarray, labels: np.ndarray, shares: np.ndarray, ridge: float = RIDGE, steps: int = 60
) -> np.ndarray:
    """Logistic regression by Newton's method with a penalty on the standardised weights; shape (1 + features,)."""
    mean, deviation = values.mean(axis=0), values.std(axis=0) + 1e-9
    design = np.hstack([np.ones((len(values), 1)), (values - mean) / deviation])
    weights = np.zeros(design.shape[1])
    penalty = ridge * np.diag([0.0] + [1.0] * values.shape[1])
    for _ in range(steps):
        probability = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (shares * (probability - labels)) + penalty @ weights
        curvature = (design * (shares * probability * (1 - probability))[:, None]).T @ design + penalty
        weights -= np.linalg.solve(curvature + 1e-9 * np.eye(len(weights)), gradient)
    own = weights[1:] / deviation
    return np.concatenate([[weights[0] - own @ mean], own])


def _rows(home: str | None, folder: Path, groups: Sequence[str]) -> Iterator[Row]:
    settings = load(home=home)
    reader = open_current(settings, Embedder(settings))
    for group in groups:
        _, files, halved = GROUPS[group]
        for name in files:
            for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
                told = json.loads(line)
                fitted = not halved or name.endswith("_fit") or int(told["id"][-1]) % 2 == 0
                yield _row(reader, told, group, fitted)


def _row(reader: IndexReader, told: dict[str, object], group: str, fitted: bool) -> Row:
    question = understand(str(told["question"]), reader.accents, reader.numbers)
    day = date.fromisoformat(str(told["as_of"])) if told.get("as_of") else question.as_of or TODAY
    found = retrieve(reader, without_district(question, day), day, 8)
    values = astuple(features(question, found, reader.lexical.rarity)) if found.hits else ()
    return Row(group, fitted and bool(values), "gold" in told, out_of_scope(question.understood) is not None, values)
