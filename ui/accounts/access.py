"""Whether a visitor has to log in: by the setting, by where the server listens and by where the visitor sits.

Single-user mode is for the one person at the machine. It is never given to a visitor from elsewhere, nor through a
proxy, whatever the setting says.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from ipaddress import ip_address

from corpus.errors import UsageError

CHOICES = ("auto", "on", "off", "oidc")
_PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via", "cf-connecting-ip")
_NAMES = {"localhost", "127.0.0.1", "::1", ""}


class Access(StrEnum):
    """How a visitor comes in."""

    SINGLE = "single"  # no login: the person at the machine
    LOGIN = "login"
    SETUP = "setup"  # accounts are wanted and there is none


def access(choice: str, *, any_account: bool, server_address: str | None, at_machine: bool) -> Access:
    """What a visitor meets.

    Args:
        choice: the setting `accounts`.
        server_address: where the server listens; None = everywhere.
        at_machine: the visitor's browser runs on this machine.

    Raises:
        UsageError: the setting has a value that is none of `CHOICES`.
    """
    if choice not in CHOICES:
        raise UsageError(
            f"Thiết lập accounts phải là một trong {', '.join(CHOICES)}, không phải «{choice}»",
            remedy="Sửa tham-quyen.toml hoặc THAM_QUYEN_ACCOUNTS rồi chạy lại.",
        )
    alone = at_machine and is_loopback(server_address)
    if choice == "off" and alone:
        return Access.SINGLE
    if any_account:
        return Access.LOGIN
    return Access.SINGLE if choice == "auto" and alone else Access.SETUP


def is_loopback(address: str | None) -> bool:
    """Whether an address is reached from this machine only; None and names other than localhost are not."""
    if address == "localhost":
        return True
    try:
        return address is not None and ip_address(address).is_loopback
    except ValueError:
        return False


def at_machine(peer: str | None, headers: Mapping[str, str]) -> bool:
    """Whether a request comes from a browser on this machine and not through a proxy.

    Args:
        peer: address of the other end; None where the server reports a loopback address as none.
        headers: of the request, names in lower case.
    """
    host = headers.get("host", "").rsplit("@", 1)[-1]
    name = host[1 : host.find("]")] if host.startswith("[") else host.partition(":")[0]
    direct = not any(headers.get(name) for name in _PROXIED)
    return direct and name.lower() in _NAMES and (peer is None or is_loopback(peer))
