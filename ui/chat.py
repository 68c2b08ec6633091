"""Hỏi đáp: ask, read the clauses at once, then the answer as it is written."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st
from markupsafe import Markup

from ui import backend, texts
from ui.accounts import visitor
from ui.answer_sheet import sheet_buttons
from ui.answering import (
    answer_markup,
    day_of,
    hits_of,
    made_from_markup,
    question_markup,
    withheld_markup,
)
from ui.asof import as_of_row
from ui.conversation import Conversation
from ui.conversations_list import offer_undo
from ui.conversations_menu import conversation_menu
from ui.copying import copied_text
from ui.failure import show_error
from ui.panel import panel, plain_label
from ui.passages import cards, folded_history
from ui.provision import Opened, open_citation, open_hit, opened_now, reading, show_opened
from ui.ratings_form import answer_actions
from ui.tour import tour
from ui.turn import Turn

POLL_SECONDS = 0.4
LOADING_POLL_SECONDS = 1.0
SUGGESTIONS_POLL_SECONDS = 1.5
QUEUE_POLL_SECONDS = 1.0  # behind others nothing is to be seen but the number of them
EVIDENCE_WAIT_SECONDS = 1.2  # the first run waits so long for evidence, which usually takes 0.3 s


def page() -> None:
    """The chat page."""
    conversation = backend.current_conversation()
    _header(conversation)
    with st.bottom:
        _loading()
        as_of_row()
        st.chat_input(texts.ASK, key="ask", max_chars=2000, on_submit=_ask_typed)
    welcome = st.empty()  # a slot of its own: cleared at once by the first question
    if not conversation.turns:
        with welcome.container():
            _welcome()
    for turn in conversation.turns:
        _turn(turn, latest=turn is conversation.turns[-1])
    show_opened()


def _loading() -> None:
    """What is still being opened, until it is; or why it cannot be."""
    opening = backend.opening()
    if opening.failure is not None:
        show_error(opening.failure)
        st.caption(texts.STILL_USABLE)
    elif not opening.ready:
        st.fragment(_still_loading, run_every=LOADING_POLL_SECONDS)()


def _still_loading() -> None:
    opening = backend.opening()
    if opening.ready or opening.failure is not None:
        st.rerun()
    words = texts.LOADING_SECONDS.format(seconds=round(opening.seconds))
    panel(Markup('<p class="working" role="status">{}</p>').format(words), key="loading")


def _ask(conversation: Conversation, question: str, as_of: date | None, *, use_model: bool = True) -> None:
    turn = backend.conversations().ask(conversation, backend.opening(), question, as_of, use_model=use_model)
    if turn is None:
        st.toast(texts.TOO_MANY.format(count=len(conversation.running)))


def _ask_typed() -> None:
    """What was typed, asked before anything is drawn: head and sidebar have the conversation from the first moment."""
    typed = str(st.session_state.get("ask") or "").strip()
    if typed and visitor.account() is not None:
        _ask(backend.current_conversation(), typed, _chosen_day())


def _ask_again(turn: Turn, use_model: bool) -> None:
    """The same question for the same day, as a new turn."""
    if visitor.account() is None:  # the session is over; the page says so
        return
    _ask(backend.current_conversation(), turn.view.question, turn.view.as_of, use_model=use_model)


def _header(conversation: Conversation) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(texts.CHAT, anchor=False, width="content")
        if conversation.turns:
            with st.container(horizontal=True, width="content", gap="small", key="conversation-acts"):
                conversation_menu(conversation)
                st.button(
                    texts.NEW_CONVERSATION, icon=":material/add:", type="tertiary", on_click=_start_over, key="new"
                )


def _start_over() -> None:
    found = visitor.account()
    if found is not None:
        backend.show_conversation(backend.conversations().new(found.id))


def _welcome() -> None:
    offer_undo()
    st.subheader(texts.WELCOME_TITLE, anchor=False)
    st.text(texts.WELCOME)
    if who := visitor.account(sign_of_life=False):
        tour(who)
    found = backend.suggestions().questions
    if found is None and backend.opening().ready:
        st.fragment(_looking_for_suggestions, run_every=SUGGESTIONS_POLL_SECONDS)()
    if not found:
        return
    st.caption(texts.SUGGESTED)
    with st.container(key="suggestions"):
        for number, question in enumerate(found):
            label = plain_label(question)
            st.button(label, key=f"suggest-{number}", width="stretch", on_click=_ask_suggested, args=(question,))


def _looking_for_suggestions() -> None:
    if backend.suggestions().questions is not None:
        st.rerun()
    st.caption(texts.SUGGESTING)


def _ask_suggested(question: str) -> None:
    if visitor.account() is not None:
        _ask(backend.current_conversation(), question, _chosen_day())


def _chosen_day() -> date | None:
    """The day asked for; None for today."""
    chosen = backend.as_of()
    return None if chosen == backend.today() else chosen


def _turn(turn: Turn, *, latest: bool) -> None:
    """One question: what was asked, the answer's place, the clauses. The page scrolls to the latest question."""
    with st.container(key=f"turn-{turn.id}"):
        question = st.empty()
        if not turn.view.finished and backend.opening().ready and not turn.evidence_ready.is_set():
            with question:  # as it was typed, until it is known what it was understood as
                panel(question_markup(turn.view, backend.today()), key=f"typed-{turn.id}", focus="asked")
            turn.evidence_ready.wait(EVIDENCE_WAIT_SECONDS)
        with question:
            focus = "asked" if latest else ""
            panel(question_markup(turn.view, backend.today()), key=f"question-{turn.id}", focus=focus)
        if turn.view.finished:
            _answer(turn)
            with st.container(horizontal=True, vertical_alignment="center", key=f"under-{turn.id}"):
                sheet_buttons(turn)
                answer_actions(turn, _ask_again)
        else:
            queued = bool(turn.view.ahead)
            live = st.fragment(_live_answer, run_every=QUEUE_POLL_SECONDS if queued else POLL_SECONDS)
            live(turn, had_evidence=turn.view.evidence is not None, queued=queued, opened=opened_now())
        _evidence(turn)


def _live_answer(turn: Turn, *, had_evidence: bool, queued: bool, opened: Opened | None) -> None:
    """The answer in the making: looks again by and by, and lets the page redraw when it is done, its turn comes or a
    citation in it was opened."""
    view = turn.view
    if visitor.account(sign_of_life=False) is None or opened_now() is not opened:
        st.rerun()
    turn.look(backend.watcher())
    if view.finished or (view.evidence is not None and not had_evidence) or bool(view.ahead) != queued:
        st.rerun()
    _answer(turn)
    st.button(
        texts.CANCEL,
        key=f"cancel-{turn.id}",
        icon=":material/stop_circle:",
        help=texts.CANCEL_HELP,
        on_click=turn.cancel_writing,
    )


def _answer(turn: Turn) -> None:
    view = turn.view
    words = reading(day_of(view, backend.today()))
    markup = answer_markup(view, words, loading=not backend.opening().ready)
    markup += withheld_markup(view.answer.withheld if view.answer else view.withheld)
    markup += made_from_markup(view, words)
    copied = copied_text(view, words)
    panel(markup, key=f"answer-{turn.id}", copy=copied, live=True, on_open=partial(_open_cited, turn))


def _open_cited(turn: Turn, clicked: str) -> None:
    """A citation "c2.0", the first one of the third sentence, was clicked."""
    view = turn.view
    claim, _, citation = clicked[1:].partition(".")
    claims = view.answer.claims if view.answer else view.claims
    open_citation(claims[int(claim)].citations[int(citation)], hits_of(view), day_of(view, backend.today()))


def _evidence(turn: Turn) -> None:
    view = turn.view
    if view.evidence is None:
        return
    words = reading(day_of(view, backend.today()))
    abstained = view.answer is not None and view.answer.status == "abstained"
    hits = hits_of(view)
    markup = cards(hits, words, texts.NEAREST if abstained else texts.EVIDENCE)
    markup += folded_history(view.evidence.history, words)
    panel(markup, key=f"evidence-{turn.id}", on_open=partial(_open_evidence, turn))


def _open_evidence(turn: Turn, clicked: str) -> None:
    """A card "e3", or "h1" of what is out of force, was clicked."""
    view = turn.view
    if view.evidence is not None:
        group = view.evidence.history if clicked.startswith("h") else hits_of(view)
        hit = next((hit for hit in group if hit.rank == int(clicked[1:])), None)
        if hit is not None:
            open_hit(hit, day_of(view, backend.today()))
