"""Letters that the font of a PDF does not name: which signs are hyphens, and how holes are filled."""

from __future__ import annotations

import pytest

from ingest.formats.pdf import HOLE, Line
from ingest.formats.pdf_holes import UNREAD, fill, has_hole


def line(text: str) -> Line:
    return Line(text.replace("?", HOLE), 0, 1, 0, 1, 14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cây đ? được trồng", True),
        ("tr?ng cây", True),
        ("phường, x?", True),
        ("Nghị định số 900/2031/NĐ?CP", False),
        ("tín chỉ các?bon", False),
        ("số 12?34", False),
        ("không có", False),
    ],
)
def test_a_hole_is_told_from_a_hyphen(text: str, expected: bool) -> None:
    assert has_hole(text.replace("?", HOLE)) is expected


@pytest.mark.parametrize(
    ("text", "recognised", "expected"),
    [
        # the neighbours on the same page tell which syllable it was
        ("cây đ? trồng, lá đ? rụng", "cây đã trồng, lá đỏ rụng", "cây đã trồng, lá đỏ rụng"),
        # no neighbour was read alike: the one that is by far the usual
        ("quyền sở h?u vườn", "chủ hữu " * 9 + "hđu hiu", "quyền sở hữu vườn"),
        # two that are equally usual: not guessed, and told
        ("ngày đ? qua", "đã xong đủ xong", f"ngày đ{UNREAD} qua"),
        # nothing was recognised
        ("cây đ? trồng", "", f"cây đ{UNREAD} trồng"),
        # hyphens come back as hyphens
        ("số 900/2031/NĐ?CP, các?bon, bảo? vệ", "", "số 900/2031/NĐ-CP, các-bon, bảo- vệ"),
    ],
)
def test_holes_are_filled_from_the_picture(text: str, recognised: str, expected: str) -> None:
    seen = {0: [line(recognised)]} if recognised else {}
    assert [one.text for one in fill([[line(text)]], seen)[0]] == [expected]
