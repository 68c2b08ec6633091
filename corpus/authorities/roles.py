"""What each authority does in its sentence: holds a power, held it, proposes, is asked, delegates.

Read from the words to its left and right within one segment (sentence or list item). Transfer decrees say
"Thẩm quyền của A … chuyển giao cho B thực hiện" or "Trách nhiệm … của A … do B thực hiện": A held, B holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from corpus.authorities import role_signs as signs
from corpus.authorities.acts import acts_in, decides, heads_of
from corpus.authorities.model import Authority, Role
from corpus.authorities.names import name_authorities
from corpus.authorities.words import fold, nfc, segments

HOLDS: frozenset[Role] = frozenset({"holder", "condition"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One authority in one segment. `heads` are the acts it is the direct subject of, `acts` all acts up to the
    next authority; `general` if it holds whatever the segment speaks of ("… do A thực hiện", "Thẩm quyền của A").
    """

    authority: Authority
    segment: tuple[int, int]
    heads: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    general: bool = False
    addressed: bool = False  # something is submitted, reported or sent to it

    @property
    def role(self) -> Role:
        return self.authority.role

    @property
    def name(self) -> tuple[str, str]:
        return self.authority.body, self.authority.level


@lru_cache(maxsize=2048)
def read_roles(text: str) -> tuple[Mention, ...]:
    """Mentions of authorities in `text` (NFC), in text order."""
    folded, found = fold(text), name_authorities(text)
    mentions: list[Mention] = []
    receivers: set[int] = set()
    for span in segments(text):
        inside = [a for a in found if span[0] <= a.start and a.end <= span[1]]
        acting = False
        cases: list[Mention] = []
        for chain in _chains(inside, folded):
            read = _read_chain(chain, folded, span, inside)
            if signs.OF_CASES.search(folded[span[0] : chain[0].start]):
                cases += read
            if acting and signs.RELATIVE_AGENT.search(folded[span[0] : chain[0].start]):
                read = [replace(m, authority=replace(m.authority, role="condition"), general=False) for m in read]
            here = bool(mentions) and mentions[-1].segment == span
            if here and signs.JOINED.search(folded[span[0] : chain[0].start]):
                read, mentions = _hearing(read, mentions)
            mentions += read
            acting = any(m.segment == span and m.role == "holder" and m.heads for m in mentions)
        own = [m for m in mentions if m.segment == span]
        mentions[len(mentions) - len(own) :] = _handed_over(_without_cases(own, cases), folded, span, found, receivers)
    return tuple(mentions)


def _without_cases(own: list[Mention], cases: list[Mention]) -> list[Mention]:
    """ "A thẩm định đối với tổ chức thuộc thẩm quyền quyết định của B": B's power tells the case, if A holds one."""
    if not any(m.role == "holder" and m not in cases for m in own):
        return own
    return [_as(m, "condition") if m in cases and m.role == "holder" else m for m in own]


def _handed_over(
    own: list[Mention], folded: str, span: tuple[int, int], found: Sequence[Authority], receivers: set[int]
) -> list[Mention]:
    """ "Phân cấp thẩm quyền của A … cho B thực hiện": B holds, A held.

    Args:
        receivers: where the names of those begin who get what an earlier segment hands on; more are put in.
    """
    hands = signs.HANDS.match(folded[span[0] : span[1]])
    if hands is not None:
        start = span[0] + hands.end()
        end = start + len(regex.split(r"\.\s", folded[start:], maxsplit=1)[0])  # it may go on after ";"
        given = [a.start for a in found if start <= a.start < end and signs.TO.search(folded[: a.start])]
        if given:
            receivers.add(given[0] if hands["to"] else given[-1])
            own = [_as(m, "former") if m.role in ("holder", "owner") else m for m in own]
    return [replace(_as(m, "holder"), general=True) if m.authority.start in receivers else m for m in own]


def _as(mention: Mention, role: Role) -> Mention:
    return replace(mention, authority=replace(mention.authority, role=role), general=False)


def _hearing(heard: list[Mention], before: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """ "A sau khi thống nhất với B quyết định", "A thuộc B quyết định": the act after B is A's, if A has none yet."""
    if any(m.role in ("holder", "former") for m in heard) or before[-1].role != "holder" or before[-1].acts:
        return heard, before
    acts = heard[-1].acts - {"họp"}  # "trong thời gian B không họp, quyết định"
    heads = acts if heard[-1].role == "condition" else heard[-1].heads
    own = [replace(m, heads=heads, acts=acts) if _is_subject(m, before[-1].segment) else m for m in before]
    return [replace(m, heads=frozenset(), acts=frozenset()) for m in heard], own


def _is_subject(mention: Mention, segment: tuple[int, int]) -> bool:
    return mention.segment == segment and mention.role == "holder" and not mention.heads


def find_authorities(text: str) -> list[Authority]:
    """Authorities that `text` names, in text order, with their roles; offsets into the NFC form of `text`."""
    return [mention.authority for mention in read_roles(nfc(text))]


def _chains(found: list[Authority], folded: str) -> list[list[Authority]]:
    """Authorities joined by "," or "và": "A, B và C quyết định" gives one chain with one role."""
    chains: list[list[Authority]] = []
    for authority in found:
        before = folded[: chains[-1][0].start] if chains else ""
        opened = signs.OPENER.search(before) or signs.OF_CITED.search(before)  # "Nghị định … của Chính phủ, A cấp …"
        between = folded[chains[-1][-1].end : authority.start] if chains else "?"
        listed = signs.LISTED.fullmatch(between) and not (opened and "," in between)
        if chains and (listed or authority.start == chains[-1][-1].start):
            chains[-1].append(authority)
        else:
            chains.append([authority])
    return chains


def _read_chain(chain: list[Authority], folded: str, span: tuple[int, int], inside: list[Authority]) -> list[Mention]:
    left, end = folded[span[0] : chain[0].start], chain[-1].end
    bracketed = _inside_brackets(left)
    later = [a for a in inside if a.start >= end]
    after = [a.start for a in later if bracketed or not _inside_brackets(folded[span[0] : a.start])]
    right, window = folded[end : span[1]], folded[end : min([span[1], *after])]
    if bracketed:
        right, window = right.partition(")")[0], window.partition(")")[0]
    window = signs.PURPOSE.split(signs.BRACKETS.sub(" ", window))[0]
    role, general, addressed = _role(left, right, window, [a.start - end for a in later], inside[0] is not chain[0])
    if bracketed and role == "holder" and not window.strip(" .,;") and left.endswith("("):
        role, general = "mention", False  # "Phụ lục I.9 (Bộ Công Thương)"
    if role == "holder" and signs.IS_KIND.search(left) and chain[0].body.startswith(signs.KINDS):
        role, general = "mention", False
    heads, acts = heads_of(window), frozenset(acts_in(window))
    if role == "holder" and signs.AGENT.search(left) and regex.match(r"\s*(?:[^,;]{0,60}\s)?thực\s+hiện", window):
        general = True
    return [Mention(replace(a, role=role), span, heads, acts, general, addressed) for a in chain]


def _inside_brackets(left: str) -> bool:
    return left.rfind("(") > left.rfind(")")


def _role(left: str, right: str, window: str, nexts: list[int], seen: bool) -> tuple[Role, bool, bool]:
    """Role, whether it is a general one, whether something is addressed to the authority."""
    if signs.DENIED.search(left):
        return "denied", False, False
    if signs.CASE_AGENT.search(left):
        return "condition", False, False
    if signs.WHOSE.search(left):
        return "owner", False, False
    if signs.OBJECT.search(left) or signs.OF_CITED.search(left) or signs.CALLED.search(left):
        return "mention", False, False
    if signs.SUFFERS.match(right) or signs.AS_MEMBER.match(right) or signs.COMPOSED.search(left):
        return "mention", False, False
    if signs.INSTEAD.search(left) or signs.TRANSFERRED_FROM.search(left) or _is_past(left):
        return "former", False, False
    if signs.TRANSFERRED_TO.search(left):
        return "holder", True, False
    if signs.HANDED_DOWN.search(left):
        return ("condition" if signs.CASE.match(left) else "holder"), True, False
    if signs.IS_GIVEN.match(right):
        return "holder", True, False
    if signs.TRANSFERS.match(right) or (nexts and signs.DID_BEFORE.match(right)):
        return "former", False, False
    if signs.PROPOSES.search(left):
        return "proposer", False, False
    if signs.BY_DELEGATION.search(left):
        return "delegator", False, False
    if signs.MUST_BE.search(left) and signs.AGREES.match(right):
        return "holder", False, False
    if signs.BY_LAW.search(left) or signs.DUTIES_OF.search(left):
        return "owner", False, False
    if signs.FOR_ANOTHER.search(left):
        return "former", False, False
    if signs.IS_DONE_BY.search(left) and signs.AGREES.match(right) and decides(right):
        return "holder", False, False
    if signs.PASSIVE.search(left):
        return ("delegator" if signs.GIVES.match(right) else "condition"), False, False
    if signs.OF_PAPER.search(left) or signs.OF_LISTED.search(left):
        return "owner", False, False
    if signs.DUTY_SET.search(left) or signs.AFTER_ACT.search(left):
        return "owner", False, False
    if signs.OF_DUTY.search(left):
        if signs.CASE.match(left):
            return "condition", False, False
        handed = _handed_to_another(right, nexts)
        return ("former" if handed else "holder"), True, False
    if signs.GIVEN_TO.search(left) and seen:
        return "delegate", False, False
    if seen and signs.HEARD.search(left):
        return "addressee", False, True
    if signs.ADDRESSED.search(left):
        return ("holder" if decides(window) else "addressee"), False, True
    if signs.GIVES_TO.match(right):
        return "delegator", False, False
    return _plain_role(left, right, window)


def _plain_role(left: str, right: str, window: str) -> tuple[Role, bool, bool]:
    if signs.AGENT.search(left):
        return "holder", bool(signs.EXECUTES.match(right)) or not window.strip(" .,;"), False
    if signs.BELONGS.search(left):
        duty = regex.search(signs.DUTY, left)
        return ("holder" if duty else "owner"), bool(duty), False
    if signs.IS.search(left):
        return "holder", True, False
    if signs.OWNER.search(left):
        return "owner", False, False
    if signs.IN_CONDITION.search(left):
        return "condition", False, False
    if window.lstrip().startswith(":") or regex.match(
        r"\s*có\s+(?:các\s+)?(?:trách\s+nhiệm|thẩm\s+quyền|nhiệm\s+vụ|quyền)[^,;]{0,40}:", window
    ):
        return "holder", True, False
    subject = not regex.search(r"[\p{L}\p{N}]\s*$", signs.NUMBERING.sub("", left))
    if not subject and not signs.SUBJECT_AFTER.search(left) and not heads_of(window):
        return "mention", False, False
    return "holder", not left.strip() and not window.strip(" .,;:"), False


def _is_past(left: str) -> bool:
    """The last time word before the authority is of the past, and it reaches the authority."""
    past = [m.end() for m in signs.PAST.finditer(left)]
    now = [m.end() for m in signs.NOW.finditer(left)]
    if not past or (now and now[-1] > past[-1]):
        return False
    tail = left[past[-1] :]
    return bool(
        regex.fullmatch(
            r"[^;]{0,160}?(?:(?<!\p{L})(?:do|thuộc|của|thẩm\s+quyền\s+của|là)|,|thuộc\s+thẩm\s+quyền\s+của"
            r"|thuộc\s+về|(?:được\s+|đã\s+)?giao(?:\s+cho)?|(?<=^))\s*",
            tail,
        )
    )


def _handed_to_another(right: str, nexts: list[int]) -> bool:
    """After "thẩm quyền của A": "… chuyển giao cho B", "… do B thực hiện"; `nexts` are offsets of names in `right`."""
    return any(m.end() <= at <= m.end() + 4 for m in signs.HANDED.finditer(right) for at in nexts)
