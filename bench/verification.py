"""False claims made from true ones: how many the check withholds.

python -m bench verification --home HOME [FILE.jsonl …]

The true claims are what clauses say of who is competent, read from the index at `HOME` for the project's questions.
Each is made false by one edit (`bench/mutations.py`): another authority, tier, figure or date, a negation more or
less, a condition dropped. Some edits happen to be true all the same; `--show` prints what passed, for reading. How
many true claims are withheld cannot be told from these, which have passed: see tests/test_verify_mutations.py.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.authority.competence import evidence_of
from assistant.evidence import gather
from assistant.second_ask import who_by_part
from assistant.verify import Evidence, verify_claim
from bench.mutations import mutate
from corpus.embedding import Embedder
from corpus.reader import open_current
from corpus.settings import PROJECT, load

OFFICIAL = PROJECT / "tests" / "official"


@dataclass(frozen=True, slots=True)
class Stated:
    """A true claim, the clause it rests on, and the day it holds for."""

    claim: str
    evidence: Evidence
    as_of: date
    question: str = ""

    def passes(self, claim: str) -> bool:
        return verify_claim(claim, [self.evidence], as_of=self.as_of).ok


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each kind of edit, then all."""
    parser = argparse.ArgumentParser(prog="python -m bench verification")
    parser.add_argument("--home")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("files", nargs="*")
    given = parser.parse_args(arguments)
    files = [Path(name) for name in given.files] or sorted(OFFICIAL.glob("competence*.jsonl"))
    stated = list(_stated(given.home, files))
    made, passed = Counter[str](), Counter[str]()
    for one in stated:
        for mutation in mutate(one):
            made[mutation.kind] += 1
            if one.passes(mutation.claim):
                passed[mutation.kind] += 1
                if given.show:
                    print(f"{mutation.kind}\n  {one.claim}\n  {mutation.claim}")
    for kind in made:
        print(json.dumps({"kind": kind, "false": made[kind], "withheld": _share(made[kind], passed[kind])}))
    total, missed = sum(made.values()), sum(passed.values())
    print(json.dumps({"true": len(stated), "false": total, "withheld": _share(total, missed)}))


def _share(made: int, passed: int) -> float:
    return round(1 - passed / made, 4) if made else 0.0


def _stated(home: str | None, files: Sequence[Path]) -> Iterator[Stated]:
    """Each claim once."""
    settings = load(home=home)
    reader = open_current(settings, Embedder(settings))
    seen: set[str] = set()
    for line in (line for file in files for line in file.read_text(encoding="utf-8").splitlines()):
        asked = json.loads(line)
        day = date.fromisoformat(asked["as_of"]) if asked.get("as_of") else None
        evidence = gather(reader, asked["question"], day, settings.evidence_count, settings)
        if evidence.abstains or evidence.only_stated:
            continue
        for part in who_by_part(
            evidence.question, evidence.usable, evidence.parts, evidence.as_of, evidence.confidence
        ):
            for found in part.competences:
                if found.claim not in seen:
                    seen.add(found.claim)
                    yield Stated(found.claim, evidence_of(found.hit.chunk), evidence.as_of)
