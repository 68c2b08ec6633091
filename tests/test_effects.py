"""Effects read from small fictional decrees: what effect clauses say, what a text rests on and guides."""

from __future__ import annotations

from datetime import date

import pytest
from ingested import OLD, SIGNED, START, brief, effects

from corpus.model import EffectKind, Target

K = EffectKind

EFFECT_ARTICLE = """Điều 1. Chung
1. Bến đò do xã quản lý.
2. Đò phải có phao.
Điều 2. Hiệu lực thi hành
{}
"""


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        ("1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.\n2. Nghị định này thay thế Nghị định số "
         "15/2029/NĐ-CP ngày 01 tháng 02 năm 2029 của Chính phủ về đò và Nghị định số 16/2029/NĐ-CP ngày 02 tháng 02 "
         "năm 2029 của Chính phủ sửa đổi Nghị định số 15/2029/NĐ-CP.",
         [(K.REPLACES, Target(OLD), START), (K.REPLACES, Target("16/2029/NĐ-CP"), START)]),
        ("1. Nghị định số 15/2029/NĐ-CP hết hiệu lực kể từ ngày 05 tháng 9 năm 2031.\n2. Không có gì.",
         [(K.REPEALS, Target(OLD), date(2031, 9, 5))]),
        ("1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.\n"
         "2. Nghị định này hết hiệu lực kể từ ngày 01 tháng 3 năm 2033.",
         [(K.EXPIRES, Target(), date(2033, 3, 1))]),
        ("1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031 đến hết ngày 28 tháng 02 năm 2033.\n"
         "2. Không có gì.",
         [(K.EXPIRES, Target(), date(2033, 3, 1))]),
        ("1. Chương IV Nghị định này được thực hiện đến trước ngày 01/3/2033.\n2. Không có gì.",
         [(K.EXPIRES, Target(chapter="IV"), date(2033, 3, 1))]),
        ("1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031, trừ khoản 2 Điều 1 có hiệu lực từ ngày "
         "01 tháng 01 năm 2032.\n2. Không có gì.",
         [(K.STARTS, Target(article="1", clause="2"), date(2032, 1, 1))]),
        ("1. Khoản 2 Điều 1 của Nghị định này có hiệu lực thi hành từ ngày Nghị quyết số 61/2029/QH15 hết hiệu lực.\n"
         "2. Không có gì.",
         [(K.STARTS, Target(article="1", clause="2"), None)]),
        ("1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.\n2. Khoản 2 Điều 1 của Nghị định này có hiệu lực "
         "kể từ ngày Nghị định này được ký ban hành.",
         [(K.STARTS, Target(article="1", clause="2"), SIGNED)]),
        ("1. Khoản 4 Điều 40 của Luật Bến bãi số 7/2030/QH16 đã được sửa đổi, bổ sung một số điều theo Luật số "
         "8/2030/QH16 đã được sửa đổi, bổ sung tại khoản 2 Điều 1 của Nghị định này có hiệu lực thi hành từ ngày "
         "01 tháng 01 năm 2032.\n2. Không có gì.",
         [(K.STARTS, Target(article="1", clause="2"), date(2032, 1, 1))]),
        ("1. Các quy định tại tiểu mục A.2 mục A Phụ lục XIV ban hành kèm theo Nghị định này có hiệu lực từ ngày "
         "01 tháng 01 năm 2032.\n2. Không có gì.",
         [(K.STARTS, Target(section="A", appendix="XIV", other="Tiểu mục A.2"), date(2032, 1, 1))]),
        ("1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.\n2. Quy định về thẩm quyền của xã quy định tại "
         "Điều 1 Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2032.",
         [(K.STARTS, Target(article="1", other="một phần"), date(2032, 1, 1))]),
        ("1. Giá vé quy định tại khoản 2 Điều 3 Nghị định số 15/2029/NĐ-CP tiếp tục thực hiện từ ngày 01 tháng 01 năm "
         "2032 đến khi có giá mới.\n2. Không có gì.",
         [(K.KEEPS, Target(OLD, article="3", clause="2"), None)]),
        ("1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.\n2. Nghị định này bãi bỏ Nghị định số "
         "15/2029/NĐ-CP ngày 01/02/2029 của Chính phủ về đò.",
         [(K.REPEALS, Target(OLD), START)]),
        ("1. Kể từ ngày Nghị định này có hiệu lực thi hành, các quy định liên quan đến đò tại Nghị định số "
         "15/2029/NĐ-CP ngày 01 tháng 02 năm 2029 của Chính phủ về đò và bến hết hiệu lực thi hành.\n2. Không có gì.",
         [(K.REPEALS, Target(OLD, other="một phần"), START)]),
        ("1. Những quy định về đò trong Nghị định số 15/2029/NĐ-CP hết hiệu lực kể từ ngày 05 tháng 9 năm 2031.\n"
         "2. Không có gì.",
         [(K.REPEALS, Target(OLD, other="một phần"), date(2031, 9, 5))]),
        ("1. Tiêu chí, quy trình xét đò quy định tại khoản 3 Điều 1 Nghị định số 15/2029/NĐ-CP hết hiệu lực thi hành "
         "từ ngày 05 tháng 9 năm 2031.\n2. Giấy phép cấp theo quy định tại Nghị định số 15/2029/NĐ-CP hết hiệu lực.",
         [(K.REPEALS, Target(OLD, article="1", clause="3"), date(2031, 9, 5))]),
        ("1. Bãi bỏ khổ đầu khoản 3 Điều 7 Nghị định số 15/2029/NĐ-CP.\n2. Không có gì.",
         [(K.REPEALS, Target(OLD, article="7", clause="3", other="khổ đầu"), START)]),
        ("1. Bãi bỏ khoản 3 Điều 7 Nghị định số 15/2029/NĐ-CP.\n2. Không có gì.",
         [(K.REPEALS, Target(OLD, article="7", clause="3"), START)]),
        ("1. Việc đăng kiểm không quy định tại Nghị định này thì tiếp tục thực hiện theo Nghị định số 15/2029/NĐ-CP.\n"
         "2. Không có gì.",
         [(K.KEEPS, Target(OLD), None)]),
        ("1. Hồ sơ đã nộp trước ngày 01 tháng 7 năm 2031 thì tiếp tục giải quyết theo Nghị định số 15/2029/NĐ-CP.\n"
         "2. Giấy phép chưa hết hiệu lực thì dùng đến hết hạn.", []),
        ("1. Ủy ban nhân dân bãi bỏ văn bản trái Luật Bến bãi.\n2. Quyết định công bố lại được đăng công khai.", []),
    ],
)  # fmt: skip
def test_effect_clauses(clauses: str, expected: list[tuple[EffectKind, Target, date | None]]) -> None:
    found = effects(EFFECT_ARTICLE.format(clauses))
    assert [(e.kind, e.target, e.when) for e in found] == expected


def test_only_the_text_of_the_same_title_is_replaced_by_ending() -> None:
    clauses = "1. Luật Bến bãi số 7/2030/QH16 và Nghị quyết số 3/2029/QH16 hết hiệu lực.\n2. Không có gì."
    found = effects(EFFECT_ARTICLE.format(clauses), title="Luật Bến bãi")
    assert {(e.kind, e.target.document) for e in found} == {(K.REPLACES, "7/2030/QH16"), (K.REPEALS, "3/2029/QH16")}


def test_repeal_down_to_the_subpoint_with_exceptions() -> None:
    found = effects(
        EFFECT_ARTICLE.format(
            "1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.\n"
            "2. Các quy định sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành:\n"
            "a) Điều 3; các điểm a, b khoản 1 Điều 4 của Nghị định số 15/2029/NĐ-CP;\n"
            "b) Các điều, khoản của Nghị định số 16/2029/NĐ-CP, bao gồm:\n"
            "b1) Điều 6; khoản 2 Điều 7;\n"
            "b2) Điều 5, trừ điểm i khoản 1 và khoản 3;"
        )
    )
    other = "16/2029/NĐ-CP"
    assert brief(found) == [
        ("repeals", "art_2__cl_2__pt_a", Target(OLD, article="3")),
        ("repeals", "art_2__cl_2__pt_a", Target(OLD, article="4", clause="1", point="a")),
        ("repeals", "art_2__cl_2__pt_a", Target(OLD, article="4", clause="1", point="b")),
        ("repeals", "art_2__cl_2__pt_b__sp_b1", Target(other, article="6")),
        ("repeals", "art_2__cl_2__pt_b__sp_b1", Target(other, article="7", clause="2")),
        ("repeals", "art_2__cl_2__pt_b__sp_b2", Target(other, article="5")),
    ]
    assert found[-1].exceptions == (
        Target(other, article="5", clause="1", point="i"), Target(other, article="5", clause="3"),
    )  # fmt: skip
    assert {e.when for e in found} == {START}


def test_based_on_and_guides() -> None:
    text = (
        "NGHỊ ĐỊNH\nCăn cứ Luật Bến bãi số 7/2030/QH16 được sửa đổi bởi Luật số 8/2031/QH16;\n"
        "Điều 1. Phạm vi\nNghị định này quy định chi tiết một số điều của Luật Bến bãi về đò.\n"
    )
    assert brief(effects(text)) == [
        ("based_on", "preamble", Target("7/2030/QH16")),
        ("guides", "art_1", Target("7/2030/QH16")),
    ]


def test_conditions_of_an_end_are_kept_as_a_note() -> None:
    [expiry] = effects(
        EFFECT_ARTICLE.format(
            "1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.\n"
            "2. Nghị định này hết hiệu lực kể từ ngày 01 tháng 3 năm 2033 trừ các trường hợp sau:\n"
            "a) Quốc hội cho kéo dài;\nb) Có luật mới."
        )
    )
    assert "trừ các trường hợp sau: a) Quốc hội cho kéo dài" in expiry.note


def test_nothing_in_an_appendix_acts() -> None:
    text = (
        "Điều 1. Chung\nBến đò.\nĐiều 2. Hiệu lực\nCó hiệu lực từ ngày ký.\nTM. CHÍNH PHỦ\n"
        "Phụ lục I\nMẪU QUYẾT ĐỊNH\n(Kèm theo Nghị định số 12/2031/NĐ-CP)\n"
        "Điều 3. Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 5/2028/QĐ-UBND.\n"
    )
    assert effects(text) == []


def test_competence_to_repeal_is_no_repeal() -> None:
    text = (
        "Điều 1. Thẩm quyền\n1. Bãi bỏ một phần hoặc toàn bộ văn bản quy định tại khoản 2 Điều 4 của Luật Bến bãi "
        "trái với Hiến pháp.\n2. Sửa đổi, bổ sung bảng giá đò.\n"
    )
    assert effects(text) == []


def test_an_end_on_another_text_s_day_has_no_date() -> None:
    [effect] = effects(
        EFFECT_ARTICLE.format(
            "1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.\n"
            "2. Quyết định số 5/2028/QĐ-TTg hết hiệu lực cùng thời điểm văn bản thay thế có hiệu lực."
        )
    )
    assert (effect.target, effect.when) == (Target("5/2028/QĐ-TTg"), None)


def test_the_competence_of_one_authority_starts_later_in_the_clauses_that_name_it() -> None:
    text = """Điều 1. Đò
1. Ủy ban nhân dân cấp xã cho phép đò chạy.
2. Đò có phao.
Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.
2. Quy định về thẩm quyền của Ủy ban nhân dân cấp xã quy định tại Điều 1 có hiệu lực từ ngày 01/01/2032."""
    found = [(e.target, e.when) for e in effects(text) if e.kind is K.STARTS]
    assert found == [(Target(article="1", clause="1"), date(2032, 1, 1))]
