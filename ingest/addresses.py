"""Which addresses may be fetched: those of the hosts that the settings list, and no way around that list.

An entry of the list is a host ("vbpl.vn", with "www."), all hosts below one (".chinhphu.vn"), or an origin with its
scheme ("http://10.0.0.5:8080"). The first two mean https on its usual port and public network addresses only; an
origin is taken as it is written, for a mirror in the office's own network and for tests.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import urllib.request
from dataclasses import dataclass

import httpx

from corpus.errors import UnreadableFile, UsageError


@dataclass(frozen=True, slots=True)
class Allowed:
    """One entry of the list. `origin` is True where scheme and port were written out."""

    scheme: str
    host: str
    port: int
    origin: bool
    below: bool = False  # hosts below this one

    def covers(self, url: httpx.URL) -> bool:
        host = url.host.lower().rstrip(".")
        port = url.port or {"https": 443, "http": 80}.get(url.scheme)
        named = host.endswith(f".{self.host}") if self.below else host in {self.host, f"www.{self.host}"}
        return named and (url.scheme, port) == (self.scheme, self.port) and not url.userinfo


def read_list(hosts: str) -> tuple[Allowed, ...]:
    """The entries of the setting, which are separated by spaces or commas.

    Raises:
        UsageError: an entry is neither a host nor an origin.
    """
    return tuple(_entry(word) for word in re.split(r"[\s,;\[\]'\"]+", hosts) if word)


def allowed(address: str, entries: tuple[Allowed, ...]) -> Allowed:
    """The entry that lets an address be fetched.

    Raises:
        UsageError: not an address, or not on the list.
    """
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise UsageError("Địa chỉ không hợp lệ", where=address, remedy="Chép lại nguyên địa chỉ https://….") from error
    for entry in entries:
        if entry.covers(url):
            return entry
    hosts = ", ".join(dict.fromkeys(entry.host for entry in entries))
    raise UsageError(
        "Địa chỉ không thuộc các máy chủ chính thức được phép",
        where=address,
        remedy=f"Chỉ tải qua https từ: {hosts}. Thêm máy chủ khác vào thiết lập fetch_hosts.",
    )


def require_public(entry: Allowed, url: httpx.URL) -> None:
    """Refuse a host whose name leads into a private network, unless it is listed as an origin.

    Behind a proxy the proxy resolves the name, so there is nothing to look at here.

    Raises:
        UnreadableFile: the name cannot be resolved, or leads to a private address.
    """
    if entry.origin or is_proxied(url):
        return
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(url.host, entry.port, type=socket.SOCK_STREAM)}
    except OSError as error:
        raise UnreadableFile(
            "không tìm thấy máy chủ này trên mạng", where=url.host, remedy="Kiểm tra mạng và địa chỉ."
        ) from error
    for address in found:
        require_public_address(address, url.host)


def require_public_address(address: str, host: str) -> None:
    """Raises:
    UnreadableFile: the network address is private, local or reserved.
    """
    told = ipaddress.ip_address(address.partition("%")[0])
    if not told.is_global or told.is_multicast:
        raise UnreadableFile(
            f"tên máy chủ dẫn tới địa chỉ mạng nội bộ {address}",
            where=host,
            remedy="Không tải. Nếu đó là máy chủ của cơ quan, ghi cả http(s):// và cổng vào fetch_hosts.",
        )


def is_proxied(url: httpx.URL) -> bool:
    """Whether the environment sends this address through a proxy."""
    proxies = urllib.request.getproxies()
    return bool((proxies.get(url.scheme) or proxies.get("all")) and not urllib.request.proxy_bypass(url.host))


def _entry(word: str) -> Allowed:
    try:
        url = httpx.URL(word if "://" in word else f"https://{word.lstrip('.')}")
    except httpx.InvalidURL as error:
        raise UsageError(f"fetch_hosts có mục không hợp lệ: «{word}»", remedy="Ghi như vbpl.vn.") from error
    if url.scheme not in {"https", "http"} or not url.host or url.path.strip("/") or url.userinfo:
        raise UsageError(f"fetch_hosts có mục không hợp lệ: «{word}»", remedy="Ghi như vbpl.vn hoặc .chinhphu.vn.")
    port = url.port or {"https": 443, "http": 80}[url.scheme]
    return Allowed(url.scheme, url.host.lower(), port, "://" in word, word.startswith("."))
