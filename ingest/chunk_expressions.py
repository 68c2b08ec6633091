"""Amended expressions → chunks: the new words, found under the place they take in the amended document.

The text is a slice of the amending document; article, clause and point are those of the amended one. The lead-in
comes from the clause that holds the provision, as it stands or as it was amended, since the authority of a
transfer decree is named only there.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from corpus.consolidate import Expression
from corpus.describe import document_of
from corpus.locate import Places
from corpus.model import Chunk, Document, Provision, Standing
from corpus.model import ProvisionKind as Kind
from corpus.passages import split_spans
from ingest.chunk import LEAD_WORDS, TEXT_WORDS, WHOLE_CLAUSE_WORDS, embedded_text

_LABELS = {
    Kind.ARTICLE: "Điều",
    Kind.CLAUSE: "khoản",
    Kind.POINT: "điểm",
    Kind.APPENDIX: "Phụ lục",
    Kind.FORM: "Mẫu số",
}
_LARGE = {Kind.PART, Kind.CHAPTER, Kind.SECTION}


def chunk_expressions(expressions: Sequence[Expression], documents: Sequence[Document]) -> list[Chunk]:
    """Chunks of the smallest units of all expressions; every `text` is a slice of its `source_document`."""
    return _Chunker(expressions, documents).chunks()


class _Chunker:
    def __init__(self, expressions: Sequence[Expression], documents: Sequence[Document]) -> None:
        self.expressions = expressions
        self.documents: Mapping[str, Document] = {d.metadata.number: d for d in documents}
        self.places = {number: Places(d.provisions) for number, d in self.documents.items()}
        self.inner: dict[tuple[str, str, str], list[Expression]] = defaultdict(list)
        self.latest: dict[tuple[str, str], Expression] = {}
        for expression in expressions:
            self.inner[expression.document, expression.source_provision, expression.parent or ""].append(expression)
            if not expression.part_only:
                self.latest[expression.document, expression.provision] = expression

    def chunks(self) -> list[Chunk]:
        found: dict[str, Chunk] = {}
        for expression in self.expressions:
            for start, end in self._own_spans(expression):
                chunk = self._chunk(expression, start, end)
                found[chunk.id] = chunk
        return list(found.values())

    def _own_spans(self, expression: Expression) -> list[tuple[int, int]]:
        """Spans of the expression's own words: whole if nothing is inside it or it is a short clause."""
        inside = self.inner[expression.document, expression.source_provision, expression.provision]
        end = expression.end
        if inside and not (expression.kind is Kind.CLAUSE and len(expression.text.split()) <= WHOLE_CLAUSE_WORDS):
            end = min(inner.start for inner in inside)
        words = self.documents[expression.source_document].text[expression.start : end]
        if inside and (expression.kind in _LARGE or (expression.kind is Kind.ARTICLE and "\n" not in words.strip())):
            return []  # only the heading
        return [(expression.start + first, expression.start + last) for first, last in split_spans(words, TEXT_WORDS)]

    def _chunk(self, expression: Expression, start: int, end: int) -> Chunk:
        source = self.documents[expression.source_document]
        text = source.text[start:end]
        path, lead = self._path(expression), self._lead(expression)
        context = " › ".join([document_of(expression.document), *path])
        found_by = "\n".join(part for part in (self._title(expression), *path[:-1], lead, text) if part)
        key = "\x1f".join([expression.document, expression.provision, expression.source_document, str(start), found_by])
        return Chunk(
            id=hashlib.sha256(key.encode()).hexdigest()[:24],
            document=expression.document,
            provision=expression.provision,
            article=expression.article,
            clause=expression.clause,
            point=expression.point,
            text=text,
            context=f"{context}\n{lead}" if lead else context,
            found_by=found_by,
            embedded=embedded_text(next((p.partition(". ")[2] for p in reversed(path) if ". " in p), ""), text),
            page=next((p.number for p in reversed(source.pages) if p.start <= start), expression.page),
            start=start,
            end=end,
            source_document=expression.source_document,
            validity=expression.validity,
            standing=Standing(source.metadata.standing),
            source_provision=expression.source_provision,
        )

    def _title(self, expression: Expression) -> str:
        document = self.documents.get(expression.document)
        if document is None:
            return document_of(expression.document)
        return f"{document.metadata.short_title or document.metadata.title} {expression.document}"

    def _path(self, expression: Expression) -> list[str]:
        """Labels from the article down, with the headings known from either text."""
        ids = expression.provision.split("__")
        labels = []
        for at in range(len(ids)):
            label = self._label(expression.document, "__".join(ids[: at + 1]))
            labels.append(label or ids[at].replace("_", " "))
        return labels

    def _label(self, document: str, id: str) -> str:
        amended = self.latest.get((document, id))
        unit: Expression | Provision | None = amended or self._provision(document, id)
        number = id.rpartition("__")[2].partition("_")[2].partition("~")[0]
        prefix = id.rpartition("__")[2].partition("_")[0]
        kinds = {"art": Kind.ARTICLE, "cl": Kind.CLAUSE, "pt": Kind.POINT, "app": Kind.APPENDIX, "form": Kind.FORM}
        name = _LABELS.get(kinds.get(prefix, Kind.PART), {"part": "Phần", "sec": "Mục", "ch": "Chương"}.get(prefix, ""))
        label = f"{name} {number}".strip()
        return f"{label}. {unit.heading}" if unit is not None and unit.heading else label

    def _provision(self, document: str, id: str) -> Provision | None:
        places = self.places.get(document)
        return places.by_id.get(id) if places else None

    def _lead(self, expression: Expression) -> str:
        """Lead-in of the clause around a point, from its newest text."""
        if expression.kind is not Kind.POINT or not expression.parent:
            return ""
        amended = self.latest.get((expression.document, expression.parent))
        holder = amended or self._provision(expression.document, expression.parent)
        return _first_words(holder.text.split("\n")[0]) if holder else ""


def _first_words(text: str) -> str:
    words = re.sub(r"\s+", " ", text).strip().split(" ")
    return " ".join(words[:LEAD_WORDS]) + (" …" if len(words) > LEAD_WORDS else "")
