"""Conversations kept and found again; ratings. Another person's are as if not there."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from staff import Clock
from turns import QUESTION, answered

from tests.browser.fake_backend import INJECTION
from ui import ratings_form
from ui.accounts.roles import Account, NotAllowed, Role
from ui.conversation import Conversations
from ui.conversations import KEPT_DELETED, Archive, dump_view, outcome_of
from ui.ratings import Rating, Ratings
from ui.records import Records
from ui.turn import TurnView

AN, BINH = 1, 2
DOWN, UP = 0, 1  # thumbs


@pytest.fixture
def clock() -> Clock:
    return Clock(step=1)  # later at each look, so that the order is that of the acts


@pytest.fixture
def archive(records: Records, clock: Clock) -> Archive:
    return Archive(records, clock)


def _keep(archive: Archive, owner: int, key: str, question: str = QUESTION) -> str:
    view = answered(question)
    archive.ask(owner, key, f"t-{key}-{len(question)}", TurnView(question, None))
    archive.finish(f"t-{key}-{len(question)}", view)
    return f"t-{key}-{len(question)}"


def test_an_answer_comes_back_as_it_was(archive: Archive) -> None:
    _keep(archive, AN, "c1")
    turns = archive.load(AN, "c1")
    assert turns is not None
    back, before = turns[0].view, answered()
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
    assert outcome_of(answered(question, use_model=use_model)) == expected


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
    told = json.loads(dump_view(answered()))
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


def test_what_was_deleted_is_listed_to_its_owner_for_a_week_and_then_purged_by_the_next_deletion(
    archive: Archive, records: Records, clock: Clock
) -> None:
    for owner, key in ((AN, "c1"), (AN, "c2"), (AN, "c3"), (BINH, "c4")):
        _keep(archive, owner, key)
    archive.delete(AN, "c1")
    clock.now += KEPT_DELETED - 10
    archive.delete(AN, "c2")
    archive.delete(BINH, "c4")
    assert [item.id for item in archive.deleted(AN)] == ["c2", "c1"]
    clock.now += 20
    assert [item.id for item in archive.deleted(AN)] == ["c2"]
    assert len(records.rows("SELECT id FROM conversations")) == 4
    archive.delete(AN, "c3")
    assert [row["id"] for row in records.rows("SELECT id FROM conversations ORDER BY id")] == ["c2", "c3", "c4"]


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
    assert (bad.turn, bad.reason, bad.note) == (turn, "authority", INJECTION)
    ratings.settle(turn, "quantri")
    assert ratings.bad() == []
    ratings.rate(AN, turn, Rating(False, "không có trong danh mục", "x" * 5000))
    (again,) = ratings.bad()
    assert again.reason == "other"
    assert len(again.note) == 1000
    assert ratings.of(AN, turn) == Rating(False, "other", again.note)


def test_a_thumb_pressed_again_keeps_the_reason_and_the_note(
    archive: Archive, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn, ratings = _keep(archive, AN, "c1"), Ratings(records)
    visitor = Account(AN, "an", "An", Role.OFFICIAL)
    monkeypatch.setattr(ratings_form, "workplace", lambda: SimpleNamespace(ratings=ratings))
    monkeypatch.setattr(ratings_form.visitor, "account", lambda **named: visitor)
    monkeypatch.setattr(ratings_form.visitor, "required", lambda: visitor)

    def press(thumb: int | None) -> Rating | None:
        monkeypatch.setattr(ratings_form.st, "session_state", {f"thumb-{turn}": thumb})
        ratings_form._rate(turn)
        return ratings.of(AN, turn)

    assert press(DOWN) == Rating(False, "", "")
    ratings.rate(AN, turn, Rating(False, "provision", "khoản 2 mới đúng"))
    ratings.settle(turn, "quantri")
    for thumb in (None, DOWN):  # a second press takes the thumb back, a third gives it again
        assert press(thumb) == Rating(False, "provision", "khoản 2 mới đúng")
    assert ratings.bad() == []  # said before and settled
    assert press(UP) == Rating(True, "", "")
