"""The words by which the law names authorities, levels and acts. Data only.

Patterns are matched on folded text (lower case, see `words.fold`); blanks in them stand for any white space.

Sources: Law 72/2025/QH15 on the organisation of local government (two levels, commune = xã, phường, đặc khu;
People's Council, its Standing Board and Committees, People's Committee and its Chairman; articles 1, 2, 29–39);
Law 63/2025/QH15 on the organisation of the Government and resolution 176/2025/QH15 (fourteen ministries, three
agencies of ministerial rank); decree 150/2025/NĐ-CP (departments of the province, divisions of the commune);
Land Law 31/2024/QH15 (land registration office, land fund development organisation, land management agency).
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

DISTRICT_ENDED = date(2025, 7, 1)  # Law 72/2025/QH15 article 51 clause 3, resolution 203/2025/QH15 article 2

# Units by level (Law 72/2025/QH15 article 1; the district level ended on 1 July 2025, article 51 clause 3
# and resolution 203/2025/QH15 article 2; thị trấn is the old commune unit). Longest first.
UNITS: tuple[tuple[str, str], ...] = (
    ("thành phố thuộc thành phố trực thuộc trung ương", "huyện"),
    ("thành phố thuộc thành phố", "huyện"),
    ("thành phố thuộc tỉnh", "huyện"),
    ("thành phố trực thuộc trung ương", "tỉnh"),
    ("thành phố", "tỉnh"),
    ("tp", "tỉnh"),
    ("tỉnh", "tỉnh"),
    ("trung ương", "trung ương"),
    ("huyện", "huyện"),
    ("quận", "huyện"),
    ("thị xã", "huyện"),
    ("thị trấn", "xã"),
    ("đặc khu", "xã"),
    ("phường", "xã"),
    ("xã", "xã"),
)
RELATIVE_LEVELS = ("các cấp", "cùng cấp", "cấp mình", "cấp trên trực tiếp", "cấp trên", "cấp dưới", "hai cấp", "02 cấp")
LEVEL_NAMES = {"xã": "cấp xã", "tỉnh": "cấp tỉnh", "huyện": "cấp huyện", "các cấp": "các cấp", "cùng cấp": "cùng cấp"}

# Ministries since 1 March 2025 (resolution 176/2025/QH15), then those merged into them, which older laws name.
FIELDS = (
    "nông nghiệp và môi trường",
    "nông nghiệp và phát triển nông thôn",
    "tài nguyên và môi trường",
    "văn hóa, thể thao và du lịch",
    "văn hóa và thể thao",
    "văn hóa, khoa học và thông tin",
    "văn hóa - xã hội",
    "khoa học và công nghệ",
    "giáo dục và đào tạo",
    "dân tộc và tôn giáo",
    "kế hoạch và đầu tư",
    "giao thông vận tải",
    "thông tin và truyền thông",
    "lao động - thương binh và xã hội",
    "lao động, thương binh và xã hội",
    "quy hoạch - kiến trúc",
    "an toàn thực phẩm",
    "kinh tế, hạ tầng và đô thị",
    "kinh tế và hạ tầng",
    "tài chính - kế hoạch",
    "quản lý đô thị",
    "tài chính",
    "công thương",
    "xây dựng",
    "nội vụ",
    "tư pháp",
    "ngoại giao",
    "ngoại vụ",
    "quốc phòng",
    "công an",
    "y tế",
    "du lịch",
    "kinh tế",
    "dân tộc",
    "giáo dục",
)


class Name(NamedTuple):
    """`pattern` of a name; `levelled` if a level may follow; `home`: the level where it has only one."""

    body: str
    pattern: str
    levelled: bool = False
    home: str = ""


_UBND = r"(?:ủy ban nhân dân|ubnd|u\.b\.n\.d)"
_HDND = r"(?:hội đồng nhân dân|hđnd)"
_HEAD = r"(?:người đứng đầu|thủ trưởng|lãnh đạo)"
# "Chủ tịch xã", "chủ tịch phường": everyday speech for the Chairman of the People's Committee.
_UNIT_AHEAD = r"(?= (?:cấp )?(?:xã(?! hội)|phường|đặc khu|thị trấn|tỉnh|thành phố|huyện|quận|thị xã))"

# Order matters where two names start at the same place: the longer stands first.
NAMES: tuple[Name, ...] = (
    Name("đại biểu quốc hội", r"đại biểu quốc hội", home="trung ương"),
    Name("hội đồng bầu cử quốc gia", r"hội đồng bầu cử quốc gia", home="trung ương"),
    Name("ban tôn giáo chính phủ", r"ban tôn giáo chính phủ", home="trung ương"),
    Name("phó chủ tịch ủy ban nhân dân", rf"phó chủ tịch {_UBND}", True),
    Name("phó chủ tịch hội đồng nhân dân", rf"phó chủ tịch {_HDND}", True),
    Name("phó chủ tịch ủy ban nhân dân", rf"phó chủ tịch{_UNIT_AHEAD}", True),
    Name("chủ tịch ủy ban nhân dân", rf"(?:chủ tịch|ct) {_UBND}", True),
    Name("chủ tịch hội đồng nhân dân", rf"(?:chủ tịch|ct) {_HDND}", True),
    Name("chủ tịch ủy ban nhân dân", rf"chủ tịch{_UNIT_AHEAD}", True),
    Name(
        "ban thường trực ủy ban mặt trận tổ quốc",
        r"ban thường trực (?:(?:ủy ban|ub) ?)?(?:mặt trận tổ quốc|mttq)(?: việt nam)?",
        True,
    ),
    Name("đảng ủy", r"đảng ủy", True),
    Name(
        "chủ tịch ủy ban mặt trận tổ quốc",
        r"chủ tịch (?:ủy ban|ub) ?(?:trung ương )?(?:mặt trận tổ quốc|mttq)(?: việt nam)?",
        True,
    ),
    Name(
        "ủy ban mặt trận tổ quốc", r"(?:(?:ủy ban|ub) ?)?(?:trung ương )?(?:mặt trận tổ quốc|mttq)(?: việt nam)?", True
    ),
    Name("thường trực hội đồng nhân dân", rf"(?:ban )?thường trực {_HDND}", True),
    Name(
        "phó trưởng ban của hội đồng nhân dân",
        rf"phó trưởng (?:các )?ban (?:\p{{L}}+ (?:- )?){{0,4}}?(?:của |thuộc )?{_HDND}",
        True,
    ),
    Name(
        "trưởng ban của hội đồng nhân dân",
        rf"trưởng (?:các )?ban (?:\p{{L}}+ (?:- )?){{0,4}}?(?:của |thuộc )?{_HDND}",
        True,
    ),
    Name("ban pháp chế hội đồng nhân dân", rf"ban pháp chế(?: (?:của |thuộc )?{_HDND})?", True),
    Name(
        "ban kinh tế - ngân sách hội đồng nhân dân",
        rf"ban kinh tế ?- ?ngân sách(?: (?:của "
        rf"|thuộc )?{_HDND})?",
        True,
    ),
    Name("ban văn hóa - xã hội hội đồng nhân dân", rf"ban văn hóa ?- ?xã hội(?: (?:của |thuộc )?{_HDND})?", True),
    Name("ban của hội đồng nhân dân", rf"(?:các )?ban (?:của |thuộc ){_HDND}", True),
    Name("đại biểu hội đồng nhân dân", rf"(?:tổ )?đại biểu {_HDND}", True),
    Name("văn phòng hội đồng nhân dân và ủy ban nhân dân", rf"văn phòng {_HDND} và {_UBND}", True),
    Name("chánh văn phòng ủy ban nhân dân", rf"chánh văn phòng {_UBND}", True),
    Name("chánh văn phòng", r"chánh văn phòng"),
    Name("văn phòng ủy ban nhân dân", rf"văn phòng {_UBND}", True),
    Name("người đứng đầu cơ quan chuyên môn", rf"{_HEAD} cơ quan chuyên môn(?: (?:thuộc|của) {_UBND})?", True),
    Name(
        "cơ quan chuyên môn",
        rf"(?:cơ quan|phòng) chuyên môn(?:(?: \p{{L}}+){{0,16}}?)? (?:thuộc|của|trực thuộc) {_UBND}",
        True,
    ),
    Name(
        "cơ quan chuyên môn thuộc bộ",
        rf"cơ quan chuyên môn(?: về(?: \p{{L}}+){{1,4}})? (?:thuộc|của) bộ (?:{'|'.join(FIELDS)})",
        home="trung ương",
    ),
    Name(
        "cơ quan chuyên môn",
        r"(?:cơ quan|phòng) chuyên môn(?: (?:về|có chức năng)(?: \p{L}+){1,9}?(?= cấp (?:xã|tỉnh)))?",
        True,
    ),
    Name("tổ chức hành chính thuộc ủy ban nhân dân", rf"tổ chức hành chính(?: khác)? (?:thuộc|của) {_UBND}", True),
    Name(
        "công chức thuộc ủy ban nhân dân", rf"công chức(?: chuyên môn)?(?: làm việc)? (?:thuộc|của|tại) {_UBND}", True
    ),
    Name(
        "người đứng đầu cơ quan, tổ chức",
        rf"{_HEAD} (?:các )?(?:cơ quan|tổ chức|đơn vị|cơ sở)(?:, (?:cơ quan|tổ chức|đơn vị|cơ sở))*(?! ngang bộ)",
    ),
    Name("hiệu trưởng", r"hiệu trưởng"),
    Name("ủy ban bầu cử", r"ủy ban bầu cử", True),
    Name("ban bầu cử", r"ban bầu cử"),
    Name("đơn vị sự nghiệp công lập", rf"đơn vị sự nghiệp công lập(?: (?:trực )?thuộc {_UBND})?", True),
    Name("thành viên ủy ban nhân dân", rf"(?:thành viên|ủy viên) {_UBND}", True),
    Name("hội đồng nhân dân", _HDND, True),
    Name("ủy ban nhân dân", _UBND, True),
    Name("ủy ban nhân dân", r"ủy ban(?= (?:xã(?! hội)|phường|đặc khu|huyện|tỉnh|thành phố))", True),
    Name("ủy ban thường vụ quốc hội", r"ủy ban thường vụ quốc hội|ubtvqh", False, "trung ương"),
    Name("phó thủ tướng chính phủ", r"phó thủ tướng(?: chính phủ)?", False, "trung ương"),
    Name("thủ tướng chính phủ", r"thủ tướng(?: chính phủ)?|ttg", False, "trung ương"),
    Name("văn phòng chính phủ", r"văn phòng chính phủ", False, "trung ương"),
    Name("thanh tra chính phủ", r"(?<!tổng )thanh tra chính phủ", False, "trung ương"),
    Name("tổng thanh tra chính phủ", r"tổng thanh tra chính phủ", False, "trung ương"),
    Name(
        "ngân hàng nhà nước chi nhánh",
        r"ngân hàng nhà nước(?: việt nam)? chi nhánh(?: (?:tỉnh|thành phố|khu vực))?",
    ),
    Name("ngân hàng nhà nước", r"ngân hàng nhà nước(?: việt nam)?", False, "trung ương"),
    Name("cơ quan ngang bộ", r"(?<!bộ, )(?<!thủ trưởng )cơ quan ngang bộ", False, "trung ương"),
    Name("thủ trưởng cơ quan ngang bộ", r"thủ trưởng cơ quan ngang bộ", False, "trung ương"),
    Name("bộ, cơ quan ngang bộ", r"(?:các )?bộ, (?:các )?cơ quan ngang bộ", False, "trung ương"),
    Name("chính phủ", r"chính phủ", False, "trung ương"),
    Name("chủ tịch nước", r"chủ tịch nước", False, "trung ương"),
    Name("quốc hội", r"quốc hội", False, "trung ương"),
    Name("chi nhánh văn phòng đăng ký đất đai", r"chi nhánh (?:của )?(?:văn phòng đăng ký đất đai|vpđkđđ)"),
    Name("giám đốc văn phòng đăng ký đất đai", r"giám đốc (?:văn phòng đăng ký đất đai|vpđkđđ)"),
    Name("văn phòng đăng ký đất đai", r"văn phòng đăng ký (?:quyền sử dụng )?đất(?: đai)?|vpđkđđ"),
    Name("tổ chức đăng ký đất đai", r"tổ chức đăng ký đất đai"),
    Name(
        "cơ quan có chức năng quản lý đất đai",
        r"cơ quan (?:có chức năng )?quản lý (?:nhà nước (?:về )?)?đất đai",
        True,
    ),
    Name("tổ chức phát triển quỹ đất", r"(?:tổ chức|trung tâm) phát triển quỹ đất"),
    Name("quỹ phát triển đất", r"quỹ phát triển đất"),
    Name("hội đồng thẩm định giá đất", r"hội đồng thẩm định (?:bảng )?giá đất(?: cụ thể)?", True),
    Name("hội đồng bồi thường, hỗ trợ, tái định cư", r"hội đồng bồi thường,? hỗ trợ,?(?: và)? tái định cư"),
    Name("viện trưởng viện kiểm sát nhân dân", r"viện trưởng (?:viện kiểm sát nhân dân|vksnd)"),
    Name("viện kiểm sát nhân dân", r"viện kiểm sát(?: nhân dân)?|vksnd"),
    Name("chánh án tòa án nhân dân", r"chánh án (?:tòa án(?: nhân dân)?|tand)"),
    Name("tòa án nhân dân", r"tòa án(?: nhân dân)?(?: khu vực)?|tand"),
    Name("giám đốc công an", r"giám đốc công an", True),
    Name("trưởng công an", r"trưởng công an", True),
    Name(
        "công an",
        r"(?:cơ quan )?công an(?! nhân dân)(?= (?:cấp|xã(?! hội)|phường|đặc khu|tỉnh|thành phố|huyện|các cấp))",
        True,
    ),
    Name("cơ quan công an", r"cơ quan công an"),
    Name("ban chỉ huy quân sự", r"ban chỉ huy quân sự", True),
    Name("cơ quan đăng ký cư trú", r"cơ quan đăng ký cư trú"),
    Name("cơ quan đăng ký hộ tịch", r"cơ quan đăng ký hộ tịch"),
    Name("cơ quan bảo hiểm xã hội", r"cơ quan bảo hiểm xã hội"),
    Name("cơ quan thuế", r"cơ quan thuế|chi cục thuế|thuế cơ sở"),
    Name("kho bạc nhà nước", r"kho bạc nhà nước"),
    Name("cơ quan thi hành án dân sự", r"cơ quan thi hành án(?: dân sự)?"),
    Name("trung tâm phục vụ hành chính công", r"trung tâm phục vụ hành chính công", True),
    Name("bộ phận một cửa", r"bộ phận (?:tiếp nhận và trả kết quả|một cửa)", True),
    Name(
        "ban quản lý khu công nghiệp, khu kinh tế",
        r"ban quản lý (?:các )?khu (?:công nghiệp|chế xuất|kinh tế|công nghệ cao)(?:, khu (?:chế xuất|kinh tế))*",
        True,
    ),
    Name("ban quản lý dự án", r"ban quản lý dự án"),
    Name("tổ trưởng tổ dân phố", r"tổ trưởng tổ dân phố"),
    Name("trưởng thôn", r"trưởng thôn"),
    Name("trưởng ban công tác mặt trận", r"trưởng ban công tác mặt trận(?: ở (?:thôn|khu dân cư))?"),
    Name("ban công tác mặt trận", r"ban công tác mặt trận(?: ở (?:thôn|khu dân cư)(?:, tổ dân phố)?)?"),
    Name("công chứng viên", r"công chứng viên"),
    Name("tổ chức hành nghề công chứng", r"(?:tổ chức hành nghề|văn phòng|phòng) công chứng"),
)

# Titles before a ministry, department or division; each is another authority than the body it heads.
FIELD_TITLES = (
    "bộ trưởng",
    "thứ trưởng",
    "phó giám đốc",
    "giám đốc",
    "phó trưởng",
    "trưởng",
    "chánh văn phòng",
    "thanh tra",
)
FIELD_BODIES: tuple[tuple[str, str], ...] = (("bộ", "trung ương"), ("sở", "tỉnh"), ("phòng", "xã"))
# "cơ quan, người có thẩm quyền": the text leaves open who; not an authority, but a level in it is a condition.
GENERIC = (
    r"(?:các )?(?:cơ quan(?: nhà nước| hành chính nhà nước)?|người|cấp|chủ thể|đơn vị)(?:, (?:tổ chức|người"
    r"|cá nhân|đơn vị))*"
    r"(?: nhà nước)? có thẩm quyền"
)

# What an authority does. Acts of decision, acts that prepare one, and acts that hand it on.
DECIDES = (
    "quyết định", "ra quyết định", "phê duyệt", "duyệt", "ban hành", "chấp thuận", "cho phép", "thu hồi",
    "giải quyết", "thông qua",
    "công nhận", "ký", "thành lập", "giải thể", "hủy", "hủy bỏ", "đính chính", "bổ nhiệm", "miễn nhiệm", "bãi nhiệm",
    "cách chức", "bầu", "xử phạt", "chứng thực", "xác nhận", "gia hạn", "điều chỉnh", "phê chuẩn", "giao đất",
    "cho thuê đất", "trưng dụng", "cưỡng chế", "đình chỉ", "bãi bỏ", "công bố", "cấp giấy", "cấp phép", "cấp lại",
    "cấp đổi", "cấp chứng chỉ", "cấp thẻ", "cấp bản sao", "cấp văn bản", "đăng ký", "quy định", "công khai", "kiểm tra",
    "thanh tra", "giám sát", "hòa giải", "xem xét", "thực hiện", "tổ chức", "quản lý", "chi trả", "hỗ trợ", "họp",
    "giải tán", "chỉ định", "điều động", "luân chuyển", "biệt phái", "tuyển dụng", "giao quyền", "đặt tên", "đổi tên",
)  # fmt: skip
PREPARES = (
    "trình", "đề nghị", "đề xuất", "kiến nghị", "tham mưu", "lập", "xây dựng dự thảo", "thẩm định", "thẩm tra",
    "phối hợp", "chuẩn bị", "báo cáo", "tiếp nhận", "lấy ý kiến", "góp ý", "có ý kiến", "cho ý kiến", "gửi",
    "chuyển hồ sơ", "hướng dẫn", "niêm yết", "theo dõi", "đôn đốc", "rà soát", "xác minh", "tổng hợp", "cung cấp",
    "thông báo", "chủ trì", "yêu cầu",
)  # fmt: skip
HANDS_ON = ("ủy quyền", "phân cấp", "phân quyền", "giao nhiệm vụ", "giao cho", "chuyển giao")
