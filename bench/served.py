"""The app's server on a free port of this machine, for measurements and browser tests."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from corpus.environment import environment_with
from corpus.errors import ThamQuyenError
from corpus.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "ui" / "app.py"
START_SECONDS = 60.0
_INDEX = ("generations", "originals", "CURRENT")


class NotServed(ThamQuyenError):
    """The server ended or did not answer in time; its last words are in the message."""


@contextmanager
def served(app: Path, home: Path, log: Path, **environment: str) -> Iterator[str]:
    """The address of `app` served on the data of `home`.

    Raises:
        NotServed: it does not come up.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]
    with log.open("w") as output:
        server = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT,
            env=environment_with(THAM_QUYEN_HOME=str(home), **environment),
        )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def served_index(settings: Settings, **environment: str) -> Iterator[str]:
    """The address of the app on the index of `settings`, with conversations and accounts of its own."""
    with tempfile.TemporaryDirectory(prefix="tham-quyen-bench-") as folder:
        home = Path(folder) / "home"
        home.mkdir()
        for name in _INDEX:
            (home / name).symlink_to((settings.home / name).resolve())
        models = {"THAM_QUYEN_MODELS": str(settings.model_folder.resolve()), "THAM_QUYEN_ACCOUNTS": "off"}
        with served(APP, home, Path(folder) / "server.log", **models, **environment) as address:
            yield address


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise NotServed("Máy chủ của trang không chạy", where=str(log), remedy=log.read_text()[-2000:])
