"""Accounts in a real browser: first start, roles denied, own conversations only, a reload keeps login and page."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from selenium.webdriver.common.keys import Keys

from corpus.settings import Settings
from tests.browser.driver import MARKS, Browser, served
from ui import texts, texts_admin
from ui import texts_accounts as words
from ui.accounts.roles import Role
from ui.accounts.visitor import COOKIE
from ui.workplace import Workplace, open_workplace

pytestmark = MARKS
GOOD, QUESTION = "cây đa bến nước sân đình", "Ai cấp giấy phép trồng cây bóng mát?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("accounts")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder, THAM_QUYEN_ACCOUNTS="on") as url:
        yield url


@pytest.fixture(scope="module")
def office(folder: Path) -> Workplace:
    return open_workplace(Settings(home=folder / "home"))


def _fill(browser: Browser, key: str, value: str) -> None:
    box = browser.see(f".st-key-{key} input")[0]
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys(value)
    box.send_keys(Keys.TAB)


def _login(browser: Browser, name: str, password: str = GOOD) -> None:
    _fill(browser, "login-name", name)
    _fill(browser, "login-password", password)
    browser.press(".st-key-login button")


def test_first_start_takes_the_code_of_the_terminal(
    desktop: Browser, folder: Path, office: Workplace, screenshots: Path
) -> None:
    desktop.go()
    desktop.says(words.SETUP_TITLE)
    desktop.driver.save_screenshot(str(screenshots / "first-start.png"))
    marker = words.SETUP_PRINTED.format(code="")
    code = desktop.wait(lambda: [line for line in (folder / "server.log").read_text().splitlines() if marker in line])[
        -1
    ].rpartition(": ")[2]
    for key, value in (("code", code), ("name", "chi.hoa"), ("new", GOOD), ("repeat", GOOD)):
        _fill(desktop, f"setup-{key}", value)
    desktop.press(".st-key-setup button")
    desktop.says(texts.WELCOME_TITLE)
    assert [a.name for a in office.registry.accounts()] == ["chi.hoa"]


def test_a_reload_keeps_login_and_conversation(desktop: Browser) -> None:
    desktop.wait(lambda: desktop.driver.get_cookie(COOKIE))
    desktop.ask(QUESTION)
    desktop.see("[data-copy]")
    desktop.driver.refresh()
    desktop.says("Điều 5 › khoản 1 › điểm a")
    assert "chi.hoa" in desktop.text()


def test_scripts_cannot_read_the_cookie(desktop: Browser) -> None:
    told = desktop.driver.get_cookie(COOKIE)
    assert told["httpOnly"] is True
    assert told["sameSite"] == "Strict"
    assert COOKIE not in desktop.driver.execute_script("return document.cookie")


def test_an_official_is_denied_administration(
    phone: Browser, desktop: Browser, office: Workplace, screenshots: Path
) -> None:
    office.registry.create("can.bo", GOOD, Role.OFFICIAL)
    phone.go("quan-tri")
    phone.says(words.LOGIN)
    phone.driver.save_screenshot(str(screenshots / "login-phone.png"))
    _login(phone, "can.bo", "không phải mật khẩu")
    phone.says("Tên hoặc mật khẩu không đúng")
    _login(phone, "can.bo")
    phone.says(words.DENIED_TITLE)
    phone.driver.save_screenshot(str(screenshots / "denied-phone.png"))
    assert not phone.all("input[type=file]")
    assert texts.ADD_TITLE not in phone.text()


def test_files_of_an_official_are_refused_by_the_server(phone: Browser) -> None:
    script = """const done = arguments[1];
    fetch('/_stcore/upload_file/' + arguments[0] + '/x', {method: 'PUT', body: 'x', credentials: 'same-origin'})
      .then(answer => answer.text().then(text => done([answer.status, text])));"""
    assert phone.driver.execute_async_script(script, "a") == [403, "not allowed"]


def test_own_conversations_only(phone: Browser, desktop: Browser) -> None:
    of_hoa = desktop.driver.current_url.split("?", 1)[1]
    assert "c=" in of_hoa
    phone.go(f"?{of_hoa}")
    phone.says(texts.WELCOME_TITLE)
    assert QUESTION not in phone.text()
    phone.ask("Câu hỏi riêng của cán bộ?")
    desktop.driver.refresh()
    desktop.says(QUESTION)
    assert "Câu hỏi riêng" not in desktop.text()


def test_the_log_tells_what_happened(desktop: Browser, office: Workplace, screenshots: Path) -> None:
    desktop.go("quan-tri?phan=nguoi-dung")
    desktop.says(texts_admin.NEW_USER)
    time.sleep(1)
    desktop.driver.save_screenshot(str(screenshots / "users.png"))
    desktop.go("quan-tri?phan=nhat-ky")
    desktop.says(texts_admin.LOG_CSV)
    time.sleep(1)
    desktop.driver.save_screenshot(str(screenshots / "log.png"))
    told = [(e.who, e.act, e.outcome) for e in office.audit.entries()]
    assert ("can.bo", "login", "failed") in told
    assert ("can.bo", "login", "done") in told
    assert ("chi.hoa", "account", "done") in told


def test_an_administrator_uploads_with_accounts_on(desktop: Browser, office: Workplace, tmp_path: Path) -> None:
    upload = tmp_path / "901.txt"
    upload.write_text("Điều 1. Nội dung", encoding="utf-8")
    desktop.go("quan-tri")
    desktop.see("[data-testid=stFileUploader] input[type=file]")[0].send_keys(str(upload))
    desktop.press(".st-key-add button")
    desktop.says("Kết quả lượt vừa rồi")
    entry = desktop.wait(lambda: next((e for e in office.audit.entries() if e.act == "ingest"), None))
    assert (entry.who, entry.what) == ("chi.hoa", "901.txt")


def test_a_conversation_opens_from_any_page(desktop: Browser) -> None:
    desktop.go("quan-tri")
    desktop.says(texts.ADD_TITLE)
    desktop.press(".st-key-conversation-list button")
    desktop.says("Điều 5 › khoản 1 › điểm a")
    assert "quan-tri" not in desktop.driver.current_url


def test_a_bad_rating_reaches_the_administrator_and_is_settled(desktop: Browser, screenshots: Path) -> None:
    desktop.press("[class*=st-key-thumb-] button", 1)
    desktop.press("[class*=st-key-why-] button")
    desktop.see("[class*=st-key-why-form-], [data-testid=stForm]")
    _fill_area(desktop, "Sai cơ quan <b>x</b>")
    desktop.press("[class*=st-key-send-] button")
    desktop.says(words.RATED)
    desktop.go("quan-tri")
    desktop.press("[data-open=xem-lai]")
    assert desktop.wait(lambda: "phan=xem-lai" in desktop.driver.current_url)
    desktop.says(texts_admin.ALSO_SAID.format(note="Sai cơ quan <b>x</b>"))
    desktop.driver.save_screenshot(str(screenshots / "review.png"))
    desktop.press("[class*=st-key-settle-] button")
    desktop.says(texts_admin.SETTLED)
    desktop.says(texts_admin.BAD_NONE)


def _fill_area(browser: Browser, value: str) -> None:
    box = browser.see("[class*=st-key-note-] textarea")[0]
    box.send_keys(value)
    box.send_keys(Keys.TAB)


def _downloaded(browser: Browser, folder: Path, selector: str, pattern: str) -> Path:
    folder.mkdir(exist_ok=True)
    behaviour = {"behavior": "allow", "downloadPath": str(folder)}
    browser.driver.execute_cdp_cmd("Page.setDownloadBehavior", behaviour)
    browser.press(selector)
    found: Path = browser.wait(lambda: next(iter(folder.glob(pattern)), None))
    return found


def test_conversation_and_log_are_taken_away_as_files(desktop: Browser, tmp_path: Path, office: Workplace) -> None:
    desktop.go()
    desktop.press(".st-key-conversation-list button")
    desktop.says(QUESTION)
    desktop.press("[class*=st-key-menu-] button")
    told = _downloaded(desktop, tmp_path / "a", "[class*=st-key-markdown-] button", "*.md").read_text("utf-8")
    assert told.startswith(f"# {QUESTION}")
    assert "điểm a khoản 1 Điều 5" in told
    stored = _downloaded(desktop, tmp_path / "b", "[class*=st-key-json-] button", "*.json")
    assert '"answered"' in stored.read_text("utf-8")
    paper = _downloaded(desktop, tmp_path / "d", "[class*=st-key-word-] button", "*.docx")
    assert f"1. {QUESTION}" in [p.text for p in docx.Document(str(paper)).paragraphs]
    desktop.go("quan-tri?phan=nhat-ky")
    log = _downloaded(desktop, tmp_path / "c", ".st-key-log-csv button", "*.csv").read_text("utf-8")
    assert "chi.hoa,login,,done" in log
    assert office.audit.entries(1)[0].act == "export"


def test_a_deleted_conversation_is_brought_back(desktop: Browser) -> None:
    desktop.go()
    desktop.press(".st-key-conversation-list button")
    desktop.says(QUESTION)
    desktop.press("[class*=st-key-menu-] button")
    desktop.press("[class*=st-key-delete-] button")
    desktop.says(texts.WELCOME_TITLE)
    desktop.press(".st-key-undo-delete button")
    desktop.says("Điều 5 › khoản 1 › điểm a")


def test_a_deleted_conversation_is_brought_back_after_a_reload(desktop: Browser, screenshots: Path) -> None:
    desktop.press("[class*=st-key-menu-] button")
    desktop.press("[class*=st-key-delete-] button")
    desktop.says(texts.WELCOME_TITLE)
    desktop.driver.refresh()
    desktop.says(texts.WELCOME_TITLE)
    desktop.press(".st-key-deleted-conversations summary")
    desktop.says(QUESTION)
    time.sleep(1)
    desktop.driver.save_screenshot(str(screenshots / "deleted.png"))
    assert desktop.accessibility_findings() == []
    desktop.press(".st-key-deleted-conversations button")
    desktop.says("Điều 5 › khoản 1 › điểm a")


@pytest.mark.parametrize("section", texts_admin.SECTIONS)
def test_administration_is_accessible(desktop: Browser, section: str) -> None:
    desktop.go(f"quan-tri?phan={section}")
    desktop.wait(lambda: desktop.all(".st-key-section"))
    time.sleep(1.5)
    assert desktop.accessibility_findings() == []


def test_logout_ends_the_session_also_after_a_reload(desktop: Browser, screenshots: Path) -> None:
    desktop.go()
    desktop.press(".st-key-account button")
    desktop.press(".st-key-logout button")
    desktop.says(words.FORGOTTEN)
    desktop.driver.save_screenshot(str(screenshots / "login.png"))
    desktop.driver.refresh()
    desktop.says(words.FORGOTTEN)
    assert QUESTION not in desktop.text()
    assert desktop.accessibility_findings() == []


def test_markup_is_inert_and_nothing_leaves_the_machine(desktop: Browser, phone: Browser) -> None:
    for browser in (desktop, phone):
        browser.check_nothing_foreign()
