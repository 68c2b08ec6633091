"""Vietnamese strings of the help page."""

from __future__ import annotations

from typing import Final

TOUR_TITLE: Final = "Giới thiệu nhanh"
TOUR_STEP: Final = "Giới thiệu nhanh, bước {step} trong {steps}"
TOUR_NEXT: Final = "Tiếp"
TOUR_BACK: Final = "Trước"
TOUR_SKIP: Final = "Bỏ qua"
TOUR_DONE: Final = "Xong, bắt đầu hỏi"
TOUR_AGAIN: Final = "Xem lại phần giới thiệu nhanh"
TOUR: Final = (  # (title, words), whether the step is for administrators only
    (
        (
            "Gõ câu hỏi ở ô dưới cùng",
            "Viết như hỏi đồng nghiệp, có dấu hay không dấu đều được, rồi nhấn Enter. Đang xem giới thiệu vẫn gõ được.",
        ),
        False,
    ),
    (
        (
            "Hỏi cho ngày nào thì chọn ngày ấy",
            "Câu trả lời theo pháp luật có hiệu lực ngày này. Để nguyên là hôm nay; hồ sơ cũ thì chọn ngày của hồ sơ.",
        ),
        False,
    ),
    (
        (
            "Bấm thử một câu gợi ý",
            "Điều khoản hiện ra ngay, câu trả lời viết sau. Bấm số [1] trong câu để đọc nguyên văn đoạn làm căn cứ; "
            "đọc xong thì lấy «Phiếu trả lời (Word)» để trình ký.",
        ),
        False,
    ),
    (
        (
            "Các trang khác",
            "Thẩm quyền: việc nào nay thuộc cấp nào, tải được Excel. Tìm kiếm: tìm theo nội dung hay đúng từ. "
            "Văn bản: đọc toàn văn. Trợ giúp: ví dụ và phím tắt.",
        ),
        False,
    ),
    (
        (
            "Dành cho quản trị viên",
            "Trang Quản trị: nạp văn bản, xem câu chưa trả lời được, văn bản sắp hết hiệu lực, người dùng, nhật ký.",
        ),
        True,
    ),
)
TRY: Final = "Bấm thử"
SEARCH_HELP: Final = "Cách tìm"
GUIDE_EXAMPLES: Final = {  # page's title → what to try: words and the query of the page's address
    "Tìm kiếm": (
        ("xác nhận hồ sơ đất đai", "tim-kiem", {"tu": "xác nhận hồ sơ đất đai"}),
        ("thu hoi dat, theo từ khóa", "tim-kiem", {"tu": "thu hoi dat", "kieu": "Theo từ khóa"}),
        ("“Chủ tịch Ủy ban nhân dân cấp xã”, đúng cụm từ", "tim-kiem",
         {"tu": "Chủ tịch Ủy ban nhân dân cấp xã", "kieu": "Đúng cụm từ"}),
    ),
    "Văn bản": (
        ("văn bản sắp hết hiệu lực", "van-ban", {"sap": "Sắp hết hiệu lực"}),
        ("luật, chỉ còn hiệu lực", "van-ban", {"loai": "Luật", "hl": "true"}),
    ),
    "Thẩm quyền": (
        ("việc nay của cấp xã", "tham-quyen", {"nay": "Cấp xã"}),
        ("việc trước đây của cấp huyện", "tham-quyen", {"truoc": "Cấp huyện"}),
    ),
}  # fmt: skip
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
