"""Which part of a quotation is the new text of which provision.

"Sửa đổi khoản 2 và khoản 10 như sau: “2. …” “10. …”" gives each clause its own quotation, and several units in
one quotation each their own part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.citation_words import UNIT_RANK
from corpus.model import Target
from ingest.quotations import Quotation


def spans_of(
    text: str, target: Target, together: Sequence[Target], blocks: Sequence[Quotation]
) -> tuple[int, int] | None:
    """Span of `target`'s new text among the quoted blocks, or None if nothing is quoted.

    Args:
        together: all targets of the same sentence; their units divide a block between them.
    """
    if not blocks:
        return None
    if len(together) <= 1:
        return blocks[0].start, blocks[-1].end if len(blocks) == 1 else blocks[0].end
    for block in blocks:
        starts = {other: _unit_start(text, other, block) for other in together}
        own = starts.get(target)
        if own is not None:
            later = [start for start in starts.values() if start is not None and start > own]
            end = min(later, default=block.end)
            return own, own + len(text[own:end].rstrip())
    return blocks[0].start, blocks[0].end


def _unit_start(text: str, target: Target, block: Quotation) -> int | None:
    """Where the unit that `target` names begins inside a block."""
    named = [unit for unit in ("point", "clause", "article") if getattr(target, unit) is not None]
    if not named:
        return None
    unit = min(named, key=lambda name: UNIT_RANK[name])
    number = re.escape(getattr(target, unit))
    label = {
        "point": rf"\(?{number}\)",
        "clause": rf"{number}\s*\.",
        "article": rf"(?:\*\*)?Điều\s+{number}\b",
    }[unit]
    match = re.compile(rf"(?:(?<=\n)|(?<=[“\"]))[\s*_#“\"]*{label}").search(text, block.start - 1, block.end)
    if not match:
        match = re.compile(rf"[\s*_#“\"]*{label}").match(text, block.start, block.end)
    return max(match.start(), block.start) if match else None
