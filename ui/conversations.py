"""The archive of conversations: each person's own, kept over restarts, found again by words.

Every reading names the owner, and what belongs to somebody else is as if it were not there. An answer is stored when it
is finished; what was asked is stored at once, so that a restart loses no question.
"""

from __future__ import annotations

import json
import re
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from sqlite3 import Connection, Row

from pydantic import TypeAdapter, ValidationError

from corpus.lexical import fold, move_tones
from corpus.model import Hit
from ui import texts_accounts as words
from ui.accounts.roles import NotAllowed
from ui.records import Records
from ui.turn import Failure, TurnView

KEPT_DELETED = 7 * 86400.0  # seconds for which a deleted conversation can be brought back
TITLE = 80  # characters of the first question that name a conversation
LISTED = 40
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list. `changed` in seconds since 1970."""

    id: str
    title: str
    changed: float


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One question as it was kept."""

    id: str
    use_model: bool
    view: TurnView


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question without an answer, as administrators see it: who asked is not told. `outcome` as in `outcome_of`."""

    turn: str
    question: str
    as_of: str
    asked: float
    outcome: str


class Archive:
    """Conversations in the records."""

    def __init__(self, records: Records, now: Callable[[], float] = time.time) -> None:
        self._records, self._now = records, now
        self.purge()

    def ask(self, owner: int, conversation: str, turn: str, view: TurnView, *, use_model: bool = True) -> None:
        """Keep a question that was just asked; the first one opens and names the conversation.

        Raises:
            NotAllowed: the conversation is somebody else's.
        """
        now = self._now()
        title = " ".join(view.question.split())
        title = title if len(title) <= TITLE else title[: TITLE - 1] + "…"
        as_of = view.as_of.isoformat() if view.as_of else None
        with self._records.write() as connection:
            connection.execute(
                "INSERT INTO conversations (id, owner, title, started, changed) VALUES (?,?,?,?,?)"
                " ON CONFLICT (id) DO UPDATE SET changed = excluded.changed WHERE owner = excluded.owner",
                (conversation, owner, title, now, now),
            )
            whose = connection.execute("SELECT owner FROM conversations WHERE id = ?", (conversation,)).fetchone()
            if whose["owner"] != owner:
                raise NotAllowed("Cuộc hỏi đáp này không phải của bạn")
            number = connection.execute(
                "INSERT INTO turns (id, conversation, asked, question, as_of, use_model) VALUES (?,?,?,?,?,?)",
                (turn, conversation, now, view.question, as_of, use_model),
            ).lastrowid
            _index(connection, number, view.question)

    def finish(self, turn: str, view: TurnView) -> None:
        """Keep the answer."""
        said = " ".join(claim.text for claim in (view.answer.claims if view.answer else view.claims))
        with self._records.write() as connection:
            row = connection.execute("SELECT number, question FROM turns WHERE id = ?", (turn,)).fetchone()
            if row is None:
                return
            connection.execute(
                "UPDATE turns SET outcome = ?, view = ? WHERE id = ?", (outcome_of(view), dump_view(view), turn)
            )
            _index(connection, row["number"], f"{row['question']} {said}")

    def listed(self, owner: int, limit: int = LISTED) -> list[Listed]:
        """The latest conversations of a person, newest first."""
        rows = self._records.rows(
            "SELECT id, title, changed FROM conversations WHERE owner = ? AND deleted IS NULL"
            " ORDER BY changed DESC, rowid DESC LIMIT ?",
            (owner, limit),
        )
        return [_listed(row) for row in rows]

    def search(self, owner: int, query: str, limit: int = LISTED) -> list[Listed]:
        """Conversations in which every word of the query begins a word; words typed without diacritics match any."""
        terms = [_term(word) for word in _WORD.findall(_plain(query))[:12]]
        if not terms:
            return []
        rows = self._records.rows(
            "SELECT c.id, c.title, c.changed FROM conversations c WHERE c.owner = ? AND c.deleted IS NULL AND c.id IN"
            " (SELECT t.conversation FROM words w JOIN turns t ON t.number = w.rowid WHERE words MATCH ?)"
            " ORDER BY c.changed DESC LIMIT ?",
            (owner, " AND ".join(terms), limit),
        )
        titled = [item for item in self.listed(owner, 500) if _named(item.title, query)]
        found = {item.id: item for item in [*titled, *(_listed(row) for row in rows)]}
        return sorted(found.values(), key=lambda item: -item.changed)[:limit]

    def load(self, owner: int, conversation: str) -> list[StoredTurn] | None:
        """The questions and answers of one's own conversation; None if there is none of this id."""
        if self.title(owner, conversation) is None:
            return None
        rows = self._records.rows("SELECT * FROM turns WHERE conversation = ? ORDER BY number", (conversation,))
        return [_stored(row) for row in rows]

    def title(self, owner: int, conversation: str) -> str | None:
        row = self._records.row(
            "SELECT title FROM conversations WHERE id = ? AND owner = ? AND deleted IS NULL", (conversation, owner)
        )
        return str(row["title"]) if row else None

    def rename(self, owner: int, conversation: str, title: str) -> bool:
        """Whether there was such a conversation; an empty title changes nothing."""
        plain = " ".join("".join(c if c.isprintable() else " " for c in title).split())[:TITLE]
        return bool(plain) and self._change(owner, conversation, "title = ?", plain)

    def delete(self, owner: int, conversation: str) -> bool:
        """Out of every list at once but that of `deleted`; can be restored until it is purged."""
        self.purge()
        return self._change(owner, conversation, "deleted = ?", self._now())

    def deleted(self, owner: int, limit: int = LISTED) -> list[Listed]:
        """What a person can still bring back, last deleted first."""
        rows = self._records.rows(
            "SELECT id, title, changed FROM conversations WHERE owner = ? AND deleted >= ?"
            " ORDER BY deleted DESC LIMIT ?",
            (owner, self._now() - KEPT_DELETED, limit),
        )
        return [_listed(row) for row in rows]

    def restore(self, owner: int, conversation: str) -> bool:
        return self._change(owner, conversation, "deleted = ?", None)

    def purge(self) -> int:
        """Remove for good what was deleted long enough ago; returns how many conversations."""
        with self._records.write() as connection:
            old = connection.execute(
                "SELECT id FROM conversations WHERE deleted < ?", (self._now() - KEPT_DELETED,)
            ).fetchall()
            for (key,) in old:
                turns = "SELECT id FROM turns WHERE conversation = ?"
                connection.execute(f"DELETE FROM ratings WHERE turn IN ({turns})", (key,))
                connection.execute(f"DELETE FROM settled WHERE turn IN ({turns})", (key,))
                numbers = "SELECT number FROM turns WHERE conversation = ?"
                connection.execute(f"DELETE FROM words WHERE rowid IN ({numbers})", (key,))
                connection.execute("DELETE FROM turns WHERE conversation = ?", (key,))
                connection.execute("DELETE FROM conversations WHERE id = ?", (key,))
        return len(old)

    def unanswered(self, limit: int = 200) -> list[Unanswered]:
        """Questions of everybody that got no answer and that no administrator has settled, newest first."""
        rows = self._records.rows(
            "SELECT t.id, t.question, t.as_of, t.asked, t.outcome FROM turns t"
            " JOIN conversations c ON c.id = t.conversation AND c.deleted IS NULL"
            " WHERE t.outcome IN ('abstained', 'evidence', 'failed') AND t.id NOT IN (SELECT turn FROM settled)"
            " ORDER BY t.asked DESC LIMIT ?",
            (limit,),
        )
        return [Unanswered(r["id"], r["question"], r["as_of"] or "", r["asked"], r["outcome"]) for r in rows]

    def _change(self, owner: int, conversation: str, assignment: str, value: object) -> bool:
        with self._records.write() as connection:
            changed = connection.execute(
                f"UPDATE conversations SET {assignment} WHERE id = ? AND owner = ?", (value, conversation, owner)
            )
            return changed.rowcount > 0


def outcome_of(view: TurnView) -> str:
    """ "answered", "evidence", "abstained", "failed", "cancelled"; asked for without a model, clauses are an answer."""
    if view.answer is not None:
        asked_for = view.answer.status == "evidence" and not view.answer.made_from.model
        return "answered" if asked_for else view.answer.status
    return "failed" if view.failure else "cancelled"


def dump_view(view: TurnView) -> bytes:
    """JSON of a view, without what only the search index needs."""
    evidence, answer = view.evidence, view.answer
    if evidence is not None:
        evidence = replace(evidence, hits=_slim(evidence.hits), history=_slim(evidence.history))
    if answer is not None:
        answer = replace(answer, evidence=_slim(answer.evidence))
    return _views().dump_json(replace(view, evidence=evidence, answer=answer, draft=""))


def _slim(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    return tuple(replace(hit, chunk=replace(hit.chunk, found_by="")) for hit in hits)


@cache
def _views() -> TypeAdapter[TurnView]:
    return TypeAdapter(TurnView)


def _stored(row: Row) -> StoredTurn:
    """A turn as kept; one that was never finished or that this version cannot read says so."""
    as_of = date.fromisoformat(row["as_of"]) if row["as_of"] else None
    if row["view"] is None:
        view = TurnView(row["question"], as_of, failure=Failure(words.INTERRUPTED, words.INTERRUPTED_REMEDY))
    else:
        try:
            view = _views().validate_json(row["view"])
        except ValidationError:
            view = TurnView(row["question"], as_of, failure=Failure(words.UNREADABLE, words.INTERRUPTED_REMEDY))
    return StoredTurn(row["id"], bool(row["use_model"]), view)


def plain_view(view: TurnView) -> object:
    """A view as plain JSON values, for export."""
    return json.loads(dump_view(view))


def _listed(row: Row) -> Listed:
    return Listed(row["id"], row["title"], row["changed"])


def _index(connection: Connection, number: int | None, text: str) -> None:
    connection.execute("DELETE FROM words WHERE rowid = ?", (number,))
    plain = _plain(text)
    connection.execute("INSERT INTO words (rowid, plain, folded) VALUES (?,?,?)", (number, plain, fold(plain)))


def _plain(text: str) -> str:
    """Lower case, one spelling of each letter and one place for each tone ("hoà", "hòa")."""
    return move_tones(unicodedata.normalize("NFC", text).lower())


def _term(word: str) -> str:
    """One word as FTS5 reads it, quoted; a word with diacritics must match as typed."""
    column = "folded" if word == fold(word) else "plain"
    return f'{column} : "{word}" *'


def _named(title: str, query: str) -> bool:
    plain = _plain(title)
    return all(word in (fold(plain) if word == fold(word) else plain) for word in _WORD.findall(_plain(query)))
