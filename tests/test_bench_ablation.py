"""The parts that `bench ablation` takes away are there under these names, and are changed by it."""

from __future__ import annotations

import pytest

from assistant.authority import selection
from bench.ablation import OFF


@pytest.mark.parametrize("part", [name for name, changes in OFF.items() if changes])
def test_each_part_is_there_and_is_changed(part: str) -> None:
    for owner, name, value in OFF[part]:
        assert getattr(owner, name) != value, name


def test_the_choice_by_score_alone_keeps_the_order_of_the_hits() -> None:
    ((_, _, alone),) = OFF["choice among near clauses"]
    told, sure = alone()
    assert told[0] < 0
    assert not any(told[1:])
    assert (len(told), sure) == (len(selection.weights()[0]), selection.weights()[1])
