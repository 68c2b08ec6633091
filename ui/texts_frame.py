"""Streamlit's own words, which it has in English only, and what the pages say instead. Exact strings of the pinned
version; a word that is not here stays as it is."""

from __future__ import annotations

from typing import Final

FRAME_WORDS: Final = {
    "Connection error": "Mất kết nối với máy chủ",
    "Streamlit server is not responding. Are you connected to the internet?": (
        "Trang đang tự nối lại, không cần làm gì; câu hỏi đã gửi vẫn được trả lời và lưu. Nếu quá một phút: xem máy "
        "chạy chương trình có đang bật và còn trong mạng cơ quan không. Chương trình không cần Internet."
    ),
    "Skip to main content": "Tới nội dung chính",
    "Sidebar": "Cột bên",
    "Collapse sidebar": "Thu cột bên",
    "Expand sidebar": "Mở cột bên",
    "Choose date": "Chọn ngày",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": (
        "Dùng phím mũi tên để đi giữa các ngày, Enter để chọn, Esc để đóng."
    ),
    "Previous month": "Tháng trước",
    "Next month": "Tháng sau",
    "Send message": "Gửi câu hỏi",
    "Choose an option": "Chọn",
    "Choose options": "Chọn",
    "Select all": "Chọn tất cả",
    "Clear value": "Xóa",
    "Clear selection": "Xóa",
    "Clear all": "Xóa hết",
    "No results": "Không có kết quả",
    "Open": "Mở",
    "Close": "Đóng",
    "Dismiss": "Đóng hộp này",
    "Feedback rating": "Đánh giá câu trả lời",
    "Thumbs up": "Đúng",
    "Thumbs down": "Không đúng",
    "Show password": "Hiện mật khẩu",
    "Hide password": "Ẩn mật khẩu",
    "Drag and drop files here": "Thả tệp vào đây",
    "Add files": "Thêm tệp",
    "Copy to clipboard": "Chép",
    "Loading...": "Đang tải…",
}
FRAME_PATTERNS: Final = (  # JavaScript's regular expressions and what takes their place
    (r"^File must be (.+) or smaller\.$", "Tệp lớn quá, nhiều nhất $1. Tách tệp ra hoặc quét lại ở độ phân giải thấp."),
    (r"^(.+) files are not allowed\.$", "Không nhận tệp loại $1."),
    (r"^Choose date, (.+)$", "Chọn ngày, $1"),
    (r"^Help for (.+)$", "Giải thích: $1"),
    (r"^Remove (.+)$", "Bỏ $1"),
    (r"^Press Enter to .+$", "Nhấn Enter"),
)
