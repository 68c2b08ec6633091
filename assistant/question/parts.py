"""A question that asks for several authorities at once, taken apart: "… ai lập, ai thẩm định, ai phê duyệt?".

Each part keeps what the question says of the matter, and is answered by a clause of its own. A part that begins with
"ai" is about the matter of the first one; one without an act ("nếu là xe ô tô thì ai") asks for that of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.question.acts import BLANK
from assistant.question.follow_up import resolve
from assistant.question.understand import content_terms
from corpus.authorities.names import without_authorities
from corpus.authorities.words import fold, nfc

MOST = 4  # parts that are answered; more are no question but a form
LABEL = 60  # characters

_STEP = re.compile(r"(?<=[.?!;:,])\s+")
_JOINT = re.compile(r"\s+(?=(?:và|còn)\s)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!]$")
# Nobody is asked for: "chưa giao cho ai", "không có ai", and who proposes or is heard beside the one who decides.
_NO_BLANK = re.compile(
    r"\b(?:(?:chưa|không|chẳng)\b[^,;.?!]{0,25}|(?:đề nghị|ý kiến|kiến nghị|đồng ý) (?:của )?|hợp đồng với "
    r"|bất cứ |dù )$"
)
_ELLIPSIS = re.compile(r"^(?:còn|nếu|thế|vậy|và nếu|nhưng nếu)\b", re.IGNORECASE)
_MAY_IT = re.compile(r"\b(?:không|chưa)$", re.IGNORECASE)
_PARALLEL = re.compile(
    r"(?P<first>đối với [^,;.?!]+?),? (?:và|hoặc) (?P<second>đối với [^,;.?!]+?)(?= (?:thuộc|là|do|thì)\b|[,;.?!]|$)",
    re.IGNORECASE,
)
_BEFORE_BLANK = re.compile(r"[\s,]*\b(?:do|thì|là|thuộc(?: về)?|bởi|và|của|cho|với|tại|ở|đến)?\s*$", re.IGNORECASE)
_TIME = re.compile(r"^(?:đầu|cuối|giữa) (?:năm|tháng|kỳ|khóa)$", re.IGNORECASE)
_JOINING = re.compile(
    r"^(?:(?:và|còn|rồi|sau đó|vậy|thì|nếu(?: là)?|bây giờ|hiện nay|cuối cùng)(?:\s+|$))+", re.IGNORECASE
)
_MAY = re.compile(r"^(?:(?:mới|sẽ|phải|được|có quyền|có thẩm quyền)\s+)+(?=\S+\s)", re.IGNORECASE)
_CLOSING = re.compile(r"\s+thì sao$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """`text`: a question of its own; `label`: which part of the whole it is, in the question's words."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class _Step:
    """A stretch of a question with the words before and after "ai"; both empty where it asks for nobody."""

    text: str
    asks: bool
    before: str
    after: str
    opens: bool  # begins a sentence
    ends: str  # the mark after it


@lru_cache(maxsize=512)
def parts_of(question: str) -> tuple[Part, ...]:
    """The parts of a question that asks for two to four authorities; empty for any other.

    Args:
        question: with diacritics and shorthand written out.
    """
    text = nfc(question).strip()
    found = _parallel(text) or list(_listed(list(_steps(text))))
    distinct = {fold(part.text): part for part in found}
    return tuple(distinct.values()) if 2 <= len(distinct) <= MOST else ()


def _parallel(text: str) -> list[Part]:
    """ "… đối với A và đối với B thuộc về ai?": once for each."""
    match = _PARALLEL.search(text)
    if match is None or len(list(BLANK.finditer(fold(text)))) != 1:
        return []
    whole = text[: match.start()], text[match.end() :]
    return [Part(_cut(match[name]), f"{whole[0]}{match[name]}{whole[1]}") for name in ("first", "second")]


def _steps(text: str) -> Iterator[_Step]:
    opens = True
    for stretch in _STEP.split(text):
        for step in _divided(stretch):
            yield _read(step, opens)
            opens = False
        opens = bool(_SENTENCE_END.search(stretch))


def _divided(stretch: str) -> list[str]:
    """At "và" or "còn" where both sides ask for somebody."""
    for joint in _JOINT.finditer(stretch):
        left, right = stretch[: joint.start()], stretch[joint.end() :]
        if _blank(left) and _blank(right):
            return [left, *_divided(right)]
    return [stretch]


def _read(step: str, opens: bool) -> _Step:
    bare = step.strip(" ,;:.?!")
    blank = _blank(bare)
    ends = step.rstrip()[-1:]
    if blank is None or _only_offers(bare):
        return _Step(bare, False, "", "", opens, ends)
    before = _JOINING.sub("", _BEFORE_BLANK.sub("", bare[: blank.start()])).strip(" ,")
    return _Step(bare, True, before, bare[blank.end() :].strip(" ,"), opens, ends)


def _listed(steps: Sequence[_Step]) -> Iterator[Part]:
    """The steps that ask for somebody, each with what it is about."""
    asking = [n for n, step in enumerate(steps) if step.asks]
    if not asking:
        return
    first = steps[asking[0]]
    shared = ", ".join(step.text for step in steps[: asking[0]])
    matter = ", ".join(part for part in (shared, first.before) if part)
    above = steps[asking[0] - 1].text if asking[0] and steps[asking[0] - 1].ends == "," else ""
    by_act = all(not steps[n].before for n in asking[1:])
    act, whole = first.after, f"{', '.join(s.text for s in steps[: asking[0] + 1])}?"
    yield Part(_label(first.after if by_act and act else "", first, above), whole)
    in_first = True  # sentence
    for step in steps[asking[0] + 1 :]:
        in_first = in_first and not step.opens
        if step.asks:
            above = shared if in_first or not step.before else ""
            above = above or ("" if step.before else matter)
            own = _JOINING.sub("", step.text)
            own = own if step.after or not act or own.endswith("là ai") else f"{own} {act}"
            act, whole = step.after or act, f"{above}: {own}?" if above else f"{own}?"
            yield Part(_label("", step), whole)
        elif step.opens and step.ends == "?" and _ELLIPSIS.match(step.text):
            yield Part(_cut(_CLOSING.sub("", _JOINING.sub("", step.text))), _completed(step.text, whole, matter))


def _completed(step: str, before: str, matter: str) -> str:
    """A step that leaves out what is asked ("Còn cấp tỉnh?"), completed from the part before it."""
    return f"{matter}: {step}?" if _MAY_IT.search(step) else resolve(step, [before]).understood


def _blank(step: str) -> re.Match[str] | None:
    """Where a step asks for somebody."""
    folded = fold(step)
    return next((m for m in BLANK.finditer(folded) if not _NO_BLANK.search(folded[: m.start()])), None)


def _only_offers(step: str) -> bool:
    """True for "Hội đồng nhân dân xã hay tỉnh", which lets choose for the step before."""
    rest = fold(without_authorities(step))
    return " hay " in f" {rest} " and not content_terms(re.sub(r"\b(?:xã|tỉnh|cấp|cũng)\b", " ", rest))


def _label(act: str, step: _Step, above: str = "") -> str:
    """The act where the parts differ in it, else what the step is about: "tiêu chí", "nộp hồ sơ", "xe ô tô".

    Args:
        above: the stretch before a comma that the step goes on from.
    """
    about = step.before if not _TIME.match(step.before) else ""
    about = f"{above}, {about}" if above and about else about
    asked = about.rpartition(" thì ")[2]
    label = act or (f"{asked} {step.after}".strip() if asked != about else about) or step.after or step.text
    return _cut(_MAY.sub("", label))


def _cut(text: str) -> str:
    """At most LABEL characters, in whole words."""
    short = text.replace("(", "").replace(")", "").strip()
    if len(short) > LABEL:
        short = short[:LABEL].rsplit(" ", 1)[0].rstrip(" ,") + "…"
    return short[:1].lower() + short[1:] if short[1:2].islower() else short
