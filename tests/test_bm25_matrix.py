"""Counts of syllables and pairs: against counting by hand, whatever is counted together and whatever is taken over."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import bm25_matrix
from corpus.bm25_matrix import TermCounts, count_terms

SYLLABLES = ["đất", "nhà", "xã", "cấp", "phép", "tỉnh"]
ROWS = st.lists(st.lists(st.sampled_from(SYLLABLES), max_size=6).map(" ".join), max_size=9)
Findings = dict[str, list[tuple[int, int]]]


def by_hand(rows: list[str]) -> Findings:
    found: Findings = {}
    for at, row in enumerate(rows):
        words = row.split()
        for term, count in Counter([*words, *(f"{a}_{b}" for a, b in pairwise(words))]).items():
            found.setdefault(term, []).append((at, count))
    return found


def findings(counts: TermCounts) -> Findings:
    return {
        term: list(zip(counts.row[start:end].tolist(), counts.count[start:end].tolist(), strict=True))
        for term, (start, end) in zip(counts.terms, pairwise(counts.starts.tolist()), strict=True)
    }


@pytest.fixture(autouse=True, params=[1, 2, 1000])
def few_at_a_time(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bm25_matrix, "_ROWS", request.param)
    monkeypatch.setattr(bm25_matrix, "_FINDINGS", request.param)


@given(ROWS)
def test_counts_are_those_counted_by_hand(rows: list[str]) -> None:
    counts = count_terms(rows, str.split)
    assert findings(counts) == by_hand(rows)
    assert counts.lengths.tolist() == [max(2 * len(row.split()) - 1, 0) for row in rows]


@given(ROWS, st.lists(st.one_of(st.integers(0, 8), st.just("xã mới cấp phép")), max_size=9))
def test_counts_taken_over_are_those_counted_by_hand(rows: list[str], wanted: list[int | str]) -> None:
    """Rows that stay, in any order, go or are new."""
    wanted = [w for at, w in enumerate(wanted) if isinstance(w, str) or (w < len(rows) and w not in wanted[:at])]
    fresh = [w for w in wanted if isinstance(w, str)]
    taken = np.array([-1 if isinstance(w, str) else w for w in wanted], dtype=np.int64)
    found = count_terms(rows, str.split).taken(taken, count_terms(fresh, str.split))
    assert findings(found) == by_hand([w if isinstance(w, str) else rows[w] for w in wanted])


def test_a_word_that_is_there_very_often() -> None:
    """Counts are kept in as few bytes as they need."""
    rows = ["xã " * 300, "xã", "xã " * 70_000]
    few = count_terms(rows[1:2], str.split)
    assert findings(count_terms(rows, str.split))["xã"] == [(0, 300), (1, 1), (2, 70_000)]
    found = few.taken(np.array([-1, 0, -1]), count_terms([rows[0], rows[2]], str.split))
    assert findings(found)["xã"] == [(0, 300), (1, 1), (2, 70_000)]


@given(ROWS.filter(any))
def test_scores_are_those_of_the_formula(rows: list[str]) -> None:
    """Lucene's BM25, a term and a row at a time."""
    counts = count_terms(rows, str.split)
    data = counts.scores(1.2, 0.6)["data"]
    assert isinstance(data, np.ndarray)
    mean = float(counts.lengths.mean())
    for number, (start, end) in enumerate(pairwise(counts.starts.tolist())):
        rarity = np.log(1 + (len(rows) - counts.found[number] + 0.5) / (counts.found[number] + 0.5))
        for at in range(start, end):
            length, count = float(counts.lengths[counts.row[at]]), float(counts.count[at])
            wanted = rarity * count / (count + 1.2 * (1 - 0.6 + 0.6 * length / mean))
            assert data[at] == pytest.approx(wanted, rel=1e-6)
