"""Is a text Vietnamese, or what is left of it by a broken font or a stamp?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_STAMP = re.compile(
    r"^(?:Người ký|Ký bởi|Email|Cơ quan|Tổ chức|Thời gian ký|Ngày ký|Signature|Digitally signed)\b.*$", re.MULTILINE
)
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(  # onset, nucleus, coda of Vietnamese syllables, tone marks taken off
    r"^(?:ch|gh|gi|kh|ngh|ng|nh|ph|qu|th|tr|[bcdđghklmnprstvx])?[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?$"
)
_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_LONE_CONSONANTS = re.compile(r"^(?:[bcdđghklmnpqrstvxwz]|[bcdđghklmnpqrstvx]{2,6})$")  # "đ)", "NĐ", "QH", "TTg"
_ACCENT = re.compile(r"[ăâđêôơư\u0300\u0301\u0303\u0309\u0323]")
_TOKEN = re.compile(r"(?<!\S)[^\W_](?:[^\s.,;:()/|“”\"…-]*[^\s.,;:()/|“”\"…-])?(?![^\s.,;:”\"])")  # not "a)"
FEWEST_LETTERS = 40
_PLAUSIBLE_SHARE = 0.75
_ACCENTED_SHARE = 0.3  # of words; running Vietnamese text has about 0.75


def words_of(text: str) -> list[str]:
    """Words in small letters, without the lines of a digital-signature stamp."""
    return _WORD.findall(_STAMP.sub("", text).lower())


def is_vietnamese(words: Sequence[str]) -> bool:
    """Could most words be Vietnamese syllables, and do enough of them have accents?"""
    accented = sum(bool(_ACCENT.search(unicodedata.normalize("NFD", word) + word)) for word in words)
    return plausible_share(words) >= _PLAUSIBLE_SHARE and accented >= _ACCENTED_SHARE * len(words)


def is_syllable(word: str) -> bool:
    """Could a word in small letters be one Vietnamese syllable, abbreviations apart?"""
    return bool(_SYLLABLE.match(_toneless(word)))


def broken_share(text: str) -> float:
    """Share of the words in small letters that hold pieces which are no syllables ("đ3", "lựa ch=n", "lnật")."""
    words = [word for word in _TOKEN.findall(text) if word[0].islower()]
    broken = sum(any(not is_syllable(piece) for piece in _WORD.findall(word)) for word in words)
    return broken / len(words) if words else 0.0


def plausible_share(words: Sequence[str]) -> float:
    """Share of words that could be Vietnamese syllables or abbreviations, 0 for no words."""
    if not words:
        return 0.0
    return sum(bool(_SYLLABLE.match(plain) or _LONE_CONSONANTS.match(plain)) for plain in map(_toneless, words)) / len(
        words
    )


def _toneless(word: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONES))
