"""What the next generation has in common with the one that serves: only the rest is chunked and written anew.

A document's chunks are made of its text, its periods, and the words of the provisions that it refers to. Where none
of these changed, its chunks are taken over row by row, so that one decree added costs what it touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from corpus.build import Unchanged
from corpus.catalogue import CATALOGUE, Catalogue
from corpus.catalogue_writing import by_document
from corpus.generations import Generations
from corpus.lexical import LexicalIndex
from corpus.model import Document, Validity
from corpus.payloads import dump_interval
from corpus.versions import CHUNKER_VERSION, PARSER_VERSION
from ingest.serving import key_of


def unchanged_since(
    generations: Generations,
    present: Iterable[Document],
    rows: Sequence[tuple[Document, bool]],
    validity: Mapping[tuple[str, str], Validity],
) -> tuple[Unchanged, dict[str, list[int]]] | None:
    """What stays, and the chunk rows of the documents whose chunks stay, by number.

    Args:
        present: the documents of the generation that serves, as it has them.
        rows: the documents of the next one, with whether each is active, references resolved.
        validity: the periods of the next one.

    Returns:
        None where nothing can be taken over: no generation, one of another version, or one without term counts.
    """
    current = generations.current()
    if current is None or not _is_ours(generations, current):
        return None
    folder = generations.path(current)
    with closing(Catalogue(folder / CATALOGUE)) as catalogue:
        serving, stored, own_rows = catalogue.serving(), catalogue.stored_validities(), catalogue.own_rows()
    before = {key_of(d): d for d in present}
    documents = frozenset(key_of(d) for d, _ in rows if before.get(key_of(d)) == d)
    periods = frozenset(
        number
        for number, intervals in by_document(validity).items()
        if stored.get(number) == {provision: dump_interval(interval) for provision, interval in intervals.items()}
    )
    texts = {d.metadata.number: d.provisions for key, d in before.items() if key in serving}
    same_text = {d.metadata.number for d, active in rows if active and texts.get(d.metadata.number) == d.provisions}
    kept = {
        d.metadata.number: own_rows.get(d.metadata.number, [])
        for d, active in rows
        if active
        and key_of(d) in documents & serving
        and (d.metadata.number in periods or not d.provisions)
        and _named(d) <= same_text
    }
    return Unchanged(folder, documents, periods), kept


def _is_ours(generations: Generations, number: int) -> bool:
    manifest = generations.manifest(number)
    return (manifest.parser, manifest.chunker) == (PARSER_VERSION, CHUNKER_VERSION) and _has_counts(
        generations.path(number)
    )


def _has_counts(folder: Path) -> bool:
    return LexicalIndex.load(folder / "lexical").has_counts


def _named(document: Document) -> set[str]:
    """Numbers of the documents whose words the chunks may be found by."""
    own = document.metadata.number
    return {r.target.document or own for r in document.references if r.resolved}
