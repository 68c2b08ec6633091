"""What tests with accounts share: a password that passes, quick hashing, a clock set by hand."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from ui.accounts import passwords

GOOD = "cây đa bến nước sân đình"


class Clock:
    """Seconds that go on by `step` at each look."""

    def __init__(self, step: float = 0) -> None:
        self.now, self.step = 1_000_000.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def hash_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 with a small memory."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    passwords._nobody.cache_clear()
