"""Conversations and their answers in the making, kept outside Streamlit's sessions so that a reload loses nothing.

What is asked and answered also goes to the archive, from which a conversation comes back after a restart. An answer
that nobody waits for any more (a closed tab, a phone asleep) is written all the same, but gives way to those that
somebody waits for, and begins anew when it has been given its turn or somebody looks again. Nothing here touches
Streamlit.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from ui.turn import Answering, Turn, TurnView

KEPT_CONVERSATIONS = 200
LEANED_ON = 12  # earlier questions that a follow-up can lean on
RUNNING_AT_ONCE = 3  # answers in the making in one conversation
LEFT_SECONDS = 30.0  # the last tab on it was closed so long ago: long enough for a reload or a break in the network
ABANDONED_SECONDS = 120.0  # nobody looked for so long; a hidden tab still looks once a minute
WATCH_SECONDS = 1.0


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
        threading.Thread(target=self._watch, name="answers-left", daemon=True).start()

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
        turn.start(assistant, conversation.id, self._keep)
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

    def make_way(self, now: Callable[[], float] = time.monotonic) -> None:
        """Let answers that nobody waits for give way to those somebody waits for, and go on when nobody does."""
        with self._lock:
            running = [turn for kept in self._all.values() for turn in kept.running]
        left = [turn for turn in running if now() - turn.looked_at > self._patience(turn)]
        awaited = [turn for turn in running if turn not in left]
        if any(turn.view.ahead is not None for turn in awaited):
            for turn in left:
                turn.give_way()
        elif not awaited and all(turn.given_way for turn in left):
            for turn in left:
                if turn.resume():
                    break  # one after the other

    def _patience(self, turn: Turn) -> float:
        left = turn.watchers and not any(map(self._present, turn.watchers))
        return LEFT_SECONDS if left else ABANDONED_SECONDS

    def _watch(self) -> None:
        while True:
            time.sleep(WATCH_SECONDS)
            self.make_way()


def _turn(kept: Kept) -> Turn:
    """A turn out of the archive, finished."""
    turn = Turn(kept.view.question, kept.view.as_of, use_model=kept.use_model)
    turn.id, turn.view = kept.id, kept.view
    turn.evidence_ready.set()
    return turn
