"""Judging answers: authorities by canonical name, places by clause, the independent check, figures and report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from verification_cases import CASES, Case
from verification_mutations import mutate

from assistant import __main__ as command
from assistant import evaluate_answers as module
from assistant.answers_report import report
from assistant.evaluate_answers import Judged, judge, read_questions, summary
from assistant.judge import Asked, Place, gold_rank, judge_authority, judge_citations, read_asked
from assistant.recheck import Passage, expired, faults, statement_faults
from corpus.errors import UsageError
from corpus.settings import Settings

DAY = date(2026, 1, 15)
CHAIR, COMMITTEE = "Chủ tịch Ủy ban nhân dân cấp xã", "Ủy ban nhân dân cấp xã"
TEXT = "a) Chủ tịch Ủy ban nhân dân cấp xã cấp giấy phép chặt cây trong 05 ngày làm việc, trừ cây cổ thụ;"
LEAD = "Nghị định 901/2099/NĐ-CP › Điều 2\n1. Thẩm quyền của Ủy ban nhân dân cấp huyện:"


MADE = {"generation": 1, "model": "m"}


class FakeTexts:
    """One provision that changed on 1 February 2026."""

    def passages(self, document: str, provision: str) -> Sequence[Passage]:
        if (document, provision) != ("901/2099/NĐ-CP", "art_2__cl_1__pt_a"):
            return []
        old = Passage(TEXT, LEAD, date(2025, 7, 1), date(2026, 2, 1))
        return [old, Passage("a) Sở Xây dựng cấp giấy phép;", LEAD, date(2026, 2, 1), None)]


def _citation(**changed: object) -> dict[str, object]:
    told = {"document": "901/2099/NĐ-CP", "provision": "art_2__cl_1__pt_a", "article": "2", "clause": "1", "point": "a",
            "quote": "Chủ tịch Ủy ban nhân dân cấp xã cấp giấy phép chặt cây", "page": 1}  # fmt: skip
    return {**told, **changed}


def _answer(claims: Sequence[str] = (f"{CHAIR} cấp giấy phép chặt cây",), **changed: object) -> dict[str, Any]:
    told: dict[str, Any] = {
        "status": "answered", "authority": CHAIR, "as_of": DAY.isoformat(),
        "claims": [{"text": text, "citations": [_citation()], "by": "model"} for text in claims],
        "withheld": [], "evidence": [_citation()], "notices": [],
        "seconds": {"evidence": 0.1, "first_token": 2.0, "total": 4.0},
    }  # fmt: skip
    return {**told, **changed}


GOLD = (Place("901/2099/NĐ-CP", "2", "1"),)
ASKED = Asked("Q1", "Ai cấp giấy phép chặt cây?", "", GOLD, (CHAIR, "Chủ tịch UBND xã"), (COMMITTEE,), "direct")


# The authority


@pytest.mark.parametrize(
    ("shown", "verdict"),
    [
        (CHAIR, "right"),
        ("Chủ tịch UBND xã, phường, đặc khu", "right"),  # a spelling that is not in the list
        ("chủ tịch uỷ ban nhân dân cấp xã", "right"),
        (f"{CHAIR}; Chủ tịch UBND phường", "right"),  # twice the same
        (f"{COMMITTEE}; {CHAIR}", "among"),
        (COMMITTEE, "wrong"),  # its letters are in the right name
        ("Phó Chủ tịch Ủy ban nhân dân cấp xã", "wrong"),  # the right name's letters are in it
        ("Chủ tịch Ủy ban nhân dân cấp tỉnh", "wrong"),
        ("Chủ tịch Ủy ban nhân dân", "wrong"),  # the level is left open
        ("Chủ tịch Hội đồng nhân dân cấp xã", "wrong"),
        (None, "none"),
        ("", "none"),
    ],
)
def test_authority_by_its_canonical_name(shown: str | None, verdict: str) -> None:
    assert judge_authority(ASKED, shown).verdict == verdict


@pytest.mark.parametrize(
    ("spellings", "shown", "verdict"),
    [
        (("Hội đồng nhân dân cấp xã; Ủy ban nhân dân cấp tỉnh",), "Ủy ban nhân dân cấp tỉnh", "partial"),
        (("Hội đồng nhân dân cấp xã; Ủy ban nhân dân cấp tỉnh",), "UBND tỉnh; HĐND xã", "right"),
        (("Hội đồng nhân dân cấp xã (theo đề nghị của Sở Nội vụ)",), "Sở Nội vụ", "wrong"),
        (("Văn phòng đăng ký đất đai/Chi nhánh Văn phòng đăng ký đất đai",), "Văn phòng đăng ký đất đai", "right"),
        (("Cơ quan chuyên môn có chức năng quản lý cây thuộc UBND cấp xã",), "Ủy ban nhân dân cấp xã", "wrong"),
        (("Cơ quan chuyên môn có chức năng quản lý cây thuộc UBND cấp xã",), "Cơ quan chuyên môn cấp xã", "right"),
        (("Không cơ quan nào cấp nữa",), "Không còn cơ quan nào", "right"),
        (("Không cơ quan nào cấp nữa",), "Sở Công Thương", "wrong"),
        (("Nơi đã nhận hồ sơ",), "Sở Công Thương", "unclear"),
        (("Nơi đã nhận hồ sơ",), "nơi đã nhận hồ sơ", "right"),
        ((), "Sở Công Thương", "not asked"),
    ],
)
def test_several_none_and_unnamed_authorities(spellings: tuple[str, ...], shown: str, verdict: str) -> None:
    assert judge_authority(Asked("Q", "?", "", GOLD, spellings), shown).verdict == verdict


def test_others_beside_the_right_authority_are_told() -> None:
    judged = judge_authority(ASKED, f"{CHAIR}; {COMMITTEE}; Sở Xây dựng")
    assert (judged.others, judged.listed) == ((COMMITTEE, "Sở Xây dựng"), True)
    assert not judge_authority(ASKED, f"{CHAIR}; Sở Xây dựng").listed


# Citations


@pytest.mark.parametrize(
    ("cited", "counts"),
    [
        ([], (0, 0, 0)),
        ([("901/2099/NĐ-CP", "2", "1")], (1, 1, 1)),
        ([("901/2099/NĐ-CP", "2", "1"), ("901/2099/NĐ-CP", "2", "1")], (1, 1, 1)),
        ([("901/2099/NĐ-CP", "2", "2")], (1, 0, 0)),
        ([("902/2099/NĐ-CP", "2", "1")], (1, 0, 0)),
        ([("901/2099/NĐ-CP", "2", None)], (1, 0, 0)),  # an article is no clause
        ([("901/2099/NĐ-CP", "3", "7"), ("901/2099/NĐ-CP", "3", "8")], (2, 2, 1)),  # gold names the article only
    ],
)
def test_citations_are_compared_to_the_clause(
    cited: list[tuple[str, str, str | None]], counts: tuple[int, int, int]
) -> None:
    asked = Asked("Q", "?", "", (*GOLD, Place("901/2099/NĐ-CP", "3", None)))
    judged = judge_citations(asked, [Place(*place) for place in cited])
    assert (judged.cited, judged.cited_gold, judged.gold_cited) == counts
    assert judged.gold == 2


def test_rank_of_the_first_gold_clause() -> None:
    hits = [_citation(clause="9"), _citation(article="8"), _citation(point="đ"), _citation()]
    assert gold_rank(ASKED, hits) == 3
    assert gold_rank(ASKED, hits[:2]) is None


# The independent check


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        (f"{CHAIR} cấp giấy phép chặt cây trong 5 ngày làm việc", ""),
        ("Chủ tịch UBND xã cấp giấy phép theo điểm a khoản 1 Điều 2 Nghị định 901/2099/NĐ-CP", ""),
        ("Trước đây Ủy ban nhân dân cấp huyện cấp", ""),  # named in the lead-in
        ("Ủy ban nhân dân cấp xã cấp giấy phép", "ủy ban nhân dân cấp xã"),
        ("Chủ tịch Ủy ban nhân dân cấp tỉnh cấp giấy phép", "cấp tỉnh"),
        ("Sở Xây dựng phối hợp", ""),  # another text of the same provision names it
        ("Sở Tư pháp phối hợp", "sở tư pháp"),
        (f"{CHAIR} cấp trong 15 ngày", "số 15"),
        (f"{CHAIR} cấp, phí 1.000 đồng", "số 1000"),
        (f"{CHAIR} không cấp giấy phép", "không cấp"),
    ],
)
def test_each_number_and_authority_must_be_in_what_is_cited(claim: str, fault: str) -> None:
    found = faults(claim, [_citation()], FakeTexts(), DAY)
    assert (not found) if not fault else (len(found) == 1 and fault in found[0])


@pytest.mark.parametrize(
    ("citations", "fault"),
    [
        ([], "không dẫn căn cứ"),
        ([_citation(quote="Chủ tịch Ủy ban nhân dân cấp xã cấp phép")], "nguyên văn"),
        ([_citation(quote="")], "nguyên văn"),
        ([_citation(provision="art_9")], "trong kho"),
        ([_citation(quote="Sở Xây dựng cấp giấy phép")], "hiệu lực"),  # words of a later text
    ],
)
def test_each_quote_must_stand_in_a_text_of_the_day(citations: list[dict[str, object]], fault: str) -> None:
    found = faults("Cấp giấy phép", citations, FakeTexts(), DAY)
    assert len(found) == 1
    assert fault in found[0]


@pytest.mark.parametrize(("day", "ended"), [(date(2026, 1, 31), False), (date(2026, 2, 1), True)])
def test_a_basis_ends_on_its_day(day: date, ended: bool) -> None:
    assert expired(_citation(), FakeTexts(), day) is ended


def test_statements_are_checked_against_any_source() -> None:
    assert statement_faults("Sở Xây dựng trả lời trong 7 ngày", "Sở Xây dựng trả lời trong 07 ngày") == ()
    assert len(statement_faults("Bộ Xây dựng trả lời trong 8 ngày", "Sở Xây dựng trả lời trong 07 ngày")) == 2


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Lệ phí 250 nghìn đồng", "Lệ phí 250.000 đồng"),
        ("Phạt đến 1,5 triệu đồng", "phạt tiền đến 1.500.000 đồng"),
        ("Trước ngày 1/3/2027", "trước ngày 01 tháng 3 năm 2027"),
        ("Bình quân 2,5 người", "bình quân không quá 2,5 người"),
    ],
)
def test_numbers_are_compared_by_value(statement: str, source: str) -> None:
    assert statement_faults(statement, source) == ()


@pytest.mark.parametrize(
    ("kind", "least"), [("authority", 0.85), ("negation added", 1.0), ("date", 0.9), ("number", 0.7)]
)
def test_planted_faults_of_its_kinds_are_seen(kind: str, least: float) -> None:
    planted = [(m.claim, case) for case in CASES for m in mutate(case) if m.kind == kind]
    seen = sum(bool(statement_faults(claim, _source(case))) for claim, case in planted)
    assert seen >= least * len(planted) > 0


def test_true_claims_raise_hardly_an_alarm() -> None:
    alarms = [case.claim for case in CASES if statement_faults(case.claim, _source(case))]
    assert len(alarms) <= 0.04 * len(CASES), alarms


def _source(case: Case) -> str:
    places = [f"{e.document} {e.article} {e.clause or ''} {e.point or ''}" for e in case.cited]
    return "\n".join([*(f"{e.context}\n{e.text}" for e in case.cited), *places])


# Figures and report


def _judged() -> list[Judged]:
    nothing = Asked("U1", "Giá vé tàu?", difficulty="other")
    abstained = _answer((), status="abstained", authority=None)
    texts = FakeTexts()
    return [
        judge(ASKED, _answer(), texts),
        judge(Asked("Q2", "Ai?", "", GOLD, (COMMITTEE,), (), "direct"), _answer(("Trong 99 ngày",)), texts),
        judge(Asked("Q3", "Ai?", "", GOLD, (COMMITTEE,), (), "temporal"), abstained, texts),
        judge(nothing, abstained, texts),
        judge(Asked("U2", "Giá *vàng* <b>?", difficulty="other"), _answer(), texts),
    ]


def test_figures() -> None:
    told: Any = summary(_judged())
    assert told["status"] == {"answered": 3, "abstained": 2}
    assert (told["authority"]["asked"], told["authority"]["right"], told["authority"]["wrong"]) == (3, 0.3333, 0.3333)
    assert told["authority"]["counts"] == {"right": 1, "among": 0, "partial": 0, "wrong": 1, "none": 1, "unclear": 0}
    assert (told["citations"]["precision"], told["citations"]["gold_among_citations"]) == (1.0, 0.6667)
    assert (told["claims"]["shown"], told["claims"]["failed"]) == (3, 1)
    assert told["abstained"] == {"answerable": 0.3333, "unanswerable": 0.5}
    assert told["expired_bases"] == 0
    assert told["seconds"]["total_median"] == 4.0
    assert told["by_difficulty"]["direct"]["right"] == 0.5
    json.dumps(told)


def test_the_report_puts_faults_first_and_prints_text_as_text() -> None:
    written = report(_judged())
    heads = [line for line in written.splitlines() if line.startswith("## ")]
    assert heads[0] == "## Q2: SAI"
    assert heads[-2:] == ["## Q1: đúng", "## U1: không hỏi thẩm quyền"]
    assert "**lỗi:** số 99 không có trong căn cứ" in written
    assert "Giá \\*vàng\\* \\<b\\>?" in written
    assert "Chuẩn: **Ủy ban nhân dân cấp xã**; 901/2099/NĐ-CP Điều 2 khoản 1" in written


# Questions and runs


def test_reads_the_labels_of_a_question() -> None:
    told = {"id": "Q", "question": "Ai?", "as_of": None, "authority": "A", "acceptable_authorities": ["A", "B"],
            "wrong_authorities": ["C"], "difficulty": "direct",
            "gold": [{"document": "1/2099/NĐ-CP", "article": "5", "clause": None, "point": "h"}]}  # fmt: skip
    asked = read_asked(told)
    assert asked == Asked("Q", "Ai?", "", (Place("1/2099/NĐ-CP", "5", None),), ("A", "B"), ("C",), "direct")
    assert not read_asked({"id": "U", "question": "Giá?", "type": "price"}).answerable


@pytest.mark.parametrize("line", ["không phải JSON", '{"id": "1"}', '{"id": "1", "question": "?", "gold": [{}]}'])
def test_a_broken_questions_file_is_told_by_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": "1", "question": "?"}\n' + line, encoding="utf-8")
    with pytest.raises(UsageError, match="Dòng 2"):
        read_questions(file)


def test_an_interrupted_run_goes_on(indexed: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that were kept on this index are not asked for again."""
    asked: list[str] = []

    class FakeAssistant:
        @classmethod
        def open(cls, settings: Settings) -> FakeAssistant:
            return cls()

        def close(self) -> None:
            pass

    def ask(assistant: object, question: Asked, use_model: bool) -> dict[str, Any]:
        asked.append(question.id)
        return _answer(made_from=MADE)

    monkeypatch.setattr(module, "Assistant", FakeAssistant)
    monkeypatch.setattr(module, "_ask", ask)
    file, kept = tmp_path / "q.jsonl", tmp_path / "kept.jsonl"
    file.write_text("\n".join(json.dumps({"id": n, "question": "?"}) for n in ("1", "2", "3")), encoding="utf-8")
    old = [{"id": "1", **_answer(made_from=MADE)}, {"id": "2", **_answer(made_from=MADE | {"generation": 0})}]
    kept.write_text("".join(json.dumps(told) + "\n" for told in old), encoding="utf-8")
    judged = module.evaluate_answers([file], indexed, kept=kept)
    assert asked == ["2", "3"]  # 2 was answered from another index
    assert [j.asked.id for j in judged] == ["1", "2", "3"]
    assert module.evaluate_answers([file], indexed, kept=kept)
    assert asked == ["2", "3"]
    module.evaluate_answers([file], indexed, use_model=False, kept=kept)
    assert asked == ["2", "3", "1", "2", "3"]  # those were written by the model


def test_the_command_prints_figures_and_writes_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "evaluate_answers", lambda *args, **named: _judged())
    written = tmp_path / "r.md"
    assert command.main(["evaluate", "answers", "q.jsonl", "--json", "--report", str(written)]) == 0
    assert json.loads(capsys.readouterr().out)["questions"] == 5
    assert written.read_text(encoding="utf-8").startswith("# Kết quả đo câu trả lời")


def test_retrieval_is_measured_on_one_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["evaluate", "retrieval", "a", "b", "--json"]) == UsageError.exit_code
    assert "đúng một thư mục" in capsys.readouterr().err
