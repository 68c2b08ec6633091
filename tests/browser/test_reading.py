"""Search, documents and crosswalk in a real browser, with an accessibility check of every page."""

from __future__ import annotations

import re
import time
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote_plus, urlsplit

import openpyxl
import pytest

from tests.browser.driver import MARKS, Browser, Keys
from tests.browser.fake_backend import DECREE, LAW
from tests.browser.fake_catalogue import ROWS
from ui import texts
from ui import texts_crosswalk as told
from ui.texts_admin import SECTIONS
from ui.texts_frame import FRAME_WORDS
from ui.texts_guide import GUIDE_EXAMPLES

pytestmark = MARKS
SEARCH = f"tim-kiem?kieu={quote(texts.BY_KEYWORD)}"
PAGES = {
    "crosswalk": ("tham-quyen", ".cross-table"),
    "search": ("tim-kiem", ".guide"),
    "search-content": ("tim-kiem?tu=" + quote("cây xanh"), ".card"),
    "search-keyword": (f"{SEARCH}&tu=" + quote("nội dung"), ".found"),
    "documents": ("van-ban", ".list"),
    "document": (f"van-ban?so={quote(DECREE)}&muc=art_5__cl_1__pt_b", ".law"),
    "original": (f"van-ban?so={quote(LAW)}&muc=art_2__cl_1&goc=true", ".sheet img"),
    "guide": ("tro-giup", ".guide"),
    "chat": ("", ".stChatInput"),
    "admin": ("quan-tri", "[data-testid=stFileUploader]"),
    **{f"admin-{name}": (f"quan-tri?phan={name}", ".st-key-section") for name in SECTIONS},
}


def test_keyword_search_pages_and_marks(desktop: Browser) -> None:
    desktop.go(f"{SEARCH}&tu=" + quote("noi dung khoan"))
    desktop.says("35 điều khoản trong 1 văn bản")
    assert len(desktop.see(".found")) == 20
    assert desktop.see(".found mark")[0].text.casefold() == "nội dung khoản"
    desktop.press(".st-key-pager-after button")
    desktop.wait(lambda: len(desktop.all(".found")) == 15)
    assert "trang=2" in desktop.driver.current_url


def test_search_is_filtered_and_the_address_keeps_it(desktop: Browser) -> None:
    desktop.go(f"{SEARCH}&tu=" + quote("cây") + "&loai=" + quote("Luật"))
    desktop.says("trong 1 văn bản")
    assert {a.text for a in desktop.see(".found .soft:not(.small)")} == {f"Luật {LAW}"}
    desktop.says("Đang lọc (1):")
    desktop.press(".st-key-filters-clear-2 button")
    desktop.says("trong 2 văn bản")
    assert "loai=" not in desktop.driver.current_url


def test_examples_of_the_help_page_do_what_they_say(desktop: Browser) -> None:
    desktop.go("tro-giup")
    addresses = [a.get_attribute("href") for a in desktop.see(".guide a")]
    assert len(addresses) == sum(map(len, GUIDE_EXAMPLES.values()))
    for address in addresses:
        desktop.driver.get(address)
        desktop.see(".card, .found, .cross-table, .notice")
        for words in parse_qs(urlsplit(address).query).values():
            desktop.wait(lambda words=words: words[0] in desktop.text() or words[0] in unquote_plus(
                desktop.driver.current_url))  # fmt: skip
    desktop.says("Cấp huyện")


def test_nothing_found_is_said_with_advice(desktop: Browser) -> None:
    desktop.go(f"{SEARCH}&tu=khongcotunay")
    desktop.says(texts.KEYWORD_NONE_AT_ALL)
    desktop.see(".guide")


def test_a_hit_opens_with_history_and_a_reference_leads_on_and_back(desktop: Browser, screenshots: Path) -> None:
    desktop.go(f"{SEARCH}&tu=" + quote('"nội dung khoản 1 của điều 6"'))
    desktop.press(".found [data-open]")
    desktop.wait(lambda: [s.get_attribute("id") for s in desktop.all(".drawer section.focus")] == ["art_6__cl_1"])
    desktop.wait(lambda: re.search(rf"{texts.HISTORY_OF} .*{LAW}", desktop.text()))
    desktop.says("1. Khuyến khích trồng cây.")
    desktop.driver.save_screenshot(str(screenshots / "history.png"))
    desktop.press(".drawer .cross")
    desktop.wait(lambda: [s.get_attribute("id") for s in desktop.all(".drawer section.focus")] == ["art_5__cl_1__pt_a"])
    desktop.says("Được dẫn chiếu tại (1)")
    desktop.press(".st-key-drawer-back button")
    desktop.wait(lambda: [s.get_attribute("id") for s in desktop.all(".drawer section.focus")] == ["art_6__cl_1"])
    desktop.see("[role=dialog]")[0].send_keys(Keys.ESCAPE)
    desktop.wait(lambda: not desktop.all("[role=dialog]"))


def test_a_provision_has_an_address_and_its_notes_tell_what_ended_it(desktop: Browser) -> None:
    desktop.go(f"van-ban?so={quote(DECREE)}&muc=art_5__cl_1__pt_b")
    focused = desktop.see(".law section.focus")[0]
    assert focused.get_attribute("id") == "art_5__cl_1__pt_b"
    assert "Hết hiệu lực từ 01/02/2026" in focused.text
    desktop.sees_in_view(".law section.focus")
    figure = desktop.see(".timeline svg")[0]
    assert DECREE in figure.get_attribute("aria-label")
    assert f"{LAW} sửa đổi, bổ sung, bãi bỏ, chấm dứt (2 nội dung)" in desktop.text()


def test_a_provision_that_the_text_refers_to_is_scrolled_to_as_well(desktop: Browser) -> None:
    desktop.go(f"van-ban?so={quote(DECREE)}&muc=art_5__cl_1__pt_a")  # article 6 has a reference to it
    inside = "const r = arguments[0].getBoundingClientRect(); return r.top >= 0 && r.top < window.innerHeight / 2"
    desktop.wait(lambda: desktop.driver.execute_script(inside, desktop.see(".law section.focus")[0]))
    assert desktop.see(".toc [aria-current]")[0].get_attribute("data-goto") == "art_5"


def test_the_original_page_stands_beside_the_text_with_the_passage_marked(desktop: Browser, screenshots: Path) -> None:
    desktop.go(f"van-ban?so={quote(LAW)}&muc=art_2__cl_1&goc=true")
    desktop.says("Đoạn của Điều 2 › khoản 1 được tô vàng trên trang.")
    image = desktop.see(".sheet img")[0]
    assert "Ảnh trang 1 của bản gốc luat-90.pdf" in image.get_attribute("alt")
    assert len(desktop.all(".sheet rect")) == 1
    text, sheet = desktop.see(".law section.focus")[0].rect, image.rect
    assert text["x"] + text["width"] <= sheet["x"] + 20  # beside, not below
    desktop.driver.save_screenshot(str(screenshots / "original.png"))
    desktop.press("[class*=st-key-pages-] button", 1)
    desktop.says("Trang 2 của 2")
    desktop.wait(lambda: not desktop.all(".sheet rect"))


def test_crosswalk_is_filtered_and_exported(desktop: Browser, tmp_path: Path, screenshots: Path) -> None:
    desktop.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path), "eventsEnabled": False}
    )
    desktop.go("tham-quyen?nay=" + quote(told.TIERS["commune"]))
    desktop.says("3 nhiệm vụ; 1 nhiệm vụ khác khớp")  # the repealed one is left out
    assert len(desktop.see(".cross-table tbody tr")) == 3
    desktop.driver.save_screenshot(str(screenshots / "crosswalk.png"))
    desktop.press(".st-key-xlsx button")
    file = desktop.wait(lambda: next(tmp_path.glob("*.xlsx"), None))
    time.sleep(0.3)
    lines = list(openpyxl.load_workbook(file).worksheets[0].values)
    assert [line[0] for line in lines[1:]] == [
        row.text.split("\n")[0] for row in desktop.all(".cross-table td:first-child")
    ]
    assert lines[3][0] == "=Lập danh mục cây cần bảo tồn"  # text, not a formula
    desktop.press(".cross-table [data-open]")
    desktop.wait(lambda: [s.get_attribute("id") for s in desktop.all(".drawer section.focus")] == ["art_5__cl_1__pt_a"])
    desktop.see("[role=dialog]")[0].send_keys(Keys.ESCAPE)


def test_another_day_is_marked_in_one_line_and_an_empty_table_says_why(desktop: Browser) -> None:
    desktop.go("tham-quyen?ngay=2020-01-15")
    desktop.says(told.CROSSWALK_NONE_THAT_DAY.format(count=len(ROWS), day="15/01/2020"))
    selectors = ("[data-testid=stDateInput]", ".st-key-asof [data-testid=stMarkdown]", ".st-key-today")
    parts = [desktop.see(selector)[0].rect for selector in selectors]
    middles = [part["y"] + part["height"] / 2 for part in parts]
    assert max(middles) - min(middles) < 12
    clipped = """return [...document.querySelectorAll('.st-key-asof *')].filter(e =>
        e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).textOverflow === 'ellipsis').length"""
    assert desktop.driver.execute_script(clipped) == 0


def test_the_flow_of_tasks_is_a_picture_with_its_numbers(desktop: Browser, screenshots: Path) -> None:
    desktop.go("tham-quyen")
    desktop.see(".cross-table")
    desktop.press("[data-testid=stTab]", 1)
    desktop.wait(lambda: desktop.see(".flow svg")[0].is_displayed())
    time.sleep(0.3)
    desktop.driver.save_screenshot(str(screenshots / "flow.png"))
    desktop.press(".flow summary")
    rows = [row.text.split() for row in desktop.see(".flow tbody tr")]
    assert ["Trung", "ương", "Cấp", "tỉnh", "35"] in rows


def test_the_keyboard_reaches_a_hit_and_opens_it(desktop: Browser) -> None:
    desktop.go(f"{SEARCH}&tu=" + quote("bóng mát"))
    link = desktop.see(".found [data-open]")[0]
    desktop.driver.execute_script("arguments[0].focus()", link)
    link.send_keys(Keys.ENTER)
    desktop.see("[role=dialog]")
    desktop.see("[role=dialog]")[0].send_keys(Keys.ESCAPE)
    desktop.wait(lambda: not desktop.all("[role=dialog]"))


@pytest.mark.parametrize("page", list(PAGES))
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_serious_accessibility_findings(desktop: Browser, page: str, scheme: str) -> None:
    desktop.prefer(scheme)
    path, shown = PAGES[page]
    desktop.go(path)
    desktop.see(shown)
    time.sleep(0.7)
    assert desktop.accessibility_findings() == []


def test_labels_of_the_flow_stay_within_the_screen_of_a_phone(phone: Browser) -> None:
    phone.go("tham-quyen")
    phone.see(".cross-table")
    phone.press("[data-testid=stTab]", 1)
    phone.wait(lambda: phone.see(".flow svg")[0].is_displayed())
    frames = [phone.driver.execute_script("return arguments[0].getBoundingClientRect().toJSON()", text)
              for text in [*phone.see(".flow text"), phone.see(".flow")[0]]]  # fmt: skip
    assert all(f["left"] >= frames[-1]["left"] - 1 and f["right"] <= frames[-1]["right"] + 1 for f in frames)


@pytest.mark.parametrize("page", ["chat", "search-keyword", "documents", "admin-nguoi-dung"])
def test_the_frame_speaks_vietnamese(desktop: Browser, page: str) -> None:
    path, shown = PAGES[page]
    desktop.go(path)
    desktop.see(shown)
    named = """return [...document.querySelectorAll('[aria-label],[placeholder]')].flatMap(e =>
        [e.getAttribute('aria-label'), e.getAttribute('placeholder')]).filter(Boolean)"""
    desktop.wait(lambda: FRAME_WORDS["Collapse sidebar"] in desktop.driver.execute_script(named))
    assert not set(desktop.driver.execute_script(named)) & FRAME_WORDS.keys()
    assert desktop.driver.execute_script("return document.documentElement.lang") == "vi"


def test_the_calendar_speaks_vietnamese_in_any_browser(desktop: Browser) -> None:
    desktop.go("van-ban?ngay=2025-09-15")
    desktop.see(".list")
    desktop.wait(lambda: desktop.driver.execute_script("return navigator.language") == "vi-VN")
    desktop.press("[data-testid=stDateInputCalendarButton]")
    named = "return [...document.querySelectorAll('[role=dialog] [aria-label]')].map(e => e.getAttribute('aria-label'))"
    desktop.wait(lambda: "Thứ Hai, 15 tháng 9, 2025" in " ".join(desktop.driver.execute_script(named)))
    assert "September" not in " ".join(desktop.driver.execute_script(named)) + desktop.text()


@pytest.mark.parametrize("page", list(PAGES))
def test_pages_fit_a_phone(phone: Browser, page: str, screenshots: Path) -> None:
    path, shown = PAGES[page]
    phone.go(path)
    phone.see(shown)
    time.sleep(0.5)
    assert phone.overflow() <= 0
    phone.driver.save_screenshot(str(screenshots / f"phone-{page}.png"))


def test_markup_is_inert_and_nothing_leaves_the_machine(desktop: Browser, phone: Browser) -> None:
    desktop.go("tham-quyen?tim=" + quote("kiến nghị"))
    desktop.says("<img src=x onerror=")
    for browser in (desktop, phone):
        browser.check_nothing_foreign()
