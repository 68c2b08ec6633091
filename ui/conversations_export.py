"""A conversation as a file: Word to file with a case, Markdown to read, JSON to process."""

from __future__ import annotations

import json
import re
from datetime import datetime

from assistant.answer import Answer
from assistant.interface import answer_dict
from ui import texts, wording
from ui import texts_accounts as words
from ui.conversation import Conversation
from ui.conversations import plain_view
from ui.copying import copied_text
from ui.passages import Reading
from ui.shelf import Shelf
from ui.turn import TurnView

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown(conversation: Conversation, title: str, reading: Reading, when: datetime) -> str:
    """Each question with its answer and its basis; nothing in them acts as markup."""
    parts = [f"# {escaped(title)}", f"{texts.APP_NAME}. {words.EXPORTED_AT.format(when=wording.moment(when))}"]
    for number, turn in enumerate(conversation.turns, 1):
        parts += [f"## {number}. {escaped(turn.view.question)}", *_answer(turn.view, reading)]
    return "\n\n".join(parts) + "\n"


def _answer(view: TurnView, reading: Reading) -> list[str]:
    answer = view.answer
    if answer is None:
        return [escaped(str(_told(view)["unanswered"]))]
    if answer.claims:
        said = copied_text(view, reading).split("\n", 1)[1]
        return [escaped(line) for line in said.splitlines() if line.strip()]
    return [f"{texts.AS_OF} {wording.day(answer.as_of)}", escaped(_no_claims(answer)), *_clauses(answer, reading)]


def _no_claims(answer: Answer) -> str:
    if answer.status == "abstained":
        return texts.ABSTAINED
    return texts.EVIDENCE_ONLY if answer.made_from.model else texts.NO_MODEL_ASKED


def _clauses(answer: Answer, reading: Reading) -> list[str]:
    lines = []
    for hit in answer.evidence:
        where = wording.place_of(hit.chunk, reading.name(hit.chunk.document))
        lines.append(f"- {escaped(where)}: “{escaped(' '.join(hit.chunk.text.split()))}”")
    return lines


def word(conversation: Conversation, title: str, shelf: Shelf) -> bytes:
    """Each question with its answer, as an answer sheet has it."""
    from assistant.sheet import conversation_sheet  # libraries for Word and PDF: only where a file is wanted

    documents = {row.number: row.metadata for row in shelf.documents() if row.active}
    return conversation_sheet(title, [_told(turn.view) for turn in conversation.turns], documents)


def _told(view: TurnView) -> dict[str, object]:
    if view.answer is not None:
        return answer_dict(view.answer, view.question)
    why = words.NOT_ANSWERED_YET if not view.finished else words.STOPPED
    return {"question": view.question, "unanswered": view.failure.what if view.failure else why}


def escaped(text: str) -> str:
    """Text in which no character is Markdown or HTML."""
    plain = _MARKS.sub(r"\\\1", text)
    return re.sub(r"^(\s*)([-+]|\d+[.)])(?=\s)", r"\1\\\2", plain)


def as_json(conversation: Conversation, title: str, when: datetime) -> str:
    """Everything that is kept of a conversation."""
    told = {
        "title": title,
        "exported": when.isoformat(timespec="seconds"),
        "turns": [plain_view(turn.view) for turn in conversation.turns],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)
