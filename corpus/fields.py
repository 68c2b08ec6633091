"""Fields of state administration (lĩnh vực), read from a document's title, for filters.

No file states its field. The list follows the ministries since March 2025 (Resolution 176/2025/QH15) and the matters
communes deal with; a document may have several, and has "Khác" if its title names none.
"""

from __future__ import annotations

import re

from corpus.lexical import fold
from corpus.model import Metadata

OTHER = "Khác"
_FIELDS: tuple[tuple[str, str], ...] = (
    ("Đất đai", r"dat dai|thu hoi dat|gia dat|quyen su dung dat|tien su dung dat|tien thue dat"),
    ("Xây dựng, nhà ở, đô thị", r"xay dung|nha o|do thi|quy hoach|bat dong san|kien truc|giao thong|duong bo"),
    ("Công thương", r"cong thuong|cong nghiep|thuong mai|kinh doanh|xuat nhap khau|dien luc|nang luong"),
    (
        "Nông nghiệp, môi trường",
        r"nong nghiep|moi truong|nong thon|lam nghiep|kiem lam|thuy loi|thuy san|tai nguyen|khoang san|khuyen nong",
    ),
    ("Tài chính, tài sản công", r"tai chinh|ngan sach|tai san|dau tu|kho bac|thue|tin dung|ngan hang|ho kinh doanh"),
    (
        "Tổ chức chính quyền",
        r"chinh quyen dia phuong|to chuc chinh phu|hoi dong nhan dan|uy ban nhan dan xa|quy che lam viec|don vi hanh"
        r" chinh|to chuc hanh chinh|pho chu tich|hien phap|co cau to chuc|chuc nang, nhiem vu|dai bieu",
    ),
    ("Cán bộ, công chức", r"can bo|cong chuc|vien chuc|chuc danh|tuyen dung|vi tri viec lam"),
    (
        "Tư pháp, hộ tịch",
        r"tu phap|ho tich|chung thuc|quoc tich|hoa giai|nuoi con nuoi|phap luat|xu ly vi pham|phap dien",
    ),
    ("Thủ tục hành chính", r"thu tuc hanh chinh|mot cua"),
    ("Khiếu nại, tố cáo, thanh tra", r"khieu nai|to cao|thanh tra|tiep cong dan|phan anh|kien nghi"),
    ("An ninh, quốc phòng", r"cu tru|can cuoc|an ninh|quan su|quoc phong|phong chay|trat tu"),
    (
        "Giáo dục, y tế, xã hội",
        r"giao duc|nha giao|y te|bao luc gia dinh|ngheo|tu thien|tin nguong|ton giao|dan toc|dan chu o co so|van hoa"
        r"|the thao|du lich|bao tro|khen thuong",
    ),
    ("Khoa học, chuyển đổi số", r"khoa hoc|cong nghe|chuyen doi so|dien tu|du lieu|luu tru"),
)
_COMPILED = tuple((name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for name, pattern in _FIELDS)
FIELDS: tuple[str, ...] = (*(name for name, _ in _FIELDS), OTHER)


def fields_of(metadata: Metadata) -> tuple[str, ...]:
    """The fields that the title names, in the order of `FIELDS`; ("Khác",) if none."""
    title = fold(f"{metadata.title} {metadata.short_title}")
    return tuple(name for name, words in _COMPILED if words.search(title)) or (OTHER,)
