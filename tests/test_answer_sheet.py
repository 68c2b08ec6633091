"""The answer sheet: what stands in it, its form by decree 30/2020/NĐ-CP, and that foreign text stays text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from assistant import __main__ as command
from assistant.answer import Answer, Finished, MadeFrom, Seconds
from assistant.sheet import FORMATS, conversation_sheet, form, pdf, read_answer, sheet
from assistant.sheet.characters import plain
from assistant.sheet.content import ABSTAINED, DIGEST, DRAFT, EVIDENCE_ONLY, TITLE
from corpus.errors import MissingTool, UsageError
from corpus.model import Metadata
from ui import backend

TODAY = date(2026, 11, 25)
INJECTION = "<w:p/>&amp; **đậm** _nghiêng_ [a](b) ${x} \\n {{y}} <script>z</script>"
NAMES = {
    "901/2099/NĐ-CP": Metadata(
        "901/2099/NĐ-CP", "Nghị định", "Quy định về cây xanh", "Chính phủ", issued=date(2025, 6, 12)
    ),
    "90/2099/QH99": Metadata("90/2099/QH99", "Luật", "Luật Cây xanh", "Quốc hội", short_title="Luật Cây xanh"),
}


def _citation(**changed: object) -> dict[str, object]:
    told = {"document": "901/2099/NĐ-CP", "provision": "art_2__cl_1__pt_a", "article": "2", "clause": "1", "point": "a",
            "quote": "Cấp giấy phép chặt hạ cây xanh", "page": 3, "standing": "official"}  # fmt: skip
    return {**told, **changed}


def _answer(**changed: object) -> dict[str, Any]:
    hit = {**_citation(), "text": "a) Cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học và báo cáo hằng năm;",
           "context": "Nghị định › Điều 2\n1. Chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã:",
           "effective_from": "2025-07-01", "effective_to": "2027-03-01"}  # fmt: skip
    told: dict[str, Any] = {
        "question": "Ai cấp giấy phép chặt cây?", "understood": "ai cấp giấy phép chặt cây", "status": "answered",
        "claims": [{"text": "Chủ tịch Ủy ban nhân dân cấp xã cấp giấy phép", "citations": [_citation()],
                    "by": "structure"}],
        "withheld": [{"text": "Sai.", "reason": "Không khớp."}], "authority": "Chủ tịch Ủy ban nhân dân cấp xã",
        "evidence": [hit], "notices": ["Sắp hết hiệu lực."], "as_of": "2026-11-25",
        "made_from": {"generation": 7, "model": "mô-hình-thử", "model_sha256": "ab" * 32, "prompt": "p1", "notice": ""},
    }  # fmt: skip
    return {**told, **changed}


def _words(answer: dict[str, Any]) -> str:
    return "\n".join(p.text for p in read_answer(answer, NAMES, TODAY).paragraphs)


def _word_file(answer: dict[str, Any]) -> Any:
    return docx.Document(io.BytesIO(sheet(answer, "docx", NAMES, TODAY)))


def _pdf_text(answer: dict[str, Any]) -> str:
    pages = PdfReader(io.BytesIO(sheet(answer, "pdf", NAMES, TODAY))).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


# What stands in it


@pytest.mark.parametrize(
    "words",
    [
        "1. Câu hỏi\n“Ai cấp giấy phép chặt cây?”\n2. Thời điểm áp dụng pháp luật\nNgày 25/11/2026.",
        "Thẩm quyền: Chủ tịch Ủy ban nhân dân cấp xã.",
        "a) Chủ tịch Ủy ban nhân dân cấp xã cấp giấy phép (điểm a khoản 1 Điều 2 Nghị định số 901/2099/NĐ-CP).",
        "a) Điểm a khoản 1 Điều 2 Nghị định số 901/2099/NĐ-CP ngày 12/6/2025 của Chính phủ quy định về cây xanh",
        "Hiệu lực từ ngày 01/7/2025, đến trước ngày 01/3/2027, trang 3.",
        "1. Chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã: […]",
        "“a) Cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học và báo cáo hằng năm;”",
        "5. Lưu ý\n- Sắp hết hiệu lực.",
        "Lập ngày 25/11/2026 bằng phần mềm Thẩm Quyền, thế hệ chỉ mục 7.",
        "Mô hình ngôn ngữ: mô-hình-thử, phiên bản lời nhắc p1.",
        f"SHA-256 của tệp mô hình: {'ab' * 32}.",
        "1 câu đọc thẳng từ điều khoản, 0 câu do mô hình viết và đã đối chiếu với điều khoản; 1 câu không khớp",
    ],
)
def test_says_what_an_official_needs(words: str) -> None:
    assert words in _words(_answer())


def test_the_quoted_sentence_is_marked_in_its_clause() -> None:
    quotes = [p for p in read_answer(_answer(), NAMES, TODAY).paragraphs if p.kind == "quote"]
    assert [run.text for p in quotes for run in p.runs if run.bold] == ["Cấp giấy phép chặt hạ cây xanh"]


def test_what_was_withheld_is_not_printed() -> None:
    assert "Sai." not in _words(_answer())


@pytest.mark.parametrize(
    ("changed", "said", "unsaid"),
    [
        ({"status": "abstained", "claims": [], "authority": None}, ABSTAINED, "Thẩm quyền:"),
        ({"status": "evidence", "claims": [], "authority": None}, EVIDENCE_ONLY, "Thẩm quyền:"),
        ({"question": "ai cap giay phep chat cay"}, "Được hiểu là: “ai cấp giấy phép chặt cây”", ABSTAINED),
        ({"authority": "A; B"}, "Thẩm quyền: A; B (mỗi cơ quan", ABSTAINED),
        ({"before": "Ủy ban nhân dân cấp huyện"}, "Trước khi chuyển giao: Ủy ban nhân dân cấp huyện.", ABSTAINED),
        ({"notices": []}, "5. Nguồn gốc của phiếu", "Lưu ý"),
    ],
)
def test_each_state_of_an_answer(changed: dict[str, object], said: str, unsaid: str) -> None:
    words = _words(_answer(**changed))
    assert said in words
    assert unsaid not in words


@pytest.mark.parametrize(
    ("citation", "said"),
    [
        ({"document": "90/2099/QH99", "point": None}, "(khoản 1 Điều 2 Luật Cây xanh số 90/2099/QH99)"),
        ({"document": "5/2099/TT-BXX", "clause": None, "point": None}, "(Điều 2 5/2099/TT-BXX)"),
        ({"article": None, "clause": None, "point": None, "provision": "app_I"}, "(Phụ lục I Nghị định số"),
        ({"article": "Phụ lục II", "clause": None, "point": None}, "(Phụ lục II Nghị định số 901/2099/NĐ-CP)"),
        ({"standing": "digest"}, "901/2099/NĐ-CP, bản tóm tắt)"),
    ],
)
def test_names_places_as_the_decree_wants(citation: dict[str, object], said: str) -> None:
    claims = [{"text": "Câu", "citations": [_citation(**citation)], "by": "model"}]
    assert said in _words(_answer(claims=claims, evidence=[]))


@pytest.mark.parametrize("format", FORMATS)
def test_a_digest_is_marked_where_it_is_quoted(format: str) -> None:
    claims = [{"text": "Câu", "citations": [_citation(standing="digest")], "by": "model"}]
    answer = _answer(claims=claims)
    read = _pdf_text(answer) if format == "pdf" else "\n".join(p.text for p in _word_file(answer).paragraphs)
    assert DIGEST in read
    assert DIGEST not in _words(_answer())
    assert "trang 3" not in read  # pages of a digest are not the official text's


# The form


def test_word_page_and_margins() -> None:
    section = _word_file(_answer()).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    limits = {"top_margin": (20, 25), "bottom_margin": (20, 25), "left_margin": (30, 35), "right_margin": (15, 20)}
    for name, (least, most) in limits.items():
        assert least <= round(getattr(section, name).mm) <= most, name


def test_word_body_is_justified_times_13_or_14_with_a_first_line_indent() -> None:
    document = _word_file(_answer())
    assert document.styles["Normal"].font.name == "Times New Roman"
    body = [p for p in document.paragraphs if p.paragraph_format.first_line_indent]
    assert len(body) == len(read_answer(_answer(), NAMES, TODAY).paragraphs)
    assert {run.font.size.pt for p in body for run in p.runs} == {13, 14}
    assert all(10 <= p.paragraph_format.first_line_indent.mm <= 12.8 for p in body)
    torn = [p.text for p in body if p.alignment != 3 and not p.text.startswith("- ")]
    assert not torn


def test_word_heading_block_and_signature_are_left_to_the_official() -> None:
    head, foot = (table.rows[0].cells for table in _word_file(_answer()).tables)
    assert head[1].text.startswith(f"{form.STATE}\n{form.MOTTO}")
    assert form.NUMBER in head[0].text
    assert "ngày …… tháng …… năm" in head[1].text
    assert foot[0].text.startswith("Nơi nhận:")
    assert form.SIGNER in foot[1].text


def test_word_numbers_pages_from_the_second_and_marks_the_draft_on_all() -> None:
    section = _word_file(_answer()).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    assert section.header.paragraphs[0].alignment == 1
    assert [f.paragraphs[0].text for f in (section.footer, section.first_page_footer)] == [DRAFT, DRAFT]


def test_pdf_is_a4_with_embedded_fonts_and_all_words() -> None:
    reader = PdfReader(io.BytesIO(sheet(_answer(), "pdf", NAMES, TODAY)))
    page = reader.pages[0]
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert all("Tinos" in font["/BaseFont"] for font in fonts)
    read = _pdf_text(_answer())
    missing = [w for w in (form.STATE, form.MOTTO, TITLE, DRAFT, form.SIGNER) if w not in read]
    assert not missing
    assert "Chủ tịch Ủy ban nhân dân cấp xã cấp giấy phép (điểm a khoản 1 Điều 2" in read


def test_pdf_numbers_pages_from_the_second() -> None:
    long = _answer(notices=["Lưu ý dài. " * 30] * 8)
    pages = [p.extract_text() for p in PdfReader(io.BytesIO(sheet(long, "pdf", NAMES, TODAY))).pages]
    assert len(pages) >= 3
    assert not re.match(r"\s*1\s", pages[0])
    assert [p.split()[0] for p in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]
    assert all(DRAFT in page for page in pages)


# Foreign text is data


@pytest.mark.parametrize("format", FORMATS)
def test_marks_in_foreign_text_are_printed_as_they_are(format: str) -> None:
    answer = _answer(question=INJECTION, notices=[INJECTION])
    read = _pdf_text(answer) if format == "pdf" else "\n".join(p.text for p in _word_file(answer).paragraphs)
    assert re.sub(r"\s+", " ", read).count(INJECTION) == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("a\x00b\x07\x1bc", "abc"),
        ("a\u202eb\u200bc\ufeff", "abc"),
        ("a\r\n  b\u2028c", "a\nb\nc"),
        ("Ủy\u00a0 ban\t", "Ủy ban"),
        ("\ud800x\uffff", "x"),
        (None, ""),
    ],
)
def test_what_no_page_can_show_is_left_out(given: str | None, said: str) -> None:
    assert plain(given) == said


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_question_gives_a_readable_word_file(question: str) -> None:
    made = sheet(_answer(question=question, notices=[question]), "docx", NAMES, TODAY)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        etree.fromstring(archive.read("word/document.xml"))


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60))
def test_any_question_gives_a_pdf(question: str) -> None:
    assert sheet(_answer(question=question), "pdf", NAMES, TODAY).startswith(b"%PDF")


def test_a_long_word_and_unknown_characters_fit_the_pdf() -> None:
    read = _pdf_text(_answer(question="dài" * 400 + " 漢字 😀"))
    assert "□□ □" in read
    assert read.replace(" ", "").count("dài") == 400  # broken over lines, not cut off


# Under an answer on the page


def _buttons_page() -> None:
    from datetime import date
    from types import SimpleNamespace

    from assistant.answer import Answer, MadeFrom, Seconds
    from ui import backend
    from ui.answer_sheet import sheet_buttons

    backend.assistant = lambda: SimpleNamespace(documents=list)  # type: ignore[assignment]
    made, seconds = MadeFrom(1, "", "", ""), Seconds(0.1, None, 0.1)
    answer = Answer("abstained", (), (), None, (), (), date(2026, 11, 25), made, seconds)
    sheet_buttons(SimpleNamespace(id="t1", view=SimpleNamespace(answer=answer, question="Ai?")))  # type: ignore[arg-type]
    sheet_buttons(SimpleNamespace(id="t2", view=SimpleNamespace(answer=None, question="Ai?")))  # type: ignore[arg-type]


def test_a_finished_answer_has_a_button_for_each_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend, "assistant", backend.assistant)  # put back after the page has replaced it
    app = AppTest.from_function(_buttons_page).run()
    assert not app.exception
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["Phiếu trả lời (Word)", "Phiếu trả lời (PDF)"]


# At the command line


class _Answers:
    """An assistant that abstains from everything."""

    def answer(self, text: str, *args: object, **named: object) -> Iterator[Finished]:
        made, seconds = MadeFrom(1, "", "", ""), Seconds(0.1, None, 0.1)
        yield Finished(Answer("abstained", (), (), None, (), (), TODAY, made, seconds, text))

    def documents(self) -> list[object]:
        return []

    def close(self) -> None:
        pass


@pytest.mark.parametrize(("name", "magic"), [("p.docx", b"PK"), ("p.PDF", b"%PDF")])
def test_ask_writes_the_sheet(name: str, magic: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command.Assistant, "open", lambda settings: _Answers())
    assert command.main(["ask", "Ai ký?", "--export", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_bytes().startswith(magic)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Ai?", "--export", "p.odt"], r"\.docx, \.pdf"),
        (["Ai?", "--export", "khong-co/p.pdf"], "không có"),
        (["--batch", "q.jsonl", "--export", "p.pdf"], "một câu hỏi"),
    ],
)
def test_a_sheet_that_cannot_be_written_is_told_before_asking(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command.main(["ask", *arguments]) == UsageError.exit_code
    assert re.search(told, capsys.readouterr().err)


# Refusals


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="odt"):
        sheet(_answer(), "odt")


@pytest.mark.parametrize("told", [{}, {"hits": []}, {**_answer(), "as_of": "hôm nay"}])
def test_what_is_no_answer_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        sheet(told)


def test_a_missing_typeface_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "FONTS", tmp_path)
    with pytest.raises(MissingTool, match=r"phông chữ.*\.docx"):
        sheet(_answer(), "pdf")


# A whole conversation


def test_a_conversation_holds_every_question_in_order_and_foreign_marks_stay_text() -> None:
    turns = [_answer(), {"question": f"Còn việc này? {INJECTION}", "unanswered": "Người hỏi đã dừng."},
             _answer(question="Câu thứ ba?", status="abstained", claims=[])]  # fmt: skip
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
