"""Document numbers in running text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numbers import find_numbers, issuer_of, kind_of, normalise_number, short_title_of


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("theo Nghị định số 151/2025/NĐ-CP ngày 12 tháng 6", ["151/2025/NĐ-CP"]),
        ("Nghị quyết số 66.18/2026/NQ-CP;", ["66.18/2026/NQ-CP"]),
        ("Nghị quyết số 66.18 /2026/NQ–CP", ["66.18/2026/NQ-CP"]),
        ("Quyết định số 2944/QĐ-UBND và số 36/2025/QĐ-CTUBND", ["2944/QĐ-UBND", "36/2025/QĐ-CTUBND"]),
        ("Văn bản hợp nhất 44/VBHN-VPQH, Công văn 171/CV-BCĐ", ["44/VBHN-VPQH", "171/CV-BCĐ"]),
        ("Kết luận số 221-KL/TW", ["221-KL/TW"]),
        ("1656/NQ-UBTVQH15", ["1656/NQ-UBTVQH15"]),
        ("Thông tư liên tịch số 88/2016/TTLT/BTC-BTP", []),
        ("số 23/2015/TTLT-BTNMT-BTC", ["23/2015/TTLT-BTNMT-BTC"]),
        ("Luật số 31/2024/QH15, Luật số 43/2024/QH15", ["31/2024/QH15", "43/2024/QH15"]),
        ("Luật Đất đai số 31/2024/QH15", ["31/2024/QH15"]),
        ("Pháp lệnh số 34/2007/PL-UBTVQH11", ["34/2007/PL-UBTVQH11"]),
        # short forms
        ("NĐ 151/2025", ["151/2025/NĐ-CP"]),
        ("nghị định 49/2026 điều 14", ["49/2026/NĐ-CP"]),
        ("Luật 31/2024", ["31/2024/QH15"]),
        ("Luật 12/2026", []),  # two Assemblies passed laws in 2026
        ("Thông tư 26/2026", []),  # of which ministry?
        ("nghị quyết 66.18/2026", ["66.18/2026/NQ-CP"]),
        # by title
        ("Luật Xây dựng năm 2014", ["50/2014/QH13"]),
        ("Luật Đất đai 2013", ["45/2013/QH13"]),
        ("theo quy định của Luật Đất đai.", ["31/2024/QH15"]),
        ("Luật Đất đai năm 1999", []),
        ("Luật Đất đaiX", []),
        # Cyrillic look-alikes, eth for đ, no diacritics, spaces
        ("151/2025/NĐ-СР", ["151/2025/NĐ-CP"]),
        ("16 /2026/QÐ-UBND", ["16/2026/QĐ-UBND"]),
        ("151/2025/ND-CP", ["151/2025/NĐ-CP"]),
        # destroyed by OCR, dates, fractions: nothing
        ("Luật số 8 7⁄202%⁄QHI5", []),
        ("ngày 01/7/2025", []),
        ("60 km/h, 24/7, 1/2025", []),
    ],
)
def test_find_numbers(text: str, numbers: list[str]) -> None:
    assert [number for _, _, number in find_numbers(text)] == numbers


def test_title_without_year_means_the_law_of_its_time() -> None:
    assert find_numbers("Luật Xây dựng", as_of=date(2025, 6, 12))[0][2] in {"135/2025/QH15", "50/2014/QH13"}
    assert find_numbers("Luật Xây dựng", as_of=date(2024, 6, 12))[0][2] == "50/2014/QH13"
    assert find_numbers("Luật Đất đai", as_of=date(2020, 1, 1))[0][2] == "45/2013/QH13"


def test_spans_slice_to_the_printed_number() -> None:
    text = "Căn cứ Nghị định số 151/2025/NĐ-СР và Luật Đất đai năm 2024."
    assert [text[start:end] for start, end, _ in find_numbers(text)] == ["151/2025/NĐ-СР", "Luật Đất đai năm 2024"]


@pytest.mark.parametrize(
    ("number", "kind", "issuer"),
    [
        ("151/2025/NĐ-CP", "Nghị định", "Chính phủ"),
        ("72/2025/QH15", "Luật", "Quốc hội"),
        ("104/2025/UBTVQH15", "Nghị quyết", "Ủy ban Thường vụ Quốc hội"),
        ("1656/NQ-UBTVQH15", "Nghị quyết", "Ủy ban Thường vụ Quốc hội"),
        ("48/2025/QĐ-TTg", "Quyết định", "Thủ tướng Chính phủ"),
        ("36/2025/QĐ-CTUBND", "Quyết định", "Chủ tịch Ủy ban nhân dân"),
        ("26/2026/TT-BCT", "Thông tư", "Bộ Công Thương"),
        ("44/VBHN-VPQH", "Văn bản hợp nhất", "Văn phòng Quốc hội"),
        ("221-KL/TW", "Kết luận", "Ban Chấp hành Trung ương Đảng"),
        ("171/CV-BCĐ", "Công văn", ""),
        ("7/2031/TTLT-BNV-BTC", "Thông tư liên tịch", "Bộ Nội vụ, Bộ Tài chính"),
        ("7/2031/TTLT-BNV-BCX", "Thông tư liên tịch", ""),  # one of them is not known
        (
            "7/2031/NQLT-UBTVQH16-CP-ĐCTUBTWMTTQVN",
            "Nghị quyết liên tịch",
            "Ủy ban Thường vụ Quốc hội, Chính phủ, Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
        ),
        ("", "", ""),
    ],
)
def test_kind_and_issuer(number: str, kind: str, issuer: str) -> None:
    assert (kind_of(number), issuer_of(number)) == (kind, issuer)


def test_short_title() -> None:
    assert short_title_of("31/2024/QH15") == "Luật Đất đai"
    assert short_title_of("9999/2024/QH15") == ""


@given(st.text(alphabet="Luật Đấđiô0123456789/.-–NĐCPQHVB⁄%\n ", max_size=80))
def test_never_raises_and_spans_are_ordered(text: str) -> None:
    found = find_numbers(text)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert all(normalise_number(number) == number for _, _, number in found)
