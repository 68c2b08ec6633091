"""Paired comparison of two retrieval runs over the same questions.

A run is kept as the measures of each question by its id; no question text is stored. The difference of the means has
a bootstrap interval over questions (both runs drawn together), so an interval that excludes 0 is a real change.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from corpus.errors import UsageError

Measured = Mapping[str, Mapping[str, float]]  # question id → measure → value
SAMPLES = 2000
TOLD_BY = "nDCG@10"  # the measure by which a question counts as gained or lost


def save_run(path: Path, name: str, measured: Measured) -> None:
    """Keep a run, to compare later ones with it.

    Raises:
        UsageError: the folder is missing.
    """
    if not path.parent.is_dir():
        raise UsageError("Thư mục để ghi kết quả đo không có", where=str(path), remedy="Tạo thư mục trước.")
    record = {"set": name, "questions": {question: dict(measured[question]) for question in sorted(measured)}}
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load_run(path: Path, name: str) -> dict[str, dict[str, float]]:
    """The measures of each question of a kept run of the set `name`.

    Raises:
        UsageError: there is no such file, it is no kept run, or the run was of another set.
    """
    if not path.is_file():
        raise UsageError("Không tìm thấy kết quả đo để so", where=str(path), remedy="Ghi trước bằng --save TỆP.json.")
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        of, questions = str(record["set"]), record["questions"]
        measured = {str(q): {str(m): float(v) for m, v in row.items()} for q, row in questions.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            "Tệp không phải kết quả đo", where=str(path), remedy="Ghi lại bằng --save TỆP.json."
        ) from error
    if of != name:
        raise UsageError(f"Kết quả đo là của bộ «{of}», không phải «{name}»", where=str(path))
    return measured


def compare(now: Measured, before: Measured) -> dict[str, object]:
    """Differences (now − before) over the questions of both runs, and which questions gained and lost.

    Raises:
        UsageError: the runs have no question in common.
    """
    shared = sorted(set(now) & set(before))
    if not shared:
        raise UsageError("Hai lần đo không có câu hỏi chung", remedy="So hai lần đo của cùng một bộ.")
    names = [name for name in now[shared[0]] if all(name in before[question] for question in shared)]
    return {
        "questions": len(shared),
        "only_now": sorted(set(now) - set(before)),
        "only_before": sorted(set(before) - set(now)),
        "difference": {name: _difference(now, before, shared, name) for name in names},
        "gained": _changed(now, before, shared, +1),
        "lost": _changed(now, before, shared, -1),
    }


def _difference(now: Measured, before: Measured, questions: list[str], name: str) -> dict[str, object]:
    """Mean difference with its 95 % interval (percentile bootstrap, seed fixed)."""
    values = np.array([now[q][name] - before[q][name] for q in questions])
    drawn = np.random.default_rng(7).integers(0, len(values), (SAMPLES, len(values)))
    low, high = np.percentile(values[drawn].mean(axis=1), [2.5, 97.5])
    return {"mean": round(float(values.mean()), 4), "interval": (round(float(low), 4), round(float(high), 4))}


def _changed(now: Measured, before: Measured, questions: list[str], sign: int) -> list[dict[str, object]]:
    """Questions that changed in the direction of `sign`, the largest change first."""
    differences = {
        q: sign * (now[q][TOLD_BY] - before[q][TOLD_BY])
        for q in questions
        if TOLD_BY in now[q] and TOLD_BY in before[q]
    }
    return [
        {"id": q, "before": round(before[q][TOLD_BY], 4), "now": round(now[q][TOLD_BY], 4)}
        for q in sorted(differences, key=lambda q: (-differences[q], q))
        if differences[q] > 1e-6
    ]
