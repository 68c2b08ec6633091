"""Questions that ask for several authorities are taken apart; others are left whole."""

from __future__ import annotations

import pytest

from assistant.question.parts import LABEL, MOST, parts_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Trạm quan trắc diều của xã: ai lập hồ sơ, ai thẩm định, ai phê duyệt?",
            [
                ("lập hồ sơ", "Trạm quan trắc diều của xã, ai lập hồ sơ?"),
                ("thẩm định", "Trạm quan trắc diều của xã: ai thẩm định?"),
                ("phê duyệt", "Trạm quan trắc diều của xã: ai phê duyệt?"),
            ],
        ),
        (  # what comes before the first "ai" is the matter of the second
            "Kế hoạch thả diều do cơ quan nào lập và cơ quan nào phê duyệt?",
            [
                ("lập", "Kế hoạch thả diều do cơ quan nào lập?"),
                ("phê duyệt", "Kế hoạch thả diều: cơ quan nào phê duyệt?"),
            ],
        ),
        (  # each part has a matter of its own
            "Đội thả diều ở thôn: tiêu chí ai quy định, số đội ai quyết?",
            [
                ("tiêu chí", "Đội thả diều ở thôn, tiêu chí ai quy định?"),
                ("số đội", "Đội thả diều ở thôn: số đội ai quyết?"),
            ],
        ),
        (  # a case without an act asks for the same act
            "Diều rơi trong một xã thì ai công bố? Bay sang xã bên rồi thì ai?",
            [
                ("diều rơi trong một xã", "Diều rơi trong một xã thì ai công bố?"),
                ("bay sang xã bên rồi", "Bay sang xã bên rồi thì ai công bố?"),
            ],
        ),
        (
            "Thẩm quyền cấp phép đối với diều nhỏ và đối với diều lớn thuộc về ai?",
            [
                ("đối với diều nhỏ", "Thẩm quyền cấp phép đối với diều nhỏ thuộc về ai?"),
                ("đối với diều lớn", "Thẩm quyền cấp phép đối với diều lớn thuộc về ai?"),
            ],
        ),
        (  # a comma inside what it is about divides nothing
            "Tổng số diều, sáo của các xã do cơ quan nào quyết định, và số diều của một xã do cơ quan nào quyết định?",
            [
                ("tổng số diều, sáo của các xã", "Tổng số diều, sáo của các xã do cơ quan nào quyết định?"),
                ("số diều của một xã", "Tổng số diều: số diều của một xã do cơ quan nào quyết định?"),
            ],
        ),
        (
            "Dân xin thả diều thì nộp hồ sơ cơ quan nào, cuối cùng ai quyết?",
            [
                ("nộp hồ sơ", "Dân xin thả diều thì nộp hồ sơ cơ quan nào?"),
                ("quyết", "Dân xin thả diều thì nộp hồ sơ: ai quyết?"),
            ],
        ),
    ],
)
def test_a_question_with_parts(question: str, parts: list[tuple[str, str]]) -> None:
    assert [(part.label, part.text) for part in parts_of(question)] == parts


def test_a_case_added_at_the_end_is_a_part() -> None:
    parts = parts_of("Cá nhân thả diều lớn thì ai cấp phép? Nếu là công ty thì sao?")
    assert [part.label for part in parts] == ["cấp phép", "công ty"]
    assert "ai cấp phép" in parts[1].text
    assert "công ty" in parts[1].text


@pytest.mark.parametrize(
    "question",
    [
        "Ai cấp phép thả diều?",
        "Cấp phép thả diều do xã hay tỉnh quyết?",
        "Năm 2022 tách thôn thì cấp nào ra nghị quyết, HĐND xã hay tỉnh?",  # the same question
        "Hội đồng chưa bầu được ai. Trong lúc chờ thì cấp nào cử người điều hành?",  # nobody is asked for
        "Đất chưa giao cho ai thì bên nào giữ?",
        "Chánh thanh tra do ai bổ nhiệm, cần ý kiến của ai?",  # who is heard is told with who decides
        "Điều kiện thả diều là gì?",
        "",
        "ai, ai, ai, ai, ai",
        ", ".join(f"ai làm việc {n}" for n in range(MOST + 1)),
    ],
)
def test_any_other_question_stays_whole(question: str) -> None:
    assert parts_of(question) == ()


def test_a_label_is_the_act_without_who_may_do_it() -> None:
    first, second = parts_of("Diều của xã: ai được cho bay, ai mới có quyền đình chỉ buổi thả diều?")
    assert (first.label, second.label) == ("cho bay", "đình chỉ buổi thả diều")


def test_a_long_label_is_cut_between_words() -> None:
    matter = "việc thả diều có đèn " * 8
    first, _ = parts_of(f"{matter}thì ai cấp phép, còn việc khác thì ai cấp phép?")
    assert first.label == f"{matter[:LABEL].rsplit(' ', 1)[0]}…"
    assert len(first.label) <= LABEL + 1
