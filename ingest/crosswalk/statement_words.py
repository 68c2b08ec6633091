"""The words by which a sentence of a transfer decree holds or hands on a power, as patterns.

They are matched against blanked text, where `▯` stands for what was taken out.
"""

from __future__ import annotations

import regex

_DUTY = r"(?:thẩm quyền|trách nhiệm|nhiệm vụ(?:\s*,?\s*quyền hạn)?|quyền hạn|chức năng|việc)"
HEAD = regex.compile(rf"\s*{_DUTY}(?!\p{{L}})(?:\s+(?:của|thuộc))?\s*", regex.IGNORECASE)
ABOUT = regex.compile(r"\s*(?:trong việc|về việc|về|trong)(?!\p{L})\s*")
OPENER = regex.compile(r"\s*(?:căn cứ|trường hợp|khi|trong|đối với)\s[^,;:]{5,200}[,:]\s*", regex.IGNORECASE)
HANDS = regex.compile(
    r"(?<!\p{L})(?:do|bởi|là|(?:được\s+)?"
    r"(?P<word>chuyển giao|chuyển|phân cấp|phân quyền|ủy quyền|giao)\s+cho)\s+(?:các\s+)?"
)
PASSES_ON = regex.compile(r"\s+(?P<word>phân cấp|phân quyền|[uủ][ỷy] quyền)(?:\s+thẩm quyền)?(?!\p{L})")
TO = regex.compile(r"(?<!\p{L})cho\s+(?:các\s+)?")
EXECUTES = regex.compile(
    r"(?:[^.;:]{0,160}?[\s▯])?(?:thực hiện|quyết định|quy định|ban hành|phê duyệt|đảm nhận|chịu trách nhiệm)(?!\p{L})"
)
MORE_HOLDERS = regex.compile(r"\s*thực hiện\s*,?\s*(?:hoặc|và)\s+(?:do\s+)?")
NEXT_HOLDER = regex.compile(r"[^;.]*;\s*do\s+(?:các\s+)?")
DONE = regex.compile(r"[\s,▯]*(?:thực hiện|quyết định)(?!\p{L})")
OF = regex.compile(r"(?<!\p{L})của\s+(?:các\s+)?")
STATED = regex.compile(r"[\s,▯]*(?:$|\()|[\s▯]*(?:(?:theo\s+)?quy định|theo|nơi|trong|về|tại|khi|thuộc tỉnh)(?!\p{L})")
PAPER = regex.compile(
    r"(?:quyết định|nghị quyết|ý kiến|văn bản|chỉ đạo|phân cấp|ủy quyền|phân công|đề nghị|yêu cầu|đồng ý|chấp thuận"
    r"|hướng dẫn|thông tin điện tử|thuộc thẩm quyền|báo cáo|đề án|quy chế|công chức)\s+$"
)
ACTED_BY = regex.compile(r"(?<!\p{L})do\s+")
ACTED = regex.compile(r"\s+(?:trong trường hợp[^;]{0,80}?)?quy định\s+tại")
FORMER = regex.compile(
    r"[\s,;]*(?:\(\s*)?(?:thay(?:\s+cho)?|(?:mà\s+(?:[\p{L}, ]{0,60}?\s)?)?trước\s+đây(?:\s*(?:là|do|giao|thuộc))?)"
    r"\s+(?:cho\s+)?"
)
STANDS_FOR = regex.compile(r"(?:làm|thực hiện)\s+(?:các\s+)?(?:nhiệm vụ|chức năng|trách nhiệm)(?:\s+(?:là|của))?\s+")
NOBODY = regex.compile(r"Cơ quan(?: quản lý)?(?: nhà nước)? có thẩm quyền")
LINKING = regex.compile(
    r"(?:\s+trong phạm vi nhiệm vụ, quyền hạn(?: của mình)?)?"
    r"\s*(?:có\s+(?:trách nhiệm|thẩm quyền|nhiệm vụ)|được(?:\s+(?:phân cấp|phân quyền|[uủ][ỷy] quyền)(?!\s+cho))?)"
    r"(?!\p{L})(?:\s+trong việc)?\s*"
)
SUBJECT_OF = regex.compile(r"[\s▯]*\(|\s*,\s*thay\s|\s+\p{Ll}")
NO_SUBJECT = regex.compile(
    r"\s+(?:và|hoặc|thuộc|của|đã|khi|nơi)\s|\s+có\s+(?!trách nhiệm|thẩm quyền|nhiệm vụ|quyền|văn bản|ý kiến|thể)"
)
ABOUT_FIRST = regex.compile(r"^(?:trong việc|về việc|về)\s+", regex.IGNORECASE)
CASE = regex.compile(r"Đối với .* thì")
LEAD_END = regex.compile(r"[\s,▯]*(?:bao gồm|gồm|cụ thể|được quy định)?[\s,]*(?:như sau|sau đây|sau)?\s*:\s*$")
PROCEDURE = regex.compile(r"trong thời hạn|tối đa|ngày làm việc|mẫu số|hồ sơ|kể từ", regex.IGNORECASE)
SKIPPED = regex.compile(
    r"\s*(?:trình tự|hồ sơ|thời gian|thời hạn|không|thay thế|sử dụng|điều chỉnh quy định|mẫu|bảng|phí|kinh phí"
    r"|thành phần|bãi bỏ|ngoại trừ|riêng|các nội dung|nội dung)(?!\p{L})",
    regex.IGNORECASE,
)
