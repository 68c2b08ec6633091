"""Syllables, bigrams and BM25."""

from __future__ import annotations

import math
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


def test_coverage_is_the_share_of_rare_terms_in_a_group_of_rows(tmp_path: Path) -> None:
    LexicalIndex.build(["cấp phép thả diều", "thời hạn năm ngày", "cấp phép nuôi mèo", "cấp nước"]).save(tmp_path / "i")
    index = LexicalIndex.load(tmp_path / "i")
    groups = np.array([0, 0, 1, 2])
    covered = index.coverage({"diều", "cấp", "hạn"}, groups)
    assert covered[0] == covered[1] == pytest.approx(1)  # the two rows of the first group together
    rare, common = index.rarity("diều"), index.rarity("cấp")
    assert covered[2] == pytest.approx(common / (common + 2 * rare))
    assert index.coverage({"cấp", "voi"}, groups)[3] == pytest.approx(common / (common + index.rarity("voi")))


@pytest.mark.parametrize("wanted", [set(), {"voi"}])
def test_coverage_of_nothing_known_is_zero(wanted: set[str]) -> None:
    assert not LexicalIndex.build(["cấp nước"]).coverage(wanted, np.array([0])).any()
    assert LexicalIndex.build([]).coverage(wanted, np.array([], dtype=np.int64)).shape == (0,)


def test_rarity_is_that_of_the_rows_that_have_the_term(tmp_path: Path) -> None:
    texts = ["cấp giấy phép", "cấp nước", "thả diều", ""]
    LexicalIndex.build(texts).save(tmp_path)
    index = LexicalIndex.load(tmp_path)
    for _ in range(2):  # the second time from memory
        for term, found in (("cấp", 2), ("cấp_nước", 1), ("voi", 0)):
            assert index.rarity(term) == pytest.approx(math.log(1 + (4 - found + 0.5) / (found + 0.5)))
    assert set(index._rarity) == {"cấp", "cấp_nước"}
    assert LexicalIndex.build([]).rarity("cấp") == pytest.approx(math.log(2))
