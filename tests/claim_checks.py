"""A claim against one fictional clause: what the verification finds."""

from __future__ import annotations

from assistant.verify import Evidence, Verdict, verify_claim

HEAD = "Nghị định 900/2025/NĐ-CP › Điều 8. Bến thuyền"


def verdict(claim: str, text: str, *, lead: str = "", question: str = "") -> Verdict:
    context = f"{HEAD}\n{lead}" if lead else HEAD
    return verify_claim(claim, [Evidence("e", text, context, "900/2025/NĐ-CP", "8", "1", None)], question)


def failed(found: Verdict) -> set[str]:
    return {f.check for f in found.findings if f.severity == "fail"}


def expect(claim: str, text: str, check: str, **more: str) -> None:
    """`check` names what must fail; "" = nothing may."""
    found = verdict(claim, text, **more)
    if check:
        assert check in failed(found), found.findings
    else:
        assert found.ok, found.findings
