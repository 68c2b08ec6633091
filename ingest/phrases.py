"""Words replaced, added or removed inside provisions: "cụm từ “A” bằng cụm từ “B” tại khoản 3 Điều 6"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.citation_words import Names
from corpus.citations import Mention, find_mentions
from corpus.locate import is_whole
from ingest.listed import moved
from ingest.quotations import BLANK

WORDS = re.compile(
    rf"\s+(?:các\s+|một\s+số\s+)?(?:cụm\s+từ|từ(?:\s+ngữ)?|cụm\s+số|số|dấu|đoạn|nội\s+dung|quy\s+định)?\s*:?\s*(?={BLANK})",
    re.IGNORECASE,
)
_AT = re.compile(
    r"(?<!\w)(?:quy\s+định\s+)?(?:tại|trong|của|ở|vào\s+(?:cuối|đầu|sau|trước)(?!\s+(?:cụm\s+)?từ))\s+(?:toàn\s+bộ\s+|các\s+)?",
    re.IGNORECASE,
)
_NEAR = 90  # characters between "tại" and the place: "tại Mẫu sổ theo dõi … - Phụ lục III"
_ALREADY_AMENDED = re.compile(r"\((?:đã\s+)?được\s+(?:sửa\s+đổi|bổ\s+sung)[^()]*\)", re.IGNORECASE)
NEXT_WORDS = re.compile(
    r"(?:[;,]\s*(?:và\s+)?|\s+và\s+)(?:(?:thay|bỏ|bãi\s+bỏ|thay\s+thế|bổ\s+sung)\s+)?(?:(?:vào\s+)?(?:sau|trước)\s+)?"
    rf"(?:cụm\s+)?từ\s+(?={BLANK})",
    re.IGNORECASE,
)
GOES_ON = re.compile(r"[;,]\s*(?:và\s+)?(?:vào\s+)?(?:sau|trước)\s", re.IGNORECASE)
_OTHER_CHANGE = re.compile(
    rf"[;.]\s*(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+thế|bỏ)\s+(?!(?:các\s+)?(?:cụm\s+)?từ\s+{BLANK})", re.IGNORECASE
)

_NEXT = r"(?:các\s+)?(?:(?:cụm\s+)?từ(?:\s+ngữ)?|(?:cụm\s+)?số|dấu|nội\s+dung)?\s*:?\s*$"
_ONE_MORE = re.compile(rf"\s*[,;]?\s*(?:(?:và|hoặc)\s+)?{_NEXT}", re.IGNORECASE)
#: What stands between two quotations, and how the note says it; all but the last end a row of words.
_LINKS = tuple(
    (re.compile(rf"(?<!\w)(?:{word})\s+{_NEXT}", re.IGNORECASE), sign)
    for word, sign in (("bằng|thành", " → "), ("sau", " sau "), ("trước", " trước "), ("trong", " trong "))
)


def words_changed(words: Sequence[str], between: Sequence[str]) -> str:
    """ "“A”, “B” → “C”" (replaced), "“A” sau “B”" (added) or "“A”, “B”" (taken out), as the sentence has it.

    Args:
        words: quoted in a row, the first of the change first.
        between: what stands between each and the next one.
    """
    told = f"“{words[0]}”"
    for word, gap in zip(words[1:], between, strict=True):
        link = next((sign for pattern, sign in _LINKS if pattern.search(gap)), "")
        if not link and not _ONE_MORE.fullmatch(gap):
            break
        told += f"{link or ', '}“{word}”"
        if link and link != _LINKS[-1][1]:
            break
    return told


def phrase_places(masked: str, at: int, end: int, names: Names) -> list[tuple[int, int, Mention]]:
    """Where words are changed, each with the start and end of what says so; text with quotations blanked out.

    "cụm từ “A” bằng “B” tại khoản 3 Điều 6, điểm a khoản 4 Điều 9; cụm từ “C” bằng “D” tại Điều 7" gives three.
    """
    masked = _ALREADY_AMENDED.sub(lambda match: " " * len(match[0]), masked)
    other = _OTHER_CHANGE.search(masked, at, end)
    end = other.start() if other else end
    cuts = sorted({at, *(m.start() for m in NEXT_WORDS.finditer(masked, at, end)), end})
    places: list[Mention] = []
    found: list[tuple[int, int, Mention]] = []
    for first, last in reversed(list(pairwise(cuts))):
        own = list(_places_after(masked, first, last, names))
        last_blank = max(masked.rfind(BLANK, first, last) + 1, first)
        if not own and not places and last_blank > first:
            before = masked[first:last_blank]
            own = [moved(mention, first) for mention in _places_after(before, 0, len(before), names)]
        places = own or places  # "cụm từ “A” bằng “B”, cụm từ “C” bằng “D” tại Mục I" shares its place
        reach = max([last_blank, *(mention.end for mention in own)])
        found += [(first, reach, mention) for mention in places]
    return found


def _places_after(masked: str, at: int, end: int, names: Names) -> Iterator[Mention]:
    """Places named after "tại" that follows a quotation."""
    for match in _AT.finditer(masked, at, end):
        if BLANK not in masked[at : match.start()]:
            continue
        found = [moved(mention, match.end()) for mention in find_mentions(masked[match.end() : end], names)]
        places = [mention for mention in found if not is_whole(mention.target)] or found[:1]
        between = masked[match.end() : places[0].start] if places else BLANK
        if len(between) <= _NEAR and not re.search(rf"[;.{BLANK}]", between):
            yield from places
            return
