"""Places in words and as labels name them."""

from __future__ import annotations

import pytest

from corpus.describe import clause_within, source_of, steps_of


@pytest.mark.parametrize(
    ("provision", "clause", "named"),
    [
        ("art_5__cl_2__pt_a", "2", "2"),
        ("art_5", None, None),
        ("app_I.2__sec_3__sub_3.1__sec_B__sec_III", None, "3.1.B.III"),
        ("app_IX__sec_A__sec_VII__cl_3__pt_a", "3", "A.VII.3"),
        ("app_I__part_V__sec_B~2", None, "V.B"),
        ("app_II__cl_2", "2", "2"),
        ("app_II", None, None),
    ],
)
def test_a_clause_of_an_appendix_is_named_with_its_sections(
    provision: str, clause: str | None, named: str | None
) -> None:
    assert clause_within(provision, clause) == named


@pytest.mark.parametrize(
    ("provision", "steps"),
    [
        ("", []),
        ("art_16__cl_3__pt_đ", [("art", "16"), ("cl", "3"), ("pt", "đ")]),
        ("art_5~2__cl_1~3", [("art", "5"), ("cl", "1")]),
        ("app__sec_B", [("app", ""), ("sec", "B")]),
    ],
)
def test_steps_of_an_id(provision: str, steps: list[tuple[str, str]]) -> None:
    assert steps_of(provision) == steps


def test_a_source_in_the_second_article_of_a_number_keeps_its_clause() -> None:
    assert source_of(("49/2026/NĐ-CP", "art_5~2__cl_1")) == "Khoản 1 Điều 5 Nghị định 49/2026/NĐ-CP"
