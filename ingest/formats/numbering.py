"""Automatic paragraph numbers of Word (`w:numPr`), resolved to what is printed: "1.", "a)", "Điều 5."."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LOWER = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: `text` with %1 … %9 for the counters, `kind` of digits, first value."""

    text: str
    kind: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document; `label` must be called once for each numbered paragraph, in document order."""

    levels: dict[str, dict[int, Level]]  # by numId
    abstract: dict[str, str]  # numId → abstract list, which holds the counters
    styles: dict[str, tuple[str, int]]  # paragraph style → (numId, level)
    overridden: dict[str, list[int]] = field(default_factory=dict)  # numId → levels that restart
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def label(self, paragraph: etree._Element) -> str:
        """The printed number of a paragraph, "" if it has none or only a bullet mark ("-" for bullets)."""
        return self.next_label(*self._list_of(paragraph))

    def next_label(self, number: str | None, level: int) -> str:
        """The next number of a list at a level, as printed."""
        if number is None or level not in self.levels.get(number, {}):
            return ""
        values = self._advance(number, level)
        own = self.levels[number][level]
        if own.kind == "bullet":
            return "-"
        if own.kind == "none":
            return own.text.replace(f"%{level + 1}", "")
        text = own.text
        for at in range(level + 1):
            kind = self.levels[number].get(at, own).kind
            text = text.replace(f"%{at + 1}", _format(values.get(at, 1), kind))
        return text.strip()

    def _list_of(self, paragraph: etree._Element) -> tuple[str | None, int]:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None, 0
        style = properties.find(f"{W}pStyle")
        number, level = self.styles.get(_value(style), (None, 0))
        own = properties.find(f"{W}numPr")
        if own is not None:
            number = _value(own.find(f"{W}numId")) or number
            level = int(_value(own.find(f"{W}ilvl")) or level)
        return (None if number == "0" else number), level

    def _advance(self, number: str, level: int) -> dict[int, int]:
        key = self.abstract.get(number, number)
        values = self.counters.setdefault(key, {})
        if number not in self._seen:
            self._seen.add(number)
            if self.overridden.get(number):
                values.clear()
        for at in [at for at in values if at > level]:
            del values[at]
        for at in range(level):
            values.setdefault(at, self.levels[number][at].start if at in self.levels[number] else 1)
        start = self.levels[number][level].start
        values[level] = values[level] + 1 if level in values else start
        return values


def parse(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """Reads `word/numbering.xml` and `word/styles.xml`; either may be missing."""
    abstract_levels: dict[str, dict[int, Level]] = {}
    levels: dict[str, dict[int, Level]] = {}
    abstract: dict[str, str] = {}
    overridden: dict[str, list[int]] = {}
    for element in numbering.iterfind(f"{W}abstractNum") if numbering is not None else ():
        abstract_levels[element.get(f"{W}abstractNumId", "")] = _levels(element)
    for element in numbering.iterfind(f"{W}num") if numbering is not None else ():
        number = element.get(f"{W}numId", "")
        abstract[number] = _value(element.find(f"{W}abstractNumId"))
        levels[number] = dict(abstract_levels.get(abstract[number], {}))
        for override in element.iterfind(f"{W}lvlOverride"):
            at = int(override.get(f"{W}ilvl", "0"))
            levels[number] |= _levels(override)
            start = override.find(f"{W}startOverride")
            if start is not None and at in levels[number]:
                level = levels[number][at]
                levels[number][at] = Level(level.text, level.kind, int(_value(start) or 1))
                overridden.setdefault(number, []).append(at)
    return Numbering(levels, abstract, _style_lists(styles), overridden=overridden)


def _levels(element: etree._Element) -> dict[int, Level]:
    found = {}
    for level in element.iterfind(f"{W}lvl"):
        found[int(level.get(f"{W}ilvl", "0"))] = Level(
            text=_value(level.find(f"{W}lvlText")),
            kind=_value(level.find(f"{W}numFmt")) or "decimal",
            start=int(_value(level.find(f"{W}start")) or 1),
        )
    return found


def _style_lists(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    """Lists that paragraph styles bring, with styles they are based on followed upwards."""
    own: dict[str, tuple[str, int]] = {}
    parents: dict[str, str] = {}
    for style in styles.iterfind(f"{W}style") if styles is not None else ():
        name = style.get(f"{W}styleId", "")
        parents[name] = _value(style.find(f"{W}basedOn"))
        number = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            own[name] = (_value(number), int(_value(style.find(f"{W}pPr/{W}numPr/{W}ilvl")) or 0))
    found = {}
    for name in parents:
        at, hops = name, 0
        while at and at not in own and hops < 20:
            at, hops = parents.get(at, ""), hops + 1
        if at in own:
            found[name] = own[at]
    return found


def _value(element: etree._Element | None) -> str:
    return element.get(f"{W}val", "") if element is not None else ""


def _format(value: int, kind: str) -> str:
    return _FORMATS.get(kind, str)(value)


def _letter(value: int) -> str:
    """Word's letters: a … z, aa, bb … (Vietnamese "đ" is typed by hand, Word does not count it)."""
    return _LOWER[(value - 1) % 26] * ((value - 1) // 26 + 1) if value > 0 else ""


def _roman(value: int) -> str:
    text = ""
    for size, mark in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        text += mark * (value // size)
        value %= size
    return text


_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperRoman": _roman,
    "decimalZero": lambda value: f"{value:02d}",
}
