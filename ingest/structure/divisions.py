"""The large cut: main text, attached regulations, appendices, forms.

Article numbers are counted within a division: a regulation "ban hành kèm theo" begins again at 1, and the
model contracts in an appendix have articles of their own that are nobody's law.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import ProvisionKind as Kind
from ingest.structure.lines import Line
from ingest.structure.marks import (
    CAPITALS,
    SMALL,
    Mark,
    article_mark,
    informal_mark,
    is_capitals,
    is_heading,
    large_mark,
    small_mark,
)

_ISSUED_WITH = re.compile(
    r"^\(?\s*(?:Ban hành\s+)?kèm\s+theo\s+(?:Nghị định|Nghị quyết|Thông tư|Quyết định|Công văn|Kế hoạch)\b"
    r"\s*(?:số\s*:?\s*)?[\dIl]",
    re.IGNORECASE,
)
_ATTACHED_TITLE = re.compile(
    r"^(?:QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|NỘI QUY|QUY TRÌNH|CHƯƠNG TRÌNH|KẾ HOẠCH|DANH MỤC|ĐỀ ÁN|HƯỚNG DẪN|BẢNG)\b"
)
_SELF_STANDING = re.compile(r"^(?:QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ)(?!\s+(?:CHUNG|CỤ THỂ|KHÁC|CHI TIẾT$))")
_SIGNATORY = r"(?:PHÓ )?(?:CHỦ TỊCH(?: QUỐC HỘI| NƯỚC)?|THỦ TƯỚNG|BỘ TRƯỞNG)"
_SIGNATURE = re.compile(
    r"^\W*(?:(?:Nơi nhận|NƠI NHẬN)\s*:?|TM\.|T/M|KT\.|TL\.|TUQ\.|XÁC THỰC VĂN BẢN|VĂN PHÒNG (?:QUỐC HỘI|CHÍNH PHỦ)$|"
    rf"CHÚ THÍCH CỦA VĂN BẢN$|{_SIGNATORY}\s*(?:\||$|(?:\s[{CAPITALS}][{SMALL}]*){{2,5}}$)|"
    r"(?:Bộ l|L)uật này (?:đã )?được Quốc hội|Nghị quyết này (?:đã )?được (?:Quốc hội|Hội đồng))"
)
_LIST_OF_APPENDICES = re.compile(r"DANH (?:MỤC|SÁCH) (?:CÁC )?PHỤ LỤC\b", re.IGNORECASE)
_TITLE_LINES = 8
_FORM_ENTRY, _APPENDIX_ENTRY = 8, 2  # at most so many lines has an entry of a table of contents


@dataclass(slots=True)
class Division:
    """Lines [start, stop) of the document, forms included; its own text is [body, own_stop)."""

    kind: Kind | None  # None: main text
    number: str
    heading: str
    start: int
    body: int
    own_stop: int = 0
    stop: int = 0
    parent: Division | None = None


def divide(lines: Sequence[Line]) -> list[Division]:
    """Divisions in document order, the main text first."""
    found: list[Division] = []
    begun = signed = False  # an article has come; a signature has come
    for index, line in enumerate(lines):
        if line.quoted:
            continue
        article = article_mark(line.text)
        begun = begun or article is not None
        signed = signed or (begun and is_signature(line.text))
        if article:
            continue
        division = _appendix(lines, index, begun, found) or _issued_with(lines, index, found)
        division = division or _form(lines, index, signed, found) or _self_standing(lines, index, signed)
        if division:
            found.append(division)
    found = _without_listed(found, lines)
    main = Division(None, "", "", 0, 0)
    divisions = [main, *found]
    for at, division in enumerate(divisions):
        later = divisions[at + 1 :]
        division.own_stop = later[0].start if later else len(lines)
        outside = (other.start for other in later if division.kind is Kind.FORM or other.kind is not Kind.FORM)
        division.stop = division.own_stop if division is main else next(outside, len(lines))
    _set_parents(found)
    return divisions


def is_signature(text: str) -> bool:
    """Whether the line begins a signature block (recipients, "TM. CHÍNH PHỦ", a law's closing sentence)."""
    return bool(_SIGNATURE.match(text))


def title_after(lines: Sequence[Line], index: int, rest: str) -> tuple[str, int]:
    """Title of the heading at `index` that may go on over the next lines, and the first line after it."""
    parts, at = ([rest] if rest else []), index + 1
    while at < len(lines) and at - index <= _TITLE_LINES and _continues_title(lines[at].text, parts):
        parts.append(lines[at].text)
        at += 1
    return re.sub(r"\s+", " ", " ".join(parts)).strip(" .:;"), at


def _continues_title(text: str, parts: Sequence[str]) -> bool:
    if is_heading(text) or informal_mark(text) or _ISSUED_WITH.match(text) or "|" in text:
        return False
    if is_capitals(text):
        return not parts or is_capitals(parts[-1])
    return not parts and len(text) < 200 and not text.endswith((".", ":", ";")) and not text.startswith("-")


def _appendix(lines: Sequence[Line], index: int, begun: bool, found: list[Division]) -> Division | None:
    text = lines[index].text
    mark = large_mark(text)
    if not mark or mark.kind is not Kind.APPENDIX or not (begun or is_capitals(text.split(mark.rest or "\0")[0])):
        return None
    soon = _is_issued_soon(lines, index)
    if (not text.startswith("PHỤ") and len(text) > 200) or (not mark.number and found and not soon):
        return None
    if not soon and any(_is_issued(lines, other) and other.number == mark.number for other in found):
        title = mark.rest or (lines[index + 1].text if index + 1 < len(lines) else "")
        if not (text.startswith("PHỤ") or is_capitals(title)):
            return None  # a cell of a table: the appendix of this number was issued above
    heading, body = _appendix_title(lines, index, mark)
    return Division(Kind.APPENDIX, mark.number, heading, index, body)


def _is_issued_soon(lines: Sequence[Line], index: int) -> bool:
    """Whether "(Kèm theo …)" stands in the title of the appendix at `index`, before another one begins."""
    for line in lines[index + 1 : index + 1 + _TITLE_LINES]:
        if _ISSUED_WITH.match(line.text):
            return True
        mark = large_mark(line.text)
        if mark and mark.kind is Kind.APPENDIX:
            return False
    return False


def _is_issued(lines: Sequence[Line], division: Division) -> bool:
    return division.kind is Kind.APPENDIX and bool(_ISSUED_WITH.match(lines[division.body - 1].text))


def _appendix_title(lines: Sequence[Line], index: int, mark: Mark) -> tuple[str, int]:
    """Title of an appendix: all short lines up to "(Kèm theo …)" if that comes soon, else the usual title."""
    for at in range(index + 1, min(index + 1 + _TITLE_LINES, len(lines))):
        if _ISSUED_WITH.match(lines[at].text):
            parts = [mark.rest, *(line.text for line in lines[index + 1 : at])]
            return re.sub(r"\s+", " ", " ".join(parts)).strip(" .:;"), at + 1
        if article_mark(lines[at].text) or large_mark(lines[at].text) or small_mark(lines[at].text):
            break
    return title_after(lines, index, mark.rest)


def _issued_with(lines: Sequence[Line], index: int, found: list[Division]) -> Division | None:
    """The division whose title stands above the line "(Ban hành kèm theo …)" at `index`."""
    text = lines[index].text
    if not _ISSUED_WITH.match(text) or (" này " in text and not text.startswith("(")):
        return None
    if found and index - found[-1].start <= _TITLE_LINES + 2 and index <= found[-1].body + 1:
        return None
    start = _title_start(lines, index)
    title = re.sub(r"\s+", " ", " ".join(line.text for line in lines[start:index]))
    attached = bool(_ATTACHED_TITLE.match(title.upper())) and _has_first_article(lines, index)
    return Division(Kind.ATTACHMENT if attached else Kind.APPENDIX, "", title, start, index + 1)


def _title_start(lines: Sequence[Line], index: int) -> int:
    """First line of the title above `index`: "QUY CHẾ" with what follows it, else the capitals, else one line."""
    above = range(index - 1, max(index - 1 - _TITLE_LINES, -1), -1)
    for at in above:
        text = lines[at].text
        if _ATTACHED_TITLE.match(text) and is_capitals(text):
            return at
        if article_mark(text) or small_mark(text) or "|" in text:
            break
    start = next((at + 1 for at in above if not _is_title_line(lines[at])), index)
    return start if start < index else max(index - 1, 0)


def _is_title_line(line: Line) -> bool:
    return is_capitals(line.text) and "|" not in line.text and not is_signature(line.text) and not line.quoted


def _has_first_article(lines: Sequence[Line], index: int) -> bool:
    """Whether "Điều 1" comes after `index` before the next appendix."""
    for line in lines[index + 1 :]:
        if line.quoted:
            continue
        article = article_mark(line.text)
        if article:
            return article.number == "1"
        large = large_mark(line.text)
        if large and large.kind in (Kind.APPENDIX, Kind.FORM):
            return False
    return False


def _form(lines: Sequence[Line], index: int, signed: bool, found: list[Division]) -> Division | None:
    mark = large_mark(lines[index].text)
    inside = bool(found) and found[-1].kind is not Kind.ATTACHMENT
    if not mark or mark.kind is not Kind.FORM or not (signed or inside):
        return None
    heading = re.sub(r"\s+", " ", mark.rest).strip(" .:;")
    return Division(Kind.FORM, mark.number, heading, index, index + 1)


def _self_standing(lines: Sequence[Line], index: int, signed: bool) -> Division | None:
    """A regulation attached without saying so: its title in capitals after the signature, then "Điều 1"."""
    text = lines[index].text
    if not signed or not _SELF_STANDING.match(text) or not is_capitals(text):
        return None
    before = large_mark(lines[index - 1].text) if index else None
    soon = any(_ISSUED_WITH.match(line.text) for line in lines[index : index + _TITLE_LINES])
    if before or soon or not _has_first_article(lines, index):
        return None
    heading, body = title_after(lines, index, text)
    return Division(Kind.ATTACHMENT, "", heading, index, body)


def _without_listed(found: list[Division], lines: Sequence[Line]) -> list[Division]:
    """Without the entries of a table of contents: a form or appendix of the same number comes again."""
    found, kept = _without_list_of_appendices(found), []
    for at, division in enumerate(found):
        following = found[at + 1].start if at + 1 < len(found) else len(lines)
        again = _comes_again(division, found[at + 1 :])
        if again and following - division.start <= (_FORM_ENTRY if division.kind is Kind.FORM else _APPENDIX_ENTRY):
            if again.kind is Kind.FORM and not again.heading:
                again.heading = division.heading or _listed_title(lines[division.start + 1 : following])
            continue
        kept.append(division)
    return kept


def _without_list_of_appendices(found: list[Division]) -> list[Division]:
    """Without the entries below "DANH MỤC CÁC PHỤ LỤC", up to where the first of them comes again."""
    for at, division in enumerate(found[:-1]):
        first = found[at + 1]
        if _LIST_OF_APPENDICES.match(division.heading) and first.kind is Kind.APPENDIX and first.number:
            again = _comes_again(first, found[at + 2 :])
            if again:
                return [*found[: at + 1], *found[found.index(again) :]]
    return found


def _comes_again(division: Division, later: Sequence[Division]) -> Division | None:
    for other in later:
        if division.kind is Kind.FORM and other.kind is not Kind.FORM:
            return None
        if division.number and (other.kind, other.number) == (division.kind, division.number):
            return other
    return None


def _listed_title(lines: Sequence[Line]) -> str:
    return re.sub(r"\s+", " ", " ".join(line.text for line in lines)).strip()


def _set_parents(found: Sequence[Division]) -> None:
    holder: Division | None = None
    for division in found:
        if division.kind is Kind.FORM:
            division.parent = holder
        else:
            holder = division
