"""Lines of PDF pages → text with the marks of `ingest.layout`: indents, paragraph ends, footnotes."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Sequence

from ingest.formats.pdf import Line
from ingest.layout import FOOTNOTE, INDENT, PARAGRAPH_END

_INDENT_POINTS = 10.0  # further right than this against the body's left margin is an indent
_GAP = 1.7  # a line pitch so many times the usual one is a blank line
_NOTE_SIZE = 0.95  # footnotes are set smaller than this share of the body
_MOSTLY = 0.6
_FULL_LINE = 50  # characters; shorter lines say nothing about margins
_TIGHT_COMMA = re.compile(r"(?<=\w)([,;])(?=[^\W\d_])")  # a space that justified setting narrowed away
_NOTE = re.compile(  # a note whose number is not set smaller than its text
    r"^\d{1,3} [A-ZĐ].*\b(?:được (?:sửa đổi|bổ sung|thay thế|bãi bỏ|bỏ)|có hiệu lực|theo quy định)\b"
)
#: The head of a consolidated text: its notes quote whole articles of other laws, over pages.
_CONSOLIDATED = re.compile(r"/VBHN-|được sửa đổi, bổ sung bởi")
_FINISHED = re.compile(r"[.!?][”\"’')]*\.?$")

Page = Sequence[Line]


def page_texts(pages: Sequence[Page]) -> list[str]:
    """Pages as text, told from margins and sizes measured over the whole file."""
    body = [line for page in pages for line in page if _is_full(line)]
    if not body:
        return ["\n".join(line.text for line in page) for page in pages]
    size = statistics.median(line.size for line in body)
    texts = []
    long_notes = any(_CONSOLIDATED.search(line.text) for page in pages[:1] for line in page)
    goes_on = False
    for page in pages:
        start = _notes_start(page, size, goes_on)
        goes_on = start < len(page) and (long_notes or not _FINISHED.search(page[-1].text))
        texts.append(_page_text(page, start, body))
    return texts


def _notes_start(page: Page, size: float, goes_on: bool) -> int:
    """Index of the first footnote line at the foot of a page; `len(page)` if there is none.

    `goes_on` says that the last note of the page before may have a further line here.
    Most lines from there to the end are small; now and then a font reports another height.
    """
    small = [line.size < _NOTE_SIZE * size for line in page]
    for at, line in enumerate(page):
        starts = line.note or _NOTE.match(line.text) or (goes_on and not any(small[:at]))
        if small[at] and starts and sum(small[at:]) >= _MOSTLY * len(small[at:]):
            return at
    return len(page)


def _page_text(page: Page, notes: int, body: Sequence[Line]) -> str:
    own = [line for line in page[:notes] if _is_full(line)]
    own = own if len(own) > 1 else list(body)
    margin = statistics.quantiles([line.left for line in own], n=10)[0] if len(own) > 1 else own[0].left
    edge = statistics.quantiles([line.right for line in own], n=10)[8] if len(own) > 1 else own[0].right
    pitches = [a.bottom - b.bottom for a, b in itertools.pairwise(page) if a.bottom > b.bottom]
    pitch = statistics.median(pitches) if pitches else 0.0
    numbers = {line.text[slice(*line.raised[0])] for line in page[notes:] if line.note}
    out: list[str] = []
    for index, line in enumerate(page):
        text = line.text if index >= notes else _without_references(line, numbers)
        following = page[index + 1] if index + 1 < notes else None
        if index and pitch and not line.row and page[index - 1].bottom - line.bottom > _GAP * pitch:
            out.append("")
        if index >= notes:
            out.append(FOOTNOTE + _spaced_number(line))
            continue
        if line.row:
            out.append(text + PARAGRAPH_END)
            continue
        indent = INDENT if line.left > margin + _INDENT_POINTS else ""
        out.append(indent + text + (PARAGRAPH_END if _ends_short(line, following, edge) else ""))
    return "\n".join(out)


def _is_full(line: Line) -> bool:
    return len(line.text) > _FULL_LINE and not line.row


def _without_references(line: Line, numbers: set[str]) -> str:
    """The line without the raised numbers of the notes at the foot of its page."""
    text = line.text
    for start, end in reversed(line.raised):
        if text[start:end] in numbers and start:
            text = text[:start] + text[end:]
    return _TIGHT_COMMA.sub(r"\1 ", text)


def _spaced_number(line: Line) -> str:
    if not line.note:
        return line.text
    end = line.raised[0][1]
    return f"{line.text[:end]} {line.text[end:].lstrip()}"


def _ends_short(line: Line, following: Line | None, edge: float) -> bool:
    """Would the first word of the following line still have fitted on this one?"""
    room = edge - line.right
    if following is not None and following.row:
        return True
    if following is None:
        return room > 0.25 * (edge - line.left)
    width = (following.right - following.left) / max(len(following.text), 1)
    word = following.text.split(" ", 1)[0]
    return room > width * (len(word) + 1) * 1.15 + 3
