"""Numbers of a claim: counts, durations, money, percentages, areas, in figures or in words.

"02" is "hai", "20.000.000 đồng" is "20 triệu đồng", "1 ha" is "10.000 m2"; but 15 ngày is not 15 ngày làm việc,
30 ngày is not 1 tháng, "không quá 02" is not "ít nhất 02", and an average of 2,5 is not 2,5 for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import regex

from assistant.verify.claim import Claim
from assistant.verify.dates import find_dates
from assistant.verify.model import Finding
from assistant.verify.passage import Part, Passage
from assistant.verify.references import reference_spans
from assistant.verify.words import content
from corpus.authorities.words import one_line

NAME = "number"
# Another part with another figure covers this share of the claim, and so much more of it than the part with the
# claimed figure: the figure is the other matter's. Measured.
OTHERS_COVER = 0.6
OTHERS_LEAD = 0.3
NEAR_LEAD = 2  # so many more words before another figure of the same part than before the claimed one

_DIGITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_WORD = "(?:" + "|".join([*_DIGITS, "mười", "mươi", "trăm", "linh", "lẻ"]) + r")(?!\p{L})"
_FIGURE = r"(?<![\p{L}\d/.,-])\d+(?:\.\d{3})*(?:,\d+)?(?:\.\d{1,2})?(?![\d/])"
_SCALE = r"(?:\s*(?:trăm\s+)?(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\p{L}))"
_UNITS: tuple[tuple[str, str, Decimal], ...] = (
    ("ngày làm việc", "ngày làm việc", Decimal(1)),
    ("ngày", "ngày", Decimal(1)),
    ("tuần", "tuần", Decimal(1)),
    ("tháng", "tháng", Decimal(1)),
    ("quý", "quý", Decimal(1)),
    ("năm", "năm", Decimal(1)),
    ("giờ", "giờ", Decimal(1)),
    ("phút", "phút", Decimal(1)),
    ("phần trăm|%", "%", Decimal(1)),
    ("đồng|vnđ|vnd", "đồng", Decimal(1)),
    ("km2|km²|ki-lô-mét vuông|ki lô mét vuông", "m2", Decimal(10**6)),
    ("m2|m²|mét vuông", "m2", Decimal(1)),
    ("ha|héc ta|hecta|héc-ta", "m2", Decimal(10**4)),
    ("m3|m³|mét khối", "m3", Decimal(1)),
    ("km|ki lô mét|ki-lô-mét|cây số", "m", Decimal(1000)),
    ("m|mét", "m", Decimal(1)),
    ("tấn", "kg", Decimal(1000)),
    ("kg|ki lô gam|ki-lô-gam", "kg", Decimal(1)),
    ("lít", "lít", Decimal(1)),
)
_DURATIONS = frozenset({"ngày làm việc", "ngày", "tuần", "tháng", "quý", "năm", "giờ", "phút"})
_UNIT = "|".join(
    f"(?P<u{i}>(?:{u.replace(' ', chr(92) + 's+')})(?![\\p{{L}}\\d]))" for i, (u, _, _) in enumerate(_UNITS)
)
# Nouns that officials count in words ("hai Phó Chủ tịch"); other nouns need figures to be read as counted.
_COUNTED = (
    r"(?:người|phó|bộ|bản|lần|cấp|thành\s+viên|đại\s+biểu|phòng|ban|cơ\s+quan|tầng|hộ|đơn\s+vị|ủy\s+viên"
    r"|nhiệm\s+kỳ|trường\s+hợp|điều\s+kiện|bước|phần\s+\p{L}+)"
)
_NUMBER_WORD = "(?:" + "|".join([*_DIGITS, "mười", "mươi", "trăm"]) + r")(?!\p{L})"
_NOUN = rf"(?!{_NUMBER_WORD})\p{{L}}+(?:\s+\p{{L}}+)?"
_QUANTITY = regex.compile(
    rf"(?P<figure>{_FIGURE})(?P<scale>{_SCALE})?(?:\s*(?:{_UNIT})|\s+(?P<noun>{_NOUN}))?"
    rf"|(?P<words>(?<!\p{{L}}){_WORD}(?:\s+{_WORD})*?)(?P<scale>{_SCALE})?\s+(?:(?:{_UNIT})|(?P<noun>{_NOUN}))"
)
_PARTS = {"hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5}
_FRACTION = regex.compile(
    r"(?<![\d/])(?P<a>\d{1,2})\s?/\s?(?P<b>\d{1,2})(?![\d/])|(?P<half>quá\s+nửa|một\s+nửa)"
    rf"|(?<!\p{{L}})(?P<wa>một|hai|ba|bốn)\s+phần\s+(?P<wb>{'|'.join(_PARTS)})(?!\p{{L}})"
)

_UPPER = regex.compile(
    r"(?:không\s+quá|tối\s+đa|không\s+vượt(?:\s+quá)?|không\s+lớn\s+hơn|nhiều\s+nhất|chậm\s+nhất|dưới|nhỏ\s+hơn"
    r"|ít\s+hơn|trong\s+thời\s+hạn|trong\s+vòng|trong\s+thời\s+gian|(?<!\p{L})đến)(?:\s+(?:là|có|đến"
    r"|không\s+quá))*\s*$"
)
_LOWER = regex.compile(
    r"(?:ít\s+nhất|tối\s+thiểu|không\s+dưới|không\s+ít\s+hơn|không\s+thấp\s+hơn|trên|hơn|lớn\s+hơn|vượt\s+quá"
    r"|(?<!\p{L})từ(?:\s+đủ)?|quá)(?:\s+(?:là|có))*\s*$"
)
_UPWARD = regex.compile(r"\s*(?:\p{L}+\s+){0,8}?trở\s+lên")
_AVERAGE = regex.compile(r"(?<!\p{L})(?:bình\s+quân|trung\s+bình)(?!\p{L})[^.;:\d]{0,40}$")
_DOWNWARD = regex.compile(r"\s*(?:\p{L}+\s+){0,8}?trở\s+xuống")


@dataclass(frozen=True, slots=True)
class Quantity:
    """`unit` "" = a count of `noun` (first syllables after it); `bound`: "upper", "lower", "" as written; `average`:
    told as one ("bình quân không quá 2,5").
    """

    start: int
    end: int
    value: Decimal
    unit: str
    noun: str
    bound: str
    average: bool = False


@lru_cache(maxsize=2048)
def find_quantities(folded: str) -> tuple[Quantity, ...]:
    """Quantities in text order; numbers of provisions, documents, dates and items are not among them."""
    taken = [*reference_spans(folded), *((d.start, d.end) for d in find_dates(folded))]
    taken += [m.span() for m in regex.finditer(r"(?:^|\n|;|·|›)\s*\d{1,3}[a-zđ]?[.)]", folded)]
    found = [q for m in _QUANTITY.finditer(folded) if (q := _read(m, folded, taken)) is not None]
    for m in _FRACTION.finditer(folded):
        if not _inside(m, taken):
            found = [q for q in found if not m.start() <= q.start < m.end()]
            found.append(Quantity(m.start(), m.end(), _fraction(m), "phần", "", _bound(folded, m.start(), m.end())))
    return tuple(sorted(found, key=lambda q: q.start))


def _fraction(m: regex.Match[str]) -> Decimal:
    if m["half"]:
        return Decimal(1) / 2
    if m["wa"]:
        return Decimal(_DIGITS[m["wa"]]) / _PARTS[m["wb"]]
    return Decimal(m["a"]) / max(Decimal(m["b"]), Decimal(1))


def _inside(m: regex.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(start < m.end() and m.start() < end for start, end in taken if start <= m.start() < end)


def _read(m: regex.Match[str], folded: str, taken: list[tuple[int, int]]) -> Quantity | None:
    if _inside(m, taken):
        return None
    index = next((i for i in range(len(_UNITS)) if m[f"u{i}"]), None)
    noun = one_line(m["noun"] or "")
    if m["words"] and not _is_counted(m, index, noun):
        return None
    value = _value(m["figure"]) if m["figure"] else Decimal(_words_value(m["words"].split()))
    for scale in (m["scale"] or "").split():
        value *= 100 if scale == "trăm" else _SCALES[scale]
    unit, factor = (_UNITS[index][1], _UNITS[index][2]) if index is not None else ("", Decimal(1))
    end = m.start("noun") if noun else m.end()
    bound = _bound(folded, m.start(), m.start("noun") if noun else m.end())
    average = bool(_AVERAGE.search(folded, max(0, m.start() - 60), m.start()))
    return Quantity(m.start(), end, value * factor, unit, noun, bound, average)


def _is_counted(m: regex.Match[str], index: int | None, noun: str) -> bool:
    words = m["words"].split()
    if m["scale"] and index is not None:
        return True
    if words[0] in {"mươi", "trăm", "linh", "lẻ", "tư", "mốt", "lăm"}:
        return False
    if index is not None:  # "năm" before a unit is five, after a number it is years
        return True
    return words != ["một"] and words != ["năm"] and bool(regex.match(_COUNTED, noun))


def _value(figure: str) -> Decimal:
    whole = regex.sub(r"\.(?=\d{3}(?:\D|$))", "", figure)
    return Decimal(whole.replace(",", "."))


def _words_value(words: list[str]) -> int:
    total = current = 0
    for word in words:
        if word in _DIGITS:
            current = current * 1 + _DIGITS[word] if total % 10 == 0 else current * 10 + _DIGITS[word]
        elif word == "mười":
            total, current = total + 10, 0
        elif word == "mươi":
            total, current = total + current * 10, 0
        elif word == "trăm":
            total, current = (total + current) * 100, 0
    return total + current


def _bound(folded: str, start: int, end: int) -> str:
    left, right = folded[max(0, start - 30) : start], folded[end : end + 60]
    if _UPWARD.match(right):
        return "lower"
    if _DOWNWARD.match(right) or _UPPER.search(left):
        return "upper"
    if regex.search(r"không\s+quá\s*$", left):
        return "upper"
    return "lower" if _LOWER.search(left) else ""


def check_quantities(claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    parts = [p for passage in passages for p in passage.parts]
    findings = []
    for quantity in find_quantities(claim.folded):
        reason = _reason(quantity, claim, parts)
        if reason:
            findings.append(Finding(NAME, "fail", reason, (quantity.start, quantity.end)))
    return findings


def _reason(quantity: Quantity, claim: Claim, parts: list[Part]) -> str:
    known = [(k, part) for part in parts for k in find_quantities(part.folded)]
    written = claim.text[quantity.start : quantity.end].strip() + (f" {quantity.noun}" if quantity.noun else "")
    same = [(k, part) for k, part in known if _equal(quantity, k)]
    if not same:
        others = [k for k, _ in known if k.unit == quantity.unit and (quantity.unit or _nouns_meet(k, quantity))]
        listed = ", ".join(dict.fromkeys(_plain(k) for k in others[:3]))
        return f"Căn cứ không có “{written}”" + (f" (căn cứ ghi {listed})." if listed else ".")
    if not any(_bounds_fit(quantity, k) for k, _ in same):
        return f"Căn cứ ghi mức khác cho “{written}” (tối đa, tối thiểu hay đúng bằng)."
    if all(k.average for k, _ in same) and not quantity.average:
        return f"Trong căn cứ, “{written}” là mức bình quân, không phải của từng trường hợp."
    return _misplaced(quantity, written, claim, parts, [part for _, part in same])


def _equal(mine: Quantity, theirs: Quantity) -> bool:
    if mine.value != theirs.value or mine.unit != theirs.unit:
        return False
    return bool(mine.unit) or not mine.noun or not theirs.noun or _nouns_meet(mine, theirs)


def _nouns_meet(mine: Quantity, theirs: Quantity) -> bool:
    return bool(mine.noun) and mine.noun.split()[0] == (theirs.noun.split() or [""])[0]


def _plain(quantity: Quantity) -> str:
    return f"{quantity.value.normalize():f} {quantity.unit or quantity.noun}".strip()


def _bounds_fit(mine: Quantity, theirs: Quantity) -> bool:
    if mine.bound == theirs.bound:
        return True
    if mine.unit in _DURATIONS:
        return {mine.bound, theirs.bound} != {"upper", "lower"} and mine.bound != "lower"
    return False


def _misplaced(quantity: Quantity, written: str, claim: Claim, parts: list[Part], holding: list[Part]) -> str:
    """The figure stands in the cited text, but for another matter, another authority or another limit."""
    rivals = [
        (k, p)
        for p in parts
        for k in find_quantities(p.folded)
        if _kind(k) == _kind(quantity) and not _equal(quantity, k) and _kind(k)
    ]
    other = [p for _, p in rivals if p not in holding]
    if _of_another_authority(quantity, claim, other, holding):
        return f"Trong căn cứ, “{written}” là mức của cơ quan, người khác."
    words = set(content(claim.folded[: quantity.start] + claim.folded[quantity.end :]))
    mine = max(len(words & set(p.words)) for p in holding)
    theirs = max((len(words & set(p.words)) for p in other), default=0)
    if theirs >= OTHERS_COVER * len(words) and theirs - mine >= max(2, OTHERS_LEAD * len(words)):
        return f"Trong căn cứ, “{written}” là của việc khác."
    beside = _beside(claim.folded, quantity)
    near = max(
        len(beside & _beside(p.folded, k)) for p in holding for k in find_quantities(p.folded) if _equal(quantity, k)
    )
    far = max((len(beside & _beside(p.folded, k)) for k, p in rivals if p in holding), default=0)
    return f"Trong căn cứ, “{written}” không phải là mức của việc này." if far - near >= NEAR_LEAD else ""


def _kind(quantity: Quantity) -> str:
    return "duration" if quantity.unit in _DURATIONS else quantity.unit


def _beside(folded: str, quantity: Quantity) -> frozenset[str]:
    """The content syllables just before a figure, up to the figure before it."""
    return frozenset(content(regex.split(r"\d", folded[max(0, quantity.start - 60) : quantity.start])[-1])[-6:])


def _of_another_authority(quantity: Quantity, claim: Claim, rivals: list[Part], holding: list[Part]) -> bool:
    """The claim's authority has a figure of its own in another part, and none in the parts with this figure."""
    acting = [m for m in claim.mentions if m.role == "holder"]
    before = [m for m in acting if m.authority.start < quantity.start] or acting
    if not before:
        return False
    name = before[-1].name
    return any(name in p.agents for p in rivals) and all(p.agents and name not in p.agents for p in holding)
