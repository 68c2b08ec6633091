"""A whole catalogue written at once, as tests and the stand-in backend need it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from corpus.catalogue_writing import CatalogueWriter, by_document
from corpus.model import Chunk, Document, Validity


def write_catalogue(
    path: Path,
    documents: Iterable[tuple[Document, bool]],
    validity: Mapping[tuple[str, str], Validity],
    chunks: Iterable[Chunk],
) -> None:
    """`documents` come with whether they are active; `chunks` in row order."""
    with CatalogueWriter(path) as writer:
        for document, active in documents:
            writer.add_document(document, active=active)
        for number, intervals in by_document(validity).items():
            writer.add_validity(number, intervals)
        for chunk in chunks:
            writer.add_chunk(chunk)
