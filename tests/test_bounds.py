"""A figure of the question chooses between clauses that differ in their bounds."""

from __future__ import annotations

import pytest

from assistant.authority.bounds import taken_in, within


@pytest.mark.parametrize(
    ("question", "clause", "fits"),
    [
        ("Bán con diều giá 2 tỷ", "Diều có nguyên giá dưới 01 tỷ đồng/01 chiếc", False),
        ("Bán con diều giá 2 tỷ", "Diều có nguyên giá từ 01 tỷ đồng trở lên/01 chiếc", True),
        ("Bán con diều 600 triệu", "từ 500 triệu đồng đến dưới 01 tỷ đồng", True),
        ("Bán con diều 400 triệu", "từ 500 triệu đồng đến dưới 01 tỷ đồng", False),
        ("Con diều đúng 10 triệu đồng", "Diều đến 10 triệu đồng", True),
        ("Con diều đúng 1 tỷ đồng", "Diều dưới 1 tỷ đồng", False),
        ("Con diều đúng 1 tỷ đồng", "Diều không dưới 1 tỷ đồng", True),
        ("Bãi thả diều dưới 2 ha", "Bãi thả diều từ 2 ha trở lên", False),
        ("Bãi thả diều 20.000 m2", "Bãi thả diều không quá 2 ha", True),
        ("Bãi thả diều 2 ha", "Diều dưới 1 tỷ đồng", None),  # nothing of one kind to compare
        ("Xin phép trước 15 ngày", "trong thời hạn 10 ngày", None),  # days say as often something else
        ("Bãi thả diều 2 ha", "Bãi thả diều rộng 3 ha", None),  # a figure is no bound
    ],
)
def test_bounds(question: str, clause: str, fits: bool | None) -> None:
    assert within(question, clause) is fits


def test_a_clause_is_shut_out_only_where_another_takes_the_figure_in() -> None:
    low, high, silent = "Diều dưới 01 tỷ đồng", "Diều từ 01 tỷ đồng trở lên", "Diều các loại"
    assert taken_in("Con diều 2 tỷ", [low, high, silent]) == [False, True, True]
    assert taken_in("Con diều 2 tỷ", [low, silent]) == [True, True]
