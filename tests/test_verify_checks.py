"""Authorities, numbers, dates and references of a claim, true and planted false, over fictional clauses."""

from __future__ import annotations

import pytest
from claim_checks import expect

SUBMIT = (
    "Phòng Kinh tế thẩm định sổ đò, trình Chủ tịch Ủy ban nhân dân cấp xã phê duyệt sau khi "
    "Hội đồng nhân dân cấp xã thông qua."
)
DELEGATED = "Ủy ban nhân dân cấp tỉnh ủy quyền cho Ủy ban nhân dân cấp xã quyết định giá vé đò."
TWO = (
    "Việc cấp thẻ bến do Ủy ban nhân dân cấp xã thực hiện; việc phê duyệt sơ đồ luồng lạch do Ủy ban nhân dân "
    "cấp tỉnh thực hiện."
)
OPEN = "Ủy ban nhân dân quyết định giá vé đò; Sở Xây dựng công bố sơ đồ bến."
AFTER = "sau khi Hội đồng nhân dân cấp xã thông qua"


ELECTED = (
    "Kết quả bầu Chủ tịch, Phó Chủ tịch Hội đồng nhân dân cấp tỉnh phải được Chính phủ phê chuẩn; kết quả bầu Chủ "
    "tịch, Phó Chủ tịch Hội đồng nhân dân cấp xã phải được Ủy ban nhân dân cấp tỉnh phê chuẩn."
)


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        ("Ủy ban nhân dân cấp tỉnh phê chuẩn kết quả bầu Phó Chủ tịch Hội đồng nhân dân cấp xã.", ""),
        ("Chính phủ phê chuẩn kết quả bầu Phó Chủ tịch Hội đồng nhân dân cấp tỉnh.", ""),
        ("Chính phủ phê chuẩn kết quả bầu Phó Chủ tịch Hội đồng nhân dân cấp xã.", "authority"),
        ("Ủy ban nhân dân cấp tỉnh phê chuẩn kết quả bầu Phó Chủ tịch Hội đồng nhân dân cấp tỉnh.", "authority"),
    ],
)
def test_of_parallel_cases_each_body_has_its_own_holder(claim: str, check: str) -> None:
    expect(claim, ELECTED, check)


@pytest.mark.parametrize(
    ("claim", "text", "check"),
    [
        (f"Chủ tịch UBND cấp xã phê duyệt sổ đò {AFTER}.", SUBMIT, ""),
        (f"Phòng Kinh tế phê duyệt sổ đò {AFTER}.", SUBMIT, "authority"),
        ("Hội đồng nhân dân cấp xã phê duyệt sổ đò.", SUBMIT, "authority"),
        ("Phòng Kinh tế thẩm định sổ đò, trình Chủ tịch UBND cấp xã.", SUBMIT, ""),
        ("Chủ tịch UBND cấp xã thẩm định sổ đò.", SUBMIT, "authority"),
        ("Ủy ban nhân dân cấp xã quyết định giá vé đò khi được Ủy ban nhân dân cấp tỉnh ủy quyền.", DELEGATED, ""),
        ("Ủy ban nhân dân cấp xã quyết định giá vé đò.", DELEGATED, "authority"),
        ("Ủy ban nhân dân cấp tỉnh trực tiếp quyết định giá vé đò.", DELEGATED, "authority"),
        ("Ủy ban nhân dân cấp xã cấp thẻ bến.", TWO, ""),
        ("Ủy ban nhân dân cấp tỉnh phê duyệt sơ đồ luồng lạch.", TWO, ""),
        ("Ủy ban nhân dân cấp xã phê duyệt sơ đồ luồng lạch.", TWO, "authority"),
        ("Ủy ban nhân dân cấp tỉnh cấp thẻ bến.", TWO, "authority"),
        ("Ủy ban nhân dân quyết định giá vé đò.", OPEN, ""),
        ("Ủy ban nhân dân cấp xã quyết định giá vé đò.", OPEN, "authority"),
        ("Sở Xây dựng công bố sơ đồ bến.", OPEN, ""),
        ("Giám đốc Sở Xây dựng công bố sơ đồ bến.", OPEN, "authority"),
        ("Thẩm quyền cấp thẻ bến thuộc cấp xã.", TWO, ""),
        ("Việc cấp thẻ bến không thuộc Ủy ban nhân dân cấp xã.", TWO, "authority"),
    ],
)
def test_authorities_and_their_roles(claim: str, text: str, check: str) -> None:
    expect(claim, text, check)


PHUONG = "Ủy ban nhân dân phường quản lý bến thuyền trong đô thị."


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        ("Ủy ban nhân dân phường quản lý bến thuyền trong đô thị.", ""),
        ("Ủy ban nhân dân đặc khu quản lý bến thuyền trong đô thị.", "authority"),
    ],
)
def test_units_of_the_commune_level_are_not_one(claim: str, check: str) -> None:
    expect(claim, PHUONG, check)


TERM = "Trong thời hạn không quá 15 ngày làm việc, Ủy ban nhân dân cấp xã cấp thẻ bến; thẻ có thời hạn 05 năm."
MONEY = "Mức phạt từ 2.000.000 đồng đến 5.000.000 đồng; bến rộng 1,5 ha trở lên nộp thêm 20% phí."
COUNT = "Ban quản lý bến có 01 Trưởng ban và không quá 02 Phó Trưởng ban."

AVERAGE = "Số Phó Trưởng ban của các bến tính bình quân không quá 2,5 người cho mỗi bến (tính chung cả tỉnh)."


@pytest.mark.parametrize(
    ("claim", "text", "check"),
    [
        ("Các bến có bình quân không quá 2,5 người là Phó Trưởng ban cho mỗi bến.", AVERAGE, ""),
        ("Ở một bến, số Phó Trưởng ban không quá 2,5 người.", AVERAGE, "number"),
        ("Ủy ban nhân dân cấp xã cấp thẻ bến trong 15 ngày làm việc.", TERM, ""),
        ("Ủy ban nhân dân cấp xã cấp thẻ bến trong mười lăm ngày làm việc.", TERM, ""),
        ("Ủy ban nhân dân cấp xã cấp thẻ bến trong 15 ngày.", TERM, "number"),
        ("Ủy ban nhân dân cấp xã cấp thẻ bến trong 3 tuần.", TERM, "number"),
        ("Ủy ban nhân dân cấp xã cấp thẻ bến trong ít nhất 15 ngày làm việc.", TERM, "number"),
        ("Thẻ bến có thời hạn 5 năm.", TERM, ""),
        ("Thẻ bến có thời hạn 60 tháng.", TERM, "number"),
        ("Mức phạt từ 2 triệu đồng đến 5 triệu đồng.", MONEY, ""),
        ("Mức phạt từ hai triệu đồng đến năm triệu đồng.", MONEY, ""),
        ("Mức phạt từ 2 triệu đồng đến 50 triệu đồng.", MONEY, "number"),
        ("Bến rộng 15.000 m2 trở lên nộp thêm hai mươi phần trăm phí.", MONEY, ""),
        ("Bến rộng 1,5 ha trở lên nộp thêm 25% phí.", MONEY, "number"),
        ("Bến rộng 1,5 ha trở xuống nộp thêm 20% phí.", MONEY, "number"),
        ("Ban quản lý bến có không quá hai Phó Trưởng ban.", COUNT, ""),
        ("Ban quản lý bến có không quá ba Phó Trưởng ban.", COUNT, "number"),
        ("Ban quản lý bến có ít nhất 02 Phó Trưởng ban.", COUNT, "number"),
    ],
)
def test_numbers(claim: str, text: str, check: str) -> None:
    expect(claim, text, check)


EFFECT = "Nghị định này có hiệu lực từ ngày 15 tháng 8 năm 2025 và được thực hiện đến trước ngày 01/6/2027."
AMENDED = "Nghị định số 811/2023/NĐ-CP ngày 12 tháng 4 năm 2023 của Chính phủ hết hiệu lực từ ngày 15/8/2025."


@pytest.mark.parametrize(
    ("claim", "text", "check"),
    [
        ("Nghị định có hiệu lực từ ngày 15/8/2025.", EFFECT, ""),
        ("Nghị định có hiệu lực từ 15.08.2025.", EFFECT, ""),
        ("Nghị định có hiệu lực từ tháng 8/2025.", EFFECT, ""),
        ("Nghị định có hiệu lực từ ngày 15/9/2025.", EFFECT, "date"),
        ("Nghị định có hiệu lực trước ngày 15/8/2025.", EFFECT, "date"),
        ("Nghị định được thực hiện đến hết ngày 31/5/2027.", EFFECT, ""),
        ("Nghị định được thực hiện đến hết ngày 01/6/2027.", EFFECT, "date"),
        ("Nghị định 811/2023/NĐ-CP hết hiệu lực từ ngày 15/8/2025.", AMENDED, ""),
        ("Nghị định 811/2023/NĐ-CP hết hiệu lực từ ngày 12/4/2023.", AMENDED, "date"),
    ],
)
def test_dates(claim: str, text: str, check: str) -> None:
    expect(claim, text, check)


POINTS = (
    "Cấp thẻ bến quy định tại điểm b khoản 1 Điều 36 và khoản 2 Điều 42 Luật Đất đai, Mẫu số 05 kèm theo Nghị định này."
)


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        ("Việc cấp thẻ bến theo khoản 1 Điều 8 Nghị định 900/2025/NĐ-CP.", ""),
        ("Việc cấp thẻ bến theo Điều 8 Nghị định này.", ""),
        ("Việc cấp thẻ bến theo điểm b khoản 1 Điều 36 Luật Đất đai.", ""),
        ("Việc cấp thẻ bến theo Điều 42 Luật Đất đai.", ""),
        ("Việc cấp thẻ bến theo Mẫu số 05.", ""),
        ("Việc cấp thẻ bến theo điểm c khoản 1 Điều 36 Luật Đất đai.", "reference"),
        ("Việc cấp thẻ bến theo Điều 36 Luật Nhà ở.", "reference"),
        ("Việc cấp thẻ bến theo Điều 8 Luật Đất đai.", "reference"),
        ("Việc cấp thẻ bến theo khoản 1 Điều 8 Nghị định 901/2025/NĐ-CP.", "reference"),
        ("Việc cấp thẻ bến theo khoản 4 Điều 8 Nghị định 900/2025/NĐ-CP.", "reference"),
        ("Việc cấp thẻ bến theo Mẫu số 06.", "reference"),
    ],
)
def test_references(claim: str, check: str) -> None:
    expect(claim, POINTS, check)
