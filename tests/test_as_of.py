"""The day that a question sets by itself."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.question.as_of import day_asked, without_times

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ngày 15/9/2025 ai cấp sổ đỏ lần đầu?", date(2025, 9, 15)),
        ("ngày 05 tháng 10 năm 2025 ai ký", date(2025, 10, 5)),
        ("tháng 9 năm 2025 ai cấp?", date(2025, 9, 15)),
        ("khu tập thể bàn giao cho ai (tháng 11/2025)", date(2025, 11, 15)),
        ("quý III/2025 ai cấp", date(2025, 8, 15)),
        ("cuối năm 2025 ai cấp?", date(2025, 12, 15)),
        ("năm 2024 ai cấp sổ đỏ?", date(2024, 12, 31)),
        ("năm ngoái ai cấp?", date(2025, 12, 31)),
        ("Vào năm 2030 ai cấp?", date(2030, 1, 1)),
        ("năm 2026 ai cấp?", TODAY),
        ("ai cấp vào ngày 2/3/2027?", date(2027, 3, 2)),
        ("từ ngày 01/3/2027 ai cấp?", date(2027, 3, 1)),
        # the eve of a limit, where the limit is the time of the question
        ("trước 1/7/2025 ai cấp sổ đỏ?", date(2025, 6, 30)),
        ("Trước ngày 01/7/2025, ai cấp?", date(2025, 6, 30)),
        ("trước đây ai cấp?", date(2025, 6, 30)),
    ],
)
def test_the_day_asked_about(text: str, day: date) -> None:
    assert day_asked(text, TODAY).day == day


@pytest.mark.parametrize(
    "text",
    [
        "ai cấp giấy phép",
        "hiện nay ai cấp?",
        "từ 01/7/2025 ai cấp",
        "sau 1/7/2025 ai cấp",
        # a limit for a file, an event that is asked about now, an effect
        "hồ sơ nhận trước 1/7/2025",
        "Hồ sơ nộp trước ngày 01/7/2025 nay ai giải quyết?",
        "hồ sơ nộp ngày 20/6/2026 chưa được cấp thì theo nghị định nào",
        "huyện duyệt phương án tháng 6/2025 nhưng chưa ra quyết định, ai làm tiếp",
        "Hợp đồng chứng thực năm 2023 nay bị sai",
        "Nghị định 151 hết hiệu lực ngày 01/01/2027 đúng không?",
        # a year or a day that names something else, or nothing
        "Luật Đất đai năm 2024 quy định gì?",
        "giá đất năm 2026 là bao nhiêu",
        "Giao đất hồi trước huyện ký, bây giờ ai ký?",
        "ngày 31/02/2026 ai cấp",
    ],
)
def test_no_day_of_its_own(text: str) -> None:
    assert day_asked(text, TODAY).day is None


@pytest.mark.parametrize(
    "text", ["trước đây ai cấp?", "năm 2025 ai cấp?", "trước 1/7/2025 ai cấp?", "quý I/2026 ai cấp"]
)
def test_a_vague_time_is_told_as_taken(text: str) -> None:
    found = day_asked(text, TODAY)
    assert found.day is not None
    assert f"{found.day:%d/%m/%Y}" in found.notice


def test_an_exact_day_needs_no_notice() -> None:
    assert day_asked("ngày 15/9/2025 ai cấp", TODAY).notice == ""


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("Ai cấp thẻ bến đò? (hồ sơ nộp tháng 5/2025)", "Ai cấp thẻ bến đò?"),
        ("Xin thẻ bến đò, t10/2025 thì ai cấp?", "Xin thẻ bến đò, thì ai cấp?"),
        ("Gửi đơn hồi tháng 3/2025 thì ai giải quyết?", "Gửi đơn thì ai giải quyết?"),
        ("Năm 2022 ai tách thôn?", "ai tách thôn?"),
        ("Cuối năm 2026 rồi, ai duyệt giá đò?", "ai duyệt giá đò?"),
        ("Ngày 15/9/2025, quý 3/2025, năm ngoái ai cấp thẻ?", "ai cấp thẻ?"),
        ("Ai cấp thẻ (bến đò mở tháng 5/2025 ở hai xã giáp ranh)?", "Ai cấp thẻ (bến đò mở ở hai xã giáp ranh)?"),
        ("Ai cấp thẻ bến đò?", "Ai cấp thẻ bến đò?"),
        ("Tháng 5/2025", "Tháng 5/2025"),  # nothing else is there
    ],
)
def test_times_are_taken_out(question: str, matter: str) -> None:
    assert without_times(question) == matter
