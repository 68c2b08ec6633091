"""The pages through Streamlit's AppTest, on the stand-in backend."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from corpus.errors import BrokenIndex
from corpus.settings import Settings
from tests.browser.fake_backend import DECREE, FakeAssistant, FakeLibrary
from tests.browser.fake_catalogue import ROWS
from ui import backend, chat, indexes, texts
from ui.accounts import visitor
from ui.accounts.roles import LOCAL
from ui.seen import TOUR
from ui.shelf import Shelf
from ui.suggestions import Suggestions
from ui.texts_guide import GUIDE_PARTS
from ui.workplace import workplace

TODAY = date(2026, 11, 24)
CHAT, SEARCH, DOCUMENTS, ADMIN = "chat", "search", "documents", "admin"


def _script(page: str) -> None:
    import importlib

    import streamlit as st

    module = importlib.import_module(f"ui.{page}")
    st.session_state["documents_page"] = st.Page(lambda: None, title="Văn bản", url_path="van-ban")
    st.navigation([st.Page(module.page, title=page, default=True), st.session_state["documents_page"]]).run()


class Pages:
    """Opens pages and reads the panels on them."""

    def __init__(self) -> None:
        self.assistant = FakeAssistant(Settings(), pace=0.001)
        self.library = FakeLibrary(Settings(), seconds=0.2)

    def open(self, page: str, **query: str) -> AppTest:
        app = AppTest.from_function(_script, args=(page,), default_timeout=10)
        for name, value in query.items():
            app.query_params[name] = value
        return self.run(app)

    def run(self, app: AppTest) -> AppTest:
        app.run()
        assert not app.exception, app.exception
        return app

    def panels(self, app: AppTest) -> str:
        found = [json.loads(element.proto.json) for element in app.get("bidi_component")]
        return "\n".join(data.get("markup", "") for data in found)

    def until(self, app: AppTest, condition: Callable[[], bool]) -> AppTest:
        end = time.monotonic() + 8
        while not condition():
            assert time.monotonic() < end, self.panels(app)
            time.sleep(0.05)
            self.run(app)
        return app


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Pages]:
    st.cache_resource.clear()
    monkeypatch.setenv("THAM_QUYEN_HOME", str(tmp_path))
    monkeypatch.setattr(visitor, "is_at_machine", lambda: True)  # AppTest has no connection to look at
    opened = Pages()
    monkeypatch.setattr(backend, "opener", lambda settings: opened.assistant)
    monkeypatch.setattr(backend, "shelver", lambda settings: opened.assistant)
    monkeypatch.setattr(backend, "librarian", lambda settings: opened.library)
    monkeypatch.setattr(indexes, "transfers", lambda settings: ROWS)
    monkeypatch.setattr(backend, "today", lambda: TODAY)
    monkeypatch.setattr(chat, "POLL_SECONDS", None)
    monkeypatch.setattr(chat, "SUGGESTIONS_POLL_SECONDS", None)
    monkeypatch.setattr(Suggestions, "begin", lambda self: None)  # they ask questions of their own
    backend.opening().opened()  # as a few seconds after the start; before that: test_ui_opening
    workplace().seen.mark(LOCAL.id, TOUR)  # the first visit: test_ui_tour
    yield opened
    st.cache_resource.clear()


def test_an_empty_chat_suggests_questions_and_asks_the_chosen_one(pages: Pages) -> None:
    questions = ("Ai cấp giấy phép trồng cây?", "Ai thu hồi giấy phép **trồng** cây?")
    backend.suggestions().questions = questions
    app = pages.open(CHAT)
    assert [button.label for button in app.button] == [questions[0], "Ai thu hồi giấy phép \\*\\*trồng\\*\\* cây?"]
    app.button[0].click()
    pages.run(app)
    assert pages.assistant.asked == [(questions[0], None, True)]
    pages.until(app, lambda: texts.AUTHORITY in pages.panels(app))
    assert questions[1] not in [button.label for button in app.button]


def test_suggestions_are_awaited_and_there_may_be_none(pages: Pages) -> None:
    app = pages.open(CHAT)
    assert texts.SUGGESTING in [caption.value for caption in app.caption]
    backend.suggestions().questions = ()
    pages.run(app)
    assert not {texts.SUGGESTING, texts.SUGGESTED} & {caption.value for caption in app.caption}
    assert not app.button


def test_a_question_gets_evidence_and_an_answer(pages: Pages) -> None:
    app = pages.open(CHAT)
    app.chat_input[0].set_value("Ai cấp giấy phép trồng cây?")
    pages.until(pages.run(app), lambda: texts.COPY in pages.panels(app))
    markup = pages.panels(app)
    for part in ("Điều 5 › khoản 1 › điểm a", texts.DIGEST_BADGE, "Đã giữ lại 1 câu", texts.MADE_FROM, texts.EVIDENCE):
        assert part in markup, part


def test_the_day_goes_with_the_question(pages: Pages) -> None:
    app = pages.open(CHAT)
    app.date_input(key="ngay").set_value(date(2025, 9, 15))
    pages.run(app)
    assert [b.label for b in app.button if b.key == "today"] == [texts.BACK_TO_TODAY]
    app.chat_input[0].set_value("Ai cấp giấy phép trồng cây?")
    pages.until(pages.run(app), lambda: texts.COPY in pages.panels(app))
    assert pages.assistant.asked == [("Ai cấp giấy phép trồng cây?", date(2025, 9, 15), True)]
    assert "Theo pháp luật ngày 15/09/2025 – không phải hôm nay" in pages.panels(app)
    app.button(key="today").click()
    pages.run(app)
    assert app.date_input(key="ngay").value == TODAY


def test_a_reload_finds_the_conversation_again(pages: Pages) -> None:
    app = pages.open(CHAT)
    app.chat_input[0].set_value("Ai cấp giấy phép trồng cây?")
    pages.until(pages.run(app), lambda: texts.COPY in pages.panels(app))
    key = app.query_params["c"]
    again = pages.open(CHAT, c=key[0] if isinstance(key, list) else key)
    assert "Ai cấp giấy phép trồng cây?" in pages.panels(again)
    other = pages.open(CHAT)
    assert "Ai cấp giấy phép trồng cây?" not in pages.panels(other)


def test_cancel_stops_the_writing(pages: Pages) -> None:
    pages.assistant.pace = 0.05
    app = pages.open(CHAT)
    app.chat_input[0].set_value("chậm")
    pages.run(app)
    assert "Đang chờ đến lượt" in pages.panels(app)
    next(button for button in app.button if button.label == texts.CANCEL).click()
    pages.run(app)
    pages.run(app)
    assert texts.CANCELLED in pages.panels(app)
    assert texts.CANCEL not in [button.label for button in app.button]


def test_an_opened_provision_is_shown_in_its_article(pages: Pages) -> None:
    from tests.browser.fake_backend import HITS
    from ui.provision import Opened

    app = pages.open(CHAT)
    chunk = HITS[0].chunk
    app.session_state["opened_provision"] = Opened(
        DECREE, chunk.provision, "trong thời hạn 05 ngày làm việc", 1, TODAY, chunk
    )
    pages.run(app)
    markup = pages.panels(app)
    assert "<mark>trong thời hạn 05 ngày làm việc</mark>" in markup
    assert "Hiệu lực từ 01/07/2025 đến trước 01/03/2027" in markup


def test_search_shows_clauses_only(pages: Pages) -> None:
    app = pages.open(SEARCH)
    assert GUIDE_PARTS[1][0] in pages.panels(app)  # help with examples where nothing is asked yet
    assert 'href="tim-kiem?tu=thu+hoi+dat&amp;kieu=' in pages.panels(app)
    app.text_input(key="tu").set_value("cây bóng mát")
    pages.run(app)
    assert "7 điều khoản" in pages.panels(app)
    assert 'class="authority"' not in pages.panels(app)
    assert pages.assistant.asked == []


def test_documents_are_listed_and_filtered_without_diacritics(pages: Pages) -> None:
    app = pages.open(DOCUMENTS)
    markup = pages.panels(app)
    assert markup.index(DECREE) < markup.index("90/2024/QH99")
    assert "tóm tắt" in markup
    app.text_input(key="loc").set_value("phan dinh tham quyen")
    pages.run(app)
    assert DECREE in pages.panels(app)
    assert "90/2024/QH99" not in pages.panels(app)
    app.text_input(key="loc").set_value("không có gì")
    pages.run(app)
    assert texts.NO_MATCH in pages.panels(app)


def test_only_documents_in_force_on_the_day(pages: Pages) -> None:
    app = pages.open(DOCUMENTS, ngay="2025-01-01")
    app.toggle(key="hl").set_value(True)
    pages.run(app)
    assert "90/2024/QH99" in pages.panels(app)
    assert DECREE not in pages.panels(app)


def test_documents_are_filtered_by_kind_and_ordered(pages: Pages) -> None:
    app = pages.open(DOCUMENTS)
    app.selectbox(key="sap").set_value(texts.SORTS[1])
    app.multiselect(key="loai").set_value(["Luật"])
    pages.run(app)
    assert DECREE not in pages.panels(app)
    app.button(key="filters-clear").click()
    pages.run(app)
    markup = pages.panels(app)
    assert markup.index(DECREE) < markup.index("90/2024/QH99")  # the decree is the newer one


def test_a_document_has_contents_and_a_place_for_each_provision(pages: Pages) -> None:
    app = pages.open(DOCUMENTS, so=DECREE, muc="art_5__cl_1__pt_b")
    markup = pages.panels(app)
    assert 'id="art_5__cl_1__pt_b"' in markup
    assert 'data-goto="art_40"' in markup
    assert texts.DIGEST_BADGE in markup
    assert "Công báo giả định số 1" in markup
    focus = [json.loads(e.proto.json)["focus"] for e in app.get("bidi_component")]
    assert "art_5__cl_1__pt_b" in focus


def test_an_unknown_document_is_named(pages: Pages) -> None:
    assert "Không có văn bản số &lt;x&gt; trong kho." in pages.panels(pages.open(DOCUMENTS, so="<x>"))


def test_upload_runs_in_the_background_and_reports_each_file(pages: Pages) -> None:
    app = pages.open(ADMIN)
    app.file_uploader[0].set_value([("901 <b>.txt", b"noi dung", "text/plain")])
    pages.run(app)
    app.button(key="add").click()
    pages.until(pages.run(app), lambda: "plain-table" in pages.panels(app))
    lines = [line.split("<td ")[1:] for line in pages.panels(app).split("<tr>")[2:]]
    assert [line[0].split(">")[1].split("<")[0] for line in lines] == [
        texts.REPORT_FAILED, f"{texts.REPORT_ADDED}: {DECREE}", f"{texts.REPORT_UNCHANGED}: 90/2024/QH99",
    ]  # fmt: skip
    assert f'data-label="{texts.REPORT_REMEDY}">Cài tesseract-ocr rồi nạp lại.<' in lines[0][2]
    assert pages.library.did == [("add", ["901 <b>.txt"])]


def test_removing_asks_first(pages: Pages) -> None:
    app = pages.open(ADMIN)
    app.selectbox(key="remove-pick").set_value(DECREE)
    pages.run(app)
    app.button(key="remove").click()
    pages.run(app)
    assert pages.library.did == []
    app.button(key="remove-yes").click()
    pages.run(app)
    assert pages.library.did == [("remove", DECREE)]
    assert f"Đã gỡ {DECREE}." in pages.panels(app)


def test_rolling_back_asks_first(pages: Pages) -> None:
    app = pages.open(ADMIN)
    app.button(key="undo").click()
    pages.run(app)
    assert pages.library.did == []
    app.button(key="undo-yes").click()
    pages.run(app)
    assert pages.library.did == [("rollback", None)]


def test_an_empty_corpus_says_what_to_do(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend, "shelver", Shelf)
    st.cache_resource.clear()
    app = pages.run(AppTest.from_file("../ui/app.py", default_timeout=10))
    assert [s.value for s in app.subheader] == [texts.EMPTY_TITLE]
    assert texts.EMPTY in [text.value for text in app.text]
    assert texts.EMPTY_ADMIN in [link.proto.label for link in app.get("page_link")]
    assert not app.chat_input


def test_a_missing_index_is_told_with_its_remedy(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(settings: Settings) -> FakeAssistant:
        raise BrokenIndex("Chưa có chỉ mục", where="/nhà", remedy="Chạy `make run`.")

    monkeypatch.setattr(backend, "shelver", broken)
    app = AppTest.from_file("../ui/app.py", default_timeout=10)
    pages.run(app)
    assert [s.value for s in app.subheader] == [texts.START_FAILED]
    assert "/nhà: Chưa có chỉ mục" in pages.panels(app)
    assert "Chạy `make run`." in pages.panels(app)


def test_no_full_collection_after_each_run() -> None:
    config = tomllib.loads((Path(__file__).parent.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["runner"]["postScriptGC"] is False  # it slowed the model four times and more


def test_a_new_generation_is_taken_up_and_told(pages: Pages) -> None:
    app = AppTest.from_file("../ui/app.py", default_timeout=10)
    pages.run(app)
    pages.assistant.published = 2
    pages.run(app)
    assert [toast.value for toast in app.toast] == [texts.REFRESHED.format(generation=2)]
    assert [link.label for link in app.sidebar.get("page_link")] == [
        texts.CHAT, texts.CROSSWALK, texts.SEARCH, texts.DOCUMENTS, texts.GUIDE, texts.ADMIN,
    ]  # fmt: skip
