"""Permits and procedures that a resolution did away with: "Không thực hiện thủ tục …", looked for by their names.

Most of these sentences are one-line sections of an appendix that name a dozen permits alike: all are read from the
catalogue, once for each generation. Only where procedures are cut is the sentence taken as the end of one (document or
heading says "cắt giảm"): a law also says "không thực hiện thủ tục" of single cases.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from assistant.question.choices import asks_who
from assistant.question.understand import Question
from assistant.retrieval.transitional import is_under_way
from assistant.verify.sentences import whole_sentences
from corpus.catalogue import Catalogue
from corpus.kept import kept_with_catalogue
from corpus.lexical import syllables
from corpus.model import Chunk
from corpus.numbers import find_numbers

SAYS = "Không thực hiện"
NAMED = 0.85  # share of the procedure's name, by rarity, that the question must have
WHOLLY_NAMED = 0.95  # the same where no act on a permit is read, so that the name alone says what is done
ASKED = 0.6  # share of what the question calls the permit, by rarity, that the name must have
LEAST = 3  # syllables of the name that tell one permit from another

_NOUN = r"giấy phép|giấy chứng nhận|giấy xác nhận|chứng chỉ|thẻ|quyết định"
_REFERENCE = (
    r",? (?:theo )?quy định tại\b| tại (?:các )?(?:điểm|khoản|điều|chương|mục|phụ lục|phần|nghị|luật|thông|số)\b"
    r"| (?:theo )?quy định của\b"
)
_GONE = re.compile(
    rf"(?:[A-ZĐ]+\. )?{SAYS} (?:các )?"
    rf"(?:thủ tục (?:hành chính )?(?:gồm )?|quy định về (?=(?:{_NOUN})\b)|việc (?=cấp\b))"
    rf"(?P<name>.+?)(?={_REFERENCE}|[.;“]|$)",
    re.IGNORECASE,
)
_CUT = re.compile(r"cắt giảm|đơn giản hóa|bãi bỏ (?:các |một số )?(?:thủ tục|giấy phép)", re.IGNORECASE)
_PARTS_START = re.compile(
    r"^\s*(?:\d+\.|[a-zđ]\))\s*(?:Các )?quy định tại [^\n]*?có hiệu lực (?:thi hành )?(?:kể )?"
    r"từ ngày (?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})",
    re.IGNORECASE | re.MULTILINE,
)
_NOT_ONE = re.compile(r"^(?:trong|thuộc|liên quan|về|này)\b|\b(?:trừ|một phần)\b", re.IGNORECASE)
_TIERS = re.compile(r"\(cấp [^()]*\)")
_NEW_WAY = re.compile(r"\b(?:như sau|(?:theo )?quy định sau|sau đây)$", re.IGNORECASE)
_TELLS_HOW = re.compile(r"^(?:Việc|Hoạt động|Tổ chức|Trong thời hạn)\b(?!.*\bsau$)")
# Acts on a permit, by what they say to its holder; the special before the general.
_ACTS = (
    ("revoke", r"thu hồi"),
    ("again", r"cấp lại|xin lại|làm lại|bị mất|(?:mất|rách|hỏng) (?:giấy|thẻ|chứng chỉ)"),
    ("extend", r"(?:cấp )?gia hạn"),
    ("change", r"(?:cấp )?(?:sửa đổi|điều chỉnh|bổ sung|thay đổi)(?: nội dung)?|cấp đổi|đổi (?=giấy|thẻ|chứng chỉ)"),
    ("first", r"cung cấp|(?<!các )(?<!trung )(?<!thẩm )cấp(?! (?:nào|xã|tỉnh|huyện|trên|dưới|trung ương|cơ sở)\b)"
              r"(?: (?:mới|phép))?|xin(?! hỏi)|làm (?=giấy|thẻ|chứng chỉ|thủ tục)"),
)  # fmt: skip
_SAID = tuple((act, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for act, words in _ACTS)
_ANY_ACT = "|".join(words for _, words in _ACTS)
_OPENING = re.compile(rf"(?:(?:{_ANY_ACT})\b(?:\s*[,;]\s*| và | hoặc | ))+", re.IGNORECASE)
_KIND = re.compile(rf"\b(?:{_NOUN})\b", re.IGNORECASE)
_CALLED = re.compile(
    rf"\b(?:{_NOUN}) (?P<of>[^,?.;:()]+?)(?=\s+(?:thì|do|ai|ở|tại|nộp|có|là|cần|phải|gửi|hiện|bây giờ|nay|"
    r"cơ quan|cấp nào|nữa|không)\b|[,?.;:()]|$)",
    re.IGNORECASE,
)
# Words that join, and those that permits of every kind have in their names.
_EMPTY = re.compile(
    r"\b(?:và|về|của|cho|các|đối với|hoặc|trong|theo|việc|đủ điều kiện|hoạt động|dịch vụ|thủ tục|hành chính)\b"
)
_WHERE = re.compile(r"\b(?:(?:ở|đến|tới|gửi|nộp|xin) (?:đâu|chỗ nào)|còn phải|có phải|phải xin)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DoneAway:
    """A sentence that does away with a procedure. `acts` empty: the name says itself what is done.

    `instead` is the sentence after it that tells how it is done now, "" if there is none.
    """

    sentence: str
    instead: str
    chunk: Chunk
    acts: frozenset[str]
    kind: str  # last syllable of "giấy phép", "chứng chỉ", …; empty if it is about no paper
    name: frozenset[str]
    since: date | None = None  # not before it, whatever the validity says


def done_away(catalogue: Catalogue, rarity: Callable[[str], float], question: Question, day: date) -> DoneAway | None:
    """The procedure in force as done away with on the day that a question asks for by its name; None if there is none.

    Args:
        rarity: of a syllable or bigram in the corpus.
    """
    text = question.matter
    if is_under_way(question) or not (asks_who(question) or _WHERE.search(text)):
        return None
    acts, spoken = acts_named(text), frozenset(syllables(text))
    asked = _name(f"{question.search} . {text}")
    called = _CALLED.search(text)
    of = frozenset(t for t in _name(called["of"]) if "_" not in t) if called else frozenset()
    fitting = [
        known
        for known in _all(catalogue)
        if known.chunk.validity.in_force(day)
        and (known.since is None or known.since <= day)
        and (not known.acts or (acts and acts <= known.acts))
        and (not known.kind or known.kind in spoken)
        and _share(known.name, asked, rarity) >= (NAMED if known.acts else WHOLLY_NAMED)
        and (not of or _share(of, known.name, rarity) >= ASKED)
    ]
    return max(fitting, key=lambda known: sum(map(rarity, known.name & asked)), default=None)


def cuts_procedures(words: str) -> bool:
    """Whether a title or heading tells that procedures are cut."""
    return bool(_CUT.search(words))


def _share(wanted: frozenset[str], there: frozenset[str], rarity: Callable[[str], float]) -> float:
    return sum(map(rarity, wanted & there)) / (sum(map(rarity, wanted)) or 1.0)


def _name(text: str) -> frozenset[str]:
    """Syllables and bigrams that tell one permit from another."""
    single = syllables(_EMPTY.sub(" ", " ".join(syllables(text))))
    return frozenset((*single, *(f"{a}_{b}" for a, b in pairwise(single))))


def acts_named(text: str) -> frozenset[str]:
    """Acts on a permit that a text names; issuing only where no other is named."""
    found = {act for act, words in _SAID if words.search(text)}
    return frozenset(found - {"first"} or found)


def acts_listed(opening: str) -> frozenset[str]:
    """ "cấp, cấp sửa đổi, bổ sung, cấp lại" → issued, changed, issued again."""
    parts = [part for part in re.split(r"[,;]| và | hoặc ", opening) if part.strip()]
    return frozenset(act for part in parts for act in acts_named(part))


@kept_with_catalogue
def _all(catalogue: Catalogue) -> tuple[DoneAway, ...]:
    """Every procedure that the corpus does away with, on any day."""
    texts = {number: text for number, text in catalogue.texts_saying(SAYS).items() if cuts_procedures(text)}
    begun = _all_begun(texts)
    titles = {row.number: row.metadata.title for row in catalogue.documents() if row.number in texts}
    return tuple(
        found if found.chunk.validity.started_by else replace(found, since=begun.get(number))
        for number in texts
        for chunk in catalogue.chunks(catalogue.chunk_rows(number))
        if SAYS in chunk.text and any(map(cuts_procedures, (titles.get(number, ""), chunk.context)))
        for found in _in(chunk)
    )


def _all_begun(texts: Mapping[str, str]) -> dict[str, date]:
    """The day from which all parts of a document are in force, where a clause of any of the texts starts some apart.

    Which sections such a clause means is not always read ("mục III, V phần A Phụ lục I"): before that day only what is
    known to have begun by it is said to be done away with.
    """
    found: dict[str, date] = {}
    for own, text in texts.items():
        for clause in _PARTS_START.finditer(text):
            with suppress(ValueError):  # a day misread from a scan
                start = date(int(clause["year"]), int(clause["month"]), int(clause["day"]))
                for number in {own, *(number for _, _, number in find_numbers(clause.group()))}:
                    found[number] = max(start, found.get(number, start))
    return found


def _in(chunk: Chunk) -> Iterator[DoneAway]:
    for sentence, after in pairwise([*whole_sentences(chunk.text), ""]):
        if (found := _read(sentence, after, chunk)) is not None:
            yield found


def _read(sentence: str, after: str, chunk: Chunk) -> DoneAway | None:
    said = _GONE.match(sentence)
    if said is None or _NOT_ONE.search(said["name"]):
        return None
    name = _TIERS.sub(" ", said["name"])
    opening = _OPENING.match(name + " ")
    acts = acts_listed(opening.group()) if opening else frozenset()
    rest = name[opening.end() :] if opening else name
    kind = _KIND.match(rest)
    if not acts and kind:
        acts = frozenset(act for act, _ in _ACTS if act != "revoke")
    words = _name(rest[kind.end() :] if kind else rest)
    replaced = not acts and _NEW_WAY.search(after)  # done in another way, and maybe by somebody
    if replaced or sum("_" not in word for word in words) < LEAST:
        return None
    return DoneAway(
        sentence=sentence[sentence.index(SAYS) :],
        instead=after if _TELLS_HOW.search(after) else "",
        chunk=chunk,
        acts=acts,
        kind=kind.group().lower().split()[-1] if kind else "",
        name=words,
    )
