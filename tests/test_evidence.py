"""What is told beside the clauses: time, transfers, conflicts, false premises, abstaining. All texts are fictional."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from fictional_index import finished, opened
from flower_regulations import TEXTS

from assistant.answer import Answer, Assistant
from assistant.authority import transfer

DAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transfer, "LOCAL_GOVERNMENT", ("960/2099/QH15",))
        patch.setattr("assistant.notices.conflict.LOCAL_GOVERNMENT", ("960/2099/QH15",))
        with opened(tmp_path_factory.mktemp("flowers"), TEXTS) as made:
            yield made


def _notices(answer: Answer) -> str:
    return "\n".join(answer.notices)


def _claims(answer: Answer) -> str:
    return "\n".join(claim.text for claim in answer.claims)


def test_the_first_line_is_the_authority_with_its_act_and_ends_with_a_stop(assistant: Assistant) -> None:
    answer = finished(assistant, "Ai cấp giấy phép trồng hoa ven đường?", as_of=DAY)
    assert answer.authority == "Chủ tịch Ủy ban nhân dân cấp xã"
    assert answer.claims[0].text.endswith("Cấp giấy phép trồng hoa ven đường.")
    assert len({claim.text for claim in answer.claims}) == len(answer.claims)


def test_who_had_the_power_before(assistant: Assistant) -> None:
    answer = finished(assistant, "Trước kia huyện cấp giấy phép trồng hoa ven đường, nay ai cấp?", as_of=DAY)
    assert answer.before == "Ủy ban nhân dân cấp huyện"
    assert "Trước đây việc này thuộc Ủy ban nhân dân cấp huyện" in _notices(answer)
    assert "nay thuộc Chủ tịch Ủy ban nhân dân cấp xã" in _notices(answer)


def test_the_kind_of_transfer_and_what_follows(assistant: Assistant) -> None:
    devolved = finished(assistant, "Ai quyết định tổ chức hội thi cắm hoa toàn xã?", as_of=DAY)
    assert "Hình thức chuyển giao: phân cấp" in _notices(devolved)
    assert "không được phân cấp tiếp (khoản 2 Điều 13" in _notices(devolved)
    divided = finished(assistant, "Ai cấp giấy phép trồng hoa ven đường?", as_of=DAY)
    assert "Hình thức chuyển giao: phân định thẩm quyền" in _notices(divided)


def test_the_rule_on_passing_on(assistant: Assistant) -> None:
    answer = finished(assistant, "Xã được tỉnh phân cấp, nay xã phân cấp tiếp cho thôn được không?", as_of=DAY)
    assert answer.claims[0].text.endswith("không được phân cấp tiếp nhiệm vụ được phân cấp.")
    assert answer.claims[0].citations[0].provision == "art_13__cl_2"
    assert "Ủy quyền là việc khác" in _notices(answer)
    answer = finished(assistant, "Chủ tịch xã nhận ủy quyền rồi ủy quyền lại cho phó chủ tịch được không?", as_of=DAY)
    assert any(c.citations[0].provision.startswith("art_14") for c in answer.claims)


def test_a_prohibition_is_said_without_the_list_of_holders(assistant: Assistant) -> None:
    answer = finished(
        assistant, "Tôi được ủy quyền ký quyết định tiêu hủy hoa độc, soạn giúp văn bản ủy quyền.", as_of=DAY
    )
    assert "không được ủy quyền" in _claims(answer)
    assert "không soạn văn bản" in _notices(answer)


def test_conflict_shows_both_sides_and_the_rule(assistant: Assistant) -> None:
    answer = finished(assistant, "Ai quyết định tổ chức hội thi cắm hoa toàn xã?", as_of=DAY)
    told = next(n for n in answer.notices if "nêu khác nhau" in n)
    assert "Sở Nông nghiệp và Môi trường" in told
    assert "Ủy ban nhân dân cấp xã" in told
    assert "áp dụng theo nó khi có quy định khác (khoản 3 Điều 5 Nghị định 961/2099/NĐ-CP)" in told
    assert answer.authority == "Ủy ban nhân dân cấp xã"


@pytest.mark.parametrize(
    ("day", "authority"), [(date(2025, 9, 15), "Chủ tịch Ủy ban nhân dân cấp xã"), (DAY, "Sở Văn hóa")]
)
def test_the_day_decides(assistant: Assistant, day: date, authority: str) -> None:
    answer = finished(assistant, "Ai cấp giấy phép mở hội hoa xuân?", as_of=day)
    assert (answer.authority or "").startswith(authority)


def test_the_question_sets_the_day(assistant: Assistant) -> None:
    answer = finished(assistant, "Ngày 15/9/2025 ai cấp giấy phép mở hội hoa xuân?")
    assert answer.as_of == date(2025, 9, 15)
    other = finished(assistant, "Ngày 15/9/2025 ai cấp giấy phép mở hội hoa xuân?", as_of=DAY)
    assert "câu trả lời theo ngày 25/11/2026 đã chọn" in _notices(other)


def test_who_and_how_long(assistant: Assistant) -> None:
    answer = finished(assistant, "Ai cấp giấy phép mở hội hoa xuân, trong mấy ngày?", as_of=date(2025, 9, 15))
    assert "05 ngày" in _claims(answer)


def test_a_basis_that_ends_soon_and_one_without_a_known_end(assistant: Assistant) -> None:
    answer = finished(assistant, "Ai cấp giấy phép trồng hoa ven đường?", as_of=DAY)
    assert "chỉ thực hiện đến trước ngày 01/3/2027 (còn 96 ngày)" in _notices(answer)
    trial = finished(assistant, "Ai cho phép mở chợ hoa đêm?", as_of=DAY)
    assert "Nghị định 965/2099/NĐ-CP chỉ áp dụng có thời hạn nhưng trong kho chưa rõ ngày kết thúc" in _notices(trial)


def test_a_case_under_way_is_answered_by_the_transitional_clause(assistant: Assistant) -> None:
    asked = "Hồ sơ xin giấy phép trồng hoa ven đường nộp trước 1/7/2025 chưa giải quyết thì nay ai làm tiếp?"
    answer = finished(assistant, asked, as_of=DAY)
    assert answer.claims[0].citations[0].provision == "art_6"


def test_what_became_of_a_document(assistant: Assistant) -> None:
    answer = finished(assistant, "Nghị định 961/2099/NĐ-CP còn hiệu lực không?", as_of=DAY)
    assert "thực hiện đến trước ngày 01/3/2027 (còn 96 ngày)" in _notices(answer)
    assert "theo khoản 2 Điều 2 Nghị định 964/2099/NĐ-CP: một phần Điều 3 của Nghị định 961/2099/NĐ-CP" in _notices(
        answer
    )
    assert any("hết hiệu lực từ ngày 01 tháng 3 năm 2027" in claim.text for claim in answer.claims)
    cited = {c.document for claim in answer.claims for c in claim.citations}
    assert cited <= {"961/2099/NĐ-CP", "964/2099/NĐ-CP"}


def test_whether_a_document_applies(assistant: Assistant) -> None:
    asked = "Xã Hoa Mai đông dân có phải theo Nghị định 961/2099/NĐ-CP về vườn hoa không?"
    answer = finished(assistant, asked, as_of=DAY)
    assert "dưới 1.000 hộ dân" in _claims(answer)


def test_an_article_on_something_else_does_not_lead(assistant: Assistant) -> None:
    asked = "Theo Điều 14 Luật 960/2099/QH15 thì ai cấp giấy phép trồng hoa ven đường?"
    answer = finished(assistant, asked, as_of=DAY)
    assert answer.authority == "Chủ tịch Ủy ban nhân dân cấp xã"
    assert "nói về «Ủy quyền», không phải về việc được hỏi" in _notices(answer)


def test_a_provision_that_is_not_there(assistant: Assistant) -> None:
    asked = finished(
        assistant, "Điều 99 Nghị định 961/2099/NĐ-CP quy định gì về giấy phép trồng hoa ven đường?", as_of=DAY
    )
    assert "không có Điều 99 (điều cuối là Điều 6)" in _notices(asked)
    assert "Về việc được hỏi, văn bản này có" in _notices(asked)
    only = finished(assistant, "Điều 99 Nghị định 961/2099/NĐ-CP nói gì?", as_of=DAY)
    assert (only.status, only.claims) == ("abstained", ())
    clause = finished(assistant, "Khoản 9 Điều 2 Nghị định 961/2099/NĐ-CP nói gì?", as_of=DAY)
    assert "không có khoản 9" in _notices(clause)


def test_a_figure_that_no_clause_gives(assistant: Assistant) -> None:
    answer = finished(assistant, "Lệ phí giấy phép trồng hoa ven đường là bao nhiêu tiền?", as_of=DAY)
    assert answer.status == "abstained"
    assert "nêu con số được hỏi" in _notices(answer)
    assert "Cần: thông tư của Bộ Tài chính" in _notices(answer)
    assert "Điều khoản gần nhất trong kho" in _notices(answer)


def test_a_follow_up_is_answered_and_shown_as_understood(assistant: Assistant) -> None:
    answer = finished(assistant, "còn thu hồi thì sao?", as_of=DAY, previous=["Ai cấp giấy phép trồng hoa ven đường?"])
    assert answer.question_understood == "Ai thu hồi giấy phép trồng hoa ven đường?"
    assert "Thu hồi giấy phép trồng hoa ven đường" in _claims(answer)
    assert "Câu hỏi nối tiếp, được hiểu là" in _notices(answer)


def test_which_of_two_documents_prevails(assistant: Assistant) -> None:
    asked = "Nghị định 961/2099/NĐ-CP và Luật 963/2099/QH15 mâu thuẫn thì theo văn bản nào?"
    answer = finished(assistant, asked, as_of=DAY)
    assert "thì thực hiện theo Nghị định này" in _claims(answer)
    assert "963/2099/QH15 được áp dụng trước Nghị định 961/2099/NĐ-CP (có hiệu lực pháp lý cao hơn)" in _notices(answer)


def test_a_decision_of_a_province_that_is_not_here(assistant: Assistant) -> None:
    answer = finished(
        assistant, "Theo quyết định của UBND tỉnh Hoa Mai thì ai cấp giấy phép trồng hoa ven đường?", as_of=DAY
    )
    assert "Kho văn bản chưa có quyết định, nghị quyết của Hoa Mai" in _notices(answer)


@pytest.mark.parametrize(
    "question",
    [
        "UBND huyện còn cấp giấy phép trồng hoa ven đường không?",
        "Phòng Nông nghiệp huyện mình còn cấp giấy phép trồng hoa ven đường không?",
    ],
)
def test_a_district_body_is_replaced_by_who_does_it_now(assistant: Assistant, question: str) -> None:
    answer = finished(assistant, question, as_of=DAY)
    assert answer.authority == "Chủ tịch Ủy ban nhân dân cấp xã"
    assert answer.question_understood == "Cấp giấy phép trồng hoa ven đường: cơ quan nào có thẩm quyền?"


@pytest.mark.parametrize(
    "question",
    [
        "Hồi trước huyện cấp giấy phép trồng hoa, nay ai cấp?",
        "Văn phòng đăng ký đất đai chi nhánh huyện còn cấp giấy phép trồng hoa không?",
        "Giấy phép huyện cấp năm 2024 còn dùng được không?",
    ],
)
def test_other_questions_on_the_district_stay(assistant: Assistant, question: str) -> None:
    assert assistant.evidence(question, DAY).question_understood.casefold() == question.casefold()


def test_a_permit_that_nobody_issues_any_more(assistant: Assistant) -> None:
    asked = "Giấy phép bán đèn lồng nộp ở đâu, ai cấp?"
    answer = finished(assistant, asked, as_of=DAY)
    assert answer.authority == "Không cơ quan nào cấp nữa"
    assert answer.claims[0].text.startswith("Không thực hiện thủ tục cấp Giấy phép bán đèn lồng")
    assert "không cơ quan nào cấp nữa" in _notices(answer)
    before = finished(assistant, asked, as_of=date(2026, 5, 1))
    assert before.authority == "Ủy ban nhân dân cấp xã"
    other = finished(assistant, "Ai cấp giấy phép trồng hoa ven đường?", as_of=DAY)
    assert other.authority == "Chủ tịch Ủy ban nhân dân cấp xã"
