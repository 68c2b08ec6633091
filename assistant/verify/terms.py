"""The words verification knows: synonyms, generic words and acts, terms that exclude one another. Data only.

Patterns are matched on folded text (lower case, see `corpus.authorities.words.fold`). The names of authorities
and what they do are in `corpus.authorities.terms`.
"""

from __future__ import annotations

# Written out for every comparison. The law knows no "sổ đỏ"; officials and citizens type little else.
ABBREVIATIONS = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "mttq": "mặt trận tổ quốc",
    "gcn": "giấy chứng nhận",
    "gcnqsdđ": "giấy chứng nhận quyền sử dụng đất",
    "qsdđ": "quyền sử dụng đất",
    "gpxd": "giấy phép xây dựng",
    "sổ đỏ": "giấy chứng nhận quyền sử dụng đất",
    "sổ hồng": "giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất",
    "tthc": "thủ tục hành chính",
    "tp": "thành phố",
    "nđ": "nghị định",
    "nq": "nghị quyết",
    "tt": "thông tư",
    "vpđkđđ": "văn phòng đăng ký đất đai",
    "tand": "tòa án nhân dân",
    "vksnd": "viện kiểm sát nhân dân",
    "knđđ": "khiếu nại đất đai",
    "bđs": "bất động sản",
    "csht": "cơ sở hạ tầng",
    "ctxh": "chính trị - xã hội",
    "ttg": "thủ tướng chính phủ",
}

# Divisions that only the district had (decree 37/2014/NĐ-CP, ended with it) or that were renamed in 2025.
DISTRICT_DIVISIONS = frozenset({
    "phòng tư pháp", "phòng tài nguyên và môi trường", "phòng nội vụ", "phòng tài chính - kế hoạch",
    "phòng lao động - thương binh và xã hội", "phòng giáo dục và đào tạo", "phòng quản lý đô thị",
})  # fmt: skip

# Too wide to tell two authorities apart.
WIDE_ACTS = frozenset((
    "thực hiện", "tổ chức", "quản lý", "xem xét", "quy định", "công khai", "hỗ trợ", "đăng ký", "thông báo", "kiểm tra",
    "hướng dẫn",
))  # fmt: skip

# Acts that a claim may name where the clause names only the power ("thẩm quyền cấp giấy" → "ký", "quyết định").
UNDERSTOOD_ACTS = frozenset({"quyết định", "ký", "giải quyết", "ban hành", "chủ trì", "cấp văn bản"})

# Syllables without content of their own for the support check.
_EMPTY = """
là và hoặc hay của các những một cho từ đến tại ở trong ngoài theo với về được bị do bởi để mà thì này đó ấy khi nếu sẽ
đã đang có không phải việc sự cái trên dưới vào ra lên như cũng đều nay hiện rằng vì nên bao gồm thuộc đối trường hợp
quy định điều khoản điểm luật nghị số ngày tháng năm căn cứ nêu bằng cùng nhằm vẫn còn chỉ mọi tất cả thực hiện thẩm
quyền hết cơ quan người cấp quyết nào ai gì thế sau trước giữa cụ thể nhất rồi ạ nhé thưa vậy
a b c d đ e g h i k l m n o p q r s t u v x y ii iii iv vi vii viii ix
"""
EMPTY_SYLLABLES = frozenset(_EMPTY.split())

# Terms of art of which a text means one and not the other: (terms that exclude one another in one place).
# Transfers: Law 72/2025/QH15 articles 11–14 (phân định, phân quyền, phân cấp, ủy quyền).
CONTRASTS: tuple[tuple[str, ...], ...] = (
    ("phân quyền", "phân cấp", "ủy quyền", "phân định"),
    ("bầu", "bổ nhiệm"),
    ("đình chỉ", "giải thể"),
    ("bổ nhiệm", "miễn nhiệm", "bãi nhiệm", "cách chức", "cho từ chức"),
    ("khiếu nại", "tố cáo", "khởi kiện"),
    ("cấp lại", "cấp đổi", "cấp mới", "gia hạn", "cấp lần đầu"),
    ("giao đất", "cho thuê đất", "thu hồi đất", "trưng dụng đất", "chuyển mục đích sử dụng đất"),
    ("đất ở", "đất nông nghiệp", "đất phi nông nghiệp", "đất trồng lúa"),
    ("rừng phòng hộ", "rừng đặc dụng", "rừng sản xuất"),
    ("cá nhân", "hộ gia đình", "cộng đồng dân cư", "tổ chức kinh tế", "tổ chức tôn giáo"),
    ("trong nước", "nước ngoài"),
    ("thành lập", "giải thể"),
    ("bắt buộc", "tự nguyện"),
    ("có thời hạn", "không thời hạn"),
    ("trực tiếp", "gián tiếp"),
    ("bán buôn", "bán lẻ"),
    ("cấp giấy phép", "thu hồi giấy phép"),
    ("công lập", "ngoài công lập"),
    ("hằng năm", "hằng quý", "hằng tháng"),
    ("bãi bỏ", "sửa đổi", "thay thế"),
    ("miễn", "giảm"),
)  # fmt: skip
