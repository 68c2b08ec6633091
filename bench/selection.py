"""Fit which of near clauses states the competence asked for, and how sure that is, on the project's own questions.

python -m bench selection --official HOME [--held-out FILE …]

`HOME` holds an index of the official texts that `tests/official` is about. Each set is also left out once, to see how
the weights do on questions that they were not fitted on. Sets after `--held-out` are only looked at.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.authority import selection
from assistant.authority.competence import stated_near
from assistant.evaluation.judge import judge_authority, read_asked
from assistant.evidence import gather
from assistant.question.choices import asks_who
from corpus.embedding import Embedder
from corpus.reader import open_current
from corpus.settings import PROJECT, load

OFFICIAL = PROJECT / "tests" / "official"
GATE = PROJECT / "tests" / "gate" / "questions.jsonl"
WITHOUT_BASIS = ("unanswerable", "unanswerable_fit", "unanswerable_wide")  # any holder told of them is wrong
FITTED = (
    "competence", "competence_fit", "competence_neighbours", "competence_parts", "competence_wide", "written_4",
)  # fmt: skip
RIDGE = 5.0
START = -30.0  # of the gap: what the ranking says stands until the other features say otherwise
WORTH = {"right": 1.0, "among": 0.5}
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """The sentences that compete for one question: features of shape (sentences, features), verdict on each."""

    set_name: str
    told: Floats
    verdicts: tuple[str, ...]
    stated: tuple[selection.Stated, ...]
    question: str
    best: float
    chance: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Print verdicts with each set left out, then the weights fitted on all."""
    parser = argparse.ArgumentParser(prog="python -m bench selection")
    parser.add_argument("--official", metavar="HOME")
    parser.add_argument("--home")
    parser.add_argument("--held-out", nargs="*", default=[])
    given = parser.parse_args(arguments)
    if not given.official:
        print("bench selection: needs an index of the official texts (--official HOME)")
        return
    fitted = [*_choices(given.home, GATE), *_official(given.official, [OFFICIAL / f"{name}.jsonl" for name in FITTED])]
    baseless = list(_official(given.official, [OFFICIAL / f"{name}.jsonl" for name in WITHOUT_BASIS]))
    held_out = list(_official(given.official, [Path(name) for name in given.held_out]))
    for name in sorted({choice.set_name for choice in fitted}):
        weights = fit([c for c in fitted if c.set_name != name])
        _report(f"{name}, left out", [c for c in fitted if c.set_name == name], weights)
    weights = fit(fitted)
    for name in sorted({choice.set_name for choice in held_out}):
        _report(f"{name}, held out", [c for c in held_out if c.set_name == name], weights)
    names = [field.name for field in fields(selection.Features)]
    print("WEIGHTS =", tuple(round(float(w), 2) for w in weights))
    print(json.dumps(dict(zip(names, (round(float(w), 2) for w in weights), strict=True))))
    print("SURE_WEIGHTS =", tuple(round(float(w), 2) for w in fit_sureness(fitted, baseless)))


def _official(home: str, files: Sequence[Path]) -> Iterator[Choice]:
    for file in files:
        yield from _choices(home, file)


def _choices(home: str | None, file: Path) -> Iterator[Choice]:
    settings = load(home=home)
    reader = open_current(settings, Embedder(settings))
    for line in file.read_text(encoding="utf-8").splitlines():
        asked = read_asked(json.loads(line))
        if asked.answerable and not asked.spellings:
            continue
        day = date.fromisoformat(asked.as_of) if asked.as_of else None
        evidence = gather(reader, asked.text, day, settings.evidence_count, settings)
        if (asked.answerable and evidence.abstains) or evidence.only_stated or not asks_who(evidence.question):
            continue
        hits = evidence.usable or evidence.hits
        stated = stated_near(evidence.question, hits, evidence.as_of)
        if not stated:
            continue
        best, text = hits[0].score, evidence.question.understood
        told = np.array([astuple(f) for f in selection.features(text, stated, best)])
        judged = (judge_authority(asked, "; ".join(s.authorities)).verdict for s in stated)
        verdicts = tuple(judged) if asked.answerable else ("wrong",) * len(stated)
        yield Choice(file.stem, told, verdicts, tuple(stated), text, best, evidence.confidence)


def fit(choices: Sequence[Choice]) -> Floats:
    """Listwise logistic weights: the share of the right sentence among its competitors is made large."""
    scale = np.vstack([c.told for c in choices]).std(axis=0) + 1e-6
    start = np.zeros(len(scale))
    start[0] = START * scale[0]
    lists = [(c.told / scale, np.array([WORTH.get(v, 0.0) for v in c.verdicts])) for c in choices]
    lists = [(told, worth) for told, worth in lists if worth.max() > worth.min()]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, gradient = 0.0, np.zeros_like(weights)
        for told, worth in lists:
            shares = np.exp(told @ weights - (told @ weights).max())
            shares /= shares.sum()
            right = float(shares @ worth)
            total -= float(np.log(right + 1e-12))
            gradient -= told.T @ (shares * worth / right - shares)
        return total + RIDGE * float(((weights - start) ** 2).sum()) / 2, gradient + RIDGE * (weights - start)

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x / scale, dtype=np.float64)


def fit_sureness(choices: Sequence[Choice], baseless: Sequence[Choice]) -> Floats:
    """Logistic weights of the sureness; each choice is made with weights that were fitted without its set.

    Args:
        baseless: choices for questions that the texts have no basis for.
    """
    told, right = [], []
    for name in sorted({c.set_name for c in (*choices, *baseless)}):
        weights = fit([c for c in choices if c.set_name != name])
        for choice in (c for c in (*choices, *baseless) if c.set_name == name):
            first, features = _chosen(choice, weights)
            told.append((1.0, *astuple(features)))
            right.append(choice.verdicts[first] in WORTH)
    values, labels = np.array(told), np.array(right, dtype=np.float64)

    def loss(weights: Floats) -> tuple[float, Floats]:
        score = values @ weights
        penalty = float((weights[1:] ** 2).sum()) / 2
        total = float(np.logaddexp(0, -(2 * labels - 1) * score).sum()) + 0.1 * penalty
        gradient = values.T @ (1 / (1 + np.exp(-score)) - labels)
        gradient[1:] += 0.1 * weights[1:]
        return total, gradient

    fitted = np.asarray(minimize(loss, np.zeros(values.shape[1]), jac=True, method="L-BFGS-B").x, dtype=np.float64)
    probability = 1 / (1 + np.exp(-(values @ fitted)))
    for threshold in (0.0, 0.4, 0.5, 0.6, 0.7):
        kept = probability >= threshold
        print(json.dumps({"sure from": threshold, "told": int(kept.sum()), "right": int(labels[kept].sum())}))
    return fitted


def _chosen(choice: Choice, weights: Floats) -> tuple[int, selection.Sureness]:
    scores = [float(score) for score in choice.told @ weights]
    first = max(range(len(scores)), key=lambda n: (scores[n], -n))
    return first, selection.surely(choice.question, choice.stated, scores, first, choice.chance)


def _report(name: str, choices: Sequence[Choice], weights: Floats) -> None:
    ranked = Counter(c.verdicts[0] for c in choices)
    chosen = Counter(c.verdicts[_chosen(c, weights)[0]] for c in choices)
    print(json.dumps({"set": name, "first hit": dict(ranked), "chosen": dict(chosen)}, ensure_ascii=False))
