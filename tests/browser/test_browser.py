"""The app in a real browser: a headless Chromium against a Streamlit server on the stand-in backend.

Screenshots go to a temporary folder, which a run with `-s` names. Needs Debian's `chromium` and `chromium-driver`.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from selenium.webdriver.common.action_chains import ActionChains

from tests.browser.driver import MARKS, Browser, Keys
from tests.browser.fake_backend import DECREE
from ui import texts

pytestmark = MARKS
QUESTION = "Ai cấp giấy phép trồng cây bóng mát?"


def test_ask_read_and_open_a_citation(desktop: Browser, screenshots: Path) -> None:
    desktop.go()
    desktop.says(texts.WELCOME_TITLE)
    desktop.driver.save_screenshot(str(screenshots / "start.png"))
    desktop.ask(QUESTION)
    desktop.says("Điều 5 › khoản 1 › điểm a")
    desktop.see("[data-copy]")
    assert "Chủ tịch Ủy ban nhân dân cấp xã" in desktop.see(".authority strong")[0].text
    desktop.driver.save_screenshot(str(screenshots / "answer.png"))
    desktop.press("a.ref")
    dialog = desktop.see("[role=dialog]")[0]
    desktop.wait(lambda: [m for m in desktop.all(".drawer mark") if "05 ngày làm việc" in m.text])
    assert dialog.is_displayed()
    assert desktop.see(".drawer section.focus")[0].get_attribute("id") == "art_5__cl_1__pt_a"
    desktop.driver.save_screenshot(str(screenshots / "citation.png"))
    dialog.send_keys(Keys.ESCAPE)
    desktop.wait(lambda: not desktop.all("[role=dialog]"))


def test_evidence_cards_open_too_and_lead_to_the_document(desktop: Browser, screenshots: Path) -> None:
    desktop.press("[data-open=e2]")
    shown = ".drawer section.focus"  # the drawer of the citation opened before may still be closing
    desktop.wait(lambda: [s.get_attribute("id") for s in desktop.all(shown)] == ["art_5__cl_1__pt_b"])
    desktop.see("[role=dialog] [data-testid=stPageLink] a, [data-testid=stDialog] [data-testid=stPageLink] a")
    desktop.press("[data-testid=stDialog] [data-testid=stPageLink] a")
    desktop.see(".toc")
    assert desktop.wait(lambda: "muc=art_5__cl_1__pt_b" in desktop.driver.current_url)
    assert desktop.see(".law section.focus")[0].get_attribute("id") == "art_5__cl_1__pt_b"
    desktop.sees_in_view(".law section.focus")
    desktop.driver.save_screenshot(str(screenshots / "document.png"))


def _tip(browser: Browser) -> Any:
    """Words and frame of the clause shown at the first citation; None if it is not shown."""
    script = """const tip = arguments[0].querySelector('.tip'), frame = tip.getBoundingClientRect();
        return frame.height ? [tip.innerText, frame.left, frame.top, frame.right, frame.bottom] : null;"""
    return browser.driver.execute_script(script, browser.see("a.ref")[0])


def test_a_citation_shows_its_clause_on_hover_and_on_focus(desktop: Browser) -> None:
    desktop.go()
    desktop.ask(QUESTION)
    desktop.see("[data-copy]")
    time.sleep(0.5)
    assert _tip(desktop) is None
    ActionChains(desktop.driver).move_to_element(desktop.see("a.ref")[0]).perform()
    words, left, top, right, bottom = desktop.wait(lambda: _tip(desktop))
    assert "Cấp giấy phép trồng cây bóng mát" in words
    assert left >= 0
    assert top >= 0
    assert right <= 1366
    assert bottom <= 768
    ActionChains(desktop.driver).move_to_element(desktop.see(".question")[0]).perform()
    desktop.wait(lambda: _tip(desktop) is None)
    copy = desktop.see("[data-copy]")[0]
    desktop.driver.execute_script("arguments[0].focus()", copy)
    for _ in range(5):  # the keyboard alone reaches it
        ActionChains(desktop.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
        if _tip(desktop):
            break
    assert _tip(desktop)
    ActionChains(desktop.driver).send_keys(Keys.ESCAPE).perform()
    desktop.wait(lambda: _tip(desktop) is None)
    ActionChains(desktop.driver).send_keys(Keys.ENTER).perform()
    desktop.see(".drawer mark")
    desktop.see("[role=dialog]")[0].send_keys(Keys.ESCAPE)


def test_clauses_and_citations_open_while_the_answer_is_being_written(desktop: Browser) -> None:
    desktop.go()
    desktop.ask("Việc chậm này ai làm?")
    desktop.press("[data-open=e2]")
    shown = ".drawer section.focus"
    desktop.wait(lambda: [s.get_attribute("id") for s in desktop.all(shown)] == ["art_5__cl_1__pt_b"])
    assert desktop.all(".working")
    desktop.see("[role=dialog]")[0].send_keys(Keys.ESCAPE)
    desktop.wait(lambda: not desktop.all("[role=dialog]"))
    desktop.press("a.ref")  # the first sentence is there, the second is not
    desktop.wait(lambda: [s.get_attribute("id") for s in desktop.all(shown)] == ["art_5__cl_1__pt_a"])
    desktop.see("[data-copy]")  # the answer went on behind it
    assert desktop.see(shown)[0].get_attribute("id") == "art_5__cl_1__pt_a"
    desktop.see("[role=dialog]")[0].send_keys(Keys.ESCAPE)
    desktop.wait(lambda: not desktop.all("[role=dialog]"))


def test_made_from_and_regenerating_without_the_model(desktop: Browser) -> None:
    desktop.go()
    desktop.ask(QUESTION)
    desktop.see("[data-copy]")
    facts = desktop.see(".facts")[0]
    assert not facts.is_displayed()
    summary = next(s for s in desktop.see("summary") if s.text == texts.MADE_FROM)
    desktop.driver.execute_script("arguments[0].focus()", summary)
    summary.send_keys(Keys.ENTER)
    desktop.wait(facts.is_displayed)
    assert texts.MADE_GENERATION in facts.text
    desktop.press("[class*=st-key-plain-] button")
    desktop.wait(lambda: [q.text for q in desktop.all(".question")].count(QUESTION) == 2)
    desktop.says(texts.NO_MODEL_ASKED)


def test_contents_lead_to_an_article_and_the_address_follows(desktop: Browser) -> None:
    desktop.go(f"van-ban?so={quote(DECREE)}")
    desktop.press("[data-goto=art_30]")
    desktop.wait(lambda: "muc=art_30" in desktop.driver.current_url)
    desktop.sees_in_view("#art_30")


def test_the_answer_goes_on_through_a_reload_and_typing_is_free(desktop: Browser) -> None:
    desktop.go()
    desktop.ask("Việc chậm này ai làm?")
    desktop.says(texts.WAITING_NEXT)
    box = desktop.see("[data-testid=stChatInputTextArea]")[0]
    box.send_keys("câu sau")
    time.sleep(1.5)  # several looks of the page at the running answer
    assert box.get_attribute("value") == "câu sau"
    desktop.driver.refresh()
    desktop.says("Việc chậm này ai làm?")
    assert desktop.wait(lambda: desktop.all(".authority"), 60)
    assert [q.text for q in desktop.all(".question")].count("Việc chậm này ai làm?") == 1


def test_cancel_works_while_it_writes(desktop: Browser, screenshots: Path) -> None:
    desktop.go()
    desktop.ask("Một việc chậm khác ai làm?")
    desktop.wait(lambda: [b for b in desktop.all("button") if texts.CANCEL in b.text])
    desktop.driver.save_screenshot(str(screenshots / "waiting.png"))
    desktop.press("[class*=st-key-cancel-] button")
    desktop.says(texts.CANCELLED)
    desktop.wait(lambda: not desktop.all("[class*=st-key-cancel-] button"))


def test_nothing_found_is_said_with_care(desktop: Browser, screenshots: Path) -> None:
    desktop.go()
    desktop.ask("giá vàng hôm nay bao nhiêu?")
    desktop.says(texts.ABSTAINED_TITLE)
    desktop.driver.save_screenshot(str(screenshots / "abstained.png"))


def test_the_copy_button_copies_answer_and_basis(desktop: Browser) -> None:
    desktop.driver.execute_cdp_cmd(
        "Browser.grantPermissions",
        {"origin": desktop.address, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]},
    )
    desktop.go()
    desktop.ask(QUESTION)
    desktop.press("[data-copy]")
    desktop.wait(lambda: desktop.all("[data-copy]")[0].text == texts.COPIED)
    copied = desktop.driver.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    assert "[1] điểm a khoản 1 Điều 5 Nghị định 901/2025/NĐ-CP" in copied


def test_another_day_stands_out(desktop: Browser, screenshots: Path) -> None:
    desktop.go("?ngay=2025-09-15")
    desktop.says(texts.AS_OF_OTHER)
    desktop.ask(QUESTION)
    desktop.says("Theo pháp luật ngày 15/9/2025 – không phải hôm nay")
    desktop.driver.save_screenshot(str(screenshots / "other-day.png"))


def test_search_documents_and_administration(desktop: Browser, screenshots: Path, tmp_path: Path) -> None:
    desktop.go("tim-kiem?tu=" + quote("cây xanh"))
    desktop.says("7 điều khoản, sắp theo mức liên quan")
    desktop.driver.save_screenshot(str(screenshots / "search.png"))
    desktop.go("van-ban")
    desktop.says("2 trong 2 văn bản của kho")
    time.sleep(0.5)
    desktop.driver.save_screenshot(str(screenshots / "documents.png"))
    desktop.go("quan-tri")
    upload = tmp_path / "<img src=x onerror=hacked=1>.txt"
    upload.write_text("Điều 1. Nội dung", encoding="utf-8")
    desktop.see("[data-testid=stFileUploader] input[type=file]")[0].send_keys(str(upload))
    desktop.press(".st-key-add button")
    desktop.says("Kết quả lượt vừa rồi")
    assert desktop.driver.execute_script("return window.hacked") is None  # the file's name is text
    time.sleep(0.5)
    desktop.driver.save_screenshot(str(screenshots / "admin.png"))


def test_too_large_an_upload_is_refused_clearly(desktop: Browser, tmp_path: Path) -> None:
    desktop.go("quan-tri")
    large = tmp_path / "lon.pdf"
    with large.open("wb") as file:
        file.truncate(41 * 1024 * 1024)
    desktop.see("[data-testid=stFileUploader] input[type=file]")[0].send_keys(str(large))
    desktop.wait(lambda: "Tệp lớn quá, nhiều nhất 40" in desktop.see("[data-testid=stFileUploader]")[0].text)
    assert not desktop.all(".st-key-add button")


def test_a_file_is_dragged_in(desktop: Browser) -> None:
    desktop.go("quan-tri")
    zone = desktop.see("[data-testid=stFileUploaderDropzone]")[0]
    drop = """const transfer = new DataTransfer();
        transfer.items.add(new File(['Điều 1. Nội dung'], 'kéo-thả.txt', {type: 'text/plain'}));
        for (const kind of ['dragenter', 'dragover', 'drop'])
          arguments[0].dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: transfer}));"""
    desktop.driver.execute_script(drop, zone)
    desktop.press(".st-key-add button")
    desktop.says("Kết quả lượt vừa rồi")


def _tab_to(browser: Browser, inside: str, times: int = 60) -> None:
    """Press Tab until what has the focus is, or is in, the element; within our panels as well."""
    script = """let at = document.activeElement;
        while (at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
        return !!at.closest(arguments[0]);"""
    for _ in range(times):
        if browser.driver.execute_script(script, inside):
            return
        ActionChains(browser.driver).send_keys(Keys.TAB).perform()
    raise AssertionError(f"Tab does not reach {inside}")


def test_from_a_question_to_its_clause_by_keyboard_alone(desktop: Browser) -> None:
    desktop.go()
    desktop.see("[data-testid=stChatInputTextArea]")
    _tab_to(desktop, "[data-testid=stChatInputTextArea]")
    ActionChains(desktop.driver).send_keys(QUESTION, Keys.ENTER).perform()
    desktop.see("[data-copy]")
    desktop.driver.execute_script("document.activeElement.blur()")
    _tab_to(desktop, "a.ref")
    assert _tip(desktop)
    ActionChains(desktop.driver).send_keys(Keys.ENTER).perform()
    desktop.see(".drawer mark")
    ActionChains(desktop.driver).send_keys(Keys.ESCAPE).perform()
    desktop.wait(lambda: not desktop.all("[role=dialog]"))
    at = "let e = document.activeElement; while (e.shadowRoot) e = e.shadowRoot.activeElement; return e.className"
    desktop.wait(lambda: desktop.driver.execute_script(at) == "ref")  # back where one was reading
    _tab_to(desktop, "[class*=st-key-sheet-docx] button", 80)
    _tab_to(desktop, "[data-open=e1]")
    ActionChains(desktop.driver).send_keys(Keys.ENTER).perform()
    desktop.wait(lambda: [s.get_attribute("id") for s in desktop.all(".drawer section.focus")] == ["art_5__cl_1__pt_a"])
    ActionChains(desktop.driver).send_keys(Keys.ESCAPE).perform()


def test_the_tour_outlines_what_it_tells_of_and_is_put_away(desktop: Browser) -> None:
    outlined = """return [...document.querySelectorAll(arguments[0])].map(e => getComputedStyle(e).outlineStyle)"""
    desktop.go()
    desktop.see(".st-key-tour")
    desktop.wait(lambda: desktop.driver.execute_script(outlined, "[data-testid=stChatInput]") == ["solid"])
    desktop.press(".st-key-tour-next button")
    desktop.wait(lambda: desktop.driver.execute_script(outlined, ".st-key-asof") == ["solid"])
    assert desktop.accessibility_findings() == []
    desktop.press(".st-key-tour-end button")
    desktop.wait(lambda: not desktop.all(".st-key-tour"))
    desktop.go("tro-giup")
    desktop.press(".st-key-tour-again button")
    desktop.see(".st-key-tour")
    desktop.press(".st-key-tour-end button")
    desktop.wait(lambda: not desktop.all(".st-key-tour"))


def test_on_a_phone(phone: Browser, screenshots: Path) -> None:
    phone.go()
    phone.says(texts.WELCOME_TITLE)
    phone.driver.save_screenshot(str(screenshots / "phone-start.png"))
    phone.ask(QUESTION)
    phone.see("[data-copy]")
    time.sleep(0.5)
    phone.driver.save_screenshot(str(screenshots / "phone-answer.png"))
    assert phone.overflow() <= 0
    phone.press("a.ref")
    phone.see(".drawer mark")
    phone.driver.save_screenshot(str(screenshots / "phone-citation.png"))


def test_a_deletion_is_told_and_undone_on_a_phone_too(phone: Browser) -> None:
    phone.go()
    phone.ask(QUESTION)
    phone.see("[data-copy]")
    phone.press("[class*=st-key-menu-] button")
    phone.press("[class*=st-key-delete-] button")
    assert phone.see(".st-key-undo-delete-row")[0].is_displayed()
    at = "return document.activeElement.shadowRoot?.activeElement?.innerText || document.activeElement.innerText"
    phone.wait(lambda: QUESTION in phone.driver.execute_script(at)[:120])  # read aloud
    phone.press(".st-key-undo-delete button")
    phone.says("Điều 5 › khoản 1 › điểm a")


def test_markup_is_inert_and_nothing_leaves_the_machine(desktop: Browser, phone: Browser) -> None:
    for browser in (desktop, phone):
        browser.check_nothing_foreign()
