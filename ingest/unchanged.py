"""What the next generation has in common with the one that serves: only the rest is linked, chunked and written anew.

A document's chunks are made of its text, its periods, and the words of the provisions that it refers to. Where none
of these changed, its chunks are taken over row by row, so that one decree added costs what it touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.build import Unchanged
from corpus.catalogue import CATALOGUE, Catalogue
from corpus.catalogue_writing import by_document
from corpus.generations import Generations
from corpus.lexical import LexicalIndex
from corpus.model import Document, Validity
from corpus.payloads import dump_interval
from corpus.versions import CHUNKER_VERSION, PARSER_VERSION
from ingest.serving import Key, key_of


@dataclass(frozen=True, slots=True)
class Before:
    """The generation that serves, in `folder`: all its documents, and by number those that are active."""

    folder: Path
    documents: Mapping[Key, Document]
    active: Mapping[str, Document]

    def same_text(self, active: Iterable[Document]) -> set[str]:
        """Numbers of the active documents whose provisions are those of before."""
        known = ((d, self.active.get(d.metadata.number)) for d in active)
        return {d.metadata.number for d, old in known if old is not None and old.provisions == d.provisions}

    def linked(self, active: Sequence[Document]) -> set[str]:
        """Numbers of the documents whose references lead where they led: neither they nor what they name changed."""
        now = {d.metadata.number for d in active}
        changed = (now | self.active.keys()) - self.same_text(active)
        return {n for d in active if self.active.get(n := d.metadata.number) is d and not _named(d) & changed}


def generation_before(generations: Generations, present: Iterable[Document]) -> Before | None:
    """What may be taken over; None without a generation, or with one of another version or without term counts.

    Args:
        present: the documents of the generation that serves, as it has them.
    """
    current = generations.current()
    if current is None or not _is_ours(generations, current):
        return None
    folder = generations.path(current)
    with closing(Catalogue(folder / CATALOGUE)) as catalogue:
        serving = catalogue.serving()
    documents = {key_of(d): d for d in present}
    return Before(folder, documents, {key[0]: d for key, d in documents.items() if key in serving})


def unchanged_since(
    before: Before, rows: Sequence[tuple[Document, bool]], validity: Mapping[tuple[str, str], Validity]
) -> tuple[Unchanged, dict[str, list[int]]]:
    """What stays, and the chunk rows of the documents whose chunks stay, by number.

    Args:
        rows: the documents of the next generation, with whether each is active, references resolved.
        validity: the periods of the next one.
    """
    with closing(Catalogue(before.folder / CATALOGUE)) as catalogue:
        stored, own_rows = catalogue.stored_validities(), catalogue.own_rows()
    documents = frozenset(key_of(d) for d, _ in rows if before.documents.get(key_of(d)) == d)
    periods = frozenset(
        number
        for number, intervals in by_document(validity).items()
        if stored.get(number) == {provision: dump_interval(interval) for provision, interval in intervals.items()}
    )
    same_text = before.same_text(d for d, active in rows if active)
    kept = {
        d.metadata.number: own_rows.get(d.metadata.number, [])
        for d, active in rows
        if active
        and before.active.get(d.metadata.number) == d
        and (d.metadata.number in periods or not d.provisions)
        and _named(d, resolved_only=True) <= same_text
    }
    return Unchanged(before.folder, documents, periods), kept


def _is_ours(generations: Generations, number: int) -> bool:
    manifest = generations.manifest(number)
    return (manifest.parser, manifest.chunker) == (PARSER_VERSION, CHUNKER_VERSION) and _has_counts(
        generations.path(number)
    )


def _has_counts(folder: Path) -> bool:
    return LexicalIndex.load(folder / "lexical").has_counts


def _named(document: Document, *, resolved_only: bool = False) -> set[str]:
    """Numbers of the documents that a text refers to; its chunks may be found by the words of the resolved ones."""
    own = document.metadata.number
    return {r.target.document or own for r in document.references if r.resolved or not resolved_only}
