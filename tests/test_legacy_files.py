"""Pre-Unicode office files against their transcripts. Needs the shared files beside the project."""

from __future__ import annotations

import difflib
import unicodedata
from pathlib import Path

import pytest

from corpus.errors import FileError
from corpus.settings import PROJECT, Settings
from ingest.formats.legacy_fonts import encoding_of_font, from_fonts
from ingest.layout import CAPITALS_END, CAPITALS_START
from ingest.read import read_file

LEGACY = PROJECT.parent / "shared" / "legacy"
FLOOR = 0.98  # mean diacritic accuracy; measured 0.986


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnTimeH", "tcvn3-capitals"),
        ("VNI-Times", "vni"),
        ("Times New Roman", ""),
    ],
)
def test_encoding_of_font(font: str, encoding: str) -> None:
    assert encoding_of_font(font) == encoding


def test_capitals_of_a_font_are_marked_and_unicode_beside_it_is_left_alone() -> None:
    pieces = [("nghÞ ®Þnh", "tcvn3-capitals"), (" số ", ""), ("c©y xanh", "tcvn3")]
    assert from_fonts(pieces) == f"{CAPITALS_START}nghị định{CAPITALS_END} số cây xanh"


def base(char: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")[:1] or char


def has_mark(char: str) -> bool:
    return char in "đĐ" or any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", char))


def diacritic_accuracy(found: str, transcript: str) -> float:
    """Share of the transcript's marked characters found, words aligned by their base letters."""
    got, want = ([*unicodedata.normalize("NFC", text).split()] for text in (found, transcript))
    matcher = difflib.SequenceMatcher(
        None, ["".join(map(base, word)) for word in want], ["".join(map(base, word)) for word in got], autojunk=False
    )
    right = sum(
        a == b
        for start, other, size in matcher.get_matching_blocks()
        for at in range(size)
        for a, b in zip(want[start + at], got[other + at], strict=True)
        if has_mark(a)
    )
    return right / sum(map(has_mark, "".join(want)))


@pytest.mark.slow
@pytest.mark.skipif(not LEGACY.is_dir(), reason="pre-Unicode files (../shared/legacy) are not on this machine")
def test_mean_diacritic_accuracy() -> None:
    scores = []
    for file in sorted((LEGACY / "files").iterdir()):
        transcript = (LEGACY / "transcripts" / f"{file.stem}.txt").read_text(encoding="utf-8")
        scores.append(diacritic_accuracy(text_of(file), transcript))
    assert sum(scores) / len(scores) >= FLOOR, f"lowest {min(scores):.4f} of {len(scores)} files"


def text_of(file: Path) -> str:
    try:
        return "\n".join(read_file(file, Settings(ocr=False)).pages)
    except FileError:
        return ""
