"""One sentence of a transfer decree → the powers it speaks of.

Three forms: "Trách nhiệm X của A quy định tại … do B thực hiện" (a *handing*, also "chuyển giao cho B"), "B có
trách nhiệm X theo quy định tại …" (a *holding*), and a list item under a lead-in that names A and B.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import regex

from ingest.crosswalk import statement_words as words
from ingest.crosswalk.citing import BLANK, SectorReference, sector_reference
from ingest.crosswalk.model import TransferKind
from ingest.crosswalk.parties import party_at, party_spans, printed
from ingest.crosswalk.places import Cited, kinds_named
from ingest.crosswalk.powers import Context, Power
from ingest.crosswalk.wording import condition, inner_conditions, matter, pieces, plain


@dataclass
class Sentence:
    """[start, end) of a unit's blanked text. `first` is the unit's first sentence, `bare` as in `Transferring`."""

    work: str
    cited: Sequence[Cited]
    start: int
    end: int
    own: str
    first: bool = True
    bare: bool = True
    context: Context = field(default_factory=Context)

    def powers(self) -> list[Power]:
        """The powers of this sentence; none if it transfers nothing."""
        if words.SKIPPED.match(self.work, self.start, self.end):
            return []
        if passed_on := self._passed_on():
            return passed_on
        held = self._held()
        if held is not None:
            return held if not (parts := self._other_subjects()) else self._held_in_parts(parts)
        marker = self._marker()
        if marker is not None:
            return self._handed(*marker)
        if self.context.now:
            return [self._item(a, b) for a, b in pieces(self.work, self.cited, self.start, self.end, self.own)]
        return []

    def lead(self) -> Context | None:
        """What the sentence, a lead-in that ends with ":", says for its items; None if it names no holder."""
        end = words.LEAD_END.search(self.work, self.start, self.end)
        stop = end.start() if end else self.end
        powers = replace(self, end=stop, bare=True).powers()
        if powers:
            one = powers[0]
            return Context(one.before, one.now, one.reference, one.matter, one.conditions, one.word)
        if holder := self._holder(stop):
            return Context(self.context.before, holder)
        reference = sector_reference(self.work, self.cited, self.start, stop, self.own)
        if reference is None:
            return None
        before, _ = self._before(self.start, reference.start)
        begin = self._head(self.start, stop)[2]
        return Context(before, "", reference, matter(self.work, begin, stop, reference))

    def _holder(self, stop: int) -> str:
        """B in "B có thẩm quyền", with nothing said before the items."""
        end = party_at(self.work, self.start) or stop
        linking = words.LINKING.match(self.work, end, stop)
        return printed(self._clean(self.start, end)) if linking and not self._clean(linking.end(), stop) else ""

    # "A decentralises X to B"

    def _passed_on(self) -> list[Power]:
        """What an authority hands on itself, "A phân cấp X cho B" or "A phân cấp cho B X": B holds it now."""
        passes = words.PASSES_ON.match(self.work, party_at(self.work, self.start) or self.end, self.end)
        if passes is None:
            return []
        for match in words.TO.finditer(self.work, passes.end(), self.end):
            stop = party_at(self.work, match.end())
            if stop is None or stop > self.end:
                continue
            linking = words.LINKING.match(self.work, stop, self.end)
            first = not self._clean(passes.end(), match.start())
            begin, last = (linking.end() if linking else stop, self.end) if first else (passes.end(), match.start())
            before, now = printed(self._clean(self.start, passes.start())), printed(self._clean(match.end(), stop))
            kind, tail = kinds_named(passes["word"])[0], () if first else self._tail_conditions(stop)
            inner = replace(self, context=replace(self.context, before=before, now=now, word=kind))
            found = (inner._item(a, b) for a, b in pieces(self.work, self.cited, begin, last, self.own))
            return [replace(power, conditions=(*power.conditions, *tail)) for power in found]
        return []

    # "B has the duty of X"

    def _held(self) -> list[Power] | None:
        opener = words.OPENER.match(self.work, self.start, self.end)
        at = next((a for a in ([opener.end()] if opener else []) + [self.start] if self._is_party(a)), None)
        end = party_at(self.work, at) if at is not None else None
        if at is None or end is None or end > self.end or not self._is_subject(end):
            return None
        now = printed(self._clean(at, end))
        before, cuts = self._former(end)
        if regex.match(r"\s+không\s", self.work[end : self.end]) or words.NOBODY.fullmatch(now):
            return []
        linking = words.LINKING.match(self.work, max([end, *(b for a, b in cuts if a <= end + 1)]), self.end)
        begin = linking.end() if linking else end
        context = self.context
        if before is None and (not context.now or _same(now, context.now)):
            before = context.before
        opened = (self._clean(self.start, at).strip(" ,"),) if at > self.start else ()
        word = context.word if context.now else None
        work = self.work
        for a, b in cuts:
            work = work[:a] + BLANK * (b - a) + work[b:]
        inner = replace(self, work=work, context=replace(context, before=before, now=now, word=word))
        found = [inner._item(a, b, opened) for a, b in pieces(work, self.cited, begin, self.end, self.own)]
        return [power for power in found if self._counts(power)]

    def _is_subject(self, end: int) -> bool:
        """Whether the authority whose name ends there does what follows."""
        follows = words.SUBJECT_OF.match(self.work, end, self.end)
        return follows is not None and not words.NO_SUBJECT.match(self.work, end, self.end)

    def _other_subjects(self) -> list[int]:
        """Where "; C …" begins: another holder in the same sentence."""
        found = []
        for match in regex.finditer(r";\s+", self.work[: self.end], pos=self.start):
            stop = party_at(self.work, match.end()) if self._is_party(match.end()) else None
            if stop is not None and self._is_subject(stop):
                found.append(match.end())
        return found

    def _held_in_parts(self, starts: Sequence[int]) -> list[Power]:
        """Each holder's part by itself; a part without a reference rests on the next part's."""
        powers: list[Power] = []
        for start, end in reversed(list(pairwise([self.start, *starts, self.end]))):
            found = replace(self, start=start, end=end, bare=True)._held() or []
            later = powers[0].reference if powers else None
            powers = [replace(power, reference=power.reference or later) for power in found] + powers
        return powers

    def _counts(self, power: Power) -> bool:
        if power.reference is not None and power.reference is not self.context.reference:
            return True
        if self.context.now or self.context.reference is not None:
            return True
        if regex.match(r"(?:Là|Do)(?!\p{L})", power.matter):
            return False
        return self.bare and self.first and not words.PROCEDURE.search(self.work, self.start, self.end)

    def _is_party(self, at: int) -> bool:
        return any(
            start - at in {0, 4} and self.work[at:start] in {"", "Các ", "các "} for start, _ in party_spans(self.work)
        )

    def _former(self, at: int) -> tuple[str | None, list[tuple[int, int]]]:
        """The authority before in "B (thay A) …", "…, thay A", "… mà trước đây A cấp", and the words to leave out."""
        for pattern in (words.FORMER, words.STANDS_FOR):
            for match in pattern.finditer(self.work, at, self.end):
                end = party_at(self.work, match.end(), place=False)
                if end is None or end > self.end:
                    continue
                name = printed(self._clean(match.end(), end))
                if pattern is words.STANDS_FOR:
                    return name, []
                stop = regex.compile(r"(?:\s+(?:cấp|quyết định|thực hiện|làm))?\s*\)?").match(self.work, end, self.end)
                return name, [(match.start(), stop.end() if stop else end)]
        return None, []

    # "the duty X of A is done by B"

    def _marker(self) -> tuple[regex.Match[str], int] | None:
        """The words that hand the power on, and where the holder's name ends."""
        reference = sector_reference(self.work, self.cited, self.start, self.end, self.own)
        found = []
        for match in words.HANDS.finditer(self.work, self.start, self.end):
            end = party_at(self.work, match.end())
            if end is None or end > self.end:
                continue
            rest = self.work[end : self.end]
            after = reference is not None and match.start() >= reference.end
            if match.group().startswith("là"):
                handed = after
            elif match["word"] is None:
                stated = reference or self.context.reference or words.HEAD.match(self.work, self.start)
                handed = bool(stated and (words.EXECUTES if after and not self.context.now else words.DONE).match(rest))
            else:
                handed = not self.context.now
            if handed:
                found.append((match, end))
        later = [m for m in found if reference is None or m[0].start() >= reference.end]
        return later[0] if later and reference else found[-1] if found else None

    def _handed(self, marker: regex.Match[str], end: int) -> list[Power]:
        now, tail = printed(self._clean(marker.end(), end)), end
        conditions = self._tail_conditions(tail)
        if more := words.MORE_HOLDERS.match(self.work, tail, self.end):
            stop = party_at(self.work, more.end())
            if stop is not None and stop <= self.end:
                now, conditions = f"{now}; {printed(self._clean(more.end(), stop))}", self._tail_conditions(stop)
        kinds = kinds_named(marker["word"] or "")
        if marker["word"] in {"chuyển giao", "chuyển"}:
            kinds = [TransferKind.DIVISION]
        word = kinds[0] if kinds else None
        parts = pieces(self.work, self.cited, self.start, marker.start(), self.own)
        head, _, begin = self._head(self.start, marker.start())
        found: list[Power] = []
        for number, (a, b) in enumerate(parts):
            reference = sector_reference(self.work, self.cited, a, b, self.own) or self._cited_after(end)
            before, cut = self._before(a, reference.start if reference and a <= reference.start < b else b)
            start = begin if number == 0 else a
            task = matter(self.work, start, b, reference, [cut] if cut else [])
            inner = inner_conditions(self.work, a, b, reference)
            task = self._task(task, start) if task or not found else found[0].matter
            before = before or head or self.context.before
            held_to = (*self.context.conditions, *inner, *conditions)
            found.append(Power(task, reference, before, now, held_to, word))
        return [*found, *self._handed_too(found[-1], end)] if found else []

    def _task(self, task: str, begin: int) -> str:
        """`task`; where the sentence only says whose duty it is ("Nhiệm vụ của A"), those words."""
        case = words.CASE.fullmatch(task)
        if task and not case:
            shorter = words.ABOUT_FIRST.sub("", task)
            return f"{shorter[:1].upper()}{shorter[1:]}"
        if self.context.matter:
            return self.context.matter
        whose = self._clean(self.start, begin).strip(" ,;.") or task
        return whose if whose and not case else task

    def _cited_after(self, at: int) -> SectorReference | None:
        return sector_reference(self.work, self.cited, at, self.end, self.own) or self.context.reference

    def _handed_too(self, power: Power, end: int) -> list[Power]:
        """ "do A thực hiện đối với …; do B thực hiện đối với …": the same matter once more."""
        match = words.NEXT_HOLDER.match(self.work, end, self.end)
        stop = party_at(self.work, match.end()) if match else None
        if match is None or stop is None or stop > self.end:
            return []
        now = printed(self._clean(match.end(), stop))
        other = replace(power, now=now, conditions=(*self.context.conditions, *self._tail_conditions(stop)))
        return [other, *self._handed_too(other, stop)]

    def _head(self, start: int, end: int) -> tuple[str | None, int, int]:
        """ "Thẩm quyền của A về …": A, where it ends, and where the matter begins."""
        head = words.HEAD.match(self.work, start, end)
        if head is None:
            return None, start, start
        stop = party_at(self.work, head.end(), place=False)
        if stop is None or stop > end:
            return None, head.end(), head.end()
        about = words.ABOUT.match(self.work, stop, end)
        return printed(self._clean(head.end(), stop)), stop, about.end() if about else stop

    def _before(self, start: int, end: int) -> tuple[str | None, tuple[int, int] | None]:
        """The authority that [start, end) names as the one before, and its words."""
        name, stop, _ = self._head(start, end)
        if name is not None:
            return name, (start, stop)
        found = None
        for match in words.OF.finditer(self.work, start, end):
            reach = party_at(self.work, match.end(), place=False)
            if reach is None or reach > end or words.PAPER.search(self.work, start, match.start()):
                continue
            if words.STATED.match(self.work, reach, self.end) or reach >= end:
                found = printed(self._clean(match.end(), reach)), (match.start(), reach)
        for match in words.ACTED_BY.finditer(self.work, start, end) if found is None else ():
            reach = party_at(self.work, match.end(), place=False)
            if reach is not None and reach <= end and words.ACTED.match(self.work, reach):
                found = printed(self._clean(match.end(), reach)), (match.start(), reach)
        return found if found else (None, None)

    # Items and parts

    def _item(self, start: int, end: int, opened: tuple[str, ...] = ()) -> Power:
        """A power whose holder is known: an item of a list, or what follows the holder's name."""
        context = self.context
        reference = sector_reference(self.work, self.cited, start, end, self.own)
        conditions = (*context.conditions, *opened, *inner_conditions(self.work, start, end, reference))
        task = matter(self.work, start, end, reference)
        if context.matter and task.lower() in {"thực hiện", ""}:
            task = context.matter
        return Power(task, reference or context.reference, context.before, context.now, conditions, context.word)

    def _tail_conditions(self, start: int) -> tuple[str, ...]:
        done = words.DONE.match(self.work, start, self.end)
        begin = done.end() if done else start
        found = condition(self.work, begin, self.end)
        return (found,) if found else ()

    def _clean(self, start: int, end: int) -> str:
        return plain(self.work[start:end])


def _same(left: str, right: str) -> bool:
    return left.casefold() == right.casefold()
