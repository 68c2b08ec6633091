"""A visitor without a browser: speaks Streamlit's protocol over its websocket, as the page in a browser does.

Counts what a server does for many users without the weight of as many browsers. Ids of widgets and the shape of
messages are Streamlit's own (`streamlit.proto`, the pinned version).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

RECEIVE_SECONDS = 0.05


class Visitor:
    """One open tab. `panels` is the markup of our panels by their key, as last received, `query` what stands
    in the address behind the page; not thread-safe."""

    def __init__(self, address: str, query: str = "") -> None:
        """Open the page and wait until it is drawn."""
        host = urlsplit(address).netloc
        self._socket = connect(
            f"ws://{host}/_stcore/stream", origin=f"http://{host}", subprotocols=["streamlit"], max_size=None
        )  # type: ignore[arg-type]
        self.query, self._page, self._drawn = query, "", 0
        self._chat_input = ""
        self._looks: dict[str, tuple[float, float]] = {}  # fragment → seconds between looks, next look
        self.panels: dict[str, str] = {}
        self.errors: list[str] = []
        self._rerun()
        self.wait(lambda: self._drawn > 0)

    def ask(self, question: str) -> float:
        """Send a question, once the page has its box; returns when it was sent (`time.monotonic`)."""
        self.wait(lambda: self._chat_input)
        self._rerun(lambda states: _put(states, self._chat_input, question))
        return time.monotonic()

    def wait(self, condition: Callable[[], object], seconds: float = 60.0) -> float:
        """Receive, and look at running answers as the page does, until the condition holds; when that was.

        Raises:
            TimeoutError: it did not in time.
        """
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"nothing after {seconds} s; panels: {sorted(self.panels)}")
            self.receive()
        return time.monotonic()

    def receive(self) -> None:
        """Take what came within a moment, and look again where the page says so."""
        try:
            self._take(ForwardMsg.FromString(self._socket.recv(timeout=RECEIVE_SECONDS)))
        except TimeoutError:
            pass
        except ConnectionClosed as error:
            raise TimeoutError("the server hung up") from error
        now = time.monotonic()
        for fragment, (interval, due) in list(self._looks.items()):
            if now >= due:
                self._looks[fragment] = (interval, now + interval)
                self._rerun(fragment=fragment)

    def panel(self, kind: str) -> str:
        """Markup of the latest panel whose key begins so ("answer-", "evidence-"); "" if there is none."""
        return next((markup for key, markup in reversed(self.panels.items()) if key.startswith(kind)), "")

    def close(self) -> None:
        """Close the tab."""
        self._socket.close()

    def _rerun(self, fill: Callable[[Any], None] | None = None, fragment: str = "") -> None:
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash, state.fragment_id = self.query, self._page, fragment
        state.is_auto_rerun = bool(fragment)
        state.widget_states.SetInParent()
        if fill is not None:
            fill(state.widget_states)
        self._socket.send(message.SerializeToString())

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._page = message.new_session.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "script_finished":
            self._drawn += 1
        elif kind == "auto_rerun":
            rerun = message.auto_rerun
            self._looks[rerun.fragment_id] = (rerun.interval, time.monotonic() + rerun.interval)
        elif kind == "stop_auto_rerun":
            for fragment in message.stop_auto_rerun.fragment_ids:
                self._looks.pop(fragment, None)
        elif kind == "delta":
            self._element(message.delta.new_element)

    def _element(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        if kind == "chat_input":
            self._chat_input = element.chat_input.id
        elif kind == "exception":
            self.errors.append(element.exception.message)
        elif kind == "bidi_component":
            part = element.bidi_component
            data = json.loads(part.json or part.mixed.json or "{}")
            key = part.id.split("-", 2)[2] if part.id.count("-") > 1 else part.id
            self.panels.pop(key, None)
            self.panels[key] = data.get("markup", "")


def _put(states: Any, widget: str, words: str) -> None:
    state = states.widgets.add()
    state.id = widget
    state.chat_input_value.data = words
