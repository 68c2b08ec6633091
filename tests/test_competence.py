"""What a clause itself states: who holds the power, and the key sentence."""

from __future__ import annotations

from datetime import date

import pytest
from clauses import LEAD, asked, clause, hits

from assistant.authority import competence as module
from assistant.authority.competence import competences, evidence_of
from assistant.question.choices import asks_who
from assistant.question.understand import Question
from assistant.verify import Verdict, verify_claim
from assistant.verify.sentences import LONGEST
from corpus.model import Chunk, Validity

WHO = asked("Ai cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học?")
LED = clause("a) Cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học;", "art_2__cl_1__pt_a", lead=LEAD)
OWN = clause("1. Sở Xây dựng cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ai ký giấy phép?", True),
        ("Thẩm quyền cấp giấy phép cây xanh?", True),
        ("Nộp hồ sơ ở đâu?", True),
        ("Cơ quan nào quyết định?", True),
        ("việc này xã hay tỉnh làm", True),
        ("Giấy phép có thời hạn bao lâu?", False),
        ("Hồ sơ gồm những gì?", False),
        ("Trình tự thế nào?", False),
        ("Biển tên cây do Ủy ban nhân dân xã hay Hội đồng nhân dân xã quyết định?", True),
    ],
)
def test_asks_who(text: str, expected: bool) -> None:
    assert asks_who(asked(text)) is expected


def test_the_lead_in_names_the_authority_of_a_point() -> None:
    (stated,) = competences(WHO, hits([LED]))
    assert stated.authorities == ("Chủ tịch Ủy ban nhân dân cấp xã",)
    assert stated.claim == (
        "Chủ tịch Ủy ban nhân dân cấp xã thực hiện: Cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học"
    )


def test_a_clause_that_names_its_authority_speaks_for_itself() -> None:
    led_too = clause(OWN.text, lead=LEAD)
    (stated,) = competences(WHO, hits([led_too]))
    assert stated.authorities == ("Sở Xây dựng",)
    assert stated.claim == "Sở Xây dựng cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học"


def test_a_heading_about_somebody_else_does_not_silence_the_clause() -> None:
    """The question takes the holder for its matter, and the heading's holder does not pass the check."""
    question = asked("Tỉnh đã giao Chủ tịch xã công nhận cây cổ thụ. Vậy ai cấp giấy phép chặt hạ cây xanh?")
    text = "b) Chủ tịch Ủy ban nhân dân cấp xã cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học."
    heading = "Điều 2. Phân cấp thẩm quyền cho Ủy ban nhân dân cấp tỉnh thực hiện"
    (stated,) = competences(question, hits([clause(text, "art_2__cl_1__pt_b", heading=heading)]))
    assert stated.authorities == ("Chủ tịch Ủy ban nhân dân cấp xã",)


def test_the_holder_at_the_end_of_the_sentence() -> None:
    (stated,) = competences(WHO, hits([clause("Giấy phép chặt hạ cây xanh do Ủy ban nhân dân cấp xã cấp.", "art_3")]))
    assert stated.authorities == ("Ủy ban nhân dân cấp xã",)


def test_a_clause_whose_bounds_shut_the_figure_out_is_not_told() -> None:
    low = clause("1. Ủy ban nhân dân cấp xã bán cây xanh có nguyên giá dưới 01 tỷ đồng.", "art_2__cl_1")
    high = clause("2. Sở Tài chính bán cây xanh có nguyên giá từ 01 tỷ đồng trở lên.", "art_2__cl_2")
    (stated,) = competences(asked("Ai bán cây xanh nguyên giá 2 tỷ?"), hits([low, high]))
    assert stated.authorities == ("Sở Tài chính",)


def test_other_points_of_one_clause_are_alternatives_in_the_order_of_the_law() -> None:
    lead = "1. Thẩm quyền cấp giấy phép chặt hạ cây xanh:"
    first = clause("a) Sở Xây dựng cấp giấy phép chặt hạ cây xanh cổ thụ;", "art_2__cl_1__pt_a", lead=lead, start=100)
    second = clause(
        "b) Ủy ban nhân dân cấp xã cấp giấy phép chặt hạ cây xanh khác.", "art_2__cl_1__pt_b", lead=lead, start=200
    )
    stated = competences(WHO, hits([second, first], [0.90, 0.88]))
    assert [c.authorities for c in stated] == [("Sở Xây dựng",), ("Ủy ban nhân dân cấp xã",)]
    far = competences(WHO, hits([second, first], [0.90, 0.50]))
    assert [c.authorities for c in far] == [("Ủy ban nhân dân cấp xã",)]


def test_another_clause_is_no_alternative() -> None:
    other = clause("a) Sở Y tế cấp giấy phép chặt hạ cây xanh;", "art_7__cl_1__pt_a")
    stated = competences(WHO, hits([LED, other]))
    assert [c.authorities for c in stated] == [("Chủ tịch Ủy ban nhân dân cấp xã",)]


def test_a_figure_is_answered_by_the_sentence_that_has_it() -> None:
    text = (
        "Ủy ban nhân dân cấp tỉnh tổ chức kiểm tra cây xanh hằng năm.\n"
        "Thời hạn giải quyết hồ sơ cây xanh là 15 ngày làm việc.\nHồ sơ cây xanh gồm đơn và sơ đồ."
    )
    (stated,) = competences(asked("Giải quyết hồ sơ cây xanh trong bao nhiêu ngày?"), hits([clause(text, "art_4")]))
    assert stated.claim == "Thời hạn giải quyết hồ sơ cây xanh là 15 ngày làm việc"
    assert stated.authorities == ()


def test_a_figure_that_no_sentence_has_is_not_answered() -> None:
    none = clause("Lệ phí cây xanh do Hội đồng nhân dân cấp tỉnh quy định.", "art_4")
    assert competences(asked("Lệ phí cây xanh là bao nhiêu tiền?"), hits([none])) == ()


def test_nothing_without_hits_or_without_a_holder() -> None:
    assert competences(WHO, ()) == ()
    assert competences(WHO, hits([clause("Giấy phép cây xanh có thời hạn 12 tháng.", "art_4")])) == ()


def test_the_second_hit_is_tried_only_when_it_is_near() -> None:
    silent = clause("Giấy phép cây xanh có thời hạn 12 tháng.", "art_4")
    assert competences(WHO, hits([silent, OWN], [0.9, 0.88]))[0].authorities == ("Sở Xây dựng",)
    assert competences(WHO, hits([silent, OWN], [0.9, 0.5])) == ()


@pytest.mark.parametrize("question", [WHO, asked("Cây xanh trường học là gì?")])
def test_nothing_unverified_is_returned(monkeypatch: pytest.MonkeyPatch, question: Question) -> None:
    assert competences(question, hits([OWN, LED]))
    monkeypatch.setattr(module, "verify_claim", lambda *_, **__: Verdict(False, ()))
    assert competences(question, hits([OWN, LED])) == ()


@pytest.mark.parametrize("chunk", [LED, OWN])
def test_what_is_stated_passes_the_check_and_its_quote_slices(chunk: Chunk) -> None:
    (stated,) = competences(WHO, hits([chunk]))
    assert verify_claim(stated.claim, [evidence_of(chunk)], question=WHO.understood).ok
    start, end = stated.verdict.quote
    assert 0 <= start < end <= len(chunk.text)
    assert "giấy phép" in chunk.text[start:end].lower()


def test_a_long_clause_is_cut_at_a_semicolon() -> None:
    act = "cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học"
    text = "1. Sở Xây dựng " + "; ".join([act] + [f"{act} số {n}" for n in range(12)]) + "."
    (stated,) = competences(WHO, hits([clause(text)]))
    assert len(stated.claim) <= LONGEST < len(text)
    assert text[text.index(stated.claim) + len(stated.claim)] == ";"


def test_a_district_holds_its_power_on_a_day_of_its_time() -> None:
    text = "1. Ủy ban nhân dân cấp huyện cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học."
    district = clause(text, validity=Validity(date(2024, 1, 1), None))
    (stated,) = competences(WHO, hits([district]), date(2025, 3, 1))
    assert stated.authorities == ("Ủy ban nhân dân cấp huyện",)
    assert competences(WHO, hits([district]), date(2025, 7, 1)) == ()


def test_a_body_that_is_formed_holds_nothing() -> None:
    formed = clause("c) Quyết định thành lập Hội đồng thẩm định giá cây xanh;", "art_2__cl_1__pt_c", lead=LEAD)
    (stated,) = competences(asked("Hội đồng thẩm định giá cây xanh do ai lập?"), hits([formed]))
    assert stated.authorities == ("Chủ tịch Ủy ban nhân dân cấp xã",)


def test_the_act_that_is_asked_for_chooses_the_holder() -> None:
    text = "1. Phòng Kinh tế thẩm định hồ sơ cây xanh, Chủ tịch Ủy ban nhân dân cấp xã phê duyệt hồ sơ cây xanh."
    for act, holder in (("phê duyệt", "Chủ tịch Ủy ban nhân dân cấp xã"), ("duyệt", "Chủ tịch Ủy ban nhân dân cấp xã")):
        (stated,) = competences(asked(f"Ai {act} hồ sơ cây xanh?"), hits([clause(text)]))
        assert stated.authorities == (holder,)


def test_the_sentence_that_speaks_of_the_matter_is_stated() -> None:
    text = (
        "1. Ủy ban nhân dân cấp tỉnh ban hành mẫu biển tên đường.\n"
        "Sở Xây dựng cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học."
    )
    (stated,) = competences(WHO, hits([clause(text)]))
    assert stated.authorities == ("Sở Xây dựng",)


def test_a_point_without_an_act_is_told_with_the_lead_in() -> None:
    lead = "2. Sở Xây dựng cấp giấy phép chặt hạ cây xanh đối với:"
    point = clause("b) Tổ chức trong nước có khuôn viên trường học;", "art_2__cl_2__pt_b", lead=lead)
    (stated,) = competences(asked("Ai cấp giấy phép chặt hạ cây xanh cho tổ chức trong nước?"), hits([point]))
    assert stated.authorities == ("Sở Xây dựng",)
    assert stated.claim == (
        "Sở Xây dựng cấp giấy phép chặt hạ cây xanh đối với: Tổ chức trong nước có khuôn viên trường học"
    )


def test_a_near_clause_whose_holder_does_the_very_act_comes_first() -> None:
    heard = clause("1. Sở Xây dựng lấy ý kiến về danh mục cây cổ thụ.", "art_2__cl_1")
    reviews = clause("2. Chi cục Kiểm lâm thẩm định danh mục cây cổ thụ.", "art_2__cl_2")
    (stated,) = competences(asked("Danh mục cây cổ thụ cơ quan nào thẩm định?"), hits([heard, reviews], [0.9, 0.88]))
    assert stated.hit.chunk is reviews
    (stated,) = competences(asked("Danh mục cây cổ thụ cơ quan nào thẩm định?"), hits([heard, reviews], [0.9, 0.8]))
    assert stated.hit.chunk is heard  # too far behind


@pytest.mark.parametrize(
    "text",
    [
        "Xã có được ký giấy chăm cây không, hay phải lên tỉnh?",
        "Giấy chăm cây nộp ở xã hay ở tỉnh?",
        "Số cây do hội đồng nhân dân xã tự quyết hay tỉnh quyết?",
        "Danh sách người chăm cây phải gửi lên đâu?",
        "Cá nhân nào chịu trách nhiệm về cây?",
    ],
)
def test_a_choice_between_tiers_asks_who(text: str) -> None:
    assert asks_who(asked(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "1. Việc chặt hạ cây quy định tại Điều 19 Nghị định số 48/2099/NĐ-CP ngày 05 tháng 6 năm 2099 của Chính "
            "phủ quy định về cây xanh do Ủy ban nhân dân cấp xã thực hiện.",
            ("Ủy ban nhân dân cấp xã",),
        ),
        ("1. Ủy ban nhân dân cấp xã được phân cấp thẩm quyền quyết định chặt hạ cây.", ("Ủy ban nhân dân cấp xã",)),
        (
            "1. Căn cứ điều kiện của từng địa phương, Ủy ban nhân dân cấp xã quyết định việc chặt hạ cây.",
            ("Ủy ban nhân dân cấp xã",),
        ),
        (
            "2. Đối với Chủ tịch, Phó Chủ tịch Ủy ban nhân dân cấp xã: Chủ tịch Ủy ban nhân dân cấp tỉnh quyết định "
            "việc chặt hạ cây.",
            ("Chủ tịch Ủy ban nhân dân cấp tỉnh",),
        ),
        ("1. Chính phủ quy định chi tiết Điều này.", ()),
        ("1. Đối với cây của Sở Xây dựng (sau đây gọi chung là cấp tỉnh) thì việc chặt hạ cây làm theo quy chế.", ()),
    ],
)
def test_who_holds_a_power_and_who_is_only_named(text: str, names: tuple[str, ...]) -> None:
    found = competences(asked("Ai quyết định chặt hạ cây?"), hits([clause(text)]))
    assert tuple(name for stated in found for name in stated.authorities) == names


def test_a_name_alone_is_no_sentence() -> None:
    text = "3. Ủy ban nhân dân cấp xã\na) Trồng cây xanh trong khuôn viên trường học."
    assert all(len(stated.claim.split()) > 5 for stated in competences(WHO, hits([clause(text)])))


def test_a_holder_of_the_asked_competence_comes_before_one_of_another() -> None:
    other = clause("1. Trách nhiệm công bố danh mục cây cổ thụ do Sở Xây dựng thực hiện.", "art_2__cl_1")
    asked_for = clause("2. Thẩm quyền cấp phép chặt cây cổ thụ do Ủy ban nhân dân cấp xã thực hiện.", "art_2__cl_2")
    (stated,) = competences(asked("Xin chặt cây cổ thụ thì cơ quan nào cấp?"), hits([other, asked_for], [0.9, 0.88]))
    assert stated.authorities == ("Ủy ban nhân dân cấp xã",)


def test_a_holder_that_the_question_offers_comes_first() -> None:
    minister = clause("1. Bộ trưởng Bộ Xây dựng quyết định trồng cây cổ thụ ở quảng trường.", "art_2__cl_1")
    province = clause("2. Ủy ban nhân dân cấp tỉnh quyết định trồng cây cổ thụ ở vườn hoa.", "art_2__cl_2")
    question = asked("Trồng cây cổ thụ do Hội đồng nhân dân xã, Ủy ban nhân dân tỉnh hay Sở Nội vụ quyết định?")
    (stated,) = competences(question, hits([minister, province], [0.9, 0.8]))
    assert stated.authorities == ("Ủy ban nhân dân cấp tỉnh",)


def test_a_rule_for_other_cases_is_no_answer_for_this_one() -> None:
    text = (
        "1. Chặt hạ cây xanh gồm:\na) Cây trong khuôn viên trường học;\nb) Trường hợp khác do Sở Xây dựng quyết định."
    )
    assert competences(WHO, hits([clause(text)])) == ()


def test_who_is_reported_to() -> None:
    text = "1. Chủ vườn ươm thông báo bằng văn bản cho Chủ tịch Ủy ban nhân dân cấp xã trước khi bán cây."
    (stated,) = competences(asked("Mở vườn ươm thì phải báo cho ai trước khi bán cây?"), hits([clause(text)]))
    assert stated.authorities == ("Chủ tịch Ủy ban nhân dân cấp xã",)


def test_a_long_sentence_is_told_whole_for_the_holder_at_its_end() -> None:
    heard = "Lấy ý kiến của hội làm vườn, hội người cao tuổi và các trường học trên địa bàn về cây cổ thụ"
    text = f"1. {'; '.join([heard] * 5)}; Chủ tịch Ủy ban nhân dân cấp xã quyết định chặt hạ cây cổ thụ trong trường."
    (stated,) = competences(asked("Ai quyết định chặt hạ cây cổ thụ trong trường?"), hits([clause(text)]))
    assert stated.authorities == ("Chủ tịch Ủy ban nhân dân cấp xã",)
    assert stated.claim.startswith("Lấy ý kiến")  # nothing is cut out of its context


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Ủy ban nhân dân xã có cấp giấy phép chặt cây không?", True),
        ("Phương án trồng cây chủ tịch xã duyệt được không?", True),
        ("Trồng cây ở xã hay trên Sở xin phép?", True),
        ("Tổ chức nào giám sát việc trồng cây?", True),
        ("Sau khi nhập xã, có phải trồng lại cây không?", False),
        ("Cây xanh của xã có phải tưới hằng ngày không?", False),
    ],
)
def test_asks_whether_a_body_may_do_it(question: str, asks: bool) -> None:
    assert asks_who(asked(question)) is asks


def test_a_clause_that_only_announces_does_not_stand_in_the_way() -> None:
    heading = clause("Thẩm quyền của Ủy ban nhân dân cấp huyện chuyển giao cho Chủ tịch cấp xã, bao gồm:", "art_9")
    (stated,) = competences(WHO, hits([heading, OWN], [0.9, 0.89]))
    assert stated.authorities == ("Sở Xây dựng",)
