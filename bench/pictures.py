"""The pictures of `docs/screenshots`: every page on the shipped corpus, on a screen of 1366×768 and on a phone.

    python -m bench pictures [--home DIR] [--into DIR] [NAME …]

A copy of the index is used, to which one plainly fictional decree is added as a PDF, for the picture of an original
page. The language model is the configured one. Look at each picture before it is committed.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from bench.served import ROOT, NotServed, served_index
from corpus import settings as settings_module
from corpus.settings import Settings
from ingest import administer

INTO = ROOT / "docs" / "screenshots"
FONTS = ROOT / "assistant" / "sheet" / "fonts"
QUESTION = "Ai cấp giấy phép xây dựng nhà ở riêng lẻ?"
LAW, DECREE = "31/2024/QH15", "151/2025/NĐ-CP"
ANSWER_SECONDS = 180.0
FICTIONAL = (
    "CHÍNH PHỦ", "Số: 901/2026/NĐ-CP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
    "Hà Nội, ngày 12 tháng 01 năm 2026", "NGHỊ ĐỊNH",
    "Quy định về phân định thẩm quyền trong lĩnh vực cây xanh (văn bản giả định, chỉ để minh họa)",
    "Chính phủ ban hành Nghị định quy định về phân định thẩm quyền trong lĩnh vực cây xanh.",
    "Điều 1. Phạm vi điều chỉnh", "Nghị định này quy định thẩm quyền về cây xanh.",
    "Điều 2. Thẩm quyền của Chủ tịch Ủy ban nhân dân cấp xã",
    "1. Thẩm quyền của Ủy ban nhân dân cấp huyện về cây xanh do Chủ tịch Ủy ban nhân dân cấp xã thực hiện, bao gồm:",
    "a) Cấp giấy phép trồng cây bóng mát trên vỉa hè cho hộ gia đình, cá nhân trong thời hạn 05 ngày làm việc;",
    "b) Thu hồi giấy phép trồng cây trong trường hợp người được cấp không trồng cây quá 06 tháng.",
    "2. Ủy ban nhân dân cấp xã lập danh mục cây cần bảo tồn theo điểm a khoản 1 Điều này.",
    "Điều 3. Hiệu lực thi hành", "Nghị định này có hiệu lực thi hành từ ngày 01 tháng 3 năm 2026.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to look at: its address, what must be there, and what is done on it before the picture is taken."""

    name: str
    path: str
    shown: str
    act: Callable[[Any], None] = lambda browser: None
    phone: bool = False


def _suggested(browser: Any) -> None:
    browser.wait(lambda: browser.all(".st-key-suggestions button"), ANSWER_SECONDS)


def _asked(browser: Any) -> None:
    browser.ask(QUESTION)
    browser.wait(lambda: browser.all("[class*=st-key-sheet-docx] button"), ANSWER_SECONDS)


def _cited(browser: Any) -> None:
    _asked(browser)
    browser.press("a.ref")
    browser.see(".drawer mark")


def _flow(browser: Any) -> None:
    browser.press("[data-testid=stTab]", 1)
    browser.wait(lambda: browser.see(".flow svg")[0].is_displayed())


def _details(browser: Any) -> None:
    browser.press(".about[data-open='p:art_5']")
    browser.see("[role=dialog] .wording, .drawer, .citing")


_ORIGINAL = f"van-ban?so={quote('901/2026/NĐ-CP')}&muc=art_2__cl_1__pt_a&goc=true"
_SEARCH = f"tim-kiem?kieu={quote('Theo từ khóa')}&tu={quote('giấy phép xây dựng')}&loai={quote('Nghị định')}"
PICTURES = (
    Picture("start", "", "[data-testid=stChatInput]", _suggested),
    Picture("chat", "", "[data-testid=stChatInput]", _asked),
    Picture("citation", "", "[data-testid=stChatInput]", _cited),
    Picture("crosswalk", "tham-quyen", ".cross-table"),
    Picture("crosswalk-flow", "tham-quyen", ".cross-table", _flow),
    Picture("search", _SEARCH, ".found"),
    Picture("documents", "van-ban", ".list"),
    Picture("document", f"van-ban?so={quote(DECREE)}&muc=art_5__cl_1", ".law section.focus"),
    Picture("provision", f"van-ban?so={quote(DECREE)}", ".about", _details),
    Picture("original", _ORIGINAL, ".sheet rect"),
    Picture("guide", "tro-giup", ".guide"),
    Picture("admin", "quan-tri", ".lacks"),
    Picture("admin-validity", "quan-tri?phan=hieu-luc", ".plain-table"),
    Picture("admin-relations", "quan-tri?phan=quan-he", ".relations"),
)
ON_A_PHONE = (
    "start", "chat", "citation", "crosswalk", "crosswalk-flow", "search", "documents", "document", "original", "guide",
    "admin",
)  # fmt: skip


def pictures() -> list[Picture]:
    """All of them, those of a phone with "-phone" in their names."""
    by_name = {picture.name: picture for picture in PICTURES}
    return [*PICTURES, *(replace(by_name[name], name=f"{name}-phone", phone=True) for name in ON_A_PHONE)]


def fictional_pdf(path: Path) -> None:
    """The fictional decree as a printed page."""
    paper = FPDF(format="A4")
    paper.set_margins(30, 20, 20)
    paper.add_font("law", "", FONTS / "Tinos-Regular.ttf")
    paper.set_font("law", size=11.5)
    paper.add_page()
    for line in FICTIONAL:
        head = line.isupper() or line.startswith(("Độc lập", "Hà Nội", "Số:"))
        paper.multi_cell(0, 7.2, line, align="C" if head else "L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    paper.output(str(path))


def take(browser: Any, picture: Picture, into: Path) -> None:
    """Open the page, do what is to be done, wait until nothing moves, and keep the picture."""
    browser.go(picture.path)
    browser.see(picture.shown)
    picture.act(browser)
    time.sleep(1.5)
    if picture.name.startswith("original"):
        browser.driver.execute_script("arguments[0].style.scrollMargin = '7rem'; arguments[0].scrollIntoView()",
                                      browser.all(".law")[0])  # fmt: skip
        time.sleep(0.5)
    browser.driver.save_screenshot(str(into / f"{picture.name}.png"))
    print(picture.name, flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Take the pictures that are named, or all."""
    from tests.browser.driver import DESKTOP, PHONE, Browser  # needs the packages of `make test` and a Chromium

    parser = argparse.ArgumentParser(prog="python -m bench pictures", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--home", default=None, help="the index of the shipped corpus; it is not written to")
    parser.add_argument("--into", type=Path, default=INTO)
    given = parser.parse_args(arguments)
    wanted = [picture for picture in pictures() if not given.names or picture.name in given.names]
    given.into.mkdir(parents=True, exist_ok=True)
    settings = settings_module.load(home=Path(given.home).resolve() if given.home else None)
    with tempfile.TemporaryDirectory(prefix="tham-quyen-pictures-") as folder:
        copied = _copy(settings, Path(folder))
        with served_index(copied) as address:
            for phone in (False, True):
                browser = Browser(address, PHONE if phone else DESKTOP)
                try:
                    for picture in wanted:
                        if picture.phone is phone:
                            take(browser, picture, given.into)
                finally:
                    browser.driver.quit()


def _copy(settings: Settings, folder: Path) -> Settings:
    """The index with the fictional decree besides."""
    home = folder / "home"
    shutil.copytree(settings.home, home, ignore=shutil.ignore_patterns("models", "workplace.sqlite*", "*.lock"))
    decree = folder / "901-2026-nd-cp.pdf"
    fictional_pdf(decree)
    copied = replace(settings, home=home, models=settings.model_folder.resolve())
    report = administer.add([decree], copied)
    if report.failed:
        raise NotServed(report.failed[0].error, where=decree.name, remedy=report.failed[0].remedy)
    return copied


if __name__ == "__main__":
    main()
