"""Each check with true and planted false claims over fictional clauses."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.verify import Evidence, Verdict, complete_claim, verify_claim

HEAD = "Nghị định 900/2025/NĐ-CP › Điều 8. Bến thuyền"


def verdict(claim: str, text: str, *, lead: str = "", question: str = "") -> Verdict:
    context = f"{HEAD}\n{lead}" if lead else HEAD
    return verify_claim(claim, [Evidence("e", text, context, "900/2025/NĐ-CP", "8", "1", None)], question)


def failed(found: Verdict) -> set[str]:
    return {f.check for f in found.findings if f.severity == "fail"}


def expect(claim: str, text: str, check: str, **more: str) -> None:
    """`check` names what must fail; "" = nothing may."""
    found = verdict(claim, text, **more)
    if check:
        assert check in failed(found), found.findings
    else:
        assert found.ok, found.findings


SUBMIT = (
    "Phòng Kinh tế thẩm định sổ đò, trình Chủ tịch Ủy ban nhân dân cấp xã phê duyệt sau khi "
    "Hội đồng nhân dân cấp xã thông qua."
)
DELEGATED = "Ủy ban nhân dân cấp tỉnh ủy quyền cho Ủy ban nhân dân cấp xã quyết định giá vé đò."
TWO = (
    "Việc cấp thẻ bến do Ủy ban nhân dân cấp xã thực hiện; việc phê duyệt sơ đồ luồng lạch do Ủy ban nhân dân "
    "cấp tỉnh thực hiện."
)
OPEN = "Ủy ban nhân dân quyết định giá vé đò; Sở Xây dựng công bố sơ đồ bến."
AFTER = "sau khi Hội đồng nhân dân cấp xã thông qua"


@pytest.mark.parametrize(
    ("claim", "text", "check"),
    [
        (f"Chủ tịch UBND cấp xã phê duyệt sổ đò {AFTER}.", SUBMIT, ""),
        (f"Phòng Kinh tế phê duyệt sổ đò {AFTER}.", SUBMIT, "authority"),
        ("Hội đồng nhân dân cấp xã phê duyệt sổ đò.", SUBMIT, "authority"),
        ("Phòng Kinh tế thẩm định sổ đò, trình Chủ tịch UBND cấp xã.", SUBMIT, ""),
        ("Chủ tịch UBND cấp xã thẩm định sổ đò.", SUBMIT, "authority"),
        ("Ủy ban nhân dân cấp xã quyết định giá vé đò khi được Ủy ban nhân dân cấp tỉnh ủy quyền.", DELEGATED, ""),
        ("Ủy ban nhân dân cấp xã quyết định giá vé đò.", DELEGATED, "authority"),
        ("Ủy ban nhân dân cấp tỉnh trực tiếp quyết định giá vé đò.", DELEGATED, "authority"),
        ("Ủy ban nhân dân cấp xã cấp thẻ bến.", TWO, ""),
        ("Ủy ban nhân dân cấp tỉnh phê duyệt sơ đồ luồng lạch.", TWO, ""),
        ("Ủy ban nhân dân cấp xã phê duyệt sơ đồ luồng lạch.", TWO, "authority"),
        ("Ủy ban nhân dân cấp tỉnh cấp thẻ bến.", TWO, "authority"),
        ("Ủy ban nhân dân quyết định giá vé đò.", OPEN, ""),
        ("Ủy ban nhân dân cấp xã quyết định giá vé đò.", OPEN, "authority"),
        ("Sở Xây dựng công bố sơ đồ bến.", OPEN, ""),
        ("Giám đốc Sở Xây dựng công bố sơ đồ bến.", OPEN, "authority"),
        ("Thẩm quyền cấp thẻ bến thuộc cấp xã.", TWO, ""),
        ("Việc cấp thẻ bến không thuộc Ủy ban nhân dân cấp xã.", TWO, "authority"),
    ],
)
def test_authorities_and_their_roles(claim: str, text: str, check: str) -> None:
    expect(claim, text, check)


PHUONG = "Ủy ban nhân dân phường quản lý bến thuyền trong đô thị."


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        ("Ủy ban nhân dân phường quản lý bến thuyền trong đô thị.", ""),
        ("Ủy ban nhân dân đặc khu quản lý bến thuyền trong đô thị.", "authority"),
    ],
)
def test_units_of_the_commune_level_are_not_one(claim: str, check: str) -> None:
    expect(claim, PHUONG, check)


TERM = "Trong thời hạn không quá 15 ngày làm việc, Ủy ban nhân dân cấp xã cấp thẻ bến; thẻ có thời hạn 05 năm."
MONEY = "Mức phạt từ 2.000.000 đồng đến 5.000.000 đồng; bến rộng 1,5 ha trở lên nộp thêm 20% phí."
COUNT = "Ban quản lý bến có 01 Trưởng ban và không quá 02 Phó Trưởng ban."

AVERAGE = "Số Phó Trưởng ban của các bến tính bình quân không quá 2,5 người cho mỗi bến (tính chung cả tỉnh)."


@pytest.mark.parametrize(
    ("claim", "text", "check"),
    [
        ("Các bến có bình quân không quá 2,5 người là Phó Trưởng ban cho mỗi bến.", AVERAGE, ""),
        ("Ở một bến, số Phó Trưởng ban không quá 2,5 người.", AVERAGE, "number"),
        ("Ủy ban nhân dân cấp xã cấp thẻ bến trong 15 ngày làm việc.", TERM, ""),
        ("Ủy ban nhân dân cấp xã cấp thẻ bến trong mười lăm ngày làm việc.", TERM, ""),
        ("Ủy ban nhân dân cấp xã cấp thẻ bến trong 15 ngày.", TERM, "number"),
        ("Ủy ban nhân dân cấp xã cấp thẻ bến trong 3 tuần.", TERM, "number"),
        ("Ủy ban nhân dân cấp xã cấp thẻ bến trong ít nhất 15 ngày làm việc.", TERM, "number"),
        ("Thẻ bến có thời hạn 5 năm.", TERM, ""),
        ("Thẻ bến có thời hạn 60 tháng.", TERM, "number"),
        ("Mức phạt từ 2 triệu đồng đến 5 triệu đồng.", MONEY, ""),
        ("Mức phạt từ hai triệu đồng đến năm triệu đồng.", MONEY, ""),
        ("Mức phạt từ 2 triệu đồng đến 50 triệu đồng.", MONEY, "number"),
        ("Bến rộng 15.000 m2 trở lên nộp thêm hai mươi phần trăm phí.", MONEY, ""),
        ("Bến rộng 1,5 ha trở lên nộp thêm 25% phí.", MONEY, "number"),
        ("Bến rộng 1,5 ha trở xuống nộp thêm 20% phí.", MONEY, "number"),
        ("Ban quản lý bến có không quá hai Phó Trưởng ban.", COUNT, ""),
        ("Ban quản lý bến có không quá ba Phó Trưởng ban.", COUNT, "number"),
        ("Ban quản lý bến có ít nhất 02 Phó Trưởng ban.", COUNT, "number"),
    ],
)
def test_numbers(claim: str, text: str, check: str) -> None:
    expect(claim, text, check)


EFFECT = "Nghị định này có hiệu lực từ ngày 15 tháng 8 năm 2025 và được thực hiện đến trước ngày 01/6/2027."
AMENDED = "Nghị định số 811/2023/NĐ-CP ngày 12 tháng 4 năm 2023 của Chính phủ hết hiệu lực từ ngày 15/8/2025."


@pytest.mark.parametrize(
    ("claim", "text", "check"),
    [
        ("Nghị định có hiệu lực từ ngày 15/8/2025.", EFFECT, ""),
        ("Nghị định có hiệu lực từ 15.08.2025.", EFFECT, ""),
        ("Nghị định có hiệu lực từ tháng 8/2025.", EFFECT, ""),
        ("Nghị định có hiệu lực từ ngày 15/9/2025.", EFFECT, "date"),
        ("Nghị định có hiệu lực trước ngày 15/8/2025.", EFFECT, "date"),
        ("Nghị định được thực hiện đến hết ngày 31/5/2027.", EFFECT, ""),
        ("Nghị định được thực hiện đến hết ngày 01/6/2027.", EFFECT, "date"),
        ("Nghị định 811/2023/NĐ-CP hết hiệu lực từ ngày 15/8/2025.", AMENDED, ""),
        ("Nghị định 811/2023/NĐ-CP hết hiệu lực từ ngày 12/4/2023.", AMENDED, "date"),
    ],
)
def test_dates(claim: str, text: str, check: str) -> None:
    expect(claim, text, check)


POINTS = (
    "Cấp thẻ bến quy định tại điểm b khoản 1 Điều 36 và khoản 2 Điều 42 Luật Đất đai, Mẫu số 05 kèm theo Nghị định này."
)


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        ("Việc cấp thẻ bến theo khoản 1 Điều 8 Nghị định 900/2025/NĐ-CP.", ""),
        ("Việc cấp thẻ bến theo Điều 8 Nghị định này.", ""),
        ("Việc cấp thẻ bến theo điểm b khoản 1 Điều 36 Luật Đất đai.", ""),
        ("Việc cấp thẻ bến theo Điều 42 Luật Đất đai.", ""),
        ("Việc cấp thẻ bến theo Mẫu số 05.", ""),
        ("Việc cấp thẻ bến theo điểm c khoản 1 Điều 36 Luật Đất đai.", "reference"),
        ("Việc cấp thẻ bến theo Điều 36 Luật Nhà ở.", "reference"),
        ("Việc cấp thẻ bến theo Điều 8 Luật Đất đai.", "reference"),
        ("Việc cấp thẻ bến theo khoản 1 Điều 8 Nghị định 901/2025/NĐ-CP.", "reference"),
        ("Việc cấp thẻ bến theo khoản 4 Điều 8 Nghị định 900/2025/NĐ-CP.", "reference"),
        ("Việc cấp thẻ bến theo Mẫu số 06.", "reference"),
    ],
)
def test_references(claim: str, check: str) -> None:
    expect(claim, POINTS, check)


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
