"""Tiers of authority, read from names as decrees print them, and how tasks flow between tiers, as a picture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache

from markupsafe import Markup

from corpus.authorities.names import name_authorities
from ingest.crosswalk import CrosswalkRow
from ui import texts_crosswalk as told
from ui.passages import joined


class Tier(StrEnum):
    """Tiers of Law 72/2025/QH15, the district of before, and what names none or several."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    CENTRAL = "central"
    SEVERAL = "several"
    UNKNOWN = "unknown"


_LEVEL = re.compile(r"cấp (xã|huyện|tỉnh)|(?<!\w)(huyện|trung ương)")
_LEVELS = {"xã": Tier.COMMUNE, "huyện": Tier.DISTRICT, "tỉnh": Tier.PROVINCE, "trung ương": Tier.CENTRAL}


def tier_of(authority: str | None) -> Tier:
    """The tier of an authority as printed ("Sở Xây dựng", "Chủ tịch Ủy ban nhân dân cấp xã")."""
    if not authority:
        return Tier.UNKNOWN
    return _tier_of(authority)


@lru_cache(maxsize=2048)
def _tier_of(authority: str) -> Tier:
    levels = [str(named.level) for named in name_authorities(authority)]
    levels += [m.group(m.lastindex or 0) for m in _LEVEL.finditer(authority.lower())]
    found = {_LEVELS[level] for level in levels if level in _LEVELS}
    if len(found) > 1 or "các cấp" in authority.lower():
        return Tier.SEVERAL
    return found.pop() if found else Tier.UNKNOWN


def flows(rows: Iterable[CrosswalkRow]) -> dict[tuple[Tier, Tier], int]:
    """(tier before, tier now) → number of tasks, in the order of the tiers."""
    order = list(Tier)
    counts = Counter((tier_of(row.before), tier_of(row.now)) for row in rows)
    return dict(sorted(counts.items(), key=lambda item: (order.index(item[0][0]), order.index(item[0][1]))))


_GAP, _UNIT, _LEAST, _TOP = 10.0, 190.0, 14.0, 22.0  # pixels: between bars, of all bars, of the least bar, above


def picture(counts: Mapping[tuple[Tier, Tier], int]) -> Markup:
    """Bands from the tiers before to the tiers now, as wide as they have tasks, and the same as a table."""
    total = sum(counts.values())
    if not total:
        return Markup("")
    left, right = _bars(counts, 0), _bars(counts, 1)
    height = round(max(max(y + h for y, h in side.values()) for side in (left, right)) + 4)
    labels = joined([*_labels(left, counts, 0), *_labels(right, counts, 1)])
    return Markup(
        '<figure class="flow"><svg width="100%" height="{height}" role="img" aria-label="{title}: {said}">'
        "<title>{title}</title><desc>{said}</desc>"
        '<text x="35%" y="12" text-anchor="end" class="head">{before}</text><text x="65%" y="12">{now}</text>'
        '<svg x="36%" width="28%" height="{height}" viewBox="0 0 100 {height}" preserveAspectRatio="none">{bands}</svg>'
        "{labels}</svg><figcaption><details><summary>{numbers}</summary>{table}</details></figcaption></figure>"
    ).format(
        height=height, title=told.FLOW_TITLE, said=told.FLOW_TEXT.format(count=total), before=told.BEFORE,
        now=told.NOW, bands=joined(_bands(counts, left, right)), labels=labels, numbers=told.FLOW_NUMBERS,
        table=_table(counts),
    )  # fmt: skip


def _bars(counts: Mapping[tuple[Tier, Tier], int], side: int) -> dict[Tier, tuple[float, float]]:
    """Tier → (top, height) of its bar on one side, in the order of the tiers."""
    sums = _sums(counts, side)
    bars, y = {}, _TOP
    for tier in Tier:
        if tier in sums:
            height = max(_UNIT * sums[tier] / sum(sums.values()), _LEAST)
            bars[tier] = (y, height)
            y += height + _GAP
    return bars


def _sums(counts: Mapping[tuple[Tier, Tier], int], side: int) -> Counter[Tier]:
    sums: Counter[Tier] = Counter()
    for pair, count in counts.items():
        sums[pair[side]] += count
    return sums


def _bands(
    counts: Mapping[tuple[Tier, Tier], int],
    left: Mapping[Tier, tuple[float, float]],
    right: Mapping[Tier, tuple[float, float]],
) -> Iterable[Markup]:
    sums = (_sums(counts, 0), _sums(counts, 1))
    used: list[Counter[Tier]] = [Counter(), Counter()]
    for (before, now), count in counts.items():
        edges = []
        for side, (tier, bars) in enumerate(((before, left), (now, right))):
            top, height = bars[tier]
            start = top + height * used[side][tier] / sums[side][tier]
            used[side][tier] += count
            edges.append((start, top + height * used[side][tier] / sums[side][tier]))
        (a, b), (c, d) = edges
        yield Markup(
            '<path class="{}" d="M0 {:.1f}C50 {:.1f} 50 {:.1f} 100 {:.1f}V{:.1f}C50 {:.1f} 50 {:.1f} 0 {:.1f}Z"/>'
        ).format(now.value, a, a, c, c, d, d, b, b)


def _labels(
    bars: Mapping[Tier, tuple[float, float]], counts: Mapping[tuple[Tier, Tier], int], side: int
) -> Iterable[Markup]:
    sums = _sums(counts, side)
    for tier, (top, height) in bars.items():
        x, bar, anchor = ("34%", "35%", "end") if side == 0 else ("66%", "64%", "start")
        yield Markup(
            '<rect class="{kind}" x="{bar}" y="{top:.1f}" width="1%" height="{height:.1f}"/>'
            '<text x="{x}" y="{y:.1f}" text-anchor="{anchor}">{name} <tspan class="count">{count}</tspan></text>'
        ).format(
            kind="bar" if side == 0 else tier.value, bar=bar, top=top, height=height, x=x, y=top + height / 2 + 4.5,
            anchor=anchor, name=told.TIERS[tier.value], count=sums[tier],
        )  # fmt: skip


def _table(counts: Mapping[tuple[Tier, Tier], int]) -> Markup:
    rows = joined(
        Markup('<tr><td>{}</td><td>{}</td><td class="number">{}</td></tr>').format(
            told.TIERS[before.value], told.TIERS[now.value], count
        )
        for (before, now), count in counts.items()
    )
    return Markup(
        '<table><thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(told.BEFORE, told.NOW, told.FLOW_COUNT, rows)
