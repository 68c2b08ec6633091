"""Footnotes of consolidated texts: apart from the sentences between which they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.lines import Line
from ingest.structure.marks import CAPITALS, SMALL

_NOTE = re.compile(r"^(\d{1,3}) (?=[A-ZĐÀ-Ỹ“])")
_FINISHED = re.compile(r"[.!?][”\"’')]*\.?$")
_SAYS_CHANGE = re.compile(
    r"được (?:sửa đổi|bổ sung|thay thế|bãi bỏ|bỏ|đính chính)|có hiệu lực|hết hiệu lực|căn cứ ban hành|theo quy định tại"
)
_GAP = 4
_FEWEST_NOTES = 3
_SHARE_OF_CHANGES = 0.7  # so many notes of a consolidated text say what changed the passage


def separate_footnotes(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Body lines and footnotes, one line a footnote ("[3] Điểm này được sửa đổi …").

    Footnotes are what a reader marked as such, or what follows "3 Điểm này …" to the end of a page where
    the same number hangs on a word above.
    """
    lines, marked = _with_marks(lines)
    if not any(marked):
        return list(lines), []
    body = [line for line, note in zip(lines, marked, strict=True) if not note]
    notes = [line for line, note in zip(lines, marked, strict=True) if note]
    return _with_turns(body), _joined(notes)


def _with_marks(lines: Sequence[Line]) -> tuple[list[Line], list[bool]]:
    if any(line.footnote for line in lines):
        return _without_numbers(lines), [line.footnote for line in lines]
    return _counted(lines)


def _without_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines without the note numbers that the reader took for part of a word ("thực hiện35")."""
    out = list(lines)
    for note in lines:
        match = _NOTE.match(note.text) if note.footnote else None
        hung = re.compile(rf"([{SMALL}]{{2}}){match[1]}(?=[\s.,;:)]|$)") if match else None
        for at, line in enumerate(out) if hung else ():
            if hung and line.page == note.page and not line.footnote:
                out[at] = replace(line, text=hung.sub(r"\1", line.text))
    return out


def _with_turns(body: Sequence[Line]) -> list[Line]:
    """Marks the first line of each page anew, after footnotes at its top were taken away."""
    out: list[Line] = []
    for line in body:
        first = not out or out[-1].page != line.page
        out.append(replace(line, turn=True, gap=False) if first else line)
    return out


def _joined(lines: Sequence[Line]) -> list[Line]:
    notes: list[Line] = []
    for line in lines:
        match = _NOTE.match(line.text)
        if match and (not notes or _follows(int(match[1]), _number(notes[-1].text))):
            notes.append(replace(line, text=f"[{match[1]}] {line.text[match.end() :]}"))
        elif notes:
            notes[-1] = replace(notes[-1], text=f"{notes[-1].text} {line.text}")
        else:
            notes.append(replace(line, text=f"[0] {line.text}"))
    return notes


def _follows(number: int, before: int) -> bool:
    """Numbers count up, with a gap where one was not seen, or begin anew in each form of an appendix."""
    return number == 1 or 1 <= number - before <= _GAP


def _number(text: str) -> int:
    return int(text[1 : text.index("]")])


def _counted(lines: Sequence[Line]) -> tuple[list[Line], list[bool]]:
    """Finds the notes of a text without layout, page by page, and takes their numbers out of the sentences."""
    out = list(lines)
    marked = [False] * len(lines)
    expected, open_note, found = 1, False, 0
    for start, end in _page_bounds(lines):
        first = None
        for at in range(start, end):
            match = _NOTE.match(lines[at].text)
            if match is None or int(match[1]) != expected:
                continue
            anchor = _anchor(out, start, at, expected)
            if anchor is None and first is None and not _is_apart(lines, at, end):
                continue
            if anchor is not None:
                out[anchor[0]] = replace(out[anchor[0]], text=anchor[1])
            first = at if first is None else first
            expected, found = expected + 1, found + 1
        if open_note and (first is None or not lines[first].gap):  # it goes on above the page's first own note
            above = range((end if first is None else first) - 1, start, -1)
            first = next((at for at in above if lines[at].gap), first)
        if first is not None:
            marked[first:end] = [True] * (end - first)
            open_note = not _FINISHED.search(lines[end - 1].text)
        else:
            open_note = False
    notes = _joined([line for line, note in zip(out, marked, strict=True) if note])
    changes = sum(bool(_SAYS_CHANGE.search(note.text)) for note in notes)
    if found < _FEWEST_NOTES or changes < _SHARE_OF_CHANGES * len(notes):
        return list(lines), [False] * len(lines)
    return out, marked


def _is_apart(lines: Sequence[Line], at: int, end: int) -> bool:
    """Does a note whose number hangs on no word (but on a number: "khoản 325") show in what it says?"""
    beginning = " ".join(line.text for line in lines[at : min(at + 3, end)])
    return lines[at].gap and bool(_SAYS_CHANGE.search(beginning))


def _page_bounds(lines: Sequence[Line]) -> list[tuple[int, int]]:
    if not lines or lines[-1].page == lines[0].page:
        return []  # without pages there is no telling where a note ends
    starts = [at for at, line in enumerate(lines) if at == 0 or lines[at - 1].page != line.page]
    return list(zip(starts, [*starts[1:], len(lines)], strict=True))


def _anchor(lines: Sequence[Line], start: int, end: int, number: int) -> tuple[int, str] | None:
    """The line on which the number of a note hangs on a word, a year or a clause's number, and the line without it."""
    on_word = re.compile(rf"((?:[^\W\d_]|[”\")\]]|\b(?:19|20)\d\d|/QH\d\d)[.,;:]?){number}(?=[\s.,;:)”]|$)")
    on_clause = re.compile(rf"^(\d{{1,3}}[a-zđ]?\.){number}(?=\s+[{CAPITALS}“(])")  # "4.25 Việc sử dụng …"
    for pattern in (on_word, on_clause):
        for at in range(start, end):
            match = pattern.search(lines[at].text)
            if match:
                text = lines[at].text
                return at, text[: match.end(1)] + text[match.end() :]
    return None
