"""What writes an answer, whichever model it is, and how one thread hands its pieces over to another."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

Message = dict[str, str]  # "role", "content"
Stopped = Callable[[], bool]
Pieces = queue.SimpleQueue[str | Exception | None]  # what one thread writes for another; None ends it
_POLL_SECONDS = 0.05  # how often whoever reads the pieces looks whether they are still wanted


class ChatModel(Protocol):
    """Something that writes. Only the worker thread calls `stream`, one call at a time."""

    notice: str  # Vietnamese, for the reader, when the model file is not registered; else ""

    def identity(self) -> tuple[str, str]:
        """Name and SHA-256 of the model file ("" if unknown)."""
        ...

    def check(self, messages: Sequence[Message], grammar: str) -> None:
        """Raise ThamQuyenError if the grammar (GBNF) or the prompt cannot be used; called before queueing."""
        ...

    def stream(self, messages: Sequence[Message], grammar: str, max_tokens: int, stopped: Stopped) -> Iterator[str]:
        """Pieces of the answer; ends soon after `stopped()` turns true."""
        ...

    def close(self) -> None: ...


def handed_over(pieces: Pieces, stopped: Stopped) -> Iterator[str]:
    """The pieces another thread puts, until it ends them, it hands over an error, or `stopped()` turns true."""
    while not stopped():
        try:
            piece = pieces.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            continue
        if piece is None:
            return
        if isinstance(piece, Exception):
            raise piece
        yield piece
