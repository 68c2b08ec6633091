"""Amendments read from small fictional decrees: which place changes, by which new text."""

from __future__ import annotations

from datetime import date

import pytest
from ingested import OLD, brief, effects

from corpus.model import EffectKind, Target

K = EffectKind

AMENDING = """Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 15/2029/NĐ-CP ngày 01 tháng 02 năm 2029
1. Sửa đổi, bổ sung khoản 5 Điều 3 như sau:
“5. Đò là phương tiện có “mái chèo” hoặc máy.”.
2. Bổ sung Điều 9a vào sau Điều 9 như sau:
“Điều 9a. Áo phao
1. Mỗi người một áo.
2. Trẻ em có áo riêng.”.
3. Sửa đổi, bổ sung một số khoản của Điều 10 như sau:
a) Sửa đổi khoản 1 và khoản 3 như sau:
“1. Bến có biển báo.
3. Bến có đèn.”;
b) Bổ sung điểm c vào khoản 2 như sau:
“c) Có dây neo;”.
4. Bãi bỏ khoản 3 Điều 7 và điểm a khoản 1 Điều 8.
5. Thay thế cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại khoản 2 Điều 4, Điều 6.
6. Sửa đổi khoản 4 và bổ sung khoản 5 vào Điều 11 như sau:
“4. Lái đò có chứng chỉ.
5. Lái đò biết bơi.”.
7. Thay thế Phụ lục I bằng Phụ lục II ban hành kèm theo Nghị định này.
8. Sửa đổi tên Điều 12 như sau:
“Điều 12. Tên mới”.
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.
"""


def test_amending_article_gives_its_document_to_its_clauses() -> None:
    found = effects(AMENDING)
    quoted = [(e.kind.value, e.target, AMENDING[slice(*e.new_text)] if e.new_text else None) for e in found]

    def at(**units: str) -> Target:
        return Target(OLD, **units)

    assert quoted == [
        ("amends", at(article="3", clause="5"), "5. Đò là phương tiện có “mái chèo” hoặc máy."),
        ("inserts", at(article="9a"), "Điều 9a. Áo phao\n1. Mỗi người một áo.\n2. Trẻ em có áo riêng."),
        ("amends", at(article="10", clause="1"), "1. Bến có biển báo."),
        ("amends", at(article="10", clause="3"), "3. Bến có đèn."),
        ("inserts", at(article="10", clause="2", point="c"), "c) Có dây neo;"),
        ("repeals", at(article="7", clause="3"), None),
        ("repeals", at(article="8", clause="1", point="a"), None),
        ("phrase", at(article="4", clause="2"), None),
        ("phrase", at(article="6"), None),
        ("amends", at(article="11", clause="4"), "4. Lái đò có chứng chỉ."),
        ("inserts", at(article="11", clause="5"), "5. Lái đò biết bơi."),
        ("amends", at(appendix="I"), None),
        ("amends", at(article="12", other="tên"), "Điều 12. Tên mới"),
    ]
    assert [e.note for e in found if e.kind is K.PHRASE] == ["“cấp huyện” → “cấp xã”"] * 2
    assert [e.source for e in found][:3] == ["art_1__cl_1", "art_1__cl_2", "art_1__cl_3__pt_a"]


def test_a_heading_of_changes_repeals_nothing_itself() -> None:
    text = (
        "Điều 1. Thay thế, bãi bỏ cụm từ tại các nghị định\n"
        "1. Thay thế, bổ sung, bãi bỏ các điểm, khoản, cụm từ tại Nghị định số 15/2029/NĐ-CP\n"
        "a) Thay thế các cụm từ sau đây:\n- Cụm từ “huyện” bằng cụm từ “xã” tại khoản 4 Điều 3;\n"
        "- Cụm từ “tổng” bằng cụm từ “phường” tại Điều 5;\n"
        "b) Bãi bỏ khoản 3 Điều 6, Mẫu số 11 Phụ lục II.\n"
        "2. Không có gì.\n"
    )
    assert brief(effects(text)) == [
        ("phrase", "art_1__cl_1__pt_a", Target(OLD, article="3", clause="4")),
        ("phrase", "art_1__cl_1__pt_a", Target(OLD, article="5")),
        ("repeals", "art_1__cl_1__pt_b", Target(OLD, article="6", clause="3")),
        ("repeals", "art_1__cl_1__pt_b", Target(OLD, appendix="II", other="Mẫu số 11")),
    ]


def test_an_article_s_own_number_is_no_place_it_acts_on() -> None:
    text = "Điều 7\nBãi bỏ hình thức phạt bổ sung quy định tại điểm c khoản 3 Điều 4.\nĐiều 8\nHiệu lực từ ngày ký."
    place = Target(OLD, article="4", clause="3", point="c", other="một phần")
    found = effects(text, title="Sửa đổi, bổ sung một số điều của Nghị định số 15/2029/NĐ-CP về đò")
    assert brief(found) == [("repeals", "art_7", place)]


def test_chapter_heading_and_title_give_the_document() -> None:
    chapter = (
        "Chương I\nSỬA ĐỔI, BỔ SUNG NGHỊ ĐỊNH SỐ 15/2029/NĐ-CP\nĐiều 1. Sửa đổi, bổ sung Điều 6\n"
        "“Điều 6. Bến\nBến có cọc.”.\nĐiều 2. Hiệu lực\nNghị định này có hiệu lực từ ngày ký.\n"
    )
    assert brief(effects(chapter)) == [("amends", "art_1", Target(OLD, article="6"))]
    titled = "Điều 1. Sửa đổi, bổ sung Điều 6 như sau:\n“Điều 6. Bến\nBến có cọc.”.\nĐiều 2. Hiệu lực\nTừ ngày ký.\n"
    title = "Sửa đổi, bổ sung một số điều của Nghị định số 15/2029/NĐ-CP quy định chi tiết Luật Bến bãi"
    assert brief(effects(titled, title)) == [("amends", "art_1", Target(OLD, article="6"))]
    assert effects(titled, "Sửa đổi, bổ sung các nghị định quy định chi tiết thi hành Luật Bến bãi") == []


def test_an_amendment_takes_the_later_start_of_its_own_article() -> None:
    text = (
        "Điều 1. Sửa đổi, bổ sung khoản 1 Điều 3 Nghị định số 15/2029/NĐ-CP như sau:\n“1. Đò sơn đỏ.”.\n"
        "Điều 2. Hiệu lực thi hành\n1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.\n"
        "2. Điều 1 Nghị định này có hiệu lực từ ngày 01 tháng 9 năm 2031.\n"
    )
    assert [(e.kind.value, e.when) for e in effects(text)] == [
        ("amends", date(2031, 9, 1)), ("starts", date(2031, 9, 1)),
    ]  # fmt: skip


def test_laws_in_general_are_no_document() -> None:
    text = (
        "Điều 1. Sửa đổi, bổ sung một số điều của luật, nghị quyết có liên quan\n"
        "1. Bãi bỏ cụm từ “phao,” tại khoản 2 Điều 5; bãi bỏ Điều 7 của Nghị định số 15/2029/NĐ-CP.\n"
        "2. Bãi bỏ Điều 8; cụm từ “chèo,” tại khoản 5 Điều 9 của Nghị định số 15/2029/NĐ-CP.\n"
    )
    assert brief(effects(text)) == [
        ("phrase", "art_1__cl_1", Target(OLD, article="5", clause="2")),
        ("repeals", "art_1__cl_1", Target(OLD, article="7")),
        ("repeals", "art_1__cl_2", Target(OLD, article="8")),
        ("phrase", "art_1__cl_2", Target(OLD, article="9", clause="5")),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # words in several places, joined by "và", "vào sau cụm từ", a new verb
        ("Thay thế cụm từ “đò” tại Điều 1; khoản 3 Điều 5 và cụm từ “bè” tại điểm a khoản 1 Điều 43 bằng cụm từ “phà”",
         [("phrase", {"article": "1"}, "“đò”"), ("phrase", {"article": "5", "clause": "3"}, "“đò”"),
          ("phrase", {"article": "43", "clause": "1", "point": "a"}, "“bè” → “phà”")]),
        ("Bổ sung cụm từ “máy” vào sau cụm từ “đò” tại khoản 2 Điều 6; vào sau cụm từ “bè” tại khoản 3 Điều 8",
         [("phrase", {"article": "6", "clause": "2"}, "“máy” sau “đò”"),
          ("phrase", {"article": "8", "clause": "3"}, "“máy” sau “bè”")]),
        ("Bổ sung cụm từ “máy” sau cụm từ “đò” tại khoản 2 Điều 20; bổ sung từ “có” trước cụm từ “bè” tại Điều 26",
         [("phrase", {"article": "20", "clause": "2"}, "“máy” sau “đò”"),
          ("phrase", {"article": "26"}, "“có” trước “bè”")]),
        ("Bỏ cụm từ “đò” tại tên Điều 9; bổ sung khoản 5 vào sau khoản 4 Điều 9 như sau: “5. Bến mới.”",
         [("phrase", {"article": "9", "other": "tên"}, "“đò”"), ("inserts", {"article": "9", "clause": "5"}, "")]),
        ("Bổ sung cụm từ “, trừ đò máy” vào cuối điểm h khoản 2 Điều 19",
         [("phrase", {"article": "19", "clause": "2", "point": "h"}, "“, trừ đò máy”")]),
        ("Bãi bỏ cụm từ “tổng,” ở điểm b khoản 1 Điều 57",
         [("phrase", {"article": "57", "clause": "1", "point": "b"}, "“tổng,”")]),
        ("Thay cụm từ “đò” bằng cụm từ “phà” tại Điều 7", [("phrase", {"article": "7"}, "“đò” → “phà”")]),
        ("Thay thế cụm từ “đò”, “bè” bằng cụm từ “phà” tại Điều 7",
         [("phrase", {"article": "7"}, "“đò”, “bè” → “phà”")]),
        ("Bãi bỏ các cụm từ “đò”, “bè” và “phà” tại Điều 7", [("phrase", {"article": "7"}, "“đò”, “bè”, “phà”")]),
        ("Bỏ từ “đò” trong cụm từ “đò máy” tại Điều 7", [("phrase", {"article": "7"}, "“đò” trong “đò máy”")]),
        ("Bỏ cụm từ “đò” tại mẫu sổ theo dõi người lái - Phụ lục III",
         [("phrase", {"appendix": "III"}, "“đò”")]),
        ("Thay thế cụm từ “đò” bằng cụm từ “phà” tại các điều, khoản: Điều 1; khoản 8 Điều 2 và tại các Điều 34, 35",
         [("phrase", {"article": n, "clause": c}, "“đò” → “phà”")
          for n, c in (("1", None), ("2", "8"), ("34", None), ("35", None))]),
        ("Bổ sung cụm từ “mới” sau cụm từ “Luật Đò” tại toàn bộ Nghị định số 15/2029/NĐ-CP",
         [("phrase", {"other": "một phần"}, "“mới” sau “Luật Đò”")]),
        # something that is no unit: a part of where it stands
        ("Sửa đổi, bổ sung nội dung giải thích về phí (P) quy định tại khoản 7 Điều 13 như sau:\n“P: phí đò.”",
         [("amends", {"article": "13", "clause": "7", "other": "một phần"}, None)]),
        ("Bãi bỏ các quy định về đò tại Nghị định số 15/2029/NĐ-CP ngày 02 tháng 3 năm 2029 của Chính phủ về bến và "
         "Nghị định số 16/2029/NĐ-CP; Nghị định số 17/2029/NĐ-CP",
         [("repeals", {"other": "một phần"}, "Bãi bỏ các quy định về đò tại Nghị định số 15/2029/NĐ-CP"),
          ("repeals", {"document": "16/2029/NĐ-CP", "other": "một phần"}, None),
          ("repeals", {"document": "17/2029/NĐ-CP"}, None)]),
        ("Bãi bỏ Chương V và Phụ lục IV ban hành kèm theo Nghị định số 15/2029/NĐ-CP",
         [("repeals", {"chapter": "V"}, None), ("repeals", {"appendix": "IV"}, None)]),
        ("Bãi bỏ Mục 4 Chương II và Phụ lục III ban hành kèm theo Nghị định số 15/2029/NĐ-CP",
         [("repeals", {"chapter": "II", "section": "4"}, None), ("repeals", {"appendix": "III"}, None)]),
        ("Bãi bỏ hình thức phạt bổ sung quy định tại điểm c khoản 3 Điều 4",
         [("repeals", {"article": "4", "clause": "3", "point": "c", "other": "một phần"}, None)]),
        ("Bãi bỏ khoản 1 Điều 4; số thứ tự 13 Phần I Phụ lục II",
         [("repeals", {"article": "4", "clause": "1"}, ""),
          ("repeals", {"part": "I", "appendix": "II", "other": "một phần"}, None)]),
        ("Thay thế một số biểu mẫu của Phần II Phụ lục I",
         [("amends", {"part": "II", "appendix": "I", "other": "một phần"}, None)]),
        # two verbs, a form in an appendix
        ("Sửa đổi khoản 4 và bổ sung các khoản 5, 6 vào sau khoản 4 Điều 5 như sau:\n“4. Một.\n5. Hai.\n6. Ba.”",
         [("amends", {"article": "5", "clause": "4"}, ""), ("inserts", {"article": "5", "clause": "5"}, ""),
          ("inserts", {"article": "5", "clause": "6"}, "")]),
        ("Bổ sung Mẫu số 05 vào Phụ lục III", [("inserts", {"appendix": "III", "other": "Mẫu số 05"}, "")]),
    ],
)  # fmt: skip
def test_every_place_that_a_sentence_changes(sentence: str, expected: list[tuple[str, dict[str, str], str]]) -> None:
    text = f"Điều 1. Sửa đổi, bổ sung Nghị định số 15/2029/NĐ-CP\n1. {sentence}.\n2. Bãi bỏ Điều 99.\n"
    found = [e for e in effects(text) if e.source == "art_1__cl_1"]
    assert [(e.kind.value, e.target) for e in found] == [
        (kind, Target(**{"document": OLD, **units})) for kind, units, _ in expected
    ]
    assert all(note is None or e.note == note for e, (_, _, note) in zip(found, expected, strict=True))


def test_documents_in_the_title_of_a_repealed_one_do_not_end_the_list() -> None:
    text = (
        "Điều 1. Bãi bỏ\n1. Bãi bỏ Điều 57 của Luật Bến bãi số 7/2030/QH16; Điều 2 của Luật số 8/2031/QH16 sửa đổi, "
        "bổ sung Điều 126 của Luật Bến bãi và khoản 4 Điều 3 Nghị định số 15/2029/NĐ-CP.\n2. Không có gì.\n"
    )
    found = {(e.target.document, e.target.article) for e in effects(text)}
    assert found >= {("7/2030/QH16", "57"), ("8/2031/QH16", "2"), (OLD, "3")}


def test_the_heading_of_an_article_is_no_change_of_its_own() -> None:
    text = "Điều 1. Thay thế cụm từ tại các điểm, khoản\nThay thế cụm từ “đò” bằng cụm từ “phà” tại khoản 4 Điều 4.\n"
    title = "Sửa đổi, bổ sung một số điều của Nghị định số 15/2029/NĐ-CP"
    assert brief(effects(text, title)) == [("phrase", "art_1", Target(OLD, article="4", clause="4"))]


def test_words_added_under_an_announcement_of_some() -> None:
    text = (
        "Điều 1. Sửa đổi Nghị định số 15/2029/NĐ-CP\n1. Bổ sung một số cụm từ sau đây:\n"
        "- Cụm từ “và bè” vào sau cụm từ “đò” tại điểm b khoản 1 Điều 19;\n2. Bãi bỏ Điều 9.\n"
    )
    assert brief(effects(text))[0] == ("phrase", "art_1__cl_1", Target(OLD, article="19", clause="1", point="b"))


def test_a_formula_changed_without_quotation_marks_is_a_change_of_its_clause() -> None:
    text = (
        "Điều 1. Sửa đổi Điều 8 Nghị định số 15/2029/NĐ-CP\n"
        "1. Sửa đổi công thức tính phí quy định tại khoản 1 như sau:\nPhí = Giá x Số đò.\n2. Bãi bỏ khoản 3.\n"
    )
    assert brief(effects(text))[0] == ("amends", "art_1__cl_1", Target(OLD, article="8", clause="1", other="một phần"))


def test_a_title_that_names_its_own_number_first_names_the_amended_text() -> None:
    text = "Điều 1. Sửa đổi, bổ sung Điều 6 như sau:\n“Điều 6. Bến\nBến có cọc.”.\nĐiều 2. Hiệu lực\nTừ ngày ký.\n"
    title = "Nghị định số 12/2031/NĐ-CP sửa đổi, bổ sung Nghị định số 15/2029/NĐ-CP"
    assert brief(effects(text, title)) == [("amends", "art_1", Target(OLD, article="6"))]


def test_a_quotation_that_is_closed_twice_is_one_new_text() -> None:
    text = (
        "Điều 1. Sửa đổi, bổ sung Điều 6 Nghị định số 15/2029/NĐ-CP\n“Điều 6. Bến\n1. Bến có cọc.”.\n2. Bến có đèn.”.\n"
        "Điều 2. Sửa đổi, bổ sung Điều 7 Nghị định số 15/2029/NĐ-CP\n“Điều 7. Đò\nĐò có phao.”.\n"
    )
    found = [text[slice(*e.new_text)] for e in effects(text) if e.new_text]
    assert found == ["Điều 6. Bến\n1. Bến có cọc.”.\n2. Bến có đèn.", "Điều 7. Đò\nĐò có phao."]


def test_a_clause_whose_full_stop_was_misread_amends() -> None:
    text = (
        "Điều 1. Sửa đổi Nghị định số 15/2029/NĐ-CP\n1. Bãi bỏ Điều 2.\n2, Sửa đổi, bổ sung khoản 1 Điều 7 như sau:\n"
        "“1. Bến mới.”.\n3. Bãi bỏ Điều 9.\n"
    )
    assert [e.source for e in effects(text)] == ["art_1__cl_1", "art_1__cl_2", "art_1__cl_3"]
