"""Words of regulations that recognition misreads again and again, where the misreading is no Vietnamese.

Only forms that no text can mean are mended ("bồ sung", "chỉ tiết", "ngày 21 thắng 12"): the verbs by which a
decree amends another, dates and the marks of points hang on them.
"""

from __future__ import annotations

import re

_SLIPS = (
    (re.compile(r"(?<!\w)([Ss])[ửứưữ]a đ[ổốỏồôỗ]i(?!\w| (?:với|tượng|chiếu|tác))"), r"\1ửa đổi"),
    (re.compile(r"(?<!\w)([Bb])(?:[ổốồỗỏô]|ỗổ|ổỗ) s[uư]ng(?!\w)"), r"\1ổ sung"),
    (re.compile(r"(?<=[Ss]ửa đổi, )bộ s[uư]ng(?!\w)"), "bổ sung"),
    (re.compile(r"(?<!\w)SỬA Đ[ỔỐỎỒÔỖ]I(?!\w| (?:VỚI|TƯỢNG|CHIẾU|TÁC))"), "SỬA ĐỔI"),
    (re.compile(r"(?<!\w)B[ỔỐỒỖỎÔ] S[UƯ]NG(?!\w)"), "BỔ SUNG"),
    (re.compile(r"(?<!\w)([Cc])hỉ tiết(?!\w| (?:kiệm|lộ|giảm|chế))"), r"\1hi tiết"),
    (re.compile(r"(?<!\w)([Đđ])[ắâằ]t đai(?!\w)"), r"\1ất đai"),
    (re.compile(r"(?<=\d )th[ắầâ]ng(?= [\d§])"), "tháng"),
    (re.compile(r"(?<!\w)(tháng|ngày|Điều|khoản|Khoản) §(?!\w)"), r"\1 8"),
    (re.compile(r"(?<!\w)([Kk])[ếêẻẽề] từ(?= (?:ngày|thời|khi|ký)(?!\w))"), r"\1ể từ"),
    (re.compile(r"(?<!\S)ø\)"), "g)"),
)


def mend(text: str) -> str:
    """A recognised line with the impossible forms set right."""
    for pattern, right in _SLIPS:
        text = pattern.sub(right, text)
    return text
