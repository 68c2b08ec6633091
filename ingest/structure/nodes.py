"""A unit of one division, before it becomes a provision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import ProvisionKind as Kind

LEVELS = {
    Kind.PART: 1,
    Kind.CHAPTER: 2,
    Kind.SECTION: 3,
    Kind.SUBSECTION: 4,
    Kind.SIGNATURE: 1,
    Kind.ARTICLE: 6,
    Kind.CLAUSE: 8,
    Kind.POINT: 12,
    Kind.SUBPOINT: 13,
}


@dataclass(slots=True)
class Node:
    """A unit: lines [start, stop); the outermost level is the smallest."""

    kind: Kind
    number: str
    heading: str
    start: int
    stop: int
    level: int


def close(nodes: Sequence[Node], stop: int) -> None:
    """Set each node's end: where the next one of its level or a larger one begins."""
    for i, node in enumerate(nodes):
        node.stop = next((other.start for other in nodes[i + 1 :] if other.level <= node.level), stop)
