"""What was asked for is marked in a clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.highlight import highlighted


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Giao đất, cho thuê đất", "giao đất", "<mark>Giao đất</mark>, cho thuê đất"),
        ("Giao đất, cho thuê đất", "thuê đất giao đất", "<mark>Giao đất</mark>, cho <mark>thuê đất</mark>"),
        ("cấp giấy phép xây dựng", "cấp giấy phép", "<mark>cấp giấy phép</mark> xây dựng"),
        ("Đất đai", "đất", "<mark>Đất</mark> đai"),
        ("Đất đai", "", "Đất đai"),
        ("Đất đai", "nhà đất", "Đất đai"),  # one syllable of two says nothing
        ("a <b> c", "b c", "a &lt;<mark>b&gt; c</mark>"),
    ],
)
def test_shared_pairs_are_marked(text: str, query: str, expected: str) -> None:
    assert str(highlighted(text, query)) == expected


@given(st.text(alphabet="ab c,<&", max_size=40), st.text(alphabet="ab c", max_size=12))
def test_no_character_is_lost(text: str, query: str) -> None:
    plain = highlighted(text, query).replace("<mark>", "").replace("</mark>", "")
    assert plain.unescape() == text
