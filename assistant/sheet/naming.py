"""How the paper names days, provisions and documents (decree 30/2020/NĐ-CP, appendix I part II)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from assistant.sheet.characters import one_line
from corpus.describe import UNITS, in_appendix, steps_of
from corpus.errors import UsageError
from corpus.model import Metadata, Standing
from corpus.payloads import JsonObject


def day_words(day: date | None) -> str:
    """ "15/9/2025" as official papers write it: days below 10 and the months 1 and 2 with a zero."""
    if day is None:
        return "chưa rõ"
    return f"{day.day:02d}/{day.month:0{2 if day.month <= 2 else 1}d}/{day.year}"


def read_day(value: object) -> date | None:
    if isinstance(value, date) or value is None:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise UsageError(f"Ngày «{value}» không đúng dạng năm-tháng-ngày") from error


def place(citation: JsonObject) -> str:
    """ "điểm h khoản 1 Điều 5"; from the provision's id where no article is named, or in an appendix."""
    provision = str(citation.get("provision") or "")
    if not citation.get("article") or in_appendix(provision):
        steps = reversed(steps_of(provision))
        return one_line(" ".join(f"{UNITS[unit]} {number}".strip() for unit, number in steps if unit in UNITS))
    article = str(citation["article"])
    named = [
        f"điểm {citation['point']}" if citation.get("point") else "",
        f"khoản {citation['clause']}" if citation.get("clause") else "",
        f"Điều {article}" if article[:1].isdigit() else article,
    ]
    return one_line(" ".join(part for part in named if part))


def short_place(citation: JsonObject, names: Mapping[str, Metadata]) -> str:
    digest = ", bản tóm tắt" if citation.get("standing") == Standing.DIGEST else ""
    return f"{place(citation)} {document_name(citation, names)}{digest}".strip()


def document_name(citation: JsonObject, names: Mapping[str, Metadata]) -> str:
    """ "Nghị định số 151/2025/NĐ-CP", "Luật Đất đai số 31/2024/QH15"."""
    number = one_line(citation.get("document"))
    meta = names.get(number)
    if meta is None:
        return number
    named = meta.short_title if _is_law(meta) and meta.short_title else meta.kind
    return one_line(f"{named} số {number}" if named else number)


def issued_words(meta: Metadata | None) -> str:
    """Day, issuer and title, which follow the number at the first mention; of a law the name says enough."""
    if meta is None or _is_law(meta):
        return ""
    day = f"ngày {day_words(meta.issued)}" if meta.issued else ""
    return one_line(f"{day} {f'của {meta.issuer}' if meta.issuer else ''} {_small(meta.title)}")


def _is_law(meta: Metadata) -> bool:
    return meta.kind.casefold() in {"luật", "bộ luật", "pháp lệnh"}


def _small(title: str) -> str:
    """A title within a sentence: "Quy định về …" → "quy định về …"; capitals throughout stay."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title
