"""What the codification (pháp điển) prints around its articles: codes, names of attached files, notes on related ones.

A codified text numbers its articles "Điều 15.3.LQ.1." and says below each one which others have to do with it: "(Điều
này có nội dung liên quan đến …)". That is no part of the law. Web copies also print the index of the articles by
their codes of 20 to 80 digits, and hang headings and notes on the paragraph before them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADING = r"Điều \d+\.\d+\.[A-ZĐ]{2}\.\d[\d.]*[a-zđ]?\. [A-ZĐ]"
_ARTICLE = re.compile(rf"(?:^[#* ]*|(?<=[.)])){_HEADING}", re.MULTILINE)
_UNIT = r"(?:Điều|Mục|Tiểu mục|Chương|Phần)"
_RELATED = rf"\({_UNIT} này có nội dung liên quan đến"
#: "… cơ sở.Điều 44.13.TT.1.6. Tên", "… pháp luậtĐiều 44.13.TT.1.7. Tên", "… 04/12/2014)Chương III",
#: "… hiện hành.(Điều này có nội dung liên quan đến …"
_HUNG = re.compile(
    rf"(?<=[^\s\d][.)])(?={_HEADING})|(?<=\d\))(?={_HEADING})|(?<=[^\W\d_])(?={_HEADING})"
    rf"|(?<=\S[.;)])(?=(?:(?:Phần|Chương) [IVXLC]+|(?:Mục|Tiểu mục) \d+)[ \t]*$)|(?<=\S)(?={_RELATED})",
    re.MULTILINE,
)
_CODE = re.compile(r"^[#* ]*\d{16,}[* ]*$")
_INDEX_TITLE = re.compile(r"^[#* ]*Danh sách điều khoản[* ]*$", re.IGNORECASE)
_ATTACHED_FILE = re.compile(r"^[^|]{1,150}\.(?:docx?|pdf|xlsx?|rar|zip)$", re.IGNORECASE)
_NOTE = re.compile(_RELATED)


def is_codified(pages: Sequence[str]) -> bool:
    """Whether the articles of a text are numbered as the codification numbers them."""
    return any(_ARTICLE.search(page) for page in pages)


def articles_only(pages: Sequence[str]) -> list[str]:
    """Pages of a codified text with headings and notes on lines of their own, without codes, index and file names."""
    return [_without_index(_HUNG.sub("\n", page)) for page in pages]


def related_notes(texts: Sequence[str]) -> set[int]:
    """Indices of the lines of one unit that are notes on related articles; a note may run over several lines."""
    found: set[int] = set()
    depth = 0
    for at, text in enumerate(texts):
        if depth <= 0 and not _NOTE.match(text):
            continue
        depth = max(depth, 0) + text.count("(") - text.count(")")
        found.add(at)
        if text.endswith(")"):  # also where a parenthesis inside was not closed
            depth = 0
    return found


def before_notes(text: str, start: int, end: int) -> int:
    """Where text[start:end] ends but for the notes on related articles below it; `end` if there are none."""
    lines = list(re.finditer(r"[^\n]+", text[start:end])) if _NOTE.search(text, start, end) else []
    notes, kept = related_notes([line[0].strip() for line in lines]), len(lines)
    while kept - 1 in notes:
        kept -= 1
    if kept == len(lines):
        return end
    return start + (lines[kept - 1].end() if kept else 0)


def blank_notes(text: str) -> str:
    """The text with spaces for the notes on related articles: the titles that they quote do nothing."""
    if not _NOTE.search(text):
        return text
    lines = text.split("\n")
    notes = related_notes([line.strip() for line in lines])
    return "\n".join(" " * len(line) if at in notes else line for at, line in enumerate(lines))


def _without_index(page: str) -> str:
    """Without codes, and without the headings that an index lists under them (a heading with text below it stays)."""
    lines = [line for line in page.split("\n") if not _ATTACHED_FILE.match(line.strip())]
    filled = [at for at, line in enumerate(lines) if line.strip()]
    dropped: set[int] = set()
    for place, at in enumerate(filled):
        if not _CODE.match(lines[at]):
            continue
        dropped.add(at)
        if place and _INDEX_TITLE.match(lines[filled[place - 1]]):
            dropped.add(filled[place - 1])
        listed, after = [*filled[place + 1 : place + 3], -1, -1][:2]
        if listed >= 0 and not _CODE.match(lines[listed]) and (after < 0 or _CODE.match(lines[after])):
            dropped.add(listed)
    return "\n".join(line for at, line in enumerate(lines) if at not in dropped)
