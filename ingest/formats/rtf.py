"""RTF files: plain text through striprtf."""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from corpus.errors import UnreadableFile
from corpus.model import SourceText

_HIDDEN_GROUP = re.compile(r"\{[^{}]*\\v(?![a-z0-9])[^{}]*\}")
_ESCAPED = re.compile(r"\\[{}\\]")
_CELL_BREAK = re.compile(r"[ \t]*\|[ \t]*")


def read(data: bytes, name: str) -> SourceText:
    """Reads an RTF file. It has no pages of its own: all is page 1.

    Raises:
        UnreadableFile: striprtf cannot make sense of it, or its end is missing.
    """
    raw = data.decode("latin-1")  # RTF is ASCII; other bytes are escaped, and latin-1 keeps them apart
    groups = _ESCAPED.sub("", raw)
    if groups.count("{") > groups.count("}") and not raw.rstrip("\0 \r\n\t\x1a").endswith("}"):
        raise UnreadableFile("tệp RTF bị cắt cụt", where=name, remedy="Hãy tải hoặc chép lại tệp gốc.")
    shown, hidden = _HIDDEN_GROUP.subn("", raw)
    try:
        text = str(rtf_to_text(shown, errors="ignore"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableFile(
            "tệp RTF hỏng", where=name, remedy="Hãy mở bằng Word hoặc LibreOffice và lưu lại thành .docx."
        ) from error
    lines = [_CELL_BREAK.sub(" | ", line).strip(" |") for line in text.split("\n")]
    warnings = []
    if hidden:
        warnings.append(f"Đã bỏ {hidden} đoạn chữ ẩn trong tệp RTF.")
    return SourceText("rtf", ("\n".join(lines),), warnings=tuple(warnings))
