"""Laws that the next law of the same name ends, also where the text that says so is not in the corpus.

Between them may lie a third one: Law 65/2025/QH15 ended 77/2015/QH13 and was ended by 72/2025/QH15.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from corpus.model import Document, ProvisionKind

_LAWS = {"Luật", "Bộ luật"}
_EFFECT = re.compile(r"hiệu lực thi hành", re.IGNORECASE)


def succeeded_laws(documents: Iterable[Document]) -> Iterator[tuple[str, str, str, date]]:
    """(old law, new law, the new law's article about effect, the day it starts), the laws of one name in order."""
    laws: dict[str, list[tuple[date, str]]] = defaultdict(list)
    by_number = {document.metadata.number: document for document in documents}
    for number, document in by_number.items():
        meta = document.metadata
        if meta.kind in _LAWS and meta.short_title and meta.effective_from:
            laws[meta.short_title.lower()].append((meta.effective_from, number))
    for namesakes in laws.values():
        for (_, old), (when, new) in pairwise(sorted(namesakes)):
            yield old, new, _effect_article(by_number[new]), when


def _effect_article(document: Document) -> str:
    named = (p.id for p in document.provisions if p.kind is ProvisionKind.ARTICLE and _EFFECT.search(p.heading))
    return next(named, document.provisions[-1].id)
