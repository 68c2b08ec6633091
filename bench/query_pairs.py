"""What the query adapter learns from: the project's own questions, and pairs that the law itself makes.

A heading and the clauses of its article; some words of a clause and the clause; what a clause says of a provision that
it refers to and that provision. No text of a benchmark.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.question.understand import understand
from assistant.retrieval.retrieve import as_published
from bench.ablation import TODAY, is_gold
from corpus.model import Chunk
from corpus.reader import IndexReader

LONGEST = 60  # words of a question made from a clause
_HEADING = re.compile(r"[›·] Điều [^.]+\. (?P<heading>[^›]+?)(?: ›|$)")
_CITES = re.compile(
    r"(?:quy định )?(?:tại )?(?:(?:các )?điểm [\wđ, ]+)?(?:và )?(?:khoản [\d, và]+)?Điều \d+\w*(?: của)? ?"
    r"(?:Luật|Nghị định|Thông tư|Nghị quyết)[^,;.]*",
    re.IGNORECASE,
)
#: How a heading is asked for; {} is the heading.
ASKED = (
    "{}", "{}?", "Quy định về {} như thế nào?", "{} được thực hiện thế nào", "Cho hỏi về {}", "ai có thẩm quyền {}",
    "{} thì làm thế nào?", "Khi nào thì {}", "muốn {} thì cần gì",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and the rows that answer it; `day` None: whatever is in force competes with them."""

    text: str
    rows: tuple[int, ...]
    day: date | None
    own: bool = False  # one of the project's questions


def asked(reader: IndexReader, files: Sequence[Path]) -> Iterator[Pair]:
    """The questions of files in the gate's form, as the dense search sees them; without those that have no row."""
    rows_of: dict[str, list[tuple[int, Chunk]]] = defaultdict(list)
    for row, chunk in enumerate(chunks_of(reader)):
        for named in {chunk.document: chunk, chunk.source_document: as_published(chunk)}.values():
            rows_of[named.document].append((row, named))
    for line in (line for file in files for line in file.read_text(encoding="utf-8").splitlines()):
        label = json.loads(line)
        question = understand(label["question"], reader.accents)
        day = date.fromisoformat(label["as_of"]) if label.get("as_of") else question.as_of or TODAY
        gold = [(row, g) for g in label["gold"] for row in rows_of[g["document"]]]
        rows = {row for (row, chunk), g in gold if is_gold(chunk, g)}
        valid = reader.in_force(day)
        kept = tuple(sorted(row for row in rows if valid[row])) or tuple(sorted(rows))
        if kept:
            yield Pair(question.matter, kept, day, own=True)


def chunks_of(reader: IndexReader) -> list[Chunk]:
    """All chunks in the order of their rows."""
    return [c for start in range(0, len(reader.ids), 5000) for c in _part(reader, start)]


def _part(reader: IndexReader, start: int) -> list[Chunk]:
    return reader.catalogue.chunks(list(range(start, min(len(reader.ids), start + 5000))))


class LawPairs:
    """Draws pairs from the chunks of an index; the same seed draws the same ones."""

    def __init__(self, reader: IndexReader, seed: int) -> None:
        self._chunks = chunks_of(reader)
        self._valid = reader.in_force(TODAY)
        self._random = random.Random(seed)
        self._article: dict[int, list[int]] = defaultdict(list)
        self._provision: dict[str, list[int]] = defaultdict(list)
        for row, chunk in enumerate(self._chunks):
            self._article[int(reader.articles[row])].append(row)
            self._provision[chunk.document].append(row)
        self._article_of = [int(article) for article in reader.articles]

    def draw(self, count: int) -> list[Pair]:
        """`count` pairs: about a third by headings, a half by words of the clause, the rest by references."""
        found: list[Pair] = []
        while len(found) < count:
            row = self._random.randrange(len(self._chunks))
            if self._chunks[row].article is None and self._random.random() < 0.6:  # forms and lists are many
                continue
            kind = self._random.random()
            made = self._headed(row) if kind < 0.35 else self._some_words(row) if kind < 0.75 else self._referring(row)
            if made is not None:
                text, rows = made
                found.append(Pair(text, tuple(rows), TODAY if self._valid[rows[0]] else None))
        return found

    def _headed(self, row: int) -> tuple[str, list[int]] | None:
        match = _HEADING.search(self._chunks[row].path)
        if match is None or len(match["heading"].split()) < 3:
            return None
        heading = match["heading"].strip()
        heading = heading[0].lower() + heading[1:] if self._random.random() < 0.6 else heading
        text = self._random.choice(ASKED).format(" ".join(self._dropped(heading.split(), 0.1)))
        return text, self._article[self._article_of[row]]

    def _some_words(self, row: int) -> tuple[str, list[int]] | None:
        words = self._chunks[row].text.split()
        if len(words) < 14:
            return None
        count = self._random.randint(6, min(24, len(words) - 4))
        start = self._random.randint(0, len(words) - count)
        return " ".join(self._dropped(words[start : start + count], 0.25)), [row]

    def _referring(self, row: int) -> tuple[str, list[int]] | None:
        chunk = self._chunks[row]
        elsewhere = [r for r in chunk.refers_to if r[0] != chunk.document]
        words = _CITES.sub("", chunk.text).split()
        if not elsewhere or len(words) < 8:
            return None
        document, provision = self._random.choice(elsewhere)
        rows = [r for r in self._provision[document] if is_within(self._chunks[r].provision, provision)]
        return (" ".join(self._dropped(words, 0.1)[:LONGEST]), rows) if rows else None

    def _dropped(self, words: list[str], share: float) -> list[str]:
        return [word for word in words if self._random.random() > share] or words


def is_within(provision: str, outer: str) -> bool:
    """Whether a provision is `outer` or a part of it."""
    return provision == outer or provision.startswith(outer + "__")
