"""Syllables, bigrams and BM25."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.lexical import LexicalIndex, fold, syllables, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ủy ban nhân dân", ["ủy", "ban", "nhân", "dân"]),
        ("Uỷ ban, hoà giải; thuỷ lợi", ["ủy", "ban", "hòa", "giải", "thủy", "lợi"]),
        ("quý, hoàn, giá", ["quý", "hoàn", "giá"]),
        ("Nghị định 151/2025/NĐ-CP", ["nghị", "định", "151/2025/nđ-cp"]),
        ("1.000 m2", ["1.000", "m", "2"]),
        ("", []),
    ],
)
def test_syllables(text: str, expected: list[str]) -> None:
    assert syllables(text) == expected


def test_terms_add_bigrams() -> None:
    assert terms("cấp sổ đỏ") == ["cấp", "sổ", "đỏ", "cấp_sổ", "sổ_đỏ"]


def test_fold() -> None:
    assert fold("Đất Ủy ban") == "dat uy ban"


def test_bm25_prefers_the_phrase_and_survives_a_save(tmp_path: Path) -> None:
    texts = ["thẩm quyền giao đất", "đất của người có quyền thẩm tra", "tiếp công dân"]
    LexicalIndex.build(texts).save(tmp_path / "lexical")
    index = LexicalIndex.load(tmp_path / "lexical")
    scores = index.scores("thẩm quyền")
    assert scores.shape == (3,)
    assert int(np.argmax(scores)) == 0
    assert scores[2] == 0
    assert not index.scores("xyz uvw").any()


def test_empty_index(tmp_path: Path) -> None:
    LexicalIndex.build([]).save(tmp_path / "lexical")
    assert LexicalIndex.load(tmp_path / "lexical").scores("đất").shape == (0,)
