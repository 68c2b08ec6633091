"""Chunks, hits and retrievals made by hand, for tests that need no index. All texts are fictional."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.question.understand import Question, understand
from assistant.retrieval.retrieve import Retrieved
from corpus.model import Chunk, Hit, Standing, Validity

OPEN = Validity(date(2025, 7, 1), None)
LEAD = "1. Thẩm quyền của Ủy ban nhân dân cấp huyện chuyển giao cho Chủ tịch Ủy ban nhân dân cấp xã thực hiện, bao gồm:"


def clause(
    text: str,
    provision: str = "art_2__cl_1",
    document: str = "911/2099/NĐ-CP",
    *,
    heading: str = "Điều 2. Cây xanh",
    lead: str = "",
    validity: Validity = OPEN,
    standing: Standing = Standing.SAMPLE,
    start: int = 0,
) -> Chunk:
    """A chunk whose context is the path line and the lead-in, as `ingest.chunk` writes it."""
    numbers = dict(step.split("_", 1) for step in provision.split("__"))
    context = f"{document} · {heading}" + (f"\n{lead}" if lead else "")
    return Chunk(
        id=f"{document}:{provision}", document=document, provision=provision, article=numbers.get("art"),
        clause=numbers.get("cl"), point=numbers.get("pt"), text=text, context=context,
        found_by=f"{context}\n{text}", page=1, start=start, end=start + len(text), source_document=document,
        validity=validity, standing=standing,
    )  # fmt: skip


def hit(chunk: Chunk, score: float = 0.9, rank: int = 1, in_force: bool = True) -> Hit:
    return Hit(rank, score, chunk, in_force)


def hits(chunks: Sequence[Chunk], scores: Sequence[float] = ()) -> tuple[Hit, ...]:
    told = scores or [round(0.9 - n / 100, 2) for n in range(len(chunks))]
    return tuple(hit(chunk, score, n) for n, (chunk, score) in enumerate(zip(chunks, told, strict=True), 1))


def found(chunks: Sequence[Chunk], history: Sequence[Chunk] = (), dense: float = 0.9) -> Retrieved:
    past = tuple(replace(h, in_force=False) for h in hits(history))
    return Retrieved(hits(chunks), past, dense, dense)


def asked(text: str) -> Question:
    return understand(text, None)
