"""The form of decree 30/2020/NĐ-CP on the answer sheet, a whole conversation as a Word file, the buttons."""

from __future__ import annotations

import io
import re

import docx
import pytest
from answer_sheets import INJECTION, NAMES, TODAY, answered, pdf_text, word_file
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from assistant.sheet import conversation_sheet, form, read_answer, sheet
from assistant.sheet.content import ABSTAINED, DRAFT, TITLE
from corpus.errors import UsageError
from ui import backend


def test_word_page_and_margins() -> None:
    section = word_file(answered()).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    limits = {"top_margin": (20, 25), "bottom_margin": (20, 25), "left_margin": (30, 35), "right_margin": (15, 20)}
    for name, (least, most) in limits.items():
        assert least <= round(getattr(section, name).mm) <= most, name


def test_word_body_is_justified_times_13_or_14_with_a_first_line_indent() -> None:
    document = word_file(answered())
    assert document.styles["Normal"].font.name == "Times New Roman"
    body = [p for p in document.paragraphs if p.paragraph_format.first_line_indent]
    assert len(body) == len(read_answer(answered(), NAMES, TODAY).paragraphs)
    assert {run.font.size.pt for p in body for run in p.runs} == {13, 14}
    assert all(10 <= p.paragraph_format.first_line_indent.mm <= 12.8 for p in body)
    torn = [p.text for p in body if p.alignment != 3 and not p.text.startswith("- ")]
    assert not torn


def test_word_heading_block_and_signature_are_left_to_the_official() -> None:
    head, foot = (table.rows[0].cells for table in word_file(answered()).tables)
    assert head[1].text.startswith(f"{form.STATE}\n{form.MOTTO}")
    assert form.NUMBER in head[0].text
    assert "ngày …… tháng …… năm" in head[1].text
    assert foot[0].text.startswith("Nơi nhận:")
    assert form.SIGNER in foot[1].text


def test_word_numbers_pages_from_the_second_and_marks_the_draft_on_all() -> None:
    section = word_file(answered()).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    assert section.header.paragraphs[0].alignment == 1
    assert [f.paragraphs[0].text for f in (section.footer, section.first_page_footer)] == [DRAFT, DRAFT]


def test_pdf_is_a4_with_embedded_fonts_and_all_words() -> None:
    reader = PdfReader(io.BytesIO(sheet(answered(), "pdf", NAMES, TODAY)))
    page = reader.pages[0]
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert all("Tinos" in font["/BaseFont"] for font in fonts)
    read = pdf_text(answered())
    missing = [w for w in (form.STATE, form.MOTTO, TITLE, DRAFT, form.SIGNER) if w not in read]
    assert not missing
    assert "Chủ tịch Ủy ban nhân dân cấp xã cấp giấy phép (điểm a khoản 1 Điều 2" in read


def test_pdf_numbers_pages_from_the_second() -> None:
    long = answered(notices=["Lưu ý dài. " * 30] * 8)
    pages = [p.extract_text() for p in PdfReader(io.BytesIO(sheet(long, "pdf", NAMES, TODAY))).pages]
    assert len(pages) >= 3
    assert not re.match(r"\s*1\s", pages[0])
    assert [p.split()[0] for p in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]
    assert all(DRAFT in page for page in pages)


def test_a_conversation_holds_every_question_in_order_and_foreign_marks_stay_text() -> None:
    turns = [answered(), {"question": f"Còn việc này? {INJECTION}", "unanswered": "Người hỏi đã dừng."},
             answered(question="Câu thứ ba?", status="abstained", claims=[])]  # fmt: skip
    data = conversation_sheet(f"Cây xanh {INJECTION}", turns, NAMES, TODAY)
    lines = [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]
    heads = ["1. Ai cấp giấy phép chặt cây?", f"2. Còn việc này? {INJECTION}", "3. Câu thứ ba?"]
    assert [line for line in lines if line in heads] == heads
    words = "\n".join(lines)
    for part in ("NỘI DUNG HỎI ĐÁP", f"Cây xanh {INJECTION}", "1.3. Trả lời\nThẩm quyền: Chủ tịch",
                 "Người hỏi đã dừng.", "“a) Cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học",
                 f"3.3. Trả lời\n{ABSTAINED}",
                 "Lập ngày 25/11/2026, 3 câu hỏi."):  # fmt: skip
        assert part in words, part
    assert form.SIGNER not in words  # it is no paper to be signed
    assert DRAFT not in words


def test_a_conversation_of_something_else_is_refused() -> None:
    with pytest.raises(UsageError):
        conversation_sheet("Cuộc", [{"question": "Ai?"}], NAMES, TODAY)


def _buttons_page() -> None:
    from datetime import date
    from types import SimpleNamespace

    from assistant.answer import Answer, MadeFrom, Seconds
    from ui import backend
    from ui.answer_sheet import sheet_buttons

    backend.shelf = lambda: SimpleNamespace(documents=list)  # type: ignore[assignment]
    made, seconds = MadeFrom(1, "", "", ""), Seconds(0.1, None, 0.1)
    answer = Answer("abstained", (), (), None, (), (), date(2026, 11, 25), made, seconds)
    sheet_buttons(SimpleNamespace(id="t1", view=SimpleNamespace(answer=answer, question="Ai?")))  # type: ignore[arg-type]
    sheet_buttons(SimpleNamespace(id="t2", view=SimpleNamespace(answer=None, question="Ai?")))  # type: ignore[arg-type]


def test_a_finished_answer_has_a_button_for_each_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend, "shelf", backend.shelf)  # put back after the page has replaced it
    app = AppTest.from_function(_buttons_page).run()
    assert not app.exception
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["Phiếu trả lời (Word)", "Phiếu trả lời (PDF)"]
