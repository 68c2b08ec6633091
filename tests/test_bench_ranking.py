"""The fit of the ranking's weights: it learns what tells right from wrong, and nothing without evidence."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.retrieval.ranking import WEIGHTS
from bench.ranking import CARRIED, NAMES, PRIOR, Pool, effective, fit, written

HAND = np.array([PRIOR.get(name, 0.0) for name in NAMES])


def pool(told: dict[str, tuple[float, float]], carriers: tuple[tuple[tuple[int, float], ...], ...] = ((), ())) -> Pool:
    """Two candidates, of which the first is right, with the values of some features."""
    values = np.zeros((2, len(NAMES)))
    for name, (right, wrong) in told.items():
        values[:, NAMES.index(name)] = right, wrong
    return Pool(values, np.array([True, False]), carriers)


def weight(weights: np.ndarray, name: str) -> float:
    return float(weights[NAMES.index(name)])


def test_a_feature_of_the_right_clauses_gains_and_one_of_the_wrong_loses() -> None:
    pools = [pool({"matter.opening": (1.0, 0.0), "matter.appendix": (0.0, 1.0)}) for _ in range(40)]
    weights = fit(pools, 1.0)
    assert weight(weights, "matter.opening") > 0.05
    assert weight(weights, "matter.appendix") < -0.05
    assert weight(weights, "matter.focus") == pytest.approx(0.0, abs=1e-6)


def test_a_strong_ridge_keeps_the_weights_set_by_hand() -> None:
    pools = [pool({"matter.fused": (0.2, 0.4), "matter.opening": (1.0, 0.0)}) for _ in range(20)]
    assert fit(pools, 1e9) == pytest.approx(HAND, abs=1e-4)


def test_what_is_carried_is_the_share_of_the_carriers_values() -> None:
    taker = pool({"matter.fused": (0.1, 0.9), "structure.transfer": (1.0, 0.0)}, carriers=(((1, 0.9),), ()))
    values = effective(taker, HAND)
    assert values[0, NAMES.index("matter.fused")] == pytest.approx(0.9 * 0.9)
    assert values[0, NAMES.index("structure.transfer")] == 1.0  # its own stays
    assert (values[1] == taker.values[1]).all()
    assert NAMES[CARRIED - 1] == "structure.set_back"


def test_the_file_is_written_as_it_is_read() -> None:
    kept = WEIGHTS.read_text(encoding="utf-8")
    assert [line for line in written(HAND).splitlines() if line.startswith("[")] == ["[matter]", "[structure]"]
    assert written(HAND).splitlines()[0] == kept.splitlines()[0]
