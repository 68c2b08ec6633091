"""Readers: the format is told by content, order and printed numbers are kept, hidden text stays out."""

from __future__ import annotations

import base64
import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import EmptyText, LimitExceeded, UnreadableFile
from corpus.settings import Settings
from ingest.archives import unpack
from ingest.clean import clean
from ingest.limited import Reader
from ingest.read import detect, read_bytes, read_file
from tests.source_files import Words, archive, docx, numbering, odt, paragraph, pdf

SETTINGS = Settings(ocr=False)
LINES = [
    "Điều 1. Phạm vi điều chỉnh của quy định",
    "Quy định này áp dụng cho việc trồng cây xanh ở xã, phường, đặc khu.",
    "1. Ủy ban nhân dân cấp xã cấp giấy phép trồng cây.",
]


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def page(lines: list[str]) -> list[Words]:
    return [Words(text, y=760 - 20 * at) for at, text in enumerate(lines)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (b"junk before\n%PDF-1.4", "pdf"),
        (docx(paragraph("a")), "docx"),
        (odt("<text:p>a</text:p>"), "odt"),
        (archive({"xl/workbook.xml": "<x/>"}), "xlsx"),
        (archive({"a.txt": "a"}), "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "doc"),
        (b"{\\rtf1 a}", "rtf"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "html"),
        (b'<p class="a">x</p>', "html"),
        (b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b", "mhtml"),
        (b'<?xml version="1.0"?><w:wordDocument/>', "xml"),
        (b"Rar!\x1a\x07\x01\x00", "archive"),
        ("Điều 1.".encode(), "txt"),
        ("Điều 1.".encode("utf-16"), "txt"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (bytes(range(32)) * 40, "binary"),
    ],
)
def test_format_is_told_by_content(data: bytes, kind: str) -> None:
    assert detect(data) == kind


def test_a_false_name_is_refused_with_what_it_is() -> None:
    with pytest.raises(UnreadableFile, match=r"bảng tính Excel, dù có đuôi \.docx"):
        read_bytes(archive({"xl/workbook.xml": "<x/>"}), "quyet-dinh.docx", SETTINGS)


def test_docx_numbers_tables_and_order() -> None:
    body = (
        paragraph("Phạm vi", numbered=(1, 0))
        + paragraph("Một khoản", numbered=(1, 1))
        + paragraph("Một điểm", numbered=(1, 2))
        + paragraph("Hai điểm", numbered=(1, 2))
        + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>STT</w:t></w:r></w:p></w:tc><w:tc>"
        + paragraph("Tên cây")
        + "</w:tc></w:tr>"
        "<w:tr><w:tc>"
        + paragraph("1")
        + "</w:tc><w:tc>"
        + paragraph("Hoa")
        + paragraph("sữa")
        + "</w:tc></w:tr></w:tbl>"
        + paragraph("Hai khoản", numbered=(1, 1))
        + paragraph("Đối tượng", numbered=(1, 0))
        + paragraph("Khoản đầu", numbered=(1, 1))
    )
    lists = numbering(("decimal", "Điều %1."), ("decimal", "%2."), ("lowerLetter", "%3)"))
    source = read_bytes(docx(body, numbering=lists), "a.docx", SETTINGS)
    assert source.pages[0].split("\n") == [
        "Điều 1. Phạm vi",
        "1. Một khoản",
        "a) Một điểm",
        "b) Hai điểm",
        "STT | Tên cây",
        "1 | Hoa sữa",
        "2. Hai khoản",
        "Điều 2. Đối tượng",
        "1. Khoản đầu",
    ]


@pytest.mark.parametrize(
    "run", ["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'], ids=["vanish", "white", "tiny"]
)
def test_hidden_text_of_docx_stays_out(run: str) -> None:
    source = read_bytes(docx(paragraph("Điều 1. Tên") + paragraph("bí mật", run=run)), "a.docx", SETTINGS)
    assert "bí mật" not in source.pages[0]
    assert "chữ ẩn" in source.warnings[0]


def test_deleted_text_stays_out_and_inserted_text_stays() -> None:
    body = "<w:p><w:ins><w:r><w:t>mới</w:t></w:r></w:ins><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>"
    assert read_bytes(docx(body), "a.docx", SETTINGS).pages == ("mới",)


def test_odt_lists_and_tables() -> None:
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-prefix="Điều " style:num-suffix="."/></text:list-style>'
        '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    )
    body = (
        '<text:list text:style-name="L"><text:list-item><text:p>Tên</text:p></text:list-item>'
        '<text:list-item><text:p>Tên nữa<text:span text:style-name="H">ẩn</text:span></text:p></text:list-item>'
        "</text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )
    source = read_bytes(odt(body, styles), "a.odt", SETTINGS)
    assert source.pages == ("Điều 1. Tên\nĐiều 2. Tên nữa\na | b",)
    assert source.warnings


def test_html_takes_the_regulation_out_of_its_portal() -> None:
    items = "".join(f"<p>Điều {n}. Tên của điều</p><p>1. Nội dung của khoản dài hơn.</p>" for n in range(1, 6))
    html = (
        "<html><head><title>x</title></head><body><nav>Trang chủ</nav><div><div class='side'>Điều 1. Mục lục</div>"
        f"<div id='doc'>{items}<table><tr><td>STT</td><td>Tên</td></tr></table><p style='display:none'>ẩn</p></div>"
        "</div><footer>Bản quyền</footer></body></html>"
    )
    source = read_bytes(html.encode(), "a.html", SETTINGS)
    lines = source.pages[0].split("\n")
    assert lines[:2] == ["Điều 1. Tên của điều", "1. Nội dung của khoản dài hơn."]
    assert lines[-1] == "STT | Tên"
    assert source.warnings


PAGE = '<html><head><meta charset="{}"></head><body><p>Điều 1. Bến đò</p></body></html>'


@pytest.mark.parametrize("charset", ["utf-8", "windows-1258", "us-ascii"])
def test_a_page_in_utf_8_is_read_whatever_it_says_of_itself(charset: str) -> None:
    assert read_bytes(PAGE.format(charset).encode(), "a.html", SETTINGS).pages == ("Điều 1. Bến đò",)


@pytest.mark.parametrize("charset", ["utf-8", "utf-16-le"])
def test_a_page_in_an_archive_of_one_file(charset: str) -> None:
    body = base64.encodebytes(PAGE.format("utf-8").encode(charset))
    head = f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    data = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    source = read_bytes(data + head.encode() + body + b"\r\n--b--\r\n", "a.doc", SETTINGS)
    assert (source.format, source.pages) == ("html", ("Điều 1. Bến đò",))
    with pytest.raises(UnreadableFile, match="không có trang"):
        read_bytes(data + b"Content-Type: image/png\r\n\r\nx\r\n--b--", "a.doc", SETTINGS)


def test_a_strict_word_file_is_read_like_the_usual_one() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(paragraph("Điều 1. Tên")))) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    usual, other = "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml"
    made = archive({name: text.replace(usual, f"{other}/wordprocessingml/main") for name, text in parts.items()})
    assert read_bytes(made, "a.docx", SETTINGS).pages == ("Điều 1. Tên",)


def test_an_rtf_file_without_its_end_is_refused() -> None:
    whole = b"{\\rtf1 {\\b Dieu 1.} \\{x\\par}"
    assert read_bytes(whole, "a.rtf", SETTINGS).pages[0].startswith("Dieu 1.")
    with pytest.raises(UnreadableFile, match="cắt cụt"):
        read_bytes(whole[:-1], "a.rtf", SETTINGS)


def test_front_matter_of_markdown() -> None:
    text = "---\nso: 12/2031/NĐ-CP\nngay: 2031-06-12\n---\n# Điều 1. Tên\n\n**1.** Một việc.\n"
    source = read_bytes(text.encode(), "a.md", SETTINGS)
    assert source.format == "md"
    assert source.front_matter == {"so": "12/2031/NĐ-CP", "ngay": date(2031, 6, 12)}
    assert clean(source).text == "Điều 1. Tên\n1. Một việc."


def test_front_matter_that_is_not_yaml_still_gives_its_plain_lines() -> None:
    source = read_bytes("---\nso: 12/2031\ntrich: a: b: c\n---\nĐiều 1. Tên".encode(), "a.md", SETTINGS)
    assert source.front_matter["so"] == "12/2031"
    assert source.warnings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_of_plain_text(encoding: str) -> None:
    assert read_bytes("Điều 1. Tên".encode(encoding), "a.txt", SETTINGS).pages == ("Điều 1. Tên",)


def test_plain_text_in_tcvn3() -> None:
    text = "Céng hoµ x· héi chñ nghÜa ViÖt Nam §éc lËp - Tù do - H¹nh phóc, c¨n cø LuËt Tæ chøc chÝnh quyÒn"
    source = read_bytes(text.encode("latin-1"), "a.txt", SETTINGS)
    assert source.pages[0].startswith("Cộng hoà xã hội chủ nghĩa Việt Nam Độc lập - Tự do - Hạnh phúc")
    assert "TCVN3" in source.warnings[0]


def test_pages_at_printed_numbers() -> None:
    body = "\n".join("Một dòng chữ dài của trang này được viết ra cho đủ." for _ in range(30))
    text = "\n".join(f"{n}\n{body}" if n > 1 else body for n in range(1, 8))
    source = read_bytes(text.encode(), "a.txt", SETTINGS)
    assert len(source.pages) == 7
    assert "\n7\n" not in clean(source).text


def test_pdf_text_layer() -> None:
    source = read_bytes(pdf([page(LINES), page(["2. Khoản hai của điều này ở trang sau của tệp."])]), "a.pdf", SETTINGS)
    found = clean(source)
    assert found.text.split("\n") == [*LINES, "2. Khoản hai của điều này ở trang sau của tệp."]
    assert found.page_of(found.text.index("2. Khoản hai")) == 2


@pytest.mark.parametrize(
    "hidden",
    [
        Words("chữ trắng ẩn", y=500, colour=(1, 1, 1)),
        Words("chữ quá nhỏ ẩn", y=500, size=1),
        Words("chữ ngoài giấy ẩn", y=-300),
    ],
    ids=["white", "tiny", "off-page"],
)
def test_hidden_text_of_pdf_stays_out(hidden: Words) -> None:
    source = read_bytes(pdf([[*page(LINES), hidden]]), "a.pdf", SETTINGS)
    assert "ẩn" not in source.pages[0]
    assert any("chữ ẩn" in warning for warning in source.warnings)


def test_footnotes_and_raised_numbers_of_pdf() -> None:
    body = [
        "1. Hồ sơ gồm đơn và bản vẽ của người xin phép trồng cây xanh ở xã",
        "và các giấy tờ khác theo quy định của Luật này, nộp cho cấp xã.",
    ]
    words = [Words(text, y=700 - 20 * at) for at, text in enumerate(body)]
    words += [Words("2. Giấy phép được cấp trong năm ngày làm việc kể từ ngày nhận", y=660)]
    words += [
        Words("1", x=85 + 7 * 61, y=666, size=8),
        Words("đủ hồ sơ theo quy định tại Điều này của Luật Cây xanh.", y=640),
    ]
    words += [
        Words("1", x=85, y=104, size=7),
        Words(" Khoản này được bổ sung theo Luật số 9/2031/QH20.", x=89, y=100, size=11),
    ]
    lines = clean(read_bytes(pdf([words]), "a.pdf", SETTINGS)).text.split("\n")
    assert lines[0] == " ".join(body)
    assert "nhận1" not in " ".join(lines)
    assert lines[-1] == "[1] Khoản này được bổ sung theo Luật số 9/2031/QH20."


def test_a_note_of_a_consolidated_text_goes_on_over_pages() -> None:
    head = "có hiệu lực từ ngày 01 tháng 8 năm 2031, được sửa đổi, bổ sung bởi: Luật số 9"
    body = [
        Words(head, y=700),
        Words("1. Giấy phép trồng cây xanh do Ủy ban nhân dân cấp xã cấp cho người xin.", y=680),
    ]
    note = [Words("1", x=85, y=104, size=7), Words(" Khoản 1 Điều 5 của Luật số 9 quy định.", x=89, y=100, size=11)]
    second = [Words("2. Giấy phép được cấp trong năm ngày làm việc kể từ ngày nhận đủ hồ sơ.", y=700)]
    second += [Words("“Điều 5. Hiệu lực thi hành”.", y=100, size=11)]
    lines = clean(read_bytes(pdf([[*body, *note], second]), "a.pdf", SETTINGS)).text.split("\n")
    assert lines[-2:] == [
        "CHÚ THÍCH CỦA VĂN BẢN",
        "[1] Khoản 1 Điều 5 của Luật số 9 quy định. “Điều 5. Hiệu lực thi hành”.",
    ]


def test_pdf_with_a_broken_character_map_is_refused_without_recognition() -> None:
    garbled = ["7+Ѭ &+Ӫ 1*+Ƭ$ +ӛQ KѭӟQJ GүQ WKӵF KLӋQ 4X\\ӃW ÿӏQK Vӕ FӫD 8%1'"] * 3
    with pytest.raises(EmptyText, match=r"tesseract|ocr"):
        read_bytes(pdf([page(garbled)]), "a.pdf", SETTINGS)


def test_too_large_empty_and_missing_files(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"a" * 2_000_000)
    with pytest.raises(LimitExceeded):
        read_file(large, replace(SETTINGS, max_file_mb=1))
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n ")
    with pytest.raises(EmptyText):
        read_file(empty, SETTINGS)
    with pytest.raises(UnreadableFile):
        read_file(tmp_path / "missing.txt", SETTINGS)


def test_reading_in_a_child_gives_the_same(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("---\nngay: 2031-06-12\n---\n# Điều 1. Tên\n")
    with Reader(SETTINGS) as reader:
        assert reader.read(file) == read_file(file, SETTINGS)
        with pytest.raises(UnreadableFile) as caught:
            reader.read(tmp_path / "missing.txt")
        assert caught.value.where == "missing.txt"
        assert reader.read(file).format == "md"


def test_the_child_is_ended_after_its_time(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Điều 1. Tên")
    with Reader(replace(SETTINGS, parse_seconds=0)) as reader, pytest.raises(LimitExceeded, match="giây"):
        reader.read(file)


def test_the_child_is_ended_at_its_memory(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("Điều 1. Tên của điều này.\n".encode() * 1_000_000)
    told = pytest.raises((LimitExceeded, UnreadableFile), match="bộ nhớ")
    with Reader(replace(SETTINGS, parse_memory_mb=150)) as reader, told:
        reader.read(file)


def test_zipped_set(tmp_path: Path) -> None:
    zipped = tmp_path / "a.zip"
    zipped.write_bytes(archive({"bo/phan-1.txt": "a", "bo/phan-2.txt": "b", "__MACOSX/x": "c"}))
    files, odd = unpack(zipped, tmp_path / "out", SETTINGS)
    assert [file.relative_to(tmp_path / "out").as_posix() for file in files] == ["bo/phan-1.txt", "bo/phan-2.txt"]
    assert odd == []
