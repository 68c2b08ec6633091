"""Fit the abstaining confidence on the project's own questions and print how it does for several thresholds.

python -m bench confidence [--home SHIPPED] [--official HOME]

Fitted on the gate and on the files of tests/official in GROUPS. What is printed of them is cross-validated: each sixth
of the questions by weights that were fitted without it. Groups count by GROUPS, not by their number of questions.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

import numpy as np

from assistant.finding import find
from assistant.notices.districts import without_district
from assistant.question.reading import read
from assistant.question.scope import out_of_scope
from assistant.retrieval.confidence import features
from corpus.embedding import Embedder
from corpus.reader import IndexReader, open_current
from corpus.settings import PROJECT, load

GATE = PROJECT / "tests" / "gate"
OFFICIAL = PROJECT / "tests" / "official"
TODAY = date(2026, 11, 24)  # the day the questions were written for
RIDGE = 3.0
FOLDS = 6
# Share of each group in its class, and its files.
GROUPS = {
    "gate": (0.35, ("questions",)),
    "people": (0.2, ("people", "people_fit")),
    "procedures": (0.1, ("procedures",)),
    "competence": (
        0.35,
        ("competence", "competence_fit", "competence_neighbours", "competence_parts", "competence_wide"),
    ),
    "gate, none": (0.15, ("unanswerable",)),
    "official, none": (0.55, ("unanswerable", "unanswerable_fit")),
    "near misses": (0.3, ("unanswerable_wide",)),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A question: its `group`, what the corpus has for it, and its features; none of a question without hits."""

    group: str
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
        names = ("people", "procedures", "competence", "official, none", "near misses")
        rows += _rows(options.official, OFFICIAL, names)
    known = [row for row in rows if row.values]
    print("WEIGHTS =", tuple(round(float(w), 3) for w in _fitted(known)))
    chances = cross_validated(known)
    for threshold in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        told: dict[str, list[bool]] = {row.group: [] for row in rows}
        for row, chance in zip(known, chances, strict=True):
            told[row.group].append(row.outside or chance < threshold)
        shares = {name: round(float(np.mean(values)), 3) for name, values in told.items()}
        print(json.dumps({"threshold": threshold, **shares}, ensure_ascii=False))


def cross_validated(rows: Sequence[Row]) -> np.ndarray:
    """The probability of each question by weights that were fitted without its sixth, shape (questions,)."""
    chances = np.zeros(len(rows))
    for fold in range(FOLDS):
        weights = _fitted([row for n, row in enumerate(rows) if n % FOLDS != fold])
        for n in range(fold, len(rows), FOLDS):
            chances[n] = 1 / (1 + np.exp(-(weights[0] + np.dot(weights[1:], rows[n].values))))
    return chances


def _fitted(rows: Sequence[Row]) -> np.ndarray:
    return fit(np.array([r.values for r in rows]), np.array([r.answerable for r in rows]), _shares(rows))


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
        for name in GROUPS[group][1]:
            for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
                yield _row(reader, json.loads(line), group, settings.evidence_count)


def _row(reader: IndexReader, told: dict[str, object], group: str, count: int) -> Row:
    """The same steps as `assistant.evidence.gather` takes."""
    asked = read(reader, str(told["question"]), ()).question
    day = date.fromisoformat(str(told["as_of"])) if told.get("as_of") else asked.as_of or TODAY
    question = without_district(asked, day)
    found, _ = find(reader, question, day, count, {})
    lexical = reader.lexical
    values = astuple(features(question, found, lexical.rarity, lexical.rows)) if found.hits else ()
    return Row(group, bool(told.get("gold")), out_of_scope(asked.understood) is not None, values)
