"""Plain text and Markdown: encoding, front matter, pages."""

from __future__ import annotations

import itertools
import re

import yaml

from corpus.errors import UnreadableFile
from corpus.model import SourceText
from ingest.formats.legacy_fonts import encoding_of_content

_RUNNING_HEAD = re.compile(r"^[ \t]*CÔNG BÁO(?: TP\.? ?HCM)? ?/ ?Số .*$", re.MULTILINE)
_MARKDOWN = re.compile(r"^#{1,6} \S|\*\*\S.*?\*\*|^\|.*\|.*\|\s*$", re.MULTILINE)
_LONE_NUMBER = re.compile(r"^[ \t]*(\d{1,3})[ \t]*$", re.MULTILINE)
_KEY_VALUE = re.compile(r"^([\w-]+):[ \t]*(\S.*)$", re.MULTILINE)
_SHORTEST_PAGE, _LONGEST_PAGE = 700, 5000  # characters
_FEWEST_PAGES = 4
_MISREAD = 8  # at most so many page numbers in a row
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)


def read(data: bytes, name: str) -> SourceText:
    """Reads text in UTF-8, UTF-16 with a byte order mark, or Windows-1258; pages end at form feeds.

    Raises:
        UnreadableFile: no encoding fits, or the front matter is not valid YAML.
    """
    text = decode(data, name).replace("\r\n", "\n").replace("\r", "\n")
    matter, text, warnings = _split_front_matter(text)
    markdown = bool(matter) or len(_MARKDOWN.findall(text)) >= 3 or name.lower().endswith((".md", ".markdown"))
    return SourceText("md" if markdown else "txt", tuple(pages(text)), front_matter=matter, warnings=warnings)


def decode(data: bytes, name: str) -> str:
    """Text of the bytes; bytes in TCVN3 or VNI as Latin-1, to be converted like text from such fonts.

    Raises:
        UnreadableFile: no encoding fits.
    """
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return _decode_as(data, encoding, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        old = data.decode("latin-1")
        return old if encoding_of_content(old) else _decode_as(data, "cp1258", name)


def _decode_as(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"tệp văn bản không đúng bảng mã ({encoding}, byte thứ {error.start})",
            where=name,
            remedy="Hãy mở tệp bằng trình soạn thảo và lưu lại với bảng mã UTF-8.",
        ) from error


def _split_front_matter(text: str) -> tuple[dict[str, object], str, tuple[str, ...]]:
    """Front matter, the text below it, and a warning if it is not valid YAML ("key: value" lines still count)."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text, ()
    below = text[match.end() :]
    try:
        matter = yaml.safe_load(match[1])
    except yaml.YAMLError:
        plain = {key: value.strip().strip("\"'") for key, value in _KEY_VALUE.findall(match[1])}
        return dict(plain), below, ("Phần thông tin đầu tệp không phải YAML hợp lệ; chỉ lấy các dòng “khóa: giá trị”.",)
    if not isinstance(matter, dict):
        return {}, text, ()
    return {str(key): value for key, value in matter.items()}, below, ()


def pages(text: str) -> list[str]:
    """Pages of a text: at form feeds, else at running heads of the gazette, else at page numbers, else one."""
    if "\f" in text:
        return text.removesuffix("\f").split("\f")
    starts = [match.start() for match in _RUNNING_HEAD.finditer(text)][1:]
    if starts:
        bounds = [0, *starts, len(text)]
        return [text[start:end] for start, end in itertools.pairwise(bounds)]
    return _numbered_pages(text)


def _numbered_pages(text: str) -> list[str]:
    """Pages at lines that hold only the page's number; a number that was misread leaves an empty page.

    Row numbers of tables go up too, but not at the distances of pages. Appendices may count from 1 again.
    """
    marks = [(int(match[1]), match.start()) for match in _LONE_NUMBER.finditer(text)]
    run: list[tuple[int, int]] = [(1, 0)]
    printed = 1
    for index, (number, start) in enumerate(marks):
        chained = index + 1 < len(marks) and marks[index + 1][0] == number + 1
        again = number < printed and number <= 2 * _MISREAD and chained
        step = number - 1 if again and number > 1 else 1 if again else number - printed
        most = 2 * _MISREAD if again or len(run) == 1 else _MISREAD
        if 1 <= step <= most and _SHORTEST_PAGE * step <= start - run[-1][1] <= _LONGEST_PAGE * step:
            run.append((run[-1][0] + step, start))
            printed = number
    if len(run) < _FEWEST_PAGES or len(text) - run[-1][1] > 0.25 * len(text) or len(run) < 0.5 * run[-1][0]:
        return [text]
    found = [""] * run[-1][0]
    for (number, start), (_, end) in itertools.pairwise([*run, (0, len(text))]):
        found[number - 1] = text[start:end]
    return found
