"""The answer sheet: what stands in it, that foreign text stays text, refusals, the command line."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from answer_sheets import INJECTION, NAMES, TODAY, answered, cited, pdf_text, word_file, words_of
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import __main__ as command
from assistant.answer import Answer, Finished, MadeFrom, Seconds
from assistant.sheet import FORMATS, pdf, read_answer, sheet
from assistant.sheet.characters import plain
from assistant.sheet.content import ABSTAINED, DIGEST, EVIDENCE_ONLY
from corpus.errors import MissingTool, UsageError

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
    assert words in words_of(answered())


def test_the_quoted_sentence_is_marked_in_its_clause() -> None:
    quotes = [p for p in read_answer(answered(), NAMES, TODAY).paragraphs if p.kind == "quote"]
    assert [run.text for p in quotes for run in p.runs if run.bold] == ["Cấp giấy phép chặt hạ cây xanh"]


def test_what_was_withheld_is_not_printed() -> None:
    assert "Sai." not in words_of(answered())


@pytest.mark.parametrize(
    ("changed", "said", "unsaid"),
    [
        ({"status": "abstained", "claims": [], "authority": None}, ABSTAINED, "Thẩm quyền:"),
        ({"status": "evidence", "claims": [], "authority": None}, EVIDENCE_ONLY, "Thẩm quyền:"),
        ({"question": "ai cap giay phep chat cay"}, "Được hiểu là: “ai cấp giấy phép chặt cây”", ABSTAINED),
        ({"authority": "A; B"}, "Thẩm quyền: A; B (mỗi cơ quan", ABSTAINED),
        (
            {"parts": [{"label": "tiêu chí", "authorities": ["A", "B"]}, {"label": "số tổ", "authorities": []}]},
            "Thẩm quyền:\n- tiêu chí: A; B.\n- số tổ: chưa đủ chắc, cần đọc",
            "Thẩm quyền: Chủ tịch",
        ),
        ({"before": "Ủy ban nhân dân cấp huyện"}, "Trước khi chuyển giao: Ủy ban nhân dân cấp huyện.", ABSTAINED),
        ({"notices": []}, "5. Nguồn gốc của phiếu", "Lưu ý"),
    ],
)
def test_each_state_of_an_answer(changed: dict[str, object], said: str, unsaid: str) -> None:
    words = words_of(answered(**changed))
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
    claims = [{"text": "Câu", "citations": [cited(**citation)], "by": "model"}]
    assert said in words_of(answered(claims=claims, evidence=[]))


@pytest.mark.parametrize("format", FORMATS)
def test_a_digest_is_marked_where_it_is_quoted(format: str) -> None:
    claims = [{"text": "Câu", "citations": [cited(standing="digest")], "by": "model"}]
    answer = answered(claims=claims)
    read = pdf_text(answer) if format == "pdf" else "\n".join(p.text for p in word_file(answer).paragraphs)
    assert DIGEST in read
    assert DIGEST not in words_of(answered())
    assert "trang 3" not in read  # pages of a digest are not the official text's


# Foreign text is data


@pytest.mark.parametrize("format", FORMATS)
def test_marks_in_foreign_text_are_printed_as_they_are(format: str) -> None:
    answer = answered(question=INJECTION, notices=[INJECTION])
    read = pdf_text(answer) if format == "pdf" else "\n".join(p.text for p in word_file(answer).paragraphs)
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
    made = sheet(answered(question=question, notices=[question]), "docx", NAMES, TODAY)
    said = " ".join(p.text for p in docx.Document(io.BytesIO(made)).paragraphs)
    assert " ".join(plain(question).split()) in " ".join(said.split())


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60))
def test_any_question_gives_a_pdf(question: str) -> None:
    assert sheet(answered(question=question), "pdf", NAMES, TODAY).startswith(b"%PDF")


def test_a_long_word_and_unknown_characters_fit_the_pdf() -> None:
    read = pdf_text(answered(question="dài" * 400 + " 漢字 😀"))
    assert "□□ □" in read
    assert read.replace(" ", "").count("dài") == 400  # broken over lines, not cut off


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
        sheet(answered(), "odt")


@pytest.mark.parametrize("told", [{}, {"hits": []}, {**answered(), "as_of": "hôm nay"}])
def test_what_is_no_answer_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        sheet(told)


def test_a_missing_typeface_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "FONTS", tmp_path)
    with pytest.raises(MissingTool, match=r"phông chữ.*\.docx"):
        sheet(answered(), "pdf")
