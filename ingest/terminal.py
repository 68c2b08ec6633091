"""Progress bars on standard error for people at a terminal; nothing on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from corpus.progress import Progress


@contextmanager
def bar() -> Iterator[Progress]:
    """One bar a stage, with rate and time left; plain lines when standard error is not a terminal."""
    current: tqdm | None = None  # type: ignore[type-arg]

    def progress(stage: str, done: int, total: int) -> None:
        nonlocal current
        name = stage.split(" ")[0] if total else stage
        if current is None or getattr(current, "stage", None) != name or current.total != (total or None):
            if current is not None:
                current.close()
            current = tqdm(total=total or None, file=sys.stderr, mininterval=0.5, unit="")
            current.stage = name  # type: ignore[attr-defined]
        current.set_description_str(stage[:48], refresh=False)
        current.update(done - current.n)

    try:
        yield progress
    finally:
        if current is not None:
            current.close()
