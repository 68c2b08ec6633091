"""The pages with accounts, through Streamlit's AppTest: login, first start, roles, own conversations only."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from argon2 import PasswordHasher
from streamlit.testing.v1 import AppTest

from corpus.settings import Settings
from tests.browser.fake_backend import DECREE, FakeAssistant, FakeLibrary
from ui import backend, chat, texts, texts_admin
from ui import texts_accounts as words
from ui.accounts import passwords, visitor
from ui.accounts.entrance import CODE
from ui.accounts.roles import Role
from ui.workplace import workplace

GOOD, QUESTION = "cây đa bến nước sân đình", "Ai cấp giấy phép trồng cây?"


class Office:
    """The app with accounts on."""

    def __init__(self) -> None:
        self.assistant, self.library = FakeAssistant(Settings(), pace=0.001), FakeLibrary(Settings(), seconds=0.1)

    def open(self, **query: str) -> AppTest:
        app = AppTest.from_file("../ui/app.py", default_timeout=10)
        for name, value in query.items():
            app.query_params[name] = value
        return run(app)

    def login(self, name: str, password: str = GOOD, **query: str) -> AppTest:
        app = self.open(**query)
        app.text_input(key="login-name").set_value(name)
        app.text_input(key="login-password").set_value(password)
        button(app, words.LOGIN).click()
        return run(app)


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    return app


def button(app: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(b for b in app.button if b.label == label)


def shown(app: AppTest) -> str:
    return "\n".join(json.loads(e.proto.json).get("markup", "") for e in app.get("bidi_component"))


def titles(app: AppTest) -> list[str]:
    return [title.value for title in app.title]


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Office]:
    st.cache_resource.clear()
    passwords._nobody.cache_clear()
    monkeypatch.setenv("THAM_QUYEN_HOME", str(tmp_path))
    monkeypatch.setenv("THAM_QUYEN_ACCOUNTS", "on")
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    monkeypatch.setattr(visitor, "is_at_machine", lambda: True)  # AppTest has no connection to look at
    monkeypatch.setattr(visitor, "stored_token", lambda: None)
    opened = Office()
    monkeypatch.setattr(backend, "opener", lambda settings: opened.assistant)
    monkeypatch.setattr(backend, "librarian", lambda settings: opened.library)
    monkeypatch.setattr(chat, "POLL_SECONDS", None)
    yield opened
    st.cache_resource.clear()
    passwords._nobody.cache_clear()


@pytest.fixture
def staffed(office: Office) -> Office:
    """With an administrator and two officials."""
    workplace().registry.create("quantri", GOOD, Role.ADMINISTRATOR)
    for name in ("an", "binh"):
        workplace().registry.create(name, GOOD, Role.OFFICIAL)
    return office


def test_without_login_nothing_is_shown_and_nothing_opened(staffed: Office) -> None:
    app = staffed.open()
    assert titles(app) == [texts.APP_NAME]
    assert [b.label for b in app.button] == [words.LOGIN]
    assert not app.sidebar.get("page_link")
    assert not staffed.assistant.preloaded


def test_a_wrong_password_is_refused_and_logged(staffed: Office) -> None:
    app = staffed.login("an", "sai hoàn toàn rồi")
    assert "Tên hoặc mật khẩu không đúng" in shown(app)
    entry = workplace().audit.entries(1)[0]
    assert (entry.who, entry.act, entry.outcome) == ("an", "login", "failed")
    assert "sai hoàn toàn" not in repr(workplace().audit.entries())


def test_an_official_asks_and_sees_no_administration(staffed: Office) -> None:
    app = staffed.login("an")
    assert titles(app) == [texts.CHAT]
    assert texts.ADMIN not in [link.label for link in app.sidebar.get("page_link")]
    assert workplace().audit.entries(1)[0].outcome == "done"
    app.chat_input[0].set_value(QUESTION)
    run(app)
    assert staffed.assistant.asked[0][0] == QUESTION


def test_the_administration_page_is_denied_to_an_official(staffed: Office) -> None:
    app = staffed.login("an")
    denied = AppTest.from_function(_admin_page, default_timeout=10)
    denied.session_state["session_token"] = app.session_state["session_token"]
    run(denied)
    assert titles(denied) == [words.DENIED_TITLE]
    assert not denied.file_uploader
    assert not denied.button


def _admin_page() -> None:
    from ui import admin

    admin.page()


def test_a_press_that_was_on_the_page_does_nothing_once_the_role_is_lost(staffed: Office) -> None:
    app = AppTest.from_function(_admin_page, default_timeout=10)
    account = workplace().registry.check("quantri", GOOD)
    app.session_state["session_token"] = workplace().sessions.begin(account)
    run(app)
    app.selectbox(key="remove-pick").set_value(DECREE)
    run(app)
    app.button(key="remove").click()
    run(app)
    workplace().registry.create("kia", GOOD, Role.ADMINISTRATOR)
    workplace().registry.set_role("quantri", Role.OFFICIAL)
    app.button(key="remove-yes").click()
    app.run()  # the callback is refused
    assert staffed.library.did == []
    assert workplace().audit.entries(1)[0].outcome == "denied"


def test_another_persons_conversation_does_not_open_by_its_address(staffed: Office) -> None:
    app = staffed.login("an")
    app.chat_input[0].set_value(QUESTION)
    run(app)
    key = app.session_state["conversation"]
    own = staffed.login("an", c=key)
    assert own.session_state["conversation"] == key
    other = staffed.login("binh", c=key)
    assert other.session_state["conversation"] != key
    assert QUESTION not in shown(other)
    assert f"open-{key}" not in [b.key for b in other.button]


def test_who_logs_out_leaves_nothing_to_the_next(staffed: Office) -> None:
    app = staffed.login("an")
    app.chat_input[0].set_value(QUESTION)
    run(app)
    token = app.session_state["session_token"]
    app.button(key="logout").click()
    run(app)
    assert titles(app) == [texts.APP_NAME]
    assert workplace().sessions.account(token) is None
    app.text_input(key="login-name").set_value("binh")
    app.text_input(key="login-password").set_value(GOOD)
    button(app, words.LOGIN).click()
    run(app)
    assert QUESTION not in shown(app)


def test_an_ended_session_asks_to_log_in_again(staffed: Office) -> None:
    app = staffed.login("an")
    workplace().sessions.end_all(workplace().registry.check("an", GOOD))
    suggestion = next(b for b in app.button if b.key == "suggest-0")
    suggestion.click()
    run(app)
    assert titles(app) == [texts.APP_NAME]
    assert staffed.assistant.asked == []


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1", "A" * 5000])
def test_a_forged_token_is_nobody(staffed: Office, token: str) -> None:
    app = AppTest.from_file("../ui/app.py", default_timeout=10)
    app.session_state["session_token"] = token
    run(app)
    assert [b.label for b in app.button] == [words.LOGIN]


def test_a_first_password_has_to_be_changed_before_anything(staffed: Office) -> None:
    workplace().registry.create("moi", "mật khẩu tạm thời", Role.OFFICIAL, must_change=True)
    app = staffed.login("moi", "mật khẩu tạm thời")
    assert titles(app) == [words.CHANGE_TITLE]
    app.text_input(key="password-old").set_value("mật khẩu tạm thời")
    app.text_input(key="password-new").set_value("của riêng tôi thôi")
    app.text_input(key="password-repeat").set_value("của riêng tôi thôi")
    button(app, words.SAVE).click()
    run(app)
    assert titles(app) == [texts.CHAT]


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


def test_conversations_are_listed_renamed_deleted_and_brought_back(staffed: Office) -> None:
    app = staffed.login("an")
    app.chat_input[0].set_value(QUESTION)
    run(app)
    run(app)
    key = app.session_state["conversation"]
    app.text_input(key=f"title-{key}").set_value("Hồ sơ **bà Tư**")
    run(app)
    run(app)
    label = next(b.label for b in app.button if b.key == f"open-{key}")
    assert label == r"Hồ sơ \*\*bà Tư\*\*"
    app.button(key=f"delete-{key}").click()
    run(app)
    assert f"open-{key}" not in [b.key for b in app.button]
    app.button(key="undo-delete").click()
    run(app)
    assert app.session_state["conversation"] == key
    app.text_input(key="find-conversation").set_value("ho so ba tu")
    run(app)
    assert f"open-{key}" in [b.key for b in app.button]
    app.text_input(key="find-conversation").set_value("rượu")
    run(app)
    assert f"open-{key}" not in [b.key for b in app.button]


@pytest.mark.parametrize("section", texts_admin.SECTIONS)
def test_every_section_opens(staffed: Office, section: str) -> None:
    app = AppTest.from_function(_admin_page, default_timeout=10)
    account = workplace().registry.check("quantri", GOOD)
    app.session_state["session_token"] = workplace().sessions.begin(account)
    app.query_params["phan"] = section
    run(app)
    assert titles(app) == [texts.ADMIN]


def test_an_administrator_makes_an_account(staffed: Office) -> None:
    app = AppTest.from_function(_admin_page, default_timeout=10)
    account = workplace().registry.check("quantri", GOOD)
    app.session_state["session_token"] = workplace().sessions.begin(account)
    app.query_params["phan"] = "nguoi-dung"
    run(app)
    app.text_input(key="new-user-name").set_value("moi")
    button(app, texts_admin.NEW_USER_BUTTON).click()
    run(app)
    made = workplace().registry.find("moi")
    assert made is not None
    assert made.must_change
    assert made.role is Role.OFFICIAL
    assert workplace().registry.check("moi", app.code[0].value).name == "moi"


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


def test_the_provider_counts_for_nothing_unless_it_is_set(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
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
