"""The words of the citation grammar: units, numbers, what joins and separates them, names of documents."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from datetime import date
from typing import Final

from corpus.numbers import find_numbers

_WORDS: dict[str, str] = {
    "gạch đầu dòng thứ": "subpoint",
    "gạch đầu dòng": "subpoint",
    "tiết": "subpoint",
    "điểm": "point",
    "khoản": "clause",
    "điều": "article",
    "biểu mẫu số": "form",
    "biểu mẫu": "form",
    "mẫu số": "form",
    "mẫu": "form",
    "tiểu mục": "subsection",
    "mục số": "section",
    "mục": "section",
    "nội dung": "content",
    "chương": "chapter",
    "phần": "part",
    "phụ lục số": "appendix",
    "phụ lục": "appendix",
}


class _Ranks(dict[str, int]):
    """Unit → how large it is; `unit` reads the word."""

    @staticmethod
    def unit(word: str) -> str:
        return _WORDS[re.sub(r"\s+", " ", word).lower()]


UNIT_RANK: Final = _Ranks(
    subpoint=0, point=1, clause=2, article=3, form=3, subsection=4, section=5, content=6, chapter=7, part=8,
    appendix=9, document=10,
)  # fmt: skip

_PIECE = (
    r"tên|tiêu đề|(?:đoạn|khổ)(?:\s+(?:mở\s+đầu|đầu|cuối|thứ\s+\w+|[1-9]))?(?:\s+của)?|câu\s+dẫn|lời\s+dẫn|"
    r"nội\s+dung(?:\s+tại)?\s+tên|phần\s+đầu"
)
_UNIT = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_WORDS, key=len, reverse=True))
#: A unit's word; its number follows at the match's end, unless it is "này".
LEVEL: Final = re.compile(
    rf"(?<!\w)(?:(?:các|những|từ)\s+)?(?:(?P<piece>{_PIECE})\s+(?:các\s+)?)?"
    rf"(?P<word>{_UNIT})(?:\s+(?P<this>này)(?!\w)|(?=[\s:]))",
    re.IGNORECASE,
)
_ROMAN = r"[IVXLC]+[a-z]?(?!\w)"
_VALUES: dict[str, str] = {
    "subpoint": r"[a-zđ]\d{1,2}(?!\w)|\d{1,2}(?!\w)|nhất|hai|ba|tư|năm|sáu|bảy|tám|cuối",
    "point": (
        r"\(\d{1,2}[a-zđ]?\)|[a-zđ]\d{0,2}(?:\.\d{1,2})?(?!\w)"
        r"|\d{1,2}(?:\.\d{1,2}){0,2}[a-zđ]?(?!\w)|[A-ZĐ]\.[IVX]+(?:\.\w{1,2}){1,3}(?!\w)|[IVX]+\.\d+(?!\w)"
    ),
    "clause": rf"\d{{1,3}}[a-zđ]{{0,2}}\d?(?!\w)|[A-ZĐ]\.[IVXLC]+(?:\.\d+)?(?!\w)|{_ROMAN}",
    "article": r"\d{1,3}(?:\.[A-ZĐ\d]{1,4}){2,}(?!\w)|\d{1,3}[a-zđ]{0,2}\d?(?!\w)",
    "form": r"\d{1,3}[a-zđ]{0,2}(?:[/.-][A-Za-zĐđ0-9]{1,6})*(?!\w)|[IVXLC]+(?:\.\d+)?(?!\w)",
    "subsection": r"(?:[A-ZĐ]\.)?\d{1,2}(?:\.\d{1,2}){0,3}(?!\w)",
    "section": rf"{_ROMAN}(?:\.\d+)*|\d{{1,4}}[a-z]?(?:\.\d{{1,2}}){{0,3}}(?!\w)|[A-ZĐ](?!\w)",
    "content": r"[A-ZĐ](?!\w)",
    "chapter": rf"{_ROMAN}|\d{{1,2}}(?!\w)",
    "part": rf"{_ROMAN}|[A-ZĐ](?!\w)|\d{{1,2}}(?!\w)|thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám)",
    "appendix": r"[IVXLC]+[a-z]?(?:\.\d+)*(?!\w)|\d{1,2}[a-z]?(?:\.\d+)*(?!\w)|[A-ZĐ]\d*(?!\w)|",
}
_VALUE: dict[str, re.Pattern[str]] = {unit: re.compile(rf"\s*:?\s*(?P<value>{v})") for unit, v in _VALUES.items()}
#: What a number may not be followed by: it then counts something, or is a document's number or a fraction.
_COUNTS = re.compile(r"\s*(?:/\s?\d|%|triệu\b|tỷ\b|đồng\b|ngày\b|tháng\b|năm\b|lần\b|người\b)")
_AFTER_BARE = re.compile(
    r"\s*(?:[,;.:)”\"\]\n]|$)|\s+(?:và|hoặc|hay|đến|của|tại|trong|này|ban|kèm|trừ|được|đã|như|vào|có|thuộc|hết|"
    r"các|điểm|khoản|điều|mục|phần|chương|phụ|mẫu|tiểu|nội|luật|nghị|bộ\s+luật|thông|quyết|pháp|\()",
    re.IGNORECASE,
)
_UNNUMBERED = {"appendix"}

SEPARATOR: Final = re.compile(
    r"\s*[,;]\s*(?:-\s+)?(?:(?:và|hoặc|hay)\s+)?(?:tại\s+)?(?:các\s+)?|\s+(?:và|hoặc|hay|cùng)\s+(?:tại\s+)?(?:các\s+)?",
    re.IGNORECASE,
)
RANGE: Final = re.compile(r"\s+(?:đến|tới)\s+(?:hết\s+)?|\s*[–—]\s*", re.IGNORECASE)
TRU: Final = re.compile(
    r"\s*[,;]?\s*\(?trừ\s+(?!trường\s+hợp|các\s+trường\s+hợp)(?:các\s+)?(?:(?:nội\s+dung|quy\s+định)\s+(?:sau|tại)"
    r"(?:\s+đây)?\s*:?\s*(?:-\s*)?)?",
    re.IGNORECASE,
)
JOIN: Final = re.compile(
    r"\s+(?:thuộc\s+|tại\s+|trong\s+|ở\s+)?(?:của\s+)?"
    r"(?:(?:quy\s+định|nêu|ban\s+hành)\s+)?(?:(?:kèm\s+)?theo\s+|tại\s+|ban\s+hành\s+(?:kèm\s+)?theo\s+)?"
    r"(?:(?:các|của)\s+)?(?=\S)",
    re.IGNORECASE,
)
PARENTHESIS: Final = re.compile(
    r"\s*\((?:[^()]|\([^()]*\)){3,600}\)"
    r"|\s*,?\s*(?:đã\s+)?được\s+(?:sửa đổi|bổ sung)[^.;:()“”\n]{0,300}?(?=\s+của\s+(?:Luật|Nghị|Bộ luật)[^.;]{0,60}này)"
)

_KIND = (
    r"Bộ\s+luật|Luật|Pháp\s+lệnh|Hiến\s+pháp|Nghị\s+quyết\s+liên\s+tịch|Nghị\s+quyết|Nghị\s+định|"
    r"Thông\s+tư\s+liên\s+tịch|Thông\s+tư|Quyết\s+định|Chỉ\s+thị|Công\s+văn|Kết\s+luận|Văn\s+bản\s+hợp\s+nhất"
)
#: The document a text is itself part of.
DOCUMENT_SELF: Final = re.compile(
    rf"(?<!\w)(?:(?:Quy\s+chế|Quy\s+định|Điều\s+lệ|Hướng\s+dẫn)\s+này(?!\w)|(?:{_KIND})\s+này(?!\w))", re.IGNORECASE
)
_SAID = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND})(?P<name>(?:\s+[^\W\d][\w-]*,?){{0,14}}?)\s*,?\s*(?:s[ốôóo]\s*:?\s*)?$", re.IGNORECASE
)
_UNKNOWN_LAW = re.compile(r"(?<!\w)(?:Bộ\s+luật|Luật|Pháp\s+lệnh)\s+[A-ZĐÀ-Ỹ][^\W\d_]*(?:\s+[^\W\d_]+){0,12}")
_PLACE = re.compile(r"\b(?:khoản|điều|điểm|tại|ngày)\b", re.IGNORECASE)
#: "khoản 1 Điều 26 của Luật." in a text that details one law: not the text itself, and no law by name.
_THE_LAW = re.compile(r"(?<=của )(?:Bộ luật|Luật)(?=\s*(?:[,.;:)”]|$|\n)|\s+(?:và|hoặc|thì|được|có|để|về)\s)")
_NOT_IN_A_NAME = re.compile(r"\b(?:của|theo|quy\s+định|này|sửa|được|hoặc|trong|thuộc|do)\b", re.IGNORECASE)
_CONSTITUTION = re.compile(
    r"(?<!\w)Hiến\s+pháp(?:\s+nước\s+Cộng\s+h[òo]à?a?\s+xã\s+hội\s+chủ\s+nghĩa\s+Việt\s+Nam)?(?:\s+năm\s+(?P<year>\d{4}))?"
)
_NAME_ENDS = re.compile(
    r"\s+(?:quy\s+định|được|thì|và\s+các|và\s+(?:Luật|Nghị|Bộ|Pháp|pháp\s+luật)|có|do|của|năm|số|ngày|này|khi|theo|để|đã|hoặc|trừ|như|là|cho|từ|"
    r"đối\s+với|tại|trong|ban\s+hành|sửa\s+đổi|bằng|hiện\s+hành|mà|nếu|vào|không|phải|cụ\s+thể|trên|bởi|còn|nhưng|về\s+việc)(?!\w)"
)  # fmt: skip


def value_at(text: str, at: int, unit: str, stop: int) -> tuple[str, int] | None:
    """The number of a unit whose word ends at `at`, and where it ends."""
    match = _VALUE[unit].match(text, at, stop)
    if not match or (not match["value"] and unit not in _UNNUMBERED):
        return None
    if not match["value"]:
        return "", at
    if _COUNTS.match(text, match.end(), stop) and not re.match(r"\s*năm\s+\d{4}", text[match.end() : match.end() + 12]):
        return None
    return re.sub(r"\s+", " ", match["value"].strip("()")), match.end()


def bare_value(text: str, at: int, unit: str, stop: int) -> tuple[str, int] | None:
    """A further number without the unit's word ("17" in "các Điều 16, 17"), and where it ends."""
    match = re.compile(rf"(?P<value>{_VALUES[unit].removesuffix('|')})").match(text, at, stop)
    if not match or _COUNTS.match(text, match.end(), stop):
        return None
    if unit == "point" and match["value"].isdigit():
        return None
    if not _AFTER_BARE.match(text, match.end(), stop) and match.end() < stop:
        return None
    return match["value"].strip("()"), match.end()


class Names:
    """Documents by number, by the names a text gives them, and by the titles of known laws.

    Args:
        aliases: name → number ("Luật Đất đai" → "31/2024/QH15"); they go before the table of known laws.
        as_of: laws by title alone mean the newest of that title passed by then.
    """

    def __init__(self, aliases: Mapping[str, str], as_of: date | None = None) -> None:
        self.as_of = as_of
        self._numbers = {_key(name): number for name, number in aliases.items() if len(name) > 4}
        words = sorted(self._numbers, key=len, reverse=True)
        pattern = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
        self._aliases = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE) if words else None
        self._text: str | None = None
        self._spans: list[tuple[int, int, str]] = []

    def search(self, text: str, at: int, stop: int) -> tuple[int, int, str] | None:
        """The first document named from `at` on, as (start, end, number or name)."""
        spans = self._all(text)
        index = bisect_left(spans, (at, 0, ""))
        return spans[index] if index < len(spans) and spans[index][1] <= stop else None

    def match(self, text: str, at: int, stop: int) -> tuple[int, str] | None:
        """The document named exactly at `at`, as (end, number or name)."""
        found = self.search(text, at, stop)
        return (found[1], found[2]) if found and found[0] == at else None

    def _all(self, text: str) -> list[tuple[int, int, str]]:
        if self._text is not text:
            self._text, self._spans = text, self._find(text)
        return self._spans

    def _find(self, text: str) -> list[tuple[int, int, str]]:
        # "kỷ luật cán bộ, công chức" is not the Law on Cadres: a title begins with a capital
        numbers = [n for n in find_numbers(text, self.as_of) if text[n[0]].isupper() or text[n[0]].isdigit()]
        found = [self._with_kind(text, span) for span in numbers]
        found += [self._alias(text, match) for match in (self._aliases.finditer(text) if self._aliases else ())]
        found += [
            (match.start(), end, re.sub(r"\s+", " ", text[match.start() : end]))
            for match in _UNKNOWN_LAW.finditer(text)
            if (end := _name_end(match)) - match.start() > 6
        ]
        found += [(match.start(), match.end(), "Luật") for match in _THE_LAW.finditer(text)]
        found += [(match.start(), match.end(), "Hiến pháp") for match in _CONSTITUTION.finditer(text)]
        # a number goes before an alias, an alias before an unknown name that begins at the same place
        ranked = sorted(enumerate(found), key=lambda item: (item[1][0], -_certainty(item[1][2]), -item[1][1]))
        kept: list[tuple[int, int, str]] = []
        for _, span in ranked:
            if not kept or span[0] >= kept[-1][1]:
                kept.append(span)
        return kept

    def _with_kind(self, text: str, span: tuple[int, int, str]) -> tuple[int, int, str]:
        """The span with the words that introduce the number: "Luật Đất đai số 31/2024/QH15"."""
        start, end, number = span
        window = text[max(0, start - 160) : start]
        match = None
        for candidate in re.finditer(_KIND, window, re.IGNORECASE):
            said = _SAID.match(window, candidate.start())
            if said and _is_name(said["kind"], said["name"]):
                match = said
        if match:
            return max(0, start - 160) + match.start(), end, number
        prefix = re.search(r"(?<!\w)s[ốôóo]\s*:?\s*$", window, re.IGNORECASE)
        return (max(0, start - 160) + prefix.start(), end, number) if prefix else span

    def _alias(self, text: str, match: re.Match[str]) -> tuple[int, int, str]:
        number = self._numbers[_key(match[0])]
        year = re.compile(r"\s+(?:năm\s+)?((?:19|20)\d{2})(?![\w/])").match(text, match.end())
        if not year:
            return match.start(), match.end(), number
        same = f"/{year[1]}/" in number
        return match.start(), year.end(), number if same else re.sub(r"\s+", " ", text[match.start() : year.end()])


def _is_name(kind: str, name: str) -> bool:
    """Whether the words between "Luật" and a number are its name; old texts write it in lower case."""
    if _PLACE.search(name):
        return False
    lower_case_law = kind.lower().endswith(("luật", "lệnh")) and not _NOT_IN_A_NAME.search(name)
    return not name or name.lstrip()[:1].isupper() or lower_case_law


def _certainty(named: str) -> int:
    return 1 if "/" in named else 0


def _name_end(match: re.Match[str]) -> int:
    ends = _NAME_ENDS.search(match[0])
    return match.start() + (ends.start() if ends else len(match[0]))


def _key(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip().lower()
