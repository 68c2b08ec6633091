"""Document numbers (số hiệu): finding, normalising, and what they say of kind and issuer.

A number is ordinal, year and symbol: "151/2025/NĐ-CP", "66.18/2026/NQ-CP", "72/2025/QH15", without year
"2944/QĐ-UBND", party style "221-KL/TW". Grammar: Law 64/2025/QH15 and decree 30/2020/NĐ-CP, annex I.
What an OCR slip has destroyed ("87⁄202%⁄QHI5") is not found rather than guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from corpus.laws import LAWS

KINDS: dict[str, str] = {
    "NĐ": "Nghị định",
    "NQ": "Nghị quyết",
    "NQLT": "Nghị quyết liên tịch",
    "QĐ": "Quyết định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "CT": "Chỉ thị",
    "CĐ": "Công điện",
    "CV": "Công văn",
    "VBHN": "Văn bản hợp nhất",
    "PL": "Pháp lệnh",
    "L": "Luật",
    "LCT": "Lệnh",
    "KH": "Kế hoạch",
    "TB": "Thông báo",
    "BC": "Báo cáo",
    "TTR": "Tờ trình",
    "HD": "Hướng dẫn",
    "KL": "Kết luận",
    "QC": "Quy chế",
    "SL": "Sắc lệnh",
}
ISSUERS: dict[str, str] = {
    "CP": "Chính phủ",
    "TTG": "Thủ tướng Chính phủ",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "QH": "Quốc hội",
    "CTN": "Chủ tịch nước",
    "UBND": "Ủy ban nhân dân",
    "CTUBND": "Chủ tịch Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "VPQH": "Văn phòng Quốc hội",
    "VPCP": "Văn phòng Chính phủ",
    "TW": "Ban Chấp hành Trung ương Đảng",
    "BTCTW": "Ban Tổ chức Trung ương",
    "NHNN": "Ngân hàng Nhà nước Việt Nam",
    "TTCP": "Thanh tra Chính phủ",
    "TANDTC": "Tòa án nhân dân tối cao",
    "VKSNDTC": "Viện kiểm sát nhân dân tối cao",
    "ĐCTUBTWMTTQVN": "Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
    "BCA": "Bộ Công an",
    "BCT": "Bộ Công Thương",
    "BDTTG": "Bộ Dân tộc và Tôn giáo",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BGTVT": "Bộ Giao thông vận tải",
    "BKHCN": "Bộ Khoa học và Công nghệ",
    "BKHĐT": "Bộ Kế hoạch và Đầu tư",
    "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội",
    "BNG": "Bộ Ngoại giao",
    "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "BNV": "Bộ Nội vụ",
    "BQP": "Bộ Quốc phòng",
    "BTC": "Bộ Tài chính",
    "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BTP": "Bộ Tư pháp",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
    "BXD": "Bộ Xây dựng",
    "BYT": "Bộ Y tế",
}
_JOINT = {"NQLT", "TTLT"}
#: Years in which one National Assembly passed all laws: a law's year then tells its QH number.
ASSEMBLIES = {
    **dict.fromkeys(range(2003, 2007), 11),
    **dict.fromkeys(range(2008, 2011), 12),
    **dict.fromkeys(range(2012, 2016), 13),
    **dict.fromkeys(range(2017, 2021), 14),
    **dict.fromkeys(range(2022, 2026), 15),
}

_SAME_WIDTH = str.maketrans(
    "ÐАВЕКМНОРСТХ‐‑‒–—−⁄∕／ \u00ad",
    "ĐABEKMHOPCTX------///\u0020-",
)
_ORDINAL = r"(?<![\w/.,-])\d{1,5}[a-z]?(?:\.\d{1,3})?"
_CODES = "|".join(sorted((code for code in KINDS if code != "L"), key=len, reverse=True))
_ASSEMBLY = r"(?:UBTVQH|QH)\s?\d{1,2}"
_AGENCY = r"(?:\s?-\s?[A-ZĐ][A-ZĐa-zđ&]*\d{0,2})"
_SYMBOL = rf"(?:{_ASSEMBLY}|(?:{_CODES}|ND|QD|TTr){_AGENCY}{{1,3}}|L-CTN|HĐBT)"
_NUMBER = re.compile(
    rf"{_ORDINAL}\s?/\s?(?:(?:19|20)\d{{2}}\s?/\s?)?{_SYMBOL}(?![\w%])"
    rf"|(?<![\w/.,-])\d{{1,4}}\s?-\s?(?:KL|NQ|CT|QĐ|HD|QC|TB|QyĐ)\s?/\s?[A-ZĐ]{{2,8}}(?![\w%])",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\b(?P<kind>nghị định|nghi dinh|nđ|nd|luật|nghị quyết|nq)(?: số)?\s+"
    r"(?P<ordinal>\d{1,3}(?:\.\d{1,3})?)\s?/\s?(?P<year>20\d{2})(?![\w/%]|\s?/\s?\w)",
    re.IGNORECASE,
)
_TITLES = re.compile(
    "(?:" + "|".join(re.escape(title) for title in sorted(LAWS, key=len, reverse=True)) + r")(?!\w)"
    r"(?:\s+(?:năm\s+)?(?P<year>(?:19|20)\d{2}))?",
    re.IGNORECASE,
)
_BY_LOWER_TITLE = {title.lower(): numbers for title, numbers in LAWS.items()}


def find_numbers(text: str, as_of: date | None = None) -> list[tuple[int, int, str]]:
    """Document numbers that `text` names, as (start, end, normalised number) in text order.

    Found are whole numbers, short forms whose symbol is certain ("NĐ 151/2025", "Luật 31/2024") and laws by
    title. A title without a year means the newest law of that title, or of those passed by the year of
    `as_of` if given; with a year that no known law has, nothing. A title directly followed by its own
    number ("Luật Đất đai số 31/2024/QH15") yields the number only.
    """
    plain = text.translate(_SAME_WIDTH)
    found = [(m.start(), m.end(), normalise_number(m[0])) for m in _NUMBER.finditer(plain)]
    found += [(m.start(), m.end(), number) for m in _SHORT.finditer(plain) if (number := _from_short(m))]
    taken = {start for start, _, _ in found}
    for m in _TITLES.finditer(plain):
        follows = re.compile(r"(?:,?\s+(?:số|so))?\s+").match(plain, m.end())
        number = _from_title(m, as_of)
        if number and not (follows and follows.end() in taken):
            found.append((m.start(), m.end(), number))
    return _without_overlaps(found)


def normalise_number(number: str) -> str:
    """One spelling for one number: no spaces, plain hyphens and slashes, Latin capitals, "NĐ" not "ND".

    >>> normalise_number("66.18 /2026/NQ–CP")
    '66.18/2026/NQ-CP'
    """
    plain = unicodedata.normalize("NFC", number).translate(_SAME_WIDTH)
    plain = re.sub(r"\s+", "", plain)
    head, _, symbol = plain.rpartition("/") if re.match(r"\d+[a-z]?(?:\.\d+)?/", plain) else ("", "", plain)
    symbol = symbol.upper()
    symbol = re.sub(r"^ND(?=-)", "NĐ", symbol)
    symbol = re.sub(r"^QD(?=-)", "QĐ", symbol)
    symbol = re.sub(r"-TTG$", "-TTg", symbol)
    symbol = re.sub(r"^TTR-", "TTr-", symbol)
    symbol = re.sub(r"-HDND$", "-HĐND", symbol)
    return f"{head}/{symbol}" if head else symbol


def kind_of(number: str) -> str:
    """Kind of document that the number's symbol names, or "" ("72/2025/QH15" is a law).

    Resolutions of the National Assembly carry the same symbol as laws ("254/2025/QH15"); only their head
    or title tells them apart.
    """
    symbol = _symbol(number)
    if re.fullmatch(r"QH\d+", symbol):
        return "Luật"
    if re.fullmatch(r"UBTVQH\d+", symbol):
        return "Nghị quyết"
    return KINDS.get(symbol.split("-")[0], "")


def issuer_of(number: str) -> str:
    """Issuer that the number names, or ""; of local ones only the organ ("Ủy ban nhân dân"), not the place.

    Of a joint document all of them in order, if the number names no other: "Bộ Nội vụ, Bộ Tài chính".
    """
    kind, *agencies = _symbol(number).split("-")
    named = [ISSUERS.get(re.sub(r"\d+$", "", agency.split("/")[-1]), "") for agency in agencies or [kind]]
    if kind not in _JOINT:
        return named[-1]
    return ", ".join(named) if all(named) else ""


def year_of(number: str) -> int | None:
    """Year in the number, if it has one."""
    match = re.search(r"/((?:19|20)\d{2})/", number)
    return int(match[1]) if match else None


def short_title_of(number: str) -> str:
    """How other texts call the law of this number ("Luật Đất đai"), or "" if it is not in the table."""
    return next((title for title, numbers in LAWS.items() if number in numbers), "")


def _symbol(number: str) -> str:
    plain = normalise_number(number)
    party = re.fullmatch(r"\d+-([A-ZĐ]+)/([A-ZĐ]+)", plain)
    return f"{party[1]}-{party[2]}" if party else plain.rpartition("/")[2].upper()


def _from_short(match: re.Match[str]) -> str | None:
    kind, ordinal, year = match["kind"].lower(), match["ordinal"], match["year"]
    if kind in {"nghị định", "nghi dinh", "nđ", "nd"}:
        return None if "." in ordinal else f"{ordinal}/{year}/NĐ-CP"
    if kind == "luật":
        assembly = ASSEMBLIES.get(int(year))
        return f"{ordinal}/{year}/QH{assembly}" if assembly and "." not in ordinal else None
    return f"{ordinal}/{year}/NQ-CP" if "." in ordinal else None  # only Government resolutions have 66.18


def _from_title(match: re.Match[str], as_of: date | None) -> str | None:
    title = match[0].lower()
    if match["year"]:
        title = re.sub(r"\s+(?:năm\s+)?\d{4}$", "", title)
        wanted = f"/{match['year']}/"
        return next((number for number in _BY_LOWER_TITLE[title] if wanted in number), None)
    numbers = _BY_LOWER_TITLE[title]
    known = [number for number in numbers if as_of is None or (year_of(number) or 0) <= as_of.year]
    return known[-1] if known else numbers[0]


def _without_overlaps(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for start, end, number in sorted(found, key=lambda item: (item[0], -item[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, number))
    return kept
