"""One chain of a citation: the run of units, separators, parentheses and documents that shares its outer part.

Units are read from the inside out. A unit that follows without a separator holds the places before it that are
smaller ("điểm b" + "khoản 1" + "Điều 136"); one that follows a separator begins a place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.citation_words import (
    DOCUMENT_SELF,
    JOIN,
    LEVEL,
    PARENTHESIS,
    RANGE,
    SEPARATOR,
    TRU,
    UNIT_RANK,
    Names,
    bare_value,
    value_at,
)
from corpus.model import Target

THIS = "này"  # value of a unit named as "khoản này", "Điều này"
ALPHABET = "abcdđeghiklmnopqrstuvxy"
_APPENDIX_UNITS = {"point", "clause", "section", "subsection", "content", "part", "form", "subpoint"}
_FIELDS = ("part", "chapter", "section", "appendix", "article", "clause", "point", "subpoint")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that a text names, with the span of its own words.

    `own`: the phrase says "Nghị định này" and the like; then `target.document` is None. A unit named as "khoản
    này" has the value `THIS`. `exceptions` are carved out ("Điều 5, trừ khoản 3").
    """

    start: int
    end: int
    target: Target
    own: bool = False
    exceptions: tuple[Mention, ...] = ()


@dataclass(slots=True)
class _Place:
    """A place under construction: units named so far, smallest first."""

    start: int
    end: int
    units: dict[str, str]
    top: str  # largest unit so far
    document: str | None = None
    own: bool = False
    closed: bool = False  # its document is named
    exception: bool = False
    piece: str = ""

    def is_here(self) -> bool:  # its largest unit is named as "này"
        return self.units.get(self.top) == THIS


def expand(unit: str, first: str, last: str) -> list[str]:
    """Values from `first` to `last` inclusive; [first, last] where the row is unknown.

    >>> expand("point", "c", "e")
    ['c', 'd', 'đ', 'e']
    """
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) < 200:
        width = len(first) if first.startswith("0") else 0
        return [str(value).zfill(width) for value in range(int(first), int(last) + 1)]
    if unit == "point" and first in ALPHABET and last in ALPHABET and ALPHABET.index(first) < ALPHABET.index(last):
        return list(ALPHABET[ALPHABET.index(first) : ALPHABET.index(last) + 1])
    return [first, last]


@dataclass
class Chain:
    """Reads one chain; `mentions` and `end` are valid after `read`."""

    text: str
    at: int
    stop: int
    names: Names
    places: list[_Place] = field(default_factory=list)
    parentheses: list[tuple[int, int]] = field(default_factory=list)
    last_unit: str = ""
    excepting: bool = False
    end: int = 0
    mentions: list[Mention] = field(default_factory=list)

    def read(self) -> Chain:
        self.end = self.at
        if self._element(self.at, ""):
            while self._next():
                pass
        self.mentions = list(self._finish())
        return self

    def _next(self) -> bool:
        """Read a gap and the element after it; False, with nothing read, where the chain ends."""
        at, skipped = self.end, None
        parenthesis = PARENTHESIS.match(self.text, at, self.stop)
        if parenthesis:
            skipped, at = (parenthesis.start(), parenthesis.end()), parenthesis.end()
        for kind, pattern in (("except", TRU), ("range", RANGE), ("join", JOIN), ("list", SEPARATOR)):
            gap = pattern.match(self.text, at, self.stop)
            if not gap:
                continue
            before = self.excepting
            self.excepting = self.excepting or kind == "except"
            word = "and" if kind == "list" and re.search(r"\w|;", gap[0]) else kind
            if self._element(gap.end(), word, semicolon=";" in gap[0]):
                if skipped:
                    self.parentheses.append(skipped)
                return True
            self.excepting = before
        return False

    def _element(self, at: int, gap: str, semicolon: bool = False) -> bool:
        return (
            self._document_self(at, gap)
            or self._unit(at, gap, semicolon)
            or self._bare(at, gap)
            or self._document(at, gap)
        )

    def _document_self(self, at: int, gap: str) -> bool:
        match = DOCUMENT_SELF.match(self.text, at, self.stop)
        if match and gap == "join" and self.places and self.places[-1].document:
            return False  # "Luật A đã được sửa đổi tại khoản 9 Điều 14 của Luật này": what amends A is of this text
        if match:
            self._close(None, True, at, match.end(), gap)
        return bool(match)

    def _document(self, at: int, gap: str) -> bool:
        found = self.names.match(self.text, at, self.stop)
        if not found or gap == "range":
            return False
        end, document = found
        self._close(document, False, at, end, gap)
        return True

    def _close(self, document: str | None, own: bool, at: int, end: int, gap: str) -> None:
        """Give the document to the places that wait for one, or make it a place of its own."""
        waiting = [place for place in self.places if not place.closed]
        if not waiting or gap == "and":
            self.places.append(_Place(at, end, {}, "document"))
            waiting = [self.places[-1]]
        for place in waiting:
            place.closed = True
            if not place.is_here():  # "khoản 1 Điều này và Điều 5 Luật A": only article 5 is of law A
                place.document, place.own = document, own
        self.places[-1].end = end
        self.end, self.last_unit = end, ""

    def _unit(self, at: int, gap: str, semicolon: bool) -> bool:
        match = LEVEL.match(self.text, at, self.stop)
        if not match:
            return False
        unit = UNIT_RANK.unit(match["word"])
        if match["this"]:
            value, end = THIS, match.end()
        else:
            found = value_at(self.text, match.end(), unit, self.stop)
            if not found:
                return False
            value, end = found
        piece = re.sub(r"\s+", " ", match["piece"] or "").lower()
        at = match.start("piece") if match["piece"] else match.start("word")
        if gap == "range" and not (self.last_unit == unit and self._stretch(unit, value, at, end)):
            return False
        if gap != "range":
            self._put(unit, value, at, end, gap, piece, semicolon)
        self.end, self.last_unit = end, unit
        return True

    def _bare(self, at: int, gap: str) -> bool:
        """A further number of the same unit: "các Điều 16, 17 và 24"."""
        if not self.last_unit or gap not in ("list", "and", "range", "except"):
            return False
        found = bare_value(self.text, at, self.last_unit, self.stop)
        if not found:
            return False
        value, end = found
        if gap == "range":
            if not self._stretch(self.last_unit, value, at, end):
                return False
        else:
            self.places.append(_Place(at, end, {self.last_unit: value}, self.last_unit, exception=self.excepting))
        self.end = end
        return True

    def _stretch(self, unit: str, last: str, at: int, end: int) -> bool:
        """Add the places between the last one and `last`."""
        place = self.places[-1] if self.places else None
        if place is None or place.top != unit or place.closed:
            return False
        first = place.units[unit]
        if first == last:
            return False
        for value in expand(unit, first, last)[1:]:
            units = {**place.units, unit: value}
            self.places.append(_Place(place.start, end, units, unit, exception=place.exception))
        place.end = end
        return True

    def _put(self, unit: str, value: str, at: int, end: int, gap: str, piece: str, semicolon: bool) -> None:
        """A unit that holds the places before it, belongs to the last one, or begins a place of its own."""
        if semicolon and self.excepting and self._leaves_exception(unit):
            self.excepting = False
        holders = self._held_by(unit, gap) if not piece else []
        for place in holders:
            place.units[unit] = value
            if UNIT_RANK[unit] > UNIT_RANK[place.top]:
                place.top = unit
        if holders:
            self.places[-1].end = end
        else:
            place = _Place(at, end, {unit: value}, unit, exception=self.excepting, piece=piece)
            self.places.append(place)

    def _leaves_exception(self, unit: str) -> bool:
        base = next((place for place in reversed(self.places) if not place.exception), None)
        return base is not None and UNIT_RANK[unit] >= UNIT_RANK[base.top]

    def _held_by(self, unit: str, gap: str) -> list[_Place]:
        """The places before that `unit` completes."""
        if not self.places or self.places[-1].closed or gap in ("", "except"):
            return []
        last = self.places[-1]
        if gap in ("list", "and"):
            of_section = unit == "section" and "." in last.units.get("clause", "")  # "khoản A.II, B.I, mục 1 Phụ lục I"
            needs = UNIT_RANK[unit] > UNIT_RANK[last.top] and gap == "list"
            needs = needs and (unit in ("clause", "article") or of_section)
            if not needs or last.top not in ("subpoint", "point", "clause"):
                return []
        open_places = [p for p in self.places if not p.closed and p.exception == last.exception and not p.is_here()]
        if UNIT_RANK[unit] > UNIT_RANK[last.top]:
            smaller = [place for place in open_places if UNIT_RANK[place.top] < UNIT_RANK[unit]]
            return [place for place in smaller if _may_hold(unit, place)]
        return [place for place in open_places if list(place.units) == list(last.units) and unit not in place.units]

    def _finish(self) -> Iterator[Mention]:
        """Mentions of the places, each with the words up to the next place, exceptions at their base."""
        for place, following in pairwise(self.places):
            if place.end > following.start > place.start:
                place.end = following.start
        bases: list[tuple[_Place, list[_Place]]] = []
        for place in self.places:
            if place.exception and bases:
                bases[-1][1].append(place)
            elif _is_named(place):
                bases.append((place, []))
        for place, exceptions in bases:
            inner = [_mention(self.text, _within(exception, place)) for exception in exceptions]
            yield replace(_mention(self.text, place), exceptions=tuple(inner))


def _may_hold(unit: str, place: _Place) -> bool:
    """Whether `unit` can be an outer unit of `place`: an appendix holds no articles, an article no sections."""
    if unit in ("appendix", "form", "content"):
        return set(place.units) <= _APPENDIX_UNITS
    if unit in ("section", "part", "subsection"):
        return "article" not in place.units
    return unit not in place.units


def _within(exception: _Place, base: _Place) -> _Place:
    """The exception with the outer units of its base ("Điều 5, trừ khoản 3": clause 3 of article 5)."""
    outer = {
        unit: value
        for unit, value in base.units.items()
        if UNIT_RANK[unit] > UNIT_RANK[exception.top] and unit not in exception.units
    }
    document = exception.document if exception.closed else base.document
    return replace(exception, units={**exception.units, **outer}, document=document, own=exception.own or base.own)


def _is_named(place: _Place) -> bool:
    """Whether the place is more than a stray word: "mục 2" or "điểm 9" alone names nothing."""
    if place.closed or place.piece:
        return True
    units = set(place.units)
    if units == {"point"}:
        return not place.units["point"].isdigit()
    return bool(units - {"section", "subsection", "part", "content", "subpoint"})


def _mention(text: str, place: _Place) -> Mention:
    others = [place.piece] if place.piece else []
    others += [f"Mẫu số {place.units['form']}"] if "form" in place.units else []
    others += [f"Tiểu mục {place.units['subsection']}"] if "subsection" in place.units else []
    others += [f"nội dung {place.units['content']}"] if "content" in place.units else []
    named: Mapping[str, str] = {unit: value for unit, value in place.units.items() if unit in _FIELDS}
    target = Target(document=place.document, other=" ".join(others) or None, **named)
    end = place.start + len(text[place.start : place.end].rstrip(" ,;\n\t"))
    end = place.start + len(re.sub(r"(?:[\s,;]|\b(?:và|hoặc|các|trừ)\b)+$", "", text[place.start : end]))
    return Mention(place.start, end, target, place.own)
