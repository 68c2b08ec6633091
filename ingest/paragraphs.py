"""Hard-wrapped lines → paragraphs: what starts a new one, what goes on.

Where a reader saw the layout (indents, lines that end short) that decides; where only lines are at hand, the
words decide: a small letter goes on, a structural mark begins, a heading has no full stop.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.lines import Line

_TAIL = 120  # characters
_QUOTE = r"[“\"”'‘]?\s?"
_ARTICLE = re.compile(rf"^{_QUOTE}(?:Điều|ĐIỀU|Ðiều) ?\d+[a-zđ]{{0,2}} ?(?:[.:]|\d|$)")
_ARTICLE_HEADING = re.compile(rf"^{_QUOTE}(?:Điều|ĐIỀU) ?\d+[a-zđ]{{0,2}} ?[.:] ?\S")
_CLAUSE = re.compile(rf"^{_QUOTE}\d{{1,3}}(?:[a-zđ]|\.\d{{1,2}}){{0,4}}\.(?:\s|(?=[^\W\d]))")
_NUMBERED = re.compile(r"(\d{1,3})\.\s+[A-ZĐÀ-Ỹ]")
_POINT = re.compile(rf"^{_QUOTE}(?:(?:[a-zđ]{{1,2}}|[ivx]{{1,4}})\d{{0,2}}(?:\.\d+)*\)\s?\S|[a-zđ]\. (?=[A-ZĐÀ-Ỹ]))")
_DASH = re.compile(r"^(?:[-–+*] ?|[-–+])(?=[^\s\d-])")
_OUTLINE = re.compile(r"^(?:[IVX]{1,6}|[A-HĐ])\. ?(?=[A-ZĐÀ-Ỹ])")
_LABEL_WORD = r"(?:Phần|Chương|Mục|Tiểu mục|Phụ lục|PHẦN|CHƯƠNG|MỤC|TIỂU MỤC|PHỤ LỤC|Mẫu(?: số)?|MẪU(?: SỐ)?)"
_LABEL = re.compile(
    rf"^{_QUOTE}{_LABEL_WORD}(?: (?:thứ [a-zà-ỹ]+|THỨ [A-ZÀ-Ỹ]+|[IVXLC]+|\d+[a-zđ]?|[IVX]+\.\d+|\d+\.\d+|[A-ZĐ]))?"
    rf"(?:[-/.]?[A-ZĐ]{{0,4}}\d*)? ?(?:[.:].*|[A-ZÀ-ỸĐ ,\-–()]{{4,}})?$"
)
_CHAPTER = re.compile(r"^(?:Phần|Chương|PHẦN|CHƯƠNG) (?:thứ [a-zà-ỹ]+|[IVXLC]+|\d+)\.?$")  # its title stands below
_HEAD_LINE = re.compile(
    r"^(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập|Số ?:|Số \d|Căn cứ |Theo đề nghị|Xét đề nghị|QUYẾT ĐỊNH ?:|QUYẾT NGHỊ ?:"
    r"|Nơi nhận|TM\.|KT\.|TUQ\.|Q\.|TL\.|T/M"
    r"|\((?:Ban hành )?[Kk]èm theo|Kèm theo|Ban hành kèm theo|Trong đó:|Ghi chú|[A-ZĐ][\w. ]{2,40}, ngày (?:\d|\.))"
)
_KIND = re.compile(
    r"^(?:NGHỊ ĐỊNH|NGHỊ QUYẾT|QUYẾT ĐỊNH|THÔNG TƯ(?: LIÊN TỊCH)?|LUẬT|BỘ LUẬT|PHÁP LỆNH|QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ"
    r"|CHỈ THỊ|KẾ HOẠCH|HƯỚNG DẪN|DANH MỤC|CHƯƠNG TRÌNH)$"
)
_SIGNATORY = re.compile(
    r"^(?:PHÓ )?(?:THỦ TƯỚNG|CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|THỐNG ĐỐC|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|TỔNG)\b"
)
_BASIS = re.compile(r"^(?:Căn cứ|Theo đề nghị|Xét đề nghị)\b")
_TERMINAL = re.compile(r"[.;:?!…][”\"’')]*[.;]?$")
_SENTENCE_END = re.compile(r"[.;:?!][”\"’')]*[.;]?$")
_EXPECTS_NUMBER = re.compile(
    r"(?:\b(?:Điều|điều|khoản|Khoản|số|Số|năm|tháng|ngày|Mục|Chương|Phần|Phụ lục|Mẫu|từ|đến|và|hoặc)|[,(/–-])$"
)
_EXPECTS_ARTICLE = re.compile(r"(?:\b(?:tại|và|hoặc|của|khoản \d+[a-zđ]?|điểm [a-zđ]\d?|đến|Điều \d+[a-zđ]?)),?$")
_EXPECTS_REFERENCE = re.compile(
    r"(?:\b(?:tại|và|hoặc|theo|của|khoản \d+[a-zđ]?|điểm [a-zđ]\d?|đến|từ|với|các|trong|cho|về|quy định|Điều \d+[a-zđ]?"
    r"|ở|thuộc|sau|trừ|bởi|Chương [IVXLC]+)|,)$"
)
_OPEN_END = re.compile(  # what cannot end a heading or a sentence, before a capital or a number
    r"(?:\b(?:và|của|cho|với|trong|tại|về|theo|do|đối với|hoặc|từ|đến|bởi|là|giữa|thuộc|số|các|những|một số|trên"
    r"|Điều|điều|khoản|điểm|Mục|Chương|Luật|Nghị định|Nghị quyết|Bộ|Sở|trừ|gồm|khi)|[,(–-])$"
)
_BODY_START = re.compile(
    r"^(?:(?:Nghị định|Luật|Bộ luật|Quyết định|Thông tư|Nghị quyết|Quy định|Quy chế|Pháp lệnh|Điều lệ|Văn bản) này\b"
    r"|Trong (?:Luật|Nghị định|Thông tư|Quyết định|Nghị quyết|Quy (?:định|chế)) này\b)"
)


@dataclass(slots=True)
class Paragraph:
    """Joined lines. `turns` are offsets in the text where a new page begins, with the page's number.

    `head` and `tail` are the first line and the last characters: decisions look at these, so that a file
    of one endless paragraph does not cost the square of its length.
    """

    head: str
    page: int
    last: Line
    turns: list[tuple[int, int]] = field(default_factory=list)
    tail: str = ""
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    @classmethod
    def of(cls, line: Line) -> Paragraph:
        """A paragraph that begins with a line."""
        return cls(line.text, line.page, line, [], line.text[-_TAIL:], [line.text], len(line.text))

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def is_one_line(self) -> bool:
        return len(self._parts) == 1

    def add(self, line: Line) -> None:
        """Joins a line with a space, or without one after a slash or a bracket."""
        glue = "" if self.tail.endswith(("/", "(")) else " "
        if line.page != self.last.page:
            self.turns.append((self._length + len(glue), line.page))
        self._parts.append(glue + line.text)
        self._length += len(glue) + len(line.text)
        self.tail = (self.tail + glue + line.text)[-_TAIL:]
        self.last = line


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Do lines break inside sentences? True if a quarter of the longer ones go on with a small letter."""
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if len(a.text) >= 30 and not is_row(a)]
    going_on = sum(b.text[0].islower() and not _POINT.match(b.text) for _, b in pairs)
    return len(pairs) >= 4 and going_on > 0.2 * len(pairs)


def join(lines: Sequence[Line], wrapped: bool) -> list[Paragraph]:
    """Paragraphs of the lines; where lines are not wrapped each is one, unless it goes on with a small letter."""
    width = _width(lines) if wrapped else None
    paragraphs: list[Paragraph] = []
    clause = 0  # the last one
    for at, line in enumerate(lines):
        if not paragraphs or _begins(lines, at, paragraphs[-1], width, clause):
            paragraphs.append(Paragraph.of(line))
            numbered = _NUMBERED.match(line.text)
            clause = int(numbered[1]) if numbered else 0 if _ARTICLE_HEADING.match(line.text) else clause
        else:
            paragraphs[-1].add(line)
    return paragraphs


def _width(lines: Sequence[Line]) -> float:
    """Usual length of a full line, in characters."""
    lengths = [len(line.text) for line in lines if len(line.text) >= 40 and not is_row(line)]
    return statistics.quantiles(lengths, n=20)[17] if len(lengths) > 1 else 80.0


def is_row(line: Line) -> bool:
    """Is a line a row of a table? Rows say nothing of the width and the indents of the text."""
    return " | " in line.text


def is_mark(text: str) -> bool:
    """Does a line begin with a structural mark (Chương, Điều 5., 1., a), -, quote heading …)?"""
    return bool(
        _ARTICLE_HEADING.match(text)
        or _CLAUSE.match(text)
        or _POINT.match(text)
        or _DASH.match(text)
        or _LABEL.match(text)
        or _HEAD_LINE.match(text)
        or _OUTLINE.match(text)
        or _KIND.match(text)
        or (_SIGNATORY.match(text) and text.isupper())
        or " | " in text
    )


def _begins(lines: Sequence[Line], at: int, paragraph: Paragraph, width: float | None, clause: int) -> bool:
    """Does line `at` begin a new paragraph after `paragraph`?"""
    line, before = lines[at], paragraph.last
    if is_row(line) or is_row(before):
        return True
    if is_mark(line.text):
        titled = at + 1 < len(lines) and _CHAPTER.match(line.text) and _is_capitals(lines[at + 1].text)
        return bool(titled) or not _mark_goes_on(paragraph, line, clause)
    if line.text[0].islower():
        return bool((line.gap and not line.turn) or width is None) and bool(_SENTENCE_END.search(paragraph.tail))
    if width is None or (paragraph.is_one_line and _is_label(paragraph.head)):
        return True
    if _is_quoting(paragraph) and _is_capitals(line.text) and not line.gap:
        return False
    capitals = _is_capitals(before.text)
    if capitals or _is_capitals(line.text):
        return not (capitals and _is_capitals(line.text) and not line.gap)
    if line.gap and not line.turn:
        return True
    if _is_open_heading(paragraph) and line.indented is None and not before.short:
        return _heading_is_over(lines, at, paragraph, width)
    return _ends(before, line, paragraph, width)


def _mark_goes_on(paragraph: Paragraph, line: Line, clause: int) -> bool:
    """Is what looks like a mark the middle of a sentence ("… khoản 1 Điều / 12. Việc …", "… và / Mục 2 …")?"""
    if _SENTENCE_END.search(paragraph.tail) or line.indented or line.text[0] in '“"':
        return False
    if _CLAUSE.match(line.text):
        following = _NUMBERED.match(line.text)
        if following and paragraph.tail.endswith(",") and int(following[1]) == clause + 1:
            return False  # a comma was typed or read for the full stop
        return bool(_EXPECTS_NUMBER.search(paragraph.tail)) and not _ARTICLE_HEADING.match(paragraph.head)
    if _ARTICLE_HEADING.match(line.text):
        return bool(_EXPECTS_ARTICLE.search(paragraph.tail))
    if _LABEL.match(line.text):
        return bool(_EXPECTS_REFERENCE.search(paragraph.tail))
    if _BASIS.match(line.text):
        return paragraph.tail.endswith(",")
    return False


def _ends(before: Line, line: Line, paragraph: Paragraph, width: float) -> bool:
    """Does the paragraph end with the line before, as far as layout or length tell?"""
    if before.short is not None and line.page == before.page:
        return before.short or bool(line.indented)
    if line.indented is not None and before.short is None:
        return bool(line.indented)
    if before.short is not None:  # page turn
        return bool(line.indented) or (before.short and bool(_SENTENCE_END.search(paragraph.tail)))
    word = line.text.split(" ", 1)[0]
    if _SENTENCE_END.search(paragraph.tail):
        return True
    if _OPEN_END.search(paragraph.tail) or (line.text[0].isdigit() and _EXPECTS_NUMBER.search(paragraph.tail)):
        return False
    return len(before.text) + 1 + len(word) < 0.8 * width


def _heading_is_over(lines: Sequence[Line], at: int, paragraph: Paragraph, width: float) -> bool:
    """Is line `at` the body below an article heading, or the heading's next line?

    A heading has no full stop and is followed by a mark; the body ends with one.
    """
    line = lines[at]
    if _OPEN_END.search(paragraph.tail) or line.text[0].isdigit():
        return False
    if _BODY_START.match(line.text):
        return True
    if len(paragraph.last.text) + len(line.text.split(" ", 1)[0]) < 0.7 * width:
        return True
    for following in range(at, min(at + 12, len(lines))):
        text = lines[following].text
        if following > at and (is_mark(text) or lines[following].gap):
            return bool(_TERMINAL.search(lines[following - 1].text))
        if _SENTENCE_END.search(text):
            return True
        if following > at and not text[0].islower() and len(lines[following - 1].text) < 0.75 * width:
            return False
    return True


def _is_open_heading(paragraph: Paragraph) -> bool:
    return bool(_ARTICLE_HEADING.match(paragraph.head)) and not _SENTENCE_END.search(paragraph.tail)


def _is_quoting(paragraph: Paragraph) -> bool:
    """Is a quotation open that began inside a sentence?"""
    opened = paragraph.tail.rfind("“")
    return opened > paragraph.tail.rfind("”") and (opened > 0 or not paragraph.is_one_line)


def _is_label(text: str) -> bool:
    return (bool(_LABEL.match(text)) and len(text) < 25) or bool(_KIND.match(text))


def _is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    mostly_letters = len(letters) >= 4 and len(letters) > 0.5 * len(text)
    return mostly_letters and sum(c.isupper() for c in letters) >= 0.9 * len(letters)
