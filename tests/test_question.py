"""Reading questions: shorthand, legal terms, named provisions, dates."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.question import MAX_CHARACTERS, NamedProvision, understand
from corpus.accents import AccentModel


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("UBND xã cấp GCN không?", "ủy ban nhân dân xã cấp giấy chứng nhận"),
        ("ct xã ký hay ko", "chủ tịch ủy ban nhân dân xã ký hay không"),
        ("theo điểm k khoản 1 Điều 5", "điểm k khoản 1"),
        ("Thông tư 23/2025/TT-BTP", "23/2025/TT-BTP"),
    ],
)
def test_shorthand(text: str, part: str) -> None:
    assert part in understand(text, None).understood


def test_everyday_words_get_their_legal_terms() -> None:
    question = understand("Dân xin cấp sổ đỏ lần đầu thì ai ký?", None)
    assert "giấy chứng nhận quyền sử dụng đất" in question.search
    assert "giấy chứng nhận" not in question.understood


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Điều 5 NĐ 151 nói gì?", NamedProvision("151/2025/NĐ-CP", "5")),
        ("điểm h khoản 1 Điều 5 Nghị định 151/2025/NĐ-CP", NamedProvision("151/2025/NĐ-CP", "5", "1", "h")),
        ("Nghị định 49/2026 còn hiệu lực không", NamedProvision("49/2026/NĐ-CP")),
        ("theo Điều 99 quy định", NamedProvision(None, "99")),
    ],
)
def test_named_provisions(text: str, expected: NamedProvision) -> None:
    numbers = frozenset({"151/2025/NĐ-CP", "151/2018/NĐ-CP", "49/2026/NĐ-CP"})
    assert understand(text, None, numbers).named == (expected,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tháng 8/2026 nộp ở đâu?", date(2026, 8, 15)),
        ("nộp ngày 20/6/2026 thì ai giải quyết", date(2026, 6, 20)),
        ("ngày 05 tháng 10 năm 2025 ai ký", date(2025, 10, 5)),
        ("hồ sơ nhận trước 1/7/2025", None),
        ("t13/2025", None),
        ("ai cấp giấy phép", None),
    ],
)
def test_dates(text: str, expected: date | None) -> None:
    assert understand(text, None).as_of == expected


def test_missing_accents_are_restored_and_told() -> None:
    accents = AccentModel.build(["ai cấp giấy phép xây dựng nhà ở riêng lẻ"] * 3)
    question = understand("ai cap giay phep xay dung nha o rieng le", accents)
    assert question.understood == "ai cấp giấy phép xây dựng nhà ở riêng lẻ"
    assert any("không dấu" in notice for notice in question.notices)


def test_a_long_question_is_cut_with_a_notice() -> None:
    question = understand("đất " * 2000, None)
    assert len(question.text) <= MAX_CHARACTERS
    assert question.notices
