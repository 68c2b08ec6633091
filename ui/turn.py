"""One question and its answer in the making, folded from the assistant's events by a worker thread.

The page only ever reads the latest `TurnView`, which is immutable. Nothing here touches Streamlit.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Protocol

from assistant.events import (
    Answer,
    Claim,
    ClaimReady,
    ClaimWithheld,
    Event,
    EvidenceReady,
    Finished,
    Queued,
    Started,
    Token,
)
from assistant.evidence import Evidence
from corpus.errors import ThamQuyenError
from ui import texts
from ui.precedence import SEARCHING


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an answer could not be finished, in words for the reader."""

    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """What the page shows of one question at one moment. `ahead` counts questions before it in the queue."""

    question: str
    as_of: date | None
    evidence: Evidence | None = None
    ahead: int | None = None
    writing: bool = False
    draft: str = ""
    claims: tuple[Claim, ...] = ()
    withheld: tuple[tuple[str, str], ...] = ()
    answer: Answer | None = None
    cancelled: bool = False
    failure: Failure | None = None

    @property
    def finished(self) -> bool:
        return self.answer is not None or self.cancelled or self.failure is not None


def fold(view: TurnView, event: Event) -> TurnView:
    """The view after one more event."""
    match event:
        case EvidenceReady():
            return replace(view, evidence=event.evidence)
        case Queued():
            return replace(view, ahead=event.position)
        case Started():
            return replace(view, ahead=None, writing=True)
        case Token():
            return replace(view, ahead=None, writing=True, draft=view.draft + event.text)
        case ClaimReady():
            return replace(view, claims=(*view.claims, event.claim), draft="")
        case ClaimWithheld():
            return replace(view, withheld=(*view.withheld, (event.text, event.reason)), draft="")
        case Finished():
            return replace(view, answer=event.answer, ahead=None, writing=False, draft="")
    return view


Keep = Callable[["Turn"], None]  # what is done with a turn whose answer has ended


class Turn:
    """One question with its answer in the making."""

    def __init__(
        self, question: str, as_of: date | None, *, use_model: bool = True, previous: Sequence[str] = ()
    ) -> None:
        self.previous = tuple(previous)  # earlier questions, on which this one may lean
        self.id = secrets.token_hex(8)
        self.use_model = use_model
        self.view = TurnView(question, as_of)
        self.cancel = threading.Event()
        self.evidence_ready = threading.Event()
        self.looked_at = time.monotonic()
        self.watchers: frozenset[str] = frozenset()
        self.given_way = False
        self._changing = threading.Lock()
        self._working = False
        self._work: Callable[[], None] = lambda: None
        self._keep: Keep = lambda turn: None

    def look(self, watcher: str = "") -> None:
        """A page looked at this turn: somebody still waits for it. `watcher` is the tab's session."""
        self.looked_at = time.monotonic()
        if watcher and watcher not in self.watchers:
            self.watchers |= {watcher}
        if self.given_way:
            self.resume()

    def cancel_writing(self) -> None:
        """Ask the worker to stop; the view says so at once."""
        with self._changing:
            self.cancel.set()
            if self.view.finished:
                return
            self.view = replace(self.view, cancelled=True, writing=False, draft="", ahead=None)
            working = self._working
        if not working:  # it had given way
            self._keep(self)

    def give_way(self) -> None:
        """Stop writing in favour of somebody who waits; the question and its clauses stay, `resume` begins anew."""
        with self._changing:
            if not self.view.finished:
                self.given_way = True
                self.cancel.set()

    def resume(self) -> bool:
        """Begin anew after giving way; False while the worker that gave way has not ended, or if there is no need."""
        with self._changing:
            if not self.given_way or self._working or self.view.finished:
                return False
            self.given_way, self._working, self.cancel = False, True, threading.Event()
        threading.Thread(target=self._work, name=f"answer-{self.id}", daemon=True).start()
        return True

    def start(self, assistant: Answering, session: str, keep: Keep) -> None:
        """Answer in a thread of its own."""
        self._work, self._keep = partial(self.run, assistant, session, keep), keep
        self._working = True
        threading.Thread(target=self._work, name=f"answer-{self.id}", daemon=True).start()

    def run(self, assistant: Answering, session: str, keep: Keep = lambda turn: None) -> None:
        """Worker: fold events until the answer is there, cancelled or failed; then it is kept."""
        self._working = True
        settled = False
        try:
            for event in self._events(assistant, session):
                if self.cancel.is_set() and not isinstance(event, EvidenceReady):
                    continue
                self.view = fold(self.view, event)
                if isinstance(event, EvidenceReady):
                    self.evidence_ready.set()
            settled = True
        except ThamQuyenError as error:
            self.view = replace(self.view, failure=Failure(f"{error.where}: {error.what}".lstrip(": "), error.remedy))
            settled = True
        finally:
            if not settled:  # the traceback goes to the console through the thread's own hook
                self.view = replace(self.view, failure=Failure(texts.BROKEN, texts.BROKEN_REMEDY))
            self.evidence_ready.set()
            if self._ended():
                keep(self)

    def _ended(self) -> bool:
        """Whether the worker's end is the answer's; not so if it gave way."""
        with self._changing:
            self._working = False
            if self.view.finished:
                return True
            if self.given_way:
                self.view = TurnView(self.view.question, self.view.as_of, evidence=self.view.evidence)
                return False
            self.view = replace(self.view, cancelled=True, writing=False, draft="", ahead=None)
            return True

    def _events(self, assistant: Answering, session: str) -> Iterator[Event]:
        """What the assistant tells. Until the clauses are there only a few run at once, first come first."""
        events = assistant.answer(
            self.view.question,
            self.view.as_of,
            use_model=self.use_model,
            session=session,
            cancel=self.cancel,
            previous=self.previous,
        )
        with SEARCHING.question():
            for event in events:
                yield event
                if isinstance(event, EvidenceReady):
                    break
        yield from events


class Answering(Protocol):
    """What answers questions: `assistant.answer.Assistant`, or `ui.opening.Opening` until that is open."""

    def answer(
        self,
        text: str,
        as_of: date | None = None,
        *,
        use_model: bool = True,
        session: str = "",
        cancel: threading.Event | None = None,
        previous: Sequence[str] = (),
    ) -> Iterator[Event]: ...
