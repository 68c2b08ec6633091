"""Vietnamese strings of login, accounts and conversations. Placeholders are `str.format` fields."""

from __future__ import annotations

from typing import Final

# Login
LOGIN: Final = "Đăng nhập"
LOGIN_INTRO: Final = "Máy này dùng chung. Đăng nhập để thấy các cuộc hỏi đáp của mình."
NAME: Final = "Tên đăng nhập"
PASSWORD: Final = "Mật khẩu"
LOGIN_PROVIDER: Final = "Đăng nhập bằng tài khoản cơ quan"
PROVIDER_UNKNOWN: Final = (
    "Tài khoản cơ quan {name} chưa được cấp quyền ở đây. Đề nghị quản trị viên tạo tài khoản cùng tên."
)
PROVIDER_ENDED: Final = "Phiên của {name} đã kết thúc. Đăng nhập lại bằng tài khoản cơ quan để tiếp tục."
PROVIDER_MISSING: Final = (
    "Chưa cấu hình đăng nhập của cơ quan. Người quản trị khai báo trong «.streamlit/secrets.toml» (docs/usage.md)."
)
FORGOTTEN: Final = "Quên mật khẩu: đề nghị quản trị viên đặt lại."
LOGOUT: Final = "Đăng xuất"
SESSION_NOTE: Final = "Phiên tự kết thúc sau {idle} phút không dùng, chậm nhất sau {hours} giờ."
ROLES: Final = {"official": "cán bộ", "administrator": "quản trị viên"}
WHO: Final = "{name} · {role}"
SHARED_NOTE: Final = (
    "Chạy trên máy của cơ quan, không gửi dữ liệu ra ngoài. Chỉ mình thấy các cuộc hỏi đáp của mình; "
    "câu hỏi không trả lời được hiện cho quản trị viên, không kèm tên."
)
DENIED_TITLE: Final = "Trang này dành cho quản trị viên"
DENIED: Final = "Tài khoản {name} có vai trò cán bộ. Cần nạp văn bản hay sửa thông tin, hãy đề nghị quản trị viên."
TO_CHAT: Final = "Về trang hỏi đáp"

# First start
SETUP_TITLE: Final = "Tạo tài khoản quản trị đầu tiên"
SETUP_INTRO: Final = (
    "Chưa có tài khoản nào và không có mật khẩu mặc định. "
    "Mã dùng một lần vừa in trong cửa sổ dòng lệnh nơi chương trình chạy."
)
SETUP_CODE: Final = "Mã dùng một lần"
SETUP_BUTTON: Final = "Tạo tài khoản"
SETUP_ELSEWHERE: Final = "Chương trình chưa có tài khoản nào"
SETUP_ELSEWHERE_NOTE: Final = (
    "Tài khoản quản trị đầu tiên chỉ tạo được ngay trên máy chủ: mở trang này tại máy đó bằng địa chỉ "
    "http://localhost, hoặc chạy `python -m ui.accounts create TÊN --role administrator`."
)
SETUP_PRINTED: Final = "Mã tạo tài khoản quản trị đầu tiên (dùng một lần): {code}"
SETUP_WRONG: Final = "Mã không đúng. Xem lại mã mới nhất trong cửa sổ dòng lệnh."

# Password
CHANGE_TITLE: Final = "Đổi mật khẩu"
CHANGE_FIRST: Final = "Mật khẩu này do quản trị viên đặt. Hãy đặt mật khẩu của riêng mình trước khi dùng."
OLD_PASSWORD: Final = "Mật khẩu hiện nay"
NEW_PASSWORD: Final = "Mật khẩu mới"
REPEAT: Final = "Nhập lại mật khẩu mới"
DIFFERENT: Final = "Hai lần nhập mật khẩu mới không giống nhau."
CHANGED: Final = "Đã đổi mật khẩu. Các phiên khác của tài khoản này đã kết thúc."
PASSWORD_HELP: Final = "Ít nhất 10 ký tự. Vài từ ghép lại thì dễ nhớ và khó đoán."

# Conversations
CONVERSATIONS: Final = "Các cuộc hỏi đáp"
FIND_CONVERSATION: Final = "Tìm trong các cuộc hỏi đáp"
FIND_HINT: Final = "Tìm, có dấu hay không dấu"
NONE_FOUND: Final = "Không có cuộc hỏi đáp nào khớp."
NONE_YET: Final = "Chưa có cuộc nào. Hỏi xong sẽ được lưu ở đây."
UNTITLED: Final = "Cuộc hỏi đáp"
MORE_CONVERSATIONS: Final = "Xem thêm"
CONVERSATION_ACTS: Final = "Lưu, đổi tên, xóa"
RENAME_LABEL: Final = "Tên cuộc hỏi đáp"
SAVE: Final = "Lưu"
DELETE: Final = "Xóa cuộc hỏi đáp này"
DELETED: Final = "Đã xóa «{title}»."
UNDO_DELETE: Final = "Hoàn tác"
DELETED_LIST: Final = "Đã xóa ({count})"
DELETED_KEPT: Final = "Khôi phục được trong {days} ngày kể từ khi xóa."
RESTORE: Final = "Khôi phục «{title}»"
EXPORT_WORD: Final = "Tải về (Word)"
EXPORT_MARKDOWN: Final = "Tải về (Markdown)"
EXPORT_JSON: Final = "Tải về (JSON)"
NOT_ANSWERED_YET: Final = "Câu trả lời chưa viết xong khi tệp này được lập."
STOPPED: Final = "Người hỏi đã dừng việc viết câu trả lời."
EXPORTED_AT: Final = "Xuất lúc {when}"
INTERRUPTED: Final = "Chương trình đã dừng khi câu trả lời này đang được viết."
INTERRUPTED_REMEDY: Final = "Bấm «Hỏi lại» bên dưới."
RATE_PICK: Final = "Chọn lý do"
UNREADABLE: Final = "Câu trả lời này do một phiên bản khác của chương trình lưu nên không hiện lại được."

# Under an answer
AGAIN: Final = "Hỏi lại"
AGAIN_HELP: Final = "Hỏi lại câu này theo kho văn bản hiện nay"
WITHOUT_MODEL: Final = "Chỉ điều khoản, không dùng mô hình"
WITHOUT_MODEL_HELP: Final = "Hỏi lại mà không để mô hình viết: chỉ nêu thẩm quyền đọc thẳng từ điều khoản và nguyên văn"
RATE_NOTE: Final = "Câu hỏi, câu trả lời và đánh giá sẽ hiện cho quản trị viên."
RATE_WHY: Final = "Chỗ nào chưa đúng?"
REASONS: Final = {
    "authority": "Sai cơ quan có thẩm quyền",
    "provision": "Sai điều khoản",
    "missing": "Thiếu căn cứ",
    "outdated": "Căn cứ đã hết hiệu lực",
    "unclear": "Khó hiểu",
    "other": "Lý do khác",
}
RATE_MORE: Final = "Góp ý thêm (không bắt buộc)"
RATE_SEND: Final = "Gửi đánh giá"
RATED: Final = "Đã ghi đánh giá, cảm ơn."
