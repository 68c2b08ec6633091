"""Marks by which readers tell `ingest.clean` what they know about the layout of a line.

A page of a `SourceText` is lines joined by "\\n". Some things a reader may know and plain text cannot say:
leading spaces are an indent against the left margin of the body; a trailing `PARAGRAPH_END` means that the
line ended short of the right margin although the next word would have fitted, so that a paragraph ends
there; a leading `FOOTNOTE` means that the line belongs to the footnotes of the page. What stands between
`CAPITALS_START` and `CAPITALS_END` was typed in small letters under a font that draws capitals (".VnTimeH").
Cleaning removes the marks.
"""

from __future__ import annotations

PARAGRAPH_END = "\u2029"
FOOTNOTE = "\x1e"
INDENT = "    "
CAPITALS_START, CAPITALS_END = "\ue000", "\ue001"
