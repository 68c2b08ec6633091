"""The original beside the text: the page of the kept PDF with the passage marked, or why there is none."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Final, Literal

import streamlit as st
from markupsafe import Markup

from corpus.errors import UnreadableFile
from corpus.model import Document, Provision, Standing
from ui import backend, texts, wording
from ui.failure import show_error
from ui.page_image import PageImage, draw
from ui.panel import panel

PAGES_KEPT = 48  # pictures in memory
_WAYS: Final[dict[str, tuple[str, str, Literal["left", "right"]]]] = {
    "before": (texts.PAGE_BEFORE, ":material/chevron_left:", "left"),
    "after": (texts.PAGE_AFTER, ":material/chevron_right:", "right"),
}


def kept_files(document: Document) -> tuple[Path, ...]:
    """The kept files of the document, parts in order; none if they were taken away."""
    from ingest.originals import original_of  # with the readers of all formats: only where an original is looked for

    return original_of(document.sha256, backend.settings())


def offer_original(document: Document, key: str) -> None:
    """A button for the file of an official document that cannot be shown page by page."""
    if document.metadata.standing is Standing.OFFICIAL:
        _download(kept_files(document), key)


def has_pages(document: Document) -> bool:
    """Whether the document's original is a PDF that can be shown page by page."""
    files = kept_files(document)
    return bool(files) and all(file.suffix.lower() == ".pdf" for file in files)


def show_original(document: Document, provision: str, key: str) -> None:
    """The page where the provision begins, with buttons to the pages around it and to the file."""
    files = kept_files(document)
    if not has_pages(document):
        _without_pages(document, files)
        return
    unit = next((p for p in document.provisions if p.id == provision), None)
    start = unit.page if unit else 1
    chosen = f"page-{key}"
    st.session_state.setdefault(chosen, start)
    try:
        image = _drawn(tuple(map(str, files)), int(st.session_state[chosen]), unit.text if unit else "")
    except UnreadableFile as error:
        show_error(error)
        _download(files, key)
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"pages-{key}"):
        _step(chosen, "before", image.page - 1, image.pages)
        _step(chosen, "after", image.page + 1, image.pages)
        _download(files, key)
    panel(page_markup(image, unit, start), key=f"original-{key}")


def _without_pages(document: Document, files: tuple[Path, ...]) -> None:
    digest = document.metadata.standing is not Standing.OFFICIAL
    words = texts.ORIGINAL_DIGEST if digest else texts.ORIGINAL_NONE if files else texts.ORIGINAL_MISSING
    panel(Markup('<p class="notice plain">{}</p>').format(words), key="no-original")
    if files and not digest:
        _download(files, "none")


def page_markup(image: PageImage, unit: Provision | None, start: int) -> Markup:
    """The picture, the marks over it, and in words what is to be seen."""
    marks = Markup("").join(
        Markup('<rect x="{:.2f}%" y="{:.2f}%" width="{:.2f}%" height="{:.2f}%"/>').format(*(100 * v for v in box))
        for box in image.boxes
    )
    said = Markup("")
    if unit is not None and (image.boxes or image.page == start):
        place = wording.path_of_id(unit.id)
        words = texts.ORIGINAL_MARKED.format(place=place) if image.boxes else texts.ORIGINAL_UNMARKED
        said = Markup('<p class="soft small">{}</p>').format(words)
    return Markup(
        '<figure class="sheet"><figcaption><p class="small"><strong>{}</strong></p>{}</figcaption>'
        '<div class="paper"><img alt="{}" src="data:image/png;base64,{}"><svg aria-hidden="true">{}</svg></div>'
        "</figure>"
    ).format(
        texts.ORIGINAL_PAGE.format(page=image.page, pages=image.pages, file=image.file),
        said,
        texts.ORIGINAL_ALT.format(page=image.page, file=image.file),
        base64.b64encode(image.png).decode(),
        marks,
    )


def _step(chosen: str, way: Literal["before", "after"], page: int, pages: int) -> None:
    """A button to the page before or after, where there is one."""
    label, icon, side = _WAYS[way]
    st.button(
        label, icon=icon, key=f"{chosen}-{way}", disabled=not 1 <= page <= pages, on_click=_turn, args=(chosen, page),
        icon_position=side,
    )  # fmt: skip


def _turn(chosen: str, page: int) -> None:
    st.session_state[chosen] = page


def _download(files: tuple[Path, ...], key: str) -> None:
    for at, file in enumerate(files):
        number = f" {at + 1}" if len(files) > 1 else ""
        st.download_button(
            texts.ORIGINAL_DOWNLOAD + number, data=file.read_bytes, file_name=file.name, key=f"file-{key}-{at}",
            icon=":material/download:", type="tertiary", on_click="ignore",
        )  # fmt: skip


@st.cache_data(max_entries=PAGES_KEPT, show_spinner=False)
def _drawn(files: tuple[str, ...], page: int, passage: str) -> PageImage:
    return draw([Path(f) for f in files], page, passage)
