"""Ruled tables of PDF pages: rows keep their cells, and nothing that only looks like a table becomes one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pytest

from corpus.settings import Settings
from ingest.clean import clean
from ingest.read import read_bytes
from tests.source_files import Rule, Words, pdf

SETTINGS = Settings(ocr=False)
XS = [85, 125, 325, 525]
YS = [640, 610, 580, 550]
CELLS = [["STT", "Thủ tục", "Cơ quan"], ["1", "Cấp giấy phép", "Sở Cây xanh"], ["2", "Thu hồi giấy phép", "Cấp xã"]]
ABOVE = [
    "Điều 1. Danh mục thủ tục về cây xanh đô thị của văn bản giả định này",
    "1. Danh mục thủ tục được quy định tại bảng sau đây để kiểm thử:",
]
BELOW = ["2. Sở Cây xanh chịu trách nhiệm thi hành quy định tại khoản 1 Điều này."]


def _grid(xs: Sequence[float], ys: Sequence[float], *, boxes: bool = False) -> list[Rule]:
    if boxes:
        return [Rule(left, low, right, high, box=True) for left, right in pairwise(xs) for high, low in pairwise(ys)]
    return [*(Rule(xs[0], y, xs[-1], y) for y in ys), *(Rule(x, ys[0], x, ys[-1]) for x in xs)]


def _text(cells: Sequence[Sequence[str]], xs: Sequence[float] = XS, ys: Sequence[float] = YS) -> list[Words]:
    return [
        Words(part, x=xs[j] + 5, y=ys[i] - 12 - 12 * n, size=10)
        for i, row in enumerate(cells)
        for j, cell in enumerate(row)
        for n, part in enumerate(cell.split("\n"))
        if part
    ]


def _lines(items: Sequence[Words | Rule]) -> list[str]:
    above = [Words(text, y=740 - 20 * n, size=10) for n, text in enumerate(ABOVE)]
    below = [Words(text, y=500, size=10) for text in BELOW]
    return clean(read_bytes(pdf([[*above, *items, *below]]), "a.pdf", SETTINGS)).text.split("\n")


def _inner(items: Sequence[Words | Rule]) -> list[str]:
    lines = _lines(items)
    assert (lines[:2], lines[-1:]) == (ABOVE, BELOW)
    return lines[2:-1]


@pytest.mark.parametrize("boxes", [False, True], ids=["lines", "a box for each cell"])
def test_rows_keep_their_cells(boxes: bool) -> None:
    assert _inner([*_grid(XS, YS, boxes=boxes), *_text(CELLS)]) == [" | ".join(row) for row in CELLS]


def test_without_lines_it_is_no_table() -> None:
    assert not any("|" in line for line in _lines(_text(CELLS)))


def test_a_cell_of_two_lines_is_one_cell() -> None:
    cells = [CELLS[0], ["1", "Cấp giấy phép\nchặt hạ cây", "Sở Cây xanh"], CELLS[2]]
    assert _inner([*_grid(XS, YS), *_text(cells)])[1] == "1 | Cấp giấy phép chặt hạ cây | Sở Cây xanh"


def test_cells_over_several_columns_and_rows() -> None:
    rules = [
        Rule(85, 640, 525, 640), Rule(125, 610, 525, 610), Rule(85, 580, 525, 580), Rule(85, 550, 525, 550),
        Rule(85, 640, 85, 550), Rule(125, 640, 125, 550), Rule(325, 610, 325, 550), Rule(525, 640, 525, 550),
    ]  # fmt: skip
    cells = [["STT", "Thẩm quyền"], ["", "Trước đây", "Hiện nay"], ["1", "Cấp huyện", "Cấp xã"]]
    assert _inner([*rules, *_text(cells)]) == ["STT | Thẩm quyền", "Trước đây | Hiện nay", "1 | Cấp huyện | Cấp xã"]


def test_hidden_text_in_a_cell_does_not_come_back() -> None:
    hidden = Words("ẩn", x=340, y=588, size=10, colour=(1, 1, 1))
    lines = _lines([*_grid(XS, YS), *_text(CELLS), hidden])
    assert "ẩn" not in " ".join(lines)
    assert "Sở Cây xanh" in " ".join(lines)


@pytest.mark.parametrize(
    "cells",
    [
        [["Giá đất", "=", "Giá trị quyền sử dụng đất"], ["", "", "Diện tích"], ["Tổng", "", "Cả"]],  # a formula
        [["TÊN CƠ QUAN", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số: 1", "", "Độc lập - Tự do - Hạnh phúc"]],
        [["Họ tên", "", ""], ["Địa chỉ", "", ""], ["Điện thoại", "", ""]],  # boxes to fill in
    ],
    ids=["formula", "head of a document", "boxes"],
)
def test_what_only_looks_like_a_table(cells: list[list[str]]) -> None:
    assert not any("|" in line for line in _lines([*_grid(XS, YS), *_text(cells)]))


def test_lines_through_words_leave_the_page_as_it_was() -> None:
    """A grid that cuts words apart is a drawing or a slip: no letter may be lost or doubled."""
    items = [*_grid([85, 150, 325, 525], YS), *_text(CELLS, xs=[85, 125, 325, 525])]
    letters = Counter("".join(_lines(items)).replace(" ", "").replace("|", ""))
    assert letters == Counter("".join([*ABOVE, *BELOW, *(c for row in CELLS for c in row)]).replace(" ", ""))


def test_rows_do_not_change_how_the_text_around_them_is_joined() -> None:
    """Indents and widths are measured on the text, also where most lines are rows."""
    many = [["STT", "Thủ tục rất dài được ghi ở cột này", "Cơ quan có thẩm quyền giải quyết"]] * 8
    ys = [660 - 16 * n for n in range(9)]
    rows = [*_grid(XS, ys), *_text(many, ys=ys)]
    wrapped = [
        Words("3. Khoản này được ngắt dòng ở giữa câu vì trang giấy không đủ rộng để ghi hết", x=105, y=480, size=10),
        Words("câu ấy, nên dòng thứ hai bắt đầu ở lề.", y=464, size=10),
        Words("4. Khoản tiếp theo thụt đầu dòng như mọi khoản khác của văn bản này, và được", x=105, y=448, size=10),
        Words("ngắt dòng một lần nữa.", y=432, size=10),
    ]
    lines = _lines([*rows, *wrapped])
    assert "câu ấy, nên dòng thứ hai" in next(line for line in lines if line.startswith("3. "))
    assert next(line for line in lines if line.startswith("4. ")).endswith("một lần nữa.")
