"""The words by which one question leans on another: openings, pointers, aspects, and phrases that can be exchanged."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """A kind of phrase that one question can exchange for another of the same kind."""

    name: str
    pattern: re.Pattern[str]
    link: str  # put before the phrase where the earlier question has none of its kind


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w/])(?:" + "|".join(phrases) + r")(?![\w/])", re.IGNORECASE)


OPENING = re.compile(
    r"^\s*(?:(?:ừ|vâng|dạ|ok|à|ờ|cảm ơn|rồi)[ ,.!]+)*(?:(?:vậy|thế|còn|rồi|nhưng|ngoài ra|vậy thì|thế thì)\b[ ,]*)+",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"[ ,]*(?:thì |là )?(?:(?:như )?thế nào|làm sao|ra sao|có khác không|có giống không|(?:được )?không|sao|à|hả|nhỉ|ạ)"
    r"[ ?.!ạ]*$",
    re.IGNORECASE,
)
BACK = _any(
    r"(?:những |các )?(?:việc|thủ tục|trường hợp|hồ sơ|giấy|giấy tờ|quyết định|công việc|vấn đề|cái|loại)"
    r" (?:này|đó|ấy|kia|trên)",
    r"(?:nó|chúng)",
)
INTERROGATIVE = _any(
    r"(?:những |các )?(?:cơ quan|cấp|người|nơi|chỗ|bên|đơn vị|phòng|sở|bộ|ông|ban) nào",
    r"ai",
    r"ở đâu",
    r"do ai",
    r"bao nhiêu(?: \w+)?",
    r"mấy(?: \w+)?",
    r"bao lâu",
    r"(?:những )?gì",
    r"thế nào",
    r"khi nào",
    r"có (?:được|phải|cần)(?= )",
)
# What is asked of a matter without being one: such words alone make no question of their own.
ASPECT = _any(
    r"(?:văn bản|nghị định|luật|thông tư|điều|khoản|điều khoản|quy định|căn cứ|cơ sở pháp lý)"
    r"(?: (?:pháp luật|pháp lý|khoản))?(?: nào| gì| ở đâu| đâu)",
    r"căn cứ(?: vào)?(?: pháp lý)?",
    r"(?:được )?quy định(?: ở đâu| tại đâu| thế nào| cụ thể)?",
    r"(?:thời hạn|thời gian)(?: giải quyết| xử lý| thực hiện)?",
    r"(?:thành phần )?hồ sơ(?: gồm| cần)?",
    r"giấy tờ",
    r"(?:trình tự|thủ tục|quy trình|các bước)(?: thực hiện| làm)?",
    r"(?:mức )?(?:lệ phí|phí|thu phí|chi phí|tiền)",
    r"thẩm quyền",
    r"(?:ký|cấp|quyết định|phê duyệt|giải quyết|thực hiện|làm|nộp|tiếp nhận|chịu trách nhiệm|trả kết quả)",
    r"(?:được )?ủy quyền(?: lại| tiếp)?",
    r"(?:được )?phân cấp(?: lại| tiếp)?",
    r"điều kiện",
    r"ngoại lệ",
    r"hết hiệu lực",
    r"còn hiệu lực",
    r"nghĩa là",
    r"vì sao|tại sao",
    r"cho ai|với ai",
    r"cụ thể(?: hơn)?",
    r"nói rõ(?: hơn)?",
)
_LEVELS = (
    r"(?:(?:(?:chủ tịch )?ủy ban nhân dân|hội đồng nhân dân|cơ quan|chính quyền|cấp|ở|tại)\s+)*"
    r"(?:cấp )?(?:xã|phường|đặc khu|thị trấn|huyện|quận|thị xã|tỉnh|thành phố|trung ương)"
    r"(?: (?:xã|phường|tỉnh))?"
)
_PARTIES = (
    r"(?:hộ gia đình|hộ|cá nhân|tổ chức(?: (?:trong nước|nước ngoài|kinh tế|tôn giáo))?|doanh nghiệp|công ty|"
    r"người nước ngoài|người việt nam định cư ở nước ngoài|việt kiều|cộng đồng dân cư|hợp tác xã|cơ sở tôn giáo|"
    r"người dân tộc thiểu số|người khuyết tật|người cao tuổi|trẻ em|đơn vị sự nghiệp|nhà đầu tư)"
    r"(?:(?:,| và| hoặc) (?:hộ gia đình|cá nhân|tổ chức))*"
)
_DATE = (
    r"(?:ngày )?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?|(?:tháng )\d{1,2}(?:[/-]| năm )\d{4}|(?:cuối |đầu |giữa )?năm \d{4}"
)
_TIMES = (
    rf"(?:(?:vào|hồi|trước|sau|từ|kể từ|đến|tính đến|ở thời điểm)(?: ngày)? )*(?:{_DATE})"
    r"|trước (?:đây|kia)|hồi trước|lúc trước|hồi đó|ngày trước|hiện (?:nay|tại)|bây giờ|hôm nay|năm ngoái|năm nay"
    r"|sau (?:này|đó)|(?<!đến )nay"
)
ACTS = (
    r"(?:cấp lại|cấp đổi|cấp mới|cấp|thu hồi|gia hạn|điều chỉnh|đính chính|hủy bỏ|phê duyệt|thẩm định|thẩm tra|"
    r"quyết định|công nhận|công bố|đăng ký|chứng thực|xử phạt|cưỡng chế|kiểm tra|thanh tra|giao|cho thuê|"
    r"chuyển mục đích|xác nhận|giải quyết|hòa giải|bồi thường|hỗ trợ|tái định cư|đấu giá|chuyển nhượng|tặng cho|"
    r"thừa kế|thế chấp|"
    r"đình chỉ|tạm đình chỉ|bổ nhiệm|miễn nhiệm|sửa chữa|cải tạo|di dời|tách thửa|hợp thửa)"
)
SLOTS = (
    Slot("thời điểm", _any(_TIMES), ""),
    Slot("đối tượng", _any(_PARTIES), "đối với"),
    Slot("cấp", _any(_LEVELS), "ở"),
    Slot("việc", _any(ACTS), ""),
)
TIER = _any(r"cấp (?:xã|huyện|tỉnh)|xã|phường|đặc khu|thị trấn|huyện|quận|thị xã|tỉnh|thành phố|trung ương")
SHORT = 14  # words up to which a question without a matter of its own leans on the one before
COUNTED = re.compile(  # "lần đầu" and "lần hai", "công trình cấp III" and "cấp IV": one step of a scale for another
    r"(?<!\w)(?P<head>lần|nhóm|loại|hạng|mức|đợt|giai đoạn|khoản|điểm|điều|lần thứ|công trình cấp)"
    r"\s+(?P<step>\w+)(?!\w)",
    re.IGNORECASE,
)
FILLING = frozenset(["nữa", "khác", "hết", "thêm", "thôi", "luôn"])
HEAD_ASPECT = re.compile(
    r"^(?:(?:thời hạn|thời gian|thành phần hồ sơ|hồ sơ|giấy tờ|thủ tục|trình tự|quy trình|lệ phí|mức phí|phí|"
    r"thẩm quyền|điều kiện|căn cứ|về|để|làm|xin)\s+)+",
    re.IGNORECASE,
)
LINK = re.compile(r"^(?:đối với|với|cho|của|ở|tại|về|khi|nếu|trường hợp|mà|thì|là|do|vào)\s+", re.IGNORECASE)

# Asked for the basis only: the question before is asked again, since its clause is the basis.
BASIS = _any(
    r"(?:văn bản|nghị định|luật|thông tư|điều|khoản|điều khoản|quy định|căn cứ|cơ sở pháp lý)(?: (?:pháp luật|"
    r"pháp lý))?"
    r"(?: nào| gì| ở đâu| đâu)",
    r"căn cứ(?: vào)?(?: pháp lý)?",
    r"quy định (?:ở đâu|tại đâu)",
)
# "có cần họp không?", "phải nộp phí không?": a modal question whose object is left out.
MODAL = re.compile(r"^\s*(?:có|phải|được|cần|nên)\s.*\bkhông\b[ ?.!ạ]*$", re.IGNORECASE)
MODAL_REST = 2  # content syllables up to which such a question leans on the one before
