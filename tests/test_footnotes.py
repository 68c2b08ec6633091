"""Footnotes of consolidated texts: apart from the text, and their numbers out of it. All texts are fictional."""

from __future__ import annotations

from ingested import cleaned

from ingest.layout import FOOTNOTE, INDENT, PARAGRAPH_END


def test_footnotes_of_a_consolidated_text_stand_apart() -> None:
    pages = [
        f"Điều {n}. Tên của điều\n1. Hồ sơ gồm đơn và bản vẽ của người xin phép{n}, nộp tại bộ phận một cửa của xã.\n"
        f"2. Giấy phép do Ủy ban nhân dân cấp xã cấp cho người trồng cây xanh trên địa \nbàn xã.\n \n"
        f"{n} Khoản này được sửa đổi, bổ sung theo quy định tại khoản {n} Điều 1 của Luật số \n99/2031/QH20."
        for n in (1, 2, 3)
    ]
    found = cleaned(*pages)
    assert "1. Hồ sơ gồm đơn và bản vẽ của người xin phép, nộp tại bộ phận một cửa của xã." in found
    notes = found[found.index("CHÚ THÍCH CỦA VĂN BẢN") + 1 :]
    assert notes == [
        f"[{n}] Khoản này được sửa đổi, bổ sung theo quy định tại khoản {n} Điều 1 của Luật số 99/2031/QH20."
        for n in (1, 2, 3)
    ]


def test_a_footnote_number_that_clings_to_a_clause_number_is_taken_away() -> None:
    pages = [
        f"Điều {n}. Tên của điều\n1. Hồ sơ gồm đơn và bản vẽ của người xin phép trồng cây, nộp tại xã.\n"
        f"2.{n} Giấy phép do Ủy ban nhân dân cấp xã cấp cho người trồng cây xanh trên địa \nbàn xã.\n"
        f"Cây cao 2.{n} mét được trồng.\n \n"
        f"{n} Khoản này được sửa đổi, bổ sung theo quy định tại khoản {n} Điều 1 của Luật số \n99/2031/QH20."
        for n in (1, 2, 3)
    ]
    found = cleaned(*pages)
    right = "2. Giấy phép do Ủy ban nhân dân cấp xã cấp cho người trồng cây xanh trên địa bàn xã."
    assert [line for line in found if line.startswith("2.")] == [right] * 3
    assert sum(f"2.{n} mét" in line for n in (1, 2, 3) for line in found) == 3
    assert len(found[found.index("CHÚ THÍCH CỦA VĂN BẢN") + 1 :]) == 3


def test_a_footnote_goes_on_above_the_first_note_of_the_next_page() -> None:
    pages = [
        f"Điều {n}. Tên\n1. Hồ sơ gồm đơn và bản vẽ của người xin phép{n}, nộp tại bộ phận một cửa.\n"
        + (f" \nquy định như sau về trang {n - 1}.\n" if n > 1 else " \n")
        + f"{n} Khoản này được sửa đổi theo quy định tại khoản {n} Điều 1 của Luật số 99/2031/QH20"
        for n in (1, 2, 3, 4)
    ]
    found = cleaned(*pages)
    notes = found[found.index("CHÚ THÍCH CỦA VĂN BẢN") + 1 :]
    assert [note.partition("99/2031/QH20")[2].strip() for note in notes] == [
        "quy định như sau về trang 1.", "quy định như sau về trang 2.", "quy định như sau về trang 3.", "",
    ]  # fmt: skip


def test_a_note_number_left_in_a_word_by_the_reader_is_taken_away() -> None:
    page = "\n".join(
        [
            f"{INDENT}1. Bộ chịu trách nhiệm tổ chức thực hiện7 kiểm tra 12 m2 đất.{PARAGRAPH_END}",
            f"{FOOTNOTE}7 Điều này được bổ sung.",
        ]
    )
    assert cleaned(page, kind="pdf")[0] == "1. Bộ chịu trách nhiệm tổ chức thực hiện kiểm tra 12 m2 đất."
