"""Markup of a document's text: structure as nested sections with their ids, nothing added and nothing lost."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from corpus.model import Document, Provision, ProvisionKind, Reference, Validity
from ui import texts, wording
from ui.passages import address, badge, joined, place_link

Kind = ProvisionKind
_HEADED = {Kind.ATTACHMENT, Kind.APPENDIX, Kind.FORM, Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION}
_LEVELS = {Kind.ATTACHMENT: 0, Kind.APPENDIX: 0, Kind.PART: 0, Kind.CHAPTER: 0, Kind.SECTION: 1, Kind.SUBSECTION: 1}


class Article:
    """Renders a document, or the article around one provision.

    Args:
        document: what to render.
        quote: (provision id, words): where in the text to mark the words that were quoted.
        known: numbers of the documents that references may lead to; None = references are plain text.
        validity: provision id → interval; where it differs from what encloses it, a note says so.
        as_of: the day that the notes are told for.
        anchors: whether each article, and the provision `focus`, has a link to its details.
    """

    def __init__(
        self,
        document: Document,
        quote: tuple[str, str] = ("", ""),
        *,
        known: Collection[str] | None = None,
        validity: Mapping[str, Validity] | None = None,
        as_of: date | None = None,
        anchors: bool = False,
        focus: str = "",
    ) -> None:
        self.document, self.quote = document, quote
        self.validity, self.as_of, self.anchors, self.focus = validity or {}, as_of, anchors, focus
        self.by_id = {p.id: p for p in document.provisions}
        self.children: dict[str | None, list[Provision]] = defaultdict(list)
        for provision in document.provisions:
            self.children[provision.parent if provision.parent in self.by_id else None].append(provision)
        meta = document.metadata
        self._whole = self.validity.get("") or Validity(meta.effective_from, meta.effective_to)
        self._said: tuple[str | None, date | None, tuple[str, str] | None] = (None, None, None)  # by the last note
        self.references = _leading(document, known) if known is not None else []
        self._starts = [reference.start for reference in self.references]

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
        return Markup('<section class="{}" id="{}">{}{}{}</section>').format(
            tone, provision.id, heading, self._note(provision), inside
        )

    def _note(self, provision: Provision) -> Markup:
        """What is particular to this provision's validity: its own end, start or amendment."""
        own = self.validity.get(provision.id)
        if own is None or self.as_of is None:
            return Markup("")
        above = self.validity.get(provision.parent or "") or self._whole
        parts = []
        again = self._said == (provision.parent, own.end, own.ended_by)
        if own.end is not None and own.end != above.end:
            words = texts.ENDED if self.as_of >= own.end else texts.ENDING
            if own.amended_by and not own.ended_by:
                words = texts.NOTE_REPLACED
            parts.append(badge(words.format(day=wording.day(own.end)), "over" if self.as_of >= own.end else "soon"))
            parts += [self._by(texts.NOTE_BY, own.ended_by)] if own.ended_by and not again else []
            self._said = (provision.parent, own.end, own.ended_by)
        elif own.start is not None and own.start != above.start and self.as_of < own.start:
            parts.append(badge(texts.NOT_YET.format(day=wording.day(own.start)), "over"))
        parts += [self._by(texts.NOTE_AMENDED, by) for by in own.amended_by if by not in above.amended_by]
        if not parts:
            return Markup("")
        if again and len(parts) == 1:  # the same end as its elder sister's, whose note says whence
            return Markup('<p class="note short">{} {}</p>').format(_label(provision), parts[0])
        return Markup('<p class="note">{} {} <a href="{}" data-open="p:{}">{}</a></p>').format(
            _label(provision),
            joined(parts),
            address(self.document.metadata.number, provision.id),
            provision.id,
            texts.NOTE_MORE,
        )

    def _by(self, words: str, place: tuple[str, str]) -> Markup:
        return Markup('<span class="by">{} {}</span> ').format(words, place_link(*place, as_of=self.as_of))

    def _heading(self, provision: Provision) -> tuple[Markup, int]:
        """Markup of the heading line(s) and the offset where the body starts.

        The heading is read off the text itself, line by line, until all of `provision.heading` is in it.
        """
        if provision.kind is not Kind.ARTICLE and provision.kind not in _HEADED:
            return self._anchor(provision), provision.start
        wanted = "".join(provision.heading.split())
        first = min([provision.end, *(child.start for child in self.children[provision.id][:1])])
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
            return self._page(provision) + self._anchor(provision), provision.start
        lines = self.document.text[provision.start : end].strip("\n").split("\n")
        shown = Markup("<br>").join(Markup("{}").format(line) for line in lines)
        anchor = self._anchor(provision)
        return self._page(provision) + anchor + Markup('<p class="heading">{}</p>').format(shown), end

    def _anchor(self, provision: Provision) -> Markup:
        if not self.anchors or not (provision.kind is Kind.ARTICLE or provision.id == self.focus):
            return Markup("")
        label = texts.ABOUT_PROVISION.format(place=wording.path_of_id(provision.id))
        return Markup('<a class="about" href="{}" data-open="p:{}" aria-label="{}" title="{}">{}</a>').format(
            address(self.document.metadata.number, provision.id), provision.id, label, label, texts.ABOUT_MARK
        )

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
        parts, at = [], start
        for line in self.document.text[start:end].split("\n"):
            if line.strip():
                parts.append(Markup("<p>{}</p>").format(self._line(line, at, quoted=quoted)))
            at += len(line) + 1
        return joined(parts)

    def _line(self, line: str, start: int, *, quoted: bool) -> Markup:
        """The line with its references as links and the words that were quoted marked."""
        first, last = self._quoted(line) if quoted else (0, 0)
        runs, at = [], 0
        for reference in self._within(start, start + len(line)):
            a, b = reference.start - start, reference.end - start
            runs += [(at, a, None), (a, b, reference)]
            at = b
        runs.append((at, len(line), None))
        return joined(self._run(line, a, b, reference, (first, last)) for a, b, reference in runs)

    def _run(self, line: str, start: int, end: int, reference: Reference | None, quote: tuple[int, int]) -> Markup:
        first, last = min(max(quote[0], start), end), max(min(quote[1], end), start)
        if first < last:
            words = Markup("{}<mark>{}</mark>{}").format(line[start:first], line[first:last], line[last:end])
        else:
            words = Markup("{}").format(line[start:end])
        return self._link(reference, words) if reference is not None else words

    def _link(self, reference: Reference, words: Markup) -> Markup:
        number = reference.target.document or self.document.metadata.number
        place = reference.resolved or ""
        if number == self.document.metadata.number and self.anchors:
            url = address(number, place, self.as_of)
            return Markup('<a class="cross" href="{}" data-goto="{}">{}</a>').format(url, place, words)
        url = address(number, place, self.as_of)
        return Markup('<a class="cross" href="{}" data-open="r:{}|{}">{}</a>').format(url, number, place, words)

    def _within(self, start: int, end: int) -> Sequence[Reference]:
        first = bisect_left(self._starts, start)
        return [r for r in self.references[first : bisect_left(self._starts, end)] if r.end <= end]

    def _quoted(self, line: str) -> tuple[int, int]:
        """Span of the line that belongs to the quote: the quote within it, or all of it within the quote."""
        words = self.quote[1].strip()
        if words and words in line:
            start = line.index(words)
            return start, start + len(words)
        return (0, len(line)) if len(line.strip()) > 20 and line.strip() in words else (0, 0)


def _label(provision: Provision) -> Markup:
    """Which unit a note is about, since it stands between the heading above and the text below."""
    name = wording.path_of_id(provision.id.split("__")[-1])
    return Markup("<strong>{}:</strong>").format(f"{name[:1].upper()}{name[1:]}") if name else Markup("")


def _leading(document: Document, known: Collection[str]) -> list[Reference]:
    """References that lead somewhere, in text order and apart from each other."""
    own = document.metadata.number
    found: list[Reference] = []
    for reference in sorted(document.references, key=lambda r: (r.start, -r.end)):
        number = reference.target.document or own
        leads = reference.resolved is not None or (number != own and number in known)
        if leads and number in known and (not found or reference.start >= found[-1].end):
            found.append(reference)
    return found
