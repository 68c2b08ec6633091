"""The assistant is opened by a thread of its own: pages need not wait for models, questions are taken meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from corpus.errors import ThamQuyenError
from ui import texts

if TYPE_CHECKING:
    from assistant.answer import Assistant
    from assistant.events import Event

RETRY_SECONDS = 5.0  # after a failure; what was missing may be there now


class Opening:
    """Begins when it is told to, and again after a failure. Thread-safe."""

    def __init__(self, opener: Callable[[], Assistant], then: Callable[[], object] = lambda: None) -> None:
        """`then` is called once the assistant is there."""
        self._opener, self._then = opener, then
        self._assistant: Assistant | None = None
        self._settled = threading.Event()
        self._running = threading.Lock()
        self._began = time.monotonic()
        self.failure: ThamQuyenError | None = None

    @property
    def ready(self) -> bool:
        return self._assistant is not None

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self._began

    def begin(self) -> None:
        """Open in the background, unless that is done, under way, or failed a moment ago."""
        if self.ready or (self.failure is not None and self.seconds < RETRY_SECONDS):
            return
        if self._running.acquire(blocking=False):
            self._began, self.failure = time.monotonic(), None
            self._settled.clear()
            threading.Thread(target=self._open, name="opening", daemon=True).start()

    def opened(self) -> Assistant:
        """The assistant, as soon as it is there.

        Raises:
            ThamQuyenError: it cannot be opened; `begin` may be tried again.
        """
        if self._assistant is None:
            self.begin()
            self._settled.wait()
        if self._assistant is None:
            raise self.failure or ThamQuyenError(texts.BROKEN_OPENING, remedy=texts.BROKEN_REMEDY)
        return self._assistant

    def refresh(self) -> None:
        """Take up a newer generation.

        Raises:
            BrokenIndex: it cannot be read.
        """
        if self._assistant is not None:
            self._assistant.refresh()

    def answer(
        self,
        text: str,
        as_of: date | None = None,
        *,
        use_model: bool = True,
        session: str = "",
        cancel: threading.Event | None = None,
        previous: Sequence[str] = (),
    ) -> Iterator[Event]:
        """`Assistant.answer`, as soon as the assistant is there.

        Raises:
            ThamQuyenError: the assistant cannot be opened.
        """
        assistant = self.opened()
        if cancel is not None and cancel.is_set():
            return
        yield from assistant.answer(text, as_of, use_model=use_model, session=session, cancel=cancel, previous=previous)

    def _open(self) -> None:
        failure: ThamQuyenError | None = ThamQuyenError(texts.BROKEN_OPENING, remedy=texts.BROKEN_REMEDY)
        try:
            self._assistant = self._opener()
            failure = None
        except ThamQuyenError as error:
            failure = error
        finally:  # anything else goes to the console through the thread's own hook
            self.failure = failure
            self._settled.set()
            self._running.release()
        if self.ready:
            self._then()
