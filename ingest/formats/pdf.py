"""PDF files with a text layer: lines with their place on the page.

pypdf opens the file and tells whether it is encrypted and how many pages it has; pypdfium2 reads the pages,
because it is fifteen to twenty-five times faster and gives the box of each character, from which paragraphs,
footnotes and hidden text are told (`ingest.formats.pdf_layout`, `ingest.formats.pdf_hidden`).
"""

from __future__ import annotations

import ctypes
import io
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pypdf.errors import PyPdfError

from corpus.errors import LimitExceeded, UnreadableFile
from ingest.formats.pdf_hidden import is_out_of_sight, white_characters
from ingest.formats.pdf_tables import Table, find_tables

MAX_PAGES = 3000
HOLE = "\ufffe"  # what pdfium writes for a soft hyphen, and for a letter that the font does not name
_PARSER_SLIPS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)  # pypdf on broken objects
_RAISED = 0.8  # a digit of less than this share of the line's size, hanging on a word, is a footnote's number
_DIGITS = re.compile(r"\d+")
_UNIT_BEFORE = re.compile(r"(?:^|[\s\d(/.])(?:k|c|d|m)?m$")
_WORD_GAP, _TORN_GAP = 0.2, 0.5  # in units of the line's size: a space; pieces of one word or sentence
_COLUMN_GAP = 1.5  # in units of the line's size: further apart, two pieces at one height are two columns


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, in points; `bottom` and `top` from the bottom edge of the page.

    `size` is the height of the font. `raised` are spans of `text` that hold raised digits; `note` says that
    the line begins with one, as a footnote does. `row` says that it is a row of a table.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    raised: tuple[tuple[int, int], ...] = ()
    row: bool = False

    @property
    def note(self) -> bool:
        return bool(self.raised) and self.raised[0][0] == 0


@dataclass(frozen=True, slots=True)
class PdfText:
    """Pages as lines, and the hidden text that was left out, one entry a page that has some."""

    pages: tuple[tuple[Line, ...], ...]
    hidden: tuple[str, ...] = ()


def open_pdf(data: bytes, name: str) -> pdfium.PdfDocument:
    """Opens a PDF after pypdf has looked at its structure.

    Raises:
        UnreadableFile: broken or encrypted with a password.
        LimitExceeded: too many pages.
    """
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile("tệp PDF được đặt mật khẩu", where=name, remedy="Hãy bỏ mật khẩu rồi nạp lại.")
        count = len(reader.pages)
        document = pdfium.PdfDocument(data)
    except (PyPdfError, pdfium.PdfiumError, RecursionError, *_PARSER_SLIPS) as error:
        raise broken(name) from error
    if count > MAX_PAGES:
        raise LimitExceeded(
            f"tệp PDF có {count} trang, quá {MAX_PAGES}", where=name, remedy="Hãy tách tệp thành nhiều phần."
        )
    if not len(document):
        raise UnreadableFile("tệp PDF không có trang nào", where=name, remedy="Hãy tải lại tệp từ nơi phát hành.")
    return document


def broken(name: str) -> UnreadableFile:
    return UnreadableFile("tệp PDF hỏng hoặc bị cắt cụt", where=name, remedy="Hãy tải lại tệp từ nơi phát hành.")


def extract(document: pdfium.PdfDocument, name: str) -> PdfText:
    """Lines of all pages, in the order of the content stream, without hidden text; `HOLE` may stand in them.

    Raises:
        UnreadableFile: a page cannot be loaded.
    """
    pages: list[tuple[Line, ...]] = []
    hidden: list[str] = []
    for index in range(len(document)):
        try:
            page = document[index]
            textpage = page.get_textpage()
        except pdfium.PdfiumError as error:
            raise broken(f"{name}, trang {index + 1}") from error
        unseen = white_characters(page, textpage)
        text = textpage.get_text_range() if textpage.count_chars() > 0 else ""
        lines = list(_merged(_lines(textpage, text, unseen)))
        seen = [line for line in lines if not is_out_of_sight(page, line.left, line.right, line.bottom, line.top)]
        if unseen or len(seen) < len(lines):
            hidden.append(f"trang {index + 1}")
        for table in find_tables(page, textpage):
            seen = _with_rows(seen, table)
        pages.append(tuple(seen))
        textpage.close()
        page.close()
    return PdfText(tuple(pages), tuple(hidden))


def _with_rows(lines: list[Line], table: Table) -> list[Line]:
    """The lines with those inside the table replaced by its rows, if the letters are exactly the same.

    Hidden text in a cell would be letters more than the seen lines have, so that it does not come back this way.
    """
    inside = [line for line in lines if table.holds((line.left + line.right) / 2, (line.bottom + line.top) / 2)]
    letters = Counter(sign for line in inside for sign in line.text if not sign.isspace())
    if letters != table.letters or any(line.raised for line in inside):
        return lines
    size = statistics.median(line.size for line in inside)
    rows = [Line(row.text, row.box[0], row.box[2], row.box[1], row.box[3], size, row=True) for row in table.rows]
    at = lines.index(inside[0])
    gone = set(map(id, inside))
    return [*lines[:at], *rows, *(line for line in lines[at:] if id(line) not in gone)]


def _lines(textpage: pdfium.PdfTextPage, text: str, unseen: frozenset[int]) -> Iterator[Line]:
    at = 0
    for raw in text.split("\r\n"):
        places = [at + offset for offset, c in enumerate(raw) if not unseen or at + offset not in unseen]
        shown = "".join(text[place] for place in places)
        stripped = shown.strip()
        if stripped:
            lead = shown.index(stripped[0])
            yield _line(textpage, stripped, places[lead : lead + len(stripped)])
        at += len(raw) + 2


def _line(textpage: pdfium.PdfTextPage, text: str, places: list[int]) -> Line:
    """A line from its text and the places of its characters in the text of the page."""
    indexes = [pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage.raw, place) for place in (places[0], places[-1])]
    left, _, bottom, _ = char_box(textpage, indexes[0])
    _, right, last_bottom, _ = char_box(textpage, indexes[1])
    letters = [place for place, c in zip(places, text, strict=True) if c.isalpha()] or places
    size = statistics.median(_height(textpage, letters[at * len(letters) // 8]) for at in range(1, 8))
    raised = tuple(_raised(textpage, text, places, size))
    return Line(text, left, right, min(bottom, last_bottom) if raised else bottom, bottom + size, size, raised)


def _char(textpage: pdfium.PdfTextPage, place: int) -> int:
    return int(pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage.raw, place))


def _raised(textpage: pdfium.PdfTextPage, text: str, places: list[int], size: float) -> Iterator[tuple[int, int]]:
    """Spans of digits that are set smaller than their line, but for the exponents of units (m2)."""
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        alone = start > 0 and text[start - 1].isspace() and end - start == 1
        if alone or _UNIT_BEFORE.search(text[:start]):
            continue
        at = end
        while at > start and _height(textpage, places[at - 1]) < _RAISED * size:
            at -= 1
        if at < end:
            yield at, end


def _height(textpage: pdfium.PdfTextPage, place: int) -> float:
    _, _, bottom, top = char_box(textpage, _char(textpage, place), loose=True)
    return top - bottom


def char_box(textpage: pdfium.PdfTextPage, index: int, *, loose: bool = False) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a character in points; `loose` gives the whole height of its font."""
    if loose:
        rect = pdfium_c.FS_RECTF()
        pdfium_c.FPDFText_GetLooseCharBox(textpage.raw, max(index, 0), rect)
        return rect.left, rect.right, rect.bottom, rect.top
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium_c.FPDFText_GetCharBox(textpage.raw, max(index, 0), left, right, bottom, top)
    return left.value, right.value, bottom.value, top.value


def _merged(lines: Iterator[Line]) -> Iterator[Line]:
    """Puts together what a raised digit tore apart: pieces at one height, one right after the other."""
    before: Line | None = None
    for line in lines:
        if before is None:
            before = line
        elif _goes_on(before, line):
            gap = line.left - before.right
            glue = " " if gap > _WORD_GAP * before.size and (line.text[0].isalnum() or line.text[0] in "“(") else ""
            shift = len(before.text) + len(glue)
            raised = before.raised + tuple((start + shift, end + shift) for start, end in line.raised)
            before = replace(before, text=before.text + glue + line.text, right=line.right, raised=raised)
        else:
            yield before
            before = line
    if before is not None:
        yield before


def _goes_on(before: Line, line: Line) -> bool:
    gap = line.left - before.right
    wide = bool(before.raised) and before.raised[-1][1] == len(before.text) and not before.note
    near = -1 <= gap < (_COLUMN_GAP if wide or line.note else _TORN_GAP) * before.size
    return near and abs(line.bottom - before.bottom) < 0.5 * before.size
