"""What a question says of authorities: whether it asks for one, which it lets choose among, which are its matter.

"… do A, B hay C quyết định?" offers three holders. In "Hội đồng nhân dân xã bị giải tán thì ai chỉ định …?" the
council is what something is done to; who is asked for is somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from assistant.question.acts import BLANK, acts_given, acts_of_who
from assistant.question.understand import Question, content_terms
from corpus.authorities.model import Authority, Level
from corpus.authorities.names import display, is_untiered, name_authorities, without_authorities
from corpus.authorities.roles import HOLDS, read_roles
from corpus.authorities.words import fold, nfc
from corpus.lexical import terms

STANDS_OUT = 3  # words and pairs of words that one case of a sentence has more of the question than the next
JOINED = 20  # characters at most between two authorities that are offered
_CHOICE = re.compile(r"\b(?:hay|hoặc)\b", re.IGNORECASE)
_CAN_IT = re.compile(r"[^.;?]*\b(?:có|được)\b[^.;?]*\b(?:không|ko|chưa)\b|[^.;?]*\bhay\b", re.IGNORECASE)
_OWNER = re.compile(r"\b(?:của|thuộc|ở|tại|bởi|do)\s+$", re.IGNORECASE)
_CASES = re.compile(r";|(?<=[^\d\W])\.(?=\s+\W*[A-ZĐÀ-Ỹ])")

_HEADS = frozenset(["Trưởng thôn", "Tổ trưởng tổ dân phố"])  # the same office in a village and in a town

_ASKS_WHO = re.compile(
    r"\b(?:ai(?! cũng\b| nấy\b)|thẩm quyền|(?:ở|đến|lên|tới|gửi|nộp) đâu"
    r"|(?:cơ quan(?: chuyên môn| nhà nước)?|tổ chức|đoàn thể|cấp|cá nhân|người|nơi|chỗ|bên|đơn vị|phòng|sở|bộ|cục)"
    r" nào)\b",
    re.IGNORECASE,
)
# "… thì Ủy ban nhân dân xã có cấp phép không?", "chủ tịch xã duyệt được không?"
_MAY_IT = re.compile(
    r"\b(?:xã|phường|tỉnh|sở(?! hữu)|ủy ban|chủ tịch|phòng|thường trực|hội đồng)(?: [^\W\d]+){0,6}? (?:có|được)"
    r"(?: (?!phải)[^\W\d]+){0,8} (?:không|chưa)\b",
    re.IGNORECASE,
)
_BODY = (
    r"(?:xã|phường|tỉnh|huyện|sở|bộ|cục|ban quản lý|ủy ban|hội đồng nhân dân|công an|chủ tịch|tòa án|cơ quan"
    r"|mặt trận|đặc khu)"
)
# "… nộp ở xã hay ở tỉnh?", "xã có được ký không, hay phải lên tỉnh?"
_WHICH_OF_TWO = re.compile(
    rf"\b{_BODY}\b[^.?;]*\bhay (?:là )?"
    rf"(?:(?:phải|có|do|lên|về|ở|của|chờ|đến|tới|đợi|trên|ra|tại|qua|xuống|việc|chuyện) )*{_BODY}\b",
    re.IGNORECASE,
)


def asks_who(question: Question) -> bool:
    """True if the question asks who is competent, or where to turn."""
    text = question.understood
    return bool(_ASKS_WHO.search(text) or _WHICH_OF_TWO.search(text) or offered_holders(text) or _MAY_IT.search(text))


@lru_cache(maxsize=512)
def offered_holders(question: str) -> frozenset[str]:
    """Canonical names among which a question lets choose; empty if it offers none."""
    named = name_authorities(nfc(question))
    choices = frozenset(
        authority.canonical
        for before, after in pairwise(named)
        if _CHOICE.search(question, before.end, after.start) and after.start - before.end < JOINED
        for authority in named
        if authority.start <= after.start
    )
    return choices if len(choices) > 1 else frozenset()


@lru_cache(maxsize=512)
def matter_of(question: str) -> frozenset[str]:
    """Canonical names of the authorities that something is done to; empty unless the question asks for another one."""
    text = nfc(question)
    if not BLANK.search(fold(text)) or offered_holders(question):
        return frozenset()
    named = frozenset(
        a.canonical
        for a in name_authorities(text)
        if not _CAN_IT.match(text, a.end) and not _OWNER.search(text, 0, a.start)
    )
    return named | _HEADS if named & _HEADS else named


@lru_cache(maxsize=4096)
def fits(sentence: str, question: str) -> int:
    """1: what the sentence acts on is an authority of the question's; -1: the same body at another tier; 0: neither."""
    asked = {(a.body, str(a.level)) for a in name_authorities(nfc(question)) if a.level}
    acted_on = {m.name for m in read_roles(nfc(sentence)) if m.role not in HOLDS or m.role == "condition"}
    if asked & acted_on:
        return 1
    bodies = {body for body, _ in asked}
    if bodies & {body for body, level in acted_on if not level and body not in _EVERYWHERE}:
        return 1
    return -1 if bodies & {body for body, level in acted_on if level in ("xã", "tỉnh", "huyện")} else 0


_EVERYWHERE = frozenset(["ủy ban nhân dân", "hội đồng nhân dân"])  # without their tier they say nothing of the case


def fitting_case(sentence: str, question: str) -> str:
    """Of a sentence with several cases the one that the question is about; the sentence itself where none stands out.

    "Hội đồng nhân dân cấp xã bị giải tán thì A …; Hội đồng nhân dân cấp tỉnh bị giải tán thì B …": the one about the
    question's body, else the one that has clearly more of the question's words.
    """
    cases = [case for case in _CASES.split(sentence) if _has_holder(case)]
    fit = [fits(case, question) for case in cases]
    fitting = [case for case, how in zip(cases, fit, strict=True) if how > 0]
    if len(fitting) == 1 and -1 in fit:
        return fitting[0].strip()
    wanted = content_terms(without_authorities(nfc(question)))
    ranked = sorted(((len(wanted & set(terms(case))), -n) for n, case in enumerate(cases)), reverse=True)
    if len(ranked) < 2 or ranked[0][0] < ranked[1][0] + STANDS_OUT:
        return sentence
    first = cases[-ranked[0][1]]
    acts = acts_of_who(question)
    elsewhere = any(acts & acts_given(case, "") for case in cases if case is not first)
    return sentence if elsewhere and not acts & acts_given(first, "") else first.strip()


def _has_holder(case: str) -> bool:
    """True if the case says itself who acts; what it leaves out ("…; quyết định …") stands in the case before."""
    return any(m.role == "holder" and (m.heads or m.general) for m in read_roles(nfc(case)))


@lru_cache(maxsize=512)
def tier_of(question: str) -> Level:
    """The one tier whose bodies a question is about ("Hội đồng nhân dân xã …"); "" if it names none or several."""
    text = nfc(question)
    tiers = {a.level for a in name_authorities(text) if a.level in ("xã", "tỉnh", "huyện")} | tiers_looked_at(text)
    return tiers.pop() if len(tiers) == 1 else ""


def tiers_looked_at(question: str) -> frozenset[Level]:
    """Tiers of which a question speaks without a body ("ở xã", "của tỉnh", "xã mình")."""
    text = nfc(question)
    return frozenset(tier for tier, pattern in _OF_TIER if pattern.search(text))


_OF_TIER: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (
        "xã",
        re.compile(
            r"\b(?:ở|tại|của|cấp|trong) (?:xã|phường|đặc khu)\b|\b(?:xã|phường) (?:mình|tôi|nào)\b", re.IGNORECASE
        ),
    ),
    ("tỉnh", re.compile(r"\b(?:ở|tại|của|cấp|trong) tỉnh\b|\btỉnh (?:mình|tôi|nào)\b", re.IGNORECASE)),
)


_OTHER_TIER = re.compile(r"\bcấp (?:dưới|trên)\b", re.IGNORECASE)


def at_tier(authority: Authority, tier: Level, text: str) -> Authority:
    """A body that the clause leaves without its tier ("Thường trực Hội đồng nhân dân", "… cùng cấp"), at a tier.

    Left as it is in a clause about bodies of the tier above or below its own.
    """
    open_ = is_untiered(authority.canonical) or authority.level == "cùng cấp"
    if not tier or not open_ or _OTHER_TIER.search(text):
        return authority
    return replace(authority, level=tier, canonical=display(authority.body, tier))


def others_than(matter: frozenset[str], held: Sequence[Authority]) -> list[Authority]:
    """The holders without what the question is about; all where nobody would be left."""
    return [a for a in held if a.canonical not in matter] or list(held)
