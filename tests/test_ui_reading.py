"""Timeline, history, links and notes in the text, excerpts, lists: as markup and as functions."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.changes import Change, changes
from corpus.keyword import KeywordIndex, KeywordQuery
from corpus.model import Effect, EffectKind, Metadata, Standing, Target, Validity
from tests.browser.fake_backend import DECREE, INJECTION, LAW
from tests.browser.fake_catalogue import CHANGED, catalogue, document, validity
from ui import history, texts, wording
from ui.article import Article
from ui.documents import Line, ordered
from ui.filters import Filter, year_of
from ui.found import LONGEST, excerpt, found_markup
from ui.pager import pages
from ui.passages import Reading, place_link, place_of_link
from ui.timeline import events, timeline

DAY = date(2026, 11, 25)
READING = Reading({}, {DECREE: INJECTION}, DAY, 180)


def _words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", str(markup)).split())


# Changes and timeline


def test_changes_are_found_by_what_is_changed() -> None:
    found = changes(catalogue())
    assert [(c.document, c.effect.kind) for c in found[DECREE]] == [
        (LAW, EffectKind.AMENDS), (LAW, EffectKind.REPEALS), (DECREE, EffectKind.EXPIRES),
    ]  # fmt: skip
    assert LAW not in found


def test_the_timeline_tells_in_words_what_it_shows() -> None:
    found = changes(catalogue())[DECREE]
    markup = timeline(DECREE, date(2025, 6, 12), validity()[DECREE, ""], found, DAY)
    told = _words(markup)
    for part in ("12/6/2025 ban hành", "01/7/2025 bắt đầu có hiệu lực", "01/3/2027 hết hiệu lực",
                 f"01/02/2026 văn bản số {LAW} sửa đổi, bổ sung, bãi bỏ, chấm dứt (2 nội dung)"):  # fmt: skip
        assert part in told
    assert markup.count("<circle") == 4  # one for each day
    assert 'role="img"' in markup
    assert "<title>" in markup
    assert f'data-open="r:{LAW}|art_2"' in markup
    assert f"{LAW} sửa đổi, bổ sung, bãi bỏ, chấm dứt (2 nội dung) Điều 2" in told  # its number is not said twice


@pytest.mark.parametrize(("count", "folded"), [(4, 0), (5, 0), (6, 2)])
def test_a_single_event_is_not_folded_away(count: int, folded: int) -> None:
    told = tuple(
        Change(f"{n}/2025/QH15", Effect(EffectKind.AMENDS, Target("1"), "art_1", date(2025, 1, n)))
        for n in range(1, count)
    )
    words = _words(timeline("1", date(2024, 1, 1), Validity(None, None), told, DAY))
    assert (texts.TIMELINE_MORE.format(count=folded) in words) == bool(folded)


def test_a_timeline_without_days_says_so() -> None:
    assert texts.UNKNOWN_VALIDITY in timeline("1", None, Validity(None, None), (), DAY)


@given(
    st.lists(st.dates(date(1946, 1, 1), date(2090, 1, 1)), max_size=12), st.dates(date(1946, 1, 1), date(2090, 1, 1))
)
def test_marks_stay_within_the_picture_and_none_is_lost(days: list[date], as_of: date) -> None:
    told = [Change("2/2025/NĐ-CP", Effect(EffectKind.AMENDS, Target("1"), "art_1", day)) for day in days]
    markup = str(timeline("1", None, Validity(date(2000, 1, 1), None), told, as_of))
    places = [float(x) for x in re.findall(r'cx="([\d.]+)%"', markup)]
    assert all(0 <= place <= 100 for place in places)
    assert len(places) == len({*days, date(2000, 1, 1)})
    assert len(events("1", None, Validity(date(2000, 1, 1), None), told)) == 1 + len(set(days))


# History and what cites


def test_an_amended_clause_has_two_wordings_and_the_one_in_force_comes_first() -> None:
    decree = document(DECREE)
    assert decree is not None
    unit = next(p for p in decree.provisions if p.id == "art_6__cl_1")
    found = history.wordings(catalogue(), decree, unit)
    assert [w.by for w in found] == [None, (LAW, "art_2")]
    assert history.superseded(found, DAY)
    assert not history.superseded(found, date(2025, 8, 1))
    told = _words(history.history_markup(found, DAY, 180))
    assert told.index("Khuyến khích trồng cây") < told.index("Nội dung khoản 1 của Điều 6")


def test_a_provision_nobody_changed_says_so() -> None:
    law = document(LAW)
    assert law is not None
    unit = next(p for p in law.provisions if p.id == "art_1")
    assert texts.HISTORY_NONE in history.history_markup(history.wordings(catalogue(), law, unit), DAY, 180)


@pytest.mark.parametrize(
    ("number", "provision", "expected"),
    [
        (DECREE, "art_5__cl_1__pt_a", [(DECREE, "art_6__cl_1")]),
        (DECREE, "art_5", [(DECREE, "art_6__cl_1")]),  # what is inside counts
        (LAW, "art_2", [(DECREE, "art_7__cl_1")]),
        (DECREE, "art_40", []),
    ],
)
def test_what_refers_to_a_provision(number: str, provision: str, expected: list[tuple[str, str]]) -> None:
    found = document(number)
    assert found is not None
    assert [(c.document, c.provision) for c in history.citing(catalogue(), found, provision)] == expected


# Text with links and notes


def _article(as_of: date = DAY, **more: object) -> str:
    decree = document(DECREE)
    assert decree is not None
    own = {provision: v for (number, provision), v in validity().items() if number == DECREE}
    known = {DECREE, LAW}
    return str(Article(decree, known=known, validity=own, as_of=as_of, anchors=True, **more).whole())  # type: ignore[arg-type]


def test_references_are_links_within_and_to_other_documents() -> None:
    markup = _article()
    assert 'data-goto="art_5__cl_1__pt_a">điểm a khoản 1 Điều 5</a>' in markup
    assert f'data-open="r:{LAW}|art_2__cl_1">khoản 1 Điều 2 Luật Cây xanh</a>' in markup
    assert f'data-open="r:{LAW}|">Luật Cây xanh số 90/2024/QH99</a>' in markup


def test_references_to_documents_the_corpus_lacks_are_plain_text() -> None:
    decree = document(DECREE)
    assert decree is not None
    markup = str(Article(decree, known={DECREE}).whole())
    assert LAW not in re.sub(r"<[^>]+>", "", markup).split("số ")[0]
    assert f"r:{LAW}" not in markup


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (DAY, ["Hết hiệu lực từ 01/02/2026", "Lời văn này được thay từ 01/02/2026"]),
        (date(2025, 12, 1), ["Sắp hết hiệu lực: áp dụng đến trước 01/02/2026"]),
    ],
)
def test_notes_tell_what_ended_or_changed_a_provision(as_of: date, expected: list[str]) -> None:
    markup = _article(as_of)
    for words in expected:
        assert words in markup
    assert f'data-open="r:{LAW}|art_2"' in markup
    assert markup.count('class="note"') == 2  # nothing where the provision lives as long as its document


def test_the_focused_provision_has_a_link_to_its_details() -> None:
    assert 'class="about" href' in _article(focus="art_5__cl_2")
    assert 'data-open="p:art_5__cl_2"' in _article(focus="art_5__cl_2")
    assert 'data-open="p:art_5__cl_2"' not in _article()


def test_links_come_back_as_places() -> None:
    markup = str(place_link('1"<>/NĐ', "art_1__pt_đ"))
    assert "<>" not in markup
    assert place_of_link(f"r:{DECREE}|art_5") == (DECREE, "art_5")
    assert place_of_link("e3") is None
    assert place_of_link(None) is None


@pytest.mark.parametrize(
    ("provision", "expected"),
    [
        ("art_16__cl_3__pt_đ__sp_đ2", "điểm đ2 khoản 3 Điều 16 Nghị định 1/2026/NĐ-CP"),
        ("art_5__cl_1__pt_h", "điểm h khoản 1 Điều 5 Nghị định 1/2026/NĐ-CP"),
        ("", "Nghị định 1/2026/NĐ-CP"),
    ],
)
def test_places_are_said_as_lawyers_do(provision: str, expected: str) -> None:
    assert wording.place("1/2026/NĐ-CP", provision) == expected


# Keyword hits


def test_hits_are_marked_and_inert() -> None:
    found = KeywordIndex(catalogue()).search(KeywordQuery.read("kien nghi"))
    markup = str(found_markup(found.hits(0, 9), found.query, READING))
    assert "<mark>kiến nghị</mark>" in markup
    assert "<img" not in markup
    assert "<script" not in markup
    assert f'data-open="r:{DECREE}|art_5__cl_1__pt_c"' in markup


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_long_passages_are_cut_around_the_mark(before: int, after: int) -> None:
    text = "từ " * before + "trồng cây" + " từ" * after
    shown = re.sub(r"</?mark>", "", str(excerpt(text, KeywordQuery.read("trồng cây"))))
    assert "trồng cây" in shown
    assert len(shown) <= LONGEST + 400
    assert shown.strip("… ") in text


# Lists


def _line(number: str, issued: date | None, end: date | None) -> Line:
    from corpus.catalogue import DocumentRow

    meta = Metadata(number, "Nghị định", "Cây", "Chính phủ", issued=issued)
    return Line(DocumentRow(number, Standing.OFFICIAL, True, meta, 1, 1, "", "", ()), Validity(None, end))


def test_documents_are_ordered_by_number_issue_or_end() -> None:
    lines = [
        _line("1", date(2025, 1, 1), None), _line("2", date(2026, 1, 1), date(2026, 1, 5)),
        _line("3", None, date(2027, 3, 1)),
    ]  # fmt: skip
    said = [[line.row.number for line in ordered(lines, order, DAY)] for order in texts.SORTS]
    assert said == [["1", "2", "3"], ["2", "1", "3"], ["3", "1", "2"]]


@pytest.mark.parametrize(
    ("number", "issued", "year"),
    [("151/2025/NĐ-CP", None, 2025), ("2944/QĐ-UBND", date(2026, 2, 1), 2026), ("221-KL/TW", None, None)],
)
def test_year_of_a_document(number: str, issued: date | None, year: int | None) -> None:
    assert year_of(Metadata(number, "", "", "", issued=issued)) == year


def test_filters_pass_by_metadata() -> None:
    known = {"1/2025/NĐ-CP": Metadata("1/2025/NĐ-CP", "Nghị định", "", "Chính phủ"),
             "2/2024/QH15": Metadata("2/2024/QH15", "Luật", "", "Quốc hội")}  # fmt: skip
    fields = {"1/2025/NĐ-CP": ("Đất đai",), "2/2024/QH15": ("Khác",)}
    empty = Filter((), (), (), (), False, DAY)
    assert empty.numbers(known, fields) is None
    assert replace(empty, kinds=("Luật",)).numbers(known, fields) == {"2/2024/QH15"}
    assert replace(empty, fields=("Đất đai",), years=(2025,)).numbers(known, fields) == {"1/2025/NĐ-CP"}
    assert replace(empty, issuers=("Quốc hội",), years=(2025,)).numbers(known, fields) == frozenset()
    assert replace(empty, kinds=("Luật",), only_in_force=True).active == 2


@pytest.mark.parametrize(("items", "count"), [(0, 1), (1, 1), (20, 1), (21, 2), (905, 46)])
def test_pages_of_a_list(items: int, count: int) -> None:
    assert pages(items, 20) == count


def test_the_change_is_dated() -> None:
    assert events(DECREE, None, Validity(None, None), changes(catalogue())[DECREE])[0].when == CHANGED
