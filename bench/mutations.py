"""Turning true claims into false ones, each kind by one small edit that a careless model also makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


class Case(Protocol):
    """A true claim; `question` as asked, where it states a condition of the clause."""

    @property
    def claim(self) -> str: ...
    @property
    def question(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Mutation:
    """A false claim made of a true one."""

    kind: str
    claim: str
    case: Case


U = "(?:Ủy ban nhân dân|UBND)"
H = "Hội đồng nhân dân"
# One look-alike for another. The clause of the case names the first as acting; the second nowhere or in another role.
LOOKALIKES: tuple[tuple[str, str], ...] = (
    (rf"(?<!Phó )Chủ tịch {U}", "Ủy ban nhân dân"),
    (rf"(?<!Phó )Chủ tịch {U}", "Phó Chủ tịch Ủy ban nhân dân"),
    (rf"(?<!Phó )Chủ tịch {U}", "Chủ tịch Hội đồng nhân dân"),
    (rf"(?<!hủ tịch ){U}", "Chủ tịch Ủy ban nhân dân"),
    (rf"(?<!hủ tịch ){U}", "Hội đồng nhân dân"),
    (rf"(?<!trực ){H}", "Thường trực Hội đồng nhân dân"),
    (rf"(?<!trực ){H}", "Ủy ban nhân dân"),
    (r"Bộ trưởng Bộ Nông nghiệp", "Bộ Nông nghiệp"),
    (r"Bộ trưởng Bộ Công Thương", "Bộ Công Thương"),
    (r"(?<!phòng )Bộ Tài chính", "Bộ Công Thương"),
    (r"Thủ tướng Chính phủ", "Chính phủ"),
    (r"Thủ tướng Chính phủ", "Bộ trưởng Bộ Công Thương"),
    (r"Sở Xây dựng", "Giám đốc Sở Xây dựng"),
    (r"Sở Xây dựng", "Sở Công Thương"),
    (r"Văn phòng đăng ký đất đai", "Chi nhánh Văn phòng đăng ký đất đai"),
    (r"Cơ quan có chức năng quản lý đất đai", "Ủy ban nhân dân"),
    (r"Công an", "Trưởng Công an"),
    (r"Tòa án", "Viện kiểm sát"),
)
LEVELS = (
    (r"cấp xã", "cấp tỉnh"),
    (r"cấp tỉnh", "cấp xã"),
    (r"cấp xã", "cấp huyện"),
    (r"(?<=nhân dân )xã(?! hội)", "tỉnh"),
    (r"(?<=nhân dân )đặc khu", "phường"),
)
NUMBERS = {"hai": "ba", "một": "hai", "ba": "bốn", "mười lăm": "hai mươi"}
UNITS = (
    (r"ngày làm việc", "ngày"),
    (r"(\d|mười lăm) ngày(?! làm việc)", r"\1 ngày làm việc"),
    (r"(\d) năm(?! \d)", r"\1 tháng"),
    (r"(\d) tháng(?! \d)", r"\1 năm"),
    (r"triệu đồng", "nghìn đồng"),
    (r"nghìn đồng", "triệu đồng"),
    (r" m2", " ha"),
    (r"(\d) ha", r"\1 km2"),
    (r"24 giờ", "24 ngày"),
    (r"ba năm", "ba tháng"),
)
NEGATABLE = (
    r"(?<!không )(?<!không được )(?<!được )\b(cấp (?:thẻ|giấy|Giấy|phép)|quyết định(?! quy| mức)"
    r"|lập phương|cho phép|tổ chức di|xác nhận thay|phải |bầu|phê duyệt|giải quyết tranh|công bố|chi trả"
    r"|bảo đảm trật|thẩm định|nộp một|có không quá|họp|hết hiệu lực|được gia hạn|được hỗ trợ|có quyền|được phạt"
    r"|được có thêm|có thể|đại diện)"
)
CONDITIONS = (
    r",? trừ trường hợp [^.]*",
    r" nếu [^.]*",
    r" trong trường hợp [^.]*",
    r" đối với trường hợp [^.]*",
    r" sau khi [^.]*",
    r"(?<!sau)(?<!trước) khi (?!cưỡng)[^.]*",
    r" từ 2\.000 m2 trở lên",
    r", nhưng không quá .*(?=\.$)",
)
BOUNDS = (
    (r"không quá", "ít nhất"),
    (r"ít nhất", "không quá"),
    (r"trở lên", "trở xuống"),
    (r"đến trước ngày", "từ ngày"),
    (r"tiền đến", "tiền từ"),
)
MODALS = (
    (r"có thể ", "phải "),
    (r"được gia hạn", "phải gia hạn"),
    (r"không được ", "được "),
    (r"không phải ", "phải "),
)
TERMS = (
    (r"phân cấp", "ủy quyền"),
    (r"đình chỉ", "giải thể"),
    (r"bầu", "bổ nhiệm"),
    (r"bổ nhiệm", "bầu"),
    (r"khởi kiện", "tố cáo"),
    (r"cộng đồng dân cư", "tổ chức kinh tế"),
    (r"hộ gia đình, cá nhân", "tổ chức kinh tế"),
    (r"gia hạn", "cấp lại"),
)


def mutate(case: Case) -> Iterator[Mutation]:
    """All false claims that one edit makes of a true one, by kind."""
    for kind, claims in (
        ("authority", _swaps(case, LOOKALIKES)),
        ("level", _swaps(case, LEVELS)),
        ("number", _numbers(case.claim)),
        ("unit", _swaps(case, UNITS)),
        ("bound", _swaps(case, BOUNDS)),
        ("date", _dates(case.claim)),
        ("negation added", _negated(case.claim)),
        ("negation dropped", _affirmed(case.claim)),
        ("modality", _swaps(case, MODALS)),
        ("condition dropped", _unconditioned(case)),
        ("made absolute", _absolute(case.claim)),
        ("reference", _references(case.claim)),
        ("quote", _misquoted(case.claim)),
        ("term", _swaps(case, TERMS)),
        ("cut off", _cut(case.claim)),
    ):
        for claim in dict.fromkeys(claims):
            if claim != case.claim:
                yield Mutation(kind, claim, case)


def _swaps(case: Case, pairs: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """The first place where each pair applies, unless the clause names what it is swapped for as acting."""
    for pattern, new in pairs:
        claim = re.sub(pattern, new, case.claim, count=1)
        if claim != case.claim and not also_true(claim, case):
            yield claim


# Swaps that happen to be true: the clause gives the same act to both.
ALSO_TRUE = (
    "Chủ tịch Ủy ban nhân dân cấp tỉnh quyết định trưng dụng",
    "Ủy ban nhân dân cấp tỉnh tổ chức di dời hộ dân",
    "Hội đồng nhân dân xã họp chuyên đề khi không quá",
    "theo đề nghị của Bộ Công Thương theo",
    "Trường hợp từ chối cấp giấy phép, Ủy ban nhân dân cấp xã phải",
)


def also_true(claim: str, case: Case) -> bool:
    """True for a swap in the tests' own cases that the clause supports too."""
    written = claim.replace("UBND", "Ủy ban nhân dân")
    return any(true in written for true in ALSO_TRUE) and not any(
        true in case.claim.replace("UBND", "Ủy ban nhân dân") for true in ALSO_TRUE
    )


def _numbers(claim: str) -> Iterator[str]:
    masked = re.sub(
        r"\[\d\]|(?:Điều|khoản|điểm) \w+|\d+/\d+(?:/\w+(?:-\w+)?)?(?:/\d{4})?|m2", lambda m: "·" * len(m[0]), claim
    )
    for m in re.finditer(r"\d[\d.]*\d|\d", masked):
        digits = m[0]
        changed = (
            str(int(digits.replace(".", "")) + 1)
            if len(digits) < 4
            else re.sub(r"^\d", lambda d: str((int(d[0]) % 9) + 1), digits)
        )
        yield claim[: m.start()] + changed + claim[m.end() :]
    for word, other in NUMBERS.items():
        if re.search(rf"\b{word} (?:Phó|ngày|năm|bộ|lần|kỳ)", claim):
            yield re.sub(rf"\b{word}(?= (?:Phó|ngày|năm|bộ|lần|kỳ))", other, claim, count=1)
    if "1/3" in claim:
        yield claim.replace("1/3", "2/3")


def _dates(claim: str) -> Iterator[str]:
    for m in re.finditer(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})", claim):
        day, month, year = (int(g) for g in m.groups())
        for other in (
            ((day + 1) if day < 28 else day - 1, month, year),
            (day, month % 12 + 1, year),
            (day, month, year + 1),
        ):
            yield claim[: m.start()] + "/".join(map(str, other)) + claim[m.end() :]


def _negated(claim: str) -> Iterator[str]:
    m = re.search(NEGATABLE, claim)
    if m:
        yield claim[: m.start()] + "không " + claim[m.start() :]


def _affirmed(claim: str) -> Iterator[str]:
    for m in re.finditer(r"không được |(?<!\w)[Kk]hông (?=thực hiện|yêu cầu|bảo đảm)|không phải ", claim):
        rest = claim[: m.start()] + ("phải " if m[0] == "không phải " else "") + claim[m.end() :]
        yield rest[:1].upper() + rest[1:]


def _unconditioned(case: Case) -> Iterator[str]:
    if case.question:
        return
    for pattern in CONDITIONS:
        claim = re.sub(pattern, "", case.claim, count=1)
        if claim != case.claim:
            yield claim
    if "chỉ " in case.claim:
        yield re.sub(r"chỉ (.*) khi .*", r"\1.", case.claim)


def _absolute(claim: str) -> Iterator[str]:
    if "chỉ " not in claim and re.match(r"(?:Chủ tịch|Ủy ban|Hội đồng|Sở|Bộ trưởng|Thủ tướng)", claim):
        yield "Trong mọi trường hợp, " + claim
        yield "Chỉ " + claim


def _references(claim: str) -> Iterator[str]:
    for pattern in (r"(?<=Điều )\d+", r"(?<=khoản )\d+"):
        for m in re.finditer(pattern, claim):
            yield claim[: m.start()] + str(int(m[0]) + 3) + claim[m.end() :]
    for m in re.finditer(r"(?<=điểm )[a-z](?= khoản)", claim):
        yield claim[: m.start()] + "k" + claim[m.end() :]
    yield claim.replace("900/2025/NĐ-CP", "901/2025/NĐ-CP")
    yield claim.replace("811/2023/NĐ-CP", "118/2023/NĐ-CP")
    yield claim.replace("950/2025/QH15", "905/2025/QH15")
    yield claim.replace("Chương III", "Chương IV")


def _misquoted(claim: str) -> Iterator[str]:
    m = re.search(r"“([^”]+)”", claim)
    if m:
        yield claim.replace("ủy quyền tiếp cho", "chuyển tiếp cho")
        yield claim.replace("cơ quan, cá nhân khác", "cơ quan khác")


def _cut(claim: str) -> Iterator[str]:
    m = re.search(r"^.{20,}? (?:của|theo|và|từ|không quá|cho|kể từ ngày)(?= )", claim)
    if m:
        yield m[0]
