"""Intervals of provisions over a small fictional corpus."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.locate import Places
from corpus.model import Document, Effect, EffectKind, Metadata, Provision, ProvisionKind, Target, Validity
from corpus.validity import resolve_validity

K = EffectKind
OLD, NEW, LATER = "15/2029/NĐ-CP", "12/2031/NĐ-CP", "3/2032/NĐ-CP"
FROM, MID, LAST = date(2029, 1, 1), date(2031, 7, 1), date(2033, 3, 1)
KINDS = {
    "ch": ProvisionKind.CHAPTER, "art": ProvisionKind.ARTICLE, "cl": ProvisionKind.CLAUSE, "pt": ProvisionKind.POINT,
    "app": ProvisionKind.APPENDIX, "form": ProvisionKind.FORM,
}  # fmt: skip


def document(number: str, start: date | None, ids: str, *effects: Effect, end: date | None = None) -> Document:
    """A document with provisions of these ids; "art_1<ch_I" stands in chapter I."""
    provisions = []
    for entry in ids.split():
        id, _, holder = entry.partition("<")
        outer, _, own = id.rpartition("__")
        unit, _, value = own.partition("_")
        provisions.append(Provision(id, KINDS[unit], value, "", id, 1, 0, len(id), holder or outer or None))
    metadata = Metadata(number, "Nghị định", "", "Chính phủ", effective_from=start, effective_to=end)
    return Document(metadata, "", (), tuple(provisions), tuple(effects))


def repeals(target: Target, when: date | None, source: str = "art_9", **more: object) -> Effect:
    return Effect(K.REPEALS, target, source, when, **more)  # type: ignore[arg-type]


IDS = (
    "ch_I art_1<ch_I art_1__cl_1 art_1__cl_1__pt_a art_1__cl_1__pt_b art_1__cl_2 "
    "ch_II art_2<ch_II art_2__cl_1 art_2__cl_2 art_3<ch_II app_I app_II app_II__form_5 app_II__form_6"
)


def resolved(*effects: Effect, own: tuple[Effect, ...] = (), start: date | None = FROM) -> dict[str, Validity]:
    found = resolve_validity([document(OLD, start, IDS, *own), document(NEW, MID, "art_9 art_9__cl_2", *effects)])
    return {id: validity for (number, id), validity in found.items() if number == OLD}


def ends(validity: dict[str, Validity]) -> dict[str, date]:
    return {id: v.end for id, v in validity.items() if v.end is not None}


@pytest.mark.parametrize(
    ("target", "exceptions", "ended"),
    [
        (Target(OLD, article="1"), (), "art_1 art_1__cl_1 art_1__cl_1__pt_a art_1__cl_1__pt_b art_1__cl_2"),
        (Target(OLD, article="1"), (Target(OLD, article="1", clause="1", point="a"),),
         "art_1__cl_1__pt_b art_1__cl_2"),
        (Target(OLD, article="1", clause="2"), (), "art_1__cl_2"),
        (Target(OLD, chapter="II"), (Target(OLD, article="3"),), "art_2 art_2__cl_1 art_2__cl_2"),
        (Target(OLD, appendix="II"), (Target(OLD, appendix="II", other="Mẫu số 5"),), "app_II__form_6"),
        # a form that the text was not parsed down to keeps the appendix, not its other forms
        (Target(OLD, appendix="II"), (Target(OLD, appendix="II", other="Mẫu số 7"),),
         "app_II__form_5 app_II__form_6"),
        # of a clause only the title is kept
        (Target(OLD, article="1"), (Target(OLD, article="1", clause="1", other="nội dung tại tên"),),
         "art_1__cl_1__pt_a art_1__cl_1__pt_b art_1__cl_2"),
        (Target(OLD, article="77"), (), ""),
        (Target("99/2020/NĐ-CP"), (), ""),
    ],
)  # fmt: skip
def test_what_ends(target: Target, exceptions: tuple[Target, ...], ended: str) -> None:
    found = resolved(repeals(target, MID, exceptions=exceptions))
    assert ends(found) == dict.fromkeys(ended.split(), MID)


def test_whole_document_ends_and_is_in_force_the_day_before() -> None:
    found = resolved(Effect(K.REPLACES, Target(OLD), "art_9__cl_2", MID))
    assert set(ends(found)) == set(found)
    assert found["art_2__cl_1"].ended_by == (NEW, "art_9__cl_2")
    assert found["art_2__cl_1"].in_force(MID - timedelta(days=1))
    assert not found["art_2__cl_1"].in_force(MID)


def test_the_earliest_end_wins_and_names_who_ended_it() -> None:
    own = (Effect(K.EXPIRES, Target(), "art_3", LAST),)
    found = resolved(repeals(Target(OLD, article="2", clause="1"), MID, "art_9__cl_2"), own=own)
    assert (found["art_2__cl_1"].end, found["art_2__cl_1"].ended_by) == (MID, (NEW, "art_9__cl_2"))
    assert (found["art_2__cl_2"].end, found["art_2__cl_2"].ended_by) == (LAST, (OLD, "art_3"))
    assert any("khoản 1" in note and "01/07/2031" in note for note in found["art_2"].notes)


def test_a_chapter_s_own_end_reaches_the_articles_below() -> None:
    found = resolved(own=(Effect(K.EXPIRES, Target(chapter="II"), "art_3", LAST),))
    assert set(ends(found)) == {"ch_II", "art_2", "art_2__cl_1", "art_2__cl_2", "art_3"}


def test_a_clause_all_of_whose_points_ended_has_ended() -> None:
    points = [repeals(Target(OLD, article="1", clause="1", point=p), day) for p, day in (("a", MID), ("b", LAST))]
    found = resolved(*points)
    assert found["art_1__cl_1"].end == LAST
    assert found["art_1"].end is None
    only_a = resolved(points[0])
    assert only_a["art_1__cl_1"].end is None
    assert only_a["art_1__cl_1"].notes == (
        "Đã hết hiệu lực từ ngày 01/07/2031: điểm a (Điều 9 Nghị định 12/2031/NĐ-CP).",
    )


def test_later_start_of_a_part() -> None:
    found = resolved(own=(Effect(K.STARTS, Target(article="2"), "art_3", date(2030, 1, 1)),))
    assert found["art_2__cl_1"].start == date(2030, 1, 1)
    assert found["art_2__cl_1"].started_by == (OLD, "art_3")
    assert found["art_1"].start == FROM


def test_amended_provisions_name_their_amendments() -> None:
    found = resolved(
        Effect(K.AMENDS, Target(OLD, article="1", clause="2"), "art_9", MID),
        Effect(K.INSERTS, Target(OLD, article="1", clause="1", point="c"), "art_9__cl_2", MID),
    )
    assert found["art_1__cl_2"].amended_by == ((NEW, "art_9"),)
    assert found["art_1__cl_1"].amended_by == ((NEW, "art_9__cl_2"),)
    assert found["art_1__cl_1__pt_a"].amended_by == ()


def test_what_is_kept_beside_what_is_ended_is_shown() -> None:
    keeps = Effect(K.KEEPS, Target(OLD), "art_9__cl_2", None, note="Giá đò tiếp tục theo Nghị định cũ")
    found = resolved(repeals(Target(OLD, article="2"), MID), keeps)
    assert any("Giá đò tiếp tục" in note for note in found["art_2__cl_1"].notes)
    assert found["art_1"].notes == ()


def test_an_unknown_date_ends_nothing_but_is_noted() -> None:
    found = resolved(repeals(Target(OLD, article="2"), None))
    assert ends(found) == {}
    assert any("chưa rõ ngày" in note for note in found["art_2"].notes)


def test_a_place_that_is_not_parsed_stays_with_a_note() -> None:
    found = resolved(repeals(Target(OLD, article="2", clause="1", point="k"), MID))
    assert ends(found) == {}
    assert any(note.startswith("Điểm k khoản 1 Điều 2 hết hiệu lực") for note in found["art_2__cl_1"].notes)


def test_unknown_start_is_unknown() -> None:
    assert resolved(start=None)["art_1"].start is None


def test_effects_stay_done_when_their_own_provision_ends() -> None:
    acting = document(NEW, MID, "art_9", repeals(Target(OLD, article="2"), MID))
    later = document(LATER, LAST, "art_1", repeals(Target(NEW, article="9"), LAST, "art_1"))
    found = resolve_validity([document(OLD, FROM, IDS), acting, later])
    assert found[OLD, "art_2"].end == MID
    assert found[NEW, "art_9"].end == LAST


@given(st.permutations([0, 1, 2, 3]))
def test_the_order_of_the_documents_does_not_matter(order: list[int]) -> None:
    documents = [
        document(OLD, FROM, IDS, Effect(K.EXPIRES, Target(), "art_3", LAST)),
        document(NEW, MID, "art_9", repeals(Target(OLD, article="2"), MID)),
        document(LATER, date(2032, 1, 1), "art_1", repeals(Target(OLD), date(2032, 1, 1), "art_1")),
        document("1/2030/NĐ-CP", date(2030, 1, 1), "art_1", repeals(Target(OLD, chapter="I"), date(2030, 1, 1))),
    ]
    assert resolve_validity([documents[i] for i in order]) == resolve_validity(documents)


def test_locate_falls_to_the_containing_provision() -> None:
    places = Places(document(OLD, FROM, IDS).provisions)
    located = places.locate(Target(article="2", clause="1", point="k"))
    assert located is not None
    assert (located.provision.id, located.exact) == ("art_2__cl_1", False)
    assert places.locate(Target(article="40")) is None


def law(number: str, title: str, start: date) -> Document:
    provision = Provision("art_1", ProvisionKind.ARTICLE, "1", "Hiệu lực thi hành", "Điều 1", 1, 0, 6, None)
    metadata = Metadata(number, "Luật", title, "Quốc hội", effective_from=start, short_title=title)
    return Document(metadata, "", (), (provision,))


def test_a_law_ends_when_the_next_of_its_name_starts() -> None:
    found = resolve_validity(
        [
            law("7/2029/QH19", "Luật Bến bãi", FROM),
            law("9/2031/QH19", "Luật Bến bãi", MID),
            law("8/2030/QH19", "Luật sửa đổi Luật Bến bãi", date(2030, 1, 1)),
        ]
    )
    old, new, other = (found[number, "art_1"] for number in ("7/2029/QH19", "9/2031/QH19", "8/2030/QH19"))
    assert (old.end, old.ended_by) == (MID, ("9/2031/QH19", "art_1"))
    assert "9/2031/QH19" in old.notes[0]
    assert new.end is None
    assert other.end is None
