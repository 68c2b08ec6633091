"""Who holds a power in a clause, as far as a question asks for it.

The roles are those of `corpus.authorities`. Names that leave open who it is hold nothing; a body without its tier is
one of the tier that the question is about, and what the question is about holds nothing where another does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.question.acts import acts_asked, asks_to_whom
from assistant.question.choices import at_tier, matter_of, others_than, tier_of
from assistant.retrieval.matter import heading
from corpus.authorities.model import Authority, Level
from corpus.authorities.names import in_full, is_untiered, name_authorities
from corpus.authorities.roles import Mention, read_roles
from corpus.authorities.words import nfc
from corpus.model import Chunk


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks of a holder; `matter`: canonical names of those that something is done to."""

    acts: frozenset[str] = frozenset()
    to_whom: bool = False
    matter: frozenset[str] = frozenset()
    tier: Level = ""

    @classmethod
    def of(cls, question: str) -> Asked:
        return cls(acts_asked(question), asks_to_whom(question), matter_of(question), tier_of(question))

    def of_tier(self) -> Asked:
        """Only the tier: what a lead-in says holds for every act and matter of its points."""
        return Asked(tier=self.tier)


NOTHING_ASKED = Asked()


def says_another(sentence: str, asked: Asked, own: frozenset[str] = frozenset()) -> bool:
    """True if somebody other than the bodies the question is about holds the power.

    A body that is only asked to act does not count: in "Đình chỉ …, đề nghị B bãi bỏ" B counts only where B's own act
    (`own`) is asked for.
    """
    if canonical(holders_in(sentence, asked)) <= asked.matter:
        return False
    held = [m for m in read_roles(nfc(sentence)) if m.role == "holder" and not is_open(m.authority)]
    return asked.to_whom or not held or any(not m.addressed or own & m.heads for m in held)


def leading(chunk: Chunk, asked: Asked) -> str:
    """The lead-in where it names a holder, else the article's heading where that does; empty if neither does."""
    return next((part for part in (chunk.lead, heading(chunk.path)) if holders_in(part, asked)), "")


def holders_in(text: str, asked: Asked) -> tuple[str, ...]:
    """Who holds a power in a text; if the question asks for an act that some of them do, only those.

    Where it asks to whom something is submitted, that is who the text addresses.
    """
    tiered = (replace(m, authority=at_tier(m.authority, asked.tier, text)) for m in read_roles(nfc(text)))
    read = [m for m in tiered if not is_open(m.authority)]
    held = [m for m in read if m.role == "holder"] or _receiving(read, nfc(text))
    doing = [m for m in held if m.general or asked.acts & (m.acts | m.heads)]
    if asked.to_whom:
        doing = [m for m in read if m.role == "addressee" and m.addressed] or doing
    found = [m.authority for m in doing] or [m.authority for m in held]
    return tuple(dict.fromkeys(in_full(nfc(text), authority) for authority in others_than(asked.matter, found)))


def _receiving(read: Sequence[Mention], text: str) -> list[Mention]:
    """Those to whom another hands a power over in so many words: "A phân cấp thẩm quyền cho B"; not "A có thể …"."""
    return [
        mention
        for n, mention in enumerate(read)
        if mention.role == "delegate"
        and any(
            before.role == "delegator"
            and before.segment == mention.segment
            and _HANDS_OVER.match(text, before.authority.end)
            for before in read[:n]
        )
    ]


_HANDS_OVER = re.compile(r"\s+(?:(?:thống nhất|quyết định|đã|nay) )?(?:phân cấp|phân quyền|ủy quyền)\b", re.IGNORECASE)
# What a clause calls a kind of body, a member of one, or the person who acts for one by delegation.
_NO_AUTHORITY = re.compile(
    r"(?:Tổ chức hành chính|Đơn vị sự nghiệp|Công chức|Viên chức|Đại biểu|Trung tâm phục vụ hành chính công)\b", re.I
)


def is_open(authority: Authority) -> bool:
    """True for a name that leaves open who it is: a kind of body, a tier alone, or a committee without its tier."""
    return (
        authority.body == "chính quyền"
        or bool(_NO_AUTHORITY.match(authority.canonical))
        or is_untiered(authority.canonical)
    )


def canonical(names: Sequence[str]) -> set[str]:
    """Names without what narrows them ("… phường")."""
    return {authority.canonical for name in names for authority in name_authorities(nfc(name))}
