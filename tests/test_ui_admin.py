"""Tables of the administration page: what is listed, in which order, inert."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from corpus.relations import KINDS, relations
from corpus.settings import Settings
from ingest.administer import add
from ingest.status import status
from tests.browser.fake_backend import DECREE, LAW
from tests.browser.fake_catalogue import CHANGED, catalogue
from tests.conftest import OLD
from ui import texts_admin as words
from ui.admin_machine import folder_size, generations_table, models_table, part_sizes, size
from ui.admin_overview import Lack, overview_markup
from ui.admin_relations import all_relations, counts_markup, relations_markup
from ui.admin_review import said
from ui.admin_table import table_markup
from ui.admin_validity import ended, ending, incomplete, unresolved

TODAY = date(2026, 11, 24)


def _row(number: str, end: date | None, *unknown: str) -> dict[str, object]:
    return {"number": number, "title": f"Tên {number}", "effective_to": end, "unknown": unknown}


@pytest.mark.parametrize(
    ("end", "listed"),
    [
        (None, False), (date(2026, 11, 24), False), (date(2026, 11, 25), True), (date(2027, 3, 1), True),
        (date(2027, 5, 23), True), (date(2027, 5, 24), False), (date(2020, 1, 1), False),
    ],
)  # fmt: skip
def test_what_ends_within_180_days_is_listed(end: date | None, listed: bool) -> None:
    assert (len(ending([_row("901", end)], TODAY, 180)) == 1) is listed


def test_the_soonest_end_comes_first_and_what_is_over_is_told_apart() -> None:
    rows = [_row("a", date(2027, 3, 1)), _row("b", date(2026, 12, 1)), _row("c", date(2026, 1, 1)), _row("d", TODAY)]
    assert list(ending(rows, TODAY, 180)[words.COLUMN_NUMBER]) == ["b", "a"]
    assert list(ending(rows, TODAY, 180)[words.COLUMN_DAYS]) == [7, 97]
    assert list(ended(rows, TODAY)[words.COLUMN_NUMBER]) == ["d", "c"]


def test_missing_metadata_is_named_in_words() -> None:
    table = incomplete([_row("a", None, "issued", "signer"), _row("b", None)])
    assert list(table[words.COLUMN_MISSING]) == ["ngày ban hành, người ký"]


def test_the_index_that_serves_is_read(indexed: Settings) -> None:
    rows = status(indexed, TODAY)
    assert list(ending(rows, TODAY, 180)[words.COLUMN_NUMBER]) == ["902/2099/NĐ-CP"]
    assert unresolved(indexed.home, 1).empty
    assert unresolved(indexed.home, 0).empty
    table = generations_table(indexed)
    assert list(table[words.COLUMN_GENERATION]) == [f"1 ({words.NOW})"]
    assert list(table[words.COLUMN_DOCUMENTS]) == [2]


def test_references_to_what_is_not_there_are_counted(settings: Settings, tmp_path: Path, embedder: object) -> None:
    file, named = tmp_path / "903.md", "về cây xanh đô thị."
    more = "\nThực hiện theo khoản 1 Điều 5 Nghị định số 999/2099/NĐ-CP." * 2
    file.write_text(OLD.replace("901/2099", "903/2099").replace(named, named + more), encoding="utf-8")
    assert not add([file], settings).failed
    table = unresolved(settings.home, 1)
    assert tuple(table.iloc[0]) == ("999/2099/NĐ-CP", 2, words.NOT_THERE)


def test_relations_are_told_with_what_leads_nowhere() -> None:
    found = relations(catalogue())
    assert [(r.document, r.kind.value, r.other, r.count, r.missing, r.present, r.when) for r in found] == [
        (LAW, "amends", DECREE, 1, 0, True, CHANGED), (LAW, "repeals", DECREE, 1, 0, True, CHANGED)
    ]  # fmt: skip
    assert [str(k) for k in KINDS] == list(words.RELATION_KINDS)


def test_relations_of_an_index(settings: Settings, tmp_path: Path, embedder: object) -> None:
    file = tmp_path / "903.md"
    file.write_text(OLD.replace("901/2099", "903/2099") + """
Điều 4. Bãi bỏ
1. Nghị định số 999/2099/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành.
2. Điều 77 Nghị định số 901/2099/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành.
""", encoding="utf-8")  # fmt: skip
    (tmp_path / "901.md").write_text(OLD, encoding="utf-8")
    assert not add([file, tmp_path / "901.md"], settings).failed
    assert all_relations(settings.home, 0) == ()
    found = all_relations(settings.home, 1)
    assert {(r.other, r.kind.value, r.missing, r.present) for r in found} == {
        ("999/2099/NĐ-CP", "repeals", 1, False), ("901/2099/NĐ-CP", "repeals", 1, True),
    }  # fmt: skip
    table = relations_markup(found)
    assert words.NOT_THERE in table
    assert words.NO_PLACES.format(count=1) in table
    assert 'data-open="r:901/2099/NĐ-CP|"' in table
    assert 'data-open="r:999/2099/NĐ-CP|"' not in table  # there is nothing to open
    assert '<th scope="row">bãi bỏ</th><td class="number">2</td><td class="number">2</td><td class="number">2</td>' in (
        counts_markup(found)
    )


def test_the_machine_is_measured(indexed: Settings) -> None:
    sizes = part_sizes(indexed.home, indexed.home / "none")
    assert sizes["generations"][0] > 10_000
    assert sizes["models"][0] == 0
    assert folder_size(indexed.home / "none") == 0


def test_a_missing_model_is_told_with_its_remedy(settings: Settings) -> None:
    (settings.home / "models").mkdir(parents=True)
    table = models_table(settings)
    assert len(table) == 2
    assert all("make models" in told or "fetch" in told for told in table[words.COLUMN_CHECK])


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1,0 KB"),
        (1_572_864, "1,5 MB"),
        (2**30, "1,0 GB"),
        (5 * 2**50, "5120,0 TB"),
    ],
)
def test_sizes_in_words(amount: int, told: str) -> None:
    assert size(amount) == told


@pytest.mark.parametrize(
    ("view", "told"),
    [(None, "–"), (b"{}", "–"), (b'{"answer": null}', "–"), (b'{"answer": {"claims": [{"text": "A."}, {}]}}', "A. ")],
)
def test_what_a_stored_answer_said(view: bytes | None, told: str) -> None:
    assert said(view) == told


def test_what_is_lacking_leads_to_its_list() -> None:
    markup = str(overview_markup([Lack(1234, "<b>", "hieu-luc"), Lack(0, "câu hỏi", "xem-lai")]))
    assert '<a href="quan-tri?phan=hieu-luc" data-open="hieu-luc"><strong>1.234</strong> &lt;b&gt;</a>' in markup
    assert markup.count("<a ") == 1  # nothing to see, nothing to open


def test_a_hash_may_be_broken_anywhere() -> None:
    markup = table_markup(pd.DataFrame([("a", "0f" * 32, "0f")], columns=["Tên", "SHA-256", "Khác"]), "Mô hình")
    assert markup.count('class="code"') == 1


def test_a_table_is_inert_and_links_only_what_is_there() -> None:
    frame = pd.DataFrame(
        [("<b>901</b>", "<img onerror=x>", 1234), ("902/2099/NĐ-CP", "x", 1)], columns=["<i>", "b", "c"]
    )
    markup = str(table_markup(frame, 'x" onfocus="y', {"902/2099/NĐ-CP"}))
    assert "<b>" not in markup
    assert "<img" not in markup
    assert 'onfocus="y' not in markup
    assert "1.234" in markup
    assert markup.count("<a ") == 1
    assert '<th scope="col" class="number">c</th>' in markup  # above its numbers
    assert '<td data-label="b">&lt;img' in markup  # what a card on a phone says before the value
    assert 'class="long"' not in markup
    assert 'class="long">nghi-quyet-' in str(table_markup(pd.DataFrame([("nghi-quyet-" * 4,)], columns=["a"]), "x"))
    assert 'href="van-ban?so=902%2F2099%2FN%C4%90-CP"' in markup
