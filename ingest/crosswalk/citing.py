"""What a power rests on: the places of sector laws that a sentence cites, as printed and as references."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from corpus.model import Reference, Target
from ingest.crosswalk.places import Cited

BLANK = "▯"
UNKNOWN = "?"  # document of a reference to a text that is named but not known by number
_AMENDMENTS = regex.compile(
    r"\((?!\s*(?:các\s+)?(?:điểm|khoản|Điều)\s)[^()]*(?:sửa đổi|bổ sung|sau đây|gọi chung|nếu có|cần thiết)[^()]*\)"
)
_DATED = regex.compile(
    r"\s*(?:,?\s*ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)?"
    r"(?:\s*của\s+(?:Chính phủ|Quốc hội|Thủ tướng Chính phủ|Ủy ban Thường vụ Quốc hội"
    r"|Bộ trưởng Bộ [^,;.]{4,40}?)(?!\p{L}))?"
)
# The title after a dated number ends where the sentence hands the power on or goes on citing.
_TITLE = regex.compile(
    r"\s*(?:quy định|về|hướng dẫn|sửa đổi|ban hành)\s.*?(?=\s(?:do|bởi)\s+\p{L}"
    r"|\s(?:chuyển giao|phân cấp|phân quyền|giao)\s+cho\s"
    r"|(?:,|\svà)\s+(?:các\s+)?(?:điểm|khoản|Điều)\s|[;.(▯]|$)"
)
_YEAR = regex.compile(r"\s+năm\s+\d{4}")
_GAP = regex.compile(r"(?:[\s,;▯]|\([^()]*\)|\bnăm\s+\d{4}|\bvà\b|\bhoặc\b|\bcủa\b|\bcác\b|\btại\b|\bở\b)*")
# A text that the list of known laws does not have.
_UNKNOWN = regex.compile(
    r"\s+(?:của\s+)?(?:Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định|Hiệp định)\s+"
    r"(?!này)[^,;.()]{3,90}?"
    r"(?=\s(?:do|năm)\s|\s(?:chuyển giao|phân cấp|phân quyền)\s|[,;.()]|$)"
)
_NAME = regex.compile(r"(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định)\s.*$")
_CONNECTOR = regex.compile(
    r"(?:[\s,▯]|\()*(?:(?:được\s+)?(?:theo\s+)?quy\s+định(?:\s+(?:cụ thể|chi tiết))?"
    r"(?:\s+(?:tại|trong|của))?|theo|tại|(?<!nhà\s|đất\s)ở)?"
    r"\s*\(?\s*(?:các\s+)?$"
)
_LAID_DOWN = regex.compile(r"[\s,▯]*(?:(?:được|theo)\s+)*quy\s+định|\s*\(")
_CONDITIONAL = regex.compile(
    r"(?<!\p{L})(?:đối với|trừ|trong trường hợp|mà|theo hình thức|khi|nếu|thuộc trường hợp|phụ thuộc)(?!\p{L})[^;]*$"
)


@dataclass(frozen=True, slots=True)
class SectorReference:
    """A run of places cited together: half-open span with its "quy định tại", and what is printed of it."""

    start: int
    end: int
    printed: str
    references: tuple[Reference, ...]

    @property
    def exact(self) -> bool:
        """Whether it names an article or appendix, not only a text."""
        return any(r.target.article is not None or r.target.appendix is not None for r in self.references)

    @property
    def targets(self) -> frozenset[Target]:
        return frozenset(r.target for r in self.references)


def blanked(text: str, cited: Sequence[Cited]) -> str:
    """`text` with what only identifies a cited text (date, issuer, title, amendments) blanked, same length."""
    work: str = _AMENDMENTS.sub(lambda m: BLANK * len(m.group()), text)
    for one in cited:
        if one.reference.target.document is None:
            continue
        dated = _DATED.match(work, one.end)
        end = dated.end() if dated and dated.group().strip() else one.end
        if end > one.end and (title := _TITLE.match(work, end)):
            end = title.end()
        work = work[: one.end] + BLANK * (end - one.end) + work[end:]
    return work


def sector_reference(work: str, cited: Sequence[Cited], start: int, end: int, own: str) -> SectorReference | None:
    """The run within [start, end) that the power rests on: the last one that is no part of a condition.

    Places of the decree itself (`own`) are none; a text alone counts only where no article is cited.
    """
    found = _runs(work, [c for c in cited if start <= c.start and c.end <= end and work[c.start] != BLANK], own)
    found = [run for run in found if run.exact] or found
    plain = [run for run in found if not _CONDITIONAL.search(work, start, run.start)]
    return plain[-1] if plain else found[0] if found else None


def borrow_document(cited: Sequence[Cited], text: str, own: str) -> list[Cited]:
    """References that name no text take it from the next one in the sentence ("… Điều 236; … Điều 236 Luật X")."""
    result: list[Cited] = []
    following, name = "", ""
    for one in reversed(cited):
        target = one.reference.target
        if target.document and (named := _NAME.search(text, one.start, one.end)):
            following, name = target.document, named.group()
        elif target.article and not target.document and (unknown := _UNKNOWN.match(text, one.end)):
            reference = replace(one.reference, target=replace(target, document=UNKNOWN), resolved=None)
            one = replace(one, end=unknown.end(), reference=reference)
        elif target.article and not target.document and following not in {"", own} and not _names_itself(text, one):
            reference = replace(one.reference, target=replace(target, document=following), resolved=None)
            one = replace(one, reference=reference, named_later=name)
        result.append(one)
    return result[::-1]


def _names_itself(text: str, one: Cited) -> bool:
    return bool(regex.search(r"này|đó", text[one.start : one.end + 25].split(";")[0]))


def _runs(work: str, cited: Sequence[Cited], own: str) -> list[SectorReference]:
    groups: list[list[Cited]] = []
    for one in cited:
        if one.reference.target.document in {None, own}:
            continue
        if groups and _GAP.fullmatch(work, groups[-1][-1].end, one.start):
            groups[-1].append(one)
        else:
            groups.append([one])
    runs = [_run(work, group) for group in groups]
    return [run for run in runs if run.exact or _LAID_DOWN.match(work, run.start)]


def _run(work: str, group: Sequence[Cited]) -> SectorReference:
    start, end = group[0].start, max(one.end for one in group)
    if year := _YEAR.match(work, end):
        end = year.end()
    words = " ".join(work[start:end].replace(BLANK, " ").split())
    words = regex.sub(r"\s+([,;.])", r"\1", words)
    words = f"{words} {group[-1].named_later}".strip()
    connector = _CONNECTOR.search(work, max(0, start - 60), start)
    closed = end + 1 if work[end : end + 1] == ")" else end
    references = tuple(one.reference for one in group)
    return SectorReference(connector.start() if connector else start, closed, words, references)
