"""Acts that a text names ("cấp giấy", "phê duyệt", "trình"), and those whose subject stands just before them."""

from __future__ import annotations

from functools import lru_cache

import regex

from corpus.authorities.terms import DECIDES, HANDS_ON, PREPARES
from corpus.authorities.words import one_line

_ACTS = sorted({*DECIDES, *PREPARES, *HANDS_ON}, key=len, reverse=True)
_ACT = regex.compile(rf"(?<!\p{{L}})(?:{'|'.join(a.replace(' ', chr(92) + 's+') for a in _ACTS)})(?!\p{{L}})")
# Words between a subject and its act.
_AUXILIARY = (
    r"(?:\s*(?:có trách nhiệm|có thẩm quyền|có nhiệm vụ|có quyền|chịu trách nhiệm|là (?:cơ quan"
    r"|người)(?: có thẩm quyền)?|sẽ|phải|được quyền|được|có thể"
    r"|không được|không|chưa|đã|đang|chủ trì|trực tiếp|tự|xem xét|tổ chức|thực hiện việc|theo thẩm quyền"
    r"|nơi [^,;:]{2,60}?"
    r"|trong thời hạn [^,;]{2,60}?,?|căn cứ [^,;]{2,60},|cùng|này|đó|,)(?!\p{L}))*\s*"
).replace(" ", r"\s+")
_HEAD = regex.compile(_AUXILIARY + rf"(?P<act>{_ACT.pattern})")
_NEXT_HEAD = regex.compile(rf"(?:,\s*|\s+và\s+|\s+hoặc\s+|,\s*rồi\s+|\s+rồi\s+)(?P<act>{_ACT.pattern})")


_SAME = {"ra quyết định": "quyết định", "duyệt": "phê duyệt"}


def _named(written: str) -> str:
    act = one_line(written)
    return _SAME.get(act, act)


def acts_in(folded: str) -> list[str]:
    """All acts that a text names, in text order."""
    return [_named(m.group()) for m in _ACT.finditer(folded)]


def decides(window: str) -> bool:
    """True if the text right after an authority begins with an act by which it decides."""
    head = _HEAD.match(window)
    return head is not None and _named(head["act"]) in {*DECIDES, "cho ý kiến", "thẩm định"} and window[:1].isspace()


def heads_of(window: str) -> frozenset[str]:
    """The acts whose subject stands just before the text: "… thẩm định và phê duyệt hồ sơ"."""
    match = _HEAD.match(window)
    heads = []
    while match is not None:
        heads.append(_named(match["act"]))
        match = _NEXT_HEAD.search(window, match.end())
    return frozenset(heads)


def act_after(window: str, verbs: tuple[str, ...] = ()) -> str:
    """The act whose subject stands just before the folded text, "" if there is none; `verbs` count as acts too."""
    match = _after(verbs).match(window)
    return _named(match["act"]) if match else ""


@lru_cache(maxsize=8)
def _after(verbs: tuple[str, ...]) -> regex.Pattern[str]:
    more = "".join(rf"|(?<!\p{{L}}){regex.escape(v)}(?!\p{{L}})" for v in sorted(verbs, key=len, reverse=True))
    return regex.compile(rf"{_AUXILIARY}(?P<act>{_ACT.pattern}{more})")
