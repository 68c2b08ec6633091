"""Who may search now: people's questions one after the other, and before anything that the program asks of itself.

A search is Python for the most part and its threads share one interpreter: two at once are each as late as the second
of two in a row, and the model's many small steps each wait for the other's turn (docs/experiments.md). What is worked
out in the background takes as much of the interpreter as a question beside it, so it waits while there is one.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Precedence:
    """Thread-safe."""

    def __init__(self, at_once: int) -> None:
        """So many searches at once, of whatever kind."""
        self.at_once = at_once
        self._free = threading.BoundedSemaphore(at_once)
        self.questions = 0  # that search or wait to
        self._changed = threading.Condition()

    @contextmanager
    def question(self) -> Iterator[None]:
        """The search of a question that somebody asked; first come first."""
        with self._changed:
            self.questions += 1
        try:
            with self._free:
                yield
        finally:
            with self._changed:
                self.questions -= 1
                self._changed.notify_all()

    @contextmanager
    def aside(self, until: float) -> Iterator[None]:
        """A search that nobody waits for: it begins when no question is there, or at `until` (`time.monotonic`)."""
        self.give_way(until)
        with self._free:
            yield

    def give_way(self, until: float) -> None:
        """Wait while there are questions, but not beyond `until` (`time.monotonic`)."""
        with self._changed:
            self._changed.wait_for(lambda: not self.questions, max(0.0, until - time.monotonic()))


SEARCHING = Precedence(at_once=1)
