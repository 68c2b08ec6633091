"""Zipped sets of files: unpacked into a folder, with limits, and never outside of it."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from corpus.errors import EmptyText, LimitExceeded, UnreadableFile
from corpus.settings import Settings

_MOST_FILES = 2000
_MOST_UNPACKED = 2 * 1024**3  # bytes of all files together
_RATIO = 200  # unpacked to packed
_RATIO_FREE = 5 * 1024 * 1024  # bytes below which the ratio does not matter
_IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def unpack(archive: Path, folder: Path, settings: Settings) -> list[Path]:
    """Unpacks the files of a zipped set below `folder`; returns their paths in the order of the archive.

    An archive within the archive is left packed. Names that point outside of the folder are refused.

    Raises:
        UnreadableFile: broken, encrypted, or with names that lead outside.
        LimitExceeded: too many or too large files, or a suspicious ratio of compression.
        EmptyText: no file in it.
    """
    try:
        with zipfile.ZipFile(archive) as package:
            members = [info for info in package.infolist() if not info.is_dir() and not _is_ignored(info.filename)]
            _check(members, archive.name, settings)
            return [_unpacked(package, info, folder, archive.name) for info in members]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableFile(
            "tệp nén hỏng, bị cắt cụt hoặc được đặt mật khẩu",
            where=archive.name,
            remedy="Hãy giải nén rồi nạp từng tệp.",
        ) from error


def _is_ignored(name: str) -> bool:
    return name.startswith(_IGNORED[0]) or PurePosixPath(name).name in _IGNORED[1:]


def _check(members: list[zipfile.ZipInfo], name: str, settings: Settings) -> None:
    if not members:
        raise EmptyText("tệp nén không có tệp nào", where=name, remedy="Hãy kiểm tra lại tệp gốc.")
    too_many = len(members) > _MOST_FILES or sum(info.file_size for info in members) > _MOST_UNPACKED
    if too_many:
        raise LimitExceeded(
            f"tệp nén có {len(members)} tệp, quá nhiều hoặc quá lớn",
            where=name,
            remedy="Hãy giải nén và nạp từng phần.",
        )
    for info in members:
        if info.file_size > settings.max_file_mb * 1024 * 1024 or (
            info.file_size > _RATIO_FREE and info.file_size > _RATIO * max(info.compress_size, 1)
        ):
            raise LimitExceeded(
                f"{info.filename} giải nén thành {info.file_size / 1048576:.0f} MB (bom nén?)",
                where=name,
                remedy="Hãy kiểm tra nguồn gốc của tệp.",
            )


def _unpacked(package: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path, name: str) -> Path:
    relative = PurePosixPath(info.filename.replace("\\", "/"))
    target = (folder / Path(*relative.parts)).resolve()
    if relative.is_absolute() or ".." in relative.parts or not target.is_relative_to(folder.resolve()):
        raise UnreadableFile(
            f"tệp nén chứa đường dẫn ra ngoài thư mục ({info.filename!r})",
            where=name,
            remedy="Hãy kiểm tra nguồn gốc của tệp.",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with package.open(info) as source, target.open("wb") as out:
        shutil.copyfileobj(source, out, 1024 * 1024)
    return target
