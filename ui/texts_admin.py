"""Vietnamese strings of the administration page's sections. Placeholders are `str.format` fields."""

from __future__ import annotations

from typing import Final

SECTIONS: Final = {
    "kho": "Kho văn bản",
    "xem-lai": "Cần xem lại",
    "hieu-luc": "Hiệu lực và dẫn chiếu",
    "quan-he": "Quan hệ văn bản",
    "nguoi-dung": "Người dùng",
    "may": "Máy và dung lượng",
    "nhat-ky": "Nhật ký",
}
SECTION: Final = "Mục quản trị"
NOW: Final = "đang dùng"

# Overview
OVERVIEW_TITLE: Final = "Việc cần xem"
LACK_EXPIRING: Final = "văn bản hết hiệu lực trong {days} ngày tới"
LACK_INCOMPLETE: Final = "văn bản thiếu thông tin"
LACK_UNANSWERED: Final = "câu hỏi chưa trả lời được"
LACK_BAD: Final = "câu trả lời bị đánh giá không đúng"

# Review
UNANSWERED_TITLE: Final = "Câu hỏi chưa trả lời được ({count})"
UNANSWERED_NOTE: Final = (
    "Không ghi ai hỏi. «Không có căn cứ» thường là thiếu văn bản trong kho; "
    "«chỉ nêu điều khoản» là không câu nào qua được đối chiếu."
)
UNANSWERED_NONE: Final = "Không có câu hỏi nào chờ xem."
BAD_TITLE: Final = "Câu trả lời bị đánh giá không đúng ({count})"
BAD_COUNTS: Final = "Tất cả đánh giá: {good} đúng, {bad} không đúng."
BAD_NONE: Final = "Không có đánh giá nào chờ xem."
OUTCOMES: Final = {"abstained": "không có căn cứ", "evidence": "chỉ nêu điều khoản", "failed": "lỗi khi viết"}
ASKED_FOR: Final = "theo ngày {day}"
SOMEBODY: Final = "người dùng tại máy"
SAID: Final = "Đã trả lời: {text}"
ALSO_SAID: Final = "Góp ý thêm: {note}"
SETTLE: Final = "Đã xử lý"
SETTLED: Final = "Đã đưa một mục ra khỏi danh sách."
SETTLE_UNDO: Final = "Đưa trở lại"
MORE_ENTRIES: Final = "Hiện {shown} mục mới nhất trong {count}."

# Validity and references
EXPIRING_TITLE: Final = "Văn bản sắp hết hiệu lực trong {days} ngày ({count})"
EXPIRING_NONE: Final = "Không có văn bản nào hết hiệu lực trong khoảng này."
EXPIRED_TITLE: Final = "Văn bản đã hết hiệu lực còn trong kho ({count})"
UNKNOWN_TITLE: Final = "Văn bản thiếu thông tin ({count})"
UNKNOWN_NONE: Final = "Văn bản nào cũng có đủ tên, cơ quan, ngày ban hành và ngày hiệu lực."
UNRESOLVED_TITLE: Final = "Dẫn chiếu chưa nối được ({count})"
UNRESOLVED_NOTE: Final = (
    "«Chưa có trong kho»: nạp thêm văn bản ấy thì câu trả lời đầy đủ hơn. "
    "«Có văn bản, không thấy điều khoản»: bản trong kho là bản tóm tắt hoặc thiếu điều khoản ấy; nạp bản chính thức."
)
READING: Final = "Đang đọc dẫn chiếu của các văn bản…"
UNRESOLVED_NONE: Final = "Mọi dẫn chiếu sang văn bản khác đều nối được."
COLUMN_NUMBER: Final = "Số hiệu"
COLUMN_TITLE: Final = "Tên văn bản"
COLUMN_LAST: Final = "Áp dụng đến trước"
COLUMN_DAYS: Final = "Còn (ngày)"
COLUMN_MISSING: Final = "Thiếu"
COLUMN_REFERENCES: Final = "Số lần dẫn chiếu"
COLUMN_WHY: Final = "Vì sao"
NOT_THERE: Final = "chưa có trong kho"
NO_PLACE: Final = "có văn bản, không thấy điều khoản"
FIELDS: Final = {
    "title": "tên văn bản",
    "issuer": "cơ quan ban hành",
    "signer": "người ký",
    "kind": "loại",
    "issued": "ngày ban hành",
    "effective_from": "có hiệu lực từ ngày",
    "effective_to": "hết hiệu lực từ ngày",
}

# Relations
RELATIONS_TITLE: Final = "Quan hệ giữa các văn bản"
RELATIONS_NONE: Final = "Kho chưa có văn bản nào sửa đổi, thay thế, bãi bỏ hay hướng dẫn văn bản khác."
RELATIONS_NOTE: Final = (
    "«Chưa nối được»: kho chưa có văn bản bị tác động, hoặc có văn bản mà không thấy điều khoản được nêu. "
    "Văn bản không có trong kho thì quan hệ ấy chưa làm thay đổi câu trả lời nào."
)
RELATIONS_COUNT: Final = "{count} trong {all} quan hệ"
RELATION_KINDS: Final = {
    "amends": "sửa đổi, bổ sung",
    "replaces": "thay thế",
    "repeals": "bãi bỏ",
    "keeps": "giữ tiếp tục áp dụng",
    "limits": "cắt giảm, thực hiện khác",
    "guides": "quy định chi tiết, hướng dẫn",
    "based_on": "căn cứ vào",
}
RELATION_KIND: Final = "Quan hệ"
RELATION_PAIRS: Final = "Cặp văn bản"
RELATION_EFFECTS: Final = "Nội dung"
RELATION_MISSING: Final = "Chưa nối được"
RELATION_MISSING_ONLY: Final = "Chỉ quan hệ chưa nối được"
RELATION_DOCUMENT: Final = "Văn bản, ở bên nào cũng được"
RELATION_TIMES: Final = "({count} nội dung)"
RELATION_FOUND: Final = "đã nối"
NO_PLACES: Final = "không thấy {count} điều khoản"
ANY: Final = "Tất cả"
COLUMN_ACTING: Final = "Điều khoản"
COLUMN_OTHER: Final = "Với văn bản"
COLUMN_FROM: Final = "Từ ngày"
COLUMN_FOUND: Final = "Trong kho"

# Correction
CORRECT_TITLE: Final = "Sửa thông tin văn bản"
CORRECT_NOTE: Final = (
    "Dùng khi máy đọc sai tên, cơ quan hay ngày. Hiệu lực được tính lại và một thế hệ chỉ mục mới được tạo. "
    "Lời văn trong tệp không đổi; lần sửa giữ lại khi nạp lại tệp và hoàn tác được."
)
CORRECT_DOCUMENT: Final = "Văn bản"
CORRECT_FIELD: Final = "Thông tin cần sửa"
CORRECT_VALUE: Final = "Giá trị đúng"
CORRECT_VALUE_HELP: Final = "Ngày viết 01/7/2025 hoặc 2025-07-01. Để trống: chưa rõ (với ngày hết hiệu lực: không có)."
CORRECT_REASON: Final = "Căn cứ của việc sửa"
CORRECT_REASON_HELP: Final = "ví dụ: khoản 2 Điều 53; Công báo số 1025"
CORRECT_NOW: Final = "Hiện nay: {value}"
CORRECT_BUTTON: Final = "Sửa và tạo thế hệ mới"
CORRECTIONS_TITLE: Final = "Những lần sửa đang có ({count})"
CORRECTED: Final = "Đã cập nhật thông tin của {number}."
CORRECTION: Final = "{number}: {field} là «{value}», trong tệp là «{before}». {reason}. {by}, {when}"
UNDO_CORRECTION: Final = "Bỏ lần sửa này"
EMPTY: Final = "chưa rõ"

# Users
USERS_SINGLE: Final = (
    "Đang ở chế độ một người dùng: ai ngồi tại máy này đều có mọi quyền, không cần đăng nhập. "
    "Tạo tài khoản quản trị đầu tiên thì từ đó mọi người phải đăng nhập; các cuộc hỏi đáp đã có thuộc về tài khoản ấy."
)
USERS_TITLE: Final = "Các tài khoản"
USERS_OFF: Final = "Thiết lập accounts = off: người ngồi tại máy này không phải đăng nhập và có mọi quyền."
COLUMN_NAME: Final = "Tên đăng nhập"
COLUMN_ROLE: Final = "Vai trò"
COLUMN_STATE: Final = "Trạng thái"
COLUMN_SESSIONS: Final = "Phiên đang mở"
STATE_ACTIVE: Final = "hoạt động"
STATE_DISABLED: Final = "đã khóa"
STATE_FIRST: Final = "chưa đặt mật khẩu riêng"
STATE_PROVIDER: Final = "vào bằng tài khoản cơ quan"
NEW_USER: Final = "Thêm tài khoản"
NEW_USER_NAME: Final = "Tên đăng nhập"
NEW_USER_ROLE: Final = "Vai trò"
NEW_USER_PROVIDER: Final = "Chỉ vào bằng tài khoản cơ quan (tên là địa chỉ thư)"
NEW_USER_BUTTON: Final = "Tạo"
FIRST_PASSWORD: Final = "Mật khẩu lần đầu của {name}, chỉ hiện một lần. Giao tận tay; người dùng phải đổi khi vào."
PROVIDER_MADE: Final = "Đã tạo {name}; người này vào bằng tài khoản cơ quan."
CHANGE_USER: Final = "Thay đổi một tài khoản"
PICK_USER_NONE: Final = "Chọn tên"
PICK_USER: Final = "Chọn tài khoản"
MAKE_ADMINISTRATOR: Final = "Cho làm quản trị viên"
MAKE_OFFICIAL: Final = "Chuyển thành cán bộ"
DISABLE: Final = "Khóa tài khoản…"
ENABLE: Final = "Mở khóa"
RESET: Final = "Đặt lại mật khẩu…"
DISABLE_ASK: Final = "Khóa {name}? Các phiên của người này kết thúc ngay. Mở khóa lại được."
RESET_ASK: Final = "Đặt mật khẩu mới cho {name}? Mật khẩu cũ hết dùng, các phiên kết thúc ngay."
YES: Final = "Đồng ý"
NO: Final = "Không"
USER_CHANGED: Final = "Đã cập nhật {name}."
HIDE_PASSWORD: Final = "Đã giao, ẩn đi"

# Machine
DISK_TITLE: Final = "Đĩa"
DISK_FREE: Final = "Còn trống {free} trong tổng số {total}"
DISK_LOW: Final = "Đĩa sắp đầy: một lượt nạp cần ít nhất chỗ bằng hai lần chỉ mục đang dùng."
DISK_LOW_REMEDY: Final = "Dọn bớt tệp khác trên đĩa, hoặc giảm số thế hệ được giữ (keep_generations) rồi nạp lại."
PARTS: Final = {
    "generations": "Các thế hệ chỉ mục",
    "originals": "Tệp gốc",
    "cache": "Bộ nhớ đệm",
    "workplace": "Hội thoại, tài khoản, nhật ký",
    "models": "Mô hình",
}
COLUMN_PART: Final = "Phần"
COLUMN_SIZE: Final = "Dung lượng"
COLUMN_PLACE: Final = "Nơi lưu"
GENERATIONS_TITLE: Final = "Thế hệ chỉ mục"
COLUMN_GENERATION: Final = "Thế hệ"
COLUMN_CREATED: Final = "Tạo lúc"
COLUMN_ACTION: Final = "Việc"
COLUMN_DOCUMENTS: Final = "Văn bản"
COLUMN_CHUNKS: Final = "Đoạn"
MODELS_TITLE: Final = "Mô hình"
COLUMN_MODEL: Final = "Mô hình"
COLUMN_CHECK: Final = "Kiểm tra"
COLUMN_HASH: Final = "SHA-256"
MODEL_GOOD: Final = "đúng tệp đã đăng ký"
MODEL_SERVER: Final = "Câu trả lời do máy chủ {address} viết."
BACKUP_NOTE: Final = "Sao lưu `{home}`, trước hết là `workplace.sqlite` và `originals`: phần còn lại lập lại được."

# Log
LOG_TITLE: Final = "Nhật ký"
LOG_NOTE: Final = "Chỉ ghi thêm, không sửa, không xóa. Dưới đây là {count} dòng mới nhất; tệp CSV có toàn bộ."
LOG_NONE: Final = "Chưa có việc nào được ghi. Đăng nhập, nạp, gỡ, sửa văn bản và thay đổi tài khoản sẽ hiện ở đây."
LOG_WHOLE: Final = "Nhật ký còn nguyên vẹn, không dòng nào bị sửa hay xóa."
LOG_BROKEN: Final = "Nhật ký không còn nguyên vẹn từ dòng {number}: đã bị sửa từ bên ngoài chương trình."
LOG_CSV: Final = "Tải nhật ký (CSV)"
LOG_CHECK: Final = "Kiểm tra tính toàn vẹn"
COLUMN_AT: Final = "Lúc"
COLUMN_WHO: Final = "Ai"
COLUMN_ACT: Final = "Việc"
COLUMN_WHAT: Final = "Với"
COLUMN_OUTCOME: Final = "Kết quả"
ACTS: Final = {
    "login": "đăng nhập", "logout": "đăng xuất", "password": "mật khẩu", "account": "tài khoản", "role": "vai trò",
    "ingest": "nạp", "remove": "gỡ", "rollback": "quay lại", "correct": "sửa thông tin", "undo-correct": "bỏ lần sửa",
    "review": "xem lại", "settle": "đã xử lý", "accounts": "xem tài khoản", "log": "xem nhật ký", "export": "xuất",
    "health": "xem máy", "sync": "khớp với thư mục", "rebuild": "lập lại chỉ mục",
}  # fmt: skip
LOGGED_CREATE: Final = "tạo {name}: {role}"
LOGGED_ROLE: Final = "{name} thành {role}"
LOGGED_DISABLE: Final = "khóa {name}"
LOGGED_ENABLE: Final = "mở khóa {name}"
LOGGED_RESET: Final = "đặt lại mật khẩu của {name}"
LOGGED_UNLOCK: Final = "bỏ thời gian chờ của {name}"
LOGGED_PUBLISHED: Final = "thế hệ {generation}: nạp {added}, không đổi {unchanged}, không nạp được {failed}"
RESULTS: Final = {"done": "xong", "failed": "không được", "denied": "bị từ chối", "busy": "đang bận"}
