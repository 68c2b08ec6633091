"""A phone that sleeps: its connection breaks in mid-answer, that is told, and the finished answer is there when it is
back."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from urllib.parse import urlsplit

import pytest

from tests.browser.driver import MARKS, PHONE, Browser
from ui import texts
from ui.texts_frame import FRAME_WORDS

pytestmark = [*MARKS, pytest.mark.slow]
ASLEEP = 16.0  # seconds; the stand-in writes a slow answer in about twelve
QUESTION = "Việc chậm này ai làm?"


class Line:
    """A connection to the server that can be cut."""

    def __init__(self, address: str) -> None:
        self._port, self._up, self._open = urlsplit(address).port, True, list[socket.socket]()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        self._up = False
        for end in self._open:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self._up = True

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if not self._up:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._port or 80))
                self._open += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def test_a_phone_that_slept_finds_its_answer(address: str) -> None:
    line = Line(address)
    browser = Browser(line.address, PHONE)
    try:
        browser.go()
        browser.ask(QUESTION)
        browser.wait(lambda: {texts.WAITING_NEXT, texts.WRITING} & set(browser.text().splitlines()))
        line.cut()
        time.sleep(ASLEEP)
        assert not browser.all(".authority")
        told = browser.see("[role=dialog]")[0].text
        assert FRAME_WORDS["Connection error"] in told
        assert "Chương trình không cần Internet" in told
        assert "Streamlit" not in told
        line.mend()
        assert browser.wait(lambda: browser.all(".authority"), 40)
        assert texts.CANCELLED not in browser.text()
        browser.wait(lambda: not browser.all("[role=dialog]"))
        assert [q.text for q in browser.all(".question")] == [QUESTION]
    finally:
        browser.driver.quit()
        line.close()
