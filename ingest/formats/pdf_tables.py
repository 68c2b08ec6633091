"""Ruled tables of a PDF page: cells told from the lines drawn around them, rows as "cell | cell".

Only what is certain is made a table: a grid of at least two rows and columns whose cells hold exactly the letters
of the lines they replace. Everything else stays as it stands on the page.
"""

from __future__ import annotations

import ctypes
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.formats.tables import is_layout

_THIN = 2.5  # points; a drawn line is a path or a filled box no thicker than this
_NEAR = 3.0  # points; ends and lines this close meet
_FEWEST, _MOST = 6, 1000  # drawn lines of a page with a table; a map or a drawing has more
_SIGNS = {"=", "±", "×", "÷", "+", "x"}  # alone in a field: a formula, not a table
_HOLE = "\ufffe"  # as `ingest.formats.pdf.HOLE`

Box = tuple[float, float, float, float]  # left, bottom, right, top
Read = Callable[[Box], str]  # text inside a box


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight line: `at` is its place across, [start, end] its reach along."""

    at: float
    start: float
    end: float

    def reaches(self, place: float) -> bool:
        return self.start - _NEAR <= place <= self.end + _NEAR


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table with its text and its place."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Table:
    """`letters` are those of all cells, without spaces."""

    box: Box
    rows: tuple[Row, ...]
    letters: Counter[str]

    def holds(self, x: float, y: float) -> bool:
        left, bottom, right, top = self.box
        return left <= x <= right and bottom <= y <= top


def find_tables(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> list[Table]:
    """Tables drawn on a page, from the top down; formulas set in boxes and the heads of forms are none."""
    across, down = _segments(page)
    if len(across) + len(down) < _FEWEST or len(across) + len(down) > _MOST:
        return []

    def read(box: Box) -> str:
        return str(textpage.get_text_bounded(*box)).replace("\x02", _HOLE)

    grids = (_Grid(*parts) for parts in _connected(across, down))
    tables = (grid.table(read) for grid in grids if len(grid.xs) > 2 and len(grid.ys) > 2)
    return sorted((table for table in tables if table is not None), key=lambda table: -table.box[3])


def _segments(page: pdfium.PdfPage) -> tuple[list[Segment], list[Segment]]:
    """Horizontal and vertical lines; a box counts as its four sides."""
    across: list[Segment] = []
    down: list[Segment] = []
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH]):
        if len(across) + len(down) > _MOST:
            break
        left, bottom, right, top = item.get_bounds()
        if top - bottom <= _THIN:
            across.append(Segment((top + bottom) / 2, left, right))
        elif right - left <= _THIN:
            down.append(Segment((left + right) / 2, bottom, top))
        elif pdfium_c.FPDFPath_CountSegments(item.raw) in (4, 5) and _is_stroked(item):
            across += [Segment(bottom, left, right), Segment(top, left, right)]
            down += [Segment(left, bottom, top), Segment(right, bottom, top)]
    return across, down


def _is_stroked(item: pdfium.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium_c.FPDFPath_GetDrawMode(item.raw, fill, stroke)) and bool(stroke.value)


def _connected(across: Sequence[Segment], down: Sequence[Segment]) -> Iterator[tuple[list[Segment], list[Segment]]]:
    """Lines that meet, directly or through others."""
    waiting = set(range(len(across)))
    free = set(range(len(down)))
    while waiting:
        found, crossing, frontier = set(), set(), {waiting.pop()}
        while frontier:
            found |= frontier
            new = {v for v in free for h in frontier if _meet(across[h], down[v])}
            free -= new
            crossing |= new
            frontier = {h for h in waiting for v in new if _meet(across[h], down[v])}
            waiting -= frontier
        yield [across[h] for h in found], [down[v] for v in crossing]


def _meet(across: Segment, down: Segment) -> bool:
    return across.reaches(down.at) and down.reaches(across.at)


class _Grid:
    """A net of lines; neighbouring fields without a line between them are one cell."""

    def __init__(self, across: Sequence[Segment], down: Sequence[Segment]) -> None:
        self.across, self.down = across, down
        self.xs = _places(down)
        self.ys = _places(across)[::-1]  # from the top

    def table(self, read: Read) -> Table | None:
        rows: list[list[tuple[int, str]]] = [[] for _ in self.ys[1:]]
        for fields in self._cells():
            top, left = min(i for i, _ in fields), min(j for _, j in fields)
            bottom, right = max(i for i, _ in fields) + 1, max(j for _, j in fields) + 1
            rows[top].append((left, read((self.xs[left], self.ys[bottom], self.xs[right], self.ys[top]))))
        printed = [[text for _, text in sorted(row)] for row in rows]
        cells = [[" ".join(text.split()) for text in row] for row in printed]
        if not _is_table(cells):
            return None
        boxes = [(self.xs[0], bottom, self.xs[-1], top) for top, bottom in pairwise(self.ys)]
        lines = tuple(
            Row(line, box) for row, whole, box in zip(printed, cells, boxes, strict=True) for line in _row(row, whole)
        )
        letters = Counter("".join(text for row in cells for text in row).replace(" ", ""))
        return Table((self.xs[0], self.ys[-1], self.xs[-1], self.ys[0]), lines, letters)

    def _cells(self) -> list[list[tuple[int, int]]]:
        """Fields (row, column) by cell."""
        owner = {(i, j): (i, j) for i in range(len(self.ys) - 1) for j in range(len(self.xs) - 1)}

        def root(field: tuple[int, int]) -> tuple[int, int]:
            while owner[field] != field:
                field = owner[field]
            return field

        for i, j in list(owner):
            middle_y, middle_x = (self.ys[i] + self.ys[i + 1]) / 2, (self.xs[j] + self.xs[j + 1]) / 2
            if (i, j + 1) in owner and not _drawn(self.down, self.xs[j + 1], middle_y):
                owner[root((i, j + 1))] = root((i, j))
            if (i + 1, j) in owner and not _drawn(self.across, self.ys[i + 1], middle_x):
                owner[root((i + 1, j))] = root((i, j))
        cells: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for field in owner:
            cells[root(field)].append(field)
        return list(cells.values())


def _is_table(cells: Sequence[Sequence[str]]) -> bool:
    signs = any(text in _SIGNS for row in cells for text in row)
    full = sum(sum(bool(text) for text in row) > 1 for row in cells)
    return full > 1 and not signs and not is_layout("\n".join(text for row in cells for text in row))


def _row(printed: Sequence[str], cells: Sequence[str]) -> list[str]:
    """A row as one line; a row of one filled cell as its paragraphs, told by their dashes."""
    filled = [text for text, cell in zip(printed, cells, strict=True) if cell]
    if len(filled) > 1:
        return [" | ".join(cells)]
    lines: list[str] = []
    for line in (" ".join(line.split()) for text in filled for line in text.splitlines() if line.strip()):
        if lines and not line.startswith(("- ", "+ ")):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines


def _drawn(segments: Sequence[Segment], at: float, through: float) -> bool:
    return any(abs(s.at - at) <= _NEAR and s.start <= through <= s.end for s in segments)


def _places(segments: Sequence[Segment]) -> list[float]:
    """Where lines stand, ascending; those that nearly coincide once."""
    places: list[float] = []
    for at in sorted(s.at for s in segments):
        if not places or at - places[-1] > _NEAR:
            places.append(at)
    return places
