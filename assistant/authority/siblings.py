"""Points that a hit of the same clause leaves out: "… không thuộc quy định tại điểm a và điểm b khoản này".

Who decides in the cases that remain is half an answer without who decides in the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.authority.statements import chunks_of
from assistant.retrieval.retrieve import as_published
from corpus.model import Chunk, Hit
from corpus.reader import IndexReader

LOOKED_AT = 3  # best hits whose siblings are added

_LEFT_OUT = re.compile(
    r"không (?:thuộc|phải)(?: (?:các|trường hợp|đối tượng|quy định|tại|nêu|ở))* "
    r"(?P<points>(?:(?:các )?điểm )?[a-zđ]\d?(?:(?:,| và|, và)(?: điểm)? [a-zđ]\d?)*) khoản này\b"
)


def with_left_out(reader: IndexReader, hits: Sequence[Hit], day: date) -> tuple[Hit, ...]:
    """The hits, each of the best with the points of its clause that it leaves out before it, numbered anew."""
    kept: dict[str, Hit] = {}
    for hit in hits:
        for chunk in _left_out(reader, hit.chunk, day) if hit.rank <= LOOKED_AT else ():
            kept.setdefault(chunk.id, replace(hit, chunk=chunk))
        kept.setdefault(hit.chunk.id, hit)
    return tuple(replace(hit, rank=n) for n, hit in enumerate(list(kept.values())[: len(hits)], 1))


def _left_out(reader: IndexReader, chunk: Chunk, day: date) -> list[Chunk]:
    match = _LEFT_OUT.search(chunk.text)
    clause, mark, _ = chunk.provision.partition("__pt_")
    if match is None or not mark:
        return []
    ids = [f"{clause}__pt_{point}" for point in re.findall(r"(?<!\w)[a-zđ]\d?(?!\w)", match["points"])]
    return [as_published(found) for id in ids for found in chunks_of(reader, chunk.document, id, day)]
