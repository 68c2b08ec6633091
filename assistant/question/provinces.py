"""The 34 provinces and cities since 1 July 2025 (resolution 202/2025/QH15), to tell whether a question names one."""

from __future__ import annotations

import re

from corpus.lexical import fold

PROVINCES = (
    "An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Điện Biên", "Đồng Nai",
    "Đồng Tháp", "Gia Lai", "Hà Nội", "Hà Tĩnh", "Hải Phòng", "Hồ Chí Minh", "Huế", "Hưng Yên", "Khánh Hòa",
    "Lai Châu", "Lạng Sơn", "Lào Cai", "Lâm Đồng", "Nghệ An", "Ninh Bình", "Phú Thọ", "Quảng Ngãi", "Quảng Ninh",
    "Quảng Trị", "Sơn La", "Tây Ninh", "Thái Nguyên", "Thanh Hóa", "Tuyên Quang", "Vĩnh Long",
)  # fmt: skip
# The special zones (đặc khu) since 1 July 2025.
SPECIAL_ZONES = (
    "Bạch Long Vĩ", "Cát Hải", "Cô Tô", "Côn Đảo", "Cồn Cỏ", "Hoàng Sa", "Kiên Hải", "Lý Sơn", "Phú Quốc", "Phú Quý",
    "Thổ Châu", "Trường Sa", "Vân Đồn",
)  # fmt: skip
_ZONE = re.compile(r"\b(?:dac khu|" + "|".join(map(fold, SPECIAL_ZONES)) + r")\b")
_NAMED = re.compile(r"\b(?:" + "|".join(map(fold, PROVINCES)) + r"|hcm|tphcm)\b")
_SHORT = {"hcm": "ho chi minh", "tphcm": "ho chi minh"}
_LOCAL = re.compile(r"/(?:QĐ|NQ|CT)-(?:CT)?(?:UBND|HĐND)", re.IGNORECASE)


def provinces_in(text: str) -> frozenset[str]:
    """The provinces and cities that a text names, folded; with or without diacritics."""
    return frozenset(_SHORT.get(name, name) for name in _NAMED.findall(fold(text)))


def asks_of_special_zone(text: str) -> bool:
    """True if a text names a special zone, or speaks of them; with or without diacritics."""
    return bool(_ZONE.search(fold(text)))


def is_local(number: str) -> bool:
    """True for a document of a People's Committee or Council by its number (Law 64/2025/QH15 art. 4)."""
    return bool(_LOCAL.search(number))
