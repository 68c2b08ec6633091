"""Dates in a claim must stand in the cited text, with the same sense: from, until, through, after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import regex

from assistant.verify.claim import Claim
from assistant.verify.model import Finding
from assistant.verify.passage import Passage
from corpus.authorities.words import fold

NAME = "date"

_DATE = regex.compile(
    r"(?:ngày\s+)?(?<!\d)(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})(?:\s+năm\s+(?P<y>\d{4}))?"
    r"|(?<![\d/.])(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d{2})(?![\d/])"
    r"|(?<=ngày\s+)(?P<d>\d{1,2})\s?[/-]\s?(?P<m>\d{1,2})(?![\d/])"
    r"|tháng\s+(?P<m>\d{1,2})\s*(?:năm|/|-)\s*(?P<y>\d{4})"
    r"|(?<!\d)(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d{2})(?![\d/])"
    r"|(?<=(?:ngày|tháng)[^.;]{0,30})tháng\s+(?P<m>\d{1,2})(?!\d)"
    r"|năm\s+(?P<y>(?:19|20)\d{2})(?!\d)"
    r"|(?<=(?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ)\s+(?:\d{4}\s*-\s*)?)(?P<y>(?:19|20)\d{2})(?!\d)"
)
# What stands before a date: (pattern at the end of the left context, sense). First match wins.
_SENSES: tuple[tuple[regex.Pattern[str], str], ...] = tuple(
    (regex.compile(r"(?<!\p{L})(?:" + pattern.replace(" ", r"\s+") + r")\s*$"), sense)
    for pattern, sense in (
        (r"(?:\d/[\p{L}\d-]+(?:/[\p{L}\d-]+)?|số|/qh\d+|-cp) ngày|/[\p{L}\d-]+, ngày", "document"),
        (
            r"(?:hết hiệu lực|chấm dứt hiệu lực|ngừng hiệu lực|bị bãi bỏ|bãi bỏ|kết thúc|chấm dứt hoạt động"
            r"|không còn)[^.;,]{0,40} từ(?: sau)?(?: ngày)?",
            "until",
        ),
        (r"(?:cho )?(?:(?:đến|tới) )?trước(?: ngày| tháng| năm)?", "until"),
        (r"(?:hết hiệu lực|chấm dứt)(?: thi hành)?(?: vào)?(?: ngày)?", "until"),
        (
            r"(?:cho )?(?:đến|tới)(?: hết)?(?: ngày| tháng| năm)?|hết(?: ngày| tháng| năm)|chậm nhất(?: là| đến"
            r"| vào| ngày)*",
            "through",
        ),
        (r"sau(?: ngày| khi ngày| tháng| năm)?", "after"),
        (r"(?:kể )?từ(?: ngày| tháng| năm)?|bắt đầu(?: từ)?(?: ngày)?|hiệu lực(?: thi hành)?(?: ngày)?", "from"),
    )
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, whole or in part. `sense`: from, until (exclusive), through, after, document (its own date), on."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    sense: str

    @property
    def boundary(self) -> tuple[str, date] | None:
        """The sense with "through d" written as "until d + 1 day"; None for partial dates and plain ones."""
        if self.year is None or self.month is None or self.day is None or self.sense in {"on", "document"}:
            return None
        try:
            day = date(self.year, self.month, self.day)
        except ValueError:
            return None
        return ("until", day + timedelta(days=1)) if self.sense == "through" else (self.sense, day)


@lru_cache(maxsize=1024)
def find_dates(folded: str) -> tuple[DateMention, ...]:
    found = []
    for m in _DATE.finditer(folded):
        left = folded[max(0, m.start() - 80) : m.start()]
        if m.group().startswith("ngày"):
            left += "ngày "
        sense = next((sense for pattern, sense in _SENSES if pattern.search(left)), "on")
        year, month, day = (int(m[g]) if m[g] else None for g in "ymd")
        found.append(DateMention(m.start(), m.end(), year, month, day, sense))
    return tuple(found)


def check_dates(claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    known = list(_known(passages))
    findings = []
    for mention in find_dates(claim.folded):
        written = claim.text[mention.start : mention.end]
        if mention.boundary and any(mention.boundary == k.boundary for k in known):
            continue
        same = [k for k in known if _covers(k, mention)]
        if not same:
            reason = f"Căn cứ không có mốc thời gian “{written}”."
        elif not any(_sense_fits(mention, k) for k in same):
            reason = f"Căn cứ có mốc “{written}” nhưng với nghĩa khác (từ, đến, trước, sau hoặc ngày ban hành văn bản)."
        else:
            continue
        findings.append(Finding(NAME, "fail", reason, (mention.start, mention.end)))
    return findings


def _known(passages: Sequence[Passage]) -> Iterable[DateMention]:
    for passage in passages:
        yield from find_dates(fold(passage.text))
        yield from find_dates(fold(passage.context))
        for day, sense in ((passage.evidence.effective_from, "from"), (passage.evidence.effective_to, "until")):
            if day is not None:
                yield DateMention(0, 0, day.year, day.month, day.day, sense)
        if (year := regex.search(r"/((?:19|20)\d{2})/", passage.evidence.document)) is not None:
            yield DateMention(0, 0, int(year[1]), None, None, "document")


def _covers(known: DateMention, claimed: DateMention) -> bool:
    pairs = ((claimed.year, known.year), (claimed.month, known.month), (claimed.day, known.day))
    return all(mine is None or mine == theirs for mine, theirs in pairs)


def _sense_fits(claimed: DateMention, known: DateMention) -> bool:
    if claimed.sense == "document" or (claimed.month is None and claimed.sense == "on"):
        return True
    if known.sense == "document":
        return False
    if claimed.sense == "on" or known.sense == "on":
        return True
    return claimed.sense == known.sense
