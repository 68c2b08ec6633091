"""A site with files and pages, on this machine, on which things go wrong as planned."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from small_corpus import NEW

TEXT = NEW.replace("902/2099", "911/2099").encode()
BIG = b"Dieu 1. " * 40_000  # 320 kB
PAGE = """<!doctype html><html><head><title>Trang</title></head><body>
<p>CHÍNH PHỦ</p><p>Số: 912/2099/NĐ-CP</p><p>NGHỊ ĐỊNH</p><p>Quy định về ghế đá (giả định)</p>
<p>Điều 1. Phạm vi</p><p>Nghị định này quy định về ghế đá.</p>
<p>Điều 2. Hiệu lực</p><p>Nghị định này có hiệu lực từ ngày 01 tháng 3 năm 2026.</p></body></html>"""
LINKS = """<html><body><p>Thuộc tính văn bản</p><a href="/files/911.md">x</a><a href="van-ban.pdf">Tải về</a>
<a href="https://example.com/la.pdf">ngoài</a></body></html>"""


class _Site(BaseHTTPRequestHandler):
    """`asked` are (path, headers); `plan` what goes wrong with a path, one entry a request."""

    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, dict[str, str]]]
    plan: dict[str, list[str]]

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        trouble = self.plan.get(self.path, [])
        self._answer(trouble.pop(0) if trouble else "")

    def _answer(self, trouble: str) -> None:
        if trouble.startswith("status"):
            _, code, *wait = trouble.split(" ", 2)
            self._send(int(code), b"", {"Retry-After": wait[0]} if wait else {})
        elif trouble.startswith("redirect"):
            self._send(302, b"", {"Location": trouble.split(" ")[1]})
        elif self.path.startswith("/page"):
            self._send(200, PAGE.encode(), {"Content-Type": "text/html; charset=utf-8"})
        elif self.path == "/links":
            self._send(200, LINKS.encode(), {"Content-Type": "text/html"})
        elif self.path == "/big":
            self._body(BIG, trouble)
        elif self.path == "/endless":
            self._endless()
        elif self.path.startswith("/files/"):
            self._body(TEXT, trouble)
        else:
            self._send(404, b"", {})

    def _body(self, content: bytes, trouble: str) -> None:
        """Ranges as a file server gives them; "cut" ends the connection in the middle, "plain" knows no validator."""
        headers = {} if trouble == "plain-cut" else {"ETag": '"v2"' if trouble == "new" else '"v1"'}
        wanted = re.match(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(wanted[1]) if wanted and self.headers.get("If-Range") == headers.get("ETag") else 0
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        part = content[start:]
        self._send(206 if start else 200, part[: len(part) // 2] if "cut" in trouble else part, headers, len(part))
        if "cut" in trouble:
            self.close_connection = True

    def _endless(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")
        except OSError:
            self.close_connection = True

    def _send(self, code: int, body: bytes, headers: dict[str, str], length: int | None = None) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Site:
    def __init__(self, server: ThreadingHTTPServer, handler: type[_Site]) -> None:
        self.origin = f"http://127.0.0.1:{server.server_port}"
        self.asked, self.plan = handler.asked, handler.plan


@contextmanager
def served() -> Iterator[Site]:
    handler = type("Handler", (_Site,), {"asked": [], "plan": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(server, handler)
    server.shutdown()
    server.server_close()
