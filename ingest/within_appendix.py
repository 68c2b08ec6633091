"""Places named from within an appendix: "khoản 5 thủ tục này", "khoản C.V Mục này", "Mục 3 Phần VI này"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Provision, ProvisionKind, Reference, Target

Kind = ProvisionKind


def of_this_part(target: Target, path: Sequence[Provision]) -> Target:
    """ "Mục 3 Phần VI này" in an appendix that calls its Roman sections parts: of the section around the words."""
    around = [p for p in path if p.kind is Kind.SECTION and p.number == target.part]
    if not around or target.document is not None or any(p.kind is Kind.PART and p.number == target.part for p in path):
        return target
    part = next((p.number for p in path if p.kind is Kind.PART), None)
    outer = next((p for p in path if p.id == around[0].parent and p.kind is Kind.SECTION), None)
    inner = target.clause or target.section
    content = f"nội dung {outer.number}" if outer else None
    return replace(target, part=part, section=around[0].number, clause=inner, other=target.other or content)


def of_this_section(target: Target, printed: str | None) -> Target:
    """ "khoản C.V Mục này" is of the section that is called so; "khoản 5 Mục này" of what is around it."""
    inner = target.point or target.clause or ""
    if not inner:
        return target
    return replace(target, section=(printed or target.section) if "." in inner else None)


def is_near(reference: Reference) -> bool:
    """Whether a place in an appendix is named by its clause, point or form alone, from within that appendix."""
    target = reference.target
    named = (target.document, target.part, target.section, target.article)
    if target.other is not None:
        form = re.fullmatch(r"Mẫu số \S+", target.other)
        return bool(form) and not any(named) and target.appendix is None and reference.source.startswith("app")
    inside = reference.source.startswith(f"app_{target.appendix}" if target.appendix else "app")
    return inside and not any(named) and bool(target.clause or target.point) and target.appendix is not None
