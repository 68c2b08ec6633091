"""Fit the abstaining confidence on the project's own questions: even ids fit, odd ids check.

python -m bench confidence [--home DIR]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from assistant.confidence import features
from assistant.question import understand
from assistant.retrieve import retrieve
from assistant.scope import out_of_scope
from corpus.embedding import Embedder
from corpus.reader import IndexReader, open_current
from corpus.settings import PROJECT, load

GATE = PROJECT / "tests" / "gate"
TODAY = date(2026, 11, 24)  # the day the questions were written for


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the weights, the share of unanswerable questions abstained from and of answerable ones wrongly so."""
    parser = argparse.ArgumentParser(prog="python -m bench confidence")
    parser.add_argument("--home")
    settings = load(home=parser.parse_args(arguments).home)
    reader = open_current(settings, Embedder(settings))
    rows = [(*row, False) for row in _rows(reader, GATE / "unanswerable.jsonl")]
    rows += [(*row, True) for row in _rows(reader, GATE / "questions.jsonl")]
    even = np.array([int(name[-1]) % 2 == 0 for name, _, _, _ in rows])
    told = np.array([values for _, values, _, _ in rows])
    outside = np.array([out for _, _, out, _ in rows])
    answerable = np.array([answer for *_, answer in rows])
    weights = fit(told[even], answerable[even])
    print("WEIGHTS =", tuple(round(float(w), 3) for w in weights))
    probability = 1 / (1 + np.exp(-(told @ weights[1:] + weights[0])))
    for threshold in (0.15, 0.2, 0.25, 0.3, 0.4, 0.5):
        abstained = (probability < threshold) | outside
        for name, half in (("fit", even), ("check", ~even)):
            result = {
                "half": name,
                "threshold": threshold,
                "abstained_unanswerable": round(float(abstained[half & ~answerable].mean()), 3),
                "abstained_answerable": round(float(abstained[half & answerable].mean()), 3),
            }
            print(json.dumps(result))


def fit(values: np.ndarray, labels: np.ndarray, ridge: float = 0.01, steps: int = 200) -> np.ndarray:
    """Logistic regression by Newton's method, both classes weighted alike; shape (1 + features,)."""
    design = np.hstack([np.ones((len(values), 1)), values])
    balance = np.where(labels, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    weights = np.zeros(design.shape[1])
    penalty = ridge * np.diag([0.0] + [1.0] * values.shape[1])
    for _ in range(steps):
        probability = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (balance * (probability - labels)) + penalty @ weights
        curvature = (design * (balance * probability * (1 - probability))[:, None]).T @ design + penalty
        weights -= np.linalg.solve(curvature + 1e-9 * np.eye(len(weights)), gradient)
    return weights


def _rows(reader: IndexReader, path: Path) -> Iterator[tuple[str, tuple[float, ...], bool]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        question = understand(told["question"], reader.accents, reader.numbers)
        day = date.fromisoformat(told["as_of"]) if told.get("as_of") else question.as_of or TODAY
        found = features(question, retrieve(reader, question, day, 8), reader.lexical.rarity)
        values = (found.dense, found.coverage, found.unknown, found.kind_missing)
        yield told["id"], values, out_of_scope(question.understood) is not None
