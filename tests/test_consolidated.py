"""A consolidated text stands behind its law where both say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np
from clauses import clause

from assistant.retrieval.candidates import Scored, _without_consolidated
from corpus.model import Chunk
from corpus.reader import IndexReader

LAW, TEXT = "9/2029/QH19", "3/VBHN-VPQH"


@dataclass
class Index:
    held: Sequence[Chunk]
    consolidated: dict[str, str] = field(default_factory=lambda: {TEXT: LAW})

    @property
    def catalogue(self) -> Index:
        return self

    def chunks(self, rows: Sequence[int]) -> list[Chunk]:
        return [self.held[row] for row in rows]

    def chunk_rows(self, number: str, prefix: str) -> list[int]:
        return [row for row, c in enumerate(self.held) if c.document == number and c.provision == prefix]


def kept(
    law_text: str, text: str, scores: tuple[float, float], *, law_in_force: bool = True
) -> list[tuple[int, float]]:
    index = Index([clause(law_text, "art_4__cl_1", LAW), clause(text, "art_4__cl_1", TEXT)])
    scored = [Scored(row, 0.0, 0.0, score) for row, score in enumerate(scores)]
    found = _without_consolidated(cast(IndexReader, index), scored, np.array([law_in_force, True]))
    return [(s.row, s.fused) for s in found]


SAME = "1. Sở Xây dựng quản lý bến bãi."


def test_the_law_takes_the_better_score_of_the_same_words() -> None:
    assert kept(SAME, "1. Sở Xây dựng[12]  quản lý bến bãi.", (0.5, 0.8)) == [(0, 0.8)]
    assert kept(SAME, SAME, (0.8, 0.5)) == [(0, 0.8)]


def test_other_words_are_kept_beside_the_law() -> None:
    assert kept(SAME, "1. Ủy ban nhân dân cấp xã quản lý bến bãi.", (0.5, 0.8)) == [(1, 0.8), (0, 0.5)]


def test_a_law_out_of_force_takes_nothing() -> None:
    assert kept(SAME, SAME, (0.5, 0.8), law_in_force=False) == [(1, 0.8), (0, 0.5)]
