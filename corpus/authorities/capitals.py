"""Agencies that are not in the lists, known by their capitals: "Cục Đường bộ Việt Nam"."""

from __future__ import annotations

import regex

_NO_VERB = (  # a verb ends a name: "Cục Kỹ thuật an toàn và Môi trường công nghiệp thực hiện"
    r"(?!(?:thực|cấp|quyết|có|chịu|trình|phê|thẩm|tiếp|giải|được|là|ban|tổ|chủ|phối|báo|kiểm|hướng|theo|tại|thuộc|và|ký"
    r"|xem|định|hoặc|trong|để|căn|công\s+(?:nhận|bố|khai)|ra|chỉ|xác|trả|gửi|lập|do|của|nơi|nay"
    r"|không|phải|cho|về|với|xử|thu|đề|khi)\b)"
)
CAPITALS = regex.compile(
    r"(?<!\p{L})((?:(?:Giám đốc|Cục trưởng|Tổng cục trưởng|Chi cục trưởng)\s+)?(?:Sở|Cục|Chi cục|Tổng cục|Vụ"
    r"|Ban Quản lý|Trung tâm)\s+"
    rf"(?:Quản\s+lý\s+\p{{Lu}}\p{{Ll}}+(?:\s+{_NO_VERB}\p{{Ll}}+){{0,4}}|\p{{Lu}}\p{{Ll}}+"
    rf"(?:(?:\s+{_NO_VERB}\p{{Ll}}+){{0,3}}\s+và\s+\p{{Lu}}\p{{Ll}}+(?:\s+\p{{Ll}}+)?(?:\s+{_NO_VERB}\p{{Ll}}+){{0,2}}"
    r"|(?:\s+\p{Ll}+)?(?:\s+Việt\s+Nam)?))"
    r"|(?:Tập đoàn|Tổng công ty)(?:\s+(?:-\s+)?(?!Việt\s)\p{Lu}\p{Ll}+(?:\s+\p{Ll}+)?){1,3}(?:\s+Việt\s+Nam)?)"
)
