"""Vietnamese strings of the help page."""

from __future__ import annotations

from typing import Final

GUIDE_PARTS: Final = (
    (
        "Hỏi đáp",
        (
            ("Hỏi bằng lời thường", "Ai cấp giấy phép xây dựng nhà ở riêng lẻ? – có dấu hay không dấu đều được."),
            ("Hỏi cho một ngày khác", "Chọn «Tính đến ngày», hoặc viết trong câu: “tháng 9 năm 2025 ai cấp sổ đỏ?”"),
            ("Đọc căn cứ", "Bấm số [1] trong câu trả lời để mở đúng điểm, khoản; người ký đọc lại nguyên văn."),
            ("Không có căn cứ", "Trợ lý nói là không có, không đoán. Khi đó nạp thêm văn bản ở trang Quản trị."),
        ),
    ),
    (
        "Tìm kiếm",
        (
            ("Theo nội dung", "Gõ việc cần tìm: xác nhận hồ sơ đất đai – tìm cả điều khoản dùng chữ khác."),
            ("Theo từ khóa", "Gõ các từ phải có: giấy phép rượu. Mọi từ nằm trong điều khoản hoặc câu dẫn của nó."),
            ("Đúng cụm từ", 'Gõ nguyên cụm, hoặc đặt trong ngoặc kép: "thu hồi đất" hộ gia đình.'),
            ("Theo số hiệu", "151/2025/NĐ-CP – tìm mọi nơi nhắc tới văn bản ấy."),
            ("Không dấu", "thu hoi dat tìm được thu hồi đất; gõ có dấu thì dấu phải khớp, trừ khi bật «Bỏ qua dấu»."),
            ("Bộ lọc", "Loại, cơ quan, lĩnh vực, năm, còn hiệu lực; địa chỉ trang giữ cả bộ lọc nên gửi lại được."),
        ),
    ),
    (
        "Văn bản",
        (
            ("Mục lục", "Bấm một điều để tới nơi; địa chỉ trang đổi theo, chép lại là dẫn đúng điều khoản."),
            ("Dẫn chiếu", "Chỗ gạch chân chấm trong văn bản là dẫn chiếu: bấm để mở điều khoản được nhắc tới."),
            ("Chi tiết", "«chi tiết» bên phải mỗi điều: các lời văn theo ngày, nơi dẫn tới điều ấy, trang bản gốc."),
            ("Bản gốc bên cạnh", "Văn bản nạp từ PDF xem được ảnh trang gốc cạnh lời văn, đoạn đang xem tô vàng."),
        ),
    ),
    (
        "Thẩm quyền",
        (
            ("Tìm một việc", "Gõ vài từ của việc, chọn cấp hoặc cơ quan; bảng và hình đổi theo."),
            ("Dùng tiếp", "«Tải Excel» lấy đúng những dòng đang lọc, kèm căn cứ và thời gian hiệu lực."),
        ),
    ),
    (
        "Bàn phím",
        (
            ("Tab, Shift + Tab", "Tới và lui qua các ô, nút, liên kết."),
            ("Enter", "Gửi câu hỏi, mở liên kết đang chọn. Ctrl + Enter mở trong thẻ mới."),
            ("Esc", "Đóng điều khoản đang mở."),
        ),
    ),
)
