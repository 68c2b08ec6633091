"""What one line could be the heading of. Whether it is, `divisions` and `sequence` decide."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import ProvisionKind as Kind

#: Vietnamese letters for character classes; a range "À-Ỹ" would hold small letters too.
CAPITALS = "A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
SMALL = CAPITALS.lower()
_ROMAN = r"[IVXLC]+"
_TAIL = r"(?P<separator>\s*[.:]|\s+[-–—]|)(?:\s+(?P<rest>\S.*)|)$"
_ARTICLE = re.compile(
    r"^(?:Điều|Điêu|Điểu|Điếu|Đièu|ĐIỀU|Diều)\s*(?P<number>\d+(?:\.[A-ZĐ\d]+){2,}[a-zđ]?|\d{1,4}[a-zđ]{0,2})"
    r"(?P<separator>\s*[.:]|\s+[-–—]|)\s*(?P<rest>.*)$",
    re.DOTALL,
)
_LAW_NAMES = r"(?:Nghị định|Nghị quyết|Luật|Bộ luật|Thông tư|Quyết định|Điều|Mục|Phụ lục|Chương|Khoản|Phần)\b"
_CLAUSE = re.compile(
    rf"^(?P<number>\d{{1,3}}[a-zđ]?)(?:\s?\.(?!\d)|,(?=\s[{CAPITALS}])(?!\s{_LAW_NAMES}))\s*(?P<rest>\S.*)?$",
    re.DOTALL,
)
_DECIMAL = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?P<rest>\S.*)$", re.DOTALL)
_POINT = re.compile(r"^(?P<number>[a-zđ])\s?\)\s*(?P<rest>.*)$", re.DOTALL)
_SUBPOINT = re.compile(r"^(?P<number>[a-zđ](?:\.?\d{1,2}|l))\s?[).]\s*(?P<rest>\S.*)$", re.DOTALL)
_LETTER = re.compile(rf"^(?P<number>[A-HĐK])\s?[.]\s+(?P<rest>[{CAPITALS}].*)$", re.DOTALL)
_NUMERAL = re.compile(r"^(?P<number>[IVX]+(?:\.\d{1,2})*)\s?[.]\s+(?P<rest>\S.*)$", re.DOTALL)
_LARGE = {
    Kind.CHAPTER: re.compile(rf"^(?:Chương|CHƯƠNG|Chuơng)\s+(?P<number>{_ROMAN}[a-z]?|\d+)(?!\w){_TAIL}", re.DOTALL),
    Kind.SECTION: re.compile(rf"^(?:Mục|MỤC)\s+(?P<number>\d+[a-zđ]?|{_ROMAN})(?!\w){_TAIL}", re.DOTALL),
    Kind.SUBSECTION: re.compile(
        rf"^(?:Tiểu mục|TIỂU MỤC)\s+(?P<number>\d+(?:\.\d+)?|{_ROMAN})(?!\w){_TAIL}", re.DOTALL
    ),
    Kind.PART: re.compile(
        rf"^(?:Phần|PHẦN)\s+(?P<number>(?:thứ\s+|THỨ\s+)?(?:{_ROMAN}|\d+|nhất|NHẤT|hai|HAI|ba|BA|tư|TƯ|bốn|BỐN|"
        rf"năm|NĂM|sáu|SÁU|bảy|BẢY|tám|TÁM|chín|CHÍN|mười|MƯỜI))(?!\w){_TAIL}",
        re.DOTALL,
    ),
    Kind.APPENDIX: re.compile(
        rf"^(?:PHỤC? LỤC|Phục? lục|PHỤ LUC)(?:\s+(?:số\s+|SỐ\s+)?"
        rf"(?P<number>(?:{_ROMAN}|\d+)[a-zđ]?(?:\.\d+)*|[A-Z]))?(?!\w){_TAIL}",
        re.DOTALL,
    ),
    Kind.FORM: re.compile(
        rf"^(?:Mẫu|MẪU|Biểu mẫu|BIỂU MẪU)\s+(?:số\s*:?\s*|SỐ\s*:?\s*)?"
        rf"(?P<number>\d{{1,3}}[a-zđ]?(?:[./-]\w{{1,6}})*|{_ROMAN})(?!\w){_TAIL}",
        re.DOTALL,
    ),
}
_LAW_WORD = re.compile(
    r"(?:Nghị định|Nghị quyết|Luật|Bộ luật|Thông tư|Quyết định|Hiến pháp|Pháp lệnh|Quy chế này|Quy định này|"
    r"Phụ lục|Chương)"
    r"(?:\s|$)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line read as a heading: `number` as printed, `rest` what follows the number and its separator."""

    kind: Kind
    number: str
    rest: str = ""
    style: str = ""  # "letter", "roman" or "decimal" for the informal levels of appendices


def large_mark(text: str) -> Mark | None:
    """Part, chapter, section, subsection, appendix or form that `text` could be the heading of."""
    if text[:1] not in "PpCcMmTtB" or "|" in text:
        return None
    for kind, pattern in _LARGE.items():
        match = pattern.match(text)
        if match and _titled(match["separator"], match["rest"] or ""):
            return Mark(kind, match["number"] or "", (match["rest"] or "").strip())
    return None


def article_mark(text: str) -> Mark | None:
    """The article whose heading `text` could be; a reference ("Điều 5 Nghị định này") is none."""
    match = _ARTICLE.match(text)
    if not match:
        return None
    rest = match["rest"].strip()
    if not match["separator"] and rest and (not rest[0].isupper() or _LAW_WORD.match(rest)):
        return None
    return Mark(Kind.ARTICLE, match["number"], rest)


def small_mark(text: str) -> Mark | None:
    """Clause, point or subpoint that `text` could begin."""
    if "|" in text[:12]:
        return None
    for kind, pattern in ((Kind.CLAUSE, _CLAUSE), (Kind.POINT, _POINT), (Kind.SUBPOINT, _SUBPOINT)):
        match = pattern.match(text)
        if match:
            number = match["number"]
            number = number[0] + "1" if len(number) == 2 and number[1] == "l" else number  # OCR: "al)"
            return Mark(kind, number, (match["rest"] or "").strip())
    return None


def informal_mark(text: str) -> Mark | None:
    """What appendices and official letters are divided by: "A.", "II.", "II.1.", "1.1."."""
    if "|" in text[:12]:
        return None
    for style, pattern in (("roman", _NUMERAL), ("letter", _LETTER), ("decimal", _DECIMAL)):
        match = pattern.match(text)
        if not match:
            continue
        if style == "decimal":
            return Mark(Kind.CLAUSE, match["number"], match["rest"], style)
        kind = Kind.SUBSECTION if "." in match["number"] else Kind.SECTION
        return Mark(kind, match["number"], match["rest"], style)
    return None


def is_heading(text: str) -> bool:
    """Whether `text` could begin any numbered unit."""
    return bool(article_mark(text) or large_mark(text) or small_mark(text))


def is_capitals(text: str) -> bool:
    """Whether all letters of `text` are capitals and there are at least two."""
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 1 and not any(sign.islower() for sign in letters)


def _titled(separator: str, rest: str) -> bool:
    """Whether what follows the number can be a title, not a sentence that goes on ("Mục 1 Chương II …")."""
    rest = rest.strip()
    if not rest or is_capitals(rest):
        return True
    if rest.startswith("("):
        return True
    return bool(separator.strip()) and rest[0].isupper()
