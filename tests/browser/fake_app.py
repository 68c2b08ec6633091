"""The app on the stand-in backend: `streamlit run tests/browser/fake_app.py`."""

from __future__ import annotations

import sys
from pathlib import Path

from streamlit.starlette import App

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from corpus.settings import Settings
from tests.browser.fake_backend import FakeAssistant, FakeLibrary
from tests.browser.fake_catalogue import ROWS, keep_original
from ui import backend, indexes
from ui.accounts.cookie import MIDDLEWARE, ROUTES
from ui.app import main


def _opener(settings: Settings) -> FakeAssistant:
    keep_original(settings.home)
    return FakeAssistant(settings)


backend.opener = _opener
backend.shelver = FakeAssistant
backend.librarian = FakeLibrary
indexes.transfers = lambda settings, between: ROWS
if __name__ == "fake_app":  # imported by Streamlit's server for its routes, as it does with ui/app.py
    app = App(Path(__file__), routes=ROUTES, middleware=MIDDLEWARE)
else:
    main()
