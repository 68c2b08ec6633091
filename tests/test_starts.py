"""Documents that begin with another one: dated by it while the corpus has it. All texts are fictional."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ingested import parsed
from small_corpus import TinyEmbedder

from corpus.model import Document, EffectKind, Metadata
from corpus.settings import Settings
from ingest.administer import add, load_documents, remove
from ingest.correct import with_values
from ingest.document import read_document
from ingest.own_dates import own_dates
from ingest.starts import as_others_date, as_printed

LAW = """QUỐC HỘI
Luật số: 7/2030/QH16
LUẬT
BẾN BÃI
Căn cứ Hiến pháp;
Điều 1. Bến bãi
1. Bến có cọc.
2. Bến có đèn.
Điều 2. Hiệu lực thi hành
1. Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2032.
Luật này được Quốc hội khóa XVI thông qua ngày 05 tháng 5 năm 2030.
"""
EARLIER = """QUỐC HỘI
Luật số: 9/2031/QH16
LUẬT
SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT BẾN BÃI SỐ 7/2030/QH16
Căn cứ Hiến pháp;
Điều 1. Sửa đổi, bổ sung một số điều của Luật Bến bãi số 7/2030/QH16
1. Sửa đổi, bổ sung khoản 1 Điều 2 như sau:
“1. Luật này có hiệu lực thi hành từ ngày 01 tháng 8 năm 2031.”.
2. Bãi bỏ khoản 2 Điều 1.
Điều 2. Hiệu lực thi hành
Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.
Luật này được Quốc hội khóa XVI thông qua ngày 06 tháng 6 năm 2031.
"""
DECREE = """CHÍNH PHỦ
Số: 12/2031/NĐ-CP
Hà Nội, ngày 12 tháng 6 năm 2031
NGHỊ ĐỊNH
Quy định về bến đò
Căn cứ Luật Bến bãi số 7/2030/QH16;
Điều 1. Bến đò
1. Bến đò do xã quản lý.
2. Đò có phao.
Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành kể từ ngày Luật Bến bãi số 7/2030/QH16 có hiệu lực thi hành, trừ khoản 2 Điều này.
2. Khoản 2 Điều 1 của Nghị định này có hiệu lực kể từ ngày Nghị định này được ký ban hành.
3. Nghị định số 15/2029/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("luat-7", LAW), ("luat-9", EARLIER), ("nghi-dinh-12", DECREE)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def read(folder: Path, *names: str) -> list[Document]:
    return [read_document([folder / f"{name}.txt"], Settings(home=folder / "home")) for name in names]


def test_a_document_that_begins_with_another_says_so(folder: Path) -> None:
    [decree] = read(folder, "nghi-dinh-12")
    assert (decree.metadata.starts_with, decree.metadata.effective_from) == ("7/2030/QH16", None)
    assert any("7/2030/QH16" in warning for warning in decree.warnings)
    own = {effect.kind: effect.when for effect in decree.effects}
    assert (own[EffectKind.STARTS], own[EffectKind.REPEALS]) == (date(2031, 6, 12), None)


@pytest.mark.parametrize(
    ("names", "start"),
    [
        (["nghi-dinh-12"], None),  # the law is not in the corpus
        (["nghi-dinh-12", "luat-7"], date(2032, 1, 1)),
        (["luat-9", "nghi-dinh-12", "luat-7"], date(2031, 8, 1)),  # brought forward by a third text
    ],
)
def test_its_first_day_is_that_of_the_other_as_amended(folder: Path, names: list[str], start: date | None) -> None:
    documents = as_others_date(read(folder, *names), {})
    decree = next(d for d in documents if d.metadata.number == "12/2031/NĐ-CP")
    own = {effect.kind: effect.when for effect in decree.effects}
    assert decree.metadata.effective_from == own[EffectKind.REPEALS] == own[EffectKind.BASED_ON] == start
    assert own[EffectKind.STARTS] == date(2031, 6, 12)
    assert as_printed(documents, {}) == read(folder, *names)


def test_a_start_that_a_later_text_amends_is_moved(folder: Path) -> None:
    [law, *_] = as_others_date(read(folder, "luat-7", "luat-9"), {})
    assert (law.metadata.effective_from, law.metadata.printed_start) == (date(2031, 8, 1), date(2032, 1, 1))
    assert {effect.when for effect in law.effects} == {date(2031, 8, 1)}
    assert as_printed([law], {}) == read(folder, "luat-7")


def test_a_start_set_by_hand_is_not_moved(folder: Path) -> None:
    law, earlier = read(folder, "luat-7", "luat-9")
    moved = as_others_date([law, earlier], {})[0]
    by_hand = with_values(moved, {"effective_from": "2031-12-01"}, {})
    assert by_hand.metadata.printed_start is None
    assert as_others_date(as_printed([by_hand, earlier], {}), {})[0] == by_hand


def test_a_start_set_by_hand_is_nobody_else_s(folder: Path) -> None:
    decree, law = read(folder, "nghi-dinh-12", "luat-7")
    corrected = with_values(decree, {"effective_from": "2031-09-01"}, {})
    assert as_others_date(as_printed([corrected, law], {}), {})[0] == corrected
    assert with_values(corrected, {"effective_from": ""}, {}).metadata == decree.metadata


@pytest.mark.parametrize(
    "sentence",
    [
        "Nghị định này có hiệu lực từ ngày Luật Bến bãi có hiệu lực.",  # which one?
        "Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031.",
        "Nghị định này có hiệu lực từ ngày Luật số 7/2030/QH16 và Luật số 8/2030/QH16 có hiệu lực.",
        "Chương II Nghị định này có hiệu lực từ ngày Luật số 7/2030/QH16 có hiệu lực.",
    ],
)
def test_no_other_document_dates_it(sentence: str) -> None:
    assert own_dates(parsed(f"Điều 1. Hiệu lực thi hành\n1. {sentence}"), None).starts_with == ""


def test_the_day_comes_and_goes_with_the_other_document(folder: Path, tmp_path: Path, embedder: TinyEmbedder) -> None:
    settings = Settings(home=tmp_path / "index")

    def decree() -> Metadata:
        return next(d.metadata for d in load_documents(settings) if d.metadata.number == "12/2031/NĐ-CP")

    add([folder / "nghi-dinh-12.txt"], settings)
    assert decree().effective_from is None
    add([folder / "luat-7.txt"], settings)
    assert decree().effective_from == date(2032, 1, 1)
    add([folder / "luat-9.txt"], settings)
    assert decree().effective_from == date(2031, 8, 1)
    remove("7/2030/QH16", settings)
    assert decree().effective_from is None
