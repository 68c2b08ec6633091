"""From question to checked answer on the two fictional decrees, with a scripted model."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise

import pytest
from chat_models import Writer
from small_corpus import NEW, TinyEmbedder

from assistant.answer import (
    Answer,
    Assistant,
    ClaimReady,
    ClaimWithheld,
    Event,
    EvidenceReady,
    Finished,
    Token,
)
from assistant.generation.chat_model import Message
from assistant.generation.generator import Generator
from assistant.question.scope import out_of_scope
from assistant.question.understand import understand
from assistant.retrieval.retrieve import as_published, retrieve
from corpus.settings import Settings
from ingest.administer import add, rollback

BEFORE, AFTER = date(2025, 9, 15), date(2026, 3, 1)
QUESTION = "Ai cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học?"


class Scripted(Writer):
    """A chat model that writes what it was told to."""

    def __init__(self, text: str) -> None:
        self.text, self.asked = text, 0

    def stream(
        self, messages: Sequence[Message], grammar: str, max_tokens: int, stopped: Callable[[], bool]
    ) -> Iterator[str]:
        self.asked += 1
        for start in range(0, len(self.text), 7):
            if stopped():
                return
            yield self.text[start : start + 7]


@pytest.fixture(autouse=True)
def sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The confidence is fitted to the real encoder's cosines, which the tiny one does not have."""
    monkeypatch.setattr("assistant.evidence.confidence", lambda question, found, *_: 0.9 if found.hits else 0.0)


def _assistant(settings: Settings, embedder: TinyEmbedder, text: str = "") -> tuple[Assistant, Scripted]:
    model = Scripted(text)
    return Assistant(settings, embedder, Generator(settings, model)), model  # type: ignore[arg-type]


def _finished(events: list[Event]) -> Answer:
    assert isinstance(events[-1], Finished)
    return events[-1].answer


def test_the_day_decides_which_clause_answers(indexed: Settings, embedder: TinyEmbedder) -> None:
    assistant, _ = _assistant(indexed, embedder)
    before = _finished(list(assistant.answer(QUESTION, BEFORE, use_model=False)))
    after = _finished(list(assistant.answer(QUESTION, AFTER, use_model=False)))
    assert before.authority == "Chủ tịch Ủy ban nhân dân cấp xã"  # from the lead-in of the clause
    assert after.authority == "Sở Xây dựng"
    assert not any(h.chunk.provision == "art_2__cl_1__pt_a" for h in after.evidence)
    assert (after.status, after.made_from.model) == ("evidence", "")


def test_each_part_of_a_question_has_its_own_holder(indexed: Settings, embedder: TinyEmbedder) -> None:
    assistant, _ = _assistant(indexed, embedder)
    question = "Cây xanh: giấy phép chặt hạ trong khuôn viên trường học ai cấp, danh mục cây cổ thụ ai quyết định?"
    answer = _finished(list(assistant.answer(question, BEFORE, use_model=False)))
    assert answer.authority == (
        "Chủ tịch Ủy ban nhân dân cấp xã (giấy phép chặt hạ trong khuôn viên trường học); "
        "Ủy ban nhân dân cấp tỉnh (danh mục cây cổ thụ)"
    )
    cited = [claim.citations[0].provision for claim in answer.claims]
    assert cited == ["art_2__cl_1__pt_a", "art_2__cl_2"]
    assert [h.chunk.provision for h in answer.evidence[:2]] == cited  # in front, in the question's order
    assert [h.rank for h in answer.evidence] == list(range(1, len(answer.evidence) + 1))


def test_what_is_to_be_told_of_a_part_s_basis_is_told(indexed: Settings, embedder: TinyEmbedder) -> None:
    """The second part rests on a decree that the whole question hardly finds, and which ends soon."""
    assistant, _ = _assistant(indexed, embedder)
    question = "Danh mục cây cổ thụ trong thời hạn 15 ngày làm việc ai quyết định? Chặt hạ cây xanh ai cấp giấy phép?"
    evidence = assistant.evidence(question, date(2026, 12, 1), k=1)
    assert [h.chunk.document for h in evidence.hits] == ["901/2099/NĐ-CP"]
    bases = {part.usable[0].chunk.document for part in evidence.parts}
    assert bases == {"901/2099/NĐ-CP", "902/2099/NĐ-CP"}
    assert any("902/2099/NĐ-CP" in notice and "01/3/2027" in notice for notice in evidence.notices)


def test_a_part_that_no_clause_settles_is_told(
    indexed: Settings, embedder: TinyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "assistant.evidence.confidence",
        lambda question, *_: 0.05 if question.understood.startswith("Cây xanh: thuế") else 0.9,
    )
    assistant, _ = _assistant(indexed, embedder)
    question = "Cây xanh: giấy phép chặt hạ trong khuôn viên trường học ai cấp, thuế bến cảng vũ trụ ai thu?"
    answer = _finished(list(assistant.answer(question, BEFORE, use_model=False)))
    assert answer.authority == "Chủ tịch Ủy ban nhân dân cấp xã (giấy phép chặt hạ trong khuôn viên trường học)"
    assert any("phần «thuế bến cảng vũ trụ»" in notice for notice in answer.notices)
    assert [(part.label, len(part.authorities)) for part in answer.parts] == [
        ("giấy phép chặt hạ trong khuôn viên trường học", 1),
        ("thuế bến cảng vũ trụ", 0),
    ]


@pytest.mark.parametrize(
    "day", [date(2025, 6, 30), BEFORE, date(2026, 1, 31), date(2026, 2, 1), AFTER, date(2027, 3, 1)]
)
def test_nothing_out_of_force_is_a_hit(indexed: Settings, embedder: TinyEmbedder, day: date) -> None:
    assistant, _ = _assistant(indexed, embedder)
    for hit in assistant.evidence(QUESTION, day).hits:
        assert hit.in_force
        assert hit.chunk.validity.in_force(day)


def test_true_sentences_are_claims_and_false_ones_are_withheld(indexed: Settings, embedder: TinyEmbedder) -> None:
    text = (
        "[1] Giấy phép chặt hạ cây xanh trong khuôn viên trường học do Sở Xây dựng cấp theo quy định này.\n"
        "[1] Ủy ban nhân dân cấp xã cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học.\n"
        "[1] Câu này chưa"
    )
    assistant, _ = _assistant(indexed, embedder, text)
    events = list(assistant.answer(QUESTION, AFTER))
    answer = _finished(events)
    kinds = [type(e) for e in events]
    assert kinds[0] is EvidenceReady
    assert kinds.index(ClaimReady) < kinds.index(Token)  # what the clause says comes before what the model writes
    assert ClaimWithheld in kinds
    assert answer.status == "answered"
    assert [w for w, _ in answer.withheld if w.startswith("Ủy ban nhân dân cấp xã")]
    assert all(reason for _, reason in answer.withheld)
    assert not any("Câu này chưa" in claim.text for claim in answer.claims)
    for claim in answer.claims:
        for citation in claim.citations:
            assert any(citation.quote in hit.chunk.text for hit in answer.evidence)
    assert answer.made_from.model == "fake"


def test_abstains_without_asking_the_model(indexed: Settings, embedder: TinyEmbedder) -> None:
    assistant, model = _assistant(indexed, embedder, "[1] Không được gọi.\n")
    answer = _finished(list(assistant.answer("giá vàng hôm nay bao nhiêu?")))
    assert (answer.status, answer.claims, answer.authority) == ("abstained", (), None)
    assert model.asked == 0
    assert any("Giá cả" in notice for notice in answer.notices)


def test_cancel_ends_with_what_is_checked(indexed: Settings, embedder: TinyEmbedder) -> None:
    assistant, _ = _assistant(indexed, embedder, "[1] Một câu rất dài không bao giờ được viết xong " * 50)
    cancel = threading.Event()
    events: list[Event] = []
    for event in assistant.answer(QUESTION, AFTER, cancel=cancel):
        events.append(event)
        if isinstance(event, Token):
            cancel.set()
    assert sum(isinstance(e, Token) for e in events) < 20
    assert _finished(events).claims


def test_refresh_sees_a_new_generation_and_a_rollback(
    indexed: Settings, embedder: TinyEmbedder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assistant, _ = _assistant(indexed, embedder)
    assert not assistant.refresh()
    new = tmp_path_factory.mktemp("new") / "905.md"
    new.write_text(NEW.replace("902/2099", "905/2099"), encoding="utf-8")
    add([new], indexed)
    assert assistant.refresh()
    assert assistant.generation == 2
    rollback(indexed)
    assert assistant.refresh()
    assert assistant.generation == 1


def test_a_named_provision_leads(indexed: Settings, embedder: TinyEmbedder) -> None:
    assistant, _ = _assistant(indexed, embedder)
    evidence = assistant.evidence("Khoản 2 Điều 2 Nghị định 901/2099/NĐ-CP nói gì?", BEFORE)
    assert evidence.hits[0].chunk.provision == "art_2__cl_2"
    missing = assistant.evidence("Điều 99 Nghị định 901/2099/NĐ-CP quy định gì về cây xanh?", BEFORE)
    assert any("không có Điều 99" in notice for notice in missing.notices)


def test_hits_do_not_overlap(indexed: Settings, embedder: TinyEmbedder) -> None:
    assistant, _ = _assistant(indexed, embedder)
    reader = assistant._reader
    hits = retrieve(reader, understand("cây xanh", reader.accents), BEFORE, 8).hits
    spans = sorted((h.chunk.source_document, h.chunk.start, h.chunk.end) for h in hits)
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(spans))
    assert all(as_published(h.chunk) == h.chunk for h in hits)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("giá vàng hôm nay bao nhiêu?", "market"),
        ("Số điện thoại của Công an phường An Bình là bao nhiêu?", "fact"),
        ("Giá đất năm sau tăng bao nhiêu?", "forecast"),
        ("Nhà thầu hứa lại quả thì chọn ai?", "unlawful"),
        ("Ai cấp giấy phép xây dựng nhà ở riêng lẻ?", None),
        ("Bảng giá đất do cơ quan nào quyết định?", None),
        ("Làm website bán hàng thì thông báo với cơ quan nào?", None),
    ],
)
def test_scope(question: str, kind: str | None) -> None:
    found = out_of_scope(question)
    assert (found.kind if found else None) == kind
    assert found is None or found.needed
