"""Roles and accounts."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from corpus.errors import ThamQuyenError


class Role(StrEnum):
    """What an account may do: ask and read; or besides change the corpus and the accounts."""

    OFFICIAL = "official"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Account:
    """One person. `name` is what they log in with (folded), `shown` as it was typed when the account was made.

    `must_change` marks a password that somebody else knows; without `password` one logs in through the office's
    identity provider only.
    """

    id: int
    name: str
    shown: str
    role: Role
    must_change: bool = False
    disabled: bool = False
    password: bool = True

    @property
    def administers(self) -> bool:
        return self.role is Role.ADMINISTRATOR


LOCAL = Account(0, "", "Người dùng tại máy này", Role.ADMINISTRATOR)  # single-user mode


class NotAllowed(ThamQuyenError):
    """Somebody asked for what their role does not cover, or is not logged in (any more)."""


class Refused(ThamQuyenError):
    """A login that failed, or must wait."""


class BadAccount(ThamQuyenError):
    """An account that cannot be made or changed so."""


def folded_name(name: str) -> str:
    """The form in which names are compared: one spelling for what looks alike in case and width."""
    return unicodedata.normalize("NFKC", name).strip().casefold()[:80]
