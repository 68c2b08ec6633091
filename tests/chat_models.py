"""Stand-ins for a chat model and for a server of one; nothing here needs the model files."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence

from assistant.generation.chat_model import Message, Stopped
from corpus.errors import ThamQuyenError

QUESTION: list[Message] = [
    {"role": "system", "content": "Trả lời bằng một dòng."},
    {"role": "user", "content": "[1] Trưởng thôn giữ chìa khóa đình.\nAi giữ chìa khóa đình?"},
]
GRAMMAR = 'root ::= "[" [1-2] "] " [^\\[\\]\\n]{3,60} "\\n"'


class Writer:
    """What a stand-in for a chat model needs besides writing."""

    notice = ""

    def identity(self) -> tuple[str, str]:
        return "fake", "0" * 64

    def check(self, messages: Sequence[Message], grammar: str) -> None: ...

    def close(self) -> None: ...


class FakeModel(Writer):
    """Writes the last message back word by word; `gate` holds it before each word, `fails` makes it break."""

    notice = "mô hình thử"

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.served: list[str] = []
        self.closed = False

    def check(self, messages: Sequence[Message], grammar: str) -> None:
        if "[" in grammar and "]" not in grammar:
            raise ThamQuyenError("văn phạm sai")

    def stream(self, messages: Sequence[Message], grammar: str, max_tokens: int, stopped: Stopped) -> Iterator[str]:
        text = messages[-1]["content"]
        self.served.append(text)
        if text == "hỏng":
            raise ThamQuyenError("mô hình hỏng")
        for word in ("[1] " + text.replace("[", "(").replace("]", ")") + "\n").split(" ")[:max_tokens]:
            while not self.gate.wait(0.005):
                if stopped():
                    return
            if stopped():
                return
            yield word + ("" if word.endswith("\n") else " ")

    def close(self) -> None:
        self.closed = True


class FakeServer(http.server.BaseHTTPRequestHandler):
    """An OpenAI-compatible server; behaves as the last message asks it to."""

    requests: list[dict[str, object]] = []  # noqa: RUF012
    hung_up = threading.Event()

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.requests.append(request | {"path": self.path})
        text = request["messages"][-1]["content"]
        if text == "mã 400":
            self.send_response(400)
            self.end_headers()
            self.wfile.write(json.dumps({"error": {"message": "failed to parse grammar"}}).encode())
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self._event({"choices": [{"delta": {"role": "assistant", "content": None}}], "model": "may-chu-thu"})
        if text == "lỗi giữa chừng":
            self._event({"error": {"message": "hết bộ nhớ"}})
            return
        if text.startswith("data: "):
            self.wfile.write(text.encode() + b"\n\n")
            return
        words = ["[1] ", "Trưởng ", "thôn", ".\n"] if text != "dài" else ["từ "] * 100_000
        for word in words[: request["max_tokens"]]:
            self._event({"choices": [{"delta": {"content": word}}]})
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, event: object) -> None:
        try:
            self.wfile.write(b"data: " + json.dumps(event).encode() + b"\n\n")
            self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            self.hung_up.set()


def until(condition: Callable[[], bool], seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.002)
