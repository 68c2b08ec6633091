"""Which of near clauses answers who is competent: what tells neighbours apart, and how sure the choice is."""

from __future__ import annotations

import tomllib
from dataclasses import fields

import pytest
from clauses import clause, hits

from assistant.authority.competence import Competence
from assistant.authority.selection import WEIGHTS, Features, Sureness, features, sureness, weighed, without_authorities
from assistant.verify import Verdict

PROVINCE, COMMUNE = "Ủy ban nhân dân cấp tỉnh", "Ủy ban nhân dân cấp xã"
PASSED = Verdict(ok=True, findings=(), quote=(0, 0), quoted="")


def stated(*told: tuple[str, str, float]) -> list[Competence]:
    """Competences of (holder, claim, score)."""
    found = hits([clause(claim, f"art_{n}") for n, (_, claim, _) in enumerate(told)], [score for *_, score in told])
    return [Competence((holder,), claim, hit, PASSED) for (holder, claim, _), hit in zip(told, found, strict=True)]


def feature(question: str, near: list[Competence], name: str) -> list[float]:
    return [getattr(told, name) for told in features(question, near, near[0].hit.score)]


def test_every_feature_has_a_weight_and_no_weight_is_left_over() -> None:
    told = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert list(told["features"]) == [field.name for field in fields(Features)]
    assert list(told["sure"]) == ["intercept", *(f.name for f in fields(Sureness))]


@pytest.mark.parametrize(
    ("question", "claims", "name", "values"),
    [
        (
            "Vườn ươm của trạm y tế do ai cho mở?",
            ["cho mở vườn ươm (trừ vườn ươm của trạm y tế)", "cho mở vườn ươm của trạm y tế"],
            "excepted",
            [True, False],
        ),
        (
            "Ai duyệt quy hoạch vườn ươm cấp xã?",
            ["duyệt quy hoạch vườn ươm cấp tỉnh", "duyệt quy hoạch vườn ươm cấp xã"],
            "same_object",
            [False, True],
        ),
    ],
)
def test_what_tells_neighbours_apart(question: str, claims: list[str], name: str, values: list[bool]) -> None:
    near = stated(*((COMMUNE, f"{COMMUNE} {claim}", 0.9 - n / 100) for n, claim in enumerate(claims)))
    assert [value > 0 for value in feature(question, near, name)] == values


def test_holders_that_the_question_offers() -> None:
    near = stated((PROVINCE, f"{PROVINCE} cấp phép", 0.9), ("Sở Xây dựng", "Sở Xây dựng cấp phép", 0.9))
    question = f"Giấy phép do {PROVINCE} hay {COMMUNE} cấp?"
    assert feature(question, near, "offered") == [1.0, 0.0]
    assert feature(question, near, "not_offered") == [0.0, 1.0]


def test_coverage_and_what_only_one_has_leave_names_of_authorities_out() -> None:
    near = stated((COMMUNE, f"{COMMUNE} mở vườn ươm", 0.9), (PROVINCE, f"{PROVINCE} đóng giếng khoan", 0.9))
    question = f"{COMMUNE} hỏi: ai đóng giếng khoan?"
    covered, alone = feature(question, near, "coverage"), feature(question, near, "alone")
    assert covered[1] > covered[0]
    assert alone[1] == covered[1]
    assert without_authorities(f"Hỏi {COMMUNE} ngay").split() == ["Hỏi", "ngay"]


def test_a_near_clause_on_the_very_matter_wins_over_the_first() -> None:
    near = stated(
        (PROVINCE, f"{PROVINCE} quyết định mở vườn ươm", 0.80),
        (COMMUNE, f"{COMMUNE} quyết định đóng giếng khoan của hộ gia đình", 0.79),
    )
    question = "Ai quyết định đóng giếng khoan của hộ gia đình?"
    assert sureness(question, near, weighed(question, near, 0.80), 1.0)[0] == 1


def test_sureness_falls_where_another_holder_is_as_near() -> None:
    claim = "quyết định đóng giếng khoan"
    question = "Ai quyết định đóng giếng khoan?"
    alone = stated((COMMUNE, f"{COMMUNE} {claim}", 0.8))
    rivals = stated((COMMUNE, f"{COMMUNE} {claim}", 0.8), (PROVINCE, f"{PROVINCE} {claim}", 0.8))
    same = stated((COMMUNE, f"{COMMUNE} {claim}", 0.8), (COMMUNE, f"{COMMUNE} {claim}", 0.8))
    sure = [sureness(question, near, weighed(question, near, 0.8), 1.0)[1] for near in (alone, rivals, same)]
    assert sure[1] < sure[0] == sure[2] <= 1.0


def test_sureness_falls_where_the_evidence_hardly_answers() -> None:
    question = "Ai cho mở vườn ươm?"
    near = stated((COMMUNE, "cho mở vườn ươm", 0.9))
    scores = weighed(question, near, 0.9)
    assert sureness(question, near, scores, 0.3)[1] < sureness(question, near, scores, 0.95)[1]
