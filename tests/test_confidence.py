"""The probability that the evidence answers."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from clauses import asked, clause, found
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import ABSTAIN_BELOW
from assistant.question.understand import Question
from assistant.retrieval.confidence import HALF_KNOWN, NOWHERE, WEIGHTS, Features, _logistic, confidence, features
from assistant.retrieval.retrieve import Retrieved

QUESTION = asked("Cấp giấy phép chặt hạ cây xanh trong bao nhiêu ngày?")
FULL = clause("Cấp giấy phép chặt hạ cây xanh trong 15 ngày làm việc.")
FAR = clause("Tổ chức lễ hội đình làng vào mùa xuân.")


ROWS = 20_000


def even(term: str) -> float:
    return 9.0 if term == NOWHERE else 3.0


def test_nothing_found_is_nothing_known() -> None:
    assert confidence(QUESTION, Retrieved((), ()), even, ROWS) == 0.0
    assert confidence(QUESTION, Retrieved((), (), best_dense=0.95), even, ROWS) == 0.0


@pytest.mark.parametrize("question", [QUESTION, asked("ai"), asked(""), asked("?!")])
@given(dense=st.floats(-1, 1))
def test_it_is_a_probability(question: Question, dense: float) -> None:
    assert 0.0 <= confidence(question, found([FULL, FAR], dense=dense), even, ROWS) <= 1.0


@given(st.floats(0.5, 1.0), st.floats(0.5, 1.0))
def test_a_nearer_hit_is_never_worse(first: float, second: float) -> None:
    low, high = sorted((first, second))
    assert confidence(QUESTION, found([FULL], dense=low), even, ROWS) <= confidence(
        QUESTION, found([FULL], dense=high), even, ROWS
    )


@given(st.lists(st.sampled_from(["giấy", "phép", "chặt", "hạ", "cây", "xanh"]), min_size=1, unique=True))
def test_more_of_the_question_in_the_hit_is_never_worse(words: list[str]) -> None:
    asked_plain = asked("giấy phép chặt hạ cây xanh")
    fewer = found([clause(" ".join(words[:-1]) or "lễ")])
    more = found([clause(" ".join(words))])
    assert confidence(asked_plain, fewer, even, ROWS) <= confidence(asked_plain, more, even, ROWS)


def test_the_weights_say_what_the_features_mean() -> None:
    told = dict(zip((field.name for field in fields(Features)), WEIGHTS[1:], strict=True))
    for_it = {"dense", "around", "coverage", "act_told", "who_named", "unknown"}
    assert all((weight > 0) == (name in for_it) for name, weight in told.items())


def test_the_logistic_function() -> None:
    assert _logistic((0.0, 1.0), (1.0, 0.0)) == 0.5
    assert _logistic((0.0, 1.0), (1.0, 1.0)) == pytest.approx(0.7310586)


def test_features_by_hand() -> None:
    told = features(
        asked("chặt cây"),
        found([clause("chặt")], dense=0.9),
        {"chặt": 1.0, "cây": 2.0, "chặt_cây": 5.0, NOWHERE: 9.0}.__getitem__,
        ROWS,
    )
    assert told.dense == pytest.approx(0.1)
    assert told.around == pytest.approx(0.1)
    # "Cây xanh" stands in the heading of the made clause, so that only the bigram is missing.
    assert told.coverage == pytest.approx(3 / 8 - HALF_KNOWN)
    assert (told.price, told.figure, told.kind_missing) == (0.0, 0.0, 0.0)


def test_words_that_no_clause_has_are_told_apart_from_those_that_the_hit_lacks() -> None:
    hit = found([FAR])
    known, slang = (features(asked(q), hit, lambda t: 9.0 if "bonsai" in t or t == NOWHERE else 3.0, ROWS).unknown
                    for q in ("chặt cây xanh", "chặt bonsai xanh"))  # fmt: skip
    assert (known, slang) == (0.0, 1.0)


def test_in_a_larger_corpus_the_same_nearness_is_less() -> None:
    few, many = (confidence(QUESTION, found([FULL], dense=0.87), even, rows) for rows in (2_000, 50_000))
    assert many < few


def test_of_a_story_only_a_part_need_be_found() -> None:
    story = "hôm qua bà hàng xóm nói với tôi rằng con gái bà ấy về quê thăm mẹ rồi"
    hit = found([clause("lễ hội")])
    short, long = (
        features(asked(q), hit, even, ROWS).coverage for q in ("chặt cây bonsai", f"chặt cây bonsai {story}")
    )
    assert short < long < 0.0


@pytest.mark.parametrize(
    ("question", "text", "named", "acts"),
    [
        ("Ai cấp giấy phép cây xanh?", "1. Giấy phép cây xanh có thời hạn.", 0.0, 0.0),
        ("Ai cấp giấy phép cây xanh?", "1. Ủy ban nhân dân cấp xã cấp giấy phép cây xanh.", 1.0, 1.0),
        ("Ai thu hồi đất cây xanh?", "1. Ủy ban nhân dân cấp xã cấp giấy phép cây xanh.", 1.0, 0.0),
        ("Giấy phép cây xanh là gì?", "1. Ủy ban nhân dân cấp xã cấp giấy phép cây xanh.", 0.0, 0.0),
    ],
)
def test_a_holder_and_the_act_that_is_asked_for(question: str, text: str, named: float, acts: float) -> None:
    told = features(asked(question), found([clause(text)]), even, ROWS)
    assert (told.who_named, told.act_told) == (named, acts)


@pytest.mark.parametrize(
    ("question", "price"),
    [
        ("Lệ phí trồng cây?", 1.0),
        ("Giá cây xanh?", 1.0),
        ("Trồng cây bao nhiêu tiền?", 1.0),
        ("Ai trồng cây?", 0.0),
        ("Cây nguyên giá 600 triệu thì ai thanh lý?", 0.0),  # measures the tree
    ],
)
def test_a_price_is_rarely_in_the_law(question: str, price: float) -> None:
    assert features(asked(question), found([FULL]), even, ROWS).price == price


def test_a_missing_figure_lowers_it() -> None:
    none = clause(FULL.text.replace("15 ngày", "thời gian ngắn"))
    assert features(QUESTION, found([none]), even, ROWS).kind_missing == 1.0
    assert features(QUESTION, found([none, FULL]), even, ROWS).kind_missing == 0.0
    assert confidence(QUESTION, found([none]), even, ROWS) < confidence(QUESTION, found([FULL]), even, ROWS)


def test_near_evidence_is_above_the_threshold_and_far_evidence_below() -> None:
    assert confidence(QUESTION, found([FULL], dense=0.92), even, ROWS) > ABSTAIN_BELOW
    assert confidence(QUESTION, found([FAR], dense=0.80), even, ROWS) < ABSTAIN_BELOW


def test_hits_far_down_do_not_count() -> None:
    many = found([FAR, replace(FAR, id="2"), replace(FAR, id="3"), FULL])
    assert features(QUESTION, many, even, ROWS) == features(QUESTION, found([FAR]), even, ROWS)
