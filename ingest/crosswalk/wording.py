"""The wording of a power: its parts, its task without reference and authority, its conditions.

All functions take a unit's blanked text and half-open spans in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from corpus.authorities.terms import DECIDES, PREPARES
from ingest.crosswalk.citing import BLANK, SectorReference, sector_reference
from ingest.crosswalk.places import Cited

_ACT = (
    r"(?:" + "|".join(regex.escape(act) for act in sorted({*DECIDES, *PREPARES, "cho phép"}, key=len)) + r")(?!\p{L})"
)
_NEXT_ACT = regex.compile(rf"[\s▯]+và\s+{_ACT}")
_NO_POWER = regex.compile(r"(?:không|kết quả|việc|trừ|đồng thời gửi|thành viên)(?!\p{L})")
_CONDITION = regex.compile(
    r"(?<!\p{L})(?:(?<!khấu\s)trừ(?!\s+chi)|đối với|trong (?:các )?trường hợp|nếu"
    r"|trên cơ sở (?:ý kiến|đề nghị|đề xuất|thống nhất)|sau khi|khi(?:\s+(?:được|đáp ứng|công trình|có))"
    r"|mà(?!\s+(?:trước|không|trong|thương|(?:các\s+)?nghị định|luật|Luật))"
    r"|thuộc (?:các )?trường hợp"
    r"|theo (?:phân cấp|ủy quyền|nhiệm vụ được|chỉ đạo)(?!,\s+tổ)|trong phạm vi|không thuộc)(?!\p{L})"
)
_EMPTY_CONDITION = regex.compile(r"(?:\p{L}+\s*){0,2}|(?:đối với|thuộc|trong)\s+(?:các\s+)?trường hợp")
_REMARK = regex.compile(r"\(|(?:đã\s+)?(?:được\s+)?sửa đổi")
_DANGLING = regex.compile(
    r"\s*(?:đối với|thuộc|trong)(?:\s+(?:các\s+)?trường hợp)?$|\s+(?:theo|tại|liên quan đến|của)$"
    r"|\s+thuộc tỉnh, thành phố trực thuộc trung ương$"
)


def pieces(work: str, cited: Sequence[Cited], start: int, end: int, own: str) -> list[tuple[int, int]]:
    """Parts that are powers of their own: each has a reference of its own, and what has none goes with the next."""
    open_at = [m.end() for m in regex.finditer(";", work[:end], pos=start) if not _bracketed(work, start, m.start())]
    cuts = {start, end, *open_at}
    cuts |= {m.start() for m in _NEXT_ACT.finditer(work, start, end) if _after_reference(work, cited, m.start())}
    found: list[tuple[int, int]] = []
    begin = start
    for a, b in pairwise(sorted(cuts)):
        if sector_reference(work, cited, a, b, own) is not None:
            found.append((begin, b))
            begin = b
    rest = plain(work[begin:end]).strip(" ;,.")
    if rest and (not found or not _NO_POWER.match(rest)):
        found.append((begin, end))
    return found


def _bracketed(work: str, start: int, at: int) -> bool:
    return work.count("(", start, at) > work.count(")", start, at)


def _after_reference(work: str, cited: Sequence[Cited], at: int) -> bool:
    reach = len(work[:at].rstrip(f" {BLANK}"))
    return any(one.end == reach and one.reference.target.article is not None for one in cited)


def matter(
    work: str, start: int, end: int, reference: SectorReference | None, cuts: Sequence[tuple[int, int]] = ()
) -> str:
    """The task in [start, end): without the reference, `cuts` (the authority before) and conditions after it."""
    letters = list(work[start:end])
    for a, b in cuts:
        letters[max(a - start, 0) : max(b - start, 0)] = BLANK * max(0, min(b, end) - max(a, start))
    text, stop, after = "".join(letters), end, ""
    if reference is not None and start <= reference.start < end:
        rest = text[reference.end - start :]
        opened = _CONDITION.search(rest)
        after = plain(rest[: opened.start()] if opened else rest).strip(" ,;.")
        after = "" if _REMARK.match(after) else after.strip(")").removesuffix("(").strip()
        stop = reference.start
    text = plain(text[: stop - start]).strip(" ,;.”")
    text = regex.sub(r"^và\s+", "", _DANGLING.sub("", text))
    text = f"{text} {after}".strip() if len(after) > 3 or not text else text
    return text[:1].upper() + text[1:]


def inner_conditions(work: str, start: int, end: int, reference: SectorReference | None) -> tuple[str, ...]:
    """Conditions in a part, before and after its reference."""
    spans = [(start, end)]
    if reference is not None and start <= reference.start < end:
        spans = [(start, reference.start), (reference.end, end)]
    return tuple(found for a, b in spans if (found := condition(work, a, b)))


def condition(work: str, start: int, end: int) -> str:
    """The first condition in [start, end) up to ";", whole: a condition cut short is a wrong one. "" if none."""
    opened = _CONDITION.search(work, start, end)
    if opened is None:
        return ""
    text = plain(work[opened.start() : end]).partition(";")[0]
    text = regex.sub(r"\s+thực hiện$", "", text.strip(" ,."))
    text = _up_to_the_bracket_around(text)
    return "" if _EMPTY_CONDITION.fullmatch(text) else text


def _up_to_the_bracket_around(text: str) -> str:
    """`text` up to the bracket that closes what it stands in ("(trừ xe ô tô) của cơ quan …")."""
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return text[:at].strip()
    return text


def plain(text: str) -> str:
    """`text` without blanks for what was left out, white space collapsed."""
    words = " ".join(text.replace(BLANK, " ").split())
    words = regex.sub(r"\s+([,;.)])", r"\1", words)
    return str(regex.sub(r"\(\s*\)", "", words))
