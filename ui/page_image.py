"""One page of a PDF as a picture, with the place of a passage on it. Run as a child process with limits.

`draw` starts `python -m ui.page_image`, which reads a request as JSON from standard input and writes the answer as
JSON: a hostile file can end only its own drawing, and pdfium, which is not safe for threads, has a process of its
own. The passage is looked for by its letters and digits alone, in pieces, so that line ends, hyphens and page
furniture between them do not matter.
"""

from __future__ import annotations

import base64
import io
import json
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.errors import UnreadableFile
from corpus.settings import PROJECT
from ui import texts

SECONDS = 20.0
MEMORY = 2 * 1024**3  # bytes
WIDTH = 1100  # pixels
COLOURS = 48  # a page of text and a red seal need no more
PIECE = 20  # letters of a piece of the passage
GAP = 160  # letters between two pieces that still belong together
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageImage:
    """A PNG with the boxes of the passage as shares of its width and height: left, top, width, height."""

    png: bytes
    page: int  # from 1
    pages: int
    file: str
    boxes: tuple[Box, ...]


def draw(files: Sequence[Path], page: int, passage: str) -> PageImage:
    """Page `page` (from 1) of the files joined in order, nearest one if there is no such page.

    Raises:
        UnreadableFile: it cannot be drawn within the limits.
    """
    request = json.dumps({"files": [str(f) for f in files], "page": page, "passage": passage[:6000]})
    name = files[0].name if files else ""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "ui.page_image"], input=request.encode(), capture_output=True, timeout=SECONDS,
            cwd=PROJECT, check=True,
        )  # fmt: skip
        told = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise UnreadableFile(texts.ORIGINAL_BROKEN, where=name, remedy=texts.ORIGINAL_BROKEN_REMEDY) from error
    boxes = tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in told["boxes"])
    return PageImage(base64.b64decode(told["png"]), int(told["page"]), int(told["pages"]), str(told["file"]), boxes)


def main() -> None:
    """The child: one request, one answer."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    request = json.loads(sys.stdin.buffer.read())
    documents = [(Path(f).name, pdfium.PdfDocument(f)) for f in request["files"]]
    total = sum(len(document) for _, document in documents)
    wanted = min(max(int(request["page"]), 1), total)
    name, page = _page(documents, wanted)
    answer = {
        "png": base64.b64encode(_png(page)).decode(),
        "page": wanted,
        "pages": total,
        "file": name,
        "boxes": boxes(page, request["passage"]),
    }
    sys.stdout.write(json.dumps(answer))


def _page(documents: Sequence[tuple[str, pdfium.PdfDocument]], wanted: int) -> tuple[str, pdfium.PdfPage]:
    before = 0
    for name, document in documents:
        if wanted <= before + len(document):
            return name, document[wanted - before - 1]
        before += len(document)
    raise IndexError(wanted)


def _png(page: pdfium.PdfPage) -> bytes:
    image = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB").quantize(COLOURS)
    content = io.BytesIO()
    image.save(content, "PNG", optimize=True)
    return content.getvalue()


def boxes(page: pdfium.PdfPage, passage: str) -> list[Box]:
    """Lines of the passage on the page, as shares of its width and height."""
    text = page.get_textpage()
    letters = [(chr(pdfium_c.FPDFText_GetUnicode(text.raw, at)), at) for at in range(text.count_chars())]
    plain = [(small, at) for letter, at in letters for small in letter.lower() if small.isalnum()]
    squeezed = "".join(small for small, _ in plain)
    wanted = "".join(small for small in passage.lower() if small.isalnum())
    width, height = page.get_width(), page.get_height()
    found: list[Box] = []
    for first, last in _stretches(squeezed, wanted):
        for left, bottom, right, top in _lines(text, [at for _, at in plain[first:last]]):
            found.append((left / width, 1 - top / height, (right - left) / width, (top - bottom) / height))
    return found


def _stretches(page: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the page's letters that are the passage's, in order; near ones are joined."""
    spans: list[tuple[int, int]] = []
    reach = 0
    for start in range(0, len(wanted), PIECE):
        piece = wanted[start : start + PIECE]
        if len(piece) < min(PIECE, len(wanted)):
            piece = wanted[-PIECE:]
        at = page.find(piece, reach if spans else 0)
        if at < 0:
            continue
        if spans and at - spans[-1][1] <= GAP:
            spans[-1] = (spans[-1][0], at + len(piece))
        elif not spans or start == 0 or at >= spans[-1][1]:
            spans.append((at, at + len(piece)))
        reach = max(spans[-1][1] - PIECE, 0)
    yield from spans[:3]  # what is scattered wider is no passage


def _lines(text: pdfium.PdfTextPage, places: Sequence[int]) -> Iterator[Box]:
    """Boxes of the characters, one a line: left, bottom, right, top."""
    line: Box | None = None
    for at in places:
        left, bottom, right, top = text.get_charbox(at, loose=True)
        if line is not None and abs(bottom - line[1]) < 0.6 * (line[3] - line[1]) and left >= line[0] - 1:
            line = (line[0], min(bottom, line[1]), max(right, line[2]), max(top, line[3]))
            continue
        if line is not None:
            yield line
        line = (left, bottom, right, top)
    if line is not None:
        yield line


if __name__ == "__main__":
    main()
