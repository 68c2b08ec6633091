"""Zipped sets of files: unpacked into a folder, with limits, and never outside of it."""

from __future__ import annotations

import errno
import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from corpus.errors import EmptyText, LimitExceeded, UnreadableFile
from corpus.settings import Settings
from ingest.read import NOT_A_ZIP

_MOST_FILES = 2000
_MOST_UNPACKED = 2 * 1024**3  # bytes of all files together
_RATIO = 200  # unpacked to packed
_RATIO_FREE = 5 * 1024 * 1024  # bytes below which the ratio does not matter
_ODD_NAME = {errno.ENAMETOOLONG, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.EINVAL, errno.EILSEQ}
_IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def unpack(archive: Path, folder: Path, settings: Settings) -> tuple[list[Path], list[UnreadableFile]]:
    """Unpacks the files of a zipped set below `folder`.

    An archive within the archive is left packed. Names that point outside of the folder are refused.

    Returns:
        Their paths in the order of the archive, and the members that no file can be made of here, each with its path
        below `folder` as `where`.

    Raises:
        UnreadableFile: broken, encrypted, or with names that lead outside.
        LimitExceeded: too many or too large files, or a suspicious ratio of compression.
        EmptyText: no file in it.
    """
    try:
        with zipfile.ZipFile(archive) as package:
            members = [info for info in package.infolist() if not info.is_dir() and not _is_ignored(info.filename)]
            _check(members, archive.name, settings)
            made = [_unpacked(package, info, folder, archive.name) for info in members]
    except (*NOT_A_ZIP, zlib.error, RuntimeError, EOFError) as error:
        raise UnreadableFile(
            "tệp nén hỏng, bị cắt cụt hoặc được đặt mật khẩu",
            where=archive.name,
            remedy="Hãy giải nén rồi nạp từng tệp.",
        ) from error
    odd = [member for member in made if isinstance(member, UnreadableFile)]
    return [member for member in made if isinstance(member, Path)], odd


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


def _unpacked(package: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path, name: str) -> Path | UnreadableFile:
    relative = PurePosixPath(info.filename.replace("\\", "/"))
    target = (folder / Path(*relative.parts)).resolve()
    if relative.is_absolute() or ".." in relative.parts or not target.is_relative_to(folder.resolve()):
        raise UnreadableFile(
            f"tệp nén chứa đường dẫn ra ngoài thư mục ({info.filename!r})",
            where=name,
            remedy="Hãy kiểm tra nguồn gốc của tệp.",
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with package.open(info) as source, target.open("wb") as out:
            shutil.copyfileobj(source, out, 1024 * 1024)
    except OSError as error:
        if error.errno not in _ODD_NAME:  # the disk is full, for one: that is no fault of the name
            raise
        return UnreadableFile(
            f"tên của tệp trong {name} quá dài, hoặc trùng với tên một thư mục trong đó",
            where=relative.as_posix(),
            remedy="Đặt lại tên ngắn hơn (không quá 80 chữ) và khác các tên kia, nén lại rồi nạp.",
        )
    return target
