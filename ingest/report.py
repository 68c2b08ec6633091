"""What one call of ingestion brought: a line a file, with what was read and what looked wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from itertools import pairwise

from corpus.model import Document, Metadata, ProvisionKind, Standing
from ingest.structure.sequence import follows, position

_LOW_CONFIDENCE = 0.8  # of a recognised page; below it the administrator compares the page with the original
_EXPECTED = ("title", "issuer", "issued", "effective_from")


@dataclass(frozen=True, slots=True)
class Added:
    """A file that is now in the index. `warnings` are what the administrator should look at.

    `unknown` are the names of the metadata that could not be read; `seconds` are spent on "read" (with
    recognition) and on "parse".
    """

    document: str
    file: str
    provisions: int
    chunks: int
    pages: int
    warnings: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    articles: int = 0
    recognised_pages: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that changes nothing: it is in already, or a fuller copy of the same number is."""

    document: str
    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    file: str
    error: str
    remedy: str


@dataclass(frozen=True, slots=True)
class AddReport:
    """The outcome of one call; `generation` is the one that serves afterwards (0 if none).

    `stages` are the seconds of each stage, by its Vietnamese name; `notes` are sentences on the call as a whole.
    """

    generation: int
    added: tuple[Added, ...]
    unchanged: tuple[Unchanged, ...]
    failed: tuple[Failed, ...]
    seconds: float
    stages: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def added(document: Document, chunks: int, seconds: Mapping[str, float]) -> Added:
    """The line of a document that was taken in."""
    articles = [p for p in document.provisions if p.kind is ProvisionKind.ARTICLE]
    return Added(
        document=document.metadata.number,
        file=document.file,
        provisions=len(document.provisions),
        chunks=chunks,
        pages=len(document.pages),
        warnings=(*document.warnings, *looks_wrong(document)),
        unknown=unknown(document.metadata),
        articles=len(articles),
        recognised_pages=sum(page.confidence is not None for page in document.pages),
        seconds={stage: round(value, 3) for stage, value in seconds.items()},
    )


def unknown(metadata: Metadata) -> tuple[str, ...]:
    """Names of the metadata that could not be read. An open end is not unknown, and a digest has no signer."""
    expected = (*_EXPECTED, "signer") if metadata.standing is Standing.OFFICIAL else _EXPECTED
    return tuple(name for name in ("kind", *expected) if not getattr(metadata, name))


def looks_wrong(document: Document) -> tuple[str, ...]:
    """Vietnamese sentences on what the administrator should compare with the original."""
    told = []
    low = [str(p.number) for p in document.pages if p.confidence is not None and p.confidence < _LOW_CONFIDENCE]
    if low:
        told.append(f"Nhận dạng kém chắc chắn ở trang {', '.join(low[:20])}: cần đối chiếu với bản gốc.")
    if document.metadata.standing is Standing.OFFICIAL:  # digests leave articles out on purpose
        told += [f"Sau {before} là {after}: có thể thiếu điều ở giữa." for before, after in _gaps(document)]
    return tuple(told)


def _gaps(document: Document) -> list[tuple[str, str]]:
    """Neighbouring articles of the main text whose numbers do not follow each other."""
    numbers = [p.number for p in document.provisions if p.kind is ProvisionKind.ARTICLE and "__" not in p.id]
    numbered = [(number, position(number)) for number in numbers if position(number) != (0, 0)]
    return [
        (f"Điều {before}", f"Điều {after}")
        for (before, at), (after, then) in pairwise(numbered)
        if not follows(then, at) and then[0] > at[0]
    ]
