"""A sentence copied from the clause but for an authority, a tier, a figure, a term or a negation is withheld."""

from __future__ import annotations

import pytest
from verification_cases import CASES

from assistant.verify import Evidence, verify_claim
from assistant.verify.alterations import is_pieced_together

LEAD = "Thẩm quyền của Ủy ban nhân dân cấp huyện chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã thực hiện, bao gồm:"
RESOLUTION = (
    "3. Nghị quyết của Hội đồng nhân dân cấp tỉnh giải tán Hội đồng thả diều cấp xã phải trình Ủy ban Thường vụ Quốc "
    "hội phê chuẩn."
)
RESULT = (
    "4. Kết quả bầu Chủ tịch Ủy ban nhân dân cấp tỉnh phải được Thủ tướng Chính phủ phê chuẩn; kết quả bầu Chủ tịch Ủy "
    "ban nhân dân cấp xã phải được Chủ tịch Ủy ban nhân dân cấp tỉnh phê chuẩn."
)
PRICE = (
    "b) Quyết định giá bán diều đối với bãi diều tại địa bàn cấp xã khác với địa bàn cấp xã có bãi bị thu hồi và phải "
    "xác nhận bằng văn bản trong 05 ngày."
)
SCHOOL = "2. Phòng chuyên môn về diều thuộc Ủy ban nhân dân cấp xã tiếp nhận hồ sơ và gửi Hội đồng nhân dân cấp xã."


@pytest.mark.parametrize(
    ("clause", "old", "new"),
    [
        (RESOLUTION, "Hội đồng nhân dân cấp tỉnh", "Hội đồng nhân dân cấp xã"),  # whose resolution, not who acts
        (RESOLUTION, "Hội đồng nhân dân cấp tỉnh", "Thường trực Hội đồng nhân dân cấp tỉnh"),
        (RESOLUTION, "thả diều cấp xã", "thả diều cấp tỉnh"),
        (RESOLUTION, "phải trình", "không phải trình"),
        (RESULT, "Chủ tịch Ủy ban nhân dân cấp xã phải", "Chủ tịch Ủy ban nhân dân cấp tỉnh phải"),
        (PRICE, "địa bàn cấp xã khác", "địa bàn cấp tỉnh khác"),
        (PRICE, "phải xác nhận", "không phải xác nhận"),
        (PRICE, "05 ngày", "06 ngày"),
        (SCHOOL, "gửi Hội đồng nhân dân", "gửi Ủy ban nhân dân"),
        (SCHOOL, "thuộc Ủy ban nhân dân", "thuộc Hội đồng nhân dân"),
        (SCHOOL, "Hội đồng nhân dân cấp xã", "Đảng ủy cấp xã"),
        (SCHOOL, "Hội đồng nhân dân cấp xã", "Chi bộ nhân dân cấp xã"),  # of no authority that is known
    ],
)
def test_one_word_changed(clause: str, old: str, new: str) -> None:
    evidence = [Evidence("k", clause, f"Nghị định 900/2099/NĐ-CP › Điều 5. Diều\n{LEAD}")]
    claim = clause.partition(" ")[2]
    assert verify_claim(claim, evidence).ok, verify_claim(claim, evidence).findings
    assert claim.count(old) == 1
    verdict = verify_claim(claim.replace(old, new), evidence)
    assert not verdict.ok


@pytest.mark.parametrize(
    "claim",
    [
        # with who holds the power by the lead-in
        "Chủ tịch Ủy ban nhân dân cấp xã quyết định giá bán diều đối với bãi diều tại địa bàn cấp xã khác với địa bàn "
        "cấp xã có bãi bị thu hồi và phải xác nhận bằng văn bản trong 05 ngày.",
        # figures as they are also written
        "Quyết định giá bán diều đối với bãi diều tại địa bàn cấp xã khác với địa bàn cấp xã có bãi bị thu hồi và phải "
        "xác nhận bằng văn bản trong 5 ngày.",
        # who held it before stands in the lead-in, who holds it now is told in its place
        "Thẩm quyền của Chủ tịch Ủy ban nhân dân cấp xã bao gồm: Quyết định giá bán diều đối với bãi diều tại địa bàn "
        "cấp xã khác với địa bàn cấp xã có bãi bị thu hồi và phải xác nhận bằng văn bản trong 05 ngày.",
    ],
)
def test_what_may_be_told_in_other_words(claim: str) -> None:
    evidence = [Evidence("k", PRICE, f"Nghị định 900/2099/NĐ-CP › Điều 5. Diều\n{LEAD}")]
    verdict = verify_claim(claim, evidence)
    assert verdict.ok, verdict.findings


def test_the_reason_names_both() -> None:
    claim = "Phòng chuyên môn về diều thuộc Ủy ban nhân dân cấp xã tiếp nhận hồ sơ và gửi Ủy ban nhân dân cấp tỉnh."
    findings = [f for f in verify_claim(claim, [Evidence("k", SCHOOL)]).findings if f.check == "alteration"]
    assert [f.reason for f in findings] == [
        "Căn cứ viết Hội đồng nhân dân cấp xã ở chỗ câu viết Ủy ban nhân dân cấp tỉnh."
    ]
    start, end = findings[0].claim_span
    assert claim[start:end] == "Ủy ban nhân dân cấp tỉnh"


VACANCY = (
    "2. Trong nhiệm kỳ, nếu thành viên Ban Thả diều không hoàn thành nhiệm vụ thì Ủy ban Mặt trận Tổ quốc Việt Nam cấp "
    "xã đề nghị thôn đã bầu thành viên đó xem xét, cho thôi làm nhiệm vụ. Trường hợp khuyết thành viên Ban Thả diều và "
    "thời gian còn lại của nhiệm kỳ là từ 06 tháng trở lên thì Ban công tác Mặt trận tổ chức bầu bổ sung."
)


def test_a_sentence_pieced_together_from_several_is_known() -> None:
    cited = [Evidence("1", VACANCY, "Luật 9/2099/QH20 › Điều 36. Ban Thả diều", "9/2099/QH20", "36", "2", None)]
    pieced = (
        "Trường hợp khuyết thành viên Ban Thả diều và thời gian còn lại của nhiệm kỳ là từ 06 tháng trở lên thì thôn "
        "đã bầu thành viên đó và Ủy ban Mặt trận Tổ quốc Việt Nam cấp xã xem xét, cho thôi làm thành viên Ban Thả "
        "diều không hoàn thành nhiệm vụ."
    )
    assert is_pieced_together(pieced, cited)
    assert not is_pieced_together(VACANCY.split(". ")[2], cited)


def test_true_sentences_are_not_taken_for_pieced_together() -> None:
    assert [case.claim for case in CASES if is_pieced_together(case.claim, case.cited)] == []
