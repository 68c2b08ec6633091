"""An assistant over a small index of fictional regulations, made once for a module of tests; no model files needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from small_corpus import TinyEmbedder, embed_with

from assistant.answer import Answer, Assistant, Finished
from assistant.generation.generator import Generator
from corpus.settings import Settings
from ingest.administer import add


@contextmanager
def opened(folder: Path, texts: Mapping[str, str], model: object = None) -> Iterator[Assistant]:
    """Index `texts` (file name → text) under `folder` and open them; the confidence is 0.9 where there are hits."""
    sources = folder / "sources"
    sources.mkdir()
    for name, text in texts.items():
        (sources / name).write_text(text, encoding="utf-8")
    settings = Settings(home=folder / "home")
    tiny = TinyEmbedder()
    with pytest.MonkeyPatch.context() as patch:
        embed_with(tiny, patch)
        patch.setattr("assistant.evidence.confidence", lambda question, found, *_: 0.9 if found.hits else 0.0)
        report = add([sources], settings)
        assert not report.failed, report.failed
        assistant = Assistant(settings, tiny, Generator(settings, model))  # type: ignore[arg-type]
        yield assistant
        assistant.close()


def finished(assistant: Assistant, question: str, **named: object) -> Answer:
    """The answer to a question, without a model unless asked."""
    last = list(assistant.answer(question, **{"use_model": False, **named}))[-1]  # type: ignore[arg-type]
    assert isinstance(last, Finished)
    return last.answer
