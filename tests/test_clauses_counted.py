"""The second counter of articles and clauses: what it counts, and that it says where the parser differs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import clauses
from bench.clauses import count, differences

TEXT = """Điều 1. Cây
1. Trồng cây.
2. Tưới cây:
a) Sáng;
Điều 2. Sửa đổi Nghị định số 15/2029/NĐ-CP
1. Sửa đổi Điều 3 như sau:
“Điều 3. Hoa
1. Hoa hồng.
2. Hoa cúc.”.
2. Bãi bỏ Điều 4.
3. Bãi bỏ Điều 9.
Điều 3. Hiệu lực
Từ ngày ký.
Nơi nhận:
1. Như Điều 3.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT, {"1": 2, "2": 3, "3": 0}),
        ("Điều 1. A\n1. B\n1a. C\n2. D\nĐiều 1a. E\n1. F\nĐiều 2. G", {"1": 3, "1a": 1, "2": 0}),
        ("Điều 1. A\n1. B\n3. Lệch số\nĐiều 9. Lệch số\n2. C", {"1": 2}),
        ("Kính gửi các xã", {}),
    ],
)
def test_count(text: str, expected: dict[str, int]) -> None:
    assert count(text) == expected


def test_differences_name_the_article() -> None:
    assert differences({"1": 2, "2": 1}, {"1": 2, "2": 3, "4": 0}) == {"2": (1, 3), "4": (None, 0)}


def test_the_measurement_prints_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "CHÍNH PHỦ\nSố: 902/2031/NĐ-CP\nNGHỊ ĐỊNH\nQuy định về cây\n"
    (tmp_path / "a.txt").write_text(head + TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(head.replace("902", "903") + "Điều 1. A\n1. B.\n3. C.\n", encoding="utf-8")
    clauses.main([str(tmp_path)])
    *rows, total = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows == [{"file": "b.txt", "article": "1", "counted": 1, "parsed": 2}]
    assert (total["texts"], total["articles"], total["same clauses"]) == (2, 4, 3)
