"""A second look at shown claims that shares nothing with `assistant.verify`: cruder, and blind in other places.

A claim passes when its quotes stand word for word in the indexed text of the cited provision, and every number, every
authority and every "không …" of it occurs in what it cites (own text, lead-in, the citation itself). Who plays which
role is not looked at; a number that the claim works out ("đến hết ngày 31/5" for "trước ngày 01/6") is a false alarm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from corpus.catalogue import Catalogue
from corpus.model import Validity
from corpus.payloads import JsonObject


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a provision in the index, with what leads to it; in force in [start, end)."""

    text: str
    lead: str = ""
    start: date | None = None
    end: date | None = None

    def in_force(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


class Texts(Protocol):
    """Where the indexed texts are looked up."""

    def passages(self, document: str, provision: str) -> Sequence[Passage]:
        """All texts of the provision and of what stands under it, whatever day they are of."""
        ...


class IndexedTexts:
    """The texts of one index generation."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def passages(self, document: str, provision: str) -> Sequence[Passage]:
        chunks = self._catalogue.chunks(self._catalogue.chunk_rows(document, provision))
        found = [Passage(c.text, c.context, c.validity.start, c.validity.end) for c in chunks]
        headed = provision.split("__")[-1].startswith(("sec_", "sub_"))
        return [*found, *self._heading(document, provision)] if headed else found

    def _heading(self, number: str, provision: str) -> list[Passage]:
        """A section's own words with its heading, which may be all it says; no text of the index has that."""
        document = self._catalogue.document(number)
        own = next((p for p in document.provisions if p.id == provision), None) if document else None
        if document is None or own is None:
            return []
        end = min((p.start for p in document.provisions if p.parent == provision), default=own.end)
        validity = self._catalogue.validity(number, provision) or Validity(None, None)
        return [Passage(document.text[own.start : end], "", validity.start, validity.end)]


def faults(claim: str, citations: Sequence[JsonObject], texts: Texts, day: date) -> tuple[str, ...]:
    """What a shown claim says that its citations do not bear out; empty if nothing. Vietnamese, for the report."""
    if not citations:
        return ("không dẫn căn cứ",)
    cited, found = [], []
    for citation in citations:
        passages = texts.passages(str(citation["document"]), str(citation["provision"]))
        places = [str(citation.get(name) or "") for name in ("document", "article", "clause", "point")]
        cited += [*(f"{p.lead}\n{p.text}" for p in passages), " ".join(places)]
        found += _quote_faults(citation, passages, day)
    return (*found, *statement_faults(claim, "\n".join(cited)))


def statement_faults(statement: str, source: str) -> tuple[str, ...]:
    """Numbers, authorities and negations of a statement that do not occur in `source`."""
    numbers = sorted(_numbers(statement) - _numbers(source))
    return (
        *(f"số {number} không có trong căn cứ" for number in numbers),
        *(f"“{name}” không có trong căn cứ" for name in sorted(_unnamed(statement, source))),
        *(f"“{denial}” không có trong căn cứ" for denial in _denials(statement, source)),
    )


def expired(citation: JsonObject, texts: Texts, day: date) -> bool:
    """True if no text of the cited provision with the quoted words is in force on the day."""
    passages = texts.passages(str(citation["document"]), str(citation["provision"]))
    return not _in_force(_plain(str(citation.get("quote") or "")), passages, day)


def _quote_faults(citation: JsonObject, passages: Sequence[Passage], day: date) -> list[str]:
    quote = _plain(str(citation.get("quote") or ""))
    if not passages:
        return [f"không có {citation['document']} {citation['provision']} trong kho"]
    if not quote or not any(quote in _plain(p.text) for p in passages):
        return ["câu trích không có nguyên văn trong điều khoản"]
    return [] if _in_force(quote, passages, day) else ["điều khoản được dẫn không có hiệu lực vào ngày hỏi"]


def _in_force(quote: str, passages: Sequence[Passage], day: date) -> bool:
    return any(p.in_force(day) for p in passages if quote in _plain(p.text))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


_NUMBER = re.compile(r"(?P<digits>\d+(?:[.,]\d+)*)(?:\s*(?P<unit>nghìn|ngàn|triệu|tỷ|tỉ)\b)?")
_UNITS = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")


def _numbers(text: str) -> set[str]:
    """Numbers by value: "05 ngày" gives 5, "01/7/2025" gives 1, 7 and 2025, "2 triệu" and "2.000.000" the same."""
    found = set()
    for match in _NUMBER.finditer(_plain(text)):
        digits = match["digits"]
        if _THOUSANDS.fullmatch(digits):
            digits = digits.replace(".", "")
        if match["unit"] and digits.count(",") + digits.count(".") <= 1:
            digits = f"{float(digits.replace(',', '.')) * _UNITS[match['unit']]:.0f}"
        found.add(digits.lstrip("0") or "0")
    return found


_DENIAL = re.compile(r"\b(?:không|chưa) \w+")


def _denials(statement: str, source: str) -> list[str]:
    """Negations of the statement whose words are not in the source: "không được", "chưa có"."""
    there = _plain(source)
    return [denial for denial in _DENIAL.findall(_plain(statement)) if denial not in there]


_SHORT = (("ubnd", "ủy ban nhân dân"), ("hđnd", "hội đồng nhân dân"), ("uỷ ban", "ủy ban"))
_LEVEL = (
    r"(?:\s+(?:của |thuộc |ở )?(?P<level>cấp (?:xã|tỉnh|huyện)|xã|phường|đặc khu|thị trấn|tỉnh|thành phố|huyện|quận))?"
)
_AUTHORITY = re.compile(
    r"\b(?P<body>(?:phó )?(?:chủ tịch |thường trực )?(?:ủy ban nhân dân|hội đồng nhân dân)|phó thủ tướng|thủ tướng"
    r"|(?:phó )?chủ tịch(?= (?:xã|phường|đặc khu|tỉnh|thành phố|huyện))|chính phủ(?! điện tử)|quốc hội"
    r"|(?:bộ trưởng )?bộ (?!phận|luật|trưởng|máy|đội|hồ sơ)\w+ \w+|(?:giám đốc )?sở (?!hữu|tại|dĩ|thích)\w+ \w+"
    r"|(?:trưởng )?phòng (?:văn hóa|kinh tế|tư pháp|tài chính|nội vụ|y tế)|(?:chi nhánh )?văn phòng đăng ký đất đai"
    r"|công an|tòa án(?: nhân dân)?|viện kiểm sát|thanh tra|trưởng (?:thôn|ấp|bản))" + _LEVEL
)
_TIERS = {"xã": "xã", "phường": "xã", "đặc khu": "xã", "thị trấn": "xã", "tỉnh": "tỉnh", "thành phố": "tỉnh",
          "huyện": "huyện", "quận": "huyện"}  # fmt: skip


def _unnamed(statement: str, source: str) -> set[str]:
    """Authorities of the statement, body and level, that the source does not name."""
    there = _authorities(source)
    bodies = {body for body, _ in there}
    missing = {(b, lv) for b, lv in _authorities(statement) if (b, lv) not in there and (lv or b not in bodies)}
    return {f"{body} cấp {level}" if level else body for body, level in missing}


def _authorities(text: str) -> set[tuple[str, str]]:
    plain = _plain(text)
    for short, long in _SHORT:
        plain = re.sub(rf"\b{short}\b", long, plain)
    found = set()
    for match in _AUTHORITY.finditer(plain):
        level = (match["level"] or "").removeprefix("cấp ")
        found.add((match["body"], _TIERS.get(level, level)))
    return found
