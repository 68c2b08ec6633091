"""Sessions and tickets, and who has to log in from where."""

from __future__ import annotations

import pytest
from staff import GOOD, Clock

from corpus.errors import UsageError
from ui.accounts.access import Access, access, at_machine, is_loopback
from ui.accounts.registry import Registry
from ui.accounts.roles import Role
from ui.accounts.sessions import Sessions, Tickets
from ui.accounts.setup import WRONG_CODES, SetupCode
from ui.records import Records

pytestmark = pytest.mark.usefixtures("quick_hashing")


@pytest.fixture
def sessions(records: Records, clock: Clock) -> Sessions:
    return Sessions(records, idle=600, longest=3600, now=clock)


def test_a_session_ends_when_idle(registry: Registry, sessions: Sessions, clock: Clock) -> None:
    token = sessions.begin(registry.check("canbo", GOOD))
    clock.now += 599
    assert sessions.account(token) is not None
    clock.now += 599
    assert sessions.account(token) is not None  # the sign of life counted
    clock.now += 601
    assert sessions.account(token) is None


def test_looking_on_is_no_sign_of_life(registry: Registry, sessions: Sessions, clock: Clock) -> None:
    token = sessions.begin(registry.check("canbo", GOOD))
    clock.now += 400
    assert sessions.account(token, sign_of_life=False) is not None
    clock.now += 400
    assert sessions.account(token) is None


def test_a_session_ends_after_a_day_of_work_however_busy(registry: Registry, sessions: Sessions, clock: Clock) -> None:
    token = sessions.begin(registry.check("canbo", GOOD))
    for _ in range(7):
        clock.now += 500
        assert sessions.account(token) is not None
    clock.now += 500
    assert sessions.account(token) is None


def test_logout_disabling_and_a_new_password_end_it(registry: Registry, sessions: Sessions) -> None:
    account = registry.check("canbo", GOOD)
    first, second, third = (sessions.begin(account) for _ in range(3))
    assert sessions.running(account) == 3
    sessions.end(first)
    assert sessions.account(first) is None
    assert sessions.account(second) is not None
    registry.set_password("canbo", "một mật khẩu mới khác")
    assert sessions.account(second) is None
    fourth = sessions.begin(account)
    registry.set_disabled("canbo", disabled=True)
    registry.set_disabled("canbo", disabled=False)
    assert [sessions.account(token) for token in (third, fourth)] == [None, None]


def test_a_role_taken_away_counts_at_once(registry: Registry, sessions: Sessions) -> None:
    registry.set_role("canbo", Role.ADMINISTRATOR)
    token = sessions.begin(registry.check("canbo", GOOD))
    registry.set_role("canbo", Role.OFFICIAL)
    found = sessions.account(token)
    assert found is not None
    assert not found.administers


def test_a_tampered_or_stolen_hash_is_no_token(registry: Registry, sessions: Sessions, records: Records) -> None:
    token = sessions.begin(registry.check("canbo", GOOD))
    row = records.row("SELECT token FROM sessions")
    assert row is not None
    flipped = token[:-1] + ("A" if token[-1] != "A" else "B")
    for wrong in ("", flipped, token[:-1], token + "A", token.upper(), row["token"], "' OR 1=1 --", "\udcff"):
        assert sessions.account(wrong) is None, wrong
    assert token not in str([tuple(r) for r in records.rows("SELECT * FROM sessions")])


def test_a_ticket_is_good_once_and_for_half_a_minute() -> None:
    clock = Clock()
    tickets = Tickets(clock)
    ticket = tickets.issue("token")
    assert tickets.redeem(ticket + "x") is None
    assert tickets.redeem("") is None
    assert tickets.redeem(ticket) == "token"
    assert tickets.redeem(ticket) is None
    late = tickets.issue("token")
    clock.now += 31
    assert tickets.redeem(late) is None


# Who has to log in


@pytest.mark.parametrize(
    ("choice", "any_account", "address", "here", "expected"),
    [
        ("auto", False, "127.0.0.1", True, Access.SINGLE),
        ("auto", False, "localhost", True, Access.SINGLE),
        ("auto", False, None, True, Access.SETUP),
        ("auto", False, "0.0.0.0", True, Access.SETUP),
        ("auto", False, "127.0.0.1", False, Access.SETUP),
        ("auto", True, "127.0.0.1", True, Access.LOGIN),
        ("on", False, "127.0.0.1", True, Access.SETUP),
        ("on", True, "127.0.0.1", True, Access.LOGIN),
        ("off", True, "127.0.0.1", True, Access.SINGLE),
        ("off", False, "127.0.0.1", True, Access.SINGLE),
        ("off", True, "127.0.0.1", False, Access.LOGIN),
        ("off", False, "0.0.0.0", True, Access.SETUP),
        ("oidc", False, "127.0.0.1", True, Access.SETUP),
        ("oidc", True, "127.0.0.1", True, Access.LOGIN),
    ],
)
def test_who_has_to_log_in(choice: str, any_account: bool, address: str | None, here: bool, expected: Access) -> None:
    assert access(choice, any_account=any_account, server_address=address, at_machine=here) is expected


def test_a_mistyped_setting_is_told() -> None:
    with pytest.raises(UsageError, match="auto, on, off, oidc"):
        access("none", any_account=False, server_address="127.0.0.1", at_machine=True)


@pytest.mark.parametrize(
    ("peer", "headers", "expected"),
    [
        (None, {}, True),
        (None, {"host": "localhost:8501"}, True),
        ("127.0.0.1", {"host": "127.0.0.1:8501"}, True),
        ("::1", {"host": "[::1]:8501"}, True),
        ("10.0.0.7", {"host": "localhost:8501"}, False),
        (None, {"host": "thamquyen.xa.example"}, False),
        (None, {"host": "localhost.evil.example"}, False),
        (None, {"host": "localhost@evil.example"}, False),
        (None, {"host": "localhost", "x-forwarded-for": "127.0.0.1"}, False),
        (None, {"host": "localhost", "forwarded": "for=127.0.0.1"}, False),
        (None, {"host": "localhost", "x-real-ip": "127.0.0.1"}, False),
        (None, {"host": "localhost", "via": "1.1 proxy"}, False),
    ],
)
def test_who_sits_at_the_machine(peer: str | None, headers: dict[str, str], expected: bool) -> None:
    assert at_machine(peer, headers) is expected


@pytest.mark.parametrize("address", ["0.0.0.0", "", "10.0.0.7", "127.evil.example", "::", None])
def test_what_is_not_loopback(address: str | None) -> None:
    assert not is_loopback(address)


def test_the_code_of_the_first_start_is_good_once_and_changes_when_guessed(capfd: pytest.CaptureFixture[str]) -> None:
    code = SetupCode()
    assert not code.redeem("")  # nothing was shown yet
    code.show()
    code.show()
    shown = capfd.readouterr().err
    assert shown.count("-") == 2
    told = shown.strip().split(": ")[1]
    assert code.redeem(told.lower().replace("-", " "))
    assert not code.redeem(told)
    code.show()
    before = capfd.readouterr().err.strip().split(": ")[1]
    for _ in range(WRONG_CODES):
        assert not code.redeem("AAAA-AAAA-AAAA")
    assert not code.redeem(before)
    assert capfd.readouterr().err.strip()
