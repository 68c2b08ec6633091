"""The app on the stand-in backend: `streamlit run tests/browser/fake_app.py`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from tests.browser.fake_backend import FakeAssistant, FakeLibrary
from ui import app, backend

backend.opener = FakeAssistant
backend.librarian = FakeLibrary
app.main()
