"""Who comes in: the first start, single-user mode, the office's provider."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from office import Office, button, opened_office, run, shown, titles
from staff import GOOD

from ui import texts
from ui import texts_accounts as words
from ui.accounts import visitor
from ui.accounts.entrance import CODE
from ui.accounts.roles import Role
from ui.workplace import workplace

QUESTION = "Ai cấp giấy phép trồng cây?"


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Office]:
    with opened_office(monkeypatch, tmp_path) as opened:
        yield opened


def test_the_first_start_takes_the_printed_code(office: Office, capfd: pytest.CaptureFixture[str]) -> None:
    CODE._code = ""
    app = office.open()
    assert titles(app) == [words.SETUP_TITLE]
    printed = capfd.readouterr().err
    code = next(line for line in printed.splitlines() if "dùng một lần" in line).rsplit(": ", 1)[1]

    def send(typed: str) -> None:
        app.text_input(key="setup-code").set_value(typed)
        app.text_input(key="setup-name").set_value("chi.hoa")
        app.text_input(key="setup-new").set_value(GOOD)
        app.text_input(key="setup-repeat").set_value(GOOD)
        button(app, words.SETUP_BUTTON).click()
        run(app)

    send("AAAA-BBBB-CCCC")
    assert words.SETUP_WRONG in shown(app)
    assert not workplace().registry.any()
    send(code)
    assert titles(app) == [texts.CHAT]
    made = workplace().registry.find("chi.hoa")
    assert made is not None
    assert made.administers


def test_the_first_start_is_only_at_the_machine(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor, "is_at_machine", lambda: False)
    app = office.open()
    assert titles(app) == [words.SETUP_ELSEWHERE]
    assert not app.text_input
    assert not app.button


def test_single_user_mode_says_so_and_its_conversations_go_to_the_first_account(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THAM_QUYEN_ACCOUNTS", "auto")
    app = office.open()
    assert titles(app) == [texts.CHAT]
    assert texts.LOCAL_NOTE in [caption.value for caption in app.caption]
    app.chat_input[0].set_value(QUESTION)
    run(app)
    made = workplace().registry.create("chi.hoa", GOOD, Role.ADMINISTRATOR, first=True)
    assert [item.title for item in workplace().archive.listed(made.id)] == [QUESTION]
    assert titles(run(app)) == [texts.APP_NAME]  # from now on everybody logs in


def _provided(**claims: object) -> dict[str, object]:
    return {"is_logged_in": True, "email": "an@xa.example", "email_verified": True, "iat": time.time(), **claims}


@pytest.mark.parametrize(
    ("claims", "comes_in"),
    [
        ({}, True),
        ({"email": "AN@XA.example"}, True),
        ({"email": "khac@xa.example"}, False),
        ({"email": ""}, False),
        ({"email": None}, False),
        ({"email_verified": False}, False),
        ({"iat": time.time() - 13 * 3600}, False),
        ({"iat": None}, False),
    ],
)
def test_the_offices_provider_lets_known_accounts_in(
    office: Office, monkeypatch: pytest.MonkeyPatch, claims: dict[str, object], comes_in: bool
) -> None:
    monkeypatch.setenv("THAM_QUYEN_ACCOUNTS", "oidc")
    workplace().registry.create("quantri", GOOD, Role.ADMINISTRATOR)
    workplace().registry.create("an@xa.example", None, Role.OFFICIAL)
    monkeypatch.setattr(visitor, "_provided", lambda: _provided(**claims))
    app = office.open()
    assert (titles(app) == [texts.CHAT]) is comes_in
    if comes_in:
        workplace().registry.set_disabled("an@xa.example", disabled=True)
        assert titles(run(app)) == [texts.APP_NAME]


def test_an_idle_session_of_the_provider_takes_a_new_login_there(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THAM_QUYEN_ACCOUNTS", "oidc")
    workplace().registry.create("quantri", GOOD, Role.ADMINISTRATOR)
    workplace().registry.create("an@xa.example", None, Role.OFFICIAL)
    first = _provided(iat=time.time() - 7200)
    told = [first]
    monkeypatch.setattr(visitor, "_provided", lambda: told[-1])
    monkeypatch.setattr(st, "user", first)
    monkeypatch.setattr(st, "secrets", {"auth": {}})
    assert titles(office.open()) == [texts.CHAT]
    assert titles(office.open()) == [texts.CHAT]  # reloaded before the browser kept the cookie
    with workplace().records.write() as connection:
        connection.execute("UPDATE sessions SET seen = seen - 3700")
    for _ in range(2):
        app = office.open()
        assert titles(app) == [texts.APP_NAME]
        assert words.PROVIDER_ENDED.format(name="an@xa.example") in shown(app)
        assert words.LOGIN_PROVIDER in [b.label for b in app.button]
    told.append(_provided())
    assert titles(office.open()) == [texts.CHAT]


def test_the_provider_counts_for_nothing_unless_it_is_set(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    workplace().registry.create("quantri", GOOD, Role.ADMINISTRATOR)
    workplace().registry.create("an@xa.example", None, Role.OFFICIAL)
    monkeypatch.setattr(st, "user", _provided())
    assert titles(office.open()) == [texts.APP_NAME]


def test_a_mistyped_setting_is_told_instead_of_letting_anybody_in(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THAM_QUYEN_ACCOUNTS", "none")
    app = office.open()
    assert [s.value for s in app.subheader] == [texts.START_FAILED]
    assert "auto, on, off, oidc" in shown(app)
    assert not app.button
