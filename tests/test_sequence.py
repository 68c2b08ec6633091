"""Rows of numbers: which printed numbers are a row, and what follows what."""

from __future__ import annotations

import pytest

from ingest.structure.sequence import follows, position, real


@pytest.mark.parametrize(
    ("number", "place"),
    [("5", (5, 0)), ("4a", (4, 1)), ("XIV", (14, 0)), ("thứ hai", (2, 0)), ("đ", (5, 0)), ("e", (6, 0)), ("?", (0, 0))],
)
def test_position(number: str, place: tuple[int, int]) -> None:
    assert position(number) == place


@pytest.mark.parametrize(
    ("numbers", "row"),
    [
        ("1 2 3", "1 2 3"),
        ("1 2 2a 2b 3", "1 2 2a 2b 3"),
        ("1 7 2 3", "1 2 3"),  # 7 is a line that continues a reference
        ("3 4 9", "3 4 9"),  # an extract
        ("1 2 1 2 3", "1 2 3"),
        ("", ""),
    ],
)
def test_real_row(numbers: str, row: str) -> None:
    printed = numbers.split()
    assert " ".join(printed[i] for i in real([position(number) for number in printed])) == row


def test_what_follows_what() -> None:
    assert follows((5, 0), (4, 0))
    assert follows((4, 1), (4, 0))
    assert follows((5, 0), (4, 2))
    assert not follows((6, 0), (4, 0))
