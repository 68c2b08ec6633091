"""Fetching from a list of hosts, against a server of our own: resumed, limited, never off the list."""

from __future__ import annotations

import ast
import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest
from file_site import BIG, TEXT, Site, served
from small_corpus import TinyEmbedder

from corpus.errors import FileError, LimitExceeded, UnreadableFile, UsageError
from corpus.settings import PROJECT, Settings
from ingest import download
from ingest.__main__ import main
from ingest.administer import load_documents, status
from ingest.download import USER_AGENT, Downloader
from ingest.fetch import fetch


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as running:
        yield running


@pytest.fixture
def open_settings(tmp_path: Path, site: Site) -> Settings:
    return Settings(home=tmp_path / "home", fetch_hosts=f"vbpl.vn {site.origin}", max_file_mb=1)


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def downloader(open_settings: Settings, tmp_path: Path, waits: list[float]) -> Iterator[Downloader]:
    with Downloader(open_settings, tmp_path / "downloads", waits.append) as opened:
        yield opened


def test_a_file_and_a_page_are_added_with_their_addresses(
    open_settings: Settings, site: Site, embedder: TinyEmbedder, waits: list[float]
) -> None:
    addresses = [f"{site.origin}/files/911.md", f"{site.origin}/page?ItemID=1"]
    done = fetch(addresses, open_settings, sleep=waits.append)
    assert not done.report.failed, done.report.failed
    assert {a.document for a in done.report.added} == {"911/2099/NĐ-CP", "912/2099/NĐ-CP"}
    assert {d.metadata.number for d in load_documents(open_settings)} == {"911/2099/NĐ-CP", "912/2099/NĐ-CP"}
    assert {row["source"] for row in status(open_settings, datetime.now(UTC).date())} == set(addresses)
    assert [w for w in waits if w > 0.5]  # a pause between two requests to one host
    assert all(headers["User-Agent"] == USER_AGENT for _, headers in site.asked)
    assert not [p for p in (open_settings.home / "downloads").rglob("*") if p.is_file()]
    again = fetch(addresses[:1], open_settings, sleep=waits.append)
    assert (again.report.added, len(again.report.unchanged)) == ((), 1)


def test_a_cut_connection_is_resumed_in_the_same_call(downloader: Downloader, site: Site) -> None:
    site.plan["/big"] = ["cut"]
    arrived = downloader.fetch(f"{site.origin}/big")
    assert arrived.path.read_bytes() == BIG
    assert 0 < arrived.resumed < len(BIG)
    ranges = [headers.get("Range") for _, headers in site.asked]
    assert ranges == [None, f"bytes={arrived.resumed}-"]
    assert site.asked[1][1]["If-Range"] == '"v1"'


def test_a_later_call_goes_on_where_the_last_one_gave_up(
    open_settings: Settings, site: Site, tmp_path: Path, waits: list[float]
) -> None:
    site.plan["/big"] = ["cut", *["status 503"] * 3]
    with Downloader(open_settings, tmp_path, waits.append) as first, pytest.raises(UnreadableFile, match="503"):
        first.fetch(f"{site.origin}/big")
    with Downloader(open_settings, tmp_path, waits.append) as second:
        arrived = second.fetch(f"{site.origin}/big")
    assert arrived.path.read_bytes() == BIG
    assert arrived.resumed > 0


@pytest.mark.parametrize("then", [["cut", "new"], ["plain-cut", ""]])
def test_other_content_and_content_without_a_name_start_again(
    downloader: Downloader, site: Site, then: list[str]
) -> None:
    site.plan["/big"] = list(then)
    arrived = downloader.fetch(f"{site.origin}/big")
    assert arrived.path.read_bytes() == BIG
    assert arrived.resumed == 0


def test_a_part_longer_than_the_file_is_thrown_away(
    downloader: Downloader, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.plan["/big"] = ["cut", "status 416"]
    assert downloader.fetch(f"{site.origin}/big").path.read_bytes() == BIG
    assert [headers.get("Range") is not None for _, headers in site.asked] == [False, True, False]


@pytest.mark.parametrize("path", ["/big", "/endless"])
def test_too_large_is_refused_told_or_not(
    open_settings: Settings, site: Site, tmp_path: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Downloader(open_settings, tmp_path, lambda _: None) as opened:
        monkeypatch.setattr(opened, "_most", 100_000)
        with pytest.raises(LimitExceeded, match="giới hạn"):
            opened.fetch(f"{site.origin}{path}")
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("https://example.com/911.md", "ngoài danh sách"),
        ("http://vbpl.vn/911.md", "ngoài danh sách"),  # https only
        ("http://127.0.0.1:9/911.md", "ngoài danh sách"),  # another port of the machine
        ("file:///etc/passwd", "ngoài danh sách"),
        ("/files/loop", "quá nhiều lần"),
    ],
)
def test_redirects_stay_on_the_list(downloader: Downloader, site: Site, location: str, told: str) -> None:
    site.plan["/files/loop"] = [f"redirect {location}"] * 10
    with pytest.raises(FileError, match=told):
        downloader.fetch(f"{site.origin}/files/loop")


def test_a_redirect_on_the_list_is_followed(downloader: Downloader, site: Site) -> None:
    site.plan["/files/old.md"] = ["redirect /files/911.md"]
    arrived = downloader.fetch(f"{site.origin}/files/old.md")
    assert (arrived.address, arrived.path.name) == (f"{site.origin}/files/911.md", "911.md")


def test_retry_after_is_honoured(downloader: Downloader, site: Site, waits: list[float]) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30))
    site.plan["/files/911.md"] = ["status 429 7", f"status 503 {later}", "status 502"]
    downloader.fetch(f"{site.origin}/files/911.md")
    asked = [w for w in waits if w > 1.05]
    assert asked[0] == 7
    assert 25 < asked[1] <= 30
    assert 5 < asked[2] < 12  # our own backoff, the third


@pytest.mark.parametrize(
    ("trouble", "told", "requests"),
    [
        (["status 404"], "404", 1),
        (["status 403"], "403", 1),
        (["status 503 9999"], "chờ 9999 giây", 1),
        (["status 500"] * 9, "500", 4),
    ],
)
def test_what_does_not_pass_is_told(
    downloader: Downloader, site: Site, trouble: list[str], told: str, requests: int
) -> None:
    site.plan["/files/911.md"] = list(trouble)
    with pytest.raises(UnreadableFile, match=told):
        downloader.fetch(f"{site.origin}/files/911.md")
    assert len(site.asked) == requests


def test_nobody_there_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{taken.getsockname()[1]}"
        settings = Settings(home=tmp_path, fetch_hosts=origin)
        with Downloader(settings, tmp_path, lambda _: None) as opened, pytest.raises(UnreadableFile, match="ngắt"):
            opened.fetch(f"{origin}/x")


def test_one_failure_does_not_stop_the_others(
    open_settings: Settings, site: Site, embedder: TinyEmbedder, waits: list[float]
) -> None:
    addresses = [f"{site.origin}/missing", f"{site.origin}/links", f"{site.origin}/files/911.md"]
    done = fetch(addresses, open_settings, sleep=waits.append)
    assert [a.document for a in done.report.added] == ["911/2099/NĐ-CP"]
    assert [f.file for f in done.report.failed] == [addresses[0], "links.html"]
    assert f"{site.origin}/van-ban.pdf" in done.report.failed[1].remedy
    assert "example.com" not in done.report.failed[1].remedy


def test_off_the_list_nothing_is_fetched(open_settings: Settings, site: Site) -> None:
    with pytest.raises(UsageError, match="không thuộc các máy chủ"):
        fetch([f"{site.origin}/files/911.md", "https://example.com/a.pdf"], open_settings)
    assert site.asked == []


def test_the_peer_is_looked_at_too(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when looked up and local when connected to: an entry that is no origin."""
    port = int(site.origin.rpartition(":")[2])
    entry = download.Allowed("http", "127.0.0.1", port, origin=False)
    monkeypatch.setattr(download, "read_list", lambda hosts: (entry,))
    monkeypatch.setattr(download, "require_public", lambda entry, url: None)
    monkeypatch.setattr(download, "is_proxied", lambda url: False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    opened = Downloader(Settings(home=tmp_path), tmp_path, lambda _: None)
    with opened, pytest.raises(UnreadableFile, match="nội bộ"):
        opened.fetch(f"{site.origin}/files/911.md")


@pytest.mark.parametrize(
    ("address", "headers", "name"),
    [
        ("https://a.vn/x/151-2025.pdf", {}, "151-2025.pdf"),
        ("https://a.vn/x/", {"Content-Type": "text/html"}, "x.html"),
        ("https://a.vn/", {"Content-Type": "text/html"}, "trang.html"),
        ("https://a.vn/t.aspx", {"Content-Disposition": 'attachment; filename="../../q d.pdf"'}, "q d.pdf"),
        ("https://a.vn/t", {"Content-Disposition": "attachment; filename*=UTF-8''ngh%E1%BB%8B.pdf"}, "nghị.pdf"),
        ("https://a.vn/t", {"Content-Disposition": "attachment; filename=..\\..\\x.doc"}, "x.doc"),
    ],
)
def test_names_of_files_stay_in_their_folder(address: str, headers: dict[str, str], name: str) -> None:
    assert download._name(httpx.Response(200, headers=headers), address) == name


def test_pages_of_one_script_do_not_overwrite_each_other() -> None:
    names = {download._name(httpx.Response(200), f"https://a.vn/t.aspx?id={i}") for i in range(3)}
    assert len(names) == 3


def test_command_line(
    open_settings: Settings,
    site: Site,
    embedder: TinyEmbedder,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("THAM_QUYEN_FETCH_HOSTS", site.origin)
    where = ["--json", "--home", str(open_settings.home)]
    assert main(["fetch", f"{site.origin}/files/911.md", *where]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["fetched"][0]["size"] == len(TEXT)
    assert told["added"][0]["document"] == "911/2099/NĐ-CP"
    assert main(["fetch", "https://example.com/x", *where]) == 2


def test_only_the_command_line_can_fetch() -> None:
    """No other module of the program imports what can download."""
    importing = set()
    for path in [p for folder in ("corpus", "ingest", "assistant", "ui") for p in (PROJECT / folder).rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            if {"ingest.fetch", "ingest.download"} & {module, *names, *(f"{module}.{n}" for n in names)}:
                importing.add(path.relative_to(PROJECT).as_posix())
    assert importing == {"ingest/__main__.py", "ingest/fetch.py"}
