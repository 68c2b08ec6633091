"""One division's lines → nodes: which headings are real and where each unit ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import ProvisionKind as Kind
from ingest.codification import related_notes
from ingest.structure.clauses import clauses
from ingest.structure.divisions import is_signature, title_after
from ingest.structure.lines import Line
from ingest.structure.marks import Mark, article_mark, informal_mark, is_heading, large_mark, small_mark
from ingest.structure.nodes import LEVELS, Node, close
from ingest.structure.sequence import follows, position, real

_LARGE = (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION)
_STATE_HEAD = re.compile(r"CỘNG\s+H[ÒO]À?A? XÃ HỘI CHỦ NGHĨA")
_LISTS = re.compile(r"\W*(?:Căn cứ pháp lý|Yêu cầu\s*,\s*điều kiện)\b", re.IGNORECASE)
_HEAD_LINES = 12  # of the document
_SENTENCE_WORDS = 12
_STYLED = LEVELS[Kind.SUBSECTION] + 1  # the level of "A." or "I.", whichever is met first; the other is below it


def articles_outline(lines: Sequence[Line], start: int, stop: int) -> list[Node]:
    """Nodes of a text in articles (law, decree, attached regulation), document order, parents first."""
    articles = _articles(lines, start, stop)
    if not articles:
        return []
    end = next((at for at in range(articles[-1][0] + 1, stop) if _signs(lines[at])), stop)
    nodes = [*_large_units(lines, start, end, [at for at, _ in articles])]
    for at, mark in articles:
        nodes.append(
            Node(Kind.ARTICLE, mark.number, _article_title(lines, at, mark, end), at, end, LEVELS[Kind.ARTICLE])
        )
    if end < stop:
        nodes.append(Node(Kind.SIGNATURE, "", "", end, stop, LEVELS[Kind.SIGNATURE]))
    nodes.sort(key=lambda node: (node.start, node.level))
    close(nodes, stop)
    for article in [node for node in nodes if node.kind is Kind.ARTICLE]:
        nodes += clauses(lines, article.start, _before_notes(lines, article))
    return sorted(nodes, key=lambda node: (node.start, node.level))


def informal_outline(lines: Sequence[Line], start: int, stop: int) -> list[Node]:
    """Nodes of a text without articles (appendix, official letter): parts, A., I., 1., 1.1., a).

    Nothing is read after the state's name ("CỘNG HÒA XÃ HỘI …") up to the next part: that is a form, but for the
    head of the document.
    """
    end = next((at for at in range(start, stop) if _signs(lines[at])), stop)
    stack: list[Node] = []
    nodes: list[Node] = []
    styles: list[str] = []  # "letter", "roman": the one met first is the outer one
    form, listed = False, _Listed()
    for at in range(start, end):
        mark = None if lines[at].quoted else _any_mark(lines[at].text)
        if _STATE_HEAD.search(lines[at].text) and at >= _HEAD_LINES:  # above that it is the head of the text itself
            form = True
        if not mark or (form and mark.kind not in (Kind.PART, Kind.CHAPTER) and not _is_section(mark)):
            continue
        level = _level(mark, styles)
        if mark.kind is Kind.CLAUSE and not mark.style and listed.takes(mark, lines[: at + 1], stack):
            continue
        if not _fits(mark, level, stack):
            continue
        form, listed = False, _Listed()
        if level <= LEVELS[Kind.SUBSECTION] and not mark.style:
            styles.clear()
        heading = "" if level >= LEVELS[Kind.CLAUSE] else title_after(lines, at, mark.rest)[0]
        stack = [node for node in stack if node.level < level]
        stack.append(Node(mark.kind, mark.number, heading, at, end, level))
        nodes.append(stack[-1])
    if end < stop:
        nodes.append(Node(Kind.SIGNATURE, "", "", end, stop, LEVELS[Kind.SIGNATURE]))
    close(nodes, stop)
    return nodes


def _before_notes(lines: Sequence[Line], article: Node) -> int:
    """Line after the text of an article of the codification: the notes on related articles below it are no clause's."""
    stop = article.stop
    if "." not in article.number:
        return stop
    notes = related_notes([line.text for line in lines[article.start : stop]])
    while stop - 1 - article.start in notes:
        stop -= 1
    return stop


@dataclass(slots=True)
class _Listed:
    """A list that counts from 1 again inside a clause: what a procedure rests on, and its conditions."""

    last: int = 0

    def takes(self, mark: Mark, lines: Sequence[Line], stack: Sequence[Node]) -> bool:
        """Whether the last of `lines`, read as `mark`, is an item of the list; else it may be the next clause."""
        outer = next((node for node in stack if node.level == LEVELS[Kind.CLAUSE]), None)
        if outer is None or not mark.number.isdigit():
            return False
        number = int(mark.number)
        if number == 1:
            begins = any(_LISTS.match(line.text) for line in lines[-3:-1])
            self.last = 1 if begins else self.last
            return begins
        first = small_mark(lines[outer.start].text)
        alike = first is not None and first.rest.split()[:1] == mark.rest.split()[:1]  # "1. Thủ tục …", "2. Thủ tục …"
        if not self.last or number != self.last + 1 or alike:
            return False
        self.last = number
        return True


def _signs(line: Line) -> bool:
    return not line.quoted and is_signature(line.text)


def _articles(lines: Sequence[Line], start: int, stop: int) -> list[tuple[int, Mark]]:
    marks = [(at, mark) for at in range(start, stop) if not lines[at].quoted and (mark := article_mark(lines[at].text))]
    codified = [(at, mark) for at, mark in marks if "." in mark.number]  # pháp điển: "Điều 15.3.LQ.1."
    if codified:
        return codified
    return [marks[i] for i in real([position(mark.number) for _, mark in marks])]


def _article_title(lines: Sequence[Line], at: int, mark: Mark, stop: int) -> str:
    """Title of an article; "" if the words after the number are already its sentence."""
    title, next_line = mark.rest, at + 1
    if next_line < stop and not lines[next_line].quoted and not is_heading(lines[next_line].text):
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


def _any_mark(text: str) -> Mark | None:
    large = large_mark(text)
    if large:
        return large if large.kind in _LARGE else None
    return informal_mark(text) or small_mark(text)


def _is_section(mark: Mark) -> bool:
    return mark.kind is Kind.SECTION and not mark.style


def _level(mark: Mark, styles: list[str]) -> int:
    if mark.style == "decimal":
        return LEVELS[Kind.CLAUSE] + mark.number.count(".")
    if mark.style in ("letter", "roman"):
        if mark.kind is Kind.SUBSECTION:
            return _STYLED + 2
        if mark.style not in styles:
            styles.append(mark.style)
        return _STYLED + styles.index(mark.style)
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
