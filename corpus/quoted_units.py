"""Quoted new text → the clauses and points in it, below the provision that it becomes.

The provision itself is known from the amendment ("Sửa đổi khoản 5 Điều 3"); only what stands inside it is read:
clauses 1, 2, 3 … of an article, points a, b, c … of a clause; of a section, a chapter or a part the articles. A number
out of its row is text, not a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.citations import ALPHABET
from corpus.model import ProvisionKind

Kind = ProvisionKind
_INNER = {Kind.ARTICLE: Kind.CLAUSE, Kind.CLAUSE: Kind.POINT}
_OF_ARTICLES = {Kind.SECTION, Kind.CHAPTER, Kind.PART}
_SEGMENT = {Kind.CLAUSE: "cl", Kind.POINT: "pt"}
_LABEL = {
    Kind.CLAUSE: re.compile(r"(?:^|(?<=\n))[\s“\"*_]*(?P<number>\d{1,3}[a-zđ]?)\s*[.,](?=\s)"),
    Kind.POINT: re.compile(r"(?:^|(?<=\n))[\s“\"*_]*(?P<number>[a-zđ]\d?)\s*\)"),
}
_ARTICLE = re.compile(r"(?:^|(?<=\n))[\s“\"*_#]*(?=Điều\s+(?P<number>\d{1,3}[a-zđ]?)[\s*_]*\.)")
_EARLY_MARK = re.compile(r"[”\"]\s*[.;]?$")  # set after an article though the quotation goes on with the next
_LARGE_HEADING = re.compile(r"[\s“\"*_#]*(?:Mục|Chương|Phần)\s+\w+[\s*_.]*(?P<heading>.*)", re.IGNORECASE | re.DOTALL)
_ARTICLE_HEADING = re.compile(r"[\s“\"*_#]*Điều\s+\d+[a-zđ]*\s*\.?[\s*_]*(?P<heading>[^\n]*)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a quotation; `path` is the id below the root ("" for the root), spans are into the text.

    Articles in a section carry no section in their ids: `article` is their number and `path` begins below them.
    """

    path: str
    kind: ProvisionKind
    number: str
    heading: str
    start: int
    end: int
    article: str | None = None


def read_units(text: str, start: int, end: int, kind: ProvisionKind, number: str) -> list[Unit]:
    """The root and all units inside text[start:end], in text order, parents before children."""
    heading = ""
    if kind in _OF_ARTICLES:
        return list(_of_articles(text, start, end, kind, number))
    if kind is Kind.ARTICLE:
        match = _ARTICLE_HEADING.match(text, start, end)
        heading = re.sub(r"\s+", " ", match["heading"]).strip(' *_.”"') if match else ""
    return [Unit("", kind, number, heading, start, end), *_inside(text, start, end, kind, "")]


def _of_articles(text: str, start: int, end: int, kind: ProvisionKind, number: str) -> Iterator[Unit]:
    """A section, chapter or part and what stands in its articles."""
    found: list[tuple[str, int]] = []
    for match in _ARTICLE.finditer(text, start, end):
        if not found or _follows(match["number"], found[-1][0], Kind.ARTICLE):
            found.append((match["number"], match.end()))
    title = _LARGE_HEADING.match(text, start, found[0][1]) if found else None
    heading = re.sub(r"\s+", " ", title["heading"]).strip(' *_.”"') if title else ""
    yield Unit("", kind, number, heading, start, end)
    for at, (article, begin) in enumerate(found):
        stop = found[at + 1][1] if at + 1 < len(found) else end
        stop = begin + len(_without_early_mark(text[begin:stop].rstrip(" \n*_#“")))
        for unit in read_units(text, begin, stop, Kind.ARTICLE, article):
            yield replace(unit, article=article)


def _without_early_mark(words: str) -> str:
    """The words without a closing mark at their end that closes nothing opened in them."""
    unopened = words.count("”") > words.count("“") or words.count('"') % 2
    return _EARLY_MARK.sub("", words) if unopened else words


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
