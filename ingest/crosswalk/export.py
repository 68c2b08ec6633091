"""The crosswalk as JSON, CSV or an Excel sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from corpus.errors import UsageError
from corpus.model import Standing
from corpus.payloads import dump
from corpus.settings import Settings
from ingest.crosswalk.model import Column, CrosswalkRow
from ingest.crosswalk.transfers import rows

_STANDING = {Standing.OFFICIAL: "văn bản chính thức", Standing.DIGEST: "bản tóm tắt", Standing.SAMPLE: "văn bản mẫu"}
_COLUMNS: tuple[Column, ...] = (
    ("Nhiệm vụ, thẩm quyền", 60, lambda row: row.matter),
    ("Quy định của luật chuyên ngành", 36, lambda row: row.sector_reference),
    ("Trước đây", 30, lambda row: row.before),
    ("Hiện nay", 30, lambda row: row.now),
    ("Hình thức", 12, lambda row: row.kind.value),
    ("Điều kiện, ngoại lệ", 40, lambda row: "; ".join(row.conditions)),
    ("Căn cứ", 36, lambda row: row.basis),
    ("Có hiệu lực từ", 14, lambda row: row.in_force_from),
    ("Hết hiệu lực từ", 14, lambda row: row.in_force_to),
    ("Nguồn", 18, lambda row: _STANDING[row.standing]),
)


def export(settings: Settings, form: str, output: Path | None) -> object:
    """The crosswalk in `form` "json", "csv" or "xlsx", to `output` where given.

    Returns:
        The rows, the CSV text, or where the table was written and how many rows it has.

    Raises:
        UsageError: an Excel file needs `output`, or it cannot be written there.
    """
    if form == "xlsx" and output is None:
        raise UsageError("Bảng Excel phải ghi vào tệp", remedy="Thêm --output TỆP.xlsx")
    found = rows(settings)
    if form == "json" and output is None:
        return [as_dict(row) for row in found]
    if form == "csv" and output is None:
        return csv_text(found)
    assert output is not None
    try:
        _write(found, form, output)
    except OSError as error:
        raise UsageError(
            f"Không ghi được bảng: {error.strerror}", where=str(output), remedy="Chọn nơi ghi khác."
        ) from error
    return {"file": str(output), "rows": len(found)}


def as_dict(row: CrosswalkRow) -> dict[str, object]:
    """A row as the command prints it."""
    return {
        "matter": row.matter,
        "sector_reference": row.sector_reference,
        "provisions": [{"document": number, "provision": provision} for number, provision in row.provisions],
        "before": row.before,
        "now": row.now,
        "kind": row.kind.value,
        "conditions": list(row.conditions),
        "basis": row.basis,
        "document": row.document,
        "article": row.article,
        "clause": row.clause,
        "point": row.point,
        "provision": row.provision,
        "in_force_from": row.in_force_from,
        "in_force_to": row.in_force_to,
        "standing": row.standing.value,
    }


def csv_text(found: Iterable[CrosswalkRow]) -> str:
    """Comma-separated text with a header line; nothing in it is a formula to a spreadsheet program."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([heading for heading, _, _ in _COLUMNS])
    for row in found:
        writer.writerow([_harmless(value(row)) for _, _, value in _COLUMNS])
    return text.getvalue()


def _harmless(value: str | date | None) -> str:
    text = value.isoformat() if isinstance(value, date) else value or ""
    return "'" + text if text[:1] in {"=", "+", "-", "@", "\t"} else text


def _write(found: tuple[CrosswalkRow, ...], form: str, output: Path) -> None:
    if form == "csv":
        # The byte order mark tells Excel that the file is UTF-8.
        output.write_text(csv_text(found), encoding="utf-8-sig")
    elif form == "json":
        output.write_text(dump([as_dict(row) for row in found]) + "\n", encoding="utf-8")
    else:
        output.write_bytes(xlsx_bytes(found))


def xlsx_bytes(found: Iterable[CrosswalkRow]) -> bytes:
    """The Excel sheet of given rows."""
    from ingest.crosswalk.workbook import workbook  # its library is wanted for nothing else of the crosswalk

    content = io.BytesIO()
    workbook(_COLUMNS, tuple(found)).save(content)
    return content.getvalue()
