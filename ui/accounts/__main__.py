"""Accounts at the machine: `python -m ui.accounts create|list|password|role|disable|enable|unlock`.

Whoever can run this owns the file with the accounts, so it asks for no login; what it does is logged.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.audit import machine_user
from corpus.errors import ThamQuyenError
from corpus.settings import load
from ui import texts_accounts as words
from ui import texts_admin as told
from ui.accounts.roles import BadAccount, Role
from ui.workplace import Workplace, open_workplace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        office = open_workplace(load(home=options.home))
        print(COMMANDS[options.command](options, office))
    except ThamQuyenError as error:
        print(f"Lỗi: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def _create(options: argparse.Namespace, office: Workplace) -> str:
    role = Role(options.role)
    password = None if options.provider else _asked_twice()
    made = office.registry.create(options.name, password, role)
    _log(office, told.LOGGED_CREATE.format(name=made.name, role=words.ROLES[role]))
    return f"Đã tạo tài khoản {made.shown} ({words.ROLES[role]})."


def _list(options: argparse.Namespace, office: Workplace) -> str:
    lines = []
    for account in office.registry.accounts():
        facts = [words.ROLES[account.role], "" if account.password else "tài khoản cơ quan"]
        facts.append("đã khóa" if account.disabled else "")
        lines.append(f"{account.shown}\t{', '.join(fact for fact in facts if fact)}")
    return "\n".join(lines) or "Chưa có tài khoản nào."


def _password(options: argparse.Namespace, office: Workplace) -> str:
    office.registry.set_password(options.name, _asked_twice())
    office.registry.throttle.forgive(options.name)
    _log(office, told.LOGGED_RESET.format(name=options.name))
    return "Đã đặt mật khẩu mới; các phiên của tài khoản này đã kết thúc."


def _role(options: argparse.Namespace, office: Workplace) -> str:
    office.registry.set_role(options.name, Role(options.role))
    _log(office, told.LOGGED_ROLE.format(name=options.name, role=words.ROLES[options.role]))
    return f"{options.name} nay là {words.ROLES[options.role]}."


def _disable(options: argparse.Namespace, office: Workplace) -> str:
    office.registry.set_disabled(options.name, disabled=True)
    _log(office, told.LOGGED_DISABLE.format(name=options.name))
    return f"Đã khóa {options.name}."


def _enable(options: argparse.Namespace, office: Workplace) -> str:
    office.registry.set_disabled(options.name, disabled=False)
    _log(office, told.LOGGED_ENABLE.format(name=options.name))
    return f"Đã mở khóa {options.name}."


def _unlock(options: argparse.Namespace, office: Workplace) -> str:
    office.registry.throttle.forgive(options.name)
    _log(office, told.LOGGED_UNLOCK.format(name=options.name))
    return f"{options.name} không còn phải chờ vì nhập sai mật khẩu."


COMMANDS: dict[str, Callable[[argparse.Namespace, Workplace], str]] = {
    "create": _create, "list": _list, "password": _password, "role": _role, "disable": _disable, "enable": _enable,
    "unlock": _unlock,
}  # fmt: skip


def _log(office: Workplace, what: str) -> None:
    office.audit.log(f"{machine_user()} (dòng lệnh)", "account", what, "done")


def _asked_twice() -> str:
    password = getpass.getpass("Mật khẩu mới (ít nhất 10 ký tự): ")
    if password != getpass.getpass("Nhập lại: "):
        raise BadAccount(words.DIFFERENT)
    return password


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui.accounts", description="Tài khoản của trang hỏi đáp.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in COMMANDS:
        command = commands.add_parser(name)
        command.add_argument("--home", type=Path, help="thư mục dữ liệu")
        if name != "list":
            command.add_argument("name", help="tên đăng nhập")
        if name == "create":
            command.add_argument("--role", choices=list(Role), default=Role.OFFICIAL, help="vai trò")
            command.add_argument("--provider", action="store_true", help="chỉ vào bằng tài khoản cơ quan")
        if name == "role":
            command.add_argument("role", choices=list(Role), help="vai trò")
    return parser


if __name__ == "__main__":
    sys.exit(main())
