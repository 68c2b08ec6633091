"""What an index of many times the corpus costs: synthetic copies of its documents under other numbers.

    python -m bench growth [--home DIR] [--times N] [--into DIR] [FILE.jsonl]

The copies are published by the product's own code, vectors from the cache of the index (their texts are the same).
Then one document is removed and added again, and the questions of a file in the shape of `tests/gate` are asked. Each
part runs in a process of its own; peak memory is that process's. Needs room for N times the index, in DIR.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import shutil
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.evidence import gather
from corpus import settings as settings_module
from corpus.build import cache_file
from corpus.embedding import Embedder
from corpus.model import Document, Target
from corpus.progress import silent
from corpus.reader import open_current
from corpus.settings import Settings
from ingest.naming import aliases_of
from ingest.publish import publish
from ingest.serving import load_documents
from ingest.stages import StageClock

Figures = dict[str, object]
QUESTIONS = Path(__file__).parent.parent / "tests/gate/questions.jsonl"


def copied(document: Document, turn: int, numbers: frozenset[str]) -> Document:
    """The document under another number, referring to copies of the same turn; turn 0 is the original."""
    if turn == 0:
        return document

    def numbered(number: str) -> str:
        return f"{turn}0000{number}" if number in numbers else number

    def moved(target: Target) -> Target:
        return replace(target, document=numbered(target.document)) if target.document else target

    meta = document.metadata
    return replace(
        document,
        metadata=replace(
            meta,
            number=numbered(meta.number),
            short_title=f"{meta.short_title} bản {turn}" if meta.short_title else "",
        ),
        effects=tuple(
            replace(e, target=moved(e.target), exceptions=tuple(map(moved, e.exceptions))) for e in document.effects
        ),
        references=tuple(replace(r, target=moved(r.target)) for r in document.references),
        sha256=f"{document.sha256}-{turn}",
        copies=(),
    )


def build(source: Settings, settings: Settings, times: int) -> Figures:
    """Publish the copies as a first generation: seconds by stage."""
    documents = load_documents(source)
    numbers = frozenset(d.metadata.number for d in documents)
    copies = [copied(d, turn, numbers) for turn in range(times) for d in documents]
    clock = StageClock(silent)
    manifest, _ = publish(copies, settings, f"{times} times", clock, names=aliases_of(copies))
    figures: Figures = {"documents": manifest.documents, "chunks": manifest.chunks}
    return {**figures, "build_s": round(clock.elapsed, 1), "stages_s": clock.stages()}


def without_one(settings: Settings) -> Figures:
    """Publish what is there without its last document."""
    present = load_documents(settings)
    return _published(settings, present[:-1], present, "without_one")


def with_it_again(source: Settings, settings: Settings, times: int) -> Figures:
    """Publish what is there with that document: what adding costs beside reading and embedding it."""
    documents = load_documents(source)
    numbers = frozenset(d.metadata.number for d in documents)
    everything = sorted((copied(d, turn, numbers) for turn in range(times) for d in documents), key=_place)
    present = load_documents(settings)
    return _published(settings, [*present, everything[-1]], present, "with_it_again")


def _place(document: Document) -> tuple[str, str]:
    return document.metadata.number, document.metadata.standing


def _published(settings: Settings, documents: Sequence[Document], present: Sequence[Document], name: str) -> Figures:
    started, clock = time.monotonic(), StageClock(silent)
    publish(documents, settings, name, clock, present=present)
    return {f"{name}_s": round(time.monotonic() - started, 1), f"{name}_stages_s": clock.stages()}


def ask(settings: Settings, questions: Path) -> Figures:
    """Milliseconds to the evidence of each question, everything before the language model included."""
    reader = open_current(settings, Embedder(settings))
    texts = [json.loads(line)["question"] for line in questions.read_text(encoding="utf-8").splitlines()]
    gather(reader, texts[0], None, settings.evidence_count, settings)
    seconds, busy = [], []
    for text in texts:
        started, processor = time.monotonic(), time.process_time()
        gather(reader, text, None, settings.evidence_count, settings)
        seconds.append(time.monotonic() - started)
        busy.append(time.process_time() - processor)
    figures: Figures = {"questions": len(texts)}
    for name, values in (("evidence", seconds), ("evidence_processor", busy)):
        ordered = sorted(values)
        figures[f"{name}_ms"] = round(statistics.median(ordered) * 1000)
        figures[f"{name}_p95_ms"] = round(ordered[int(0.95 * (len(ordered) - 1))] * 1000)
    return figures


def _apart(work: Callable[..., Figures], *given: object) -> Figures:
    """Run in a new process; adds the most memory that it had, in MB, and its processor time."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_with_cost, (work, given))


def _with_cost(work: Callable[..., Figures], given: tuple[object, ...]) -> Figures:
    figures = work(*given)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {**figures, f"{work.__name__}_mb": peak, f"{work.__name__}_processor_s": round(time.process_time(), 1)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a JSON line a part."""
    parser = argparse.ArgumentParser(prog="python -m bench growth", description=__doc__)
    parser.add_argument("questions", nargs="?", type=Path, default=QUESTIONS)
    parser.add_argument("--home", default=None, help="the index to copy; it is not written to")
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("--into", default=None, help="a folder with room; what is written there is removed again")
    given = parser.parse_args(arguments)
    source = settings_module.load(home=Path(given.home).resolve() if given.home else None)
    with TemporaryDirectory(dir=given.into) as folder:
        settings = replace(source, home=Path(folder), models=source.model_folder, keep_generations=1)
        cache_file(settings.home).parent.mkdir()
        shutil.copyfile(cache_file(source.home), cache_file(settings.home))
        for part in (
            (build, source, settings, given.times),
            (without_one, settings),
            (with_it_again, source, settings, given.times),
            (ask, settings, given.questions),
        ):
            print(
                json.dumps({"bench": "growth", "times": given.times, **_apart(*part)}, ensure_ascii=False), flush=True
            )


if __name__ == "__main__":
    main()
