"""Names of laws that came or went with this change: documents that use them are understood anew.

A law is called by its title; the corpus knows the number of a title once the law is in it. So that the order in
which an office adds its files makes no difference, texts that were read before are read for the new names again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from corpus.laws import LAWS
from corpus.model import Document
from ingest.document import understood


def aliases_of(documents: Iterable[Document]) -> dict[str, str]:
    """Names by which the documents call each other → number, of two of one name the newer one.

    Titles of the table of known laws are not among them: which law "Luật Đất đai" is depends on the time of the text.
    """
    named = [d.metadata for d in documents if d.metadata.short_title and d.metadata.short_title not in LAWS]
    named.sort(key=lambda m: (m.issued is not None, m.issued, m.number))
    return {m.short_title: m.number for m in named}


def with_names(documents: Sequence[Document], read_with: Mapping[str, str]) -> list[Document]:
    """The documents, those that use a name whose meaning changed with effects and references found anew.

    Args:
        read_with: the names that the documents were read with.
    """
    names = aliases_of(documents)
    changed = [name for name in {*names, *read_with} if names.get(name) != read_with.get(name)]
    if not changed:
        return list(documents)
    words = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(changed))
    uses = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    return [understood(d, names) if uses.search(d.text) else d for d in documents]
