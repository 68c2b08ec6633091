"""Index generations: build the next one aside, publish it by one atomic rename, keep the old ones for rollback.

Layout of a home folder:

    CURRENT                 number of the generation that serves, one line
    generations/000007/     catalogue.sqlite  chroma/  lexical/  manifest.json
    generations/.building/  the next one, of no interest to readers; left over from a killed run, removed by the next
    originals/              the files as the administrator gave them, named by SHA-256
    writer.lock, writer.json  one writer at a time; the second file names the holder

Readers look at CURRENT only. A kill at any moment leaves CURRENT on a whole generation, since the folder is
complete and synced before the pointer is renamed over.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import BrokenIndex, Busy, NoIndex, UsageError
from corpus.versions import CHUNKER_VERSION, PARSER_VERSION

BUILDING = ".building"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was built with; a reader refuses one made by other versions."""

    generation: int
    created: str  # ISO date and time, UTC
    action: str  # "add 151-2025.pdf", "remove …", "rollback to 6"
    parser: str
    chunker: str
    embedding: str
    documents: int
    provisions: int
    chunks: int
    parent: int = 0  # the generation that served when this one was published; 0 = none


def other_version(folder: Path, made: str, now: str) -> BrokenIndex:
    """The error for an index that this version of the program, or its embedding model, did not make."""
    return BrokenIndex(
        f"Chỉ mục được lập bằng phiên bản khác ({made}; nay là {now})",
        where=str(folder),
        remedy="Chạy `python -m ingest rebuild`.",
    )


def _damaged(what: str, folder: Path) -> BrokenIndex:
    return BrokenIndex(
        what,
        where=str(folder),
        remedy="Chạy `python -m ingest rollback` để về thế hệ trước, hoặc `python -m ingest rebuild` để lập lại.",
    )


class Generations:
    """The generations of one home folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "generations"

    def current(self) -> int | None:
        """Number of the generation that serves; None if there is none yet.

        Raises:
            BrokenIndex: the pointer names a generation that is not there.
        """
        number = self.pointed()
        if number is None:
            return None
        if not (self.path(number) / MANIFEST).is_file():
            raise _damaged(f"Chỉ mục thế hệ {number} không còn đủ tệp", self.path(number))
        return number

    def serving(self) -> Manifest:
        """The manifest of the generation that serves, made by this version of the program.

        Raises:
            NoIndex: there is none yet.
            BrokenIndex: another version made it, or it is damaged, or the pointer names one that is not there.
        """
        current = self.current()
        if current is None:
            raise NoIndex(
                "Chưa có chỉ mục",
                where=str(self.home),
                remedy="Chạy `make run`, hoặc `python -m ingest add corpus/documents`.",
            )
        manifest = self.manifest(current)
        if (manifest.parser, manifest.chunker) != (PARSER_VERSION, CHUNKER_VERSION):
            made, now = f"{manifest.parser} · {manifest.chunker}", f"{PARSER_VERSION} · {CHUNKER_VERSION}"
            raise other_version(self.path(current), made, now)
        return manifest

    def pointed(self) -> int | None:
        """Number of the generation that should serve, whole or not; 0 if the pointer is damaged, None without one."""
        pointer = self.home / "CURRENT"
        if not pointer.is_file():
            return None
        written = pointer.read_text(encoding="utf-8", errors="replace").strip()
        return int(written) if written.isdecimal() else 0

    def path(self, number: int) -> Path:
        return self.folder / f"{number:06d}"

    def numbers(self) -> list[int]:
        """Whole generations on disk, ascending."""
        return [number for number in self._on_disk() if self._is_whole(number)]

    def nearest(self) -> list[int]:
        """All generations on disk, damaged ones too: that which should serve, earlier ones from the newest, others."""
        served = self.pointed() or 0
        return sorted(self._on_disk(), key=lambda number: (number != served, number > served, -number))

    def _on_disk(self) -> list[int]:
        if not self.folder.is_dir():
            return []
        return sorted(int(p.name) for p in self.folder.iterdir() if p.name.isdecimal())

    def _is_whole(self, number: int) -> bool:
        try:
            self.manifest(number)
        except BrokenIndex:
            return False
        return True

    def manifest(self, number: int) -> Manifest:
        """What a generation was built with.

        Raises:
            BrokenIndex: it is not there, or cannot be read.
        """
        try:
            return Manifest(**json.loads((self.path(number) / MANIFEST).read_text(encoding="utf-8")))
        except (FileNotFoundError, NotADirectoryError, ValueError, TypeError) as error:
            raise _damaged(f"{MANIFEST} của chỉ mục thế hệ {number} không đọc được", self.path(number)) from error

    @contextmanager
    def writer(self, action: str) -> Iterator[None]:
        """Hold the writer's lock; the lock dies with the process, the name of its holder is for people.

        Raises:
            Busy: another process writes; the message names it.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        holder = self.home / "writer.json"
        lock = FileLock(self.home / "writer.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise Busy(
                f"Đang có một lượt nạp khác: {_describe(holder)}",
                where=str(self.home),
                remedy="Chờ lượt đó xong rồi chạy lại lệnh này.",
            ) from error
        try:
            me = {"pid": os.getpid(), "host": socket.gethostname(), "action": action, "since": _now()}
            _write_synced(holder, json.dumps(me, ensure_ascii=False))
            yield
        finally:
            holder.unlink(missing_ok=True)
            lock.release()

    def begin(self) -> Path:
        """An empty folder for the next generation; what a killed run left there is removed."""
        building = self.folder / BUILDING
        if building.exists():
            shutil.rmtree(building)
        building.mkdir(parents=True)
        return building

    def next_number(self) -> int:
        """Never the number of a generation that is on disk, also after a rollback or of a damaged one."""
        return max([0, *self._on_disk()]) + 1

    def publish(self, building: Path, manifest: Manifest, keep: int) -> int:
        """Seal `building` as `manifest.generation` and make it the one that serves; drop the oldest beyond `keep`.

        What is damaged goes first, then what was undone by a rollback; the generation published over stays if more
        than one is kept.
        """
        manifest = replace(manifest, parent=self.pointed() or 0)
        _write_synced(building / MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        _sync_tree(building)
        os.replace(building, self.path(manifest.generation))
        _sync_folder(self.folder)
        self._point_to(manifest.generation)
        whole = self.numbers()
        others = [n for n in self._on_disk() if n != manifest.generation]
        others.sort(key=lambda n: (n in whole, n == manifest.parent, n < manifest.parent, n))
        for old in others[: max(len(others) + 1 - max(keep, 1), 0)]:
            shutil.rmtree(self.path(old), ignore_errors=True)
        return manifest.generation

    def earlier(self) -> int | None:
        """The generation a rollback would serve: what the current one was published over; None if it is not there.

        An undone generation is thus never served again by a second rollback. Where the current generation is damaged
        or of an older manifest, it is the newest whole one before it.
        """
        current, whole = self.pointed(), self.numbers()
        parent = self.manifest(current).parent if current in whole else 0
        if parent in whole:
            return parent
        return max((n for n in whole if not current or n < current), default=None)

    def rollback(self) -> int:
        """Serve the generation before the current one, also where the current one is damaged.

        Raises:
            UsageError: there is no earlier generation.
        """
        earlier = self.earlier()
        if earlier is None:
            raise UsageError("Không có thế hệ chỉ mục nào trước đó để quay lại", where=str(self.home))
        self._point_to(earlier)
        return earlier

    def serve(self, number: int) -> None:
        """Serve a whole generation that is on disk, earlier or later.

        Raises:
            UsageError: there is none of that number.
        """
        if number not in self.numbers():
            raise UsageError(f"Không có thế hệ chỉ mục số {number}", where=str(self.home))
        self._point_to(number)

    def _point_to(self, number: int) -> None:
        _write_synced(self.home / "CURRENT", f"{number}\n")
        _sync_folder(self.home)


def _describe(holder: Path) -> str:
    try:
        note = json.loads(holder.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "tiến trình không rõ tên"
    return f"«{note.get('action')}», tiến trình {note.get('pid')} trên máy {note.get('host')}, từ {note.get('since')}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _write_synced(path: Path, text: str) -> None:
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # folders cannot be synced there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
