"""Embedding in a child process: the model's libraries open on the second core while the corpus is put in order.

Opening them takes as long as all the rest of adding one decree, and within one process the two would wait for each
other. The child is `python -m ingest.embedding`: settings in the first line of its standard input, then the texts to
embed as one JSON list a line; its answers are a line of JSON, followed by the vectors' bytes where they worked.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cached_property
from types import TracebackType
from typing import BinaryIO

import numpy as np

from corpus import errors
from corpus.embedding import Embedder, PassageEmbedder, Progress, Vectors
from corpus.model_files import find_model
from corpus.settings import PROJECT, Settings, restored

COMMAND = (sys.executable, "-m", "ingest.embedding")
_ROW = "<f4"  # as the vectors travel
_LAST_SECONDS = 2.0  # between the end of a process's output and its own


class EmbeddingProcess:
    """The embedding model in a process of its own, which starts with `start`, or at the first text.

    A context manager: the process ends with it. Where no text is new no model is opened at all.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> EmbeddingProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def version(self) -> str:
        """Of the model's file, without opening it.

        Raises:
            ModelFileError: it is missing or not what the registry says.
        """
        return find_model(self._settings.embedding_model, self._settings).version

    def start(self) -> None:
        """Begin to open the model, without waiting for it."""
        if self._child is None:
            self._child = subprocess.Popen(
                COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT, start_new_session=True
            )
            self._tell(asdict(self._settings))

    def embed_passages(self, passages: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of passages, shape (n, dimension), L2-normalised, in the order given; waits for the model.

        Raises:
            ModelFileError: the model is missing or not what the registry says.
            ThamQuyenError: the process ended without an answer.
        """
        self.start()
        self._tell(list(passages))
        answer = json.loads(self._received(None))
        if "error" in answer:
            self.close()
            kind = getattr(errors, answer["error"])
            raise kind(answer["what"], where=answer["where"], remedy=answer["remedy"])
        rows, dimension = answer["shape"]
        data = self._received(rows * dimension * np.dtype(_ROW).itemsize)
        if progress:
            progress(rows, rows)
        return np.frombuffer(data, dtype=_ROW).reshape(rows, dimension).astype(np.float32)

    def close(self) -> None:
        """End the process, also one that is still opening the model."""
        if self._child is None:
            return
        self._child.kill()
        for stream in (self._child.stdin, self._child.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
        self._child.wait()
        self._child = None

    def _tell(self, value: object) -> None:
        assert self._child is not None
        assert self._child.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it ended: reading its answer says so
            self._child.stdin.write(json.dumps(value, default=str).encode() + b"\n")
            self._child.stdin.flush()

    def _received(self, size: int | None) -> bytes:
        """A line, or so many bytes."""
        assert self._child is not None
        assert self._child.stdout is not None
        data = self._child.stdout.readline() if size is None else self._child.stdout.read(size)
        if not data or (size is not None and len(data) < size):
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(_LAST_SECONDS)
            code = self._child.returncode
            self.close()
            raise errors.ThamQuyenError(
                f"tiến trình nhúng văn bản dừng đột ngột (mã {code})",
                remedy="Có thể máy hết bộ nhớ: đóng bớt chương trình rồi chạy lại; chỉ mục đang dùng còn nguyên.",
            )
        return data


def serve(requests: BinaryIO, answers: BinaryIO, opened: Callable[[Settings], PassageEmbedder] = Embedder) -> None:
    """The child: settings in the first line, then the texts of one request a line, until the other side closes."""
    settings = restored(json.loads(requests.readline()))
    try:
        embedder = opened(settings)
    except errors.ThamQuyenError as error:
        told = {"error": type(error).__name__, "what": error.what, "where": error.where, "remedy": error.remedy}
        answers.write(json.dumps(told).encode() + b"\n")
        answers.flush()
        return
    for request in requests:
        vectors = embedder.embed_passages(json.loads(request))
        answers.write(json.dumps({"shape": vectors.shape}).encode() + b"\n" + vectors.astype(_ROW).tobytes())
        answers.flush()


if __name__ == "__main__":
    reply = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print must not mix with the answers
    serve(sys.stdin.buffer, reply)
