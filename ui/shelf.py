"""The regulations of the generation that serves, for the pages that read: opened at once, without any model."""

from __future__ import annotations

import threading

from corpus.catalogue import CATALOGUE, Catalogue, DocumentRow
from corpus.generations import Generations
from corpus.model import Document, Validity
from corpus.settings import Settings


class Shelf:
    """Documents, provisions and their validity. Thread-safe; another generation is taken up by `refresh`."""

    def __init__(self, settings: Settings) -> None:
        """Open the generation that serves.

        Raises:
            NoIndex: there is none yet.
            BrokenIndex: another version of the program made it.
        """
        self._generations = Generations(settings.home)
        self._lock = threading.Lock()
        self.generation, self.catalogue = self._open()

    def refresh(self) -> bool:
        """Take up a newer (or rolled back) generation; True if it changed.

        Raises:
            BrokenIndex: as when opened.
        """
        with self._lock:
            if self._generations.current() == self.generation:
                return False
            self.generation, self.catalogue = self._open()
            return True

    def documents(self) -> list[DocumentRow]:
        return self.catalogue.documents()

    def document(self, number: str) -> Document | None:
        return self.catalogue.document(number)

    def validity(self, number: str, provision: str) -> Validity | None:
        return self.catalogue.validity(number, provision)

    def _open(self) -> tuple[int, Catalogue]:
        current = self._generations.serving().generation
        return current, Catalogue(self._generations.path(current) / CATALOGUE)
