"""The permission layer: each act of administration as an official, a stranger and an ended session would try it."""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from staff import GOOD
from starlette.applications import Starlette
from starlette.testclient import TestClient

from corpus.settings import Settings
from tests.browser.fake_backend import DECREE, FakeLibrary
from ui.accounts import __main__ as command
from ui.accounts import cookie
from ui.accounts.roles import LOCAL, Account, BadAccount, NotAllowed, Refused, Role
from ui.accounts.sessions import TICKETS
from ui.accounts.visitor import COOKIE
from ui.administration import Administration
from ui.workplace import Workplace, open_workplace

pytestmark = pytest.mark.usefixtures("quick_hashing")
ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "add": ([("901.pdf", b"%PDF")],),
    "remove": (DECREE,),
    "rollback": (),
    "correct": (DECREE, "title", "Tên đúng", "Công báo"),
    "undo_correction": (DECREE, "title"),
    "unanswered": (),
    "bad_ratings": (),
    "rating_counts": (),
    "settle": ("t1",),
    "unsettle": ("t1",),
    "accounts": (),
    "create_account": ("moi", Role.ADMINISTRATOR),
    "reset_password": ("quantri",),
    "set_role": ("canbo", Role.ADMINISTRATOR),
    "set_disabled": ("quantri", True),
    "log_entries": (),
    "log_csv": (),
    "log_broken_at": (),
}


@pytest.fixture
def office(tmp_path: Path) -> Workplace:
    opened = open_workplace(Settings(home=tmp_path))
    opened.registry.create("quantri", GOOD, Role.ADMINISTRATOR)
    opened.registry.create("canbo", GOOD, Role.OFFICIAL)
    return opened


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary(Settings(), seconds=0.01)


def _by(name: str, office: Workplace, library: FakeLibrary) -> Administration:
    return Administration(lambda: office.registry.find(name), library, office)


def test_every_act_is_among_those_tried() -> None:
    acts = [name for name, _ in inspect.getmembers(Administration, inspect.isfunction) if not name.startswith("_")]
    assert sorted(acts) == sorted(ARGUMENTS)


@pytest.mark.parametrize("act", ARGUMENTS)
@pytest.mark.parametrize("who", ["official", "nobody", "first password", "disabled"])
def test_no_act_for_others(act: str, who: str, office: Workplace, library: FakeLibrary) -> None:
    administrator = office.registry.find("quantri")
    assert administrator is not None
    actors: dict[str, Callable[[], Account | None]] = {
        "official": lambda: office.registry.find("canbo"),
        "nobody": lambda: None,
        "first password": lambda: replace(administrator, must_change=True),
        "disabled": lambda: replace(administrator, disabled=True),
    }
    before = office.records.rows("SELECT name, role, password, disabled FROM accounts")
    with pytest.raises(NotAllowed, match="quản trị viên"):
        getattr(Administration(actors[who], library, office), act)(*ARGUMENTS[act])
    assert library.did == []
    assert [tuple(r) for r in office.records.rows("SELECT name, role, password, disabled FROM accounts")] == [
        tuple(r) for r in before
    ]
    assert office.audit.entries(1)[0].outcome == "denied"


def test_a_role_lost_between_two_presses_counts(office: Workplace, library: FakeLibrary) -> None:
    office.registry.create("phu", GOOD, Role.ADMINISTRATOR)
    acting = _by("phu", office, library)
    assert acting.remove(DECREE)
    office.registry.set_role("phu", Role.OFFICIAL)
    with pytest.raises(NotAllowed):
        acting.remove(DECREE)
    assert library.did == [("remove", DECREE)]


def test_an_administrator_acts_and_it_is_logged(office: Workplace, library: FakeLibrary) -> None:
    acting = _by("quantri", office, library)
    acting.add([("901.pdf", b"x")])
    end = time.monotonic() + 3
    while not office.audit.entries():
        assert time.monotonic() < end
        time.sleep(0.01)
    acting.remove(DECREE)
    acting.rollback()
    acting.correct(DECREE, "title", "Tên đúng", "Công báo số 1")
    acting.undo_correction(DECREE, "title")
    assert library.did[3] == ("correct", (DECREE, "title", "Tên đúng", "Công báo số 1", "quantri"))
    told = [(e.who, e.act, e.what, e.outcome) for e in reversed(office.audit.entries())]
    assert told[0] == ("quantri", "ingest", "901.pdf", "done: thế hệ 2: nạp 1, không đổi 1, không nạp được 1")
    assert [act for _, act, _, _ in told] == ["ingest", "remove", "rollback", "correct", "undo-correct"]
    assert told[3][2] == f"{DECREE}: tên văn bản = Tên đúng (Công báo số 1)"


def test_a_busy_library_is_logged_too(office: Workplace, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "remove", lambda number, done: False)
    assert not _by("quantri", office, library).remove(DECREE)
    assert office.audit.entries(1)[0].outcome == "busy"


def test_single_user_mode_acts_in_the_name_of_the_machine(office: Workplace, library: FakeLibrary) -> None:
    assert Administration(lambda: LOCAL, library, office).rollback()
    assert office.audit.entries(1)[0].who == "tại máy"


def test_a_first_password_is_handed_over_once_and_must_be_changed(office: Workplace, library: FakeLibrary) -> None:
    acting = _by("quantri", office, library)
    password = acting.create_account("moi", Role.OFFICIAL)
    assert password is not None
    assert office.registry.check("moi", password).must_change
    again = acting.reset_password("moi")
    with pytest.raises(Refused):
        office.registry.check("moi", password)
    assert office.registry.check("moi", again).must_change
    everything = str([tuple(row) for row in office.records.rows("SELECT * FROM audit")])
    assert password not in everything
    assert again not in everything


def test_the_first_account_is_not_made_here(tmp_path: Path, library: FakeLibrary) -> None:
    empty = open_workplace(Settings(home=tmp_path / "leer"))
    with pytest.raises(BadAccount):
        Administration(lambda: LOCAL, library, empty).create_account("ai", Role.ADMINISTRATOR)


def test_who_disables_ends_sessions_and_it_can_be_undone(office: Workplace, library: FakeLibrary) -> None:
    acting, account = _by("quantri", office, library), office.registry.check("canbo", GOOD)
    token = office.sessions.begin(account)
    acting.set_disabled("canbo", True)
    assert office.sessions.account(token) is None
    acting.set_disabled("canbo", False)
    assert office.registry.check("canbo", GOOD).id == account.id


# The cookie


@pytest.fixture
def client(office: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(cookie, "_office", lambda: (Settings(home=tmp_path, accounts="on"), office))

    async def upload(request: Any) -> Any:
        from starlette.responses import PlainTextResponse

        return PlainTextResponse("taken")

    from starlette.routing import Route

    routes = [*cookie.ROUTES, Route("/_stcore/upload_file/{a}/{b}", upload, methods=["PUT", "DELETE"])]
    return TestClient(Starlette(routes=routes, middleware=cookie.MIDDLEWARE), base_url="http://localhost:8501")


HOME = {"origin": "http://localhost:8501"}


def test_a_ticket_becomes_a_cookie_that_scripts_cannot_read(client: TestClient, office: Workplace) -> None:
    token = office.sessions.begin(office.registry.check("canbo", GOOD))
    answer = client.post("/phien", content=TICKETS.issue(token), headers=HOME)
    assert answer.status_code == 204
    told = answer.headers["set-cookie"].lower()
    assert f"{COOKIE}={token}".lower() in told
    for part in ("httponly", "samesite=strict", "path=/"):
        assert part in told
    assert "max-age" not in told  # ends with the browser
    assert "expires" not in told


def test_over_https_the_cookie_stays_there(office: Workplace, client: TestClient) -> None:
    token = office.sessions.begin(office.registry.check("canbo", GOOD))
    secure = TestClient(client.app, base_url="https://xa.example")
    answer = secure.post("/phien", content=TICKETS.issue(token), headers={"origin": "https://xa.example"})
    assert "secure" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "origin", [None, "", "null", "http://evil.example", "http://localhost:8502", "http://localhost:8501.evil.example"]
)
def test_another_site_cannot_push_a_session_onto_the_browser(
    client: TestClient, office: Workplace, origin: str | None
) -> None:
    ticket = TICKETS.issue(office.sessions.begin(office.registry.check("canbo", GOOD)))
    answer = client.post("/phien", content=ticket, headers={"origin": origin} if origin is not None else {})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("body", [b"", b"khong", b"\xff\xfe", b"x" * 201, b"x" * 1_000_000])
def test_what_is_no_ticket_sets_no_cookie(client: TestClient, body: bytes) -> None:
    answer = client.post("/phien", content=body, headers=HOME)
    assert answer.status_code in {403, 413}
    assert "set-cookie" not in answer.headers
    assert client.get("/phien").status_code == 405


@pytest.mark.parametrize(
    ("name", "expected"), [("quantri", 200), ("canbo", 403), ("", 403), ("tampered", 403), ("ended", 403)]
)
def test_files_are_taken_from_administrators_only(
    client: TestClient, office: Workplace, name: str, expected: int
) -> None:
    who = name if name in {"quantri", "canbo"} else "quantri"
    token = office.sessions.begin(office.registry.check(who, GOOD)) if name else ""
    if name == "ended":
        office.sessions.end(token)
    if name == "tampered":
        token = token[:-2]
    client.cookies.set(COOKIE, token)
    assert client.put("/_stcore/upload_file/a/b", content=b"x").status_code == expected
    assert client.delete("/_stcore/upload_file/a/b").status_code == expected


# The command line


def test_accounts_at_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(
        [GOOD, GOOD, GOOD, "khác hẳn mật khẩu", "yếu", "yếu", "mật khẩu hoàn toàn mới", "mật khẩu hoàn toàn mới"]
    )
    monkeypatch.setattr(command.getpass, "getpass", lambda prompt: next(typed))
    home = ["--home", str(tmp_path / "home")]

    def run(*arguments: str) -> tuple[int, str, str]:
        code = command.main([*arguments, *home])
        out = capsys.readouterr()
        return code, out.out, out.err

    assert run("list")[1] == "Chưa có tài khoản nào.\n"
    assert "create TÊN --role administrator" in run("create", "an@xa.example", "--provider")[2]
    assert run("create", "Chị.Hoa", "--role", "administrator")[0] == 0
    assert "không giống nhau" in run("create", "an")[2]
    assert "ít nhất 10 ký tự" in run("create", "an")[2]
    assert run("create", "an@xa.example", "--provider")[0] == 0
    assert run("role", "an@xa.example", "administrator")[0] == 0
    assert run("disable", "chị.hoa")[0] == 1  # nobody else has a password
    assert run("disable", "an@xa.example")[0] == 0
    assert run("enable", "an@xa.example")[0] == 0
    assert run("password", "chị.hoa")[0] == 0
    assert run("unlock", "chị.hoa")[0] == 0
    listed = run("list")[1]
    assert "Chị.Hoa\tquản trị viên" in listed
    assert "an@xa.example\tquản trị viên, tài khoản cơ quan" in listed
    assert "không có tài khoản" in run("role", "ai-do", "official")[2].casefold()
    office = open_workplace(Settings(home=tmp_path / "home"))
    assert all(entry.who.endswith("(dòng lệnh)") for entry in office.audit.entries())
    assert office.audit.entries()[0].what == "bỏ thời gian chờ của chị.hoa"
    assert GOOD not in str([tuple(row) for row in office.records.rows("SELECT * FROM audit")])
