"""Lists of places after a verb: which of the documents named in a sentence are meant, which stand in a title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from corpus.citation_words import UNIT_RANK, Names
from corpus.citations import Mention, mentions_at
from corpus.locate import is_whole
from corpus.model import Target

LIST_GAP = re.compile(
    r"(?:\s*[,;]\s*(?:và\s+)?|\s+và\s+)(?:(?:tại|trong|ở)\s+)?(?:các\s+)?$|(?:điều|khoản|điểm)\s*:\s*$|số\s+thứ\s+tự\s+\d+\s+$|\n\s*(?:-\s*)?$",
    re.IGNORECASE,
)


def citation_list(text: str, at: int, end: int, names: Names) -> Iterator[Mention]:
    """Places listed from `at` on; documents named only inside the title of a listed one are not listed.

    "Nghị định số A … quy định chi tiết Luật B và Nghị định số C … sửa đổi Nghị định số A" lists A and C.
    """
    listed, last_kind = True, ""
    while at < end:
        mentions, stop = mentions_at(text, at, names, end)
        before = max(0, at - 14)
        for mention in mentions:
            kind = re.sub(r"\d+$", "", (mention.target.document or "").rpartition("/")[2]) or "own"
            if LIST_GAP.search(text[before : mention.start]) or not last_kind:
                listed = listed or kind != last_kind or not is_whole(mention.target)
            else:
                listed = False
            last_kind, before = kind, mention.end
            if listed:
                yield mention
        at = max(stop, at + 1) if mentions else _next_word(text, at, end)


def moved(mention: Mention, by: int) -> Mention:
    """The mention with its span shifted."""
    return replace(mention, start=mention.start + by, end=mention.end + by)


def complete(target: Target, outer: Target) -> Target:
    """`target` with the larger units of `outer` where it names none itself."""
    named = [unit for unit in UNIT_RANK if getattr(target, unit, None) is not None and unit != "document"]
    form = bool(target.other and "Mẫu số" in target.other)
    if not named and not form:
        return replace(target, document=target.document or outer.document)
    top = max(UNIT_RANK[unit] for unit in [*named, *(["form"] if form else [])])
    larger = {
        f.name: getattr(outer, f.name)
        for f in fields(Target)
        if getattr(target, f.name) is None and f.name != "other" and UNIT_RANK.get(f.name, 0) > top
    }
    if target.article is not None:
        larger = {name: value for name, value in larger.items() if name == "document"}
    return replace(target, **larger)


def shared_units(places: Sequence[Target]) -> Target:
    """The units that all places have in common."""
    first = places[0]
    shared = {
        f.name: getattr(first, f.name)
        for f in fields(Target)
        if all(getattr(place, f.name) == getattr(first, f.name) for place in places)
    }
    other = shared.get("other")
    return replace(
        Target(**shared),
        document=None,
        other=other if other and ("số" in other or "nội dung" in other) else None,
    )


def _next_word(text: str, at: int, end: int) -> int:
    match = re.compile(r"\S*\s+").match(text, at, end)
    return match.end() if match else end
