"""Points that a hit leaves out stand beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fictional_index import finished, opened

from assistant.answer import Assistant
from assistant.authority.siblings import _LEFT_OUT

DECREE = """---
number: 931/2099/NĐ-CP
kind: Nghị định
title: Nghị định về thẻ bến đò (văn bản giả định)
issuer: Chính phủ
issued: 2025-07-02
effective_from: 2025-07-02
standing: official
---
Điều 1. Người cấp thẻ
1. Thẻ bến đò ngang được cấp như sau:
a) Ủy ban nhân dân cấp tỉnh duyệt danh mục cầu phao, phà máy ở cửa biển;
b) Chủ tịch Ủy ban nhân dân cấp xã ghi sổ thuyền nan;
c) Sở Xây dựng cấp thẻ bến đò ngang sông cho chủ bến, trừ nơi không thuộc điểm a và điểm b khoản này.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with opened(tmp_path_factory.mktemp("siblings"), {"931.md": DECREE}) as opened_assistant:
        yield opened_assistant


def test_what_a_point_leaves_out_is_among_the_clauses_beside_it(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.authority.competence.SURE", 0.0)  # the stand-in for the embedding gives low scores
    answer = finished(assistant, "Ai cấp thẻ bến đò ngang sông cho chủ bến?")
    assert [hit.chunk.point for hit in answer.evidence[:3]] == ["a", "b", "c"]
    assert [hit.rank for hit in answer.evidence] == list(range(1, len(answer.evidence) + 1))
    assert [c.citations[0].point for c in answer.claims] == ["c"]  # the others speak of something else


def test_a_question_that_does_not_ask_who_gets_the_hits_as_they_are(assistant: Assistant) -> None:
    answer = finished(assistant, "Thẻ bến đò ngang sông là gì, có màu xanh không?")
    assert answer.evidence[0].chunk.point == "c"


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("đối với trường hợp không thuộc quy định tại điểm a và điểm b khoản này.", "điểm a và điểm b"),
        ("các trường hợp còn lại, không thuộc điểm a, b và c khoản này;", "điểm a, b và c"),
        ("không thuộc khoản 1 Điều này", None),
        ("không thuộc điểm a khoản 1 Điều này", None),  # of another clause
    ],
)
def test_how_points_are_left_out(text: str, points: str | None) -> None:
    match = _LEFT_OUT.search(text)
    assert (match["points"] if match else None) == points
