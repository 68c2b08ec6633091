"""Model files: which ones there are, where they come from, and that they are what they claim to be.

`fetch` (at set-up) may use the network; everything else only looks at files that are there.

    python -m corpus.model_files fetch|verify|list [NAME …] [--home DIR]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from corpus import settings as settings_module
from corpus.checksum import HASHES, remembered_sha256
from corpus.convert_e5 import CONVERTER_VERSION, MANIFEST, convert
from corpus.errors import ModelFileError, ThamQuyenError
from corpus.model_registry import FETCH_COMMAND, ModelEntry, Progress, registry
from corpus.model_sources import fetch
from corpus.settings import Settings


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model file (or folder) that may be loaded.

    `sha256` of the file, for a converted folder of the file it was made from; `made_by` the version of the converter;
    `notice` Vietnamese, "" when the registry has the SHA-256 of the file.
    """

    name: str
    path: Path
    sha256: str
    notice: str = ""
    made_by: str = ""

    @property
    def version(self) -> str:
        """What vectors made by an embedding model are known by."""
        return f"{self.name}/{self.sha256[:16]}/{self.made_by}"


def silent(_message: str) -> None:
    """A Progress that shows nothing."""


def ensure_model(name: str, settings: Settings, progress: Progress = silent) -> Path:
    """Path of the model, fetched and converted first if it is not there. Interrupted runs resume.

    Raises:
        ModelFileError: it cannot be fetched, or its SHA-256 is not the registered one.
    """
    folder = settings.model_folder
    entry = registry(folder).get(name)
    if entry is None:
        return find_model(name, settings).path
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".fetch.lock"):  # a second set-up waits and then finds the file
        file = source_file(entry, folder)
        if not file.is_file():
            fetch(entry, folder, progress)
        model = verify_model(file, entry)
        if not entry.converted:
            return file
        converted = folder / entry.converted
        if _manifest(converted).get("source_sha256") != model.sha256 or not _made_by_this_converter(converted):
            progress(f"Chuyển đổi {entry.title} …")
            convert(file, converted, model.sha256)
        _verify_folder(converted)
        return converted


def find_model(name: str, settings: Settings) -> ModelFile:
    """The model that `name` (registry name or path to a .gguf file) means, verified; never fetches.

    Raises:
        ModelFileError: not there, not what the registry or the folder's manifest says, or unknown name.
    """
    folder = settings.model_folder
    entry = registry(folder).get(name)
    if entry is None:
        return _unregistered(name, folder)
    if not entry.converted:
        return verify_model(source_file(entry, folder), entry)
    converted = folder / entry.converted
    if not converted.is_dir():
        raise ModelFileError(f"chưa có mô hình {entry.title}.", where=str(converted),
                             remedy=f"Chạy `{FETCH_COMMAND}` khi có mạng.")  # fmt: skip
    manifest = _manifest(converted)
    if not _made_by_this_converter(converted) or (entry.sha256 and manifest["source_sha256"] != entry.sha256):
        raise ModelFileError("mô hình được chuyển đổi từ tệp khác hoặc bởi phiên bản khác.", where=str(converted),
                             remedy=f"Chạy lại `{FETCH_COMMAND}`.")  # fmt: skip
    _verify_folder(converted)
    sha256 = str(manifest["source_sha256"])
    return ModelFile(name, converted, sha256, "" if entry.sha256 else _unvouched(sha256), CONVERTER_VERSION)


def source_file(entry: ModelEntry, folder: Path) -> Path:
    """Where the entry's file is or will be."""
    return Path(entry.path).expanduser() if entry.source == "path" else folder / entry.file


def verify_model(path: Path, entry: ModelEntry) -> ModelFile:
    """Check size and SHA-256; hashes only what changed since it was last hashed.

    Raises:
        ModelFileError: missing or not the registered file; both sums and the remedy are named.
    """
    remedy = f"Xóa tệp này rồi chạy lại `{FETCH_COMMAND}`; không dùng tệp khi chưa rõ nguồn gốc."
    if not path.is_file():
        what = f"chưa có tệp mô hình {entry.title}."
        raise ModelFileError(what, where=str(path), remedy=f"Chạy `{FETCH_COMMAND}` khi có mạng.")
    found = remembered_sha256(path)
    if entry.sha256 and found != entry.sha256:
        raise ModelFileError(f"SHA-256 của tệp là {found}, danh mục ghi {entry.sha256}: không nạp.",
                             where=str(path), remedy=remedy)  # fmt: skip
    return ModelFile(entry.name, path, found, "" if entry.sha256 else _unvouched(found))


def _unvouched(sha256: str) -> str:
    return (f"Danh mục chưa ghi SHA-256 của mô hình này. Tệp đang dùng: {sha256}. "
            "Đối chiếu với nơi phát hành rồi ghi vào models.toml trong thư mục mô hình.")  # fmt: skip


def _unregistered(name: str, folder: Path) -> ModelFile:
    path = Path(name).expanduser()
    if path.suffix != ".gguf":
        known = ", ".join(sorted(registry(folder)))
        raise ModelFileError(f"không có mô hình “{name}” trong danh mục.", remedy=f"Chọn một trong: {known}; "
                             "hoặc đường dẫn đến một tệp .gguf.")  # fmt: skip
    if not path.is_file():
        raise ModelFileError("không thấy tệp mô hình.", where=str(path), remedy="Kiểm tra đường dẫn trong cấu hình.")
    found = remembered_sha256(path)
    return ModelFile(name, path, found, f"Mô hình ngoài danh mục: {path.name}, SHA-256 {found}.")


def _manifest(folder: Path) -> dict[str, object]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _made_by_this_converter(folder: Path) -> bool:
    return _manifest(folder).get("converter") == CONVERTER_VERSION


def _verify_folder(folder: Path) -> None:
    """Compare the folder's files with its manifest.

    Raises:
        ModelFileError: a file is missing, added or changed.
    """
    sums = _manifest(folder).get("files")
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    files = {name: p for name, p in files.items() if p.name not in (MANIFEST, HASHES)}
    remedy = f"Xóa thư mục {folder} rồi chạy lại `{FETCH_COMMAND}`."
    if not isinstance(sums, dict) or set(sums) != set(files):
        raise ModelFileError("thư mục mô hình thiếu hoặc thừa tệp so với bản kê.", where=str(folder), remedy=remedy)
    for name, path in files.items():
        if (found := remembered_sha256(path)) != sums[name]:
            raise ModelFileError(f"SHA-256 của tệp là {found}, bản kê ghi {sums[name]}: không nạp.",
                                 where=str(path), remedy=remedy)  # fmt: skip


def _needed(settings: Settings) -> list[str]:
    return [settings.embedding_model] + ([] if settings.llm_server else [settings.language_model])


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m corpus.model_files", description="Tệp mô hình.")
    parser.add_argument("command", choices=["fetch", "verify", "list"])
    parser.add_argument("names", nargs="*", help="tên trong danh mục; để trống: các mô hình trong cấu hình")
    parser.add_argument("--home", type=Path, help="thư mục dữ liệu")
    given = parser.parse_args(arguments)
    try:
        settings = settings_module.load(home=given.home)
        if given.command == "list":
            return _list(settings)
        for name in given.names or _needed(settings):
            if given.command == "fetch":
                ensure_model(name, settings, lambda message: print(message, file=sys.stderr, flush=True))
            model = find_model(name, settings)
            print(f"{name}: {model.path} sha256={model.sha256}" + (f"\n  {model.notice}" if model.notice else ""))
    except ThamQuyenError as error:
        print(f"Lỗi: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def _list(settings: Settings) -> int:
    for entry in registry(settings.model_folder).values():
        there = "có" if source_file(entry, settings.model_folder).is_file() else "chưa có"
        print(f"{entry.name}\t{entry.kind}\t{entry.size} byte\t{entry.licence}\t{entry.source}\t{there}\t{entry.title}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
