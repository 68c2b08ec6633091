"""Official pages and files by their address: downloaded, then added like any file. Only the command calls this."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import httpx
from lxml import etree, html

from corpus.errors import FileError, UsageError
from corpus.generations import Generations
from corpus.progress import Progress, silent
from corpus.settings import Settings
from ingest.addresses import Allowed, allowed, read_list
from ingest.administer import add
from ingest.download import Download, Downloader
from ingest.report import AddReport, Failed

_FILES = (".pdf", ".docx", ".doc", ".zip", ".rtf", ".odt")
_MOST_LINKS = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was downloaded; `resumed` are the bytes that an earlier attempt had brought."""

    address: str
    file: str
    size: int
    resumed: int


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What was downloaded, and the report of adding it; addresses that failed are among its failed files."""

    fetched: tuple[Fetched, ...]
    report: AddReport

    def as_dict(self) -> dict[str, object]:
        return {"fetched": [asdict(f) for f in self.fetched], **self.report.as_dict()}


def fetch(
    addresses: Sequence[str],
    settings: Settings,
    progress: Progress = silent,
    sleep: Callable[[float], object] = time.sleep,
) -> FetchReport:
    """Download addresses one after the other and add what arrived.

    Raises:
        UsageError: an address is not on the list of hosts; then nothing is fetched.
        Busy: another ingest is running; what was downloaded is kept for the next call.
    """
    entries = read_list(settings.fetch_hosts)
    for address in addresses:
        allowed(address, entries)
    arrived: dict[Path, Download] = {}
    fetched: list[Fetched] = []
    failed: list[Failed] = []
    with Downloader(settings, settings.home / "downloads", sleep) as downloader:
        for address in dict.fromkeys(addresses):
            try:
                download = downloader.fetch(address, progress)
            except FileError as error:
                failed.append(Failed(address, error.what, error.remedy))
                continue
            arrived[download.path] = download
            fetched.append(Fetched(address, download.path.name, download.size, download.resumed))
    report = _added(arrived, settings, progress, entries)
    return FetchReport(tuple(fetched), replace(report, failed=(*failed, *report.failed)))


def _added(
    arrived: dict[Path, Download], settings: Settings, progress: Progress, entries: tuple[Allowed, ...]
) -> AddReport:
    if not arrived:
        return AddReport(Generations(settings.home).current() or 0, (), (), (), 0.0)
    report = add(list(arrived), settings, progress, {path: d.address for path, d in arrived.items()})
    broken = {failed.file for failed in report.failed}
    told = tuple(_with_links(failed, arrived, entries) for failed in report.failed)
    for path in arrived:
        if path.name not in broken:
            path.unlink()  # the original is kept by its hash
    return replace(report, failed=told)


def _with_links(failed: Failed, arrived: dict[Path, Download], entries: tuple[Allowed, ...]) -> Failed:
    """A page that holds no regulation often links to it as a file: its remedy names those addresses."""
    page = next((d for path, d in arrived.items() if path.name == failed.file), None)
    links = _file_links(page, entries) if page is not None and page.path.suffix == ".html" else []
    if not links:
        return failed
    return replace(failed, remedy=f"Trang này dẫn tới tệp văn bản; tải tệp ấy: {' '.join(links)}")


def _file_links(page: Download, entries: tuple[Allowed, ...]) -> list[str]:
    try:
        hrefs = html.fromstring(page.path.read_bytes()).xpath("//a/@href")
    except (etree.LxmlError, ValueError):
        return []
    links = []
    for href in dict.fromkeys(str(h) for h in hrefs):
        try:
            url = httpx.URL(page.address).join(href)
            allowed(str(url), entries)
        except (httpx.InvalidURL, UsageError):
            continue
        if url.path.lower().endswith(_FILES):
            links.append(str(url))
    return links[:_MOST_LINKS]
