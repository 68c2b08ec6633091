"""Footnotes of consolidated texts: apart from the sentences between which they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.lines import Line

_NOTE = re.compile(r"^(\d{1,3}) (?=[A-ZĐÀ-Ỹ“])(?!\d)")
_NOTE_WORDS = re.compile(
    r"^\d{1,3} (?:(?:Cụm từ|Từ|Điểm|Khoản|Điều|Đoạn|Mục|Chương|Tên|Nội dung|Luật|Nghị định|Thông tư|Bộ luật|Phụ lục|Mẫu) )"
    r".*(?:này|được|số|có|“)"
)
_FEWEST_NOTES = 2


def separate_footnotes(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Body lines and footnotes, one line a footnote ("[3] Điểm này được sửa đổi …").

    Footnotes are what a reader marked as such, or what follows "3 Điểm này …" to the end of a page where
    such notes count up through the file.
    """
    marked = [line.footnote for line in lines] if any(line.footnote for line in lines) else _counted(lines)
    body = [line for line, note in zip(lines, marked, strict=True) if not note]
    if not any(marked):
        return body, []
    notes: list[Line] = []
    for line, note in zip(lines, marked, strict=True):
        if not note:
            continue
        match = _NOTE.match(line.text)
        if match and (not notes or int(match[1]) == _number(notes[-1].text) + 1):
            notes.append(replace(line, text=f"[{match[1]}] {line.text[match.end() :]}"))
        elif notes:
            notes[-1] = replace(notes[-1], text=f"{notes[-1].text} {line.text}")
        else:
            notes.append(replace(line, text=f"[0] {line.text}"))
    turns = {line.page for line in body if line.turn}
    seen: set[int] = set(turns)
    out = []
    for line in body:
        first = line.page not in seen
        seen.add(line.page)
        out.append(replace(line, turn=True, gap=False) if first else line)
    return out, notes


def _number(text: str) -> int:
    return int(text[1 : text.index("]")])


def _counted(lines: Sequence[Line]) -> list[bool]:
    """Marks the notes of a text without layout: numbers that count up from 1, to the end of their page."""
    starts: list[int] = []
    expected = 1
    for at, line in enumerate(lines):
        match = _NOTE.match(line.text)
        if match and int(match[1]) == expected and (_NOTE_WORDS.match(line.text) or line.gap):
            starts.append(at)
            expected += 1
    marked = [False] * len(lines)
    if len(starts) < _FEWEST_NOTES or not any(line.page > 1 for line in lines):
        return marked
    for start in starts:
        at = start
        while at < len(lines) and lines[at].page == lines[start].page:
            marked[at] = True
            at += 1
    return marked
