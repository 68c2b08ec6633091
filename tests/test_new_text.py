"""New text that is not plainly quoted: without marks, with misread ones, or itself amending; all fictional."""

from __future__ import annotations

import pytest
from ingested import OLD, brief, effects, parsed

from corpus.model import EffectKind, Target

K = EffectKind

UNMARKED = """Điều 1. Sửa đổi, bổ sung Điều 4 như sau
Điều 4. Bến
1. Bến có cọc.
a) Cọc gỗ;
2. Bến có đèn.
Điều 2. Sửa đổi, bổ sung khoản 1, khoản 2 Điều 15 như sau:
1. Đò có phao.
2. Đò có máy.
Điều 3. Bổ sung Điều 19a vào sau Điều 19 như sau
Điều 19a. Áo phao
Mỗi người một áo.
Điều 4. Hiệu lực thi hành
1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.
"""
CHANGES_OLD = "Sửa đổi, bổ sung một số điều của Nghị định số 15/2029/NĐ-CP"


def test_new_text_without_quotation_marks_is_applied_where_nothing_else_is_possible() -> None:
    found = effects(UNMARKED, CHANGES_OLD)
    assert [(e.source, e.target, UNMARKED[slice(*(e.new_text or (0, 0)))]) for e in found] == [
        ("art_1", Target(OLD, article="4"), "Điều 4. Bến\n1. Bến có cọc.\na) Cọc gỗ;\n2. Bến có đèn."),
        ("art_2", Target(OLD, article="15", clause="1"), "1. Đò có phao."),
        ("art_2", Target(OLD, article="15", clause="2"), "2. Đò có máy."),
        ("art_3", Target(OLD, article="19a"), "Điều 19a. Áo phao\nMỗi người một áo."),
    ]
    assert [p.id for p in parsed(UNMARKED)] == ["art_1", "art_2", "art_3", "art_4", "art_4__cl_1"]


@pytest.mark.parametrize(
    "text",
    [
        "Điều 1. Sửa đổi, bổ sung khoản 2 Điều 15 như sau:\n1. Đò có phao.\n2. Đò có máy.",  # a clause not named
        "Điều 1. Sửa đổi, bổ sung Điều 2 như sau:\nĐiều 2. Bến\n1. Bến có cọc.\n2. Bến có đèn.",  # whose article 2?
        "Điều 1. Sửa đổi, bổ sung khoản 1 Điều 15 như sau:\n1. Đò có phao.\nˆ2. Đò có máy.”.\n3. Đò sơn đỏ.",  # misread
    ],
)
def test_new_text_that_is_not_certain_is_a_change_without_a_text(text: str) -> None:
    found = effects(f"{text}\nĐiều 3. Hiệu lực thi hành\n1. Nghị định này có hiệu lực từ ngày ký.", CHANGES_OLD)
    assert [(e.kind, e.source, e.target.document, e.new_text) for e in found] == [(K.AMENDS, "art_1", OLD, None)]


def test_a_clause_whose_opening_mark_was_misread_amends_without_a_text() -> None:
    text = (
        "Điều 1. Sửa đổi Nghị định số 15/2029/NĐ-CP\n1. Sửa đổi, bổ sung khoản 1 Điều 7 như sau:\n"
        "ˆa) Bến mới;\nb) Bến cũ.”.\n2. Sửa đổi, bổ sung Điều 8 như sau:\na) Bãi bỏ khoản 3;\nb) Bãi bỏ khoản 4.\n"
    )
    assert brief(effects(text)) == [
        ("amends", "art_1__cl_1", Target(OLD, article="7", clause="1")),
        ("repeals", "art_1__cl_2__pt_a", Target(OLD, article="8", clause="3")),
        ("repeals", "art_1__cl_2__pt_b", Target(OLD, article="8", clause="4")),
    ]


NESTED = """Điều 1. Bổ sung Điều 5a sau Điều 5
“Điều 5a. Sửa đổi, bổ sung Thông tư số 4/2028/TT-BCX
1. Sửa đổi, bổ sung khoản 1 Điều 3 như sau:
“1. Bến có cọc.”
2. Thay thế cụm từ “bè” bằng cụm từ “phà” tại Điều 7.”
Điều 2. Sửa đổi, bổ sung khoản 2 Điều 6
“2. Đò có phao.”.
Điều 3. Hiệu lực thi hành
1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.
"""


def test_an_amendment_that_is_itself_new_text_acts_on_nothing_here() -> None:
    found = effects(NESTED, CHANGES_OLD)
    assert brief(found) == [
        ("inserts", "art_1", Target(OLD, article="5a")),
        ("amends", "art_2", Target(OLD, article="6", clause="2")),
    ]
    new = NESTED[slice(*(found[0].new_text or (0, 0)))]
    assert new.startswith("Điều 5a. Sửa đổi")
    assert new.endswith("“phà” tại Điều 7.")
    assert [p.id for p in parsed(NESTED)] == ["art_1", "art_2", "art_3", "art_3__cl_1"]


def test_without_the_closing_mark_the_amending_text_goes_on() -> None:
    found = effects(NESTED.replace("Điều 7.”", "Điều 7."), CHANGES_OLD)
    assert "art_1__cl_2" in {e.source for e in found}
