"""The accounts: created, changed and checked. Nothing here asks who does it; `ui.administration` does."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from sqlite3 import Connection, IntegrityError, Row

from ui.accounts.passwords import check_strength, hash_password, verify_password
from ui.accounts.roles import Account, BadAccount, Refused, Role, folded_name
from ui.accounts.throttle import Throttle
from ui.records import Records

_NAME = re.compile(r"[\w][\w.@+-]{0,62}[\w]", re.UNICODE)
WRONG = "Tên hoặc mật khẩu không đúng"


class Registry:
    """Accounts in the records."""

    def __init__(self, records: Records, now: Callable[[], float] = time.time) -> None:
        self._records, self._now = records, now
        self.throttle = Throttle(records, now)

    def any(self) -> bool:
        """Whether there is an account at all."""
        return self._records.row("SELECT 1 FROM accounts LIMIT 1") is not None

    def accounts(self) -> list[Account]:
        return [account_of(row) for row in self._records.rows("SELECT * FROM accounts ORDER BY name")]

    def find(self, name: str) -> Account | None:
        row = self._records.row("SELECT * FROM accounts WHERE name = ?", (folded_name(name),))
        return account_of(row) if row else None

    def create(
        self, name: str, password: str | None, role: Role, *, must_change: bool = False, first: bool = False
    ) -> Account:
        """A new account; without a password it can only come in through the identity provider.

        The first administrator takes over what was asked without accounts.

        Args:
            first: refuse if there is an account already (first start).

        Raises:
            BadAccount: the name is taken or odd, the password too weak, there is an account already, or there would be
                accounts but no administrator with a password.
        """
        if not _NAME.fullmatch(name.strip()):
            raise BadAccount("Tên đăng nhập gồm 2–64 chữ cái, chữ số và các dấu . @ + - _", where=name[:64])
        if password is not None:
            check_strength(password, name)
        hashed = hash_password(password) if password is not None else ""
        row = (folded_name(name), name.strip(), role, hashed, must_change, self._now())
        try:
            with self._records.write() as connection:
                if first and connection.execute("SELECT 1 FROM accounts LIMIT 1").fetchone():
                    raise BadAccount("Đã có tài khoản; người quản trị tạo thêm ở trang Quản trị")
                administered = _administered(connection)
                made = connection.execute(
                    "INSERT INTO accounts (name, shown, role, password, must_change, created) VALUES (?,?,?,?,?,?)", row
                ).lastrowid
                if not administered:
                    _begin_with_an_administrator(connection, made)
        except IntegrityError as error:
            raise BadAccount("Đã có tài khoản tên này", where=name) from error
        return self._known(name)

    def check(self, name: str, password: str) -> Account:
        """The account whose password this is.

        Raises:
            Refused: it is not, or the name has to wait. The message is the same whether the name exists or not.
        """
        self.throttle.admit(name)
        row = self._records.row("SELECT * FROM accounts WHERE name = ?", (folded_name(name),))
        right = verify_password(row["password"] if row else "", password)
        if not right or row is None or row["disabled"]:
            raise Refused(WRONG)
        self.throttle.forgive(name)
        return account_of(row)

    def set_password(self, name: str, password: str, *, must_change: bool = False) -> None:
        """Ends every session of the account.

        Raises:
            BadAccount: no such account, or the password is too weak.
        """
        account = self._known(name)
        check_strength(password, name)
        hashed = hash_password(password)
        with self._records.write() as connection:
            connection.execute(
                "UPDATE accounts SET password = ?, must_change = ? WHERE id = ?", (hashed, must_change, account.id)
            )
            connection.execute("DELETE FROM sessions WHERE account = ?", (account.id,))

    def change_password(self, account: Account, old: str, new: str) -> None:
        """One's own password.

        Raises:
            Refused: the old one is wrong, or too many were.
            BadAccount: the new one is too weak, or the old one again.
        """
        self.check(account.name, old)
        if old == new:
            raise BadAccount("Mật khẩu mới phải khác mật khẩu cũ")
        self.set_password(account.name, new)

    def set_role(self, name: str, role: Role) -> None:
        """Raises BadAccount when it would leave no administrator."""
        with self._records.write() as connection:
            connection.execute("UPDATE accounts SET role = ? WHERE id = ?", (role, self._known(name).id))
            _keep_an_administrator(connection)

    def set_disabled(self, name: str, disabled: bool) -> None:
        """A disabled account cannot log in and its sessions end. Raises BadAccount as `set_role` does."""
        account = self._known(name)
        with self._records.write() as connection:
            connection.execute("UPDATE accounts SET disabled = ? WHERE id = ?", (disabled, account.id))
            connection.execute("DELETE FROM sessions WHERE account = ?", (account.id,))
            _keep_an_administrator(connection)

    def _known(self, name: str) -> Account:
        found = self.find(name)
        if found is None:
            raise BadAccount("Không có tài khoản tên này", where=name[:64])
        return found


def _administered(connection: Connection) -> bool:
    """Whether an administrator can log in with a password; a provider may fail or be taken out of the settings."""
    row = connection.execute(
        "SELECT 1 FROM accounts WHERE role = ? AND NOT disabled AND password != ''", (Role.ADMINISTRATOR,)
    ).fetchone()
    return row is not None


def _begin_with_an_administrator(connection: Connection, made: int | None) -> None:
    if not _administered(connection):
        raise BadAccount(
            "Chưa có quản trị viên nào đăng nhập bằng mật khẩu, nên chưa tạo được tài khoản khác",
            remedy="Tạo quản trị viên trước: python -m ui.accounts create TÊN --role administrator",
        )
    connection.execute("UPDATE conversations SET owner = ? WHERE owner = 0", (made,))
    connection.execute("UPDATE ratings SET owner = ? WHERE owner = 0", (made,))


def _keep_an_administrator(connection: Connection) -> None:
    if not _administered(connection):
        raise BadAccount(
            "Phải còn ít nhất một quản trị viên đăng nhập được bằng mật khẩu",
            remedy="Trao quyền quản trị cho người khác trước.",
        )


def account_of(row: Row) -> Account:
    return Account(
        id=row["id"],
        name=row["name"],
        shown=row["shown"],
        role=Role(row["role"]),
        must_change=bool(row["must_change"]),
        disabled=bool(row["disabled"]),
        password=bool(row["password"]),
    )
