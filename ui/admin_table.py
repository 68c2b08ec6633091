"""Small tables of the administration page as plain markup: read by screen readers, scrolled within their frame."""

from __future__ import annotations

import re
from collections.abc import Collection
from numbers import Number

import pandas as pd
from markupsafe import Markup

from ui.panel import panel
from ui.passages import address, joined

_CODE = re.compile("[0-9a-f]{64}")  # a SHA-256, broken anywhere
_LONG = 24  # letters of a row's name that is broken into lines; numbers of documents are shorter


def plain_table(frame: pd.DataFrame, label: str, key: str, *, linked: Collection[str] = (), tall: bool = False) -> None:
    """Show a table; cells of the first column that are among `linked` lead to the document of that number.

    Args:
        tall: the table is what the page is about, so its frame takes most of the window.
    """
    panel(table_markup(frame, label, linked, tall=tall), key=f"table-{key}")


def table_markup(frame: pd.DataFrame, label: str, linked: Collection[str] = (), *, tall: bool = False) -> Markup:
    """Escaped markup of a table whose first column heads its rows; on a phone each row is a card."""
    names = [str(name) for name in frame.columns]
    numeric = [pd.api.types.is_numeric_dtype(frame[name]) for name in frame.columns]
    head = joined(
        Markup('<th scope="col" class="{}">{}</th>').format("number" if right and at else "", name)
        for at, (name, right) in enumerate(zip(names, numeric, strict=True))
    )
    body = joined(
        Markup('<tr><th scope="row" class="{}">{}</th>{}</tr>').format(
            "long" if len(str(first)) > _LONG else "",
            _linked(str(first), linked),
            joined(_cell(value, name) for value, name in zip(rest, names[1:], strict=True)),
        )
        for first, *rest in frame.itertuples(index=False, name=None)
    )
    return Markup(
        '<div class="scroll {}" tabindex="0" role="region" aria-label="{}"><table class="plain-table stacked"><thead>'
        "<tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format("tall" if tall else "", label, head, body)


def _cell(value: object, label: str) -> Markup:
    if isinstance(value, Number):
        return Markup('<td class="number" data-label="{}">{}</td>').format(label, f"{value:,}".replace(",", "."))
    told = str(value)
    return Markup('<td{} data-label="{}">{}</td>').format(
        Markup(' class="code"') if _CODE.fullmatch(told) else "", label, told
    )


def _linked(number: str, linked: Collection[str]) -> Markup:
    if number not in linked:
        return Markup("{}").format(number)
    return Markup('<a href="{}">{}</a>').format(address(number), number)
