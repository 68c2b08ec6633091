"""Vietnamese letters without their marks. Light on purpose: the process that reads files imports it."""

from __future__ import annotations

import unicodedata


def without_diacritics(text: str) -> str:
    """ "Ủy ban đặc khu" → "Uy ban dac khu"; case kept, length may change."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
