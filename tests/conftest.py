"""Shared fixtures: a tiny embedder, small fictional regulations, homes with an index of them, accounts.

Nothing here needs the model files; tests that do are marked `models`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_corpus import NEW, OLD, TinyEmbedder, embed_with
from staff import GOOD, Clock, hash_quickly

from corpus.settings import Settings
from ui.accounts.registry import Registry
from ui.accounts.roles import Role
from ui.records import Records


@pytest.fixture(autouse=True)
def same_main() -> Iterator[None]:
    """Put back `__main__`, which each run of Streamlit's AppTest replaces by the page."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture
def embedder(monkeypatch: pytest.MonkeyPatch) -> TinyEmbedder:
    """The tiny embedder in the place of the real one, where ingestion would load it."""
    tiny = TinyEmbedder()
    embed_with(tiny, monkeypatch)
    return tiny


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def regulations(tmp_path: Path) -> Path:
    """A folder with two fictional decrees; the later one ends a point of the earlier one from 1 February 2026."""
    folder = tmp_path / "regulations"
    folder.mkdir()
    (folder / "901.md").write_text(OLD, encoding="utf-8")
    (folder / "902.md").write_text(NEW, encoding="utf-8")
    return folder


@pytest.fixture
def indexed(regulations: Path, settings: Settings, embedder: TinyEmbedder) -> Settings:
    """Settings of a home in which both decrees are indexed."""
    from ingest.administer import add

    report = add([regulations], settings)
    assert not report.failed, report.failed
    return settings


@pytest.fixture
def quick_hashing(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Cheap password hashes, except where their cost is what is tested."""
    if "full_cost" not in request.keywords:
        hash_quickly(monkeypatch)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path)


@pytest.fixture
def registry(records: Records, clock: Clock, quick_hashing: None) -> Registry:
    """With an administrator and an official."""
    made = Registry(records, clock)
    made.create("Quản.Trị", GOOD, Role.ADMINISTRATOR)
    made.create("canbo", GOOD, Role.OFFICIAL)
    return made
