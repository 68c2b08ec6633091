"""Check the index that serves against itself and against the kept originals."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from corpus.catalogue import Catalogue
from corpus.embedding import Embedder
from corpus.generations import Generations
from corpus.index import DenseIndex
from corpus.lexical import LexicalIndex
from corpus.settings import Settings
from ingest.document import file_hash, group_parts


@dataclass(frozen=True, slots=True)
class Verification:
    """`problems` is empty when everything agrees; each is a Vietnamese sentence with the remedy."""

    generation: int
    documents: int
    chunks: int
    vectors: int
    problems: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        return {**asdict(self), "ok": not self.problems}


def verify(settings: Settings) -> Verification:
    """Counts, ids, spans and hashes. Reads everything; takes seconds."""
    generations = Generations(settings.home)
    current = generations.current()
    if current is None:
        return Verification(0, 0, 0, 0, ("Chưa có chỉ mục. Chạy `python -m ingest add corpus/documents`.",))
    folder = generations.path(current)
    catalogue = Catalogue(folder / "catalogue.sqlite")
    dense = DenseIndex(folder / "chroma", Embedder(settings))
    try:
        ids = catalogue.chunk_ids()
        problems = [
            *_against_vectors(ids, dense),
            *_against_lexical(ids, LexicalIndex.load(folder / "lexical")),
            *_spans(catalogue, len(ids)),
            *_originals(catalogue, settings),
        ]
        return Verification(current, len(catalogue.documents()), len(ids), len(dense), tuple(problems))
    finally:
        dense.close()
        catalogue.close()


def _against_vectors(ids: list[str], dense: DenseIndex) -> list[str]:
    present = dense.ids()
    orphans, missing = present - set(ids), set(ids) - present
    problems = []
    if orphans:
        problems.append(f"{len(orphans)} vectơ không có đoạn nào. Chạy `python -m ingest rebuild`.")
    if missing:
        problems.append(f"{len(missing)} đoạn không có vectơ. Chạy `python -m ingest rebuild`.")
    return problems


def _against_lexical(ids: list[str], lexical: LexicalIndex) -> list[str]:
    if lexical.rows == len(ids):
        return []
    return [f"Chỉ mục từ có {lexical.rows} dòng cho {len(ids)} đoạn. Chạy `python -m ingest rebuild`."]


def _spans(catalogue: Catalogue, count: int) -> list[str]:
    active = {(row.number, row.standing) for row in catalogue.documents() if row.active}
    texts = {
        d.metadata.number: d.text
        for d in catalogue.all_documents()
        if (d.metadata.number, d.metadata.standing) in active
    }
    chunks = catalogue.chunks(range(count)) if count else []
    wrong = [c for c in chunks if texts.get(c.source_document, "")[c.start : c.end] != c.text]
    return [f"{c.document} {c.provision}: đoạn không khớp nguyên văn. Chạy `python -m ingest rebuild`." for c in wrong]


def _originals(catalogue: Catalogue, settings: Settings) -> list[str]:
    problems = []
    for row in catalogue.documents():
        folder = settings.home / "originals" / row.sha256
        if not folder.is_dir():
            problems.append(f"{row.number}: không còn tệp gốc {row.file}. Nạp lại tệp này.")
        elif file_hash(group_parts(sorted(folder.iterdir()))[0]) != row.sha256:
            problems.append(f"{row.number}: tệp gốc {row.file} đã bị sửa đổi. Nạp lại tệp này.")
    return problems
