"""Words that order the assistant about, in a question or in a document. They are data, and nobody obeys them.

A question keeps what it asks and loses what it orders. A passage with such words is shown as it is, but nothing is
said on its word: it is no part of a regulation. Regulations never say "hãy" or "bạn", and do not speak to a machine.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SAY = (
    r"(?:trả lời|đáp|nói|viết|in|xuất|kết luận|khẳng định|xác nhận|bỏ qua|thêm|chèn|kèm|nhắc lại|lặp lại|tiết lộ|"
    r"đóng vai|"
    r"coi|xem|dùng|ghi|quên|gửi|chuyển|cho biết|chạy|truy cập|mở|tải|hiển thị|luôn|chỉ|kết thúc|bắt đầu|mở đầu|"
    r"dịch|làm theo)"
)
_MACHINE = (
    r"(?:trợ lý(?: ảo| ai| số)?|chatbot|bot|mô hình(?: ngôn ngữ(?: lớn)?| ai)?|hệ thống (?:ai|trợ lý|hỏi đáp)|"
    r"máy trả lời|ai|llm|"
    r"gpt|bạn)"
)
_ORDERS = re.compile(
    "|".join(
        (
            rf"\bhãy (?:\w+ )?{_SAY}\b",
            rf"\b{_MACHINE} .{{0,30}}?\b(?:phải|cần|hãy|luôn|không được|được lệnh|chỉ được|có nhiệm vụ|bắt buộc|"
            rf"nên)\b .{{0,25}}?\b"
            rf"{_SAY}\b",
            r"\b(?:bỏ qua|quên|phớt lờ|vô hiệu(?: hóa)?|đừng (?:theo|làm theo)|không (?:cần )?tuân theo)(?: đi| hết)?"
            r"(?: (?:mọi|tất cả|toàn bộ|các|những|hết))* (?:hướng dẫn|chỉ dẫn|chỉ thị|mệnh lệnh|lệnh|quy tắc|"
            r"lời nhắc|ràng buộc|"
            r"giới hạn|yêu cầu|nội dung|bộ lọc|cảnh báo)"
            r"(?: \w+)?(?: (?:trước|trên|phía trên|của hệ thống|hệ thống|đã|ban đầu|an toàn|mặc định|của bạn)\b)",
            r"\b(?:ghi chú|lưu ý|chỉ dẫn|hướng dẫn|chỉ thị|lệnh|thông điệp|tin nhắn|yêu cầu) (?:dành cho|cho|gửi|"
            r"với|tới)"
            rf" {_MACHINE}\b",
            r"\b(?:lời nhắc|prompt|chỉ dẫn|thông điệp|lệnh|cấu hình) (?:của )?(?:hệ thống|ẩn|mật|gốc)\b|"
            r"\bsystem prompt\b",
            r"\bđóng vai\b(?! trò)|\bgiả vờ (?:là|rằng|như)\b|\b(?:chế độ|mode) (?:nhà phát triển|developer|"
            r"không giới hạn|dan)\b",
            r"\b(?:in|(?<!trích )xuất|viết|đọc|lặp lại|nhắc lại|hiển thị) (?:lại |ra |nguyên văn )+(?:mã|chuỗi|"
            r"cụm|câu|từ|dòng|"
            r"lời nhắc|chỉ dẫn)\b",
            r"\b(?:kèm|thêm|chèn|kết thúc|bắt đầu|mở đầu|ghi)\b.{0,50}\b(?:câu trả lời|mọi câu|cuối câu|đầu câu)\b",
            r"\b(?:mã|chuỗi|từ khóa|mật khẩu|cụm từ) (?:bí mật|xác nhận|kiểm tra|canary|kích hoạt)\b",
            r"\bcâu trả lời (?:chuẩn|mẫu|đúng|bắt buộc|duy nhất|phải|luôn|cho mọi|là\b)",
            r"\bmọi câu (?:hỏi|trả lời)\b.{0,40}\b(?:trả lời|là|bằng)\b",
            r"\b(?:ignore|disregard|forget|override) (?:all |any |the |your )*(?:previous|prior|above|earlier|"
            r"system)?\s*"
            r"(?:instructions?|prompts?|rules|guidelines)\b",
            r"\byou (?:are now|must|should|will) (?:\w+ )?(?:answer|output|reply|say|print|respond|act|ignore|an?)\b",
            r"\b(?:respond|reply|answer|output|print|say)(?: only| exactly)? (?:with|the word|the string|exactly)\b",
            r"\b(?:act|pretend) (?:as|to be)\b|\b(?:developer mode|jailbreak|do anything now)\b",
            r"<!--|<\|[\w ]+\|>|\[/?inst\]|<</?sys>>|#{2,}\s*(?:system|instruction|hệ thống|chỉ dẫn)",
            r"(?:^|\n)\s*(?:system|assistant|user|hệ thống|trợ lý)\s*:",
        )
    ),
    re.IGNORECASE,
)
# In a question only: the wish that the assistant give up its ways.
_WISHES = re.compile(
    r"\b(?:không cần|không phải|đừng|khỏi|miễn|bỏ)(?: có| phải)? (?:trích dẫn|dẫn (?:nguồn|căn cứ|điều)|"
    r"nêu (?:căn cứ|nguồn)|"
    r"kiểm tra|đối chiếu|căn cứ|nguồn)|\b(?:từ|kể từ) (?:giờ|bây giờ|lúc này|nay)(?: trở đi)?,? (?:hãy|bạn|"
    r"trợ lý|luôn|mày)"
    r"|\b(?:cứ|chỉ) (?:trả lời|nói|ghi|viết)(?: luôn| đại)? (?:là|rằng|có|đúng)\b",
    re.IGNORECASE,
)
_ASSERTED = re.compile(
    r"(?:trả lời|nói|khẳng định|xác nhận|kết luận|viết|ghi|coi|xem)(?: luôn)? (?:rằng|là)[: ]+(?P<said>[^.!?\n]+)",
    re.IGNORECASE,
)
_SAID_END = re.compile(
    r"[,; ]+(?:và |rồi |nhưng |mà )?(?:không cần|không phải|đừng|khỏi|hãy|kèm|thêm|chèn|kết thúc|in ra|bỏ qua)\b.*$",
    re.IGNORECASE,
)
# Invisible characters by which words are hidden or split: zero width, direction marks, soft hyphens, tags.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
# Blocks that pretend to be the system's: nothing in them is asked.
_BLOCK = re.compile(
    r"<!--.*?(?:-->|$)|<\|im_start\|>.*?(?:<\|im_end\|>|$)|\[inst\].*?(?:\[/inst\]|$)|<<sys>>.*?(?:<</sys>>|$)",
    re.IGNORECASE | re.DOTALL,
)
_TAIL = re.compile(
    r"^\W*(?:trả lời|nói|ghi|viết|in|đáp|thêm|kèm|output|say|reply|print)\b(?!.*\b(?:ai|nào|gì|"
    r"sao)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:ai|nào|gì|sao|bao nhiêu|bao lâu|ở đâu|được không|phải không)\b", re.IGNORECASE)
_BRIDGE = re.compile(r"^(?:.*?\b(?:và|rồi)\s+)?(?:cho (?:tôi|em|mình) (?:biết|hỏi)|trả lời|nói)\s+", re.IGNORECASE)
_PIECE = re.compile(r"(?<=[.!?])\s+|\n+|(?<=[,;])\s+|\s+(?:rồi|sau đó)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cleared:
    """`rest` is the question without its orders; `asserted` what it wanted to be told, "" if nothing."""

    rest: str
    asserted: str = ""
    ordered: bool = False


def has_orders(text: str) -> bool:
    """True if a text speaks to the assistant instead of laying down law."""
    seen = plain(text)
    return bool(_ORDERS.search(seen) or _ORDERS.search(" ".join(seen.split())))


def plain(text: str) -> str:
    """Text as a reader sees it: compatibility forms unified, invisible characters gone, entities of mark-up opened."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


def clear(question: str) -> Cleared:
    """Take the orders out of a question; what it wants asserted becomes what it asks."""
    text = plain(question)
    if not (_ORDERS.search(text) or _WISHES.search(text)):
        return Cleared(question)
    said = _ASSERTED.search(text)
    asserted = _SAID_END.sub("", said["said"]).strip(" “”\"',;:") if said else ""
    if said:
        text = text[: said.start("said")] + text[said.end("said") :]
    pieces = [p.strip() for p in _PIECE.split(_BLOCK.sub(". ", text))]
    orders = (_ORDERS, _WISHES, _TAIL)
    kept = [p for p in pieces if not any(order.search(p) for order in orders) and len(p.split()) > 1]
    if not kept and not asserted:  # order and question in one piece: only the order's words go
        left = re.sub(r"\s+", " ", _WISHES.sub(" ", _ORDERS.sub(" ", _BLOCK.sub(" ", text)))).strip()
        kept = [_BRIDGE.sub("", left)] if _ASKS.search(left) else []
    if asserted and (_ORDERS.search(asserted) or len(asserted.split()) < 4):
        asserted = ""
    return Cleared(" ".join(kept).strip(" ,;"), asserted, True)
