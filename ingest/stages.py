"""Seconds of each stage, measured where progress is reported: nothing else has to know of it."""

from __future__ import annotations

import re
import time

from corpus.progress import Progress


class StageClock:
    """A progress that passes on what it is told, and adds up the time from each stage's report to the next."""

    def __init__(self, inner: Progress) -> None:
        self._inner = inner
        self._started = self._last = time.monotonic()
        self._stage = ""
        self._seconds: dict[str, float] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        self._stop()
        self._stage = re.sub(r"^(Đọc(?: lại)?) .*", r"\1", stage, flags=re.DOTALL)  # a stage, not each file
        self._inner(stage, done, total)

    def _stop(self) -> None:
        now = time.monotonic()
        if self._stage:
            self._seconds[self._stage] = self._seconds.get(self._stage, 0.0) + now - self._last
        self._last = now

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self._started

    def stages(self) -> dict[str, float]:
        """Seconds by stage up to now, in the order in which the stages began."""
        self._stop()
        return {stage: round(seconds, 3) for stage, seconds in self._seconds.items()}
