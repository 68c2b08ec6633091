"""How a clause speaks of the matter: where the question's words stand in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from clauses import asked, clause
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.matter import FEATURES, WEIGHTS, Found, features, heading, score
from assistant.retrieval.ranking import read_weights
from corpus.model import Chunk

QUESTION = asked("Ai cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học?")
PARK = clause("1. Sở Mây cấp giấy phép chặt hạ cây xanh trong công viên.", "art_2__cl_1")
SCHOOL = clause("2. Sở Mây cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học.", "art_2__cl_2")


def even(term: str) -> float:
    return 2.0 if "_" in term else 1.0


def told(chunks: list[Chunk], question: str = QUESTION.text) -> list[dict[str, float]]:
    found = [Found(chunk, 1.0, 0.5, 0.5, 0.5) for chunk in chunks]
    return [dict(zip(FEATURES, values, strict=True)) for values in features(asked(question), found, even)]


def test_the_word_that_only_one_neighbour_has_tells_them_apart() -> None:
    park, school = told([PARK, SCHOOL])
    assert school["distinct"] > park["distinct"]
    assert school["opening"] > park["opening"]
    assert score(tuple(school.values())) > score(tuple(park.values()))


def test_words_of_the_headings_count_as_above_not_as_own() -> None:
    under = clause("1. Theo mẫu chung.", heading="Điều 2. Giấy phép chặt hạ cây xanh")
    (values,) = told([under])
    assert values["opening"] == values["focus"] == 0.0
    assert values["distinct"] > 0.3  # the article's heading is near
    chapter = clause("1. Theo mẫu chung.", heading="Chương I. Giấy phép chặt hạ cây xanh › Điều 2. Mẫu")
    assert told([chapter])[0]["above"] > 0.3


@pytest.mark.parametrize(
    ("name", "question", "text", "expected"),
    [
        ("no_figure", "Giấy phép cây xanh có thời hạn bao nhiêu ngày?", "1. Giấy phép có thời hạn 12 ngày.", 0.0),
        ("no_figure", "Giấy phép cây xanh có thời hạn bao nhiêu ngày?", "1. Giấy phép có thời hạn.", 1.0),
        ("same_body", "Sở Xây dựng có trồng cây xanh không?", "1. Sở Xây dựng trồng cây xanh.", 1.0),
        ("same_body", "Sở Xây dựng có trồng cây xanh không?", "1. Sở Tài chính trồng cây xanh.", 0.0),
        ("act_in_words", "Thu hồi đất trồng cây cần những gì?", "1. Việc thu hồi đất theo kế hoạch.", 1.0),
        ("act_in_words", "Ai thu hồi đất trồng cây?", "1. Việc thu hồi đất theo kế hoạch.", 0.0),  # who: by its holder
    ],
)
def test_what_the_question_asks_for(name: str, question: str, text: str, expected: float) -> None:
    assert told([clause(text)], question)[0][name] == expected


@pytest.mark.parametrize(
    ("document", "newer"),
    [("1/2025/NĐ-CP", 1 / 3), ("1/2024/QH15", 0.0), ("1/2001/QH10", -2.0), ("12/QĐ-UBND", -2.0)],
)
def test_age_of_the_document(document: str, newer: float) -> None:
    assert told([clause("1. Cây xanh.", document=document)])[0]["newer"] == pytest.approx(newer)


def test_points_and_appendices() -> None:
    point, appendix = told([clause("a) Cây xanh.", "art_2__cl_1__pt_a"), clause("Cây xanh.", "app_I__cl_1")])
    assert (point["is_point"], point["appendix"], appendix["is_point"], appendix["appendix"]) == (1.0, 0.0, 0.0, 1.0)


def test_heading_of_the_innermost_article() -> None:
    assert heading("Nghị định 1/2099/NĐ-CP › Chương I. Chung › Điều 5. Cây xanh › khoản 1") == "Cây xanh"
    assert heading("Nghị định 1/2099/NĐ-CP › Phụ lục I. Mẫu") == ""


@given(st.text(max_size=80), st.text(min_size=1, max_size=120), st.sampled_from([even, lambda term: 0.0]))
def test_shares_are_shares_whatever_is_asked(question: str, text: str, rarity: Callable[[str], float]) -> None:
    (values,) = features(asked(question), [Found(clause(text), 1.0, 0.5, 0.5, 0.5)], rarity)
    shares = dict(zip(FEATURES, values, strict=True))
    for name in ("above", "somewhere", "opening", "focus", "distinct"):
        assert 0.0 <= shares[name] <= 1.0 + 1e-9


def test_every_feature_has_a_weight_and_every_weight_a_feature() -> None:
    from assistant.retrieval import rerank

    assert set(WEIGHTS) == set(FEATURES) == set(read_weights("matter"))
    assert set(rerank.WEIGHTS) == set(rerank.FEATURES)
