"""Run measurements: `python -m bench [NAME] [OPTIONS]`; without a name all but those of `ONLY_NAMED`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from bench import (
    ablation,
    clauses,
    confidence,
    embedding,
    generation,
    growth,
    ingestion,
    pages,
    path,
    pictures,
    query_encoder,
    rag,
    ranking,
    selection,
    start,
    users,
    verification,
)
from corpus.errors import ThamQuyenError

BENCHES: dict[str, Callable[[Sequence[str]], None]] = {
    "ablation": ablation.main,
    "clauses": clauses.main,
    "confidence": confidence.main,
    "embedding": embedding.main,
    "generation": generation.main,
    "growth": growth.main,
    "ingestion": ingestion.main,
    "pages": pages.main,
    "path": path.main,
    "pictures": pictures.main,
    "query_encoder": query_encoder.main,
    "rag": rag.main,
    "ranking": ranking.main,
    "selection": selection.main,
    "start": start.main,
    "users": users.main,
    "verification": verification.main,
}

ONLY_NAMED = {"growth", "pictures"}  # one fills the disk with copies of the index, the other writes into docs/


def main(arguments: Sequence[str]) -> int:
    """Run one measurement with its options, or all without any; returns the exit code."""
    measuring = [name for name in BENCHES if name not in ONLY_NAMED]
    names, options = (list(arguments[:1]), arguments[1:]) if arguments else (measuring, [])
    if names[0] in {"-h", "--help"} or names[0] not in BENCHES:
        print(f"python -m bench [{'|'.join(BENCHES)}] [TÙY CHỌN]", file=sys.stderr)
        return 0 if names[0] in {"-h", "--help"} else 2
    try:
        for name in names:
            print(f"== {name}", flush=True)
            BENCHES[name](options)
    except ThamQuyenError as error:
        print(f"Lỗi: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
