"""One server and one browser of each size for each module of browser tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.driver import DESKTOP, PHONE, Browser, served


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture(scope="module")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("screenshots")
    print(f"screenshots: {folder}")
    return folder


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
