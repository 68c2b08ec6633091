"""SHA-256 of large files, hashed again only when size or modification time has changed."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

HASHES = "hashes.json"


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remembered_sha256(path: Path) -> str:
    """SHA-256 of a file, remembered with its size and mtime in `hashes.json` of the same folder."""
    stat = path.stat()
    known = _read_hashes(path.parent)
    size, mtime, remembered = known.get(path.name, (0, 0, ""))
    if remembered and (size, mtime) == (stat.st_size, stat.st_mtime_ns):
        return str(remembered)
    found = sha256_of(path)
    after = path.stat()
    if (after.st_size, after.st_mtime_ns) == (stat.st_size, stat.st_mtime_ns):  # not written to meanwhile
        _remember(path, (stat.st_size, stat.st_mtime_ns, found))
    return found


def _read_hashes(folder: Path) -> dict[str, tuple[int, int, str]]:
    try:
        stored = json.loads((folder / HASHES).read_text(encoding="utf-8"))
        return {name: (int(size), int(mtime), str(sha)) for name, (size, mtime, sha) in stored.items()}
    except (OSError, ValueError, TypeError, AttributeError):  # only a cache: without it files are hashed again
        return {}


def _remember(path: Path, values: tuple[int, int, str]) -> None:
    hashes = path.parent / HASHES
    partial = hashes.with_suffix(f".{os.getpid()}.part")
    try:
        partial.write_text(json.dumps(_read_hashes(path.parent) | {path.name: values}), encoding="utf-8")
        os.replace(partial, hashes)
    except OSError:  # read-only media: the file is hashed at each start
        partial.unlink(missing_ok=True)
