"""One worker writes answers, in a fair queue: messages and a grammar in, text out piece by piece.

A llama.cpp context serves one caller at a time, so each process has one worker thread. Sessions take turns (round
robin), each in its own order, so that nobody with many questions keeps the others waiting. Cancelling removes a
queued ticket and stops a running one at once. Models: embedded (`llama_model`) or behind a server (`server_model`).
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.generation.chat_model import ChatModel, Message, Pieces, handed_over
from corpus.errors import ThamQuyenError
from corpus.settings import Settings


class GeneratorClosedError(ThamQuyenError):
    """The generator was closed while an answer was still to be written."""


@dataclass(eq=False)
class Ticket:
    """A place in the queue and the text that comes of it. `cancel` may be set by anybody, at any time."""

    messages: Sequence[Message]
    grammar: str
    max_tokens: int
    session: str
    cancel: threading.Event
    _started: threading.Event = field(default_factory=threading.Event)
    _pieces: Pieces = field(default_factory=queue.SimpleQueue)
    _left: threading.Event = field(default_factory=threading.Event)

    def stopped(self) -> bool:
        """True if nobody wants more text."""
        return self.cancel.is_set() or self._left.is_set()

    def wait_started(self, seconds: float) -> bool:
        """Wait until the worker takes the ticket (or drops it); False when `seconds` passed first."""
        return self._started.wait(seconds)

    def tokens(self) -> Iterator[str]:
        """The pieces as they come; ends early when cancelled. Closing the iterator cancels too.

        Raises:
            ThamQuyenError: the model cannot write this (its own error passes through).
        """
        try:
            yield from handed_over(self._pieces, self.stopped)
        finally:
            self._left.set()


class Generator:
    """The queue and its worker. Thread-safe."""

    def __init__(self, settings: Settings, model: ChatModel | None = None) -> None:
        """`model` replaces the one that the settings name. Nothing is loaded before it is needed."""
        self._settings = settings
        self._model = model
        self._loading = threading.Lock()
        self._changed = threading.Condition()
        self._waiting: dict[str, deque[Ticket]] = {}  # by session, in the order of their turns
        self._running: Ticket | None = None
        self._closed = False
        self._worker: threading.Thread | None = None

    def identity(self) -> tuple[str, str]:
        """Name and SHA-256 of the model."""
        return self._open_model().identity()

    def notice(self) -> str:
        """What the reader must know of the model file (not registered, no SHA-256 on record); "" if nothing."""
        return self._open_model().notice

    def preload(self) -> None:
        """Load the model in the background, so that the first answer need not wait for it."""
        threading.Thread(target=self._try_model, name="model-loader", daemon=True).start()

    def submit(
        self,
        messages: Sequence[Message],
        grammar: str,
        max_tokens: int,
        session: str = "",
        cancel: threading.Event | None = None,
    ) -> Ticket:
        """Queue an answer of at most `max_tokens` tokens.

        Raises:
            ModelFileError: the model is missing or changed.
            ThamQuyenError: the grammar is wrong or the prompt too long; nothing was queued.
        """
        self._open_model().check(messages, grammar)
        ticket = Ticket(messages, grammar, max_tokens, session, cancel or threading.Event())
        with self._changed:
            if self._closed:
                raise GeneratorClosedError("bộ viết câu trả lời đã đóng.", remedy="Khởi động lại chương trình.")
            self._waiting.setdefault(session, deque()).append(ticket)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="generator", daemon=True)
                self._worker.start()
            self._changed.notify_all()
        return ticket

    def queue_position(self, ticket: Ticket) -> int | None:
        """How many answers come before it, the running one included; None when it runs, is done or was cancelled."""
        with self._changed:
            self._drop_stopped()
            order = _service_order(self._waiting)
            if ticket not in order:
                return None
            return order.index(ticket) + (self._running is not None)

    def close(self) -> None:
        """Stop the worker and free the model; queued answers end with GeneratorClosedError."""
        with self._changed:
            self._closed = True
            for ticket in _service_order(self._waiting):
                _end(ticket, GeneratorClosedError("bộ viết câu trả lời đã đóng."))
            self._waiting.clear()
            if self._running is not None:
                self._running.cancel.set()
            self._changed.notify_all()
            worker = self._worker
        if worker is not None:
            worker.join(timeout=30)
            if worker.is_alive():  # freeing a model that still computes would crash the process
                return
        with self._loading:
            if self._model is not None:
                self._model.close()

    def _open_model(self) -> ChatModel:
        with self._loading:
            if self._model is None:
                self._model = open_model(self._settings)
            return self._model

    def _try_model(self) -> None:
        with contextlib.suppress(ThamQuyenError):  # told to the first who asks for an answer
            self._open_model()

    def _drop_stopped(self) -> None:
        for session, tickets in list(self._waiting.items()):
            for ticket in [t for t in tickets if t.stopped()]:
                tickets.remove(ticket)
                _end(ticket, None)
            if not tickets:
                del self._waiting[session]

    def _next(self) -> Ticket | None:
        """Wait for the next ticket; its session goes to the end of the turns. None when closed."""
        with self._changed:
            self._running = None
            while not self._closed:
                self._drop_stopped()
                if self._waiting:
                    session = next(iter(self._waiting))
                    tickets = self._waiting.pop(session)
                    self._running = tickets.popleft()
                    if tickets:
                        self._waiting[session] = tickets
                    return self._running
                self._changed.wait()
        return None

    def _work(self) -> None:
        while (ticket := self._next()) is not None:
            ticket._started.set()
            _write(self._open_model(), ticket)


def open_model(settings: Settings) -> ChatModel:
    """The model that the settings name: a server if there is one, else the embedded llama.cpp."""
    if settings.llm_server:
        from assistant.generation.server_model import ServerModel

        return ServerModel(settings)
    from assistant.generation.llama_model import LlamaModel

    return LlamaModel(settings)


def _write(model: ChatModel, ticket: Ticket) -> None:
    """Stream one answer into its ticket."""
    try:
        for piece in model.stream(ticket.messages, ticket.grammar, ticket.max_tokens, ticket.stopped):
            ticket._pieces.put(piece)
    except Exception as error:  # noqa: BLE001 – the one worker serves everybody: the ticket's reader raises it
        _end(ticket, error)
    else:
        _end(ticket, None)


def _end(ticket: Ticket, error: Exception | None) -> None:
    ticket._pieces.put(error)
    ticket._started.set()


def _service_order(waiting: dict[str, deque[Ticket]]) -> list[Ticket]:
    """All waiting tickets in the order the worker will take them."""
    rounds = max((len(tickets) for tickets in waiting.values()), default=0)
    return [tickets[turn] for turn in range(rounds) for tickets in waiting.values() if turn < len(tickets)]
