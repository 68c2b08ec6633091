"""Run as a process by tests/test_interruption.py: an ingest with the tiny embedder, to be killed at any moment."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

import pytest  # noqa: E402
from small_corpus import TinyEmbedder, embed_with  # noqa: E402

from corpus.settings import Settings  # noqa: E402
from ingest.administer import add  # noqa: E402


def main(home: str, *paths: str) -> None:
    """Announce the stages on standard output, so that the test knows when to strike."""
    embed_with(TinyEmbedder(), pytest.MonkeyPatch())
    report = add(
        [Path(p) for p in paths],
        Settings(home=Path(home)),
        lambda stage, done, total: print(stage, done, total, flush=True),
    )
    print("xong", report.generation, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
