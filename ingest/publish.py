"""Documents → a new index generation: resolve, chunk, embed, index, check, publish.

The next generation starts as a copy of the vectors of the one that serves; only what changed is added or deleted.
Embeddings come from the content-addressed cache, so that a rebuild embeds nothing that was embedded before.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

from corpus.build import cache_file, write_index
from corpus.consolidate import consolidate
from corpus.embedding import Embedder
from corpus.embedding_cache import EmbeddingCache
from corpus.generations import Generations, Manifest
from corpus.model import Chunk, Document, Effect, Provision, Reference, Standing, Validity
from corpus.progress import Progress
from corpus.settings import Settings
from corpus.validity import resolve_validity
from corpus.versions import CHUNKER_VERSION, PARSER_VERSION
from ingest.chunk import Lookup, chunk_document
from ingest.chunk_expressions import chunk_expressions
from ingest.ledger import Ledger, read_ledger, write_ledger
from ingest.references import resolve
from ingest.writing import require_space


def active_documents(documents: Sequence[Document]) -> list[Document]:
    """One document a number: the official text before the digest, the digest before a sample."""
    rank = {Standing.OFFICIAL: 0, Standing.DIGEST: 1, Standing.SAMPLE: 2}
    best: dict[str, Document] = {}
    for document in sorted(documents, key=lambda d: rank[d.metadata.standing]):
        known = best.setdefault(document.metadata.number, document)
        best[document.metadata.number] = _with_known_dates(known, document)
    return sorted(best.values(), key=lambda d: d.metadata.number)


def _with_known_dates(official: Document, digest: Document) -> Document:
    """A date that the official file does not tell (a web copy without its head) is taken from the digest, and told."""
    lacking = {
        name: getattr(digest.metadata, name)
        for name in ("issued", "effective_from", "effective_to")
        if getattr(official.metadata, name) is None and official.metadata.effective_from is None
    }
    known = {name: value for name, value in lacking.items() if value is not None}
    if not known:
        return official
    told = f"Ngày lấy từ bản tóm tắt cùng số vì tệp không ghi: {', '.join(str(v) for v in known.values())}"
    return replace(
        official,
        metadata=replace(official.metadata, **known),
        effects=tuple(_dated(e, known.get("effective_from")) for e in official.effects),
        warnings=(*official.warnings, told),
    )


def _dated(effect: Effect, start: date | None) -> Effect:
    """An effect whose day was unknown because the document's own start was."""
    return replace(effect, when=start) if effect.when is None and start is not None else effect


def link(documents: Sequence[Document]) -> list[Document]:
    """The documents with their references resolved to provisions of each other."""
    provisions = {d.metadata.number: {p.id: p for p in d.provisions} for d in documents}
    return [replace(d, references=resolve(d.references, provisions, d.metadata.number)) for d in documents]


def chunk_all(documents: Sequence[Document], validity: dict[tuple[str, str], Validity]) -> list[Chunk]:
    """Chunks of all documents; what a resolved reference is about enriches what a chunk is found by."""
    provisions = {d.metadata.number: {p.id: p for p in d.provisions} for d in documents}

    def about(own: str) -> Lookup:
        def lookup(reference: Reference) -> str:
            return _about(provisions, reference, own)

        return lookup

    return [c for d in documents for c in chunk_document(d, validity, about(d.metadata.number))]


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
    documents: Sequence[Document], settings: Settings, action: str, progress: Progress, ledger: Ledger | None = None
) -> tuple[Manifest, dict[str, int]]:
    """Build and publish the generation of exactly these documents. The caller holds the writer's lock.

    Args:
        ledger: where files came from and what was corrected; None = as in the generation that serves.

    Returns:
        The manifest, and the number of chunks by document number.

    Raises:
        BrokenIndex: the built generation failed its check; the old one goes on serving.
    """
    generations = Generations(settings.home)
    with ThreadPoolExecutor(1) as beside:
        opening = beside.submit(Embedder, settings)
        progress("Nối dẫn chiếu và tính hiệu lực", 0, 0)
        active = link(active_documents(documents))
        consolidated = consolidate(active, resolve_validity(active))
        validity = consolidated.validity
        chunks = [*chunk_all(active, validity), *chunk_expressions(consolidated.expressions, active)]
        building = generations.begin()
        require_space(generations, len(chunks))
        progress("Mở mô hình nhúng", 0, 0)
        embedder = opening.result()
    current = generations.current()
    if current is not None and generations.manifest(current).embedding == embedder.version:
        shutil.copytree(generations.path(current) / "chroma", building / "chroma")
    serving = {(d.metadata.number, d.metadata.standing): d for d in active}
    rows = [(serving.get((d.metadata.number, d.metadata.standing), d), _is_active(d, serving)) for d in documents]
    with EmbeddingCache(cache_file(settings.home)) as cache:
        write_index(building, rows, validity, chunks, embedder, cache, progress)
    write_ledger(building, _of_these(ledger if ledger is not None else read_ledger(settings), documents))
    manifest = Manifest(
        generation=generations.next_number(),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        action=action,
        parser=PARSER_VERSION,
        chunker=CHUNKER_VERSION,
        embedding=embedder.version,
        documents=len(active),
        provisions=sum(len(d.provisions) for d in active),
        chunks=len(chunks),
    )
    generations.publish(building, manifest, settings.keep_generations)
    return manifest, dict(Counter(chunk.document for chunk in chunks))


def _of_these(ledger: Ledger, documents: Sequence[Document]) -> Ledger:
    """Without the origins of files that no document is made of; corrections stay, for the text may come back."""
    used = {sha256 for d in documents for sha256 in (d.sha256, *(copy[1] for copy in d.copies))}
    return replace(ledger, sources={sha256: lay for sha256, lay in ledger.sources.items() if sha256 in used})


def _is_active(document: Document, serving: Mapping[tuple[str, Standing], Document]) -> bool:
    return (document.metadata.number, document.metadata.standing) in serving
