"""What verification takes and gives: the text of a cited provision, what was found, the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Severity = Literal["fail", "warn"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cited provision. Texts are NFC; `effective_to` is exclusive, None = open or unknown.

    `text` is the own text of the clause or point, verbatim; `context` its ancestry and lead-in, outermost
    first (in 151/2025/NĐ-CP article 5 the points never name the authority: the clause's lead-in does).
    """

    key: str
    text: str
    context: str = ""
    document: str = ""  # number: "151/2025/NĐ-CP"
    article: str | None = None
    clause: str | None = None
    point: str | None = None
    effective_from: date | None = None
    effective_to: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a claim. `reason` is a Vietnamese sentence for the page; `claim_span` is half-open.

    `missing` is the evidence's own wording of what the claim dropped (conditions, exceptions), so that the
    claim can be completed with it and checked again; empty where nothing can be added to mend it.
    """

    check: str
    severity: Severity
    reason: str
    claim_span: tuple[int, int] = (0, 0)
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`quote` is the key sentence: a half-open span into the `text` of the evidence whose key is `quoted`."""

    ok: bool
    findings: tuple[Finding, ...]
    quote: tuple[int, int] = (0, 0)
    quoted: str = ""
