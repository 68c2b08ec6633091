"""What an answer is made of, and the events in which it arrives, in the order a reader should see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.evidence import Evidence
from corpus.model import Citation, Hit


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that passed the check; `by` is "structure" (read from the clause) or "model" (written)."""

    text: str
    citations: tuple[Citation, ...]
    by: str = "model"


@dataclass(frozen=True, slots=True)
class MadeFrom:
    generation: int
    model: str  # "" when no model wrote
    model_sha256: str
    prompt: str
    notice: str = ""  # Vietnamese, when the model file is not registered


@dataclass(frozen=True, slots=True)
class Seconds:
    """Wall time from the question; None where it did not come to that."""

    evidence: float
    first_token: float | None
    total: float


@dataclass(frozen=True, slots=True)
class AnsweredPart:
    """Who is competent for one part of a question with several; nobody where no clause settles it."""

    label: str  # the part, in the question's words
    authorities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is "answered", "evidence" (verbatim clauses only) or "abstained"."""

    status: str
    claims: tuple[Claim, ...]
    withheld: tuple[tuple[str, str], ...]  # (text, reason)
    authority: str | None
    evidence: tuple[Hit, ...]
    notices: tuple[str, ...]
    as_of: date
    made_from: MadeFrom
    seconds: Seconds
    question_understood: str = ""
    before: str | None = None  # who held the power before it was handed over
    parts: tuple[AnsweredPart, ...] = ()  # of a question that asks for several authorities


@dataclass(frozen=True, slots=True)
class EvidenceReady:
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Queued:
    position: int  # 0 = next


@dataclass(frozen=True, slots=True)
class Started:
    pass


@dataclass(frozen=True, slots=True)
class Token:
    text: str


@dataclass(frozen=True, slots=True)
class ClaimReady:
    claim: Claim


@dataclass(frozen=True, slots=True)
class ClaimWithheld:
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finished:
    answer: Answer


Event = EvidenceReady | Queued | Started | Token | ClaimReady | ClaimWithheld | Finished
