"""District bodies ended on 1 July 2025: what a question about one of them is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from clauses import asked
from fictional_index import finished, opened

from assistant.answer import Assistant
from assistant.notices.districts import district, without_district
from assistant.verify import Evidence, verify_claim

DAY = date(2026, 11, 24)
BEFORE = date(2025, 6, 30)
RESOLUTION = frozenset({"203/2025/QH15"})
DISTRICT = "Ủy ban nhân dân cấp huyện cấp giấy phép nào?"
LOCAL_GOVERNMENT = Path("corpus/documents/72-2025-qh15.md")

DECREE = """---
number: 921/2099/NĐ-CP
kind: Nghị định
title: Nghị định về chứng nhận bãi thả diều (văn bản giả định)
issuer: Chính phủ
issued: 2025-07-02
effective_from: 2025-07-02
standing: official
---
Điều 1. Chứng nhận bãi thả diều ở nước ngoài
1. Cục Lãnh sự chứng nhận bãi thả diều ở nước ngoài.
Điều 2. Chứng nhận bãi thả diều
1. Ủy ban nhân dân cấp xã chứng nhận bãi thả diều.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {"921.md": DECREE, "72.md": LOCAL_GOVERNMENT.read_text(encoding="utf-8")}
    with opened(tmp_path_factory.mktemp("districts"), texts) as opened_assistant:
        yield opened_assistant


@pytest.mark.parametrize(
    ("text", "day", "numbers", "said"),
    [
        (DISTRICT, date(2025, 7, 1), RESOLUTION, True),
        (DISTRICT, BEFORE, RESOLUTION, False),
        (DISTRICT, DAY, frozenset(), False),  # nothing is said that the corpus does not bear out
        ("Ủy ban nhân dân cấp xã cấp giấy phép nào?", DAY, RESOLUTION, False),
    ],
)
def test_the_district_that_is_no_more(text: str, day: date, numbers: frozenset[str], said: bool) -> None:
    assert ("cấp huyện kết thúc hoạt động từ ngày 01/7/2025" in district(numbers, asked(text), day)) is said


@pytest.mark.parametrize(
    ("text", "day", "changed"),
    [
        ("Phòng Tư pháp huyện còn chứng nhận bãi thả diều không?", DAY, True),
        ("Phòng Tư pháp huyện còn chứng nhận bãi thả diều không?", BEFORE, False),
        (
            "Phòng Tư pháp huyện chứng nhận bãi thả diều năm 2020, nay bị mất thì sao?",
            DAY,
            False,
        ),  # a paper
        ("Bãi thả diều của huyện nay ai chứng nhận?", DAY, False),  # asks who already
    ],
)
def test_whether_a_district_body_still_acts_means_who_does_now(text: str, day: date, changed: bool) -> None:
    question = asked(text)
    assert (without_district(question, day) is not question) is changed


def test_the_matter_is_searched_in_the_laws_words() -> None:
    question = without_district(asked("Phòng Tư pháp huyện còn chứng thực hợp đồng không?"), DAY)
    assert "chứng thực giao dịch" in question.search


def test_the_clause_that_ended_it_comes_first_and_a_local_holder_after_it(assistant: Assistant) -> None:
    answer = finished(assistant, "Phòng Tư pháp huyện còn chứng nhận bãi thả diều không?", as_of=DAY)
    first, second = answer.claims
    assert (first.citations[0].document, first.citations[0].article) == ("72/2025/QH15", "51")
    assert "kết thúc hoạt động từ ngày 01 tháng 7 năm 2025" in first.text
    assert (second.citations[0].article, answer.authority) == ("2", "Ủy ban nhân dân cấp xã")  # not the ministry's body


def test_in_its_time_the_district_is_not_said_to_have_ended(assistant: Assistant) -> None:
    answer = finished(assistant, "Phòng Tư pháp huyện còn chứng nhận bãi thả diều không?", as_of=BEFORE)
    assert all("kết thúc hoạt động" not in claim.text for claim in answer.claims)


@pytest.mark.parametrize(
    ("claim", "ok"),
    [
        ("Ủy ban nhân dân cấp huyện kết thúc hoạt động từ ngày 01 tháng 7 năm 2025.", True),
        ("Ủy ban nhân dân cấp huyện kết thúc hoạt động từ ngày 01 tháng 9 năm 2025.", False),
        ("Ủy ban nhân dân cấp xã kết thúc hoạt động từ ngày 01 tháng 7 năm 2025.", False),
        ("Ủy ban nhân dân cấp huyện chứng nhận bãi thả diều.", False),
    ],
)
def test_of_a_district_body_it_may_be_said_that_it_ended(claim: str, ok: bool) -> None:
    text = "3. Ủy ban nhân dân cấp huyện kết thúc hoạt động từ ngày 01 tháng 7 năm 2025."
    assert verify_claim(claim, [Evidence("a", text, document="72/2025/QH15")], as_of=DAY).ok is ok
