"""Quản trị: take in files, read the report of each, take documents out, go back to the generation before."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from corpus.errors import ThamQuyenError
from ingest.administer import SUFFIXES, AddReport
from ui import (
    admin_log,
    admin_machine,
    admin_relations,
    admin_review,
    admin_users,
    admin_validity,
    backend,
    texts,
    texts_accounts,
    texts_admin,
    wording,
)
from ui.accounts import visitor
from ui.admin_overview import overview
from ui.admin_table import plain_table
from ui.failure import show_error, show_failure, show_note, told
from ui.library import Job
from ui.panel import plain_label

POLL_SECONDS = 0.7
_WITH_JOBS = ("kho", "hieu-luc")  # sections that begin jobs and tell how they ended
_PUT_AWAY = "job_put_away"


def page() -> None:
    """The administration page; an official is told whom to ask."""
    who = visitor.required()
    if not who.administers:
        st.title(texts_accounts.DENIED_TITLE, anchor=False)
        st.text(texts_accounts.DENIED.format(name=who.shown))
        if "chat_page" in st.session_state:
            st.page_link(st.session_state["chat_page"], label=texts_accounts.TO_CHAT, icon=":material/forum:")
        return
    st.title(texts.ADMIN, anchor=False)
    named = st.query_params.get("phan")
    chosen = st.segmented_control(
        texts_admin.SECTION, list(texts_admin.SECTIONS), format_func=texts_admin.SECTIONS.__getitem__,
        default=named if named in SECTIONS else "kho", required=True, key="section", label_visibility="collapsed",
    )  # fmt: skip
    st.query_params["phan"] = chosen
    if chosen in _WITH_JOBS:
        _job()
    try:
        SECTIONS[chosen]()
    except ThamQuyenError as error:
        show_error(error)


def _corpus() -> None:
    st.caption(texts.ADMIN_INTRO)
    _status()
    _add()
    _remove()
    _undo()


def _status() -> None:
    manifest = backend.library().manifest()
    if manifest is None:
        show_note(texts.NO_DOCUMENTS_HERE)
        return
    facts = {
        texts.GENERATION: manifest.generation,
        texts.DOCUMENT_COUNT: manifest.documents,
        texts.PROVISION_COUNT: manifest.provisions,
        texts.CHUNK_COUNT: manifest.chunks,
    }
    with st.container(horizontal=True, key="status"):
        for name, value in facts.items():
            st.metric(name, wording.number(value), width=150)
    st.caption(
        texts.PUBLISHED_AT.format(when=_when(manifest.created), action=plain_label(wording.action(manifest.action)))
    )
    overview()


def _when(created: str) -> str:
    """A manifest's UTC time in the machine's own zone."""
    return wording.moment(pd.Timestamp(created).to_pydatetime())


def _add() -> None:
    st.subheader(texts.ADD_TITLE, anchor=False)
    size = backend.settings().max_file_mb
    st.caption(f"{texts.ADD_NOTE} {texts.ADD_HELP.format(size=size)}")
    files = st.file_uploader(
        texts.ADD_LABEL,
        type=sorted(SUFFIXES),
        accept_multiple_files=True,
        key=f"files-{st.session_state.get('uploads', 0)}",
        max_upload_size=size,
    )
    if files:
        label = texts.ADD_BUTTON.format(count=len(files))
        if st.button(label, type="primary", key="add", disabled=backend.library().job.running):
            started = backend.administration().add([(file.name, file.getvalue()) for file in files])
            _after(started)
            st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
            st.rerun()


def _after(started: bool) -> None:
    if not started:
        st.toast(texts.BUSY)


def _job() -> None:
    """What runs now, or what the last job brought."""
    if backend.library().job.running:
        _live_job()
    elif backend.library().job is not st.session_state.get(_PUT_AWAY):
        _outcome(backend.library().job)


@st.fragment(run_every=POLL_SECONDS)
def _live_job() -> None:
    job = backend.library().job
    if not job.running:
        st.rerun()
    words = texts.WORKING_COUNT if job.total else texts.WORKING
    st.progress(min(1.0, job.done / job.total) if job.total else 0.0)
    st.text(words.format(stage=job.stage, done=job.done, total=job.total))


def _outcome(job: Job) -> None:
    """Stands above all else, since whoever began the job may have been anywhere on the page."""
    if job.failure is not None:
        show_failure(*job.failure, take_focus=True)
    elif job.report is not None:
        seconds = f"{job.report.seconds:.1f}".replace(".", ",")
        st.subheader(texts.REPORT.format(seconds=seconds), anchor=False)
        show_note(report_summary(job.report), take_focus=True)
        plain_table(report_table(job.report), texts.REPORT_RESULT, "report")
    elif job.message:
        show_note(job.message, take_focus=True)
    else:
        return
    st.button(texts.PUT_AWAY, key="job-put-away", type="tertiary", icon=":material/close:", on_click=_put_away)


def _put_away() -> None:
    st.session_state[_PUT_AWAY] = backend.library().job


def report_summary(report: AddReport) -> str:
    """How many files went how, in one sentence."""
    return texts.REPORT_SUMMARY.format(
        added=len(report.added), unchanged=len(report.unchanged), failed=len(report.failed)
    )


def report_table(report: AddReport) -> pd.DataFrame:
    """One line a file: failed first, then added, then unchanged."""
    lines = [(f.file, texts.REPORT_FAILED, f.error, f.remedy) for f in report.failed]
    for added in report.added:
        size = texts.REPORT_SIZE.format(provisions=added.provisions, chunks=added.chunks, pages=added.pages)
        lines.append((added.file, f"{texts.REPORT_ADDED}: {added.document}", size, "; ".join(added.warnings)))
    lines += [(u.file, f"{texts.REPORT_UNCHANGED}: {u.document}", u.reason, "") for u in report.unchanged]
    columns = [texts.REPORT_FILE, texts.REPORT_RESULT, texts.REPORT_DETAIL, texts.REPORT_REMEDY]
    return pd.DataFrame(lines, columns=columns)


def _remove() -> None:
    st.subheader(texts.REMOVE_TITLE, anchor=False)
    numbers = backend.library().numbers()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        picked = st.selectbox(
            texts.REMOVE_PICK, numbers, index=None, key="remove-pick", width=360, placeholder=texts.REMOVE_NONE
        )
        off = picked is None or backend.library().job.running
        if st.button(texts.REMOVE_BUTTON, key="remove", disabled=off) and picked:
            _ask_remove(picked)


@st.dialog(texts.REMOVE_TITLE)
def _ask_remove(number: str) -> None:
    st.text(texts.REMOVE_ASK.format(number=number))
    with st.container(horizontal=True):
        if st.button(texts.REMOVE_YES, type="primary", key="remove-yes", on_click=_start_remove, args=(number,)):
            st.rerun()
        if st.button(texts.REMOVE_NO, key="remove-no"):
            st.rerun()


@told
def _start_remove(number: str) -> None:
    _after(backend.administration().remove(number))


@told
def _start_undo() -> None:
    _after(backend.administration().rollback())


def _undo() -> None:
    st.subheader(texts.UNDO_TITLE, anchor=False)
    earlier = backend.library().earlier()
    if earlier is None:
        st.caption(texts.NO_EARLIER)
        return
    if st.button(texts.UNDO, key="undo", disabled=backend.library().job.running):
        _ask_undo(earlier)


@st.dialog(texts.UNDO_TITLE)
def _ask_undo(generation: int) -> None:
    st.text(texts.UNDO_ASK.format(generation=generation))
    with st.container(horizontal=True):
        if st.button(texts.UNDO_YES, type="primary", key="undo-yes", on_click=_start_undo):
            st.rerun()
        if st.button(texts.REMOVE_NO, key="undo-no"):
            st.rerun()


SECTIONS: dict[str, Callable[[], None]] = {
    "kho": _corpus,
    "xem-lai": admin_review.section,
    "hieu-luc": admin_validity.section,
    "quan-he": admin_relations.section,
    "nguoi-dung": admin_users.section,
    "may": admin_machine.section,
    "nhat-ky": admin_log.section,
}
