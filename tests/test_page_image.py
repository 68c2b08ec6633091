"""The page of a PDF as a picture: where a passage is on it, and what a hostile file cannot do."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from corpus.errors import UnreadableFile
from corpus.model import Document, Metadata
from corpus.settings import Settings
from ingest.document import file_hash
from ingest.originals import keep_original
from tests.source_files import Words, pdf
from ui import original, page_image
from ui.page_image import WIDTH, draw

FIRST = ["Điều 1. Phạm vi", "1. Cấp giấy phép trồng cây bóng mát trên", "vỉa hè cho hộ gia đình; 2. Hết."]


def _page(lines: list[str]) -> list[Words]:
    return [Words(line, y=740 - 40 * at) for at, line in enumerate(lines)]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A document in two files of one page and two pages."""
    folder = tmp_path_factory.mktemp("pdf")
    for name, content in (("a.pdf", [FIRST]), ("b.pdf", [["Trang hai"], ["vỉa hè cho hộ gia đình trang ba"]])):
        (folder / name).write_bytes(pdf([_page(lines) for lines in content]))
    return [folder / "a.pdf", folder / "b.pdf"]


def test_the_passage_is_marked_line_by_line(parts: list[Path]) -> None:
    found = draw(parts, 1, "1. Cấp giấy phép trồng cây bóng mát trên vỉa hè cho hộ gia đình;")
    assert (found.page, found.pages, found.file) == (1, 3, "a.pdf")
    assert len(found.boxes) == 2
    (left, top, width, height), second = found.boxes
    assert 0 < left < left + width < 1
    assert abs(top - (842 - 700 - 14) / 842) < 0.02  # the baseline of the second line is at 700 points of 842
    assert second[1] > top + height / 2
    assert Image.open(io.BytesIO(found.png)).size[0] == WIDTH


@pytest.mark.parametrize(
    ("page", "file", "shown"), [(2, "b.pdf", 2), (3, "b.pdf", 3), (9, "b.pdf", 3), (0, "a.pdf", 1)]
)
def test_pages_are_counted_over_the_parts(parts: list[Path], page: int, file: str, shown: int) -> None:
    found = draw(parts, page, "không có đoạn này trên trang nào cả")
    assert (found.file, found.page, found.boxes) == (file, shown, ())


def test_a_document_joined_from_files_has_them_all_for_its_original(
    parts: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path)
    monkeypatch.setattr(original.backend, "settings", lambda: settings)
    keep_original(parts, settings)
    joined = Document(Metadata("1/2099/NĐ-CP", "Nghị định", "", ""), "", (), (), sha256=file_hash(parts))
    assert [file.name for file in original.kept_files(joined)] == ["a.pdf", "01-b.pdf"]
    assert original.has_pages(joined)
    assert original.kept_files(replace(joined, sha256="")) == ()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"\x00" * 2000, pdf([_page(["x"])])[:300]])
def test_a_broken_file_is_an_error_with_a_remedy(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.pdf").write_bytes(content)
    with pytest.raises(UnreadableFile) as told:
        draw([tmp_path / "x.pdf"], 1, "")
    assert told.value.where == "x.pdf"
    assert told.value.remedy


@pytest.mark.parametrize(
    ("pages", "page", "before", "after"), [(1, 1, True, True), (2, 1, True, False), (2, 2, False, True)]
)
def test_one_turns_only_to_pages_that_are_there(pages: int, page: int, before: bool, after: bool) -> None:
    def script(page: int, pages: int) -> None:
        from ui.original import _step

        _step("p", "before", page - 1, pages)
        _step("p", "after", page + 1, pages)

    app = AppTest.from_function(script, args=(page, pages), default_timeout=30).run()
    assert not app.exception
    assert [button.disabled for button in app.button] == [before, after]


def test_time_is_limited(parts: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_image, "SECONDS", 0.001)
    with pytest.raises(UnreadableFile):
        draw(parts, 1, "")
