"""The independent check of shown claims against the texts they cite."""

from __future__ import annotations

from datetime import date

import pytest
from judged_answers import CHAIR, DAY, FakeTexts, cited
from verification_cases import CASES, Case

from assistant.evaluation.recheck import expired, faults, statement_faults
from bench.mutations import mutate


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        (f"{CHAIR} cấp giấy phép chặt cây trong 5 ngày làm việc", ""),
        ("Chủ tịch UBND xã cấp giấy phép theo điểm a khoản 1 Điều 2 Nghị định 901/2099/NĐ-CP", ""),
        ("Trước đây Ủy ban nhân dân cấp huyện cấp", ""),  # named in the lead-in
        ("Ủy ban nhân dân cấp xã cấp giấy phép", "ủy ban nhân dân cấp xã"),
        ("Chủ tịch Ủy ban nhân dân cấp tỉnh cấp giấy phép", "cấp tỉnh"),
        ("Sở Xây dựng phối hợp", ""),  # another text of the same provision names it
        ("Sở Tư pháp phối hợp", "sở tư pháp"),
        (f"{CHAIR} cấp trong 15 ngày", "số 15"),
        (f"{CHAIR} cấp, phí 1.000 đồng", "số 1000"),
        (f"{CHAIR} không cấp giấy phép", "không cấp"),
    ],
)
def test_each_number_and_authority_must_be_in_what_is_cited(claim: str, fault: str) -> None:
    found = faults(claim, [cited()], FakeTexts(), DAY)
    assert (not found) if not fault else (len(found) == 1 and fault in found[0])


@pytest.mark.parametrize(
    ("citations", "fault"),
    [
        ([], "không dẫn căn cứ"),
        ([cited(quote="Chủ tịch Ủy ban nhân dân cấp xã cấp phép")], "nguyên văn"),
        ([cited(quote="")], "nguyên văn"),
        ([cited(provision="art_9")], "trong kho"),
        ([cited(quote="Sở Xây dựng cấp giấy phép")], "hiệu lực"),  # words of a later text
    ],
)
def test_each_quote_must_stand_in_a_text_of_the_day(citations: list[dict[str, object]], fault: str) -> None:
    found = faults("Cấp giấy phép", citations, FakeTexts(), DAY)
    assert len(found) == 1
    assert fault in found[0]


@pytest.mark.parametrize(("day", "ended"), [(date(2026, 1, 31), False), (date(2026, 2, 1), True)])
def test_a_basis_ends_on_its_day(day: date, ended: bool) -> None:
    assert expired(cited(), FakeTexts(), day) is ended


def test_statements_are_checked_against_any_source() -> None:
    assert statement_faults("Sở Xây dựng trả lời trong 7 ngày", "Sở Xây dựng trả lời trong 07 ngày") == ()
    assert len(statement_faults("Bộ Xây dựng trả lời trong 8 ngày", "Sở Xây dựng trả lời trong 07 ngày")) == 2


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Lệ phí 250 nghìn đồng", "Lệ phí 250.000 đồng"),
        ("Phạt đến 1,5 triệu đồng", "phạt tiền đến 1.500.000 đồng"),
        ("Trước ngày 1/3/2027", "trước ngày 01 tháng 3 năm 2027"),
        ("Bình quân 2,5 người", "bình quân không quá 2,5 người"),
    ],
)
def test_numbers_are_compared_by_value(statement: str, source: str) -> None:
    assert statement_faults(statement, source) == ()


@pytest.mark.parametrize(
    ("kind", "least"), [("authority", 0.85), ("negation added", 1.0), ("date", 0.9), ("number", 0.7)]
)
def test_planted_faults_of_its_kinds_are_seen(kind: str, least: float) -> None:
    planted = [(m.claim, case) for case in CASES for m in mutate(case) if m.kind == kind]
    seen = sum(bool(statement_faults(claim, _source(case))) for claim, case in planted)
    assert seen >= least * len(planted) > 0


def test_true_claims_raise_hardly_an_alarm() -> None:
    alarms = [case.claim for case in CASES if statement_faults(case.claim, _source(case))]
    assert len(alarms) <= 0.04 * len(CASES), alarms


def _source(case: Case) -> str:
    places = [f"{e.document} {e.article} {e.clause or ''} {e.point or ''}" for e in case.cited]
    return "\n".join([*(f"{e.context}\n{e.text}" for e in case.cited), *places])
