"""What the place that a change names says by itself: its kind, its number, its legal path, what it contains."""

from __future__ import annotations

from corpus.locate import is_whole
from corpus.model import ProvisionKind, Target

_SEGMENTS = (
    ("app", "appendix"), ("part", "part"), ("ch", "chapter"), ("sec", "section"), ("art", "article"),
    ("cl", "clause"), ("pt", "point"), ("sp", "subpoint"),
)  # fmt: skip


def is_article(target: Target) -> bool:
    return target.article is not None and target.clause is None and target.point is None


def covers(outer: Target, inner: Target) -> bool:
    """Whether `inner` is `outer` or stands in it, as far as both say."""
    names = ("part", "chapter", "section", "appendix", "article", "clause", "point", "subpoint", "other")
    if is_whole(outer):
        return True
    if outer.chapter is not None and outer.article is None and inner.chapter is None:
        return False
    return all(
        getattr(outer, name) is None or getattr(outer, name) == getattr(inner, name)
        for name in names
        if not (name == "chapter" and outer.article is not None)
    )


def kind_named(target: Target) -> ProvisionKind:
    if target.subpoint is not None:
        return ProvisionKind.SUBPOINT
    if target.point is not None:
        return ProvisionKind.POINT
    if target.clause is not None:
        return ProvisionKind.CLAUSE
    if target.article is not None:
        return ProvisionKind.ARTICLE
    if target.other and "Mẫu số" in target.other:
        return ProvisionKind.FORM
    if target.section is not None:
        return ProvisionKind.SECTION
    if target.chapter is not None:
        return ProvisionKind.CHAPTER
    return ProvisionKind.PART if target.part is not None else ProvisionKind.APPENDIX


def number_named(target: Target) -> str:
    named = (target.subpoint, target.point, target.clause, target.article, target.section, target.chapter, target.part)
    return next((value for value in named if value is not None), target.appendix or "")


def path_named(target: Target) -> list[str]:
    """The segments of a provision id, outermost first: ["art_4", "cl_2"]; larger units only without an article."""
    path = [(unit, getattr(target, name)) for unit, name in _SEGMENTS if getattr(target, name) is not None]
    if target.article is not None:
        path = [(unit, value) for unit, value in path if unit in ("art", "cl", "pt", "sp")]
    words = [f"{unit}_{value}" if value else unit for unit, value in path]
    if target.other and "Mẫu số" in target.other:
        words.append("form_" + target.other.partition("Mẫu số ")[2].split(" ")[0].replace("/", "-"))
    return words
