"""Accounts, sessions, throttling and access, as an attacker would try them."""

from __future__ import annotations

import sqlite3
import stat
import threading
import time
from pathlib import Path
from statistics import median

import pytest

from corpus.audit import FILE
from corpus.errors import UsageError
from ui.accounts import passwords, throttle
from ui.accounts.access import Access, access, at_machine, is_loopback
from ui.accounts.passwords import check_strength, hash_password, new_password, verify_password
from ui.accounts.registry import WRONG, Registry
from ui.accounts.roles import BadAccount, Refused, Role, folded_name
from ui.accounts.sessions import Sessions, Tickets
from ui.accounts.setup import WRONG_CODES, SetupCode
from ui.records import BrokenRecords, NewerRecords, Records

GOOD = "cây đa bến nước sân đình"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Argon2 with a small memory, except where its cost is what is tested."""
    if "full_cost" not in request.keywords:
        from argon2 import PasswordHasher

        monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    passwords._nobody.cache_clear()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path)


@pytest.fixture
def registry(records: Records, clock: Clock) -> Registry:
    made = Registry(records, clock)
    made.create("Quản.Trị", GOOD, Role.ADMINISTRATOR)
    made.create("canbo", GOOD, Role.OFFICIAL)
    return made


# The file


def test_the_file_is_its_owners_only(records: Records) -> None:
    with records.write() as connection:
        connection.execute("INSERT INTO settled VALUES ('t', 'x', 1)")
    for path in records.path.parent.glob(f"{FILE}*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_it_is_in_write_ahead_mode_and_a_failed_write_leaves_nothing(records: Records) -> None:
    assert records.rows("PRAGMA journal_mode")[0][0] == "wal"

    def broken() -> None:
        with records.write() as connection:
            connection.execute("INSERT INTO settled VALUES ('t', 'x', 1)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert records.rows("SELECT * FROM settled") == []


def test_a_file_of_a_later_version_is_not_touched(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(NewerRecords, match="phiên bản mới hơn"):
        Records(tmp_path)


def test_a_damaged_file_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database at all" * 100)
    with pytest.raises(BrokenRecords, match="bản sao lưu"):
        Records(tmp_path)
    assert (tmp_path / FILE).read_bytes().startswith(b"not a database")


# Passwords


def test_a_password_is_stored_as_argon2id_only(records: Records, registry: Registry) -> None:
    stored = records.row("SELECT password FROM accounts WHERE name = 'canbo'")
    assert stored is not None
    assert stored["password"].startswith("$argon2id$")
    assert GOOD.encode() not in records.path.read_bytes() + (records.path.with_name(f"{FILE}-wal")).read_bytes()


@pytest.mark.full_cost
def test_hashing_has_the_cost_of_rfc_9106() -> None:
    assert "m=65536,t=3,p=4" in hash_password(GOOD)


@pytest.mark.full_cost
def test_an_unknown_name_takes_as_long_as_a_wrong_password() -> None:
    stored = hash_password(GOOD)
    verify_password("", "ấm")  # the stand-in hash is made once

    def seconds(value: str) -> float:
        taken = []
        for _ in range(5):
            start = time.perf_counter()
            assert not verify_password(value, "mật khẩu sai")
            taken.append(time.perf_counter() - start)
        return median(taken)

    known, unknown = seconds(stored), seconds("")
    assert 0.4 < unknown / known < 2.5, (known, unknown)


@pytest.mark.parametrize(("stored", "typed"), [("", ""), ("", "x"), ("plain", "plain"), ("$argon2id$broken", "x")])
def test_nothing_but_the_password_opens(stored: str, typed: str) -> None:
    assert not verify_password(stored, typed)


def test_composed_and_decomposed_letters_are_the_same_password() -> None:
    assert verify_password(hash_password("tiếng việt có dấu"), "tiếng việt có dấu")


@pytest.mark.parametrize(
    "weak", ["", "ngắn", "matkhau1", "1234567890", "aaaaaaaaaaaaaaaa", "canbocanbocanbo", "x" * 201]
)
def test_weak_passwords_are_refused(weak: str) -> None:
    with pytest.raises(BadAccount):
        check_strength(weak, "canbo")


def test_first_passwords_are_strong_and_never_the_same() -> None:
    made = {new_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        check_strength(password, "canbo")


# Accounts


def test_names_are_one_whatever_their_case_and_width(registry: Registry) -> None:
    assert folded_name("  CanBo ") == "canbo"
    for twin in ("CANBO", "ｃａｎｂｏ", " canbo "):
        with pytest.raises(BadAccount):
            registry.create(twin, GOOD, Role.ADMINISTRATOR)
    assert registry.check("quản.trị", GOOD).shown == "Quản.Trị"


@pytest.mark.parametrize("name", ["", "a", "*", "a b", "<b>x</b>", "x" * 65, "x\n", "../x", "=1+1"])
def test_odd_names_are_refused(registry: Registry, name: str) -> None:
    with pytest.raises(BadAccount):
        registry.create(name, GOOD, Role.OFFICIAL)


def test_a_wrong_password_and_an_unknown_or_disabled_name_read_the_same(registry: Registry) -> None:
    registry.set_disabled("canbo", disabled=True)
    for name, password in (("canbo", "sai sai sai"), ("khong-co", GOOD), ("canbo", GOOD), ("' OR 1=1 --", GOOD)):
        with pytest.raises(Refused, match=WRONG):
            registry.check(name, password)


def test_an_account_of_the_provider_has_no_password_to_guess(registry: Registry) -> None:
    registry.create("an@xa.example", None, Role.OFFICIAL)
    for password in ("", "x", GOOD):
        with pytest.raises(Refused):
            registry.check("an@xa.example", password)


def test_the_last_administrator_stays(registry: Registry) -> None:
    for act in (
        lambda: registry.set_role("quản.trị", Role.OFFICIAL),
        lambda: registry.set_disabled("quản.trị", disabled=True),
    ):
        with pytest.raises(BadAccount, match="ít nhất một quản trị viên"):
            act()
    kept = registry.find("quản.trị")
    assert kept is not None
    assert kept.administers
    assert not kept.disabled
    registry.set_role("canbo", Role.ADMINISTRATOR)
    registry.set_role("quản.trị", Role.OFFICIAL)


def test_two_first_administrators_cannot_be_made_at_once(records: Records) -> None:
    registry, made, refused = Registry(records), [], []

    def create(name: str) -> None:
        try:
            made.append(registry.create(name, GOOD, Role.ADMINISTRATOR, first=True))
        except BadAccount:
            refused.append(name)

    threads = [threading.Thread(target=create, args=(f"quantri{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), len(refused)) == (1, 3)


def test_ones_own_password_takes_the_old_one_and_ends_other_sessions(registry: Registry, records: Records) -> None:
    sessions = Sessions(records, 60, 600)
    account = registry.check("canbo", GOOD)
    token = sessions.begin(account)
    with pytest.raises(Refused):
        registry.change_password(account, "không phải", "một mật khẩu mới khác")
    with pytest.raises(BadAccount):
        registry.change_password(account, GOOD, GOOD)
    registry.change_password(account, GOOD, "một mật khẩu mới khác")
    assert sessions.account(token) is None
    assert registry.check("canbo", "một mật khẩu mới khác").id == account.id


# Throttling


def _fail(registry: Registry, name: str, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(Refused, match=WRONG):
            registry.check(name, "sai hoàn toàn")


@pytest.mark.parametrize("name", ["canbo", "khong-co-ten-nay"])
def test_guessing_one_name_waits_longer_and_longer(registry: Registry, clock: Clock, name: str) -> None:
    _fail(registry, name, throttle.FREE)
    pauses = []
    for _ in range(12):
        with pytest.raises(Refused, match="thử lại sau"):
            registry.check(name, GOOD)  # not even the right one
        start = clock.now
        while True:
            clock.now += 1
            try:
                registry.check(name, "sai hoàn toàn")
            except Refused as refused:
                if refused.what == WRONG:
                    break
        pauses.append(clock.now - start)
    assert pauses[:4] == [2, 4, 8, 16]
    assert pauses[-1] == throttle.LONGEST


def test_the_right_password_after_the_wait_clears_the_name(registry: Registry, clock: Clock) -> None:
    _fail(registry, "canbo", throttle.FREE)
    clock.now += 3
    registry.check("canbo", GOOD)
    _fail(registry, "canbo", throttle.FREE)


def test_another_spelling_of_the_name_counts_with_it(registry: Registry) -> None:
    for spelling in ("canbo", "CANBO", " canbo", "ｃanbo", "Canbo"):
        _fail(registry, spelling)
    with pytest.raises(Refused, match="thử lại sau"):
        registry.check("canbo", GOOD)


def test_guesses_at_the_same_moment_are_all_counted(registry: Registry) -> None:
    told: list[str] = []

    def guess() -> None:
        try:
            registry.check("canbo", "sai hoàn toàn")
        except Refused as refused:
            told.append(refused.what)

    threads = [threading.Thread(target=guess) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count(WRONG) == throttle.FREE
    assert len(told) == 20


def test_guessing_many_names_slows_everybody_a_little_and_not_for_long(registry: Registry, clock: Clock) -> None:
    for number in range(throttle.FREE_ALL):
        _fail(registry, f"ten{number}")
    with pytest.raises(Refused, match="thử lại sau"):
        registry.check("canbo", GOOD)
    clock.now += throttle.LONGEST_ALL + 1
    assert registry.check("canbo", GOOD).name == "canbo"


def test_ones_own_logins_do_not_reset_the_count_of_everybody(registry: Registry) -> None:
    for number in range(throttle.FREE_ALL):
        _fail(registry, f"ten{number}") if number < throttle.FREE_ALL - 1 else None
        if number % 10 == 0:
            registry.check("canbo", GOOD)
    _fail(registry, "ten-cuoi")
    with pytest.raises(Refused, match="thử lại sau"):
        registry.check("canbo", GOOD)


def test_the_wait_outlives_a_restart(registry: Registry, records: Records, clock: Clock) -> None:
    _fail(registry, "canbo", throttle.FREE)
    again = Registry(Records(records.path.parent), clock)
    with pytest.raises(Refused, match="thử lại sau"):
        again.check("canbo", GOOD)


def test_names_that_were_tried_are_forgotten_after_a_day(registry: Registry, records: Records, clock: Clock) -> None:
    for number in range(20):
        _fail(registry, f"ten{number}")
    clock.now += throttle.FORGOTTEN + 1
    _fail(registry, "moi")
    assert {row["name"] for row in records.rows("SELECT name FROM attempts")} == {"moi", throttle.EVERYBODY}


# Sessions


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
