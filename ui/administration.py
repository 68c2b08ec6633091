"""What only an administrator may do. Every act asks who does it, refuses everybody else, and is written to the log.

Pages hide what one may not do, but nothing rests on that: the check is here, at the act itself, and takes the role as
it is in the records now. Acts that destroy can be undone: a removal and a correction by the next generation, a rollback
because every generation stays on disk, an account by enabling it again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from ui import texts_admin as words
from ui.accounts.passwords import new_password
from ui.accounts.roles import Account, BadAccount, NotAllowed, Role
from ui.audit import Entry
from ui.conversations import Unanswered
from ui.library import Job
from ui.ratings import BadRating
from ui.texts_accounts import ROLES
from ui.workplace import Workplace

Done = Callable[[Job], None]


class Corpus(Protocol):
    """What changes the corpus in the background; `ui.library.Library`. False = a job is running already."""

    def add(self, files: Sequence[tuple[str, bytes]], done: Done = ...) -> bool: ...

    def remove(self, number: str, done: Done = ...) -> bool: ...

    def rollback(self, done: Done = ...) -> bool: ...

    def correct(self, number: str, field: str, value: str, reason: str, by: str, done: Done = ...) -> bool: ...

    def undo_correction(self, number: str, field: str, by: str, done: Done = ...) -> bool: ...


class Administration:
    """The acts.

    Args:
        actor: who is at the browser now; None when nobody is logged in.
    """

    def __init__(self, actor: Callable[[], Account | None], corpus: Corpus, office: Workplace) -> None:
        self._actor, self._corpus, self._office = actor, corpus, office

    def _administrator(self, act: str, what: str = "") -> Account:
        found = self._actor()
        if found is None or not found.administers or found.must_change or found.disabled:
            self._office.audit.log(found.name if found else "", act, what, "denied")
            raise NotAllowed("Việc này dành cho quản trị viên", remedy="Đăng nhập bằng tài khoản quản trị.")
        return found

    # The corpus

    def add(self, files: Sequence[tuple[str, bytes]]) -> bool:
        """Take in files; False if a job is running. So are the other acts on the corpus."""
        names = ", ".join(name for name, _ in files)
        return self._run("ingest", names, lambda done: self._corpus.add(files, done))

    def remove(self, number: str) -> bool:
        return self._run("remove", number, lambda done: self._corpus.remove(number, done))

    def rollback(self) -> bool:
        return self._run("rollback", "", self._corpus.rollback)

    def correct(self, number: str, field: str, value: str, reason: str) -> bool:
        by = self._administrator("correct", number)
        what = f"{number}: {words.FIELDS.get(field, field)} = {value} ({reason})"
        return self._run(
            "correct", what, lambda done: self._corpus.correct(number, field, value, reason, _signed(by), done)
        )

    def undo_correction(self, number: str, field: str) -> bool:
        by = self._administrator("undo-correct", number)
        return self._run(
            "undo-correct",
            f"{number}: {words.FIELDS.get(field, field)}",
            lambda done: self._corpus.undo_correction(number, field, _signed(by), done),
        )

    def _run(self, act: str, what: str, start: Callable[[Done], bool]) -> bool:
        who = _signed(self._administrator(act, what))
        audit = self._office.audit
        if not start(lambda job: audit.log(who, act, what, _outcome(job))):
            audit.log(who, act, what, "busy")
            return False
        return True

    # What people missed

    def unanswered(self) -> list[Unanswered]:
        self._administrator("review")
        return self._office.archive.unanswered()

    def bad_ratings(self) -> list[BadRating]:
        self._administrator("review")
        return self._office.ratings.bad()

    def rating_counts(self) -> tuple[int, int]:
        """Good and bad ratings."""
        self._administrator("review")
        return self._office.ratings.counts()

    def settle(self, turn: str) -> None:
        """Take an entry off the lists."""
        self._office.ratings.settle(turn, _signed(self._administrator("settle", turn)))

    def unsettle(self, turn: str) -> None:
        self._administrator("settle", turn)
        self._office.ratings.unsettle(turn)

    # Accounts

    def accounts(self) -> list[tuple[Account, int]]:
        """Each account with the number of its sessions."""
        self._administrator("accounts")
        return [(a, self._office.sessions.running(a)) for a in self._office.registry.accounts()]

    def create_account(self, name: str, role: Role, *, provider: bool = False) -> str | None:
        """The first password of a new account, to be handed over; None for one of the identity provider.

        Raises:
            BadAccount: as the registry, or there is no account yet (the first one is made with the printed code).
        """
        who = self._administrator("account", name)
        if not self._office.registry.any():
            raise BadAccount("Tài khoản đầu tiên phải là quản trị viên, tạo bằng mã in trong cửa sổ dòng lệnh")
        password = None if provider else new_password()
        made = self._office.registry.create(name, password, role, must_change=not provider)
        self._office.audit.log(
            _signed(who), "account", words.LOGGED_CREATE.format(name=made.name, role=ROLES[role]), "done"
        )
        return password

    def reset_password(self, name: str) -> str:
        """A new first password; the sessions of the account end."""
        who = self._administrator("password", name)
        password = new_password()
        self._office.registry.set_password(name, password, must_change=True)
        self._office.registry.throttle.forgive(name)
        self._office.audit.log(_signed(who), "password", words.LOGGED_RESET.format(name=name), "done")
        return password

    def set_role(self, name: str, role: Role) -> None:
        who = self._administrator("role", name)
        self._office.registry.set_role(name, role)
        self._office.audit.log(_signed(who), "account", words.LOGGED_ROLE.format(name=name, role=ROLES[role]), "done")

    def set_disabled(self, name: str, disabled: bool) -> None:
        who = self._administrator("account", name)
        self._office.registry.set_disabled(name, disabled)
        told = words.LOGGED_DISABLE if disabled else words.LOGGED_ENABLE
        self._office.audit.log(_signed(who), "account", told.format(name=name), "done")

    # The log

    def log_entries(self, limit: int = 300) -> list[Entry]:
        self._administrator("log")
        return self._office.audit.entries(limit)

    def log_csv(self) -> str:
        self._office.audit.log(_signed(self._administrator("log")), "export", "log", "done")
        return self._office.audit.as_csv()

    def log_broken_at(self) -> int | None:
        self._administrator("log")
        return self._office.audit.broken_at()


def _signed(account: Account) -> str:
    """The name under which an act is logged; single-user mode has none."""
    return account.name or "tại máy"


def _outcome(job: Job) -> str:
    """How a job ended, for the log."""
    if job.failure is not None:
        return f"failed: {job.failure[0]}"
    if job.report is not None:
        report = job.report
        told = words.LOGGED_PUBLISHED.format(
            generation=report.generation,
            added=len(report.added),
            unchanged=len(report.unchanged),
            failed=len(report.failed),
        )
        return f"done: {told}"
    return f"done: {job.message}"
