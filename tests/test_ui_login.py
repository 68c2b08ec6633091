"""The pages with accounts, through Streamlit's AppTest: login, roles, own conversations only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from office import Office, button, opened_office, run, shown, titles
from staff import GOOD
from streamlit.testing.v1 import AppTest

from tests.browser.fake_backend import DECREE
from ui import backend, texts, texts_admin
from ui import texts_accounts as words
from ui.accounts.roles import Role
from ui.workplace import workplace

QUESTION = "Ai cấp giấy phép trồng cây?"


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Office]:
    with opened_office(monkeypatch, tmp_path) as opened:
        yield opened


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
    backend.suggestions().questions = ("Ai cấp giấy phép trồng cây?",)
    app = staffed.login("an")
    workplace().sessions.end(app.session_state["session_token"])
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


def test_a_deleted_conversation_is_brought_back_after_a_reload(staffed: Office) -> None:
    app = staffed.login("an")
    app.chat_input[0].set_value(QUESTION)
    run(app)
    run(app)
    key = app.session_state["conversation"]
    app.button(key=f"delete-{key}").click()
    run(app)
    anew = staffed.login("an")
    assert "undo-delete" not in [b.key for b in anew.button]
    assert f"restore-{key}" not in [b.key for b in staffed.login("binh").button]
    anew.button(key=f"restore-{key}").click()
    run(anew)
    assert anew.session_state["conversation"] == key
    assert f"open-{key}" in [b.key for b in anew.button]
    assert f"restore-{key}" not in [b.key for b in anew.button]


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
