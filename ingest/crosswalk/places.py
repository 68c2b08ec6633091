"""The provisions of a transfer decree that hand powers over, and the text of each without its children.

A decree transfers powers if its title says so, or in a chapter that says so. General provisions, procedures and
final provisions transfer nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from corpus.model import Document, Provision, ProvisionKind, Reference
from ingest.crosswalk.model import TransferKind

Kind = ProvisionKind
_ABOUT = regex.compile(r"phân định|phân quyền|phân cấp|ủy quyền|uỷ quyền", regex.IGNORECASE)
# "Quy định chi tiết … Nghị định số A quy định về phân cấp …": what A is about, and what details it hands on nothing
_DETAILS = regex.compile(r"(?:quy định chi tiết|hướng dẫn)(?!\p{L})", regex.IGNORECASE)
_DETAILED = regex.compile(r"(?<!\p{L})(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định)(?!\p{L})")
# The organising laws lay down what devolution is; they transfer no single power.
_PRINCIPLES = {"Luật", "Bộ luật", "Hiến pháp", "Văn bản hợp nhất"}
_GENERAL = regex.compile(
    r"^(?:những\s+)?(?:quy định chung|điều khoản|tổ chức|hiệu lực|quy định chuyển tiếp|chuyển tiếp|phạm vi|đối tượng"
    r"|nguyên tắc|giải thích|(?:về\s+)?phí, lệ phí"
    r"|(?:quy định\s+)?(?:về\s+)?(?:trình tự|hồ sơ|điều chỉnh một số|thay thế)"
    r"|trách nhiệm (?:thi hành|tổ chức|của các bộ))",
    regex.IGNORECASE,
)
_RELATED = regex.compile(r"quy định liên quan", regex.IGNORECASE)
_LABEL = regex.compile(r"\s*(?:\d{1,3}[a-zđ]?\.|[a-zđ]\d?\))\s*")


@dataclass(frozen=True, slots=True)
class Cited:
    """A reference within a unit's text: half-open offsets there. `named_later` is the name of its text where that
    stands after a later reference only ("… khoản 3 Điều 236; … khoản 4 Điều 236 Luật Đất đai")."""

    start: int
    end: int
    reference: Reference
    named_later: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """An article, clause or point: its own text on one line, without label, heading and children."""

    provision: Provision
    text: str
    cited: tuple[Cited, ...]
    children: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Transferring:
    """An article that may transfer powers. `headings` are those of article, section and chapter, inner first;
    `bare` if even a power without a reference to another text counts (its section is about nothing else)."""

    article: Unit
    headings: tuple[str, ...]
    bare: bool


def transferring(document: Document) -> Iterator[Transferring]:
    """Articles of `document` that may transfer powers, in document order; none if it is no transfer decree."""
    if document.metadata.kind in _PRINCIPLES:
        return
    by_id = {provision.id: provision for provision in document.provisions}
    children: dict[str | None, list[Provision]] = defaultdict(list)
    for provision in document.provisions:
        children[provision.parent].append(provision)
    references = sorted(document.references, key=lambda r: r.start)
    title = document.metadata.title
    titled = bool(_ABOUT.search(_DETAILED.split(title)[0] if _DETAILS.match(title) else title))
    for provision in document.provisions:
        if provision.kind is not Kind.ARTICLE or not provision.id.startswith("art_"):
            continue
        above = [p.heading for p in _ancestors(provision, by_id)]
        about = titled or any(_ABOUT.search(heading) for heading in above)
        if about and not any(_GENERAL.search(heading) for heading in (provision.heading, *above)):
            bare = not any(_RELATED.search(heading) for heading in above)
            headings = (provision.heading, *above, document.metadata.title)
            yield Transferring(_unit(document, provision, children, references), headings, bare)


def kinds_named(text: str) -> list[TransferKind]:
    """Kinds of transfer that a heading or sentence names, each once."""
    folded = text.lower().replace("uỷ", "ủy")
    return [kind for kind in TransferKind if kind.value in folded]


def _ancestors(provision: Provision, by_id: dict[str, Provision]) -> Iterator[Provision]:
    above = by_id.get(provision.parent or "")
    while above is not None:
        yield above
        above = by_id.get(above.parent or "")


def _unit(
    document: Document, provision: Provision, children: dict[str | None, list[Provision]], references: list[Reference]
) -> Unit:
    below = [p for p in children[provision.id] if p.kind in {Kind.CLAUSE, Kind.POINT}]
    end = below[0].start if below else provision.end
    start = provision.start + _head_length(provision)
    text, offsets = _one_line(document.text, start, end)
    inside = [r for r in references if start <= r.start and r.end <= end]
    cited = tuple(Cited(offsets[r.start - start], offsets[r.end - start], r) for r in inside)
    return Unit(provision, text, cited, tuple(_unit(document, p, children, references) for p in below))


def _head_length(provision: Provision) -> int:
    """Characters of "Điều 5. Heading", "1." or "a)" before the own text."""
    if provision.kind is not Kind.ARTICLE:
        label = _LABEL.match(provision.text)
        return label.end() if label else 0
    words = [regex.escape(word) for word in f"Điều {provision.number}".split()]
    heading = [regex.escape(word) for word in provision.heading.split()]
    match = regex.match(r"[\s#*]*" + r"\s+".join(words) + r"\.?[\s*]*" + r"\s+".join(heading), provision.text)
    return match.end() if match else 0


def _one_line(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """text[start:end] with white space collapsed, and for each offset of the slice the one in the result."""
    letters: list[str] = []
    offsets: list[int] = []
    for character in text[start:end]:
        offsets.append(len(letters))
        if not character.isspace():
            letters.append(character)
        elif letters and letters[-1] != " ":
            letters.append(" ")
    return "".join(letters), [*offsets, len(letters)]
