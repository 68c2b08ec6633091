"""Conversations and running answers, kept outside Streamlit's sessions so that a reload loses nothing.

What is asked and answered also goes to the archive, from which a conversation comes back after a restart. An answer is
written by a worker thread that folds the assistant's events into an immutable `TurnView`; the page only ever reads the
latest view. Nothing here touches Streamlit.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from assistant.answer import (
    Answer,
    Claim,
    ClaimReady,
    ClaimWithheld,
    Event,
    Evidence,
    EvidenceReady,
    Finished,
    Queued,
    Started,
    Token,
)
from corpus.errors import ThamQuyenError
from ui import texts

KEPT_CONVERSATIONS = 200
LEANED_ON = 12  # earlier questions that a follow-up can lean on
RUNNING_AT_ONCE = 3  # answers in the making in one conversation
GATHERING_AT_ONCE = 2  # more only slow each other down: ten at once, each is as late as the last
LEFT_SECONDS = 30.0  # the last tab on it was closed so long ago: long enough for a reload or a break in the network
ABANDONED_SECONDS = 120.0  # nobody looked for so long (a hidden tab still looks once a minute): the place is freed


_gathering = threading.BoundedSemaphore(GATHERING_AT_ONCE)


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

    def look(self, watcher: str = "") -> None:
        """A page looked at this turn: somebody still waits for it. `watcher` is the tab's session."""
        self.looked_at = time.monotonic()
        if watcher and watcher not in self.watchers:
            self.watchers |= {watcher}

    def cancel_writing(self) -> None:
        """Ask the worker to stop; the view says so at once."""
        self.cancel.set()
        if not self.view.finished:
            self.view = replace(self.view, cancelled=True, writing=False, draft="", ahead=None)

    def run(self, assistant: Answering, session: str, keep: Callable[[Turn], None] = lambda turn: None) -> None:
        """Worker: fold events until the answer is there, cancelled or failed; then it is kept."""
        settled = False
        try:
            for event in self._events(assistant, session):
                if self.cancel.is_set() and not isinstance(event, EvidenceReady):
                    continue
                self.view = fold(self.view, event)
                if isinstance(event, EvidenceReady):
                    self.evidence_ready.set()
            if not self.view.finished:
                self.cancel_writing()
            settled = True
        except ThamQuyenError as error:
            self.view = replace(self.view, failure=Failure(f"{error.where}: {error.what}".lstrip(": "), error.remedy))
            settled = True
        finally:
            if not settled:  # the traceback goes to the console through the thread's own hook
                self.view = replace(self.view, failure=Failure(texts.BROKEN, texts.BROKEN_REMEDY))
            self.evidence_ready.set()
            keep(self)

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
        with _gathering:
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


class Keeper(Protocol):
    """Where conversations outlive the process; `ui.conversations.Archive`."""

    def ask(self, owner: int, conversation: str, turn: str, view: TurnView, *, use_model: bool = True) -> None: ...

    def finish(self, turn: str, view: TurnView) -> None: ...

    def load(self, owner: int, conversation: str) -> Sequence[Kept] | None: ...


class Kept(Protocol):
    """One question and answer out of the archive."""

    @property
    def id(self) -> str: ...

    @property
    def use_model(self) -> bool: ...

    @property
    def view(self) -> TurnView: ...


@dataclass
class Conversation:
    """`owner` is the number of an account; 0 where there are no accounts."""

    id: str
    owner: int = 0
    turns: list[Turn] = field(default_factory=list)
    started: float = field(default_factory=time.time)

    @property
    def running(self) -> list[Turn]:
        return [turn for turn in self.turns if not turn.view.finished]


class Conversations:
    """Conversations by unguessable id, each its owner's own; the oldest idle ones are dropped beyond a limit."""

    def __init__(self, archive: Keeper | None = None, present: Callable[[str], bool] = lambda watcher: True) -> None:
        """`present` tells whether a watcher's tab is still open."""
        self._archive, self._present = archive, present
        self._all: dict[str, Conversation] = {}
        self._lock = threading.Lock()
        threading.Thread(target=self._watch, name="abandoned-answers", daemon=True).start()

    def new(self, owner: int = 0) -> Conversation:
        return self._hold(Conversation(secrets.token_urlsafe(9), owner))

    def find(self, key: str | None, owner: int = 0) -> Conversation | None:
        """One's own conversation; None if there is none of this id, or it is somebody else's."""
        held = self._all.get(key or "")
        if held is not None:
            return held if held.owner == owner else None
        kept = self._archive.load(owner, key) if self._archive and key else None
        if not key or kept is None:
            return None
        return self._hold(Conversation(key, owner, [_turn(turn) for turn in kept]))

    def drop(self, conversation: Conversation) -> None:
        """Forget a conversation that was deleted; what is being written for it is stopped."""
        for turn in conversation.running:
            turn.cancel_writing()
        with self._lock:
            self._all.pop(conversation.id, None)

    def ask(
        self,
        conversation: Conversation,
        assistant: Answering,
        question: str,
        as_of: date | None,
        *,
        use_model: bool = True,
    ) -> Turn | None:
        """Start an answer; None if the conversation has too many in the making."""
        if len(conversation.running) >= RUNNING_AT_ONCE:
            return None
        previous = [earlier.view.question for earlier in conversation.turns[-LEANED_ON:]]
        turn = Turn(question, as_of, use_model=use_model, previous=previous)
        if self._archive is not None:
            self._archive.ask(conversation.owner, conversation.id, turn.id, turn.view, use_model=use_model)
        conversation.turns.append(turn)
        arguments = (assistant, conversation.id, self._keep)
        threading.Thread(target=turn.run, args=arguments, name=f"answer-{turn.id}", daemon=True).start()
        return turn

    def _keep(self, turn: Turn) -> None:
        if self._archive is not None:
            self._archive.finish(turn.id, turn.view)

    def _hold(self, conversation: Conversation) -> Conversation:
        """Keep in memory; whoever came first with this id stays."""
        with self._lock:
            idle = [key for key, kept in self._all.items() if not kept.running]
            for key in idle[: max(0, len(self._all) + 1 - KEPT_CONVERSATIONS)]:
                del self._all[key]
            return self._all.setdefault(conversation.id, conversation)

    def free_abandoned(self, now: Callable[[], float] = time.monotonic) -> int:
        """Cancel answers that nobody looks at any more; returns how many."""
        with self._lock:
            running = [turn for kept in self._all.values() for turn in kept.running]
        abandoned = [turn for turn in running if now() - turn.looked_at > self._patience(turn)]
        for turn in abandoned:
            turn.cancel_writing()
        return len(abandoned)

    def _patience(self, turn: Turn) -> float:
        left = turn.watchers and not any(map(self._present, turn.watchers))
        return LEFT_SECONDS if left else ABANDONED_SECONDS

    def _watch(self) -> None:
        while True:
            time.sleep(5)
            self.free_abandoned()


def _turn(kept: Kept) -> Turn:
    """A turn out of the archive, finished."""
    turn = Turn(kept.view.question, kept.view.as_of, use_model=kept.use_model)
    turn.id, turn.view = kept.id, kept.view
    turn.evidence_ready.set()
    return turn
