"""Appendices: their sections, subsections and rows, and places named in them. All texts are fictional."""

from __future__ import annotations

import pytest
from ingested import parsed

from corpus.citation_words import Names
from corpus.citations import find_mentions
from corpus.locate import Places


def test_the_same_path_twice_gets_a_number() -> None:
    text = "Điều 1. A\nTM. CHÍNH PHỦ\nPHỤ LỤC I\nBẢNG\n1. X\nPHỤ LỤC II\nBẢNG\n1. Y\nPHỤ LỤC I\nBẢNG\n1. Z"
    assert [i for i in (p.id for p in parsed(text)) if i.startswith("app")] == [
        "app_I",
        "app_I__cl_1",
        "app_II",
        "app_II__cl_1",
        "app_I~2",
        "app_I~2__cl_1",
    ]


SUBSECTIONS = """Điều 1. Vườn
TM. CHÍNH PHỦ
PHỤ LỤC I.2
CÂY VÀ HOA
Mục 1
TRỒNG CÂY
A. CÂY CAO
I. Trồng cây cao trong vườn
1. Tỉnh trồng.
Mục 2
CẮT CÂY
Tiểu mục 2.1
CẮT CÂY CAO
A. CÂY THÔNG
I. Cắt thông trong vườn
1. Tỉnh cắt thông.
II. Cắt thông ngoài vườn
B. CÂY DỪA
Tiểu mục 2.2
CẮT CÂY THẤP
A. CÂY CHÈ
I. Cắt chè trong vườn
1. Xã cắt chè.
B. CÂY DÂU
Mục 3
TƯỚI CÂY
Tiểu mục 3.1
TƯỚI THÔNG
A. TƯỚI SÁNG
PHỤ LỤC II
CÂY QUÝ
A. CÂY CỔ THỤ
I. Cây đa
II. Cây gạo
B. CÂY MỚI"""


def test_lettered_rows_begin_anew_in_each_subsection() -> None:
    found = {p.id: p for p in parsed(SUBSECTIONS)}
    assert [i for i in found if "sub" in i or i.endswith("sec_1")] == [
        "app_I.2__sec_1",
        *(f"app_I.2__sec_2__sub_2.1{inner}" for inner in (
            "", "__sec_A", "__sec_A__sec_I", "__sec_A__sec_I__cl_1", "__sec_A__sec_II", "__sec_B"
        )),
        *(f"app_I.2__sec_2__sub_2.2{inner}" for inner in (
            "", "__sec_A", "__sec_A__sec_I", "__sec_A__sec_I__cl_1", "__sec_B"
        )),
        "app_I.2__sec_3__sub_3.1",
        "app_I.2__sec_3__sub_3.1__sec_A",
    ]  # fmt: skip
    assert found["app_I.2__sec_2__sub_2.2__sec_A__sec_I__cl_1"].text == "1. Xã cắt chè."
    assert found["app_I.2__sec_2__sub_2.1__sec_B"].text == "B. CÂY DỪA"
    assert found["app_I.2__sec_2__sub_2.1"].heading == "CẮT CÂY CAO"


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("phần B tiểu mục 2.2 Mục 2 Phụ lục I.2", "app_I.2__sec_2__sub_2.2__sec_B"),
        ("phần A tiểu mục 3.1 Phụ lục I.2", "app_I.2__sec_3__sub_3.1__sec_A"),
        ("phần A mục 1 Phụ lục I.2", "app_I.2__sec_1__sec_A"),
        ("mục II phần A Phụ lục II", "app_II__sec_A__sec_II"),
        ("khoản A.I tiểu mục 2.2 Mục 2 Phụ lục I.2", "app_I.2__sec_2__sub_2.2__sec_A__sec_I"),
    ],
)
def test_places_in_a_subsection_are_found(words: str, place: str) -> None:
    located = Places(parsed(SUBSECTIONS)).locate(find_mentions(f"{words} này.", Names({}))[0].target)
    assert located is not None
    assert (located.provision.id, located.exact) == (place, True)


def test_what_a_procedure_rests_on_is_no_next_procedure() -> None:
    text = """Điều 1. A
TM. UBND XÃ
PHỤ LỤC I
THỦ TỤC
1. Thủ tục
Cho phép trồng hoa
Yêu cầu, điều kiện thực hiện thủ tục hành chính (nếu có):
1. Có vườn.
2. Có nước.
Căn cứ pháp lý của thủ tục hành chính
1. Luật Hoa;
2. Nghị định số 5/2031/NĐ-CP.
2. Thủ tục
Cho phép tưới hoa
Căn cứ pháp lý
1. Luật Hoa.
3. Thủ tục
Cho phép cắt hoa"""
    found = {p.id: p.text for p in parsed(text) if p.id.startswith("app")}
    assert list(found) == ["app_I", "app_I__cl_1", "app_I__cl_2", "app_I__cl_3"]
    assert found["app_I__cl_2"].startswith("2. Thủ tục\nCho phép tưới hoa")
