"""Hashing of passwords with Argon2id (RFC 9106, the profile for machines short of memory: 64 MiB, 3 passes)."""

from __future__ import annotations

import secrets
import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ui.accounts.roles import BadAccount, folded_name

SHORTEST, LONGEST = 10, 200  # characters
AT_ONCE = 2  # checks at the same time: each takes 64 MiB and a core
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread on paper
_USUAL = ("matkhau", "password", "123456", "abcdef", "qwerty", "thamquyen", "admin", "quantri")

_hasher = PasswordHasher()
_turn = threading.BoundedSemaphore(AT_ONCE)


def hash_password(password: str) -> str:
    with _turn:
        return _hasher.hash(_one_spelling(password))


def verify_password(stored: str, password: str) -> bool:
    """Whether the password is the one; takes as long for an account that does not exist (`stored` empty)."""
    with _turn:
        try:
            return _hasher.verify(stored or _nobody(), _one_spelling(password[: LONGEST * 4])) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False


def check_strength(password: str, name: str) -> None:
    """Length rather than kinds of characters (NIST SP 800-63B, 3.1.1.2); the name and the usual words do not count.

    Raises:
        BadAccount: too short, too long, or too easily guessed.
    """
    if len(password) > LONGEST:
        raise BadAccount(f"Mật khẩu dài quá {LONGEST} ký tự")
    rest = password.casefold()
    for easy in (folded_name(name), *_USUAL):
        rest = rest.replace(easy, "") if easy else rest
    if len(password) < SHORTEST or len(set(rest)) < 5:
        raise BadAccount(
            f"Mật khẩu cần ít nhất {SHORTEST} ký tự và không dựa vào tên hay dãy dễ đoán",
            remedy="Vài từ ghép lại thì dễ nhớ và khó đoán.",
        )


def new_password() -> str:
    """A first password to hand over: four groups, about 79 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


@cache
def _nobody() -> str:
    """The hash that a login under an unknown name is checked against."""
    return _hasher.hash(secrets.token_hex(16))


def _one_spelling(password: str) -> str:
    """Vietnamese keyboards type the same letter composed or decomposed."""
    return unicodedata.normalize("NFC", password)
