"""The crosswalk on fictional transfer decrees: who had the power, who has it, under which point and until when."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from ferry_decrees import DIGEST, ENDING, FERRIES, HEAD, LAW
from small_corpus import TinyEmbedder

from corpus.errors import UsageError
from corpus.model import Standing
from corpus.settings import Settings
from corpus.validity import resolve_validity
from ingest.__main__ import main
from ingest.administer import add
from ingest.crosswalk import CrosswalkRow, TransferKind, export, rows, transfers
from ingest.crosswalk.export import csv_text
from ingest.crosswalk.parties import party_at
from ingest.document import read_document
from ingest.publish import link


def _read(tmp_path: Path, *texts: str) -> tuple[CrosswalkRow, ...]:
    documents = []
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}.md"
        path.write_text(text, encoding="utf-8")
        documents.append(read_document((path,), Settings(home=tmp_path)))
    linked = link(documents)
    return transfers(linked, resolve_validity(linked))


@pytest.fixture
def ferries(tmp_path: Path) -> dict[str, list[CrosswalkRow]]:
    found: dict[str, list[CrosswalkRow]] = {}
    for row in _read(tmp_path, FERRIES, LAW, ENDING):
        found.setdefault(f"{row.article}.{row.clause or ''}.{row.point or ''}", []).append(row)
    return found


@pytest.mark.parametrize(
    ("place", "index", "matter", "reference", "before", "now"),
    [
        ("2.1.a", 0, "Cho phép mở bến đò", "điểm b khoản 1 Điều 7 và khoản 2 Điều 8 Luật Đất đai",
         "Ủy ban nhân dân cấp huyện", "Chủ tịch Ủy ban nhân dân cấp xã"),
        ("2.1.b", 0, "Chấp thuận sơ đồ bến", "khoản 3 Điều 9 Luật Đất đai",
         "Ủy ban nhân dân cấp huyện", "Chủ tịch Ủy ban nhân dân cấp xã"),
        ("2.1.b", 1, "Ban hành nội quy bến, ban hành biển báo", "khoản 4 Điều 9 Luật Đất đai",
         "Ủy ban nhân dân cấp huyện", "Chủ tịch Ủy ban nhân dân cấp xã"),
        ("3.1.", 0, "Đăng ký đò", "khoản 2 Điều 5 Nghị định số 912/2099/NĐ-CP",
         "Ủy ban nhân dân cấp huyện", "Ủy ban nhân dân cấp xã nơi có bến"),
        ("3.2.", 0, "Nhiệm vụ của cơ quan quản lý bến đò thuộc Ủy ban nhân dân cấp huyện",
         "khoản 3 Điều 5 Nghị định số 912/2099/NĐ-CP", "Cơ quan quản lý bến đò thuộc Ủy ban nhân dân cấp huyện",
         "Cơ quan được giao quản lý bến đò thuộc Ủy ban nhân dân cấp xã"),
        ("3.3.", 0, "Cho thuê bến", "khoản 4 Điều 5 Nghị định số 912/2099/NĐ-CP", None,
         "Ủy ban nhân dân cấp tỉnh; Ủy ban nhân dân cấp xã"),
        ("3.4.", 0, "Đóng bến", "khoản 5 Điều 5 Nghị định số 912/2099/NĐ-CP", None, "Sở Xây dựng"),
        ("3.4.", 1, "Đóng bến", "khoản 5 Điều 5 Nghị định số 912/2099/NĐ-CP", None, "Ủy ban nhân dân cấp tỉnh"),
        ("4.1.", 0, "Đặt tên bến", "khoản 1 Điều 9 Luật Đất đai", "Thủ tướng Chính phủ",
         "Bộ Xây dựng; Ủy ban nhân dân cấp tỉnh"),
        ("4.2.", 0, "Đặt tên bến", "khoản 1 Điều 9 của Luật Đất đai", "Thủ tướng Chính phủ",
         "Ủy ban nhân dân cấp tỉnh; Bộ Xây dựng"),
        ("5.1.", 0, "Cho ý kiến về quy hoạch bến", "khoản 7 Điều 9 Luật Đất đai", None, "Ủy ban nhân dân cấp xã"),
    ],
)  # fmt: skip
def test_row(
    ferries: dict[str, list[CrosswalkRow]], place: str, index: int, matter: str, reference: str, before: str | None,
    now: str,
) -> None:  # fmt: skip
    row = ferries[place][index]
    assert (row.matter, row.sector_reference, row.before, row.now) == (matter, reference, before, now)


def test_what_transfers_nothing_gives_no_row(ferries: dict[str, list[CrosswalkRow]]) -> None:
    """General provisions, procedures, abolished tasks and the effect clause."""
    assert not {"1..", "2.2.", "2.2.a", "3.5.", "3.6.", "4.4.a", "6.."} & set(ferries)
    assert [len(ferries[place]) for place in ("2.1.a", "2.1.b", "2.1.c", "3.1.", "3.3.", "3.4.")] == [1, 2, 1, 1, 1, 2]


@pytest.mark.parametrize(
    ("place", "index", "conditions"),
    [
        ("2.1.a", 0, ("trừ trường hợp bến đò liên xã",)),
        ("2.1.c", 0, ("trừ trường hợp bến đò liên xã", "đối với bến đò ngang")),
        ("3.3.", 0, ("trong trường hợp được Ủy ban nhân dân cấp tỉnh giao",)),
        ("3.4.", 0, ("đối với bến thuộc tài sản công",)),
        ("3.4.", 1, ("đối với bến khác",)),
        ("4.4.", 0, ("khi đáp ứng một trong các điều kiện sau đây:", "Bến ở vùng lũ", "Bến phục vụ trường học")),
    ],
)
def test_conditions(
    ferries: dict[str, list[CrosswalkRow]], place: str, index: int, conditions: tuple[str, ...]
) -> None:
    assert ferries[place][index].conditions == conditions


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("2.1.a", TransferKind.DIVISION),
        ("3.1.", TransferKind.DIVISION),
        ("4.1.", TransferKind.DEVOLUTION),  # a law gave the power
        ("4.3.", TransferKind.DECENTRALISATION),  # a decree gave it
    ],
)
def test_kind(ferries: dict[str, list[CrosswalkRow]], place: str, kind: TransferKind) -> None:
    assert ferries[place][0].kind is kind


def test_basis_provisions_and_period(ferries: dict[str, list[CrosswalkRow]]) -> None:
    ended, open_row = ferries["2.1.a"][0], ferries["2.1.b"][0]
    assert ended.basis == "điểm a khoản 1 Điều 2 911/2099/NĐ-CP"
    assert ended.provision == "art_2__cl_1__pt_a"
    assert ended.provisions == (("31/2024/QH15", "art_7__cl_1__pt_b"), ("31/2024/QH15", "art_8__cl_2"))
    assert (ended.in_force_from, ended.in_force_to) == (date(2025, 7, 1), date(2026, 2, 1))
    assert (open_row.in_force_from, open_row.in_force_to) == (date(2025, 7, 1), None)
    assert ended.standing is Standing.SAMPLE


def test_digest_names_both_authorities_in_its_own_words(tmp_path: Path) -> None:
    found = [(row.matter, row.before, row.now, row.standing) for row in _read(tmp_path, DIGEST)]
    district, chairman = "Ủy ban nhân dân cấp huyện", "Chủ tịch Ủy ban nhân dân cấp xã"
    assert found[:2] == [
        ("Quyết định mở bến", district, chairman, Standing.DIGEST),
        ("Đăng ký đò", district, "Ủy ban nhân dân cấp xã", Standing.DIGEST),
    ]
    assert [row[::2] for row in found[2:]] == [
        ("Đặt biển ở bến lớn", "Ủy ban nhân dân cấp tỉnh"), ("Đặt biển ở bến nhỏ", "Ủy ban nhân dân cấp xã"),
    ]  # fmt: skip


OFFICES = (
    HEAD.format(number="915/2099/QĐ-UBND", kind="Quyết định", title="Phân cấp về bến đò")
    + """
Điều 1. Bến
1. Ủy ban nhân dân tỉnh phân cấp thẩm quyền đóng bến cho Sở Xây dựng (trừ bến lớn) và mở bến khác.
2. Ủy ban nhân dân tỉnh phân cấp cho Sở Xây dựng có trách nhiệm đăng ký đò.
3. Sở Xây dựng được phân cấp kiểm tra đò (trừ đò máy) của xã.
4. Ủy ban nhân dân cấp xã có thẩm quyền:
a) Quyết định mở bến.
b) Quyết định đặt biển. Ngoại trừ các nội dung tại điểm a.
c) Quyết định giá đò theo quy định tại khoản 1 Điều 3 Nghị định số 912/2099/NĐ-CP của xã (trừ đò máy).
"""
)


def test_an_office_hands_its_own_power_on_or_has_it_alone(tmp_path: Path) -> None:
    found = [(row.clause, row.matter, row.before, row.now, row.conditions) for row in _read(tmp_path, OFFICES)]
    province, department, commune = "Ủy ban nhân dân tỉnh", "Sở Xây dựng", "Ủy ban nhân dân cấp xã"
    assert found == [
        ("1", "Đóng bến", province, department, ("trừ bến lớn",)),
        ("2", "Đăng ký đò", province, department, ()),
        ("3", "Kiểm tra đò (trừ đò máy) của xã", None, department, ("trừ đò máy",)),
        ("4", "Quyết định mở bến", None, commune, ()),
        ("4", "Quyết định đặt biển", None, commune, ()),
        ("4", "Quyết định giá đò của xã", None, commune, ("trừ đò máy",)),
    ]


@pytest.mark.parametrize("title", ["Quy định chi tiết Nghị định số 911/2099/NĐ-CP quy định về phân cấp về bến đò"])
def test_what_details_a_decree_of_that_name_transfers_nothing(tmp_path: Path, title: str) -> None:
    assert _read(tmp_path, OFFICES.replace("Phân cấp về bến đò", title)) == ()


def test_a_law_and_a_decree_on_another_matter_give_no_rows(tmp_path: Path) -> None:
    other = FERRIES.replace("Phân định thẩm quyền, phân quyền, phân cấp về bến đò", "Về bến đò")
    chapterless = other.replace("PHÂN ĐỊNH THẨM QUYỀN", "BẾN ĐÒ").replace("PHÂN QUYỀN, PHÂN CẤP", "TÊN BẾN")
    assert _read(tmp_path, LAW, chapterless) == ()
    assert {row.article for row in _read(tmp_path, other)} == {"2", "3", "4", "5"}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        (
            "Cơ quan chuyên môn về đò thuộc Ủy ban nhân dân cấp huyện quy định",
            "Cơ quan chuyên môn về đò thuộc Ủy ban nhân dân cấp huyện",
        ),
        ("Sở Xây dựng, Ủy ban nhân dân cấp xã thực hiện", "Sở Xây dựng, Ủy ban nhân dân cấp xã"),
        ("Ủy ban nhân dân cấp tỉnh tổ chức hoạt động của Ban Quản lý dự án", "Ủy ban nhân dân cấp tỉnh"),
        ("Ủy ban nhân dân cấp xã nơi có bến thực hiện", "Ủy ban nhân dân cấp xã nơi có bến"),
        (
            "Chủ tịch Ủy ban nhân dân cấp xã nơi cơ quan thi hành án đóng trụ sở quyết định phê duyệt",
            "Chủ tịch Ủy ban nhân dân cấp xã nơi cơ quan thi hành án đóng trụ sở",
        ),
        ("Người đứng đầu đơn vị sự nghiệp thuộc Bộ quyết định cử", "Người đứng đầu đơn vị sự nghiệp thuộc Bộ"),
        (
            "Thủ trưởng các đơn vị dự toán, các đơn vị sự nghiệp công lập có thẩm quyền",
            "Thủ trưởng các đơn vị dự toán, các đơn vị sự nghiệp công lập",
        ),
        ("Cục Xuất nhập khẩu tiếp nhận", "Cục Xuất nhập khẩu"),
        ("Sở Tư pháp tỉnh Đồng Nai ký", "Sở Tư pháp tỉnh Đồng Nai"),
        ("quyết định của Ủy ban nhân dân cấp xã", None),
    ],
)
def test_party_is_the_whole_phrase(text: str, party: str | None) -> None:
    end = party_at(text, 0)
    assert (text[:end] if end is not None else None) == party


@pytest.fixture
def home(tmp_path: Path, settings: Settings, embedder: TinyEmbedder) -> Settings:
    folder = tmp_path / "files"
    folder.mkdir()
    for number, text in enumerate((FERRIES, LAW, ENDING)):
        (folder / f"{number}.md").write_text(text.replace("Cho ý kiến", "=HYPERLINK(1) Cho ý kiến"), encoding="utf-8")
    report = add([folder], settings)
    assert not report.failed, report.failed
    return settings


def test_rows_of_an_index(home: Settings) -> None:
    found = {row.provision: row for row in rows(home)}
    assert found["art_2__cl_1__pt_a"].in_force_to == date(2026, 2, 1)
    assert found["art_3__cl_1"].now == "Ủy ban nhân dân cấp xã nơi có bến"


def test_whoever_makes_the_rows_can_give_way_to_others(home: Settings) -> None:
    pauses: list[None] = []
    assert rows(home, lambda: pauses.append(None)) == rows(home)
    assert len(pauses) > len({row.document for row in rows(home)})


def test_rows_need_no_library_of_files_or_vectors() -> None:
    wanted = "import sys, ingest.crosswalk; print({'chromadb', 'openpyxl', 'pypdf'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", wanted], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


def test_no_index_gives_no_rows(settings: Settings) -> None:
    assert rows(settings) == ()


def test_json(home: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["crosswalk", "--json", "--home", str(home.home)]) == 0
    told = json.loads(capsys.readouterr().out)
    row = next(r for r in told if r["provision"] == "art_2__cl_1__pt_a")
    assert row["kind"] == "phân định"
    assert row["in_force_to"] == "2026-02-01"
    assert row["provisions"][0] == {"document": "31/2024/QH15", "provision": "art_7__cl_1__pt_b"}
    assert (row["article"], row["clause"], row["point"]) == ("2", "1", "a")


@pytest.mark.parametrize("as_json", [False, True])
def test_csv_keeps_standard_output_valid(home: Settings, capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    arguments = ["crosswalk", "--format", "csv", "--home", str(home.home), *(["--json"] if as_json else [])]
    assert main(arguments) == 0
    out = capsys.readouterr().out
    table = list(csv.reader(io.StringIO(json.loads(out) if as_json else out)))
    assert table[0][0] == "Nhiệm vụ, thẩm quyền"
    assert len(table) == len(rows(home)) + 1
    assert any(line[0] == "Cho phép mở bến đò" and line[8] == "2026-02-01" for line in table)


def test_text_is_never_a_formula(home: Settings, tmp_path: Path) -> None:
    formula = next(row for row in rows(home) if row.matter.startswith("=HYPERLINK"))
    assert csv_text([formula]).splitlines()[1].startswith("'=HYPERLINK")
    export(home, "xlsx", tmp_path / "table.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "table.xlsx").active
    assert sheet is not None
    cells = [cell for line in sheet.iter_rows(min_row=2) for cell in line]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert "f" not in {cell.data_type for cell in cells}
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:J{len(rows(home)) + 1}")
    assert sheet.column_dimensions["A"].width > 30


def test_xlsx_needs_a_file_that_can_be_written(home: Settings, tmp_path: Path) -> None:
    assert main(["crosswalk", "--format", "xlsx", "--home", str(home.home)]) == 2
    with pytest.raises(UsageError):
        export(home, "xlsx", tmp_path / "missing" / "table.xlsx")
    for form in ("json", "csv"):
        target = tmp_path / f"table.{form}"
        assert export(home, form, target) == {"file": str(target), "rows": len(rows(home))}
        assert "Chủ tịch Ủy ban nhân dân cấp xã" in target.read_text(encoding="utf-8-sig")
