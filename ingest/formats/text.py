"""Plain text and Markdown: encoding, front matter, pages."""

from __future__ import annotations

import re

import yaml

from corpus.errors import UnreadableFile
from corpus.model import SourceText

_RUNNING_HEAD = re.compile(r"^[ \t]*CÔNG BÁO(?: TP\.? ?HCM)? ?/ ?Số .*$", re.MULTILINE)
_MARKDOWN = re.compile(r"^#{1,6} \S|\*\*\S.*?\*\*|^\|.*\|.*\|\s*$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)


def read(data: bytes, name: str) -> SourceText:
    """Reads text in UTF-8, UTF-16 with a byte order mark, or Windows-1258; pages end at form feeds.

    Raises:
        UnreadableFile: no encoding fits, or the front matter is not valid YAML.
    """
    text = decode(data, name).replace("\r\n", "\n").replace("\r", "\n")
    matter, text = _split_front_matter(text, name)
    markdown = bool(matter) or len(_MARKDOWN.findall(text)) >= 3 or name.lower().endswith((".md", ".markdown"))
    return SourceText("md" if markdown else "txt", tuple(pages(text)), front_matter=matter)


def decode(data: bytes, name: str) -> str:
    """Text of the bytes.

    Raises:
        UnreadableFile: no encoding fits.
    """
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return _decode_as(data, encoding, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_as(data, "cp1258", name)


def _decode_as(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"tệp văn bản không đúng bảng mã ({encoding}, byte thứ {error.start})",
            where=name,
            remedy="Hãy mở tệp bằng trình soạn thảo và lưu lại với bảng mã UTF-8.",
        ) from error


def _split_front_matter(text: str, name: str) -> tuple[dict[str, object], str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    try:
        matter = yaml.safe_load(match[1])
    except yaml.YAMLError as error:
        raise UnreadableFile(
            "phần thông tin đầu tệp (giữa hai dòng ---) không phải YAML hợp lệ",
            where=name,
            remedy="Hãy sửa hoặc xóa phần này.",
        ) from error
    if not isinstance(matter, dict):
        return {}, text
    return {str(key): value for key, value in matter.items()}, text[match.end() :]


def pages(text: str) -> list[str]:
    """Pages of a text: at form feeds, else at the running heads of the gazette, else one."""
    if "\f" in text:
        return text.removesuffix("\f").split("\f")
    starts = [match.start() for match in _RUNNING_HEAD.finditer(text)]
    if len(starts) < 2:
        return [text]
    bounds = [0, *starts[1:], len(text)]
    return [text[start:end] for start, end in zip(bounds, bounds[1:], strict=False)]
