"""What people missed: questions without an answer, answers rated wrong. Each is settled with one press, and back."""

from __future__ import annotations

import json
from datetime import date, datetime

import streamlit as st
from markupsafe import Markup

from ui import backend, texts_accounts, wording
from ui import texts_admin as words
from ui.conversations import Unanswered
from ui.failure import told
from ui.panel import panel
from ui.ratings import BadRating

SHOWN = 25
_UNDO = "undo_settle"


def section() -> None:
    """Both lists."""
    administration = backend.administration()
    _undo()
    bad, missed = administration.bad_ratings(), administration.unanswered()
    good, wrong = administration.rating_counts()
    st.subheader(words.BAD_TITLE.format(count=len(bad)), anchor=False)
    st.caption(words.BAD_COUNTS.format(good=good, bad=wrong) if bad else words.BAD_NONE)
    for rating in bad[:SHOWN]:
        _entry(rating.turn, _rated(rating))
    _more(len(bad))
    st.subheader(words.UNANSWERED_TITLE.format(count=len(missed)), anchor=False)
    st.caption(words.UNANSWERED_NOTE if missed else words.UNANSWERED_NONE)
    for question in missed[:SHOWN]:
        _entry(question.turn, _asked(question))
    _more(len(missed))


def _more(count: int) -> None:
    if count > SHOWN:
        st.caption(words.MORE_ENTRIES.format(shown=SHOWN, count=count))


def _entry(turn: str, markup: Markup) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"review-{turn}"):
        with st.container():
            panel(markup, key=f"reviewed-{turn}")
        st.button(words.SETTLE, key=f"settle-{turn}", icon=":material/check:", on_click=_settle, args=(turn,))


@told
def _settle(turn: str) -> None:
    backend.administration().settle(turn)
    st.session_state[_UNDO] = turn


def _undo() -> None:
    turn = st.session_state.get(_UNDO)
    if turn is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(words.SETTLED, width="content")
            st.button(words.SETTLE_UNDO, key="unsettle", type="tertiary", on_click=_unsettle, args=(turn,))


@told
def _unsettle(turn: str) -> None:
    backend.administration().unsettle(turn)
    st.session_state.pop(_UNDO, None)


def _asked(question: Unanswered) -> Markup:
    facts = [when(question.asked), words.OUTCOMES.get(question.outcome, question.outcome)]
    if question.as_of:
        facts.append(words.ASKED_FOR.format(day=wording.day(date.fromisoformat(question.as_of))))
    return Markup("<p><strong>{}</strong></p><p class='soft small'>{}</p>").format(question.question, " · ".join(facts))


def _rated(rating: BadRating) -> Markup:
    facts = [when(rating.rated), rating.who or words.SOMEBODY, texts_accounts.REASONS.get(rating.reason, "")]
    lines = [words.SAID.format(text=said(rating.view))]
    if rating.note:
        lines.append(words.ALSO_SAID.format(note=rating.note))
    return Markup("<p><strong>{}</strong></p>{}<p class='soft small'>{}</p>").format(
        rating.question,
        Markup("").join(Markup("<p class='small'>{}</p>").format(line) for line in lines),
        " · ".join(fact for fact in facts if fact),
    )


def said(view: bytes | None) -> str:
    """The sentences of a stored answer, whatever version stored it."""
    stored = json.loads(view) if view else {}
    answer = stored.get("answer") or {}
    return " ".join(claim.get("text", "") for claim in answer.get("claims", [])) or "–"


def when(seconds: float) -> str:
    """A moment in the machine's own zone."""
    return wording.moment(datetime.fromtimestamp(seconds))
