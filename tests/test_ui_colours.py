"""The theme's colours against each other."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest


def _mix(colour: tuple[float, ...], share: float, ground: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(c * share + g * (1 - share) for c, g in zip(colour, ground, strict=True))


def _contrast(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    def luminance(colour: tuple[float, ...]) -> float:
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _rgb(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_reach_aa_contrast(theme: str) -> None:
    config = Path(__file__).parent.parent / ".streamlit" / "config.toml"
    colours = tomllib.loads(config.read_text(encoding="utf-8"))["theme"][theme]
    ink, paper, tint, link = (
        _rgb(colours[k]) for k in ("textColor", "backgroundColor", "secondaryBackgroundColor", "linkColor")
    )
    soft = _mix(ink, 0.72, paper)
    grounds = {"paper": paper, "tint": tint, "soon": _mix(_rgb("#b36b00"), 0.34, paper),
               "over": _mix(_rgb("#b3261e"), 0.26, paper), "ok": _mix(_rgb("#1f7f4f"), 0.24, paper),
               "mark": _mix(_rgb("#ffc400"), 0.42, paper), "notice": _mix(_rgb("#b36b00"), 0.09, paper)}  # fmt: skip
    for name, ground in grounds.items():
        assert _contrast(ink, ground) >= 4.5, name
    for name in ("paper", "tint", "notice"):
        assert _contrast(soft, grounds[name]) >= 4.5, name
    assert _contrast(link, paper) >= 4.5
    assert _contrast(link, tint) >= 4.5
    white = (1.0, 1.0, 1.0)
    assert _contrast(white, _rgb(colours["primaryColor"])) >= 4.5  # words on primary buttons
