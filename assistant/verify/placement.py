"""Where the claim's matter stands: not in another authority's part, not under another level's condition."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from assistant.verify.claim import Claim
from assistant.verify.matching import acts_in_part
from assistant.verify.model import Finding
from assistant.verify.passage import Name, Part, Passage
from assistant.verify.words import content
from corpus.authorities.names import generic_levels
from corpus.authorities.roles import Mention

NAME = "authority"
# Another authority's part covers the claim this well, with at least so many words of its own and so many times
# those of the claimed authority's parts: the matter is the other's. Measured.
OTHERS_COVER = 0.5
OTHERS_LEAST = 2
OTHERS_LEAD = 3


def check_placement(claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    """To be asked once the authorities themselves are found to be named in their roles."""
    return [*_check_matter(claim, passages), *_check_levels(claim, passages), *_check_objects(claim, passages)]


def _check_objects(claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    """Of parallel cases ("kết quả bầu … cấp tỉnh do A phê chuẩn; … cấp xã do B …") each body has its own holder."""
    parts = [p for ps in passages for p in ps.own]
    for holder in (m for m in claim.mentions if m.role == "holder"):
        acting = [p for p in parts if acts_in_part(holder, p)]
        there = {m.name for p in acting for m in p.mentions}
        for body in (m for m in claim.mentions if m.segment == holder.segment and m.role != "holder"):
            another = any(name[0] == body.name[0] and name[1] not in ("", body.name[1]) for name in there)
            if not another or body.name in there or not body.name[1]:
                continue
            owner = next((p for p in parts if p not in acting and any(m.name == body.name for m in p.mentions)), None)
            if owner is not None and owner.agents:
                who = ", ".join(sorted(_written(owner.agents, passages)))
                reason = (
                    f"Đối với {body.authority.canonical}, căn cứ nêu {who}, không phải {holder.authority.canonical}."
                )
                return [Finding(NAME, "fail", reason, (body.authority.start, body.authority.end))]
    return []


def _check_matter(claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    """The claim's matter stands in a part of the cited text where another authority acts."""
    shared = frozenset(u for ps in passages for p in ps.parts if not p.own for u in _units(p.words))
    parts = [p for ps in passages for p in ps.own]
    for mention in claim.mentions:
        if mention.role != "holder" or mention.authority.body == "chính quyền":
            continue
        said = _units(content(_matter(mention, claim)))
        mine = shared.union(*(_units(p.words) for p in parts if acts_in_part(mention, p)))
        for part in (p for p in parts if p.agents and not acts_in_part(mention, p)):
            theirs = shared | _units(part.words)
            only_mine, only_theirs = len(said & mine - theirs), len(said & theirs - mine)
            covered = len(said & theirs) >= OTHERS_COVER * len(said)
            if covered and only_theirs >= OTHERS_LEAST and only_theirs >= OTHERS_LEAD * max(only_mine, 0.5):
                owner = ", ".join(sorted(_written(part.agents, passages)))
                reason = f"Phần căn cứ nói về việc này là của {owner}, không phải của {mention.authority.canonical}."
                return [Finding(NAME, "fail", reason, (mention.authority.start, mention.authority.end))]
    return []


def _check_levels(claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    """ "… đối với trường hợp người có thẩm quyền cấp tỉnh quyết định": the level is a condition of the holder."""
    tiers = [(a.start, a.end, a.level) for m in claim.mentions if (a := m.authority).body == "chính quyền"]
    parts = [p for ps in passages for p in ps.parts]
    findings = []
    for start, end, level in (*generic_levels(claim.text), *tiers):
        holder = _holder_beside(start, end, claim)
        if holder is None:
            continue
        acting = [p for p in parts if acts_in_part(holder, p)]
        if any(level in _levels_in(p) for p in acting) or not any(_levels_in(p) for p in acting):
            continue
        reason = f"Căn cứ không gắn “{claim.text[start:end]}” với {holder.authority.canonical}."
        findings.append(Finding(NAME, "fail", reason, (start, end)))
    return findings


def _levels_in(part: Part) -> frozenset[str]:
    """Levels that a part names without saying which authority: "cơ quan, người có thẩm quyền cấp tỉnh", "cấp xã"."""
    tiers = {m.authority.level for m in part.mentions if m.authority.body == "chính quyền"}
    return frozenset({*tiers, *(level for _, _, level in generic_levels(part.folded))})


def _holder_beside(start: int, end: int, claim: Claim) -> Mention | None:
    """The holder that a level belongs to: the next one after "thì", else the last one before it."""
    acting = [m for m in claim.mentions if m.role == "holder" and m.authority.body != "chính quyền"]
    after = next((m for m in acting if m.authority.start >= end), None)
    if after is not None and regex.search(r"(?<!\p{L})thì(?!\p{L})", claim.folded[end : after.authority.start]):
        return after
    before = [m for m in acting if m.authority.end <= start and m.segment[0] <= start < m.segment[1]]
    return before[-1] if before else None


def _units(words: Sequence[str]) -> frozenset[object]:
    """Content syllables and their neighbouring pairs."""
    return frozenset(words) | frozenset(pairwise(words))


def _matter(mention: Mention, claim: Claim) -> str:
    """What the claim says of this authority: all of it, or up to the next one if several act."""
    start, end = mention.segment
    acting = sorted(m.authority.start for m in claim.mentions if m.role == "holder" and m.segment == mention.segment)
    if len(set(acting)) == 1 or not mention.heads:
        return claim.bare[start:end]
    after = [at for at in acting if at > mention.authority.start]
    return claim.bare[mention.authority.end : min([end, *after])]


def _written(names: frozenset[Name], passages: Sequence[Passage]) -> set[str]:
    return {m.authority.canonical for p in passages for m in p.mentions if m.name in names}
