"""One address into one file: politely, within limits, and from where the last attempt was cut off.

A download is a `.part` file until it is whole. It is resumed only if the server said by what the same content is
known (a strong ETag, or Last-Modified) and confirms it (If-Range); otherwise it starts again.
"""

from __future__ import annotations

import email.utils
import hashlib
import json
import os
import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote

import httpx

from corpus.errors import LimitExceeded, UnreadableFile, UsageError
from corpus.progress import Progress, silent
from corpus.settings import Settings
from ingest.addresses import Allowed, allowed, is_proxied, read_list, require_public, require_public_address

USER_AGENT = "ThamQuyen/0.1 (nap van ban phap luat theo lenh cua quan tri vien)"
_TIMEOUT = httpx.Timeout(connect=15, read=60, write=30, pool=15)
_REDIRECTS = 5
_ATTEMPTS = 4
_PAUSE = 1.0  # seconds between two requests to one host
_BACKOFF = 2.0  # seconds before the second attempt, doubled for each further one
_LONGEST_WAIT = 120.0  # seconds that a server may ask us to wait
_LONGEST = 3600.0  # seconds for one file
_BLOCK = 65536  # bytes
_AGAIN = {408, 425, 429, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class Download:
    """A file that arrived. `address` is the one after redirects; `resumed` the bytes that were there before."""

    path: Path
    address: str
    size: int
    resumed: int


class _TryAgain(Exception):
    """The attempt failed in a way that may pass; `wait` is what the server asked for, in seconds."""

    def __init__(self, told: str, wait: float | None = None) -> None:
        self.told, self.wait = told, wait
        super().__init__(told)


class Downloader:
    """Fetches from the hosts of the settings. Use as a context manager.

    Args:
        folder: where part files and arrived files lie.
        sleep: waits so many seconds; tests pass one that does not.
    """

    def __init__(self, settings: Settings, folder: Path, sleep: Callable[[float], object] = time.sleep) -> None:
        self.entries = read_list(settings.fetch_hosts)
        self._most = settings.max_file_mb * 1024 * 1024
        self._folder, self._sleep = folder, sleep
        self._asked: dict[str, float] = {}  # host → when it was last asked
        headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
        self._clients = {
            origin: httpx.Client(timeout=_TIMEOUT, headers=headers, trust_env=not origin) for origin in (True, False)
        }

    def __enter__(self) -> Downloader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for client in self._clients.values():
            client.close()

    def fetch(self, address: str, progress: Progress = silent) -> Download:
        """Download one address; passing failures are tried again.

        Raises:
            UsageError: the address is not on the list.
            LimitExceeded: larger than the settings allow, or too slow.
            UnreadableFile: the server refuses, cannot be reached, or redirects off the list.
        """
        allowed(address, self.entries)
        part = self._folder / "parts" / f"{_short(address)}.part"
        part.parent.mkdir(parents=True, exist_ok=True)
        for attempt in range(_ATTEMPTS):
            try:
                return self._attempt(address, part, progress)
            except _TryAgain as again:
                wait = _BACKOFF * 2**attempt * random.uniform(0.8, 1.2) if again.wait is None else again.wait
                told = again.told
                if wait > _LONGEST_WAIT:
                    told = f"{told}, máy chủ yêu cầu chờ {wait:.0f} giây"
                    break
                if attempt + 1 < _ATTEMPTS:
                    self._sleep(wait)
        raise UnreadableFile(
            f"không tải được ({told})", where=address, remedy="Chạy lại lệnh sau; phần đã tải được giữ để tải tiếp."
        )

    def _attempt(self, address: str, part: Path, progress: Progress) -> Download:
        known = _validator(part)
        have = part.stat().st_size if known and part.is_file() else 0
        headers = {"Range": f"bytes={have}-", "If-Range": known} if have else {}
        try:
            with self._response(address, headers) as (response, final):
                start = self._judge(response, have, part, final)
                _remember(part, response)
                name = _name(response, final)
                self._write(response, part, start, name, progress)
        except httpx.TransportError as error:
            raise _TryAgain(f"kết nối bị ngắt ({type(error).__name__})") from error
        target = self._folder / _short(str(httpx.URL(final).join("./").copy_with(query=None))) / name
        target.parent.mkdir(exist_ok=True)
        os.replace(part, target)
        _sidecar(part).unlink(missing_ok=True)
        return Download(target, final, target.stat().st_size, start)

    @contextmanager
    def _response(self, address: str, headers: dict[str, str]) -> Iterator[tuple[httpx.Response, str]]:
        """The answer after redirects, each of which must be on the list, and the address that gave it."""
        for hop in range(_REDIRECTS + 1):
            entry = self._entry(address, redirected=hop > 0)
            url = httpx.URL(address)
            require_public(entry, url)
            self._wait_for(url.host)
            with self._clients[entry.origin].stream("GET", url, headers=headers) as response:
                _require_public_peer(response, entry, url)
                if not response.has_redirect_location:
                    yield response, address
                    return
                address = str(url.join(response.headers["Location"]))
        raise UnreadableFile(
            "máy chủ chuyển hướng quá nhiều lần", where=address, remedy="Mở trang bằng trình duyệt và tải tay."
        )

    def _entry(self, address: str, *, redirected: bool) -> Allowed:
        try:
            return allowed(address, self.entries)
        except UsageError as error:
            if not redirected:
                raise
            raise UnreadableFile(
                f"máy chủ chuyển hướng sang {address}, ngoài danh sách được phép", where=address, remedy=error.remedy
            ) from error

    def _wait_for(self, host: str) -> None:
        last = self._asked.get(host)
        if last is not None and (left := last + _PAUSE - time.monotonic()) > 0:
            self._sleep(left)
        self._asked[host] = time.monotonic()

    def _judge(self, response: httpx.Response, have: int, part: Path, address: str) -> int:
        """Where the body goes on in the part file, in bytes."""
        status = response.status_code
        if status in _AGAIN:
            raise _TryAgain(f"máy chủ trả lời {status}", _retry_after(response))
        if status == httpx.codes.PARTIAL_CONTENT and have:
            if re.match(rf"bytes {have}-", response.headers.get("Content-Range", "")):
                return have
        elif status == httpx.codes.OK:
            return 0
        elif status != httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE or not have:
            raise UnreadableFile(
                f"máy chủ trả lời {status}", where=address, remedy="Mở địa chỉ bằng trình duyệt để kiểm tra."
            )
        _forget(part)
        raise _TryAgain("máy chủ không tải tiếp được", 0.0)

    def _write(self, response: httpx.Response, part: Path, start: int, name: str, progress: Progress) -> None:
        length = response.headers.get("Content-Length", "")
        total = start + int(length) if length.isdigit() else 0
        self._within(total, part, name)
        deadline = time.monotonic() + _LONGEST
        with part.open("r+b" if start else "wb") as file:
            file.seek(start)
            for block in response.iter_bytes(_BLOCK):
                file.write(block)
                self._within(file.tell(), part, name)
                if time.monotonic() > deadline:
                    raise LimitExceeded(f"tải quá {_LONGEST / 60:.0f} phút", where=name, remedy="Chạy lại để tải tiếp.")
                progress(f"Tải {name}", file.tell() // 1024, total // 1024)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())

    def _within(self, size: int, part: Path, name: str) -> None:
        if size > self._most:
            _forget(part)
            raise LimitExceeded(
                f"tệp quá giới hạn {self._most // 1024**2} MB",
                where=name,
                remedy="Tăng max_file_mb trong cấu hình nếu nguồn đáng tin.",
            )


def _require_public_peer(response: httpx.Response, entry: Allowed, url: httpx.URL) -> None:
    """The address really connected to: a name may be answered otherwise the second time."""
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    if peer and not entry.origin and not is_proxied(url):
        require_public_address(str(peer[0]), url.host)


def _retry_after(response: httpx.Response) -> float | None:
    told = response.headers.get("Retry-After", "").strip()
    if told.isdigit():
        return float(told)
    try:
        when = email.utils.parsedate_to_datetime(told)
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _sidecar(part: Path) -> Path:
    return part.with_suffix(".json")


def _validator(part: Path) -> str:
    """By what the server knows the content of the part file; "" if it cannot be resumed."""
    try:
        return str(json.loads(_sidecar(part).read_text(encoding="utf-8"))["validator"])
    except (OSError, ValueError, LookupError, TypeError):
        return ""


def _remember(part: Path, response: httpx.Response) -> None:
    etag = response.headers.get("ETag", "")
    validator = etag if etag and not etag.startswith("W/") else response.headers.get("Last-Modified", "")
    if validator and "Content-Encoding" not in response.headers:
        _sidecar(part).write_text(json.dumps({"validator": validator}), encoding="utf-8")
    else:
        _sidecar(part).unlink(missing_ok=True)


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _sidecar(part).unlink(missing_ok=True)


def _name(response: httpx.Response, address: str) -> str:
    """A plain file name: what the server calls the file, else the end of its address."""
    url = httpx.URL(address)
    told = re.search(
        r"filename\*\s*=\s*[\w-]*'[^']*'([^;]+)|filename\s*=\s*\"?([^\";]+)",
        response.headers.get("Content-Disposition", ""),
        re.IGNORECASE,
    )
    raw = unquote(told[1] or told[2]) if told else url.path
    plain = "".join(c for c in Path(raw.replace("\\", "/")).name if c.isprintable()).strip(". ") or "trang"
    stem, suffix = Path(plain).stem[:100], Path(plain).suffix[:8]
    if url.query and not told:  # pages of one script differ by the query only
        stem = f"{stem}-{_short(url.query.decode())[:8]}"
    if "html" in response.headers.get("Content-Type", "") and suffix.lower() not in {".html", ".htm"}:
        suffix = ".html"
    return stem + suffix


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
