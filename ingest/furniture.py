"""What stands on the page but is not the regulation: running heads, page numbers, stamps, portal marks."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.lines import Line

_RUNNING_HEAD = re.compile(
    r"(?:\d{1,4} )?CÔNG BÁO(?: TP\.? ?HCM)? ?/ ?Số [^/]{1,40}/ ?Ngày \d{1,2}-\d{1,2}-\d{4}(?: \d{1,4})?$"
)
_PAGE_NUMBER = re.compile(r"^(?:[-–—] ?)?(?:[Tt]rang )?(\d{1,4})(?: ?/ ?\d{1,4})?(?: ?[-–—])?$")
_GAZETTE_NOTE = re.compile(
    r"^\(?(?:Xem tiếp|Tiếp theo) Công báo số [\d +]+\)?$"
    r"|^(?:PHẦN (?:I|II|THỨ NHẤT)[.:]? ?)?VĂN BẢN QUY PHẠM PHÁP LUẬT$|^PHẦN VĂN BẢN (?:QUY PHẠM PHÁP LUẬT|KHÁC)$"
    r"|^Giá: ?[\d.]+ ?đồng$|^In tại:",
    re.IGNORECASE,
)
_CONTINUED = re.compile(r"^\(?Tiếp theo Công báo số [\d +]+\)?$", re.IGNORECASE)
_CONTINUED_HEAD = re.compile(r"^(?:PHẦN )?VĂN BẢN (?:QUY PHẠM PHÁP LUẬT|KHÁC)$", re.IGNORECASE)
_CONTINUED_REACH = 12  # lines: the name of the text is repeated at the head of its next issue
_IMPRINT = re.compile(r"^VĂN PHÒNG CHÍNH PHỦ XUẤT BẢN$")  # with addresses, to the end of the last page
_STAMP_START = re.compile(
    r"^(?:Người ký|Ký bởi|Ký số bởi|Được ký bởi|Digitally signed by|Signature Not Verified)\b ?:?"
)
_STAMP_KEY = re.compile(
    r"^(?:Người ký|Ký bởi|Ký số bởi|Email|Cơ quan|Tổ chức|Chức vụ|Thời gian ký|Ngày ký|Date|Location|Reason|DN)\b ?:"
)
_STAMP_END = re.compile(r"^(?:Thời gian ký|Ngày ký|Date)\b ?:.*\d{4}")
_COPY_STAMP = re.compile(r"^SAO Y\b.*|^\d{2}/\d{2}/\d{4};? ?\d{2}:\d{2}:\d{2}.*|^.{0,60}\+07[:']00'?$")
_STAMP_REACH = 8  # lines
_PORTAL = re.compile(
    r"^(?:Bản dịch này thuộc quyền sở hữu của|THƯ VIỆN PHÁP LUẬT\b|CÁC NỘI DUNG ĐƯỢC SỬA ĐỔI, HƯỚNG DẪN$"
    r"|Các nội dung của VB này được VB khác|các màu sắc:$|: Sửa đổi, thay thế,|hủy bỏ$|: Bổ sung$|: Đính chính$"
    r"|: Hướng dẫn$|Click vào phần bôi vàng|Đang tải văn bản|X$|Bài liên quan|Bấm để|Tải về$|Lưu về$|In văn bản$)",
)
_PORTAL_NOTICE = "has the copyright on this translation"
_PORTAL_TAIL = re.compile(r"^(?:Văn bản này chưa cập nhật nội dung Tiếng Anh|NỘI DUNG SỬA ĐỔI, HƯỚNG DẪN$)")
_RULE = re.compile(r"^[-_=*~. |─—–]{3,}$|^[-_]+$|^[*|]$")
_EDGE_LINES = 3
_HALF_SENTENCE = 40  # characters


def strip_furniture(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of all pages that belong to the regulation, in order."""
    offsets = _number_offsets(pages)
    kept: list[Line] = []
    for page in _without_portal_tail(pages):
        lines = list(itertools.takewhile(lambda line: not _IMPRINT.match(line.text), _without_stamps(page)))
        lines = _without_repeated_head(lines)
        lines = [line for line in lines if not _GAZETTE_NOTE.match(line.text) and not _is_portal(line.text)]
        lines = _without_page_marks(lines, offsets)
        lines = [line for line in lines if not _RULE.match(line.text)]
        if lines:
            kept.append(replace(lines[0], turn=True, gap=False))
            kept.extend(replace(line, turn=False) for line in lines[1:])
    return kept


def _without_repeated_head(page: list[Line]) -> list[Line]:
    """Drops what a gazette prints above the continuation of a text: its issuer, number and title once more."""
    end = next((at for at, line in enumerate(page) if _CONTINUED.match(line.text)), None)
    if end is None:
        return page
    reach = range(max(0, end - _CONTINUED_REACH), end)
    start = next((at for at in reach if _CONTINUED_HEAD.match(page[at].text)), end)
    return [*page[:start], *page[end + 1 :]]


def _is_portal(text: str) -> bool:
    return bool(_PORTAL.match(text)) or _PORTAL_NOTICE in text


def _without_portal_tail(pages: Sequence[Sequence[Line]]) -> list[Sequence[Line]]:
    """Cuts what a portal prints below the regulation, if its notice shows that the text was copied from it."""
    if not any(_PORTAL_NOTICE in line.text for page in pages for line in page):
        return list(pages)
    kept: list[Sequence[Line]] = []
    for page in pages:
        tail = next((at for at, line in enumerate(page) if _PORTAL_TAIL.match(line.text)), None)
        kept.append(page if tail is None else page[:tail])
        if tail is not None:
            break
    return kept


def _without_stamps(page: Sequence[Line]) -> list[Line]:
    """Drops digital-signature stamps; words of the text printed on a stamp's last line are kept."""
    kept: list[Line] = []
    index = 0
    while index < len(page):
        end = _stamp_end(page, index)
        if end == index:
            if not _COPY_STAMP.match(page[index].text):
                kept.append(page[index])
            index += 1
            continue
        head = _RUNNING_HEAD.search(page[end - 1].text)
        if head:
            kept.append(replace(page[end - 1], text=head[0]))
        index = end
    return kept


def _stamp_end(page: Sequence[Line], start: int) -> int:
    """Index after the stamp that starts at `start`; `start` if none does."""
    if not _STAMP_START.match(page[start].text):
        return start
    reach = page[start : start + _STAMP_REACH]
    keys = [at for at, line in enumerate(reach) if _STAMP_KEY.match(line.text)]
    if len(keys) < 2:
        return start
    for at in keys:
        if _STAMP_END.match(reach[at].text):
            return start + at + 1
    last = keys[-1]
    while last + 1 < len(reach) and reach[last + 1].text.isupper() and not _RUNNING_HEAD.match(reach[last + 1].text):
        last += 1
        if _RUNNING_HEAD.search(reach[last].text):
            break
    return start + last + 1


def _number_offsets(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Printed page number minus place of the page, where many pages agree (appendices may count anew)."""
    offsets: Counter[int] = Counter()
    for page in pages:
        edges = [*page[:_EDGE_LINES], *page[-_EDGE_LINES:]]
        offsets.update({int(match[1]) - line.page for line in edges if (match := _PAGE_NUMBER.match(line.text))})
    many = [offset for offset, count in offsets.most_common() if count >= max(2, len(pages) // 10)]
    has_heads = any(_RUNNING_HEAD.match(line.text) for page in pages for line in page)
    return set(many[:1] if has_heads else many)


def _without_page_marks(page: Sequence[Line], offsets: set[int]) -> list[Line]:
    """Drops running heads anywhere, and page numbers next to them or at the edges where they fit the count."""
    heads = {at for at, line in enumerate(page) if _RUNNING_HEAD.match(line.text)}
    dropped = set(heads)
    for at, line in enumerate(page):
        match = _PAGE_NUMBER.match(line.text)
        if match is None:
            continue
        edge = at < _EDGE_LINES or at >= len(page) - _EDGE_LINES
        counted = edge and int(match[1]) - line.page in offsets
        if counted or {at - 1, at + 1} & heads or _is_in_sentence(page, at):
            dropped.add(at)
    return [line for at, line in enumerate(page) if at not in dropped]


def _is_in_sentence(page: Sequence[Line], at: int) -> bool:
    """Does a lone number stand between two halves of a sentence (a page number that was misread)?"""
    if not 0 < at < len(page) - 1:
        return False
    before, after = page[at - 1].text, page[at + 1].text
    return min(len(before), len(after)) > _HALF_SENTENCE and before[-1].isalpha() and after[0].islower()
