"""The day that a question itself sets: the law is asked for as it was or will be on that day.

A date in a question is not always that day. "Nộp trước ngày 01/7/2025" is a limit of a transitional clause, "hết hiệu
lực ngày …" a fact asked about, "nộp ngày … mà chưa giải quyết" an event before the day asked about, which is today.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.authorities.terms import DISTRICT_ENDED

_DAY = re.compile(
    r"\b(?:ngày\s*)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b|\bngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE
)
_MONTH = re.compile(r"\b(?:tháng|thg|t)\s*(\d{1,2})\s*(?:/|-|năm\s*)\s*(\d{4})\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bquý\s*(I{1,3}|IV|[1-4])\s*(?:/|-|năm\s*)\s*(\d{4})\b", re.IGNORECASE)
_PART = re.compile(r"\b(đầu|giữa|cuối) năm (\d{4})\b", re.IGNORECASE)
# A year alone is the day asked about only where it is an adverbial of its own: "Năm 2024, ai …", "hồi năm 2024 ai …".
_YEAR = re.compile(
    r"(?:^\W*(?:(?:còn|thế|vào|hồi|trong|ở|vậy)\s+)*|(?:[,;(]\s*|\s)(?:vào|hồi|trong thời điểm|thời điểm|"
    r"ở thời điểm)\s+)"
    r"năm (\d{4})\b(?!\s*(?:[-–]|đến))",
    re.IGNORECASE,
)
_LAST_YEAR = re.compile(r"\bnăm (?:ngoái|rồi)\b", re.IGNORECASE)
_LIMIT = re.compile(r"(?:(trước)|sau|kể từ|từ|đến|tới)\s+(?:ngày\s*|thời điểm\s*)?$", re.IGNORECASE)
_EFFECT = re.compile(
    r"(?:có|hết|còn|chấm dứt|ngưng) hiệu lực(?: thi hành)?(?: kể)?(?: từ| đến| vào| là)*(?: ngày)?\s*$", re.IGNORECASE
)
_EVENT = (
    r"(?:nộp|nhận|tiếp nhận|gửi|ký|lập|ban hành|chứng thực|công chứng|duyệt|phê duyệt|được cấp|cấp|mua|bán|xây|"
    r"chuyển nhượng|tặng cho|khởi công|quyết định|thụ lý|hồ sơ|phát sinh)"
)
_HAPPENED = re.compile(
    rf"(?<!\w){_EVENT}(?:\s+(?!ai\b|nào\b)[^\s,;.?]+){{0,4}}\s+(?:từ |vào |hồi )?(?:ngày\s*)?$", re.I
)
_PENDING = re.compile(
    r"\b(?:chưa|dở dang|dang dở|treo|đang (?:giải quyết|xử lý|làm)|làm tiếp|giải quyết tiếp|chuyển tiếp|(?<!hiện )nay"
    r"|bây giờ|hiện (?:nay|tại|giờ)|giờ(?! làm))\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:(?:hiện|bây|ngày|đến) (?:nay|giờ|tại)|hôm nay|(?:thì|mà|,|và) ?nay|nay (?:do|thì|ai))\b", re.IGNORECASE
)
_FORMERLY = re.compile(
    r"\b(?:trước (?:đây|kia)|hồi trước|ngày trước|thời còn (?:cấp )?huyện|(?:khi|lúc|hồi) còn (?:cấp )?huyện)\b",
    re.IGNORECASE,
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class DayAsked:
    """`day` is None if the question sets none; `notice` says in Vietnamese how a vague time was taken."""

    day: date | None
    notice: str = ""


def day_asked(text: str, today: date) -> DayAsked:
    """The day a question sets by itself: a date, a month, a quarter, a year, or "formerly"."""
    for reader in (_exact, _vague):
        found = reader(text, today)
        if found is not None:
            return found
    if _FORMERLY.search(text) and not _NOW.search(text) and not _PENDING.search(text):
        day = DISTRICT_ENDED - timedelta(1)
        return DayAsked(day, _taken("trước đây", day, "ngày cuối còn đơn vị hành chính cấp huyện"))
    return DayAsked(None)


# A time with the words that lead to it: "hồi tháng 3/2025", "vào cuối năm 2024", "năm 2022".
_TIME = re.compile(
    r"(?:(?<!\w)(?:hồi|vào|lúc|trong|từ|đến|khoảng|thời điểm|kể từ|ở) )*"
    rf"(?:{_DAY.pattern}|{_MONTH.pattern}|{_QUARTER.pattern}|{_PART.pattern}|{_LAST_YEAR.pattern}|\bnăm \d{{4}}\b)"
    r"(?: rồi\b)?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_ASIDE = 4  # words beside a time in brackets that say when, not what: "(hồ sơ nộp tháng 5/2025)"


def without_times(text: str) -> str:
    """A question without the times in it, which say of when the law is asked for and not what about."""
    bare = _BRACKETS.sub(lambda m: "" if _is_aside(m[1]) else m.group(), text)
    bare = re.sub(r"\s+([,;.?!])", r"\1", re.sub(r"\s+", " ", _TIME.sub(" ", bare))).strip(" ,;")
    return bare or text


def _is_aside(text: str) -> bool:
    rest, times = _TIME.subn(" ", text)
    return times > 0 and len(rest.split()) <= _ASIDE


def _exact(text: str, today: date) -> DayAsked | None:
    """A day or a month that is asked about; None if there is none."""
    dates = [(m, _date(*reversed([int(g) for g in m.groups() if g is not None]))) for m in _DAY.finditer(text)]
    months = [(m, _date(int(m[2]), int(m[1]), 15)) for m in _MONTH.finditer(text)]
    for match, day in [*dates, *months]:
        before, after = text[: match.start()], text[match.end() :]
        limit = _LIMIT.search(before)
        if day is None or _EFFECT.search(before):
            continue
        if limit is not None:
            if limit[1] and _stands_apart(before[: limit.start()], after):
                first = day if match.re is _DAY else day.replace(day=1)
                eve = first - timedelta(1)
                return DayAsked(eve, _taken(f"{limit.group().strip()} {match.group()}", eve))
            if limit.group().split()[0].lower() in {"sau", "từ", "kể"} and day > today:
                return DayAsked(day)
            continue
        if _HAPPENED.search(before) and _PENDING.search(text):
            continue  # something that happened then and is asked about now
        return DayAsked(day)
    return None


def _stands_apart(before: str, after: str) -> bool:
    """ "Trước 1/7/2025 ai cấp …?": the time of the question, not the limit for a file handed in."""
    opens = not before.strip() or re.search(r"[,;(]\s*$|(?:còn|thế|vậy|hồi|lúc|thời gian|thời điểm)\s*$", before, re.I)
    about_file = re.search(rf"(?<!\w){_EVENT}(?:\s+\S+){{0,5}}\s*$", before, re.IGNORECASE) or _PENDING.search(after)
    return bool(opens) and not about_file


def _vague(text: str, today: date) -> DayAsked | None:
    if match := _QUARTER.search(text):
        quarter = _QUARTERS.get(match[1].lower()) or int(match[1])
        day = _date(int(match[2]), 3 * quarter - 1, 15)
    elif match := _PART.search(text):
        month, of_month = {"đầu": (1, 15), "giữa": (6, 30), "cuối": (12, 15)}[match[1].lower()]
        day = _date(int(match[2]), month, of_month)
    elif match := _LAST_YEAR.search(text):
        day = date(today.year - 1, 12, 31)
    elif match := _YEAR.search(text):
        day = _in_year(int(match[1]), today)
    else:
        return None
    if day is None or _LIMIT.search(text[: match.start()]) or _NOW.search(text) or _PENDING.search(text):
        return None
    words = re.sub(
        r"^\W*(?:(?:còn|thế|vậy|vào|hồi|trong|ở|thời điểm)\s+)*", "", match.group().strip(), flags=re.IGNORECASE
    )
    return DayAsked(day, _taken(words, day) if day != today else "")


def _in_year(year: int, today: date) -> date | None:
    """A past year as its last day, a coming one as its first, this year as today."""
    if year == today.year:
        return today
    return _date(year, 12, 31) if year < today.year else _date(year, 1, 1)


def _taken(words: str, day: date, why: str = "") -> str:
    reason = f" ({why})" if why else ""
    return f"«{words}» được hiểu là ngày {day:%d/%m/%Y}{reason}; muốn ngày khác thì chọn ở ô Tính đến ngày."


def _date(year: int, month: int, day: int) -> date | None:
    if not (1945 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def asked_on(asked: date | None, chosen: date | None) -> tuple[str, ...]:
    """That a question speaks of another month than the day chosen beside it; nothing where it does not."""
    if asked is None or chosen is None or (asked.year, asked.month) == (chosen.year, chosen.month):
        return ()
    return (f"Câu hỏi nói về ngày {asked:%d/%m/%Y}; câu trả lời theo ngày {chosen:%d/%m/%Y} đã chọn.",)
