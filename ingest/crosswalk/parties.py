"""Authorities as a decree prints them: "Cơ quan được giao quản lý xây dựng thuộc Ủy ban nhân dân cấp xã".

`corpus.authorities` knows the names; here the whole phrase is wanted, with the agency inside the authority, the
list it stands in and the place ("nơi có dự án").
"""

from __future__ import annotations

from functools import lru_cache

import regex

from corpus.authorities.names import name_authorities
from corpus.authorities.words import fold, nfc

_AGENCY = regex.compile(
    r"(?<!\p{L})(?:các\s+)?(?:cơ quan|tổ chức (?=hành chính|đăng ký|phát triển|được)|đơn vị|phòng|(?<!ủy )ban(?! hành)"
    r"|bộ phận|công chức)(?!\p{L})"
    r"(?:(?!(?<!\p{L})(?:cơ quan|do|làm|thực hiện|quy định|quyết định)(?!\p{L}))[^,;.:()]){0,90}?"
    r"\s(?:thuộc|của)\s+(?:các\s+)?$|(?<!\p{L})đại diện chủ sở hữu[\p{L} ]{0,60}?\slà\s+$"
)
# Bodies that the lists of names do not have, and offices that are bodies only in transfer decrees.
_UNLISTED = regex.compile(
    r"(?<!\p{L})(?:(?:văn phòng|chi nhánh|văn phòng đăng ký đất đai)\s*/\s*(?=chi nhánh|văn phòng)|(?:các\s+)?(?:"
    r"đại diện chủ sở hữu(?: nhà ở)?(?: thuộc tài sản công)?(?: đó)?|chủ đầu tư|người quyết định đầu tư"
    r"|(?:người đứng đầu |thủ trưởng )?cơ quan trung ương"
    r"|bộ(?: trưởng bộ)? quản lý (?:ngành, lĩnh vực|công trình xây dựng chuyên ngành|chuyên ngành|ngành)"
    r"|cơ quan,? (?:tổ chức |người )?được giao(?: [^,;.()▯]{0,60}?(?=\s(?:thực hiện|hoặc|thuộc)\s))?"
    r"|bộ(?: trưởng bộ)? (?:thương mại|công nghiệp|thủy sản)|cơ quan chuyên môn(?: về xây dựng)?"
    r"|(?:người đứng đầu|thủ trưởng) (?:các )?(?:cơ quan, |tổ chức, )*đơn vị "
    r"(?:(?!(?:do|của|theo|để|tại|trong)(?!\p{L}))[^;.:()▯]){3,200}?"
    r"(?= (?:có (?:thẩm quyền|trách nhiệm|nhiệm vụ)|quyết định|thực hiện|phê duyệt|được|ban hành)(?!\p{L}))"
    r"|(?:người|tổ chức|đơn vị) quản lý, sử dụng [\p{L} ]{2,30}?(?= thực hiện)"
    r"|cơ quan quản lý [\p{L} ]{2,60}?cấp (?:tỉnh|xã|huyện)|(?:cơ quan )?công an cấp (?:tỉnh|xã|huyện)"
    r"|cơ quan(?: quản lý)?(?: nhà nước)? có thẩm quyền)(?!\p{L}))"
)
_JOIN = regex.compile(r"\s*(?:,\s*(?:và\s+|hoặc\s+)?|và\s+|hoặc\s+|/\s*)(?:của\s+)?(?:các\s+)?")
_ADDITION = regex.compile(
    r"\s*\(nay là [^()]{3,60}\)|\s+có thẩm quyền quản lý(?!\p{L})|(?<=uất nhập)\s+khẩu(?!\p{L})"
    r"|(?<=\s(?:tỉnh|thành phố))(?:\s+\p{Lu}\p{Ll}+){1,3}(?!\p{L})"
)
_PLACE_ENDS = r"\s(?:thực hiện|thuộc tỉnh|trong|theo|quy định|(?<!cấp )quyết định|báo cáo|có trách nhiệm)(?!\p{L})"
_PLACE = regex.compile(rf"\s+(?:nơi(?! bị)|đặt tại|được giao)\s(?:(?!{_PLACE_ENDS})[^;.:])+?(?={_PLACE_ENDS})")
_LEVEL = regex.compile(r"cấp\s+(?:tỉnh|huyện|xã)")


@lru_cache(maxsize=4096)
def party_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open spans of single authorities in `text`, whole phrases, in text order, not overlapping."""
    folded = fold(nfc(text))
    found = [(a.start, a.end) for a in name_authorities(nfc(text))]
    for start, end in list(found):
        if agency := _AGENCY.search(folded, max(0, start - 130), start):
            found.append((agency.start(), end))
    found += [m.span() for m in _UNLISTED.finditer(folded)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(set(found)):
        if merged and _continues(folded, merged[-1][1], start, end):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple((start, end) for start, end in merged if not _LEVEL.fullmatch(folded[start:end]))


def _continues(folded: str, reach: int, start: int, end: int) -> bool:
    """Whether [start, end) belongs to the authority that reached `reach`: it overlaps, or is its level or branch."""
    if start < reach or folded[:reach].rstrip().endswith("/"):
        return True
    return not folded[reach:start].strip() and bool(_LEVEL.fullmatch(folded[start:end]))


def party_at(text: str, at: int, *, place: bool = True) -> int | None:
    """Where the phrase of one or more authorities that begins at `at` ends; None if none begins there."""
    spans = [span for span in party_spans(text) if span[0] >= at]
    lead = regex.compile(r"(?:các\s+)?").match(text, at)
    if not spans or spans[0][0] not in {at, lead.end() if lead else at}:
        return None
    end, reach = spans[0][1], -1
    while end != reach:
        reach = end
        addition = _ADDITION.match(text, end)
        end = addition.end() if addition else end
        end = _next_party(text, end, spans) or end
    if place and (after := _PLACE.match(text, end)):
        end = after.end()
    return end


def _next_party(text: str, end: int, spans: list[tuple[int, int]]) -> int | None:
    """Where the next authority of the list ends; None if the list ends at `end`."""
    following = next((span for span in spans if span[0] >= end), None)
    if following is None or not _JOIN.fullmatch(text, end, following[0]):
        return None
    return following[1]


def printed(text: str) -> str:
    """An authority for the table: no leading "các", first letter a capital."""
    words: str = regex.sub(r"^(?:các|của)\s+", "", text.strip(" ,;"))
    return words[:1].upper() + words[1:]
