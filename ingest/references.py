"""Cross-references: every place a text names, who names it, and the provision it is.

Relative words are read where they stand: "khoản 2 Điều này" is a clause of the enclosing article, "Nghị định
này" the document itself; inside quoted amending text they mean the amended provision and its document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from corpus.citation_words import Names
from corpus.citations import THIS, Mention, find_mentions
from corpus.locate import Places, is_whole
from corpus.model import Effect, Provision, ProvisionKind, Reference, Target
from corpus.numbers import normalise_number, year_of
from ingest.changed_places import articles_changed, documents_changed, phrases_changed
from ingest.within_appendix import is_near, of_this_part, of_this_section

Kind = ProvisionKind
_SILENT = {Kind.SIGNATURE}
_TABLES = {Kind.APPENDIX, Kind.FORM}
_NOWHERE = Target(other="?")  # an article of a text that is not named
_UNIT_OF = {
    Kind.PART: "part",
    Kind.CHAPTER: "chapter",
    Kind.SECTION: "section",
    Kind.APPENDIX: "appendix",
    Kind.ARTICLE: "article",
    Kind.CLAUSE: "clause",
    Kind.POINT: "point",
    Kind.SUBPOINT: "subpoint",
}
_LAW_WITH_NUMBER = re.compile(
    r"(?P<name>(?:Bộ\s+luật|Luật|Pháp\s+lệnh)\s+[A-ZĐÀ-Ỹ][^\d;:.()“”\n]{2,110}?),?\s+số\s+(?P<number>\d+/\d{4}/\S*?QH\d+)"
)
_CALLED = re.compile(
    r"(?P<number>\d+(?:\.\d+)?/\d{4}/[A-ZĐ][\w-]+)[^().;\n]{0,200}\(\s*sau\s+đây\s+(?:gọi|viết)(?:\s+tắt)?\s+là\s*:?\s*"
    r"[“\"]?(?P<name>[A-ZĐ][^()”\"]{4,80}?)[”\"]?\s*\)"
)
_PRINTED = re.compile(r"MỤC \d|Mục \d")  # a section that is called so, not one that begins with "A." or "I."
_TITLED = re.compile(r"\.(?:\s*\**\s*[A-ZĐÀ-Ỹ]|\s*\n|\s*(?:\.\.|…)|\s*$)")  # "Điều 5. Tên", "Điều 2.", "Điều 3....."
_HEADING = re.compile(r"(?:^|(?<=\n))[\s#*“\"]*$")


def own_aliases(text: str) -> dict[str, str]:
    """Names by which `text` itself calls documents → number; what stands under "Căn cứ" goes first."""
    found: dict[str, str] = {}
    for pattern in (_LAW_WITH_NUMBER, _CALLED):
        for match in pattern.finditer(text):
            name = re.sub(r"\s+", " ", match["name"]).strip(" ,")
            if not re.search(r"\d+/\d{4}", name) and name.count("Luật ") <= 1:
                found.setdefault(name, normalise_number(match["number"].rstrip(",.;")))
    return found


def names_for(text: str, own_number: str, aliases: Mapping[str, str]) -> Names:
    """The names of documents as `text` uses them: its own, then `aliases`, then known laws of its time."""
    year = year_of(own_number)
    return Names({**aliases, **own_aliases(text)}, date(year, 12, 31) if year else None)


def find_references(
    text: str,
    provisions: tuple[Provision, ...],
    own_number: str,
    aliases: Mapping[str, str],
    effects: Sequence[Effect] = (),
) -> tuple[Reference, ...]:
    """References of a document in text order, unresolved; headings are not references to themselves.

    Args:
        aliases: name of a document → number ("Luật Đất đai" → "31/2024/QH15").
        effects: the document's effects; what they quote as new text is read as standing in their target.
    """
    names = names_for(text, own_number, aliases)
    reader = _Reader(text, provisions, own_number, effects, names)
    found: dict[tuple[int, int, Target], Reference] = {}
    for mention in find_mentions(text, names):
        for reference in reader.references(mention):
            found.setdefault((reference.start, reference.end, reference.target), reference)
    return tuple(found.values())


def resolve(
    references: Sequence[Reference], documents_by_number: Mapping[str, Mapping[str, Provision]], own_number: str = ""
) -> tuple[Reference, ...]:
    """The references with `resolved` set to the provision id where the corpus has exactly that provision.

    A reference to a whole document stays None, as does one whose clause or point the corpus does not have.
    """
    places: dict[str, Places | None] = {}

    def resolved(reference: Reference) -> str | None:
        number = reference.target.document or own_number
        if number not in places:
            known = documents_by_number.get(number)
            places[number] = Places(known.values()) if known else None
        document = places[number]
        if document is None or is_whole(reference.target):
            return None
        if is_near(reference) and (near := document.locate_near(reference.target, reference.source)):
            return near.provision.id
        attachment = re.match(r"att_\d+", reference.source) if not reference.target.document else None
        located = document.locate(reference.target, attachment[0] if attachment else "")
        return located.provision.id if located and located.exact else None

    return tuple(replace(reference, resolved=resolved(reference)) for reference in references)


@dataclass
class _Reader:
    text: str
    provisions: tuple[Provision, ...]
    own_number: str
    effects: Sequence[Effect]
    names: Names

    def __post_init__(self) -> None:
        self.by_id = {provision.id: provision for provision in self.provisions}
        self.starts = [provision.start for provision in self.provisions]
        self.quotes = sorted(
            ((e.new_text[0], e.new_text[1], e.target) for e in self.effects if e.new_text), key=lambda quote: quote[:2]
        )
        self.quote_starts = [start for start, _, _ in self.quotes]
        self.changed = documents_changed(self.effects)
        self.codified = any(p.kind is Kind.ARTICLE and "." in p.number for p in self.provisions)
        self.articles = articles_changed(self.effects)
        self.phrases = phrases_changed(self.effects)
        self.announced: dict[str, str] = {}
        self.last_named: tuple[str, str] = ("", "")  # (provision, document named last in it)

    def references(self, mention: Mention) -> Iterator[Reference]:
        path = self._path(mention.start)
        if not path or path[0].kind in _SILENT or self._is_heading(mention, path):
            return
        for each in (mention, *mention.exceptions):
            target = self._in_context(each, path)
            if target.document and not self.text[max(0, each.start - 12) : each.start].endswith(
                ("bởi ", "theo ", "và ", "bởi các ")
            ):
                self.last_named = (path[0].id, target.document)
            own_annex = target == Target(appendix="") and any(p.kind is Kind.FORM for p in path)
            if target not in (Target(), _NOWHERE) and not own_annex:
                yield Reference(each.start, each.end, path[0].id, target)

    def _path(self, offset: int) -> list[Provision]:
        """The provisions around `offset`, innermost first."""
        index = bisect_right(self.starts, offset) - 1
        inner = self.provisions[index] if index >= 0 else None
        while inner is not None and inner.end <= offset:
            inner = self.by_id.get(inner.parent or "")
        path = []
        while inner is not None:
            path.append(inner)
            inner = self.by_id.get(inner.parent or "")
        return path

    def _is_heading(self, mention: Mention, path: list[Provision]) -> bool:
        """Whether the words are a heading ("Điều 5. …" at the start of a line), not a citation."""
        named = replace(mention.target, document=None, other=None)
        if sum(getattr(named, f.name) is not None for f in fields(named)) > 1:
            return False
        if any(provision.start == mention.start for provision in path) and _UNIT_OF.get(path[0].kind) != "clause":
            return True
        line_start = self.text.rfind("\n", 0, mention.start) + 1
        before = self.text[line_start : mention.start]
        return not before.strip(' #*“"') and bool(_TITLED.match(self.text[mention.end : mention.end + 6]))

    def _in_context(self, mention: Mention, path: list[Provision]) -> Target:
        target = mention.target
        quoted = self._quoted(mention.start) or self._in_phrase(mention.start, path)
        if quoted:
            target = replace(target, document=target.document or quoted.document)
        named = {unit: provision.number for provision in reversed(path) if (unit := _UNIT_OF.get(provision.kind))}
        printed = next((p.number for p in path if p.kind is Kind.SECTION and _PRINTED.match(p.text)), None)
        if target.section == THIS and target.appendix is None and "appendix" in named:
            target = of_this_section(target, printed)
        here = quoted or Target(**named)
        changes: dict[str, str | None] = {
            field.name: getattr(here, field.name) for field in fields(Target) if getattr(target, field.name) == THIS
        }
        if target.other == f"Tiểu mục {THIS}":
            inner = next((p.number for p in path if p.kind is Kind.SUBSECTION), THIS)
            target = replace(target, other=f"Tiểu mục {inner}")
        if "clause" in changes and target.article is None:
            changes["article"] = here.article
        if "point" in changes:
            changes["clause"], changes["article"] = here.clause, here.article
        inside = target.article is None and target.document is None and not mention.own
        if here.appendix is not None and inside and not (target.other and "Mẫu số" in target.other):
            changes.setdefault("appendix", target.appendix if target.appendix is not None else here.appendix)
        target = of_this_part(replace(target, **changes), path)
        if self.codified and target.document is None and target.article and "." not in target.article:
            return _NOWHERE  # "Điều 5" of the law that is codified, not of the codification
        if target.document is None and not changes and not mention.own and not quoted:
            target = self._of_other_document(target, path, mention.start)
        if target.article is None and target.appendix is None and (target.clause or target.point):
            target = self._in_article(target, here, path)
        return replace(target, document=None) if target.document == self.own_number else target

    def _in_article(self, target: Target, here: Target, path: list[Provision]) -> Target:
        """A clause or point named without its article: of the article around it, or the one that is amended there."""
        if target.document is not None and target.document != here.document:
            changed = {
                article for p in path for document, article in self.articles[p.id] if document == target.document
            }
            return replace(target, article=next(iter(changed))) if len(changed) == 1 else target
        if here.article is None:
            return target
        return replace(target, article=here.article, clause=target.clause or here.clause)

    def _in_table_row(self, offset: int) -> bool:
        line_end = self.text.find("\n", offset)
        line = self.text[self.text.rfind("\n", 0, offset) + 1 : line_end if line_end >= 0 else len(self.text)]
        return " | " in line

    def _of_other_document(self, target: Target, path: list[Provision], start: int) -> Target:
        """A place without its document in an amending sentence or in a table of other texts.

        Amending clauses name the document above them; in an appendix an article alone is that of the text named
        before it, never silently the decree's own.
        """
        changed = self.changed.get(path[0].id, set())
        if len(changed) == 1:
            return replace(target, document=next(iter(changed)))
        announced = next((d for p in path[:3] if (d := self._announced(p.id))), "") if target.article else ""
        if announced:
            return replace(target, document=announced)
        row = self._in_table_row(start) and target.appendix is not None
        if (target.article is not None or row) and any(provision.kind in _TABLES for provision in path):
            before, document = self.last_named
            return replace(target, document=document) if before == path[0].id else _NOWHERE
        return target

    def _announced(self, id: str) -> str:
        """The document whose provisions the lead-in of a provision announces ("… của Luật A, bao gồm:")."""
        if id not in self.announced:
            provision = self.by_id[id]
            inner = min((p.start for p in self.provisions if p.parent == id), default=provision.end)
            lead = re.match(r".*?(?:gồm|sau\s+đây|như\s+sau)\s*:", self.text[provision.start : inner], re.DOTALL)
            found = find_mentions(lead[0], self.names) if lead and len(lead[0]) < 900 else []
            last = found[-1] if found else None
            near = last is not None and lead is not None and len(lead[0]) - last.end < 60
            document = last.target.document if near and last is not None and is_whole(last.target) else None
            self.announced[id] = document or ""
        return self.announced[id]

    def _in_phrase(self, offset: int, path: list[Provision]) -> Target | None:
        """What the words that replace others stand in: “khoản 1 Điều này” in a quotation is of the amended article."""
        places = self.phrases.get(path[0].id)
        line = self.text[self.text.rfind("\n", 0, offset) + 1 : offset]
        if not places or line.count("“") <= line.count("”"):
            return None
        documents, articles = {place.document for place in places}, {place.article for place in places}
        if len(documents) > 1:
            return None
        return Target(documents.pop(), article=articles.pop() if len(articles) == 1 else None)

    def _quoted(self, offset: int) -> Target | None:
        index = bisect_right(self.quote_starts, offset) - 1
        while index >= 0 and index < len(self.quotes):
            start, end, target = self.quotes[index]
            if start <= offset < end:
                return target
            if offset - start > 200_000:
                return None
            index -= 1
        return None
