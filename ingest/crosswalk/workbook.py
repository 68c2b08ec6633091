"""The crosswalk as an Excel workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ingest.crosswalk.model import Column, CrosswalkRow


def workbook(columns: Sequence[Column], found: Sequence[CrosswalkRow]) -> Workbook:
    """A sheet with a line for each row."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet: Worksheet = book.create_sheet("Thẩm quyền")
    for column, (heading, width, value) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        _write_cell(sheet, 1, column, heading)
        sheet.cell(1, column).font = Font(bold=True)
        for line, row in enumerate(found, 2):
            _write_cell(sheet, line, column, value(row))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(found) + 1}"
    return book


def _write_cell(sheet: Worksheet, line: int, column: int, value: str | date | None) -> None:
    """A cell whose text stays text: "=1+1" is shown, not computed."""
    cell = sheet.cell(line, column, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif value is not None:
        cell.number_format = "dd/mm/yyyy"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
