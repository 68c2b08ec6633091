"""When each provision is in force, from its document's own dates and what all documents of the corpus do to it.

Effects act in the order of their dates and stay done, even when the acting provision ends later itself. The
earliest end wins. What ends takes everything inside it along, except what is carved out; a clause whose last
point has ended has ended too. Law 64/2025/QH15 on legal documents: effect, part of a text, expiry.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from corpus.describe import capital, day, period, place_of, source_of
from corpus.locate import Places, is_whole
from corpus.model import Document, Effect, EffectKind, Provision, ProvisionKind, Target, Validity
from corpus.namesakes import succeeded_laws

Kind = EffectKind
Key = tuple[str, str]  # (document number, provision id)
_ENDS = (Kind.REPEALS, Kind.REPLACES, Kind.EXPIRES)  # ordered, so that notes come in the same order in every run
_CHANGES = (Kind.AMENDS, Kind.INSERTS, Kind.PHRASE)
_CLOSED_FROM_BELOW = {ProvisionKind.ARTICLE, ProvisionKind.CLAUSE, ProvisionKind.POINT}
# "Các quy định về giá đất, về giá bán nhà ở tái định cư, về trưng dụng đất …": the matters kept
_MATTER = re.compile(r"\bvề ([^\W\d_]+(?: [^\W\d_]+){0,6}?)(?=,| không| tại| thì| và|$)")


@dataclass(frozen=True, slots=True)
class _Act:
    """One effect with the document it comes from."""

    number: str
    effect: Effect

    @property
    def source(self) -> Key:
        return self.number, self.effect.source

    @property
    def target_number(self) -> str:
        return self.effect.target.document or self.number


@dataclass(slots=True)
class _State:
    start: date | None
    end: date | None = None
    started_by: Key | None = None
    ended_by: Key | None = None
    amended_by: list[Key] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def end_on(self, when: date, by: Key | None) -> None:
        if self.end is None or when < self.end or (when == self.end and self.ended_by is None):
            self.end, self.ended_by = when, by

    def frozen(self) -> Validity:
        return Validity(self.start, self.end, self.started_by, self.ended_by, tuple(self.amended_by), tuple(self.notes))


def resolve_validity(documents: Sequence[Document]) -> dict[Key, Validity]:
    """Validity of every provision of every document, by (document number, provision id).

    Documents must have different numbers. A provision that an effect touches only in part, or that could not
    be located exactly, stays in force with a note.
    """
    timeline = _Timeline(documents)
    timeline.start_parts()
    timeline.end_and_repeal()
    timeline.end_namesakes()
    timeline.close_from_below()
    timeline.mark_amended()
    timeline.mark_kept()
    timeline.mark_limited()
    timeline.mark_conditions()
    return {key: state.frozen() for key, state in timeline.states.items()}


class _Timeline:
    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = {document.metadata.number: document for document in documents}
        self.places = {number: Places(d.provisions) for number, d in self.documents.items()}
        self.states: dict[Key, _State] = {}
        self.acts: dict[EffectKind, list[_Act]] = defaultdict(list)
        self.held: set[Key] = set()  # in force for a piece that was excepted, whatever else in them ended
        self.conditions: dict[Key, str] = {}  # ending provision → what it says of its limits
        for number, document in self.documents.items():
            start, end = document.metadata.effective_from, document.metadata.effective_to
            for provision in document.provisions:
                self.states[number, provision.id] = _State(start, end)
            for effect in document.effects:
                self.acts[effect.kind].append(_Act(number, effect))

    def start_parts(self) -> None:
        """Parts of a text that start on a day of their own."""
        for act in self._acts(Kind.STARTS):
            located = self.places[act.number].locate(act.effect.target)
            if not located:
                continue
            if not located.exact or act.effect.when is None:
                when = f"từ ngày {day(act.effect.when)}" if act.effect.when else "vào ngày khác"
                self.states[act.number, located.provision.id].note(
                    f"Riêng {place_of(act.effect.target)} có hiệu lực {when} ({source_of(act.source)})."
                )
                continue
            for provision in self._with_below(act.number, located.provision):
                state = self.states[act.number, provision.id]
                state.start, state.started_by = act.effect.when, act.source

    def end_and_repeal(self) -> None:
        """Own expiry, repeal and replacement, earliest first."""
        acts = [act for kind in _ENDS for act in self._acts(kind)]
        for act in sorted(acts, key=lambda a: (a.effect.when or date.max, a.number)):
            if act.effect.when is None:
                self._note_undated(act)
            elif is_whole(act.effect.target):
                self._end_document(act, act.effect.when)
            else:
                self._end_part(act, act.effect.when)

    def end_namesakes(self) -> None:
        """A law ends when the next law of the same name starts (`corpus.namesakes`)."""
        for old, new, article, when in succeeded_laws(self.documents.values()):
            for provision_id in self.places[old].by_id:
                state = self.states[old, provision_id]
                if state.end is None or state.end > when:
                    state.end_on(when, (new, article))
                    state.note(f"Chậm nhất từ ngày {day(when)} được thay bằng luật cùng tên số {new} (suy từ tên).")

    def close_from_below(self) -> None:
        """End a clause or article all of whose inner provisions ended; note on one that lost some of them."""
        for number, places in self.places.items():
            for provision in reversed(list(places.by_id.values())):
                inner = [p for p in places.children.get(provision.id, ()) if p.kind is not ProvisionKind.SIGNATURE]
                if not inner or provision.kind not in _CLOSED_FROM_BELOW or (number, provision.id) in self.held:
                    continue
                own = self.states[number, provision.id]
                states = [self.states[number, child.id] for child in inner]
                ends = [state.end for state in states if state.end is not None]
                if len(ends) == len(states) and (own.end is None or max(ends) < own.end):
                    last = max(states, key=lambda s: s.end or date.min)
                    own.end_on(max(ends), last.ended_by)
                self._note_partial(number, own, inner)

    def mark_amended(self) -> None:
        """Who amended a provision, or inserted something into it."""
        for kind in _CHANGES:
            for act in self._acts(kind):
                for provision in self._touched(act):
                    state = self.states[act.target_number, provision.id]
                    if act.source not in state.amended_by:
                        state.amended_by.append(act.source)

    def mark_kept(self) -> None:
        """Put what a text keeps alive beside what the same text ends: a contradiction is shown, not solved."""
        for act in self._acts(Kind.KEEPS):
            places = self.places.get(act.target_number)
            if places is None or act.target_number == act.number:
                continue
            named = [] if is_whole(act.effect.target) else self._located(act, act.effect.target)
            matters = _MATTER.findall(act.effect.note)
            note = f"{source_of(act.source)} lại nêu: “{act.effect.note.strip()}”"
            for provision in places.by_id.values():
                state = self.states[act.target_number, provision.id]
                ended_here = state.ended_by is not None and state.ended_by[0] == act.number
                if provision in named or (ended_here and _is_about(provision.text, matters)):
                    state.note(note)

    def mark_limited(self) -> None:
        """Put beside a provision what another text no longer carries out, or carries out otherwise, of it."""
        for act in self._acts(Kind.LIMITS):
            own = self.states[act.number, act.effect.source]
            note = f"{source_of(act.source)}{period(own.start, own.end)}: “{act.effect.note.strip()}”"
            for provision in self._touched(act):
                self.states[act.target_number, provision.id].note(note)

    def mark_conditions(self) -> None:
        """Quote the clause that ends a provision where it sets conditions ("trừ các trường hợp sau")."""
        for state in self.states.values():
            condition = self.conditions.get(state.ended_by) if state.ended_by else None
            if condition and state.ended_by:
                state.note(f"{source_of(state.ended_by)}: “{condition}”")

    def _acts(self, kind: EffectKind) -> list[_Act]:
        return sorted(self.acts[kind], key=lambda a: (a.effect.when or date.max, a.number))

    def _end_document(self, act: _Act, when: date) -> None:
        places = self.places.get(act.target_number)
        if places is None:
            return
        kept = self._spared(act)
        for provision in places.by_id.values():
            if provision.id in kept:
                continue
            self.states[act.target_number, provision.id].end_on(when, act.source)
        if act.effect.note:
            self.conditions[act.source] = act.effect.note

    def _end_part(self, act: _Act, when: date) -> None:
        places = self.places.get(act.target_number)
        if places is None:
            return
        located = places.locate(act.effect.target)
        if located is None:
            return
        if not located.exact:
            self.states[act.target_number, located.provision.id].note(
                f"{capital(place_of(act.effect.target))} hết hiệu lực từ ngày {day(when)} "
                f"({source_of(act.source)}); phần đó chưa tách được trong văn bản này."
            )
            return
        kept = self._spared(act)
        for provision in self._with_below(act.target_number, located.provision):
            state = self.states[act.target_number, provision.id]
            if provision.id not in kept:
                state.end_on(when, act.source)
        if act.effect.note:
            self.conditions[act.source] = act.effect.note
        if kept and located.provision.id in kept:
            shown = ", ".join(place_of(e) for e in act.effect.exceptions)
            self.states[act.target_number, located.provision.id].note(
                f"Từ ngày {day(when)} chỉ còn hiệu lực: {shown} ({source_of(act.source)})."
            )

    def _spared(self, act: _Act) -> set[str]:
        """Ids that the exceptions keep in force: they, what is in them and what is around them.

        Of a piece ("nội dung tại tên khoản 2"), or a place that the text was not parsed down to, only what holds it is
        kept: what else stands in that is not excepted.
        """
        places, kept = self.places[act.target_number], set()
        for exception in act.effect.exceptions:
            located = places.locate(exception)
            if located is None:
                continue
            kept |= {located.provision.id, *(p.id for p in places.above(located.provision))}
            if located.exact:
                kept |= {p.id for p in places.below(located.provision)}
            else:
                self.held.add((act.target_number, located.provision.id))
        return kept

    def _note_undated(self, act: _Act) -> None:
        for provision in self._located(act, act.effect.target):
            self.states[act.target_number, provision.id].note(
                f"{source_of(act.source)} nêu việc hết hiệu lực nhưng chưa rõ ngày."
            )

    def _note_partial(self, number: str, own: _State, inner: Sequence[Provision]) -> None:
        """Say which inner provisions ended before the provision itself."""
        gone: dict[tuple[date, Key], list[str]] = defaultdict(list)
        for child in inner:
            state = self.states[number, child.id]
            if state.end is not None and state.ended_by and (own.end is None or state.end < own.end):
                gone[state.end, state.ended_by].append(_label(child))
        for (end, by), labels in sorted(gone.items()):
            own.note(f"Đã hết hiệu lực từ ngày {day(end)}: {', '.join(labels)} ({source_of(by)}).")

    def _touched(self, act: _Act) -> list[Provision]:
        """The provision an amendment changes (what is inserted changes what holds it), with what is inside."""
        places = self.places.get(act.target_number)
        if places is None or is_whole(act.effect.target):
            return []
        located = places.locate(act.effect.target)
        if located is None:
            return []
        if not located.exact or act.effect.kind is Kind.INSERTS:
            return [located.provision]
        return self._with_below(act.target_number, located.provision)

    def _located(self, act: _Act, target: Target) -> list[Provision]:
        places = self.places.get(act.target_number)
        if places is None:
            return []
        if is_whole(target):
            return list(places.by_id.values())
        located = places.locate(target)
        return self._with_below(act.target_number, located.provision) if located else []

    def _with_below(self, number: str, provision: Provision) -> list[Provision]:
        return [provision, *self.places[number].below(provision)]


def _label(provision: Provision) -> str:
    words = {ProvisionKind.CLAUSE: "khoản", ProvisionKind.POINT: "điểm", ProvisionKind.SUBPOINT: "điểm"}
    return f"{words.get(provision.kind, '')} {provision.number}".strip()


def _is_about(text: str, matters: Sequence[str]) -> bool:
    """True if a text speaks of one of the matters that a sentence keeps alive, or if the sentence names none."""
    plain = " ".join(text.lower().split())
    return not matters or any(matter.lower() in plain for matter in matters)
