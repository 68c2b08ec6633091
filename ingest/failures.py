"""Files that hold no regulation, by hash: a scan of an official letter is not recognised again at every call.

Only what cannot change by itself is remembered (nothing to read, no regulation), and only for this version of the
parser and these settings of recognition; limits and missing tools are tried again.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from corpus.errors import FileError
from corpus.settings import Settings
from corpus.versions import PARSER_VERSION
from ingest.recognise import is_installed


class Failures:
    """The remembered failures of one home folder, in `cache/failures.json`."""

    def __init__(self, settings: Settings) -> None:
        self._file = settings.home / "cache" / "failures.json"
        self._made_by = f"{PARSER_VERSION} recognition={settings.ocr and is_installed()}"
        self._known = self._read()

    def known(self, sha256: str) -> tuple[str, str] | None:
        """What happened and what to do, if a file of this hash held no regulation before."""
        found = self._known.get(sha256)
        return (found[0], found[1]) if found else None

    def remember(self, sha256: str, error: FileError) -> None:
        """Keep a failure for the next call."""
        self._known[sha256] = [error.what, error.remedy]
        self._file.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(f"{self._file}.tmp")
        aside.write_text(
            json.dumps({"made_by": self._made_by, "failures": self._known}, ensure_ascii=False), encoding="utf-8"
        )
        os.replace(aside, self._file)

    def _read(self) -> dict[str, list[str]]:
        try:
            told = json.loads(self._file.read_text(encoding="utf-8"))
            failures: dict[str, list[str]] = told["failures"] if told["made_by"] == self._made_by else {}
            return {sha256: [str(what), str(remedy)] for sha256, (what, remedy) in failures.items()}
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return {}  # a cache that cannot be read is empty
