"""What resolutions that cut procedures take out of other texts, and how it is shown beside the provision."""

from __future__ import annotations

from datetime import date

from ingested import OLD, effects, parsed

from corpus.model import Document, EffectKind, Metadata, Page, Target
from corpus.validity import resolve_validity
from ingest.effects import find_effects

TITLE = "Cắt giảm, đơn giản hóa thủ tục hành chính về bến đò"
TEXT = """Điều 1. Nội dung
Cắt giảm thủ tục theo Phụ lục I ban hành kèm theo Nghị định này.
Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031, trừ khoản 2 Điều này.
2. Các quy định tại mục II phần A Phụ lục I ban hành kèm theo Nghị định này và mục IV Phụ lục II ban hành kèm theo \
Nghị định số 11/2031/NĐ-CP ngày 02 tháng 5 năm 2031 của Chính phủ có hiệu lực từ ngày 01 tháng 9 năm 2031.
Phụ lục I
CẮT GIẢM THỦ TỤC HÀNH CHÍNH
A. BẾN ĐÒ
I. Không thực hiện thủ tục cấp lại giấy phép chở đò quy định tại khoản 2 Điều 1 Nghị định số 15/2029/NĐ-CP được sửa \
đổi, bổ sung bởi khoản 3 Điều 4 Nghị định số 17/2030/NĐ-CP; Phần VI, Phụ lục II Nghị định số 15/2029/NĐ-CP.
II. Phân cấp thẩm quyền cấp giấy phép chở đò quy định tại Điều 2 Nghị định số 15/2029/NĐ-CP cho Chủ tịch Ủy ban nhân \
dân cấp xã thực hiện.
Trình tự, thủ tục:
1. Hồ sơ gồm đơn quy định tại Điều 9 Nghị định số 15/2029/NĐ-CP.
B. DANH MỤC VĂN BẢN ĐƯỢC ĐỀ XUẤT SỬA ĐỔI, BỔ SUNG
I. Không thực hiện thủ tục quy định tại Điều 8 Nghị định số 15/2029/NĐ-CP.
"""
LIMITED = """Điều 1. Giấy phép
1. Chủ đò phải có giấy phép.
2. Giấy phép mất thì được cấp lại.
Điều 2. Nơi cấp
Sở Xây dựng cấp giấy phép.
"""


def test_what_a_resolution_cuts_limits_the_provisions_it_names() -> None:
    found = [(e.source, e.target) for e in effects(TEXT, TITLE) if e.kind is EffectKind.LIMITS]
    assert found == [
        ("app_I__sec_A__sec_I", Target(OLD, article="1", clause="2")),
        ("app_I__sec_A__sec_I", Target(OLD, part="VI", appendix="II")),
        ("app_I__sec_A__sec_II", Target(OLD, article="2")),
    ]


def test_texts_that_do_not_cut_procedures_limit_nothing() -> None:
    for title in ("Quy định về bến đò", "Sửa đổi, bổ sung các Nghị định để cắt giảm, đơn giản hóa thủ tục về bến đò"):
        assert not [e for e in effects(TEXT, title) if e.kind is EffectKind.LIMITS]


def test_sections_start_on_their_own_day_beside_those_of_another_document() -> None:
    starts = [(e.target, e.when) for e in effects(TEXT, TITLE) if e.kind is EffectKind.STARTS]
    assert starts == [(Target(appendix="I", part="A", section="II"), date(2031, 9, 1))]


def test_a_limited_provision_stays_in_force_and_is_shown_with_the_sentence() -> None:
    number, start = "12/2031/NĐ-CP", date(2031, 7, 1)
    acting = Metadata(number, "Nghị định", TITLE, "Chính phủ", effective_from=start, effective_to=date(2033, 3, 1))
    provisions = parsed(TEXT)
    own = Document(acting, TEXT, (Page(1, 0, len(TEXT)),), provisions, find_effects(TEXT, provisions, acting, {}))
    old = Metadata(OLD, "Nghị định", "Quy định về bến đò", "Chính phủ", effective_from=date(2029, 3, 1))
    limited = Document(old, LIMITED, (Page(1, 0, len(LIMITED)),), parsed(LIMITED))
    found = resolve_validity([own, limited])
    assert found[OLD, "art_1__cl_2"].end is None
    (note,) = found[OLD, "art_1__cl_2"].notes
    assert note.startswith(
        "Mục I Mục A Phụ lục I Nghị định 12/2031/NĐ-CP, từ ngày 01/07/2031, đến trước ngày 01/03/2033"
    )
    assert "“Không thực hiện thủ tục cấp lại giấy phép chở đò" in note
    assert found[OLD, "art_1__cl_1"].notes == ()
    (other,) = found[OLD, "art_2"].notes
    assert "từ ngày 01/09/2031" in other
    assert "cho Chủ tịch Ủy ban nhân dân cấp xã thực hiện" in other
