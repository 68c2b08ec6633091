"""The act that is asked for: the verb beside the word for "who"."""

from __future__ import annotations

import pytest

from assistant.question.acts import acts_asked, acts_given, acts_of_who, asks_to_whom, variants
from assistant.question.premise import without_request
from corpus.authorities.names import in_full, name_authorities


@pytest.mark.parametrize(
    ("question", "acts"),
    [
        ("Hội đồng xét diều thì cơ quan nào trình lập?", {"trình"}),
        ("Làm xong hồ sơ thả diều thì trình ai duyệt phương án?", {"phê duyệt"}),
        ("Bãi thả diều: ai thẩm định, ai phê duyệt?", {"thẩm định", "phê duyệt"}),
        ("Ai có quyền duyệt phương án?", {"phê duyệt"}),
        ("Cơ quan nào của xã được bãi bỏ?", {"bãi bỏ"}),
        ("Người lập hội đồng xét diều là ai?", {"lập"}),
        ("Thả diều ở sân đình có cần hỏi ý kiến không?", set()),
    ],
)
def test_verbs_of_who_is_asked_for(question: str, acts: set[str]) -> None:
    assert acts_of_who(question) == acts


def test_a_specific_act_stands_alone_and_a_decision_takes_its_matter() -> None:
    assert acts_asked("Hồ sơ phê chuẩn chức danh thì cơ quan nào thẩm định?") == {"thẩm định"}
    assert {"thu hồi", "quyết định"} <= acts_asked("Thu hồi bãi diều thì ai quyết định?")


@pytest.mark.parametrize(
    ("question", "to_whom"),
    [
        ("Nuôi diều dưới 10 con thì phải báo cho ai?", True),
        ("Nộp đơn xin thả diều ở đâu?", True),
        ("Phương án thả diều trình ai phê duyệt?", False),  # asks who approves
        ("Ai cấp phép thả diều?", False),
    ],
)
def test_a_question_to_whom(question: str, to_whom: bool) -> None:
    assert asks_to_whom(question) is to_whom


@pytest.mark.parametrize(
    ("question", "acts"),
    [
        ("Đăng ký thả diều ở đâu?", {"đăng ký"}),  # no signing
        ("Trợ cấp diều hỏng ở đâu?", set()),  # no issuing
        ("Xảy ra rơi diều thì sao?", set()),  # no deciding
        ("Diều rơi thì giải quyết thế nào?", {"giải quyết"}),  # no deciding
    ],
)
def test_a_syllable_inside_a_word_is_no_act(question: str, acts: set[str]) -> None:
    assert acts_asked(question) == acts


def test_an_act_inside_a_noun_is_not_given_by_a_point() -> None:
    lead = "Cơ quan quản lý diều cấp xã có trách nhiệm:"
    assert acts_given("a) Tham gia Hội đồng hòa giải tranh chấp bãi diều;", lead) == frozenset()
    assert "hòa giải" in acts_given("a) Hòa giải tranh chấp bãi diều;", lead)


def test_who_carries_out_a_competence_does_the_act_that_it_is_for() -> None:
    text = "1. Thẩm quyền cấp giấy phép thả diều quy định tại khoản 2 Điều 3 do Ủy ban nhân dân cấp xã thực hiện."
    assert acts_given(text, "") == {"cấp giấy"}


def test_verbs_have_the_longer_words_of_the_law_for_the_same_act() -> None:
    assert {"cấp", "cấp giấy", "cấp phép"} <= variants(frozenset({"cấp"}))
    assert variants(frozenset({"ký"})) == {"ký"}  # what is signed may be any decision


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Cơ quan chuyên môn có chức năng quản lý diều thuộc Ủy ban nhân dân cấp xã tổ chức thẩm định.",
            "Cơ quan chuyên môn có chức năng quản lý diều thuộc Ủy ban nhân dân cấp xã",
        ),
        ("cơ quan chuyên môn về diều và gió cấp xã trình", "Cơ quan chuyên môn về diều và gió cấp xã"),
        ("Ủy ban nhân dân xã, phường quyết định", "Ủy ban nhân dân cấp xã"),
        ("Chủ tịch Ủy ban nhân dân đặc khu quyết định", "Chủ tịch Ủy ban nhân dân đặc khu"),
    ],
)
def test_a_specialised_agency_keeps_its_task(text: str, name: str) -> None:
    assert in_full(text, name_authorities(text)[0]) == name


def test_forming_a_council_is_no_request_to_draft() -> None:
    asked = "Người lập hội đồng xét diều từ năm 2026 là ai?"
    assert without_request(asked) == (asked, "")
    assert without_request("Ai cấp phép thả diều? Soạn giúp tôi tờ trình")[1]
