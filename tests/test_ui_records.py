"""Conversations kept, found again and exported; ratings; the audit log. Another person's are as if not there."""

from __future__ import annotations

import io
import json
import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.settings import Settings
from tests.browser.fake_backend import DECREE, INJECTION, FakeAssistant
from ui import texts_accounts as words
from ui.accounts.roles import NotAllowed
from ui.audit import Audit, inert
from ui.conversation import Conversation, Conversations, Failure, Turn, TurnView
from ui.conversations import KEPT_DELETED, Archive, dump_view, outcome_of
from ui.conversations_export import as_json, escaped, markdown, word
from ui.panel import plain_label
from ui.passages import Reading
from ui.ratings import BadRating, Rating, Ratings
from ui.records import Records

AN, BINH = 1, 2
QUESTION = "Ai cấp giấy phép trồng cây bóng mát?"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path)


@pytest.fixture
def archive(records: Records, clock: Clock) -> Archive:
    return Archive(records, clock)


def _answered(question: str = QUESTION, *, use_model: bool = True) -> TurnView:
    turn = Turn(question, None, use_model=use_model)
    turn.run(FakeAssistant(Settings(), pace=0), "s")
    return turn.view


def _keep(archive: Archive, owner: int, key: str, question: str = QUESTION) -> str:
    view = _answered(question)
    archive.ask(owner, key, f"t-{key}-{len(question)}", TurnView(question, None))
    archive.finish(f"t-{key}-{len(question)}", view)
    return f"t-{key}-{len(question)}"


def test_an_answer_comes_back_as_it_was(archive: Archive) -> None:
    _keep(archive, AN, "c1")
    turns = archive.load(AN, "c1")
    assert turns is not None
    back, before = turns[0].view, _answered()
    assert back.answer is not None
    assert before.answer is not None
    assert back.answer.claims == before.answer.claims
    assert back.answer.withheld == before.answer.withheld
    assert back.answer.as_of == before.answer.as_of
    assert [h.chunk.text for h in back.answer.evidence] == [h.chunk.text for h in before.answer.evidence]
    assert back.answer.evidence[0].chunk.validity == before.answer.evidence[0].chunk.validity
    assert type(back.answer.evidence[0]) is type(before.answer.evidence[0])


@pytest.mark.parametrize(
    ("question", "use_model", "expected"),
    [
        (QUESTION, True, "answered"),
        ("giá vàng", True, "abstained"),
        ("chỉ điều khoản", True, "evidence"),
        (QUESTION, False, "answered"),  # asked for
        ("lỗi", True, "failed"),
    ],
)
def test_how_a_question_ended_is_kept(question: str, use_model: bool, expected: str) -> None:
    assert outcome_of(_answered(question, use_model=use_model)) == expected


def test_a_question_survives_a_restart_in_mid_answer(archive: Archive) -> None:
    archive.ask(AN, "c1", "t1", TurnView(QUESTION, None))
    store = Conversations(archive)
    found = store.find("c1", AN)
    assert found is not None
    assert found.turns[0].view.question == QUESTION
    assert found.turns[0].view.failure is not None
    assert found.running == []


def test_an_answer_of_another_version_says_so(archive: Archive, records: Records) -> None:
    turn = _keep(archive, AN, "c1")
    with records.write() as connection:
        connection.execute("UPDATE turns SET view = ? WHERE id = ?", (b'{"question": 3}', turn))
    turns = archive.load(AN, "c1")
    assert turns is not None
    assert turns[0].view.failure is not None
    assert "phiên bản khác" in turns[0].view.failure.what


def test_a_field_that_came_later_takes_its_default(archive: Archive, records: Records) -> None:
    turn = _keep(archive, AN, "c1")
    told = json.loads(dump_view(_answered()))
    del told["answer"]["question_understood"], told["cancelled"]
    with records.write() as connection:
        connection.execute("UPDATE turns SET view = ? WHERE id = ?", (json.dumps(told).encode(), turn))
    turns = archive.load(AN, "c1")
    assert turns is not None
    assert turns[0].view.answer is not None


def test_another_persons_conversation_is_not_there(archive: Archive, records: Records) -> None:
    turn = _keep(archive, AN, "c1")
    store, ratings = Conversations(archive), Ratings(records)
    assert store.find("c1", AN) is not None
    assert store.find("c1", BINH) is None  # also while it is held in memory
    assert Conversations(archive).find("c1", BINH) is None
    assert archive.load(BINH, "c1") is None
    assert archive.title(BINH, "c1") is None
    assert archive.listed(BINH) == []
    assert archive.search(BINH, "cây bóng mát") == []
    assert not archive.rename(BINH, "c1", "của tôi")
    assert not archive.delete(BINH, "c1")
    archive.delete(AN, "c1")
    assert not archive.restore(BINH, "c1")
    archive.restore(AN, "c1")
    assert archive.title(AN, "c1") == QUESTION
    with pytest.raises(NotAllowed):
        archive.ask(BINH, "c1", "t2", TurnView("chen vào", None))
    loaded = archive.load(AN, "c1")
    assert loaded is not None
    assert len(loaded) == 1
    with pytest.raises(NotAllowed):
        ratings.rate(BINH, turn, Rating(True, "", ""))
    assert ratings.of(BINH, turn) is None


def test_a_new_conversation_belongs_to_who_opened_it() -> None:
    store = Conversations()
    conversation = store.new(AN)
    assert store.find(conversation.id, AN) is conversation
    assert store.find(conversation.id, BINH) is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cây bóng mát", True), ("cay bong mat", True), ("CAY", True), ("bóng mat", True), ("bon", True),
        ("cấy bóng mát", False), ("rượu", False), ("lập danh mục", True),  # in the answer
        ('"', False), ("*", False), ("NEAR(cây", False), ("cây OR rượu", False), ("plain : cây", False), ("-cây", True),
    ],
)  # fmt: skip
def test_found_again_by_words_with_and_without_diacritics(archive: Archive, query: str, found: bool) -> None:
    _keep(archive, AN, "c1")
    assert [item.id for item in archive.search(AN, query)] == (["c1"] if found else [])


def test_tones_are_found_in_either_place(archive: Archive) -> None:
    _keep(archive, AN, "c1", "Hoà giải tranh chấp đất đai")
    assert archive.search(AN, "hòa giải")


def test_a_new_name_is_found_too_and_has_no_control_characters(archive: Archive) -> None:
    _keep(archive, AN, "c1")
    assert archive.rename(AN, "c1", "  Hồ sơ\nbà \x00Tư‮  ")
    assert archive.title(AN, "c1") == "Hồ sơ bà Tư"
    assert [item.id for item in archive.search(AN, "ho so ba tu")] == ["c1"]
    assert not archive.rename(AN, "c1", "   ")
    assert archive.title(AN, "c1") == "Hồ sơ bà Tư"


def test_the_latest_come_first(archive: Archive) -> None:
    for key in ("a", "b", "c"):
        _keep(archive, AN, key)
    _keep(archive, AN, "a", "Một câu nữa về cây xanh?")
    assert [item.id for item in archive.listed(AN)] == ["a", "c", "b"]
    assert [item.title for item in archive.listed(AN, 1)] == [QUESTION]


def test_deleted_can_be_restored_and_is_gone_for_good_later(archive: Archive, records: Records, clock: Clock) -> None:
    turn = _keep(archive, AN, "c1", "bí mật riêng")
    Ratings(records, clock).rate(AN, turn, Rating(False, "other", "ghi chú riêng"))
    assert archive.delete(AN, "c1")
    assert archive.listed(AN) == []
    assert archive.search(AN, "bí mật") == []
    assert archive.unanswered() == []
    assert archive.restore(AN, "c1")
    assert [item.id for item in archive.listed(AN)] == ["c1"]
    archive.delete(AN, "c1")
    clock.now += KEPT_DELETED + 10
    assert Archive(records, clock).purge() == 0  # opening the archive purged
    assert not archive.restore(AN, "c1")
    for table in ("conversations", "turns", "ratings", "words"):
        assert records.rows(f"SELECT * FROM {table}") == [], table
    with records.write() as connection:
        connection.execute("SELECT 1")
    records.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    assert "bí mật riêng".encode() not in records.path.read_bytes()


def test_unanswered_questions_are_told_without_who_asked(archive: Archive, records: Records) -> None:
    _keep(archive, AN, "c1")
    turn = _keep(archive, BINH, "c2", "giá vàng hôm nay?")
    missed = archive.unanswered()
    assert [(item.turn, item.question, item.outcome) for item in missed] == [(turn, "giá vàng hôm nay?", "abstained")]
    assert not any("owner" in name or "who" in name for name in type(missed[0]).__dataclass_fields__)
    ratings = Ratings(records)
    ratings.settle(turn, "quantri")
    assert archive.unanswered() == []
    ratings.unsettle(turn)
    assert len(archive.unanswered()) == 1


def test_a_bad_rating_is_listed_until_settled_and_again_when_renewed(archive: Archive, records: Records) -> None:
    ratings, turn = Ratings(records), _keep(archive, AN, "c1")
    ratings.rate(AN, turn, Rating(True, "", ""))
    assert ratings.bad() == []
    assert ratings.counts() == (1, 0)
    ratings.rate(AN, turn, Rating(False, "authority", INJECTION))
    (bad,) = ratings.bad()
    assert isinstance(bad, BadRating)
    assert (bad.turn, bad.reason, bad.note) == (turn, "authority", INJECTION)
    ratings.settle(turn, "quantri")
    assert ratings.bad() == []
    ratings.rate(AN, turn, Rating(False, "không có trong danh mục", "x" * 5000))
    (again,) = ratings.bad()
    assert again.reason == "other"
    assert len(again.note) == 1000
    assert ratings.of(AN, turn) == Rating(False, "other", again.note)


# Export


def _conversation() -> Conversation:
    turn = Turn(f"{QUESTION} {INJECTION}", None)
    turn.view = _answered(turn.view.question)
    return Conversation("c1", AN, [turn])


def test_markdown_has_question_answer_and_basis_and_no_live_markup() -> None:
    told = markdown(_conversation(), f"Tên {INJECTION}", Reading({}, {}, datetime(2026, 11, 24).date(), 180),
                    datetime(2026, 11, 24, 8, 30))  # fmt: skip
    for part in ("# Tên", "Xuất lúc 08:30 24/11/2026", "cấp giấy phép trồng cây bóng mát", DECREE.replace("-", "-")):
        assert part in told.replace("\\", ""), part
    assert "<" not in told.replace("\\<", "")
    assert "**" not in told
    assert "[a](b)" not in told


@given(st.text(max_size=80))
def test_escaped_markdown_loses_no_character(text: str) -> None:
    plain = escaped(text)
    assert plain.replace("\\", "") == text.replace("\\", "")
    assert not any(plain[max(0, i - 1)] != "\\" for i, c in enumerate(plain) if c in "<`*_[")


@given(st.text(alphabet="ab*_[]()$:`<>\\ ", max_size=40))
def test_labels_are_plain_text(text: str) -> None:
    label = plain_label(text)
    assert not any(c in "*_[]$:`<" and (i == 0 or label[i - 1] != "\\") for i, c in enumerate(label))


def test_json_is_whole() -> None:
    told = json.loads(as_json(_conversation(), "Tên", datetime(2026, 11, 24, 8, 30)))
    assert told["title"] == "Tên"
    assert told["turns"][0]["answer"]["status"] == "answered"
    assert told["turns"][0]["answer"]["claims"][0]["citations"][0]["document"] == DECREE


def test_word_has_each_question_and_says_why_one_has_no_answer() -> None:
    conversation = _conversation()
    conversation.turns += [Turn("Đang viết?", None), Turn("Đã dừng?", None), Turn("Lỗi?", None)]
    conversation.turns[2].cancel_writing()
    conversation.turns[3].view = replace(conversation.turns[3].view, failure=Failure("Thiếu tệp mô hình", "Tải lại."))
    file = docx.Document(io.BytesIO(word(conversation, f"Tên {INJECTION}", FakeAssistant(Settings()))))
    told = "\n".join(p.text for p in file.paragraphs)
    for part in (f"Tên {INJECTION}", f"1. {QUESTION}", DECREE, f"2. Đang viết?\n{words.NOT_ANSWERED_YET}",
                 f"3. Đã dừng?\n{words.STOPPED}", "4. Lỗi?\nThiếu tệp mô hình"):  # fmt: skip
        assert part in told, part


# Audit


def test_the_log_is_append_only_and_sealed(records: Records) -> None:
    audit = Audit(records, Clock())
    for act in ("login", "ingest", "remove"):
        audit.log("quantri", act, "901.pdf", "done")
    assert [entry.act for entry in audit.entries()] == ["remove", "ingest", "login"]
    assert audit.broken_at() is None
    for statement in ("UPDATE audit SET who = 'x'", "DELETE FROM audit", "DELETE FROM audit WHERE number = 1"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"), records.write() as connection:
            connection.execute(statement)
    assert len(audit.entries()) == 3


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit SET who = 'x' WHERE number = 2", "DELETE FROM audit WHERE number = 2",
     "UPDATE audit SET outcome = 'failed' WHERE number = 2", "DELETE FROM audit WHERE number = 3"],
)  # fmt: skip
def test_a_change_made_around_the_program_shows(records: Records, statement: str) -> None:
    audit = Audit(records, Clock())
    for act in ("login", "ingest", "remove"):
        audit.log("quantri", act, "901.pdf", "done")
    with records.write() as connection:
        connection.execute("DROP TRIGGER audit_is_not_changed")
        connection.execute("DROP TRIGGER audit_is_not_shortened")
        connection.execute(statement)
    assert audit.broken_at() in {2, 3}


def test_the_log_as_csv_runs_nothing_in_a_spreadsheet(records: Records) -> None:
    audit = Audit(records, Clock())
    audit.log("=HYPERLINK(1)", "login", '@cmd|" /C calc"!A0', "+1")
    line = audit.as_csv().splitlines()[1]
    assert "'=HYPERLINK(1)" in line
    assert "'@cmd|" in line
    assert ",'+1," in line


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_cells_are_inert(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
    assert inert("901/2025/NĐ-CP") == "901/2025/NĐ-CP"
