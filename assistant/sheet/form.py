"""Measures and fixed words of an administrative paper by decree 30/2020/NĐ-CP, appendix I.

Lengths in millimetres, type sizes in points. Sizes go together: national name 13, motto and date line 14 (appendix I
part IV). What the official fills in is dotted.
"""

from __future__ import annotations

from typing import Final

PAGE: Final = (210, 297)
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15  # allowed: 20–25, 20–25, 30–35, 15–20
TEXT_WIDTH: Final = PAGE[0] - LEFT - RIGHT
HEAD_LEFT: Final = 66  # width of the issuing body's column; the national name has the rest
FONT: Final = "Times New Roman"
BODY_SIZE, QUOTE_SIZE = 14, 13
SMALLER: Final = frozenset({"quote", "fact", "note"})  # kinds of paragraphs in QUOTE_SIZE
FIRST_LINE: Final = 10  # allowed: 10 or 12.7
AFTER_PARAGRAPH: Final = 6  # points, the least allowed
LINE_SPACING: Final = 1.1  # times single; allowed: 1–1.5

STATE: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
BODY_LINES: Final = ("ỦY BAN NHÂN DÂN", "…………………………")
NUMBER: Final = "Số: ………/………"
PLACE_AND_DATE: Final = "………………, ngày …… tháng …… năm ………"
SIGNER: Final = "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ"
SIGNATURE: Final = "(Chữ ký, dấu)"
SIGNER_NAME: Final = "Họ và tên"
RECIPIENTS_HEAD: Final = "Nơi nhận:"
RECIPIENTS: Final = ("- …………………………;", "- Lưu: VT, ………….")
SIGNATURE_HEIGHT: Final = 26
