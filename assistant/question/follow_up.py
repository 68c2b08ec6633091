"""Questions that lean on the one before ("còn cấp tỉnh thì sao?", "văn bản nào quy định?"), completed without a model.

A question leans on another if it opens with a word of continuing, points back ("việc đó"), or asks for an aspect
(the deadline, the file, the basis) without naming a matter. What it leaves out is taken from the question before: a
tier, a party, a day or an act takes the place of one of its kind, an aspect is asked of the same matter. The result is
shown to the user as understood; a question that stands alone stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question.follow_up_words import (
    ACTS,
    ASPECT,
    BACK,
    BASIS,
    CLOSING,
    COUNTED,
    FILLING,
    HEAD_ASPECT,
    INTERROGATIVE,
    LINK,
    MODAL,
    MODAL_REST,
    OPENING,
    SHORT,
    SLOTS,
    TIER,
    Slot,
)
from assistant.question.understand import content_terms
from corpus.authorities.names import name_authorities
from corpus.authorities.words import blank


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`understood` is the completed question; `why` a Vietnamese sentence on what was taken over, "" if nothing."""

    understood: str
    why: str = ""


def resolve(question: str, previous: Sequence[str]) -> FollowUp:
    """The question completed from the conversation before it.

    Args:
        question: with diacritics and shorthand written out.
        previous: the earlier questions of the conversation as asked, oldest first; each is itself resolved against
            those before it, so that a chain of follow-ups keeps its matter.
    """
    whole = ""
    for earlier in previous:
        if earlier.strip():
            whole = _resolve(earlier.strip(), whole).understood
    return _resolve(question.strip(), whole)


def _resolve(question: str, before: str) -> FollowUp:
    if not before or not question:
        return FollowUp(question)
    bare = _bare(question)
    opened = bool(OPENING.match(question))
    if BACK.search(question):
        return _pointing(question, before)
    if not (opened or _leans(bare, question)):
        return FollowUp(question)
    if opened and _stands_alone(bare):
        return FollowUp(question)
    if not bare:
        return FollowUp(question)
    if (exchanged := _exchanged(question, bare, before)) is not None:
        return exchanged
    if _only_aspect(bare) or MODAL.match(question):
        matter = _matter(before)
        asked = re.sub(r"^(?:thì|là|do)\s+", "", OPENING.sub("", question)).strip(" ?.!")
        if BASIS.search(asked) and INTERROGATIVE.search(before):
            return FollowUp(f"{before.rstrip(' ?.!')}, {_small(asked)}?", "hỏi căn cứ của câu hỏi trước")
        return FollowUp(f"{matter}: {asked}?", f"hỏi thêm về «{matter}»")
    asked = _asked_of(before)
    return FollowUp(f"{_capital(bare)}: {asked}?", f"giữ câu hỏi «{asked}» cho «{bare}»")


def _bare(question: str) -> str:
    """The question without its opening and closing words."""
    without = OPENING.sub("", question).strip()
    previous = ""
    while without != previous:
        previous = without
        without = CLOSING.sub("", without).strip(" ?.!,")
    without = re.sub(r"^(?:nếu|đối với|với|trường hợp|khi)\s+", "", without, flags=re.IGNORECASE)
    return re.sub(r"[ ,]+thì$", "", without).strip(" ?.!,")


def _rest(text: str) -> frozenset[str]:
    """Content syllables beyond question words, aspects, authorities, tiers, parties and times."""
    text = blank(text, [(a.start, a.end) for a in name_authorities(text)])
    for pattern in (ASPECT, INTERROGATIVE, *(slot.pattern for slot in SLOTS)):
        text = pattern.sub(" ", text)
    return frozenset(t for t in content_terms(text) if "_" not in t) - FILLING


def _leans(bare: str, question: str) -> bool:
    """A short question without a matter of its own: only an aspect, a tier, a party or a time."""
    rest = len(_rest(bare))
    return len(question.split()) <= SHORT and (rest == 0 or (rest <= MODAL_REST and bool(MODAL.match(question))))


def _stands_alone(bare: str) -> bool:
    """A question that opens like a follow-up, but says what it asks and of what."""
    return bool(INTERROGATIVE.search(bare)) and len(_rest(bare)) >= 3


def _only_aspect(bare: str) -> bool:
    return not _rest(bare)


def _exchanged(question: str, bare: str, before: str) -> FollowUp | None:
    """The earlier question with the phrase in the place of its own of the same kind, if the phrase is all there is."""
    fragment = LINK.sub("", bare)
    step, own = COUNTED.fullmatch(fragment), None
    if step:
        own = next((m for m in COUNTED.finditer(before) if m["head"].lower() == step["head"].lower()), None)
    if own:
        whole = f"{before[: own.start()]}{fragment}{before[own.end() :]}"
        return FollowUp(whole, f"đổi «{own.group()}» thành «{fragment}» trong câu hỏi trước")
    asks = INTERROGATIVE.search(fragment)
    named = INTERROGATIVE.sub(" ", fragment) if asks else fragment
    named = re.sub(r"(?:^|\s)(?:thì|là|do|có)(?=\s|$)", " ", named).strip(" ,")
    for slot in SLOTS:
        match = slot.pattern.search(named)
        if match is None:
            continue
        left = f"{named[: match.start()]} {named[match.end() :]}"
        if any(t for t in content_terms(ASPECT.sub(" ", left)) if "_" not in t):
            continue  # more than a phrase of this kind
        if slot.name == "việc" and asks:
            continue  # "ai quyết định?" asks of the same matter
        whole = _with(before, slot, match.group().strip())
        if asks and not INTERROGATIVE.search(before):
            whole = f"{whole.rstrip(' ?')}: {fragment}?"
        return FollowUp(_tidy(whole), f"đổi {slot.name} thành «{match.group().strip()}» trong câu hỏi trước")
    return None


def _with(before: str, slot: Slot, phrase: str) -> str:
    """The earlier question about another tier, party, time or act."""
    base = before.rstrip(" ?.!")
    if slot.name == "thời điểm":
        base = re.sub(r"\s*[,(]?\s*$", "", slot.pattern.sub(" ", base))
        return f"{_capital(phrase)}, {_small(base.strip(' ,()'))}?"
    if slot.name == "cấp":
        return _with_tier(base, phrase)
    matches = list(slot.pattern.finditer(base))
    if matches:
        first = matches[0]
        return f"{base[: first.start()]}{phrase}{base[first.end() :]}?"
    return f"{base} {slot.link} {phrase}?"


def _with_tier(base: str, phrase: str) -> str:
    """Another tier: in the place of the tier named, or added at the end."""
    tier = TIER.search(phrase)
    assert tier is not None  # the slot's pattern ends with a tier
    own = [m for m in TIER.finditer(base) if not re.match(r"\s*(?:\w+ )?nào", base[m.end() :])]
    if not own:
        return f"{base} {phrase if phrase.startswith(('ở', 'tại')) else 'ở ' + phrase}?"
    first = own[0]
    new = tier.group()
    if first.group().lower().startswith("cấp ") and not new.lower().startswith("cấp "):
        new = f"cấp {new}" if new.lower() in {"xã", "huyện", "tỉnh"} else new
    before = base[: first.start()]
    if new.lower().startswith("cấp ") and before.lower().endswith("cấp "):
        new = new[4:]
    return f"{before}{new}{base[first.end() :]}?"


def _pointing(question: str, before: str) -> FollowUp:
    """ "việc đó", "thủ tục này": the matter of the earlier question in their place."""
    matter = _matter(before)
    asked = OPENING.sub("", question).strip()
    match = BACK.search(asked)
    if match is None:
        return FollowUp(question)
    noun = re.sub(r"^(?:những|các)\s+|\s*\S+$", "", match.group())
    plain = noun.lower() in {"", "việc", "cái", "công việc", "vấn đề", "trường hợp", "loại"}
    put = matter if plain else f"{noun} {_small(matter)}"
    whole = f"{asked[: match.start()]}{put}{asked[match.end() :]}"
    return FollowUp(_tidy(whole), f"«{match.group()}» là «{matter}»")


def _matter(question: str) -> str:
    """What a question is about, without the words that ask: "Ai cấp giấy phép?" → "Cấp giấy phép"."""
    head = question.split(":")[0] if question.rstrip(" ?").count(":") == 1 else question
    text = re.sub(
        r"(?:thì|là)?\s*\b(?:do|thuộc)?\s*(?:thẩm quyền )?(?:của )?(?=\b(?:ai|cơ quan nào|cấp nào)\b)", " ", head
    )
    text = INTERROGATIVE.sub(" ", text)
    text = re.sub(r"(?:^|\s)(?:bây giờ|hiện nay|thì|xin hỏi|cho hỏi|có thẩm quyền|vậy|ạ)(?=\s|$|[?,.])", " ", text)
    text = re.sub(r"\s+là$", "", _tidy(text).rstrip(" ?.!,:;"))
    return _capital(HEAD_ASPECT.sub("", text))


def _asked_of(question: str) -> str:
    """The asking words of a question with the act they ask for: "ai cấp"."""
    match = INTERROGATIVE.search(question)
    if match is None:
        return "thẩm quyền và quy định thế nào"
    act = re.match(rf"\s+{ACTS}\b|\s+(?:ký|làm|nộp|duyệt)\b", question[match.end() :], re.IGNORECASE)
    before = re.search(rf"{ACTS}\s+$|(?:nộp|gửi|mất|trong)\s+$", question[: match.start()], re.IGNORECASE)
    words = f"{before.group() if before else ''}{match.group()}{act.group() if act else ''}"
    return _small(re.sub(r"\s+", " ", words).strip())


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([,.?!:;])", r"\1", text)
    return re.sub(r"([,:;])(?:\s*[,:;])+", r"\1", text).strip(" ,")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    """Lower-case first letter, unless the word is a name in capitals ("UBND")."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
