"""Sixty broken and hostile files: each has one clear outcome, and a good file read in between is not harmed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import EmptyText, FileError, LimitExceeded, UnreadableFile
from corpus.settings import Settings
from ingest.archives import unpack
from ingest.clean import clean
from ingest.limited import Reader
from tests.source_files import W, Words, archive, assemble_pdf, docx, numbering, odt, paragraph, pdf

SETTINGS = Settings(ocr=False, parse_seconds=20, parse_memory_mb=1500, max_file_mb=8)
TEXT = "Điều 1. Phạm vi điều chỉnh của quy định này về cây xanh ở xã, phường."
GOOD_PDF = pdf([[Words(TEXT)]])
GOOD_DOCX = docx(paragraph(TEXT))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

READ = "read"  # it is read, perhaps with a warning
READ_OR = (READ, UnreadableFile)
Outcome = str | type[FileError] | tuple[str | type[FileError], ...]


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def bomb(size: int) -> bytes:
    return zlib.compress(b"0 " * (size // 2), 9)


def pdf_of(content: bytes, *more: bytes) -> bytes:
    """A one-page PDF with this content object."""
    return assemble_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            content,
            *more,
        ]
    )


def looped_pages() -> bytes:
    return assemble_pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"])


def many_pages(count: int) -> bytes:
    kids = b" ".join([b"3 0 R"] * count)
    return assemble_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ]
    )


def encrypted_pdf() -> bytes:
    return GOOD_PDF.replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 "
        b"/O <%s> /U <%s> >>" % (b"11" * 32, b"22" * 32),
    )


def ole_file(length: int = 512, *, sectors: int = 3) -> bytes:
    """An OLE head whose tables point nowhere."""
    head = OLE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, sectors, 0, 0, 4096, 0, 0, 0xFFFFFFFE, 0)
    return (head + struct.pack("<I", 0x00FFFFFF) * 200)[:length].ljust(length, b"\xff")


def nested_xml(depth: int) -> str:
    return "<w:sdt><w:sdtContent>" * depth + paragraph(TEXT) + "</w:sdtContent></w:sdt>" * depth


ENTITIES = (
    '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def body_with(prologue: str, text: str) -> bytes:
    return archive({"word/document.xml": f"{prologue}<w:document {W}><w:body>{paragraph(text)}</w:body></w:document>"})


FILES: dict[str, tuple[Callable[[], bytes], Outcome]] = {
    # nothing, or nothing to read
    "empty.pdf": (lambda: b"", EmptyText),
    "spaces.txt": (lambda: b" \n\t \n", EmptyText),
    "byte-order-mark.txt": (lambda: b"\xff\xfe", EmptyText),
    "empty-body.docx": (lambda: docx(""), EmptyText),
    "empty-body.odt": (lambda: odt(""), EmptyText),
    "empty.html": (lambda: b"<html><body></body></html>", EmptyText),
    "empty.rtf": (lambda: b"{\\rtf1 }", EmptyText),
    "all-hidden.docx": (lambda: docx(paragraph(TEXT, run="<w:vanish/>")), EmptyText),
    "all-hidden.html": (lambda: f"<html><body><p hidden>{TEXT}</p></body></html>".encode(), EmptyText),
    "all-white.pdf": (lambda: pdf([[Words(TEXT, colour=(1, 1, 1))]]), EmptyText),
    "no-pages.pdf": (lambda: pdf([]), (UnreadableFile, EmptyText)),
    "blank-page.pdf": (lambda: pdf([[]]), EmptyText),
    # cut off
    "cut-head.pdf": (lambda: GOOD_PDF[:9], UnreadableFile),
    "cut-half.pdf": (lambda: GOOD_PDF[: len(GOOD_PDF) // 2], READ_OR),
    "cut-end.pdf": (lambda: GOOD_PDF[:-30], READ_OR),
    "cut-head.docx": (lambda: GOOD_DOCX[:30], UnreadableFile),
    "cut-half.docx": (lambda: GOOD_DOCX[: len(GOOD_DOCX) // 2], UnreadableFile),
    "cut.odt": (lambda: odt("<text:p>a</text:p>")[:-40], UnreadableFile),
    "cut.doc": (lambda: ole_file(100), UnreadableFile),
    "cut-xml.docx": (lambda: archive({"word/document.xml": f"<w:document {W}><w:body><w:p>"}), UnreadableFile),
    "cut.rtf": (lambda: b"{\\rtf1\\ansi{\\fonttbl{\\f0", (READ, UnreadableFile, EmptyText)),
    # damaged
    "noise.pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 50, UnreadableFile),
    "no-root.pdf": (lambda: GOOD_PDF.replace(b"/Root 1 0 R", b"/Rxxx 1 0 R"), READ_OR),
    "wrong-offsets.pdf": (lambda: GOOD_PDF.replace(b"0000000", b"9999999"), READ_OR),
    "page-loop.pdf": (looped_pages, (UnreadableFile, EmptyText)),
    "stream-length.pdf": (lambda: GOOD_PDF.replace(b"/Length ", b"/Length 9"), (READ, UnreadableFile, EmptyText)),
    "bad-flate.pdf": (lambda: pdf_of(stream(b"not zlib", b"/Filter /FlateDecode")), (UnreadableFile, EmptyText)),
    "noise.doc": (lambda: OLE + bytes(range(256)) * 40, UnreadableFile),
    "sector-loop.doc": (lambda: ole_file(4096, sectors=60_000), UnreadableFile),
    "noise.docx": (lambda: b"PK\x03\x04" + bytes(range(256)) * 20, UnreadableFile),
    "flipped.docx": (lambda: GOOD_DOCX.replace(GOOD_DOCX[60:70], b"\xff" * 10), UnreadableFile),
    "not-xml.docx": (lambda: archive({"word/document.xml": "Điều 1."}), UnreadableFile),
    "no-body.docx": (lambda: archive({"word/document.xml": f"<w:document {W}/>"}), UnreadableFile),
    "no-text.odt": (lambda: archive({"content.xml": "<a/>"}), UnreadableFile),
    "surrogates.txt": (lambda: b"\xed\xa0\x80" * 50, (READ, UnreadableFile, EmptyText)),
    "odd-utf16.txt": (lambda: b"\xff\xfeD\x00i", UnreadableFile),
    "bad-numbering.docx": (
        lambda: docx(paragraph(TEXT, numbered=(9, 44)), numbering=numbering(("decimal", "%1."))),
        READ,
    ),
    # locked
    "password.pdf": (encrypted_pdf, UnreadableFile),
    "password.docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4096, UnreadableFile),
    # not what they say
    "picture.pdf": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 500, UnreadableFile),
    "program.docx": (lambda: b"MZ\x90\0\x03" + bytes(range(256)) * 8, UnreadableFile),
    "table.docx": (lambda: archive({"xl/workbook.xml": "<x/>"}), UnreadableFile),
    "slides.pdf": (lambda: archive({"ppt/presentation.xml": "<x/>"}), UnreadableFile),
    "set.docx": (lambda: archive({"a.txt": "a"}), UnreadableFile),
    "text.pdf": (lambda: TEXT.encode(), READ),
    "page.doc": (lambda: f"<html><body><p>{TEXT}</p></body></html>".encode(), READ),
    "word.pdf": (lambda: GOOD_DOCX, READ),
    # bombs and other excess
    "part-bomb.docx": (
        lambda: archive({"word/document.xml": f"<w:document {W}><w:body>" + " " * 60_000_000}),
        LimitExceeded,
    ),
    "part-bomb.odt": (lambda: archive({"content.xml": "<a>" + " " * 60_000_000}), LimitExceeded),
    "many-parts.docx": (
        lambda: archive({"word/document.xml": "<a/>", **{f"p{n}": "" for n in range(20_001)}}),
        LimitExceeded,
    ),
    "entities.docx": (lambda: body_with(ENTITIES, TEXT + "&d;"), READ_OR),
    "outside-entity.docx": (lambda: body_with(OUTSIDE, TEXT + "&x;"), READ_OR),
    "deep.docx": (lambda: docx(nested_xml(3000)), READ_OR),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * 20_000 + TEXT.encode(), READ_OR),
    "deep.rtf": (lambda: b"{\\rtf1 " + b"{" * 50_000 + b"a", (READ, UnreadableFile, EmptyText)),
    "many-pages.pdf": (lambda: many_pages(3001), LimitExceeded),
    "stream-bomb.pdf": (
        lambda: pdf_of(stream(bomb(30_000_000), b"/Filter /FlateDecode")),
        (UnreadableFile, EmptyText, LimitExceeded),
    ),
    "large.txt": (lambda: b"a" * 9_000_000, LimitExceeded),
    "one-line.txt": (lambda: (TEXT * 20_000).encode(), READ),
    "digits.txt": (lambda: b"1\n" * 30_000, (READ, EmptyText)),
    "yaml-bomb.md": (lambda: b"---\na: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n---\n" + TEXT.encode(), READ),
    "quotes.txt": (lambda: ("“" * 200_000).encode(), READ),
}


def test_there_are_sixty() -> None:
    assert len(FILES) >= 60


@pytest.fixture(scope="module")
def reader() -> Reader:
    with Reader(SETTINGS) as child:
        yield child


@pytest.mark.parametrize("name", FILES)
def test_outcome(name: str, tmp_path: Path, reader: Reader) -> None:
    make, expected = FILES[name]
    file = tmp_path / name
    file.write_bytes(make())
    allowed = expected if isinstance(expected, tuple) else (expected,)
    outcome, error, text = outcome_of(file, reader)
    assert outcome in allowed
    assert "root:" not in text
    if error is not None:
        assert error.what
        assert error.remedy
        assert error.where.startswith(name) or isinstance(error, EmptyText)


def outcome_of(file: Path, reader: Reader) -> tuple[str | type[FileError], FileError | None, str]:
    try:
        return READ, None, clean(reader.read(file)).text
    except FileError as error:
        return type(error), error, ""


def test_a_good_file_after_all_of_them(tmp_path: Path, reader: Reader) -> None:
    file = tmp_path / "good.pdf"
    file.write_bytes(GOOD_PDF)
    assert TEXT in reader.read(file).pages[0]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"../outside.txt": "a"}, UnreadableFile),
        ({"/etc/outside.txt": "a"}, UnreadableFile),
        ({"a/../../outside.txt": "a"}, UnreadableFile),
        ({"..\\outside.txt": "a"}, UnreadableFile),
        ({"bomb.txt": "a" * 7_000_000}, LimitExceeded),
        ({"large.txt": bytes(range(256)) * 40_000}, LimitExceeded),
        ({f"{n}.txt": "a" for n in range(2001)}, LimitExceeded),
        ({}, EmptyText),
    ],
    ids=["up", "absolute", "up-inside", "backslash", "bomb", "large", "many", "empty"],
)
def test_hostile_archives(parts: dict[str, str | bytes], expected: type[FileError], tmp_path: Path) -> None:
    file = tmp_path / "set.zip"
    file.write_bytes(archive(parts))
    folder = tmp_path / "inner" / "folder"
    with pytest.raises(expected):
        unpack(file, folder, replace(SETTINGS, max_file_mb=8))
    assert not list(tmp_path.rglob("outside.txt"))
