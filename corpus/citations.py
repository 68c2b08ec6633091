"""The citation grammar: which places of which documents a phrase names.

Vietnamese citations run from the inside out ("điểm b khoản 1 Điều 136 Luật Đất đai") and share their outer
part: in "khoản 5, điểm b khoản 6 Điều 87 và khoản 7 Điều 91 Luật Đất đai" the first two belong to article 87
and all three to the law. A *chain* is such a run of units, list separators, parentheses and documents; every
place it names becomes one `Mention` with the words that are its own.
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.citation_chain import ALPHABET, THIS, Chain, Mention, expand
from corpus.citation_words import DOCUMENT_SELF, LEVEL, Names

__all__ = ["ALPHABET", "THIS", "Mention", "expand", "find_mentions", "mentions_at", "with_document"]


def find_mentions(text: str, names: Names, start: int = 0, end: int | None = None) -> list[Mention]:
    """All places named in text[start:end], in text order; citations inside parentheses are found too."""
    stop = len(text) if end is None else end
    found: list[Mention] = []
    at, heads = start, _Heads(text, stop, names)
    while (head := heads.after(at)) is not None:
        chain = Chain(text, head, stop, names).read()
        if not chain.mentions:
            at = max(chain.end, head + 1)
            continue
        found.extend(chain.mentions)
        for inner_start, inner_end in chain.parentheses:
            found.extend(find_mentions(text, names, inner_start + 1, inner_end))
        at = max(chain.end, head + 1)
    return sorted(found, key=lambda mention: (mention.start, mention.end))


def mentions_at(text: str, at: int, names: Names, end: int | None = None) -> tuple[list[Mention], int]:
    """The places named by the chain that begins at `at`, and where it ends; ([], at) if none begins there."""
    chain = Chain(text, at, len(text) if end is None else end, names).read()
    return (chain.mentions, chain.end) if chain.mentions else ([], at)


def with_document(mention: Mention, document: str | None) -> Mention:
    """The mention with `document` where it names none itself."""
    if mention.own or mention.target.document is not None:
        return mention
    exceptions = tuple(with_document(exception, document) for exception in mention.exceptions)
    return replace(mention, target=replace(mention.target, document=document), exceptions=exceptions)


class _Heads:
    """Where the next citation can begin; what was found ahead is kept, so that a text is searched once."""

    def __init__(self, text: str, stop: int, names: Names) -> None:
        self.text, self.stop, self.names = text, stop, names
        self.ahead: dict[re.Pattern[str], int] = {}

    def after(self, at: int) -> int | None:
        """Offset of the next unit's word, document or "Nghị định này" from `at` on."""
        document = self.names.search(self.text, at, self.stop)
        starts = [self._next(pattern, at) for pattern in (LEVEL, DOCUMENT_SELF)]
        nearest = min([*starts, document[0] if document else self.stop])
        return nearest if nearest < self.stop else None

    def _next(self, pattern: re.Pattern[str], at: int) -> int:
        known = self.ahead.get(pattern, -1)
        if known < at:
            match = pattern.search(self.text, at, self.stop)
            known = self.ahead[pattern] = match.start() if match else self.stop
        return known
