"""Streamlit's own words: what the pages replace is what the pinned version says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit

from ui import texts_admin
from ui.texts_frame import FRAME_PATTERNS, FRAME_WORDS

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"


@pytest.fixture(scope="module")
def scripts() -> str:
    return "".join(path.read_text(encoding="utf-8", errors="ignore") for path in SCRIPTS.glob("*.js"))


@pytest.mark.parametrize("word", FRAME_WORDS)
def test_the_pinned_streamlit_says_so(scripts: str, word: str) -> None:
    assert word in scripts


def test_patterns_turn_into_vietnamese() -> None:
    told = {
        "File must be 40.0MB or smaller.": "Tệp lớn quá, nhiều nhất 40.0MB.",
        "application/x-msdownload files are not allowed.": "Không nhận tệp loại application/x-msdownload.",
        "Help for Mật khẩu mới": "Giải thích: Mật khẩu mới",
    }
    for word, start in told.items():
        found = [re.sub(rule, instead.replace("$1", r"\1"), word) for rule, instead in FRAME_PATTERNS
                 if re.search(rule, word)]  # fmt: skip
        assert found[0].startswith(start)


def test_no_word_of_ours_is_replaced() -> None:
    ours = {value for value in vars(texts_admin).values() if isinstance(value, str)}
    assert not ours & FRAME_WORDS.keys()
