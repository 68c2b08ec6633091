"""Source text → clean text: one paragraph a line, no page furniture, every offset on its page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.errors import EmptyText
from corpus.model import CleanText, Page, SourceText
from ingest import codification, markdown
from ingest.characters import normalise
from ingest.footnotes import separate_footnotes
from ingest.furniture import strip_furniture
from ingest.layout import INDENT, PARAGRAPH_END
from ingest.lines import Line, split
from ingest.paragraphs import Paragraph, is_mark, is_row, is_wrapped, join

_INDENTED_MARKS = 0.6  # share
_NOTES_HEADING = "CHÚ THÍCH CỦA VĂN BẢN"
_TWO_COLUMNS = re.compile(
    r"(?<=[^\s|])(?<!NƯỚC) +(?=CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM)"
    r"|(?<=[^\s|]) +(?=Độc lập ?[-–] ?Tự do ?[-–] ?Hạnh phúc)"
    r"|(?<=CHỦ NGHĨA VIỆT NAM) +(?=THÀNH|TỈNH|XÃ|PHƯỜNG|BỘ|Số ?:)|(?<=Hạnh phúc) +(?=Số ?:)"
    r"|(?<=[^\s|]) +(?=XÁC THỰC VĂN BẢN HỢP NHẤT)"
    r"| \| (?=CỘNG H(?:ÒA|OÀ) XÃ|Độc lập ?-|[A-ZĐ][\w .-]{1,40}, ngày [\d.…]|(?:TM|KT|TUQ|Q|TL)\. ?[A-ZĐ])",
    re.MULTILINE,
)
_HEAD = 1500  # characters, with the names of the state and the issuer and the rules drawn under them
_HEAD_RULES = re.compile(r"(?<=\w) ?_{3,} ?|(?<=\w) ?-{5,} ?")
_NUMBER_AND_PLACE = re.compile(r"^( *Số ?: ?\S{0,12} ?/?\S*?) {1,}([A-ZĐ][^\W\d][\w .-]{1,40}, ngày\b)", re.MULTILINE)


def clean(source: SourceText) -> CleanText:
    """NFC text of a source, without furniture, hard wraps joined, footnotes at the end.

    Raises:
        EmptyText: nothing is left.
    """
    pages = [normalise(page) for page in source.pages]
    if source.format == "md":
        pages = [markdown.plain(page) for page in pages]
    pages = [_NUMBER_AND_PLACE.sub(r"\1\n\2", _TWO_COLUMNS.sub("\n", page)) for page in pages]
    if codification.is_codified(pages):
        pages = codification.articles_only(pages)
    if pages:
        pages[0] = _HEAD_RULES.sub("\n", pages[0][:_HEAD]) + pages[0][_HEAD:]
    laid_out = _is_laid_out(pages)
    lines = [list(split(page, number, laid_out)) for number, page in enumerate(pages, start=1)]
    body, notes = separate_footnotes(_trust_indents(strip_furniture(lines)))
    if not body:
        raise EmptyText(
            "tệp không có nội dung nào ngoài dấu chữ ký số và đầu trang, chân trang",
            remedy="Đây có thể là bản quét chưa được nhận dạng chữ: hãy nạp tệp PDF gốc.",
        )
    paragraphs = join(body, source.format != "docx" and is_wrapped(body))
    text, spans = _assemble(paragraphs, notes, len(pages))
    confidences = source.confidences or (None,) * len(pages)
    return CleanText(
        text, tuple(Page(number, start, end, confidences[number - 1]) for number, start, end in spans), source.warnings
    )


def _is_laid_out(pages: Sequence[str]) -> bool:
    """Are leading spaces indents? Only where the reader says so, or where a fair share of lines has them."""
    if any(PARAGRAPH_END in page for page in pages):
        return True
    lines = [line for page in pages for line in page.split("\n") if line.strip()]
    indented = sum(line.startswith(INDENT[:3]) for line in lines)
    return bool(lines) and 0.08 < indented / len(lines) < 0.8


def _trust_indents(lines: list[Line]) -> list[Line]:
    """Forgets indents where clauses and points, which begin paragraphs, are not mostly indented."""
    marks = [line.indented for line in lines if line.indented is not None and is_mark(line.text) and not is_row(line)]
    if not marks or sum(map(bool, marks)) >= _INDENTED_MARKS * len(marks):
        return lines
    return [replace(line, indented=None) for line in lines]


def _assemble(
    paragraphs: Sequence[Paragraph], notes: Sequence[Line], count: int
) -> tuple[str, list[tuple[int, int, int]]]:
    """Text, and (page number, start, end) of each page in order of start."""
    starts: list[tuple[int, int]] = []  # offset, page
    parts: list[str] = []
    offset = 0

    def put(text: str, page: int) -> None:
        nonlocal offset
        if not starts or starts[-1][1] != page:
            starts.append((offset, page))
        parts.append(text)
        offset += len(text) + 1

    for paragraph in paragraphs:
        before = offset
        put(paragraph.text, paragraph.page)
        starts.extend((before + at, page) for at, page in paragraph.turns)
    if notes:
        put(_NOTES_HEADING, starts[-1][1] if starts else 1)
        for note in notes:
            put(note.text, note.page)
    text = "\n".join(parts)
    ends = [*(start for start, _ in starts[1:]), len(text)][: len(starts)]
    spans = [(page, start, end) for (start, page), end in zip(starts, ends, strict=True)]
    return text, _with_empty_pages(spans, count) if not notes else spans


def _with_empty_pages(spans: list[tuple[int, int, int]], count: int) -> list[tuple[int, int, int]]:
    """Adds pages without text as empty spans, so that page numbers have no holes."""
    found = {page: (page, start, end) for page, start, end in spans}
    out, at = [], 0
    for number in range(1, count + 1):
        span = found.get(number, (number, at, at))
        out.append(span)
        at = span[2]
    return out
