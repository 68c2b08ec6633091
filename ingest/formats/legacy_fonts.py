"""Text set in pre-Unicode fonts (TCVN3 ".VnTime", VNI "VNI-Times") → Unicode; the tables are viparse's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby

import viparse
from viparse.normalize.encodings import get_charmap
from viparse.normalize.tables import convert

from ingest.layout import CAPITALS_END, CAPITALS_START

_CAPITAL_SUFFIX = "H"  # ".VnTimeH" draws small letters as capitals
_TCVN3_CAPITALS = "tcvn3-capitals"
_TCVN3_LETTERS = re.compile(
    "[A-Za-z][\u00a7-\u00ae\u00b5-\u00bb][A-Za-z]?|[\u00a7-\u00ae][a-z]"
)  # never in Unicode text
_FEWEST_SIGNS = 2


def encoding_of_font(font: str) -> str:
    """Charmap named by a font: "tcvn3", "tcvn3-capitals", "vni" or "" for Unicode."""
    name = font.strip().lower()
    if name.startswith((".vn", "abc")) or name in {"vntime", "vnarial"}:
        return _TCVN3_CAPITALS if font.strip().endswith(_CAPITAL_SUFFIX) else "tcvn3"
    return "vni" if name.startswith("vni") else ""


def from_fonts(pieces: Iterable[tuple[str, str]]) -> str:
    """Unicode text of (text, encoding) pieces; neighbours of one encoding are converted together.

    Letters keep the case they were typed in; what a font drew as capitals stands between the marks
    `CAPITALS_START` and `CAPITALS_END`. Text under a Unicode font that is plainly TCVN3 is converted too.
    """
    out = []
    for encoding, group in groupby(pieces, key=lambda piece: piece[1]):
        text = "".join(piece[0] for piece in group)
        if encoding or len(_TCVN3_LETTERS.findall(text)) >= _FEWEST_SIGNS:
            text = convert(text, get_charmap((encoding or "tcvn3").split("-")[0]), "NFC")
        capitals = encoding == _TCVN3_CAPITALS and not text.isspace()
        out.append(f"{CAPITALS_START}{text}{CAPITALS_END}" if capitals else text)
    return unicodedata.normalize("NFC", "".join(out))


def encoding_of_content(text: str) -> str:
    """The old encoding a text is in, told from its letters alone; "" if it is Unicode or not Vietnamese."""
    return viparse.detect_text_encoding(text) or ""


def to_unicode(text: str, encoding: str) -> str:
    """Text in an old encoding ("tcvn3", "vni", "viscii", "vps") as Unicode; lines stay as they are."""
    return str(convert(text, get_charmap(encoding), "NFC"))


def warning(encodings: Iterable[str]) -> str:
    """What the reader is told about a file in old encodings."""
    names = ", ".join(sorted({encoding.split("-")[0].upper() for encoding in encodings}))
    return f"Tệp dùng phông chữ cũ ({names}), đã chuyển sang Unicode: cần đối chiếu với bản gốc."
