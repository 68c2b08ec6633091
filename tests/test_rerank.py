"""The second look: districts that are no more, the clause that took over, scope, special zones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from clauses import LEAD, asked, clause
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.rerank import CARRIED, CARRIED_ON, WEIGHTS, Candidate, hands_over, holders, rerank
from corpus.model import Chunk

WHO = asked("Ai cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học?")
DISTRICT = clause("1. Ủy ban nhân dân cấp huyện cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học.")
PROVINCE = clause("2. Ủy ban nhân dân cấp tỉnh quyết định danh mục cây cổ thụ.", "art_2__cl_2")
TAKER = clause(
    "a) Cấp giấy phép quy định tại khoản 1 Điều 2 Nghị định số 911/2099/NĐ-CP;",
    "art_3__cl_1__pt_a",
    "912/2099/NĐ-CP",
    heading="Điều 3. Phân định thẩm quyền về cây xanh",
    lead=LEAD,
)
LAST_DAY, FIRST_DAY = date(2025, 6, 30), date(2025, 7, 1)


def nobody(chunk: Chunk) -> Iterable[Candidate]:
    return ()


def taker(chunk: Chunk) -> Iterable[Candidate]:
    return [Candidate(9, TAKER, 1.0)] if chunk is DISTRICT else []


def order(scored: Iterable[Candidate]) -> list[str]:
    return [candidate.chunk.id for candidate in scored]


@pytest.mark.parametrize(("day", "first"), [(LAST_DAY, DISTRICT), (FIRST_DAY, PROVINCE), (date(2027, 1, 1), PROVINCE)])
def test_a_power_of_the_district_falls_behind_from_its_end_on(day: date, first: Chunk) -> None:
    ranked = rerank(WHO, day, [Candidate(0, DISTRICT, 0.9), Candidate(1, PROVINCE, 0.6)], nobody)
    assert ranked[0].chunk is first
    assert len(ranked) == 2  # it falls behind, it is not lost


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_district_gains_before_and_loses_since_the_first_of_july(day: date) -> None:
    (ranked,) = rerank(WHO, day, [Candidate(0, DISTRICT, 0.9)], nobody)
    assert (ranked.score < 0.9) == (day >= FIRST_DAY)


def test_a_power_shared_with_another_tier_is_not_demoted() -> None:
    shared = clause("1. Ủy ban nhân dân cấp huyện, Ủy ban nhân dân cấp tỉnh cấp giấy phép chặt hạ cây xanh.")
    (ranked,) = rerank(WHO, FIRST_DAY, [Candidate(0, shared, 0.9)], nobody)
    assert ranked.score > 0.9


def test_the_clause_that_cites_it_takes_over() -> None:
    pool = [Candidate(0, DISTRICT, 0.9), Candidate(1, PROVINCE, 0.7)]
    after = rerank(WHO, FIRST_DAY, pool, taker)
    assert order(after) == [TAKER.id, PROVINCE.id, DISTRICT.id]
    assert after[0].score >= CARRIED * 0.9


@pytest.mark.parametrize("share", [0.2, 0.6, 1.0])
def test_a_clause_carries_the_share_that_the_taker_deserves(share: float) -> None:
    def some(chunk: Chunk) -> Iterable[Candidate]:
        return [Candidate(9, TAKER, share)] if chunk is DISTRICT else []

    for day, carried in ((LAST_DAY, CARRIED_ON), (FIRST_DAY, CARRIED)):
        ranked = {c.chunk.id: c.score for c in rerank(WHO, day, [Candidate(0, DISTRICT, 0.9)], some)}
        whole = {c.chunk.id: c.score for c in rerank(WHO, day, [Candidate(0, DISTRICT, 0.9)], taker)}
        assert whole[TAKER.id] - ranked[TAKER.id] == pytest.approx(carried * 0.9 * (1 - share))


def test_a_taker_that_was_found_better_keeps_its_score() -> None:
    found_too = [Candidate(0, DISTRICT, 0.5), Candidate(9, TAKER, 1.1)]
    (first, *_) = rerank(WHO, FIRST_DAY, found_too, taker)
    assert first.chunk is TAKER
    assert first.score > 1.1
    assert len(order(rerank(WHO, FIRST_DAY, found_too, taker))) == 2  # once, not twice


def test_only_questions_about_competence_look_at_holders() -> None:
    how = asked("Trình tự chặt hạ cây xanh gồm những bước gì?")
    ranked = rerank(how, FIRST_DAY, [Candidate(0, DISTRICT, 0.9), Candidate(1, PROVINCE, 0.6)], taker)
    assert [(c.chunk.id, c.score) for c in ranked] == [(DISTRICT.id, 0.9), (PROVINCE.id, 0.6)]


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [
        ("1. Sở Xây dựng cấp giấy phép cây xanh.", "Điều 1. Phân cấp thẩm quyền", True),
        ("1. Sở Xây dựng cấp giấy phép cây xanh.", "Điều 1. Giấy phép cây xanh", False),
        ("1. Giấy phép cây xanh có thời hạn 12 tháng.", "Điều 1. Phân cấp thẩm quyền", False),
        (
            "1. Hồ sơ nhận trước ngày Nghị định này có hiệu lực thì Sở Xây dựng cấp giấy phép.",
            "Điều 9. Phân cấp thẩm quyền",
            False,
        ),
    ],
)
def test_handing_over(text: str, heading: str, expected: bool) -> None:
    assert hands_over(clause(text, heading=heading)) is expected


def test_an_article_on_scope_answers_nothing() -> None:
    scope = clause("Nghị định này quy định về giấy phép cây xanh.", "art_1", heading="Điều 1. Phạm vi điều chỉnh")
    plain = clause("Giấy phép cây xanh có thời hạn.", "art_4", heading="Điều 4. Giấy phép")
    ranked = rerank(
        asked("Giấy phép cây xanh là gì?"), FIRST_DAY, [Candidate(0, scope, 0.9), Candidate(1, plain, 0.8)], nobody
    )
    assert order(ranked) == [plain.id, scope.id]


def test_holders_stand_in_the_text_before_the_lead_in() -> None:
    assert holders(TAKER.text, TAKER.lead) == (("Chủ tịch Ủy ban nhân dân cấp xã", "xã"),)
    assert holders(PROVINCE.text, LEAD) == (("Ủy ban nhân dân cấp tỉnh", "tỉnh"),)
    assert holders("Giấy phép có thời hạn 12 tháng.", "") == ()


@given(st.lists(st.floats(0, 1.5), min_size=1, max_size=8))
def test_order_is_by_score_and_nothing_is_lost(scores: list[float]) -> None:
    pool = [Candidate(row, clause("Cây xanh được chăm sóc.", f"art_{row}"), score) for row, score in enumerate(scores)]
    ranked = rerank(WHO, FIRST_DAY, pool, nobody)
    assert sorted(c.row for c in ranked) == list(range(len(scores)))
    assert [c.score for c in ranked] == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Ai quản lý cây xanh?", "central"),
        ("Ở tỉnh Lâm Đồng ai quản lý cây xanh?", "local"),
        ("o lam dong ai quan ly cay xanh", "local"),
        ("Theo Quyết định 7/2099/QĐ-UBND ai quản lý cây xanh?", "local"),
    ],
)
def test_what_a_province_decided_counts_where_one_is_named(question: str, first: str) -> None:
    local = clause("1. Sở Xây dựng quản lý cây xanh.", document="7/2099/QĐ-UBND")
    central = clause("1. Sở Xây dựng quản lý cây xanh.", "art_5")
    ranked = rerank(asked(question), FIRST_DAY, [Candidate(0, local, 0.9), Candidate(1, central, 0.8)], nobody)
    assert ranked[0].chunk is {"local": local, "central": central}[first]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Ở Lâm Đồng ai quản lý cây xanh?", "lam dong"),
        ("o gia lai ai quan ly cay xanh", "gia lai"),
        ("Ở Huế ai quản lý cây xanh?", "central"),
    ],
)
def test_of_what_provinces_decided_that_of_the_one_named_counts(question: str, first: str) -> None:
    chunks = {
        "lam dong": clause("1. Sở Xây dựng quản lý cây xanh.", document="7/2099/QĐ-UBND"),
        "gia lai": clause("1. Sở Xây dựng quản lý cây xanh.", document="8/2099/QĐ-UBND"),
        "central": clause("1. Sở Xây dựng quản lý cây xanh."),
    }
    pool = [Candidate(row, chunk, 0.8) for row, chunk in enumerate(chunks.values())]
    places = {chunks[name].document: frozenset([name]) for name in ("lam dong", "gia lai")}
    ranked = rerank(asked(question), FIRST_DAY, pool, nobody, places)
    assert ranked[0].chunk is chunks[first]


def test_a_blank_form_answers_only_who_asks_for_it() -> None:
    form = clause("Kính gửi: Ủy ban nhân dân …", "app_I__form_02", heading="Mẫu số 02")
    plain = clause("Giấy phép cây xanh có thời hạn.", "art_4")
    pool = [Candidate(0, form, 0.9), Candidate(1, plain, 0.8)]
    assert rerank(asked("Giấy phép cây xanh có thời hạn không?"), FIRST_DAY, pool, nobody)[0].chunk is plain
    assert rerank(asked("Mẫu đơn xin giấy phép cây xanh thế nào?"), FIRST_DAY, pool, nobody)[0].chunk is form


@pytest.mark.parametrize(
    ("heading", "gains"),
    [
        ("Điều 2. Thẩm quyền cấp giấy phép chặt hạ cây xanh", True),
        ("Điều 2. Thẩm quyền thu hồi đất trồng cây xanh", False),  # another act
        ("Điều 2. Hồ sơ cấp giấy phép chặt hạ cây xanh", False),
    ],
)
def test_an_article_headed_competence_gains_where_its_act_is_asked_for(heading: str, gains: bool) -> None:
    text = "2. Sở Mây quyết định đối với cây trong khuôn viên trường học."
    scores = {
        h: rerank(WHO, FIRST_DAY, [Candidate(0, clause(text, "art_2__cl_2", heading=h), 0.6)], nobody)[0].score
        for h in (heading, "Điều 2. Cây xanh")
    }
    gained = scores[heading] - scores["Điều 2. Cây xanh"]
    assert (gained > WEIGHTS["act_in_words"] + 0.01) == gains  # more than for the act's words in a heading of any kind


def test_a_rule_for_special_zones_alone_falls_behind_unless_they_are_asked_about() -> None:
    zone = clause("1. Ủy ban nhân dân đặc khu cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học.")
    commune = clause("2. Ủy ban nhân dân cấp xã cấp giấy phép chặt hạ cây xanh ven đường.", "art_2__cl_2")
    pool = [Candidate(0, zone, 0.9), Candidate(1, commune, 0.85)]
    assert rerank(WHO, FIRST_DAY, pool, nobody)[0].chunk is commune
    in_zone = asked("Ở đặc khu ai cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học?")
    assert rerank(in_zone, FIRST_DAY, pool, nobody)[0].chunk is zone


def test_a_special_zone_may_be_asked_about_by_name() -> None:
    zone = clause("1. Ủy ban nhân dân đặc khu cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học.")
    named = asked("Ở Phú Quốc ai cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học?")
    unnamed = rerank(WHO, FIRST_DAY, [Candidate(0, zone, 0.9)], nobody)[0].score
    assert rerank(named, FIRST_DAY, [Candidate(0, zone, 0.9)], nobody)[0].score > unnamed


def _citing(point: str, document: str, text: str) -> Chunk:
    return clause(text, f"art_3__cl_1__pt_{point}", document, heading="Điều 3. Phân định thẩm quyền", lead=LEAD)


def test_of_two_takers_of_one_clause_the_one_that_speaks_of_the_question_comes_first() -> None:
    other = _citing("a", "912/2099/NĐ-CP", "a) Cấp giấy phép trồng cây quy định tại điểm a khoản 1 Điều 2;")
    fits = _citing("b", "912/2099/NĐ-CP", "b) Cấp giấy phép chặt hạ quy định tại điểm b khoản 1 Điều 2;")
    pool = [Candidate(0, DISTRICT, 0.9), Candidate(8, other, 0.3), Candidate(9, fits, 0.4)]
    ranked = rerank(WHO, FIRST_DAY, pool, lambda c: [Candidate(8, other, 1.0), Candidate(9, fits, 1.0)])
    assert (ranked[0].chunk, ranked[0].score) == (fits, ranked[1].score)


def test_what_a_province_decided_falls_behind_as_a_taker_too() -> None:
    local = _citing("a", "7/2099/QĐ-UBND", "a) Cấp giấy phép quy định tại khoản 1 Điều 2;")
    pool = [Candidate(0, DISTRICT, 0.9)]
    ranked = rerank(WHO, FIRST_DAY, pool, lambda c: [Candidate(8, local, 1.0), Candidate(9, TAKER, 1.0)])
    assert order(ranked)[0] == TAKER.id
