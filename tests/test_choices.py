"""Authorities that a question names: choices, its matter, its tier; which case of a sentence is about them."""

from __future__ import annotations

import pytest

from assistant.question.choices import (
    asks_who,
    at_tier,
    fits,
    fitting_case,
    matter_of,
    offered_holders,
    others_than,
    tier_of,
)
from assistant.question.understand import understand
from corpus.authorities.names import name_authorities

COUNCIL, BOARD = "Hội đồng nhân dân cấp xã", "Thường trực Hội đồng nhân dân cấp xã"


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("Hội đồng nhân dân xã bị giải tán thì ai chỉ định Ủy ban nhân dân lâm thời?", {COUNCIL, "Ủy ban nhân dân"}),
        ("Ai chỉ định người triệu tập khi chưa có Trưởng thôn?", {"Trưởng thôn", "Tổ trưởng tổ dân phố"}),
        ("Ủy ban nhân dân xã có được cấp giấy phép này không, hay cơ quan nào cấp?", set()),
        ("Việc này do Hội đồng nhân dân xã hay Ủy ban nhân dân xã quyết định, cơ quan nào?", set()),
        ("Ủy ban nhân dân xã cấp giấy phép cho quán ăn.", set()),
    ],
)
def test_matter_is_what_something_is_done_to(question: str, matter: set[str]) -> None:
    assert matter_of(question) == matter


@pytest.mark.parametrize(
    ("question", "tier"),
    [
        ("Hội đồng nhân dân xã bị giải tán thì ai chỉ định?", "xã"),
        ("Quyết toán ngân sách cấp xã do ai phê chuẩn?", "xã"),
        ("Ủy ban nhân dân xã trình Ủy ban nhân dân tỉnh thì ai ký?", ""),
        ("Ai phê chuẩn quyết toán?", ""),
    ],
)
def test_tier_is_told_only_where_there_is_one(question: str, tier: str) -> None:
    assert tier_of(question) == tier


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Thường trực Hội đồng nhân dân quyết định việc nghỉ.", BOARD),
        ("Hội đồng nhân dân cùng cấp phê chuẩn.", COUNCIL),
        ("Thường trực Hội đồng nhân dân đình chỉ Chủ tịch cấp dưới.", "Thường trực Hội đồng nhân dân"),
        ("Ủy ban nhân dân cấp tỉnh quyết định.", "Ủy ban nhân dân cấp tỉnh"),
    ],
)
def test_body_without_tier_takes_that_of_the_question(text: str, canonical: str) -> None:
    assert at_tier(name_authorities(text)[0], "xã", text).canonical == canonical


TWO_CASES = (
    "Hội đồng nhân dân cấp xã bị giải tán thì Chủ tịch Ủy ban nhân dân cấp tỉnh chỉ định người điều hành; "
    "Hội đồng nhân dân cấp tỉnh bị giải tán thì Thủ tướng Chính phủ chỉ định người điều hành"
)


def test_case_of_the_tier_asked_about() -> None:
    case = fitting_case(TWO_CASES, "Hội đồng nhân dân xã bị giải tán thì ai chỉ định người điều hành?")
    assert "cấp xã" in case
    assert "Thủ tướng" not in case
    assert fitting_case(TWO_CASES, "Ai chỉ định người điều hành?") == TWO_CASES


def test_of_cases_the_one_with_the_words_of_the_question() -> None:
    first = "Ủy ban nhân dân cấp tỉnh quyết định việc sơn cọc tiêu của bến đò ngang"
    second = "trình Hội đồng nhân dân cấp tỉnh quyết định mức thưởng cho chủ bến"
    sentence = f"{first}; {second}"
    assert fitting_case(sentence, "Việc sơn cọc tiêu của bến đò ngang do cơ quan nào quyết định?") == first
    assert fitting_case(sentence, "Mức thưởng cho chủ bến do ai quyết định?") == second
    assert fitting_case(sentence, "Việc này ai quyết định?") == sentence  # neither stands out
    drawn = f"Sở Xây dựng lập sơ đồ sơn cọc tiêu của bến đò ngang; {second}"
    asked = "Sơ đồ sơn cọc tiêu của bến đò ngang do cơ quan nào quyết định?"
    assert fitting_case(drawn, asked) == drawn  # who decides stands in the other case
    shared = f"{first}; quyết định mức thưởng cho chủ bến và cơ quan chuyên môn"
    assert fitting_case(shared, "Mức thưởng cho chủ bến do ai quyết định?") == shared  # its subject stands before


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Đặt số hiệu đường thì xã tự làm hay chuyện của tỉnh?", True),
        ("Sơn cọc tiêu là việc của xã hay là việc của tỉnh?", True),
        ("Sơn cọc tiêu màu đỏ hay màu vàng?", False),
        ("Có phải ai cũng được lái đò không?", False),
        ("Đò có tranh chấp quyền sở hữu có được đăng ký không?", False),  # no "sở"
        ("Sở Xây dựng có được cấp thẻ bến đò không?", True),
    ],
)
def test_a_question_which_of_two_asks_who(question: str, asks: bool) -> None:
    assert asks_who(understand(question, None)) is asks


def test_sentence_about_the_same_body_at_another_tier_does_not_fit() -> None:
    first, second = TWO_CASES.split("; ")
    question = "Hội đồng nhân dân xã bị giải tán thì ai chỉ định?"
    assert (fits(first, question), fits(second, question)) == (1, -1)
    assert fits("Sở Nội vụ tham mưu việc chỉ định", question) == 0


def test_matter_is_left_out_of_the_holders_unless_nobody_is_left() -> None:
    named = name_authorities("Hội đồng nhân dân cấp xã và Thường trực Hội đồng nhân dân cấp xã")
    assert [a.canonical for a in others_than(frozenset([COUNCIL]), named)] == [BOARD]
    assert len(others_than(frozenset([COUNCIL, BOARD]), named)) == 2


def test_offered() -> None:
    assert offered_holders("Việc này do Hội đồng nhân dân xã hay Ủy ban nhân dân xã quyết định?") == {
        COUNCIL,
        "Ủy ban nhân dân cấp xã",
    }
