"""Zip packages of XML parts (.docx, .odt), opened with limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from corpus.errors import LimitExceeded, UnreadableFile

_PART_LIMIT = 100 * 1024 * 1024  # bytes of one unpacked part
_MEMBERS = 20_000
_RATIO = 200  # unpacked to packed; honest XML stays below 30
#: Word's «Strict Open XML» has the same elements in another namespace.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RATIO_FREE = 5 * 1024 * 1024  # bytes below which the ratio does not matter


@contextmanager
def open_package(data: bytes, name: str) -> Iterator[zipfile.ZipFile]:
    """A package whose broken members raise `UnreadableFile`.

    Raises:
        UnreadableFile: broken or encrypted.
        LimitExceeded: too many members.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if len(package.infolist()) > _MEMBERS:
                raise LimitExceeded("gói tệp có quá nhiều phần", where=name, remedy="Hãy kiểm tra nguồn gốc của tệp.")
            yield package
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise broken(name) from error


def broken(name: str) -> UnreadableFile:
    return UnreadableFile(
        "tệp hỏng, bị cắt cụt hoặc được đặt mật khẩu",
        where=name,
        remedy="Hãy mở bằng Word hoặc LibreOffice, bỏ mật khẩu và lưu lại thành .docx.",
    )


def part(package: zipfile.ZipFile, path: str, name: str) -> etree._Element | None:
    """The root of an XML part; None if the package has no such part.

    Raises:
        UnreadableFile: not well-formed.
        LimitExceeded: unpacks to more than the limit.
    """
    if path not in package.namelist():
        return None
    with package.open(path) as member:
        content = member.read(_PART_LIMIT + 1)
    packed = max(package.getinfo(path).compress_size, 1)
    if len(content) > _PART_LIMIT or (len(content) > _RATIO_FREE and len(content) > _RATIO * packed):
        raise LimitExceeded(
            f"phần {path} giải nén quá lớn (bom nén?)", where=name, remedy="Hãy kiểm tra nguồn gốc của tệp."
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False)
    try:
        return etree.fromstring(content.replace(_STRICT, _USUAL), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(name) from error
