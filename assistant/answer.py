"""Question → evidence → grounded answer. The events come in the order a reader should see them.

What is said rests on clauses in three steps: the competence that the clause itself states (read from its structure,
no model), what the model writes with a clause number before each sentence, and the check of every sentence against
its clause. What fails is withheld with the reason; what has no basis is not said.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from assistant.draft import Draft, cite
from assistant.events import (
    Answer,
    Claim,
    ClaimReady,
    ClaimWithheld,
    Event,
    EvidenceReady,
    Finished,
    MadeFrom,
    Queued,
    Seconds,
    Started,
    Token,
)
from assistant.evidence import ABSTAIN_BELOW, Evidence, gather
from assistant.generation.generator import Generator
from assistant.generation.prompt import PROMPT_VERSION, build_prompt, read_lines
from assistant.second_ask import who_by_part
from corpus.catalogue import Catalogue, DocumentRow
from corpus.embedding import Embedder
from corpus.generations import Generations
from corpus.model import Document, Validity
from corpus.reader import IndexReader, open_current
from corpus.settings import Settings

__all__ = [
    "ABSTAIN_BELOW",
    "Answer",
    "Assistant",
    "Claim",
    "ClaimReady",
    "ClaimWithheld",
    "Event",
    "Evidence",
    "EvidenceReady",
    "Finished",
    "MadeFrom",
    "Queued",
    "Seconds",
    "Started",
    "Token",
    "cite",
]


# Asked at the start: who handed which power to whom is worked out at the first such question, while all others wait.
FIRST = "Trước đây Ủy ban nhân dân cấp huyện cấp Giấy chứng nhận lần đầu thì nay ai cấp?"


class Assistant:
    """Opened once a process and shared by its threads. The index is swapped when a newer generation is published."""

    def __init__(self, settings: Settings, embedder: Embedder, generator: Generator) -> None:
        self.settings = settings
        self._embedder, self._generator = embedder, generator
        self._lock = threading.Lock()
        self._reader: IndexReader = open_current(settings, embedder)

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """Open index and models; the language model is loaded at its first use.

        Raises:
            BrokenIndex: there is no index, or another embedding model built it.
            ModelFileError: the embedding model is missing or changed.
        """
        generator = Generator(settings)
        return cls(settings, Embedder(settings), generator)

    @property
    def generation(self) -> int:
        return self._reader.generation

    def refresh(self) -> bool:
        """Reopen when a newer (or rolled back) generation serves; True if it changed.

        The old reader is left to those who still read from it; its files are closed with the last of them.
        """
        with self._lock:
            if Generations(self.settings.home).current() == self._reader.generation:
                return False
            self._reader = open_current(self.settings, self._embedder)
            return True

    def preload(self) -> None:
        """Load the language model and work out what a generation needs once, so that no first answer waits for it."""
        self._generator.preload()
        threading.Thread(target=self.evidence, args=(FIRST,), name="first question", daemon=True).start()

    def evidence(
        self,
        text: str,
        as_of: date | None = None,
        k: int | None = None,
        previous: Sequence[str] = (),
        documents: Collection[str] | None = None,
    ) -> Evidence:
        """Clauses in force for a question, without a model. The day: `as_of`, else the question's own, else today.

        Args:
            k: hits wanted; None = as the settings say.
            documents: numbers of those to look in; None = all.
        """
        count = k or self.settings.evidence_count
        return gather(self._reader, text, as_of, count, self.settings, previous, documents)

    def answer(
        self,
        text: str,
        as_of: date | None = None,
        *,
        use_model: bool = True,
        session: str = "",
        cancel: threading.Event | None = None,
        previous: Sequence[str] = (),
    ) -> Iterator[Event]:
        """Answer a question; the last event is `Finished`. Setting `cancel` ends with what is verified so far.

        Args:
            text: the question as typed.
            previous: the earlier questions of the conversation as typed, oldest first; a question that leans on them is
                completed from them.
        """
        started = time.monotonic()
        reader = self._reader
        evidence = gather(reader, text, as_of, self.settings.evidence_count, self.settings, previous)
        draft = Draft(evidence, started, reader.accents)
        if evidence.abstains:
            yield EvidenceReady(evidence)
            yield Finished(draft.finish("abstained", self._made_from(reader, False)))
            return
        if not evidence.only_stated:
            draft.name_competent(
                who_by_part(evidence.question, evidence.usable, evidence.parts, evidence.as_of, evidence.confidence)
            )
        draft.note_transfer(reader)
        draft.note_unsure()
        yield EvidenceReady(draft.evidence)
        for claim in draft.read_from_clauses():
            yield ClaimReady(claim)
        if use_model:
            yield from self._write(draft, session, cancel or threading.Event())
        status = "answered" if draft.claims and use_model else "evidence"
        yield Finished(draft.finish(status, self._made_from(reader, use_model)))

    def _write(self, draft: Draft, session: str, cancel: threading.Event) -> Iterator[Event]:
        """Let the model write; yield tokens as they come and each finished line after its check."""
        if not draft.evidence.usable:
            return
        prompt = build_prompt(
            draft.evidence.question.understood, draft.evidence.usable[: self.settings.prompt_passages]
        )
        ticket = self._generator.submit(
            list(prompt.messages), prompt.grammar, self.settings.answer_tokens, session, cancel
        )
        while (position := self._generator.queue_position(ticket)) is not None:
            yield Queued(position)
            if ticket.wait_started(0.5):
                break
        yield Started()
        written, done = "", 0
        for token in ticket.tokens():
            draft.first_token = draft.first_token or time.monotonic()
            written += token
            yield Token(token)
            lines = read_lines(written)
            for number, sentence in lines[done:]:
                outcome = draft.check(prompt, number, sentence)
                if outcome is not None:
                    yield outcome
            done = len(lines)
        if written.endswith("."):  # the last line ends without a line break
            for number, sentence in read_lines(written + "\n")[done:]:
                outcome = draft.check(prompt, number, sentence)
                if outcome is not None:
                    yield outcome

    def _made_from(self, reader: IndexReader, use_model: bool) -> MadeFrom:
        if not use_model:
            return MadeFrom(reader.generation, "", "", "")
        name, sha256 = self._generator.identity()
        return MadeFrom(reader.generation, name, sha256, PROMPT_VERSION, self._generator.notice())

    # What the pages show

    @property
    def catalogue(self) -> Catalogue:
        """Of the generation that serves; for reading."""
        return self._reader.catalogue

    def documents(self) -> list[DocumentRow]:
        return self._reader.catalogue.documents()

    def document(self, number: str) -> Document | None:
        return self._reader.catalogue.document(number)

    def validity(self, number: str, provision: str) -> Validity | None:
        return self._reader.catalogue.validity(number, provision)

    def close(self) -> None:
        self._generator.close()
