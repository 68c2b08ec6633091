"""Web pages: the text of the regulation in them, block by block, tables as rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree
from lxml import html as lxml_html

from corpus.errors import UnreadableFile
from corpus.model import SourceText
from ingest.formats.tables import table_lines

_SKIPPED = {"script", "style", "head", "nav", "footer", "noscript", "template", "svg", "button", "select", "form"}
_BLOCKS = {
    *("p", "div", "section", "article", "main", "li", "ul", "ol", "blockquote", "pre", "center", "header", "hr"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "body", "html", "form", "fieldset", "address"),
}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt)?\s*(?:;|$)", re.I)
_ARTICLE = re.compile(r"Điều\s+\d+")
_KEPT_SHARE = 0.8  # a container that keeps so much of the articles and of the text of its parent is preferred


def read(data: bytes, name: str) -> SourceText:
    """Reads a saved web page; the smallest element that holds nearly all articles is taken as the document.

    Raises:
        UnreadableFile: the page cannot be parsed.
    """
    try:
        root = lxml_html.document_fromstring(
            data, parser=lxml_html.HTMLParser(encoding=_encoding(data), huge_tree=True)
        )
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableFile(
            "không đọc được trang HTML", where=name, remedy="Hãy lưu lại trang từ trình duyệt."
        ) from error
    hidden = _drop_unseen(root)
    lines = list(_lines(_document_element(root)))
    warnings = (f"Đã bỏ {hidden} đoạn chữ ẩn trong trang HTML.",) if hidden else ()
    return SourceText("html", ("\n".join(lines),), warnings=warnings)


def _encoding(data: bytes) -> str:
    """UTF-8 where the bytes are that, whatever a page says that was saved anew; else what it says."""
    with suppress(UnicodeDecodeError):
        data.decode("utf-8")
        return "utf-8"
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:4096])
    return declared[1].decode("ascii") if declared else "utf-8"


def _drop_unseen(root: lxml_html.HtmlElement) -> int:
    """Removes scripts, navigation and what the style hides; returns how many hidden texts there were."""
    hidden = 0
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        unseen = bool(_HIDDEN_STYLE.search(element.get("style", ""))) or element.get("hidden") is not None
        if element.getparent() is not None and (unseen or element.tag in _SKIPPED):
            hidden += unseen and element.tag not in _SKIPPED and bool(element.text_content().strip())
            element.drop_tree()
    return hidden


def _document_element(root: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """Descends from the page to the element that holds the regulation and not the portal around it."""
    element = root
    total = len(_ARTICLE.findall(root.text_content()))
    while total:
        length = len(element.text_content())
        inner = [
            child
            for child in element
            if isinstance(child.tag, str)
            and child.tag in _BLOCKS
            and len(_ARTICLE.findall(text := child.text_content())) >= 2
            and (len(_ARTICLE.findall(text)) >= _KEPT_SHARE * total or len(text) >= _KEPT_SHARE * length)
        ]
        if len(inner) != 1:
            break
        element = inner[0]
        total = len(_ARTICLE.findall(element.text_content()))
    return element


def _lines(element: lxml_html.HtmlElement) -> Iterator[str]:
    """Lines of an element in document order: one a block or `<br>`, tables by `table_lines`."""
    pieces: list[str] = []
    for part in _walk(element):
        if isinstance(part, str) and part != "\n":
            pieces.append(part)
            continue
        line = " ".join("".join(pieces).split())
        pieces.clear()
        if line:
            yield line
        if not isinstance(part, str):
            rows = [[list(_lines(cell)) for cell in row if cell.tag in ("td", "th")] for row in _rows(part)]
            yield from table_lines(rows)
    line = " ".join("".join(pieces).split())
    if line:
        yield line


def _rows(table: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from _rows(child)


def _walk(element: lxml_html.HtmlElement) -> Iterator[str | lxml_html.HtmlElement]:
    """Text pieces, "\\n" at block edges, and tables as elements."""
    block = element.tag in _BLOCKS
    if block or element.tag == "br":
        yield "\n"
    yield (element.text or "").replace("\n", " ")
    for child in element:
        if child.tag == "table":
            yield child
        elif isinstance(child.tag, str):
            yield from _walk(child)
        yield (child.tail or "").replace("\n", " ")
    if block:
        yield "\n"
