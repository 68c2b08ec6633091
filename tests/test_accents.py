"""Restoring diacritics from counts of a small text."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from corpus.accents import AccentCounts, AccentModel, lacks_accents

TEXT = """Ủy ban nhân dân cấp xã cấp giấy phép xây dựng nhà ở riêng lẻ.
Chủ tịch Ủy ban nhân dân cấp xã quyết định thu hồi đất. Nhà ở riêng lẻ của cá nhân."""


@pytest.fixture(scope="module")
def model() -> AccentModel:
    return AccentModel.build([TEXT] * 3)


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("nha o rieng le", "nhà ở riêng lẻ"),
        ("Chu tich uy ban nhan dan cap xa", "Chủ tịch ủy ban nhân dân cấp xã"),
        ("thu hoi dat, ai?", "thu hồi đất, ai?"),
        ("zzz 123", "zzz 123"),
        ("nhà o rieng le", "nhà ở riêng lẻ"),
        ("", ""),
    ],
)
def test_restore(model: AccentModel, plain: str, expected: str) -> None:
    assert model.restore(plain) == expected


def test_saved_model_restores_the_same(model: AccentModel, tmp_path: Path) -> None:
    model.save(tmp_path / "accents.json.gz")
    assert AccentModel.load(tmp_path / "accents.json.gz").restore("giay phep") == "giấy phép"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ai cap giay phep xay dung", True), ("ai cấp giấy phép xây dựng", False), ("GCN QSD", False)],
)
def test_lacks_accents(text: str, expected: bool) -> None:
    assert lacks_accents(text) is expected


def test_what_is_counted_together_makes_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Ủy ban nhân dân cấp xã cấp giấy phép.\nỦy ban nhân dân cấp tỉnh.", "", "giấy phép xây dựng cấp xã"] * 3
    made = []
    for name, at_once in (("whole", 1 << 21), ("line", 1), ("few", 40)):
        monkeypatch.setattr("corpus.accents._AT_ONCE", at_once)
        AccentModel.build(texts).save(tmp_path / name)
        made.append(gzip.decompress((tmp_path / name).read_bytes()))
    assert made[1:] == made[:1] * 2


def test_a_text_that_went_leaves_no_trace(tmp_path: Path) -> None:
    stays, goes = "Ủy ban nhân dân cấp xã cấp giấy phép.", "Sở Nông nghiệp\ncấp giấy phép, cấp chứng chỉ."
    counts = AccentCounts()
    for text in (goes, *[stays] * 3):
        counts.add(text)
    counts.save(tmp_path / "counts.npz")
    again = AccentCounts.load(tmp_path / "counts.npz")
    again.remove(goes)
    again.add(stays)
    again.model().save(tmp_path / "again")
    AccentModel.build([stays] * 4).save(tmp_path / "anew")
    found, wanted = (json.loads(gzip.decompress((tmp_path / name).read_bytes())) for name in ("again", "anew"))
    assert found == wanted
