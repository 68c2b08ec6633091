"""Where a power went: by reference to the clause that hands it on, and past that one's end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

import numpy as np
import pytest
from clauses import LEAD, clause

from assistant.retrieval.succession import ACT_SHARE, Succession
from corpus.model import Chunk, Validity
from corpus.reader import IndexReader

LAW, TRANSFER, LATER = "91/2099/QH29", "912/2099/NĐ-CP", "913/2099/NĐ-CP"
ENDED = Validity(date(2025, 7, 1), date(2026, 2, 1), ended_by=(LATER, "art_9__cl_3"))
POWER = clause("b) Ủy ban nhân dân cấp huyện cấp giấy phép chặt hạ cây xanh;", "art_4__cl_2__pt_b", LAW)
HANDS_ON = "a) Cấp giấy phép chặt hạ cây xanh quy định tại điểm b khoản 2 Điều 4 Luật Cây xanh;"


def taker(validity: Validity, provision: str = "art_3__cl_1__pt_a", text: str = HANDS_ON) -> Chunk:
    heading = "Điều 3. Phân định thẩm quyền về cây xanh"
    return clause(text, provision, TRANSFER, heading=heading, lead=LEAD, validity=validity)


def successor(text: str, provision: str = "art_5__cl_1") -> Chunk:
    return clause(text, provision, LATER, heading="Điều 5. Phân cấp thẩm quyền về cây xanh")


@dataclass(eq=False)
class Index:
    """What `Succession` asks of an index reader, over a handful of chunks; it is its own catalogue."""

    held: Sequence[Chunk]
    links: dict[str, list[int]]  # provision of LAW → rows that refer to it
    consolidated: dict[str, str] = field(default_factory=dict)

    @property
    def catalogue(self) -> Index:
        return self

    @property
    def lexical(self) -> Index:
        return self

    def rarity(self, term: str) -> float:
        return 1.0

    def citing_rows(self, number: str, provision: str, *, below: bool = False) -> list[int]:
        if number != LAW:
            return []
        return [
            row
            for cited, rows in self.links.items()
            if cited == provision or (below and cited.startswith(provision + "__"))
            for row in rows
        ]

    def chunk_rows(self, number: str) -> list[int]:
        return [row for row, chunk in enumerate(self.held) if chunk.document == number]

    def chunks(self, rows: Sequence[int]) -> list[Chunk]:
        return [self.held[row] for row in rows]

    def on(self, day: date) -> Succession:
        in_force = np.array([chunk.validity.in_force(day) for chunk in self.held])
        return Succession(cast(IndexReader, self), in_force)


BEFORE, AFTER = date(2025, 9, 1), date(2026, 3, 1)
PLAIN_LINK = {POWER.provision: [1]}


def taken(index: Index, day: date, carrier: Chunk = POWER, *, only_hand_over: bool = True) -> list[str]:
    return [c.chunk.provision for c in index.on(day).takers(carrier, only_hand_over=only_hand_over)]


def test_the_clause_that_refers_to_a_power_takes_it() -> None:
    index = Index([POWER, taker(ENDED)], PLAIN_LINK)
    assert taken(index, BEFORE) == ["art_3__cl_1__pt_a"]


@pytest.mark.parametrize("cited", ["art_4__cl_2__pt_b", "art_4__cl_2"])
def test_a_point_is_also_taken_with_its_clause(cited: str) -> None:
    assert taken(Index([POWER, taker(ENDED)], {cited: [1]}), BEFORE) == ["art_3__cl_1__pt_a"]


def test_the_whole_article_or_another_point_is_too_little() -> None:
    for cited in ("art_4", "art_4__cl_2__pt_a", "art_4__cl_3"):
        assert taken(Index([POWER, taker(ENDED)], {cited: [1]}), BEFORE) == []


def test_a_clause_with_its_points_is_taken_by_each() -> None:
    whole = clause("2. Cấp giấy phép: a) …; b) …", "art_4__cl_2", LAW)
    assert taken(Index([whole, taker(ENDED)], PLAIN_LINK), BEFORE, whole) == ["art_3__cl_1__pt_a"]


def test_a_clause_that_hands_nothing_over_takes_only_what_a_district_held() -> None:
    other = clause("1. Mẫu giấy phép quy định tại điểm b khoản 2 Điều 4 Luật Cây xanh.", "art_7__cl_1", TRANSFER)
    index = Index([POWER, other], PLAIN_LINK)
    assert taken(index, BEFORE) == []
    assert taken(index, BEFORE, only_hand_over=False) == ["art_7__cl_1"]


def test_after_its_end_the_clause_that_speaks_of_the_same_act_stands_in() -> None:
    same = successor("1. Sở Xây dựng cấp giấy phép chặt hạ cây xanh.")
    other = successor("2. Sở Xây dựng phê duyệt quy hoạch công viên.", "art_5__cl_2")
    index = Index([POWER, taker(ENDED), same, other], PLAIN_LINK)
    assert taken(index, AFTER) == ["art_5__cl_1"]
    (candidate,) = index.on(AFTER).takers(POWER, only_hand_over=True)
    assert ACT_SHARE <= candidate.score <= 1


def test_a_clause_that_ended_by_itself_has_no_successor() -> None:
    lapsed = taker(Validity(date(2025, 7, 1), date(2026, 2, 1)))
    assert (
        taken(Index([POWER, lapsed, successor("1. Sở Xây dựng cấp giấy phép chặt hạ cây xanh.")], PLAIN_LINK), AFTER)
        == []
    )


def test_the_act_is_what_stands_before_the_reference() -> None:
    by_reference = successor("1. Sở Xây dựng giữ bản sao của điểm b khoản 2 Điều 4 Luật Cây xanh.")
    assert taken(Index([POWER, taker(ENDED), by_reference], PLAIN_LINK), AFTER) == []


def test_the_holder_that_ended_is_no_part_of_the_act() -> None:
    told = "a) Chủ tịch Ủy ban nhân dân cấp xã cấp giấy phép chặt hạ cây xanh (điểm b khoản 2 Điều 4 Luật Cây xanh);"
    same = successor("1. Sở Xây dựng cấp giấy phép chặt hạ cây xanh.")
    index = Index([POWER, taker(ENDED, text=told), same], PLAIN_LINK)
    (candidate,) = index.on(AFTER).takers(POWER, only_hand_over=True)
    assert candidate.score == 1


def test_a_consolidated_text_is_followed_as_its_law() -> None:
    consolidated = clause(POWER.text, POWER.provision, "5/VBHN-VPQH")
    index = Index([POWER, taker(ENDED)], PLAIN_LINK, {"5/VBHN-VPQH": LAW})
    assert taken(index, BEFORE, consolidated) == ["art_3__cl_1__pt_a"]
