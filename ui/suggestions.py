"""Questions to begin with: made from the corpus that serves, and only such as the assistant answers from their clause.

Candidates are the tasks of the crosswalk in force today and, after them, articles headed "Thẩm quyền …". A background
thread asks them one by one, without the language model, until enough of them are answered by the provision they come
from, and gives way to whoever asks something. The same index, program and day always give the same questions. What was
found is kept in the home folder, and checked again when the program starts or a part of it ends.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.events import Answer, Finished
from corpus.catalogue import Catalogue
from corpus.lexical import fold
from ui import texts
from ui.precedence import SEARCHING

if TYPE_CHECKING:
    from ingest.crosswalk import CrosswalkRow
    from ui.turn import Answering

WANTED = 6
TRIED = 80  # candidates asked at most
PAUSE_SECONDS = 0.2  # between two of them: pages and answers are drawn meanwhile
PATIENCE_SECONDS = 30.0  # so long a candidate gives way to questions, and so long the crosswalk in all
FILE = "suggestions.json"
_SHORTEST, _GOOD, _LONGEST = 32, 45, 80  # characters of a task that makes a question one reads at a glance
# Acts that people come to an office for, or that an official signs.
_ACTS = re.compile(
    r"(Ban hành|Cấp|Chấp thuận|Chứng thực|Cho phép|Công bố|Công nhận|Cưỡng chế|Giải quyết|Gia hạn|Giao|Phê duyệt"
    r"|Quyết định|Ra quyết định|Thành lập|Thẩm định|Thu hồi|Tiếp nhận|Xác nhận|Xử lý|Xử phạt)\b"
)
# What refers elsewhere, lists, names the holder or is not plain words is no question to begin with.
_UNFIT = re.compile(
    r"[\d()<>«»“”\"…;:/=*_]|quy định|theo |nêu tại|nói trên|này|khác|sau đây|gồm|đối với|thuộc cấp"
    r"|Ủy ban|Hội đồng nhân dân|Chủ tịch|Bộ trưởng"
)
_PROVINCIAL = re.compile(r"/(QĐ|NQ)-(CT)?(UBND|HĐND)")  # what holds in one province only
_HEADING = re.compile(r"› Điều \w+\. Thẩm quyền (?!của|về|và|trong|xử phạt)(\w[^›\n]+)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question and the provision that should answer it; `holder` "" where the candidate does not know it."""

    question: str
    document: str
    provision: str
    field: str
    holder: str = ""


def candidates(day: date) -> list[Candidate]:
    """What could be asked of the documents that serve, best first, as of a day."""
    from ui import backend, indexes  # which import this module
    from ui.tiers import Tier, tier_of

    def own(holder: str) -> bool:
        return tier_of(holder) is Tier.COMMUNE

    central = {n: fields for n, fields in indexes.fields().items() if not _PROVINCIAL.search(n)}
    until = time.monotonic() + PATIENCE_SECONDS  # somebody may be waiting for the crosswalk, too
    tasks = of_crosswalk(indexes.crosswalk_rows(lambda: SEARCHING.give_way(until)), central, day)
    commune, others = [c for c in tasks if own(c.holder)], [c for c in tasks if not own(c.holder)]
    headed = of_headings(backend.shelf().catalogue, central, day)
    return [candidate for group in (commune, others, headed) for candidate in in_turn(group)]


def of_crosswalk(rows: Iterable[CrosswalkRow], fields: Mapping[str, Sequence[str]], day: date) -> list[Candidate]:
    """Acts of these documents in force on the day, of a good length before very short and very long ones."""
    held = [
        row
        for row in rows
        if row.document in fields
        and (row.in_force_from is None or row.in_force_from <= day)
        and (row.in_force_to is None or day < row.in_force_to)
        and _ACTS.match(row.matter)
        and _fit(row.matter)
    ]
    held.sort(key=lambda row: (abs(len(row.matter) - _GOOD), row.document, row.provision))
    return [
        Candidate(
            texts.SUGGESTED_TASK.format(task=_lowered(row.matter)), row.document, row.provision,
            next(iter(fields[row.document]), ""), row.now,
        )
        for row in held
    ]  # fmt: skip


def of_headings(catalogue: Catalogue, fields: Mapping[str, Sequence[str]], day: date) -> list[Candidate]:
    """Articles in force on the day whose heading says whose power it tells of, shorter before longer."""
    found: dict[tuple[str, str], Candidate] = {}
    for chunk in catalogue.chunks(catalogue.rows_headed("Thẩm quyền")):
        named, article = _HEADING.search(chunk.path), chunk.provision.split("__cl_")[0]
        if named is None or chunk.document not in fields or not chunk.validity.in_force(day):
            continue
        if not _fit(named[1].strip()):
            continue
        question = texts.SUGGESTED_POWER.format(task=_lowered(named[1].strip()))
        field = next(iter(fields[chunk.document]), "")
        found.setdefault((chunk.document, article), Candidate(question, chunk.document, article, field))
    return sorted(found.values(), key=lambda c: (len(c.question), c.document, c.provision))


def in_turn(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One of each field, then the next of each, and no question twice."""
    fields: dict[str, list[Candidate]] = {}
    seen: set[str] = set()
    for candidate in candidates:
        if candidate.question not in seen:
            seen.add(candidate.question)
            fields.setdefault(candidate.field, []).append(candidate)
    order = sorted(fields)
    return [c for turn in zip_longest(*(fields[name] for name in order)) for c in turn if c is not None]


def answered(answering: Answering, candidate: Candidate, day: date) -> bool:
    """Whether the assistant names an authority for it from the candidate's own provision. People's questions first."""
    with SEARCHING.aside(time.monotonic() + PATIENCE_SECONDS):
        events: Iterator[object] = answering.answer(candidate.question, day, use_model=False)
        answer = next((event.answer for event in events if isinstance(event, Finished)), None)
    return answer is not None and _from_its_clause(answer, candidate)


def _from_its_clause(answer: Answer, candidate: Candidate) -> bool:
    if not answer.authority or not answer.claims or answer.status == "abstained":
        return False
    if candidate.holder and fold(answer.authority) != fold(candidate.holder):
        return False
    cited = answer.claims[0].citations
    return any(c.document == candidate.document and _within(c.provision, candidate.provision) for c in cited)


def _within(provision: str, other: str) -> bool:
    """Whether one of the two provisions is the other or a part of it."""
    short, long = sorted((provision, other), key=len)
    return long == short or long.startswith(f"{short}__")


def _fit(task: str) -> bool:
    return _SHORTEST <= len(task) <= _LONGEST and not _UNFIT.search(task)


def _lowered(task: str) -> str:
    """The task within a sentence; an abbreviation keeps its capitals."""
    task = " ".join(task.split()).rstrip(" .,")
    return task if task[1:2].isupper() else task[:1].lower() + task[1:]


class Suggestions:
    """The questions of one generation. `questions` is None until they are known; they may be none."""

    def __init__(
        self,
        home: Path,
        generation: int,
        answering: Answering,
        candidates: Callable[[date], Iterable[Candidate]],
        today: Callable[[], date] = date.today,
    ) -> None:
        self._file, self._generation = home / FILE, generation
        self._answering, self._candidates, self._today = answering, candidates, today
        self._begun = threading.Lock()
        self.questions: tuple[str, ...] | None = None

    def begin(self) -> None:
        """Look for them in the background, once."""
        if self._begun.acquire(blocking=False):
            threading.Thread(target=self.find, name="suggestions", daemon=True).start()

    def find(self) -> None:
        """Those that were kept if each is still answered, else new ones; the thread's own hook tells of errors."""
        found: list[Candidate] = []
        try:
            day = self._today()
            kept = self._kept()
            if kept and all(answered(self._answering, candidate, day) for candidate in kept):
                found = kept
                return
            found = self._new(day)
            self._keep(found)
        finally:
            self.questions = tuple(candidate.question for candidate in found)

    def _new(self, day: date) -> list[Candidate]:
        found: list[Candidate] = []
        for candidate in list(self._candidates(day))[:TRIED]:
            if len(found) == WANTED:
                break
            if answered(self._answering, candidate, day):
                found.append(candidate)
            time.sleep(PAUSE_SECONDS)
        return found

    def _kept(self) -> list[Candidate]:
        """What was found for this generation before; nothing if the file is not as it should be."""
        try:
            told = json.loads(self._file.read_text(encoding="utf-8"))
            if told["generation"] == self._generation:
                return [Candidate(**one) for one in told["questions"]]
        except (OSError, ValueError, KeyError, TypeError):  # none yet, or cut off: they are looked for anew
            pass
        return []

    def _keep(self, found: Sequence[Candidate]) -> None:
        told = {"generation": self._generation, "questions": [asdict(candidate) for candidate in found]}
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(self._file)
