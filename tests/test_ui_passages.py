"""Cards, claims, answers and articles as markup: nothing is lost, nothing of others' text becomes markup."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from assistant.events import AnsweredPart
from corpus.model import Document, Metadata, Provision, ProvisionKind
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
ALLOWED = {"section", "h2", "article", "header", "span", "div", "a", "p", "strong", "button", "details", "summary",
           "em", "dl", "dt", "dd", "ul", "li", "nav", "ol", "br", "mark", "h1"}  # fmt: skip


class _Reader(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(str(markup))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def text(self) -> str:
        return " ".join(self.words.split())


def _view(question: str, as_of: date | None = None, *, use_model: bool = True) -> TurnView:
    turn = Turn(question, as_of, use_model=use_model)
    turn.run(FakeAssistant(Settings(), pace=0.0), "s")
    return turn.view


def _inert(markup: Markup) -> None:
    for tag, attributes in _Reader(markup).tags:
        assert tag in ALLOWED, tag
        assert not [name for name in attributes if name.startswith("on") or name in {"src", "style"}]
        assert not str(attributes.get("href", "")).lower().startswith(("javascript", "data", "http"))


def test_cards_show_place_words_validity_and_standing() -> None:
    read = _Reader(cards(HITS, READING))
    assert "Điều 5 › khoản 1 › điểm a" in read.text
    assert HITS[0].chunk.text in read.text
    assert texts.DIGEST_BADGE in read.text
    assert "Sắp hết hiệu lực: áp dụng đến trước 01/03/2027" in read.text
    assert "Chủ tịch Ủy ban nhân dân cấp xã thực hiện các thẩm quyền sau đây" in read.text  # lead-in
    assert f"Xem thêm {len(HITS) - OPEN_CARDS} điều khoản" in read.text
    assert [a["id"] for tag, a in read.tags if tag == "article"] == [f"e{n}" for n in range(1, len(HITS) + 1)]


def test_history_is_marked_as_out_of_force() -> None:
    read = _Reader(folded_history(HISTORY, READING))
    assert "Hết hiệu lực từ 01/07/2025" in read.text
    assert "Bị chấm dứt bởi Điều 2 90/2024/QH99" in read.text
    assert folded_history((), READING) == Markup("")


def test_numbers_of_citations_are_those_of_the_cards() -> None:
    view = _view("Ai cấp giấy phép trồng cây?")
    read = _Reader(answer_markup(view, READING))
    assert re.findall(r"\[(\d)\](?=Bản|BẢN)", read.text.replace("[", " [").replace("] ", "]")) == ["1", "4", "1"]
    opened = [a["data-open"] for tag, a in read.tags if "data-open" in a]
    assert opened == ["c0.0", "c1.0", "c1.1"]


def test_citations_without_a_card_are_numbered_after_them() -> None:
    view = _view("Ai cấp giấy phép trồng cây?")
    assert view.answer is not None
    elsewhere = replace(view.answer.claims[0].citations[0], provision="art_30__cl_1", article="30", point=None)
    claims = (replace(view.answer.claims[0], citations=(elsewhere,)), *view.answer.claims[1:])
    view = replace(view, answer=replace(view.answer, claims=claims))
    assert f"[{len(HITS) + 1}]" in _Reader(answer_markup(view, READING)).text
    assert f"[{len(HITS) + 1}] khoản 1 Điều 30 Nghị định {DECREE}" in copied_text(view, READING)


def test_each_part_of_a_question_stands_with_its_holder() -> None:
    view = _view("Ai cấp giấy phép trồng cây?")
    assert view.answer is not None
    parts = (AnsweredPart("tiêu chí <b>", ("Sở Xây dựng", "Bộ Y tế")), AnsweredPart("số tổ", ()))
    read = _Reader(answer_markup(replace(view, answer=replace(view.answer, parts=parts)), READING))
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
    assert expected in _Reader(answer_markup(view, READING)).text


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
    assert expected in _Reader(answer_markup(view, READING)).text


def test_the_day_is_told_and_another_day_stands_out() -> None:
    today = _Reader(question_markup(_view("q", DAY), DAY))
    other = _Reader(question_markup(_view("q", date(2025, 9, 15)), DAY))
    assert "Theo pháp luật ngày 24/11/2026 (hôm nay)" in today.text
    assert "Theo pháp luật ngày 15/09/2025 – không phải hôm nay" in other.text
    assert any(a.get("class") == "notice" for _, a in other.tags)


def test_what_was_understood_is_shown_only_if_it_differs() -> None:
    assert texts.UNDERSTOOD not in question_markup(_view("Ai trồng cây?"), DAY)
    assert "Được hiểu là: ai trong cây" in _Reader(question_markup(_view("ai trong cay"), DAY)).text


def test_withheld_sentences_are_counted_with_reasons() -> None:
    view = _view("Ai cấp phép?")
    assert view.answer is not None
    text = _Reader(withheld_markup(view.answer.withheld)).text
    assert "Đã giữ lại 1 câu" in text
    assert "Giấy phép có thời hạn 10 năm." in text
    assert "«10 năm»" in text
    assert withheld_markup(()) == Markup("")


def test_made_from_names_generation_model_and_prompt() -> None:
    text = _Reader(made_from_markup(_view("Ai cấp phép?"), READING)).text
    for part in ("Thế hệ chỉ mục1", "mô-hình-giả", "abc123", "Phiên bản lời nhắc1", f"Nghị định {DECREE}", "1,2"):
        assert part in text


def test_made_from_tells_of_a_model_that_nobody_vouches_for() -> None:
    view = _view("Ai cấp phép?")
    assert view.answer is not None
    assert texts.MADE_NOTICE not in made_from_markup(view, READING)
    made = replace(view.answer.made_from, notice="Mô hình ngoài danh mục: thu.gguf.")
    told = replace(view, answer=replace(view.answer, made_from=made))
    assert f"{texts.MADE_NOTICE}Mô hình ngoài danh mục: thu.gguf." in _Reader(made_from_markup(told, READING)).text


def test_copied_answer_carries_its_basis() -> None:
    text = copied_text(_view("Ai cấp phép?", DAY), READING)
    assert "Tính đến ngày 24/11/2026" in text
    assert f"[1] điểm a khoản 1 Điều 5 Nghị định 901/2025/NĐ-CP ({texts.DIGEST_BADGE}; Hiệu lực từ 01/07/2025" in text
    assert texts.DIGEST_BADGE in text
    assert "05 ngày làm việc" in text
    assert "Lưu ý: Nghị định" in text


def test_markup_in_texts_questions_and_answers_is_inert() -> None:
    view = _view(f"Ai cấp phép? {INJECTION}")
    for markup in (
        cards(HITS, READING), folded_history(HISTORY, READING), answer_markup(view, READING),
        question_markup(view, DAY), withheld_markup(((INJECTION, INJECTION),)), made_from_markup(view, READING),
        Article(DOCUMENTS[DECREE], ("art_5__cl_1__pt_c", INJECTION)).whole(), Article(DOCUMENTS[DECREE]).contents(),
    ):  # fmt: skip
        _inert(markup)
    assert INJECTION in _Reader(cards(HITS, READING)).text


def test_addresses_are_quoted() -> None:
    expected = "van-ban?so=1%22%3C%3E%2FN%C4%90&muc=art_1__pt_%C4%91&ngay=2026-11-24"
    assert address('1"<>/NĐ', "art_1__pt_đ", DAY) == expected


# Articles


def _plain(markup: Markup) -> str:
    """Text without the page numbers we add, white space collapsed to nothing."""
    return "".join(_Reader(re.sub(r'<span class="page">.*?</span>', "", markup)).words.split())


@pytest.mark.parametrize("number", list(DOCUMENTS))
def test_the_whole_text_is_shown_once(number: str) -> None:
    assert _plain(Article(DOCUMENTS[number]).whole()) == "".join(DOCUMENTS[number].text.split())


def test_the_article_around_a_point_is_shown_with_the_quote_marked() -> None:
    markup = Article(DOCUMENTS[DECREE], ("art_5__cl_1__pt_a", "trong thời hạn 05 ngày làm việc")).around(
        "art_5__cl_1__pt_a"
    )
    read = _Reader(markup)
    assert "Điều 5. Thẩm quyền" in read.text
    assert "Điều 6." not in read.text
    assert "<mark>trong thời hạn 05 ngày làm việc</mark>" in markup
    assert {a["id"] for tag, a in read.tags if tag == "section"} >= {"art_5", "art_5__cl_1__pt_a", "art_5__cl_2"}


def test_a_heading_over_two_lines_is_whole_and_a_one_line_article_is_body() -> None:
    text = "Điều 1. Thẩm quyền của\nchủ tịch\n1. Nội dung.\nĐiều 2. Nghị định này có hiệu lực."
    second = text.index("Điều 2")
    document = Document(
        Metadata("1/2025/NĐ-CP", "Nghị định", "", ""), text, (),
        (
            Provision("art_1", ProvisionKind.ARTICLE, "1", "Thẩm quyền của chủ tịch", text[:second], 1, 0, second),
            Provision("art_2", ProvisionKind.ARTICLE, "2", "", text[second:], 1, second, len(text)),
        ),
    )  # fmt: skip
    markup = Article(document).whole()
    assert '<p class="heading">Điều 1. Thẩm quyền của<br>chủ tịch</p><p>1. Nội dung.</p>' in markup
    assert "<p>Điều 2. Nghị định này có hiệu lực.</p>" in markup


_SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)


@given(st.text(alphabet="Điều 1.a<>&\n", max_size=60), _SPANS)
def test_no_text_is_lost_whatever_the_spans(text: str, spans: list[tuple[int, int]]) -> None:
    units = []
    for n, (a, b) in enumerate(spans):
        start, end = sorted((min(a, len(text)), min(b, len(text))))
        kind = list(ProvisionKind)[n % len(ProvisionKind)]
        parent = f"u_{n - 1}" if n % 2 else None
        units.append(Provision(f"u_{n}", kind, str(n), "", text[start:end], 1, start, end, parent))
    document = Document(Metadata("1/2025/NĐ-CP", "", "", ""), text, (), tuple(units))
    assert _plain(Article(document).whole()) == "".join(text.split())


# Colours


def _mix(colour: tuple[float, ...], share: float, ground: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(c * share + g * (1 - share) for c, g in zip(colour, ground, strict=True))


def _contrast(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    def luminance(colour: tuple[float, ...]) -> float:
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_reach_aa_contrast(theme: str) -> None:
    config = Path(__file__).parent.parent / ".streamlit" / "config.toml"
    colours = tomllib.loads(config.read_text(encoding="utf-8"))["theme"][theme]
    ink, paper, tint, link = (
        _rgb(colours[k]) for k in ("textColor", "backgroundColor", "secondaryBackgroundColor", "linkColor")
    )
    soft = _mix(ink, 0.72, paper)
    grounds = {"paper": paper, "tint": tint, "soon": _mix(_rgb("#b36b00"), 0.34, paper),
               "over": _mix(_rgb("#b3261e"), 0.26, paper), "ok": _mix(_rgb("#1f7f4f"), 0.24, paper),
               "mark": _mix(_rgb("#ffc400"), 0.42, paper), "notice": _mix(_rgb("#b36b00"), 0.09, paper)}  # fmt: skip
    for name, ground in grounds.items():
        assert _contrast(ink, ground) >= 4.5, name
    for name in ("paper", "tint", "notice"):
        assert _contrast(soft, grounds[name]) >= 4.5, name
    assert _contrast(link, paper) >= 4.5
    assert _contrast(link, tint) >= 4.5
    white = (1.0, 1.0, 1.0)
    assert _contrast(white, _rgb(colours["primaryColor"])) >= 4.5  # words on primary buttons


def test_many_notices_are_folded_but_all_there() -> None:
    told = [f"Lưu ý số {n}" for n in range(1, 6)]
    markup = notices_markup(told)
    text = _Reader(markup).text
    assert all(notice in text for notice in told)
    assert "Xem thêm 2 lưu ý" in text
    assert "<details>" not in notices_markup(told[:3])
    assert notices_markup(()) == Markup("")
