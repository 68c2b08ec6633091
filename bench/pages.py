"""How soon each page shows what it is for, in a headless Chromium on a running app.

    python -m bench pages [--home DIR] [--address URL] [--rounds N] [--phone]

Seconds from the start of navigation until the page's own content (a table, a card, a text, not the frame around it) is
painted, the browser's cache warm, the server warm; the reader of an index has opened every page once before. The pages
are the heaviest that the index has: its longest document, its commonest words. Rounds go over all pages in turn, so
that other work on the machine hits them alike.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
from collections.abc import Sequence
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.served import served_index
from corpus import settings as settings_module
from corpus.errors import BrokenIndex
from corpus.generations import Generations
from corpus.settings import Settings
from ui import texts

_FIRST_PAINT = """
const selector = arguments[0], done = arguments[1];
const within = root => root.querySelector(selector)
  || [...root.querySelectorAll('*')].map(e => e.shadowRoot && within(e.shadowRoot)).find(found => found);
const look = () => {
  const found = within(document);
  if (found && found.getClientRects().length) requestAnimationFrame(() => done(performance.now() / 1000));
  else requestAnimationFrame(look);
};
look();
"""


def pages_of(settings: Settings) -> dict[str, tuple[str, str]]:
    """Name → (path with parameters, selector of the page's own content)."""
    number, provision = _longest(settings)
    document, keyword = f"van-ban?so={quote(number)}", f"tim-kiem?kieu={quote(texts.BY_KEYWORD)}&tu="
    return {
        "chat": ("", "[data-testid=stChatInput]"),
        "crosswalk": ("tham-quyen", ".cross-table tbody tr"),
        "search": ("tim-kiem", ".guide"),
        "search, content": (f"tim-kiem?tu={quote('thu hồi đất')}", ".card"),
        "search, keyword": (keyword + quote("Ủy ban nhân dân"), ".found"),
        "documents": ("van-ban", ".list tbody tr"),
        "document, longest": (document, ".law section"),
        "document, at a clause": (f"{document}&muc={provision}", ".law .focus"),
        **_original(settings),
        "guide": ("tro-giup", ".guide"),
        "admin, corpus": ("quan-tri?phan=kho", "[data-testid=stFileUploader]"),
        "admin, review": ("quan-tri?phan=xem-lai", "[data-testid=stHeading] h3"),
        "admin, validity": ("quan-tri?phan=hieu-luc", ".plain-table"),
        "admin, relations": ("quan-tri?phan=quan-he", ".relations tbody tr"),
        "admin, machine": ("quan-tri?phan=may", ".plain-table"),
        "admin, log": ("quan-tri?phan=nhat-ky", ".st-key-log-csv button"),
    }


def _original(settings: Settings) -> dict[str, tuple[str, str]]:
    """The longest document that was a PDF beside its page, if the index has one."""
    number, provision = _longest(settings, "%.pdf")
    path = f"van-ban?so={quote(number)}&muc={provision}&goc=true"
    return {"original beside": (path, ".sheet img")} if number else {}


def _longest(settings: Settings, file: str = "%") -> tuple[str, str]:
    """Number of the document with most provisions that serves, and a clause within it; empty if there is none."""
    generations = Generations(settings.home)
    current = generations.current()
    if current is None:
        raise BrokenIndex("Chưa có chỉ mục để đo", where=str(settings.home), remedy="Chạy `make index`.")
    with closing(sqlite3.connect(generations.path(current) / "catalogue.sqlite")) as connection:
        longest = connection.execute(
            "SELECT p.number, count(*) AS n FROM provisions p JOIN documents d USING (number, standing)"
            " WHERE d.active = 1 AND d.file LIKE ? GROUP BY p.number ORDER BY n DESC LIMIT 1",
            (file,),
        ).fetchone()
        if longest is None:
            return "", ""
        clauses = "SELECT id FROM provisions WHERE number = ? AND kind = 'clause' ORDER BY ord LIMIT 1 OFFSET ?"
        row = connection.execute(clauses, (longest[0], longest[1] // 8)).fetchone()
    return str(longest[0]), str(row[0]) if row else ""


def measure(browser: Any, pages: dict[str, tuple[str, str]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each round, the first (cold) one left out."""
    found: dict[str, list[float]] = {name: [] for name in pages}
    browser.driver.set_script_timeout(120)
    for at in range(rounds + 1):
        for name, (path, selector) in pages.items():
            browser.go(path)
            seconds = float(browser.driver.execute_async_script(_FIRST_PAINT, selector))
            if at:
                found[name].append(seconds)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table and a JSON line."""
    from tests.browser.driver import DESKTOP, PHONE, Browser  # needs the packages of `make test` and a Chromium

    parser = argparse.ArgumentParser(prog="python -m bench pages", description=__doc__)
    parser.add_argument("--home", default=None, help="the index to read; it is not written to")
    parser.add_argument("--address", default="", help="an app that is running already, on the same index")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--phone", action="store_true", help="390×844 instead of 1366×768")
    given = parser.parse_args(arguments)
    settings = settings_module.load(home=Path(given.home).resolve() if given.home else None)
    with nullcontext(given.address) if given.address else served_index(settings) as address:
        browser = Browser(address, PHONE if given.phone else DESKTOP)
        try:
            found = measure(browser, pages_of(settings), given.rounds)
        finally:
            browser.driver.quit()
    medians = {name: round(statistics.median(times), 2) for name, times in found.items()}
    for name, times in found.items():
        print(f"{name:24} median {medians[name]:5.2f} s   slowest {max(times):5.2f} s")
    print(json.dumps({"bench": "pages", "rounds": given.rounds, "phone": given.phone, **medians}, ensure_ascii=False))


if __name__ == "__main__":
    main()
