"""Places of the law in words: the provision from the inside out, and its document by kind and number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from corpus.describe import UNITS, document_of, in_appendix, steps_of
from corpus.model import Chunk
from corpus.numbers import short_title_of

Names = Mapping[str, str]  # document number → as it is cited

LONGEST = 100  # characters of a kind or title that is one


def cited_as(number: str, kind: str, short_title: str = "") -> str:
    """A law is cited by its title and number, any other document by kind and number."""
    if short_title.startswith(("Luật ", "Bộ luật ")) and len(short_title) <= LONGEST:
        return f"{short_title} số {number}"
    return f"{kind} {number}" if kind and len(kind) <= LONGEST else document_of(number)


def name_of(number: str, names: Names | None = None) -> str:
    """The document as it is cited, by its number alone where the corpus does not have it."""
    if names and number in names:
        return names[number]
    if title := short_title_of(number):
        return f"{title} số {number}"
    return document_of(number) if "/" in number and number[0].isdigit() else number


def place(chunk: Chunk, names: Names | None = None) -> str:
    """ "điểm h khoản 1 Điều 5 Nghị định 151/2025/NĐ-CP"; in an appendix "khoản 2 Mục I Phụ lục II …"."""
    if in_appendix(chunk.provision):
        return place_of_id(chunk.document, chunk.provision, names)
    article = chunk.article or ""
    named = [
        f"điểm {chunk.point}" if chunk.point else "",
        f"khoản {chunk.clause}" if chunk.clause else "",
        f"Điều {article}" if article[:1].isdigit() else article,
    ]
    if chunk.provision.startswith("att_"):
        named.append("Quy định kèm theo")
    if not any(named):
        return place_of_id(chunk.document, chunk.provision, names)
    return " ".join([*(n for n in named if n), name_of(chunk.document, names)])


def place_of_id(document: str, provision: str, names: Names | None = None) -> str:
    """ "art_16__cl_3__pt_đ" → "điểm đ khoản 3 Điều 16 Nghị định 49/2026/NĐ-CP"."""
    steps = steps_of(provision)
    if any(unit == "sp" for unit, _ in steps):  # "điểm đ2" says its point
        steps = [s for s in steps if s[0] != "pt"]
    shown = UNITS.keys() - {"att"}
    words = [f"{UNITS[unit]} {number}".strip() for unit, number in reversed(steps) if unit in shown]
    return " ".join([*words, name_of(document, names)])


def day_words(day: date) -> str:
    """ "01/3/2027", as Vietnamese documents write it: months 1 and 2 and days below 10 with a zero."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"
