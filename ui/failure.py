"""How an error is shown: what happened and what to do, as plain text."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st
from markupsafe import Markup

from corpus.errors import ThamQuyenError
from ui import texts
from ui.panel import panel, plain_label

P = ParamSpec("P")


def show_error(error: ThamQuyenError) -> None:
    """What, where and remedy of one of our own errors."""
    show_failure(f"{error.where}: {error.what}" if error.where else error.what, error.remedy)


def show_note(words: str, *, take_focus: bool = False) -> None:
    """A remark that may quote names and numbers; nothing in it is formatted. `take_focus`: as of a panel."""
    markup = Markup('<div class="notice plain" role="status">{}</div>').format(words)
    panel(markup, key=f"note-{hash(words)}", take_focus=take_focus)


def show_failure(what: str, remedy: str, *, take_focus: bool = False) -> None:
    """A failure in words that may quote file names; nothing in them is formatted. `take_focus`: as of a panel."""
    hint = Markup("<p>{}</p>").format(texts.WHAT_TO_DO.format(remedy=remedy)) if remedy else Markup("")
    markup = Markup('<div class="notice" role="alert"><p><strong>{}</strong></p>{}</div>').format(what, hint)
    with st.container():
        panel(markup, key=f"failure-{hash(what)}", take_focus=take_focus)


def told(act: Callable[P, None]) -> Callable[P, None]:
    """A callback of a button whose refusal is told in passing; the page is drawn as it is then."""

    @wraps(act)
    def acting(*arguments: P.args, **named: P.kwargs) -> None:
        try:
            act(*arguments, **named)
        except ThamQuyenError as error:
            st.toast(plain_label(f"{error.what}. {error.remedy}"), icon=":material/block:")

    return acting
