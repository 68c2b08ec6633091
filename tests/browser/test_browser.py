"""The app in a real browser: a headless Chromium against a Streamlit server on the stand-in backend.

Screenshots go to a temporary folder, which a run with `-rA` names. Needs Debian's `chromium` and `chromium-driver`.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest

from tests.browser.fake_backend import DECREE
from ui import texts

webdriver = pytest.importorskip("selenium.webdriver")
from selenium.common.exceptions import WebDriverException  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="cần: sudo apt-get install chromium chromium-driver"),
]
DESKTOP, PHONE = (1366, 768), (390, 844)
QUESTION = "Ai cấp giấy phép trồng cây bóng mát?"
_FIND = """
const found = [];
const walk = root => root.querySelectorAll('*').forEach(e => {
  if (e.matches(selector)) found.push(e);
  if (e.shadowRoot) walk(e.shadowRoot);
});
const selector = arguments[0];
walk(document);
return found;
"""


class Browser:
    """A Chromium window on the app."""

    def __init__(self, address: str, size: tuple[int, int]) -> None:
        self.address = address
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=vi"):
            options.add_argument(argument)
        options.add_argument(f"--window-size={size[0]},{size[1]}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        if size[0] < 500:
            metrics = {"width": size[0], "height": size[1], "pixelRatio": 1}
            options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
        self.driver: Any = webdriver.Chrome(options=options, service=Service(DRIVER))
        if size[0] >= 500:  # the window's own size includes the browser's frame
            metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
            self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def go(self, path: str = "") -> None:
        self.driver.get(f"{self.address}/{path}")

    def all(self, selector: str) -> list[Any]:
        """Elements on the page, those inside our panels included."""
        return list(self.driver.execute_script(_FIND, selector))

    def wait(self, condition: Callable[[], Any], seconds: float = 30.0) -> Any:
        """The first true value of `condition`."""
        end = time.monotonic() + seconds
        while True:
            try:
                if value := condition():
                    return value
            except WebDriverException:  # the page was redrawn between finding and reading
                pass
            assert time.monotonic() < end, f"không thấy sau {seconds} s; trang: {self.text()[:500]}"
            time.sleep(0.1)

    def see(self, selector: str) -> list[Any]:
        found: list[Any] = self.wait(lambda: self.all(selector))
        return found

    def text(self) -> str:
        """Words on the page, those inside our panels included."""
        script = """const out = [document.body.innerText];
        document.querySelectorAll('*').forEach(e => { if (e.shadowRoot) out.push(e.shadowRoot.querySelector('.tq')
          ? e.shadowRoot.querySelector('.tq').innerText : ''); });
        return out.join('\\n');"""
        return str(self.driver.execute_script(script))

    def says(self, words: str) -> None:
        self.wait(lambda: words.casefold() in self.text().casefold())  # CSS may write capitals

    def press(self, selector: str, position: int = 0) -> None:
        def click() -> bool:
            element = self.all(selector)[position]
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
            element.click()
            return True

        self.wait(lambda: len(self.all(selector)) > position and click())

    def ask(self, question: str) -> None:
        box = self.see("[data-testid=stChatInputTextArea]")[0]
        box.send_keys(question)
        box.send_keys(Keys.ENTER)
        self.says(question)

    def foreign_requests(self) -> list[str]:
        """Addresses asked for that are not this machine's."""
        asked = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [e["params"]["request"]["url"] for e in asked if e["method"] == "Network.requestWillBeSent"]
        assert any(url.startswith(self.address) for url in urls), "the network log is empty"
        return [u for u in urls if urlsplit(u).scheme in {"http", "https"} and urlsplit(u).hostname != "127.0.0.1"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "server.log"
    app = ROOT / "tests" / "browser" / "fake_app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        assert server.poll() is None, log.read_text()
        try:
            with urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    pytest.fail(log.read_text())


@pytest.fixture(scope="module")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("screenshots")


@pytest.fixture(scope="module")
def desktop(address: str) -> Iterator[Browser]:
    browser = Browser(address, DESKTOP)
    yield browser
    browser.driver.quit()


@pytest.fixture(scope="module")
def phone(address: str) -> Iterator[Browser]:
    browser = Browser(address, PHONE)
    yield browser
    browser.driver.quit()


def test_ask_read_and_open_a_citation(desktop: Browser, screenshots: Path) -> None:
    desktop.go()
    desktop.says(texts.WELCOME_TITLE)
    desktop.driver.save_screenshot(str(screenshots / "start.png"))
    desktop.ask(QUESTION)
    desktop.says("Điều 5 › khoản 1 › điểm a")
    desktop.see("[data-copy]")
    assert "Chủ tịch Ủy ban nhân dân cấp xã" in desktop.see(".authority strong")[0].text
    desktop.driver.save_screenshot(str(screenshots / "answer.png"))
    desktop.press("a.ref")
    dialog = desktop.see("[role=dialog]")[0]
    desktop.wait(lambda: [m for m in desktop.all(".drawer mark") if "05 ngày làm việc" in m.text])
    assert dialog.is_displayed()
    assert desktop.see(".drawer section.focus")[0].get_attribute("id") == "art_5__cl_1__pt_a"
    desktop.driver.save_screenshot(str(screenshots / "citation.png"))
    dialog.send_keys(Keys.ESCAPE)
    desktop.wait(lambda: not desktop.all("[role=dialog]"))


def test_evidence_cards_open_too_and_lead_to_the_document(desktop: Browser, screenshots: Path) -> None:
    desktop.press("[data-open=e2]")
    shown = ".drawer section.focus"  # the drawer of the citation opened before may still be closing
    desktop.wait(lambda: [s.get_attribute("id") for s in desktop.all(shown)] == ["art_5__cl_1__pt_b"])
    desktop.see("[role=dialog] [data-testid=stPageLink] a, [data-testid=stDialog] [data-testid=stPageLink] a")
    desktop.press("[data-testid=stDialog] [data-testid=stPageLink] a")
    desktop.see(".toc")
    assert desktop.wait(lambda: "muc=art_5__cl_1__pt_b" in desktop.driver.current_url)
    focused = desktop.see(".law section.focus")[0]
    assert focused.get_attribute("id") == "art_5__cl_1__pt_b"
    top = desktop.wait(lambda: focused.rect["y"])
    desktop.driver.save_screenshot(str(screenshots / "document.png"))
    assert top is not None


def test_contents_lead_to_an_article_and_the_address_follows(desktop: Browser) -> None:
    desktop.go(f"van-ban?so={quote(DECREE)}")
    desktop.press("[data-goto=art_30]")
    desktop.wait(lambda: "muc=art_30" in desktop.driver.current_url)
    script = "const r = arguments[0].getBoundingClientRect(); return r.top >= 0 && r.top < window.innerHeight"
    desktop.wait(lambda: desktop.driver.execute_script(script, desktop.all("#art_30")[0]))


def test_the_answer_goes_on_through_a_reload_and_typing_is_free(desktop: Browser) -> None:
    desktop.go()
    desktop.ask("Việc chậm này ai làm?")
    desktop.says(texts.WAITING_NEXT)
    box = desktop.see("[data-testid=stChatInputTextArea]")[0]
    box.send_keys("câu sau")
    time.sleep(1.5)  # several looks of the page at the running answer
    assert box.get_attribute("value") == "câu sau"
    desktop.driver.refresh()
    desktop.says("Việc chậm này ai làm?")
    assert desktop.wait(lambda: desktop.all(".authority"), 60)
    assert desktop.text().count("Việc chậm này ai làm?") == 1


def test_cancel_works_while_it_writes(desktop: Browser, screenshots: Path) -> None:
    desktop.go()
    desktop.ask("Một việc chậm khác ai làm?")
    desktop.wait(lambda: [b for b in desktop.all("button") if texts.CANCEL in b.text])
    desktop.driver.save_screenshot(str(screenshots / "waiting.png"))
    desktop.press("[class*=st-key-cancel-] button")
    desktop.says(texts.CANCELLED)
    desktop.wait(lambda: not desktop.all("[class*=st-key-cancel-] button"))


def test_nothing_found_is_said_with_care(desktop: Browser, screenshots: Path) -> None:
    desktop.go()
    desktop.ask("giá vàng hôm nay bao nhiêu?")
    desktop.says(texts.ABSTAINED_TITLE)
    desktop.driver.save_screenshot(str(screenshots / "abstained.png"))


def test_the_copy_button_copies_answer_and_basis(desktop: Browser) -> None:
    desktop.driver.execute_cdp_cmd(
        "Browser.grantPermissions",
        {"origin": desktop.address, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]},
    )
    desktop.go()
    desktop.ask(QUESTION)
    desktop.press("[data-copy]")
    desktop.wait(lambda: desktop.all("[data-copy]")[0].text == texts.COPIED)
    copied = desktop.driver.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    assert "[1] điểm a khoản 1 Điều 5 Nghị định 901/2025/NĐ-CP" in copied


def test_another_day_stands_out(desktop: Browser, screenshots: Path) -> None:
    desktop.go("?ngay=2025-09-15")
    desktop.says("Đang xem theo ngày 15/09/2025, không phải hôm nay")
    desktop.ask(QUESTION)
    desktop.says("Theo pháp luật ngày 15/09/2025 – không phải hôm nay")
    desktop.driver.save_screenshot(str(screenshots / "other-day.png"))


def test_search_documents_and_administration(desktop: Browser, screenshots: Path, tmp_path: Path) -> None:
    desktop.go("tim-kiem?tu=" + quote("cây xanh"))
    desktop.says("7 điều khoản, sắp theo mức liên quan")
    desktop.driver.save_screenshot(str(screenshots / "search.png"))
    desktop.go("van-ban")
    desktop.see("[data-testid=stDataFrame]")
    desktop.says("2 văn bản trong kho")
    time.sleep(0.5)
    desktop.driver.save_screenshot(str(screenshots / "documents.png"))
    desktop.go("quan-tri")
    upload = tmp_path / "<img src=x onerror=hacked=1>.txt"
    upload.write_text("Điều 1. Nội dung", encoding="utf-8")
    desktop.see("[data-testid=stFileUploader] input[type=file]")[0].send_keys(str(upload))
    desktop.press(".st-key-add button")
    desktop.says("Kết quả lượt vừa rồi")
    time.sleep(0.5)
    desktop.driver.save_screenshot(str(screenshots / "admin.png"))


def test_too_large_an_upload_is_refused_clearly(desktop: Browser, tmp_path: Path) -> None:
    desktop.go("quan-tri")
    large = tmp_path / "lon.pdf"
    with large.open("wb") as file:
        file.truncate(41 * 1024 * 1024)
    desktop.see("[data-testid=stFileUploader] input[type=file]")[0].send_keys(str(large))
    desktop.wait(lambda: "40" in desktop.see("[data-testid=stFileUploader]")[0].text)
    assert not desktop.all(".st-key-add button")


def test_on_a_phone(phone: Browser, screenshots: Path) -> None:
    phone.go()
    phone.says(texts.WELCOME_TITLE)
    phone.driver.save_screenshot(str(screenshots / "phone-start.png"))
    phone.ask(QUESTION)
    phone.see("[data-copy]")
    time.sleep(0.5)
    phone.driver.save_screenshot(str(screenshots / "phone-answer.png"))
    wide = "return document.scrollingElement.scrollWidth - window.innerWidth"
    assert phone.driver.execute_script(wide) <= 0
    phone.press("a.ref")
    phone.see(".drawer mark")
    phone.driver.save_screenshot(str(screenshots / "phone-citation.png"))


def test_markup_is_inert_and_nothing_leaves_the_machine(desktop: Browser, phone: Browser, screenshots: Path) -> None:
    for browser in (desktop, phone):
        assert browser.driver.execute_script("return window.hacked") is None
        assert browser.foreign_requests() == []
        severe = [e["message"] for e in browser.driver.get_log("browser") if "Uncaught" in e["message"]]
        assert severe == []
    print(f"screenshots: {screenshots}")
