"""Embedding in a child process: the model's libraries open on the second core while the corpus is put in order.

Opening them takes as long as all the rest of adding one decree, and within one process the two would wait for each
other. A request is a JSON list of the texts to embed; an answer is a line of JSON, followed by the vectors' bytes where
it worked.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import BinaryIO

import numpy as np

from corpus import errors
from corpus.embedding import Embedder, PassageEmbedder, Progress, Vectors
from corpus.model_files import find_model
from corpus.settings import Settings, restored
from ingest.child import Child

COMMAND = (sys.executable, "-m", "ingest.embedding")
_ROW = "<f4"  # as the vectors travel
_LAST_SECONDS = 2.0  # between the end of a process's output and its own


class EmbeddingProcess(Child):
    """The embedding model in a process of its own. Where no text is new no model is opened at all."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(COMMAND, settings)

    @cached_property
    def version(self) -> str:
        """Of the model's file, without opening it.

        Raises:
            ModelFileError: it is missing or not what the registry says.
        """
        return find_model(self._settings.embedding_model, self._settings).version

    def embed_passages(self, passages: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of passages, shape (n, dimension), L2-normalised, in the order given; waits for the model.

        Raises:
            ModelFileError: the model is missing or not what the registry says.
            ThamQuyenError: the process ended without an answer.
        """
        self.start()
        self.tell(list(passages))
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

    def _received(self, size: int | None) -> bytes:
        """A line, or so many bytes."""
        data = self.answers.readline() if size is None else self.answers.read(size)
        if not data or (size is not None and len(data) < size):
            code = self.ended(_LAST_SECONDS)
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
