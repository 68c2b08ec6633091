"""The list of hosts: what fits it, what is no host, and names that lead inside."""

from __future__ import annotations

import socket

import httpx
import pytest

from corpus.errors import UnreadableFile, UsageError
from corpus.settings import Settings
from ingest.addresses import allowed, read_list, require_public


@pytest.mark.parametrize(
    ("hosts", "address", "fits"),
    [
        ("vbpl.vn", "https://vbpl.vn/TW/Pages/vbpq-toanvan.aspx?ItemID=1", True),
        ("vbpl.vn", "https://www.vbpl.vn/x", True),
        ("vbpl.vn", "https://VBPL.VN./x", True),
        ("vbpl.vn", "http://vbpl.vn/x", False),
        ("vbpl.vn", "https://vbpl.vn:8443/x", False),
        ("vbpl.vn", "https://vbpl.vn@example.com/x", False),
        ("vbpl.vn", "https://a@vbpl.vn/x", False),
        ("vbpl.vn", "https://evilvbpl.vn/x", False),
        ("vbpl.vn", "https://vbpl.vn.example.com/x", False),
        ("vbpl.vn", "vbpl.vn/x", False),
        (".chinhphu.vn", "https://datafiles.chinhphu.vn/x.pdf", True),
        (".chinhphu.vn", "https://xchinhphu.vn/x.pdf", False),
        ("['vbpl.vn', 'moj.gov.vn']", "https://moj.gov.vn/x", True),  # a list in tham-quyen.toml
        ("http://10.0.0.5:8080", "http://10.0.0.5:8080/x", True),
        ("http://10.0.0.5:8080", "http://10.0.0.5/x", False),
        (Settings().fetch_hosts, "https://congbao.chinhphu.vn/x", True),
        (Settings().fetch_hosts, "http://127.0.0.1/x", False),
    ],
)
def test_the_list(hosts: str, address: str, fits: bool) -> None:
    if fits:
        assert allowed(address, read_list(hosts))
    else:
        with pytest.raises(UsageError):
            allowed(address, read_list(hosts))


@pytest.mark.parametrize("hosts", ["ftp://vbpl.vn", "https://vbpl.vn/path", "http://", "vbpl.vn:không"])
def test_an_entry_that_is_no_host_is_refused(hosts: str) -> None:
    with pytest.raises(UsageError, match="fetch_hosts"):
        read_list(hosts)


@pytest.mark.parametrize(
    ("answer", "refused"),
    [("10.1.2.3", True), ("127.0.0.1", True), ("169.254.169.254", True), ("::1", True), ("fd00::1", True),
     ("224.0.0.1", True), ("0.0.0.0", True), ("::ffff:10.0.0.1", True), ("203.162.0.1", False)],
)  # fmt: skip
def test_a_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch, answer: str, refused: bool) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [(0, 0, 0, "", (answer, 443))])
    monkeypatch.setattr("ingest.addresses.is_proxied", lambda url: False)
    entry = read_list("vbpl.vn")[0]
    if refused:
        with pytest.raises(UnreadableFile, match="nội bộ"):
            require_public(entry, httpx.URL("https://vbpl.vn/x"))
    else:
        require_public(entry, httpx.URL("https://vbpl.vn/x"))
