"""Judging answers: authorities by canonical name, places by clause, figures and report, questions and runs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from judged_answers import ASKED, CHAIR, COMMITTEE, GOLD, MADE, FakeTexts, answered, cited

from assistant import __main__ as command
from assistant.evaluation import answers as module
from assistant.evaluation.answers import Judged, judge, read_questions, summary
from assistant.evaluation.judge import Asked, Place, gold_rank, judge_authority, judge_citations, read_asked
from assistant.evaluation.report import report
from corpus.errors import UsageError
from corpus.settings import Settings

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
    hits = [cited(clause="9"), cited(article="8"), cited(point="đ"), cited()]
    assert gold_rank(ASKED, hits) == 3
    assert gold_rank(ASKED, hits[:2]) is None


# Figures and report


def _judged() -> list[Judged]:
    nothing = Asked("U1", "Giá vé tàu?", difficulty="other")
    abstained = answered((), status="abstained", authority=None)
    texts = FakeTexts()
    return [
        judge(ASKED, answered(), texts),
        judge(Asked("Q2", "Ai?", "", GOLD, (COMMITTEE,), (), "direct"), answered(("Trong 99 ngày",)), texts),
        judge(Asked("Q3", "Ai?", "", GOLD, (COMMITTEE,), (), "temporal"), abstained, texts),
        judge(nothing, abstained, texts),
        judge(Asked("U2", "Giá *vàng* <b>?", difficulty="other"), answered(), texts),
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
    """Answers that were kept are not asked for again where what made them is the same."""
    asked: list[str] = []

    class FakeAssistant:
        @classmethod
        def open(cls, settings: Settings) -> FakeAssistant:
            return cls()

        def close(self) -> None:
            pass

    def ask(assistant: object, question: Asked, use_model: bool) -> dict[str, Any]:
        asked.append(question.id)
        return answered(made_from=MADE)

    monkeypatch.setattr(module, "Assistant", FakeAssistant)
    monkeypatch.setattr(module, "_ask", ask)
    file, kept = tmp_path / "q.jsonl", tmp_path / "kept.jsonl"
    questions = [{"id": n, "question": "?"} for n in ("1", "2", "3")]
    file.write_text("\n".join(map(json.dumps, questions[:2])), encoding="utf-8")
    model = SimpleNamespace(sha256="a")
    monkeypatch.setattr(module, "find_model", lambda name, settings: model)

    def run(**changed: Any) -> list[str]:
        asked.clear()
        judged = module.evaluate_answers([file], **{"settings": indexed, "kept": kept, **changed})
        assert [j.asked.id for j in judged] == [q["id"] for q in questions][: len(judged)]
        return list(asked)

    assert run() == ["1", "2"]
    file.write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
    assert run() == ["3"]
    assert run() == []
    assert run(use_model=False) == ["1", "2", "3"]  # those were written by the model
    assert run(use_model=False) == []
    model.sha256 = "b"
    assert run() == ["1", "2", "3"]
    assert run(use_model=False) == []  # no model wrote these
    monkeypatch.setattr(module, "PROMPT_VERSION", "other")
    assert run() == ["1", "2", "3"]
    assert run(settings=replace(indexed, prompt_passages=1)) == ["1", "2", "3"]
    manifest = next(indexed.home.glob("generations/*/manifest.json"))
    told = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**told, "created": "2020-01-01T00:00:00+00:00"}), encoding="utf-8")
    assert run() == ["1", "2", "3"]  # another home has a generation of this number too
    file.write_text(json.dumps({"id": "1", "question": "khác?"}), encoding="utf-8")
    assert run() == ["1"]
    kept.write_text(json.dumps({"id": "1", **answered(made_from=MADE)}), encoding="utf-8")
    assert run() == ["1"]  # kept by a version that did not say what made it


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
