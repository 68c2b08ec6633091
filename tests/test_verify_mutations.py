"""True claims pass, and the same claims made false by one small edit are withheld; the table is printed (-s)."""

from __future__ import annotations

from collections import Counter

import pytest
from verification_cases import CASES, CLAUSES, PLANTED, Case

from assistant.verify import verify_claim
from bench.mutations import mutate

WITHHELD_FALSE = 0.97
WITHHELD_TRUE = 0.05


def test_true_claims_pass_and_false_ones_are_withheld() -> None:
    mutations = [m for case in CASES for m in mutate(case)]
    assert len(CLAUSES) >= 40
    assert len(CASES) >= 60
    assert len(mutations) >= 300
    wrong = [case.claim for case in CASES if not verify_claim(case.claim, case.cited, case.question).ok]
    passed = [m for m in mutations if verify_claim(m.claim, m.case.cited, m.case.question).ok]
    made, missed = Counter(m.kind for m in mutations), Counter(m.kind for m in passed)
    print(f"\n{'true claims':20} {len(CASES):4}  withheld {len(wrong):4}")
    for kind in made:
        print(f"{kind:20} {made[kind]:4}  withheld {made[kind] - missed[kind]:4}")
    assert len(wrong) <= WITHHELD_TRUE * len(CASES), wrong
    assert len(passed) <= (1 - WITHHELD_FALSE) * len(mutations), [m.claim for m in passed]


def test_each_kind_of_mutation_occurs() -> None:
    kinds = Counter(m.kind for case in CASES for m in mutate(case))
    assert len(kinds) == 15
    assert all(m.claim != case.claim for case in CASES for m in mutate(case))


@pytest.mark.parametrize(
    ("case", "true"), PLANTED, ids=lambda value: value.claim[:60] if isinstance(value, Case) else ""
)
def test_planted_claims(case: Case, true: bool) -> None:
    verdict = verify_claim(case.claim, case.cited)
    assert verdict.ok is true, verdict.findings
