"""Ratings of answers: a thumb and a reason, from which administrators get their list of what to look at."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from ui.accounts.roles import NotAllowed
from ui.records import Records

REASONS = ("authority", "provision", "missing", "outdated", "unclear", "other")
NOTE = 1000  # characters


@dataclass(frozen=True, slots=True)
class Rating:
    good: bool
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class BadRating:
    """An answer somebody found wrong, as administrators see it. `view` is the stored answer (JSON), if it is there."""

    turn: str
    question: str
    who: str
    reason: str
    note: str
    rated: float
    view: bytes | None


class Ratings:
    """Ratings in the records."""

    def __init__(self, records: Records, now: Callable[[], float] = time.time) -> None:
        self._records, self._now = records, now

    def rate(self, owner: int, turn: str, rating: Rating) -> None:
        """Keep one's rating of one's own answer; a later one replaces it and brings it back to the list.

        Raises:
            NotAllowed: the answer is not theirs.
        """
        reason = rating.reason if rating.reason in REASONS or not rating.reason else "other"
        with self._records.write() as connection:
            own = connection.execute(
                "SELECT 1 FROM turns t JOIN conversations c ON c.id = t.conversation WHERE t.id = ? AND c.owner = ?",
                (turn, owner),
            ).fetchone()
            if own is None:
                raise NotAllowed("Câu trả lời này không thuộc cuộc hỏi đáp của bạn")
            row = (turn, owner, rating.good, reason, rating.note[:NOTE], self._now())
            connection.execute("INSERT OR REPLACE INTO ratings VALUES (?,?,?,?,?,?)", row)
            connection.execute("DELETE FROM settled WHERE turn = ?", (turn,))

    def of(self, owner: int, turn: str) -> Rating | None:
        """One's own rating of an answer."""
        row = self._records.row("SELECT * FROM ratings WHERE turn = ? AND owner = ?", (turn, owner))
        return Rating(bool(row["good"]), row["reason"], row["note"]) if row else None

    def bad(self, limit: int = 200) -> list[BadRating]:
        """What nobody has settled, newest first."""
        rows = self._records.rows(
            "SELECT r.*, t.question, t.view, a.shown FROM ratings r JOIN turns t ON t.id = r.turn"
            " JOIN conversations c ON c.id = t.conversation AND c.deleted IS NULL"
            " LEFT JOIN accounts a ON a.id = r.owner"
            " WHERE NOT r.good AND r.turn NOT IN (SELECT turn FROM settled) ORDER BY r.rated DESC LIMIT ?",
            (limit,),
        )
        return [
            BadRating(r["turn"], r["question"], r["shown"] or "", r["reason"], r["note"], r["rated"], r["view"])
            for r in rows
        ]

    def counts(self) -> tuple[int, int]:
        """How many good and how many bad ratings there are."""
        row = self._records.row("SELECT coalesce(sum(good), 0) AS good, count(*) AS n FROM ratings")
        return (int(row["good"]), int(row["n"]) - int(row["good"])) if row else (0, 0)

    def settle(self, turn: str, by: str) -> None:
        """An administrator has dealt with it."""
        with self._records.write() as connection:
            connection.execute("INSERT OR REPLACE INTO settled VALUES (?,?,?)", (turn, by, self._now()))

    def unsettle(self, turn: str) -> None:
        with self._records.write() as connection:
            connection.execute("DELETE FROM settled WHERE turn = ?", (turn,))
