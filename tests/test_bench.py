"""Measurements that need more than the project has say so, and `make bench` goes on to the next."""

from __future__ import annotations

import pytest

from bench.__main__ import BENCHES, main


@pytest.mark.parametrize("name", ["clauses", "ingestion", "selection"])
def test_says_what_it_needs_and_returns(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    BENCHES[name]([])
    assert capsys.readouterr().out.startswith(f"bench {name}: needs ")


def test_without_a_name_every_measurement_runs_but_those_only_named(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    for name in BENCHES:
        monkeypatch.setitem(BENCHES, name, lambda options, name=name: ran.append(name))
    assert main([]) == 0
    assert ran == [name for name in BENCHES if name not in {"growth", "pictures"}]
