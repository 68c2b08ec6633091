"""Amendments applied: the dated expressions of provisions, each with the words of the text that made them.

An amended provision's old text ends on the day of the amendment and the quoted new text begins; it stays a slice
of the amending document. What cannot be put in place with certainty (replaced phrases, pieces of a provision,
places that are not found) leaves the provision as it is, marked "chưa hợp nhất", and is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.describe import day, place_of, source_of
from corpus.locate import PIECES, Located, Places, is_whole
from corpus.model import Document, Effect, EffectKind, Provision, ProvisionKind, Target, Validity
from corpus.quoted_units import Unit, read_units
from corpus.targets import covers, is_article, kind_named, number_named, path_named

Kind = EffectKind
Key = tuple[str, str]  # (document number, provision id)
_ENDS = {Kind.REPEALS, Kind.REPLACES}


@dataclass(frozen=True, slots=True)
class Expression:
    """One dated text of a provision. `text` is source_document's text[start:end]; `page` is in that document.

    `provision` is the id in `document` (the amended one), also where the corpus does not have that document.
    `part_only` is set where the text replaces or adds a piece of the provision and not all of it.
    """

    document: str
    provision: str
    kind: ProvisionKind
    parent: str | None
    article: str | None
    clause: str | None
    point: str | None
    heading: str
    text: str
    start: int
    end: int
    page: int
    source_document: str
    source_provision: str
    validity: Validity
    part_only: bool = False


@dataclass(frozen=True, slots=True)
class Consolidated:
    """Expressions, the validity of all provisions with amended ones ended, and what happened to each change.

    `applied`, `marked` and `missed` list (acting document, acting provision, place changed) once a change;
    missed are changes of a document of the corpus that no provision of it could be marked with.
    """

    expressions: tuple[Expression, ...]
    validity: dict[Key, Validity]
    applied: tuple[tuple[str, str, Target], ...]
    marked: tuple[tuple[str, str, Target], ...]
    missed: tuple[tuple[str, str, Target], ...]


def consolidate(documents: Sequence[Document], validity: Mapping[Key, Validity]) -> Consolidated:
    """Apply all amendments of the corpus, earliest first.

    Args:
        documents: all documents, with different numbers.
        validity: as `corpus.validity.resolve_validity` gives it.
    """
    work = _Consolidation(documents, dict(validity))
    for number, effect in sorted(work.changes(), key=lambda c: (c[1].when or date.max, c[0])):
        work.apply(number, effect)
    return Consolidated(
        tuple(work.expressions), work.validity, tuple(work.applied), tuple(work.marked), tuple(work.missed)
    )


@dataclass
class _Consolidation:
    documents: Sequence[Document]
    validity: dict[Key, Validity]
    expressions: list[Expression] = field(default_factory=list)
    applied: list[tuple[str, str, Target]] = field(default_factory=list)
    marked: list[tuple[str, str, Target]] = field(default_factory=list)
    missed: list[tuple[str, str, Target]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_number = {d.metadata.number: d for d in self.documents}
        self.places = {number: Places(d.provisions) for number, d in self.by_number.items()}
        self.latest: dict[str, dict[str, int]] = defaultdict(dict)  # document → provision → newest expression
        self.ends: dict[str, list[tuple[str, Effect]]] = defaultdict(list)  # by the document in which something ends
        for number, document in self.by_number.items():
            for effect in document.effects:
                if effect.kind in _ENDS and effect.when:
                    self.ends[effect.target.document or number].append((number, effect))

    def changes(self) -> Iterable[tuple[str, Effect]]:
        """(acting document, effect) of everything that changes text."""
        for number, document in self.by_number.items():
            for effect in document.effects:
                if effect.kind in (Kind.AMENDS, Kind.INSERTS, Kind.PHRASE) and not is_whole(effect.target):
                    yield number, effect

    def apply(self, number: str, effect: Effect) -> None:
        """Make the expressions of one change, or mark what it changes."""
        target, change = effect.target, (number, effect.source, effect.target)
        goal = target.document or number
        places = self.places.get(goal)
        located = places.locate(target) if places else None
        piece = bool(target.other and target.other.startswith(PIECES))
        if effect.new_text is None or effect.when is None or piece:
            if places:
                (self.marked if self._mark(goal, located, number, effect) else self.missed).append(change)
            if effect.new_text is not None:
                self._express(goal, target, located, number, effect, part_only=piece)
            return
        known = self.latest[goal].get(self._id(goal, target, located))
        inserted = effect.kind is Kind.INSERTS and (located is not None or is_article(target))
        found = known is not None or inserted or (located is not None and located.exact)
        if places and not found:
            (self.marked if self._mark(goal, located, number, effect) else self.missed).append(change)
        else:
            self.applied.append(change)
            if located is not None and located.exact:
                self._end_old(goal, located.provision, number, effect)
        self._express(goal, target, located, number, effect)

    def _id(self, goal: str, target: Target, located: Located | None) -> str:
        """Id of the place: of the provision found, or made from the legal path below what holds it."""
        if located is not None and located.exact:
            return located.provision.id
        words = path_named(target)
        if located is not None and words:
            holder = located.provision.id
            inner = [word for word in words if f"__{word}__" not in f"__{holder}__"]
            return "__".join([holder, *inner]) if inner else holder
        return "__".join(words) or "body"

    def _end_old(self, goal: str, provision: Provision, number: str, effect: Effect) -> None:
        """The old text of a provision and of everything in it ends when the new one begins."""
        assert effect.when is not None
        note = f"Nội dung từ ngày {day(effect.when)}: xem {source_of((number, effect.source))}."
        for old in [provision, *self.places[goal].below(provision)]:
            own = self.validity.get((goal, old.id))
            if own is None or (own.end is not None and own.end <= effect.when):
                continue
            self.validity[goal, old.id] = replace(
                own, end=effect.when, ended_by=(number, effect.source), notes=(*own.notes, note)
            )

    def _express(
        self, goal: str, target: Target, located: Located | None, number: str, effect: Effect, part_only: bool = False
    ) -> None:
        assert effect.new_text is not None
        root = self._id(goal, target, located)
        document = self.by_number[number]
        if not part_only:
            self._end_earlier(goal, root, number, effect)
        units = read_units(document.text, *effect.new_text, kind_named(target), number_named(target))
        for unit in units[:1] if target.appendix is not None and target.section is not None else units:
            numbers = dict(part.partition("_")[::2] for part in unit.path.split("__") if part)
            place = replace(
                target,
                article=unit.article or target.article,
                clause=numbers.get("cl", target.clause),
                point=numbers.get("pt", target.point),
            )
            if unit.article and not unit.path and not part_only:
                self._end_earlier(goal, _article_id(root, unit.article), number, effect)
            validity = self._validity(goal, place, number, effect, located, part_only)
            self._add(goal, root, unit, place, document, effect, validity, part_only)

    def _add(
        self, goal: str, root: str, unit: Unit, target: Target, document: Document, effect: Effect,
        validity: Validity, part_only: bool,
    ) -> None:  # fmt: skip
        own = _article_id(root, unit.article) if unit.article else root
        id = own + unit.path
        parent = root if id == own != root else id.rpartition("__")[0] or None
        self.latest[goal][id] = len(self.expressions)
        self.expressions.append(
            Expression(
                document=goal,
                provision=id,
                kind=unit.kind,
                parent=parent,
                article=target.article,
                clause=target.clause,
                point=target.point,
                heading=unit.heading,
                text=document.text[unit.start : unit.end],
                start=unit.start,
                end=unit.end,
                page=next((p.number for p in reversed(document.pages) if unit.start >= p.start), 1),
                source_document=document.metadata.number,
                source_provision=effect.source,
                validity=validity,
                part_only=part_only,
            )
        )

    def _end_earlier(self, goal: str, root: str, number: str, effect: Effect) -> None:
        """Earlier expressions of the same provision, and of what is in it, end too."""
        if effect.when is None:
            return
        for id, at in self.latest[goal].items():
            if id != root and not id.startswith(f"{root}__"):
                continue
            old = self.expressions[at].validity
            if (old.start is None or old.start < effect.when) and (old.end is None or old.end > effect.when):
                ended = replace(old, end=effect.when, ended_by=(number, effect.source))
                self.expressions[at] = replace(self.expressions[at], validity=ended)

    def _validity(
        self, goal: str, target: Target, number: str, effect: Effect, located: Located | None, part_only: bool
    ) -> Validity:
        """From the day of the amendment until the place, its document or the amendment itself is ended."""
        source = (number, effect.source)
        notes = [f"Theo {_lower(source_of(source))}."]
        if part_only:
            notes.append(f"Chỉ thay hoặc thêm một phần của {place_of(replace(target, other=None)) or 'văn bản'}.")
        end, by = self._end_of(goal, target, effect, located)
        own = self.validity.get(source)
        if own is not None and own.end is not None and (end is None or own.end < end):
            end, by = own.end, own.ended_by
            if by is not None and by[0] != number:
                notes.append(f"Điều khoản sửa đổi này hết hiệu lực từ ngày {day(own.end)} ({source_of(by)}).")
        return Validity(effect.when, end, source, by, (), tuple(notes))

    def _end_of(
        self, goal: str, target: Target, effect: Effect, located: Located | None
    ) -> tuple[date | None, Key | None]:
        """The first end after the amendment of the place or of what holds it."""
        after = effect.when or date.min
        ends: list[tuple[date, Key | None]] = []
        document = self.by_number.get(goal)
        if document is not None and document.metadata.effective_to:
            ends.append((document.metadata.effective_to, None))
        for number, other in self.ends[goal]:
            spared = any(covers(exception, target) or covers(target, exception) for exception in other.exceptions)
            if other.when and other.when > after and covers(other.target, target) and not spared:
                ends.append((other.when, (number, other.source)))
        holder = self.validity.get((goal, located.provision.id)) if located else None
        if holder is not None and holder.end is not None and holder.end > after and not located_is_amended(holder):
            ends.append((holder.end, holder.ended_by))
        return min(ends, key=lambda e: e[0], default=(None, None))

    def _mark(self, goal: str, located: Located | None, number: str, effect: Effect) -> bool:
        """Say at the provision that it was changed and that its text does not show it.

        Where the place is not found, what the text begins with says it; where the text has no articles, or some part
        of it that is not named was changed, all of it does.
        """
        places = self.places[goal]
        held = [located.provision] if located else _speaking(list(places.by_id.values()), effect.target)
        source = source_of((number, effect.source))
        since = f"từ ngày {day(effect.when)}" if effect.when else "từ ngày chưa rõ"
        if effect.kind is Kind.PHRASE and effect.note:
            change = f"thay, bỏ hoặc bổ sung cụm từ {effect.note} theo {_lower(source)}"
        else:
            change = f"{place_of(effect.target) or 'Một phần văn bản'} đã được sửa đổi bởi {_lower(source)}"
            change += f" ({effect.note})" if effect.note else ""
        unfound = "" if located else "; chưa tìm được chỗ đó trong văn bản này"
        note = f"{change[:1].upper()}{change[1:]} {since}{unfound}; văn bản chưa hợp nhất."
        for provision in held:
            own = self.validity.get((goal, provision.id))
            if own is not None and note not in own.notes:
                self.validity[goal, provision.id] = replace(own, notes=(*own.notes, note))
        return bool(held)


def _article_id(root: str, article: str) -> str:
    """Id of an article of the section `root`: articles carry the attached regulation in their ids, but no section."""
    attached = root.partition("__")[0] if root.startswith("att_") else ""
    return f"{attached}__art_{article}" if attached else f"art_{article}"


def _speaking(provisions: Sequence[Provision], target: Target) -> list[Provision]:
    """The provisions that say that a place was changed which the text does not have."""
    places = [p for p in provisions if p.kind is not ProvisionKind.SIGNATURE]
    articles = [p for p in places if p.kind is ProvisionKind.ARTICLE]
    if is_whole(replace(target, other=None)):
        return articles or [p for p in places if p.parent is None and p.kind is not ProvisionKind.PREAMBLE]
    if articles:
        return places[:1]
    return [p for p in places if p.parent is None and p.kind is not ProvisionKind.PREAMBLE] or places[:1]


def located_is_amended(validity: Validity) -> bool:
    """Whether the text ended because an amendment replaced it, not because its place was ended."""
    return any(note.startswith("Nội dung từ ngày") for note in validity.notes)


def _lower(words: str) -> str:
    """The words in mid-sentence: "Điều" keeps its capital, "Khoản" does not."""
    return words if words.startswith(("Điều", "Chương", "Phụ lục", "Phần")) else f"{words[:1].lower()}{words[1:]}"
