"""Quoted new text → the clauses and points in it, below the provision that it becomes.

The provision itself is known from the amendment ("Sửa đổi khoản 5 Điều 3"); only what stands inside it is read:
clauses 1, 2, 3 … of an article, points a, b, c … of a clause. A number out of its row is text, not a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.citations import ALPHABET
from corpus.model import ProvisionKind

Kind = ProvisionKind
_INNER = {Kind.ARTICLE: Kind.CLAUSE, Kind.CLAUSE: Kind.POINT}
_SEGMENT = {Kind.CLAUSE: "cl", Kind.POINT: "pt"}
_LABEL = {
    Kind.CLAUSE: re.compile(r"(?:^|(?<=\n))[\s“\"*_]*(?P<number>\d{1,3}[a-zđ]?)\s*[.,](?=\s)"),
    Kind.POINT: re.compile(r"(?:^|(?<=\n))[\s“\"*_]*(?P<number>[a-zđ]\d?)\s*\)"),
}
_ARTICLE_HEADING = re.compile(r"[\s“\"*_#]*Điều\s+\d+[a-zđ]*\s*\.?[\s*_]*(?P<heading>[^\n]*)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a quotation; `path` is the id below the root ("" for the root), spans are into the text."""

    path: str
    kind: ProvisionKind
    number: str
    heading: str
    start: int
    end: int


def read_units(text: str, start: int, end: int, kind: ProvisionKind, number: str) -> list[Unit]:
    """The root and all units inside text[start:end], in text order, parents before children."""
    heading = ""
    if kind is Kind.ARTICLE:
        match = _ARTICLE_HEADING.match(text, start, end)
        heading = re.sub(r"\s+", " ", match["heading"]).strip(' *_.”"') if match else ""
    return [Unit("", kind, number, heading, start, end), *_inside(text, start, end, kind, "")]


def _inside(text: str, start: int, end: int, kind: ProvisionKind, path: str) -> Iterator[Unit]:
    inner = _INNER.get(kind)
    if inner is None:
        return
    found = _row(text, start, end, inner)
    for at, (number, begin) in enumerate(found):
        stop = found[at + 1][1] if at + 1 < len(found) else end
        stop = begin + len(text[begin:stop].rstrip())
        own = f"{path}__{_SEGMENT[inner]}_{number}"
        yield Unit(own, inner, number, "", begin, stop)
        yield from _inside(text, begin, stop, inner, own)


def _row(text: str, start: int, end: int, kind: ProvisionKind) -> list[tuple[str, int]]:
    """(number, offset) of the units of one kind whose numbers follow one another from the first."""
    found: list[tuple[str, int]] = []
    for match in _LABEL[kind].finditer(text, start, end):
        number = match["number"]
        if _follows(number, found[-1][0] if found else None, kind):
            found.append((number, match.start("number")))
    return found


def _follows(number: str, last: str | None, kind: ProvisionKind) -> bool:
    place = _place(number, kind)
    if last is None:
        return place == (1, 0)
    before = _place(last, kind)
    return place == (before[0] + 1, 0) or (place[0] == before[0] and place[1] == before[1] + 1)


def _place(number: str, kind: ProvisionKind) -> tuple[int, int]:
    if kind is Kind.POINT:
        return ALPHABET.find(number[0]) + 1, int(number[1:] or 0)
    digits = re.match(r"\d+", number)
    suffix = number[len(digits[0]) :] if digits else ""
    return int(digits[0]) if digits else 0, ALPHABET.find(suffix) + 1 if suffix else 0
