"""Opening the embedding model beside other work."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from corpus.embedding import Embedder
from corpus.settings import Settings


class Opening:
    """The embedding model in the making: it takes seconds that reading files need not wait for."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._beside = ThreadPoolExecutor(1)
        self._future: Future[Embedder] | None = None

    def __enter__(self) -> Opening:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._beside.shutdown(cancel_futures=True)

    def start(self) -> None:
        if self._future is None:
            self._future = self._beside.submit(Embedder, self._settings)

    def embedder(self) -> Embedder:
        """The model, waited for.

        Raises:
            ModelFileError: it is missing or not what the registry says.
        """
        self.start()
        assert self._future is not None
        return self._future.result()
