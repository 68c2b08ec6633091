"""Pages without a believable text layer: what is recognised, with which confidence, and what is refused."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.errors import EmptyText
from corpus.settings import Settings
from ingest import plausible, recognise
from ingest.ocr_slips import mend
from ingest.read import read_bytes
from tests.source_files import Words, pdf

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def row(line: int, word: int, left: int, confidence: float, text: str) -> str:
    return f"5\t1\t1\t1\t{line}\t{word}\t{left}\t{line * 50}\t100\t30\t{confidence}\t{text}"


def test_lines_and_confidence_of_tsv() -> None:
    rows = [
        HEAD,
        row(1, 1, 200, 90, "Điều"),
        row(1, 2, 320, 70, "5."),
        row(2, 1, 200, 10, "§§%"),
        row(2, 2, 320, 12, "ﬀ#"),
    ]
    page = recognise._parsed("\n".join(rows))
    assert [line.text for line in page.lines] == ["Điều 5."]
    assert page.confidence == pytest.approx((90 * 4 + 70 * 2) / 6 / 100)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ủy ban nhân dân cấp xã cấp giấy phép trồng cây xanh theo Nghị định này", True),
        ("7+Ѭ &+Ӫ 1*+Ƭ$ +ӛQ KѭӟQJ GүQ WKӵF KLӋQ 4X\\ӃW ÿӏQK Vӕ", False),
        ("Céng hoµ x· héi chñ nghÜa ViÖt Nam §éc lËp - Tù do - H¹nh phóc", False),
        ("the quick brown fox jumps over the lazy dog and some more words", False),
        ("", False),
    ],
)
def test_vietnamese_is_told_from_what_is_left_of_it(text: str, expected: bool) -> None:
    assert plausible.is_vietnamese(plausible.words_of(text)) is expected


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("Sứa đổi, bồ sung một số điều", "Sửa đổi, bổ sung một số điều"),
        ("sửa đối, bố sưng", "sửa đổi, bổ sung"),
        ("quy định chỉ tiết Luật Đắt đai", "quy định chi tiết Luật Đất đai"),
        ("ngày 21 thắng 12 năm 2031", "ngày 21 tháng 12 năm 2031"),
        ("từ ngày 01 tháng § năm 2031, khoản § Điều §", "từ ngày 01 tháng 8 năm 2031, khoản 8 Điều 8"),
        ("có hiệu lực kế từ ngày ký, kế từng nhà", "có hiệu lực kể từ ngày ký, kế từng nhà"),
        ("ø) Trồng cây", "g) Trồng cây"),
        ("SỬA ĐỎI, BỎ SƯNG; Sửa đổi, bộ sung; bỗổ sung", "SỬA ĐỔI, BỔ SUNG; Sửa đổi, bổ sung; bổ sung"),
        ("cán bộ sung túc, BỎ SÓT, SỬA ĐỔI VỚI", "cán bộ sung túc, BỎ SÓT, SỬA ĐỔI VỚI"),
        ("thắng lợi, bổ nhiệm, chỉ đạo, đổi đất", "thắng lợi, bổ nhiệm, chỉ đạo, đổi đất"),
        ("chỉ tiết lộ, chỉ tiết kiệm, chỉnh sửa đối với", "chỉ tiết lộ, chỉ tiết kiệm, chỉnh sửa đối với"),
    ],
)
def test_misread_words_that_are_none(seen: str, meant: str) -> None:
    assert mend(seen) == meant


def scanned() -> bytes:
    """A page that is a picture of text (without diacritics: the built-in font has none)."""
    image = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(48)
    for at, text in enumerate(["Khoan 1. Cho phep trong cay xanh", "Khoan 2. Thu hoi giay phep trong cay"]):
        draw.text((150, 300 + 120 * at), text, fill=0, font=font)
    buffer = io.BytesIO()
    image.save(buffer, format="PDF", resolution=200)
    return buffer.getvalue()


def test_a_scan_without_recognition_is_refused_with_the_remedy() -> None:
    with pytest.raises(EmptyText, match="ocr"):
        read_bytes(scanned(), "quet.pdf", Settings(ocr=False))


def test_a_scan_names_the_missing_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognise, "is_installed", lambda: False)
    with pytest.raises(EmptyText, match=r"apt-get install tesseract-ocr tesseract-ocr-vie"):
        read_bytes(scanned(), "quet.pdf", Settings())


@pytest.mark.skipif(not recognise.is_installed(), reason="tesseract with Vietnamese data is not installed")
def test_a_scan_is_recognised_with_its_confidence() -> None:
    source = read_bytes(scanned(), "quet.pdf", Settings())
    assert "Khoan 1. Cho phep" in source.pages[0]
    assert source.confidences[0] is not None
    assert 0.5 < source.confidences[0] <= 1
    assert any("OCR" in warning for warning in source.warnings)


def test_a_short_page_without_a_picture_is_no_scan() -> None:
    text = "Điều 1. Phạm vi điều chỉnh của quy định về cây xanh ở xã, phường, đặc khu."
    source = read_bytes(pdf([[Words(text)], [Words("Hết")]]), "a.pdf", Settings(ocr=False))
    assert [page.strip("\u2029") for page in source.pages] == [text, "Hết"]
