"""Thẩm quyền: who decided before, who decides now, task by task, each row with its basis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st
from markupsafe import Markup

from corpus.errors import ThamQuyenError
from corpus.keyword import KeywordQuery, has_all
from corpus.model import Validity
from ingest.crosswalk import CrosswalkRow
from ingest.crosswalk.export import csv_text, xlsx_bytes
from ui import indexes, texts, wording
from ui import texts_crosswalk as told
from ui.asof import as_of_row
from ui.failure import show_error, show_note
from ui.pager import page_number, pager
from ui.panel import panel
from ui.passages import Reading, badge, joined, place_link, place_of_link, standing_mark
from ui.provision import open_place, reading, show_opened
from ui.tiers import Tier, flows, picture, tier_of

TIERS = tuple(Tier)
PAGE = 40  # rows of the table on one page


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader chose; empty = all. `words` must all occur, with or without diacritics."""

    words: str = ""
    fields: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def passes(self, row: CrosswalkRow, fields: Sequence[str]) -> bool:
        return (
            (not self.fields or not set(self.fields).isdisjoint(fields))
            and (not self.now or tier_of(row.now).value in self.now)
            and (not self.before or tier_of(row.before).value in self.before)
            and (not self.authorities or not set(self.authorities).isdisjoint(row.now.split("; ")))
            and (not self.kinds or row.kind.value in self.kinds)
            and _has_words(row, self.words)
        )


def page() -> None:
    """The crosswalk page; filters and page are kept in the address."""
    st.title(texts.CROSSWALK, anchor=False)
    st.caption(told.CROSSWALK_INTRO)
    try:
        rows = indexes.crosswalk_rows()
    except ThamQuyenError as error:
        show_error(error)
        return
    if not rows:
        show_note(told.CROSSWALK_NONE)
        return
    wanted = _filters(rows)
    fields = indexes.fields()
    matching = [row for row in rows if wanted.passes(row, fields.get(row.document, ()))]
    matching.sort(key=lambda row: TIERS.index(tier_of(row.now)))  # what the commune does comes first
    with st.container(horizontal=True, vertical_alignment="center", key="wide"):
        only = st.toggle(texts.ONLY_IN_FORCE_SHORT, key="hl", value=True, bind="query-params")
        as_of = as_of_row()
        shown = [row for row in matching if not only or _validity(row).in_force(as_of)]
        st.space("stretch")
        _export(shown, as_of)
    st.caption(_count(len(shown), len(matching) - len(shown), as_of))
    if not shown:
        day, count = wording.day(as_of), wording.number(len(matching))
        none = told.CROSSWALK_NONE_THAT_DAY.format(count=count, day=day) if matching else told.CROSSWALK_NO_MATCH
        show_note(none)
        return
    table, flow = st.tabs([told.CROSSWALK_TABLE, told.FLOW], key="hinh")
    with flow:
        panel(picture(flows(shown)), key="flow-picture")
    with table:
        _table(shown, as_of)
    show_opened()


def _filters(rows: Sequence[CrosswalkRow]) -> Wanted:
    fields = indexes.fields()
    words = st.text_input(
        told.CROSSWALK_WORDS, key="tim", placeholder=told.CROSSWALK_WORDS_HINT, bind="query-params", max_chars=300
    )
    with st.container(key="crosswalk-filters"):
        return Wanted(
            words=words or "",
            now=_tiers(told.TIER_NOW, "nay", (row.now for row in rows)),
            authorities=_choice(told.AUTHORITY_NOW, "ai", (name for row in rows for name in row.now.split("; "))),
            fields=_choice(texts.FIELD, "lv", (f for row in rows for f in fields.get(row.document, ()))),
            **_more_filters(rows),
        )


def _more_filters(rows: Sequence[CrosswalkRow]) -> dict[str, tuple[str, ...]]:
    """The filters that are wanted less often, folded; the label says how many of them are set."""
    chosen = sum(bool(st.session_state.get(key, st.query_params.get(key))) for key in ("truoc", "ht"))
    label = told.MORE_FILTERS_SET.format(count=chosen) if chosen else told.MORE_FILTERS
    with st.popover(label, icon=":material/tune:", width="stretch", key="more-filters"):
        return {
            "before": _tiers(told.TIER_BEFORE, "truoc", (row.before for row in rows)),
            "kinds": _choice(told.TRANSFER_KIND, "ht", (row.kind.value for row in rows)),
        }


def _tiers(label: str, key: str, authorities: Iterable[str | None]) -> tuple[str, ...]:
    found = {tier_of(name) for name in authorities}
    labels = {told.TIERS[tier.value]: tier.value for tier in Tier if tier in found}
    chosen = st.multiselect(label, list(labels), key=key, placeholder=texts.ALL, bind="query-params")
    return tuple(labels[str(value)] for value in chosen)


def _choice(label: str, key: str, values: Iterable[str]) -> tuple[str, ...]:
    options = [name for name, _ in Counter(values).most_common()]
    chosen = st.multiselect(label, options, key=key, placeholder=texts.ALL, bind="query-params")
    return tuple(str(value) for value in chosen)


def _has_words(row: CrosswalkRow, words: str) -> bool:
    text = f"{row.matter} {row.sector_reference} {row.before or ''} {row.now} {row.basis} {' '.join(row.conditions)}"
    return has_all(KeywordQuery.read(words), text)


def _validity(row: CrosswalkRow) -> Validity:
    return Validity(row.in_force_from, row.in_force_to)


def _count(shown: int, hidden: int, as_of: date) -> str:
    said = told.CROSSWALK_COUNT.format(count=wording.number(shown))
    return said + (told.CROSSWALK_HIDDEN.format(count=wording.number(hidden), day=wording.day(as_of)) if hidden else "")


def _export(shown: Sequence[CrosswalkRow], as_of: date) -> None:
    """The files with exactly these rows."""
    name = told.EXPORT_NAME.format(day=as_of.isoformat())
    st.download_button(
        told.EXPORT_XLSX, data=lambda: xlsx_bytes(shown), file_name=f"{name}.xlsx", key="xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", disabled=not shown,
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    st.download_button(
        told.EXPORT_CSV, data=lambda: csv_text(shown).encode("utf-8-sig"), file_name=f"{name}.csv", key="csv",
        mime="text/csv", disabled=not shown, icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _table(rows: Sequence[CrosswalkRow], as_of: date) -> None:
    first = (page_number(len(rows), PAGE) - 1) * PAGE
    clicked = panel(table_markup(rows[first : first + PAGE], reading(as_of)), key="crosswalk")
    pager(len(rows), PAGE)
    if place := place_of_link(clicked):
        open_place(*place, as_of)


def table_markup(rows: Sequence[CrosswalkRow], words: Reading) -> Markup:
    """The rows as a table; on a phone each row is a card."""
    heads = (told.MATTER, told.BEFORE, told.NOW, told.TRANSFER_KIND, texts.BASIS)
    head = joined(Markup('<th scope="col">{}</th>').format(name) for name in heads)
    return Markup(
        '<table class="cross-table" aria-label="{}"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(texts.CROSSWALK, head, joined(_row(row, words) for row in rows))


def _basis(row: CrosswalkRow) -> Markup:
    """The place with kind and number of its document in one piece."""
    return Markup('{} <span class="number">{}</span>').format(
        row.basis.removesuffix(row.document).strip(), wording.document_name(row.document)
    )


def _row(row: CrosswalkRow, words: Reading) -> Markup:
    tone, state = wording.short_state(_validity(row), words.as_of, words.notice_days)
    law = told.SECTOR_LAW.format(reference=row.sector_reference) if row.sector_reference else ""
    conditions = joined(Markup("<li>{}</li>").format(condition) for condition in row.conditions)
    more = Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(told.CONDITIONS, conditions)
    return Markup(
        '<tr><td>{matter}<div class="soft small">{law}</div>{more}</td><td data-label="{before_}">{before}</td>'
        '<td class="now" data-label="{now_}">{now}</td><td class="kind" data-label="{kind_}">{kind}</td>'
        '<td data-label="{basis_}">{basis}<div>{badges}<span class="soft small">{span}</span></div></td></tr>'
    ).format(
        matter=row.matter,
        law=law,
        more=more if row.conditions else Markup(""),
        before=row.before or Markup('<span class="soft">{}</span>').format(told.BEFORE_UNKNOWN),
        now=row.now,
        kind=row.kind.value,
        basis=place_link(row.document, row.provision, _basis(row), words.as_of),
        span=wording.short_span(_validity(row)),
        badges=badge(state, tone) + standing_mark(row.standing),
        before_=told.BEFORE,
        now_=told.NOW,
        kind_=told.TRANSFER_KIND,
        basis_=texts.BASIS,
    )
