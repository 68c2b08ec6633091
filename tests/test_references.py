"""Cross-references of small fictional decrees, in their context."""

from __future__ import annotations

import pytest

from corpus.model import CleanText, Effect, EffectKind, Metadata, Page, Provision, Target
from ingest.effects import find_effects
from ingest.references import find_references, own_aliases, resolve
from ingest.structure import parse

NUMBER = "12/2031/NĐ-CP"
TEXT = """CHÍNH PHỦ
Số: 12/2031/NĐ-CP
NGHỊ ĐỊNH
Quy định về bến đò ngang
Căn cứ Luật Bến bãi số 7/2030/QH16;
Điều 1. Phạm vi điều chỉnh
1. Nghị định này hướng dẫn điểm a khoản 2 Điều 9 Luật Bến bãi.
2. Trường hợp tại khoản 1 Điều này thực hiện theo Điều 2 Nghị định này.
Điều 2. Thẩm quyền
1. Chủ tịch Ủy ban nhân dân cấp xã cấp giấy phép bến đò:
a) Bến đò quy định tại khoản này;
b) Bến đò quy định tại điểm a khoản này và Nghị định số 15/2029/NĐ-CP (sau đây gọi là Nghị định Bến cũ).
2. Việc thu hồi theo khoản 3 Điều 4 Nghị định Bến cũ và khoản 9 Điều 2 Nghị định này.
Nơi nhận:
- Như Điều 2;
"""


def parsed(text: str) -> tuple[Provision, ...]:
    return parse(CleanText(text, (Page(1, 0, len(text)),)))


PROVISIONS = parsed(TEXT)
REFERENCES = resolve(find_references(TEXT, PROVISIONS, NUMBER, {}), {NUMBER: {p.id: p for p in PROVISIONS}}, NUMBER)
BY_WORDS = {TEXT[r.start : r.end]: r for r in REFERENCES}


@pytest.mark.parametrize(
    ("words", "source", "target", "resolved"),
    [
        ("điểm a khoản 2 Điều 9 Luật Bến bãi", "art_1__cl_1",
         Target("7/2030/QH16", article="9", clause="2", point="a"), None),
        ("khoản 1 Điều này", "art_1__cl_2", Target(article="1", clause="1"), "art_1__cl_1"),
        ("Điều 2 Nghị định này", "art_1__cl_2", Target(article="2"), "art_2"),
        ("khoản này", "art_2__cl_1__pt_a", Target(article="2", clause="1"), "art_2__cl_1"),
        ("điểm a khoản này", "art_2__cl_1__pt_b", Target(article="2", clause="1", point="a"), "art_2__cl_1__pt_a"),
        ("khoản 3 Điều 4 Nghị định Bến cũ", "art_2__cl_2", Target("15/2029/NĐ-CP", article="4", clause="3"), None),
        ("khoản 9 Điều 2 Nghị định này", "art_2__cl_2", Target(article="2", clause="9"), None),
    ],
)  # fmt: skip
def test_reference_in_context(words: str, source: str, target: Target, resolved: str | None) -> None:
    reference = BY_WORDS[words]
    assert (reference.source, reference.target, reference.resolved) == (source, target, resolved)


def test_headings_the_own_number_and_recipients_are_no_references() -> None:
    assert [w for w in BY_WORDS if w.startswith("Điều 1")] == []
    assert [r for r in REFERENCES if r.target == Target()] == []
    assert "Điều 2" not in BY_WORDS


def test_quoted_new_text_speaks_of_the_amended_decree() -> None:
    text = (
        "Điều 1. Sửa đổi\n1. Sửa đổi Điều 4 như sau:\n“Điều 4. Bến\n1. Theo khoản 2 Điều này và Điều 7 Nghị định này.”."
    )
    start = text.index("“Điều 4.") + 1
    effect = Effect(
        EffectKind.AMENDS, Target("15/2029/NĐ-CP", article="4"), "art_1__cl_1", None, new_text=(start, len(text) - 2)
    )
    found = {text[r.start : r.end]: r.target for r in find_references(text, parsed(text), NUMBER, {}, (effect,))}
    assert found["khoản 2 Điều này"] == Target("15/2029/NĐ-CP", article="4", clause="2")
    assert found["Điều 7 Nghị định này"] == Target("15/2029/NĐ-CP", article="7")


def test_own_names_go_before_given_ones() -> None:
    assert own_aliases(TEXT) == {"Luật Bến bãi": "7/2030/QH16", "Nghị định Bến cũ": "15/2029/NĐ-CP"}
    given = {"Luật Bến bãi": "1/2000/QH10"}
    found = find_references(TEXT, PROVISIONS, NUMBER, given)
    assert Target("7/2030/QH16", article="9", clause="2", point="a") in [r.target for r in found]


def test_an_article_of_an_attached_regulation_is_its_own() -> None:
    text = (
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế bến đò.\nĐiều 2. Quyết định này có hiệu lực từ ngày ký.\n"
        "QUY CHẾ\nBẾN ĐÒ\n(Ban hành kèm theo Quyết định số 3/2031/QĐ-UBND)\n"
        "Điều 1. Chung\nTheo Điều 2 Quy chế này.\nĐiều 2. Riêng\nCấm đò quá tải.\n"
    )
    provisions = parsed(text)
    number = "3/2031/QĐ-UBND"
    found = resolve(find_references(text, provisions, number, {}), {number: {p.id: p for p in provisions}}, number)
    assert [r.resolved for r in found if text[r.start : r.end] == "Điều 2 Quy chế này"] == ["att_1__art_2"]


def test_a_list_announced_with_its_law_is_of_that_law() -> None:
    text = (
        "Điều 1. Phạm vi\n1. Nghị định này quy định chi tiết một số điều của Luật Bến bãi số 7/2030/QH16, bao gồm:\n"
        "a) Khoản 8 Điều 59 về phao;\nb) Điều 2 Nghị định này và khoản 3 Điều 60 của Luật.\n"
        "Điều 2. Khác\nTheo khoản 1 Điều 1.\n"
    )
    found = {text[r.start : r.end]: r.target for r in find_references(text, parsed(text), NUMBER, {})}
    assert found["Khoản 8 Điều 59"] == Target("7/2030/QH16", article="59", clause="8")
    assert found["Điều 2 Nghị định này"] == Target(article="2")
    assert found["khoản 3 Điều 60 của Luật"] == Target("Luật", article="60", clause="3")
    assert found["khoản 1 Điều 1"] == Target(article="1", clause="1")


def resolved_in(text: str) -> dict[str, str | None]:
    """Words → provision id, of a text's references to itself."""
    provisions = parsed(text)
    found = resolve(find_references(text, provisions, NUMBER, {}), {NUMBER: {p.id: p for p in provisions}}, NUMBER)
    return {text[r.start : r.end]: r.resolved for r in found}


def test_a_clause_without_its_article_is_of_the_article_around_it() -> None:
    found = resolved_in("Điều 1. A\n1. B.\n2. C.\n3. Tại Điều này, bến quy định từ khoản 1 đến khoản 2 là bến nhỏ.")
    assert found["khoản 1 đến khoản 2"] == "art_1__cl_2"


def test_an_article_of_a_codified_law_is_not_that_of_the_codification() -> None:
    text = (
        "Điều 15.3.LQ.1. Bến đò\n1. Theo Điều 9 của Luật này.\n(Điều này liên quan đến Điều 15.3.LQ.2. Đò)\n"
        "Điều 15.3.LQ.2. Đò\n1. Đò có phao."
    )
    found = resolved_in(text)
    assert found["Điều 15.3.LQ.2"] == "art_15.3.LQ.2"
    assert "Điều 9 của Luật này" not in found


APPENDICES = """Điều 1. Bến đò
Theo Mẫu số 02 mục 1 Phụ lục VI, Mẫu số 01 Phụ lục I.3.1 và khoản A.II Phụ lục VII ban hành kèm theo Nghị định này.
Nơi nhận:
- Lưu.
PHỤ LỤC VI
BẾN
(Kèm theo Nghị định số 12/2031/NĐ-CP)
Mục 1
BẾN NHỎ
1. Cọc gỗ.
Mẫu số 02
ĐƠN XIN BẾN
PHỤ LỤC I.3.1
ĐÒ
(Kèm theo Nghị định số 12/2031/NĐ-CP)
1. Chèo.
Mẫu số 01
ĐƠN XIN ĐÒ
PHỤ LỤC VII
PHAO
(Kèm theo Nghị định số 12/2031/NĐ-CP)
A. PHAO TRÒN
I. Màu
1. Đỏ.
II. Cỡ
1. Lớn.
"""


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Mẫu số 02 mục 1 Phụ lục VI", "app_VI__form_02"),  # forms stand outside the sections
        ("Mẫu số 01 Phụ lục I.3.1", "app_I.3.1__form_01"),
        ("khoản A.II Phụ lục VII ban hành kèm theo Nghị định này", "app_VII__sec_A__sec_II"),
    ],
)
def test_places_in_appendices(words: str, place: str) -> None:
    assert resolved_in(APPENDICES)[words] == place


def test_a_roman_section_that_the_appendix_calls_a_part() -> None:
    text = (
        "Điều 1. A\nB.\nNơi nhận:\n- Lưu.\nPHỤ LỤC I\nBẾN\n(Kèm theo Nghị định số 12/2031/NĐ-CP)\n"
        "A. BẾN\nI. Xin bến\n1. Nộp đơn.\nB. ĐÒ\nI. Xin đò\n1. Nộp đơn:\na) Tại xã;\nb) Tại bến.\n"
        "2. Sau đó làm theo điểm b Mục 1 Phần I này."
    )
    assert resolved_in(text)["điểm b Mục 1 Phần I"] == "app_I__sec_B__sec_I__cl_1__pt_b"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("theo khoản 1 Điều này và Điều 9 Luật Bến bãi số 7/2030/QH16", {"khoản 1 Điều này": "art_1__cl_1"}),
        (
            "theo điểm a khoản này, khoản 2 Điều 9 Luật Bến bãi số 7/2030/QH16",
            {"điểm a khoản này": "art_1__cl_2__pt_a"},
        ),
    ],
)
def test_what_is_here_is_not_of_the_law_named_after_it(sentence: str, expected: dict[str, str]) -> None:
    found = resolved_in(f"Điều 1. A\n1. B.\n2. C:\na) D;\nb) Làm {sentence}.\n")
    assert {words: place for words, place in found.items() if place} == expected


def test_relative_words_that_replace_others_are_of_the_amended_article() -> None:
    text = (
        "Điều 1. Sửa đổi Nghị định số 15/2029/NĐ-CP\n1. Bãi bỏ Điều 8.\n"
        "2. Thay thế cụm từ “theo khoản 1 Điều này” bằng cụm từ “theo khoản 2 Điều này” tại khoản 3 Điều 16.\n"
    )
    provisions = parsed(text)
    effects = find_effects(text, provisions, Metadata(NUMBER, "Nghị định", "", "Chính phủ"))
    found = [r.target for r in find_references(text, provisions, NUMBER, {}, effects) if r.source == "art_1__cl_2"]
    assert found == [Target("15/2029/NĐ-CP", article="16", clause=clause) for clause in ("1", "2", "3")]


def test_a_form_named_in_its_appendix_is_of_that_appendix() -> None:
    text = (
        "Điều 1. A\n1. Theo Mẫu số 01.\nTM. CHÍNH PHỦ\nPhụ lục I\nCÂY\nMẫu số 01 | Đơn trồng cây\nMẫu số 01\nĐƠN\n"
        "Phụ lục II\nHOA\nMẫu số 01 | Đơn trồng hoa\nMẫu số 01\nĐƠN\n"
    )
    provisions = parsed(text)
    found = resolve(find_references(text, provisions, NUMBER, {}), {NUMBER: {p.id: p for p in provisions}}, NUMBER)
    assert [(r.source, r.resolved) for r in found if r.target.other] == [
        ("art_1__cl_1", None), ("app_I", "app_I__form_01"), ("app_II", "app_II__form_01"),
    ]  # fmt: skip


def test_articles_of_a_form_are_its_own() -> None:
    text = (
        "Điều 1. A\n1. B.\nTM. CHÍNH PHỦ\nPhụ lục I\nMẪU\nMẫu số 01. Quyết định\nCăn cứ Luật Bến bãi số 7/2030/QH16;\n"
        "Điều 1......\nĐiều 2.\n1. Quyết định có hiệu lực từ ngày ký (phụ lục kèm theo).\n"
    )
    assert [words for words in resolved_in(text) if words.startswith(("Điều", "phụ lục"))] == []


IN_APPENDIX = """Điều 1. Vườn
TM. CHÍNH PHỦ
PHỤ LỤC I
THỦ TỤC
Mục 1
TRỒNG CÂY
A. CÂY CAO
I. Trồng thông
1. Hồ sơ.
2. Giấy tờ quy định tại khoản 1 thủ tục này.
II. Trồng dừa
1. Hồ sơ theo điểm a khoản 2 Mục này và khoản A.I Mục này.
2. Trình tự:
a) Nộp hồ sơ theo khoản này;
b) Trả kết quả theo điểm A.II.2.a Mục này.
Mục 2
CẮT CÂY
Tiểu mục 2.1
CẮT THÔNG
A. THÔNG GIÀ
I. Cắt thông già
1. Hồ sơ theo khoản A.I tiểu mục này.
"""


def test_places_named_within_an_appendix_are_the_nearest_ones() -> None:
    found = resolved_in(IN_APPENDIX)
    first, second = "app_I__sec_1__sec_A__sec_I", "app_I__sec_1__sec_A__sec_II"
    assert found == {
        "khoản 1": f"{first}__cl_1",
        "điểm a khoản 2 Mục này": f"{second}__cl_2__pt_a",
        "khoản A.I Mục này": first,
        "khoản này": f"{second}__cl_2",
        "điểm A.II.2.a Mục này": f"{second}__cl_2__pt_a",
        "khoản A.I tiểu mục này": "app_I__sec_2__sub_2.1__sec_A__sec_I",
    }
