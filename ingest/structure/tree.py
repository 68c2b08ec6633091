"""Nodes → provisions: ids from the legal path, character spans, parents before children."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.model import CleanText, Provision
from corpus.model import ProvisionKind as Kind
from ingest.structure.divisions import Division, divide
from ingest.structure.lines import Line, split_lines
from ingest.structure.nodes import Node
from ingest.structure.outline import articles_outline, informal_outline
from ingest.structure.sequence import ORDINAL_WORDS

_SEGMENTS = {
    Kind.PART: "part",
    Kind.CHAPTER: "ch",
    Kind.SECTION: "sec",
    Kind.SUBSECTION: "sub",
    Kind.ARTICLE: "art",
    Kind.CLAUSE: "cl",
    Kind.POINT: "pt",
    Kind.SUBPOINT: "sp",
    Kind.APPENDIX: "app",
    Kind.FORM: "form",
    Kind.ATTACHMENT: "att",
    Kind.SIGNATURE: "signature",
    Kind.PREAMBLE: "preamble",
}
_LARGE = (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION)


def parse(clean: CleanText) -> tuple[Provision, ...]:
    """Provisions of a text with one paragraph a line, in document order, parents before children.

    A text without articles gives its numbered clauses ("cl_1", under "sec_I" where it has them) or, without
    any, one clause "body". An empty text gives ().
    """
    lines = split_lines(clean.text)
    if not lines:
        return ()
    builder = _Builder(clean, lines)
    main, *others = divide(lines)
    builder.add_main(main)
    for division in others:
        builder.add_division(division)
    return tuple(builder.provisions)


@dataclass
class _Builder:
    clean: CleanText
    lines: Sequence[Line]
    provisions: list[Provision] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    divisions: dict[int, str] = field(default_factory=dict)  # start line → id
    attachments: int = 0

    def add_main(self, main: Division) -> None:
        nodes = articles_outline(self.lines, 0, main.stop) or informal_outline(self.lines, 0, main.stop)
        real = [node for node in nodes if node.kind is not Kind.SIGNATURE]
        if real:
            self._add_node(Node(Kind.PREAMBLE, "", "", 0, real[0].start, 1), None, "preamble")
        else:
            signature = nodes[0].start if nodes else main.stop
            self._add_node(Node(Kind.CLAUSE, "", "", 0, signature, 1), None, "body")
        self._add_tree(nodes, None, "")

    def add_division(self, division: Division) -> None:
        assert division.kind is not None
        parent = self.divisions.get(division.parent.start) if division.parent else None
        number = division.number
        if division.kind is Kind.ATTACHMENT:
            self.attachments += 1
            number = str(self.attachments)
        segment = "_".join(part for part in (_SEGMENTS[division.kind], _slug(number)) if part)
        wanted = f"{parent}__{segment}" if parent else segment
        shown = "" if division.kind is Kind.ATTACHMENT else division.number
        node = Node(division.kind, shown, division.heading, division.start, division.stop, 0)
        own = self._add_node(node, parent, wanted)
        self.divisions[division.start] = own
        if division.kind is Kind.ATTACHMENT:
            self._add_tree(articles_outline(self.lines, division.body, division.own_stop), own, own)
        elif division.kind is Kind.APPENDIX:
            nodes = informal_outline(self.lines, division.body, division.own_stop)
            self._add_tree(nodes, own, own)

    def _add_tree(self, nodes: Sequence[Node], root: str | None, scope: str) -> None:
        """Add the nodes of one division below `root`; `scope` begins the ids of its articles."""
        open_nodes: list[tuple[Node, str]] = []
        for node in nodes:
            while open_nodes and open_nodes[-1][0].stop <= node.start:
                open_nodes.pop()
            parent = open_nodes[-1][1] if open_nodes else root
            base = scope if node.kind is Kind.ARTICLE else parent or ""
            segment = "_".join(part for part in (_SEGMENTS[node.kind], _slug(node.number)) if part)
            own = self._add_node(node, parent, f"{base}__{segment}" if base else segment)
            open_nodes.append((node, own))

    def _add_node(self, node: Node, parent: str | None, wanted: str) -> str:
        if node.stop <= node.start:
            return wanted
        own, copy = wanted, 2
        while own in self.ids:
            own, copy = f"{wanted}~{copy}", copy + 1
        self.ids.add(own)
        start, end = self.lines[node.start].start, self.lines[node.stop - 1].end
        self.provisions.append(
            Provision(
                own,
                node.kind,
                node.number,
                node.heading,
                self.clean.text[start:end],
                self.clean.page_of(start),
                start,
                end,
                parent,
            )
        )
        return own


def _slug(number: str) -> str:
    """Number as a part of an id: "thứ nhất" → "1", no spaces or slashes."""
    word = re.sub(r"^thứ\s+", "", number.strip().lower())
    return str(ORDINAL_WORDS[word]) if word in ORDINAL_WORDS else re.sub(r"[\s/]+", "-", number.strip())
