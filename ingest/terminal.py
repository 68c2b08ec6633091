"""Progress bars, plans and questions on standard error for people at a terminal; nothing on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from corpus.progress import Progress
from ingest.sync import Plan

_MOST_LINES = 40  # of each kind of change


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


def show_plan(plan: Plan) -> None:
    """The plan of a sync, one line a document; of many the first ones."""
    print(file=sys.stderr)
    for sign, name, changes in (("+", "Thêm", plan.add), ("~", "Cập nhật", plan.update), ("-", "Gỡ", plan.remove)):
        print(f"{name}: {len(changes)}", file=sys.stderr)
        for change in changes[:_MOST_LINES]:
            print(f"  {sign} {change.document} ({change.file})", file=sys.stderr)
        if len(changes) > _MOST_LINES:
            print(f"  … và {len(changes) - _MOST_LINES} văn bản nữa (xem đủ với --json)", file=sys.stderr)
    print(f"Không đổi: {len(plan.unchanged)}", file=sys.stderr)
    for failed in plan.failed:
        print(f"  ! {failed.file}: {failed.error} {failed.remedy}", file=sys.stderr)


def ask(question: str) -> bool:
    """Yes only if a person at the terminal says so."""
    print(f"{question} [c/K] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"c", "có", "co", "y", "yes"}
