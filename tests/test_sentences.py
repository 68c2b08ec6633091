"""Sentences that can be stated alone."""

from __future__ import annotations

from datetime import date

import pytest
from clauses import clause

from assistant.authority.statements import stated
from assistant.verify.sentences import LONGEST, sentences, with_opening


def test_numbering_and_dashes_go_and_lines_end_sentences() -> None:
    text = "1. Sở Xây dựng cấp giấy phép.\na) Đối với cây cổ thụ ở phố;\n- Đối với cây trong trường học.\nNgắn quá."
    assert sentences(text) == [
        "Sở Xây dựng cấp giấy phép",
        "Đối với cây cổ thụ ở phố",
        "Đối với cây trong trường học",
    ]


def test_a_number_or_a_lower_case_letter_after_a_stop_ends_nothing() -> None:
    assert sentences("Mức thu là 1.000 đồng theo mục 3.2. của bảng này. Sở Tài chính thu.") == [
        "Mức thu là 1.000 đồng theo mục 3.2. của bảng này",
        "Sở Tài chính thu",
    ]


def test_what_is_too_long_is_cut_at_a_semicolon_only() -> None:
    part = "cây xanh trong khuôn viên trường học và bệnh viện"
    (cut,) = sentences("; ".join([part] * 20))
    assert len(cut) <= LONGEST
    assert cut.endswith(part)
    (whole,) = sentences(", ".join([part] * 20))
    assert len(whole) > LONGEST


def test_a_rule_at_the_end_of_a_long_sentence_is_stated_whole() -> None:
    part = "người được giao cây xanh chăm sóc cây trong khuôn viên trường học và bệnh viện"
    chunk = clause(f"1. {'; '.join([part] * 8)} và không được giao tiếp cây cho người khác.")
    found = stated(chunk, "không được giao tiếp", date(2026, 1, 1))
    assert found is not None
    assert found.text.endswith("không được giao tiếp cây cho người khác")
    other = stated(chunk, "chăm sóc cây", date(2026, 1, 1))
    assert other is not None
    assert len(other.text) <= LONGEST


LIST = (
    "1. Sổ đò bị thu hồi trong các trường hợp sau: a) Chủ đò chở quá số người; b) Chủ đò không treo đèn hiệu; c) Đò "
    "không còn nổi được."
)

OF_LIST = "Sổ đò bị thu hồi trong các trường hợp sau: chủ đò không treo đèn hiệu"


@pytest.mark.parametrize(
    ("sentence", "text", "lead", "whole"),
    [
        (
            "Chủ đò không treo đèn hiệu.",
            LIST,
            "",
            OF_LIST,
        ),
        (
            "B) Chủ đò không treo đèn hiệu.",
            LIST,
            "",
            "Sổ đò bị thu hồi trong các trường hợp sau: chủ đò không treo đèn hiệu",
        ),
        (
            "Đò không còn nổi được",
            "c) Đò không còn nổi được;",
            "2. Sổ đò không được cấp lại trong các trường hợp:",
            "Sổ đò không được cấp lại trong các trường hợp: đò không còn nổi được",
        ),
        ("Sổ đò bị thu hồi", LIST, "", "Sổ đò bị thu hồi"),  # the opening itself
        ("Chủ đò mua bảo hiểm", LIST, "Các việc sau:", "Chủ đò mua bảo hiểm"),  # not of the clause
        ("Đò chở người.", "Đò chở người.", "", "Đò chở người"),
        ("Đò chở người.", "Đò chở người.", "Điều 5. Bến đò", "Đò chở người"),
    ],
)
def test_an_item_stands_behind_what_opens_its_list(sentence: str, text: str, lead: str, whole: str) -> None:
    assert with_opening(sentence, text, lead) == whole
