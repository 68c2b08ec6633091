"""A stand-in for the assistant and the library: two plainly fictional decrees, answers in every state.

What is asked decides what happens: "vàng" abstains, "chỉ điều khoản" ends without an answer, "chậm" waits in the
queue and writes slowly, "lỗi" fails with one of our errors, "hỏng" with a programming error.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any

from assistant.answer import (
    Answer,
    Claim,
    ClaimReady,
    ClaimWithheld,
    Event,
    Evidence,
    EvidenceReady,
    Finished,
    MadeFrom,
    Queued,
    Seconds,
    Started,
    Token,
)
from assistant.question.understand import Question
from corpus.catalogue import Catalogue, DocumentRow
from corpus.errors import ModelFileError
from corpus.generations import Manifest
from corpus.model import (
    Citation,
    Document,
    Hit,
    Validity,
)
from corpus.settings import Settings
from ingest.administer import Added, AddReport, Failed, Unchanged
from tests.browser.fake_decrees import DECREE, DOCUMENTS, FORCE, HISTORY, HITS, INJECTION, LAW
from ui.library import Job


def _cite(hit: Hit) -> Citation:
    c = hit.chunk
    return Citation(c.document, c.provision, c.article, c.clause, c.point, c.text, c.page, c.standing)


class FakeAssistant:
    """Answers from the two fictional decrees."""

    def __init__(self, settings: Settings, pace: float = 0.02) -> None:
        self.pace = pace
        self.generation = 1
        self.published = 1
        self.preloaded = False
        self.asked: list[tuple[str, date | None, bool]] = []

    def preload(self) -> None:
        self.preloaded = True

    def refresh(self) -> bool:
        changed, self.generation = self.generation != self.published, self.published
        return changed

    def evidence(
        self, text: str, as_of: date | None = None, k: int | None = None, documents: Collection[str] | None = None
    ) -> Evidence:
        day = as_of or date.today()
        within = (h for h in HITS if documents is None or h.chunk.document in documents)
        hits = tuple(h for h in within if h.chunk.validity.in_force(day))
        notices = (f"Nghị định {DECREE} áp dụng đến trước ngày 01/03/2027.",) if hits else ()
        understood = Question(text, text.replace("cay", "cây"), text, (), None, False)
        return Evidence(understood, day, hits[: k or 8], HISTORY, 0.1 if "vàng" in text else 0.9, notices, 0.05)

    def answer(
        self, text: str, as_of: date | None = None, *, use_model: bool = True, session: str = "",
        cancel: threading.Event | None = None, previous: Sequence[str] = (),
    ) -> Iterator[Event]:  # fmt: skip
        self.asked.append((text, as_of, use_model))
        cancel = cancel or threading.Event()
        evidence = self.evidence(text, as_of)
        yield EvidenceReady(evidence)
        if "hỏng" in text:
            raise RuntimeError("broken on purpose")
        if "lỗi" in text:
            raise ModelFileError("Thiếu tệp mô hình", where="model.gguf", remedy="Chạy `make models`.")
        if "vàng" in text or not evidence.hits:
            yield Finished(_answer("abstained", evidence, (), ()))
            return
        if "chỉ điều khoản" in text or not use_model:
            yield Finished(_answer("evidence", evidence, (), (), use_model))
            return
        yield from self._write(evidence, cancel, slow="chậm" in text)

    def _write(self, evidence: Evidence, cancel: threading.Event, *, slow: bool) -> Iterator[Event]:
        if slow:
            for position in (2, 1, 0):
                yield Queued(position)
                cancel.wait(self.pace * 80)
        yield Started()
        claims, withheld = _claims(evidence), ("Giấy phép có thời hạn 10 năm.", "Điều khoản không có số «10 năm».")
        for claim in claims:
            for word in claim.text.split():
                if cancel.wait(self.pace * (10 if slow else 1)):
                    yield Finished(_answer("answered", evidence, claims[:1], ()))
                    return
                yield Token(f"{word} ")
            yield ClaimReady(claim)
        yield ClaimWithheld(*withheld)
        yield Finished(_answer("answered", evidence, claims, (withheld,)))

    def documents(self) -> list[DocumentRow]:
        return [
            DocumentRow(n, d.metadata.standing, True, d.metadata, len(d.provisions), 7, d.file, "", ())
            for n, d in DOCUMENTS.items()
        ]

    @property
    def catalogue(self) -> Catalogue:
        from tests.browser.fake_catalogue import catalogue  # which is made from what is above

        return catalogue()

    def document(self, number: str) -> Document | None:
        from tests.browser.fake_catalogue import document

        return document(number)

    def validity(self, number: str, provision: str) -> Validity | None:
        return FORCE.get(number)


def _claims(evidence: Evidence) -> tuple[Claim, ...]:
    first, fourth = evidence.hits[0], evidence.hits[3]
    return (
        Claim(
            "Chủ tịch Ủy ban nhân dân cấp xã cấp giấy phép trồng cây bóng mát cho hộ gia đình, cá nhân trong 05 ngày.",
            (_cite(first),),
        ),
        Claim(f"Ủy ban nhân dân cấp xã lập danh mục cây cần bảo tồn. {INJECTION}", (_cite(fourth), _cite(first))),
    )


def _answer(
    status: str,
    evidence: Evidence,
    claims: tuple[Claim, ...],
    withheld: tuple[tuple[str, str], ...],
    use_model: bool = True,
) -> Answer:
    return Answer(
        status=status,
        claims=claims,
        withheld=withheld,
        authority="Chủ tịch Ủy ban nhân dân cấp xã" if claims else None,
        evidence=evidence.hits,
        notices=evidence.notices,
        as_of=evidence.as_of,
        made_from=MadeFrom(1, "mô-hình-giả" if use_model else "", "abc123" if use_model else "", "1"),
        seconds=Seconds(0.05, 1.2, 4.5),
        question_understood=evidence.question_understood,
    )


class FakeLibrary:
    """Reports one file of each kind; remembers what it was asked to do."""

    def __init__(self, settings: Settings, seconds: float = 1.0) -> None:
        self.job, self.seconds = Job(), seconds
        self.did: list[tuple[str, Any]] = []

    def manifest(self) -> Manifest | None:
        return Manifest(1, "2026-11-24T01:00:00+00:00", "add <b>x</b>", "1", "1", "e5", 2, 50, 40)

    def numbers(self) -> list[str]:
        return sorted(DOCUMENTS)

    def earlier(self) -> int | None:
        return 7

    def add(self, files: Sequence[tuple[str, bytes]], done: Callable[[Job], None] = lambda job: None) -> bool:
        self.did.append(("add", [name for name, _ in files]))
        self.job = Job(running=True)
        threading.Thread(target=self._work, args=([name for name, _ in files], done), daemon=True).start()
        return True

    def _work(self, names: list[str], done: Callable[[Job], None]) -> None:
        for step in range(4):
            self.job = Job(stage=f"Đọc {names[0]}", done=step, total=4, running=True)
            time.sleep(self.seconds / 4)
        added = tuple(Added(DECREE, name, 50, 40, 3, ("Thiếu ngày ban hành",)) for name in names)
        unchanged = (Unchanged(LAW, "luat-90.pdf", "Đã có trong chỉ mục"),)
        failed = (Failed("quet.pdf", "Không có chữ để đọc", "Cài tesseract-ocr rồi nạp lại."),)
        self.job = Job(report=AddReport(2, added, unchanged, failed, 1.25))
        done(self.job)

    def remove(self, number: str, done: Callable[[Job], None] = lambda job: None) -> bool:
        self.did.append(("remove", number))
        self.job = Job(message=f"Đã gỡ {number}.")
        done(self.job)
        return True

    def rollback(self, done: Callable[[Job], None] = lambda job: None) -> bool:
        self.did.append(("rollback", None))
        done(self.job)
        return True

    def correct(
        self, number: str, field: str, value: str, reason: str, by: str,
        done: Callable[[Job], None] = lambda job: None,
    ) -> bool:  # fmt: skip
        self.did.append(("correct", (number, field, value, reason, by)))
        self.job = Job(message=f"Đã sửa {number}.")
        done(self.job)
        return True

    def undo_correction(self, number: str, field: str, by: str, done: Callable[[Job], None] = lambda job: None) -> bool:
        self.did.append(("undo_correction", (number, field, by)))
        done(self.job)
        return True
