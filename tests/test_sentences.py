"""Sentences that can be stated alone."""

from __future__ import annotations

from datetime import date

from clauses import clause

from assistant.sentences import LONGEST, sentences
from assistant.statements import stated


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
