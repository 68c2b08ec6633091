"""PDF files with a text layer: lines with their place on the page.

pypdf opens the file and tells whether it is encrypted and how many pages it has; pypdfium2 reads the pages,
because it is fifteen to twenty-five times faster and gives the box of each character, from which paragraphs,
footnotes and hidden text are told.
"""

from __future__ import annotations

import ctypes
import io
import itertools
import statistics
from dataclasses import dataclass

import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pypdf.errors import PyPdfError

from corpus.errors import LimitExceeded, UnreadableFile
from ingest.layout import INDENT, PARAGRAPH_END

_MAX_PAGES = 3000
_INDENT_POINTS = 10.0  # further right than this against the body's left margin is an indent
_GAP = 1.7  # a line pitch so many times the usual one is a blank line


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, in points; `bottom` and `top` from the bottom edge of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class PdfText:
    """Pages as lines, and how many characters of hidden text were left out."""

    pages: tuple[tuple[Line, ...], ...]
    hidden: int = 0


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
    except (PyPdfError, pdfium.PdfiumError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableFile(
            "tệp PDF hỏng hoặc bị cắt cụt", where=name, remedy="Hãy tải lại tệp từ nơi phát hành."
        ) from error
    if count > _MAX_PAGES:
        raise LimitExceeded(
            f"tệp PDF có {count} trang, quá {_MAX_PAGES}", where=name, remedy="Hãy tách tệp thành nhiều phần."
        )
    return document


def extract(document: pdfium.PdfDocument) -> PdfText:
    """Lines of all pages, in the order of the content stream."""
    pages = []
    for index in range(len(document)):
        page = document[index]
        pages.append(tuple(_lines(page.get_textpage())))
        page.close()
    return PdfText(tuple(pages))


def _lines(textpage: pdfium.PdfTextPage) -> list[Line]:
    count = textpage.count_chars()
    if count <= 0:
        return []
    text = textpage.get_text_range()
    lines, at = [], 0
    for raw in text.split("\r\n"):
        stripped = raw.strip()
        if stripped:
            first = at + raw.index(stripped[0])
            last = first + len(stripped) - 1
            lines.append(_line(textpage, stripped, first, last))
        at += len(raw) + 2
    return lines


def _line(textpage: pdfium.PdfTextPage, text: str, first: int, last: int) -> Line:
    start = pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage.raw, first)
    end = pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage.raw, last)
    left, _, bottom, top = _box(textpage, start)
    _, right, _, _ = _box(textpage, end)
    size = pdfium_c.FPDFText_GetFontSize(textpage.raw, (start + end) // 2)
    return Line(text, left, right, bottom, top, size)


def _box(textpage: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium_c.FPDFText_GetCharBox(textpage.raw, max(index, 0), left, right, bottom, top)
    return left.value, right.value, bottom.value, top.value


def page_texts(pages: tuple[tuple[Line, ...], ...]) -> list[str]:
    """Pages as text with the marks of `ingest.layout`, told from margins measured over the whole file."""
    body = [line for page in pages for line in page if len(line.text) > 50]
    if not body:
        return ["\n".join(line.text for line in page) for page in pages]
    return [_page_text(page, body) for page in pages]


def _page_text(page: tuple[Line, ...], body: list[Line]) -> str:
    own = [line for line in page if len(line.text) > 50] or body
    margin = statistics.quantiles([line.left for line in own], n=10)[0] if len(own) > 1 else own[0].left
    edge = statistics.quantiles([line.right for line in own], n=10)[8] if len(own) > 1 else own[0].right
    pitches = [a.bottom - b.bottom for a, b in itertools.pairwise(page) if a.bottom > b.bottom]
    pitch = statistics.median(pitches) if pitches else 0.0
    out: list[str] = []
    for index, line in enumerate(page):
        following = page[index + 1] if index + 1 < len(page) else None
        if index and pitch and page[index - 1].bottom - line.bottom > _GAP * pitch:
            out.append("")
        indent = INDENT if line.left > margin + _INDENT_POINTS else ""
        out.append(indent + line.text + (PARAGRAPH_END if _ends_short(line, following, edge) else ""))
    return "\n".join(out)


def _ends_short(line: Line, following: Line | None, edge: float) -> bool:
    """Would the first word of the following line still have fitted on this one?"""
    room = edge - line.right
    if following is None:
        return room > 0.25 * (edge - line.left)
    width = (following.right - following.left) / max(len(following.text), 1)
    word = following.text.split(" ", 1)[0]
    return room > width * (len(word) + 1) * 1.15 + 3
