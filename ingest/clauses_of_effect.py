"""What effect clauses say: own start and end, in whole or in part, others ended or replaced, what goes on.

The phrasings follow Law 64/2025/QH15 on legal documents (effect, part of a text, expiry) as real texts word
them: "hết hiệu lực kể từ ngày …", "được thực hiện đến trước ngày …", "từ ngày … đến hết ngày …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.citation_words import DOCUMENT_SELF, Names
from corpus.citations import Mention, find_mentions, mentions_at
from corpus.locate import is_whole
from corpus.model import EffectKind
from ingest.listed import citation_list

Kind = EffectKind
_DATE = (
    r"(?:ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})"
    r"|(?:ngày\s+)?(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4}))"
)
_FROM = re.compile(rf"(?:kể\s+)?từ\s+{_DATE}", re.IGNORECASE)
_UNTIL = re.compile(
    rf"(?:có\s+hiệu\s+lực|được\s+(?:thực\s+hiện|áp\s+dụng|thi\s+hành)|thực\s+hiện|áp\s+dụng)[^.;\n]{{0,80}}?"
    rf"\bđến\s+(?P<how>trước|hết)?\s*(?:thời\s+điểm\s+)?{_DATE}",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?:sẽ\s+)?(?:hết|chấm\s+dứt)\s+hiệu\s+lực(?:\s+(?:thi\s+hành|toàn\s+bộ|một\s+phần))?", re.IGNORECASE
)
_STARTS = re.compile(
    rf"có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:(?:kể\s+)?từ\s+{_DATE}|cùng\s+thời\s+điểm)", re.IGNORECASE
)
#: "Khoản 9 … có hiệu lực từ ngày Nghị quyết số A hết hiệu lực": a start on a day that another text sets.
STARTS_AFTER = re.compile(
    r"có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ\s+(?:ngày|thời\s+điểm|khi)\s+"
    r"[^\d\s][^.;\n]*?(?:hết|chấm\s+dứt)\s+hiệu\s+lực",
    re.IGNORECASE,
)
_STARTS_SIGNED = re.compile(
    r"có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ\s+ngày\s+"
    r"(?:(?:Luật|Nghị\s+định|Nghị\s+quyết|Thông\s+tư|Quyết\s+định)\s+này\s+)?(?:được\s+)?(?:ký|thông\s+qua|ban\s+hành)(?!\w)",
    re.IGNORECASE,
)
_REPLACES = re.compile(
    r"(?<!được )(?<!biểu mẫu )(?:thay\s+thế(?:\s+cho)?|(?<=\s)(?P<ends>(?:bãi|hủy|huỷ)\s+bỏ(?:\s+toàn\s+bộ)?))\s+"
    r"(?:các\s+)?",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"tiếp\s+tục\s+(?:được\s+)?(?:thực\s+hiện|áp\s+dụng|giải\s+quyết|có\s+hiệu\s+lực|thi\s+hành)\s+"
    r"(?:theo\s+|các\s+|đối\s+với\s+)?(?:quy\s+định\s+)?(?:tại\s+|của\s+|trong\s+)?(?:các\s+)?",
    re.IGNORECASE,
)
_FOR_A_TIME = re.compile(
    r"\s*(?:cho\s+)?(?:(?:kể\s+)?từ\s+(?:ngày|thời\s+điểm)|đến\s+(?:khi|hết|ngày|trước))\s", re.IGNORECASE
)
_FOLLOWING = re.compile(
    r"(?:quy\s+định|văn\s+bản|nghị\s+định|nghị\s+quyết|luật|thông\s+tư|quyết\s+định|điều|khoản|điểm|phụ\s+lục)"
    r"[^.;\n]{0,40}?(?:sau\s+đây|sau)\s*(?:của[^.;\n]{0,80})?$",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"(?:chưa|đã|khi|còn|mà|nếu|trước\s+khi|chưa\s+hoàn\s+toàn|thì\s+các\s+quy\s+định[^.;]{0,60})\s*$", re.IGNORECASE
)
_CASE = re.compile(r"\s*(?:\d{1,3}\.|[a-zđ]\)|-)?\s*(?:Trường hợp|Trong thời gian|Khi |Đối với)", re.IGNORECASE)
_ABOUT = re.compile(  # what ends is a part of the text named
    r"(?:Các\s+|Những\s+)?(?:quy\s+định\s+(?:có\s+)?(?:liên\s+quan|về)[^.;\n]{3,200}?\s(?:tại|trong)\s+"
    r"|(?:nội\s+dung|tiêu\s+chí|tiêu\s+chuẩn|định\s+mức|thẩm\s+quyền|thủ\s+tục)(?!\w)[^.;\n]{3,200}?\squy\s+định\s+tại\s+)(?:các\s+)?",
    re.IGNORECASE,
)
#: "2. Quy định về thẩm quyền của xã quy định tại Điều 5 … có hiệu lực từ ngày …": the rest of article 5 starts before.
_PART_STARTS = re.compile(
    r"\s*(?:(?:\d{1,3}[a-zđ]?\.|[a-zđ]\))\s*)?(?:Riêng\s+)?(?:Các\s+)?Quy\s+định\s+(?:(?:có\s+)?liên\s+quan|về)\s"
    r"[^.;\n]{3,250}?\s(?:quy\s+định\s+)?(?:tại|trong)\s+",
    re.IGNORECASE,
)
_CASES_UNDER_WAY = re.compile(
    r"trước\s+ngày|trước\s+thời\s+điểm|hồ\s+sơ|đã\s+(?:được\s+)?(?:tiếp\s+nhận|nộp|thụ\s+lý|ban\s+hành)", re.IGNORECASE
)
_CONDITION = re.compile(r"trừ\s+(?:các\s+)?trường\s+hợp|tùy\s+thuộc|cho\s+đến\s+khi|nếu\s+không", re.IGNORECASE)
_OTHER_DAY = re.compile(
    r"cùng\s+(?:thời\s+điểm|ngày)|(?:kể\s+từ|từ|khi|đến)\s+(?:ngày|thời\s+điểm)?\s*(?:có\s+)?(?:các\s+)?văn\s+bản",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"[\s,]*(?:ngày \d{1,2} tháng \d{1,2} năm \d{4})?\s*(?:của [^,;]{3,60})?[\s,]*")
#: "when" of what ends on a day that another text sets: no date, not even the text's own start.
UNDATED = date.max
#: "when" of what starts on the day of signing, which the head or the signature tells.
SIGNED = date.min
NOTE_LENGTH = 420  # characters of a quoted sentence kept as a note


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing an effect clause says. `when` None: not a date that stands in the sentence.

    `frame` is set when the things named follow as a list ("Các quy định sau đây hết hiệu lực …:").
    """

    kind: EffectKind
    mention: Mention | None
    when: date | None
    note: str = ""
    frame: bool = False


def read_statements(masked: str, names: Names, has_list: bool) -> Iterator[Statement]:
    """What the sentences of a region say, in order; `has_list` if list items follow the region."""
    for start, end in _sentences(masked):
        sentence = masked[start:end]
        following = masked[end : end + NOTE_LENGTH].strip()
        yield from _own_end(sentence, following, names)
        yield from _ended(sentence, names, has_list)
        yield from _later_start(sentence, names)
        yield from _replaced(sentence, names, has_list)
        yield from _going_on(sentence, names)


def date_in(text: str) -> date | None:
    """The date after "từ" or "kể từ", or None."""
    match = _FROM.search(text)
    return _date(match) if match else None


def shorten(text: str, limit: int = NOTE_LENGTH) -> str:
    """One line of at most `limit` characters."""
    line = re.sub(r"\s+", " ", text.replace("\ufffc", "…")).strip()
    line = re.sub(r"…{2,}", "…", line)
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0] + "…"


def _own_end(sentence: str, following: str, names: Names) -> Iterator[Statement]:
    """ "Chương IV Nghị định này được thực hiện đến trước ngày …"; "… này hết hiệu lực kể từ ngày …"."""
    if _CASE.match(sentence):
        return
    until = _UNTIL.search(sentence)
    if until:
        subject = sentence[: until.start()]
        when = _date(until)
        if until["how"] and until["how"].lower() == "hết" and when:
            when += timedelta(days=1)
        for mention in _own_subject(subject, names):
            yield Statement(Kind.EXPIRES, mention, when, _with_condition(sentence, following))
        return
    ends = _end_in(sentence)
    if not ends:
        return
    when = date_in(sentence[ends.end() : ends.end() + 60])
    for mention in _own_subject(sentence[: ends.start()], names):
        if when:
            yield Statement(Kind.EXPIRES, mention, when, _with_condition(sentence, following))


def _end_in(sentence: str) -> re.Match[str] | None:
    """The words by which something ends, unless they are a condition or the day on which something else begins."""
    ends = _ENDS.search(sentence)
    if not ends or _NOT_YET.search(sentence[: ends.start()]) or STARTS_AFTER.search(sentence, 0, ends.end()):
        return None
    return ends


def _own_subject(subject: str, names: Names) -> list[Mention]:
    """The own places a sentence is about: they stand at its end and belong to "Nghị định này"."""
    label = re.match(r"\s*(?:\d{1,3}[a-zđ]?\.|[a-zđ]\)|Điều\s+\d+\w*\.)\s*", subject)
    at = label.end() if label else 0
    everything = find_mentions(subject, names, at)
    if everything and everything[0].target.document and not is_whole(everything[0].target):
        return []  # another document's provision, "được sửa đổi tại Điều 3 Nghị định này": see _ended
    found = [m for m in everything if m.own]
    if not found or subject[found[-1].end :].strip(" ,"):
        return []
    chain = [m for m in found if m.end == found[-1].end or not is_whole(m.target)]
    return chain or [found[-1]]


def _ended(sentence: str, names: Names, has_list: bool) -> Iterator[Statement]:
    """ "Luật số A hết hiệu lực kể từ ngày …"; "Các quy định sau đây hết hiệu lực …:" before a list."""
    ends = _end_in(sentence)
    if not ends:
        return
    subject = re.sub(
        r"^\s*(?:\d{1,3}[a-zđ]?\.|[a-zđ]\)|Điều\s+\d+\w*\.)\s*", lambda m: " " * len(m[0]), sentence[: ends.start()]
    )
    when = date_in(sentence[ends.end() :]) or (UNDATED if _OTHER_DAY.search(sentence[ends.end() :]) else None)
    condition = shorten(sentence) if _CONDITION.search(sentence[ends.end() :]) else ""
    if has_list and (_FOLLOWING.search(subject.strip()) or sentence.rstrip().endswith(":")):
        yield Statement(Kind.REPEALS, None, when, condition, frame=True)
        return
    start = len(subject) - len(subject.lstrip())
    prefix = re.compile(
        r"(?P<since>(?:(?:kể\s+)?từ\s+ngày[^,;]{0,60}(?:hiệu\s+lực(?:\s+thi\s+hành)?|\d{4})\s*,\s*)?(?:thì\s+)?)"
        r"(?:(?:các\s+)?quy\s+định\s+(?:tại|của)\s+|các\s+|toàn\s+bộ\s+)?",
        re.IGNORECASE,
    ).match(subject, start)
    first = prefix.end() if prefix else start
    about = None
    if not mentions_at(subject, first, names)[0]:
        about = _ABOUT.match(subject, prefix.end("since") if prefix else start)
        if not about or _CASE.match(sentence):
            return
        first = about.end()
    for mention in citation_list(subject, first, len(subject), names):
        if about and is_whole(mention.target):
            part = replace(mention, target=replace(mention.target, other="một phần"))
            yield Statement(Kind.REPEALS, part, when, shorten(sentence))
        elif not mention.own:
            yield Statement(Kind.REPEALS, mention, when, condition)


def _later_start(sentence: str, names: Names) -> Iterator[Statement]:
    """ "… trừ khoản 2 Điều 5 có hiệu lực từ ngày …": parts of the own text with a start of their own."""
    signed = list(_STARTS_SIGNED.finditer(sentence))
    for starts in (*_STARTS.finditer(sentence), *STARTS_AFTER.finditer(sentence), *signed):
        subject = sentence[: starts.start()]
        mentions = find_mentions(subject, names)
        if not mentions or not _ISSUED.fullmatch(subject, mentions[-1].end):
            continue
        last_document = max((i for i, m in enumerate(mentions) if is_whole(m.target)), default=-1)
        partly = _PART_STARTS.match(subject)
        for mention in mentions[last_document + 1 :]:
            if mention.target.document is None and not is_whole(mention.target):
                when = SIGNED if starts in signed else _date(starts)
                if partly and partly.end() <= mention.start and not mention.target.other:
                    mention = replace(mention, target=replace(mention.target, other="một phần"))
                yield Statement(Kind.STARTS, mention, when, shorten(sentence))


def _replaced(sentence: str, names: Names, has_list: bool) -> Iterator[Statement]:
    """ "Nghị định này có hiệu lực … và thay thế Nghị định số A"; "Quyết định này bãi bỏ Quyết định số A"."""
    for match in _REPLACES.finditer(sentence):
        subject = sentence[: match.start()]
        if not DOCUMENT_SELF.search(subject):
            continue
        rest = sentence[match.end() :]
        if has_list and re.fullmatch(r"[^.;]{0,40}\bsau(?:\s+đây)?\s*:?\s*", rest):
            yield Statement(Kind.REPEALS if match["ends"] else Kind.REPLACES, None, date_in(subject), frame=True)
        for mention in (
            citation_list(sentence, match.end(), len(sentence), names)
            if mentions_at(sentence, match.end(), names)[0]
            else ()
        ):
            if not mention.own and mention.target.document:
                kind = Kind.REPLACES if is_whole(mention.target) and not match["ends"] else Kind.REPEALS
                yield Statement(kind, mention, date_in(subject))


def _going_on(sentence: str, names: Names) -> Iterator[Statement]:
    """ "… thì tiếp tục thực hiện theo Nghị định số A": what goes on although other clauses end it."""
    if _CASES_UNDER_WAY.search(sentence):
        return  # what was begun under the old text ends under it; the text itself does not go on
    for match in _GOES_ON.finditer(sentence):
        followed = mentions_at(sentence, match.end(), names)[0]
        if not followed and _FOR_A_TIME.match(sentence, match.end()):  # what goes on stands before the verb
            before = find_mentions(sentence[: match.start()], names)
            followed = [m for m in before[-1:] if not sentence[m.end : match.start()].strip(" ,")]
        for mention in followed:
            if mention.target.document:
                yield Statement(Kind.KEEPS, mention, None, shorten(sentence))


def _with_condition(sentence: str, following: str) -> str:
    """The sentence, with the next one if that limits it ("Trường hợp … thì …")."""
    note = shorten(sentence)
    if re.match(r"Trường hợp|Trừ", following):
        note = shorten(f"{sentence} {following.split(chr(10))[0]}")
    return note


def _sentences(masked: str) -> Iterator[tuple[int, int]]:
    at = 0
    for stop in re.finditer(r"\.\s+(?=[A-ZĐÀ-Ỹ“])|\n|$", masked):
        if _is_label(masked[at : stop.start() + 1]):
            continue
        if masked[at : stop.start()].strip():
            yield at, stop.start() + (1 if masked[stop.start() : stop.start() + 1] == "." else 0)
        at = stop.end()


def _is_label(text: str) -> bool:
    return bool(re.fullmatch(r"\s*(?:Điều\s+)?\d{1,3}[a-zđ]?\.", text))


def _date(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    if not (groups.get("year") or groups.get("y")):
        return None
    year, month, day = (groups[long] or groups[short] for long, short in (("year", "y"), ("month", "m"), ("day", "d")))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:  # "ngày 31 tháng 02": a misprint is no date
        return None
