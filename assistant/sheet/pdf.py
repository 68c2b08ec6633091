"""The paper as a PDF, with an embedded typeface of Times New Roman's widths: it looks the same on every machine."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, Literal

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from assistant.sheet import form
from assistant.sheet.content import DRAFT, TITLE, Content, Paragraph
from corpus.errors import MissingTool

Style = Literal["", "B", "I", "BI"]
FONTS: Final = Path(__file__).with_name("fonts")
FAMILY: Final = "Tinos"
STYLES: Final[dict[Style, str]] = {
    "": "Regular",
    "B": "Bold",
    "I": "Italic",
    "BI": "BoldItalic",
}
MISSING: Final = "□"  # stands for a character that the typeface has not
_POINT: Final = 25.4 / 72  # millimetres
_LINE_HEIGHT: Final = 1.2  # times the type size; about what Word makes of form.LINE_SPACING
_LEAD_LINES: Final = 5  # lines that must fit below the start of a paragraph that leads to the next


def write_pdf(content: Content) -> bytes:
    """The file's bytes.

    Raises:
        MissingTool: the typeface is not there.
    """
    pdf = _Paper(content.subject)
    pdf.heading_block()
    pdf.title_block(content.subject)
    for paragraph in content.paragraphs:
        pdf.paragraph(paragraph)
    pdf.signature_block()
    return bytes(pdf.output())


@cache
def _characters() -> frozenset[int]:
    """Characters that all styles have."""
    with_all = [set(TTFont(_font(style)).getBestCmap()) for style in STYLES.values()]
    return frozenset(set.intersection(*with_all))


def _font(style: str) -> Path:
    path = FONTS / f"{FAMILY}-{style}.ttf"
    if not path.is_file():
        raise MissingTool(
            "Thiếu phông chữ để lập tệp PDF",
            where=str(path),
            remedy="Cài lại chương trình, hoặc xuất tệp Word (.docx).",
        )
    return path


def _drawable(text: str) -> str:
    """The text with a box in the place of what the typeface lacks."""
    known = _characters()
    return "".join(c if c == "\n" or ord(c) in known else MISSING for c in text)


class _Paper(FPDF):
    def __init__(self, subject: str) -> None:
        super().__init__(orientation="P", unit="mm", format=form.PAGE)
        for style, name in STYLES.items():
            self.add_font(FAMILY, style, _font(name))
        self.set_margins(form.LEFT, form.TOP, form.RIGHT)
        self.set_auto_page_break(True, form.BOTTOM)
        self.set_title(TITLE.capitalize())
        self.set_subject(_drawable(subject))
        self.set_creator("Thẩm Quyền")
        self.set_lang("vi")
        self.add_page()

    def header(self) -> None:
        """The page number in the middle of the top margin, from the second page."""
        if self.page_no() > 1:
            self.set_font(FAMILY, "", 14)
            self.set_xy(form.LEFT, form.TOP / 2)
            self.cell(form.TEXT_WIDTH, 6, str(self.page_no()), align="C")
        self.set_xy(form.LEFT, form.TOP)

    def footer(self) -> None:
        self.set_font(FAMILY, "I", 11)
        self.set_xy(form.LEFT, form.PAGE[1] - 14)
        self.cell(form.TEXT_WIDTH, 5, DRAFT, align="C")

    def heading_block(self) -> None:
        """Issuing body and number on the left, national name, motto, place and date on the right."""
        left, right = (form.LEFT, form.HEAD_LEFT), (form.LEFT + form.HEAD_LEFT, form.TEXT_WIDTH - form.HEAD_LEFT)
        top = self.get_y()
        self._line(left, form.BODY_LINES[0], 13, "B")
        self._line(left, form.BODY_LINES[1], 13, "B")
        self._rule(left, 24)
        self._line(left, form.NUMBER, 13, before=3)
        self.set_y(top)
        self._line(right, form.STATE, 13, "B")
        self._line(right, form.MOTTO, 14, "B")
        self._rule(right, self.get_string_width(form.MOTTO))
        self._line(right, form.PLACE_AND_DATE, 14, "I", before=3)

    def title_block(self, subject: str) -> None:
        whole = (form.LEFT, form.TEXT_WIDTH)
        self._line(whole, TITLE, 14, "B", before=7)
        self._line(whole, _drawable(subject), 14, "B")
        self._rule(whole, 45)
        self.set_font(FAMILY, "B", 12)
        width = self.get_string_width(DRAFT) + 8
        self.set_xy(form.LEFT + (form.TEXT_WIDTH - width) / 2, self.get_y() + 3)
        self.cell(width, 8, DRAFT, border=1, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(3)

    def paragraph(self, content: Paragraph) -> None:
        size = form.QUOTE_SIZE if content.kind in form.SMALLER else form.BODY_SIZE
        if content.lead and self.will_page_break(_LEAD_LINES * size * _POINT * 1.3):
            self.add_page()
        self.set_font(FAMILY, "", size)
        align = "L" if content.kind == "note" else "J"  # a long hash would tear a justified line apart
        after = form.AFTER_PARAGRAPH * _POINT
        with (
            self.text_columns(text_align=align, line_height=_LINE_HEIGHT) as columns,
            columns.paragraph(first_line_indent=form.FIRST_LINE, bottom_margin=after) as paragraph,
        ):
            for run in content.runs:
                self.set_font(FAMILY, f"{'B' if run.bold else ''}{'I' if run.italic else ''}", size)
                paragraph.write(_drawable(run.text))

    def signature_block(self) -> None:
        """Recipients on the left, the signer's place on the right, kept together on one page."""
        left, right = (form.LEFT, form.HEAD_LEFT), (form.LEFT + form.HEAD_LEFT, form.TEXT_WIDTH - form.HEAD_LEFT)
        self.ln(4)
        if self.will_page_break(form.SIGNATURE_HEIGHT + 22):
            self.add_page()
        top = self.get_y()
        self.set_xy(form.LEFT, top)
        self._line(right, form.SIGNER, 14, "B")
        self._line(right, form.SIGNATURE, 13, "I")
        self._line(right, form.SIGNER_NAME, 14, "B", before=form.SIGNATURE_HEIGHT)
        self.set_y(top)
        self._line(left, form.RECIPIENTS_HEAD, 12, "BI", align="L")
        for recipient in form.RECIPIENTS:
            self._line(left, recipient, 11, align="L")

    def _line(
        self,
        column: tuple[float, float],
        text: str,
        size: float,
        style: Style = "",
        *,
        before: float = 0,
        align: Literal["C", "L"] = "C",
    ) -> None:
        """One line in a column (left edge, width)."""
        self.set_font(FAMILY, style, size)
        self.set_xy(column[0], self.get_y() + before)
        self.multi_cell(column[1], size * _POINT * 1.2, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _rule(self, column: tuple[float, float], length: float) -> None:
        start, y = column[0] + (column[1] - length) / 2, self.get_y() + 0.6
        self.set_line_width(0.25)
        self.line(start, y, start + length, y)
        self.set_y(y + 0.6)
