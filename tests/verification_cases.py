"""Reads `verification_cases.toml`: fictional clauses and true claims over them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.verify import Evidence

FILE = Path(__file__).with_name("verification_cases.toml")
DECREE = "900/2025/NĐ-CP"


@dataclass(frozen=True)
class Case:
    """A true claim over clauses; `question` as asked where it states a condition of the clause."""

    claim: str
    cited: tuple[Evidence, ...]
    question: str = ""


def clause(key: str, text: str, place: str, document: str = DECREE, heading: str = "", lead: str = "") -> Evidence:
    """`place` is "article.clause.point"; absent parts are left out."""
    article, number, point = [*place.split("."), "", ""][:3]
    kind = "Luật" if "QH" in document else "Nghị định"
    context = f"{kind} {document} › Điều {article}. {heading}" + (f"\n{lead}" if lead else "")
    return Evidence(key, text, context, document, article, number or None, point or None, date(2025, 7, 1), None)


def _read() -> tuple[dict[str, Evidence], tuple[Case, ...], tuple[tuple[Case, bool], ...]]:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    clauses = {key: clause(key, **fields) for key, fields in data["clauses"].items()}
    cases = tuple(
        Case(case["claim"], tuple(clauses[key] for key in case["cites"]), case.get("question", ""))
        for case in data["cases"]
    )
    planted = tuple(
        (Case(case["claim"], tuple(clauses[key] for key in case["cites"])), case["true"]) for case in data["planted"]
    )
    return clauses, cases, planted


CLAUSES, CASES, PLANTED = _read()
