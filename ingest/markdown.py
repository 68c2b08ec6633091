"""Markdown → plain lines: marks removed, headings and table rows kept as lines."""

from __future__ import annotations

import re

_CHANGES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^[ \t]*```.*$", re.MULTILINE), ""),
    (re.compile(r"<br ?/?>", re.IGNORECASE), "\n"),
    (re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>"), ""),
    (re.compile(r"&nbsp;"), " "),
    (re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\]\n]+)\]\((?:https?:|/|#|\.)[^)\n]*\)"), r"\1"),
    (re.compile(r"^[ \t]{0,3}#{1,6}(?:[ \t]+|$)(.*?)[ \t]*#*[ \t]*$", re.MULTILINE), r"\n\1"),
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^([ \t]*)[*+][ \t]+(?=\S)", re.MULTILINE), r"\1- "),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])"), r"\1"),
    (re.compile(r"\*{2,}|__(?=\S)|(?<=\S)__"), ""),
    (re.compile(r"(?<![\w(])\*(?=[^\s*)])([^*]{1,2000}?)\*(?!\w)"), r"\1"),
    (re.compile(r"^[ \t]*\*+[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*\|[ \t]*(.*?)[ \t]*\|[ \t]*$", re.MULTILINE), r"\1"),
)


def plain(text: str) -> str:
    """Text without the marks of Markdown and with inline HTML removed."""
    for pattern, replacement in _CHANGES:
        text = pattern.sub(replacement, text)
    return text
