"""Filters of the search and documents pages: kind, issuer, field, year and validity, kept in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st
from markupsafe import Markup

from corpus.model import Metadata
from ui import backend, indexes, texts
from ui.asof import as_of_row
from ui.panel import panel
from ui.passages import badge, joined


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader chose; empty = all."""

    kinds: tuple[str, ...]
    issuers: tuple[str, ...]
    fields: tuple[str, ...]
    years: tuple[int, ...]
    only_in_force: bool
    as_of: date

    @property
    def active(self) -> int:
        """Number of filters set."""
        return sum(map(bool, (self.kinds, self.issuers, self.fields, self.years))) + self.only_in_force

    @property
    def day(self) -> date | None:
        """The day that a provision must be in force on."""
        return self.as_of if self.only_in_force else None

    def numbers(self, known: Mapping[str, Metadata], fields: Mapping[str, tuple[str, ...]]) -> frozenset[str] | None:
        """Numbers of the documents that pass by their metadata; None = no filter is set."""
        if not (self.kinds or self.issuers or self.fields or self.years):
            return None
        return frozenset(number for number, meta in known.items() if self._passes(meta, fields[number]))

    def _passes(self, meta: Metadata, fields: tuple[str, ...]) -> bool:
        return (
            (not self.kinds or meta.kind in self.kinds)
            and (not self.issuers or meta.issuer in self.issuers)
            and (not self.fields or not set(self.fields).isdisjoint(fields))
            and (not self.years or year_of(meta) in self.years)
        )


def year_of(meta: Metadata) -> int | None:
    """Year of issue: its date's, else the one in its number ("151/2025/NĐ-CP")."""
    if meta.issued:
        return meta.issued.year
    named = [int(part) for part in meta.number.split("/") if len(part) == 4 and part.isdigit()]
    return named[0] if named else None


def filters(*, in_force: bool | None) -> Filter:
    """Draw the filters; `in_force` is whether only what is in force is shown at first, None = not asked."""
    known = indexes.metadata()
    with st.container(horizontal=True, vertical_alignment="center", key="wide-filters"):
        with st.popover(texts.FILTERS, icon=":material/tune:", width="content"):
            kinds = _choice(texts.COLUMN_KIND, "loai", (m.kind for m in known.values()))
            issuers = _choice(texts.COLUMN_ISSUER, "cq", (m.issuer for m in known.values()))
            fields = _choice(texts.FIELD, "lv", (f for told in indexes.fields().values() for f in told))
            years = _choice(texts.YEAR, "nam", (str(y) for m in known.values() if (y := year_of(m))), order=_newest)
            st.button(texts.FILTERS_CLEAR, key="filters-clear", type="tertiary", on_click=clear)
        only = False
        if in_force is not None:
            only = st.toggle(texts.ONLY_IN_FORCE_SHORT, key="hl", value=in_force, bind="query-params")
        as_of = as_of_row()
    chosen = Filter(kinds, issuers, fields, tuple(int(y) for y in years), only, as_of)
    _chosen(chosen)
    return chosen


def _chosen(chosen: Filter) -> None:
    """Say which filters are set, since they are folded away."""
    parts = [*chosen.kinds, *chosen.issuers, *chosen.fields, *map(str, chosen.years)]
    if parts:
        with st.container(horizontal=True, vertical_alignment="center", key="filters-set"):
            said = Markup('<span class="soft">{}</span> ').format(texts.FILTERS_SET.format(count=len(parts)))
            panel(said + joined(badge(part) for part in parts), key="filters-said")
            st.button(texts.FILTERS_CLEAR, key="filters-clear-2", type="tertiary", on_click=clear)


def clear() -> None:
    for key in ("loai", "cq", "lv", "nam"):
        st.session_state[key] = []


def _newest(value: str, count: int) -> tuple[int, str]:
    return -int(value), value


def _often(value: str, count: int) -> tuple[int, str]:
    return -count, value


def _choice(
    label: str, key: str, values: Iterable[str], order: Callable[[str, int], tuple[int, str]] = _often
) -> tuple[str, ...]:
    """A choice of several among the values that occur; what is chosen stands in the address as it is."""
    counts = Counter(value for value in values if value)
    options = sorted(counts, key=lambda value: order(value, counts[value]))
    chosen = st.multiselect(label, options, key=key, placeholder=texts.ALL, bind="query-params")
    return tuple(str(value) for value in chosen)


def today_or(as_of: date) -> date | None:
    """None for today, so that a question's own day may count."""
    return None if as_of == backend.today() else as_of
