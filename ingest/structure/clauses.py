"""One article's lines → its clauses, points and subpoints."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from corpus.model import ProvisionKind as Kind
from ingest.structure.lines import Line
from ingest.structure.marks import Mark, article_mark, is_heading, small_mark
from ingest.structure.nodes import LEVELS, Node, close
from ingest.structure.sequence import position, real

_BROKEN_OFF = re.compile(
    r"(?:khoản|điểm|Điều|mục|và|hoặc|các|tại|(?:Luật|định|quyết|tư) số|ngày|(?:ngày|tháng) \d+|tháng \d+ năm)$"
)


def clauses(lines: Sequence[Line], article: int, stop: int) -> list[Node]:
    """Clauses, points and subpoints of the article at line `article`, ends set."""
    rows = _row(lines, range(article + 1, stop), Kind.CLAUSE)
    nodes = [Node(Kind.CLAUSE, mark.number, "", at, stop, LEVELS[Kind.CLAUSE]) for at, mark in rows]
    close(nodes, stop)
    spans = [(node.start + 1, node.stop) for node in nodes]
    lead = nodes[0].start if nodes else stop
    for first, last in [(article + 1, lead), *spans]:
        nodes += _points(lines, first, last)
    return nodes


def _points(lines: Sequence[Line], start: int, stop: int) -> list[Node]:
    rows = _row(lines, range(start, stop), Kind.POINT)
    nodes = [Node(Kind.POINT, mark.number, "", at, stop, LEVELS[Kind.POINT]) for at, mark in rows]
    close(nodes, stop)
    inner: list[Node] = []
    for node in nodes:
        inner += _subpoints(lines, node)
    if nodes:
        nodes[-1].stop = _own_end(lines, nodes[-1])
    return [*_inserted_points(lines, nodes, inner)]


def _subpoints(lines: Sequence[Line], point: Node) -> list[Node]:
    def of_point(mark: Mark) -> bool:
        return mark.number[0] == point.number

    rows = _row(lines, range(point.start + 1, point.stop), Kind.SUBPOINT, of_point)
    nodes = [Node(Kind.SUBPOINT, mark.number, "", at, point.stop, LEVELS[Kind.SUBPOINT]) for at, mark in rows]
    close(nodes, point.stop)
    return nodes


def _inserted_points(lines: Sequence[Line], points: list[Node], inner: list[Node]) -> list[Node]:
    """Points and subpoints in order; "a1)" after a point that announces no list is an inserted point."""
    for point in points:
        own = [node for node in inner if point.start < node.start < point.stop]
        if not own or not own[0].number.endswith("1") or _announces(lines[own[0].start - 1].text):
            continue
        point.stop = own[0].start
        for node in own:
            node.kind, node.level = Kind.POINT, LEVELS[Kind.POINT]
    return sorted([*points, *inner], key=lambda node: node.start)


def _announces(text: str) -> bool:
    return text.rstrip('”" ').endswith((":", "sau"))


def _own_end(lines: Sequence[Line], point: Node) -> int:
    """Line after the last one of a list's last point: a plain paragraph after it belongs to the clause."""
    first = lines[point.start].text
    if not first.endswith((".", ";", "./.")):
        return point.stop
    for at in range(point.start + 1, point.stop):
        text = lines[at].text
        if lines[at].quoted or text[:1] in '-+–•*“"|(' or is_heading(text) or "|" in text:
            return point.stop
        if text[:1].isupper():
            return at
    return point.stop


def _row(
    lines: Sequence[Line], span: range, kind: Kind, accept: Callable[[Mark], bool] = lambda mark: True
) -> list[tuple[int, Mark]]:
    """Marks of one kind in `span` whose numbers form a row from the first."""
    found: list[tuple[int, Mark]] = []
    for at in span:
        mark = None if lines[at].quoted else small_mark(lines[at].text)
        continues = kind is Kind.CLAUSE and _is_broken_off(lines[at - 1].text)
        if mark and mark.kind is kind and not continues and accept(mark):
            found.append((at, mark))
    if kind is Kind.POINT:
        found = _mended(found)
    places = [position(mark.number[1:].lstrip(".") if kind is Kind.SUBPOINT else mark.number) for _, mark in found]
    return [found[i] for i in real(places)]


def _is_broken_off(text: str) -> bool:
    """Whether a line ends in the middle of a reference, so that the number on the next one is its."""
    return bool(_BROKEN_OFF.search(text)) and not article_mark(text) and " | " not in text


def _mended(found: list[tuple[int, Mark]]) -> list[tuple[int, Mark]]:
    """Letters that typing or OCR confuses, set right by their neighbours: d for đ, đ for d, e for c."""
    numbers = [mark.number for _, mark in found]
    for i, number in enumerate(numbers):
        before = numbers[i - 1] if i else ""
        after = numbers[i + 1] if i + 1 < len(numbers) else ""
        if number == "d" and before == "d":
            numbers[i] = "đ"
        elif number == "đ" and before == "c" and after == "đ":
            numbers[i] = "d"
        elif number == "e" and before == "b" and after in ("d", "đ", ""):
            numbers[i] = "c"
    return [(at, Mark(mark.kind, number, mark.rest)) for (at, mark), number in zip(found, numbers, strict=True)]
