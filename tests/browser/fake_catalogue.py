"""What the reading pages look up, for the two fictional decrees: catalogue, crosswalk rows and an original PDF."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from corpus.catalogue import Catalogue
from corpus.model import Chunk, Document, Effect, EffectKind, Reference, Standing, Target, Validity
from ingest.crosswalk import CrosswalkRow, TransferKind
from tests.browser.fake_decrees import DECREE, DOCUMENTS, ENDS, HITS, INJECTION, LAW
from tests.source_files import Words, pdf
from tests.whole_catalogue import write_catalogue

START, CHANGED = date(2025, 7, 1), date(2026, 2, 1)
AMENDED = "1. Khuyến khích trồng cây."  # words of the law that take the place of clause 1 of article 6
_REFERENCES = {
    DECREE: (
        ("Luật Cây xanh số 90/2024/QH99", "", Target(document=LAW), None),
        ("điểm a khoản 1 Điều 5", "art_6__cl_1", Target(article="5", clause="1", point="a"), "art_5__cl_1__pt_a"),
        ("khoản 1 Điều 2 Luật Cây xanh", "art_7__cl_1", Target(LAW, article="2", clause="1"), "art_2__cl_1"),
    ),
    LAW: (),
}


def document(number: str) -> Document | None:
    """The fake backend's document with its references, effects and the hash of its original."""
    plain = DOCUMENTS.get(number)
    if plain is None:
        return None
    references = tuple(
        Reference(plain.text.index(words), plain.text.index(words) + len(words), source, target, resolved)
        for words, source, target, resolved in _REFERENCES[number]
    )
    sha256 = hashlib.sha256(original()).hexdigest() if number == LAW else ""
    return replace(plain, references=references, effects=_effects(number), sha256=sha256)


def _effects(number: str) -> tuple[Effect, ...]:
    if number != LAW:
        return (Effect(EffectKind.EXPIRES, Target(), "art_40", ENDS),)
    return (
        Effect(EffectKind.AMENDS, Target(DECREE, article="6", clause="1"), "art_2", CHANGED),
        Effect(EffectKind.REPEALS, Target(DECREE, article="5", clause="1", point="b"), "art_2", CHANGED),
    )


def validity() -> dict[tuple[str, str], Validity]:
    """By document and provision: the repealed point, the amended clause, and the documents' own."""
    decree, law = Validity(START, ENDS), Validity(date(2024, 8, 1), None)
    found = {(DECREE, p.id): decree for p in DOCUMENTS[DECREE].provisions}
    found |= {(LAW, p.id): law for p in DOCUMENTS[LAW].provisions}
    found[DECREE, ""], found[LAW, ""] = decree, law
    found[DECREE, "art_5__cl_1__pt_b"] = Validity(START, CHANGED, ended_by=(LAW, "art_2"))
    found[DECREE, "art_6__cl_1"] = Validity(START, CHANGED, amended_by=((LAW, "art_2"),))
    return found


@cache
def catalogue() -> Catalogue:
    """A real one in a temporary folder."""
    file = Path(tempfile.mkdtemp(prefix="tham-quyen-fake-")) / "catalogue.sqlite"
    documents = [found for number in DOCUMENTS if (found := document(number))]
    own = {hit.chunk.id: hit.chunk for hit in HITS}
    cited = replace(own[f"{DECREE}art_7__cl_1"], refers_to=((LAW, "art_2__cl_1"),))
    chunks = [*(own | {cited.id: cited}).values(), _expression()]
    write_catalogue(file, [(d, True) for d in documents], validity(), chunks)
    return Catalogue(file)


def _expression() -> Chunk:
    start = DOCUMENTS[LAW].text.index(AMENDED)
    return replace(
        HITS[5].chunk, id="expression", text=AMENDED, start=start, end=start + len(AMENDED), source_document=LAW,
        source_provision="art_2", validity=Validity(CHANGED, ENDS),
    )  # fmt: skip


@cache
def original() -> bytes:
    """The law as a PDF of two pages."""
    lines = [Words(line, y=740 - 30 * at) for at, line in enumerate(DOCUMENTS[LAW].text.split("\n"))]
    return pdf([lines, [Words("Phụ lục giả định")]])


def keep_original(home: Path) -> None:
    """Put the law's original where the administrator's files are kept."""
    folder = home / "originals" / hashlib.sha256(original()).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "luat-90.pdf").write_bytes(original())


def _row(matter: str, before: str | None, now: str, provision: str, **more: object) -> CrosswalkRow:
    steps = dict(step.split("_") for step in provision.split("__"))
    row = CrosswalkRow(
        matter=matter, sector_reference="khoản 1 Điều 2 Luật Cây xanh", provisions=((LAW, "art_2__cl_1"),),
        before=before, now=now, kind=TransferKind.DIVISION, conditions=(), document=DECREE, provision=provision,
        article=steps["art"], clause=steps.get("cl"), point=steps.get("pt"), in_force_from=START, in_force_to=ENDS,
        standing=Standing.DIGEST,
    )  # fmt: skip
    return replace(row, **more)  # type: ignore[arg-type]


COMMUNE, DISTRICT = "Chủ tịch Ủy ban nhân dân cấp xã", "Ủy ban nhân dân cấp huyện"
ROWS: tuple[CrosswalkRow, ...] = (
    _row("Cấp giấy phép trồng cây bóng mát trên vỉa hè", DISTRICT, COMMUNE, "art_5__cl_1__pt_a",
         conditions=("Trong thời hạn 05 ngày làm việc",)),
    _row("Thu hồi giấy phép trồng cây", DISTRICT, COMMUNE, "art_5__cl_1__pt_b", in_force_to=CHANGED),
    _row(f"Giải quyết kiến nghị {INJECTION}", None, COMMUNE, "art_5__cl_1__pt_c"),
    _row("=Lập danh mục cây cần bảo tồn", "Sở Cây xanh", "Ủy ban nhân dân cấp xã", "art_5__cl_2",
         kind=TransferKind.DECENTRALISATION),
    *(
        _row(f"Kiểm tra cây số {n}", "Bộ trưởng Bộ Xây dựng", "Ủy ban nhân dân cấp tỉnh", f"art_{n}__cl_1",
             kind=TransferKind.DEVOLUTION)
        for n in range(6, 41)
    ),
)  # fmt: skip
