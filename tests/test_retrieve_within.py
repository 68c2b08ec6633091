"""A search in some documents finds the best clauses of those, however many better ones others have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from fictional_index import opened
from small_corpus import NEW, OLD

from assistant.answer import Assistant
from assistant.retrieval import retrieve

CLAUSE = "Điều {n}. Cấp phép\nỦy ban nhân dân cấp xã cấp giấy phép chặt hạ cây xanh tuyến phố số {n}.\n"
CROWD = """---
number: 903/2099/NĐ-CP
kind: Nghị định
title: Giấy phép chặt hạ cây xanh (văn bản giả định để kiểm thử)
issuer: Chính phủ
issued: 2025-06-01
effective_from: 2025-07-01
standing: sample
---
""" + "".join(CLAUSE.format(n=n) for n in range(1, 301))
AMENDING = """---
number: 904/2099/NĐ-CP
kind: Nghị định
title: Sửa đổi Nghị định 901/2099/NĐ-CP (văn bản giả định để kiểm thử)
issuer: Chính phủ
issued: 2025-07-10
effective_from: 2025-08-01
standing: sample
---
Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 901/2099/NĐ-CP
1. Sửa đổi, bổ sung khoản 2 Điều 2 như sau:
“2. Sở Xây dựng quyết định danh mục cây cổ thụ trong thời hạn 10 ngày làm việc.”
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 8 năm 2025.
"""
QUESTION = "Cấp giấy phép chặt hạ cây xanh tuyến phố"
DAY = date(2025, 9, 15)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {"901.md": OLD, "902.md": NEW, "903.md": CROWD, "904.md": AMENDING}
    with opened(tmp_path_factory.mktemp("within"), texts) as made:
        yield made


@pytest.fixture(params=[retrieve.EXACT, 0], ids=["each row", "a search that widens"])
def exact(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrieve, "EXACT", request.param)


@pytest.mark.usefixtures("exact")
def test_clauses_of_the_documents_asked_for_are_found_behind_better_ones(assistant: Assistant) -> None:
    everywhere = assistant.evidence(QUESTION, DAY, 40)
    assert {h.chunk.document for h in everywhere.hits} == {"903/2099/NĐ-CP"}
    within = assistant.evidence(QUESTION, DAY, 40, documents={"901/2099/NĐ-CP"})
    assert {h.chunk.document for h in within.hits} == {"901/2099/NĐ-CP"}
    assert "art_2__cl_1__pt_a" in {h.chunk.provision for h in within.hits}
    assert [h.rank for h in within.hits] == list(range(1, len(within.hits) + 1))


@pytest.mark.usefixtures("exact")
def test_a_provision_of_another_document_is_not_found_by_its_name(assistant: Assistant) -> None:
    asked = "Điều 2 Nghị định 901/2099/NĐ-CP quy định gì về cây xanh?"
    found = assistant.evidence(asked, DAY, 40, documents={"903/2099/NĐ-CP"})
    assert {h.chunk.document for h in found.hits} == {"903/2099/NĐ-CP"}


@pytest.mark.usefixtures("exact")
@pytest.mark.parametrize("documents", [set(), {"1/1999/NĐ-CP"}])
def test_no_document_no_clause(assistant: Assistant, documents: set[str]) -> None:
    found = assistant.evidence(QUESTION, DAY, 40, documents=documents)
    assert (found.hits, found.history) == ((), ())


@pytest.mark.usefixtures("exact")
def test_words_of_an_amendment_are_found_in_the_amending_document(assistant: Assistant) -> None:
    question = "Ai quyết định danh mục cây cổ thụ?"
    found = assistant.evidence(question, DAY, 40, documents={"904/2099/NĐ-CP"})
    assert {h.chunk.document for h in found.hits} == {"904/2099/NĐ-CP"}
    assert "Sở Xây dựng quyết định danh mục cây cổ thụ" in found.hits[0].chunk.text
    assert found.hits[0].chunk.context.startswith("904/2099/NĐ-CP, nội dung mới của")
    amended = assistant.evidence(question, DAY, 40, documents={"901/2099/NĐ-CP"})
    assert not any("Sở Xây dựng quyết định" in h.chunk.text for h in amended.hits)  # as the answer cites it
