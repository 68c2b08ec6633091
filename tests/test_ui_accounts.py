"""The records file, passwords and accounts, as an attacker would try them."""

from __future__ import annotations

import sqlite3
import stat
import threading
from pathlib import Path
from typing import Literal

import pytest
from argon2 import PasswordHasher, extract_parameters
from staff import GOOD

from corpus.audit import FILE
from ui.accounts import passwords
from ui.accounts.passwords import check_strength, hash_password, new_password, verify_password
from ui.accounts.registry import WRONG, Registry
from ui.accounts.roles import BadAccount, Refused, Role, folded_name
from ui.accounts.sessions import Sessions
from ui.conversations import Archive
from ui.records import BrokenRecords, NewerRecords, Records
from ui.turn import TurnView

pytestmark = pytest.mark.usefixtures("quick_hashing")


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


def test_an_unknown_name_costs_a_hash_of_the_same_price(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            checked.append(str(hash))
            return super().verify(hash, password)

    monkeypatch.setattr("ui.accounts.passwords._hasher", Counting(time_cost=2, memory_cost=64, parallelism=1))
    passwords._nobody.cache_clear()
    stored = hash_password(GOOD)
    assert not verify_password(stored, "mật khẩu sai")
    assert not verify_password("", "mật khẩu sai")
    known, unknown = checked
    assert extract_parameters(known) == extract_parameters(unknown)


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


@pytest.mark.parametrize(
    ("password", "role"), [(GOOD, Role.OFFICIAL), (None, Role.OFFICIAL), (None, Role.ADMINISTRATOR)]
)
def test_the_first_account_is_an_administrator_with_a_password(
    records: Records, password: str | None, role: Role
) -> None:
    registry, archive = Registry(records), Archive(records)
    archive.ask(0, "c1", "t1", TurnView("Ai cấp giấy phép trồng cây?", None))
    with pytest.raises(BadAccount, match="create TÊN --role administrator"):
        registry.create("an@xa.example", password, role)
    assert not registry.any()
    first = registry.create("quantri", GOOD, Role.ADMINISTRATOR)
    registry.create("an@xa.example", password, role)
    assert [item.id for item in archive.listed(first.id)] == ["c1"]


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
