"""What decree 49/2026/NĐ-CP, article 16 clause 3, leaves of 151/2025 and 226/2025, read by hand clause by clause.

Needs the shared corpus beside the project. The table holds facts (which provision ends when), no sentence of a text.
"""

from __future__ import annotations

from datetime import date

import pytest

from corpus.consolidate import consolidate
from corpus.model import Document, ProvisionKind
from corpus.settings import PROJECT, Settings
from corpus.validity import resolve_validity
from ingest.document import read_document

GAZETTE = PROJECT.parent / "shared" / "corpus" / "originals" / "pdf-congbao"
FILES = (
    ("151-2025-nd-cp-part-1.pdf", "151-2025-nd-cp-part-2.pdf", "151-2025-nd-cp-part-3.pdf"),
    ("226-2025-nd-cp.pdf",),
    ("49-2026-nd-cp.pdf",),
)
TRANSFER, AMENDING = "151/2025/NĐ-CP", "226/2025/NĐ-CP"
ENDED, EARLIER, SUNSET = date(2026, 1, 31), date(2025, 8, 15), date(2027, 3, 1)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not GAZETTE.is_dir(), reason="real regulations (../shared/corpus) are not on this machine"),
]

# Provisions that end on 31 January 2026, with all that is in them.
WHOLE = """art_4 art_7__cl_3 art_7__cl_4__pt_c art_8__cl_3 art_10 art_11 art_12__cl_3 art_12__cl_5 art_14__cl_1__pt_b
art_14__cl_1__pt_c art_14__cl_1__pt_d art_14__cl_1__pt_e art_14__cl_2__pt_đ art_17__cl_1__pt_b art_17__cl_2__pt_e
art_17__cl_2__pt_g art_19 art_20"""
# Of what ends but for exceptions, those exceptions, with all that is in them; they stay until the decree's own end.
EXCEPTED = """art_5__cl_1__pt_i art_5__cl_2__pt_g art_5__cl_5__pt_d art_9__cl_3 art_9__cl_4__pt_i art_9__cl_4__pt_m
app_I__part_III__sec_I__cl_6 app_I__part_IV app_I__part_VI app_I__part_VIII
app_I__part_V__sec_C__sec_II__cl_3__pt_b app_I__part_V__sec_C__sec_II__cl_3__pt_c
app_I__part_V__sec_C__sec_III__cl_4__pt_b app_I__part_V__sec_C__sec_III__cl_4__pt_c
app_I__part_V__sec_C__sec_VI__cl_3__pt_b app_I__part_V__sec_C__sec_VII__cl_1 app_I__part_V__sec_C__sec_XI__cl_1
app_I__part_V__sec_C__sec_XIII__cl_1 app_I__part_V__sec_C__sec_XVI__cl_1
app_II__form_14 app_II__form_14a app_II__form_14b app_II__form_14c app_II__form_14d app_II__form_14đ app_II__form_29
app_II__form_30 app_II__form_31 app_II__form_33 app_II__form_35 app_II__form_37 app_II__form_38 app_II__form_39
app_II__form_40 app_II__form_41 app_II__form_42 app_II__form_43"""
TITLE_ONLY = "app_I__part_V__sec_C__sec_XI__cl_2"  # of this clause only the words of its title stay
ALL_BUT = ("art_5", "art_9", "app_I", "app_II")
# Ended by 226/2025 before that; 49/2026 ends nothing twice.
BEFORE = """art_5__cl_3 art_8__cl_2 art_9__cl_4__pt_o app_I__part_IV__sec_I__cl_16 app_I__part_IV__sec_III__cl_2
app_I__part_IV__sec_III__cl_6__pt_a app_I__part_IV__sec_III__cl_10 app_II__form_11"""
OF_AMENDING = """art_1__cl_12 art_3__cl_1 art_4__cl_3 art_4__cl_4 art_4__cl_7 art_4__cl_8 art_4__cl_9__pt_b art_4__cl_11
art_4__cl_13 art_4__cl_15 art_6__cl_1 art_6__cl_2 art_6__cl_3 art_6__cl_4__pt_a art_6__cl_4__pt_b art_6__cl_5
art_7__cl_4__pt_a art_7__cl_6"""
# Single dashes of these points end; the point stays, with a note for each dash.
DASHES = {"art_7__cl_2__pt_a": (1, 7), "art_7__cl_3__pt_a": (4, 6, 8, 11, 12)}
_LEAVES = {ProvisionKind.ARTICLE, ProvisionKind.CLAUSE, ProvisionKind.POINT, ProvisionKind.FORM}


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [read_document([GAZETTE / name for name in names], Settings()) for names in FILES]


def _in(id: str, places: str) -> bool:
    return any(id == place or id.startswith(f"{place}__") for place in places.split())


def _holds(id: str, places: str) -> bool:
    return any(place.startswith(f"{id}__") for place in places.split())


def _expected(id: str) -> date:
    if _in(id, BEFORE):
        return EARLIER
    if _in(id, WHOLE):
        return ENDED
    if id.startswith(f"{TITLE_ONLY}__"):
        return ENDED
    kept = _in(id, EXCEPTED) or _holds(id, EXCEPTED) or id == TITLE_ONLY
    return ENDED if _in(id, " ".join(ALL_BUT)) and not kept else SUNSET


def test_every_provision_has_its_end(documents: list[Document]) -> None:
    validity = consolidate(documents, resolve_validity(documents)).validity
    transfer, amending = documents[0], documents[1]
    assert (transfer.metadata.number, amending.metadata.number) == (TRANSFER, AMENDING)
    found = {p.id: validity[TRANSFER, p.id].end for p in transfer.provisions if p.kind in _LEAVES}
    assert {id: end for id, end in found.items() if end != _expected(id)} == {}
    assert len(found) > 1100
    for id, end in ((p.id, validity[AMENDING, p.id].end) for p in amending.provisions if p.kind in _LEAVES):
        assert end == (ENDED if _in(id, OF_AMENDING) else None), id
    for id, numbers in DASHES.items():
        notes = " ".join(validity[AMENDING, id].notes)
        assert all(f"thứ {number} " in notes for number in numbers), id
