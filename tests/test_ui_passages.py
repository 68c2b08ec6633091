"""Cards, claims and answers as markup: nothing is lost, nothing of others' text becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from markup_reader import MarkupReader, assert_inert
from markupsafe import Markup

from assistant.events import AnsweredPart
from corpus.settings import Settings
from tests.browser.fake_backend import DECREE, DOCUMENTS, HISTORY, HITS, INJECTION, FakeAssistant
from ui import texts
from ui.answering import answer_markup, made_from_markup, notices_markup, question_markup, withheld_markup
from ui.article import Article
from ui.copying import copied_text
from ui.passages import OPEN_CARDS, Reading, address, cards, folded_history
from ui.turn import Turn, TurnView

DAY = date(2026, 11, 24)
READING = Reading({n: f"{d.metadata.kind} {n}" for n, d in DOCUMENTS.items()}, {DECREE: "Tên <i>"}, DAY, 180)


def _view(question: str, as_of: date | None = None, *, use_model: bool = True) -> TurnView:
    turn = Turn(question, as_of, use_model=use_model)
    turn.run(FakeAssistant(Settings(), pace=0.0), "s")
    return turn.view


def test_cards_show_place_words_validity_and_standing() -> None:
    read = MarkupReader(cards(HITS, READING))
    assert "Điều 5 › khoản 1 › điểm a" in read.text
    assert HITS[0].chunk.text in read.text
    assert texts.DIGEST_BADGE in read.text
    assert "Sắp hết hiệu lực: áp dụng đến trước 01/3/2027" in read.text
    assert "Chủ tịch Ủy ban nhân dân cấp xã thực hiện các thẩm quyền sau đây" in read.text  # lead-in
    assert f"Xem thêm {len(HITS) - OPEN_CARDS} điều khoản" in read.text
    assert [a["id"] for tag, a in read.tags if tag == "article"] == [f"e{n}" for n in range(1, len(HITS) + 1)]


def test_history_is_marked_as_out_of_force() -> None:
    read = MarkupReader(folded_history(HISTORY, READING))
    assert "Hết hiệu lực từ 01/7/2025" in read.text
    assert "Ngày hết hiệu lực theo Điều 2 văn bản số 90/2024/QH99" in read.text
    assert folded_history((), READING) == Markup("")


def test_numbers_of_citations_are_those_of_the_cards() -> None:
    view = _view("Ai cấp giấy phép trồng cây?")
    read = MarkupReader(answer_markup(view, READING))
    assert re.findall(r"\[(\d)\](?=Bản|BẢN)", read.text.replace("[", " [").replace("] ", "]")) == ["1", "4", "1"]
    opened = [a["data-open"] for tag, a in read.tags if "data-open" in a]
    assert opened == ["c0.0", "c1.0", "c1.1"]


def test_citations_without_a_card_are_numbered_after_them() -> None:
    view = _view("Ai cấp giấy phép trồng cây?")
    assert view.answer is not None
    elsewhere = replace(view.answer.claims[0].citations[0], provision="art_30__cl_1", article="30", point=None)
    claims = (replace(view.answer.claims[0], citations=(elsewhere,)), *view.answer.claims[1:])
    view = replace(view, answer=replace(view.answer, claims=claims))
    assert f"[{len(HITS) + 1}]" in MarkupReader(answer_markup(view, READING)).text
    assert f"[{len(HITS) + 1}] khoản 1 Điều 30 Nghị định {DECREE}" in copied_text(view, READING)


def test_each_part_of_a_question_stands_with_its_holder() -> None:
    view = _view("Ai cấp giấy phép trồng cây?")
    assert view.answer is not None
    parts = (AnsweredPart("tiêu chí <b>", ("Sở Xây dựng", "Bộ Y tế")), AnsweredPart("số tổ", ()))
    read = MarkupReader(answer_markup(replace(view, answer=replace(view.answer, parts=parts)), READING))
    assert f"tiêu chí <b>Sở Xây dựng; Bộ Y tếsố tổ{texts.PART_UNSURE}" in read.text
    assert [tag for tag, _ in read.tags if tag in {"dt", "dd"}][:4] == ["dt", "dd", "dt", "dd"]
    assert "b" not in {tag for tag, _ in read.tags}


@pytest.mark.parametrize(
    ("question", "use_model", "expected"),
    [
        ("Ai cấp phép?", True, "Thẩm quyềnChủ tịch Ủy ban nhân dân cấp xã"),
        ("giá vàng", True, texts.ABSTAINED_TITLE),
        ("chỉ điều khoản", True, texts.EVIDENCE_ONLY_TITLE),
        ("Ai cấp phép?", False, texts.NO_MODEL_ASKED),
        ("lỗi", True, "Thiếu tệp mô hình Cách xử lý: Chạy `make models`."),
    ],
)
def test_each_state_is_said(question: str, use_model: bool, expected: str) -> None:
    view = _view(question, use_model=use_model)
    assert expected in MarkupReader(answer_markup(view, READING)).text


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (TurnView("q", None), texts.SEARCHING),
        (TurnView("q", None, evidence=_view("q").evidence, ahead=2), "còn 2 câu hỏi phía trước"),
        (TurnView("q", None, evidence=_view("q").evidence, ahead=0), texts.WAITING_NEXT),
        (TurnView("q", None, evidence=_view("q").evidence, writing=True, draft="Chủ tịch"), texts.WRITING),
        (TurnView("q", None, evidence=_view("q").evidence, cancelled=True), texts.CANCELLED),
    ],
)
def test_unfinished_states(view: TurnView, expected: str) -> None:
    assert expected in MarkupReader(answer_markup(view, READING)).text


def test_what_was_read_without_the_model_is_not_called_nothing() -> None:
    plain, written = _view("Ai cấp phép?", use_model=False), _view("Ai cấp phép?")
    assert plain.answer is not None
    assert written.answer is not None
    read = replace(plain, answer=replace(plain.answer, claims=written.answer.claims))
    assert texts.NO_MODEL_READ in MarkupReader(answer_markup(read, READING)).text


def test_the_place_of_the_authority_is_kept_while_the_answer_is_written() -> None:
    done = _view("Ai cấp phép?")
    assert done.answer is not None
    writing = TurnView("q", None, evidence=done.evidence, claims=done.answer.claims, writing=True)
    assert texts.AUTHORITY_SOON in MarkupReader(answer_markup(writing, READING)).text
    assert texts.AUTHORITY_SOON not in MarkupReader(answer_markup(done, READING)).text


def test_the_day_is_told_and_another_day_stands_out() -> None:
    today = MarkupReader(question_markup(_view("q", DAY), DAY))
    other = MarkupReader(question_markup(_view("q", date(2025, 9, 15)), DAY))
    assert "Theo pháp luật ngày 24/11/2026 (hôm nay)" in today.text
    assert "Theo pháp luật ngày 15/9/2025 – không phải hôm nay" in other.text
    assert any(a.get("class") == "notice" for _, a in other.tags)


def test_what_was_understood_is_shown_only_if_it_differs() -> None:
    assert texts.UNDERSTOOD not in question_markup(_view("Ai trồng cây?"), DAY)
    assert "Được hiểu là: ai trong cây" in MarkupReader(question_markup(_view("ai trong cay"), DAY)).text


def test_withheld_sentences_are_counted_with_reasons() -> None:
    view = _view("Ai cấp phép?")
    assert view.answer is not None
    text = MarkupReader(withheld_markup(view.answer.withheld)).text
    assert "Đã giữ lại 1 câu" in text
    assert "Giấy phép có thời hạn 10 năm." in text
    assert "«10 năm»" in text
    assert withheld_markup(()) == Markup("")


def test_made_from_names_generation_model_and_prompt() -> None:
    text = MarkupReader(made_from_markup(_view("Ai cấp phép?"), READING)).text
    for part in ("Thế hệ chỉ mục1", "mô-hình-giả", "abc123", "Phiên bản lời nhắc1", f"Nghị định {DECREE}", "1,2"):
        assert part in text


def test_made_from_tells_of_a_model_that_nobody_vouches_for() -> None:
    view = _view("Ai cấp phép?")
    assert view.answer is not None
    assert texts.MADE_NOTICE not in made_from_markup(view, READING)
    made = replace(view.answer.made_from, notice="Mô hình ngoài danh mục: thu.gguf.")
    told = replace(view, answer=replace(view.answer, made_from=made))
    assert f"{texts.MADE_NOTICE}Mô hình ngoài danh mục: thu.gguf." in MarkupReader(made_from_markup(told, READING)).text


def test_copied_answer_carries_its_basis() -> None:
    text = copied_text(_view("Ai cấp phép?", DAY), READING)
    assert "Tính đến ngày 24/11/2026" in text
    assert f"[1] điểm a khoản 1 Điều 5 Nghị định 901/2025/NĐ-CP ({texts.DIGEST_BADGE}; Hiệu lực từ 01/7/2025" in text
    assert texts.DIGEST_BADGE in text
    assert "05 ngày làm việc" in text
    assert "Lưu ý: Nghị định" in text


def test_markup_in_texts_questions_and_answers_isassert_inert() -> None:
    view = _view(f"Ai cấp phép? {INJECTION}")
    for markup in (
        cards(HITS, READING), folded_history(HISTORY, READING), answer_markup(view, READING),
        question_markup(view, DAY), withheld_markup(((INJECTION, INJECTION),)), made_from_markup(view, READING),
        Article(DOCUMENTS[DECREE], ("art_5__cl_1__pt_c", INJECTION)).whole(), Article(DOCUMENTS[DECREE]).contents(),
    ):  # fmt: skip
        assert_inert(markup)
    assert INJECTION in MarkupReader(cards(HITS, READING)).text


def test_addresses_are_quoted() -> None:
    expected = "van-ban?so=1%22%3C%3E%2FN%C4%90&muc=art_1__pt_%C4%91&ngay=2026-11-24"
    assert address('1"<>/NĐ', "art_1__pt_đ", DAY) == expected


def test_many_notices_are_folded_but_all_there() -> None:
    told = [f"Lưu ý số {n}" for n in range(1, 6)]
    markup = notices_markup(told)
    text = MarkupReader(markup).text
    assert all(notice in text for notice in told)
    assert "Xem thêm 2 lưu ý" in text
    assert "<details>" not in notices_markup(told[:3])
    assert notices_markup(()) == Markup("")
