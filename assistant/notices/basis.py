"""What a reader must be told beside the answer: ends that approach, what was in force before, amendments, notes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from assistant.question.instructions import has_orders
from assistant.question.places import Names, day_words, name_of, place, place_of_id
from assistant.retrieval.retrieve import Retrieved
from corpus.describe import capital
from corpus.model import Chunk, Hit, Standing

TOP = 4  # notices are about the hits an answer can rest on
LONG_PAST = 365  # days after an end from which it is left out, if nothing found replaces it and nobody names it
NOTED = 2  # hits whose notes on validity are shown
QUOTED = 320  # characters of a note's quotation

_ENDLESS = re.compile(r"thí điểm|cho đến khi|đến khi có|tạm thời|thời gian áp dụng", re.IGNORECASE)
_AMENDED_HEAD = re.compile(r"^\S+, nội dung mới của: (?P<place>[^\n]+)")
_BARE_SOURCE = re.compile(r"^Theo [^“”:]+\.$")  # "Theo khoản 16 Điều 1 …": said in full below


def notices_for(
    found: Retrieved,
    day: date,
    expiry_days: int,
    names: Names | None = None,
    titles: Mapping[str, str] | None = None,
    asked: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """Vietnamese sentences, the most important first, none twice.

    Args:
        names: documents as they are cited.
        titles: titles of the documents, by which trial and temporary ones are known.
        asked: numbers of the documents that the question names; their end is told however long past.
    """
    top = found.hits[:TOP]
    telling, other = _history(found, day, names, asked)
    notices = [
        *telling,
        *_expiring(top, day, expiry_days, names),
        *_open_ended(top, titles or {}, names),
        *_amended(top[:NOTED], names),
        *(
            _short(note)
            for hit in top[:1]
            for note in _lawful(hit.chunk.validity.notes)
            if not _BARE_SOURCE.match(note)
        ),
        *(_short(note) for hit in top[1:] for note in _lawful(hit.chunk.validity.notes) if "chưa rõ ngày" in note),
        *_unknown(top, names),
        *other,
        *_digests(top, names),
    ]
    return tuple(dict.fromkeys(notices))


def _lawful(notes: Sequence[str]) -> list[str]:
    """Notes that quote law, not words that give orders to the assistant."""
    return [note for note in notes if not has_orders(note)]


def _history(found: Retrieved, day: date, names: Names | None, asked: frozenset[str]) -> tuple[list[str], list[str]]:
    """What is out of force on the day: first what tells the reader where to look now, one note for each text that
    ended something, and for each document that is not in force yet; then the rest, unless long past.
    """
    telling: list[str] = []
    other: list[str] = []
    enders: set[tuple[str, str] | None] = set()
    ahead: set[str] = set()
    for hit in found.history:
        validity = hit.chunk.validity
        where = capital(place(hit.chunk, names))
        if validity.end and validity.end <= day:
            by = f" (theo {place_of_id(*validity.ended_by, names)})" if validity.ended_by else ""
            already = "đã " if validity.end <= date.today() else ""  # the day asked for may be far ahead
            taker = _replaced(hit, found.hits, names)
            note = f"{where} {already}hết hiệu lực từ ngày {day_words(validity.end)}{by}; không dùng làm căn cứ{taker}."
            named = hit.chunk.document in asked
            if (taker or named) and validity.ended_by not in enders:
                telling.append(note)
                enders.add(validity.ended_by)
            elif (day - validity.end).days <= LONG_PAST:
                other.append(note)
        elif validity.start and hit.chunk.document not in ahead:
            ahead.add(hit.chunk.document)
            begins_later = f"{where} có hiệu lực từ ngày {day_words(validity.start)}; không áp dụng cho ngày đang hỏi."
            telling.append(begins_later)
    return telling, other


def _replaced(ended: Hit, hits: Sequence[Hit], names: Names | None) -> str:
    """What now stands in the place of an ended provision, where the document that ended it is among the evidence."""
    by = ended.chunk.validity.ended_by
    taker = next((h for h in hits[:TOP] if by and h.chunk.document == by[0]), None)
    return f"; nay xem {place(taker.chunk, names)}" if taker else ""


def _expiring(hits: Sequence[Hit], day: date, days: int, names: Names | None) -> list[str]:
    ends: dict[tuple[str, date], Chunk] = {}
    for hit in hits:
        end = hit.chunk.validity.end
        if end is not None and (end - day).days <= days:
            ends.setdefault((hit.chunk.document, end), hit.chunk)
    return [
        f"{capital(place(chunk, names))} chỉ thực hiện đến trước ngày {day_words(end)} (còn {(end - day).days} ngày)"
        f"{_by(chunk, names)}; cần theo dõi văn bản thay thế."
        for (_, end), chunk in ends.items()
    ]


def _by(chunk: Chunk, names: Names | None) -> str:
    """The provision that sets the end, where another document does."""
    by = chunk.validity.ended_by
    return f", theo {place_of_id(*by, names)}" if by and by[0] != chunk.document else ""


def _open_ended(hits: Sequence[Hit], titles: Mapping[str, str], names: Names | None) -> list[str]:
    """A basis of limited duration whose end is not known: a trial, a temporary rule."""
    numbers = dict.fromkeys(
        h.chunk.document
        for h in hits[:NOTED]
        if h.chunk.validity.end is None and _ENDLESS.search(titles.get(h.chunk.document, ""))
    )
    return [
        f"{name_of(number, names)} chỉ áp dụng có thời hạn nhưng trong kho chưa rõ ngày kết thúc; cần kiểm tra "
        f"trước khi dùng."
        for number in numbers
    ]


def _amended(hits: Sequence[Hit], names: Names | None) -> list[str]:
    """By what the text of a basis was amended: the words are those of the day asked about."""
    notices = []
    for hit in hits:
        chunk = hit.chunk
        if match := _AMENDED_HEAD.match(chunk.context):
            number, _, rest = match["place"].partition(" › ")
            original = f"{_path(rest)} {number}".strip()
            notices.append(f"{capital(place(chunk, names))} là lời văn đã sửa đổi, bổ sung của {original}.")
        elif by := [place_of_id(*source, names) for source in chunk.validity.amended_by if source[0] != chunk.document]:
            notices.append(f"{capital(place(chunk, names))} đã được sửa đổi, bổ sung bởi {'; '.join(by[:3])}.")
    return notices


def _path(words: str) -> str:
    """ "Chương II › Điều 5. Thẩm quyền … › khoản 1" → "khoản 1 Điều 5"; in an appendix with its sections."""
    units = "Điều|khoản|điểm" + ("|Phụ lục|Phần|Mục|Tiểu mục|Mẫu số" if words.startswith("Phụ lục") else "")
    steps = re.findall(rf"(?:^|› )((?:{units}) \w+(?:\.\d+)*)(?=\.| ›|$)", words)
    return " ".join(reversed(steps))


def _short(note: str) -> str:
    """A note whose quotation is cut at the end of a part when it is long."""
    if len(note) <= QUOTED:
        return note
    cut = max(note.rfind(mark, 0, QUOTED) for mark in (";", ".", ","))
    return note[: cut if cut > QUOTED // 2 else QUOTED].rstrip(" ;,.") + " …”"


def _unknown(hits: Sequence[Hit], names: Names | None) -> list[str]:
    numbers = dict.fromkeys(h.chunk.document for h in hits if h.chunk.validity.start is None)
    return [
        f"Chưa đọc được ngày có hiệu lực của {name_of(number, names)}; cần kiểm tra trước khi áp dụng."
        for number in numbers
    ]


def _digests(hits: Sequence[Hit], names: Names | None) -> list[str]:
    numbers = dict.fromkeys(h.chunk.document for h in hits if h.chunk.standing is Standing.DIGEST)
    if not numbers:
        return []
    named = ", ".join(name_of(number, names) for number in numbers)
    return [f"Trích từ bản tóm tắt, không phải văn bản chính thức: {named}. Đối chiếu bản chính trước khi ký."]
