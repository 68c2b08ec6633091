"""The head of a document: kind, title, issuer; the signature block: signer.

Layout of decree 30/2020/NĐ-CP, annex I: issuer and state name side by side, number and dateline, the kind in
capitals, the title (trích yếu) below it, then the bases ("Căn cứ …"). Extraction often merges the columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.authorities.capitals import CAPITALS as CAPITALS_OF_AGENCIES
from corpus.model import Provision
from corpus.model import ProvisionKind as Kind
from corpus.numbers import ISSUERS
from ingest.structure.marks import CAPITALS, SMALL, is_capitals

_KIND_WORDS = {
    "BỘ LUẬT": "Bộ luật",
    "LUẬT": "Luật",
    "PHÁP LỆNH": "Pháp lệnh",
    "NGHỊ QUYẾT LIÊN TỊCH": "Nghị quyết liên tịch",
    "NGHỊ QUYẾT": "Nghị quyết",
    "NGHỊ ĐỊNH": "Nghị định",
    "THÔNG TƯ LIÊN TỊCH": "Thông tư liên tịch",
    "THÔNG TƯ": "Thông tư",
    "QUYẾT ĐỊNH": "Quyết định",
    "CHỈ THỊ": "Chỉ thị",
    "KẾT LUẬN": "Kết luận",
    "HƯỚNG DẪN": "Hướng dẫn",
    "KẾ HOẠCH": "Kế hoạch",
    "THÔNG BÁO": "Thông báo",
    "CÔNG ĐIỆN": "Công điện",
}
_SLIPS = {
    "QUYÉT ĐỊNH": "QUYẾT ĐỊNH", "NGHỊ QUYÉT": "NGHỊ QUYẾT", "QUYẾT ĐINH": "QUYẾT ĐỊNH", "QUYET ĐỊNH": "QUYẾT ĐỊNH",
    "KÉ HOẠCH": "KẾ HOẠCH",
}  # fmt: skip
_STAMPED = re.compile(rf"^.*\.{{3,}}.*?\s(?=[{CAPITALS} ]+$)|^[\W_]+")  # "Ngày...Á6... NGHỊ ĐỊNH": a received stamp
_OPEN_END = re.compile(r"(?:,|\b(?:và|hoặc|của|ngày|tại|theo|số))$")  # a title's line that cannot be its last one
_STAMP_CAPITALS = 0.6  # share of a line's letters from which it is a stamp below a title in small letters
_TITLE_END = re.compile(
    r"^\W*(?:Căn cứ|Theo đề nghị|Thực hiện (?:Kết luận|Nghị quyết|Quy định|Quyết định)|\d{1,2}\.\s|Xét đề nghị|"
    r"Tại phiên họp|Điều\s+\d|Chương\s|Phần\s|Kính gửi|"
    r"\S.{0,60} ban hành (?:Nghị|Thông|Quyết|Luật)|Luật .{3,80} số \d|BAN HÀNH:?$|QUYẾT ĐỊNH:?$|[_*—–-]{3,})"
)
_ORGAN = re.compile(
    r"^(?:QUỐC HỘI|CHÍNH PHỦ|THỦ TƯỚNG CHÍNH PHỦ|BỘ TRƯỞNG .*|THỐNG ĐỐC .*|ỦY BAN THƯỜNG VỤ QUỐC HỘI|"
    r"(?:CHỦ TỊCH )?(?:[ỦU][ỶY]|Uỷ|UỶ) BAN NHÂN DÂN(?: (?:TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG).*)?|"
    r"HỘI ĐỒNG NHÂN DÂN (?:TỈNH|THÀNH PHỐ).*)$"
)
_ENACTS = re.compile(
    r"^\W*((?:Quốc hội|Ủy ban|Chính phủ|Thủ tướng|Hội đồng|Chủ tịch|Bộ trưởng|Bộ |Đoàn Chủ tịch|Ban |Tòa án|Viện )"
    r"[^\n.;:]{0,240}?)\s+ban\s+hành\s+(?:Luật|Pháp lệnh|Nghị|Thông tư|Quyết định|Chỉ thị|Hướng dẫn)",
    re.MULTILINE,
)
_PARTY_ORGANS = {
    "BAN CHẤP HÀNH TRUNG ƯƠNG": "Ban Chấp hành Trung ương Đảng",
    "BỘ CHÍNH TRỊ": "Bộ Chính trị",
    "BAN BÍ THƯ": "Ban Bí thư",
}
_PARTY = re.compile("|".join(name.replace(" ", r"\s+") for name in _PARTY_ORGANS))
_PARTY_LIST = rf"(?:{_PARTY.pattern})(?:\s*(?:,|VÀ)\s*(?:{_PARTY.pattern}))*"
_PARTY_TITLE = re.compile(rf"(?:^|\n|LUẬN|ĐỊNH|THỊ|QUYẾT|DẪN)\W*CỦA\s+{_PARTY_LIST}")
_PARTY_SIGNS = re.compile(rf"T/?M\.?\s+{_PARTY_LIST}")
_NAME = rf"(?:[{CAPITALS}][{SMALL}]+)(?:[^\S\n]+[{CAPITALS}][{SMALL}]+){{1,4}}"
_PLACES = re.compile(rf"([Tt]ỉnh|[Tt]hành phố) ([{CAPITALS}][{SMALL}]+(?: [{CAPITALS}][{SMALL}]+){{1,3}})(?!\w)")
_NAMES_STAND_IN = 20_000  # characters
_RANK = r"(?:(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá))"  # by which ministers of police and defence sign
_NOT_NAMES = (
    "Nơi",
    "Như",
    "Lưu",
    "Công",
    "Tổng",
    "Văn phòng",
    "Ban ",
    "Các ",
    "Hội",
    "Ủy",
    "Thủ",
    "Bộ ",
    "Đã ",
    "Phó ",
    "Căn",
)
_PROPER = [
    *sorted((name for name in ISSUERS.values() if name != "Chủ tịch Ủy ban nhân dân"), key=len),
    "Việt Nam", "Nhà nước", "Nghị định", "Nghị quyết", "Mặt trận Tổ quốc Việt Nam", "Bộ trưởng", "Luật Đất đai",
    "Chủ tịch Ủy ban nhân dân", "Hội đồng nhân dân", "Bộ Chính trị",
]  # fmt: skip


def head_of(text: str, provisions: Sequence[Provision]) -> str:
    """The preamble; of a text without provisions of rank, its beginning (4,000 characters)."""
    preamble = next((p for p in provisions if p.kind is Kind.PREAMBLE), None)
    return preamble.text[:8000] if preamble else text[:4000]


def kind_in(head: str, number: str) -> str:
    """Kind that stands in capitals above the title; of a consolidated text its own kind."""
    if "VBHN" in number:
        return "Văn bản hợp nhất"
    for line in _lines(head):
        word = _kind_word(line)
        if word:
            return _KIND_WORDS[word]
    return ""


def title_in(head: str, kind: str, text: str) -> str:
    """Title (trích yếu), one line, in sentence case; the spelling of the enacting sentence where it has one."""
    lines = _lines(head)
    at = next((i for i, line in enumerate(lines) if _kind_word(line)), None)
    if at is None:
        about = re.search(r"(?:^|\n)\W*(V/v|Về việc)\s*:?\s*([^\n]+)", head)
        return _sentence_case(about[2], text) if about else ""
    first = _without_stamp(lines[at])[len(_kind_word(lines[at])) :].strip(" .:-|*")
    parts = [first] if first else []
    for line in lines[at + 1 : at + 12]:
        goes_on = bool(parts) and bool(_OPEN_END.search(parts[-1])) and line.startswith("Luật ")
        done = bool(parts) and is_capitals(parts[-1]) != _is_shouted(line)
        if (done or _TITLE_END.match(line) or "|" in line) and not goes_on:
            break
        if line not in parts:
            parts.append(line)
    while len(parts) > 1 and _ORGAN.match(parts[-1]):
        parts.pop()
    title = _sentence_case(re.sub(r"\s+", " ", " ".join(parts)).strip(" .;:-–—_*"), text)
    law = _kind_word(lines[at]).capitalize()
    if law not in {"Luật", "Bộ luật", "Pháp lệnh"} or title.startswith(law) or not title:
        return title
    return f"{law} {title[0].lower() + title[1:] if title.startswith('Sửa ') else title}"


def issuer_in(head: str, organ: str) -> str:
    """Local issuer with its place ("Ủy ban nhân dân tỉnh Lào Cai"), or the issuer a web page's table names."""
    flat = re.sub(r"CỘNG\s+HÒA\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|[|*_-]{2,}|[|*]", " ", head[:3000])
    place = re.search(
        rf"(?:[ỦU][ỶY]|Uỷ|UỶ) BAN\s+NHÂN DÂN\s+(?:Độc lập\S*\s+)?(?P<rank>TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|ĐẶC KHU)\s+"
        rf"(?P<name>(?![ỦU][ỶY])[{CAPITALS} ]{{2,40}}?)\s*(?=\n|$|  |Độc|Số|---)",
        flat,
    )
    if place and organ:
        return f"{organ} {place['rank'].lower()} {place['name'].strip().title()}"
    if organ:
        mentioned = re.search(
            rf"(?:[Tt]ỉnh|[Tt]hành phố) (?:[{CAPITALS}][{SMALL}]+)(?: [{CAPITALS}][{SMALL}]+){{0,3}}", head
        )
        return f"{organ} {mentioned[0][0].lower()}{mentioned[0][1:]}" if mentioned else ""
    labelled = re.search(r"Nơi ban hành\W+([^\n|]{3,120})", head)
    return re.sub(r"\s+", " ", labelled[1]).strip(" *") if labelled else ""


def enacting_issuer_in(head: str) -> str:
    """Who issues by the enacting sentence ("Bộ trưởng Bộ A, Bộ trưởng Bộ B ban hành Thông tư liên tịch …"), or ""."""
    found = _ENACTS.search(head)
    return re.sub(r"\s+", " ", re.sub(r"\b(?:Bộ trưởng|Thống đốc)\s+(?=Bộ |Ngân hàng )", "", found[1])) if found else ""


def party_issuer_in(head: str, signature: str) -> str:
    """Organ of the Party's centre, whose symbols all end in "TW": under the kind ("KẾT LUẬN CỦA …"), else who signs."""
    found = _PARTY_TITLE.search(head) or _PARTY_SIGNS.search(signature)
    return ", ".join(_PARTY_ORGANS[re.sub(r"\s+", " ", name)] for name in _PARTY.findall(found[0])) if found else ""


def signer_in(signature: str, head: str) -> str:
    """First name below the signature, or the one a web page's table gives."""
    signed = re.search(rf"(?i:đã ký)\W+(?:{_RANK}\s+)?({_NAME})", signature)
    if signed:
        return signed[1]
    for line in signature.split("\n")[:60]:
        for cell in line.split("|"):
            name = re.fullmatch(rf"(?:[\w.\s]*[{CAPITALS}]{{3,}}\s+)?(?:{_RANK}\s+)?({_NAME})", cell.strip(" .*_"))
            if name and not name[1].startswith(_NOT_NAMES):
                return name[1]
    labelled = re.search(r"Người ký\W+([^\n|]{3,80})", head)
    return name_in(labelled[1]) if labelled else ""


def name_in(text: str) -> str:
    """Person's name in "Phó Thủ tướng Trần Văn A (KT. Thủ tướng)", or ""."""
    names = [name for name in re.findall(_NAME, text) if not name.startswith(_NOT_NAMES)]
    return names[0] if names else ""


def _lines(head: str) -> list[str]:
    return [line.strip(" *#_|") for line in head.split("\n") if line.strip(" *#_|-")]


def _is_shouted(line: str) -> bool:
    """Whether most letters of a line are capitals."""
    letters = [sign for sign in line if sign.isalpha()]
    return sum(sign.isupper() for sign in letters) > _STAMP_CAPITALS * len(letters)


def _without_stamp(line: str) -> str:
    for slip, right in _SLIPS.items():
        line = line.replace(slip, right)
    return _STAMPED.sub("", line.strip())


def _kind_word(line: str) -> str:
    """Kind in capitals with which the line begins: alone, or before a title in capitals or "Số: …"."""
    line = _without_stamp(line)
    for word in sorted(_KIND_WORDS, key=len, reverse=True):
        rest = line[len(word) :]
        if line == word or (
            line.startswith(word) and (rest[:12].isupper() or re.match(r"[:*\s]*(?:Số|[Vv]ề|Quy|Ban)\b", rest))
        ):
            return word
    return ""


def _names_in(text: str) -> list[str]:
    """Provinces and agencies that a text names ("tỉnh Lai Châu", "Giám đốc Sở Xây dựng"), shorter ones first."""
    places = {f"{place[1].lower()} {place[2]}" for place in _PLACES.finditer(text)}
    return sorted({*places, *(agency[1] for agency in CAPITALS_OF_AGENCIES.finditer(text))}, key=lambda n: (len(n), n))


def _sentence_case(title: str, text: str) -> str:
    """`title` in the spelling in which the text repeats it; else lower case with the commonest names mended."""
    if not title:
        return ""
    if any(sign.islower() for sign in title):
        return title[0].upper() + title[1:]
    flat = re.sub(r"\s+", " ", text)
    for match in re.finditer(re.escape(title), flat, re.IGNORECASE):
        if any(sign.islower() for sign in match[0]):
            return match[0][0].upper() + match[0][1:]
    lowered = title.lower()
    for name in _PROPER:
        lowered = re.sub(rf"\b{name}\b", name, lowered, flags=re.IGNORECASE)
    for name in _names_in(flat[:_NAMES_STAND_IN]):
        lowered = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", name, lowered, flags=re.IGNORECASE)
    lowered = re.sub(r"\b\d[\w.]*/[\w/-]+", lambda m: m[0].upper(), lowered)
    return lowered[0].upper() + lowered[1:]
