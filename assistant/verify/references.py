"""References of a claim: the provision named must be the cited one or stand in the cited text, of the same document.

"Điều 5" of another decree does not pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from assistant.verify.claim import Claim
from assistant.verify.model import Evidence, Finding
from assistant.verify.passage import Passage
from corpus.authorities.words import fold, one_line
from corpus.numbers import find_numbers, short_title_of

NAME = "reference"
OWN = "này"  # "Nghị định này"

_AND = r"(?:\s*,\s*(?:và\s+)?|\s*;\s*|\s+và\s+|\s+hoặc\s+)"
_POINT = r"[a-zđ]\d{0,2}(?![\p{L}\d])"
_CLAUSE = r"\d{1,3}[a-zđ]?(?![\p{L}\d/%])(?!\.\d)"
_POINTS = rf"(?:các\s+)?điểm\s+(?P<p>{_POINT})(?:{_AND}(?:điểm\s+)?(?P<p>{_POINT}))*"
_CLAUSES = rf"(?:các\s+)?khoản\s+(?P<c>{_CLAUSE})(?:{_AND}(?:khoản\s+)?(?P<c>{_CLAUSE}))*"
_ARTICLE = r"\d{1,3}[a-zđ]?(?![\p{L}\d])"
_ANOTHER = r"\d{1,3}[a-zđ]?(?![\p{L}\d/])(?!\s*(?:ngày|tháng|năm|%))"
_ARTICLES = rf"(?:các\s+)?điều\s+(?P<a>{_ARTICLE})(?:{_AND}(?:điều\s+)?(?P<a>{_ANOTHER}))*"
_SEP = r"\s*,?\s*(?:của\s+|thuộc\s+)?"
_REFERENCE = regex.compile(
    rf"(?<!\p{{L}})(?:(?:{_POINTS}{_SEP})?(?:{_CLAUSES}{_SEP})?{_ARTICLES}(?:{_SEP}{_CLAUSES}(?:{_SEP}{_POINTS})?)?(?!\p{{L}})"
    rf"|(?:{_POINTS}{_SEP})?{_CLAUSES}(?:{_SEP}{_POINTS})?|{_POINTS})"
)
_OUTER = regex.compile(
    r"(?<!\p{L})(?P<kind>chương|phụ\s+lục|mẫu\s+số|phần|mục)\s+(?P<n>[ivxl]+|\d{1,3}[a-zđ]?)(?![\p{L}\d])"
)
_TO_DOCUMENT = regex.compile(
    r"\s*(?:,|của|thuộc|tại|trong|ban\s+hành\s+kèm\s+theo|\s)*\s*(?:nghị\s+định|luật|bộ\s+luật|nghị\s+quyết"
    r"|thông\s+tư|quyết\s+định|nđ|nq|tt)?\s*(?:số\s*)?"
)
_OWN_DOCUMENT = regex.compile(
    r"\s*(?:,|của|thuộc|tại|\s)*(?:nghị\s+định|luật|nghị\s+quyết|thông\s+tư|quyết\s+định|quy\s+chế"
    r"|quy\s+định)\s+này(?!\p{L})"
)
_SHORT = regex.compile(
    r"(?<!\p{L})(?P<kind>nghị\s+định|nđ|luật|thông\s+tư|nghị\s+quyết"
    r"|nq)\s+(?:số\s+)?(?P<ordinal>\d{1,4}(?:\.\d+)?)(?![\d/]|\s*/)"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Provisions named together. `document`: number, OWN, "#151" (ordinal only) or "" if not said."""

    start: int
    end: int
    articles: frozenset[str]
    clauses: frozenset[str]
    points: frozenset[str]
    document: str


@lru_cache(maxsize=2048)
def find_references(folded: str) -> tuple[Reference, ...]:
    found: list[Reference] = []
    documents = find_documents(folded)
    for m in _REFERENCE.finditer(folded):
        groups = m.capturesdict()
        articles, clauses, points = (frozenset(groups.get(g) or ()) for g in "acp")
        document = _document_after(folded, m.end(), documents)
        found.append(Reference(m.start(), m.end(), articles, clauses, points, document))
    for i in range(len(found) - 2, -1, -1):  # "Điều 136 và Điều 142 Luật Đất đai": the law is of both
        left, right = found[i], found[i + 1]
        between = folded[left.end : right.start]
        if not left.document and right.document and regex.fullmatch(r"\s*(?:,|và|hoặc|;)?\s*(?:tại\s+)?", between):
            found[i] = Reference(left.start, left.end, left.articles, left.clauses, left.points, right.document)
    return tuple(found)


@lru_cache(maxsize=2048)
def find_documents(folded: str) -> tuple[tuple[int, int, str], ...]:
    """Documents named: (start, end, number); "#151" where only the ordinal is given."""
    found = list(find_numbers(folded))
    for m in _SHORT.finditer(folded):
        if not any(start < m.end() and m.start() < end for start, end, _ in found):
            found.append((m.start(), m.end(), "#" + m["ordinal"]))
    return tuple(sorted(found))


def reference_spans(folded: str) -> list[tuple[int, int]]:
    """Spans of all that names provisions or documents."""
    spans = [(r.start, r.end) for r in find_references(folded)]
    spans += [(start, end) for start, end, _ in find_documents(folded)]
    return spans + [m.span() for m in _OUTER.finditer(folded)]


def _document_after(folded: str, end: int, documents: tuple[tuple[int, int, str], ...]) -> str:
    if _OWN_DOCUMENT.match(folded, end):
        return OWN
    gap = _TO_DOCUMENT.match(folded, end)
    reach = gap.end() if gap else end
    return next((number for start, _, number in documents if end <= start <= reach), "")


def check_references(claim: Claim, passages: Sequence[Passage]) -> list[Finding]:
    findings = []
    whole = _CHANGES.search(claim.folded) is not None
    references = find_references(claim.folded)
    for start, end, number in find_documents(claim.folded):
        named = [p for p in passages if _names_document(number, claim.folded[start:end], p)]
        if not named:
            findings.append(_finding(claim, start, end, "văn bản"))
        elif (
            whole
            and not _is_attached(claim.folded, start, references)
            and not any(_names_whole(number, p) for p in named)
        ):
            reason = f"Căn cứ chỉ nói đến một phần của “{claim.text[start:end]}”, không phải cả văn bản."
            findings.append(Finding(NAME, "fail", reason, (start, end)))
    for ref in references:
        if not any(_fits(ref, p, whole) for p in passages):
            findings.append(_finding(claim, ref.start, ref.end, "dẫn chiếu"))
    for m in _OUTER.finditer(claim.folded):
        if not any(_has_outer(one_line(m.group()), p) for p in passages):
            findings.append(_finding(claim, m.start(), m.end(), "dẫn chiếu"))
    return findings


# Words by which a text ends or changes another: what they bear on must be named exactly, not one level wider.
_CHANGES = regex.compile(r"hết\s+hiệu\s+lực|bãi\s+bỏ|thay\s+thế|sửa\s+đổi|chấm\s+dứt\s+hiệu\s+lực")


def _is_attached(folded: str, start: int, references: Sequence[Reference]) -> bool:
    """The document stands right after a provision of it ("khoản 2 Điều 9 Nghị định số …")."""
    return any(r.end <= start <= m.end() for r in references if (m := _TO_DOCUMENT.match(folded, r.end)) is not None)


def _names_whole(number: str, passage: Passage) -> bool:
    if _same_document(number, passage.evidence.document, named_year=False):
        return True
    references = find_references(passage.folded)
    found = [s for s, _, n in find_documents(passage.folded) if _same_document(number, n, named_year=False)]
    return any(not _is_attached(passage.folded, start, references) for start in found)


def _finding(claim: Claim, start: int, end: int, what: str) -> Finding:
    reason = f"Căn cứ không phải và không nêu {what} “{claim.text[start:end].strip()}”."
    return Finding(NAME, "fail", reason, (start, end))


def _has_outer(written: str, passage: Passage) -> bool:
    there = one_line(passage.folded + " " + fold(passage.evidence.article or ""))
    return regex.search(rf"(?<!\p{{L}}){regex.escape(written)}(?![\p{{L}}\d])", there) is not None


def _same_document(claimed: str, known: str, named_year: bool = True) -> bool:
    if claimed == known:
        return True
    if claimed.startswith("#"):
        return known.lstrip("#").split("/")[0] == claimed[1:]
    title = short_title_of(claimed)
    return not named_year and bool(title) and title == short_title_of(known)


def _names_document(number: str, written: str, passage: Passage) -> bool:
    year = bool(regex.search(r"\d", written))
    known = [passage.evidence.document, *(n for _, _, n in find_documents(passage.folded))]
    return any(_same_document(number, k, named_year=year) for k in known if k)


def _fits(ref: Reference, passage: Passage, exact: bool) -> bool:
    return _is_cited(ref, passage.evidence, passage.text) or any(
        _is_named(ref, k, passage, exact) for k in find_references(passage.folded)
    )


def _is_cited(ref: Reference, evidence: Evidence, text: str) -> bool:
    if ref.document not in {"", OWN} and not _same_document(ref.document, evidence.document, named_year=False):
        return False
    if ref.articles and ref.articles != {evidence.article}:
        return False
    if ref.clauses and not all(
        c == evidence.clause or (evidence.clause is None and _item(c, ".", text)) for c in ref.clauses
    ):
        return False
    return all(p == evidence.point or (evidence.point is None and _item(p, ")", text)) for p in ref.points)


def _item(number: str, mark: str, text: str) -> bool:
    return regex.search(rf"(?:^|[\n;:])\s*{regex.escape(number)}{regex.escape(mark)}", fold(text)) is not None


def _is_named(ref: Reference, known: Reference, passage: Passage, exact: bool) -> bool:
    if exact and (bool(ref.clauses), bool(ref.points)) != (bool(known.clauses), bool(known.points)):
        return False
    if not (ref.articles <= known.articles and ref.clauses <= known.clauses and ref.points <= known.points):
        return False
    theirs = passage.evidence.document if known.document in {"", OWN} else known.document
    if ref.document == OWN:
        return known.document in {"", OWN}
    return ref.document == "" or _same_document(ref.document, theirs, named_year=False)
