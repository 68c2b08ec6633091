"""A cited provision as verification reads it: its parts, and who acts in each.

A point that names nobody inherits the holder from its lead-in (the innermost line of the ancestry that names
one): in 151/2025/NĐ-CP article 5 only the lead-in says "chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import regex

from assistant.verify.model import Evidence
from assistant.verify.words import content
from corpus.authorities.model import Level
from corpus.authorities.roles import Mention, read_roles
from corpus.authorities.words import blank, fold, nfc, segments

Name = tuple[str, str]  # body, level


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence or item. Span in the evidence's `text` (own) or `context`; `agents` act here."""

    start: int
    end: int
    own: bool
    folded: str
    bare: str  # folded, authorities blanked out
    words: tuple[str, ...]
    mentions: tuple[Mention, ...]
    agents: frozenset[Name]


@dataclass(frozen=True, slots=True)
class Passage:
    evidence: Evidence
    text: str
    context: str
    parts: tuple[Part, ...]  # context first, then the own text
    pairs: frozenset[tuple[str, str]]  # neighbouring content syllables, context included
    vocabulary: frozenset[str]

    @property
    def own(self) -> tuple[Part, ...]:
        return tuple(p for p in self.parts if p.own)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(m for p in self.parts for m in p.mentions)

    @property
    def holders(self) -> frozenset[Name]:
        """Who acts in the own text, by name or through the lead-in."""
        return frozenset().union(*(p.agents for p in self.own)) if self.own else frozenset()

    @property
    def folded(self) -> str:
        return fold(self.context) + "\n" + fold(self.text)


@lru_cache(maxsize=512)
def read_passage(evidence: Evidence) -> Passage:
    text = nfc(evidence.text)
    # In an ancestry each line is a unit of its own; in a provision a line may be a wrapped one.
    context = nfc(evidence.context).replace("\n", "\n\n")
    lead = _parts(context, own=False)
    parts = _inherit(_resolve(lead + _parts(text, own=True)))
    words = [p.words for p in parts]
    return Passage(
        evidence,
        text,
        context,
        tuple(parts),
        frozenset(pair for ws in words for pair in pairwise(ws)),
        frozenset(w for ws in words for w in ws),
    )


def _parts(text: str, own: bool) -> list[Part]:
    mentions = read_roles(text)
    return [_part(text, span, own, tuple(m for m in mentions if m.segment == span)) for span in segments(text)]


def _part(text: str, span: tuple[int, int], own: bool, mentions: tuple[Mention, ...]) -> Part:
    folded = fold(text[span[0] : span[1]])
    names = [(m.authority.start - span[0], m.authority.end - span[0]) for m in mentions]
    return Part(*span, own, folded, blank(folded, names), tuple(content(folded)), mentions, frozenset())


def _resolve(parts: list[Part]) -> list[Part]:
    """An open or relative level is the passage's own where that names exactly one."""
    levels = {m.authority.level for p in parts for m in p.mentions if m.authority.level in {"xã", "tỉnh", "huyện"}}
    if len(levels) != 1:
        return parts
    level: Level = levels.pop()
    return [replace(p, mentions=tuple(_with_level(m, level) for m in p.mentions)) for p in parts]


_LOCAL = regex.compile(r"ủy ban nhân dân|hội đồng nhân dân|cơ quan chuyên môn|công an")


def _with_level(mention: Mention, level: Level) -> Mention:
    authority = mention.authority
    if authority.level not in {"", "cùng cấp"} or not _LOCAL.search(authority.body):
        return mention
    return replace(mention, authority=replace(authority, level=level))


def _inherit(parts: list[Part]) -> list[Part]:
    current: frozenset[Name] = frozenset()
    result = []
    for part in parts:
        acting = frozenset(m.name for m in part.mentions if m.role == "holder")
        agents = acting or current
        if acting and (not part.own or part.folded.rstrip().endswith(":")):
            current = acting
        result.append(replace(part, agents=agents))
    return result
