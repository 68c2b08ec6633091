"""One division's lines → nodes: which headings are real and where each unit ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.model import ProvisionKind as Kind
from ingest.structure.divisions import is_signature, title_after
from ingest.structure.lines import Line
from ingest.structure.marks import Mark, article_mark, informal_mark, large_mark, small_mark
from ingest.structure.sequence import follows, position, real

LEVELS = {
    Kind.PART: 1,
    Kind.CHAPTER: 2,
    Kind.SECTION: 3,
    Kind.SUBSECTION: 4,
    Kind.SIGNATURE: 1,
    Kind.ARTICLE: 6,
    Kind.CLAUSE: 7,
    Kind.POINT: 11,
    Kind.SUBPOINT: 12,
}
_LARGE = (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION)
_STATE_HEAD = re.compile(r"CỘNG\s+H[ÒO]À?A? XÃ HỘI CHỦ NGHĨA")
_SENTENCE_WORDS = 12


@dataclass(slots=True)
class Node:
    """A unit: lines [start, stop); the outermost level is the smallest."""

    kind: Kind
    number: str
    heading: str
    start: int
    stop: int
    level: int


def articles_outline(lines: Sequence[Line], start: int, stop: int) -> list[Node]:
    """Nodes of a text in articles (law, decree, attached regulation), document order, parents first."""
    articles = _articles(lines, start, stop)
    if not articles:
        return []
    end = next((at for at in range(articles[-1][0] + 1, stop) if _signs(lines[at])), stop)
    nodes = [*_large_units(lines, start, end, [at for at, _ in articles])]
    for at, mark in articles:
        nodes.append(Node(Kind.ARTICLE, mark.number, _article_title(lines, at, mark, end), at, end, 6))
    if end < stop:
        nodes.append(Node(Kind.SIGNATURE, "", "", end, stop, 1))
    nodes.sort(key=lambda node: (node.start, node.level))
    _close(nodes, stop)
    for article in [node for node in nodes if node.kind is Kind.ARTICLE]:
        nodes += _clauses(lines, article.start, article.stop)
    return sorted(nodes, key=lambda node: (node.start, node.level))


def informal_outline(lines: Sequence[Line], start: int, stop: int) -> list[Node]:
    """Nodes of a text without articles (appendix, official letter): parts, A., I., 1., 1.1., a).

    Nothing is read after the state's name ("CỘNG HÒA XÃ HỘI …") up to the next part: that is a form.
    """
    end = next((at for at in range(start, stop) if _signs(lines[at])), stop)
    stack: list[Node] = []
    nodes: list[Node] = []
    styles: list[str] = []  # "letter", "roman": the one met first is the outer one
    form = False
    for at in range(start, end):
        mark = None if lines[at].quoted else _any_mark(lines[at].text)
        if _STATE_HEAD.search(lines[at].text):
            form = True
        if not mark or (form and mark.kind not in (Kind.PART, Kind.CHAPTER) and not _is_section(mark)):
            continue
        level = _level(mark, styles)
        if not _fits(mark, level, stack):
            continue
        form = False
        heading = "" if level >= 7 else title_after(lines, at, mark.rest)[0]
        stack = [node for node in stack if node.level < level]
        stack.append(Node(mark.kind, mark.number, heading, at, end, level))
        nodes.append(stack[-1])
    if end < stop:
        nodes.append(Node(Kind.SIGNATURE, "", "", end, stop, 1))
    _close(nodes, stop)
    return nodes


def _signs(line: Line) -> bool:
    return not line.quoted and is_signature(line.text)


def _articles(lines: Sequence[Line], start: int, stop: int) -> list[tuple[int, Mark]]:
    marks = [
        (at, mark) for at in range(start, stop) if not lines[at].quoted and (mark := article_mark(lines[at].text))
    ]
    codified = [(at, mark) for at, mark in marks if "." in mark.number]  # pháp điển: "Điều 15.3.LQ.1."
    if codified:
        return codified
    return [marks[i] for i in real([position(mark.number) for _, mark in marks])]


def _article_title(lines: Sequence[Line], at: int, mark: Mark, stop: int) -> str:
    """Title of an article; "" if the words after the number are already its sentence."""
    title, next_line = mark.rest, at + 1
    if next_line < stop and not lines[next_line].quoted and not _is_heading(lines[next_line].text):
        following = lines[next_line].text
        if not title and _is_bare_title(lines, next_line, stop):
            title = following
        elif title and not title.endswith((".", ":", ";")) and following[:1].islower():
            title = f"{title} {following}"
    title = re.sub(r"\s+", " ", title).strip()
    if title.endswith((".", ";", "./")) and len(title.split()) > _SENTENCE_WORDS:
        return ""
    return title.rstrip(" .:;/")


def _is_bare_title(lines: Sequence[Line], at: int, stop: int) -> bool:
    text = lines[at].text
    after = small_mark(lines[at + 1].text) if at + 1 < stop else None
    return len(text) < 160 and not text.endswith((".", ":", ";", ",")) and after is not None and after.number == "1"


def _is_heading(text: str) -> bool:
    return bool(article_mark(text) or large_mark(text) or small_mark(text))


def _large_units(lines: Sequence[Line], start: int, stop: int, articles: Sequence[int]) -> list[Node]:
    """Parts, chapters, sections: numbers follow one another; sections begin again in each chapter."""
    nodes: list[Node] = []
    last: dict[Kind, str] = {}
    for at in range(start, stop):
        mark = None if lines[at].quoted else large_mark(lines[at].text)
        if not mark or mark.kind not in _LARGE or not _next_in(last.get(mark.kind), mark.number):
            continue
        if not any(article > at for article in articles):
            continue
        for lower in _LARGE[_LARGE.index(mark.kind) + 1 :]:
            if lower is not Kind.CHAPTER or _restarts(lines, at, stop):
                last.pop(lower, None)
        last[mark.kind] = mark.number
        heading, _ = title_after(lines, at, mark.rest)
        nodes.append(Node(mark.kind, mark.number, heading, at, stop, LEVELS[mark.kind]))
    return nodes


def _restarts(lines: Sequence[Line], at: int, stop: int) -> bool:
    """Whether the first chapter after the part at `at` has number 1 again."""
    for line in lines[at + 1 : stop]:
        mark = None if line.quoted else large_mark(line.text)
        if mark and mark.kind is Kind.CHAPTER:
            return position(mark.number) == (1, 0)
    return False


def _next_in(last: str | None, number: str) -> bool:
    new = position(number)
    if last is None:
        return new[0] in (1, 2)
    old = position(last)
    return follows(new, old) or 1 < new[0] - old[0] <= 2


def _clauses(lines: Sequence[Line], article: int, stop: int) -> list[Node]:
    """Clauses, points and subpoints of the article at line `article`, ends set."""
    clauses = _row(lines, range(article + 1, stop), Kind.CLAUSE)
    nodes = [Node(Kind.CLAUSE, mark.number, "", at, stop, 7) for at, mark in clauses]
    _close(nodes, stop)
    spans = [(node.start + 1, node.stop) for node in nodes]
    lead = nodes[0].start if nodes else stop
    for first, last in [(article + 1, lead), *spans]:
        nodes += _points(lines, first, last)
    return nodes


def _points(lines: Sequence[Line], start: int, stop: int) -> list[Node]:
    rows = _row(lines, range(start, stop), Kind.POINT)
    nodes = [Node(Kind.POINT, mark.number, "", at, stop, 11) for at, mark in rows]
    _close(nodes, stop)
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
    nodes = [Node(Kind.SUBPOINT, mark.number, "", at, point.stop, 12) for at, mark in rows]
    _close(nodes, point.stop)
    return nodes


def _inserted_points(lines: Sequence[Line], points: list[Node], inner: list[Node]) -> list[Node]:
    """Points and subpoints in order; "a1)" after a point that announces no list is an inserted point."""
    for point in points:
        own = [node for node in inner if point.start < node.start < point.stop]
        if not own or not own[0].number.endswith("1") or _announces(lines[own[0].start - 1].text):
            continue
        point.stop = own[0].start
        for node in own:
            node.kind, node.level = Kind.POINT, 11
    return sorted([*points, *inner], key=lambda node: node.start)


def _announces(text: str) -> bool:
    return text.rstrip("”\" ").endswith((":", "sau"))


def _own_end(lines: Sequence[Line], point: Node) -> int:
    """Line after the last one of a list's last point: a plain paragraph after it belongs to the clause."""
    first = lines[point.start].text
    if not first.endswith((".", ";", "./.")):
        return point.stop
    for at in range(point.start + 1, point.stop):
        text = lines[at].text
        if lines[at].quoted or text[:1] in "-+–•*“\"|(" or _is_heading(text) or "|" in text:
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
        mark = None if lines[at].quoted or _is_broken_off(lines[at - 1].text) else small_mark(lines[at].text)
        if mark and mark.kind is kind and accept(mark):
            found.append((at, mark))
    if kind is Kind.POINT:
        found = _mended(found)
    places = [position(mark.number[1:].lstrip(".") if kind is Kind.SUBPOINT else mark.number) for _, mark in found]
    return [found[i] for i in real(places)]


def _is_broken_off(text: str) -> bool:
    """Whether a line ends in the middle of a reference, so that the number on the next one is its."""
    return bool(re.search(r"(?:khoản|Khoản|điểm|Điểm|Điều|mục|Mục|số|và|hoặc|các|tại|ngày|tháng|năm)$", text))


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


def _any_mark(text: str) -> Mark | None:
    large = large_mark(text)
    if large:
        return large if large.kind in _LARGE else None
    return informal_mark(text) or small_mark(text)


def _is_section(mark: Mark) -> bool:
    return mark.kind is Kind.SECTION and not mark.style


def _level(mark: Mark, styles: list[str]) -> int:
    if mark.style == "decimal":
        return 7 + mark.number.count(".")
    if mark.style in ("letter", "roman"):
        if mark.kind is Kind.SUBSECTION:
            return 6
        if mark.style not in styles:
            styles.append(mark.style)
        return 4 + styles.index(mark.style)
    return LEVELS[mark.kind]


def _fits(mark: Mark, level: int, stack: Sequence[Node]) -> bool:
    """Whether `mark` is the first of a new row inside the open units, or the next of an open row."""
    above = [node.number for node in stack if node.level < level]
    row = next((node.number for node in stack if node.level == level), None)
    number = mark.number
    if mark.kind is Kind.SUBPOINT:
        prefix, number, row = number[0], number[1:].lstrip("."), row and row[1:].lstrip(".")
    elif "." in number:
        prefix, _, number = number.rpartition(".")
        row = row and row.rpartition(".")[2]
    else:
        prefix = ""
    if prefix and (not above or above[-1] != prefix):
        return False
    new, last = _place(number, mark.style), _place(row or "", mark.style)
    skips_d_bar = mark.style == "letter" and row == "D" and number == "E"
    return new == (1, 0) if row is None else follows(new, last) or skips_d_bar


def _place(number: str, style: str) -> tuple[int, int]:
    if style == "letter":
        return "ABCDĐEGHIK".find(number or "?") + 1, 0
    return position(number)


def _close(nodes: list[Node], stop: int) -> None:
    """Set each node's end: where the next one of its level or a larger one begins."""
    for i, node in enumerate(nodes):
        node.stop = next((other.start for other in nodes[i + 1 :] if other.level <= node.level), stop)
