"""OpenDocument text (.odt): paragraphs, headings, lists with their printed numbers, tables as rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from corpus.errors import UnreadableFile
from corpus.model import SourceText
from ingest.formats.numbering import Level, Numbering
from ingest.formats.package import open_package, part
from ingest.formats.tables import table_lines

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_KINDS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_SKIPPED = {f"{_TEXT}note", f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}table-of-content"}


@dataclass(slots=True)
class _State:
    numbers: Numbering
    hidden_styles: set[str]
    hidden: int = 0
    open_lists: list[str] = field(default_factory=list)  # style names, outermost first


def read(data: bytes, name: str) -> SourceText:
    """Reads an .odt package. It has no pages of its own: all is page 1.

    Raises:
        UnreadableFile: the package is broken or encrypted.
        LimitExceeded: the content unpacks to more than the limit.
    """
    with open_package(data, name) as package:
        content = part(package, "content.xml", name)
        styles = part(package, "styles.xml", name)
    body = content.find(f"{_OFFICE}body/{_OFFICE}text") if content is not None else None
    if content is None or body is None:
        raise UnreadableFile(
            "tệp OpenDocument này không phải văn bản, hoặc đã hỏng",
            where=name,
            remedy="Hãy mở bằng LibreOffice và lưu lại thành .docx.",
        )
    trees = [tree for tree in (styles, content) if tree is not None]
    state = _State(Numbering(_list_levels(trees), {}, {}), _hidden_styles(trees))
    lines = list(_blocks(body, state))
    warnings = (f"Đã bỏ {state.hidden} đoạn chữ ẩn trong tệp OpenDocument.",) if state.hidden else ()
    return SourceText("odt", ("\n".join(lines),), warnings=warnings)


def _list_levels(trees: list[etree._Element]) -> dict[str, dict[int, Level]]:
    found: dict[str, dict[int, Level]] = {}
    for tree in trees:
        for style in tree.iter(f"{_TEXT}list-style"):
            found[style.get(f"{_STYLE}name", "")] = {
                int(level.get(f"{_TEXT}level", "1")) - 1: _level(level) for level in style
            }
    return found


def _level(element: etree._Element) -> Level:
    at = int(element.get(f"{_TEXT}level", "1"))
    form = element.get(f"{_STYLE}num-format", "")
    shown = int(element.get(f"{_TEXT}display-levels", "1"))
    if element.tag == f"{_TEXT}list-level-style-bullet":
        return Level("-", "bullet", 1)
    counters = ".".join(f"%{n}" for n in range(at - shown + 1, at + 1)) if form else ""
    text = element.get(f"{_STYLE}num-prefix", "") + counters + element.get(f"{_STYLE}num-suffix", "")
    return Level(
        text, _KINDS.get(form, "none" if not form else "decimal"), int(element.get(f"{_TEXT}start-value", "1"))
    )


def _hidden_styles(trees: list[etree._Element]) -> set[str]:
    return {
        style.get(f"{_STYLE}name", "")
        for tree in trees
        for style in tree.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}text-properties")
        if properties.get(f"{_TEXT}display") == "none"
    }


def _blocks(parent: etree._Element, state: _State, label: str = "") -> Iterator[str]:
    for child in parent:
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            text = "".join(_inline(child, state)).strip()
            yield from (f"{label} {text}".strip() if text else "").split("\n")
            label = ""
        elif child.tag == f"{_TEXT}list":
            yield from _list(child, state)
        elif child.tag == f"{_TABLE}table":
            yield from _table(child, state)
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _blocks(child, state, label)


def _list(element: etree._Element, state: _State) -> Iterator[str]:
    inherited = state.open_lists[-1] if state.open_lists else ""
    state.open_lists.append(element.get(f"{_TEXT}style-name") or inherited)
    for item in element:
        if item.tag == f"{_TEXT}list-header":
            yield from _blocks(item, state)
        elif item.tag == f"{_TEXT}list-item":
            starts_with_list = len(item) and item[0].tag == f"{_TEXT}list"
            level = len(state.open_lists) - 1
            label = "" if starts_with_list else state.numbers.next_label(state.open_lists[-1], level)
            yield from _blocks(item, state, label)
    state.open_lists.pop()


def _table(element: etree._Element, state: _State) -> Iterator[str]:
    yield from table_lines(
        [
            [list(_blocks(cell, state)) for cell in row.iterfind(f"{_TABLE}table-cell")]
            for row in element.iter(f"{_TABLE}table-row")
        ]
    )


def _inline(element: etree._Element, state: _State) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(int(child.get(f"{_TEXT}c", "1")), 20)
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.get(f"{_TEXT}style-name") in state.hidden_styles or child.tag == f"{_TEXT}hidden-text":
            state.hidden += 1
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _inline(child, state)
        yield child.tail or ""
