"""A headless Chromium on the app, and the app's server on the stand-in backend, for the tests of this folder."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bench.served import ROOT
from bench.served import served as serve

webdriver = pytest.importorskip("selenium.webdriver")
axe_core_python = pytest.importorskip("axe_core_python")  # carries axe-core itself
from selenium.common.exceptions import WebDriverException  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
AXE = Path(axe_core_python.__file__).parent / "axe.min.js"
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="cần: sudo apt-get install chromium chromium-driver"),
]
DESKTOP, PHONE = (1366, 768), (390, 844)
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

# A foreign text that runs sets `hacked` (the stand-in corpus tries to); kept over all pages that were opened.
_TRAP = """Object.defineProperty(window, 'hacked', {
  set: value => localStorage.setItem('hacked', value), get: () => localStorage.getItem('hacked')});"""


class Browser:
    """A Chromium window on the app."""

    def __init__(self, address: str, size: tuple[int, int]) -> None:
        self.address = address
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=vi"):
            options.add_argument(argument)
        if size[0] >= 500:  # without a screen there is no mouse either
            options.add_argument("--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,"
                                 "availablePointerTypes=4")  # fmt: skip
        options.add_argument(f"--window-size={size[0]},{size[1]}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        if size[0] < 500:
            metrics = {"width": size[0], "height": size[1], "pixelRatio": 1}
            options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
        self.driver: Any = webdriver.Chrome(options=options, service=Service(DRIVER))
        if size[0] >= 500:  # the window's own size includes the browser's frame
            metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
            self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _TRAP})

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

    def sees_in_view(self, selector: str) -> None:
        """Wait until the top of the first such element is on the screen."""
        script = "const r = arguments[0].getBoundingClientRect(); return r.top >= 0 && r.top < window.innerHeight"
        self.wait(lambda: self.driver.execute_script(script, self.all(selector)[0]))

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        return int(self.driver.execute_script("return document.scrollingElement.scrollWidth - window.innerWidth"))

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

    def prefer(self, scheme: str) -> None:
        """Ask for the "light" or "dark" look, as the operating system would."""
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})

    def accessibility_findings(self) -> list[str]:
        """What axe finds serious or critical on the page (WCAG 2 A and AA), the rule with the places."""
        self.driver.set_script_timeout(60)
        self.driver.execute_script(AXE.read_text(encoding="utf-8"))
        script = """const done = arguments[0];
        axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then(r => done(r.violations
          .filter(v => ['serious', 'critical'].includes(v.impact))
          .map(v => v.id + ': ' + v.nodes.slice(0, 4).map(n => JSON.stringify(n.target) + ' ' + n.html.slice(0, 120)
            + ' ' + n.failureSummary.slice(0, 200)).join(' | '))));"""
        return list(self.driver.execute_async_script(script))

    def check_nothing_foreign(self) -> None:
        """No text ran as a script on any page so far, none broke one, and nothing was asked of another machine."""
        assert self.driver.execute_script("return window.hacked") is None
        assert [e["message"] for e in self.driver.get_log("browser") if "Uncaught" in e["message"]] == []
        assert self.foreign_requests() == []

    def foreign_requests(self) -> list[str]:
        """Addresses asked for that are not this machine's."""
        asked = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [e["params"]["request"]["url"] for e in asked if e["method"] == "Network.requestWillBeSent"]
        assert any(url.startswith(self.address) for url in urls), "the network log is empty"
        urls += [e["params"]["url"] for e in asked if e["method"] == "Network.webSocketCreated"]
        fetched = {"http", "https", "ws", "wss"}  # fonts and pictures among them; "data:" stays in the page
        return [u for u in urls if urlsplit(u).scheme in fetched and urlsplit(u).hostname != "127.0.0.1"]


@contextmanager
def served(folder: Path, **settings: str) -> Iterator[str]:
    """The app on the stand-in backend with a home of its own in `folder`; its address."""
    app = ROOT / "tests" / "browser" / "fake_app.py"
    with serve(app, folder / "home", folder / "server.log", **settings) as address:
        yield address
