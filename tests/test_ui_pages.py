"""Search, documents and administration, and the frame around all pages, on the stand-in backend."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from pages import Pages, opened_pages
from streamlit.testing.v1 import AppTest

from corpus.errors import BrokenIndex
from corpus.settings import Settings
from tests.browser.fake_backend import DECREE, FakeAssistant
from ui import backend, texts
from ui.shelf import Shelf
from ui.texts_guide import SEARCH_HELP

SEARCH, DOCUMENTS, ADMIN = "search", "documents", "admin"


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Pages]:
    with opened_pages(monkeypatch, tmp_path) as opened:
        yield opened


def test_search_shows_clauses_only(pages: Pages) -> None:
    app = pages.open(SEARCH)
    assert SEARCH_HELP in pages.panels(app)  # help with examples where nothing is asked yet
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
    app.button(key="job-put-away").click()
    pages.run(app)
    assert f"Đã gỡ {DECREE}." not in pages.panels(app)


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
    backend.shelf.clear()  # opened already, for the suggested questions
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
