"""Characters: Unicode form, look-alikes, odd spaces and invisible marks."""

from __future__ import annotations

import re
import unicodedata

from ingest.layout import CAPITALS_END, CAPITALS_START

_LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХЬасеорхуіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοѵ",
    "ABESIJKMHOPCTYXbaceopxyijsdhqwABEZHIKMNOPTYXov",
)
_LOOK_ALIKE_SET = {chr(code) for code in _LOOK_ALIKES}
_CYRILLIC_OR_GREEK = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_COMPOUND = re.compile(r"\S*[\u0370-\u03ff\u0400-\u052f]\S*")
_REPLACED = str.maketrans(
    {
        "Ð": "Đ",  # U+00D0, Icelandic eth, typed for U+0110
        "ð": "đ",
        "⁄": "/",
        "∕": "/",
        "\u2010": "-",
        "\u2011": "-",
        "\u2043": "-",
        "\uf0b7": "-",
        "\uf0a7": "-",
        "\uf02d": "-",
        "•": "-",
        "▪": "-",
        "◦": "-",
        "\u02d7": "-",
        "\t": " ",
        "\u0085": "\n",
        "\x0b": "\n",
    }
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\x00-\x09\x0c-\x1d\x1f\x7f]")
_CAPITALS = re.compile(f"{CAPITALS_START}([^{CAPITALS_END}]*){CAPITALS_END}")
_SPACES = re.compile(r"[^\S\n\u2029\x1e]")


def normalise(text: str) -> str:
    """NFC text with plain spaces, Latin letters for look-alikes in Latin words, and no invisible marks.

    Layout marks (`ingest.layout`) and the number of spaces survive.
    """
    text = _CAPITALS.sub(lambda match: match[1].upper(), text)
    text = unicodedata.normalize("NFC", text.translate(_REPLACED))
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return _COMPOUND.sub(lambda match: _latin(match[0]), text) if _CYRILLIC_OR_GREEK.search(text) else text


def _latin(word: str) -> str:
    """The word in Latin letters, if every foreign letter has a Latin double ("NĐ-СР"); else unchanged."""
    foreign = _CYRILLIC_OR_GREEK.findall(word)
    if all(letter in _LOOK_ALIKE_SET for letter in foreign) and len(word) > 1:
        return word.translate(_LOOK_ALIKES)
    return word
