"""Several users at once on a running app: websocket clients that speak as the pages do, each with its own questions.

    python -m bench users [--users N] [--home DIR] [--rounds N] [--pause SECONDS] [--write SECONDS]

Three parts, the language model replaced by a stand-in on loopback that writes one sentence, `--write` seconds each:

- evidence: every user asks `--rounds` questions, `--pause` seconds apart on average, at moments of their own; seconds
  from sending until the clauses have arrived; then all at the same instant, which no office does;
- mixed: whether each user's panels hold only what belongs to their own question (its clauses as asked alone, and a
  code in it that the stand-in repeats);
- queue: order in which answers are written against the order of asking; then a tab is closed while its answer is being
  written, and another user waits for the place: seconds from closing until that answer is begun;
- left: a tab is closed while its answer is being written and nobody else waits; its conversation is opened again later
  (a phone that slept): whether the answer is there.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench.served import served_index
from bench.visitor import Visitor
from corpus import settings as settings_module

QUESTIONS = Path(__file__).resolve().parent.parent / "tests" / "gate"
_CODE = re.compile(r"\bma([0-9a-f]{6})\b")
_CARD = re.compile(r'<article class="card[^>]*?id="(e\d+)".*?href="([^"]+)"', re.DOTALL)
SETTLED = 0.5  # seconds after the answer until the page below it is drawn, too
LONG = 120.0  # seconds an answer would take whose tab is closed
ASLEEP = 45.0  # seconds until somebody who left in mid-answer is back


@dataclass
class StandIn:
    """The stand-in model: codes in the order in which their answers were begun."""

    seconds: float
    begun: list[str] = field(default_factory=list)


@contextmanager
def stand_in(seconds: float) -> Iterator[tuple[str, StandIn]]:
    """Address of a server that takes the place of an OpenAI-compatible one."""
    state = StandIn(seconds)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            code = (_CODE.findall(asked["messages"][-1]["content"]) or ["none"])[-1]
            state.begun.append(code)
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            with suppress(ConnectionError):  # whoever asked has cancelled
                for piece in ("[1] ", "Mã của câu hỏi là ", f"ma{code}", "."):
                    time.sleep(state.seconds / 4)
                    chunk = json.dumps({"choices": [{"delta": {"content": piece}}]})
                    self.wfile.write(f"data: {chunk}\n\n".encode())
                    self.wfile.flush()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", state
    finally:
        server.shutdown()


def questions(count: int) -> list[str]:
    """So many different questions of the project's own gate."""
    found = []
    for file in sorted(QUESTIONS.glob("*.jsonl")):
        found += [json.loads(line)["question"] for line in file.read_text(encoding="utf-8").splitlines() if line]
    return list(dict.fromkeys(found))[:count]


def evidence_seconds(address: str, asked: Sequence[Sequence[str]], pause: float) -> list[float]:
    """Seconds until the clauses are there, of every question of every user; 0 pause: all at one instant."""
    together = threading.Barrier(len(asked))

    def one(mine: Sequence[str]) -> list[float]:
        chance, found = random.Random(mine[0]), []
        visitor = Visitor(address)
        together.wait()
        for question in mine:
            _stay(visitor, chance.uniform(0, 2 * pause))
            before = len(_evidence(visitor))
            started = visitor.ask(question)
            found.append(visitor.wait(lambda before=before: len(_evidence(visitor)) > before) - started)
        if visitor.errors:
            raise RuntimeError(f"the page shows an error: {visitor.errors}")
        visitor.close()
        return found

    with ThreadPoolExecutor(len(asked)) as users:
        return [seconds for found in users.map(one, asked) for seconds in found]


def _stay(visitor: Visitor, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        visitor.receive()


def _evidence(visitor: Visitor) -> list[str]:
    return [key for key, markup in visitor.panels.items() if key.startswith("evidence-") and "card" in markup]


def cards(markup: str) -> list[str]:
    """Addresses of the clauses shown, in their order."""
    return [address for key, address in _CARD.findall(markup)]


@dataclass(frozen=True)
class Asked:
    """One user's question at the queue, what came of it, and when it ended."""

    code: str
    clauses: list[str]
    foreign: list[str]
    finished: float


def queue(address: str, texts: Sequence[str], between: float) -> list[Asked]:
    """All users ask, `between` seconds apart."""
    started = time.monotonic()

    def one(at: int) -> Asked:
        code = f"{random.Random(texts[at]).getrandbits(24):06x}"
        visitor = Visitor(address)
        _stay(visitor, max(0.0, started + 2 + at * between - time.monotonic()))
        visitor.ask(f"{texts[at]} ma{code}")
        ended = visitor.wait(lambda: 'aria-busy="false"' in visitor.panel("answer-"), 600)
        _stay(visitor, SETTLED)
        everything = " ".join(visitor.panels.values())
        visitor.close()
        foreign = [other for other in _CODE.findall(everything) if other != code]
        return Asked(code, cards(visitor.panel("evidence-")), foreign, ended)

    with ThreadPoolExecutor(len(texts)) as users:
        return list(users.map(one, range(len(texts))))


def freed_after(address: str, state: StandIn, text: str) -> float | None:
    """Seconds from closing the tab of an answer in the making until the next one's is begun; None if none was."""
    state.seconds = LONG
    state.begun.clear()
    first, second = Visitor(address), Visitor(address)
    first.ask(f"{text} maabcdea")
    first.wait(lambda: "abcdea" in state.begun or 'aria-busy="false"' in first.panel("answer-"))
    if "abcdea" not in state.begun:  # this one is answered without the model
        return None
    second.ask(f"{text} maabcdeb")
    second.wait(lambda: _evidence(second))
    first.close()
    closed = time.monotonic()
    return second.wait(lambda: "abcdeb" in state.begun, LONG) - closed


def found_again(address: str, state: StandIn, text: str) -> bool:
    """Whether the answer is there after its tab was closed while it was being written, and opened again later."""
    state.seconds = ASLEEP * 0.8
    state.begun.clear()
    visitor = Visitor(address)
    visitor.ask(f"{text} maabcdec")
    visitor.wait(lambda: "abcdec" in state.begun)
    conversation = visitor.query
    visitor.close()
    time.sleep(ASLEEP)
    visitor = Visitor(address, conversation)
    visitor.wait(lambda: visitor.panel("answer-"))
    _stay(visitor, SETTLED)
    answer = visitor.panel("answer-")
    visitor.close()
    return "maabcdec" in answer and 'aria-busy="false"' in answer


def out_of_place(begun: Sequence[str], asked: Sequence[str]) -> int:
    """The most places by which an answer was begun before or after its turn, among those that were begun."""
    order = [code for code in asked if code in begun]
    return max((abs(order.index(code) - at) for at, code in enumerate(c for c in begun if c in order)), default=0)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table and a JSON line."""
    parser = argparse.ArgumentParser(prog="python -m bench users", description=__doc__)
    parser.add_argument("--home", default=None, help="the index to read; it is not written to")
    parser.add_argument("--users", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--pause", type=float, default=10.0, help="shorter ones fill the conversations")
    parser.add_argument("--write", type=float, default=2.0)
    given = parser.parse_args(arguments)
    settings = settings_module.load(home=Path(given.home).resolve() if given.home else None)
    texts = questions(given.users * (given.rounds + 1))
    asked = [texts[at :: given.users][: given.rounds] for at in range(given.users)]
    with stand_in(given.write) as (model, state), served_index(settings, THAM_QUYEN_LLM_SERVER=model) as address:
        evidence_seconds(address, [["Ai cấp giấy phép?"]], 0)  # opens index and models
        spread = evidence_seconds(address, asked, given.pause)
        burst = evidence_seconds(address, [texts[-1 - at : len(texts) - at] for at in range(given.users)], 0)
        state.begun.clear()
        alone = [_alone(address, text) for text in texts[: given.users]]
        state.begun.clear()
        ended = queue(address, texts[: given.users], 0.4)
        begun, written = list(state.begun), {one.code for one in ended} & set(state.begun)
        asking = [text for text, one in zip(texts, ended, strict=False) if one.code in written]
        freed = next((s for text in asking if (s := freed_after(address, state, text)) is not None), None)
        again = [found_again(address, state, text) for text in asking[:1]]
    figures: dict[str, object] = {
        "users": given.users,
        "questions": len(spread),
        "evidence_median_s": round(statistics.median(spread), 2),
        "evidence_p95_s": round(_p95(spread), 2),
        "burst_median_s": round(statistics.median(burst), 2),
        "burst_slowest_s": round(max(burst), 2),
        "foreign_in_panels": sum(len(one.foreign) for one in ended),
        "other_clauses_than_alone": sum(one.clauses != clauses for one, clauses in zip(ended, alone, strict=True)),
        "written_by_model": len(begun),
        "places_out_of_turn": out_of_place(begun, [one.code for one in ended]),
        "closed_tab_freed_after_s": round(freed, 1) if freed is not None else None,
        "left_answer_found_again": again[0] if again else None,
    }
    for name, value in figures.items():
        print(f"{name:28} {value}")
    print(json.dumps({"bench": "users", **figures}))


def _alone(address: str, text: str) -> list[str]:
    """The clauses of a question asked when nobody else asks."""
    visitor = Visitor(address)
    visitor.ask(f"{text} ma{random.Random(text).getrandbits(24):06x}")
    visitor.wait(lambda: 'aria-busy="false"' in visitor.panel("answer-"), 120)
    _stay(visitor, SETTLED)
    visitor.close()
    return cards(visitor.panel("evidence-"))


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, round(0.95 * len(values)))]


if __name__ == "__main__":
    main()
