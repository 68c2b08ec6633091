"""The beginnings by which names of authorities are looked for are those of all names, and lose none."""

from __future__ import annotations

import unicodedata

import pytest

from corpus.authorities import names
from corpus.authorities.words import fold

MARKS = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưy"
LETTERS = "bcdđfghjklmnpqrstvwxz0123456789 .,;:-/()\"'" + "".join(
    unicodedata.normalize("NFC", vowel + mark) for vowel in VOWELS for mark in MARKS
)


def test_the_beginnings_are_those_of_the_pattern() -> None:
    begun = [""]
    for _ in range(3):
        begun = [b + letter for b in begun for letter in LETTERS if names._NAMED.fullmatch(b + letter, partial=True)]
    assert sorted(begun) == sorted(names.BEGINNINGS.split("|"))


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân, Chủ tịch Ủy ban nhân dân cấp xã và Sở Xây dựng quyết định",
        "chủ tịch xã; UBND xã, phường, đặc khu; (Bộ Công an), cơ quan đăng ký cư trú cấp xã do cấp tỉnh thực hiện",
        "Phó Chủ tịch_UBND tỉnh, 1Bộ Y tế, Mặt trận Tổ quốc, ở cấp xã thì cấp huyện, các bộ, cơ quan ngang bộ",
        "thủ trưởng cơ quan ngang bộ, tổng thanh tra chính phủ, Tổ đại biểu HĐND, cơ quan, người có thẩm quyền",
        "", "không có ai ở đây",
    ],
)  # fmt: skip
def test_nothing_is_lost(text: str) -> None:
    folded = fold(text)
    whole = [(m.span(), m.groups()) for m in names._NAMED.finditer(folded)]
    assert [(m.span(), m.groups()) for m in names._named(folded)] == whole
