"""Denials, conditions, quotes and what is left of a claim, true and planted false, over fictional clauses."""

from __future__ import annotations

import pytest
from claim_checks import expect, verdict
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.verify import complete_claim

NOT = "Người được giao bến không được chuyển nhượng bến; không phải nộp lại sổ đò; có thể cho thuê quầy hàng."


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        ("Người được giao bến không được chuyển nhượng bến.", ""),
        ("Người được giao bến chuyển nhượng bến.", "negation"),
        ("Người được giao bến được chuyển nhượng bến.", "negation"),
        ("Người được giao bến không phải nộp lại sổ đò.", ""),
        ("Người được giao bến phải nộp lại sổ đò.", "negation"),
        ("Người được giao bến không cho thuê quầy hàng.", "negation"),
        ("Người được giao bến có thể cho thuê quầy hàng.", ""),
        ("Người được giao bến phải cho thuê quầy hàng.", "modality"),
    ],
)
def test_negation_and_modality(claim: str, check: str) -> None:
    expect(claim, NOT, check)


EXCEPT = "Ủy ban nhân dân cấp xã cấp thẻ bến cho chủ đò, trừ trường hợp quy định tại khoản 4 Điều này."
GIVEN = "Ủy ban nhân dân cấp xã quản lý cầu treo nếu được Ủy ban nhân dân cấp tỉnh giao."
FLOOD = "Ủy ban nhân dân cấp xã đóng bến đối với trường hợp nước lũ dâng quá cọc tiêu."


@pytest.mark.parametrize(
    ("claim", "text", "question", "check"),
    [
        ("Ủy ban nhân dân cấp xã cấp thẻ bến cho chủ đò, trừ trường hợp tại khoản 4.", EXCEPT, "", ""),
        ("Ủy ban nhân dân cấp xã cấp thẻ bến cho chủ đò.", EXCEPT, "", "condition"),
        ("Ủy ban nhân dân cấp xã quản lý cầu treo khi được cấp tỉnh giao.", GIVEN, "", ""),
        ("Ủy ban nhân dân cấp xã quản lý cầu treo.", GIVEN, "", "condition"),
        ("Ủy ban nhân dân cấp xã đóng bến khi nước lũ dâng quá cọc tiêu.", FLOOD, "", ""),
        ("Ủy ban nhân dân cấp xã đóng bến.", FLOOD, "", "condition"),
        ("Ủy ban nhân dân cấp xã đóng bến.", FLOOD, "Nước lũ dâng quá cọc tiêu thì ai đóng bến?", ""),
        ("Mọi chủ đò đều được Ủy ban nhân dân cấp xã cấp thẻ bến, trừ khoản 4.", EXCEPT, "", "condition"),
        ("Chỉ Ủy ban nhân dân cấp xã cấp thẻ bến cho chủ đò, trừ khoản 4.", EXCEPT, "", "condition"),
    ],
)
def test_conditions(claim: str, text: str, question: str, check: str) -> None:
    expect(claim, text, check, question=question)


def test_a_dropped_condition_is_handed_back_for_repair() -> None:
    found = verdict("Ủy ban nhân dân cấp xã quản lý cầu treo.", GIVEN)
    (finding,) = [f for f in found.findings if f.check == "condition"]
    assert finding.missing == "nếu được Ủy ban nhân dân cấp tỉnh giao"
    completed = complete_claim("Ủy ban nhân dân cấp xã quản lý cầu treo.", found)
    assert completed == "Ủy ban nhân dân cấp xã quản lý cầu treo, nếu được Ủy ban nhân dân cấp tỉnh giao."
    assert verdict(completed, GIVEN).ok


def test_a_condition_that_opens_its_sentence_is_put_in_front() -> None:
    clause = "Trường hợp nước lũ dâng quá cọc tiêu thì chủ đò phải neo đò vào cọc sắt trên bờ và treo đèn đỏ."
    told = "Chủ đò phải neo đò vào cọc sắt trên bờ và treo đèn đỏ."
    completed = complete_claim(told, verdict(told, clause))
    assert completed == ("Trường hợp nước lũ dâng quá cọc tiêu, chủ đò phải neo đò vào cọc sắt trên bờ và treo đèn đỏ.")
    assert verdict(completed, clause).ok


def test_a_condition_alone_is_not_made_a_sentence() -> None:
    clause = (
        "Trường hợp nước lũ dâng quá cọc tiêu thì cơ quan, tổ chức nơi chủ đò làm việc phải neo đò vào cọc sắt trên bờ "
        "trước khi trời tối."
    )
    told = "Cơ quan, tổ chức nơi chủ đò làm việc, trước khi trời tối."
    assert complete_claim(told, verdict(told, clause)) is None


LEFT = "Bến đã đóng mà chưa giao, chưa cho thuê thì giao cho chủ đò trông coi; ở nông thôn thì giao cho xã trông coi."


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        ("Bến đã đóng mà chưa giao thì giao cho chủ đò trông coi.", ""),
        (
            "Bến đã đóng ở nông thôn chưa giao cho chủ đò trông coi.",
            "negation",
        ),  # what is denied there is another giving
    ],
)
def test_what_the_text_says_is_not_denied_by_another_denial(claim: str, check: str) -> None:
    expect(claim, LEFT, check)


def test_only_dropped_conditions_can_be_completed() -> None:
    assert complete_claim("Chủ tịch phường cấm đò.", verdict("Chủ tịch phường cấm đò.", GIVEN)) is None
    told = "Ủy ban nhân dân cấp xã quản lý cầu treo nếu được Ủy ban nhân dân cấp tỉnh giao."
    assert complete_claim(told, verdict(told, GIVEN)) is None


WORDS = "Chủ đò phải treo đèn hiệu\nmàu vàng từ lúc mặt trời lặn."


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        ("Chủ đò phải “treo đèn hiệu màu vàng”.", ""),
        ('Chủ đò phải "treo đèn hiệu … mặt trời lặn".', ""),
        ("Chủ đò phải “treo đèn hiệu màu đỏ”.", "quote"),
        ("Chủ đò phải “treo màu vàng đèn hiệu”.", "quote"),
    ],
)
def test_quotes_are_verbatim(claim: str, check: str) -> None:
    expect(claim, WORDS, check)


KIND = "Ủy ban nhân dân cấp tỉnh phân cấp cho Ủy ban nhân dân cấp xã quản lý bến bãi bán lẻ."


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        ("Ủy ban nhân dân cấp tỉnh phân cấp cho Ủy ban nhân dân cấp xã quản lý bến bãi.", ""),
        ("Ủy ban nhân dân cấp tỉnh ủy quyền cho Ủy ban nhân dân cấp xã quản lý bến bãi.", "term"),
        ("Ủy ban nhân dân cấp tỉnh phân cấp cho Ủy ban nhân dân cấp xã quản lý bến bãi bán buôn.", "term"),
    ],
)
def test_terms_that_exclude_one_another(claim: str, check: str) -> None:
    expect(claim, KIND, check)


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        ("Chủ đò treo đèn hiệu màu vàng khi mặt trời lặn.", ""),
        ("Chủ đò mua bảo hiểm thân tàu hằng quý và lắp định vị.", "support"),
        ("Chủ đò phải treo đèn hiệu màu vàng tại Bến Tre.", "support"),
        ("Chủ đò phải treo đèn hiệu màu vàng từ lúc mặt trời lặn, phủ bạt xanh lục.", "support"),  # a run of its own
    ],
)
def test_the_rest_must_be_supported(claim: str, check: str) -> None:
    expect(claim, WORDS, check)


@pytest.mark.parametrize(
    ("claim", "check"),
    [("Nghị định 900/2025/NĐ-CP › Điều 8. Bến thuyền", "form"), ("Điều 8 quy định về bến thuyền.", "support")],
)
def test_a_heading_is_no_answer(claim: str, check: str) -> None:
    expect(claim, "Chủ đò phải treo đèn hiệu màu vàng.", check)


def test_the_words_of_the_question_support_nothing() -> None:
    asked = "Chủ đò có phải mua bảo hiểm thân tàu và lắp định vị không?"
    assert not verdict("Chủ đò phải mua bảo hiểm thân tàu và lắp định vị.", WORDS, question=asked).ok


@pytest.mark.parametrize(
    "claim",
    [
        "",
        "   ",
        "Chủ đò.",
        "Chủ đò phải treo đèn hiệu theo",
        "Chủ đò phải treo đèn hiệu (màu",
        "Chủ đò phải treo đèn hiệu và",
        "Chủ đò phải treo đèn hiệu, bao gồm:",
        "Chủ đò phải treo đèn gì?",
        "Chủ đò phải treo đèn hiệu màu vàng, x.",
        "Chủ đò phải treo đèn hiệu cho đến.",
        "Chủ đò phải treo đèn hiệu trong các trường hợp sau.",
        "Chủ đò có các quyền sau đây.",
        "Ở các bến đò ngang, bến đò dọc.",
    ],
)
def test_empty_and_broken_claims_fail(claim: str) -> None:
    expect(claim, WORDS, "form")


def test_repeating_the_question_is_no_answer() -> None:
    expect("Chủ đò treo đèn hiệu màu vàng.", WORDS, "form", question="Chủ đò treo đèn hiệu màu vàng lúc nào?")


SOUP = (
    "Chủ tịch|Ủy ban nhân dân|cấp xã|không|được|phải|trừ|nếu|khoản 1|Điều 5|Nghị định|15 ngày|năm|hai|“|”|(|)|từ ngày"
    "|01/7/2025|,|.|;|:|%|đồng|\n|m2|1/3"
)


@settings(deadline=None)  # the machine may be shared
@given(*[st.lists(st.sampled_from(SOUP.split("|")), max_size=25).map(" ".join)] * 3)
def test_any_text_gets_a_verdict_and_a_quote_that_slices(claim: str, text: str, lead: str) -> None:
    found = verdict(claim, text, lead=lead)
    start, end = found.quote
    assert 0 <= start <= end <= len(text)
    assert all(0 <= f.claim_span[0] <= f.claim_span[1] <= len(claim) for f in found.findings)
