"""Reading a question in its conversation: orders and requests taken out, a follow-up completed, times interpreted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question import premise
from assistant.question.follow_up import resolve
from assistant.question.instructions import Cleared, clear
from assistant.question.understand import Question, understand, write_out
from corpus.lexical import syllables
from corpus.reader import IndexReader


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was read, with what the reader is told about the reading."""

    question: Question
    cleared: Cleared
    notices: tuple[str, ...]

    @property
    def asks_nothing(self) -> bool:
        """True if nothing is left beside the orders."""
        return self.cleared.ordered and not self.cleared.rest and not self.cleared.asserted

    def asked_words(self) -> set[str]:
        """Syllables of what the question asks, without what it wants asserted."""
        return set(syllables(self.cleared.rest if self.cleared.ordered else self.question.understood))


def read(reader: IndexReader, text: str, previous: Sequence[str]) -> Reading:
    """The question without orders and requests, completed from the conversation."""
    cleared = clear(text)
    written = write_out(cleared.rest, reader.accents)
    if not cleared.ordered:
        cleared = clear(written)
        written = cleared.rest
    if cleared.asserted:
        written = f"{write_out(cleared.asserted, reader.accents)}: cơ quan nào có thẩm quyền?"
    whole = resolve(written, [write_out(clear(p).rest, reader.accents) for p in previous])
    asked, drafting = premise.without_request(whole.understood)
    question = understand(asked, None, reader.numbers)
    first = understand(text, reader.accents, reader.numbers)
    notices = [
        n for n in first.notices if not cleared.ordered and n not in question.notices and "được hiểu là ngày" not in n
    ]
    if whole.why:
        notices.append(f"Câu hỏi nối tiếp, được hiểu là: «{question.understood}» ({whole.why}).")
    notices += [*question.notices, *([drafting] if drafting else [])]
    return Reading(question, cleared, tuple(notices))
