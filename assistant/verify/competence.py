"""Who acts: every authority of the claim must be named in the cited text, at its level and in its role."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import regex

from assistant.verify.claim import Claim
from assistant.verify.matching import acts_in_part, level_fits, same_authority
from assistant.verify.model import Finding
from assistant.verify.passage import Part, Passage
from assistant.verify.placement import check_placement
from assistant.verify.terms import DISTRICT_DIVISIONS, UNDERSTOOD_ACTS, WIDE_ACTS
from corpus.authorities.acts import acts_in
from corpus.authorities.names import display
from corpus.authorities.roles import Mention
from corpus.authorities.terms import DECIDES, DISTRICT_ENDED, PREPARES
from corpus.authorities.words import one_line, phrase

NAME = "authority"


def check_competence(claim: Claim, passages: Sequence[Passage], as_of: date | None) -> list[Finding]:
    findings: list[Finding] = []
    for mention in claim.mentions:
        reason = _reason(mention, passages, claim, as_of)
        if reason:
            span = (mention.authority.start, mention.authority.end)
            findings.append(Finding(NAME, "fail", reason, span))
    return findings or check_placement(claim, passages)


def _reason(mention: Mention, passages: Sequence[Passage], claim: Claim, as_of: date | None) -> str:
    if mention.authority.body == "chính quyền":
        return _tier_reason(mention, passages, claim)
    named = [m for p in passages for m in p.mentions if same_authority(mention, m)]
    if mention.role == "denied":
        return _denied_reason(mention, passages)
    if not named:
        return _unnamed_reason(mention, passages)
    ended = _abolished(mention) and not _is_said_to_end(mention, claim)
    if mention.role in {"holder", "delegate"} and ended and (as_of is None or as_of >= DISTRICT_ENDED):
        return f"{mention.authority.canonical} không còn từ ngày 01/7/2025, không thể là nơi thực hiện."
    match mention.role:
        case "holder" | "condition" | "delegate":
            return _holder_reason(mention, named, passages, claim)
        case "former":
            return _former_reason(mention, named, passages)
        case "proposer":
            return _needs(
                mention, named, lambda m: m.role == "proposer" or bool(m.heads & set(PREPARES)), "đề nghị, trình"
            )
        case "delegator":
            return _needs(
                mention, named, lambda m: m.role in {"delegator", "owner"} or _hands_on(m), "giao, phân cấp, ủy quyền"
            )
        case "addressee":
            return _addressee_reason(mention, named, passages)
        case "mention":
            return _object_reason(mention, passages)
        case _:
            return ""


def _abolished(mention: Mention) -> bool:
    return mention.authority.level == "huyện" or mention.authority.body in DISTRICT_DIVISIONS


def _unnamed_reason(mention: Mention, passages: Sequence[Passage]) -> str:
    authority = mention.authority
    others = dict.fromkeys(
        m.authority.canonical for p in passages for m in p.mentions if m.authority.body != "chính quyền"
    )
    like = [m.authority for p in passages for m in p.mentions if m.authority.body == authority.body]
    if authority.level and any(not a.level for a in like):
        return f"Căn cứ không nói cấp nào cho {authority.body}; câu trả lời lại ghi “{authority.canonical}”."
    listed = ", ".join(f"“{name}”" for name in list(others)[:4])
    return f"Căn cứ không nêu “{authority.canonical}”" + (f" (căn cứ nêu {listed})." if listed else ".")


def _is_said_to_end(mention: Mention, claim: Claim) -> bool:
    """ "… cấp huyện kết thúc hoạt động từ ngày …": the only thing that a district body does since then."""
    start, end = mention.segment
    return "kết thúc hoạt động" in one_line(claim.folded[start:end])


def _tier_reason(mention: Mention, passages: Sequence[Passage], claim: Claim) -> str:
    level = mention.authority.level
    acts = mention.role in {"holder", "delegate"} and not _is_said_to_end(mention, claim)
    if acts and level == "huyện":
        return "Cấp huyện không còn từ ngày 01/7/2025, không thể là nơi thực hiện."
    tiers = [m for p in passages for m in p.mentions if m.authority.body == "chính quyền"]
    if (
        tiers
        and mention.role not in {"mention", "former"}
        and not any(level_fits(level, m.authority.level) for m in tiers)
    ):
        return f"Căn cứ nêu cấp {tiers[0].authority.level}, không phải cấp {level}."
    if acts:
        fits = any(level_fits(level, held) for p in passages for _, held in p.holders)
        return "" if fits else f"Căn cứ không giao việc này cho cấp {level}."
    if mention.role == "mention" and (other := _other_tier(mention, passages, claim)):
        return f"Căn cứ ghi “{other}”, không phải cấp {level}."
    named = any(f"cấp {level}" in p.folded or any(m.authority.level == level for m in p.mentions) for p in passages)
    return "" if named or (mention.role == "former" and level == "huyện") else f"Căn cứ không nêu cấp {level}."


def _other_tier(mention: Mention, passages: Sequence[Passage], claim: Claim) -> str:
    """ "kế hoạch sử dụng đất cấp xã": the same words with another level in the cited text, and never with this one."""
    before = regex.search(r"\p{L}+\s+\p{L}+\s+$", claim.folded[: mention.authority.start])
    if before is None:
        return ""
    found = [one_line(m.group()) for p in passages for m in regex.finditer(phrase(before.group()) + _TIER, p.folded)]
    return "" if not found or any(f.endswith(mention.authority.level) for f in found) else str(found[0])


_TIER = r"\s+cấp\s+(?:xã|tỉnh|huyện)(?!\p{L})"


def _denied_reason(mention: Mention, passages: Sequence[Passage]) -> str:
    holds = any(mention.name in p.holders for p in passages)
    return f"Căn cứ giao việc này cho chính {mention.authority.canonical}." if holds else ""


def _holder_reason(mention: Mention, named: list[Mention], passages: Sequence[Passage], claim: Claim) -> str:
    canonical = mention.authority.canonical
    holding = [m for p in passages for m in _holding(p) if same_authority(mention, m)]
    if not holding:
        given = [m for m in named if m.role == "delegate"]
        if given:
            says = any(word in claim.folded for word in ("ủy quyền", "phân cấp", "được giao", "giao"))
            return "" if says else f"Theo căn cứ, {canonical} chỉ làm việc này khi được phân cấp, ủy quyền hoặc giao."
        return _other_role_reason(canonical, named)
    return _other_act_reason(mention, holding, passages)


def _holding(passage: Passage) -> list[Mention]:
    """Mentions that act in the own text: there by name, or in the lead-in that the own text inherits."""
    held = passage.holders
    inherited = frozenset().union(*(p.agents for p in passage.own if not _acting(p))) if passage.own else frozenset()
    found = []
    for part in passage.parts:
        for m in part.mentions:
            here = m.role in {"holder", "condition"} and (part.own or m.name in inherited)
            if here or (m.role == "owner" and part.own and not held):
                found.append(m)
    return found


def _acting(part: Part) -> bool:
    return any(m.role == "holder" for m in part.mentions)


def _other_role_reason(canonical: str, named: list[Mention]) -> str:
    roles = {m.role for m in named}
    if "former" in roles:
        return f"Theo căn cứ, {canonical} là nơi chuyển giao thẩm quyền, không phải nơi thực hiện."
    if "proposer" in roles:
        return f"Theo căn cứ, {canonical} chỉ đề nghị, không quyết định việc này."
    if "delegator" in roles:
        return f"Theo căn cứ, {canonical} giao, phân cấp hoặc ủy quyền cho nơi khác, không tự thực hiện."
    if "addressee" in roles:
        return f"Theo căn cứ, {canonical} chỉ được báo cáo, gửi hoặc lấy ý kiến, không thực hiện việc này."
    return f"Căn cứ có nhắc {canonical} nhưng không giao việc này cho {canonical}."


def _other_act_reason(mention: Mention, holding: list[Mention], passages: Sequence[Passage]) -> str:
    """The claimed act is, in the cited text, another authority's act and not this one's."""
    parts = [p for ps in passages for p in ps.parts]
    mine = _acts_of(mention, parts).union(*(m.acts | m.heads for m in holding))
    only_conditional = mention.role != "condition" and all(m.role == "condition" for m in holding)
    if only_conditional and not mention.heads & mine:
        return f"Căn cứ chỉ nhắc {mention.authority.canonical} trong điều kiện, không giao việc này cho nơi đó."
    others = _heads_of_others(mention, parts)
    written = "\n".join(p.folded for p in parts)
    for act in sorted(mention.heads - WIDE_ACTS):
        if act in mine or act not in {*DECIDES, *PREPARES}:
            continue
        if act not in UNDERSTOOD_ACTS and not regex.search(phrase(act), written):
            return f"Căn cứ không nói đến việc “{act}”."
        if act in others:
            return f"Theo căn cứ, “{act}” là việc của {others[act]}, không phải của {mention.authority.canonical}."
        if mine & set(PREPARES) and not mine & set(DECIDES) and act in DECIDES:
            return (
                f"Theo căn cứ, {mention.authority.canonical} chỉ chuẩn bị ({', '.join(sorted(mine))}), không “{act}”."
            )
    return ""


def _acts_of(mention: Mention, parts: list[Part]) -> frozenset[str]:
    """Acts in the parts where the authority acts, without those that are another's there."""
    found: set[str] = set()
    for part in parts:
        if acts_in_part(mention, part):
            theirs = frozenset().union(*(m.heads for m in part.mentions if not same_authority(mention, m)))
            found |= set(acts_in(part.folded)) - theirs
    return frozenset(found)


def _heads_of_others(mention: Mention, parts: list[Part]) -> dict[str, str]:
    """Act → who does it, for the acts of other authorities; a point without a name is its lead-in's."""
    found: dict[str, str] = {}
    for part in parts:
        for m in part.mentions:
            if m.role in {"holder", "condition", "delegate"} and not same_authority(mention, m):
                found |= dict.fromkeys(m.heads, m.authority.canonical)
        if part.own and not _acting(part) and part.agents and not acts_in_part(mention, part):
            body, level = sorted(part.agents)[0]
            found |= dict.fromkeys(acts_in(part.folded)[:1], display(body, level))
    return found


def _former_reason(mention: Mention, named: list[Mention], passages: Sequence[Passage]) -> str:
    if any(m.role == "former" for m in named):
        given = [m for p in passages for m in _innermost_former(p)]
        if any(same_authority(mention, m) for m in given):
            return ""
        written = ", ".join(dict.fromkeys(m.authority.canonical for m in given))
        return f"Theo căn cứ, trước đây việc này thuộc {written}, không phải {mention.authority.canonical}."
    if _abolished(mention):
        return ""
    if any(mention.name in p.holders and p.evidence.effective_to is None for p in passages):
        return f"Theo căn cứ, {mention.authority.canonical} đang thực hiện việc này, không phải trước đây."
    return ""


def _innermost_former(passage: Passage) -> list[Mention]:
    """Former holders in the own text, or in the nearest line of the ancestry that names any."""
    own = [m for p in passage.own for m in p.mentions if m.role == "former"]
    lines = [[m for m in p.mentions if m.role == "former"] for p in passage.parts if not p.own]
    return own or next((line for line in reversed(lines) if line), [])


def _addressee_reason(mention: Mention, named: list[Mention], passages: Sequence[Passage]) -> str:
    if any(m.addressed for m in named):
        return ""
    addressed = [m for p in passages for m in p.mentions if m.addressed]
    if addressed and all(m.role in {"holder", "condition", "former"} for m in named):
        other = addressed[0].authority.canonical
        return f"Căn cứ ghi gửi, trình hoặc báo cáo {other}, không phải {mention.authority.canonical}."
    if any(m.role != "former" and m.role != "proposer" for m in named):
        return ""
    return _other_role_reason(mention.authority.canonical, named)


def _object_reason(mention: Mention, passages: Sequence[Passage]) -> str:
    """An office that is filled or acted upon must be the one the cited text names so."""
    objects = [
        m for p in passages for m in p.mentions if m.role == "mention" and m.authority.body == mention.authority.body
    ]
    if not objects or any(same_authority(mention, m) for m in objects):
        return ""
    return f"Căn cứ nói đến {objects[0].authority.canonical}, không phải {mention.authority.canonical}."


def _needs(mention: Mention, named: list[Mention], fits: Callable[[Mention], bool], what: str) -> str:
    if any(fits(m) for m in named):
        return ""
    return f"Căn cứ không nói {mention.authority.canonical} {what} việc này."


def _hands_on(mention: Mention) -> bool:
    return bool(mention.heads & {"ủy quyền", "phân cấp", "phân quyền", "giao nhiệm vụ", "giao cho", "chuyển giao"})
