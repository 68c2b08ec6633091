"""Targets → provisions: where in a parsed document a named place stands.

`exact` tells whether the provision found is the place itself; otherwise it is the smallest provision found
that must contain it ("khoản 1 Mục VII nội dung C Phần V Phụ lục I" in a text parsed down to "Phần V").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from corpus.model import Provision, ProvisionKind, Target

Kind = ProvisionKind
_APPENDIX_ROW = (
    ("part", (Kind.PART, Kind.SECTION)),
    ("content", (Kind.SECTION, Kind.SUBSECTION, Kind.PART)),
    ("section", (Kind.SECTION, Kind.SUBSECTION, Kind.CLAUSE)),
    ("subsection", (Kind.SUBSECTION,)),
    ("form", (Kind.FORM,)),
    ("clause", (Kind.CLAUSE, Kind.SUBSECTION, Kind.SECTION)),
    ("point", (Kind.POINT, Kind.CLAUSE)),
    ("subpoint", (Kind.SUBPOINT,)),
)
_LARGE = (("part", Kind.PART), ("chapter", Kind.CHAPTER), ("section", Kind.SECTION))
#: Words in `Target.other` that name a piece of a provision (its title, a paragraph), not the provision.
PIECES = (
    "tên",
    "tiêu đề",
    "đoạn",
    "khổ",
    "câu dẫn",
    "lời dẫn",
    "nội dung tại tên",
    "nội dung tên",
    "phần đầu",
    "một phần",
)


@dataclass(frozen=True, slots=True)
class Located:
    """A provision, and whether it is the place named or only contains it."""

    provision: Provision
    exact: bool


class Places:
    """The provisions of one document, prepared for `locate`."""

    def __init__(self, provisions: Iterable[Provision]) -> None:
        self.by_id: dict[str, Provision] = {provision.id: provision for provision in provisions}
        self.children: Mapping[str | None, list[Provision]] = defaultdict(list)
        for provision in self.by_id.values():
            self.children[provision.parent].append(provision)

    def below(self, provision: Provision) -> list[Provision]:
        """Everything inside `provision`, without itself, in document order."""
        found: list[Provision] = []
        for child in self.children.get(provision.id, ()):
            found += [child, *self.below(child)]
        return found

    def above(self, provision: Provision) -> list[Provision]:
        """The provisions around `provision`, innermost first."""
        found = []
        while provision.parent is not None and provision.parent in self.by_id:
            provision = self.by_id[provision.parent]
            found.append(provision)
        return found

    def locate(self, target: Target, scope: str = "") -> Located | None:
        """The provision `target` names within this document; None if not even a containing one is found.

        Args:
            target: its `document` is not looked at; it must name something below the document.
            scope: id of the attached regulation whose articles are meant first ("att_1").
        """
        found = self._by_article(target, scope) if target.article else self._by_row(target)
        if found and target.other and target.other.startswith(PIECES):
            return Located(found.provision, False)
        return found

    def locate_near(self, target: Target, source: str) -> Located | None:
        """What a clause or point of an appendix, named without its section, is for who reads it at `source`.

        The innermost unit around `source` that has the place gives it ("điểm b khoản 2" in section II).
        """
        own = self.by_id.get(source)
        for around in (own, *self.above(own)) if own else ():
            located = self._below_appendix(around, target)
            if located.exact and located.provision is not around:
                return located
        return None

    def _by_article(self, target: Target, scope: str) -> Located | None:
        wanted = f"art_{target.article}"
        article = self.by_id.get(f"{scope}__{wanted}" if scope else wanted)
        if article is None and not scope:
            attached = [p for p in self.by_id.values() if p.id.startswith("att_") and p.id.endswith(f"__{wanted}")]
            article = attached[0] if len(attached) == 1 else None
        if article is None:
            return self.locate(target, "") if scope else None
        found, exact = article, True
        for prefix, value in (("cl", target.clause), ("pt", target.point), ("sp", target.subpoint)):
            if value is None:
                continue
            inner = self.by_id.get(f"{found.id}__{prefix}_{value}")
            if inner is None:
                exact = False
                break
            found = inner
        return Located(found, exact)

    def _by_row(self, target: Target) -> Located | None:
        if target.appendix is None:
            return self._by_large(target)
        found = [self._below_appendix(root, target) for root in self._appendices(target.appendix)]
        exact = [located for located in found if located.exact]
        return (exact or found)[0] if exact or len(found) == 1 else None

    def _below_appendix(self, root: Provision, target: Target) -> Located:
        inside = self._lettered(root, target)
        if inside == target:
            return self._walk(root, target)
        numbered = (target.section or _subsection_of(target) or "")[:1].isdigit()
        first, second = (inside, target) if numbered else (target, inside)  # "phần A mục 1", "mục IX phần A"
        found = self._walk(root, first)
        other = found if found.exact else self._walk(root, second)
        return other if other.exact else found

    def _walk(self, root: Provision, target: Target) -> Located:
        values = {
            "part": target.part, "content": _content_of(target), "section": target.section, "form": _form_of(target),
            "subsection": _subsection_of(target), "clause": target.clause, "point": target.point,
            "subpoint": target.subpoint,
        }  # fmt: skip
        found, exact, after = root, True, root.start
        for unit, kinds in _APPENDIX_ROW:
            value = values[unit]
            if value is None:
                continue
            inner = self._within(found, value, kinds, after)
            if inner is None and unit == "form":  # forms stand at the end of an appendix, outside its sections
                inner = self._within(root, value, kinds, root.start)
            if inner is None and unit in ("clause", "point"):
                inner = self._stepwise(found, value)
            if inner is None:
                exact = False
            elif unit == "content" and not self.below(inner):
                after = inner.end  # a heading without a body of its own: what follows it is meant
            else:
                found, after = inner, inner.start
        return Located(found, exact)

    def _lettered(self, root: Provision, target: Target) -> Target:
        """ "phần B tiểu mục 2.1 Mục 2": a part within a section is what stands there as "B."."""
        within = target.section or _subsection_of(target)
        if not target.part or target.clause or not within or self._within(root, target.part, (Kind.PART,), root.start):
            return target
        return replace(target, part=None, clause=target.part)

    def _stepwise(self, root: Provision, value: str) -> Provision | None:
        """ "khoản A.I", "điểm A.I.2.c": section I of section A, point c of its clause 2."""
        found: Provision | None = root
        for number in value.split(".") if "." in value else ():
            kinds = (Kind.SECTION, Kind.SUBSECTION, Kind.CLAUSE, Kind.POINT)
            found = self._within(found, number, kinds, found.start) if found else None
        return found if found is not root else None

    def _within(self, root: Provision, value: str, kinds: tuple[Kind, ...], after: int) -> Provision | None:
        wanted = value.lower().strip("()")
        found = [p for p in self.below(root) if p.kind in kinds and _same(p.number, wanted) and p.start >= after]
        return min(found, key=lambda p: (kinds.index(p.kind), len(self.above(p)), p.start)) if found else None

    def _appendices(self, number: str) -> list[Provision]:
        """The appendices of this number; for "Phụ lục" without one those without, or the only one."""
        appendices = [p for p in self.by_id.values() if p.kind is Kind.APPENDIX]
        if not number:
            return [p for p in appendices if not p.number] or (appendices if len(appendices) == 1 else [])
        return [p for p in appendices if _same(p.number, number.lower())][:1]

    def _by_large(self, target: Target) -> Located | None:
        form = _form_of(target)
        if form is not None:
            forms = [p for p in self.by_id.values() if p.kind is Kind.FORM and _same(p.number, form.lower())]
            return Located(forms[0], True) if len(forms) == 1 else None
        found: Located | None = None
        for name, kind in _LARGE:
            value = getattr(target, name)
            if value is None:
                continue
            pool = self.below(found.provision) if found else list(self.by_id.values())
            matching = [p for p in pool if p.kind is kind and _same(p.number, value.lower())]
            if len(matching) != 1 and found is None:
                return None
            if not matching:
                return Located(found.provision, False) if found else None
            found = Located(matching[0], True)
        return found


def is_whole(target: Target) -> bool:
    """Whether `target` names a document as a whole."""
    return target == Target(document=target.document)


def _same(number: str, wanted: str) -> bool:
    own = number.lower().strip("()").removeprefix("thứ ")
    return own == wanted or own.lstrip("0") == wanted.lstrip("0") != "" or own.rpartition(".")[2] == wanted != own


def _form_of(target: Target) -> str | None:
    return _after(target.other, "Mẫu số ")


def _content_of(target: Target) -> str | None:
    return _after(target.other, "nội dung ") if target.other and not target.other.startswith("nội dung t") else None


def _subsection_of(target: Target) -> str | None:
    return _after(target.other, "Tiểu mục ")


def _after(text: str | None, word: str) -> str | None:
    if not text or word not in text:
        return None
    return text.partition(word)[2].split(" ")[0]
