"""An appendix in a file of its own becomes part of its decree, in any order, and stays so."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_corpus import OLD, TinyEmbedder

from corpus.model import Document, Metadata, Page, Provision, ProvisionKind
from corpus.settings import Settings
from ingest.administer import add, load_documents, rebuild, sync
from ingest.intake import Batch
from ingest.verify import verify

FIRST = (
    "PHỤ LỤC I\nDANH MỤC CÂY CỔ THỤ\n(Kèm theo Nghị định số 901/2099/NĐ-CP ngày 01 tháng 6 năm 2025 của Chính phủ)\n"
    "1. Cây đa đầu làng.\n2. Cây gạo bến sông.\n"
)
SECOND = FIRST.replace("PHỤ LỤC I", "PHỤ LỤC II").replace("CỔ THỤ", "CẤM TRỒNG").replace("Cây đa", "Cây gai")
DECREE = OLD.split("---\n", 2)[2]
HEAD = "CHÍNH PHỦ\nSố: 901/2099/NĐ-CP\nHà Nội, ngày 01 tháng 6 năm 2025\nNGHỊ ĐỊNH\nVề cây xanh\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "van-ban"
    folder.mkdir()
    (folder / "nghi-dinh-901.txt").write_text(HEAD + DECREE, encoding="utf-8")
    (folder / "a-phu-luc-1.txt").write_text(FIRST, encoding="utf-8")
    (folder / "z-phu-luc-2.txt").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture
def home(tmp_path: Path, embedder: TinyEmbedder) -> Settings:
    return Settings(home=tmp_path / "home")


def ids(settings: Settings) -> set[str]:
    (document,) = load_documents(settings)
    return {p.id for p in document.provisions}


WHOLE = {"art_2__cl_1__pt_a", "app_I__cl_2", "app_II__cl_1"}


def test_appendices_are_joined_whatever_comes_first(folder: Path, home: Settings) -> None:
    report = add([folder], home)
    assert ids(home) >= WHOLE
    assert [a.document for a in report.added] == ["901/2099/NĐ-CP"]
    assert any("Ghép từ các tệp" in warning for warning in report.added[0].warnings)
    assert report.unchanged == ()
    assert verify(home).problems == ()


def test_an_appendix_that_comes_later_joins_the_decree_in_the_index(folder: Path, home: Settings) -> None:
    add([folder / "nghi-dinh-901.txt"], home)
    add([folder / "z-phu-luc-2.txt"], home)
    assert ids(home) >= {"art_2", "app_II__cl_1"}
    assert add([folder / "z-phu-luc-2.txt", folder / "nghi-dinh-901.txt"], home).added == ()


def test_rebuilt_and_synchronised_it_stays_one(folder: Path, home: Settings) -> None:
    add([folder], home)
    rebuild(home)
    assert ids(home) >= WHOLE
    assert not sync(folder, home, lambda plan: True).plan.changes
    (folder / "a-phu-luc-1.txt").unlink()
    sync(folder, home, lambda plan: True)
    assert "app_I__cl_2" not in ids(home)
    assert ids(home) >= {"art_2", "app_II__cl_1"}


def test_an_appendix_that_the_decree_has_already_is_a_copy(folder: Path, home: Settings) -> None:
    (folder / "nghi-dinh-901.txt").write_text(HEAD + DECREE + FIRST, encoding="utf-8")
    add([folder / "nghi-dinh-901.txt"], home)
    report = add([folder / "a-phu-luc-1.txt"], home)
    assert report.added == ()
    assert "đầy đủ hơn" in report.unchanged[0].reason


CORRECTED = FIRST.replace("Cây gạo bến sông", "Cây gạo bến đò") + "3. Cây muỗm đình làng.\n"


def test_a_corrected_appendix_under_another_name_takes_the_place_of_the_old_one(folder: Path, home: Settings) -> None:
    add([folder], home)
    (folder / "phu-luc-1-dinh-chinh.txt").write_text(CORRECTED, encoding="utf-8")
    report = add([folder / "phu-luc-1-dinh-chinh.txt"], home)
    (document,) = load_documents(home)
    assert [p.id for p in document.provisions if p.id.startswith("app") and "__" not in p.id] == ["app_I", "app_II"]
    assert "bến đò" in document.text
    assert "bến sông" not in document.text.partition("PHỤ LỤC II")[0]
    assert any("thay cho" in warning for warning in report.added[0].warnings)
    assert add([folder / "a-phu-luc-1.txt"], home).added == ()  # the old one is known by its hash
    rebuild(home)
    assert ids(home) >= {"app_I__cl_3", "app_II__cl_1", "art_2"}
    assert verify(home).problems == ()


def test_another_version_of_an_appendix_inside_the_decree_is_not_joined(folder: Path, home: Settings) -> None:
    (folder / "nghi-dinh-901.txt").write_text(HEAD + DECREE + FIRST, encoding="utf-8")
    add([folder / "nghi-dinh-901.txt"], home)
    (folder / "phu-luc-moi.txt").write_text("Phụ lục I\n(ban đính chính)\n" + CORRECTED, encoding="utf-8")
    report = add([folder / "phu-luc-moi.txt"], home)
    assert report.added == ()
    assert "app_I~2" not in ids(home)


def copy(file: str, provisions: int, confidence: float | None = None, *, appendix: bool = False) -> Document:
    metadata = Metadata("901/2099/NĐ-CP", "Nghị định", "Cây", "Chính phủ")
    of_it = tuple(Provision(f"art_{n}", ProvisionKind.ARTICLE, str(n), "", "Cây.", 1, 0, 4) for n in range(provisions))
    if appendix:
        of_it += (Provision("app", ProvisionKind.APPENDIX, "", "", "Cây.", 1, 0, 4),)
    return Document(metadata, "Trồng cây.", (Page(1, 0, 4, confidence),), of_it, file=file, sha256=file)


@pytest.mark.parametrize(
    ("present", "new", "kept"),
    [
        (copy("a.pdf", 200), copy("b.txt", 201), "a.pdf"),  # as full: the page as it was printed
        (copy("a.txt", 201), copy("b.pdf", 200), "b.pdf"),
        (copy("a.pdf", 200), copy("b.txt", 300), "b.txt"),  # much fuller
        (copy("a.txt", 200), copy("b.txt", 200), "b.txt"),  # the later one
        (copy("a.txt", 200), copy("b.pdf", 200, 0.9), "a.txt"),  # a scan is no gain
        (copy("a.txt", 200), copy("b.txt", 190), "a.txt"),
        (copy("a.docx", 200, appendix=True), copy("b.pdf", 200), "a.docx"),  # its appendix is not lost
    ],
)
def test_which_copy_of_a_number_stays(present: Document, new: Document, kept: str) -> None:
    batch = Batch({})
    batch.take(present)
    batch.take(new)
    assert [d.file for d in batch.documents.values()] == [kept]
