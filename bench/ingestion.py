"""Reading of a folder of regulations: copies of one number against each other, speed by format, recognition.

python -m bench ingestion FOLDER [--pages N]
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium

from corpus.errors import FileError
from corpus.model import Document, ProvisionKind, SourceText
from corpus.settings import Settings, load
from ingest import recognise
from ingest.attachments import is_attachment
from ingest.characters import normalise
from ingest.document import group_parts, read_document
from ingest.formats import pdf
from ingest.intake import files_in
from ingest.read import detect, read_file

Kind = ProvisionKind
_COMPARED = {Kind.ARTICLE, Kind.CLAUSE, Kind.POINT, Kind.SUBPOINT}
_ATTACHED = re.compile(r"(?:app|form)(?:_|$)")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_ALIKE = 0.99
_FULL_PAGE, _DOTTED = 1200, 5  # letters, runs of dots


@dataclass(frozen=True, slots=True)
class Read:
    """A file read: seconds of processor time for reading and for understanding it."""

    path: Path
    format: str
    pages: int
    read: float
    parse: float
    document: Document


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line of JSON for each pair of copies that differ, the formats, and recognition."""
    parser = argparse.ArgumentParser(prog="python -m bench ingestion")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--pages", type=int, default=24, help="pages drawn and recognised")
    options = parser.parse_args(arguments)
    if options.folder is None:
        print("bench ingestion: needs a folder of regulations")
        return
    settings = load()
    files = list(files_in([options.folder]))
    done = list(_read_all(files, settings))
    pairs = list(_pairs(done))
    for pair in pairs:
        if not pair["same_ids"] or float(str(pair["similarity"])) < _ALIKE:
            _print(pair)
    alike = sum(bool(p["same_ids"]) and float(str(p["similarity"])) >= _ALIKE for p in pairs)
    _print({"pairs": len(pairs), "same provisions and text": alike})
    for name, row in sorted(_speed(done).items()):
        _print({"format": name, **row})
    if recognise.is_installed():
        _print(_recognition([f for f in files if detect(f.read_bytes()) == "pdf"], options.pages, settings))


def _print(row: Mapping[str, object]) -> None:
    print(json.dumps(row, ensure_ascii=False), flush=True)


def _read_all(files: Sequence[Path], settings: Settings) -> Iterator[Read]:
    for group in group_parts(files):
        spent: list[float] = []
        formats: list[str] = []

        def read(path: Path, spent: list[float] = spent, formats: list[str] = formats) -> SourceText:
            started = time.process_time()
            source = read_file(path, settings)
            spent.append(time.process_time() - started)
            formats.append(source.format + (", recognised" if any(source.confidences) else ""))
            return source

        started = time.process_time()
        try:
            document = read_document(group, settings, {}, read)
        except FileError as error:
            _print({"file": group[0].name, "error": str(error)})
            continue
        parse = time.process_time() - started - sum(spent)
        yield Read(group[0], formats[0], len(document.pages), sum(spent), parse, document)


def _pairs(done: Sequence[Read]) -> Iterator[dict[str, object]]:
    by_number: dict[tuple[str, str], list[Read]] = defaultdict(list)
    for one in done:
        if is_attachment(one.document):
            continue
        by_number[one.document.metadata.number, one.document.metadata.issuer].append(one)
    for (number, _), copies in sorted(by_number.items()):
        for first, second in combinations(copies, 2):
            yield {
                "number": number,
                "files": [first.path.name, second.path.name],
                **compare(first.document, second.document),
            }


def compare(first: Document, second: Document) -> dict[str, object]:
    """Whether the articles, clauses and points of two copies are the same, and how alike the articles' words are.

    The similarity is that of `difflib` on words and signs, over the articles both have, weighted by length.
    """
    mine, other = (
        {p.id: p for p in d.provisions if p.kind in _COMPARED and not _ATTACHED.match(p.id)} for d in (first, second)
    )
    alike = total = 0.0
    for id in mine.keys() & other.keys():
        if mine[id].kind is Kind.ARTICLE:
            words, others = _TOKEN.findall(mine[id].text), _TOKEN.findall(other[id].text)
            length = len(words) + len(others)
            same = words == others
            alike += length * (1.0 if same else SequenceMatcher(None, words, others, autojunk=False).ratio())
            total += length
    return {
        "similarity": round(alike / total, 4) if total else 0.0,
        "same_ids": mine.keys() == other.keys(),
        "only_in": [len(mine.keys() - other.keys()), len(other.keys() - mine.keys())],
    }


def _speed(done: Sequence[Read]) -> dict[str, dict[str, object]]:
    rows: dict[str, dict[str, object]] = {}
    for name in {one.format for one in done}:
        of_it = [one for one in done if one.format == name]
        pages, read, parse = (sum(v) for v in zip(*((o.pages, o.read, o.parse) for o in of_it), strict=True))
        letters = sum(len(one.document.text) for one in of_it)
        rows[name] = {
            "files": len(of_it),
            "pages": pages,
            "pages a second": round(pages / max(read + parse, 1e-6), 1),
            "letters a second": round(letters / max(read + parse, 1e-6)),
            "share of reading": round(read / max(read + parse, 1e-6), 2),
        }
    return rows


def _recognition(files: Sequence[Path], count: int, settings: Settings) -> dict[str, object]:
    """Pages with a text layer drawn as pictures and recognised: character error rate against the layer."""
    chance = random.Random(7)
    pages: list[tuple[Path, int, str]] = []
    for file in files:
        try:
            extracted = pdf.extract(pdf.open_pdf(file.read_bytes(), file.name), file.name).pages
        except FileError:
            continue
        texts = [normalise(" ".join(line.text for line in page)) for page in extracted]
        plain = [not any(line.row for line in page) for page in extracted]
        pages += [(file, at, text) for at, text in enumerate(texts) if plain[at] and _is_running(text)]
    errors, letters, worst, began = 0, 0, 0.0, time.monotonic()
    sample = chance.sample(pages, min(count, len(pages)))
    for file, at, text in sample:
        document = pdfium.PdfDocument(file.read_bytes())
        seen = recognise.recognise(document, [at], file.name, settings)[0]
        found = normalise(" ".join(line.text for line in seen.lines))
        wrong = distance(_flat(text), _flat(found))
        errors, letters, worst = errors + wrong, letters + len(_flat(text)), max(worst, wrong / len(_flat(text)))
    return {
        "recognised pages": len(sample),
        "character error rate": round(errors / max(letters, 1), 4),
        "worst page": round(worst, 4),
        "seconds a page": round((time.monotonic() - began) / max(len(sample), 1), 2),
    }


def _is_running(text: str) -> bool:
    """Is a page full of sentences: no title, and no form whose dotted lines would be most of the errors?"""
    return len(text) > _FULL_PAGE and text.count("..") + text.count("…") < _DOTTED


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def distance(first: str, second: str) -> int:
    """Edits (Levenshtein) between two texts, row by row."""
    codes = np.array([ord(sign) for sign in second], dtype=np.int64)
    steps = np.arange(len(second) + 1)
    row = steps.copy()
    for at, sign in enumerate(first, start=1):
        best = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(sign)))
        row = np.minimum.accumulate(np.concatenate([[at], best]) - steps) + steps
    return int(row[-1])


if __name__ == "__main__":
    main()
