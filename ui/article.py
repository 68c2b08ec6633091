"""Markup of a document's text: structure as nested sections with their ids, nothing added and nothing lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from markupsafe import Markup

from corpus.model import Document, Provision, ProvisionKind
from ui import texts, wording
from ui.passages import joined

Kind = ProvisionKind
_HEADED = {Kind.ATTACHMENT, Kind.APPENDIX, Kind.FORM, Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION}
_LEVELS = {Kind.ATTACHMENT: 0, Kind.APPENDIX: 0, Kind.PART: 0, Kind.CHAPTER: 0, Kind.SECTION: 1, Kind.SUBSECTION: 1}


class Article:
    """Renders a document, or the article around one provision."""

    def __init__(self, document: Document, quote: tuple[str, str] = ("", "")) -> None:
        """`quote` is (provision id, words): where in the text to mark the words that were quoted."""
        self.document, self.quote = document, quote
        self.by_id = {p.id: p for p in document.provisions}
        self.children: dict[str | None, list[Provision]] = defaultdict(list)
        for provision in document.provisions:
            self.children[provision.parent if provision.parent in self.by_id else None].append(provision)

    def whole(self) -> Markup:
        """The whole text in document order."""
        inside = self._inside(0, len(self.document.text), self.children[None], quoted=False)
        return Markup('<div class="law">{}</div>').format(inside)

    def around(self, provision: str) -> Markup:
        """The article (or appendix, or preamble) that contains the provision; the whole text if it is unknown."""
        found = self.by_id.get(provision)
        if found is None:
            return self.whole()
        while found.kind is not Kind.ARTICLE and found.kind not in _HEADED and found.parent in self.by_id:
            found = self.by_id[found.parent]
        return Markup('<div class="law">{}</div>').format(self._section(found, quoted=False))

    def contents(self) -> Markup:
        """Table of contents down to articles."""
        entries = [p for p in self.document.provisions if p.kind is Kind.ARTICLE or p.kind in _HEADED]
        return Markup('<nav class="toc" aria-label="{}" tabindex="0"><ol>{}</ol></nav>').format(
            texts.CONTENTS, joined(self._entry(p) for p in entries)
        )

    def _entry(self, provision: Provision) -> Markup:
        label = wording.path_of_id(provision.id.split("__")[-1]) or provision.number
        level = _LEVELS.get(provision.kind, 1 if provision.parent in self.by_id else 0)
        tone = "top" if provision.kind in _HEADED else ""
        return Markup('<li><a class="{}" href="#" data-goto="{}">{}</a></li>').format(
            f"{'deep' if level else ''} {tone}".strip(),
            provision.id,
            f"{label}. {provision.heading}" if provision.heading else label,
        )

    def _section(self, provision: Provision, *, quoted: bool) -> Markup:
        quoted = quoted or provision.id == self.quote[0]
        heading, start = self._heading(provision)
        inside = self._inside(start, provision.end, self.children[provision.id], quoted=quoted)
        tone = "headed" if provision.kind in _HEADED else provision.kind.value
        return Markup('<section class="{}" id="{}">{}{}</section>').format(tone, provision.id, heading, inside)

    def _heading(self, provision: Provision) -> tuple[Markup, int]:
        """Markup of the heading line(s) and the offset where the body starts.

        The heading is read off the text itself, line by line, until all of `provision.heading` is in it.
        """
        if provision.kind is not Kind.ARTICLE and provision.kind not in _HEADED:
            return Markup(""), provision.start
        wanted = "".join(provision.heading.split())
        first = self.children[provision.id][0].start if self.children[provision.id] else provision.end
        end = provision.start
        while end < first:
            line = self.document.text.find("\n", end, first)
            end = first if line < 0 else line + 1
            taken = self.document.text[provision.start : end]
            if "".join(taken.split()).endswith(wanted) and taken.strip():
                break
        else:
            return Markup(""), provision.start
        if not provision.heading and provision.kind is Kind.ARTICLE:  # "Điều 3. Nghị định này …": body in one line
            return self._page(provision), provision.start
        lines = self.document.text[provision.start : end].strip("\n").split("\n")
        shown = Markup("<br>").join(Markup("{}").format(line) for line in lines)
        return self._page(provision) + Markup('<p class="heading">{}</p>').format(shown), end

    def _page(self, provision: Provision) -> Markup:
        if len(self.document.pages) < 2 or provision.kind is not Kind.ARTICLE:
            return Markup("")
        return Markup('<span class="page">{}</span>').format(texts.PAGE.format(page=provision.page))

    def _inside(self, start: int, end: int, children: Sequence[Provision], *, quoted: bool) -> Markup:
        parts = []
        for child in children:
            if child.start < start or child.end > end:  # overlaps its elder sister: its text is already shown
                continue
            parts.append(self._paragraphs(start, child.start, quoted=quoted))
            parts.append(self._section(child, quoted=quoted))
            start = child.end
        parts.append(self._paragraphs(start, end, quoted=quoted))
        return joined(parts)

    def _paragraphs(self, start: int, end: int, *, quoted: bool) -> Markup:
        lines = (line for line in self.document.text[start:end].split("\n") if line.strip())
        return joined(Markup("<p>{}</p>").format(self._marked(line) if quoted else line) for line in lines)

    def _marked(self, line: str) -> Markup:
        """The line with what belongs to the quote marked: the quote within it, or all of it within the quote."""
        words = self.quote[1].strip()
        if words and words in line:
            before, _, after = line.partition(words)
            return Markup("{}<mark>{}</mark>{}").format(before, words, after)
        if len(line.strip()) > 20 and line.strip() in words:
            return Markup("<mark>{}</mark>").format(line)
        return Markup("{}").format(line)
