"""Where a power has gone: from the clause that gave it to the clause that hands it on, and to that one's successor.

The division of 2025 works by reference: "Thẩm quyền … quy định tại điểm b khoản 1 Điều 136 Luật Đất đai" is handed on
by a clause that hardly has a word of the question in it. When such a clause ends (decree 49/2026/NĐ-CP art. 16 cl. 3
ended most of decree 151/2025/NĐ-CP art. 5), the document that ended it says in a general clause who acts now; that
clause is recognised by the act, the words before "quy định tại".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assistant.question.understand import content_terms
from assistant.retrieval.rerank import Candidate, hands_over
from corpus.authorities.names import without_authorities
from corpus.authorities.words import nfc
from corpus.catalogue import Catalogue
from corpus.kept import kept_with_catalogue
from corpus.lexical import terms
from corpus.model import Chunk
from corpus.passages import without_number
from corpus.reader import IndexReader

WHOLE_SHARE = 0.8  # from this share of the act on, a clause stands in for it wholly
ACT_SHARE = 0.55  # of an ended clause's act, weighted by rarity, that the clause in its place must speak of
STAND_INS = 4  # clauses of the ending document that may stand in for an ended one

_REFERENCE = re.compile(
    r"\b(?:(?:đối với|trong|thuộc) (?:các )?trường hợp )?(?:quy định )?(?:tại|theo) (?:các )?(?:điểm|khoản|điều)\b.*"
    r"|\((?:các )?(?:điểm|khoản|điều)\b.*",
    re.IGNORECASE | re.DOTALL,
)


class Succession:
    """Follows powers through one index as of one day."""

    def __init__(self, reader: IndexReader, in_force: NDArray[np.bool_]) -> None:
        self._reader, self._in_force = reader, in_force

    def takers(self, carrier: Chunk, *, only_hand_over: bool) -> list[Candidate]:
        """Clauses in force that refer to a clause's provision, or stand in for ended ones that did.

        Their score is the share of the carrier's score that they deserve, at most 1.
        """
        found: dict[int, Candidate] = {}
        for row, chunk in self._citing(carrier):
            if self._in_force[row]:
                if not only_hand_over or hands_over(chunk):
                    found[row] = Candidate(row, chunk, 1.0)
            elif hands_over(chunk):
                for candidate in self.stand_ins(chunk):
                    known = found.get(candidate.row, candidate)
                    found[candidate.row] = known if known.score > candidate.score else candidate
        return list(found.values())

    def stand_ins(self, ended: Chunk) -> list[Candidate]:
        """Clauses of the document that ended a clause which hand over the same act, best first."""
        act = content_terms(_act(ended.text))
        if ended.validity.ended_by is None or not act:
            return []
        weight = {term: self._reader.lexical.rarity(term) for term in act}
        whole = sum(weight.values())
        scored = []
        for row, chunk, own in _handing_over(self._reader.catalogue, ended.validity.ended_by[0]):
            share = sum(w for term, w in weight.items() if term in own) / whole
            if self._in_force[row] and share >= ACT_SHARE:
                scored.append(Candidate(row, chunk, min(share / WHOLE_SHARE, 1.0)))
        return sorted(scored, key=lambda c: (-c.score, c.row))[:STAND_INS]

    def _citing(self, carrier: Chunk) -> Iterator[tuple[int, Chunk]]:
        """Chunks of other documents that refer to this provision, to the clause it is a point of, or to its points."""
        document = self._reader.consolidated.get(carrier.document, carrier.document)
        clause = carrier.provision.partition("__pt_")[0]
        catalogue = self._reader.catalogue
        rows = catalogue.citing_rows(document, carrier.provision, below="__cl_" in carrier.provision)
        if clause != carrier.provision:
            rows += catalogue.citing_rows(document, clause)
        rows = list(dict.fromkeys(rows))
        return zip(rows, catalogue.chunks(rows), strict=True)


@kept_with_catalogue
def _handing_over(catalogue: Catalogue, number: str) -> tuple[tuple[int, Chunk, frozenset[str]], ...]:
    """Rows, chunks and terms of a document's clauses that hand a power over."""
    rows = catalogue.chunk_rows(number)
    chunks = zip(rows, catalogue.chunks(rows), strict=True)
    return tuple((row, chunk, frozenset(terms(chunk.text))) for row, chunk in chunks if hands_over(chunk))


def _act(text: str) -> str:
    """What a transferred point lets its holder do: "Cấp Giấy chứng nhận …".

    Without where it is laid down, and without the holder: the clause that stands in for it names another one.
    """
    return _REFERENCE.sub("", without_number(without_authorities(nfc(text))))
