"""The paper as a Word file."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assistant.sheet import form
from assistant.sheet.content import Content, Paragraph, Run

CENTRE, JUSTIFY, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
_Word = Any  # python-docx has no types


def write_word(content: Content) -> bytes:
    """The file's bytes; A4, ready to be completed, numbered and signed."""
    document = docx.Document()
    _styles(document)
    _page(document, content)
    if content.signed:
        _heading_block(document)
    _title(document, content)
    for paragraph in content.paragraphs:
        _paragraph(document, paragraph)
    if content.signed:
        _signature_block(document)
    _draft_mark(document, content)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _styles(document: _Word) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = form.FONT, Pt(form.BODY_SIZE)
    fonts = style.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), form.FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    style.paragraph_format.space_after = Pt(0)


def _page(document: _Word, content: Content) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in form.PAGE)
    section.top_margin, section.bottom_margin = Mm(form.TOP), Mm(form.BOTTOM)
    section.left_margin, section.right_margin = Mm(form.LEFT), Mm(form.RIGHT)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True  # the first page bears no number
    number = section.header.paragraphs[0]
    number.style = document.styles["Normal"]
    number.alignment = CENTRE
    _field(number, "PAGE")
    properties = document.core_properties
    properties.title, properties.subject = content.title.capitalize(), content.subject
    properties.author, properties.comments, properties.language = "Thẩm Quyền", content.mark, "vi-VN"


def _field(paragraph: _Word, code: str) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        mark = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            mark.text = text
        else:
            mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)


def _heading_block(document: _Word) -> None:
    """Issuing body and number on the left, national name, motto, place and date on the right."""
    left, right = _two_columns(document)
    _line(left, form.BODY_LINES[0], 13, bold=True)
    _line(left, form.BODY_LINES[1], 13, bold=True)
    _rule(left, form.HEAD_LEFT, 24)
    _line(left, form.NUMBER, 13, before=8)
    _line(right, form.STATE, 13, bold=True)
    _line(right, form.MOTTO, 14, bold=True)
    _rule(right, form.TEXT_WIDTH - form.HEAD_LEFT, 62)
    _line(right, form.PLACE_AND_DATE, 14, italic=True, before=8)


def _title(document: _Word, content: Content) -> None:
    _line(document, content.title, 14, bold=True, before=18)
    _line(document, content.subject, 14, bold=True)
    _rule(document, form.TEXT_WIDTH, 45)
    note = _line(document, content.mark, 12, bold=True, before=8)
    note.paragraph_format.space_after = Pt(8)
    _border(note, ("top", "left", "bottom", "right"), space=4)
    width = (form.TEXT_WIDTH - 108) / 2 if content.signed else 0
    note.paragraph_format.left_indent = note.paragraph_format.right_indent = Mm(width)


def _paragraph(document: _Word, content: Paragraph) -> None:
    paragraph = document.add_paragraph()
    look = paragraph.paragraph_format
    look.alignment = LEFT if content.kind == "note" else JUSTIFY  # a long hash would tear a justified line apart
    look.first_line_indent = Mm(form.FIRST_LINE)
    look.space_after = Pt(form.AFTER_PARAGRAPH)
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.MULTIPLE, form.LINE_SPACING
    look.widow_control = True
    look.keep_with_next = content.lead
    size = form.QUOTE_SIZE if content.kind in form.SMALLER else form.BODY_SIZE
    for run in content.runs:
        _run(paragraph, run, size)


def _run(paragraph: _Word, content: Run, size: float) -> None:
    """Line breaks within a run stay breaks; everything else is text, whatever it looks like."""
    run = paragraph.add_run()
    run.bold, run.italic, run.font.size = content.bold, content.italic, Pt(size)
    for number, line in enumerate(content.text.split("\n")):
        if number:
            run.add_break()
        text = OxmlElement("w:t")
        text.text = line
        text.set(qn("xml:space"), "preserve")
        run._r.append(text)


def _signature_block(document: _Word) -> None:
    """Recipients on the left, the signer's place on the right, kept together on one page."""
    document.add_paragraph().paragraph_format.keep_with_next = True
    left, right = _two_columns(document)
    head = _line(left, form.RECIPIENTS_HEAD, 12, bold=True, italic=True)
    head.alignment = LEFT
    for recipient in form.RECIPIENTS:
        _line(left, recipient, 11).alignment = LEFT
    _line(right, form.SIGNER, 14, bold=True)
    _line(right, form.SIGNATURE, 13, italic=True)
    name = _line(right, form.SIGNER_NAME, 14, bold=True)
    name.paragraph_format.space_before = Mm(form.SIGNATURE_HEIGHT)


def _draft_mark(document: _Word, content: Content) -> None:
    section = document.sections[0]
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        line.style = document.styles["Normal"]
        line.alignment = CENTRE
        _run(line, Run(content.mark, italic=True), 11)


def _two_columns(document: _Word) -> tuple[_Word, _Word]:
    widths = (Mm(form.HEAD_LEFT), Mm(form.TEXT_WIDTH - form.HEAD_LEFT))
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for column, cell, width in zip(table.columns, row.cells, widths, strict=True):
        column.width = cell.width = width
        _no_padding(cell)
        cell._tc.remove(cell.paragraphs[0]._p)
    return row.cells[0], row.cells[1]


def _no_padding(cell: _Word) -> None:
    margins = OxmlElement("w:tcMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    cell._tc.get_or_add_tcPr().append(margins)


def _line(
    place: _Word, text: str, size: float, *, bold: bool = False, italic: bool = False, before: float = 0
) -> _Word:
    """One centred line in the document or a cell."""
    paragraph = place.add_paragraph()
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_before = Pt(before)
    _run(paragraph, Run(text, bold, italic), size)
    return paragraph


def _rule(place: _Word, width: float, length: float) -> None:
    """A line of `length` in the middle of a column of `width` millimetres."""
    paragraph = _line(place, "", 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm((width - length) / 2)
    paragraph.paragraph_format.line_spacing = Pt(3)
    _border(paragraph, ("bottom",), space=0)


def _border(paragraph: _Word, sides: tuple[str, ...], space: int) -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", str(space)), ("color", "000000")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
