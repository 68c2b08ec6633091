"""Accounts in a real browser: first start, roles denied, own conversations only, a reload keeps login and page."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from corpus.settings import Settings
from tests.browser.driver import DESKTOP, MARKS, PHONE, Browser, served
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


def test_logout_ends_the_session_also_after_a_reload(desktop: Browser, screenshots: Path) -> None:
    desktop.go()
    desktop.press(".st-key-account button")
    desktop.press(".st-key-logout button")
    desktop.says(words.FORGOTTEN)
    desktop.driver.save_screenshot(str(screenshots / "login.png"))
    desktop.driver.refresh()
    desktop.says(words.FORGOTTEN)
    assert QUESTION not in desktop.text()


def test_markup_is_inert_and_nothing_leaves_the_machine(desktop: Browser, phone: Browser, screenshots: Path) -> None:
    for browser in (desktop, phone):
        assert browser.driver.execute_script("return window.hacked") is None
        assert browser.foreign_requests() == []
    print(f"screenshots: {screenshots}", DESKTOP, PHONE)
