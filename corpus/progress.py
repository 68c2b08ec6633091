"""How long work reports itself: a callable that gets (stage in Vietnamese, done, total)."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called now and then; `total` may be 0 when it is not known. Must be cheap and must not raise."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


def silent(stage: str, done: int, total: int) -> None:
    """The progress of those who do not ask."""
