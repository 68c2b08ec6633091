"""File in, text page by page out. The format is told by the content of a file, never by its name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from corpus.errors import EmptyText, FileError, LimitExceeded, UnreadableFile
from corpus.model import SourceText
from corpus.settings import Settings
from ingest import plausible, recognise
from ingest.formats import doc, docx, html, legacy_fonts, mhtml, odt, rtf, text

_READERS: dict[str, Callable[[bytes, str], SourceText]] = {
    "txt": text.read,
    "html": html.read,
    "mhtml": mhtml.read,
    "docx": docx.read,
    "doc": doc.read,
    "rtf": rtf.read,
    "odt": odt.read,
}
# What is raised for a broken directory, one of a later kind of ZIP, and names that are not in the encoding they say.
NOT_A_ZIP = (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError)
_MIME = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:")
_FRAGMENT = re.compile(rb"<(?:p|div|table|span|font|center|meta|h[1-6])[\s>]")  # of a page, without its head
_SAMPLE = 200_000  # characters
_BLOCK = 1024 * 1024  # bytes
_REFUSED = {
    "xlsx": "bảng tính Excel",
    "pptx": "tệp trình chiếu",
    "zip": "tệp nén ZIP",
    "archive": "tệp nén",
    "xml": "tệp XML",
    "image": "tệp hình ảnh",
    "binary": "tệp nhị phân không rõ định dạng",
}


def read_file(path: Path, settings: Settings) -> SourceText:
    """Reads one file of any format that is understood.

    Raises:
        UnreadableFile: broken, encrypted, or a format that is not understood.
        EmptyText: nothing to read in it.
        LimitExceeded: larger than the settings allow.
    """
    check_size(path, settings)
    with opening(path):
        data = path.read_bytes()
    source = read_bytes(data, path.name, settings)
    if not any(page.strip() for page in source.pages):
        raise EmptyText("tệp không có chữ nào", where=path.name, remedy="Hãy kiểm tra lại tệp gốc.")
    return source


def check_size(path: Path, settings: Settings) -> None:
    """Before anything of a file is read.

    Raises:
        LimitExceeded: larger than the settings allow.
        UnreadableFile: it is gone.
    """
    with opening(path):
        size = path.stat().st_size
    if size > settings.max_file_mb * 1024 * 1024:
        raise LimitExceeded(
            f"tệp {size / 1048576:.0f} MB, quá giới hạn {settings.max_file_mb} MB",
            where=path.name,
            remedy="Hãy tách tệp, hoặc tăng max_file_mb trong cấu hình.",
        )


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """What the system says of a file that it does not let us read, as an error of that file.

    Raises:
        UnreadableFile: it is gone, or may not be read.
    """
    try:
        yield
    except OSError as error:
        raise UnreadableFile(
            f"không mở được tệp ({error.strerror})", where=path.name, remedy="Hãy kiểm tra đường dẫn và quyền đọc."
        ) from error


def is_zipped_set(path: Path) -> bool:
    """Whether a file is a ZIP of files, or a broken one; no document of an office. Only its directory is read.

    Raises:
        UnreadableFile: it is gone, or may not be read.
    """
    with opening(path), path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04" and _zip_kind(file) == "zip"


def read_bytes(data: bytes, name: str, settings: Settings) -> SourceText:
    """Like `read_file`, for bytes; `name` is used in messages and to tell Markdown from plain text."""
    kind = detect(data)
    try:
        if kind == "pdf":
            return recognise.read_pdf(data, name, settings)
        if kind in _READERS:
            return _in_unicode(_READERS[kind](data, name))
    except RecursionError as error:
        raise UnreadableFile(
            "tệp lồng nhau quá sâu", where=name, remedy="Hãy mở tệp và lưu lại thành .docx hoặc .pdf mới."
        ) from error
    raise _refusal(kind, name)


def _in_unicode(source: SourceText) -> SourceText:
    """Converts a text that stands in TCVN3 or VNI letters all through, as old fonts leave it."""
    whole = "\n".join(source.pages)
    if plausible.is_vietnamese(plausible.words_of(whole[:_SAMPLE])):
        return source
    encoding = legacy_fonts.encoding_of_content(whole)
    if not encoding:
        return source
    pages = tuple(legacy_fonts.to_unicode(page, encoding) for page in source.pages)
    return replace(source, pages=pages, warnings=(*source.warnings, legacy_fonts.warning([encoding])))


def _refusal(kind: str, name: str) -> FileError:
    suffix = Path(name).suffix.lower()
    what = _REFUSED.get(kind, _REFUSED["binary"])
    lies = f", dù có đuôi {suffix}" if suffix and suffix.lstrip(".") != kind else ""
    packed = kind in ("zip", "archive")
    return UnreadableFile(
        f"đây là {what}{lies}; chương trình không đọc được định dạng này",
        where=name,
        remedy=f"Hãy {'giải nén' if packed else 'lưu lại thành .docx, .pdf hoặc .txt'} rồi nạp lại.",
    )


def detect(data: bytes) -> str:
    """Format of a file by its content: "pdf", "docx", "odt", "xlsx", "pptx", "zip", "archive", "doc", "rtf", "html",
    "mhtml", "xml", "image", "txt" or "binary".
    """
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(io.BytesIO(data))
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "doc"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")):
        return "image"
    if head.startswith((b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")):
        return "archive"
    if marked_up := _markup_kind(data):
        return marked_up
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "txt"
    control = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in data[:65536])
    return "binary" if control > 0.01 * len(data[:65536]) else "txt"


def _markup_kind(data: bytes) -> str:
    """ "html", "mhtml" or "xml"; "" if it is none of them."""
    lowered = data[:65536].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if _MIME.match(lowered) and b"multipart/related" in lowered:
        return "mhtml"
    if lowered.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")) and b"<html" in lowered:
        return "html"
    if lowered.startswith(b"<?xml"):
        return "xml"
    return "html" if _FRAGMENT.match(lowered) and b"</" in lowered else ""


def _zip_kind(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist())
    except NOT_A_ZIP:
        return "docx" if _holds(file, b"word/document.xml") else "zip"
    for part, kind in (
        ("word/document.xml", "docx"),
        ("xl/workbook.xml", "xlsx"),
        ("ppt/presentation.xml", "pptx"),
        ("content.xml", "odt"),
    ):
        if part in names:
            return kind
    return "zip"


def _holds(file: BinaryIO, words: bytes) -> bool:
    """Whether the bytes are anywhere in a file, looked for without holding all of it."""
    file.seek(0)
    end = b""
    while block := file.read(_BLOCK):
        if words in end + block:
            return True
        end = block[-len(words) :]
    return False
