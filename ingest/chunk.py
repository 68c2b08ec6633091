"""Documents → chunks: clauses and points with their ancestry, never fixed windows.

A chunk's `text` is a slice of the document. A point is found with the lead-in of its clause and the heading of its
article, since the points of a transfer decree never name the authority (it stands in the lead-in). A text longer
than the encoder reads is split at paragraph or sentence ends; the parts share the provision id.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.model import Chunk, Document, Provision, ProvisionKind, Reference, Standing, Validity
from corpus.passages import split_spans
from ingest.codification import before_notes

TEXT_WORDS = 200  # words of own text in a chunk; with its context it stays under the encoder's 512 tokens
WHOLE_CLAUSE_WORDS = 200  # a clause with points is also a chunk as a whole up to this length, else its lead-in
LEAD_WORDS = 60
TITLE_WORDS = 24
REFERENCE_WORDS = 40  # words taken from each referenced provision
REFERENCES = 3  # referenced provisions that enrich a chunk

Kind = ProvisionKind
_SILENT = {Kind.PREAMBLE, Kind.SIGNATURE}
_HEADED = {Kind.APPENDIX, Kind.FORM, Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.ATTACHMENT}
# In the appendices of the resolutions that cut procedures a section's heading may be what is ruled.
_MAY_RULE = {Kind.SECTION, Kind.SUBSECTION}
_RULES = re.compile(
    r"^(?:Không thực hiện|Cắt giảm|Phân quyền|Phân cấp|Ủy quyền|Giao)\b|thuộc thẩm quyền|thực hiện nhiệm vụ, quyền hạn"
    r"|\bdo (?:Bộ|Ủy ban|Chủ tịch|Sở|Cục|Thủ tướng)\b",
    re.IGNORECASE,
)
_LABELS = {
    Kind.PART: "Phần", Kind.CHAPTER: "Chương", Kind.SECTION: "Mục", Kind.SUBSECTION: "Tiểu mục", Kind.ARTICLE: "Điều",
    Kind.CLAUSE: "khoản", Kind.POINT: "điểm", Kind.SUBPOINT: "điểm", Kind.APPENDIX: "Phụ lục", Kind.FORM: "Mẫu số",
}  # fmt: skip

Lookup = Callable[[Reference], str]  # what a resolved reference is about: heading and first words; "" if unknown


@dataclass(frozen=True, slots=True)
class _Unit:
    provision: Provision
    start: int
    end: int


def chunk_document(
    document: Document, validity: dict[tuple[str, str], Validity], lookup: Lookup = lambda reference: ""
) -> list[Chunk]:
    """Chunks of one document in document order; every `text` is `document.text[start:end]`."""
    return _Chunker(document, validity, lookup).chunks()


class _Chunker:
    def __init__(self, document: Document, validity: dict[tuple[str, str], Validity], lookup: Lookup) -> None:
        self.document, self.lookup, self.validity = document, lookup, validity
        self.by_id = {p.id: p for p in document.provisions}
        self.children: dict[str, list[Provision]] = defaultdict(list)
        for provision in document.provisions:
            if provision.parent:
                self.children[provision.parent].append(provision)
        self.references: dict[str, list[Reference]] = defaultdict(list)
        for reference in document.references:
            if reference.resolved:
                self.references[reference.source].append(reference)
        self.resolved = sorted((r for r in document.references if r.resolved), key=lambda reference: reference.start)
        self.starts = [reference.start for reference in self.resolved]
        meta = document.metadata
        name = meta.short_title or f"{meta.kind} {meta.title}"
        self.title = _first_words(name, TITLE_WORDS)

    def chunks(self) -> list[Chunk]:
        found: list[Chunk] = []
        for unit in self._without_notes(self._units()):
            for start, end in split_spans(self.document.text[unit.start : unit.end], TEXT_WORDS):
                found.append(self._chunk(unit.provision, unit.start + start, unit.start + end))
        return list({chunk.id: chunk for chunk in found}.values())

    def _units(self) -> Iterator[_Unit]:
        """Own text of each provision: what is not in its children."""
        for provision in self.document.provisions:
            if provision.kind in _SILENT or self._inside_point(provision):
                continue
            children = self.children[provision.id]
            if provision.kind is Kind.POINT or not children:
                yield _Unit(provision, self._after_heading(provision), provision.end)
            elif provision.kind is Kind.CLAUSE and self._lives_as_one(provision, children):
                yield _Unit(provision, provision.start, provision.end)
            else:
                yield from self._gaps(provision, children)

    def _without_notes(self, units: Iterator[_Unit]) -> Iterator[_Unit]:
        """Units without the notes of the codification on related articles, which stand below the text."""
        for unit in units:
            end = before_notes(self.document.text, unit.start, unit.end)
            if end > unit.start:
                yield replace(unit, end=end)

    def _lives_as_one(self, clause: Provision, points: Sequence[Provision]) -> bool:
        """A short clause whose points are in force as long as it is; else its text would show what is dead."""
        periods = {self._period(p) for p in (clause, *points)}
        return len(periods) == 1 and _count(clause.text) <= WHOLE_CLAUSE_WORDS

    def _period(self, provision: Provision) -> tuple[date | None, date | None]:
        validity = self._validity(provision)
        return validity.start, validity.end

    def _validity(self, provision: Provision) -> Validity:
        meta = self.document.metadata
        known = self.validity.get((meta.number, provision.id))
        return known or Validity(meta.effective_from, meta.effective_to)

    def _gaps(self, provision: Provision, children: Sequence[Provision]) -> Iterator[_Unit]:
        start = self._after_heading(provision)
        for child in children:
            if _count(self.document.text[start : child.start]) > 4:
                yield _Unit(provision, start, child.start)
            start = child.end
        if _count(self.document.text[start : provision.end]) > 4:
            yield _Unit(provision, start, provision.end)

    def _inside_point(self, provision: Provision) -> bool:
        parent = self.by_id.get(provision.parent or "")
        return parent is not None and (parent.kind is Kind.POINT or self._inside_point(parent))

    def _after_heading(self, provision: Provision) -> int:
        """Where the own text begins: after the label and the title, which may run over several lines."""
        if (provision.kind is not Kind.ARTICLE and provision.kind not in _HEADED) or self._heading_rules(provision):
            return provision.start
        text, end = self.document.text, provision.end
        line_end, title = text.find("\n", provision.start, end), _bare(provision.heading)
        while line_end >= 0 and not _bare(text[provision.start : line_end]).endswith(title):
            line_end = text.find("\n", line_end + 1, end)
        if line_end < 0:  # an article that is one line keeps it: "Điều 3. Nghị định này có hiệu lực …"
            return provision.start if provision.kind is Kind.ARTICLE else end
        return line_end + 1

    def _heading_rules(self, provision: Provision) -> bool:
        """Whether the heading is text: all that is said ("IV. Không thực hiện thủ tục …"), or who is to do what."""
        heading = provision.heading
        if provision.kind not in _MAY_RULE or heading.isupper() or _count(heading) <= 4:
            return False
        alone = not self.children[provision.id] and _bare(provision.text).endswith(_bare(heading))
        return alone or bool(_RULES.search(heading))

    def _chunk(self, provision: Provision, start: int, end: int) -> Chunk:
        meta, text = self.document.metadata, self.document.text[start:end]
        path = self._path(provision)
        if self._heading_rules(provision):
            path[-1] = replace(provision, heading="")  # it is the text
        context = " › ".join([f"{meta.kind} {meta.number}", *(self._label(p) for p in path)])
        lead = self._lead(provision, start)
        found_by = self._found_by(provision, path, lead, text)
        key = "\x1f".join([meta.number, meta.standing, provision.id, str(start), found_by, lead, context, text])
        named = {p.kind: p.number for p in path}
        return Chunk(
            id=hashlib.sha256(key.encode()).hexdigest()[:24],
            document=meta.number,
            provision=provision.id,
            article=named.get(Kind.ARTICLE) or _appendix(path),
            clause=named.get(Kind.CLAUSE),
            point=named.get(Kind.POINT),
            text=text,
            context=f"{context}\n{lead}" if lead else context,
            found_by=found_by,
            embedded=embedded_text(self._nearest_heading(path), text),
            page=self._page(start),
            start=start,
            end=end,
            source_document=meta.number,
            validity=self._validity(provision),
            standing=Standing(meta.standing),
            confidence=self._confidence(start, end),
            refers_to=self._refers_to(start, end),
        )

    def _path(self, provision: Provision) -> list[Provision]:
        path = [provision]
        while (parent := self.by_id.get(path[0].parent or "")) is not None:
            path.insert(0, parent)
        return path

    def _label(self, provision: Provision) -> str:
        label = f"{_LABELS.get(provision.kind, '')} {provision.number}".strip()
        return f"{label}. {provision.heading}" if provision.heading else label

    def _lead(self, provision: Provision, start: int) -> str:
        """Lead-in sentences of the enclosing clause and article, when `start` does not already include them."""
        leads = []
        for parent in self._path(provision)[:-1]:
            if parent.kind in {Kind.CLAUSE, Kind.ARTICLE} and parent.start < start:
                first = self.children[parent.id][0].start if self.children[parent.id] else parent.end
                leads.append(_first_words(self.document.text[self._after_heading(parent) : first].strip(), LEAD_WORDS))
        return " ".join(lead for lead in leads if lead)

    def _found_by(self, provision: Provision, path: list[Provision], lead: str, text: str) -> str:
        headings = [_lower_capitals(p.heading) for p in path if p.heading and p.kind is not Kind.PART]
        named = [f"{self.title} {self.document.metadata.number}", *headings[-2:], lead, text]
        return "\n".join(part for part in [*named, *self._referenced(provision)] if part)

    def _nearest_heading(self, path: list[Provision]) -> str:
        return next((_lower_capitals(p.heading) for p in reversed(path) if p.heading and p.kind is not Kind.PART), "")

    def _refers_to(self, start: int, end: int) -> tuple[tuple[str, str], ...]:
        own = self.document.metadata.number
        inside = self.resolved[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return tuple(dict.fromkeys((r.target.document or own, r.resolved or "") for r in inside))

    def _referenced(self, provision: Provision) -> list[str]:
        inside = [r for p in [provision, *self.children[provision.id]] for r in self.references[p.id]]
        about = dict.fromkeys(self.lookup(reference) for reference in inside)
        return [_first_words(words, REFERENCE_WORDS) for words in about if words][:REFERENCES]

    def _page(self, offset: int) -> int:
        return next((p.number for p in reversed(self.document.pages) if p.start <= offset), 1)

    def _confidence(self, start: int, end: int) -> float | None:
        read = [p.confidence for p in self.document.pages if p.start < end and start < p.end]
        known = [c for c in read if c is not None]
        return min(known) if known else None


def embedded_text(heading: str, text: str) -> str:
    """What is embedded of a chunk: the heading over it and its own words."""
    return f"{heading}\n{text}" if heading else text


def _appendix(path: Sequence[Provision]) -> str | None:
    found = next((p for p in path if p.kind is Kind.APPENDIX), None)
    return f"Phụ lục {found.number}".strip() if found else None


def _first_words(text: str, count: int) -> str:
    words = re.sub(r"\s+", " ", text).strip().split(" ")
    return " ".join(words[:count]) + (" …" if len(words) > count else "")


def _count(text: str) -> int:
    return len(text.split())


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _lower_capitals(heading: str) -> str:
    """Titles in capitals are many rare tokens to the encoder; the words are the same in lower case."""
    return heading.capitalize() if heading.isupper() else heading
