"""The binary Word format (97–2003): text pieces, and the properties that tell fonts, hidden text and lists.

Field names follow [MS-DOC]. Offsets are bytes; positions in the text are CPs (characters), positions in the
stream FCs (bytes). Only what reading needs is parsed.
"""

from __future__ import annotations

import bisect
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.formats.numbering import Level, Numbering

_FKP = 512  # bytes of a page of formatted properties
_SPRM_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_NUMBER_KINDS = {0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero"}
_BULLET, _NO_NUMBER = 23, 255

Sprms = dict[int, bytes]


class BrokenWordFileError(ValueError):
    """A structure of the file points outside of it or makes no sense."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that lies together in the stream."""

    start: int  # CP
    end: int  # CP
    offset: int  # FC
    wide: bool  # UTF-16, else Windows-1252


@dataclass(frozen=True, slots=True)
class Style:
    """Properties a paragraph style brings, without those of its base."""

    base: int
    character: Sprms
    paragraph: Sprms


@dataclass(slots=True)
class WordFile:
    """Parsed streams of a Word file."""

    stream: bytes
    table: bytes
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0  # of the main text, CPs
    fonts: list[str] = field(default_factory=list)
    default_font: int = 0
    styles: dict[int, Style] = field(default_factory=dict)
    character_runs: list[tuple[int, int, Sprms]] = field(default_factory=list)  # FC start, end
    paragraph_runs: list[tuple[int, int, int, Sprms]] = field(default_factory=list)  # FC start, end, style

    def text(self) -> Iterator[tuple[str, int]]:
        """Characters of the main text with their FC."""
        for piece in self.pieces:
            count = min(piece.end, self.length) - piece.start
            width = 2 if piece.wide else 1
            raw = self.stream[piece.offset : piece.offset + count * width]
            decoded = raw.decode("utf-16-le", "replace") if piece.wide else raw.decode("cp1252", "replace")
            for index, char in enumerate(decoded):
                yield char, piece.offset + index * width

    def character_at(self, fc: int) -> tuple[int, Sprms]:
        """End of the run at an FC, and its properties."""
        at = bisect.bisect_right(self.character_runs, fc, key=lambda run: run[0]) - 1
        if at >= 0 and fc < self.character_runs[at][1]:
            return self.character_runs[at][1], self.character_runs[at][2]
        return fc + 1, {}

    def paragraph_at(self, fc: int) -> tuple[int, Sprms]:
        """Style and properties of the paragraph at an FC."""
        at = bisect.bisect_right(self.paragraph_runs, fc, key=lambda run: run[0]) - 1
        if at >= 0 and fc < self.paragraph_runs[at][1]:
            return self.paragraph_runs[at][2], self.paragraph_runs[at][3]
        return 0, {}

    def style_property(self, style: int, sprm: int, *, paragraph: bool = False) -> bytes | None:
        """A property a style brings, or the styles it is based on."""
        for _ in range(12):
            own = self.styles.get(style)
            if own is None:
                return None
            properties = own.paragraph if paragraph else own.character
            if sprm in properties:
                return properties[sprm]
            style = own.base
        return None


def parse(stream: bytes, table: bytes) -> WordFile:
    """Reads the streams "WordDocument" and "0Table" or "1Table".

    Raises:
        BrokenWordFileError: a structure is cut off or makes no sense.
    """
    word = WordFile(stream, table)
    try:
        (word.length,) = struct.unpack_from("<I", stream, 0x4C)
        word.pieces = _pieces(table, *struct.unpack_from("<II", stream, 0x1A2))
        word.fonts = _fonts(table, *struct.unpack_from("<II", stream, 0x112))
        _read_styles(word, *struct.unpack_from("<II", stream, 0xA2))
        for page in _pages(word, *struct.unpack_from("<II", stream, 0xFA)):
            word.character_runs.extend(_character_page(page))
        for page in _pages(word, *struct.unpack_from("<II", stream, 0x102)):
            word.paragraph_runs.extend(_paragraph_page(page))
    except (struct.error, IndexError) as error:
        raise BrokenWordFileError(str(error)) from error
    word.character_runs.sort(key=lambda run: run[:2])
    word.paragraph_runs.sort(key=lambda run: run[:2])
    return word


def _pieces(table: bytes, start: int, size: int) -> list[Piece]:
    at = start
    while at < start + size and table[at] == 1:
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    if at >= start + size or table[at] != 2:
        raise BrokenWordFileError("no piece table")
    (length,) = struct.unpack_from("<I", table, at + 1)
    count = (length - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", table, at + 5)
    pieces = []
    for index in range(count):
        (raw,) = struct.unpack_from("<I", table, at + 5 + 4 * (count + 1) + 8 * index + 2)
        wide = not raw & 0x40000000
        offset = raw if wide else (raw & ~0x40000000) // 2
        pieces.append(Piece(positions[index], positions[index + 1], offset, wide))
    return pieces


def _fonts(table: bytes, start: int, size: int) -> list[str]:
    """Names of the fonts, from SttbfFfn."""
    if not size:
        return []
    (count,) = struct.unpack_from("<H", table, start)
    at, names = start + 4, []
    for _ in range(count):
        length = table[at]
        raw = table[at + 40 : at + 1 + length]
        names.append(raw.decode("utf-16-le", "replace").split("\x00")[0])
        at += 1 + length
    return names


def _read_styles(word: WordFile, start: int, size: int) -> None:
    if not size:
        return
    table = word.table
    header, count, base_size = struct.unpack_from("<HHH", table, start)
    (word.default_font,) = struct.unpack_from("<H", table, start + 2 + 12)
    at = start + 2 + header
    for index in range(count):
        (length,) = struct.unpack_from("<H", table, at)
        if length:
            word.styles[index] = _style(table[at + 2 : at + 2 + length], base_size)
        at += 2 + length


def _style(data: bytes, base_size: int) -> Style:
    _, kind_and_base, count_and_next = struct.unpack_from("<HHH", data, 0)
    kind, base, count = kind_and_base & 15, kind_and_base >> 4, count_and_next & 15
    (name,) = struct.unpack_from("<H", data, base_size)
    at = base_size + 2 + 2 * name + 2
    parts = []
    for _ in range(count):
        if at + 2 > len(data):
            break
        (length,) = struct.unpack_from("<H", data, at)
        parts.append(data[at + 2 : at + 2 + length])
        at += 2 + length + (length & 1)
    if kind == 1 and len(parts) >= 2:
        return Style(base, sprms(parts[1]), sprms(parts[0][2:]))
    return Style(base, sprms(parts[0]) if kind == 2 and parts else {}, {})


def _pages(word: WordFile, start: int, size: int) -> Iterator[bytes]:
    """Pages of formatted properties named by a PlcfBte."""
    count = (size - 4) // 8 if size else 0
    for index in range(count):
        (number,) = struct.unpack_from("<I", word.table, start + 4 * (count + 1) + 4 * index)
        page = word.stream[(number & 0x3FFFFF) * _FKP :][:_FKP]
        if len(page) == _FKP:
            yield page


def _character_page(page: bytes) -> Iterator[tuple[int, int, Sprms]]:
    count = page[511]
    bounds = struct.unpack_from(f"<{count + 1}I", page, 0)
    for index in range(count):
        at = page[4 * (count + 1) + index] * 2
        yield bounds[index], bounds[index + 1], sprms(page[at + 1 : at + 1 + page[at]]) if at else {}


def _paragraph_page(page: bytes) -> Iterator[tuple[int, int, int, Sprms]]:
    count = page[511]
    bounds = struct.unpack_from(f"<{count + 1}I", page, 0)
    for index in range(count):
        at = page[4 * (count + 1) + 13 * index] * 2
        if not at:
            yield bounds[index], bounds[index + 1], 0, {}
            continue
        start, length = (at + 1, 2 * page[at] - 1) if page[at] else (at + 2, 2 * page[at + 1])
        data = page[start : start + length]
        style = struct.unpack_from("<H", data, 0)[0] if len(data) >= 2 else 0
        yield bounds[index], bounds[index + 1], style, sprms(data[2:])


def sprms(data: bytes) -> Sprms:
    """Single property modifiers of a grpprl: opcode → operand."""
    found: Sprms = {}
    at = 0
    while at + 2 <= len(data):
        (code,) = struct.unpack_from("<H", data, at)
        at += 2
        size = _SPRM_SIZES.get(code >> 13)
        if size is None:
            if at >= len(data):
                break
            size = 1 + (data[at] if code != 0xD608 else int.from_bytes(data[at : at + 2], "little"))
        found[code] = data[at : at + size]
        at += size
    return found


def lists(word: WordFile) -> Numbering:
    """Automatic numbers: levels of all lists, by the index of their override (LFO), as in `numbering`.

    Raises:
        BrokenWordFileError: the lists are cut off.
    """
    try:
        by_id = _list_levels(word.table, *struct.unpack_from("<II", word.stream, 0x2E2))
        start, size = struct.unpack_from("<II", word.stream, 0x2EA)
        count = struct.unpack_from("<I", word.table, start)[0] if size else 0
        ids = [struct.unpack_from("<I", word.table, start + 4 + 16 * index)[0] for index in range(count)]
    except (struct.error, IndexError) as error:
        raise BrokenWordFileError(str(error)) from error
    levels = {str(index): by_id.get(identity, {}) for index, identity in enumerate(ids, start=1)}
    return Numbering(levels, {str(index): str(identity) for index, identity in enumerate(ids, start=1)}, {})


def _list_levels(table: bytes, start: int, size: int) -> dict[int, dict[int, Level]]:
    if not size:
        return {}
    (count,) = struct.unpack_from("<H", table, start)
    heads = [
        (struct.unpack_from("<I", table, start + 2 + 28 * i)[0], table[start + 28 + 28 * i] & 1) for i in range(count)
    ]
    at = start + size
    found: dict[int, dict[int, Level]] = {}
    for identity, simple in heads:
        found[identity] = {}
        for level in range(1 if simple else 9):
            first, kind = struct.unpack_from("<IB", table, at)
            at += 28 + table[at + 24] + table[at + 25]
            (length,) = struct.unpack_from("<H", table, at)
            template = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
            text = "".join(f"%{ord(c) + 1}" if ord(c) < 9 else c for c in template)
            name = "bullet" if kind == _BULLET else "none" if kind == _NO_NUMBER else _NUMBER_KINDS.get(kind, "decimal")
            found[identity][level] = Level(text, name, first)
            at += 2 + 2 * length
    return found
