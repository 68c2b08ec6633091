"""Pages of a PDF: from the text layer where it can be believed, else by optical recognition (tesseract)."""

from __future__ import annotations

import io
import shutil
import subprocess
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pypdfium2 as pdfium

from corpus.environment import environment_with
from corpus.errors import EmptyText, MissingTool, UnreadableFile
from corpus.model import SourceText
from corpus.settings import Settings
from ingest import plausible
from ingest.formats import legacy_fonts, pdf, pdf_holes
from ingest.formats.pdf_layout import page_texts
from ingest.ocr_slips import mend

INSTALL = "sudo apt-get install tesseract-ocr tesseract-ocr-vie"
_DPI = 200
_PAGE_SECONDS = 120
_LARGE_IMAGE = 0.3  # share of the page
_LOST_SHARE = 0.2  # of pages: with more unreadable ones a file is refused, with fewer it is taken with a warning
_NOISE_CONFIDENCE = 0.4  # lines below this that are no Vietnamese either are seals and handwriting


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """Lines of a page in points, and the mean confidence (0–1) weighted by length."""

    lines: tuple[pdf.Line, ...]
    confidence: float


def read_pdf(data: bytes, name: str, settings: Settings) -> SourceText:
    """Reads a PDF page by page.

    Raises:
        UnreadableFile: broken or encrypted.
        EmptyText: too many pages without a believable text layer, and no recognition to read them.
        LimitExceeded: too many pages.
    """
    document = pdf.open_pdf(data, name)
    extracted = pdf.extract(document, name)
    pages: list[Sequence[pdf.Line]] = list(extracted.pages)
    warnings: list[str] = []
    if extracted.hidden:
        warnings.append(f"Đã bỏ chữ ẩn (chữ trắng, quá nhỏ hoặc ngoài khổ giấy) ở {', '.join(extracted.hidden)}.")
    pages, encodings = _in_unicode(pages)
    if encodings:
        warnings.append(legacy_fonts.warning(encodings))
    bad = [at for at, page in enumerate(pages) if not _is_believable(document, at, page)]
    pages, holes = _mended(document, pages, bad, name, settings)
    warnings += holes
    confidences: tuple[float | None, ...] = ()
    if bad and settings.ocr and is_installed():
        recognised = recognise(document, bad, name, settings)
        for at, page in zip(bad, recognised, strict=True):
            pages[at] = page.lines
        by_page = dict(zip(bad, (page.confidence for page in recognised), strict=True))
        confidences = tuple(by_page.get(at) for at in range(len(pages)))
        warnings.append(f"{len(bad)} trong {len(pages)} trang được nhận dạng chữ (OCR): cần đối chiếu với bản gốc.")
    elif bad:
        if len(bad) > _LOST_SHARE * len(pages):
            raise _unread(len(bad), len(pages), name, settings)
        numbers = ", ".join(str(at + 1) for at in bad)
        warnings.append(f"Trang {numbers} không có lớp chữ đọc được và chưa được nhận dạng.")
    return SourceText("pdf", tuple(page_texts(pages)), confidences=confidences, warnings=tuple(warnings))


def _in_unicode(pages: Sequence[Sequence[pdf.Line]]) -> tuple[list[Sequence[pdf.Line]], set[str]]:
    """Pages whose text layer is in TCVN3 or VNI letters converted, and which encodings there were."""
    out: list[Sequence[pdf.Line]] = []
    encodings: set[str] = set()
    for page in pages:
        text = "\n".join(line.text for line in page)
        words = plausible.words_of(text)
        old = bool(words) and not plausible.is_vietnamese(words) and legacy_fonts.encoding_of_content(text)
        if old:
            encodings.add(old)
            page = [replace(line, text=legacy_fonts.to_unicode(line.text, old)) for line in page]
        out.append(page)
    return out, encodings


def _mended(
    document: pdfium.PdfDocument, pages: Sequence[Sequence[pdf.Line]], bad: Sequence[int], name: str, settings: Settings
) -> tuple[list[Sequence[pdf.Line]], list[str]]:
    """Pages whose text layer lost single letters with these read off their pictures, and what to tell about it."""
    holed = [
        at
        for at, page in enumerate(pages)
        if at not in bad and any(pdf_holes.has_hole(line.text) for line in page if pdf.HOLE in line.text)
    ]
    seen: dict[int, Sequence[pdf.Line]] = {}
    if holed and settings.ocr and is_installed():
        recognised = recognise(document, holed, name, settings)
        seen = {at: page.lines for at, page in zip(holed, recognised, strict=True)}
    out = pdf_holes.fill(pages, seen)
    left = [str(at + 1) for at in holed if any(pdf_holes.UNREAD in line.text for line in out[at])]
    told = []
    if seen:
        told.append(f"Phông chữ của tệp thiếu một số chữ cái ở {len(seen)} trang: đã đọc bù từ hình ảnh của trang.")
    if left:
        told.append(f"Trang {', '.join(left)} còn chữ cái không đọc được (ghi là {pdf_holes.UNREAD}): cần đối chiếu.")
    return [*out], told


def is_installed() -> bool:
    """Is tesseract there with its Vietnamese data?"""
    if shutil.which("tesseract") is None:
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return "vie" in listed.stdout.split()


def _unread(bad: int, count: int, name: str, settings: Settings) -> EmptyText:
    remedy = f"Hãy cài công cụ nhận dạng chữ: {INSTALL}" if settings.ocr else "Hãy bật ocr trong cấu hình."
    return EmptyText(
        f"{bad} trong {count} trang không có lớp chữ đọc được (bản quét, phông chữ hỏng hoặc chỉ có dấu chữ ký số)",
        where=name,
        remedy=remedy,
    )


def _is_believable(document: pdfium.PdfDocument, at: int, lines: Sequence[pdf.Line]) -> bool:
    """Is the text layer of a page Vietnamese? A page with hardly any text is, unless a picture fills it."""
    words = plausible.words_of("\n".join(line.text for line in lines))
    if sum(map(len, words)) >= plausible.FEWEST_LETTERS:
        return plausible.is_vietnamese(words)
    return not _has_large_image(document[at])


def _has_large_image(page: pdfium.PdfPage) -> bool:
    width, height = page.get_size()
    covered = 0.0
    for image in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = image.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return bool(covered > _LARGE_IMAGE * width * height)


def recognise(
    document: pdfium.PdfDocument, indexes: Sequence[int], name: str, settings: Settings
) -> list[RecognisedPage]:
    """Recognises pages (indexes from 0), `settings.threads` at a time.

    Raises:
        UnreadableFile: a page cannot be drawn, or tesseract fails on it.
        MissingTool: tesseract is gone.
    """
    with ThreadPoolExecutor(max_workers=max(1, settings.threads)) as workers:
        jobs = [
            workers.submit(_recognise_image, _drawn(document, at, name), f"{name}, trang {at + 1}") for at in indexes
        ]
        return [_parsed(job.result()) for job in jobs]


def _drawn(document: pdfium.PdfDocument, at: int, name: str) -> bytes:
    """A page as a grey PNG."""
    try:
        image = document[at].render(scale=_DPI / 72, grayscale=True).to_pil()
    except pdfium.PdfiumError as error:
        raise pdf.broken(f"{name}, trang {at + 1}") from error
    buffer = io.BytesIO()
    image.save(buffer, format="PNG", dpi=(_DPI, _DPI), compress_level=1)
    return buffer.getvalue()


def _recognise_image(image: bytes, where: str) -> str:
    """The words of an image as tesseract's TSV."""
    command = ["tesseract", "stdin", "stdout", "-l", "vie", "--dpi", str(_DPI), "tsv"]
    environment = environment_with(OMP_THREAD_LIMIT="1")  # pages already run side by side
    try:
        done = subprocess.run(
            command, input=image, capture_output=True, timeout=_PAGE_SECONDS, check=False, env=environment
        )
    except FileNotFoundError as error:
        raise MissingTool("không tìm thấy tesseract", where=where, remedy=f"Hãy cài: {INSTALL}") from error
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(
            f"nhận dạng chữ quá {_PAGE_SECONDS} giây", where=where, remedy="Hãy quét lại trang."
        ) from error
    if done.returncode:
        raise UnreadableFile("tesseract không nhận dạng được trang", where=where, remedy="Hãy quét lại trang.")
    return done.stdout.decode("utf-8", errors="replace")


def _parsed(tsv: str) -> RecognisedPage:
    """Lines of tesseract's TSV (level, page, block, paragraph, line, word, left, top, width, height, conf, text)."""
    words: dict[tuple[str, ...], list[list[str]]] = {}
    for row in tsv.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) == 12 and fields[0] == "5" and fields[11].strip():
            words.setdefault(tuple(fields[2:5]), []).append(fields)
    lines, weight, total = [], 0, 0.0
    for found in words.values():
        text = " ".join(word[11] for word in found)
        confidence = sum(float(word[10]) * len(word[11]) for word in found) / sum(len(word[11]) for word in found) / 100
        if confidence < _NOISE_CONFIDENCE and not plausible.is_vietnamese(plausible.words_of(text)):
            continue
        lines.append(_line(mend(unicodedata.normalize("NFC", text)), found))
        weight += len(text)
        total += confidence * len(text)
    return RecognisedPage(tuple(lines), total / weight if weight else 0.0)


def _line(text: str, words: Sequence[Sequence[str]]) -> pdf.Line:
    """A line in points from the bottom of an upright page; heights differ by letters, so size is left at 1."""
    scale = 72 / _DPI
    left = min(int(word[6]) for word in words) * scale
    right = max(int(word[6]) + int(word[8]) for word in words) * scale
    top = -min(int(word[7]) for word in words) * scale
    bottom = -max(int(word[7]) + int(word[9]) for word in words) * scale
    return pdf.Line(text, left, right, bottom, top, 1.0)
