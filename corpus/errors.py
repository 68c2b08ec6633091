"""The error tree. Every message is Vietnamese and says what happened, in which file or page, and what to do.

ThamQuyenError                exit 1
├── UsageError                exit 2   a command or argument that makes no sense
├── FileError                 exit 3   one input file cannot be taken in; the others go on
│   ├── UnreadableFile                 broken, truncated, encrypted, unknown format
│   ├── EmptyText                      nothing to read in it (a scan without OCR, a stamp-only layer)
│   ├── NotARegulation                 no document number or no provision found
│   └── LimitExceeded                  size, pages, time, memory, archive ratio
├── ModelFileError            exit 4   a model file is missing, or its SHA-256 is not the registered one
├── BrokenIndex               exit 5   the index is missing, broken, or built by another version
├── Busy                      exit 6   another writer holds the lock (named in the message)
└── MissingTool               exit 7   a system tool is missing; the message names the install command
"""

from __future__ import annotations


class ThamQuyenError(Exception):
    """Root. `what` happened, `where` (file, page, document), `remedy` (what to do next)."""

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(" ".join(part for part in (f"{where}: {what}" if where else what, remedy) if part))


class UsageError(ThamQuyenError):
    exit_code = 2


class FileError(ThamQuyenError):
    exit_code = 3


class UnreadableFile(FileError):
    pass


class EmptyText(FileError):
    pass


class NotARegulation(FileError):
    pass


class LimitExceeded(FileError):
    pass


class ModelFileError(ThamQuyenError):
    exit_code = 4


class BrokenIndex(ThamQuyenError):
    exit_code = 5


class NoIndex(BrokenIndex):
    """Nothing was taken in yet."""


class Busy(ThamQuyenError):
    exit_code = 6


class MissingTool(ThamQuyenError):
    exit_code = 7
