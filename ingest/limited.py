"""Reading in a child process, with limits of time and memory: a hostile file can end only its own reading.

Requests and answers are lines of JSON, so that nothing a broken reader sends back is executed.
"""

from __future__ import annotations

import json
import os
import resource
import selectors
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from corpus import errors
from corpus.model import SourceText
from corpus.settings import Settings, restored
from ingest.child import Child

_MEGABYTE = 1024 * 1024


class Reader(Child):
    """A child process that reads files one after the other; it is started anew after a file that ended it."""

    def __init__(self, settings: Settings) -> None:
        super().__init__((sys.executable, "-m", "ingest.limited"), settings)

    def read(self, path: Path) -> SourceText:
        """Reads one file.

        Raises:
            FileError: what `ingest.read.read_file` raises.
            LimitExceeded: the reading took more time or memory than the settings allow.
            UnreadableFile: the reading ended without an answer.
        """
        self.start()
        self.tell({"path": str(path.absolute())})
        try:
            answer = _line(self.answers, self._settings.parse_seconds)
        except TimeoutError as error:
            self.close()
            raise errors.LimitExceeded(
                f"đọc tệp quá {self._settings.parse_seconds} giây",
                where=path.name,
                remedy="Hãy tách tệp, hoặc tăng parse_seconds trong cấu hình.",
            ) from error
        if not answer:
            self.close()
            raise errors.UnreadableFile(
                "trình đọc dừng đột ngột khi đọc tệp này (tệp hỏng, hoặc cần quá nhiều bộ nhớ)",
                where=path.name,
                remedy="Hãy mở tệp, lưu lại thành .docx hoặc .pdf mới rồi nạp lại.",
            )
        return _answer(json.loads(answer, object_hook=_dates))


def _line(stream: Any, seconds: float) -> bytes:
    """A whole line of the stream, b"" at its end.

    Raises:
        TimeoutError: not within the time.
    """
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        chunks: list[bytes] = []
        deadline = time.monotonic() + seconds
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise TimeoutError
            chunk = os.read(stream.fileno(), _MEGABYTE)
            if not chunk:
                return b""
            chunks.append(chunk)
            if chunk.endswith(b"\n"):
                return b"".join(chunks)


def _answer(answer: Mapping[str, Any]) -> SourceText:
    if "error" in answer:
        kind = getattr(errors, str(answer["error"]))
        raise kind(str(answer["what"]), where=str(answer["where"]), remedy=str(answer["remedy"]))
    return SourceText(
        format=str(answer["format"]),
        pages=tuple(answer["pages"]),
        front_matter=dict(answer["front_matter"]),
        confidences=tuple(answer["confidences"]),
        warnings=tuple(answer["warnings"]),
    )


def _dates(values: dict[str, Any]) -> Any:
    return date.fromisoformat(values["$date"]) if set(values) == {"$date"} else values


def _tagged(value: object) -> object:
    return {"$date": value.isoformat()[:10]} if isinstance(value, date) else str(value)


def _serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """The child: settings in the first line, then one file a line."""
    settings = restored(json.loads(requests.readline()))
    limit = settings.parse_memory_mb * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    for request in requests:
        answer = json.dumps(_read(Path(json.loads(request)["path"]), settings), default=_tagged, ensure_ascii=False)
        answers.write(answer.encode("utf-8", "replace") + b"\n")
        answers.flush()


def _read(path: Path, settings: Settings) -> dict[str, object]:
    from ingest.read import read_file  # after the limits are set: the readers' libraries are large

    try:
        return asdict(read_file(path, settings))
    except errors.ThamQuyenError as error:
        kind = type(error).__name__
        return {"error": kind, "what": error.what, "where": error.where, "remedy": error.remedy}
    except MemoryError:
        return {
            "error": "LimitExceeded",
            "what": f"đọc tệp cần hơn {settings.parse_memory_mb} MB bộ nhớ",
            "where": path.name,
            "remedy": "Hãy tách tệp, hoặc tăng parse_memory_mb trong cấu hình.",
        }


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
