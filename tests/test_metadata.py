"""What a document says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.errors import NotARegulation
from corpus.model import CleanText, Metadata, Page, Standing
from ingest.head import signer_in
from ingest.metadata import number_in_file_name, read_metadata
from ingest.own_dates import own_dates
from ingest.structure import parse
from ingest.title_slips import mended_title

HEAD = """CHÍNH PHỦ
Số: 902/2031/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 12 tháng 6 năm 2031
NGHỊ ĐỊNH
QUY ĐỊNH VỀ VƯỜN HOA
CỦA XÃ
Căn cứ Luật Vườn hoa số 901/2031/QH99 ngày 20 tháng 3 năm 2031;
Chính phủ ban hành Nghị định quy định về vườn hoa của xã.
"""
SIGNATURE = """
Nơi nhận:
- Các bộ;
TM. CHÍNH PHỦ
KT. THỦ TƯỚNG
PHÓ THỦ TƯỚNG
Trần Thị Cúc"""


def read(text: str, front_matter: dict[str, object] | None = None, file_name: str = "x.txt") -> Metadata:
    clean = CleanText(text, (Page(1, 0, len(text)),))
    return read_metadata(clean, parse(clean), front_matter or {}, file_name)


def test_a_decree() -> None:
    found = read(
        HEAD + "Điều 1. Hiệu lực thi hành\n1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2031." + SIGNATURE
    )
    assert found == Metadata(
        number="902/2031/NĐ-CP",
        kind="Nghị định",
        title="Quy định về vườn hoa của xã",
        issuer="Chính phủ",
        signer="Trần Thị Cúc",
        issued=date(2031, 6, 12),
        effective_from=date(2031, 7, 1),
    )


def test_a_law() -> None:
    found = read(
        "QUỐC HỘI\nLuật số: 901/2031/QH99 | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLUẬT\nVƯỜN HOA\nCăn cứ Hiến pháp;\n"
        "Quốc hội ban hành Luật Vườn hoa.\nĐiều 1. Hiệu lực\nLuật này có hiệu lực thi hành từ ngày được thông qua.\n"
        "Luật này được Quốc hội nước Cộng hòa khóa II thông qua ngày 20 tháng 3 năm 2031.\n"
        " | CHỦ TỊCH QUỐC HỘI\nĐã ký: Nguyễn Thị Sen"
    )
    assert (found.kind, found.title, found.short_title) == ("Luật", "Luật Vườn hoa", "Luật Vườn hoa")
    assert (found.issuer, found.signer) == ("Quốc hội", "Nguyễn Thị Sen")
    assert found.issued == found.effective_from == date(2031, 3, 20)


@pytest.mark.parametrize(
    "block",
    [
        "CHỦ TỊCH\n(Đã ký) Nguyễn Thị Sen\nVĂN PHÒNG\nSAO Y",
        "CHỦ TỊCH\nĐÃ KÝ: Nguyễn Thị Sen",
        "BỘ TRƯỞNG\nThượng tướng Nguyễn Thị Sen\nPhụ lục",
        "BỘ TRƯỞNG\n(Đã ký)\nĐại tướng Nguyễn Thị Sen",
    ],
)
def test_who_signs_is_a_name_without_rank_or_what_stands_below(block: str) -> None:
    assert signer_in(block, "") == "Nguyễn Thị Sen"


def test_a_title_in_capitals_keeps_the_names_that_the_text_has() -> None:
    found = read(
        "Số: 5/2031/QĐ-UBND\nQUYẾT ĐỊNH\nVỀ VIỆC GIAO GIÁM ĐỐC SỞ XÂY DỰNG VÀ PHÒNG KHÁM TRÊN ĐỊA BÀN TỈNH LAI CHÂU\n"
        "Căn cứ Luật A;\nĐiều 1. Giao\n1. Giám đốc Sở Xây dựng quyết định trong tỉnh Lai Châu.\n2. Không có gì."
    )
    assert found.title == "Về việc giao Giám đốc Sở Xây dựng và phòng khám trên địa bàn tỉnh Lai Châu"


BODY = (
    "Điều 1. Sửa đổi, bổ sung một số điều của Luật Vườn hoa có liên quan đến quy hoạch\n"
    "1. Sửa đổi, bổ sung một số điều của Luật Cây có liên quan đến quy hoạch cây.\n"
    "2. Sửa đổi, bổ sung một số điều của Luật Hoa có liên quan đến quy hoạch hoa.\n"
)


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        (
            "SỬA ĐỎI, BỎ SƯNG MỘT SÓ ĐIỀU CÓ LIÊN QUAN ĐÉN QUY HOẠCH",
            "Luật sửa đổi, bổ sung một số điều có liên quan đến quy hoạch",
        ),
        ("SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT CÂY", "Luật sửa đổi, bổ sung một số điều của Luật Cây"),
    ],
)
def test_a_misread_title_takes_the_spelling_of_the_body(printed: str, title: str) -> None:
    found = read(f"QUỐC HỘI\nLuật số: 901/2031/QH99\nLUẬT\n{printed}\nCăn cứ Hiến pháp;\n{BODY}")
    assert (found.title, found.short_title) == (title, "")
    assert bool(found.printed_title) == ("ĐỎI" in printed)


@pytest.mark.parametrize(
    ("title", "body", "mended"),
    [
        ("Về chữ kỹ của xã", "chữ ký của xã; chữ ký của tỉnh; chữ ký và chữ kỹ", "Về chữ ký của xã"),
        ("Đơn giản hoá thủ tục", "đơn giản hóa thủ tục; đơn giản hóa thủ tục", "Đơn giản hoá thủ tục"),  # both right
        ("Về chợ đêm", "chờ đêm xuống", "Về chợ đêm"),  # once is no proof
        ("Về chợ xã", "chờ tàu, chờ xe, chờ đò", "Về chợ xã"),  # other neighbours are no proof
    ],
)
def test_a_title_is_mended_only_beside_the_same_words(title: str, body: str, mended: str) -> None:
    assert mended_title(title, body) == mended


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("ĐẾN Ngày..44.12... NGHỊ ĐỊNH\nQuy định về hoa", "Quy định về hoa"),
        ("QUYET ĐỊNH\nQuy định về hoa của xã\nM\\ ĐIỆN TỪ CHÍNH PHỦ XÃ HOA", "Quy định về hoa của xã"),
        ("QUYẾT ĐỊNH về việc trồng hoa", "Về việc trồng hoa"),
        (
            "NGHỊ QUYẾT\nSửa đổi Luật Cây số 1/2030/QH98,\nLuật Hoa số 2/2030/QH98 và\nLuật Vườn số 3/2030/QH98",
            "Sửa đổi Luật Cây số 1/2030/QH98, Luật Hoa số 2/2030/QH98 và Luật Vườn số 3/2030/QH98",
        ),
        ("NGHỊ ĐỊNH\nQuy định về hoa\nLuật Hoa số 2/2030/QH98 ngày 01 tháng 01 năm 2030", "Quy định về hoa"),
    ],
)
def test_the_title_between_stamps_and_bases(lines: str, title: str) -> None:
    found = read(f"CHÍNH PHỦ\nSố: 902/2031/NĐ-CP\n{lines}\nCăn cứ Hiến pháp;\nĐiều 1. Hoa\nTrồng hoa.")
    assert found.title == title


def test_a_local_decision() -> None:
    found = read(
        "ỦY BAN NHÂN DÂN\nTỈNH BẰNG LĂNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 36/2031/QĐ-CTUBND\n"
        "Bằng Lăng, ngày 05 tháng 5 năm 2031\nQUYẾT ĐỊNH\nPhân cấp trồng hoa\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BẰNG LĂNG\n"
        "Căn cứ Luật Vườn hoa;\nĐiều 1. Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký.\n"
        "TM. ỦY BAN NHÂN DÂN\nLê Văn Mai"
    )
    assert (found.number, found.kind) == ("36/2031/QĐ-CTUBND", "Quyết định")
    assert found.issuer == "Chủ tịch Ủy ban nhân dân tỉnh Bằng Lăng"
    assert found.title == "Phân cấp trồng hoa"
    assert found.effective_from == date(2031, 5, 15)


def test_the_place_of_a_local_issuer_is_in_the_dateline_where_the_head_was_misread() -> None:
    head = (
        "ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHÀNH PHÔ BĂNG LĂNG\nSố: 44/2031/QĐ-UBND\n"
        "Thành phố Bằng Lăng, ngày 30 tháng 6 năm 2031\nQUYẾT ĐỊNH\nVề cây xanh\nĐiều 1. Cây\nTrồng cây."
    )
    clean = CleanText(head, (Page(1, 0, len(head)),))
    found = read_metadata(clean, parse(clean), {}, "a.txt")
    assert found.issuer == "Ủy ban nhân dân thành phố Bằng Lăng"


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (  # a joint resolution whose number the copy has lost
            "NGHỊ QUYẾT LIÊN TỊCH\nQuy định việc trồng hoa\nQUỐC HỘI\nCăn cứ Hiến pháp;\nỦy ban Thường vụ Quốc hội và "
            "Chính phủ ban hành Nghị quyết liên tịch quy định việc trồng hoa.\n",
            "Ủy ban Thường vụ Quốc hội và Chính phủ",
        ),
        (
            "BỘ CÂY XANH\nSố: 12/2031/TT-BCX\nTHÔNG TƯ\nVề hoa\nCăn cứ Luật Hoa do Quốc hội ban hành;\n"
            "Bộ trưởng Bộ Cây xanh ban hành Thông tư về hoa.\n",
            "Bộ Cây xanh",
        ),
        ("BỘ NỘI VỤ - BỘ TÀI CHÍNH\nSố: 12/2031/TTLT-BNV-BTC\nTHÔNG TƯ LIÊN TỊCH\nVề hoa\n", "Bộ Nội vụ, Bộ Tài chính"),
        ("ĐẢNG CỘNG SẢN\nSố 12-KL/TW\nKẾT LUẬN\nCỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ\nVỀ HOA\n", "Bộ Chính trị, Ban Bí thư"),
        ("ĐẢNG CỘNG SẢN\nSố 12-KL/TW\nKẾT LUẬN\nVỀ HOA\n", "Ban Chấp hành Trung ương Đảng"),
        ("Số: 12/2031/TT-BCX\nTHÔNG TƯ\nVề hoa\nCăn cứ Luật Hoa do Quốc hội ban hành;\n", ""),  # not said
    ],
)
def test_who_issues_it(text: str, issuer: str) -> None:
    assert read(f"{text}Điều 1. Hoa\nTrồng hoa.").issuer == issuer


def test_the_party_organ_that_signs() -> None:
    text = "Số 12-KL/TW\nKẾT LUẬN\nVỀ HOA\n1. Trồng hoa.\n2. Tưới hoa.\nNơi nhận:\nT/M BAN BÍ THƯ\nTrần Thị Cúc"
    assert read(text).issuer == "Ban Bí thư"


def test_an_official_letter_without_articles() -> None:
    found = read("BAN CHỈ ĐẠO\nSố: 906/CV-BCĐ\nV/v trồng hoa\nKính gửi: Các xã.\nĐề nghị trồng hoa.")
    assert (found.number, found.kind, found.title) == ("906/CV-BCĐ", "Công văn", "Trồng hoa")
    assert found.effective_from is None


def test_front_matter_of_a_digest_wins() -> None:
    matter: dict[str, object] = {
        "number": "902/2031/NĐ-CP", "kind": "Nghị định", "title": "Vườn hoa", "issuer": "Chính phủ",
        "issued": date(2031, 6, 12), "effective_from": "2031-07-01", "effective_to": date(2033, 3, 1),
        "standing": "digest", "published_in": "Công báo", "overrides": True,
    }  # fmt: skip
    found = read("Điều 5. Thẩm quyền\n3. Nghị định này có hiệu lực từ ngày 01 tháng 9 năm 2031.", matter)
    assert (found.title, found.issued, found.effective_from) == ("Vườn hoa", date(2031, 6, 12), date(2031, 7, 1))
    assert (found.effective_to, found.standing, found.overrides) == (date(2033, 3, 1), Standing.DIGEST, True)


def test_front_matter_of_a_web_copy_only_fills_gaps() -> None:
    matter: dict[str, object] = {
        "title": "Trang tin: vườn hoa",
        "so_hieu": "1/2031/NĐ-CP",
        "ngay_hieu_luc": "01/08/2031",
    }
    found = read(HEAD + "Điều 1. Vườn hoa", matter)
    assert (found.number, found.title) == ("902/2031/NĐ-CP", "Quy định về vườn hoa của xã")
    assert found.effective_from == date(2031, 8, 1)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("nghi-dinh-35-2026-nd-cp.txt", "35/2026/NĐ-CP"),
        ("nghi-quyet-66-7-2025-nq-cp-cat-giam.txt", "66.7/2025/NQ-CP"),
        ("151-2025-nd-cp-part-1.pdf", "151/2025/NĐ-CP"),
        ("quyet-dinh-5742-qd-ubnd-ha-noi.txt", "5742/QĐ-UBND"),
        ("luat-72-2025-qh15.docx", "72/2025/QH15"),
        ("nghi-quyet-104-2025-ubtvqh15.txt", "104/2025/UBTVQH15"),
        ("bao-cao-2025.txt", ""),
    ],
)
def test_number_in_file_name(name: str, number: str) -> None:
    assert number_in_file_name(name) == number


def test_neither_number_nor_provision() -> None:
    with pytest.raises(NotARegulation) as raised:
        read("Chiều nay trời mưa.\nHoa nở.", file_name="tin.txt")
    assert "tin.txt" in str(raised.value)


@pytest.mark.parametrize(
    ("sentences", "start", "end"),
    [
        ("Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.", date(2031, 7, 1), None),
        ("Luật này có hiệu lực từ ngày 01/7/2031, trừ khoản 2.", date(2031, 7, 1), None),
        ("Thông tư này có hiệu lực kể từ ngày ký ban hành.", date(2031, 6, 12), None),
        ("Quyết định này có hiệu lực thi hành sau 45 ngày kể từ ngày ký.", date(2031, 7, 27), None),
        ("Luật này có hiệu lực từ ngày được Quốc hội thông qua.", date(2031, 6, 12), None),
        # hard line wraps
        ("Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng\n7 năm 2031.", date(2031, 7, 1), None),
        # own expiry, the end exclusive
        ("Nghị định này hết hiệu lực kể từ ngày 01 tháng 3 năm 2033 trừ các trường hợp sau:", None, date(2033, 3, 1)),
        ("Nghị định này được thực hiện đến trước ngày 01 tháng 3 năm 2033.", None, date(2033, 3, 1)),
        (
            "Nghị quyết này có hiệu lực từ ngày 01 tháng 7 năm 2031 đến hết ngày 28 tháng 02 năm 2033.",
            date(2031, 7, 1),
            date(2033, 3, 1),
        ),
        # not its own end: a chapter, a quoted sentence, a book, another decree, a provision
        ("Chương IV Nghị định này được thực hiện đến trước ngày 01 tháng 3 năm 2033.", None, None),
        ("“Nghị định này hết hiệu lực kể từ ngày 01 tháng 3 năm 2033.”", None, None),
        (
            "Sổ được lập trước ngày Nghị định này có hiệu lực thi hành được dùng đến hết ngày 31 tháng 12 năm 2031.",
            None,
            None,
        ),
        ("Nghị định số 1/2020/NĐ-CP hết hiệu lực kể từ ngày 01 tháng 7 năm 2031.", None, None),
        ("Quy định tại khoản 3 Điều 5 của Luật này có hiệu lực từ ngày 01 tháng 9 năm 2031.", None, None),
        ("Khoản 2 Điều 3 Nghị định này hết hiệu lực kể từ ngày 01 tháng 01 năm 2033.", None, None),
        # with what is attached; the day of signing in brackets
        ("Hướng dẫn này, các phụ lục 1, 2A kèm theo có hiệu lực từ ngày ký.", date(2031, 6, 12), None),
        ("Thông tư này có hiệu lực thi hành kể từ ngày ký (17/5/2031).", date(2031, 5, 17), None),
        # by its number, as extracts write it; another's, and a part of it, do not count
        ("Thông tư số 5/2031/TT-BTN có hiệu lực thi hành kể từ ngày 01/9/2031.", date(2031, 9, 1), None),
        ("Thông tư số 05/2031/TT-BTN quy định về vườn hoa có hiệu lực từ ngày 01/9/2031.", date(2031, 9, 1), None),
        ("Thông tư số 6/2031/TT-BTN có hiệu lực thi hành kể từ ngày 01/9/2031.", None, None),
        ("Thông tư số 5/2031/TT-BTN quy định về Điều 2 có hiệu lực từ ngày 01/9/2031.", None, None),
        # no such day
        ("Nghị định này có hiệu lực từ ngày 31 tháng 02 năm 2031.", None, None),
    ],
)
def test_own_dates(sentences: str, start: date | None, end: date | None) -> None:
    text = (
        f"Điều 1. Hiệu lực thi hành\n1. {sentences}" if not sentences.startswith("“") else f"Điều 1. Hết\n{sentences}"
    )
    found = own_dates(parse(CleanText(text, (Page(1, 0, len(text)),))), date(2031, 6, 12), "05/2031/TT-BTN")
    assert (found.effective_from, found.effective_to) == (start, end)


def test_a_guideline_in_sections_begins_by_its_own_words() -> None:
    text = "I. Hoa\nThôn trồng hoa.\nII. Tổ chức thực hiện\nHướng dẫn này có hiệu lực từ ngày ký và thay bản cũ."
    found = own_dates(parse(CleanText(text, (Page(1, 0, len(text)),))), date(2031, 6, 12))
    assert found.effective_from == date(2031, 6, 12)


@pytest.mark.parametrize(
    ("sentence", "prevails"),
    [
        (
            "Trong thời gian các quy định của Nghị định này có hiệu lực thi hành, nếu quy định về thẩm quyền trong "
            "Nghị định này khác với các văn bản có liên quan thì thực hiện theo quy định của Nghị định này.",
            True,
        ),
        ("Trong thời gian Nghị định này có hiệu lực, các xã trồng hoa.", False),
    ],
)
def test_overrides(sentence: str, prevails: bool) -> None:
    text = f"Điều 1. Hiệu lực\n1. {sentence}"
    assert own_dates(parse(CleanText(text, (Page(1, 0, len(text)),))), None).overrides is prevails


def test_forms_and_attachments_do_not_date_the_document() -> None:
    text = (
        HEAD + "Điều 1. Ban hành kèm theo Nghị định này Quy chế vườn hoa." + SIGNATURE + "\nQUY CHẾ\nVườn hoa\n"
        "(Kèm theo Nghị định số 902/2031/NĐ-CP)\nĐiều 1. Hết hiệu lực\n"
        "Quyết định này có hiệu lực từ ngày 01 tháng 9 năm 2031."
    )
    assert read(text).effective_from is None
