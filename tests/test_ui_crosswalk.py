"""The page of powers: tiers, flows, filters, rows and exports."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
import pytest

from ingest.crosswalk.export import csv_text, xlsx_bytes
from tests.browser.fake_backend import DECREE, INJECTION
from tests.browser.fake_catalogue import COMMUNE, DISTRICT, ROWS
from ui import texts_crosswalk as told
from ui.crosswalk import Wanted, table_markup
from ui.passages import Reading
from ui.tiers import Tier, flows, picture, tier_of

READING = Reading({}, {DECREE: INJECTION}, date(2026, 11, 25), 180)


@pytest.mark.parametrize(
    ("authority", "tier"),
    [
        (COMMUNE, Tier.COMMUNE), (DISTRICT, Tier.DISTRICT), ("Sở Xây dựng", Tier.PROVINCE),
        ("Bộ trưởng Bộ Công Thương", Tier.CENTRAL), ("Thủ tướng Chính phủ", Tier.CENTRAL),
        ("Bộ Công Thương và Ủy ban nhân dân cấp tỉnh", Tier.SEVERAL), ("Ủy ban nhân dân các cấp", Tier.SEVERAL),
        ("Công an cấp xã", Tier.COMMUNE), ("Chủ đầu tư", Tier.UNKNOWN), (None, Tier.UNKNOWN),
    ],
)  # fmt: skip
def test_tiers_of_authorities(authority: str | None, tier: Tier) -> None:
    assert tier_of(authority) is tier


def test_flows_count_every_task_once_and_the_picture_has_them_as_a_table() -> None:
    counts = flows(ROWS)
    assert sum(counts.values()) == len(ROWS)
    assert counts[Tier.DISTRICT, Tier.COMMUNE] == 2
    markup = picture(counts)
    assert markup.count("<path") == len(counts)
    assert "Trung ương Cấp tỉnh 35" in " ".join(re.sub(r"<[^>]+>", " ", markup).split())
    assert picture({}) == ""


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(), len(ROWS)), (Wanted(words="giay phep"), 2), (Wanted(words="giấy phép trồng"), 2),
        (Wanted(words="giáy"), 0), (Wanted(now=("commune",)), 4), (Wanted(before=("district",)), 2),
        (Wanted(before=("unknown",)), 2), (Wanted(words="giấy phé"), 0),
        (Wanted(authorities=(COMMUNE,)), 3), (Wanted(kinds=("phân cấp",)), 1),
        (Wanted(fields=("Đất đai",)), 0), (Wanted(fields=("Nông nghiệp, môi trường",)), len(ROWS)),
        (Wanted(words="cây", now=("province",)), 35), (Wanted(words='"điểm a khoản 1 điều 5"'), 1),
    ],
)  # fmt: skip
def test_crosswalk_filters(wanted: Wanted, count: int) -> None:
    found = [row for row in ROWS if wanted.passes(row, ("Nông nghiệp, môi trường",))]
    assert len(found) == count


def test_crosswalk_rows_link_to_their_basis_and_are_inert() -> None:
    markup = str(table_markup(ROWS[:4], READING))
    assert f'data-open="r:{DECREE}|art_5__cl_1__pt_a">điểm a khoản 1 Điều 5 <span' in markup
    assert told.BEFORE_UNKNOWN in markup
    assert "Trong thời hạn 05 ngày làm việc" in markup
    assert "<img" not in markup
    assert 'scope="col"' in markup


def test_exports_hold_exactly_the_rows() -> None:
    assert csv_text(ROWS[:3]).count("\n") == 4 + sum(row.matter.count("\n") for row in ROWS[:3])
    assert "'=Lập danh mục" in csv_text(ROWS[3:4])
    lines = list(openpyxl.load_workbook(io.BytesIO(xlsx_bytes(ROWS[:3]))).worksheets[0].values)
    assert [line[0] for line in lines[1:]] == [row.matter for row in ROWS[:3]]
