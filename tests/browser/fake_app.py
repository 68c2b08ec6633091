"""The app on the stand-in backend: `streamlit run tests/browser/fake_app.py`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from corpus.settings import Settings
from tests.browser.fake_backend import FakeAssistant, FakeLibrary
from tests.browser.fake_catalogue import ROWS, keep_original
from ui import app, backend, indexes


def _opener(settings: Settings) -> FakeAssistant:
    keep_original(settings.home)
    return FakeAssistant(settings)


backend.opener = _opener
backend.librarian = FakeLibrary
indexes.transfers = lambda settings: ROWS
app.main()
