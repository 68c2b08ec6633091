"""What an administrator does: add, remove, roll back, rebuild, look at the state, verify.

Every change publishes a whole new generation (undo = rollback). Files are kept under `originals/` by hash, so that
the index can always be rebuilt from them.
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.catalogue import Catalogue
from corpus.errors import FileError, UsageError
from corpus.generations import Generations
from corpus.model import Document, Standing, Validity
from corpus.progress import Progress, silent
from corpus.settings import Settings
from ingest.archives import unpack
from ingest.document import file_hash, group_parts, read_document
from ingest.limited import Reader
from ingest.publish import publish
from ingest.read import detect

SUFFIXES = {".pdf", ".docx", ".doc", ".rtf", ".odt", ".html", ".htm", ".txt", ".md", ".zip"}
FEWER = 0.9  # a later copy of a number replaces the present one unless it has fewer provisions than this share


@dataclass(frozen=True, slots=True)
class Added:
    """A file that is now in the index. `warnings` are what the administrator should look at."""

    document: str
    file: str
    provisions: int
    chunks: int
    pages: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that changes nothing: it is in already, or a fuller copy of the same number is."""

    document: str
    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    file: str
    error: str
    remedy: str


@dataclass(frozen=True, slots=True)
class AddReport:
    """The outcome of one call; `generation` is the one that serves afterwards (0 if none)."""

    generation: int
    added: tuple[Added, ...]
    unchanged: tuple[Unchanged, ...]
    failed: tuple[Failed, ...]
    seconds: float

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


@dataclass
class _Batch:
    """Documents by (number, standing) while a call adds to them."""

    documents: dict[tuple[str, Standing], Document]
    changed: dict[tuple[str, Standing], Document] = field(default_factory=dict)
    unchanged: list[Unchanged] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)

    def take(self, document: Document) -> None:
        """Keep the fuller copy of a number; the other one is reported and remembered by its hash."""
        key = (document.metadata.number, document.metadata.standing)
        present = self.documents.get(key)
        if present is None:
            self.documents[key] = self.changed[key] = document
        elif present.file != document.file and _size(document) < FEWER * _size(present):
            self.unchanged.append(Unchanged(key[0], document.file, f"Đã có bản đầy đủ hơn ({present.file})"))
            kept = replace(present, copies=(*present.copies, (document.file, document.sha256)))
            self.documents[key] = kept
            if key in self.changed:
                self.changed[key] = kept
        else:
            if key in self.changed:
                reason = f"Cùng lượt có bản khác của văn bản này, lấy bản đó ({document.file})"
                self.unchanged.append(Unchanged(key[0], present.file, reason))
            copies = (
                present.copies if present.file == document.file else (*present.copies, (present.file, present.sha256))
            )
            self.documents[key] = self.changed[key] = replace(document, copies=copies)


def add(paths: Sequence[Path], settings: Settings, progress: Progress = silent) -> AddReport:
    """Take in files and folders; what fails is reported, the rest goes in.

    Raises:
        UsageError: a path does not exist, or nothing to read was named.
        Busy: another ingest is running.
    """
    started = time.monotonic()
    generations = Generations(settings.home)
    files = list(_files(paths))
    action = f"add {' '.join(p.name for p in paths)}"[:200]
    with generations.writer(action), TemporaryDirectory() as unpacked, Reader(settings) as reader:
        present = load_documents(settings)
        batch = _Batch({(d.metadata.number, d.metadata.standing): d for d in present})
        seen = {sha256: d for d in present for sha256 in (d.sha256, *(copy[1] for copy in d.copies))}
        intake = _Intake(batch, seen, settings, reader, _aliases(present))
        groups = group_parts(list(intake.unpacked(files, Path(unpacked))))
        for done, group in enumerate(groups):
            progress(f"Đọc {group[0].name}", done, len(groups))
            intake.take(group)
        chunks: dict[str, int] = {}
        if batch.changed:
            action = f"add {', '.join(sorted(number for number, _ in batch.changed))}"[:200]
            _, chunks = publish(list(batch.documents.values()), settings, action, progress)
    added = tuple(_added(d, chunks) for d in batch.changed.values())
    return AddReport(
        generation=generations.current() or 0,
        added=added,
        unchanged=tuple(batch.unchanged),
        failed=tuple(batch.failed),
        seconds=round(time.monotonic() - started, 3),
    )


@dataclass
class _Intake:
    """Files into a batch; what is wrong with one of them is reported and stops none of the others."""

    batch: _Batch
    seen: dict[str, Document]  # by SHA-256 of the file
    settings: Settings
    reader: Reader
    aliases: dict[str, str]

    def unpacked(self, files: Sequence[Path], folder: Path) -> Iterable[Path]:
        """The files, with zipped sets replaced by what is in them."""
        for number, path in enumerate(files):
            if not _is_zipped_set(path):
                yield path
                continue
            try:
                yield from unpack(path, folder / str(number), self.settings)
            except FileError as error:
                self.batch.failed.append(Failed(path.name, error.what, error.remedy))

    def take(self, group: tuple[Path, ...]) -> None:
        name = group[0].name
        try:
            sha256 = file_hash(group)
            if sha256 in self.seen:
                known = self.seen[sha256]
                reason = "Đã có trong chỉ mục" if known.sha256 == sha256 else f"Đã có bản khác ({known.file})"
                self.batch.unchanged.append(Unchanged(known.metadata.number, name, reason))
                return
            document = read_document(group, self.settings, self.aliases, self.reader.read)
            _keep_original(group, self.settings)
            self.batch.take(document)
        except FileError as error:
            self.batch.failed.append(Failed(name, error.what, error.remedy))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            # A fault of ours in understanding one odd text must not lose the other files of the call.
            logging.getLogger(__name__).exception("reading %s", name)
            told = f"lỗi của chương trình khi phân tích ({type(error).__name__}: {error})"
            self.batch.failed.append(Failed(name, told, "Hãy gửi tệp này cho người bảo trì; các tệp khác đã được nạp."))


def _is_zipped_set(path: Path) -> bool:
    if path.stat().st_size < 4:
        return False
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04" and detect(path.read_bytes()) == "zip"


def _aliases(documents: Sequence[Document]) -> dict[str, str]:
    """Names by which the documents call each other → number."""
    return {d.metadata.short_title: d.metadata.number for d in documents if d.metadata.short_title}


def remove(number: str, settings: Settings, progress: Progress = silent) -> int:
    """Take a document (all standings of its number) out; the generation before stays for undo.

    Raises:
        UsageError: no document of that number is in the index.
    """
    with Generations(settings.home).writer(f"remove {number}"):
        present = load_documents(settings)
        kept = [d for d in present if d.metadata.number != number]
        if len(kept) == len(present):
            known = ", ".join(sorted({d.metadata.number for d in present})[:8])
            raise UsageError(f"Không có văn bản số {number} trong chỉ mục", remedy=f"Có: {known} …")
        manifest, _ = publish(kept, settings, f"remove {number}", progress)
        return manifest.generation


def rollback(settings: Settings) -> int:
    """Serve the generation before the current one; returns its number."""
    generations = Generations(settings.home)
    with generations.writer("rollback"):
        return generations.rollback()


def rebuild(settings: Settings, progress: Progress = silent) -> AddReport:
    """Read every kept original again and publish a generation made from them alone; ids stay the same."""
    started = time.monotonic()
    generations = Generations(settings.home)
    with generations.writer("rebuild"):
        batch = _Batch({})
        present = load_documents(settings)
        with Reader(settings) as reader:
            intake = _Intake(batch, {}, settings, reader, _aliases(present))
            for done, document in enumerate(present):
                progress(f"Đọc lại {document.file}", done, len(present))
                group = _originals(document.sha256, settings)
                intake.take(group) if group else batch.take(document)
        _, chunks = publish(list(batch.documents.values()), settings, "rebuild", progress)
    added = tuple(_added(d, chunks) for d in batch.documents.values())
    seconds = round(time.monotonic() - started, 3)
    return AddReport(generations.current() or 0, added, tuple(batch.unchanged), tuple(batch.failed), seconds)


def load_documents(settings: Settings) -> list[Document]:
    """Documents of the generation that serves; none if there is no index yet."""
    generations = Generations(settings.home)
    current = generations.current()
    if current is None:
        return []
    catalogue = Catalogue(generations.path(current) / "catalogue.sqlite")
    try:
        return catalogue.all_documents()
    finally:
        catalogue.close()


def status(settings: Settings, today: date) -> list[dict[str, object]]:
    """One entry a document that serves, with whether it is in force on `today` (None = unknown)."""
    generations = Generations(settings.home)
    current = generations.current()
    if current is None:
        return []
    catalogue = Catalogue(generations.path(current) / "catalogue.sqlite")
    rows: list[dict[str, object]] = []
    for row in catalogue.documents():
        meta = row.metadata
        start, end = meta.effective_from, _end(catalogue.validities(row.number)) if row.active else meta.effective_to
        in_force = None if start is None else start <= today and (end is None or today < end)
        rows.append(
            {"number": row.number, "kind": meta.kind, "title": meta.title, "issuer": meta.issuer, "issued": meta.issued,
             "effective_from": start, "effective_to": end, "in_force": in_force, "standing": row.standing,
             "superseded": not row.active, "provisions": row.provisions, "chunks": row.chunks, "file": row.file,
             "published_in": meta.published_in, "warnings": row.warnings}
        )  # fmt: skip
    catalogue.close()
    return rows


def _end(validities: dict[str, Validity]) -> date | None:
    """When the last provision of a document ends; None while one has no end."""
    ends = [v.end for provision, v in validities.items() if provision.startswith(("art_", "cl_", "body"))]
    return max((e for e in ends if e is not None), default=None) if ends and None not in ends else None


def _files(paths: Sequence[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(
                p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file() and p.name != "README.md"
            )
        elif path.is_file():
            yield path
        else:
            raise UsageError("Không tìm thấy tệp hay thư mục này", where=str(path), remedy="Kiểm tra lại đường dẫn.")


def _size(document: Document) -> int:
    return len(document.provisions)


def _added(document: Document, chunks: dict[str, int]) -> Added:
    meta = document.metadata
    count = len(document.pages)
    return Added(
        meta.number, document.file, len(document.provisions), chunks.get(meta.number, 0), count, document.warnings
    )


def _keep_original(group: Sequence[Path], settings: Settings) -> None:
    folder = settings.home / "originals" / file_hash(group)
    if folder.is_dir():
        return
    temporary = folder.with_name(folder.name + ".tmp")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    for path in group:
        shutil.copy2(path, temporary / path.name)
    temporary.rename(folder)


def _originals(sha256: str, settings: Settings) -> tuple[Path, ...]:
    folder = settings.home / "originals" / sha256
    if not folder.is_dir():
        return ()
    return next(iter(group_parts(sorted(folder.iterdir()))), ())
