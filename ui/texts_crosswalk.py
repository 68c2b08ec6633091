"""Vietnamese strings of the page of powers and of its figure. Placeholders are `str.format` fields."""

from __future__ import annotations

from typing import Final

CROSSWALK_INTRO: Final = (
    "Việc trước đây do ai làm, nay ai làm, theo các văn bản trong kho; mỗi dòng có căn cứ. Việc của cấp xã đứng trước."
)
CROSSWALK_NONE: Final = (
    "Kho chưa có văn bản phân định, phân quyền, phân cấp nào đọc được thành bảng. "
    "Nạp các nghị định ấy ở trang Quản trị."
)
CROSSWALK_NO_MATCH: Final = "Không có nhiệm vụ nào khớp. Thử bớt từ hoặc bỏ bớt bộ lọc."
CROSSWALK_NONE_THAT_DAY: Final = (
    "Có {count} nhiệm vụ khớp nhưng căn cứ đều không có hiệu lực ngày {day}. "
    "Tắt «Chỉ còn hiệu lực» hoặc chọn ngày khác để xem."
)
CROSSWALK_COUNT: Final = "{count} nhiệm vụ"
CROSSWALK_HIDDEN: Final = "; {count} nhiệm vụ khác khớp nhưng căn cứ không có hiệu lực ngày {day}"
CROSSWALK_WORDS: Final = "Từ trong nhiệm vụ, căn cứ, cơ quan"
CROSSWALK_WORDS_HINT: Final = "ví dụ: giấy phép xây dựng"
TIER_NOW: Final = "Cấp hiện nay"
TIER_BEFORE: Final = "Cấp trước đây"
AUTHORITY_NOW: Final = "Cơ quan hiện nay"
TRANSFER_KIND: Final = "Hình thức"
MORE_FILTERS: Final = "Lọc thêm"
MORE_FILTERS_SET: Final = "Lọc thêm ({count})"
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
