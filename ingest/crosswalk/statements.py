"""One sentence of a transfer decree → the powers it speaks of.

Three forms: "Trách nhiệm X của A quy định tại … do B thực hiện" (a *handing*, also "chuyển giao cho B"), "B có
trách nhiệm X theo quy định tại …" (a *holding*), and a list item under a lead-in that names A and B.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import regex

from ingest.crosswalk.citing import BLANK, SectorReference, sector_reference
from ingest.crosswalk.model import TransferKind
from ingest.crosswalk.parties import party_at, party_spans, printed
from ingest.crosswalk.places import Cited, kinds_named

_DUTY = r"(?:thẩm quyền|trách nhiệm|nhiệm vụ(?:\s*,?\s*quyền hạn)?|quyền hạn|chức năng|việc)"
_HEAD = regex.compile(rf"\s*{_DUTY}(?!\p{{L}})(?:\s+(?:của|thuộc))?\s*", regex.IGNORECASE)
_ABOUT = regex.compile(r"\s*(?:trong việc|về việc|về|trong)(?!\p{L})\s*")
_OPENER = regex.compile(r"\s*(?:căn cứ|trường hợp|khi|trong|đối với)\s[^,;]{5,200},\s*", regex.IGNORECASE)
_HANDS = regex.compile(
    r"(?<!\p{L})(?:do|bởi|là|(?:được\s+)?"
    r"(?P<word>chuyển giao|chuyển|phân cấp|phân quyền|ủy quyền|giao)\s+cho)\s+(?:các\s+)?"
)
_EXECUTES = regex.compile(
    r"(?:[^.;:▯]{0,160}?[\s▯])?(?:thực hiện|quyết định|quy định|ban hành|phê duyệt|đảm nhận|chịu trách nhiệm)(?!\p{L})"
)
_MORE_HOLDERS = regex.compile(r"\s*thực hiện\s*,?\s*(?:hoặc|và)\s+(?:do\s+)?")
_NEXT_HOLDER = regex.compile(r"[^;.]*;\s*do\s+(?:các\s+)?")
_DONE = regex.compile(r"[\s,▯]*(?:thực hiện|quyết định)(?!\p{L})")
_OF = regex.compile(r"(?<!\p{L})của\s+(?:các\s+)?")
_STATED = regex.compile(r"[\s,▯]*(?:$|\()|[\s▯]*(?:(?:theo\s+)?quy định|theo|nơi|trong|về|tại|khi|thuộc tỉnh)(?!\p{L})")
_PAPER = regex.compile(
    r"(?:quyết định|nghị quyết|ý kiến|văn bản|chỉ đạo|phân cấp|ủy quyền|phân công|đề nghị|yêu cầu|đồng ý|chấp thuận"
    r"|hướng dẫn|thông tin điện tử|thuộc thẩm quyền|báo cáo|đề án|quy chế|công chức)\s+$"
)
_ACTED_BY = regex.compile(r"(?<!\p{L})do\s+")
_ACTED = regex.compile(r"\s+(?:trong trường hợp[^;]{0,80}?)?quy định\s+tại")
_FORMER = regex.compile(
    r"[\s,]*(?:\(\s*)?(?:mà\s+)?(?:thay(?:\s+cho)?"
    r"|(?:[\p{L}, ]{0,40}?\s)?trước\s+đây(?:\s*(?:là|do|giao|thuộc))?)\s+(?:cho\s+)?"
)
_STANDS_FOR = regex.compile(r"(?:làm|thực hiện)\s+(?:các\s+)?(?:nhiệm vụ|chức năng|trách nhiệm)(?:\s+(?:là|của))?\s+")
_LINKING = regex.compile(r"\s*(?:có\s+(?:trách nhiệm|thẩm quyền|nhiệm vụ)|được)(?!\p{L})\s*")
_SUBJECT_OF = regex.compile(r"[\s▯]*\(|\s*,\s*thay\s|\s+\p{Ll}")
_NO_SUBJECT = regex.compile(
    r"\s+(?:và|hoặc|thuộc|của|đã|khi|nơi)\s|\s+có\s+(?!trách nhiệm|thẩm quyền|nhiệm vụ|quyền|văn bản|ý kiến|thể)"
)
_CONDITION = regex.compile(
    r"(?<!\p{L})(?:trừ(?!\s+chi)|đối với|trong (?:các )?trường hợp|nếu|khi(?:\s+(?:được|đáp ứng|công trình|có))"
    r"|mà(?!\s+(?:trước|không))"
    r"|thuộc (?:các )?trường hợp|theo (?:phân cấp|ủy quyền|nhiệm vụ được|chỉ đạo)|trong phạm vi|không thuộc)(?!\p{L})"
)
_EMPTY_CONDITION = regex.compile(r"(?:\p{L}+\s*){0,2}|(?:đối với|thuộc|trong)\s+(?:các\s+)?trường hợp")
_DANGLING = regex.compile(r"\s*(?:đối với|thuộc|trong)(?:\s+(?:các\s+)?trường hợp)?$|\s+(?:theo|tại|liên quan đến)$")
_LEAD_END = regex.compile(r"[\s,▯]*(?:bao gồm|gồm|cụ thể|được quy định)?[\s,]*(?:như sau|sau đây|sau)?\s*:\s*$")
_PROCEDURE = regex.compile(r"thời hạn|tối đa|ngày làm việc|mẫu số|hồ sơ|kể từ", regex.IGNORECASE)
_SKIPPED = regex.compile(
    r"\s*(?:trình tự|hồ sơ|thời gian|thời hạn|không|thay thế|sử dụng|điều chỉnh quy định|mẫu|bảng|phí|kinh phí"
    r"|thành phần|bãi bỏ|các nội dung|nội dung)(?!\p{L})",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What the lead-ins and headings above a sentence say for it."""

    before: str | None = None
    now: str = ""
    reference: SectorReference | None = None
    matter: str = ""
    conditions: tuple[str, ...] = ()
    word: TransferKind | None = None


@dataclass(frozen=True, slots=True)
class Power:
    """A power as one sentence gives it. `word` is the kind that the sentence itself names."""

    matter: str
    reference: SectorReference | None
    before: str | None
    now: str
    conditions: tuple[str, ...] = ()
    word: TransferKind | None = None


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
        if _SKIPPED.match(self.work, self.start, self.end):
            return []
        held = self._held()
        if held is not None:
            return held
        marker = self._marker()
        if marker is not None:
            return self._handed(*marker)
        if self.context.now:
            return [self._item(a, b) for a, b in self._pieces(self.start, self.end)]
        return []

    def lead(self) -> Context | None:
        """What the sentence, a lead-in that ends with ":", says for its items; None if it names no holder."""
        end = _LEAD_END.search(self.work, self.start, self.end)
        stop = end.start() if end else self.end
        powers = replace(self, end=stop, bare=True).powers()
        if powers:
            one = powers[0]
            return Context(one.before, one.now, one.reference, one.matter, one.conditions, one.word)
        reference = sector_reference(self.work, self.cited, self.start, stop, self.own)
        if reference is None:
            return None
        return Context(
            self._before(self.start, reference.start)[0], "", reference, self._matter(self.start, stop, reference)
        )

    # "B has the duty of X"

    def _held(self) -> list[Power] | None:
        opener = _OPENER.match(self.work, self.start, self.end)
        at = next((a for a in ([opener.end()] if opener else []) + [self.start] if self._is_party(a)), None)
        end = party_at(self.work, at) if at is not None else None
        if at is None or end is None or end > self.end or not _SUBJECT_OF.match(self.work, end, self.end):
            return None
        if _NO_SUBJECT.match(self.work, end, self.end):
            return None
        now = printed(self._clean(at, end))
        before, cuts = self._former(end)
        linking = _LINKING.match(self.work, max([end, *(b for a, b in cuts if a <= end + 1)]), self.end)
        begin = linking.end() if linking else end
        context = self.context
        if before is None and _same(now, context.now):
            before = context.before
        opened = (self._clean(self.start, at).strip(" ,"),) if at > self.start else ()
        word = context.word if context.now else None
        inner = replace(self, context=replace(context, before=before, now=now, word=word))
        found = [inner._item(a, b, cuts, opened) for a, b in self._pieces(begin, self.end)]
        return [power for power in found if self._counts(power)]

    def _counts(self, power: Power) -> bool:
        if power.reference is not None and power.reference is not self.context.reference:
            return True
        if self.context.now or self.context.reference is not None:
            return True
        if regex.match(r"(?:Là|Do)(?!\p{L})", power.matter):
            return False
        return self.bare and self.first and not _PROCEDURE.search(self.work, self.start, self.end)

    def _is_party(self, at: int) -> bool:
        return any(
            start - at in {0, 4} and self.work[at:start] in {"", "Các ", "các "} for start, _ in party_spans(self.work)
        )

    def _former(self, at: int) -> tuple[str | None, list[tuple[int, int]]]:
        """The authority before in "B (thay A) …", "…, thay A", "… mà trước đây A cấp", and the words to leave out."""
        for pattern in (_FORMER, _STANDS_FOR):
            for match in pattern.finditer(self.work, at, self.end):
                end = party_at(self.work, match.end(), place=False)
                if end is None or end > self.end:
                    continue
                name = printed(self._clean(match.end(), end))
                if pattern is _STANDS_FOR:
                    return name, []
                stop = regex.compile(r"(?:\s+(?:cấp|quyết định|thực hiện|làm))?\s*\)?").match(self.work, end, self.end)
                return name, [(match.start(), stop.end() if stop else end)]
        return None, []

    # "the duty X of A is done by B"

    def _marker(self) -> tuple[regex.Match[str], int] | None:
        """The words that hand the power on, and where the holder's name ends."""
        reference = sector_reference(self.work, self.cited, self.start, self.end, self.own)
        found = []
        for match in _HANDS.finditer(self.work, self.start, self.end):
            end = party_at(self.work, match.end())
            if end is None or end > self.end:
                continue
            rest = self.work[end : self.end]
            after = reference is not None and match.start() >= reference.end
            if match.group().startswith("là"):
                handed = after
            elif match["word"] is None:
                handed = bool((_EXECUTES if after and not self.context.now else _DONE).match(rest))
            else:
                handed = not self.context.now
            if handed:
                found.append((match, end))
        later = [m for m in found if reference is None or m[0].start() >= reference.end]
        return later[0] if later and reference else found[-1] if found else None

    def _handed(self, marker: regex.Match[str], end: int) -> list[Power]:
        now, tail = printed(self._clean(marker.end(), end)), end
        conditions = self._tail_conditions(tail)
        if more := _MORE_HOLDERS.match(self.work, tail, self.end):
            stop = party_at(self.work, more.end())
            if stop is not None and stop <= self.end:
                now, conditions = f"{now}; {printed(self._clean(more.end(), stop))}", self._tail_conditions(stop)
        kinds = kinds_named(marker["word"] or "")
        if marker["word"] in {"chuyển giao", "chuyển"}:
            kinds = [TransferKind.DIVISION]
        word = kinds[0] if kinds else None
        pieces = self._pieces(self.start, marker.start())
        head, _, begin = self._head(self.start, marker.start())
        found = []
        for number, (a, b) in enumerate(pieces):
            reference = sector_reference(self.work, self.cited, a, b, self.own) or self._cited_after(end)
            before, cut = self._before(a, reference.start if reference and a <= reference.start < b else b)
            start = begin if number == 0 else a
            matter = self._matter(start, b, reference, [cut] if cut else [])
            inner = self._inner_conditions(a, b, reference)
            found.append(
                Power(matter or self.context.matter, reference, before or head or self.context.before, now,
                      (*self.context.conditions, *inner, *conditions), word)
            )  # fmt: skip
        return [*found, *self._handed_too(found[-1], end)] if found else []

    def _cited_after(self, at: int) -> SectorReference | None:
        return sector_reference(self.work, self.cited, at, self.end, self.own) or self.context.reference

    def _handed_too(self, power: Power, end: int) -> list[Power]:
        """ "do A thực hiện đối với …; do B thực hiện đối với …": the same matter once more."""
        match = _NEXT_HOLDER.match(self.work, end, self.end)
        stop = party_at(self.work, match.end()) if match else None
        if match is None or stop is None or stop > self.end:
            return []
        now = printed(self._clean(match.end(), stop))
        other = replace(power, now=now, conditions=(*self.context.conditions, *self._tail_conditions(stop)))
        return [other, *self._handed_too(other, stop)]

    def _head(self, start: int, end: int) -> tuple[str | None, int, int]:
        """ "Thẩm quyền của A về …": A, where it ends, and where the matter begins."""
        head = _HEAD.match(self.work, start, end)
        if head is None:
            return None, start, start
        stop = party_at(self.work, head.end(), place=False)
        if stop is None or stop > end:
            return None, head.end(), head.end()
        about = _ABOUT.match(self.work, stop, end)
        return printed(self._clean(head.end(), stop)), stop, about.end() if about else stop

    def _before(self, start: int, end: int) -> tuple[str | None, tuple[int, int] | None]:
        """The authority that [start, end) names as the one before, and its words."""
        name, stop, _ = self._head(start, end)
        if name is not None:
            return name, (start, stop)
        found = None
        for match in _OF.finditer(self.work, start, end):
            reach = party_at(self.work, match.end(), place=False)
            if reach is None or reach > end or _PAPER.search(self.work, start, match.start()):
                continue
            if _STATED.match(self.work, reach, self.end) or reach >= end:
                found = printed(self._clean(match.end(), reach)), (match.start(), reach)
        for match in _ACTED_BY.finditer(self.work, start, end) if found is None else ():
            reach = party_at(self.work, match.end(), place=False)
            if reach is not None and reach <= end and _ACTED.match(self.work, reach):
                found = printed(self._clean(match.end(), reach)), (match.start(), reach)
        return found if found else (None, None)

    # Items and parts

    def _item(self, start: int, end: int, cuts: Sequence[tuple[int, int]] = (), opened: tuple[str, ...] = ()) -> Power:
        """A power whose holder is known: an item of a list, or what follows the holder's name."""
        context = self.context
        reference = sector_reference(self.work, self.cited, start, end, self.own)
        conditions = (*context.conditions, *opened, *self._inner_conditions(start, end, reference))
        matter = self._matter(start, end, reference, cuts)
        if context.matter and matter.lower() in {"thực hiện", ""}:
            matter = context.matter
        return Power(matter, reference or context.reference, context.before, context.now, conditions, context.word)

    def _pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """Parts at ";", each with a reference of its own: what has none goes with the part that follows."""
        cuts = [start, *(m.end() for m in regex.finditer(";", self.work[:end], pos=start)), end]
        pieces: list[tuple[int, int]] = []
        begin = start
        for a, b in pairwise(cuts):
            if not self._clean(a, b).strip(" ;,."):
                continue
            if sector_reference(self.work, self.cited, a, b, self.own) is not None:
                pieces.append((begin, b))
                begin = b
        if begin < end and self._clean(begin, end).strip(" ;,."):
            rest = self._clean(begin, end).strip(" ;,.")
            if not pieces or not regex.match(r"(?:không|kết quả|việc|trừ|đồng thời gửi)(?!\p{L})", rest):
                pieces.append((begin, end))
        return pieces

    def _matter(
        self, start: int, end: int, reference: SectorReference | None, cuts: Sequence[tuple[int, int]] = ()
    ) -> str:
        """The task in [start, end): without the reference, the authority before and what follows as condition."""
        stop = end
        inside = reference is not None and start <= reference.start < end
        letters = list(self.work[start:end])
        for a, b in cuts:
            letters[max(a - start, 0) : max(b - start, 0)] = BLANK * max(0, min(b, end) - max(a, start))
        text = "".join(letters)
        after = ""
        if inside and reference is not None:
            rest = text[reference.end - start :]
            condition = _CONDITION.search(rest)
            after = rest[: condition.start()] if condition else rest
            stop = reference.start
        text = _plain(text[: stop - start]).strip(" ,;.")
        text = regex.sub(
            r"\s*(?:đối với|thuộc|trong)(?:\s+(?:các\s+)?trường hợp)?$|\s+(?:theo|tại|liên quan đến)$", "", text
        )
        after = _plain(after).strip(" ,;.)")
        if after and not text:
            text = after
        elif len(after) > 3:
            text = f"{text} {after}"
        return text[:1].upper() + text[1:]

    def _inner_conditions(self, start: int, end: int, reference: SectorReference | None) -> tuple[str, ...]:
        inside = reference is not None and start <= reference.start < end
        parts = [(start, reference.start), (reference.end, end)] if inside and reference else [(start, end)]
        return tuple(c for a, b in parts if (c := self._condition(a, b)))

    def _tail_conditions(self, start: int) -> tuple[str, ...]:
        done = _DONE.match(self.work, start, self.end)
        begin = done.end() if done else start
        condition = self._condition(begin, self.end)
        return (condition,) if condition else ()

    def _condition(self, start: int, end: int) -> str:
        match = _CONDITION.search(self.work, start, end)
        text = self._clean(match.start(), end).partition(";")[0].strip(" ,.)") if match else ""
        text = regex.sub(r"\s+thực hiện$", "", text)
        return "" if _EMPTY_CONDITION.fullmatch(text) else text

    def _clean(self, start: int, end: int) -> str:
        return _plain(self.work[start:end])


def _plain(text: str) -> str:
    words = " ".join(text.replace(BLANK, " ").split())
    return str(regex.sub(r"\s+([,;.)])", r"\1", words))


def _same(left: str, right: str) -> bool:
    return left.casefold() == right.casefold()
