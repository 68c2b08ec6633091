"""Fit the weights of the ranking (assistant/retrieval/ranking.toml) on the project's own questions.

    python -m bench ranking [--home SHIPPED] [--official HOME] [--ridge 80] [--write]

Fitted on the even ids of tests/gate (index of the shipped corpus) and, with --official, on the FITTED files of
tests/official (index of the official texts). A listwise logistic model (Luce): the chance that a right clause is
taken first among all candidates; a quadratic penalty draws the weights, standardised, to the hand-set ones they
replace. What is carried along references is carried in the fit too. No seed: the fit is convex up to the choice of
right clauses and starts from the hand-set weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from assistant.notices.districts import without_district
from assistant.question.choices import asks_who
from assistant.question.understand import Question
from assistant.retrieval import matter, rerank, retrieve
from assistant.retrieval.ranking import WEIGHTS
from assistant.retrieval.rerank import carried_to, holding, set_back
from bench.ablation import BY_HAND, Asked, is_gold, read
from corpus.embedding import Embedder
from corpus.model import Chunk
from corpus.reader import IndexReader, open_current
from corpus.settings import PROJECT, load

TESTS = PROJECT / "tests"
# Of tests/official; none that taught the query adapter, on which it would look better than it is.
FITTED = (
    "competence", "people", "competence_fit", "people_fit", "competence_neighbours", "competence_parts",
    "competence_wide", "procedures", "written_4",
)  # fmt: skip
PRIOR = {"matter.fused": 1.0, **{f"structure.{name}": weight for name, weight in BY_HAND.items()}}
# Matter features and set_back come first: these are carried along references; the rest is the clause's own.
NAMES = (*(f"matter.{n}" for n in matter.FEATURES), *(f"structure.{n}" for n in rerank.FEATURES))
CARRIED = len(matter.FEATURES) + 1
SHARPNESS = 12.0  # a difference of the score of 1 is e to the so many in odds
ROUNDS = 2  # what is carried depends on the weights


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates of one question: `values` of NAMES, shape (n, features); which are `right`; and for those that
    take powers over the `carriers` with the share of their score."""

    values: NDArray[np.float64]
    right: NDArray[np.bool_]
    carriers: tuple[tuple[tuple[int, float], ...], ...]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the weights with the fit's and a six-fold check's loss and hits; with --write keep them."""
    parser = argparse.ArgumentParser(prog="python -m bench ranking")
    parser.add_argument("--home")
    parser.add_argument("--official")
    parser.add_argument("--ridge", type=float, default=80.0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    pools = list(_pools(options.home, [TESTS / "gate" / "questions.jsonl"], even_only=True))
    if options.official:
        files = [TESTS / "official" / f"{name}.jsonl" for name in FITTED]
        pools += _pools(options.official, [f for f in files if f.is_file()])
    weights = fit(pools, options.ridge)
    print(json.dumps({"questions": len(pools), "ridge": options.ridge, **_checked(pools, weights, options.ridge)}))
    told = written(weights)
    print(told)
    if options.write:
        WEIGHTS.write_text(told, encoding="utf-8")


def fit(pools: Sequence[Pool], ridge: float) -> NDArray[np.float64]:
    """Weights of NAMES in the unit of the fused score."""
    weights = np.array([PRIOR.get(name, 0.0) for name in NAMES])
    for _ in range(ROUNDS):
        told = [(effective(pool, weights), pool.right) for pool in pools]
        deviation = np.vstack([values for values, _ in told]).std(axis=0) + 1e-6
        prior = np.array([PRIOR.get(name, 0.0) for name in NAMES]) * deviation * SHARPNESS
        lists = [(values / deviation, right) for values, right in told if right.any() and not right.all()]
        weights = _newton(lists, prior, ridge) / deviation / SHARPNESS
    return weights


def _newton(
    lists: Sequence[tuple[NDArray[np.float64], NDArray[np.bool_]]], prior: NDArray[np.float64], ridge: float
) -> NDArray[np.float64]:
    """The penalised maximum of the likelihood; steps are halved until the loss falls."""
    weights, loss = prior.copy(), np.inf
    step = np.zeros_like(weights)
    for _ in range(60):
        loss_now, gradient, curvature = _loss(lists, weights, prior, ridge)
        if loss_now > loss:
            step = step / 2
            weights = weights - step
            if np.abs(step).max() < 1e-7:
                break
            continue
        loss = loss_now
        step = -np.linalg.solve(curvature, gradient)
        if np.abs(step).max() < 1e-6:
            break
        weights = weights + step
    return weights


def _loss(
    lists: Sequence[tuple[NDArray[np.float64], NDArray[np.bool_]]],
    weights: NDArray[np.float64],
    prior: NDArray[np.float64],
    ridge: float,
) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
    """Penalised loss, its gradient, and a curvature that is never below the true one by much."""
    away = weights - prior
    loss, gradient = float(ridge * away @ away / 2), ridge * away
    curvature = ridge * np.eye(len(weights))
    for values, right in lists:
        chance = _chances(values @ weights)
        hit = chance[right].sum()
        loss -= float(np.log(hit + 1e-12))
        mean = chance @ values
        gradient = gradient + mean - (chance[right] / (hit + 1e-300)) @ values[right]
        curvature = curvature + (values * chance[:, None]).T @ values - np.outer(mean, mean)
    return loss, gradient, curvature


def _chances(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), dtype=np.float64)


def effective(pool: Pool, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The values with the carried part in place of the own one, where that is more by the weights given."""
    values = pool.values.copy()
    own = pool.values[:, :CARRIED] @ weights[:CARRIED]
    behind = CARRIED - 1
    for row, carriers in enumerate(pool.carriers):
        back = pool.values[row, behind]
        carried = [(share * own[at] + weights[behind] * back, at, share) for at, share in carriers]
        best, at, share = max(carried, default=(-np.inf, row, 1.0))
        if best > own[row]:
            values[row, :CARRIED] = share * pool.values[at, :CARRIED]
            values[row, behind] += back
    return values


def _checked(pools: Sequence[Pool], weights: NDArray[np.float64], ridge: float) -> dict[str, float]:
    """Share of questions whose first candidate is right: by hand, fitted, and with the question's sixth left out."""
    left_out: list[bool] = []
    for fold in range(6):
        held = fit([p for n, p in enumerate(pools) if n % 6 != fold], ridge)
        left_out += [_first_is_right(p, held) for n, p in enumerate(pools) if n % 6 == fold]
    by_hand = np.array([PRIOR.get(name, 0.0) for name in NAMES])
    shares = {
        "first_by_hand": np.mean([_first_is_right(p, by_hand) for p in pools]),
        "first_fitted": np.mean([_first_is_right(p, weights) for p in pools]),
        "first_left_out": np.mean(left_out),
    }
    return {name: round(float(share), 4) for name, share in shares.items()}


def _first_is_right(pool: Pool, weights: NDArray[np.float64]) -> bool:
    return bool(len(pool.right) and pool.right[np.argmax(effective(pool, weights) @ weights)])


def _pools(home: str | None, files: Sequence[Path], even_only: bool = False) -> Iterator[Pool]:
    settings = load(home=home)
    reader = open_current(settings, Embedder(settings))
    for file in files:
        asked = read(reader, file)
        yield from (pool_of(reader, one) for one in asked if not even_only or int(one.id[-1]) % 2 == 0)


def pool_of(reader: IndexReader, asked: Asked) -> Pool:
    """The candidates of a question, as the product has them, with the values of their features."""
    with patch.object(retrieve, "rerank", side_effect=retrieve.rerank) as reranked:
        retrieve.retrieve(reader, without_district(asked.question, asked.day), asked.day, 1)
    question, day, pool, takers, places = reranked.call_args.args
    found = {c.row: c for c in pool}
    carried: dict[int, list[tuple[int, float]]] = {}
    if asks_who(question):
        rows = list(found)
        for carrier in sorted(pool, key=lambda c: (-c.score, c.row))[: rerank.CARRIERS]:
            for taker in carried_to(carrier.chunk, day, takers):
                carried.setdefault(taker.row, []).append((rows.index(carrier.row), taker.score))
                found.setdefault(taker.row, replace(taker, values=(0.0,) * len(matter.FEATURES)))
    values = [(*c.values, *_structure(question, c.chunk, day, places)) for c in found.values()]
    right = [
        any(is_gold(retrieve.as_published(c.chunk), g) or is_gold(c.chunk, g) for g in asked.gold)
        for c in found.values()
    ]
    carriers = tuple(tuple(carried.get(row, ())) for row in found)
    return Pool(np.array(values, dtype=np.float64), np.array(right), carriers)


def _structure(question: Question, chunk: Chunk, day: date, places: Mapping[str, frozenset[str]]) -> tuple[float, ...]:
    rest = holding(question, chunk, day) if asks_who(question) else (0.0,) * (len(rerank.FEATURES) - 1)
    return (set_back(question, chunk, places), *rest)


def written(weights: NDArray[np.float64]) -> str:
    """The weights as the file that the ranking reads."""
    lines = [line for line in WEIGHTS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    part = ""
    for name, weight in zip(NAMES, weights, strict=True):
        if name.partition(".")[0] != part:
            part = name.partition(".")[0]
            lines += ["", f"[{part}]"]
        lines.append(f"{name.partition('.')[2]} = {weight:.3f}")
    return "\n".join(lines) + "\n"
