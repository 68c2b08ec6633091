"""An index to which files were added one by one, in any order, is the index of all of them added at once."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from small_corpus import TinyEmbedder

from corpus.accents import AccentCounts
from corpus.bm25_matrix import count_terms
from corpus.generations import Generations
from corpus.index import DenseIndex
from corpus.lexical import LexicalIndex
from corpus.settings import Settings
from ingest.administer import add, rebuild, remove
from ingest.chunk import chunk_document
from ingest.correct import correct, undo
from ingest.references import resolve

HEAD = """---
number: {number}
kind: {kind}
title: {title}
issuer: {issuer}
issued: {issued}
effective_from: {start}
standing: official
---
"""
LAW = (
    HEAD.format(
        number="71/2097/QH99", kind="Luật", title="Luật Vườn ươm giả định", issuer="Quốc hội", issued="2097-06-01",
        start="2098-01-01",
    )
    + """Điều 1. Phạm vi
Luật này quy định về vườn ươm.
Điều 2. Giấy phép vườn ươm
1. Giấy phép vườn ươm do Ủy ban nhân dân cấp tỉnh cấp.
2. Thời hạn cấp là 20 ngày.
"""
)  # fmt: skip
DECREE = (
    HEAD.format(
        number="801/2098/NĐ-CP", kind="Nghị định", title="Quy định về vườn ươm (giả định)", issuer="Chính phủ",
        issued="2098-02-01", start="2098-03-01",
    )
    + """Điều 1. Thẩm quyền
1. Ủy ban nhân dân cấp huyện thực hiện các việc sau:
a) Cấp giấy phép quy định tại khoản 1 Điều 2 Luật Vườn ươm giả định;
b) Thu hồi giấy phép vườn ươm.
2. Chủ tịch Ủy ban nhân dân cấp huyện quyết định danh mục cây giống.
Điều 2. Trình tự
1. Hồ sơ gồm đơn và sơ đồ vườn.
2. Thời hạn trả lời là 15 ngày.
"""
)  # fmt: skip
AMENDING = (
    HEAD.format(
        number="802/2098/NĐ-CP", kind="Nghị định", title="Sửa đổi quy định về vườn ươm (giả định)",
        issuer="Chính phủ", issued="2098-05-01", start="2098-06-01",
    )
    + """Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 801/2098/NĐ-CP
1. Sửa đổi, bổ sung khoản 2 Điều 2 như sau:
“2. Thời hạn trả lời là 10 ngày kể từ ngày nhận hồ sơ.”
2. Thay thế cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại khoản 2 Điều 1.
Điều 2. Sửa đổi Luật Vườn ươm giả định
1. Sửa đổi, bổ sung khoản 2 Điều 2 như sau:
“2. Thời hạn cấp là 12 ngày.”
"""
)  # fmt: skip
ENDING = (
    HEAD.format(
        number="803/2099/NĐ-CP", kind="Nghị định", title="Phân cấp về vườn ươm (giả định)", issuer="Chính phủ",
        issued="2099-01-01", start="2099-02-01",
    )
    + """Điều 1. Thẩm quyền
Sở Nông nghiệp cấp giấy phép quy định tại điểm a khoản 1 Điều 1 Nghị định số 801/2098/NĐ-CP.
Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 02 năm 2099.
2. Các quy định sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành:
a) Điểm a khoản 1 Điều 1 Nghị định số 801/2098/NĐ-CP;
b) Khoản 1 Điều 1 Nghị định số 802/2098/NĐ-CP.
"""
)  # fmt: skip
TEXTS = {"law.md": LAW, "decree.md": DECREE, "amending.md": AMENDING, "ending.md": ENDING}
TABLES = ("documents", "provisions", "validity", "chunks", "links")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in TEXTS]


@pytest.fixture
def at_once(files: list[Path], tmp_path: Path, embedder: TinyEmbedder) -> dict[str, object]:
    settings = Settings(home=tmp_path / "at-once")
    assert not add(files, settings).failed
    return _contents(settings)


def _contents(settings: Settings) -> dict[str, object]:
    """All that an index consists of: rows of the catalogue, term counts and scores, accents, ids of the vectors."""
    generations = Generations(settings.home)
    folder = generations.path(generations.current() or 0)
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as connection:
        found: dict[str, object] = {t: connection.execute(f"SELECT * FROM {t}").fetchall() for t in TABLES}
    with gzip.open(folder / "accents.json.gz") as file:
        found["accents"] = json.load(file)
    dense = DenseIndex(folder / "chroma", TinyEmbedder())
    found["vectors"] = dense.ids()
    dense.close()
    return {**found, **_terms(LexicalIndex.load(folder / "lexical"))}


def _terms(index: LexicalIndex) -> dict[str, object]:
    counts = index.counts()
    per_term = {
        term: (counts.row[start:end].tolist(), counts.count[start:end].tolist())
        for term, start, end in zip(counts.terms, counts.starts, counts.starts[1:], strict=False)
    }
    return {"terms": per_term, "scores": index.scores("thời hạn cấp giấy phép vườn ươm").tolist()}


def _same(found: dict[str, object], wanted: dict[str, object]) -> None:
    for part, value in wanted.items():
        assert found[part] == value, part


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1), (1, 3, 0, 2)])
def test_one_by_one_is_all_at_once(
    order: Sequence[int], files: list[Path], tmp_path: Path, at_once: dict[str, object]
) -> None:
    settings = Settings(home=tmp_path / "one-by-one")
    for at in order:
        assert len(add([files[at]], settings).added) == 1
    _same(_contents(settings), at_once)


def test_removing_and_adding_again_changes_nothing(
    files: list[Path], tmp_path: Path, at_once: dict[str, object]
) -> None:
    settings = Settings(home=tmp_path / "again")
    add(files, settings)
    for number in ("71/2097/QH99", "802/2098/NĐ-CP"):
        remove(number, settings)
    add(files, settings)
    _same(_contents(settings), at_once)
    rebuild(settings)
    _same(_contents(settings), at_once)


def test_a_correction_undone_changes_nothing(files: list[Path], tmp_path: Path, at_once: dict[str, object]) -> None:
    settings = Settings(home=tmp_path / "corrected")
    add(files, settings)
    correct("802/2098/NĐ-CP", "effective_from", "2098-07-01", "kiểm thử", settings)
    changed = _contents(settings)
    assert changed["validity"] != at_once["validity"]
    undo("802/2098/NĐ-CP", "effective_from", settings)
    _same(_contents(settings), at_once)


def test_the_index_shows_what_was_added(files: list[Path], tmp_path: Path, at_once: dict[str, object]) -> None:
    """Else two equal indexes could be equally wrong."""
    connection_rows = at_once["validity"]
    assert isinstance(connection_rows, list)
    payloads = {(number, provision): payload for number, provision, payload in connection_rows}
    assert "2098-06-01" in payloads["801/2098/NĐ-CP", "art_2__cl_2"]  # amended
    assert "2099-02-01" in payloads["801/2098/NĐ-CP", "art_1__cl_1__pt_a"]  # ended
    assert "2098-06-01" in payloads["71/2097/QH99", "art_2__cl_2"]  # a law called by its title
    assert at_once["links"]


def test_only_what_a_new_text_touches_is_chunked_again(
    files: list[Path], tmp_path: Path, embedder: TinyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path / "touched")
    add([files[0], files[2]], settings)
    chunked: list[str] = []

    def spied(document, *rest):  # type: ignore[no-untyped-def]
        chunked.append(document.metadata.number)
        return chunk_document(document, *rest)

    monkeypatch.setattr("ingest.publish.chunk_document", spied)
    add([files[1]], settings)
    assert chunked == ["801/2098/NĐ-CP", "802/2098/NĐ-CP"]  # the law is neither changed by the decree nor refers to it


def test_only_texts_that_came_or_went_are_counted_for_accents(
    files: list[Path], tmp_path: Path, embedder: TinyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path / "counted")
    add(files[:3], settings)
    told: list[tuple[str, str]] = []
    for change in ("add", "remove"):
        real = getattr(AccentCounts, change)

        def spied(counts, text, real=real, change=change):  # type: ignore[no-untyped-def]
            told.append((change, text.strip().partition("\n")[2].partition("\n")[0]))
            real(counts, text)

        monkeypatch.setattr(AccentCounts, change, spied)
    add([files[3]], settings)
    remove("71/2097/QH99", settings)
    counted = [(change, line) for change, line in told if "vườn ươm" in line or "giấy phép" in line]
    assert counted == [
        ("add", "Sở Nông nghiệp cấp giấy phép quy định tại điểm a khoản 1 Điều 1 Nghị định số 801/2098/NĐ-CP."),
        ("remove", "Luật này quy định về vườn ươm."),
    ]


@pytest.mark.parametrize(
    "taken", [[0, 1, 2, -1, 3], [-1, 3, 2, 1, 0], [2, -1], [-1]], ids=["one more", "turned", "fewer", "all new"]
)
def test_counts_taken_over_are_counts_made_anew(taken: list[int]) -> None:
    texts = ["cấp giấy phép cấp", "thu hồi giấy phép", "", "danh mục cây giống"]
    fresh = "cấp giấy chứng nhận cây giống"
    rows = [texts[row] if row >= 0 else fresh for row in taken]
    old = count_terms(texts, str.split)
    found = old.taken(np.array(taken), count_terms([fresh], str.split))
    wanted = count_terms(rows, str.split)
    assert found.lengths.tolist() == wanted.lengths.tolist()
    assert set(found.terms) == set(wanted.terms)
    for at, term in enumerate(found.terms):
        there = wanted.terms.index(term)
        mine, other = (slice(c.starts[n], c.starts[n + 1]) for c, n in ((found, at), (wanted, there)))
        assert found.row[mine].tolist() == wanted.row[other].tolist(), term
        assert found.count[mine].tolist() == wanted.count[other].tolist(), term


def test_only_references_that_may_lead_elsewhere_are_followed_again(
    files: list[Path], tmp_path: Path, embedder: TinyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path / "followed")
    add([files[0], files[2]], settings)
    followed: list[str] = []

    def spied(references, provisions, number):  # type: ignore[no-untyped-def]
        followed.append(number)
        return resolve(references, provisions, number)

    monkeypatch.setattr("ingest.publish.resolve", spied)
    add([files[1]], settings)
    assert followed == ["801/2098/NĐ-CP", "802/2098/NĐ-CP"]  # the new one, and one that names it
    followed.clear()
    remove("801/2098/NĐ-CP", settings)
    assert followed == ["802/2098/NĐ-CP"]


def test_whether_a_digest_served_before_the_official_text_does_not_show(
    files: list[Path], tmp_path: Path, embedder: TinyEmbedder
) -> None:
    digest = tmp_path / "files" / "digest.md"
    digest.write_text(AMENDING.replace("standing: official", "standing: digest"), encoding="utf-8")
    both, first = Settings(home=tmp_path / "both"), Settings(home=tmp_path / "first")
    add([files[0], digest, files[2]], both)
    add([files[0], digest], first)
    add([files[2]], first)
    _same(_contents(first), _contents(both))
