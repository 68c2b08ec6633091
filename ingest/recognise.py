"""Pages of a PDF: from the text layer where it can be believed, else by optical recognition."""

from __future__ import annotations

import re
import shutil

from corpus.errors import EmptyText
from corpus.model import SourceText
from corpus.settings import Settings
from ingest.formats import pdf

_INSTALL = "sudo apt-get install tesseract-ocr tesseract-ocr-vie poppler-utils"
_STAMP = re.compile(r"^(?:Người ký|Ký bởi|Email|Cơ quan|Thời gian ký|Ngày ký|Signature|Digitally signed)\b.*$", re.M)
_SYLLABLE = re.compile(r"[^\W\d_]+")
_ONSET = r"(?:b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
_NUCLEUS = r"[aăâeêioôơuưy]{1,3}"
_CODA = r"(?:c|ch|m|n|ng|nh|p|t)?"
_PLAUSIBLE = re.compile(rf"^{_ONSET}{_NUCLEUS}{_CODA}$")
_FEWEST_LETTERS = 40
_PLAUSIBLE_SHARE = 0.6


def read_pdf(data: bytes, name: str, settings: Settings) -> SourceText:
    """Reads a PDF.

    Raises:
        UnreadableFile: broken or encrypted.
        EmptyText: pages without a believable text layer, and no recognition.
        LimitExceeded: too many pages.
    """
    document = pdf.open_pdf(data, name)
    extracted = pdf.extract(document)
    pages = pdf.page_texts(extracted.pages)
    bad = [number for number, page in enumerate(pages, start=1) if not is_believable(page)]
    if bad and len(bad) > 0.2 * len(pages):
        raise EmptyText(
            f"{len(bad)} trong {len(pages)} trang không có lớp chữ đọc được (bản quét hoặc phông chữ hỏng)",
            where=name,
            remedy=f"Cài công cụ nhận dạng chữ: {_INSTALL}" if shutil.which("tesseract") is None else "",
        )
    return SourceText("pdf", tuple(pages))


def is_believable(page: str) -> bool:
    """Is the text layer of a page Vietnamese text and more than a signature stamp?"""
    words = [word.lower() for word in _SYLLABLE.findall(_STAMP.sub("", page))]
    letters = sum(map(len, words))
    if letters < _FEWEST_LETTERS:
        return False
    return plausible_share(words) >= _PLAUSIBLE_SHARE


def plausible_share(words: list[str]) -> float:
    """Share of words that could be Vietnamese syllables (onset, nucleus, coda), tone marks aside."""
    import unicodedata

    good = 0
    for word in words:
        decomposed = unicodedata.normalize("NFD", word)
        plain = "".join(c for c in decomposed if c not in "\u0300\u0301\u0303\u0309\u0323")
        good += bool(_PLAUSIBLE.match(unicodedata.normalize("NFC", plain)))
    return good / len(words) if words else 0.0
