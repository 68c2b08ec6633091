"""verify_claim end to end on fictional clauses."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.verify import Evidence, verify_claim

LEAD = (
    "Nghị định 900/2025/NĐ-CP › Điều 5. Thẩm quyền của Ủy ban nhân dân cấp huyện chuyển giao cho Chủ tịch Ủy ban nhân "
    "dân cấp xã › khoản 1\n1. Thẩm quyền của Ủy ban nhân dân cấp huyện chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã "
    "thực hiện, bao gồm:"
)
POINT = Evidence(
    "e1",
    "b) Cấp thẻ bến thuyền cho chủ đò quy định tại khoản 2 Điều 41 Luật Bến đò;",
    LEAD,
    "900/2025/NĐ-CP",
    "5",
    "1",
    "b",
    date(2025, 7, 1),
    date(2026, 2, 1),
)


@pytest.mark.parametrize(
    ("claim", "ok"),
    [
        ("Chủ tịch Ủy ban nhân dân cấp xã cấp thẻ bến thuyền cho chủ đò.", True),
        ("Chủ tịch UBND phường cấp thẻ bến thuyền cho chủ đò [1].", True),
        ("Theo điểm b khoản 1 Điều 5 Nghị định 900/2025/NĐ-CP, Chủ tịch UBND cấp xã cấp thẻ bến thuyền.", True),
        ("Trước đây UBND cấp huyện cấp thẻ bến thuyền, nay chuyển giao cho Chủ tịch UBND cấp xã.", True),
        ("Ủy ban nhân dân cấp xã cấp thẻ bến thuyền cho chủ đò.", False),
        ("Phó Chủ tịch Ủy ban nhân dân cấp xã cấp thẻ bến thuyền cho chủ đò.", False),
        ("Ủy ban nhân dân cấp huyện cấp thẻ bến thuyền cho chủ đò.", False),
        ("Chủ tịch Ủy ban nhân dân cấp tỉnh cấp thẻ bến thuyền cho chủ đò.", False),
        ("Chủ tịch Ủy ban nhân dân cấp xã không cấp thẻ bến thuyền cho chủ đò.", False),
        ("Chủ tịch Ủy ban nhân dân cấp xã cấp thẻ bến thuyền theo Điều 5 Nghị định 901/2025/NĐ-CP.", False),
        ("Chủ tịch Ủy ban nhân dân cấp xã cấp thẻ bến thuyền trong 15 ngày.", False),
        ("Chủ tịch Ủy ban nhân dân cấp xã phê duyệt giá vé tàu hỏa liên tỉnh.", False),
    ],
)
def test_a_claim_must_rest_on_the_clause(claim: str, ok: bool) -> None:
    verdict = verify_claim(claim, [POINT])
    assert verdict.ok is ok, verdict.findings


def test_the_key_sentence_is_a_slice_of_the_evidence() -> None:
    verdict = verify_claim("Chủ tịch UBND cấp xã cấp thẻ bến thuyền cho chủ đò.", [POINT])
    assert verdict.quoted == "e1"
    assert POINT.text[slice(*verdict.quote)].startswith("Cấp thẻ bến thuyền")


@pytest.mark.parametrize(
    ("day", "ok"),
    [(date(2025, 6, 30), False), (date(2025, 7, 1), True), (date(2026, 1, 31), True), (date(2026, 2, 1), False)],
)
def test_a_basis_must_be_in_force(day: date, ok: bool) -> None:
    assert verify_claim("Chủ tịch UBND cấp xã cấp thẻ bến thuyền cho chủ đò.", [POINT], as_of=day).ok is ok


def test_a_claim_without_basis_fails() -> None:
    assert not verify_claim("Chủ tịch UBND cấp xã cấp thẻ bến thuyền cho chủ đò.", []).ok


@pytest.mark.parametrize(
    ("text", "context", "claim", "ok"),
    [
        # A figure that stands nearer to another matter is its own sentence's all the same.
        (
            "Sở Mây trả lời trong 10 ngày. Trong 05 ngày từ khi nhận đơn, phường báo Sở Mây trả lời người nộp đơn.",
            "",
            "Trong 05 ngày từ khi nhận đơn, phường báo Sở Mây trả lời người nộp đơn",
            True,
        ),
        # The opener of a list turns its items round: there the checks of negation stay.
        ("Không được làm các việc sau:\na) Thả diều ban đêm ở sân đình.", "", "Thả diều ban đêm ở sân đình", False),
        ("a) Thả diều ban đêm ở sân đình.", "Không được làm các việc sau:", "Thả diều ban đêm ở sân đình", False),
        ("Không được thả diều ban đêm ở sân đình.", "", "Được thả diều ban đêm ở sân đình", False),
        # The same words after an opener and before it: the check stays.
        (
            "Thả diều ban đêm ở sân đình là việc nguy hiểm.\nKhông được làm các việc sau:\n"
            "a) Thả diều ban đêm ở sân đình.",
            "",
            "Thả diều ban đêm ở sân đình",
            False,
        ),
        # The next clause is no item of the list.
        (
            "1. Nghiêm cấm các hành vi sau:\na) Thả diều ban đêm ở sân đình.\n"
            "2. Phường Mây trông coi việc thả diều ở sân đình.",
            "",
            "Phường Mây trông coi việc thả diều ở sân đình",
            True,
        ),
        # The first item of a forbidding list may stand in its opener's line.
        ("Các hành vi bị nghiêm cấm gồm: thả diều đêm; đốt pháo.", "", "Người dân được thả diều đêm", False),
        (
            "Các hành vi bị nghiêm cấm gồm: thả diều đêm; đốt pháo.",
            "",
            "Các hành vi bị nghiêm cấm gồm: thả diều đêm",
            True,
        ),
        # A ban that stands in the heading of the article alone.
        (
            "1. Thả diều ban đêm ở sân đình.",
            "Luật Diều › Điều 5. Các hành vi bị nghiêm cấm › khoản 1",
            "Thả diều ban đêm ở sân đình",
            False,
        ),
        # What an opener names in passing does not govern its list.
        (
            "Các việc về bãi bỏ giấy phép thả diều gồm:\na) Sở Mây thu lại giấy phép thả diều.",
            "",
            "Sở Mây thu lại giấy phép thả diều",
            True,
        ),
        # A sign between digits is part of the figure.
        ("Phí thả diều bằng 1,5% giá trị của diều.", "", "Phí thả diều bằng 15% giá trị của diều", False),
        ("Phí thả diều là 15 - 50 nghìn đồng mỗi ngày.", "", "Phí thả diều là 1550 nghìn đồng mỗi ngày", False),
    ],
)
def test_whole_sentences_of_the_text(text: str, context: str, claim: str, ok: bool) -> None:
    verdict = verify_claim(claim, [Evidence("a", text, context)])
    assert verdict.ok is ok, verdict.findings
