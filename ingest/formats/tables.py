"""Tables → lines: a row of data is "cell | cell"; a table that only lays out a page is its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_LAYOUT = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập ?[-–] ?Tự do|Nơi nhận|^\s*(?:TM|KT|TUQ|Q)\.", re.MULTILINE | re.IGNORECASE
)
_LONG = 3000  # characters; heads and signature blocks are shorter

Cell = Sequence[str]  # lines


def is_layout(whole: str) -> bool:
    """Whether the text of a table is the head of a document, or its signatures."""
    return len(whole) < _LONG and bool(_LAYOUT.search(whole))


def table_lines(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """Lines of a table; the head of a document and its signatures are laid out in tables, but are none."""
    whole = "\n".join(line for row in rows for cell in row for line in cell)
    layout = max((len(row) for row in rows), default=0) < 2 or is_layout(whole)
    for row in rows:
        filled = [cell for cell in row if any(line.strip() for line in cell)]
        if layout or len(filled) == 1:
            for cell in filled:
                yield from cell
        elif filled:
            yield " | ".join(" ".join(" ".join(cell).split()) for cell in row)
