"""Documents → a new index generation: resolve, chunk, embed, index, check, publish.

The next generation takes over from the one that serves what did not change; only the rest is chunked and written.
Embeddings come from the content-addressed cache, so that a rebuild embeds nothing that was embedded before.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from corpus.build import Kept, cache_file, write_index
from corpus.catalogue import CATALOGUE, Catalogue
from corpus.consolidate import Consolidated, consolidate
from corpus.embedding_cache import EmbeddingCache
from corpus.generations import Generations, Manifest
from corpus.model import Chunk, Document, Provision, Reference, Validity
from corpus.progress import Progress
from corpus.settings import Settings
from corpus.validity import resolve_validity
from corpus.versions import CHUNKER_VERSION, PARSER_VERSION
from ingest.chunk import Lookup, chunk_document
from ingest.chunk_expressions import chunk_expressions
from ingest.embedding import EmbeddingProcess
from ingest.ledger import Ledger, read_ledger, write_ledger
from ingest.naming import aliases_of, with_names
from ingest.references import resolve
from ingest.serving import active_documents, key_of
from ingest.starts import as_others_date, as_printed
from ingest.unchanged import Before, generation_before, unchanged_since
from ingest.writing import require_space

_CHUNKS_PER_PROVISION = 1.2  # 1.04 measured on 176 official texts


def link(documents: Sequence[Document], linked: Collection[str] = ()) -> list[Document]:
    """The documents with their references resolved to provisions of each other.

    Args:
        linked: numbers of those that are taken as they are.
    """
    provisions = {d.metadata.number: {p.id: p for p in d.provisions} for d in documents}
    return [
        d
        if d.metadata.number in linked
        else replace(d, references=resolve(d.references, provisions, d.metadata.number))
        for d in documents
    ]


def chunk_all(
    documents: Sequence[Document],
    consolidated: Consolidated,
    kept: Mapping[str, Sequence[int]] | None = None,
) -> Iterator[Chunk | Kept]:
    """Chunks of all documents, then those of amendments' words; what a resolved reference is about enriches a chunk.

    Args:
        kept: rows of the generation before, by number, of the documents whose chunks are taken over.
    """
    provisions = {d.metadata.number: {p.id: p for p in d.provisions} for d in documents}

    def about(own: str) -> Lookup:
        def lookup(reference: Reference) -> str:
            return _about(provisions, reference, own)

        return lookup

    for document in documents:
        number = document.metadata.number
        if kept is not None and number in kept:
            yield Kept(kept[number])
        else:
            yield from chunk_document(document, consolidated.validity, about(number))
    yield from chunk_expressions(consolidated.expressions, documents)


def _about(provisions: Mapping[str, Mapping[str, Provision]], reference: Reference, own: str) -> str:
    number = reference.target.document or own
    known = provisions.get(number, {})
    found = known.get(reference.resolved or "")
    if found is None or (number == own and found.id == reference.source):
        return ""
    article = known.get(found.id.split("__cl_")[0])
    heading = article.heading if article is not None else ""
    body = found.text if found is not article else ""
    return f"{heading} {body}".strip()


def publish(
    documents: Sequence[Document],
    settings: Settings,
    action: str,
    progress: Progress,
    ledger: Ledger | None = None,
    present: Sequence[Document] | None = None,
    embedding: EmbeddingProcess | None = None,
    names: Mapping[str, str] | None = None,
) -> tuple[Manifest, dict[str, int]]:
    """Build and publish the generation of exactly these documents. The caller holds the writer's lock.

    Args:
        ledger: where files came from and what was corrected; None = as in the generation that serves.
        present: the documents of the generation that serves, as loaded; what did not change of them is taken over.
            None = everything is made anew.
        embedding: the embedding model, if somebody began to open it; it is opened where a text is new.
        names: of laws, that the documents were read with; None = those of `present`.

    Returns:
        The manifest, and the number of chunks by document number.

    Raises:
        BrokenIndex: the built generation failed its check; the old one goes on serving.
    """
    with ExitStack() as stack:
        embedder = embedding or stack.enter_context(EmbeddingProcess(settings))
        progress("Nối dẫn chiếu và tính hiệu lực", 0, 0)
        generations = Generations(settings.home)
        before = generation_before(generations, present) if present is not None else None
        resolved = _resolved(documents, aliases_of(present or ()) if names is None else names, before)
        unchanged, kept = unchanged_since(before, resolved.rows, resolved.validity) if before else (None, {})
        building = generations.begin()
        require_space(generations, int(resolved.provisions * _CHUNKS_PER_PROVISION))
        vectors = _vectors_of_before(generations, building, embedder.version) if present is not None else []
        cache = stack.enter_context(EmbeddingCache(cache_file(settings.home)))
        chunks = chunk_all(resolved.active, resolved.consolidated, kept)
        write_index(building, resolved.rows, resolved.validity, chunks, embedder, cache, progress, unchanged, vectors)
    write_ledger(building, _of_these(ledger if ledger is not None else read_ledger(settings), documents))
    with closing(Catalogue(building / CATALOGUE)) as catalogue:
        counts = catalogue.chunk_counts()
    manifest = Manifest(
        generation=generations.next_number(),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        action=action,
        parser=PARSER_VERSION,
        chunker=CHUNKER_VERSION,
        embedding=embedder.version,
        documents=len(resolved.active),
        provisions=resolved.provisions,
        chunks=sum(counts.values()),
    )
    generations.publish(building, manifest, settings.keep_generations)
    return manifest, counts


@dataclass(frozen=True, slots=True)
class _Resolved:
    """Documents that know each other: `rows` are all of them with whether each serves, `active` those that do."""

    rows: list[tuple[Document, bool]]
    active: list[Document]
    consolidated: Consolidated

    @property
    def validity(self) -> Mapping[tuple[str, str], Validity]:
        return self.consolidated.validity

    @property
    def provisions(self) -> int:
        return sum(len(d.provisions) for d in self.active)


def _resolved(documents: Sequence[Document], names: Mapping[str, str], before: Before | None) -> _Resolved:
    named = with_names(sorted(documents, key=key_of), names)
    current = aliases_of(named)
    chosen = as_others_date(active_documents(as_printed(named, current)), current)
    active = link(chosen, before.linked(chosen) if before else ())
    serving = {key_of(d): d for d in active}
    rows = [(serving[key_of(d)], True) if key_of(d) in serving else (_unlinked(d), False) for d in named]
    return _Resolved(rows, active, consolidate(active, resolve_validity(active)))


def _unlinked(document: Document) -> Document:
    """A document that serves no more, as it was read: whether it ever served must not show."""
    if not any(r.resolved for r in document.references):
        return document
    return replace(document, references=tuple(replace(r, resolved=None) for r in document.references))


def _vectors_of_before(generations: Generations, building: Path, model: str) -> list[str]:
    """Put the vectors of the generation that serves into the next one, if they are of the same texts by this model.

    Returns:
        The ids of their chunks.
    """
    current = generations.current()
    if current is None:
        return []
    manifest = generations.manifest(current)
    if (manifest.embedding, manifest.chunker) != (model, CHUNKER_VERSION):
        return []
    folder = generations.path(current)
    shutil.copytree(folder / "chroma", building / "chroma")
    with closing(Catalogue(folder / CATALOGUE)) as catalogue:
        return catalogue.chunk_ids()


def _of_these(ledger: Ledger, documents: Sequence[Document]) -> Ledger:
    """Without the origins of files that no document is made of; corrections stay, for the text may come back."""
    used = {sha256 for d in documents for sha256 in (d.sha256, *(copy[1] for copy in d.copies))}
    return replace(ledger, sources={sha256: lay for sha256, lay in ledger.sources.items() if sha256 in used})
