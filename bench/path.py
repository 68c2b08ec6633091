"""An official's way from a question to the paper to be signed, in a headless Chromium on a running app.

    python -m bench path [--home DIR] [--address URL] [QUESTION …]

Seconds from sending the question until: the clauses are there; the cited clause is open, its words marked; the written
answer is there; the Word file is on the disk and names the cited document. The language model is the configured one.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import docx

from bench.served import served_index
from corpus import settings as settings_module

QUESTIONS = (
    "Ai cấp giấy phép xây dựng nhà ở riêng lẻ?",
    "Dân xin cấp sổ đỏ lần đầu thì ai ký?",
    "Trước đây huyện quyết định thu hồi đất, giờ ai?",
)
STEPS = ("clauses", "clause_read", "answer", "word_file")
ANSWER_SECONDS = 180.0


def walk(browser: Any, question: str, folder: Path) -> dict[str, float]:
    """Seconds to each step of one question; a step that the answer does not have (no citation) is left out."""
    browser.go()
    browser.see("[data-testid=stChatInput]")
    behaviour = {"behavior": "allow", "downloadPath": str(folder)}
    browser.driver.execute_cdp_cmd("Page.setDownloadBehavior", behaviour)
    started, found = time.monotonic(), {}

    def done(step: str) -> None:
        found[step] = round(time.monotonic() - started, 1)

    browser.ask(question)
    browser.see("[data-open=e1]")
    done("clauses")
    browser.press("[data-open=e1]")
    browser.see(".drawer section.focus, .drawer mark")
    done("clause_read")
    browser.press("[role=dialog] button[aria-label=Đóng]")
    browser.wait(lambda: browser.all("[class*=st-key-sheet-docx] button"), ANSWER_SECONDS)
    done("answer")
    browser.press("[class*=st-key-sheet-docx] button")
    file = browser.wait(lambda: next(folder.glob("*.docx"), None))
    words = "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)
    if question not in words:
        raise RuntimeError(f"the file is not about the question: {words[:200]}")
    done("word_file")
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table and a JSON line."""
    from tests.browser.driver import DESKTOP, Browser  # needs the packages of `make test` and a Chromium

    parser = argparse.ArgumentParser(prog="python -m bench path", description=__doc__)
    parser.add_argument("questions", nargs="*", default=QUESTIONS, metavar="QUESTION")
    parser.add_argument("--home", default=None, help="the index to read; it is not written to")
    parser.add_argument("--address", default="", help="an app that is running already")
    given = parser.parse_args(arguments)
    settings = settings_module.load(home=Path(given.home).resolve() if given.home else None)
    walked = []
    with nullcontext(given.address) if given.address else served_index(settings) as address:
        browser = Browser(address, DESKTOP)
        try:
            for question in given.questions:
                with tempfile.TemporaryDirectory() as folder:
                    walked.append(walk(browser, question, Path(folder)))
                steps = "   ".join(f"{step} {seconds:5.1f} s" for step, seconds in walked[-1].items())
                print(f"{question[:44]:44} {steps}", flush=True)
        finally:
            browser.driver.quit()
    medians = {f"{step}_s": round(statistics.median(one[step] for one in walked), 1) for step in STEPS}
    print(json.dumps({"bench": "path", "questions": len(walked), **medians}))


if __name__ == "__main__":
    main()
