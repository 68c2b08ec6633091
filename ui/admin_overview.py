"""What the corpus and the answers lack, at a glance: counts, each leading to the section that has the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from ingest.status import status
from ui import backend, wording
from ui import texts_admin as words
from ui.admin_validity import ending, incomplete
from ui.panel import panel
from ui.passages import joined


@dataclass(frozen=True, slots=True)
class Lack:
    """So many of something that wants attention, and the section of the page that tells of them."""

    count: int
    words: str
    section: str


def overview() -> None:
    """Draw the counts of the generation that serves."""
    settings, administration = backend.settings(), backend.administration()
    today, days = backend.today(), settings.expiry_notice_days
    rows = [row for row in status(settings, today) if not row["superseded"]]
    panel(
        overview_markup(
            [
                Lack(len(ending(rows, today, days)), words.LACK_EXPIRING.format(days=days), "hieu-luc"),
                Lack(len(incomplete(rows)), words.LACK_INCOMPLETE, "hieu-luc"),
                Lack(len(administration.unanswered()), words.LACK_UNANSWERED, "xem-lai"),
                Lack(len(administration.bad_ratings()), words.LACK_BAD, "xem-lai"),
            ]
        ),
        key="overview",
        on_open=_show,
    )


def overview_markup(lacks: Sequence[Lack]) -> Markup:
    """Links where there is something to see, plain words where there is nothing."""
    return Markup('<section class="lacks" aria-label="{}"><h2>{}</h2><ul>{}</ul></section>').format(
        words.OVERVIEW_TITLE, words.OVERVIEW_TITLE, joined(_item(lack) for lack in lacks)
    )


def _item(lack: Lack) -> Markup:
    told = Markup("<strong>{}</strong> {}").format(wording.number(lack.count), lack.words)
    if not lack.count:
        return Markup('<li class="soft">{}</li>').format(told)
    return Markup('<li><a href="quan-tri?phan={0}" data-open="{0}">{1}</a></li>').format(lack.section, told)


def _show(section: str) -> None:
    st.session_state["section"] = section
