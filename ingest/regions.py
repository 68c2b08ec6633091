"""The own words of one provision, read with what the lead-ins above it say (its *frame*).

A lead-in ("Các quy định sau đây hết hiệu lực …:", "Sửa đổi, bổ sung một số điều của Nghị định số …") sets the verb,
the document, the article and the date for what stands below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.citations import Mention, find_mentions
from corpus.locate import is_whole
from corpus.model import Effect, EffectKind, Provision, ProvisionKind, Target
from ingest.clauses_of_effect import STARTS_AFTER, Statement, date_in, read_statements, shorten
from ingest.commands import AS_FOLLOWS, Command, read_commands, sentences_of
from ingest.frames import AMENDED_BY, BEGINS_CHANGE, CHANGES, IMPLIED, Context, Frame
from ingest.listed import complete, shared_units
from ingest.new_text import spans_of
from ingest.phrases import GOES_ON, words_changed
from ingest.quotations import Quotation, blank_out, quotations, unmarked_block

Kind = EffectKind
_BARE_LABEL = re.compile(r"\A[\s*_#]*Điều\s+\d+[a-zđ]*[\s*_]*(?=\n)", re.IGNORECASE)  # a line of its own, no full stop


class Region:
    """The own words of one provision before, between or after its children."""

    def __init__(
        self, context: Context, provision: Provision, start: int, end: int, frame: Frame, has_list: bool
    ) -> None:
        self.context, self.provision, self.start, self.frame = context, provision, start, frame
        self.has_list = has_list
        self.outer = frame.outer
        self.quotes: Sequence[Quotation] = quotations(context.text, start, end)
        if provision.kind is ProvisionKind.ARTICLE:
            self.quotes = self.quotes or unmarked_block(context.text, start, end)
        self.masked = blank_out(context.text, self.quotes, start, end)
        if provision.kind is ProvisionKind.ARTICLE and start == provision.start:  # its own number is no place acted on
            self.masked = _BARE_LABEL.sub(lambda label: " " * len(label[0]), self.masked, count=1)
        if provision.kind is ProvisionKind.ARTICLE and not self._is_lead() and BEGINS_CHANGE.match(self.masked):
            self.outer = self._headed()
        self.statements: list[Statement] = []
        self.commands: list[Command] = []
        self.announced: list[Effect] = []  # changes of a place whose new text should stand below and was not read
        if frame.effective:
            self.statements = list(read_statements(self.masked, context.names, has_list))
        if CHANGES.search(self.masked) or frame.kind is not None:
            implied = None if self._is_lead() else self._own_kind() or frame.kind
            self.commands = read_commands(self.masked, context.names, implied)

    def frame_below(self) -> Frame:
        """The frame for the provisions below."""
        framed = next((s for s in self.statements if s.frame), None)
        outer, own = self._outer()
        kind = framed.kind if framed else self._own_kind() or self.frame.kind
        when = (framed.when if framed else date_in(AMENDED_BY.split(self.masked)[0])) or self.frame.when
        if self.provision.kind is ProvisionKind.ARTICLE and not framed and not CHANGES.search(self.masked):
            kind, when = None, None
        return replace(
            self.frame,
            kind=kind,
            outer=outer,
            own=own,
            when=when,
            note=(framed.note if framed else "") or self.frame.note,
            amending=self.frame.amending or bool(BEGINS_CHANGE.match(self.masked)),
        )

    def effects(self) -> Iterator[Effect]:
        said: set[tuple[EffectKind, Target, str]] = set()
        for effect in [*self._from_statements(), *self._from_commands()]:
            key = (
                Kind.REPEALS if effect.kind is Kind.REPLACES else effect.kind,
                effect.target,
                effect.note if effect.kind is Kind.PHRASE else "",
            )
            if key not in said or effect.new_text:
                said.add(key)
                yield effect

    def _headed(self) -> Target:
        """The document that the heading of an article without clauses names, else that of the frame."""
        heading = AMENDED_BY.split(self.masked.split("\n", 1)[0])[0]
        found = [m for m in find_mentions(heading, self.context.names) if m.target.document]
        return Target(document=found[0].target.document) if found else self.frame.outer

    def _is_lead(self) -> bool:
        return self.has_list and self.start == self.provision.start

    def _own_kind(self) -> EffectKind | None:
        """What the lead-in says list items below it do."""
        words = STARTS_AFTER.sub("", AMENDED_BY.split(self.masked)[0])
        found = [(m.start(), kind) for kind, pattern in IMPLIED for m in re.finditer(pattern, words, re.IGNORECASE)]
        kinds = {kind for _, kind in found}
        return kinds.pop() if len(kinds) == 1 else None

    def _outer(self) -> tuple[Target, bool]:
        """The document and the larger units that the lead-in names for what is below."""
        if not self._is_lead():
            return self.frame.outer, self.frame.own
        words = AMENDED_BY.split(self.masked)[0]
        verb = CHANGES.search(words)
        label = re.match(r"[\s*_#]*(?:Điều\s+\d+\w*\.|\d+\w*\.|[a-zđ]\d?\)|Chương\s+[IVXLC]+\.?)", words)
        changing = CHANGES.search(words) or words.rstrip().endswith(":")
        if not changing:
            return self.frame.outer, self.frame.own
        found = find_mentions(words, self.context.names, label.end() if label else 0)
        others = [m for m in found if m.own or m.target.document]
        others = [m for m in others if verb and m.start > verb.start()] or others
        outer, own = self.frame.outer, self.frame.own
        if others and others[0].target.document != self.context.metadata.number:
            outer, own = Target(document=others[0].target.document), others[0].own
        places = [m.target for m in found if not is_whole(m.target)]
        if places:
            outer = complete(shared_units(places), outer)
        return outer, own

    def _from_statements(self) -> Iterator[Effect]:
        for statement in self.statements:
            if statement.mention is None:
                continue
            kind, when = statement.kind, statement.when
            if kind is Kind.KEEPS and not self._keeps(statement):
                continue
            if kind is Kind.REPEALS and self._same_title(statement.mention):
                kind = Kind.REPLACES
            exceptions = tuple(e.target for e in statement.mention.exceptions)
            target = self._resolved(statement.mention)
            yield Effect(kind, target, self.provision.id, when, exceptions, None, self._whole_note(statement))

    def _whole_note(self, statement: Statement) -> str:
        """The note with the list of cases that it announces ("… trừ các trường hợp sau:")."""
        announces = statement.note.endswith((":", "sau"))
        return shorten(self.provision.text, 600) if announces and self.has_list else statement.note

    def _keeps(self, statement: Statement) -> bool:
        """Cases already under way go on under old law everywhere; only what is said of the law itself counts."""
        return "chuyển tiếp" not in self._article_heading()

    def _article_heading(self) -> str:
        provision: Provision | None = self.provision
        while provision is not None and provision.kind is not ProvisionKind.ARTICLE:
            provision = self.context.by_id.get(provision.parent or "")
        return f"{provision.heading} {provision.text[:80]}".lower() if provision else ""

    def _same_title(self, mention: Mention) -> bool:
        """Whether the ended document is the former text of the same title."""
        own = self.context.metadata.short_title or self.context.metadata.title
        plain, words, number = (
            re.sub(r"\W+", " ", text).lower().strip() for text in (own, self.masked, mention.target.document or "")
        )
        return is_whole(mention.target) and len(plain) > 8 and f"{plain} số {number}" in words

    def _from_commands(self) -> Iterator[Effect]:
        sentences = sentences_of(self.commands, self.quotes, self.start)
        for at, sentence in enumerate(sentences):
            last = sentences[at + 1][0].start if at + 1 < len(sentences) else len(self.masked)
            blocks = [q for q in self.quotes if q.block and sentence[0].start < q.outer[0] - self.start < last]
            targets = self._targets(sentence)
            for command, target in zip(sentence, targets, strict=True):
                placed = command.mention is not None and not command.loose
                if not placed and not command.phrase and not self._stands_alone(command, blocks):
                    continue
                if not self._announces(command, bool(blocks)):
                    yield from self._effect(command, target, targets, blocks)
                elif self._is_all(command, target):
                    yield from self._effect(command, replace(target, other="một phần"), targets, blocks)
                elif placed and not (command.some or is_whole(target)) and AS_FOLLOWS.match(self.masked, command.end):
                    self.announced += self._effect(command, target, targets, blocks)

    def _targets(self, sentence: Sequence[Command]) -> list[Target]:
        """What the commands of a sentence act on; the last one may name the article for all."""
        targets = [self._resolved(c.mention) if c.mention else self._unread(c) for c in sentence]
        for at, command in enumerate(sentence):
            if command.loose and targets[at].document is None:
                targets[at] = replace(targets[at], document=self._unread(command).document)
        for at in range(len(targets) - 2, -1, -1):
            mention, line = sentence[at].mention, self.masked[sentence[at].start : sentence[at + 1].start]
            alone = not targets[at].article and not targets[at].appendix and not targets[at].chapter
            if mention and alone:  # "Chương V và Phụ lục IV": a chapter is of the text, not of the appendix
                targets[at] = complete(targets[at], replace(targets[at + 1], document=None))
            if mention and not mention.own and targets[at].document is None and "\n" not in line:
                targets[at] = replace(targets[at], document=targets[at + 1].document)
        last = sentence[-1].mention
        if last is not None and not last.own and targets[-1].document is None:
            targets = self._with_later_document(sentence, targets)
        return [replace(t, other=c.piece) if c.piece else t for t, c in zip(targets, sentence, strict=True)]

    def _with_later_document(self, sentence: Sequence[Command], targets: Sequence[Target]) -> list[Target]:
        """ "Bãi bỏ Điều 1 quy định về … tại Nghị định số A": the document stands after words about the place."""
        end = self.masked.find("\n", sentence[-1].end)
        words = self.masked[sentence[-1].end : end if end >= 0 else len(self.masked)]
        for mention in find_mentions(AMENDED_BY.split(words)[0], self.context.names):
            if is_whole(mention.target) and re.search(r"\b(?:tại|của)\s+$", words[: mention.start]):
                return [t if t.document else replace(t, document=mention.target.document) for t in targets]
        return list(targets)

    def _stands_alone(self, command: Command, blocks: Sequence[Quotation]) -> bool:
        """Whether a change without a place named is one, and not the heading of those below it."""
        quoted = [q for q in blocks if not self.masked[command.end : q.outer[0] - self.start].strip(" :\n*_")]
        if quoted or command.piece == "tên":
            return self.frame.amending or bool(BEGINS_CHANGE.match(self.masked))
        words = self.masked[command.start : command.end]
        if command.loose and not self.has_list:  # its place is named and nothing stands below it
            return self.frame.amending
        some = bool(re.search(r"một\s+số", words, re.IGNORECASE))
        heading = self._is_lead() or words.rstrip().endswith(":") or some
        heading = heading and "số thứ tự" not in words
        return self.frame.amending and not heading

    def _unread(self, command: Command) -> Target:
        """Target of a change whose place is not named in the citation grammar ("số thứ tự 229 …"): its document."""
        words = self.masked[command.start : command.end]
        found = [m for m in find_mentions(AMENDED_BY.split(words)[0], self.context.names) if m.target.document]
        return Target(document=found[0].target.document) if found else self.outer

    def _announces(self, command: Command, quoted: bool) -> bool:
        """Whether the sentence only says what follows ("Sửa đổi một số khoản của Điều 7:")."""
        listed = self._is_lead() and not quoted
        if command.kind in (Kind.AMENDS, Kind.INSERTS) and not command.phrase:
            whole = command.mention is not None and is_whole(command.mention.target)
            return listed or (not quoted and (command.some or whole))
        return command.some or (
            listed and bool(re.search(r"(?:sau đây|sau|gồm)?\s*:\s*$|sau đây", self.masked.rstrip()))
        )

    def _is_all(self, command: Command, target: Target) -> bool:
        """Whether "Thay thế một số biểu mẫu của Phụ lục II …" announces nothing below it: it is the change itself."""
        inner = self.provision.kind in (ProvisionKind.CLAUSE, ProvisionKind.POINT, ProvisionKind.SUBPOINT)
        return inner and not self.has_list and len(self.commands) == 1 and command.some and not is_whole(target)

    def _effect(
        self, command: Command, target: Target, together: Sequence[Target], blocks: Sequence[Quotation]
    ) -> Iterator[Effect]:
        kind = self._kind(command, target)
        own = command.mention is not None and command.mention.own
        if target.document is None and not own and self.outer.document is None:
            return  # a change to nothing that is named
        if command.phrase and is_whole(target) and "/" in (target.document or ""):
            target = replace(target, other="một phần")  # "… tại toàn bộ Nghị định số A"
        if is_whole(target) and ("/" not in (target.document or "") or command.kind in (Kind.AMENDS, Kind.INSERTS)):
            return  # a whole document ends by its number only
        when = date_in(AMENDED_BY.split(self.masked)[0]) if kind is Kind.REPEALS else None
        exceptions = tuple(complete(e.target, target) for e in command.mention.exceptions) if command.mention else ()
        note = self._note(command)
        changes_text = kind in (Kind.AMENDS, Kind.INSERTS)
        span = spans_of(self.context.text, target, together, blocks) if changes_text else None
        yield Effect(kind, target, self.provision.id, when or self.frame.when, exceptions, span, note)

    def _kind(self, command: Command, target: Target) -> EffectKind:
        if command.phrase:
            return Kind.PHRASE
        if command.kind is Kind.REPLACES:
            return Kind.REPLACES if is_whole(target) else Kind.AMENDS
        return command.kind

    def _note(self, command: Command) -> str:
        if command.phrase:
            return shorten(self._words_changed(command), 300)
        if command.replacement is not None:
            first, last = command.replacement.start, command.replacement.end
            return shorten(f"thay bằng {self.masked[first:last]}", 200)
        if command.piece == "một phần":
            return shorten(self.masked[command.start : command.end], 240)
        return self.frame.note

    def _words_changed(self, command: Command) -> str:
        line = [q for q in self.quotes if self._in_line(q, command)]
        own = [q for q in line if q.outer[0] - self.start >= command.start] or line
        after = self.masked.find("\n", command.end)
        row = [q for q in self.quotes if own and q.outer[0] >= own[0].outer[0]]
        row = [q for q in row if after < 0 or q.outer[0] - self.start < after]
        starts = [q.outer[0] - self.start for q in row]
        ends = [q.outer[1] - self.start for q in row]
        if own and GOES_ON.match(self.masked, command.start):  # the words put there come first
            row, starts, ends = [line[0], *row], [0, *starts], [command.start, *ends]
        if not row:
            return ""
        between = [self.masked[end:start] for end, start in zip(ends, starts[1:], strict=False)]
        return words_changed([self.context.text[q.start : q.end] for q in row], between)

    def _in_line(self, quotation: Quotation, command: Command) -> bool:
        line_start = self.masked.rfind("\n", 0, command.start + 1) + 1
        return line_start <= quotation.outer[0] - self.start < max(command.end, command.start + 1)

    def _resolved(self, mention: Mention | None) -> Target:
        assert mention is not None
        if mention.own:
            target = replace(mention.target, document=None)
            return _without_this(target, self.provision, self.context.by_id)
        target = complete(mention.target, self.outer)
        if target.document == self.context.metadata.number:
            target = replace(target, document=None)
        return _without_this(target, self.provision, self.context.by_id)


def _without_this(target: Target, provision: Provision, by_id: Mapping[str, Provision]) -> Target:
    """ "Điều này" → the number of the enclosing article."""
    numbers: dict[str, str] = {}
    current: Provision | None = provision
    while current is not None:
        numbers.setdefault(current.kind.value, current.number)
        current = by_id.get(current.parent or "")
    changes = {
        unit: numbers.get(unit)
        for unit in ("article", "clause", "point", "chapter", "section", "part", "appendix")
        if getattr(target, unit) == "này"
    }
    return replace(target, **changes)
