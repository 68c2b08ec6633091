"""Whether two mentions name the same authority, and whether it acts in a part of the cited text."""

from __future__ import annotations

from assistant.verify.passage import Part
from corpus.authorities.roles import Mention


def same_authority(claimed: Mention, named: Mention) -> bool:
    mine, theirs = claimed.authority, named.authority
    if mine.body != theirs.body or not level_fits(mine.level, theirs.level):
        return False
    return not (mine.unit and theirs.unit and mine.unit != theirs.unit)


def level_fits(claimed: str, named: str) -> bool:
    return claimed == named or claimed in {"", "cùng cấp"} or (named == "các cấp" and claimed in {"xã", "tỉnh"})


def acts_in_part(mention: Mention, part: Part) -> bool:
    own = any(same_authority(mention, m) and m.role in {"holder", "condition", "delegate"} for m in part.mentions)
    return own or any(
        body == mention.authority.body and level_fits(mention.authority.level, lv) for body, lv in part.agents
    )
