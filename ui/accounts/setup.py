"""First start: the administrator proves to be at the machine with a code that is printed in the terminal."""

from __future__ import annotations

import secrets
import sys
import threading

from ui import texts_accounts as texts

WRONG_CODES = 5  # then another code is printed
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class SetupCode:
    """One code at a time, good for one account."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._code, self._wrong = "", 0

    def show(self) -> None:
        """Print the code, if none is out yet."""
        with self._lock:
            if not self._code:
                self._print_another()

    def redeem(self, typed: str) -> bool:
        """Whether this is the code; it is used up then. Wrong ones are counted."""
        plain = "".join(c for c in typed.upper() if c.isalnum())
        with self._lock:
            expected = self._code.replace("-", "")
            if expected and secrets.compare_digest(plain.encode(), expected.encode()):
                self._code, self._wrong = "", 0
                return True
            self._wrong += 1
            if self._wrong >= WRONG_CODES:
                self._print_another()
            return False

    def _print_another(self) -> None:
        self._wrong = 0
        self._code = "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))
        print(f"\n  {texts.SETUP_PRINTED.format(code=self._code)}\n", file=sys.stderr, flush=True)


CODE = SetupCode()
