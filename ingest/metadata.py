"""Head, closing articles and signature block → what the document says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from corpus.diacritics import without_diacritics
from corpus.errors import NotARegulation
from corpus.model import CleanText, Metadata, Provision, Standing
from corpus.model import ProvisionKind as Kind
from corpus.numbers import find_numbers, issuer_of, kind_of, normalise_number, short_title_of
from ingest.head import (
    enacting_issuer_in,
    head_of,
    issuer_in,
    kind_in,
    name_in,
    party_issuer_in,
    signer_in,
    title_in,
)
from ingest.own_dates import DATE, OwnDates, own_dates, read_date
from ingest.structure.marks import CAPITALS
from ingest.title_slips import mended_title

#: Front matter of web copies that others made: used only where the text itself is silent.
_FOREIGN_KEYS = {
    "number": ("so_hieu", "sohieu", "so", "số hiệu"),
    "title": ("trich_yeu", "trichyeu", "title"),
    "issuer": ("co_quan_ban_hanh", "cquanbanhanh", "coquanbanhanh", "bo"),
    "signer": ("nguoi_ky", "nguoiky"),
    "issued": ("ngay_ban_hanh", "ngaybanhanh", "ngay", "date"),
    "effective_from": ("ngay_hieu_luc", "ngayhieuluc", "hieu_luc"),
}
_LABELLED_NUMBER = re.compile(r"(?:^|[\n|\s])(?:Số(?:\s+hiệu)?\s*[:.]?|số\s*:)[\s|*]*(?=\d)")
_DATELINE = re.compile(rf"[{CAPITALS}][\w.]*[,.]\s*ngày\s*{DATE}")
_PASSED = re.compile(
    rf"này\s+(?:đã\s+)?được\s+(?:Quốc hội|Ủy ban|Hội đồng)[^.]{{0,160}}?thông qua\s+ngày\s*{DATE}", re.IGNORECASE
)


def read_metadata(
    clean: CleanText, provisions: Sequence[Provision], front_matter: Mapping[str, object], file_name: str
) -> Metadata:
    """What the document says of itself; `front_matter` of this project's digests goes before the text.

    The number is looked for in the head, then where the text attaches something to itself, then in front
    matter, then in the file name. A codified extract without a number is called by its file name.

    Raises:
        NotARegulation: neither a number nor an article nor a numbered clause was found.
    """
    head = head_of(clean.text, provisions)
    foreign, front_matter = _split(front_matter)
    number = _text(front_matter, "number") or _number(clean.text, head, foreign, file_name)
    numbered = any(p.kind in (Kind.ARTICLE, Kind.CLAUSE) and p.number for p in provisions)
    if not number and not numbered:
        raise NotARegulation(
            "Không tìm thấy số hiệu văn bản, điều hay khoản nào.",
            where=file_name,
            remedy="Hãy kiểm tra xem tệp có phải là văn bản pháp luật, hoặc thêm phần đầu tệp ghi số hiệu.",
        )
    number = number or Path(file_name).stem
    codified = any(p.kind is Kind.ARTICLE and "." in p.number for p in provisions)
    kind = _text(front_matter, "kind") or ("Pháp điển" if codified else kind_in(head, number) or kind_of(number))
    signature = "\n".join(p.text for p in provisions if p.kind is Kind.SIGNATURE and "__" not in p.id)
    issued = _day(front_matter, "issued") or _issued(clean.text, head, signature, number, foreign)
    own = OwnDates() if codified else own_dates(provisions, issued, number)
    printed = _text(front_matter, "title") or title_in(head, kind, clean.text) or _foreign(foreign, "title")
    title = printed if _text(front_matter, "title") else mended_title(printed, clean.text)
    start = own.effective_from or _consolidated_start(head, kind) or _foreign_day(foreign, "effective_from")
    start = _day(front_matter, "effective_from") or start
    return Metadata(
        number=number,
        kind=kind,
        title=title,
        issuer=_text(front_matter, "issuer") or ("" if codified else _issuer(head, signature, number, foreign)),
        signer=_text(front_matter, "signer") or signer_in(signature, head) or name_in(_foreign(foreign, "signer")),
        issued=issued,
        effective_from=start,
        effective_to=_day(front_matter, "effective_to") or (None if _is_digest(front_matter) else own.effective_to),
        standing=_standing(front_matter),
        published_in=_text(front_matter, "published_in"),
        short_title=_text(front_matter, "short_title") or _short_title(number, kind, title),
        overrides=bool(front_matter["overrides"]) if "overrides" in front_matter else own.overrides,
        printed_title=printed if title != printed else "",
        starts_with="" if start else own.starts_with,
    )


def _split(front_matter: Mapping[str, object]) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """(front matter of somebody's web copy, that of this project's digests): one of them is empty."""
    own = "number" in front_matter or "standing" in front_matter
    return ({}, front_matter) if own else (front_matter, {})


def _number(text: str, head: str, foreign_matter: Mapping[str, object], file_name: str) -> str:
    consolidated = re.search(r"Số\s*:?\s*(\d+/VBHN-[A-ZĐ]+)", text)
    if consolidated:
        return normalise_number(consolidated[1])
    for label in _LABELLED_NUMBER.finditer(head):
        found = find_numbers(head[label.end() : label.end() + 40])
        if found and found[0][0] == 0 and not _is_cited(head, label.start()):
            return found[0][2]
    attached = re.search(r"\((?:Ban hành\s+)?kèm theo [^()\n]{5,40}?số\s*:?\s*(?=\d)", text, re.IGNORECASE)
    found = find_numbers(text[attached.end() : attached.end() + 40]) if attached else []
    if found and found[0][0] == 0:
        return found[0][2]
    foreign = find_numbers(_foreign(foreign_matter, "number"))
    return foreign[0][2] if foreign else number_in_file_name(file_name)


def number_in_file_name(file_name: str) -> str:
    """Number that a file is named by ("nghi-dinh-35-2026-nd-cp.txt"), or ""."""
    stem = without_diacritics(Path(file_name).stem).lower()
    match = re.search(
        r"(?<!\d)(\d{1,5}(?:[-_.]\d{1,2}(?=[-_]20\d\d))?)[-_.]((?:19|20)\d{2})[-_.]?(nd|nq|qd|tt|ct)[-_.]?([a-z]{2,10}\d{0,2})",
        stem,
    )
    if match:
        ordinal = re.sub(r"[-_]", ".", match[1])
        return normalise_number(f"{ordinal}/{match[2]}/{match[3]}-{match[4]}".upper().replace("BGDDT", "BGDĐT"))
    match = re.search(
        r"(?<!\d)(\d{1,5})[-_.](nq|qd|vbhn)[-_.](ubtvqh\d{2}|ubnd|ttg|vpqh|b[a-z]{2,6}|cp)(?![a-z])", stem
    )
    if match:
        return normalise_number(f"{match[1]}/{match[2]}-{match[3]}".upper())
    match = re.search(r"(?<!\d)(\d{1,4})[-_.]((?:19|20)\d{2})[-_.](ubtvqh|qh)(\d{1,2})", stem)
    return f"{match[1]}/{match[2]}/{match[3].upper()}{match[4]}" if match else ""


def _is_cited(head: str, at: int) -> bool:
    """Whether the label at `at` belongs to a document that the head only names ("Căn cứ Luật số …")."""
    line = head[head.rfind("\n", 0, at + 1) + 1 : at + 1]
    return bool(re.search(r"(?:Căn cứ|theo|sửa đổi|Nghị định|Nghị quyết|Tờ trình|Quyết định)\b[^|]*$", line))


def _issued(text: str, head: str, signature: str, number: str, front_matter: Mapping[str, object]) -> date | None:
    if "VBHN" in number:
        at = text.find("XÁC THỰC VĂN BẢN HỢP NHẤT")
        certified = _DATELINE.search(text, at) if at >= 0 else None
        return read_date(certified) if certified else None
    passed = _PASSED.search(re.sub(r"\s+", " ", signature + "\n" + text[-4000:]))
    if passed and (kind_of(number) in {"Luật", "Nghị quyết", "Pháp lệnh", ""}):
        return read_date(passed)
    labelled = re.search(rf"Ngày ban hành[\s|*:]*{DATE}", head)
    day = (read_date(labelled) if labelled else None) or _dateline(head)
    if day:
        return day
    named = re.search(rf"{re.escape(number)}\s*,?\s*ngày\s*{DATE}", re.sub(r"\s+", " ", text))
    first = named or _DATELINE.search(signature)
    return (read_date(first) if first else None) or _foreign_day(front_matter, "issued")


def _dateline(head: str) -> date | None:
    """Day of the dateline ("Hà Nội, ngày … tháng … năm …"), before the bases."""
    before_basis = re.split(r"\n\W*(?:Căn cứ|Điều 1)\b", head, maxsplit=1)[0]
    for match in _DATELINE.finditer(before_basis):
        line = before_basis[before_basis.rfind("\n", 0, match.start() + 1) + 1 : match.start() + 1]
        if not re.search(r"\b[Nn]ghị định số|[Ll]uật|CÔNG BÁO|Thời gian", line):
            return read_date(match)
    return None


def _issuer(head: str, signature: str, number: str, front_matter: Mapping[str, object]) -> str:
    named = issuer_of(number)
    if number.endswith("/TW"):
        return party_issuer_in(head, signature) or named
    if named.endswith(("Ủy ban nhân dân", "Hội đồng nhân dân")) or not named:
        found = issuer_in(head, named) or named or enacting_issuer_in(head)
        return found or _foreign(front_matter, "issuer")
    return named


def _consolidated_start(head: str, kind: str) -> date | None:
    """First day of a consolidated text: that of the document it consolidates, named first in its head."""
    if kind != "Văn bản hợp nhất":
        return None
    match = re.search(rf"có\s+hiệu\s+lực\s+(?:thi\s+hành\s+)?(?:kể\s+)?từ\s+ngày\s*{DATE}", head)
    return read_date(match) if match else None


def _short_title(number: str, kind: str, title: str) -> str:
    known = short_title_of(number)
    if known or kind not in {"Luật", "Bộ luật", "Pháp lệnh"} or "sửa đổi" in title:
        return known
    return title


def _standing(front_matter: Mapping[str, object]) -> Standing:
    value = _text(front_matter, "standing")
    return Standing(value) if value in set(Standing) else Standing.OFFICIAL


def _is_digest(front_matter: Mapping[str, object]) -> bool:
    return _standing(front_matter) is not Standing.OFFICIAL


def _text(front_matter: Mapping[str, object], key: str) -> str:
    value = front_matter.get(key)
    return str(value).strip() if value is not None else ""


def _day(front_matter: Mapping[str, object], key: str) -> date | None:
    return _as_day(front_matter.get(key))


def _foreign(front_matter: Mapping[str, object], key: str) -> str:
    return next((_text(front_matter, name) for name in _FOREIGN_KEYS[key] if _text(front_matter, name)), "")


def _foreign_day(front_matter: Mapping[str, object], key: str) -> date | None:
    return next((day for name in _FOREIGN_KEYS[key] if (day := _as_day(front_matter.get(name)))), None)


def _as_day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value or "").strip()
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})", text)
    if iso:
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    match = re.match(DATE, text)
    return read_date(match) if match else None
