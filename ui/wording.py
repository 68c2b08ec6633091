"""How dates, places and validity are said in Vietnamese, on the page and in a copied answer."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime

from corpus.describe import UNITS, in_appendix, steps_of
from corpus.model import Chunk, Citation, Metadata, Standing, Validity
from corpus.numbers import kind_of
from ui import texts, texts_admin

_NAMED = 4  # documents named of a list
_NAMED_BY_KIND = {"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"}  # "Luật Đất đai": the kind is part of the name


def day(value: date | None) -> str:
    """ "01/7/2025", as Decree 30/2020/NĐ-CP has it: days below 10 and months 1 and 2 with a zero."""
    if value is None:
        return texts.STATE_UNKNOWN
    return f"{value.day:02d}/{value.month:0{2 if value.month <= 2 else 1}d}/{value.year}"


def moment(value: datetime) -> str:
    """Clock and day in the machine's own zone: "20:30 01/7/2026"."""
    local = value.astimezone()
    return f"{local:%H:%M} {day(local.date())}"


def number(value: int) -> str:
    """A whole number with a point between thousands: "2.107"."""
    return f"{value:,}".replace(",", ".")


def action(told: str) -> str:
    """What made an index generation, as its manifest tells it ("add 1.pdf", "rebuild"), in Vietnamese, shortened."""
    name, _, what = told.partition(" ")
    named = what.split(", ")  # a long list was cut off by whoever wrote it
    if len(named) > _NAMED:
        what = texts.AND_OTHERS.format(names=", ".join(named[:_NAMED]))
    if name in {"correct", "undo-correct"}:
        number, _, field = what.rpartition(" ")
        what = f"{number} ({texts_admin.FIELDS.get(field, field)})"
    return f"{texts.ACTIONS.get(name, name)} {what}".strip()


def path(item: Chunk | Citation) -> str:
    """The way down to the provision: "Điều 5 › khoản 1 › điểm h"."""
    if item.article is None or in_appendix(item.provision):
        return path_of_id(item.provision)
    article = f"Điều {item.article}" if item.article[:1].isdigit() else item.article
    parts = [article, item.clause and f"khoản {item.clause}", item.point and f"điểm {item.point}"]
    return " › ".join(part for part in parts if part)


def path_of_id(provision: str) -> str:
    """The same from a provision id: "art_16__cl_3" → "Điều 16 › khoản 3"."""
    steps = steps_of(provision)
    return " › ".join(f"{UNITS[unit]} {number}".strip() for unit, number in steps if unit in UNITS)


def place(document: str, provision: str) -> str:
    """Lawyers' order, innermost first: "điểm h khoản 1 Điều 5 Nghị định 151/2025/NĐ-CP"; "điểm đ2" stands for its
    point đ."""
    steps = path_of_id(provision).split(" › ")
    named = [a for a, b in zip(steps, [*steps[1:], ""], strict=True) if not (a.startswith("điểm") and b.startswith(a))]
    return " ".join([*reversed(named), document_name(document)]).strip()


def document_name(number: str) -> str:
    """ "Nghị định 151/2025/NĐ-CP"; the National Assembly's laws and resolutions share a symbol, so neither is said."""
    if not number:
        return ""
    kind = kind_of(number)
    return f"{kind} {number}" if kind and kind != "Luật" else texts.DOCUMENT_NUMBERED.format(number=number)


def place_of(item: Chunk | Citation, name: str) -> str:
    """Like `place`, with the document by its kind and number ("Nghị định số 151/2025/NĐ-CP")."""
    return " ".join([*reversed(path(item).split(" › ")), name]).strip()


def page(item: Chunk | Citation, unpaged: Collection[str] = ()) -> str:
    """The page of the source; empty for a digest, whose pages are not the official text's, and where there are none.

    Args:
        unpaged: numbers of the documents whose file has no pages of its own.
    """
    source = item.source_document if isinstance(item, Chunk) else item.document
    return "" if item.standing is Standing.DIGEST or source in unpaged else texts.PAGE.format(page=item.page)


def title(meta: Metadata) -> str:
    """The title to be read after kind and number, without repeating them; a law's own name begins with its kind."""
    told = " ".join(meta.title.split())
    named = re.match(rf"{re.escape(meta.kind)}\s+(?:số\s+)?{re.escape(meta.number)}\W*", told, re.IGNORECASE)
    if not named and meta.kind and meta.kind not in _NAMED_BY_KIND:
        named = re.match(rf"{re.escape(meta.kind)}\s+(?=[^\W\d_])", told, re.IGNORECASE)
    rest = told[named.end() :] if named else told
    return f"{rest[:1].upper()}{rest[1:]}"


def validity_span(validity: Validity) -> str:
    """Between which dates a text is in force."""
    start, end = validity.start, validity.end
    if start and end:
        return texts.VALID_FROM_TO.format(start=day(start), end=day(end))
    if start:
        return texts.VALID_FROM.format(start=day(start))
    if end:
        return texts.VALID_TO.format(end=day(end))
    return texts.UNKNOWN_VALIDITY


def validity_badge(validity: Validity, as_of: date, notice_days: int) -> tuple[str, str]:
    """(tone, words) of the badge; tones: "ok", "soon", "over", "unknown"."""
    if validity.end and as_of >= validity.end:
        return "over", texts.ENDED.format(day=day(validity.end))
    if validity.start and as_of < validity.start:
        return "over", texts.NOT_YET.format(day=day(validity.start))
    if validity.end and (validity.end - as_of).days <= notice_days:
        return "soon", texts.ENDING.format(day=day(validity.end))
    if validity.start is None:
        return "unknown", texts.UNKNOWN_VALIDITY
    return "ok", texts.IN_FORCE


def short_state(validity: Validity, as_of: date, notice_days: int) -> tuple[str, str]:
    """(tone, words) of the badge in a table, where the days stand beside it."""
    tone, _ = validity_badge(validity, as_of, notice_days)
    return tone, texts.STATE_ENDING if tone == "soon" else in_force_word(validity.start, validity.end, as_of)


def short_span(validity: Validity) -> str:
    """First day in force and first day not in force, an open end left out; empty if neither is known."""
    if validity.start is None and validity.end is None:
        return ""
    if validity.end is None:
        return texts.SPAN_FROM.format(start=day(validity.start))
    return texts.SPAN.format(start=day(validity.start), end=day(validity.end))


def standing_badge(standing: Standing) -> str:
    """The mark of a text that is not the official one; empty for an official text."""
    return {Standing.DIGEST: texts.DIGEST_BADGE, Standing.SAMPLE: texts.SAMPLE_BADGE}.get(standing, "")


def in_force_word(start: date | None, end: date | None, as_of: date) -> str:
    """Whether a document is in force on a day, in two or three words."""
    if end and as_of >= end:
        return texts.STATE_ENDED
    if start is None:
        return texts.STATE_UNKNOWN
    return texts.STATE_NOT_YET if as_of < start else texts.STATE_IN_FORCE
