"""Cases under way when the law changed."""

from __future__ import annotations

import pytest
from clauses import asked, clause, hits

from assistant.retrieval.transitional import is_transitional, is_under_way, settles, transitional_first

UNDER_WAY = "Hồ sơ trồng cây nộp trước 1/7/2025 chưa giải quyết thì nay ai làm tiếp?"
NEW = clause("Ủy ban nhân dân cấp xã cấp phép trồng cây.", "art_2")
OLD = clause(
    "Hồ sơ trồng cây nộp trước ngày 01 tháng 7 năm 2025 thì Sở Xây dựng giải quyết.",
    "art_9",
    heading="Điều 9. Chuyển tiếp",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (UNDER_WAY, True),
        ("Huyện duyệt phương án tháng 6/2025 nhưng chưa ra quyết định thì ai làm tiếp?", True),
        ("Hồ sơ huyện nhận bị treo, xã xử lý sao?", True),
        ("Ai cấp phép trồng cây?", False),
        ("Huyện còn cấp phép trồng cây không?", False),
        ("Gửi đơn tháng 3/2025 thì lúc đó ai giải quyết?", False),
        ("Ngày 15/3/2025 ai giải quyết đơn?", False),
    ],
)
def test_under_way(text: str, expected: bool) -> None:
    assert is_under_way(asked(text)) is expected


def test_a_transitional_clause_is_known_by_heading_or_words() -> None:
    assert is_transitional(OLD)
    assert is_transitional(clause("Việc đang làm dở thì làm tiếp."))
    assert not is_transitional(NEW)


def test_it_comes_first_for_a_case_under_way_only() -> None:
    found = hits([NEW, OLD], [0.9, 0.8])
    ordered = transitional_first(asked(UNDER_WAY), found, 8)
    assert [h.chunk for h in ordered] == [OLD, NEW]
    assert [h.rank for h in ordered] == [1, 2]
    assert ordered[0].score == 0.9
    assert transitional_first(asked("Ai cấp phép trồng cây?"), found, 8) == found


def test_a_far_one_stays_where_it_is() -> None:
    found = hits([NEW, OLD], [0.9, 0.5])
    assert [h.chunk for h in transitional_first(asked(UNDER_WAY), found, 8)] == [NEW, OLD]


def test_it_settles_only_its_own_matter() -> None:
    assert settles(asked(UNDER_WAY), hits([OLD]))
    assert not settles(asked(UNDER_WAY), hits([NEW]))
    assert not settles(asked("Đơn xin nghỉ phép nộp trước 1/7/2025 chưa giải quyết thì ai duyệt?"), hits([OLD]))
    assert not settles(asked(UNDER_WAY), ())
