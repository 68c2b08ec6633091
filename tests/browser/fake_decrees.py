"""Two plainly fictional decrees as documents, and the clauses of them that the stand-in assistant finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from corpus.model import (
    Chunk,
    Document,
    Hit,
    Metadata,
    Page,
    Provision,
    ProvisionKind,
    Standing,
    Validity,
)

DECREE, LAW = "901/2025/NĐ-CP", "90/2024/QH99"
INJECTION = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> **đậm** _nghiêng_ $x^2$ [a](b)'
ENDS = date(2027, 3, 1)

_CLAUSE = "1. Chủ tịch Ủy ban nhân dân cấp xã thực hiện các thẩm quyền sau đây:"
_POINTS = (
    "a) Cấp giấy phép trồng cây bóng mát trên vỉa hè cho hộ gia đình, cá nhân trong thời hạn 05 ngày làm việc;",
    "b) Thu hồi giấy phép trồng cây trong trường hợp người được cấp không trồng cây quá 06 tháng;",
    f"c) Giải quyết kiến nghị về cây xanh {INJECTION}.",
)
_REFERS = {6: ", theo điểm a khoản 1 Điều 5", 7: ", theo khoản 1 Điều 2 Luật Cây xanh"}
DECREE_TEXT = "\n".join(
    [
        "CHÍNH PHỦ",
        "Căn cứ Luật Cây xanh số 90/2024/QH99;",
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi điều chỉnh",
        "Nghị định này quy định về phân định thẩm quyền trong lĩnh vực cây xanh tại địa bàn giả định.",
        "Chương II",
        "PHÂN ĐỊNH THẨM QUYỀN",
        "Điều 5. Thẩm quyền của Chủ tịch Ủy ban nhân dân cấp xã trong lĩnh vực cây xanh",
        _CLAUSE,
        *_POINTS,
        "2. Ủy ban nhân dân cấp xã lập danh mục cây cần bảo tồn.",
        *(
            f"Điều {n}. Quy định số {n} của văn bản giả định\n1. Nội dung khoản 1 của Điều {n}{_REFERS.get(n, '')}."
            for n in range(6, 41)
        ),
    ]
)
LAW_TEXT = "Điều 1. Phạm vi\nLuật này quy định về cây xanh giả định.\nĐiều 2. Chính sách\n1. Khuyến khích trồng cây."


def _units(text: str) -> tuple[Provision, ...]:
    """A very small parser for the two texts above."""
    found: list[Provision] = []
    lines, offset = [], 0
    for line in text.split("\n"):
        lines.append((offset, line))
        offset += len(line) + 1
    for at, (start, line) in enumerate(lines):
        if line.startswith("Chương "):
            found.append(_unit(text, f"ch_{line.split()[1]}", ProvisionKind.CHAPTER, lines[at + 1][1], start, None))
        elif line.startswith("Điều "):
            number, heading = line.removeprefix("Điều ").split(". ", 1)
            parent = next((p.id for p in reversed(found) if p.kind is ProvisionKind.CHAPTER), None)
            found.append(_unit(text, f"art_{number}", ProvisionKind.ARTICLE, heading, start, parent))
        elif line[:2] in {"1.", "2."}:
            article = next(p.id for p in reversed(found) if p.kind is ProvisionKind.ARTICLE)
            found.append(_unit(text, f"{article}__cl_{line[0]}", ProvisionKind.CLAUSE, "", start, article))
        elif line[1:2] == ")":
            clause = next(p.id for p in reversed(found) if p.kind is ProvisionKind.CLAUSE)
            found.append(_unit(text, f"{clause}__pt_{line[0]}", ProvisionKind.POINT, "", start, clause))
    return tuple(_closed(text, found))


def _unit(text: str, key: str, kind: ProvisionKind, heading: str, start: int, parent: str | None) -> Provision:
    number = key.rsplit("_", 1)[1]
    return Provision(key, kind, number, heading, "", 1 + start // 900, start, len(text), parent)


def _closed(text: str, units: Sequence[Provision]) -> Iterator[Provision]:
    rank = list(ProvisionKind)
    for at, unit in enumerate(units):
        end = next((n.start for n in units[at + 1 :] if rank.index(n.kind) <= rank.index(unit.kind)), len(text))
        yield replace(unit, end=end, text=text[unit.start : end])


def _document(metadata: Metadata, text: str, file: str) -> Document:
    pages = tuple(Page(n + 1, at, min(at + 900, len(text))) for n, at in enumerate(range(0, len(text), 900)))
    return Document(metadata, text, pages, _units(text), file=file)


DOCUMENTS = {
    DECREE: _document(
        Metadata(
            DECREE, "Nghị định", "Quy định về phân định thẩm quyền trong lĩnh vực cây xanh giả định", "Chính phủ",
            "Người ký giả định", date(2025, 6, 12), date(2025, 7, 1), ENDS, Standing.DIGEST, "Công báo giả định số 1",
        ),
        DECREE_TEXT, "901-2025.md",
    ),
    LAW: _document(
        Metadata(LAW, "Luật", "Cây xanh (giả định)", "Quốc hội", "", date(2024, 1, 18), date(2024, 8, 1)),
        LAW_TEXT, "luat-<b>90</b>.pdf",
    ),
}  # fmt: skip
FORCE = {DECREE: Validity(date(2025, 7, 1), ENDS), LAW: Validity(date(2024, 8, 1), None)}


def _hit(rank: int, number: str, provision: str, *, in_force: bool = True) -> Hit:
    document = DOCUMENTS[number]
    unit = next(p for p in document.provisions if p.id == provision)
    named = dict(step.split("_") for step in provision.split("__"))
    meta, lead = document.metadata, _CLAUSE if "pt" in named else ""
    heading = next(p.heading for p in document.provisions if p.id == provision.split("__")[0])
    validity = FORCE[number] if in_force else Validity(date(2024, 1, 1), date(2025, 7, 1), ended_by=(LAW, "art_2"))
    chunk = Chunk(
        id=f"{number}{provision}", document=number, provision=provision, article=named["art"], clause=named.get("cl"),
        point=named.get("pt"), text=unit.text.strip(),
        context=f"{meta.kind} {number} › Điều {named['art']}. {heading} › khoản {named.get('cl')}\n{lead}".rstrip(),
        found_by=unit.text, page=unit.page, start=unit.start, end=unit.end, source_document=number, validity=validity,
        standing=meta.standing,
    )  # fmt: skip
    return Hit(rank, 1.0 - rank / 20, chunk, in_force)


HITS = tuple(
    _hit(rank, number, provision)
    for rank, (number, provision) in enumerate(
        [
            (DECREE, "art_5__cl_1__pt_a"), (DECREE, "art_5__cl_1__pt_b"), (DECREE, "art_5__cl_1__pt_c"),
            (DECREE, "art_5__cl_2"), (LAW, "art_2__cl_1"), (DECREE, "art_6__cl_1"), (DECREE, "art_7__cl_1"),
        ],
        1,
    )
)  # fmt: skip
HISTORY = (_hit(1, DECREE, "art_8__cl_1", in_force=False),)
