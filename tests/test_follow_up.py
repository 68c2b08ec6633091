"""Questions that lean on the one before them."""

from __future__ import annotations

import pytest

from assistant.question.follow_up import resolve

WHO = "Ai cấp giấy phép xây dựng nhà ở riêng lẻ?"
LAND = "Cơ quan nào ở cấp xã quyết định thu hồi đất của hộ gia đình?"
TIME = "Thời hạn giải quyết khiếu nại lần đầu là bao lâu?"


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        # a tier, a party, a time, an act, a step in the place of one of its kind
        (WHO, "còn cấp tỉnh thì sao?", "Ai cấp giấy phép xây dựng nhà ở riêng lẻ ở cấp tỉnh?"),
        (LAND, "còn cấp tỉnh thì sao?", "Cơ quan nào ở cấp tỉnh quyết định thu hồi đất của hộ gia đình?"),
        (LAND, "thế phường thì sao?", "Cơ quan nào ở phường quyết định thu hồi đất của hộ gia đình?"),
        (LAND, "còn tổ chức thì sao?", "Cơ quan nào ở cấp xã quyết định thu hồi đất của tổ chức?"),
        (WHO, "nếu là người nước ngoài thì sao?", "Ai cấp giấy phép xây dựng nhà ở riêng lẻ đối với người nước ngoài?"),
        (WHO, "trước đây thì ai?", "Trước đây, ai cấp giấy phép xây dựng nhà ở riêng lẻ?"),
        (WHO, "trước 1/7/2025 thì ai cấp?", "Trước 1/7/2025, ai cấp giấy phép xây dựng nhà ở riêng lẻ?"),
        ("Trước đây, ai cấp phép?", "còn bây giờ?", "Bây giờ, ai cấp phép?"),
        (WHO, "còn thu hồi thì sao?", "Ai thu hồi giấy phép xây dựng nhà ở riêng lẻ?"),
        (TIME, "còn lần hai?", "Thời hạn giải quyết khiếu nại lần hai là bao lâu?"),
        # an aspect of the same matter
        (WHO, "thời hạn bao lâu?", "Cấp giấy phép xây dựng nhà ở riêng lẻ: thời hạn bao lâu?"),
        (WHO, "hồ sơ gồm những gì?", "Cấp giấy phép xây dựng nhà ở riêng lẻ: hồ sơ gồm những gì?"),
        (TIME, "ai giải quyết?", "Giải quyết khiếu nại lần đầu: ai giải quyết?"),
        (
            WHO,
            "Sở Xây dựng có được cấp không?",
            "Cấp giấy phép xây dựng nhà ở riêng lẻ: Sở Xây dựng có được cấp không?",
        ),
        (WHO, "có cần họp không?", "Cấp giấy phép xây dựng nhà ở riêng lẻ: có cần họp không?"),
        # its basis
        (WHO, "văn bản nào quy định?", "Ai cấp giấy phép xây dựng nhà ở riêng lẻ, văn bản nào quy định?"),
        # pointing back
        (WHO, "việc đó có được ủy quyền không?", "Cấp giấy phép xây dựng nhà ở riêng lẻ có được ủy quyền không?"),
        (WHO, "thủ tục này nộp ở đâu?", "thủ tục cấp giấy phép xây dựng nhà ở riêng lẻ nộp ở đâu?"),
        # another object of the same question
        (WHO, "thế còn nhà xưởng thì sao?", "Nhà xưởng: ai cấp?"),
    ],
)
def test_a_question_is_made_whole(before: str, question: str, understood: str) -> None:
    found = resolve(question, [before])
    assert found.understood == understood
    assert found.why


@pytest.mark.parametrize(
    "question",
    [
        "Ai quyết định thu hồi đất?",
        "Còn giấy phép kinh doanh rượu thì ai cấp?",
        "Luật Đất đai quy định gì về thu hồi đất?",
        "Chủ tịch xã có được phạt người bán hàng rong không?",
        "cảm ơn",
    ],
)
def test_a_question_that_stands_alone_stays(question: str) -> None:
    assert resolve(question, [WHO]).understood == question
    assert resolve(question, [WHO]).why == ""


@pytest.mark.parametrize("question", ["còn cấp tỉnh thì sao?", "văn bản nào quy định?", "việc đó ai ký?", ""])
def test_nothing_to_lean_on(question: str) -> None:
    assert resolve(question, []).understood == question


def test_a_chain_keeps_its_matter() -> None:
    found = resolve("còn tổ chức?", [LAND, "trước 1/7/2025 thì sao?"])
    assert "thu hồi đất của tổ chức" in found.understood
    assert found.understood.startswith("Trước 1/7/2025")


def test_a_new_question_starts_a_new_matter() -> None:
    assert "quán karaoke" in resolve("thời hạn bao lâu?", [WHO, "Ai cấp phép mở quán karaoke?"]).understood
