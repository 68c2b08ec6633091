"""Old Word documents (.doc, Word 97–2003): text of the body, tables as rows, printed numbers, old fonts."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, field

import olefile

from corpus.errors import UnreadableFile
from corpus.model import SourceText
from ingest.formats import legacy_fonts, word_binary
from ingest.formats.numbering import Numbering
from ingest.formats.tables import table_lines
from ingest.formats.word_binary import BrokenWordFileError, WordFile

_FONT, _HIDDEN, _DELETED = 0x4A4F, 0x083C, 0x0800  # sprmCRgFtc0, sprmCFVanish, sprmCFRMarkDel
_LIST, _LEVEL, _ROW_END = 0x460B, 0x260A, 0x2417  # sprmPIlfo, sprmPIlvl, sprmPFTtp
_ENCRYPTED, _TABLE_ONE = 0x0100, 0x0200
_WORD_97 = 193
_DROPPED = str.maketrans(
    {"\x1f": None, "\x01": None, "\x08": None, "\x02": None, "\x05": None, "\x1e": "-", "\x0b": "\n"}
)


@dataclass(slots=True)
class _State:
    """The paragraph and the table row that are being put together."""

    lines: list[str] = field(default_factory=list)
    pieces: list[tuple[str, str]] = field(default_factory=list)  # text, encoding
    cells: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    hidden: int = 0
    encodings: set[str] = field(default_factory=set)


def read(data: bytes, name: str) -> SourceText:
    """Reads a .doc file. It has no pages of its own: all is page 1.

    Raises:
        UnreadableFile: broken, encrypted, older than Word 97, or no Word file at all.
    """
    word = _open(data, name)
    state = _State()
    try:
        numbers = word_binary.lists(word)
        _walk(word, numbers, state)
    except (BrokenWordFileError, struct.error, IndexError, RecursionError) as error:
        raise _broken(name) from error
    _end_table(state)
    text = "\n".join(state.lines)
    warnings = []
    if state.hidden:
        warnings.append(f"Đã bỏ {state.hidden} đoạn chữ ẩn hoặc đã xóa trong tệp Word.")
    if state.encodings:
        warnings.append(legacy_fonts.warning(state.encodings))
    return SourceText("doc", (text,), warnings=tuple(warnings))


def _open(data: bytes, name: str) -> WordFile:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if not ole.exists("WordDocument"):
                raise UnreadableFile(
                    "tệp Office cũ này không phải văn bản Word (có thể là bảng tính hoặc trình chiếu)",
                    where=name,
                    remedy="Hãy lưu lại thành .docx hoặc .pdf rồi nạp lại.",
                )
            stream = ole.openstream("WordDocument").read()
            version, flags = struct.unpack_from("<H", stream, 2)[0], struct.unpack_from("<H", stream, 10)[0]
            if flags & _ENCRYPTED:
                raise UnreadableFile("tệp Word được đặt mật khẩu", where=name, remedy="Hãy bỏ mật khẩu rồi nạp lại.")
            if version < _WORD_97:
                raise UnreadableFile(
                    "tệp Word quá cũ (trước Word 97)", where=name, remedy="Hãy mở bằng Word và lưu lại thành .docx."
                )
            table = ole.openstream("1Table" if flags & _TABLE_ONE else "0Table").read()
            return word_binary.parse(stream, table)
    except (OSError, struct.error, BrokenWordFileError, ValueError, LookupError) as error:
        raise _broken(name) from error


def _broken(name: str) -> UnreadableFile:
    return UnreadableFile(
        "tệp Word cũ (.doc) hỏng hoặc bị cắt cụt",
        where=name,
        remedy="Hãy mở bằng Word hoặc LibreOffice và lưu lại thành .docx.",
    )


def _walk(word: WordFile, numbers: Numbering, state: _State) -> None:
    """Goes through the characters: runs change the font, control characters end cells, rows, paragraphs."""
    field_depth, in_result = 0, [True]
    end, encoding, shown = -1, "", True
    last = 0
    for char, fc in word.text():
        if not last <= fc < end:
            end, encoding, shown = _run(word, fc)
        last = fc
        if char == "\x13":
            field_depth += 1
            in_result.append(False)
        elif char == "\x14" and field_depth:
            in_result[-1] = True
        elif char == "\x15" and field_depth:
            field_depth -= 1
            in_result.pop()
        elif char in "\r\x07\x0c":
            _end(word, numbers, state, char, fc)
        elif all(in_result):
            if shown:
                state.pieces.append((char, encoding))
            elif not char.isspace():
                state.hidden += not state.pieces or state.pieces[-1] != ("", "hidden")
                state.pieces.append(("", "hidden"))
    _end(word, numbers, state, "\r", last)


def _run(word: WordFile, fc: int) -> tuple[int, str, bool]:
    """End of the run at an FC, the encoding of its font, and whether it is shown."""
    end, properties = word.character_at(fc)
    style, _ = word.paragraph_at(fc)
    raw = properties.get(_FONT) or word.style_property(style, _FONT)
    index = int.from_bytes(raw, "little") if raw else word.default_font
    font = word.fonts[index] if index < len(word.fonts) else ""
    shown = not (properties.get(_HIDDEN, b"\0")[0] & 1 or properties.get(_DELETED, b"\0")[0] & 1)
    return end, legacy_fonts.encoding_of_font(font), shown


def _end(word: WordFile, numbers: Numbering, state: _State, char: str, fc: int) -> None:
    """Ends a paragraph (\\r, \\f) or a cell or row (\\a)."""
    style, properties = word.paragraph_at(fc)
    pieces = [piece for piece in state.pieces if piece[1] != "hidden"]
    state.encodings |= {encoding for text, encoding in pieces if encoding and not text.isspace()}
    text = legacy_fonts.from_fonts(pieces).translate(_DROPPED).strip()
    state.pieces.clear()
    label = _label(word, numbers, style, properties) if text else ""
    text = f"{label} {text}".strip()
    if char == "\x07":
        if properties.get(_ROW_END, b"\0")[0]:
            state.rows.append([cell.strip("\n") for cell in state.cells])
            state.cells.clear()
        else:
            _add_to_cell(state, text, closes=True)
    elif _in_table(properties):
        _add_to_cell(state, text, closes=False)
    else:
        _end_table(state)
        state.lines.append(text)


def _in_table(properties: word_binary.Sprms) -> bool:
    return bool(properties.get(0x2416, b"\0")[0])  # sprmPFInTable


def _add_to_cell(state: _State, text: str, *, closes: bool) -> None:
    """Adds a paragraph to the open cell; a cell that is still open ends in a line break."""
    if state.cells and state.cells[-1].endswith("\n"):
        state.cells[-1] += text
    else:
        state.cells.append(text)
    if not closes:
        state.cells[-1] += "\n"
    else:
        state.cells[-1] = state.cells[-1].rstrip("\n")


def _label(word: WordFile, numbers: Numbering, style: int, properties: word_binary.Sprms) -> str:
    raw = properties.get(_LIST) or word.style_property(style, _LIST, paragraph=True)
    index = int.from_bytes(raw, "little") if raw else 0
    if not index or index == 0xFFFF:
        return ""
    level = properties.get(_LEVEL) or word.style_property(style, _LEVEL, paragraph=True) or b"\0"
    return numbers.next_label(str(index), level[0])


def _end_table(state: _State) -> None:
    """Writes the rows of a table that is over; one that only lays out head or signatures as its paragraphs."""
    if state.cells:
        state.rows.append(list(state.cells))
        state.cells.clear()
    if state.rows:
        state.lines.extend(table_lines([[cell.split("\n") for cell in row] for row in state.rows]))
        state.rows.clear()
