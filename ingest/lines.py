"""The lines of a source before they are joined to paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.layout import FOOTNOTE, INDENT, PARAGRAPH_END


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands on a page.

    `indented` and `short` are what the reader saw of the layout (None: it could not see); `short` means
    that the line ended before the margin although the next word would have fitted. `gap` is a blank line
    before it, `turn` says that it is the first line of its page.
    """

    text: str
    page: int
    indented: bool | None = None
    short: bool | None = None
    footnote: bool = False
    gap: bool = False
    turn: bool = False


def split(page: str, number: int, laid_out: bool) -> Iterator[Line]:
    """Lines of one page; blank ones become the `gap` of the next.

    Args:
        page: text with the marks of `ingest.layout`, characters already normalised.
        number: of the page, from 1.
        laid_out: leading spaces and paragraph ends are signals, not accidents.
    """
    gap = False
    turn = True
    for raw in page.split("\n"):
        text = raw.strip(f" {PARAGRAPH_END}{FOOTNOTE}")
        if text.count("|") == 1:  # one cell of a row of two is empty: no row to show
            text = text.strip("| ")
        if not text:
            gap = True
            continue
        yield Line(
            text=" ".join(text.split()),
            page=number,
            indented=raw.lstrip(FOOTNOTE).startswith(INDENT[:3]) if laid_out else None,
            short=raw.endswith(PARAGRAPH_END) if laid_out and PARAGRAPH_END in page else None,
            footnote=raw.startswith(FOOTNOTE),
            gap=gap,
            turn=turn,
        )
        gap = turn = False
