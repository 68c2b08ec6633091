"""Quoted text inside amending provisions: where it is, and the text with it blanked out.

A *block* stands after "như sau:" or on lines of its own and may run over many paragraphs and contain quotation
marks; it closes only at a line's end. A *phrase* ("cụm từ “cấp huyện”") closes at its own mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.citations import ALPHABET
from ingest.structure.nested import AMENDING_ARTICLE
from ingest.structure.unmarked import is_new_text

BLANK = "\ufffc"
_OPEN, _CLOSE, _STRAIGHT = "“„«", "”»", '"″'
_MARK = re.compile(f"[{_OPEN}{_CLOSE}{_STRAIGHT}]")
_LINE_END = re.compile(r"[\s.;,”\"*_)]*(?:\n|$)")
_BEFORE_BLOCK = re.compile(r"(?:(?:như sau|sau đây|sau)\s*:?|:|(?:^|\n)[\s*_#>]*)\s*[*_#>]*$")
_BEFORE_PHRASE = re.compile(r"(?:cụm\s+)?từ(?:\s+ngữ)?\s*:?\s*$", re.IGNORECASE)
_NEXT_COMMAND = re.compile(
    r"[\s.;,”\"]*\n\s*(?:(?:\d{1,3}[a-zđ]?\.|[a-zđ]\d?\)|-)\s*(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay thế|Bỏ )|“)"
)
_PHRASE_LIMIT = 1200
_COMMAND = re.compile(
    r"\n\W*(?:Điều\s+\d|(?:\d{1,3}[a-zđ]?\.|[a-zđ]\d?\)|-)\s*(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay thế|Bỏ ))"
)
_INSERTED = re.compile(r"\n\W*Điều\s+(?P<number>\d{1,3})(?P<suffix>[a-zđ])\s*[.:]")
_SECOND_MARK = 30  # lines in which it is looked for


@dataclass(frozen=True, slots=True)
class Quotation:
    """Span of the quoted words without the marks; `outer` with them."""

    start: int
    end: int
    outer: tuple[int, int]
    block: bool


def quotations(text: str, start: int, end: int) -> list[Quotation]:
    """Outermost quotations in text[start:end], in order. One left open ends with its line, a block with `end`."""
    found: list[Quotation] = []
    at = start
    while (mark := _MARK.search(text, at, end)) is not None:
        again = bool(found) and found[-1].block and _closes_again(text, found[-1], mark, end)
        if again:
            found[-1] = replace(found[-1], end=mark.start(), outer=(found[-1].outer[0], mark.end()))
        if again or mark[0] in _CLOSE:
            at = mark.end()
            continue
        before = text[max(start, mark.start() - 40) : mark.start()]
        block = bool(_BEFORE_BLOCK.search(before)) and not _BEFORE_PHRASE.search(before)
        close = (_block_end if block else _phrase_end)(text, mark, end)
        inner_end = close - 1 if text[close - 1] in _CLOSE + _STRAIGHT else close
        found.append(Quotation(mark.end(), max(mark.end(), inner_end), (mark.start(), close), block))
        at = max(close, mark.end())
    return found


def unmarked_block(text: str, start: int, end: int) -> list[Quotation]:
    """The lines below an amending article's heading where they are its new text, printed without quotation marks."""
    lines = [(m.start() + start, m.end() + start) for m in re.finditer(r"[^\n]*\S[^\n]*", text[start:end])]
    heading, *rest = [text[first:last].strip() for first, last in lines] or [""]
    if not is_new_text(heading, rest):
        return []
    first, last = lines[1][0], lines[-1][1]
    return [Quotation(first, last, (first, last), True)]


def blank_out(text: str, found: Sequence[Quotation], start: int, end: int) -> str:
    """text[start:end] with every quotation replaced by as many blanks; offsets stay (minus `start`)."""
    parts, at = [], start
    for quotation in found:
        first, last = quotation.outer
        parts += [text[at:first], BLANK * (last - first)]
        at = last
    return "".join([*parts, text[at:end]])


def _block_end(text: str, opening: re.Match[str], end: int) -> int:
    depth, straight = 1, opening[0] in _STRAIGHT
    quotes_too = opening[0] == "“" and AMENDING_ARTICLE.match(text, opening.end())
    amending = bool(quotes_too) and _counts_out(text, opening.end(), end)
    for mark in _MARK.finditer(text, opening.end(), end):
        at_end = bool(_LINE_END.match(text, mark.end(), end))
        if mark[0] in _OPEN:
            depth += 1
        elif mark[0] in _CLOSE:
            depth = max(depth - 1, 0 if at_end else 1)
        elif straight and at_end:
            depth = 0
        goes_on = not amending and _next_is_command(text, mark.end(), end)
        if depth == 0 or (depth == 1 and at_end and mark[0] in _CLOSE and goes_on):
            return mark.end()
    return end


def _counts_out(text: str, at: int, end: int) -> bool:
    """Whether every mark opened from a quoted amending article on is closed again by `end`."""
    return text.count("“", at, end) + 1 == text.count("”", at, end)


def _closes_again(text: str, block: Quotation, mark: re.Match[str], end: int) -> bool:
    """Whether a block goes on to this second closing mark, the first one having been set by mistake."""
    first = block.outer[1]
    ends = mark[0] in _CLOSE or (mark[0] in _STRAIGHT and not text[mark.start() - 1].isspace())
    if (
        not ends
        or not _LINE_END.match(text, mark.end(), end)
        or text.count("\n", first, mark.start()) not in range(1, _SECOND_MARK)
    ):
        return False
    commands = list(_COMMAND.finditer(text, first, mark.start()))
    if not commands and mark[0] in _STRAIGHT:
        return False  # it may close a mark opened since
    return all(_goes_on_inserting(text, block.start, command.start()) for command in commands)


def _goes_on_inserting(text: str, start: int, at: int) -> bool:
    """Whether "Điều 28b." at `at` follows the "Điều 28a." that is quoted from `start` on."""
    new = _INSERTED.match(text, at)
    place = ALPHABET.find(new["suffix"]) if new else 0
    if not new or place < 1:
        return False
    return bool(re.compile(rf"Điều\s+{new['number']}{ALPHABET[place - 1]}\s*[.:]").search(text, start, at))


def _next_is_command(text: str, at: int, end: int) -> bool:
    """Whether the next line goes on amending, so that a mark that seems inner must have closed the block."""
    return bool(_NEXT_COMMAND.match(text, at, end))


def _phrase_end(text: str, opening: re.Match[str], end: int) -> int:
    line_end = text.find("\n", opening.end(), end)
    stop = min(end if line_end < 0 else line_end, opening.end() + _PHRASE_LIMIT)
    depth = 1
    for mark in _MARK.finditer(text, opening.end(), stop):
        if mark[0] in _OPEN:
            depth += 1
        else:
            depth -= 1
            if depth == 0 or opening[0] in _STRAIGHT:
                return mark.end()
    last = max((mark.end() for mark in _MARK.finditer(text, opening.end(), stop) if mark[0] in _CLOSE), default=stop)
    return last
