"""Vietnamese text for comparison: folding that keeps offsets, sentences and list items."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise

import regex

# "hoà" and "hòa", "uỷ" and "ủy" are two spellings of one syllable; we compare in the second.
_TONES = {
    old: new
    for vowels, olds, news in (
        ("oa", "oà oá oả oã oạ", "òa óa ỏa õa ọa"),
        ("oe", "oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
        ("uy", "uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"),
    )
    for old, new in zip(olds.split(), news.split(), strict=True)
}
_TONE = regex.compile(r"(?<!q)(?:" + "|".join(_TONES) + r")(?!\p{L})")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("“”„«»‟", '"') | {"⁄": "/"})
_WORD = regex.compile(r"[\p{L}\p{N}]")
# A sentence or list item ends at "." or ";", at a blank line, before "1." or "a)" at the start of a line, and at
# the "›" or "·" of an ancestry. The "." after an item's number or an abbreviation ends nothing.
_SEGMENT_END = regex.compile(
    r"(?<!(?:^|\n|“)\s{0,9}(?:\d{1,3}|[ivx]{1,5})[a-zđ]?)(?<!\btp)\.(?=\s|$)|;|\n\s*\n"
    r"|\n\s*(?=(?:\d{1,3}[a-zđ]?[.)]|[a-zđ]\d?\)|-)\s)|\s[·›]\s"
)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case, one spelling of tones, plain quotes and dashes, blanks for white space; same length.

    `text` must be NFC.
    """
    lowered = text.lower()
    if len(lowered) != len(text) or "Σ" in text:  # a letter that becomes two, or one whose form depends on its place
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    lowered = regex.sub(r"\s", " ", lowered.translate(_DASHES))
    return str(_TONE.sub(lambda m: _TONES[m.group()], lowered))


def segments(text: str) -> list[tuple[int, int]]:
    """Half-open spans of sentences and list items; nothing is split inside brackets."""
    folded = text.lower()
    cuts = [0, *(m.end() for m in _SEGMENT_END.finditer(folded) if not _in_brackets(folded, m.start())), len(text)]
    spans = []
    for start, end in pairwise(cuts):
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if _WORD.search(text, start, end):
            spans.append((start, end))
    return spans


def _in_brackets(text: str, at: int) -> bool:
    """Between a "(" and its ")" that stand close together."""
    opened = text.rfind("(", max(0, at - 200), at)
    return opened > text.rfind(")", 0, at) and text.find(")", at, at + 200) >= 0


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """`text` with the spans overwritten by blanks, same length."""
    letters = list(text)
    for start, end in ((start, min(end, len(text))) for start, end in spans):
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def one_line(text: str) -> str:
    """White space collapsed to single blanks."""
    return " ".join(text.split())


def phrase(words: str) -> str:
    """A pattern for `words` that allows any white space between them."""
    return r"\s+".join(words.split())
