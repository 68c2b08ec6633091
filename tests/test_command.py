"""The assistant's command line: what the options of `search` and `ask` do, on the two fictional decrees."""

from __future__ import annotations

import json
from typing import Any

import pytest
from small_corpus import TinyEmbedder

from assistant import __main__ as command
from corpus.errors import UsageError
from corpus.settings import Settings

QUESTION = "Ai cấp giấy phép chặt hạ cây xanh trong khuôn viên trường học?"


@pytest.fixture(autouse=True)
def sure(monkeypatch: pytest.MonkeyPatch, embedder: TinyEmbedder) -> None:
    """The tiny embedder and a confidence that does not need the real one's cosines."""
    monkeypatch.setattr("assistant.answer.Embedder", lambda settings: embedder)
    monkeypatch.setattr("assistant.evidence.confidence", lambda question, found, *_: 0.9 if found.hits else 0.0)


def _told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert command.main([*arguments, "--as-of", "2025-09-15", "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


@pytest.mark.parametrize("count", [1, 2, 3])
def test_k_says_how_many_clauses_are_shown(indexed: Settings, capsys: pytest.CaptureFixture[str], count: int) -> None:
    given = (QUESTION, "-k", str(count), "--home", str(indexed.home))
    assert len(_told(capsys, "search", *given)["hits"]) == count
    answer = _told(capsys, "ask", "--no-model", *given)
    assert len(answer["evidence"]) == count
    assert answer["authority"] == "Chủ tịch Ủy ban nhân dân cấp xã"


def test_without_k_the_setting_says_it(
    indexed: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THAM_QUYEN_EVIDENCE_COUNT", "2")
    given = (QUESTION, "--home", str(indexed.home))
    assert len(_told(capsys, "search", *given)["hits"]) == 2
    assert len(_told(capsys, "ask", "--no-model", *given)["evidence"]) == 2


@pytest.mark.parametrize(
    "given", [("search", "--no-model"), ("search", "-k", "0"), ("ask", "-k", "-1"), ("ask", "-k", "tám")]
)
def test_what_has_no_meaning_is_refused(given: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main([given[0], QUESTION, *given[1:]])
    assert ended.value.code == UsageError.exit_code
