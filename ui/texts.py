"""Every Vietnamese string of the pages, by page. Placeholders are `str.format` fields."""

from __future__ import annotations

from typing import Final

APP_NAME: Final = "Thẩm Quyền"
APP_LINE: Final = "Trợ lý tra cứu thẩm quyền cho cán bộ xã, phường, đặc khu"
LOCAL_NOTE: Final = "Chạy ngay trên máy này, không gửi dữ liệu ra ngoài. Chế độ một người dùng, không cần đăng nhập."
DUTY_NOTE: Final = "Câu trả lời là gợi ý có dẫn căn cứ. Người ký chịu trách nhiệm đọc lại nguyên văn điều khoản."

# Pages
CHAT: Final = "Hỏi đáp"
SEARCH: Final = "Tìm kiếm"
DOCUMENTS: Final = "Văn bản"
ADMIN: Final = "Quản trị"

# As-of date
AS_OF: Final = "Tính đến ngày"
AS_OF_HELP: Final = "Căn cứ và câu trả lời theo pháp luật có hiệu lực tại ngày này. Để nguyên nếu hỏi cho hôm nay."
AS_OF_OTHER: Final = "Đang xem theo ngày {day}, không phải hôm nay"
BACK_TO_TODAY: Final = "Về hôm nay"
AS_OF_TODAY_MARK: Final = "Theo pháp luật ngày {day} (hôm nay)"
AS_OF_OTHER_MARK: Final = "Theo pháp luật ngày {day} – không phải hôm nay"

# Chat
ASK: Final = "Nhập câu hỏi về thẩm quyền…"
WELCOME_TITLE: Final = "Việc này nay do ai quyết định, theo điều khoản nào?"
WELCOME: Final = (
    "Hỏi bằng lời thường, có dấu hay không dấu đều được. Các điều khoản liên quan hiện ra ngay; "
    "câu trả lời viết sau, mỗi câu dẫn tới điều khoản làm căn cứ."
)
SUGGESTED: Final = "Câu hỏi gợi ý"
SUGGESTIONS: Final = (
    "Dân xin cấp sổ đỏ lần đầu thì ai ký?",
    "Trước đây huyện quyết định thu hồi đất, giờ ai?",
    "Ai cấp giấy phép xây dựng nhà ở riêng lẻ?",
    "UBND xã có bao nhiêu phó chủ tịch?",
    "Ai cấp giấy phép bán lẻ rượu?",
    "Chủ tịch UBND xã được ủy quyền cho ai?",
)
NEW_CONVERSATION: Final = "Cuộc hỏi đáp mới"
YOU: Final = "Câu hỏi"
UNDERSTOOD: Final = "Được hiểu là"
CANCEL: Final = "Dừng viết"
CANCEL_HELP: Final = "Dừng câu trả lời này và nhường lượt cho người sau. Các điều khoản đã tìm vẫn còn."
SEARCHING: Final = "Đang tìm điều khoản…"
WAITING: Final = "Đang chờ đến lượt: còn {ahead} câu hỏi phía trước. Trong lúc chờ, có thể đọc các điều khoản bên dưới."
WAITING_NEXT: Final = "Đang chờ đến lượt: câu hỏi này là tiếp theo."
WRITING: Final = "Đang viết câu trả lời và đối chiếu từng câu với điều khoản…"
CANCELLED: Final = "Đã dừng viết câu trả lời. Các điều khoản tìm được vẫn ở bên dưới."
DRAFT: Final = "đang viết, chưa đối chiếu"
AUTHORITY: Final = "Thẩm quyền"
ANSWER: Final = "Trả lời"
EVIDENCE_ONLY_TITLE: Final = "Chưa có câu trả lời đã kiểm chứng"
EVIDENCE_ONLY: Final = (
    "Không viết được câu nào khớp hoàn toàn với điều khoản, nên dưới đây chỉ là nguyên văn các điều khoản gần nhất. "
    "Mời đọc trực tiếp."
)
ABSTAINED_TITLE: Final = "Không có căn cứ trong kho văn bản"
ABSTAINED: Final = (
    "Kho văn bản hiện có không quy định việc này, nên trợ lý không trả lời. Nếu việc này do văn bản khác quy định, "
    "hãy đề nghị quản trị nạp văn bản đó vào trang Quản trị."
)
NEAREST: Final = "Điều khoản gần nhất (không đủ làm căn cứ)"
EVIDENCE: Final = "Điều khoản tìm được"
MORE_EVIDENCE: Final = "Xem thêm {count} điều khoản"
HISTORY: Final = "{count} điều khoản gần nghĩa nhưng không có hiệu lực ngày {day}"
FORMER: Final = "cũ"
NO_EVIDENCE: Final = "Không tìm thấy điều khoản nào."
WITHHELD_ONE: Final = "Đã giữ lại {count} câu không khớp điều khoản được dẫn"
WITHHELD_NOTE: Final = "Những câu dưới đây do mô hình viết ra nhưng không qua được đối chiếu. Không dùng làm căn cứ."
REASON: Final = "Lý do"
BASIS: Final = "Căn cứ"
NOTE: Final = "Lưu ý"
NO_MODEL_ASKED: Final = "Theo yêu cầu, chỉ hiện nguyên văn các điều khoản, không viết câu trả lời."
ORIGINAL_TEXT: Final = "Lời văn trước khi sửa đổi"
COPY: Final = "Chép câu trả lời kèm căn cứ"
COPIED: Final = "Đã chép"
COPY_FAILED: Final = "Trình duyệt không cho chép, hãy chọn và chép tay"
SHEET: Final = "Phiếu trả lời ({format})"
SHEET_FORMATS: Final = {"docx": "Word", "pdf": "PDF"}
SHEET_FILE: Final = "phieu-tra-loi"
SHEET_HELP: Final = "Bản nháp theo thể thức Nghị định 30/2020/NĐ-CP, có nguyên văn căn cứ; số, ngày, chữ ký để trống."
MORE_NOTICES: Final = "Xem thêm {count} lưu ý"
MADE_FROM: Final = "Được tạo từ"
MADE_GENERATION: Final = "Thế hệ chỉ mục"
MADE_MODEL: Final = "Mô hình ngôn ngữ"
MADE_HASH: Final = "SHA-256 của mô hình"
MADE_NOTICE: Final = "Lưu ý về mô hình"
MADE_PROMPT: Final = "Phiên bản lời nhắc"
MADE_CLAIMS: Final = "Số câu"
CLAIMS: Final = "{read} đọc thẳng từ cấu trúc điều khoản, {written} do mô hình viết và đã đối chiếu"
MADE_AS_OF: Final = "Tính đến ngày"
MADE_SECONDS: Final = "Thời gian (giây)"
MADE_DOCUMENTS: Final = "Văn bản làm căn cứ"
SECONDS: Final = "điều khoản {evidence} · chữ đầu {first} · xong {total}"
NO_MODEL: Final = "không dùng mô hình"
FAILURE_TITLE: Final = "Không hoàn thành được câu trả lời"
BROKEN: Final = "Chương trình gặp lỗi khi viết câu trả lời. Chi tiết nằm trong cửa sổ nơi chương trình chạy."
BROKEN_REMEDY: Final = "Hỏi lại; nếu còn lỗi, báo người quản trị."
REFRESHED: Final = "Kho văn bản vừa được cập nhật (thế hệ {generation})."
TOO_MANY: Final = "Cuộc hỏi đáp này đang có {count} câu chờ trả lời. Chờ một câu xong rồi hỏi tiếp."

# Passages
DIGEST_BADGE: Final = "BẢN TÓM TẮT – không phải văn bản chính thức"
SAMPLE_BADGE: Final = "VĂN BẢN MẪU – không có thật"
IN_FORCE: Final = "Đang có hiệu lực"
ENDED: Final = "Hết hiệu lực từ {day}"
NOT_YET: Final = "Chưa có hiệu lực, từ {day}"
ENDING: Final = "Sắp hết hiệu lực: áp dụng đến trước {day}"
UNKNOWN_VALIDITY: Final = "Chưa rõ thời gian hiệu lực"
VALID_FROM_TO: Final = "Hiệu lực từ {start} đến trước {end}"
VALID_FROM: Final = "Hiệu lực từ {start}, chưa ghi ngày hết"
VALID_TO: Final = "Hiệu lực đến trước {end}, chưa rõ ngày bắt đầu"
PAGE: Final = "trang {page}"
SCAN: Final = "nhận dạng từ bản quét, độ tin {percent} %"
AMENDED_TEXT: Final = "Lời văn theo văn bản sửa đổi {number}"
ENDED_BY: Final = "Bị chấm dứt bởi {place}"
AMENDED_BY: Final = "Được sửa đổi bởi {place}"
OPEN_PROVISION: Final = "Mở {place}"
SHOW_ALL: Final = "Hiện cả đoạn"
READ_IN_DOCUMENT: Final = "Mở trong toàn văn"
PROVISION: Final = "Điều khoản"
NOT_IN_CORPUS: Final = "Văn bản {number} không còn trong kho. Dưới đây là đoạn đã dùng làm căn cứ."

# Search
SEARCH_BOX: Final = "Tìm điều khoản trong kho văn bản"
SEARCH_PLACEHOLDER: Final = "ví dụ: giao đất, cho thuê đất đối với cá nhân"
SEARCH_COUNT: Final = "{count} điều khoản, sắp theo mức liên quan"
SEARCH_MANNER: Final = "Cách tìm"
BY_CONTENT: Final = "Theo nội dung"
BY_KEYWORD: Final = "Theo từ khóa"
BY_PHRASE: Final = "Đúng cụm từ"
ANY_DIACRITICS: Final = "Bỏ qua dấu"
ANY_DIACRITICS_HELP: Final = "Gõ không dấu thì luôn tìm cả chữ có dấu. Bật khi gõ có dấu mà muốn tìm cả dấu khác."
KEYWORD_COUNT: Final = "{count} điều khoản trong {documents} văn bản, sắp theo mức khớp"
KEYWORD_NONE: Final = "Không có điều khoản nào khớp với các bộ lọc đang đặt. Thử bỏ bớt bộ lọc hoặc bớt từ."
KEYWORD_NONE_AT_ALL: Final = "Không có điều khoản nào chứa các từ này. Thử bớt từ, gõ không dấu hay tìm theo nội dung."
FILTERS: Final = "Bộ lọc"
FILTERS_SET: Final = "Đang lọc ({count}):"
FILTERS_CLEAR: Final = "Bỏ lọc"
FIELD: Final = "Lĩnh vực"
YEAR: Final = "Năm ban hành"
ALL: Final = "Tất cả"
ONLY_IN_FORCE_SHORT: Final = "Chỉ còn hiệu lực"

# Crosswalk
CROSSWALK: Final = "Thẩm quyền"
CROSSWALK_INTRO: Final = (
    "Việc trước đây do ai làm, nay ai làm, đọc từ các văn bản phân định, phân quyền, phân cấp trong kho; "
    "mỗi dòng có căn cứ."
)
CROSSWALK_NONE: Final = (
    "Kho chưa có văn bản phân định, phân quyền, phân cấp nào đọc được thành bảng. "
    "Nạp các nghị định ấy ở trang Quản trị."
)
CROSSWALK_NO_MATCH: Final = "Không có nhiệm vụ nào khớp. Thử bỏ bớt bộ lọc."
CROSSWALK_COUNT: Final = "{count} nhiệm vụ"
CROSSWALK_HIDDEN: Final = "; {count} dòng khác khớp nhưng căn cứ không có hiệu lực ngày {day}"
CROSSWALK_WORDS: Final = "Từ trong nhiệm vụ, căn cứ, cơ quan"
CROSSWALK_WORDS_HINT: Final = "ví dụ: giấy phép xây dựng"
TIER_NOW: Final = "Cấp hiện nay"
TIER_BEFORE: Final = "Cấp trước đây"
AUTHORITY_NOW: Final = "Cơ quan hiện nay"
TRANSFER_KIND: Final = "Hình thức"
MATTER: Final = "Nhiệm vụ, thẩm quyền"
BEFORE: Final = "Trước đây"
NOW: Final = "Hiện nay"
BEFORE_UNKNOWN: Final = "văn bản không nêu"
SECTOR_LAW: Final = "Theo {reference}"
CONDITIONS: Final = "Điều kiện, ngoại lệ"
EXPORT_XLSX: Final = "Tải Excel"
EXPORT_CSV: Final = "Tải CSV"
EXPORT_NAME: Final = "tham-quyen-{day}"
CROSSWALK_TABLE: Final = "Bảng"
FLOW: Final = "Hình: từ đâu chuyển sang đâu"
FLOW_TITLE: Final = "Số nhiệm vụ theo cấp trước đây và cấp hiện nay"
FLOW_TEXT: Final = "{count} nhiệm vụ; số liệu từng hướng nằm trong bảng ngay dưới hình"
FLOW_NUMBERS: Final = "Số liệu của hình"
FLOW_COUNT: Final = "Số nhiệm vụ"
TIERS: Final = {
    "commune": "Cấp xã", "district": "Cấp huyện", "province": "Cấp tỉnh", "central": "Trung ương",
    "several": "Nhiều cấp", "unknown": "Không nêu cấp",
}  # fmt: skip

# Help
GUIDE: Final = "Trợ giúp"
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

# Documents
DOCUMENTS_INTRO: Final = "{count} trong {all} văn bản của kho, tình trạng tính đến ngày {day}."
DOCUMENTS_FILTER: Final = "Lọc theo số hiệu, tên, cơ quan ban hành"
COLUMN_NUMBER: Final = "Số hiệu"
COLUMN_KIND: Final = "Loại"
COLUMN_TITLE: Final = "Tên văn bản"
COLUMN_ISSUER: Final = "Cơ quan ban hành"
COLUMN_STATE: Final = "Tình trạng"
STANDINGS: Final = {"official": "chính thức", "digest": "tóm tắt", "sample": "mẫu"}
SORT: Final = "Sắp theo"
SORTS: Final = ("Số hiệu", "Mới ban hành", "Sắp hết hiệu lực")
NO_DOCUMENTS: Final = "Kho chưa có văn bản nào. Vào trang Quản trị để nạp."
NO_MATCH: Final = "Không có văn bản nào khớp."
UNKNOWN_DOCUMENT: Final = "Không có văn bản số {number} trong kho."
ALL_DOCUMENTS: Final = "Tất cả văn bản"
CONTENTS: Final = "Mục lục"
ISSUED_BY: Final = "{issuer} ban hành ngày {day}"
SIGNED_BY: Final = "Người ký: {signer}"
PUBLISHED_IN: Final = "Nơi đăng văn bản chính thức: {place}"
FROM_FILE: Final = "Tệp: {file}"
OVERRIDES: Final = "Trong thời gian có hiệu lực, văn bản này được áp dụng khi văn bản khác quy định khác."
WARNINGS: Final = "Lưu ý khi đọc tệp"
SPAN: Final = "{start} đến trước {end}"
SPAN_FROM: Final = "từ {start}"
STATE_ENDING: Final = "sắp hết hiệu lực"
STATE_IN_FORCE: Final = "còn hiệu lực"
STATE_ENDED: Final = "hết hiệu lực"
STATE_NOT_YET: Final = "chưa có hiệu lực"
STATE_UNKNOWN: Final = "chưa rõ"

# Provision: details, history, original
ABOUT_PROVISION: Final = "Hiệu lực, lịch sử, dẫn chiếu và bản gốc của {place}"
ABOUT_MARK: Final = "chi tiết"
NOTE_BY: Final = "theo"
NOTE_REPLACED: Final = "Lời văn này được thay từ {day}"
NOTE_AMENDED: Final = "Được sửa đổi bởi"
NOTE_MORE: Final = "Xem lịch sử"
HISTORY_TITLE: Final = "Lịch sử lời văn"
HISTORY_OWN: Final = "Lời văn ban đầu"
HISTORY_OF: Final = "Lời văn theo {number}"
HISTORY_NONE: Final = "Kho chưa có văn bản nào sửa đổi điều khoản này."
CITED_BY: Final = "Được dẫn chiếu tại ({count})"
CITED_NONE: Final = "Chưa thấy điều khoản nào trong kho dẫn chiếu tới đây."
CITED_MORE: Final = "Xem thêm {count} nơi"
ORIGINAL_SHOW: Final = "Xem trang bản gốc"
ORIGINAL_BESIDE: Final = "Bản gốc bên cạnh"
ORIGINAL_PAGE: Final = "Trang {page} của {pages}, tệp {file}"
ORIGINAL_ALT: Final = "Ảnh trang {page} của bản gốc {file}; lời văn của trang này nằm ở phần văn bản bên cạnh."
ORIGINAL_MARKED: Final = "Đoạn của {place} được tô vàng trên trang."
ORIGINAL_UNMARKED: Final = (
    "Không dò được đoạn này trên trang (bản quét, hoặc chữ trong tệp không đọc được); mời tự tìm."
)
ORIGINAL_NONE: Final = "Bản gốc không phải PDF nên không có ảnh trang."
ORIGINAL_MISSING: Final = "Kho không còn giữ tệp gốc của văn bản này."
ORIGINAL_DIGEST: Final = "Đây là bản tóm tắt của dự án; nạp văn bản chính thức vào trang Quản trị để xem bản gốc."
ORIGINAL_BROKEN: Final = "Không dựng được ảnh trang này."
ORIGINAL_BROKEN_REMEDY: Final = "Tải tệp gốc về và mở bằng chương trình khác."
ORIGINAL_DOWNLOAD: Final = "Tải tệp gốc"
PAGE_BEFORE: Final = "Trang trước"
PAGE_AFTER: Final = "Trang sau"
PAGE_CHOICE: Final = "Trang"
PAGE_COUNT: Final = "trong {count} trang"
BACK_TO_PLACE: Final = "Quay lại {place}"
PREPARING: Final = "Đang chuẩn bị dữ liệu tra cứu…"

# Timeline
TIMELINE_TITLE: Final = "Thời gian hiệu lực của {number}"
TIMELINE_TEXT: Final = "{span}; {count} mốc thời gian, kể bằng chữ ngay dưới hình"
TIMELINE_DAY: Final = "ngày xem {day}"
TIMELINE_MORE: Final = "Xem thêm {count} mốc"
EVENT_ISSUED: Final = "ban hành"
EVENT_STARTS: Final = "bắt đầu có hiệu lực"
EVENT_ENDS: Final = "hết hiệu lực"
EVENT_CHANGED: Final = "{number} {verbs} ({count} nội dung)"
CHANGE_AMENDS: Final = "sửa đổi, bổ sung"
CHANGE_REPEALS: Final = "bãi bỏ, chấm dứt"
CHANGE_REPLACES: Final = "thay thế"
CHANGE_STARTS: Final = "định ngày hiệu lực"
CHANGE_KEEPS: Final = "giữ lại, dẫn tiếp"

# Administration
ADMIN_INTRO: Final = "Nạp văn bản mới, xem kết quả từng tệp, gỡ văn bản, quay lại bản trước."
GENERATION: Final = "Thế hệ chỉ mục"
DOCUMENT_COUNT: Final = "Văn bản"
PROVISION_COUNT: Final = "Điều khoản"
CHUNK_COUNT: Final = "Đoạn tìm được"
ACTIONS: Final = {
    "add": "nạp", "remove": "gỡ", "rebuild": "lập lại chỉ mục", "sync": "khớp với thư mục",
    "correct": "sửa thông tin của", "undo-correct": "bỏ lần sửa thông tin của",
}  # fmt: skip
PUBLISHED_AT: Final = "Tạo lúc {when}: {action}"
ADD_TITLE: Final = "Nạp văn bản"
ADD_HELP: Final = "PDF, DOCX, DOC, RTF, ODT, HTML, TXT, MD, ZIP; mỗi tệp tối đa {size} MB."
ADD_LABEL: Final = "Kéo thả tệp vào đây hoặc bấm để chọn"
ADD_BUTTON: Final = "Nạp {count} tệp"
ADD_NOTE: Final = "Trong lúc nạp, việc hỏi đáp vẫn chạy trên bản đang dùng; xong thì tự chuyển sang bản mới."
WORKING: Final = "Đang làm: {stage}"
WORKING_COUNT: Final = "Đang làm: {stage} ({done}/{total})"
REPORT: Final = "Kết quả lượt vừa rồi ({seconds} giây)"
REPORT_ADDED: Final = "Đã nạp"
REPORT_UNCHANGED: Final = "Không đổi"
REPORT_FAILED: Final = "Không nạp được"
REPORT_FILE: Final = "Tệp"
REPORT_RESULT: Final = "Kết quả"
REPORT_DETAIL: Final = "Chi tiết"
REPORT_REMEDY: Final = "Cách xử lý"
REPORT_SIZE: Final = "{provisions} mục, {chunks} đoạn, {pages} trang"
REMOVE_TITLE: Final = "Gỡ văn bản"
REMOVE_PICK: Final = "Văn bản cần gỡ"
REMOVE_NONE: Final = "Chọn số hiệu"
REMOVE_BUTTON: Final = "Gỡ khỏi kho…"
REMOVE_ASK: Final = "Gỡ {number} khỏi kho? Câu trả lời sau đó không còn dựa vào văn bản này. Việc này hoàn tác được."
REMOVE_YES: Final = "Gỡ"
REMOVE_NO: Final = "Giữ lại"
REMOVED: Final = "Đã gỡ {number}."
UNDO_TITLE: Final = "Hoàn tác"
UNDO: Final = "Quay lại thế hệ trước…"
UNDO_ASK: Final = "Quay lại thế hệ chỉ mục {generation}? Thế hệ đang dùng vẫn còn trên đĩa."
UNDO_YES: Final = "Quay lại"
UNDONE: Final = "Đang dùng thế hệ {generation}."
NO_EARLIER: Final = "Chưa có thế hệ nào trước đó."
BUSY: Final = "Đang có một lượt nạp hoặc gỡ; chờ xong rồi làm tiếp."
DONE: Final = "Xong."
BROKEN_JOB: Final = "Chương trình gặp lỗi khi làm việc này; kho văn bản vẫn giữ bản đang dùng."
WHAT_TO_DO: Final = "Cách xử lý: {remedy}"
START_FAILED: Final = "Chưa mở được kho văn bản"
