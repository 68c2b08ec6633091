"""Small tables of the administration page as plain markup: read by screen readers, scrolled within their frame."""

from __future__ import annotations

from collections.abc import Collection
from numbers import Number

import pandas as pd
from markupsafe import Markup

from ui.panel import panel
from ui.passages import address, joined


def plain_table(frame: pd.DataFrame, label: str, key: str, *, linked: Collection[str] = ()) -> None:
    """Show a table; cells of the first column that are among `linked` lead to the document of that number."""
    panel(table_markup(frame, label, linked), key=f"table-{key}")


def table_markup(frame: pd.DataFrame, label: str, linked: Collection[str] = ()) -> Markup:
    """Escaped markup of a table whose first column heads its rows."""
    head = joined(Markup('<th scope="col">{}</th>').format(name) for name in frame.columns)
    body = joined(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(_linked(str(first), linked), joined(map(_cell, rest)))
        for first, *rest in frame.itertuples(index=False, name=None)
    )
    return Markup(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="plain-table"><thead><tr>{}</tr>'
        "</thead><tbody>{}</tbody></table></div>"
    ).format(label, head, body)


def _cell(value: object) -> Markup:
    if isinstance(value, Number):
        return Markup('<td class="number">{}</td>').format(f"{value:,}".replace(",", "."))
    return Markup("<td>{}</td>").format(str(value))


def _linked(number: str, linked: Collection[str]) -> Markup:
    if number not in linked:
        return Markup("{}").format(number)
    return Markup('<a href="{}">{}</a>').format(address(number), number)
