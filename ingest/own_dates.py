"""When a document itself begins and ends, and whether it prevails, from its own closing articles.

Only a sentence whose subject is the document counts ("Nghị định này được thực hiện đến trước ngày …"); one
about a chapter ("Chương IV Nghị định này …"), a quoted text or another document does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.model import Provision
from corpus.model import ProvisionKind as Kind
from corpus.numbers import find_numbers
from ingest.structure.lines import split_lines
from ingest.structure.marks import article_mark, small_mark

DATE = (
    r"(?:(?P<d>\d{1,2})\s*tháng\s*(?P<m>\d{1,2})\s*năm\s*(?P<y>\d{4})"
    r"|(?P<d2>\d{1,2})\s*[/-]\s*(?P<m2>\d{1,2})\s*[/-]\s*(?P<y2>\d{4}))"
)
_SELF = (
    r"(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết(?: liên tịch)?|Nghị định|Thông tư(?: liên tịch)?|Quyết định|Chỉ thị|"
    r"Quy định|Quy chế|Hướng dẫn|Kết luận|Kế hoạch) này"
)
_LEADING = re.compile(
    r"^(?:[“\"]?\s*(?:Điều\s+\d+[a-z]?\s*[.:]\s*)?(?:(?:Hiệu lực(?: thi hành)?|Điều khoản thi hành)\s*[.:]\s*)?"
    r"(?:\d+[a-z]?\.|[a-zđ]\))?\s*)"
)
_WITH_ATTACHED = re.compile(
    r"^[\s,]*(?:và\s+)?(?:các\s+)?(?:phụ lục|biểu mẫu|mẫu|danh mục)[^.;]{0,80}?\skèm theo(?=\s)", re.IGNORECASE
)
_BY_NUMBER = re.compile(
    r"^(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư|Quyết định|Chỉ thị)\s+số\s+(?=\d)", re.IGNORECASE
)
_ON_ITS_SUBJECT = re.compile(
    r"^\s*,?\s*(?:quy định|hướng dẫn|về)\s(?:(?!hiệu lực|Điều \d|khoản \d| số )[^.;]){0,200}?(?=\s(?:có )?hiệu lực)"
)
_SENTENCE = re.compile(rf"^{_SELF}\s*,?\s*(?P<says>.*)$", re.IGNORECASE | re.DOTALL)
_FROM = re.compile(
    r"(?:^|\s)(?:được )?(?:có |bắt đầu có )?hiệu lực(?: thi hành)?(?P<how>.*)", re.IGNORECASE | re.DOTALL
)
_FROM_DATE = re.compile(rf"^[\s,:]*(?:kể\s+)?(?:từ\s+)?ngày\s*{DATE}", re.IGNORECASE)
_FROM_SIGNING = re.compile(
    r"^[\s,:]*(?:thi hành\s+)?(?:kể\s+)?từ ngày\s+(?:được\s+)?(?:ký|ban hành|thông qua|Quốc hội|Ủy ban Thường vụ|"
    r"(?:Quyết định|Nghị định|Thông tư) (?:này )?được (?:ký|ban hành))",
    re.IGNORECASE,
)
_SIGNED_ON = re.compile(rf"^\s*(?:ban hành\s*)?\(\s*(?:ngày\s*)?{DATE}\s*\)", re.IGNORECASE)
_WITH_OTHER = re.compile(
    r"^[\s,:]*(?:thi hành\s+)?(?:kể\s+)?từ\s+(?:ngày|thời điểm)\s+"
    r"(?P<other>(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định)\s(?:(?!có hiệu lực)[^.;,]){3,160}?)\s+có\s+hiệu\s+lực",
    re.IGNORECASE,
)
_FROM_DAYS = re.compile(
    r"^[\s,:]*sau\s+(?P<days>\d+)\s*(?:\([^)]*\)\s*)?ngày,?\s*(?:kể\s+)?(?:từ\s+)?ngày", re.IGNORECASE
)
_UNTIL = (
    (re.compile(rf"(?:đến|cho đến|tới)\s+trước\s+ngày\s*{DATE}", re.IGNORECASE), 0),
    (re.compile(rf"(?:đến|tới)\s+hết\s+ngày\s*{DATE}", re.IGNORECASE), 1),
    (
        re.compile(rf"^(?:sẽ\s+|chấm dứt\s+)?hết hiệu lực(?: thi hành)?\s*(?:kể\s+)?từ\s+ngày\s*{DATE}", re.IGNORECASE),
        0,
    ),
    (re.compile(rf"hiệu lực[^.;]{{0,60}}\s(?:đến|tới)\s+ngày\s*{DATE}", re.IGNORECASE), 1),
)
_PREVAILS = re.compile(
    rf"Trong thời gian (?:các )?(?:quy định (?:của|tại) )?{_SELF} có hiệu lực[^.]{{0,300}}?khác (?:với )?[^.]{{0,300}}?"
    r"thực hiện theo",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OwnDates:
    """`effective_to` is exclusive; `starts_with` is the document on whose first day this one begins."""

    effective_from: date | None = None
    effective_to: date | None = None
    overrides: bool = False
    starts_with: str = ""


def own_dates(provisions: Sequence[Provision], issued: date | None, number: str = "") -> OwnDates:
    """Dates the document states of itself; unknown ones None.

    Args:
        issued: day of signing or passing, to which "kể từ ngày ký" refers.
        number: of the document; a start that a sentence gives the document of this number is its own, if no sentence
            on "this" document gives one.
    """
    start: date | None = None
    end: date | None = None
    other = ""
    sentences = list(_own_sentences(provisions))
    for says in sentences:
        start = start or _start(says, issued)
        end = end or _end(says)
        other = other or _start_of_another(says)
    if not start and not other and number:
        start = next((day for says in _sentences_by_number(provisions, number) if (day := _start(says, issued))), None)
    return OwnDates(start, end, _prevails(provisions), "" if start else other)


def start_said(text: str, issued: date | None) -> date | None:
    """First day that a provision's words give the text they stand in ("1. Luật này có hiệu lực từ ngày …"), or None."""
    for paragraph in _paragraphs(text):
        match = _SENTENCE.match(_LEADING.sub("", paragraph))
        if match and (day := _start(match["says"], issued)):
            return day
    return None


def read_date(match: re.Match[str]) -> date | None:
    """The day a match of `DATE` names, None if the calendar has no such day."""
    groups = match.groupdict()
    day, month, year = (groups.get(key) or groups.get(key + "2") for key in ("d", "m", "y"))
    try:
        return date(int(year or 0), int(month or 0), int(day or 0))
    except ValueError:
        return None


def _own_sentences(provisions: Sequence[Provision]) -> Iterator[str]:
    """What the main articles say of the document itself, last article first."""
    articles = [p for p in provisions if p.kind is Kind.ARTICLE and "__" not in p.id]
    articles = articles or [p for p in provisions if p.kind in (Kind.CLAUSE, Kind.SECTION) and "__" not in p.id]
    for article in reversed(articles):
        for sentence in _sentences(article.text):
            match = _SENTENCE.match(sentence)
            if match:
                yield _WITH_ATTACHED.sub("", match["says"])


def _sentences_by_number(provisions: Sequence[Provision], number: str) -> Iterator[str]:
    """What is said of the document by its number ("Thông tư số 5/2031/TT-BTN có hiệu lực …"), as extracts write it."""
    for provision in provisions:
        if provision.parent is not None or provision.kind in (Kind.APPENDIX, Kind.ATTACHMENT, Kind.FORM):
            continue
        for sentence in _sentences(provision.text):
            named = _BY_NUMBER.match(sentence)
            found = find_numbers(sentence[named.end() :]) if named else []
            if named and found and found[0][0] == 0 and _plain(found[0][2]) == _plain(number):
                yield _ON_ITS_SUBJECT.sub("", sentence[named.end() + found[0][1] :])


def _plain(number: str) -> str:
    return number.upper().lstrip("0")


def _sentences(text: str) -> Iterator[str]:
    for paragraph in _paragraphs(text):
        yield from re.split(r"(?<=[.;])\s+(?=[A-ZĐ])", _LEADING.sub("", paragraph))


def _paragraphs(text: str) -> list[str]:
    """Paragraphs outside quotations, whole even where the file breaks its lines."""
    paragraphs: list[str] = []
    for line in split_lines(text):
        if line.quoted or line.text[:1] in '“"':
            continue
        begins = small_mark(line.text) or article_mark(line.text) or line.text[:1].isupper()
        broken = bool(paragraphs) and not paragraphs[-1].endswith((".", ";", ":", "/"))
        if paragraphs and (not begins or (broken and line.text[:1].isdigit() and not small_mark(line.text))):
            paragraphs[-1] += " " + line.text
        else:
            paragraphs.append(line.text)
    return [re.sub(r"\s+", " ", paragraph) for paragraph in paragraphs]


def _start(says: str, issued: date | None) -> date | None:
    match = _FROM.search(says)
    if not match or match.start() > 12 or re.match(r"\s*(?:chấm dứt|hết|sẽ hết)", says):
        return None
    how = match["how"]
    dated = _FROM_DATE.match(how)
    if dated:
        return read_date(dated)
    days = _FROM_DAYS.match(how)
    if days and issued:
        return issued + timedelta(days=int(days["days"]))
    signing = _FROM_SIGNING.match(how)
    signed = _SIGNED_ON.match(how[signing.end() :]) if signing else None
    return read_date(signed) if signed else issued if signing else None


def _start_of_another(says: str) -> str:
    """Number of the document with which the text begins, if it is named by its number, else ""."""
    match = _FROM.search(says)
    named = _WITH_OTHER.match(match["how"]) if match and match.start() <= 12 else None
    found = find_numbers(named["other"]) if named else []
    return found[0][2] if named and len(found) == 1 and "/" in named["other"][found[0][0] : found[0][1]] else ""


def _end(says: str) -> date | None:
    if not re.match(r"\s*(?:được\s+(?:thực hiện|áp dụng)|(?:có |sẽ |chấm dứt |hết )+hiệu lực|áp dụng|thực hiện)", says):
        return None
    for pattern, extra in _UNTIL:
        match = pattern.search(says)
        day = read_date(match) if match else None
        if day:
            return day + timedelta(days=extra)
    return None


def _prevails(provisions: Sequence[Provision]) -> bool:
    return any(
        _PREVAILS.search(re.sub(r"\s+", " ", p.text))
        for p in provisions
        if p.kind is Kind.ARTICLE and "__" not in p.id and "hiệu lực" in p.text
    )
