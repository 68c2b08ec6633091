"""The clause of the sector law beside the one that hands its power over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import numpy as np
import pytest
from clauses import LEAD, clause

from assistant.question import understand
from assistant.referred import referred
from corpus.model import Chunk, Validity
from corpus.reader import IndexReader

LAW, TRANSFER = "91/2099/QH29", "912/2099/NĐ-CP"
DAY = date(2026, 3, 1)
PERMIT = clause("b) Ủy ban nhân dân cấp huyện cấp giấy phép chặt hạ cây xanh;", "art_4__cl_2__pt_b", LAW)
LIST = clause("3. Danh mục cây cổ thụ được công bố hằng năm.", "art_7__cl_3", LAW)
TEXT = (
    "a) Cấp giấy phép chặt hạ quy định tại điểm b khoản 2 Điều 4 và công bố danh mục quy định tại khoản 3 Điều 7 Luật "
    "Cây xanh;"
)
HEADING = "Điều 3. Phân định thẩm quyền về cây xanh"
TAKER = clause(TEXT, "art_3__cl_1__pt_a", TRANSFER, heading=HEADING, lead=LEAD)


@dataclass(eq=False)
class Index:
    """What is asked of an index reader, over a handful of chunks; it is its own catalogue."""

    held: Sequence[Chunk]
    links: dict[int, list[tuple[str, str]]]

    @property
    def catalogue(self) -> Index:
        return self

    @property
    def row_of(self) -> dict[str, int]:
        return {chunk.id: row for row, chunk in enumerate(self.held)}

    def referred(self, row: int) -> list[tuple[str, str]]:
        return self.links.get(row, [])

    def chunk_rows(self, number: str, provision: str) -> list[int]:
        return [n for n, c in enumerate(self.held) if c.document == number and c.provision.startswith(provision)]

    def chunks(self, rows: Sequence[int]) -> list[Chunk]:
        return [self.held[row] for row in rows]

    def in_force(self, day: date) -> np.ndarray:
        return np.array([chunk.validity.in_force(day) for chunk in self.held])


LINKS = {2: [(LAW, PERMIT.provision), (LAW, LIST.provision)]}


def places(question: str, held: Sequence[Chunk], claim: str = TEXT, links: dict[int, list[tuple[str, str]]] = LINKS,
           taker: int = 2) -> list[tuple[str, str | None, str | None, str | None]]:  # fmt: skip
    reader = cast(IndexReader, Index(held, links))
    found = referred(reader, held[taker], claim, understand(question, None), DAY)
    return [(c.document, c.article, c.clause, c.point) for c in found]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Giấy phép chặt hạ cây xanh do ai cấp?", (LAW, "4", "2", "b")),
        ("Danh mục cây cổ thụ do ai công bố hằng năm?", (LAW, "7", "3", None)),
    ],
)
def test_of_several_the_one_that_the_question_is_about(question: str, place: tuple[str, ...]) -> None:
    assert places(question, [PERMIT, LIST, TAKER]) == [place]


def test_the_words_are_those_of_the_law() -> None:
    (cited,) = referred(
        cast(IndexReader, Index([PERMIT, LIST, TAKER], LINKS)), TAKER, TEXT, understand("Giấy phép chặt hạ?", None), DAY
    )
    assert cited.quote == "Ủy ban nhân dân cấp huyện cấp giấy phép chặt hạ cây xanh;"


def test_what_the_claim_does_not_name_is_not_cited() -> None:
    shortened = "Cấp giấy phép chặt hạ cây xanh quy định tại điểm a khoản 2 Điều 4"
    assert places("Giấy phép chặt hạ?", [PERMIT, LIST, TAKER], shortened) == []


def test_nothing_out_of_force_is_cited() -> None:
    ended = clause(PERMIT.text, PERMIT.provision, LAW, validity=Validity(date(2025, 1, 1), date(2026, 1, 1)))
    assert places("Giấy phép chặt hạ?", [ended, LIST, TAKER], "quy định tại điểm b khoản 2 Điều 4") == []


def test_a_clause_that_hands_nothing_over_needs_no_other() -> None:
    other = clause("1. Mẫu giấy phép quy định tại điểm b khoản 2 Điều 4 Luật Cây xanh.", "art_9__cl_1", TRANSFER)
    links = {1: [(LAW, PERMIT.provision)]}
    assert places("Giấy phép chặt hạ?", [PERMIT, other], other.text, links, taker=1) == []
