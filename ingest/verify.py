"""Check the index that serves against itself, against its own counts and against the kept originals."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.build import cache_file
from corpus.catalogue import CATALOGUE, Catalogue
from corpus.embedding import Embedder
from corpus.embedding_cache import EmbeddingCache
from corpus.errors import BrokenIndex, FileError
from corpus.generations import Generations, Manifest
from corpus.index import DenseIndex
from corpus.lexical import LexicalIndex
from corpus.settings import Settings
from corpus.versions import CHUNKER_VERSION, PARSER_VERSION
from ingest.document import file_hash
from ingest.ledger import read_ledger
from ingest.originals import kept_originals, original_of

DRAWN = 200  # vectors that are compared with the cache
SAME = 0.999  # cosine from which two vectors are of one text; the index keeps them a little shortened
_REBUILD = "Chạy `python -m ingest rebuild`."


@dataclass(frozen=True, slots=True)
class Verification:
    """`problems` is empty when everything agrees; each is a Vietnamese sentence with the remedy.

    `originals` are the kept files whose SHA-256 was computed and agrees. `orphans` are kept files (by SHA-256)
    that no generation on disk uses: no fault, only room on the disk.
    """

    generation: int
    documents: int
    chunks: int
    vectors: int
    problems: tuple[str, ...]
    provisions: int = 0
    originals: int = 0
    orphans: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        return {**asdict(self), "ok": not self.problems}


def verify(settings: Settings) -> Verification:
    """Counts, ids, spans and hashes. Reads everything; takes seconds.

    What cannot be read at all is a problem among the others, not an exception.
    """
    generations = Generations(settings.home)
    try:
        current = generations.current()
        if current is None:
            told = "Chưa có chỉ mục. Chạy `python -m ingest add corpus/documents`."
            return Verification(0, 0, 0, 0, (told,), orphans=tuple(kept_originals(settings)))
        manifest = generations.manifest(current)
    except (BrokenIndex, ValueError, TypeError) as error:
        return Verification(0, 0, 0, 0, (f"Thế hệ chỉ mục không đọc được: {error} {_REBUILD}",))
    return _verified(generations, current, manifest, settings)


def _verified(generations: Generations, current: int, manifest: Manifest, settings: Settings) -> Verification:
    folder = generations.path(current)
    catalogue = Catalogue(folder / CATALOGUE)
    embedder = Embedder(settings)
    dense = DenseIndex(folder / "chroma", embedder)
    try:
        ids = catalogue.chunk_ids()
        rows = catalogue.documents()
        good, changed = _originals(catalogue, settings)
        provisions = sum(row.provisions for row in rows if row.active)
        told = (sum(row.active for row in rows), provisions, len(ids))
        problems = [
            *_against_manifest(manifest, told),
            *_against_vectors(ids, dense),
            *_against_cache(catalogue, ids, dense, embedder.version, settings),
            *_tried("Chỉ mục từ", lambda: _against_lexical(ids, LexicalIndex.load(folder / "lexical"))),
            *_spans(catalogue, len(ids)),
            *_tried("Sổ ghi nguồn tệp và sửa tay", lambda: _ledger(settings)),
            *changed,
        ]
        orphans = sorted(set(kept_originals(settings)) - _used(generations))
        return Verification(current, len(rows), len(ids), len(dense), tuple(problems), provisions, good, tuple(orphans))
    except sqlite3.DatabaseError as error:
        return Verification(current, 0, 0, len(dense), (f"Danh mục hỏng ({error}). {_REBUILD}",))
    finally:
        dense.close()
        catalogue.close()


def _tried(what: str, check: Callable[[], Iterable[str]]) -> list[str]:
    try:
        return list(check())
    except (BrokenIndex, OSError, ValueError, LookupError) as error:
        return [f"{what} không đọc được ({error}). {_REBUILD}"]


def _ledger(settings: Settings) -> list[str]:
    read_ledger(settings)
    return []


def _against_manifest(manifest: Manifest, found: tuple[int, int, int]) -> list[str]:
    problems = []
    for name, told, there in zip(
        ("văn bản", "điều khoản", "đoạn"),
        (manifest.documents, manifest.provisions, manifest.chunks),
        found,
        strict=True,
    ):
        if told != there:
            problems.append(f"Thế hệ ghi {told} {name}, danh mục có {there}. {_REBUILD}")
    if (manifest.parser, manifest.chunker) != (PARSER_VERSION, CHUNKER_VERSION):
        problems.append(f"Chỉ mục do phiên bản khác của chương trình lập. {_REBUILD}")
    return problems


def _against_vectors(ids: list[str], dense: DenseIndex) -> list[str]:
    present = dense.ids()
    orphans, missing = present - set(ids), set(ids) - present
    problems = []
    if orphans:
        problems.append(f"{len(orphans)} vectơ không có đoạn nào. {_REBUILD}")
    if missing:
        problems.append(f"{len(missing)} đoạn không có vectơ. {_REBUILD}")
    return problems


def _against_cache(
    catalogue: Catalogue, ids: list[str], dense: DenseIndex, model: str, settings: Settings
) -> list[str]:
    """Whether vectors, evenly drawn, are those of their chunks' texts: all went through the cache (if it is there)."""
    present = dense.ids()
    rows = [row for row in range(0, len(ids), max(1, len(ids) // DRAWN)) if ids[row] in present]
    drawn = {c.id: c.embedded or c.found_by for c in catalogue.chunks(rows)}
    with EmbeddingCache(cache_file(settings.home)) as cache:
        if not len(cache):
            return []
        known = cache.get(model, drawn.values())
    wrong = sum(text not in known or dense.similarities(known[text], [id])[id] < SAME for id, text in drawn.items())
    return [f"{wrong} trong {len(drawn)} vectơ xem thử không phải của đoạn văn. {_REBUILD}"] if wrong else []


def _against_lexical(ids: list[str], lexical: LexicalIndex) -> list[str]:
    if lexical.rows == len(ids):
        return []
    return [f"Chỉ mục từ có {lexical.rows} dòng cho {len(ids)} đoạn. {_REBUILD}"]


def _spans(catalogue: Catalogue, count: int) -> list[str]:
    active = {(row.number, row.standing) for row in catalogue.documents() if row.active}
    texts = {
        d.metadata.number: d.text
        for d in catalogue.all_documents()
        if (d.metadata.number, d.metadata.standing) in active
    }
    chunks = catalogue.chunks(range(count)) if count else []
    wrong = [c for c in chunks if texts.get(c.source_document, "")[c.start : c.end] != c.text]
    return [f"{c.document} {c.provision}: đoạn không khớp nguyên văn. {_REBUILD}" for c in wrong]


def _originals(catalogue: Catalogue, settings: Settings) -> tuple[int, list[str]]:
    """How many originals agree with their hash, and what is wrong with the others; copies passed over count too."""
    good, problems = 0, []
    for document in catalogue.all_documents():
        number = document.metadata.number
        for file, sha256 in ((document.file, document.sha256), *document.copies):
            if fault := _fault(sha256, file, settings):
                problems.append(f"{number}: {fault}")
            else:
                good += 1
    return good, problems


def _fault(sha256: str, file: str, settings: Settings) -> str:
    """What is wrong with an original and what to do; "" if nothing."""
    group = original_of(sha256, settings)
    if not group:
        return f"không còn tệp gốc {file}. Nạp lại tệp này."
    try:
        return "" if file_hash(group) == sha256 else f"tệp gốc {file} đã bị sửa đổi. Nạp lại tệp này."
    except FileError as error:
        return f"tệp gốc {error}"


def _used(generations: Generations) -> set[str]:
    """SHA-256 of the originals of every generation on disk: a rollback may want them."""
    used: set[str] = set()
    for number in generations.numbers():
        used |= _hashes(generations.path(number) / CATALOGUE)
    return used


def _hashes(file: Path) -> set[str]:
    try:
        with closing(Catalogue(file)) as catalogue:
            return catalogue.file_hashes()
    except sqlite3.DatabaseError:  # an older generation that is damaged: nothing to go back to
        return set()
