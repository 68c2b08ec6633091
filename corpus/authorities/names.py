"""Naming authorities in a text: which body, at which level (`roles` says what each does there).

"Chủ tịch Ủy ban nhân dân cấp xã" is one name; the "Ủy ban nhân dân" inside it is not a mention of its own, and
neither is the "Ủy ban nhân dân" of "cơ quan chuyên môn thuộc Ủy ban nhân dân cấp tỉnh".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, cast

import regex

from corpus.authorities.capitals import CAPITALS
from corpus.authorities.model import Authority, Level
from corpus.authorities.terms import (
    FIELD_BODIES,
    FIELD_TITLES,
    FIELDS,
    GENERIC,
    LEVEL_NAMES,
    NAMES,
    RELATIVE_LEVELS,
    UNITS,
)
from corpus.authorities.words import fold, one_line

# Not inside another word, nor in a document's number: "15/2025/QĐ-TTg".
_LETTER_BEFORE, _LETTER_AFTER = r"(?<![\p{L}\p{N}])(?<!/\p{L}{2,5}-)", r"(?![\p{L}\p{N}])"


def _blanks(pattern: str) -> str:
    return pattern.replace(" ", r"\s+").replace(r"\s+?", r"\s*")


_UNIT = "(?:" + "|".join(_blanks(unit) for unit, _ in UNITS) + r")(?!\s+hội\b)" + _LETTER_AFTER
_JOIN = r"(?:\s*,\s*(?:và\s+|hoặc\s+)?|\s+và\s+|\s+hoặc\s+|\s*/\s*)"
_RELATIVE = "(?:" + "|".join(map(_blanks, RELATIVE_LEVELS)) + ")" + _LETTER_AFTER
# "cấp xã", "xã, phường, đặc khu", "cấp tỉnh, cấp xã", "các tỉnh, thành phố", "cùng cấp".
LEVELS = rf"(?:{_RELATIVE}|(?:các\s+|ở\s+|của\s+)?(?:cấp\s+)?{_UNIT}(?:{_JOIN}(?:cấp\s+)?{_UNIT})*)"
_UNIT_NAMES = regex.compile("|".join(_blanks(unit) for unit, _ in UNITS))
_LEVEL_OF = dict(UNITS)

_FIELD = "(?:" + "|".join(_blanks(field) for field in FIELDS) + ")" + _LETTER_AFTER
# Not "cơ sở y tế", "trụ sở công an", "cán bộ tư pháp", "văn phòng công chứng".
_OWN_WORD = r"(?<!(?:nội|cán|toàn|đồng)\s+)bộ|(?<!(?:cơ|trụ)\s+)sở|(?<!(?:văn|quốc|dự|đề)\s+)phòng"
_FIELD_NAME = (
    rf"(?P<title>(?:{'|'.join(map(_blanks, FIELD_TITLES))})\s+)?(?:các\s+)?(?P<body>{_OWN_WORD})\s+(?P<field>{_FIELD})"
)
# "cơ quan quản lý nhà ở cấp tỉnh", "cơ quan đăng ký cư trú", "cơ quan cấp giấy phép": named by their task.
_TASK_BODY = (
    r"cơ\s+quan\s+(?:có\s+chức\s+năng\s+)?(?:quản\s+lý|chuyên\s+ngành|đăng\s+ký"
    r"|cấp\s+giấy)(?:\s+(?!cấp\s)\p{L}+){1,7}?(?=\s+cấp\s+(?:tỉnh|xã|huyện))"
)
# "do cấp xã thực hiện": a tier alone acts where a sentence or its agent begins; not in "quy hoạch cấp xã".
_TIER = (
    r"(?:chính\s+quyền\s+(?:địa\s+phương\s+)?(?:ở\s+)?"
    r"|(?<=(?:^|[.,;:(\n“-]|(?<!\p{L})(?:do|cho|về|sang|thuộc|của|và|hoặc|thì|là|ở|xuống|lên|nay|còn|hỏi|hay))\s*)(?:ở\s+)?)"
    r"cấp\s+(?=(?:xã|tỉnh|huyện)" + _LETTER_AFTER + ")"
)


def _alternative(index: int) -> str:
    name = NAMES[index]
    level = rf"(?:\s+(?:của\s+|ở\s+|thuộc\s+)?(?P<l{index}>{LEVELS}))?" if name.levelled else ""
    return rf"|(?P<n{index}>{_blanks(name.pattern)}{_LETTER_AFTER}{level})"


_NAMED = regex.compile(
    _LETTER_BEFORE
    + rf"(?:(?P<generic>{_blanks(GENERIC)}(?:\s+(?P<glevel>{LEVELS}))?)"
    + "".join(_alternative(i) for i in range(len(NAMES)))
    + rf"|(?P<task>{_TASK_BODY}(?:\s+(?P<tlevel>{LEVELS})))"
    + rf"|(?P<ministry>{_FIELD_NAME}(?:\s+(?:cấp\s+)?(?P<mlevel>tỉnh|xã|huyện|phường|quận)(?!\p{{L}}))?)"
    + r"|(?P<ministers>bộ\s+trưởng|thủ\s+trưởng\s+cơ\s+quan)(?![\p{L}])"
    + rf"|(?P<tier>{_TIER}(?P<tierlevel>{LEVELS}))"
    + ")"
)


# The first three letters of all that `_NAMED` can find (derived from it in tests/test_authority_beginnings.py):
# looked for alone they leave a tenth of the places at which its hundred alternatives need be tried.
BEGINNINGS = (
    "ban|bộ |bộ,|chi|chá|chí|chủ|ct |các|côn|cơ |cấp|giá|hiệ|hđn|hội|kho|lãn|mtt|"
    "mặt|ngâ|ngư|phò|phó|quố|quỹ|sở |tan|tha|thu|thà|thư|thủ|thứ|tru|trư|ttg|tòa|tổ |tổn|u.b|ub |ubm|ubn|"
    "ubt|việ|vks|vpđ|văn|đơn|đại|đản|ở  |ở c|ủy "
)
_BEGINNING = re.compile(r"(?<![^\W_])(?=" + BEGINNINGS.replace(".", r"\.") + ")")


class _Span(NamedTuple):
    start: int
    end: int
    body: str
    levels: str  # as written, folded; "" = none
    home: str


@lru_cache(maxsize=2048)
def name_authorities(text: str) -> tuple[Authority, ...]:
    """Authorities in `text` (NFC) in text order, all with the role "mention"; generic names left out."""
    spans = [s for s in _spans(text) if s.body]
    found = [a for s in spans for a in _expand(s)]
    return tuple(_resolve_relative(_share_levels(found, fold(text))))


@lru_cache(maxsize=20_000)
def without_authorities(text: str, instead: str = " ") -> str:
    """A text (NFC) with `instead` in the place of each authority that it names."""
    rest = text
    for authority in reversed(name_authorities(text)):
        rest = f"{rest[: authority.start]}{instead}{rest[authority.end :]}"
    return rest


@lru_cache(maxsize=2048)
def generic_levels(text: str) -> tuple[tuple[int, int, str], ...]:
    """Levels in names that leave the authority open: "cơ quan, người có thẩm quyền cấp tỉnh" → "tỉnh"."""
    found = []
    for m in _named(fold(text)):
        if m["generic"] and m["glevel"]:
            found += [(m.start(), m.end(), level) for level, _ in levels_of(m["glevel"])]
    return tuple(found)


def levels_of(written: str) -> list[tuple[Level, str]]:
    """Levels that a level phrase names, with the unit where it is narrower than the level.

    >>> levels_of("xã, phường, đặc khu")
    [('xã', '')]
    """
    if regex.fullmatch(_RELATIVE, written):
        shared = "các cấp" if regex.match(r"các|hai|02", written) else "cùng cấp"
        return [(cast(Level, shared), "")]
    units = [one_line(m.group()) for m in _UNIT_NAMES.finditer(written)]
    if "huyện" in units or "quận" in units or "thị xã" in units:
        units = ["huyện" if u == "thành phố" else u for u in units]
    found: dict[Level, list[str]] = {}
    for unit in units:
        found.setdefault(cast(Level, _LEVEL_OF[unit]), []).append(unit)
    generic = "cấp" in written
    return [(lv, us[0] if len(us) == 1 and us[0] != lv and not generic else "") for lv, us in found.items()]


# Committees and councils are there at every tier; without it nobody knows who is meant.
_TIERED = regex.compile(r"(?:(?:phó )?chủ tịch |(?:ban )?thường trực )?(?:ủy ban|hội đồng) nhân dân", regex.IGNORECASE)


def is_untiered(canonical: str) -> bool:
    """True for a canonical name that leaves the tier open: "Chủ tịch Ủy ban nhân dân"."""
    return bool(_TIERED.fullmatch(canonical))


def in_full(text: str, authority: Authority) -> str:
    """The name as `text` (NFC) narrows it: to one kind of commune unit, to the task of a specialised agency.

    >>> written = "Cơ quan chuyên môn về xây dựng thuộc Ủy ban nhân dân cấp xã thẩm định"
    >>> in_full(written, name_authorities(written)[0])
    'Cơ quan chuyên môn về xây dựng thuộc Ủy ban nhân dân cấp xã'
    """
    if authority.level == "xã" and authority.unit in {"phường", "đặc khu"}:
        return f"{authority.canonical.removesuffix('cấp xã')}{authority.unit}"
    written = one_line(text[authority.start : authority.end])
    if CAPITALS.fullmatch(written) and written.lower() == authority.canonical.lower():
        return written  # an agency that is in no list: its capitals are known from the text alone
    if not authority.body.startswith("cơ quan chuyên môn") or len(written) <= len(authority.canonical):
        return authority.canonical
    return written[:1].upper() + written[1:]


def display(body: str, level: str) -> str:
    """The name as the law writes it: "Chủ tịch Ủy ban nhân dân cấp xã"."""
    name = body[:1].upper() + body[1:]
    for part in _CAPITAL_PARTS:
        name = name.replace(" " + part, " " + part[:1].upper() + part[1:])
    name = name.replace("tổ quốc", "Tổ quốc").replace("Việt nam", "Việt Nam").replace("hàng nhà nước", "hàng Nhà nước")
    if field := _FIELD_PART.search(name):
        capitals = _FIELD_START.sub(lambda m: m.group().upper(), field.group())
        name = f"{name[: field.start()]}{capitals}{name[field.end() :]}"
    name = _HEADED.sub(lambda m: m.group().capitalize(), name)
    return f"{name} {LEVEL_NAMES[level]}" if level in LEVEL_NAMES and not _has_home(body) else name


_HEADED = regex.compile(r"(?<=(?:trưởng|đốc|tra|phòng) )(?:bộ|sở|phòng|cục|chi cục|tổng cục)(?= )")
# Parts of names that keep their capital inside a longer name.
_CAPITAL_PARTS = (
    "ủy ban nhân dân",
    "ủy ban mặt trận",
    "hội đồng nhân dân",
    "mặt trận tổ quốc",
    "thường vụ quốc hội",
    "tôn giáo chính phủ",
    "chính phủ",
    "quốc hội",
    "việt nam",
)
_FIELD_START = regex.compile(r"^\p{Ll}|(?<=, | và | - )\p{Ll}")  # "Văn hóa, Thể thao và Du lịch"
_FIELD_PART = regex.compile(
    r"(?<=(?:^|\s)(?:[Bb]ộ|[Ss]ở|[Pp]hòng|[Cc]ục|[Vv]ụ) )(?!trưởng"
    r"|đăng ký)\p{Ll}[\p{L} ,-]+$"
)


def _has_home(body: str) -> bool:
    return bool(regex.search(r"(?:^|\s)(?:bộ|sở)\s", body)) or body in _HOMES


_HOMES = {name.body for name in NAMES if name.home}


def _spans(text: str) -> list[_Span]:
    folded = fold(text)
    found = [span for m in _named(folded) if (span := _read(m)) is not None]
    taken = [(s.start, s.end) for s in found]
    for m in CAPITALS.finditer(text):
        if not any(start < m.end() and m.start() < end for start, end in taken):
            found.append(_Span(m.start(), m.end(), one_line(m.group()).lower(), "", ""))
    return sorted(found)


def _named(folded: str) -> Iterator[regex.Match[str]]:
    """What `_NAMED.finditer` would find, in a tenth of the time."""
    end = 0
    for beginning in _BEGINNING.finditer(folded):
        if beginning.start() >= end and (m := _NAMED.match(folded, beginning.start())):
            end = m.end()
            yield m


def _read(m: regex.Match[str]) -> _Span | None:
    groups = m.capturesdict()
    if m["generic"]:
        return _Span(m.start(), m.end(), "", m["glevel"] or "", "")
    if m["tier"]:
        return _Span(m.start(), m.end(), "chính quyền", "cấp " + m["tierlevel"], "")
    if m["task"]:
        body = one_line(m["task"][: m.start("tlevel") - m.start("task")])
        return _Span(m.start(), m.end(), body, m["tlevel"], "")
    if m["ministers"]:
        return _Span(m.start(), m.end(), one_line(m["ministers"]), "", "trung ương")
    if m["ministry"]:
        return _ministry(m)
    index = next(i for i in range(len(NAMES)) if groups.get(f"n{i}"))
    name = NAMES[index]
    levels = (m[f"l{index}"] or "") if name.levelled else ""
    return _Span(m.start(), m.end(), name.body, one_line(levels), name.home)


def _ministry(m: regex.Match[str]) -> _Span:
    field = one_line(m["field"])
    title = one_line(m["title"] or "")
    written = f"cấp {m['mlevel']}" if m["mlevel"] else ""
    home = dict(FIELD_BODIES)[m["body"]] if not written and m["body"] != "phòng" else ""
    return _Span(m.start(), m.end(), f"{title} {m['body']} {field}".strip(), written, home)


def _expand(span: _Span) -> list[Authority]:
    levels = levels_of(span.levels) if span.levels else [(cast(Level, span.home), "")]
    return [
        Authority(span.start, span.end, display(span.body, level), span.body, level, unit=unit)
        for level, unit in levels
    ]


def _share_levels(found: list[Authority], folded: str) -> list[Authority]:
    """ "Ủy ban nhân dân, Chủ tịch Ủy ban nhân dân cấp xã": the first takes the level of the second."""
    levelled = {name.body for name in NAMES if name.levelled}
    result = list(found)
    for (i, left), (_, right) in reversed(list(pairwise(enumerate(result)))):
        right = result[i + 1]
        between = folded[left.end : right.start]
        if (
            left.level == ""
            and right.level
            and left.body in levelled
            and regex.fullmatch(r"\s*(?:,|và|hoặc|hay|/)\s*", between)
        ):
            result[i] = replace(left, level=right.level, canonical=display(left.body, right.level), unit=right.unit)
    return result


def _resolve_relative(found: list[Authority]) -> list[Authority]:
    """ "Ủy ban nhân dân cấp tỉnh trình Hội đồng nhân dân cùng cấp": the same level as the one named before."""
    last: Level = ""
    result = []
    for authority in found:
        if authority.level == "cùng cấp" and last:
            authority = replace(authority, level=last, canonical=display(authority.body, last))
        elif authority.level in {"xã", "tỉnh", "huyện"} and not _has_home(authority.body):
            last = authority.level
        result.append(authority)
    return result
