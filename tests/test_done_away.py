"""Permits done away with in one-line sections of an appendix, looked for by their names. All texts are fictional."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from fictional_index import finished, opened
from flower_regulations import head

from assistant.answer import Assistant
from assistant.evaluation.recheck import IndexedTexts, faults

DAY = date(2026, 11, 25)
NOBODY = "Không cơ quan nào cấp nữa"
COMMUNE = "Ủy ban nhân dân cấp xã"

PERMITS = (
    head("971/2099/NĐ-CP", "Diều và đèn")
    + """
Điều 3. Diều
1. Ủy ban nhân dân cấp xã cấp giấy phép bán lẻ diều sáo.
2. Ủy ban nhân dân cấp xã cấp giấy phép phân phối diều sáo.
3. Ủy ban nhân dân cấp xã thu hồi giấy phép bán lẻ diều sáo.
Điều 4. Thuốc nhuộm
1. Ủy ban nhân dân cấp xã cấp, cấp lại Giấy chứng nhận đủ điều kiện buôn bán thuốc nhuộm vải lụa.
2. Ủy ban nhân dân cấp xã cấp, cấp lại Giấy chứng nhận đủ điều kiện buôn bán thuốc nhuộm tóc giả.
Điều 5. Đèn trời
1. Ủy ban nhân dân cấp xã kiểm tra công tác thả thử đèn trời.
2. Ủy ban nhân dân cấp xã cấp thẻ cứu hộ đèn trời.
3. Ủy ban nhân dân cấp xã cấp giấy phép trưng bày đèn trời.
4. Ủy ban nhân dân cấp xã cho phép hội đèn trời mở lại.
Điều 6. Múa rối
Ủy ban nhân dân cấp xã cấp giấy phép biểu diễn múa rối nước.
"""
)
CUT = (
    head("972/2099/NQ-CP", "Cắt giảm thủ tục giả định", kind="Nghị quyết", start="2026-07-01", issued="2026-05-01")
    + """
Điều 1. Phạm vi điều chỉnh
Nghị quyết này quy định việc cắt giảm thủ tục hành chính theo quy định tại Phụ lục I ban hành kèm theo.
Điều 2. Hiệu lực thi hành
1. Nghị quyết này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026, trừ trường hợp quy định tại khoản 2 Điều này.
2. Các quy định tại mục II, III phần A Phụ lục I ban hành kèm theo Nghị quyết này có hiệu lực thi hành từ ngày 01 \
tháng 9 năm 2026.

Phụ lục I
CẮT GIẢM THỦ TỤC HÀNH CHÍNH
Mục 1
CẮT GIẢM THỦ TỤC
A. LĨNH VỰC DIỀU
I. Không thực hiện thủ tục cấp, cấp lại Giấy phép bán lẻ diều sáo quy định tại Điều 3 Nghị định số 971/2099/NĐ-CP.
II. Không thực hiện thủ tục hành chính cấp lại Giấy chứng nhận đủ điều kiện buôn bán thuốc nhuộm vải lụa quy định tại \
Điều 4 Nghị định số 971/2099/NĐ-CP.
III. Không thực hiện thủ tục Kiểm tra công tác thả thử đèn trời quy định tại Điều 5 Nghị định số 971/2099/NĐ-CP.
Việc thả thử đèn trời được thực hiện theo quy định của pháp luật về trò chơi ngoài trời.
IV. Không thực hiện thủ tục cấp giấy phép trưng bày đèn trời, trừ trường hợp trưng bày ở chợ.
V. Không thực hiện thủ tục cho phép hội đèn trời mở lại quy định tại Điều 5 Nghị định số 971/2099/NĐ-CP.
Việc mở lại hội đèn trời thực hiện theo quy định sau:
1. Ban tổ chức thông báo cho Ủy ban nhân dân cấp xã trước khi mở lại hội đèn trời.
B. LĨNH VỰC MÚA RỐI
Không thực hiện thủ tục cấp lại giấy phép biểu diễn múa rối nước quy định tại Điều 6 Nghị định số 971/2099/NĐ-CP.
"""
)
CARDS = (
    head("973/2099/QH15", "Thẻ đèn trời", kind="Luật")
    + """
Điều 7. Thẻ cứu hộ đèn trời
Không thực hiện thủ tục cấp thẻ cứu hộ đèn trời theo quy định tại khoản 2 Điều 19 của Luật này.
"""
)
DIGEST = (
    head("974/2099/NQ-CP", "Bỏ giấy tờ", kind="Nghị quyết", start="2026-07-01", issued="2026-05-01")
    + """
Điều 1. Cắt giảm thủ tục hành chính
Theo Phụ lục I, phần B: không thực hiện thủ tục cấp, cấp lại Giấy phép biểu diễn trống hội.
"""
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("kites")
    with opened(folder, {"971.md": PERMITS, "972.md": CUT, "973.md": CARDS, "974.md": DIGEST}) as made:
        yield made


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("Tạp hóa xin giấy phép bán lẻ diều sáo ở đâu, ai cấp?", "sec_I"),
        ("Đại lý mất giấy phép bán lẻ diều sáo, xin cấp lại ở cơ quan nào?", "sec_I"),
        (
            "Cửa hàng thuốc nhuộm vải lụa bị mất giấy chứng nhận đủ điều kiện buôn bán, xin cấp lại ở cơ quan nào?",
            "sec_II",
        ),
        ("Kiểm tra công tác thả thử đèn trời là cấp nào làm?", "sec_III"),
    ],
)
def test_what_a_section_of_one_line_does_away_with(assistant: Assistant, question: str, section: str) -> None:
    answer = finished(assistant, question, as_of=DAY)
    assert answer.authority == NOBODY
    assert answer.claims[0].text.startswith("Không thực hiện thủ tục")
    cited = answer.claims[0].citations[0]
    assert (cited.document, cited.article) == ("972/2099/NQ-CP", "Phụ lục I")
    assert cited.provision.endswith(f"__sec_A__{section}")
    told = [{"document": cited.document, "provision": cited.provision, "quote": cited.quote}]
    assert not faults(answer.claims[0].text, told, IndexedTexts(assistant._reader.catalogue), DAY)
    assert any("không cơ quan nào cấp nữa" in notice for notice in answer.notices)


@pytest.mark.parametrize(
    "question",
    [
        "Xin giấy phép phân phối diều sáo ở đâu, ai cấp?",  # another permit on the same matter
        "Ai thu hồi giấy phép bán lẻ diều sáo?",  # another act on the same permit
        "Xin cấp giấy chứng nhận đủ điều kiện buôn bán thuốc nhuộm vải lụa ở cơ quan nào?",  # cut: a second one
        "Giấy phép biểu diễn múa rối nước do cơ quan nào cấp?",  # the same in a section that the search has
        "Bị mất giấy chứng nhận đủ điều kiện buôn bán thuốc nhuộm tóc giả, xin cấp lại ở cơ quan nào?",
        "Xin giấy phép trưng bày đèn trời ở đâu, ai cấp?",  # cut but for some cases
        "Xin cấp thẻ cứu hộ đèn trời ở đâu, ai cấp?",  # a law's single case
        "Ai cho phép hội đèn trời mở lại?",  # done in another way
    ],
)
def test_what_is_near_is_not_done_away_with(assistant: Assistant, question: str) -> None:
    assert finished(assistant, question, as_of=DAY).authority == COMMUNE


@pytest.mark.parametrize(
    "question", ["Giấy phép biểu diễn trống hội do cơ quan nào cấp?", "Biểu diễn trống hội giấy phép ai cấp?"]
)
def test_a_sentence_that_begins_otherwise_ends_a_permit_too(assistant: Assistant, question: str) -> None:
    answer = finished(assistant, question, as_of=DAY)
    assert answer.authority == NOBODY
    assert answer.claims[0].text.startswith("Theo Phụ lục I, phần B: không thực hiện thủ tục")


def test_not_before_its_day_and_not_for_cases_under_way(assistant: Assistant) -> None:
    asked = "Tạp hóa xin giấy phép bán lẻ diều sáo ở đâu, ai cấp?"
    assert finished(assistant, asked, as_of=date(2026, 5, 1)).authority == COMMUNE
    some_not_yet = date(2026, 8, 1)  # which sections begin later is not known for sure
    assert (
        finished(assistant, "Kiểm tra công tác thả thử đèn trời là cấp nào làm?", as_of=some_not_yet).authority
        == COMMUNE
    )
    under_way = "Hồ sơ xin giấy phép bán lẻ diều sáo nộp từ tháng 5/2026 chưa được giải quyết, nay ai cấp?"
    assert finished(assistant, under_way, as_of=DAY).authority != NOBODY


def test_what_is_done_instead_is_told(assistant: Assistant) -> None:
    answer = finished(assistant, "Kiểm tra công tác thả thử đèn trời là cấp nào làm?", as_of=DAY)
    assert answer.claims[1].text.startswith("Việc thả thử đèn trời được thực hiện theo quy định của pháp luật")
    assert answer.claims[1].citations[0].provision == answer.claims[0].citations[0].provision
