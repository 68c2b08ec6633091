"""Files of the formats that offices have, made in the tests; all texts are fictional."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


@dataclass(frozen=True)
class Words:
    """Words on a PDF page: place and size in points, colour as three numbers from 0 to 1."""

    text: str
    x: float = 85
    y: float = 700
    size: float = 14
    colour: tuple[float, float, float] = (0, 0, 0)
    invisible: bool = False


@dataclass(frozen=True)
class Rule:
    """A drawn line on a PDF page, in points; `box` draws the four sides of a box instead."""

    x: float
    y: float
    to_x: float
    to_y: float
    box: bool = False


def pdf(pages: Sequence[Sequence[Words | Rule]], *, to_unicode: bool = True) -> bytes:
    """A PDF in a font that is not embedded; its characters are all half as wide as the font is high."""
    objects = [b"", b"", _FONT, _DESCENDANT, _DESCRIPTOR, _cmap() if to_unicode else _stream(b"")]
    kids = []
    for page in pages:
        content = b"\n".join(_drawn(item) if isinstance(item, Rule) else _shown(item) for item in page)
        objects.append(_stream(content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return assemble_pdf(objects)


def assemble_pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF file of numbered objects, the first of which is the catalogue."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _drawn(rule: Rule) -> bytes:
    if rule.box:
        return b"%.1f %.1f %.1f %.1f re S" % (rule.x, rule.y, rule.to_x - rule.x, rule.to_y - rule.y)
    return b"%.1f %.1f m %.1f %.1f l S" % (rule.x, rule.y, rule.to_x, rule.to_y)


def _shown(words: Words) -> bytes:
    codes = words.text.encode("utf-16-be").hex().encode()
    colour = b"%.2f %.2f %.2f rg" % words.colour
    mode = 3 if words.invisible else 0
    return b"BT %s %d Tr /F1 %.1f Tf %.1f %.1f Td <%s> Tj ET" % (colour, mode, words.size, words.x, words.y, codes)


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Arial /Encoding /Identity-H "
    b"/DescendantFonts [4 0 R] /ToUnicode 6 0 R >>"
)
_DESCENDANT = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Arial /DW 500 /FontDescriptor 5 0 R "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
)
_DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /Arial /Flags 32 /FontBBox [0 -200 1000 900] "
    b"/ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>"
)


def _cmap() -> bytes:
    ranges = b"\n".join(b"<%02X00> <%02XFF> <%02X00>" % (high, high, high) for high in range(0x21))
    return _stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n33 beginbfrange\n" + ranges + b"\nendbfrange\n"
        b"endcmap CMapName currentdict /CMap defineresource pop end end"
    )


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A zip of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A .docx whose body is the XML; more parts by name ("numbering", "styles", "footnotes")."""
    named = {f"word/{name}.xml": content for name, content in parts.items()}
    return archive({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>", **named})


def paragraph(text: str, *, numbered: tuple[int, int] | None = None, run: str = "") -> str:
    """A Word paragraph; `numbered` is (list, level), `run` the XML of its run's properties."""
    number = f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>' if numbered else ""
    return f'<w:p><w:pPr>{number}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbering(*levels: tuple[str, str]) -> str:
    """A numbering part with one list (1) of (format, text) levels."""
    xml = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{xml}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )


def odt(body: str, styles: str = "") -> bytes:
    """An .odt whose text is the XML, with automatic styles."""
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        }
    )
