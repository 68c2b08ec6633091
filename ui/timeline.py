"""A document's time as a picture: when it is in force, and what changed it when. Inline SVG with its text beside it.

Places along the line are given in percent, so that the picture is as wide as the page and its letters keep their
size on a phone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from corpus.changes import Change
from corpus.model import EffectKind, Validity
from ui import texts, wording
from ui.passages import place_link

_CLOSE = 4.5  # percent; marks nearer than that go to the other lane
_SHOWN = 4  # events listed before the rest is folded
_VERBS = {
    EffectKind.AMENDS: texts.CHANGE_AMENDS,
    EffectKind.INSERTS: texts.CHANGE_AMENDS,
    EffectKind.PHRASE: texts.CHANGE_AMENDS,
    EffectKind.REPEALS: texts.CHANGE_REPEALS,
    EffectKind.EXPIRES: texts.CHANGE_REPEALS,
    EffectKind.REPLACES: texts.CHANGE_REPLACES,
    EffectKind.STARTS: texts.CHANGE_STARTS,
    EffectKind.KEEPS: texts.CHANGE_KEEPS,
    EffectKind.LIMITS: texts.CHANGE_LIMITS,
}


@dataclass(frozen=True, slots=True)
class Event:
    """What happened on one day: words, and the place (document, provision) that says so, if any."""

    when: date | None
    words: str
    place: tuple[str, str] | None = None


def events(number: str, issued: date | None, validity: Validity, found: Sequence[Change]) -> list[Event]:
    """Issue, start, changes and end of the document `number`, the earliest first; unknown days last."""
    told = [Event(issued, texts.EVENT_ISSUED)] if issued else []
    told += [Event(validity.start, texts.EVENT_STARTS)] if validity.start else []
    grouped: dict[tuple[date | None, str], list[Change]] = defaultdict(list)
    for change in found:
        if change.document != number:
            grouped[change.effect.when, change.document].append(change)
    for (when, document), group in grouped.items():
        verbs = dict.fromkeys(_VERBS[c.effect.kind] for c in group if c.effect.kind in _VERBS)
        name = wording.document_name(document)
        words = texts.EVENT_CHANGED.format(number=name, verbs=", ".join(verbs), count=len(group))
        told.append(Event(when, words, (document, group[0].effect.source)))
    if validity.end:
        told.append(Event(validity.end, texts.EVENT_ENDS, validity.ended_by))
    return sorted(told, key=lambda event: (event.when is None, event.when or date.max))


def timeline(number: str, issued: date | None, validity: Validity, found: Sequence[Change], as_of: date) -> Markup:
    """The picture and, below it, the same in words."""
    told = events(number, issued, validity, found)
    days = [event.when for event in told if event.when]
    if not days:
        return Markup('<p class="soft small">{}</p>').format(texts.UNKNOWN_VALIDITY)
    axis = _Axis(min(days), max([*days, as_of]))
    numbers = {day: at for at, day in enumerate(dict.fromkeys(days), 1)}
    return Markup('<figure class="timeline">{}{}</figure>').format(
        _picture(number, axis, numbers, validity, as_of), _words(told, numbers)
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days → percent of the width, with room at both ends."""

    first: date
    last: date

    def at(self, day: date) -> float:
        span = max((self.last - self.first).days, 1)
        return round(2.5 + 95 * min(max((day - self.first).days / span, 0), 1), 2)


def _picture(number: str, axis: _Axis, numbers: dict[date, int], validity: Validity, as_of: date) -> Markup:
    start = axis.at(validity.start) if validity.start else axis.at(axis.first)
    end = axis.at(validity.end) if validity.end else 100.0
    title = texts.TIMELINE_TITLE.format(number=number)
    said = texts.TIMELINE_TEXT.format(span=wording.validity_span(validity), count=len(numbers))
    marks, lane, last = [], 0, -100.0
    for day, at in numbers.items():
        place = axis.at(day)
        lane = 1 - lane if place - last < _CLOSE else 0
        last = place
        marks.append(_mark(place, at, lane))
    return Markup(
        '<svg class="line" width="100%" height="74" role="img" aria-label="{title}. {said}"><title>{title}</title>'
        '<desc>{said}</desc><line class="axis" x1="0" x2="100%" y1="46" y2="46"/>'
        '<rect class="force" x="{start}%" width="{width}%" y="42" height="8"/>'
        '<line class="now" x1="{now}%" x2="{now}%" y1="32" y2="58"/>'
        '<text class="day" x="{now}%" y="70" text-anchor="{anchor}">{today}</text>{marks}</svg>'
    ).format(
        title=title, said=said, start=start, width=round(max(end - start, 0.4), 2), now=axis.at(as_of),
        anchor=_anchor(axis.at(as_of)), today=texts.TIMELINE_DAY.format(day=wording.day(as_of)),
        marks=Markup("").join(marks),
    )  # fmt: skip


def _anchor(place: float) -> str:
    return "start" if place < 15 else "end" if place > 85 else "middle"


def _mark(place: float, number: int, lane: int) -> Markup:
    y = 10 if lane == 0 else 26
    return Markup(
        '<line class="stem" x1="{x}%" x2="{x}%" y1="{top}" y2="50"/><circle class="dot" cx="{x}%" cy="{y}" r="8.5"/>'
        '<text class="nth" x="{x}%" y="{base}" text-anchor="middle">{n}</text>'
    ).format(x=place, top=y, y=y, base=y + 4, n=number)


def _words(told: Sequence[Event], numbers: dict[date, int]) -> Markup:
    items = [_item(event, numbers) for event in told]
    shown = _SHOWN if len(items) > _SHOWN + 1 else len(items)  # nobody unfolds a single line
    first, rest = items[:shown], items[shown:]
    more = texts.TIMELINE_MORE.format(count=len(rest))
    folded = Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(more, Markup("").join(rest))
    return Markup("<figcaption><ul>{}</ul>{}</figcaption>").format(
        Markup("").join(first), folded if rest else Markup("")
    )


def _item(event: Event, numbers: dict[date, int]) -> Markup:
    number = numbers[event.when] if event.when else "–"
    source = Markup("")
    if event.place:
        number_said = event.place[0] in event.words
        source = Markup(" ") + place_link(*event.place, wording.place("", event.place[1]) if number_said else "")
    return Markup('<li><span class="nth">{}</span> <strong>{}</strong> {}{}</li>').format(
        number, wording.day(event.when), event.words, source
    )
