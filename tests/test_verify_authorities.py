"""Authorities: names, levels, look-alikes and roles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.verify import find_authorities
from corpus.authorities.names import is_untiered, levels_of
from corpus.authorities.roles import read_roles


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Chủ tịch Ủy ban nhân dân cấp xã ký", ["Chủ tịch Ủy ban nhân dân cấp xã"]),
        ("chủ tịch ubnd xã ký", ["Chủ tịch Ủy ban nhân dân cấp xã"]),
        ("Chủ tịch phường ký", ["Chủ tịch Ủy ban nhân dân cấp xã"]),
        ("CT UBND tỉnh ký", ["Chủ tịch Ủy ban nhân dân cấp tỉnh"]),
        ("Phó Chủ tịch UBND đặc khu", ["Phó Chủ tịch Ủy ban nhân dân cấp xã"]),
        ("Uỷ ban nhân\ndân  cấp huyện", ["Ủy ban nhân dân cấp huyện"]),
        ("UBND xã, phường, đặc khu", ["Ủy ban nhân dân cấp xã"]),
        ("UBND cấp tỉnh, cấp xã", ["Ủy ban nhân dân cấp tỉnh", "Ủy ban nhân dân cấp xã"]),
        ("UBND thành phố trực thuộc trung ương", ["Ủy ban nhân dân cấp tỉnh"]),
        ("UBND thành phố thuộc tỉnh", ["Ủy ban nhân dân cấp huyện"]),
        ("HĐND xã bầu", ["Hội đồng nhân dân cấp xã"]),
        ("Thường trực Hội đồng nhân dân cấp tỉnh", ["Thường trực Hội đồng nhân dân cấp tỉnh"]),
        (
            "Ủy ban nhân dân, Chủ tịch Ủy ban nhân dân cấp xã",
            ["Ủy ban nhân dân cấp xã", "Chủ tịch Ủy ban nhân dân cấp xã"],
        ),
        ("cơ quan chuyên môn về xây dựng thuộc Ủy ban nhân dân cấp tỉnh", ["Cơ quan chuyên môn cấp tỉnh"]),
        ("Phòng chuyên môn về văn hóa thuộc Ủy ban nhân dân cấp xã", ["Cơ quan chuyên môn cấp xã"]),
        ("Cơ quan có chức năng quản lý đất đai cấp tỉnh", ["Cơ quan có chức năng quản lý đất đai cấp tỉnh"]),
        ("Chi nhánh Văn phòng đăng ký đất đai", ["Chi nhánh văn phòng đăng ký đất đai"]),
        ("Bộ trưởng Bộ Nông nghiệp và Môi trường", ["Bộ trưởng Bộ Nông nghiệp và Môi trường"]),
        ("Giám đốc Sở Xây dựng", ["Giám đốc Sở Xây dựng"]),
        ("Thủ tướng Chính phủ", ["Thủ tướng Chính phủ"]),
        ("Cục Đường bộ Việt Nam", ["Cục Đường bộ Việt Nam"]),
        ("Công an xã", ["Công an cấp xã"]),
        ("cơ quan, người có thẩm quyền cấp tỉnh quyết định", []),
        ("phát triển kinh tế xã hội", []),
        ("kế hoạch sử dụng đất cấp xã đã công bố", []),
        ("ngoài phạm vi đơn vị hành chính cấp xã", []),
        ("việc này do cấp xã thực hiện", ["Chính quyền cấp xã"]),
        ("1. Cấp tỉnh quyết định", ["Chính quyền cấp tỉnh"]),
        ("cơ sở y tế, cơ sở giáo dục và trụ sở công an xã", ["Công an cấp xã"]),
        ("cán bộ tư pháp, văn phòng công an, nội bộ tài chính", []),
        ("theo Quyết định số 15/2025/QĐ-TTg và 46/2025/QĐ-UBND", []),
        ("Người đứng đầu cơ quan, tổ chức quyết định", ["Người đứng đầu cơ quan, tổ chức"]),
        ("Ban bầu cử lập biên bản", ["Ban bầu cử"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert [a.canonical.lower() for a in find_authorities(text)] == [n.lower() for n in names]


def test_the_name_inside_a_name_is_no_mention() -> None:
    (found,) = find_authorities("Chủ tịch Ủy ban nhân dân cấp huyện")
    assert (found.body, found.level) == ("chủ tịch ủy ban nhân dân", "huyện")


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("cấp xã", [("xã", "")]),
        ("xã, phường, đặc khu", [("xã", "")]),
        ("phường", [("xã", "phường")]),
        ("cấp tỉnh, cấp xã", [("tỉnh", ""), ("xã", "")]),
        ("các cấp", [("các cấp", "")]),
        ("cùng cấp", [("cùng cấp", "")]),
        ("huyện, quận, thị xã, thành phố", [("huyện", "")]),
    ],
)
def test_levels(written: str, levels: list[tuple[str, str]]) -> None:
    assert levels_of(written) == levels


A, B, C = "Ủy ban nhân dân cấp huyện", "Chủ tịch Ủy ban nhân dân cấp xã", "Ủy ban nhân dân cấp tỉnh"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (f"{B} cấp thẻ bến thuyền.", ["holder"]),
        (f"{A} sau khi thống nhất với {B} quyết định lập đội.", ["holder", "addressee"]),
        (f"{A} yêu cầu {B} điều chỉnh kế hoạch.", ["holder", "addressee"]),
        ("Sân diều thuộc cơ quan của Đảng, Nhà nước, Mặt trận Tổ quốc Việt Nam thì được giữ.", ["owner"]),
        (f"Trường hợp thuộc thẩm quyền phê duyệt của {A}:", ["condition"]),
        (f"{B} bị giải tán thì {A} chỉ định người thay.", ["mention", "holder"]),
        (f"Tổ thả diều được {B} quyết định thành lập theo từng mùa.", ["holder"]),
        (f"Hồ sơ được {B} xác nhận thì không phải nộp lại.", ["condition"]),
        (f"{A} quyết định những việc mà pháp luật giao cho {B} quyết định.", ["holder", "owner"]),
        (f"{A} đình chỉ việc thực hiện nhiệm vụ, quyền hạn của {B}.", ["holder", "owner"]),
        (f"Nhà văn hóa là tổ chức hành chính thuộc {B}.", ["owner"]),
        (
            f"{A} đình chỉ công tác đối với Phó Chủ tịch Hội đồng nhân dân, Trưởng ban, Phó Trưởng ban của "
            "Hội đồng nhân dân cấp xã.",
            ["holder", "mention", "mention"],
        ),
        (f"Danh sách bến được gửi đến Hội đồng thả diều quốc gia, {B}, {C}.", ["addressee", "addressee"]),
        (
            f"Trong thời hạn 05 ngày kể từ ngày nhận được tờ trình của Sở Xây dựng hoặc Sở Y tế, {B} phê duyệt sổ đò.",
            ["addressee", "addressee", "holder"],
        ),
        (f"Trước khi Sở Xây dựng trình sơ đồ, {B} lấy ý kiến chủ bến.", ["condition", "holder"]),
        (f"Trước khi sắp xếp đơn vị hành chính, {A} cấp thẻ.", ["former"]),
        (f"Sổ đò gửi cấp trên, {C}, {B}.", ["addressee", "addressee"]),
        (
            f"{C} thành lập Hội đồng thả diều gồm Chủ tịch Ủy ban nhân dân cấp tỉnh làm Chủ tịch Hội đồng, Sở Y tế.",
            ["holder", "mention", "mention"],
        ),
        (f"Đại diện {B} làm thành viên, Sở Xây dựng làm thư ký.", ["mention", "mention"]),
        (f"Sở Xây dựng thông báo cho chủ bến, {B} nơi có bến.", ["holder", "addressee"]),
        (f"Sở Xây dựng có trách nhiệm gửi sổ đò là con dấu của {C} cho chủ bến.", ["holder", "owner"]),
        (f"{C} trong thời gian Hội đồng nhân dân không họp quyết định việc dùng bến.", ["holder", "condition"]),
        (f"Thẩm quyền của {A} chuyển giao cho {B} thực hiện, bao gồm:", ["former", "holder"]),
        (f"Trách nhiệm lập sổ đò của {A} quy định tại khoản 2 do {B} thực hiện.", ["former", "holder"]),
        (f"Việc của {A} thì nay {B} giải quyết.", ["former", "holder"]),
        (f"{B} làm các việc mà Luật Bến đò trước đây giao {A}:", ["holder", "former"]),
        (f"{B} (thay {A}) quyết định việc dùng bến.", ["holder", "former"]),
        (f"Trước đây do {A} cấp, nay thuộc thẩm quyền của {B}.", ["former", "holder"]),
        (f"Sở Xây dựng trình {C} phê duyệt.", ["holder", "holder"]),
        ("Kết quả bãi nhiệm Chủ tịch, Phó Chủ tịch Hội đồng nhân dân phải gửi đi.", ["mention"]),
        (f"Phó Chủ tịch đi công tác nước ngoài phải được {B} đồng ý.", ["holder"]),
        (f"{C} quy định nhiệm vụ, quyền hạn của {B}.", ["holder", "owner"]),
        ("Theo Phụ lục I (Bộ Công Thương), hộ kinh doanh đăng ký bến đò.", ["mention"]),
        (f"Sở Xây dựng thẩm định hồ sơ dự án do {B} quyết định đầu tư.", ["holder", "condition"]),
        ("Quyết định thành lập Hội đồng thẩm định giá đất cụ thể;", ["mention"]),
        (f"{B} kiện toàn Hội đồng thẩm định giá đất.", ["holder", "mention"]),
        (f"Sở Xây dựng báo cáo {C}.", ["holder", "addressee"]),
        (f"{C} quyết định theo đề nghị của {B}.", ["holder", "proposer"]),
        (f"{C} ủy quyền cho {B} ký thẻ.", ["delegator", "delegate"]),
        (f"do {B} thực hiện nếu được {C} giao", ["holder", "delegator"]),
        (f"{C} phê duyệt sau khi Hội đồng nhân dân cấp tỉnh thông qua.", ["holder", "condition"]),
        (f"theo quyết định của {C}", ["owner"]),
        (f"Việc này không thuộc thẩm quyền của {C}.", ["denied"]),
        (f"Hội đồng nhân dân xã bầu {B}.", ["holder", "mention"]),
        (f"Trong thời gian khuyết {B}, Chủ tịch {C} quyết định.", ["mention", "holder"]),
        (f"Nộp hồ sơ tại {C}.", ["addressee"]),
        (f"Chủ bến đăng ký bến đò với {B}.", ["addressee"]),
        (
            f"Bến đò quy định tại Nghị định số 48/2099/NĐ-CP ngày 05/6/2099 của Chính phủ do {B} quản lý.",
            ["mention", "holder"],
        ),
        (
            f"Theo Nghị định số 48/2099/NĐ-CP ngày 05 tháng 6 năm 2099 của Chính phủ, {B} cấp thẻ.",
            ["mention", "holder"],
        ),
        ("Bến đò của tỉnh (sau đây gọi chung là cấp tỉnh) mở cửa.", ["mention"]),
        ("Ủy viên là đại biểu Hội đồng nhân dân được cấp thẻ.", ["mention"]),
        (f"{B} được phân cấp thẩm quyền quyết định việc dùng bến.", ["holder"]),
        (f"{C} ủy quyền cho {B} quyết định việc dùng bến.", ["delegator", "delegate"]),
        (f"Theo điều kiện của từng bến, {B} cấp thẻ.", ["holder"]),
        (f"Đối với Chủ tịch, Phó Chủ tịch Hội đồng nhân dân cấp xã: {C} phê chuẩn.", ["mention", "holder"]),
    ],
)
def test_roles(text: str, roles: list[str]) -> None:
    assert [a.role for a in find_authorities(text)] == roles


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        (f"Cơ quan chuyên môn thuộc {A} trực thuộc {C} thẩm định hồ sơ bến.", [{"thẩm định"}, set()]),
        ("Thường trực Hội đồng nhân dân trong thời gian Hội đồng nhân dân không họp chỉ định chủ bến.",
         [{"chỉ định"}, set()]),
        (f"{C} trình bản vẽ của {B} phê duyệt năm trước.", [{"trình"}, {"phê duyệt"}]),  # A has an act already
        (f"{C} giải tán Hội đồng thả diều.", [{"giải tán"}]),
        (f"Nơi nhận: {C}; quyết định của {B} phê duyệt sổ đò.", [set(), {"phê duyệt"}]),  # another sentence's act
    ],
)  # fmt: skip
def test_an_act_belongs_to_the_subject_before_an_attribute(text: str, heads: list[set[str]]) -> None:
    assert [set(m.heads) for m in read_roles(text)] == heads


def test_the_act_after_who_is_heard_is_that_of_who_hears() -> None:
    hearing, heard, led = read_roles(
        f"{C} sau khi thống nhất với Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam cùng cấp quyết định lễ hội diều, hướng "
        f"dẫn {B} tổ chức để Nhân dân bàn và quyết định."
    )
    assert (hearing.heads, heard.role, heard.heads) == ({"quyết định", "hướng dẫn"}, "addressee", frozenset())
    assert heard.authority.canonical == "Chủ tịch Ủy ban Mặt trận Tổ quốc cấp tỉnh"
    assert led.acts == {"tổ chức"}


WORDS = (
    "Chủ tịch|Phó|Ủy ban nhân dân|Hội đồng nhân dân|cấp|xã|tỉnh|huyện|,|và|của|do|trình|Bộ|Sở|Xây dựng|(|)|;|.|\n|1.|a)"
)


@settings(deadline=None)  # the machine may be shared
@given(st.lists(st.sampled_from(WORDS.split("|")), max_size=30).map(" ".join))
def test_spans_slice_to_names_in_order(text: str) -> None:
    found = find_authorities(text)
    assert all(0 <= a.start < a.end <= len(text) for a in found)
    assert [a.start for a in found] == sorted(a.start for a in found)


@pytest.mark.parametrize(
    ("text", "untiered"),
    [
        ("Phó Chủ tịch Ủy ban nhân dân ký", True),
        ("Thường trực Hội đồng nhân dân họp", True),
        ("Ủy ban nhân dân quyết định", True),
        ("Phó Chủ tịch UBND xã ký", False),
        ("Sở Xây dựng cấp", False),
    ],
)
def test_a_committee_without_its_tier_is_known_by_its_canonical_name(text: str, untiered: bool) -> None:
    (found,) = find_authorities(text)
    assert is_untiered(found.canonical) is untiered
