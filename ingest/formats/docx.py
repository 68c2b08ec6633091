"""Word documents (.docx): paragraphs and tables of the body in document order, with printed numbers.

The package is read directly (zip and XML) because python-docx gives neither automatic numbers nor hidden
text nor the order of text boxes, and refuses packages that portals write without the usual parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from corpus.model import SourceText
from ingest.formats import numbering
from ingest.formats.numbering import W
from ingest.formats.package import broken, open_package, part
from ingest.formats.tables import table_lines
from ingest.layout import FOOTNOTE

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TINY_HALF_POINTS = 4  # text of at most 2 points is not meant to be read
_TOGGLED_OFF = {"0", "false", "off"}


@dataclass(slots=True)
class _Body:
    """What is carried along while walking a document."""

    numbering: numbering.Numbering
    footnotes: dict[str, list[str]]
    hidden: list[str] = field(default_factory=list)
    referenced: list[str] = field(default_factory=list)


def read(data: bytes, name: str) -> SourceText:
    """Reads a .docx package. It has no pages of its own: all is page 1.

    Raises:
        UnreadableFile: the package or its main part is broken or encrypted.
        LimitExceeded: a part unpacks to more than the limit.
    """
    with open_package(data, name) as package:
        document = part(package, "word/document.xml", name)
        styles = part(package, "word/styles.xml", name)
        lists = part(package, "word/numbering.xml", name)
        notes = part(package, "word/footnotes.xml", name)
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise broken(name)
    state = _Body(numbering.parse(lists, styles), _footnotes(notes))
    lines = list(_blocks(body, state))
    for number, text in enumerate(state.referenced, start=1):
        lines.append(f"{FOOTNOTE}{number} {text}")
    warnings = (f"Đã bỏ {len(state.hidden)} đoạn chữ ẩn trong tệp Word.",) if state.hidden else ()
    return SourceText("docx", ("\n".join(lines),), warnings=warnings)


def _footnotes(notes: etree._Element | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for note in notes.iterfind(f"{W}footnote") if notes is not None else ():
        if note.get(f"{W}type") in (None, "normal"):
            texts = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in note.iter(f"{W}p")]
            found[note.get(f"{W}id", "")] = [text.strip() for text in texts if text.strip()]
    return found


def _blocks(parent: etree._Element, state: _Body) -> Iterator[str]:
    """Lines of the block elements below `parent`, in document order."""
    for child in parent:
        if child.tag == f"{W}p":
            yield from _paragraph(child, state)
        elif child.tag == f"{W}tbl":
            yield from _table(child, state)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"):
            yield from _blocks(child, state)


def _paragraph(paragraph: etree._Element, state: _Body) -> Iterator[str]:
    boxes: list[etree._Element] = []
    text = "".join(_runs(paragraph, state, boxes))
    label = state.numbering.label(paragraph) if text.strip() or not boxes else ""
    if text.strip() or label not in ("", "-"):
        yield from f"{label} {text.lstrip()}".strip().split("\n") if label else text.strip().split("\n")
    else:
        yield ""
    for box in boxes:
        yield from _blocks(box, state)


def _runs(element: etree._Element, state: _Body, boxes: list[etree._Element]) -> Iterator[str]:
    for child in element:
        if not isinstance(child.tag, str) or child.tag in (f"{W}del", f"{W}moveFrom", f"{W}pPr"):
            continue
        if child.tag == f"{W}r" and _is_hidden(child):
            text = "".join(t.text or "" for t in child.iter(f"{W}t")).strip()
            if text:
                state.hidden.append(text)
        elif child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag == f"{W}footnoteReference":
            note = state.footnotes.get(child.get(f"{W}id", ""))
            if note:
                state.referenced.append(" ".join(note))
        elif child.tag == f"{W}txbxContent":
            boxes.append(child)
        elif child.tag == f"{_MC}AlternateContent":
            choice = child.find(f"{_MC}Choice")
            yield from _runs(choice if choice is not None else child, state, boxes)
        else:
            yield from _runs(child, state, boxes)


_MARKS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
    f"{W}instrText": "",
    f"{W}delText": "",
}


def _is_hidden(run: etree._Element) -> bool:
    """Vanished, white on white, or too small to read."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return False
    vanish = properties.find(f"{W}vanish")
    if vanish is not None and vanish.get(f"{W}val", "1") not in _TOGGLED_OFF:
        return True
    size = properties.find(f"{W}sz")
    if size is not None and size.get(f"{W}val", "").isdigit() and int(size.get(f"{W}val", "")) <= _TINY_HALF_POINTS:
        return True
    colour = properties.find(f"{W}color")
    if colour is None or colour.get(f"{W}val", "").upper() != "FFFFFF":
        return False
    shade = properties.find(f"{W}shd")
    return shade is None and properties.find(f"{W}highlight") is None


def _table(table: etree._Element, state: _Body) -> Iterator[str]:
    yield from table_lines(
        [[list(_blocks(cell, state)) for cell in row.iter(f"{W}tc")] for row in table.iterfind(f"{W}tr")]
    )
