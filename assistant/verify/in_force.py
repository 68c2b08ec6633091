"""Time: a provision that is not in force on the day asked about is history, never a basis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import regex

from assistant.verify.claim import Claim
from assistant.verify.model import Finding
from assistant.verify.passage import Passage

NAME = "in_force"
_HISTORY = regex.compile(
    r"(?<!\p{L})(?:trước\s+đây|trước\s+kia|trước\s+ngày|đã\s+hết\s+hiệu\s+lực|hết\s+hiệu\s+lực"
    r"|đã\s+bị\s+(?:bãi\s+bỏ|thay\s+thế)|từng)(?!\p{L})"
)


def check_in_force(claim: Claim, passages: Sequence[Passage], as_of: date | None) -> list[Finding]:
    if as_of is None:
        return []
    severity = "warn" if _HISTORY.search(claim.folded) else "fail"
    findings = []
    for evidence in (p.evidence for p in passages):
        place = _place(evidence.point, evidence.clause, evidence.article, evidence.document)
        if evidence.effective_from is not None and as_of < evidence.effective_from:
            reason = f"{place} chưa có hiệu lực vào ngày {as_of:%d/%m/%Y} (từ {evidence.effective_from:%d/%m/%Y})."
        elif evidence.effective_to is not None and evidence.effective_to <= as_of:
            reason = f"{place} đã hết hiệu lực từ ngày {evidence.effective_to:%d/%m/%Y}."
        else:
            continue
        findings.append(Finding(NAME, "warn" if severity == "warn" else "fail", reason, (0, len(claim.text))))
    return findings


def _place(point: str | None, clause: str | None, article: str | None, document: str) -> str:
    named = [f"điểm {point}" if point else "", f"khoản {clause}" if clause else ""]
    named += [(f"Điều {article}" if article[:1].isdigit() else article) if article else "", document]
    written = " ".join(part for part in named if part) or "Căn cứ"
    return written[:1].upper() + written[1:]
