"""Saying nothing well."""

from __future__ import annotations

import tomllib

import pytest
import regex
from clauses import asked, clause, hits

from assistant.notices.abstain import NO_BASIS, NO_FIGURE, WORDS, lacks_figure, needed, reasons

FEE = asked("Lệ phí cấp phép trồng cây là bao nhiêu tiền?")
NEEDS = tomllib.loads(WORDS.read_text(encoding="utf-8"))["need"]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Lệ phí là bao nhiêu tiền?", "Ủy ban nhân dân cấp xã cấp phép.", True),
        ("Lệ phí là bao nhiêu tiền?", "Lệ phí là 50.000 đồng.", False),
        ("Thời hạn bao lâu?", "Thời hạn là 05 ngày.", False),
        ("Ai thu lệ phí, bao nhiêu tiền?", "Ủy ban nhân dân cấp xã thu.", False),  # who can still be answered
        ("Hồ sơ gồm những gì?", "Hồ sơ gồm đơn.", False),
    ],
)
def test_a_figure_that_is_missing(question: str, text: str, expected: bool) -> None:
    assert lacks_figure(asked(question), hits([clause(text)])) is expected


def test_reasons_say_why_what_is_needed_and_what_is_near() -> None:
    found = hits([clause("Sở Xây dựng cấp phép.", "art_5__cl_1__pt_h")])
    why, need, near = reasons(FEE, found, "", True, None)
    assert why == NO_FIGURE
    assert "Hội đồng nhân dân cấp tỉnh" in need
    assert "điểm h khoản 1 Điều 5 Nghị định 911/2099/NĐ-CP" in near
    assert reasons(asked("Ai nuôi voi?"), (), "", False, None) == (NO_BASIS,)
    assert reasons(FEE, (), "Đây là câu hỏi dự báo.", False, None) == ("Đây là câu hỏi dự báo.",)


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Sinh con thứ hai nghỉ thai sản mấy tháng?", "Bộ luật Lao động"),
        ("Đi xe máy không bằng lái bị phạt sao?", "giao thông"),
        ("Trộm chó bị phạt tù mấy năm?", "Bộ luật Hình sự"),
        ("Ai nuôi voi?", ""),
    ],
)
def test_what_would_be_needed(question: str, part: str) -> None:
    assert part in needed(question)
    assert bool(needed(question)) is bool(part)


@pytest.mark.parametrize("entry", NEEDS)
def test_the_table_is_data_that_holds(entry: dict[str, object]) -> None:
    assert set(entry) == {"words", "needed"}
    for word in entry["words"]:  # type: ignore[attr-defined]
        assert not regex.compile(word, regex.IGNORECASE).match("")
