"""Places and dates in the words of a Vietnamese reader."""

from __future__ import annotations

from datetime import date

from corpus.model import Target
from corpus.numbers import kind_of

#: Steps of a provision's id in words.
UNITS = {
    "part": "Phần", "ch": "Chương", "sec": "Mục", "sub": "Tiểu mục", "art": "Điều", "cl": "khoản", "pt": "điểm",
    "sp": "điểm", "app": "Phụ lục", "form": "Mẫu số", "att": "Văn bản kèm theo",
}  # fmt: skip


def day(value: date) -> str:
    """ "31/01/2026"."""
    return f"{value:%d/%m/%Y}"


def period(start: date | None, end: date | None) -> str:
    """ ", từ ngày 01/07/2026, đến trước ngày 01/03/2027", as far as it is known."""
    return (f", từ ngày {day(start)}" if start else "") + (f", đến trước ngày {day(end)}" if end else "")


def capital(words: str) -> str:
    """ "điều 5" → "Điều 5"."""
    return f"{words[:1].upper()}{words[1:]}"


def place_of(target: Target) -> str:
    """The place within its document, smallest first: "điểm h khoản 1 Điều 5"; "" for a whole document."""
    named = (
        ("điểm", target.subpoint if target.subpoint and target.subpoint[0].isalpha() else None),
        ("gạch đầu dòng thứ", target.subpoint if target.subpoint and not target.subpoint[0].isalpha() else None),
        ("điểm", target.point),
        ("khoản", target.clause),
        ("Điều", target.article),
        ("Mục", target.section),
        ("Chương", target.chapter),
        ("Phần", target.part),
        ("Phụ lục", target.appendix),
    )
    words = [f"{label} {value}".strip() for label, value in named if value is not None]
    return " ".join([*([target.other] if target.other else []), *words])


def steps_of(provision: str) -> list[tuple[str, str]]:
    """The steps of a provision's id, outermost first: "art_16~2__cl_3" → [("art", "16"), ("cl", "3")].

    What tells namesakes apart ("~2") is no part of a number.
    """
    steps = (step.split("~")[0].partition("_") for step in provision.split("__") if step)
    return [(unit, number) for unit, _, number in steps]


def in_appendix(provision: str) -> bool:
    """Whether a provision stands in an appendix: its clause is then named with the sections around it."""
    return provision.startswith("app")


def clause_within(provision: str, clause: str | None) -> str | None:
    """The clause as a label names it: of an appendix with its sections around it, elsewhere as it is.

    "app_I.2__sec_3__sub_3.1__sec_B__sec_III__cl_2" → "3.1.B.III.2": "khoản 2" alone stands there in every section.
    """
    named: list[str] = []
    for unit, value in steps_of(provision) if in_appendix(provision) else ():
        if unit in ("part", "sec", "sub", "cl"):
            if named and value.startswith(f"{named[-1]}."):  # subsection 3.1 says its section 3
                named.pop()
            named.append(value)
    return ".".join(named) or clause


def document_of(number: str) -> str:
    """ "Nghị định 49/2026/NĐ-CP"."""
    return f"{kind_of(number)} {number}".strip()


def source_of(source: tuple[str, str]) -> str:
    """An acting provision: "điểm đ2 điểm đ khoản 3 Điều 16 Nghị định 49/2026/NĐ-CP"."""
    number, id = source
    parts = steps_of(id)
    shown = UNITS.keys() - {"sp", "att"}
    words = [f"{UNITS[unit]} {value}".strip() for unit, value in reversed(parts) if unit in shown]
    sub = [value for unit, value in parts if unit == "sp"]
    if sub:
        words = [f"điểm {sub[-1]}", *[w for w in words if not w.startswith("điểm ")]]
    first = " ".join(words)
    return f"{first[:1].upper()}{first[1:]} {document_of(number)}".strip()
