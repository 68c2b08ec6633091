"""A model behind an OpenAI-compatible server (llama.cpp's, or another that takes `grammar`), by `llm_server`."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator, Sequence

import httpx

from assistant.generation.chat_model import Message, Pieces, Stopped, handed_over
from corpus.errors import ThamQuyenError
from corpus.settings import Settings

_TIMEOUT = httpx.Timeout(connect=5, read=300, write=30, pool=5)  # a prompt on a slow machine takes its time


class ServerModel:
    """Sends each question to the server; greedy, streamed."""

    notice = ""

    def __init__(self, settings: Settings) -> None:
        base = settings.llm_server.rstrip("/")
        self._url = base.removesuffix("/v1") + "/v1/chat/completions"
        self._name = base
        # trust_env: a proxy from the environment must not see what is sent to a server in the office.
        self._client = httpx.Client(timeout=_TIMEOUT, trust_env=False)

    def identity(self) -> tuple[str, str]:
        """What the server calls its model; the file is not ours to hash."""
        return self._name, ""

    def check(self, messages: Sequence[Message], grammar: str) -> None:
        """The server checks grammar and length itself when it is asked."""

    def stream(self, messages: Sequence[Message], grammar: str, max_tokens: int, stopped: Stopped) -> Iterator[str]:
        request = {
            "messages": list(messages), "max_tokens": max_tokens, "temperature": 0, "seed": 0, "stream": True,
            "cache_prompt": True, **({"grammar": grammar} if grammar else {}),
        }  # fmt: skip
        pieces: Pieces = queue.SimpleQueue()
        left = threading.Event()
        # Reading blocks until the server has something to say; whoever cancels must not wait for that.
        threading.Thread(target=self._read, args=(request, pieces, left), name="server-reader", daemon=True).start()
        try:
            yield from handed_over(pieces, stopped)
        finally:
            left.set()  # the reader hangs up at the next piece, and the server stops

    def close(self) -> None:
        self._client.close()

    def _read(self, request: dict[str, object], pieces: Pieces, left: threading.Event) -> None:
        ended: ThamQuyenError | None = self._error("việc đọc câu trả lời dừng giữa chừng")
        try:
            with self._client.stream("POST", self._url, json=request) as response:
                if response.status_code != httpx.codes.OK:
                    raise ValueError(f"mã {response.status_code}: {_reason(response.read())}")
                for line in response.iter_lines():
                    if left.is_set():
                        return
                    if piece := self._piece(line):
                        pieces.put(piece)
            ended = None
        except (httpx.HTTPError, ValueError, LookupError, RuntimeError) as error:  # RuntimeError: client closed
            ended = self._error(f"{type(error).__name__}: {error}")
        finally:
            pieces.put(ended)  # whatever happens: the one worker waits for the end

    def _piece(self, line: str) -> str:
        """The text in one line of the event stream, "" if there is none.

        Raises:
            ValueError: the server tells of an error, or the event is none of this kind of server.
        """
        data = line.removeprefix("data:").strip()
        if not line.startswith("data:") or data == "[DONE]":
            return ""
        event = json.loads(data)
        try:
            if error := event.get("error"):
                raise ValueError(_message(error))
            self._name = event.get("model") or self._name
            choice = (event.get("choices") or [{}])[0]
            return str((choice.get("delta") or {}).get("content") or "")
        except (AttributeError, LookupError, TypeError) as error:
            raise ValueError(f"sự kiện không đúng dạng: {data[:200]}") from error

    def _error(self, reason: str) -> ThamQuyenError:
        remedy = "Kiểm tra `llm_server` và máy chủ đó, hoặc bỏ trống để dùng mô hình tại chỗ."
        return ThamQuyenError(f"máy chủ mô hình không trả lời được ({reason}).", where=self._url, remedy=remedy)


def _reason(body: bytes) -> str:
    """What the server says is wrong: the message of an OpenAI-style error, else the start of the page."""
    text = body.decode("utf-8", "replace")
    try:
        return _message(json.loads(text)["error"])
    except (ValueError, LookupError, TypeError):
        return " ".join(text.split())[:200]


def _message(error: object) -> str:
    """What an error says: OpenAI's form has a message, other servers send the text alone."""
    text = error.get("message") if isinstance(error, dict) else error
    return str(text or "lỗi của máy chủ")[:200]
