"""How soon the app can be used after its server was started, in a headless Chromium that is open already.

    python -m bench start [--home DIR] [--rounds N] [QUESTION]

Seconds from the start of the server's process until: its port answers; the question box is there; a question sent at
once shows as asked; the list of documents is there (a second tab, opened as soon as the box is there, without the
question); the clauses of the question are there. Each round starts a new server, the files in the disk's cache.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.served import served_index
from corpus import settings as settings_module
from corpus.settings import Settings

QUESTION = "Ai cấp giấy phép xây dựng nhà ở riêng lẻ?"
STEPS = ("port", "question_box", "asked", "documents", "clauses")
SECONDS = 180.0


def start(settings: Settings, browser: Any, question: str) -> dict[str, float]:
    """Seconds to each step of one start."""
    started, found = time.monotonic(), {}

    def done(step: str) -> None:
        found[step] = time.monotonic() - started

    with served_index(settings) as address:
        done("port")
        browser.address = address
        browser.go()
        browser.wait(lambda: browser.all("[data-testid=stChatInputTextArea]"), SECONDS)
        done("question_box")
        browser.ask(question)
        browser.wait(lambda: browser.all(".question"), SECONDS)
        done("asked")
        chat = browser.driver.current_window_handle
        browser.driver.switch_to.new_window("tab")
        browser.go("van-ban")
        browser.wait(lambda: browser.all(".list tbody tr"), SECONDS)
        done("documents")
        browser.driver.close()
        browser.driver.switch_to.window(chat)
        browser.wait(lambda: browser.all("[data-open=e1]"), SECONDS)
        done("clauses")
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table and a JSON line."""
    from tests.browser.driver import DESKTOP, Browser  # needs the packages of `make test` and a Chromium

    parser = argparse.ArgumentParser(prog="python -m bench start", description=__doc__)
    parser.add_argument("question", nargs="?", default=QUESTION)
    parser.add_argument("--home", default=None, help="the index to read; it is not written to")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    settings = settings_module.load(home=Path(given.home).resolve() if given.home else None)
    rounds = []
    for _ in range(given.rounds):
        browser = Browser("", DESKTOP)
        try:
            rounds.append(start(settings, browser, given.question))
        finally:
            browser.driver.quit()
        print("   ".join(f"{step} {seconds:5.1f} s" for step, seconds in rounds[-1].items()), flush=True)
    medians = {f"{step}_s": round(statistics.median(one[step] for one in rounds), 1) for step in STEPS}
    print(json.dumps({"bench": "start", "rounds": given.rounds, **medians}))


if __name__ == "__main__":
    main()
