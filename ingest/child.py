"""A child process that is told the settings, then answers one request after the other.

What opens large libraries or may be ended by a hostile file runs in one: `python -m MODULE`, settings in the first
line of its standard input. `ingest.limited` reads files so, `ingest.embedding` embeds texts.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from types import TracebackType
from typing import IO, Self

from corpus.settings import PROJECT, Settings


class Child:
    """Starts with `start` or at the first request, and anew where it has ended. A context manager: it ends with it."""

    def __init__(self, command: Sequence[str], settings: Settings) -> None:
        self._command, self._settings = command, settings
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Begin to start it, without waiting for it."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT, start_new_session=True
            )
            self.tell(asdict(self._settings))

    def tell(self, request: object) -> None:
        """Write a request as a line of JSON; where the child has ended, reading its answer says so."""
        with contextlib.suppress(BrokenPipeError):
            self._streams[0].write(json.dumps(request, default=str).encode() + b"\n")
            self._streams[0].flush()

    @property
    def answers(self) -> IO[bytes]:
        """Where it answers.

        Raises:
            ValueError: it has not been started.
        """
        return self._streams[1]

    @property
    def _streams(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            raise ValueError("the child has not been started")
        return self._process.stdin, self._process.stdout

    def ended(self, seconds: float) -> int | None:
        """Its exit code once it has ended within the time; None if it runs on."""
        if self._process is None:
            return None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        return self._process.returncode

    def close(self) -> None:
        """End it and what it started, also where it still opens its libraries."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        for stream in self._streams:
            with contextlib.suppress(BrokenPipeError):
                stream.close()
        self._process.wait()
        self._process = None
