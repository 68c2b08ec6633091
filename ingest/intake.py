"""Files into a batch of documents: unpacked, read, kept, compared with what is in already.

What is wrong with one file is reported and stops none of the others.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.errors import EmptyText, FileError, NotARegulation, UsageError
from corpus.generations import Generations
from corpus.model import Document, ProvisionKind, SourceText
from corpus.progress import Progress
from corpus.settings import Settings
from ingest.archives import unpack
from ingest.attachments import corrected, parts
from ingest.correct import recall
from ingest.document import file_hash, group_parts, read_document
from ingest.failures import Failures
from ingest.ledger import Ledger
from ingest.limited import Reader
from ingest.naming import aliases_of
from ingest.originals import keep_original, original_of
from ingest.plausible import broken_share
from ingest.read import check_size, is_zipped_set
from ingest.report import AddReport, Failed, Unchanged, added
from ingest.serving import Key, key_of
from ingest.stages import StageClock

SUFFIXES = {".pdf", ".docx", ".doc", ".rtf", ".odt", ".html", ".htm", ".txt", ".md", ".zip"}
FEWER = 0.9  # a later copy of a number with fewer provisions than this share of the present one's is an abridged one
_AS_FULL = 0.99  # of the provisions: two copies that differ by less are equally full
_WORSE = 0.002  # of the words: a copy with so many more that are no words has lost letters
INSIDE = " › "  # between a zipped set and the name of a file in it


@dataclass
class Batch:
    """Documents by (number, standing) while a call adds to them."""

    documents: dict[Key, Document]
    changed: dict[Key, Document] = field(default_factory=dict)
    unchanged: list[Unchanged] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)

    def take(self, document: Document) -> None:
        """Keep the fuller or cleaner copy of a number; the other one is reported and remembered by its hash."""
        key = key_of(document)
        present = self.documents.get(key)
        if present is None:
            self.documents[key] = self.changed[key] = document
        elif present.file != document.file and (lack := _lack(document, present)):
            self.unchanged.append(Unchanged(key[0], document.file, f"Đã có bản {lack} hơn ({present.file})"))
            kept = replace(present, copies=(*present.copies, (document.file, document.sha256)))
            self.documents[key] = kept
            if key in self.changed:
                self.changed[key] = kept
        else:
            own = (present.file, present.sha256)
            if key in self.changed and own not in document.copies:
                reason = f"Cùng lượt có bản khác của văn bản này, lấy bản đó ({document.file})"
                self.unchanged.append(Unchanged(key[0], present.file, reason))
            replaced = () if present.file == document.file else (own,)
            copies = tuple(dict.fromkeys((*present.copies, *replaced, *document.copies)))
            self.documents[key] = self.changed[key] = replace(document, copies=copies)


class Intake:
    """Takes files into a batch; remembers where each lay, and how long it took.

    Args:
        present: documents that are in already.
        ledger: corrections are applied again to a file that is read anew.
        origins: where a file came from, if not from its own path (a fetched one: its address).
        keep: whether originals are kept at once; a plan keeps nothing.
    """

    def __init__(
        self,
        present: Sequence[Document],
        settings: Settings,
        reader: Reader,
        ledger: Ledger,
        origins: Mapping[Path, str] | None = None,
        *,
        keep: bool = True,
    ) -> None:
        self.batch = Batch({key_of(d): d for d in present})
        self.seen = {sha256: d for d in present for sha256 in (d.sha256, *(copy[1] for copy in d.copies))}
        self.aliases = aliases_of(present)
        self.ledger = ledger
        self.seconds: dict[str, dict[str, float]] = {}  # by SHA-256: "read", "parse"
        self.taken: dict[str, tuple[Path, ...]] = {}  # by SHA-256: files read in this call
        self.found: dict[str, str] = {}  # by SHA-256: where a file lay
        self.broken: list[str] = []  # where files lay that could not be taken in
        self._settings, self._reader, self._keep = settings, reader, keep
        self._failures = Failures(settings)
        self._origins = dict(origins or {})
        self._reading = 0.0

    def grouped(self, files: Sequence[Path], folder: Path) -> list[tuple[Path, ...]]:
        """Files by document: zipped sets unpacked below `folder`, the parts of one decree together."""
        return group_parts(list(self._unpacked(files, folder)))

    def forget(self, keys: Iterable[Key]) -> None:
        """Act as if these documents had not been in."""
        for key in keys:
            document = self.batch.documents.pop(key)
            for sha256 in (document.sha256, *(copy[1] for copy in document.copies)):
                self.seen.pop(sha256, None)

    def take_all(self, groups: Sequence[tuple[Path, ...]], progress: Progress) -> None:
        for done, group in enumerate(groups):
            progress(f"Đọc {group[0].name}", done, len(groups))
            self.take(group)

    def take(self, group: tuple[Path, ...]) -> bool:
        """Take in one file, or the parts of one decree; False if it failed."""
        name = group[0].name
        try:
            for path in group:
                check_size(path, self._settings)
            sha256 = file_hash(group)
            self.found[sha256] = self._origin(group[0])
            if sha256 in self.seen:
                known = self.seen[sha256]
                reason = "Đã có trong chỉ mục" if known.sha256 == sha256 else f"Đã có bản khác ({known.file})"
                self.batch.unchanged.append(Unchanged(known.metadata.number, name, reason))
                return True
            if known_fault := self._failures.known(sha256):
                self._fail(group[0], *known_fault)
                return False
            document = self._read(group)
            self.taken[sha256] = group
            self.batch.take(self._joined(document))
            return True
        except (EmptyText, NotARegulation) as error:
            self._fail(group[0], error.what, error.remedy)
            if self._keep:
                self._failures.remember(sha256, error)
        except FileError as error:
            self._fail(group[0], error.what, error.remedy)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            # A fault of ours in understanding one odd text must not lose the other files of the call.
            logging.getLogger(__name__).exception("reading %s", name)
            told = f"lỗi của chương trình khi phân tích ({type(error).__name__}: {error})"
            self._fail(group[0], told, "Hãy gửi tệp này cho người bảo trì; các tệp khác đã được nạp.")
        return False

    def learnt(self) -> Ledger:
        """The ledger with what this call brought: where new files lay, and what corrected files say themselves."""
        new = {sha256: self.found[sha256] for sha256 in self.taken}
        return replace(self.ledger, sources={**self.ledger.sources, **new})

    def _read(self, group: tuple[Path, ...]) -> Document:
        started, self._reading = time.monotonic(), 0.0
        document = read_document(group, self._settings, self.aliases, self._timed)
        if self._keep:
            keep_original(group, self._settings)
        spent = time.monotonic() - started
        self.seconds[document.sha256] = {"read": self._reading, "parse": spent - self._reading}
        document, self.ledger = recall(document, self.ledger, self.aliases)
        return document

    def _joined(self, document: Document) -> Document:
        """A decree and its appendix from another file as one document; else the document as it is."""
        present = self.batch.documents.get(key_of(document))
        if present is None or present.file == document.file:
            return document
        correction = corrected(present, document, self._files_of, self._read)
        if correction is not None:
            group, old = correction
            return self._read_joined(group, (present, document), f"{document.file} thay cho {old} đã ghép trước.")
        pieces = parts(present, document)
        if pieces is None or not all(map(self._files_of, pieces)):
            return document
        group = tuple(path for piece in pieces for path in self._files_of(piece))
        return self._read_joined(group, pieces, f"Ghép từ các tệp: {', '.join(piece.file for piece in pieces)}.")

    def _read_joined(self, group: tuple[Path, ...], pieces: Sequence[Document], told: str) -> Document:
        joined = self._read(group)
        self.taken[joined.sha256] = group
        self.found[joined.sha256] = self.found.get(pieces[0].sha256) or self._origin(group[0])
        copies = tuple((piece.file, piece.sha256) for piece in pieces)
        return replace(joined, copies=copies, warnings=(*joined.warnings, told))

    def _files_of(self, document: Document) -> tuple[Path, ...]:
        return self.taken.get(document.sha256) or original_of(document.sha256, self._settings)

    def _timed(self, path: Path) -> SourceText:
        started = time.monotonic()
        try:
            return self._reader.read(path)
        finally:
            self._reading += time.monotonic() - started

    def _unpacked(self, files: Sequence[Path], folder: Path) -> Iterable[Path]:
        """The files, with zipped sets replaced by what is in them."""
        for number, path in enumerate(files):
            try:
                if is_zipped_set(path):
                    yield from self._members(path, (folder / str(number)).resolve())
                else:
                    yield path
            except FileError as error:
                self._fail(path, error.what, error.remedy)

    def _members(self, path: Path, folder: Path) -> list[Path]:
        """The files of a zipped set, unpacked below `folder`."""
        members, odd = unpack(path, folder, self._settings)
        for member in (*members, *(folder / error.where for error in odd)):
            self._origins[member] = f"{self._origin(path)}{INSIDE}{member.relative_to(folder).as_posix()}"
        for error in odd:
            self._fail(folder / error.where, error.what, error.remedy)
        return members

    def _fail(self, path: Path, what: str, remedy: str) -> None:
        self.broken.append(self._origin(path))
        self.batch.failed.append(Failed(path.name, what, remedy))

    def _origin(self, path: Path) -> str:
        return self._origins.get(path) or str(path.resolve())


def files_in(paths: Sequence[Path]) -> Iterable[Path]:
    """The files named, and those of known kinds below the folders named, sorted.

    Raises:
        UsageError: a path does not exist.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(
                p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file() and p.name != "README.md"
            )
        elif path.is_file():
            yield path
        else:
            raise UsageError("Không tìm thấy tệp hay thư mục này", where=str(path), remedy="Kiểm tra lại đường dẫn.")


def file_of(source: str) -> str:
    """The path in a recorded origin, without the name inside a zipped set."""
    return source.partition(INSIDE)[0]


def report_of(
    intake: Intake, taken: Iterable[Document], chunks: Mapping[str, int], settings: Settings, clock: StageClock
) -> AddReport:
    """The report of a call, once its generation is published; `chunks` by document number."""
    return AddReport(
        generation=Generations(settings.home).current() or 0,
        added=tuple(added(d, chunks.get(d.metadata.number, 0), intake.seconds.get(d.sha256, {})) for d in taken),
        unchanged=tuple(intake.batch.unchanged),
        failed=tuple(intake.batch.failed),
        seconds=round(clock.elapsed, 3),
        stages=clock.stages(),
    )


def _lack(document: Document, present: Document) -> str:
    """What the present copy is more than the new: "đầy đủ", "sạch", "sát bản in"; "" if the new one takes its place.

    Of two copies that are about as full, one with broken words or recognised from a picture loses; of two that are
    as clean and as full a PDF stays, for it shows the page as it was printed, else the later one wins.
    """
    if _size(document) < FEWER * _size(present):
        return "đầy đủ"
    if _size(present) < FEWER * _size(document):
        return ""
    if _appendices(present) and not _appendices(document):
        return "đầy đủ"
    worse = broken_share(document.text) - broken_share(present.text)
    if worse > _WORSE or _recognised(document) > _recognised(present):
        return "sạch"
    if worse < -_WORSE or _recognised(document) < _recognised(present):
        return ""
    if min(_size(document), _size(present)) >= _AS_FULL * max(_size(document), _size(present)):
        printed = [one.file.lower().endswith(".pdf") for one in (present, document)]
        return "sát bản in" if printed == [True, False] else ""
    return "" if _size(document) >= _size(present) else "đầy đủ"


def _appendices(document: Document) -> int:
    return sum(p.kind in {ProvisionKind.APPENDIX, ProvisionKind.FORM} for p in document.provisions)


def _recognised(document: Document) -> int:
    return sum(page.confidence is not None for page in document.pages)


def _size(document: Document) -> int:
    return len(document.provisions)
