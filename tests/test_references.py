"""Cross-references of small fictional decrees, in their context."""

from __future__ import annotations

import pytest

from corpus.model import CleanText, Effect, EffectKind, Page, Provision, Target
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
