"""What a document does to others and to itself, read from its provisions down to the last point.

Each provision is read with the frames that the lead-ins above it set (`ingest.regions`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.citations import find_mentions
from corpus.model import Effect, EffectKind, Metadata, Provision, ProvisionKind, Target
from ingest.clauses_of_effect import SIGNED, UNDATED
from ingest.codification import blank_notes
from ingest.frames import AMENDED_BY, CHANGES, Context, Frame
from ingest.limits import read_limits
from ingest.listed import citation_list
from ingest.references import names_for
from ingest.regions import Region

Kind = EffectKind
_NOT_LAW = {ProvisionKind.APPENDIX, ProvisionKind.FORM, ProvisionKind.SIGNATURE, ProvisionKind.PREAMBLE}
_EFFECT_HEADING = re.compile(r"hiệu lực|thi hành|chuyển tiếp|thực hiện|bãi bỏ|thay thế|điều khoản", re.IGNORECASE)
_EFFECT_WORDS = re.compile(r"(?:này|sau đây)\s+(?:có|hết) hiệu lực|này thay thế", re.IGNORECASE)
_OF = re.compile(r"(?:của|bãi\s+bỏ|thay\s+thế|bổ\s+sung|:)\s*$", re.IGNORECASE)
_GUIDES = re.compile(
    r"(?:quy\s+định\s+chi\s+tiết|hướng\s+dẫn)[^.;\n]{0,160}?(?:của|thi\s+hành|thực\s+hiện)\s+(?:một\s+số\s+\w+\s+(?:của\s+)?)?",
    re.IGNORECASE,
)

_COMPETENCE_OF = re.compile(
    r"Quy\s+định\s+về\s+(?:thẩm\s+quyền|nhiệm\s+vụ|quyền\s+hạn)[^.;,]{0,60}?\scủa\s+"
    r"(?P<authority>(?:Chủ\s+tịch\s+)?(?:Ủy\s+ban|Hội\s+đồng)\s+nhân\s+dân\s+cấp\s+(?:tỉnh|xã))",
    re.IGNORECASE,
)


def find_effects(
    text: str, provisions: tuple[Provision, ...], metadata: Metadata, aliases: Mapping[str, str] | None = None
) -> tuple[Effect, ...]:
    """Effects in text order. Dates that are not said fall on the document's own start (None if that is unknown).

    Args:
        aliases: name of a document → number; the text's own definitions go first.
    """
    names = names_for(text, metadata.number, aliases or {})
    context = Context(blank_notes(text), metadata, names, {p.id: p for p in provisions})
    reader = _Reader(context, provisions)
    effects = [*reader.based_on(), *reader.guides(), *reader.walk(), *read_limits(context, provisions)]
    return tuple(dict.fromkeys(_at_own_start(list(_clauses_put_off(effects, provisions)), provisions, metadata)))


class _Reader:
    def __init__(self, context: Context, provisions: tuple[Provision, ...]) -> None:
        self.context, self.provisions = context, provisions
        self.text, self.metadata, self.names = context.text, context.metadata, context.names
        self.children: dict[str | None, list[Provision]] = defaultdict(list)
        for provision in provisions:
            self.children[provision.parent].append(provision)

    def based_on(self) -> Iterator[Effect]:
        """ "Căn cứ Luật …": the first document of each line; those after it only amended it."""
        for provision in self.provisions:
            if provision.kind is ProvisionKind.PREAMBLE:
                for line in re.finditer(r"(?:^|(?<=\n))\W*Căn cứ[^\n;]+", provision.text):
                    found = [m for m in find_mentions(line[0], self.names) if m.target.document]
                    if found:
                        target = Target(document=found[0].target.document)
                        yield Effect(Kind.BASED_ON, target, provision.id, self.metadata.effective_from)

    def guides(self) -> Iterator[Effect]:
        """ "quy định chi tiết một số điều của Luật …" in the title or in the article on the text's subject."""
        title = self.metadata.title
        seen: set[str | None] = set()
        if CHANGES.match(title.strip().split(" ", 1)[-1]) or CHANGES.match(title):
            return
        first = next((p for p in self.provisions if p.kind is ProvisionKind.ARTICLE), None)
        places = [(title, "preamble")] + ([(first.text[:1500], first.id)] if first else [])
        for words, source in places:
            for match in _GUIDES.finditer(words):
                for mention in citation_list(words, match.end(), min(len(words), match.end() + 400), self.names):
                    document = mention.target.document
                    if document and document != self.metadata.number and document not in seen:
                        seen.add(document)
                        yield Effect(Kind.GUIDES, Target(document=document), source, self.metadata.effective_from)

    def walk(self) -> Iterator[Effect]:
        """Effects of all provisions outside appendices."""
        for provision in self.children[None]:
            if provision.kind is ProvisionKind.ATTACHMENT:
                yield from self._visit(provision, Frame())
            elif provision.kind not in _NOT_LAW:
                titled = self._titled()
                yield from self._visit(provision, Frame(outer=Target(document=titled), amending=bool(titled)))

    def _titled(self) -> str | None:
        """The one document that an amending text's title names, else None."""
        title = AMENDED_BY.split(self.metadata.title)[0]
        found = [m for m in find_mentions(title, self.names) if m.target.document != self.metadata.number]
        if not CHANGES.search(title[:60]) or not found or not _OF.search(title[: found[0].start]):
            return None  # "… của các nghị định quy định chi tiết Luật A" names none of them
        listed = {m.target.document for m in citation_list(title, found[0].start, len(title), self.names)}
        listed.discard(self.metadata.number)
        return listed.pop() if len(listed) == 1 else None

    def _visit(self, provision: Provision, frame: Frame) -> Iterator[Effect]:
        children = [child for child in self.children[provision.id] if child.kind not in _NOT_LAW]
        if provision.kind is ProvisionKind.ARTICLE:
            words = bool(_EFFECT_WORDS.search(provision.text[:1500]))
            frame = replace(frame, effective=words or bool(_EFFECT_HEADING.search(provision.heading)))
        inner, told = frame, False
        announced: Sequence[Effect] = ()
        at = provision.start
        for child in [*children, None]:
            stop = child.start if child else provision.end
            if self.text[at:stop].strip():
                region = Region(self.context, provision, at, stop, inner, bool(child))
                for effect in region.effects():
                    told = True
                    yield effect
                if at == provision.start:
                    inner, announced = region.frame_below(), region.announced
            if child:
                for effect in self._visit(child, inner):
                    told = True
                    yield effect
                at = child.end
        if not told:  # nothing below goes on amending: the new text itself, its marks lost or misread
            yield from announced


def _clauses_put_off(effects: Sequence[Effect], provisions: Sequence[Provision]) -> Iterator[Effect]:
    """Effects; where the competence of one authority in an article starts later, the clauses that name it do."""
    for effect in effects:
        put_off = effect.kind is Kind.STARTS and effect.target.other == "một phần" and not effect.target.clause
        named = _COMPETENCE_OF.search(effect.note) if put_off else None
        clauses = [
            p
            for p in provisions
            if named and p.parent == _id_of(effect.target) and named["authority"].lower() in p.text.lower()
        ]
        if not clauses:
            yield effect
        for clause in clauses:
            yield replace(effect, target=replace(effect.target, clause=clause.number, other=None))


def _at_own_start(effects: Sequence[Effect], provisions: Sequence[Provision], metadata: Metadata) -> Iterator[Effect]:
    """Effects with the date of the acting provision where the text says none."""
    effects = [replace(effect, when=metadata.issued) if effect.when == SIGNED else effect for effect in effects]
    starts = [effect for effect in effects if effect.kind is Kind.STARTS and effect.when and not effect.target.other]
    later = {_id_of(effect.target): effect.when for effect in starts}
    for effect in effects:
        when = effect.when
        if when == UNDATED:
            yield replace(effect, when=None)
            continue
        if when is None and effect.kind not in (Kind.KEEPS, Kind.STARTS):
            when = next((day for id, day in later.items() if id and _is_in(effect.source, id)), metadata.effective_from)
        yield replace(effect, when=when)


def _id_of(target: Target) -> str:
    parts = (("art", target.article), ("cl", target.clause), ("pt", target.point))
    return "__".join(f"{name}_{value}" for name, value in parts if value)


def _is_in(source: str, outer: str) -> bool:
    return source == outer or source.startswith(f"{outer}__")
